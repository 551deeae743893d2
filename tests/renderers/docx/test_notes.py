"""Notes: Word's own footnotes, lists with links both ways, and the labels that Word and Writer show."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import judges
import pytest
from invented import a_run
from lxml import etree
from renderers.docx.manuscript import NOTES, TEXT, W, book, changed, faults, house, made, of, part, parts
from sample_publication import call, note, run, sample

from variorum.contract import Setting
from variorum.extract import Kind, with_numbers
from variorum.findings.typesetting import NoteNotSet
from variorum.proof import prove
from variorum.publication import Call, Para, PBlocks, Publication, PublishedNote
from variorum_docx import renderer

RULES = tuple(
    f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{one}"
    for one in ("numFmt", "numRestart")
)
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def numbered(count: int, first: int = 1) -> Publication:
    """Return a document with notes that count from `first`."""
    calls = [call("letter", f"n{i}", str(first + i)) for i in range(count)]
    notes = tuple(
        note("letter", f"n{i}", str(first + i), run(f"Text of note number{i}.")) for i in range(count)
    )
    blocks = tuple(Para("body", (a_run(f"Paragraph {i}."), calls[i])) for i in range(count))
    return of(blocks, notes)


def own_notes(data: bytes) -> list[etree._Element]:
    return [n for n in part(data, NOTES).iter(f"{W}footnote") if n.get(f"{W}type") is None]


def test_each_editorial_note_is_a_footnote() -> None:
    called = [r.get(f"{W}id") for r in part(book(), TEXT).iter(f"{W}footnoteReference")]
    assert called == ["1", "2", "3", "4"]
    assert [n.get(f"{W}id") for n in own_notes(book())] == called


def test_numbers_that_run_through_are_words_own() -> None:
    data = made(numbered(12), house()).value
    references = list(part(data, TEXT).iter(f"{W}footnoteReference"))
    assert [r.get(f"{W}customMarkFollows") for r in references] == [None] * 12
    assert [len(list(n.iter(f"{W}footnoteRef"))) for n in own_notes(data)] == [1] * 12
    assert faults(data, numbered(12)) == []


def rules(tree: etree._Element) -> list[list[tuple[str, str]]]:
    """Return what each section tells Word of its notes."""
    return [
        [(etree.QName(one).localname, one.get(f"{W}val", "")) for one in section.iter(*RULES)]
        for section in tree.iter(f"{W}sectPr")
    ]


def test_numbers_that_begin_anew_in_a_manuscript_are_words_own_too() -> None:
    tree = part(book(), TEXT)
    references = list(tree.iter(f"{W}footnoteReference"))
    assert {r.get(f"{W}customMarkFollows") for r in references} == {None}
    assert rules(tree) == [[("numRestart", "eachSect")]] * 8
    calls = [
        t.text for t in renderer.extract(book()).streams["letter/body"] if t.kind is Kind.CALL and t.counted
    ]
    assert calls == ["1"]


def test_numbers_through_the_book_go_on_from_section_to_section() -> None:
    one, two = numbered(2).documents[0], numbered(2, 3).documents[0]
    renamed = tuple(replace(each, id=f"{each.id}-2", call=f"{each.call}-2") for each in two.notes)
    calls = [
        Para("body", (a_run("Word."), replace(c, id=f"{c.id}-2", note=f"{c.note}-2")))
        for c in (call("letter", "n0", "3"), call("letter", "n1", "4"))
    ]
    publication = replace(
        numbered(2), documents=(one, replace(two, id="two", body=tuple(calls), notes=renamed))
    )
    for purpose in ("editing", "book"):
        data = made(publication, house(), purpose).value
        assert faults(data, publication) == []
        assert rules(part(data, TEXT)) == [[], []]
        typed = {r.get(f"{W}customMarkFollows") for r in part(data, TEXT).iter(f"{W}footnoteReference")}
        assert typed == {None}


def test_a_series_of_letters_is_counted_in_letters() -> None:
    letters = [(call("letter", f"n{i}", label), label) for i, label in enumerate("abc")]
    notes = tuple(note("letter", f"n{i}", label, run(f"Text {label}.")) for i, label in enumerate("abc"))
    publication = of(tuple(Para("body", (a_run("Word."), one)) for one, _ in letters), notes)
    data = made(publication, house()).value
    assert rules(part(data, TEXT)) == [[("numFmt", "lowerLetter"), ("numRestart", "eachSect")]]
    assert faults(data, publication) == []


def test_labels_with_a_gap_are_marks_in_their_document() -> None:
    notes = tuple(note("letter", f"n{i}", label, run("Text.")) for i, label in enumerate("13"))
    calls = tuple(
        Para("body", (a_run("Word."), call("letter", f"n{i}", label))) for i, label in enumerate("13")
    )
    publication = of(calls, notes)
    data = made(publication, house()).value
    assert [r.get(f"{W}customMarkFollows") for r in part(data, TEXT).iter(f"{W}footnoteReference")] == [
        "1",
        "1",
    ]
    assert faults(data, publication) == []


def test_a_section_that_is_said_to_count_on_is_noticed(tmp_path: Path) -> None:
    """What another program makes of the sections: numbers run through, and the proof says so."""

    def change(tree: etree._Element) -> None:
        for both in list(tree.iter(f"{MC}AlternateContent")):
            holder = both.getparent()
            if holder is not None and holder.tag == f"{W}sectPr":
                holder.remove(both)

    data = changed(book(), TEXT, change)
    assert any("“1” is “4”" in fault for fault in faults(data))
    setting = Setting(house(), sample().series, a_run(sample().imprint.title), sample().imprint.language)
    told = [one.what for one in renderer.unknown(data, sample(), setting)]
    assert "pages, running heads or folios other than those of the book" in told


def test_a_typed_mark_in_the_place_of_words_number_is_noticed() -> None:
    def change(tree: etree._Element) -> None:
        first = next(tree.iter(f"{W}footnoteReference"))
        first.set(f"{W}customMarkFollows", "1")
        mark = first.makeelement(f"{W}t")
        mark.text = "1"
        first.addnext(mark)

    setting = Setting(house(), sample().series, a_run(sample().imprint.title), sample().imprint.language)
    told = [one.what for one in renderer.unknown(changed(book(), TEXT, change), sample(), setting)]
    assert "calls of notes that Word counts otherwise than the edition" in told


def test_numbers_that_begin_anew_in_a_book_are_marks_of_their_own() -> None:
    references = list(part(book("book"), TEXT).iter(f"{W}footnoteReference"))
    assert {r.get(f"{W}customMarkFollows") for r in references} == {"1"}
    assert [r.getparent().findtext(f"{W}t") for r in references] == ["1", "2", "3", "1"]  # type: ignore[union-attr]
    marks = [n.find(f".//{MC}Choice/{W}t") for n in own_notes(book("book"))]
    assert [mark.text for mark in marks if mark is not None] == ["1", "2", "3", "1"]


def test_a_mark_of_several_signs_has_a_text_for_each() -> None:
    """Writer shows a text of several signs twice."""
    data = made(numbered(3, 9), house()).value
    runs = [each.getparent() for each in part(data, TEXT).iter(f"{W}footnoteReference")]
    texts = [[each.text for each in one.iter(f"{W}t")] for one in runs if one is not None]
    assert texts == [["9"], ["1", "0"], ["1", "1"]]
    assert faults(data, numbered(3, 9)) == []


def test_a_note_called_twice_is_one_footnote_and_a_reference_to_it() -> None:
    fields = [
        code.text for code in part(book(), TEXT).iter(f"{W}instrText") if "NOTEREF" in (code.text or "")
    ]
    assert fields == [" NOTEREF memorandum_call_n-book_1 \\f \\h "]
    calls = [t for t in renderer.extract(book()).streams["memorandum/body"] if t.kind is Kind.CALL]
    assert [t.text for t in calls if t.note == "memorandum_note_n-book"] == ["2", "2"]


def test_textual_notes_link_both_ways() -> None:
    tree = part(book(), TEXT)
    there = {start.get(f"{W}name") for start in tree.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink")]
    for name in ("t-five", "t-cell"):
        assert {f"memorandum_note_{name}", f"memorandum_call_{name}_1"} <= there
        assert links.count(f"memorandum_note_{name}") == 1
        assert links.count(f"memorandum_call_{name}_1") == 1


def test_a_note_that_nothing_calls_is_an_error() -> None:
    lost = of(
        (Para("body", run("Words.")),),
        (note("letter", "n1", "1", run("Lost.")),),
    )
    result = made(lost, house())
    assert [type(finding) for finding in result.diagnostics] == [NoteNotSet]


def test_calls_side_by_side_are_kept_apart() -> None:
    notes = tuple(note("letter", f"n{i}", str(i), run("Note.")) for i in (1, 2))
    calls: tuple[Call, ...] = tuple(call("letter", f"n{i}", str(i)) for i in (1, 2))
    publication = of((Para("body", (a_run("Word"), *calls)),), notes)
    data = made(publication, house()).value
    paragraph = next(part(data, TEXT).iter(f"{W}p"))
    marks = list(paragraph.iter(f"{W}footnoteReference", f"{W}t"))
    assert [e.text for e in marks] == ["Word", None, "\u2009", None]
    assert faults(data, publication) == []


def test_a_label_that_word_has_renumbered_is_noticed() -> None:
    """An editor takes out the first note: Word counts on, and the proof sees the change."""

    def change(tree: etree._Element) -> None:
        first = next(tree.iter(f"{W}footnoteReference"))
        holder = first.getparent()
        assert holder is not None
        holder.remove(first)

    found = faults(changed(made(numbered(3), house()).value, TEXT, change), numbered(3))
    assert any("note 1" in fault and "missing" in fault for fault in found)
    assert any("“2” is “1”" in fault for fault in found)


def office(path: Path, target: str, folder: Path) -> Path:
    """Open a file in Writer and save it in another format."""
    profile = folder / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{path.stem}.{target}"


def series() -> PublishedNote:
    return note("letter", "star", "*", run("A note with a star."))


CASES: dict[str, tuple[Publication, list[tuple[str, str]]]] = {
    "running through": (
        numbered(11),
        [(str(i + 1), f"Text of note number{i}.") for i in range(11)],
    ),
    "from another number": (numbered(3, 5), [(str(i + 5), f"Text of note number{i}.") for i in range(3)]),
    "with a star among them": (
        of(
            (
                Para("body", (a_run("One."), call("letter", "star", "*"))),
                Para("body", (a_run("Two."), call("letter", "n1", "1"))),
            ),
            (series(), note("letter", "n1", "1", run("A note with a number."))),
        ),
        [("*", "A note with a star."), ("1", "A note with a number.")],
    ),
    "anew in each document": (
        sample(),
        [("1", "So the register;"), ("2", "The registry of"), ("3", "The sum is 421."), ("1", "It held ten")],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_writer_shows_the_labels_of_the_edition(tmp_path: Path, case: str) -> None:
    """Once beside each note and once at its call; twice or none at all is how it went before."""
    publication, wanted = CASES[case]
    path = tmp_path / "book.docx"
    path.write_bytes(made(publication, house(), "book").value)
    said = " ".join(judges.pdf_text(judges.libreoffice_pdf(path, tmp_path), "-raw").split())
    for label, text in wanted:
        before = said.partition(text)[0].split()
        assert before[-1] == label, (label, text, before[-4:])
        assert before[-2] != label, (label, text, before[-4:])


def test_what_writer_saves_still_proves_and_knows_its_base(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(book("book"))
    (tmp_path / "saved").mkdir()
    saved = office(path, "docx", tmp_path / "saved").read_bytes()
    assert faults(saved) == []
    base = [data for name, data in parts(saved).items() if name.startswith("customXml/item")]
    assert any(b"urn:x-variorum:docx-base" in data for data in base)


def test_writer_counts_through_a_manuscript_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "book.docx"
    path.write_bytes(book())
    said = " ".join(judges.pdf_text(judges.libreoffice_pdf(path, tmp_path), "-raw").split())
    for label, text in (("1", "So the register;"), ("3", "The sum is 421."), ("4", "It held ten")):
        before = said.partition(text)[0].split()
        assert before[-1] == label, (label, text, before[-4:])
    (tmp_path / "saved").mkdir()
    read = renderer.extract(office(path, "docx", tmp_path / "saved").read_bytes())
    labels = {one.id: one.label.text for document in sample().documents for one in document.notes}
    found, others = with_numbers(read, labels)
    assert {one.text for one in others} == {"4"}
    assert prove(sample(), house(), read, "book.docx").diagnostics != ()
    assert prove(sample(), house(), found, "book.docx").diagnostics == ()


def test_a_call_whose_bookmarks_writer_has_closed_before_it_is_still_known() -> None:
    def change(tree: etree._Element) -> None:
        for call_ in tree.iter(f"{W}footnoteReference"):
            run_ = call_.getparent()
            assert run_ is not None
            ends = [one for one in run_.itersiblings() if one.tag == f"{W}bookmarkEnd"][:2]
            for end in ends:
                run_.addprevious(end)

    assert faults(changed(book(), TEXT, change)) == []


def test_blocks_of_notes_keep_their_paragraphs() -> None:
    blocks: PBlocks = (Para("first", run("One.")), Para("body", run("Two.")))
    held = replace(note("letter", "n1", "1", run("x")), blocks=blocks)
    publication = of((Para("body", (a_run("Word"), call("letter", "n1", "1"))),), (held,))
    data = made(publication, house()).value
    (footnote,) = own_notes(data)
    assert len(footnote.findall(f"{W}p")) == 2
    assert faults(data, publication) == []
