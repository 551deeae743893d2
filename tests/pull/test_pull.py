"""`variorum pull`: what an editor changed comes back, word by word, in the notation of the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from desk import TOML, Desk
from press import SEEDS, Press, Version
from pull.copyeditor import AUTHORS, Copyeditor
from pull.copyeditor_signs import ALL_KINDS
from pull.packages import (
    BASE,
    as_word_writes,
    by_python_docx,
    changed,
    packed,
    parts,
    with_pages_begun_before,
    with_text,
    without_base,
    without_bookmarks,
)
from renderers.docx.test_notes import office

from variorum.commands import pull as command
from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.press import Request
from variorum.pull import trial
from variorum.pull.changes import title_of
from variorum.pull.laws import Breach, Statement
from variorum.pull.pulling import EditedFile, Pulled, pull
from variorum.pull.writing.edits import Edit, Way
from variorum.pull.writing.rebase import Rebase
from variorum_docx import renderer

SPECIMEN, INTERNATIONAL = "specimen", "socialist-international"
LETTER = """\
1 March 1918 (No 17) A letter

Put down on paper as it stood. (2 pp)


Dear Colleague,

The papers that you ask for left this office on the 24th and were **lost** in a fire[^fire] that
nobody saw.

They should be with you by the end of the week. […] I ask for [more] papers.

[page two]

What is left of them is yours.

