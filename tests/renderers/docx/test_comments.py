"""Queries are comments of the Word file: on their words, with who asks and when, and Writer keeps them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import judges
from lxml import etree
from query_edition import publication
from renderers.docx.manuscript import NOTES, TEXT, W, changed, faults, house, made, part, parts
from renderers.docx.test_notes import office
from sample_publication import sample

from variorum.extract import Extract, QuerySeen
from variorum_docx import renderer

COMMENTS = "word/comments.xml"
MARKS = tuple(f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))
FILE = made(publication(), house()).value


def by_words(found: Extract) -> dict[str, QuerySeen]:
    return {one.words: one for one in found.queries or ()}


def test_each_query_is_a_comment_with_its_marks_in_the_text() -> None:
    comments = list(part(FILE, COMMENTS).iter(f"{W}comment"))
    assert [one.get(f"{W}id") for one in comments] == [str(number) for number in range(9)]
    words = {" ".join("".join(map(str, p.itertext())) for p in one): one for one in comments}
    asked = words["Which? There are two."]
    assert [asked.get(f"{W}{key}") for key in ("author", "initials", "date")] == [
        "Vera Brown",
        "VB",
        "2026-11-02T09:30:00Z",
    ]
    assert words["A word lost?"].get(f"{W}initials") is None
    marks = Counter((str(one.tag), one.get(f"{W}id")) for one in part(FILE, TEXT).iter(*MARKS))
    assert set(marks.values()) == {1}
    assert sum(tag == MARKS[2] for tag, _ in marks) == 9
    assert sum(tag == MARKS[0] for tag, _ in marks) == sum(tag == MARKS[1] for tag, _ in marks) == 5


def test_what_is_asked_in_a_footnote_is_asked_at_its_call() -> None:
    """Word has no comments in footnotes."""
    assert not list(part(FILE, NOTES).iter(*MARKS))


def test_a_file_without_queries_has_no_part_for_them() -> None:
    assert COMMENTS in parts(FILE)
    assert COMMENTS not in parts(made(sample(), house()).value)


def test_the_proof_reads_comments_back() -> None:
    assert faults(FILE, publication()) == []

    def emptied(tree: etree._Element) -> None:
        tree.remove(tree[0])

    def moved(tree: etree._Element) -> None:
        mark = next(tree.iter(MARKS[0]))
        holder = mark.getparent()
        assert holder is not None
        holder.append(mark)

    assert any("is missing" in one for one in faults(changed(FILE, COMMENTS, emptied), publication()))
    assert any("words that begin" in one for one in faults(changed(FILE, TEXT, moved), publication()))


def test_the_validator_finds_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "queries.docx"
    path.write_bytes(FILE)
    assert judges.ooxml(path) == ()


def test_writer_keeps_each_comment_on_its_words(tmp_path: Path) -> None:
    path = tmp_path / "queries.docx"
    path.write_bytes(FILE)
    saved = renderer.extract(office(path, "docx", tmp_path / "saved").read_bytes())
    kept, ours = by_words(saved), by_words(renderer.extract(FILE))
    assert kept.keys() == ours.keys()
    for words, one in ours.items():
        other = kept[words]
        assert (one.author, one.initials, one.date) == (other.author, other.initials, other.date)
        assert (one.begins, one.ends) == (other.begins, other.ends)
