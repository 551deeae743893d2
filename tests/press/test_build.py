"""The pipeline: what is kept is kept rightly, what is made is the same again, texts of the edition's own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest
from damage import parts
from desk import LETTER, TOML, Desk
from invented import a_run
from sample_publication import sample

import variorum_epub
from variorum import style
from variorum.archive import repacked
from variorum.contract import Setting, Sheet, Shelf
from variorum.extract import Extract
from variorum.findings import Diagnostic, Result
from variorum.findings.machine import FormatUnknown
from variorum.findings.marks import UnclosedBracket
from variorum.findings.proof import ProofNoteMissing, ProofPage
from variorum.findings.tei import XmlNotFollowed
from variorum.findings.transcript import PageOrder
from variorum.findings.typesetting import FontMissing, LayoutWarning, NoteNotSet
from variorum.origin import Generated, OriginRule
from variorum.press import FAULTY, MISSING, UNPROVED, USAGE, cache, status
from variorum.publication import Publication, PublishedDocument, Run
from variorum.source import Span

BUILD = ("build", "letters", "--to", "docx,epub", "--out", "out")


def test_the_same_input_gives_the_same_bytes_kept_or_not_in_one_process_or_two(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = ("build", "letters", "--to", "docx,epub,pdf", "--out", "out")
    desk.edition()
    assert desk.variorum(*build, "--jobs", "1").status == 0
    first = desk.files()
    assert set(first) == {"letters.docx", "letters.epub", "letters.pdf"}
    assert desk.variorum(*build, "--jobs", "1").status == 0
    assert desk.files() == first
    monkeypatch.setenv("VARIORUM_CACHE", str(desk.folder / "empty"))
    assert desk.variorum(*build, "--jobs", "2").status == 0
    assert desk.files() == first


@pytest.mark.parametrize("damage", [b"", b"variorum sheet 1\n{}", None])
def test_a_damaged_sheet_is_set_anew(desk: Desk, damage: bytes | None) -> None:
    desk.edition()
    assert desk.variorum(*BUILD, "--jobs", "1").status == 0
    first = desk.files()
    kept = sorted((desk.folder / "sheets").rglob("*.sheet"))
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    for path in desk.out.iterdir():
        path.unlink()
    assert desk.variorum(*BUILD, "--jobs", "1").status == 0
    assert desk.files() == first


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"facts": {}, "findings": [], "places": ""}'])
def test_a_damaged_record_of_a_file_is_none(desk: Desk, damage: bytes) -> None:
    desk.edition()
    assert desk.variorum(*BUILD).status == 0
    first = desk.files()
    kept = list((desk.folder / "sheets").rglob("*.record"))
    assert len(kept) == 2
    for path in kept:
        path.write_bytes(damage)
    for path in (desk.folder / "sheets").rglob("*.docket"):
        path.unlink()
    said = desk.variorum(*BUILD)
    assert (said.status, "up to date" in said.out) == (0, False)
    assert desk.files() == first


def test_a_cache_that_cannot_be_written_is_no_fault(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.edition()
    (desk.folder / "blocked").write_text("a file where the folder should be")
    monkeypatch.setenv("VARIORUM_CACHE", str(desk.folder / "blocked"))
    assert desk.variorum(*BUILD, "--jobs", "1").status == 0


def test_sheets_that_nobody_asks_for_are_removed(desk: Desk) -> None:
    desk.edition()
    assert desk.variorum(*BUILD, "--jobs", "1").status == 0
    old, new = sorted((desk.folder / "sheets").rglob("*.sheet"))
    os.utime(old, (0, 0))
    cache.prune()
    assert (old.exists(), new.exists()) == (False, True)


def setting() -> Setting:
    return Setting(style.load("house").value, sample().series, a_run("T"), "en")


def test_a_file_that_lies_there_as_it_was_proofed_is_not_made_again(desk: Desk) -> None:
    """Whatever changes its bytes makes a file anew: its text, its title, the file itself."""

    def verdicts() -> list[str]:
        said = desk.variorum(*BUILD, "--json")
        assert said.status == 0
        return ["up to date" if one["up_to_date"] else "passed" for one in said.json["editions"][0]["files"]]

    made, kept = ["passed", "passed"], ["up to date", "up to date"]
    desk.edition()
    assert verdicts() == made
    first = {path: path.stat().st_mtime_ns for path in desk.out.iterdir()}
    assert verdicts() == kept
    assert {path: path.stat().st_mtime_ns for path in desk.out.iterdir()} == first
    whole = (desk.out / "letters.docx").read_bytes()
    (desk.out / "letters.docx").write_bytes(whole[:-1] + b"x")
    assert sorted(verdicts()) == ["passed", "up to date"]
    assert (desk.out / "letters.docx").read_bytes() == whole
    (desk.out / "letters.epub").unlink()
    assert sorted(verdicts()) == ["passed", "up to date"]
    desk.edition(one=LETTER.replace("papers", "parcels"))
    assert verdicts() == made
    desk.edition(TOML.replace('title = "Letters"', 'title = "Papers"'))
    assert verdicts() == made
    assert "up to date" in desk.variorum(*BUILD).out


def test_tei_that_lies_there_as_it_was_proofed_is_not_written_again(desk: Desk) -> None:
    """It is made from the edition: another profile makes no other file of it, another word does."""

    def verdict(*options: str) -> bool:
        said = desk.variorum("build", "letters", "--to", "tei", "--out", "out", "--json", *options)
        assert said.status == 0
        (file,) = said.json["editions"][0]["files"]
        return bool(file["up_to_date"])

    desk.edition()
    assert [verdict(), verdict(), verdict("--profile", "reading")] == [False, True, True]
    path = desk.out / "letters.xml"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"papers", b"parcels"))
    assert [verdict(), path.read_bytes() == whole, verdict()] == [False, True, True]
    desk.edition(one=LETTER.replace("papers", "parcels"))
    assert [verdict(), b"parcels" in path.read_bytes(), verdict()] == [False, True, True]


def test_the_key_of_a_sheet_follows_all_that_its_bytes_depend_on() -> None:
    def key(format_: str, *content: PublishedDocument | Setting) -> str:
        return cache.key(format_, "variorum_pdf", cache.digest(content))

    document, told = sample().documents[0], setting()
    first = key("pdf", document, told)
    assert key("pdf", document, told) == first
    others = {
        key("epub", document, told),
        key("pdf", replace(document, title=a_run("Another")), told),
        key("pdf", document, replace(told, style=style.load("large-print").value)),
        key("pdf", document, replace(told, lang="fr")),
    }
    assert len(others | {first}) == 5
    moved = replace(document, span=Span("elsewhere.txt", 9, 9, 9, 9))
    assert key("pdf", moved, told) == first, "places do not count"


def test_where_words_come_from_is_not_in_the_key_of_a_sheet() -> None:
    document, told = sample().documents[0], setting()
    place, rule = Span("documents/one.txt", 7, 1, 7, 9), Generated(OriginRule.WORDING, "matter.contents")
    keys = {
        cache.digest((replace(document, title=Run(document.title.text, origin)), told))
        for origin in (document.title.origin, place, rule)
    }
    assert len(keys) == 1


def test_a_kept_sheet_comes_back_with_its_findings_unless_their_places_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARIORUM_CACHE", str(tmp_path))
    document = sample().documents[0]
    quiet = Result(Sheet(document.id, b"bytes\nof a sheet", ("n1",)))
    cache.keep("a" * 64, document, quiet)
    assert cache.load("a" * 64, document) == quiet
    found = LayoutWarning(Span("one.txt", 1, 2, 1, 3), words="so")
    loud = Result(quiet.value, (found,))
    cache.keep("b" * 64, document, loud)
    assert cache.load("b" * 64, document) == loud
    moved = replace(document, span=Span("one.txt", 7, 1, 7, 2))
    assert cache.load("b" * 64, moved) is None
    assert cache.load("a" * 64, moved) == quiet


def of(record: type[Diagnostic], span: Span | None = None) -> Diagnostic:
    return record(span, **dict.fromkeys(re.findall(r"\{(\w+)\}", record.form + record.mend), "x"))


HERE = Span("edition.toml", 1, 1, 1, 2)


@pytest.mark.parametrize(
    ("records", "strict", "wanted"),
    [
        ((), True, 0),
        (((XmlNotFollowed, None),), True, 0),
        (((PageOrder, None),), False, 0),
        (((PageOrder, None),), True, FAULTY),
        (((UnclosedBracket, None), (ProofPage, None)), False, FAULTY),
        (((ProofNoteMissing, None), (PageOrder, None)), True, UNPROVED),
        (((NoteNotSet, None),), False, UNPROVED),
        (((FormatUnknown, None),), False, USAGE),
        (((FormatUnknown, HERE),), False, FAULTY),
        (((FontMissing, HERE), (UnclosedBracket, None)), False, MISSING),
    ],
)
def test_the_exit_status_follows_what_is_wrong_first(
    records: tuple[tuple[type[Diagnostic], Span | None], ...], strict: bool, wanted: int
) -> None:
    assert status(tuple(of(record, span) for record, span in records), strict) == wanted
    accepted = tuple(of(record, span).accept("seen") for record, span in records)
    assert status(accepted, strict) == 0


def test_notes_that_two_pages_cannot_hold_stand_on_the_next_and_are_named(desk: Desk) -> None:
    """Thirty notes of eight lines, all called in one line: the page and the next have no room for them."""
    calls = "".join(f"[^n{number}]" for number in range(30))
    long = "The note goes on for several lines of small type and says little. " * 8
    notes = "\n\n".join(f"[^n{number}]: {long}" for number in range(30))
    desk.edition(TOML, one=f"1 March 1918 (No 17) A letter\n\n\nToo many{calls} for one word.\n\n{notes}\n")
    said = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert said.status == 0
    assert "letters/documents/one.txt:4:" in said.out
    assert "note-far warning: the note 17 stands 2 pages behind its call" in said.out
    assert list(desk.files()) == ["letters.pdf"]


def test_texts_of_the_edition_stand_before_and_behind_the_documents(desk: Desk) -> None:
    tables = '[[front]]\nid = "preface"\ntitle = "Preface"\nfile = "documents/preface.txt"\n'
    tables += '[[back]]\nid = "afterword"\ntitle = "Afterword"\nfile = "documents/afterword.txt"\n'
    desk.edition(TOML + tables, preface="How we came by these letters.\n", afterword="What became of them.\n")
    said = desk.variorum(*BUILD, "--jobs", "1")
    assert said.status == 0, said.out
    epub = desk.folder / "out" / "letters.epub"
    assert desk.variorum("proof", str(epub), "--against", "letters").status == 0
    desk.edition(TOML, one=LETTER)
    said = desk.variorum("proof", str(epub), "--against", "letters")
    assert said.status == 2
    assert "preface" in said.out.casefold()


def test_a_pattern_of_documents_is_built_in_the_order_of_the_names(desk: Desk) -> None:
    pattern = '[[document]]\nfiles = "documents/*.txt"\nbase = "typed"\n'
    desk.edition(TOML[: TOML.index("[[document]]")] + pattern, one=LETTER, two=LETTER, alpha=LETTER)
    shown = desk.variorum("model", "letters", "--json").json
    assert [one["id"] for one in shown["edition"]["documents"]] == ["alpha", "one", "two"]


def test_a_build_of_some_formats_does_not_call_a_renderers_finding_unused(desk: Desk) -> None:
    accept = '[[accept]]\ncode = "layout-warning"\nreason = "wide on purpose"\n'
    desk.edition('formats = ["docx", "epub"]\n' + TOML + accept)
    assert desk.variorum("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1").findings == []
    assert desk.variorum("check", "letters").findings == []
    assert desk.variorum(*BUILD, "--jobs", "1").findings == ["letters/edition.toml:20:3 accepted-unused"]


def test_if_a_format_fails_the_others_are_written_and_its_files_are_set_aside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words of a file that is not proofed never stand beside those of another build."""
    desk.edition()
    formats = ("build", "letters", "--to", "epub,docx", "--out", "out", "--jobs", "1")
    assert desk.variorum(*formats).status == 0
    before = {path.name: path.read_bytes() for path in desk.out.iterdir()}

    reading = variorum_epub.Epub.extract_known
    monkeypatch.setattr(variorum_epub.Epub, "extract_known", without_a_word(reading))
    desk.edition(TOML, one=LETTER.replace("that you ask for", "which you want"))
    said = desk.variorum(*formats)
    assert said.status == UNPROVED
    assert "letters.epub" in said.out
    assert "moved to previous/: letters.epub" in said.out
    lying = {str(path.relative_to(desk.out)) for path in desk.out.rglob("*") if path.is_file()}
    assert lying == {"letters.docx", "failed/letters.epub", "previous/letters.epub"}
    assert (desk.out / "previous/letters.epub").read_bytes() == before["letters.epub"]
    assert (desk.out / "letters.docx").read_bytes() != before["letters.docx"]

    monkeypatch.setattr(variorum_epub.Epub, "extract_known", reading)
    assert desk.variorum(*formats).status == 0
    assert {path.name for path in desk.out.iterdir()} == {"letters.docx", "letters.epub"}