[^fire]: It was a small one.
"""
DATE = "2026-11-30T10:00:00Z"


def pulled(seed: str, data: bytes) -> Pulled:
    return pull(str(SEEDS / seed), Request(), renderer, EditedFile("edited.docx", data))


def told(one: Pulled) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.before, each.after, each.reason) for each in one.changes]


@cache
def read(path: Path) -> bytes:
    return path.read_bytes()


def book(desk: Desk, letter: str = LETTER) -> bytes:
    """Build the letters and return the Word file."""
    root = desk.edition(one=letter)
    said = desk.variorum("build", str(root), "--to", "docx", "--out", str(desk.out))
    assert said.status == 0, said.out
    return (desk.out / "letters.docx").read_bytes()


def came_back(desk: Desk, data: bytes, *options: str) -> list[tuple[str, str, str, bool]]:
    """Pull a file into the letters and return what is told of its changes."""
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", *options)
    assert said.status == 0, said.out + said.err
    return [(one["kind"], one["before"], one["after"], one["carried"]) for one in said.json["changes"]]


def letter(desk: Desk) -> str:
    return (desk.folder / "letters" / "documents" / "one.txt").read_text("utf-8")


@pytest.mark.parametrize("seed", [SPECIMEN, INTERNATIONAL])
@pytest.mark.parametrize(
    "saved",
    [bytes, by_python_docx, as_word_writes, without_bookmarks, with_pages_begun_before],
    ids=lambda one: one.__name__,
)
def test_an_untouched_file_brings_nothing(press: Press, seed: str, saved: Callable[[bytes], bytes]) -> None:
    data = read(press.finished(Version(seed), "docx"))
    one = pulled(seed, saved(data))
    assert (one.changes, one.texts) == ((), {})
    assert [each.slug for each in one.diagnostics] == ["pull-lost"] * (saved is without_bookmarks)


@pytest.mark.parametrize("seed", [SPECIMEN, INTERNATIONAL])
def test_a_file_that_writer_saved_brings_nothing(press: Press, tmp_path: Path, seed: str) -> None:
    saved = office(press.finished(Version(seed), "docx"), "docx", tmp_path).read_bytes()
    assert parts(saved).keys() != parts(read(press.finished(Version(seed), "docx"))).keys()
    one = pulled(seed, saved)
    assert (told(one), one.texts, one.diagnostics) == ([], {}, ())


def test_words_come_back_into_their_lines_alone(desk: Desk) -> None:
    data = with_text(
        book(desk), ("this office", "that bureau"), ("lost", "burnt"), ("a small", "a very small")
    )
    before = letter(desk)
    assert came_back(desk, data) == [
        ("words changed", "this office", "that bureau", True),
        ("words changed", "lost", "burnt", True),
        ("words added", "a", "a very", True),
    ]
    assert letter(desk) == before, "nothing is written that is not asked for"
    assert len(came_back(desk, data, "--apply")) == 3
    wanted = before.replace("this office", "that bureau").replace("**lost**", "**burnt**")
    assert letter(desk) == wanted.replace("a small", "a very small")
    copy = desk.folder / "letters" / "before-pull" / "documents" / "one.txt"
    assert copy.read_text("utf-8") == before
    assert came_back(desk, data) == [], "what is applied is no change any more"


DIVIDED = """\
The papers that you ask for came in the autumn of the year before the last with the har-
vest and were sunk in a lake that nobody knew of, or said to have been sunk when they were.
"""


def divided(desk: Desk, *pairs: tuple[str, str]) -> tuple[str, bytes]:
    """Return the letters with a word that a line divides, and their Word file with words changed."""
    whole = LETTER.replace("What is left", f"{DIVIDED}\nWhat is left")
    return whole, with_text(book(desk, whole), *pairs)


def test_words_beside_a_word_that_a_line_divides_come_back(desk: Desk) -> None:
    pairs = (
        ("nobody knew", "everybody knew"),
        ("lake that", "pond that"),
        ("before the last", "after the last"),
    )
    whole, data = divided(desk, *pairs)
    assert [one[3] for one in came_back(desk, data, "--apply")] == [True] * 3
    for old, new in pairs:
        whole = whole.replace(old, new)
    assert letter(desk) == whole
    assert came_back(desk, data) == []


@pytest.mark.parametrize(
    ("new", "lines"), [("carvest", "car-\nvest"), ("harvester", "har-\nvester"), ("crop", "crop")]
)
def test_a_word_that_a_line_divides_comes_back(desk: Desk, new: str, lines: str) -> None:
    whole, data = divided(desk, ("harvest", new))
    assert [(one[1], one[2], one[3]) for one in came_back(desk, data, "--apply")] == [("harvest", new, True)]
    assert letter(desk) == whole.replace("har-\nvest", lines)


def test_the_patch_touches_no_other_line(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_text(book(desk), ("nobody", "everybody")))
    said = desk.variorum("pull", str(path), "--into", "letters")
    lines = [line for line in said.out.splitlines() if re.match(r"[-+](?![-+])", line)]
    assert lines == ["-nobody saw.", "+everybody saw."]
    assert "1 change, 1 carried back; nothing is written without --apply" in said.err


def tracked(tree: Element) -> None:
    """Track a word put in by one person, and another taken out by somebody else."""
    run = next(one for one in tree.iter(q("r")) if "What is left" in (one.findtext(q("t")) or ""))
    gone = text(" of them")
    gone.tag = q("delText")
    for one in (
        w("r", text("What")),
        w("ins", w("r", text(" little")), id=901, author="Ann", date=DATE),
        w("r", text(" is left")),
        w("del", w("r", gone), id=902, author="Ben", date=DATE),
        w("r", text(" is yours.")),
    ):
        run.addprevious(one)
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def test_tracked_changes_are_their_authors(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(changed(book(desk), tracked, "word/document.xml"))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    assert [(one["author"], one["date"], one["kind"], one["page"]) for one in said.json["changes"]] == [
        ("Ann", DATE, "words added", "2"),
        ("Ben", DATE, "words deleted", "2"),
    ]
    assert "What little is left is yours." in letter(desk)


def test_what_is_asked_for_is_carried_alone(desk: Desk) -> None:
    data = changed(with_text(book(desk), ("small", "tiny")), tracked, "word/document.xml")
    for options, carried in (
        (("--author", "Ann"), [True, False, False]),
        (("--only", "words changed"), [False, False, True]),
        (("--accept", "1", "3"), [True, False, True]),
        (("--reject", "1"), [False, True, True]),
    ):
        assert [one[3] for one in came_back(desk, data, *options)] == carried
    came_back(desk, data, "--apply", "--author", "Ben")
    assert letter(desk) == LETTER.replace("What is left of them is", "What is left is")


def test_a_sign_goes_with_all_that_is_in_it(desk: Desk) -> None:
    def change(tree: Element) -> None:
        for one in tree.iter(q("t")):
            if one.text in ("[", "]", "more"):
                one.text = ""

    found = came_back(desk, changed(book(desk), change, "word/document.xml"), "--apply")
    assert [(one[0], one[1], one[3]) for one in found if one[3]] == [("words deleted", "for [more]", True)]
    assert letter(desk) == LETTER.replace("I ask for [more] papers", "I ask for papers")


def test_words_of_tei_come_back_inside_its_texts(desk: Desk) -> None:
    tei = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
        "</teiHeader><text><body><p>The papers that you ask for <hi rend='italic'>left</hi> this office\n"
        " on the 24th.</p><p>Nobody saw them.</p></body></text></TEI>"
    )
    (desk.folder / "one.xml").write_text(tei, "utf-8")
    assert desk.variorum("new", "letters", "--from", "one.xml").status == 0
    said = desk.variorum("build", "letters", "--to", "docx", "--out", str(desk.out))
    assert said.status == 0, said.out
    (path,) = desk.out.glob("*.docx")
    pairs = ("papers that", "letters & <notes> that"), ("left", "quit"), ("office on", "office at noon on")
    path.write_bytes(with_text(path.read_bytes(), *pairs))
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply", "--json")
    assert [one["carried"] for one in said.json["changes"]] == [True] * 3, said.out
    (source,) = (desk.folder / "letters" / "documents").glob("*.xml")
    wanted = tei.replace("papers that", "letters &amp; &lt;notes&gt; that").replace(">left<", ">quit<")
    assert source.read_text("utf-8") == wanted.replace("office\n on", "office at noon\n on")


def test_marks_that_are_typed_are_characters(desk: Desk) -> None:
    data = with_text(book(desk), ("end of the week", "*end* [of] the {week}"))
    assert {one[3] for one in came_back(desk, data, "--apply")} == {True}
    assert r"by the \*end\* \[of\] the \{week\}." in letter(desk)


def test_words_of_no_source_are_refused_with_the_place_of_what_makes_them(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_text(book(desk), ("An addition of the editor", "Something of the editor")))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    (one,) = said.json["changes"]
    assert (one["carried"], one["place"]["path"], said.json["written"]) == (False, "edition.toml", False)
    assert "data of the edition" in one["reason"]


def test_streams_are_called_as_people_call_them() -> None:
    assert [title_of(one) for one in ("one/body", "matter/matter_half-title")] == ["one", "half title"]


def test_what_is_not_carried_is_told(desk: Desk) -> None:
    def change(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "nobody saw" in (one.findtext(q("t")) or ""))
        run.append(w("br"))
        other = next(one for one in tree.iter(q("r")) if "What is left" in (one.findtext(q("t")) or ""))
        other.append(w("drawing"))

    found = came_back(desk, changed(book(desk), change, "word/document.xml"), "--apply")
    assert [(kind, carried) for kind, _, _, carried in found] == [
        ("line added", False),
        ("picture added", False),
    ]
    assert letter(desk) == LETTER


@pytest.mark.parametrize("seed", [SPECIMEN, INTERNATIONAL])
@pytest.mark.parametrize("number", range(5))
def test_edits_by_chance_come_back_or_are_told(press: Press, seed: str, number: int) -> None:
    """Six edits in a file: what is carried says what the file says (the laws), what is not has a reason."""
    editor = Copyeditor(read(press.finished(Version(seed), "docx")), number)
    kinds = list(ALL_KINDS)
    for at in range(6):
        ALL_KINDS[kinds[(number + 2 * at) % len(kinds)]](editor, editor.dice.choice((*AUTHORS, "")))
    one = pulled(seed, editor.saved())
    assert one.diagnostics == ()
    assert len(one.changes) >= len(editor.done)
    refused = [each for each in one.changes if not each.carried]
    assert all(each.reason for each in refused)
    assert len(refused) <= len(editor.done) // 2, told(one)
    authors = {each.author for each in one.changes}
    assert {each.author for each in editor.done} <= authors | {""}
    for path, new in one.texts.items():
        old = one.prepared.sources[path].text
        assert new != old


def test_an_edit_that_breaks_a_law_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit goes one place too far: the law sees it, the other change is carried all the same."""
    ways = Rebase.ways

    def astray(self: Rebase, one: object) -> object:
        found = ways(self, one)  # type: ignore[arg-type]
        if isinstance(found, tuple) and found[0].edits[0].text.startswith("b"):
            (edit,) = found[0].edits
            return (Way((Edit(edit.path, edit.start + 1, edit.end + 1, edit.text),)),)
        return found

    data = with_text(book(desk), ("lost", "burnt"), ("small", "tiny"))
    monkeypatch.setattr(Rebase, "ways", astray)
    assert came_back(desk, data, "--apply") == [
        ("words changed", "lost", "burnt", False),
        ("words changed", "small", "tiny", True),
    ]
    assert "**lost**" in letter(desk)
    assert "a tiny one" in letter(desk)


def test_a_law_that_nothing_explains_lets_nothing_be_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(wish: list[Statement], there: list[Statement]) -> Iterator[Breach]:
        yield Breach(0, (), there[:1])

    data = with_text(book(desk), ("small", "tiny"))
    monkeypatch.setattr(trial, "breaches", other)
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert said.status == 1
    assert "pull-law" in said.out
    assert letter(desk) == LETTER


def test_where_the_source_has_changed_since_the_rest_comes_back(desk: Desk) -> None:
    data = with_text(book(desk), ("small", "tiny"), ("nobody", "everybody"))
    desk.edition(one=LETTER.replace("nobody saw", "no one saw").replace("Dear Colleague", "Dear Friend"))
    found = came_back(desk, data, "--apply")
    assert ("words changed", "small", "tiny", True) in found
    assert ("words changed", "nobody", "everybody", False) in found
    assert "Dear Friend" in letter(desk)
    assert "no one saw" in letter(desk)
    assert "a tiny one" in letter(desk)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "no package": lambda data: b"{\\rtf1 A letter}",
    "with a password": lambda data: b"\xd0\xcf\x11\xe0" + bytes(600),
    "without a text": lambda data: packed({n: d for n, d in parts(data).items() if n != "word/document.xml"}),
    "not XML": lambda data: packed({**parts(data), "word/document.xml": b"<w:document"}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_one_finding(desk: Desk, kind: str) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(BROKEN[kind](book(desk)))
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert (said.status, said.out.count("pull-unreadable")) == (1, 1), said.out + said.err
    assert letter(desk) == LETTER


def test_a_base_that_is_damaged_is_told(desk: Desk) -> None:
    held = parts(book(desk))
    spoilt = {
        b'form="1"': b'form="9"',
        b"[[": b"[",
        b'"name=': b'"nam=',
    }
    for before, after in spoilt.items():
        path = desk.folder / "edited.docx"
        path.write_bytes(packed({**held, BASE: held[BASE].replace(before, after)}))
        said = desk.variorum("pull", str(path), "--into", "letters")
        assert (said.status, "no change" in said.err) == (0, True), said.out + said.err


def test_a_file_of_another_edition_is_refused(press: Press, desk: Desk) -> None:
    book(desk)
    other = press.finished(Version(SPECIMEN), "docx")
    said = desk.variorum("pull", str(other), "--into", "letters")
    assert said.status == 1
    assert "it was made of the edition “specimen”" in said.out
    path = desk.folder / "foreign.docx"
    path.write_bytes(without_base(read(other)))
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert (said.status, "pull-foreign" in said.out) == (1, True)


def test_a_transcript_is_written_in_its_encoding_or_not_at_all(desk: Desk) -> None:
    own = LETTER.replace("small", "smäll").replace("[…] ", "")
    data = with_text(book(desk, own), ("nobody", "everybody"))
    latin = own.encode("latin-1")
    toml = TOML.replace('base = "typed"', 'base = "typed"\nencoding = "latin-1"')
    desk.edition(toml, one=latin)
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert said.status == 0, said.out
    there = (desk.folder / "letters" / "documents" / "one.txt").read_bytes()
    assert there == own.replace("nobody", "everybody").encode("latin-1")
    path.write_bytes(with_text(data, ("smäll", "smałł")))
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply", "--json")
    assert [one["carried"] for one in said.json["changes"]] == [False]
    assert (desk.folder / "letters" / "documents" / "one.txt").read_bytes() == there


def test_a_source_that_changes_while_it_is_read_is_not_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = with_text(book(desk), ("small", "tiny"))

    def slowly(*given: Any) -> Pulled:
        made = pull(*given)
        desk.edition(one=LETTER.replace("Dear", "My dear"))
        return made

    monkeypatch.setattr(command, "pull", slowly)
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert (said.status, "pull-unwritten" in said.out) == (1, True)
    assert letter(desk) == LETTER.replace("Dear", "My dear")


def test_what_comes_back_in_another_form_is_no_file_to_pull(desk: Desk) -> None:
    book(desk)
    path = desk.folder / "edited.odt"
    path.write_bytes(b"PK")
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert (said.status, "no format whose files end in “.odt” comes back" in said.out) == (1, True)
    assert desk.variorum("pull", "nowhere.docx", "--into", "letters").status == 3


def test_a_file_of_ours_given_to_new_names_pull(desk: Desk) -> None:
    (desk.folder / "edited.docx").write_bytes(book(desk))
    said = desk.variorum("new", "again", "--from", "edited.docx")
    assert said.status == 1
    assert "variorum pull" in said.err