def test_if_every_format_fails_the_files_of_the_last_build_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.edition()
    words = ("build", "letters", "--to", "epub", "--out", "out", "--jobs", "1")
    assert desk.variorum(*words).status == 0
    before = desk.files()
    reading = variorum_epub.Epub.extract_known
    monkeypatch.setattr(variorum_epub.Epub, "extract_known", without_a_word(reading))
    desk.edition(one=LETTER.replace("papers", "parcels"))
    assert desk.variorum(*words).status == UNPROVED
    assert desk.files() == before


Reading: TypeAlias = Callable[[variorum_epub.Epub, bytes, Shelf], Extract]


def without_a_word(reading: Reading) -> Reading:
    """Return a reading of a file that misses the last word of each stream."""

    def short(renderer: variorum_epub.Epub, data: bytes, shelf: Shelf) -> Extract:
        found = reading(renderer, data, shelf)
        return replace(found, streams={name: tokens[:-1] for name, tokens in found.streams.items()})

    return short


def test_a_failed_file_shows_its_faults_and_the_cause_is_told_first(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged renderer: another letter in most words, and one id at two places."""
    bind = variorum_epub.Epub.bind

    def bind_badly(
        one: variorum_epub.Epub, publication: Publication, sheets: Sequence[Sheet], setting: Setting
    ) -> Result[bytes]:
        made = bind(one, publication, sheets, setting)
        pages = {name: page for name, page in parts(made.value).items() if name.endswith(".xhtml")}
        spoilt = {
            name: re.sub(rb">([^<]+)<", lambda found: found.group().replace(b"o", b"0"), page)
            for name, page in pages.items()
        }
        twice = b'<p id="z"></p><p id="z"></p></body>'
        spoilt["EPUB/text/one.xhtml"] = spoilt["EPUB/text/one.xhtml"].replace(b"</body>", twice)
        return Result(repacked(made.value, spoilt))

    desk.edition()
    monkeypatch.setattr(variorum_epub.Epub, "bind", bind_badly)
    said = desk.variorum("build", "letters", "--to", "docx,epub", "--out", "out", "--jobs", "1")
    assert said.status == UNPROVED
    told = [line.split(" error: ") for line in said.out.splitlines() if " error: letters.epub" in line]
    codes = [place.split()[-1] for place, _ in told]
    assert (codes[0], codes[-1]) == ("proof-fault", "proof-more")
    assert "the id z is used twice" in told[0][1]
    assert len(codes) < 20
    assert (desk.out / "letters.docx").is_file()
    failed = parts((desk.out / "failed" / "letters.epub").read_bytes())
    first = next(page.decode() for page in failed.values() if b"What is wrong in this file" in page)
    assert "the id z is used twice" in first
    assert any(b"<mark id=" in page and b"should after" in page for page in failed.values())
