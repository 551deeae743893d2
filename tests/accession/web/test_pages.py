"""Web pages as archives' sites have them: the text that is found, the notes at their calls, what is left out.

A case is a fence `page FILE` that names the file, on a page of its own beside it: what the file says of
itself (`about`), the transcript, what is left out and why, where links lead, abbreviations, findings.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from cases import Case, Expectations, Kind, Output, each, read_cases

from variorum.accession import web
from variorum.accession.file_patterns import files_below
from variorum.accession.manuscript import transcripts
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.manuscript.pictures import lying_beside, pictures_of
from variorum.accession.report import left_line
from variorum.codecs import read
from variorum.conventions import load
from variorum.source import Source

SET = load("soviet-archives").value
KIND = Kind(
    frozenset({"page"}),
    frozenset({"about", "transcript", "left out", "links", "explained", "findings"}),
)
FOLDER = Path(__file__).parent / "pages"
PAGES = sorted(FOLDER.glob("*.html"))
CASES = tuple(case for page in sorted(FOLDER.glob("*.md")) for case in read_cases(page, KIND))


def outputs(path: Path) -> tuple[Output, ...]:
    """Return all that is read of a page."""
    beside = lying_beside(files_below(path.parent))
    reading = web.read(path.name, path.read_bytes(), beside)
    assert reading.value is not None
    page, _ = with_languages(reading.value)
    held = pictures_of(page, path.name, path.stem, beside)
    text, head = transcripts.page_transcript(
        page, SET, {source: target for source, (target, _) in held.value.items()}
    )
    mended = transcripts.with_marks_escaped(f"{path.stem}.txt", text, SET)
    findings = (*reading.diagnostics, *held.diagnostics, *mended.diagnostics)
    about = {
        "title": page.plain_title,
        "in edition.toml": ", ".join(name for name, _ in head),
        "language": page.language,
        "author": page.author,
        "address": page.address,
        "site": page.site,
    }
    return (
        Output.of_lines("about", (f"{name}: {value}" for name, value in about.items() if value)),
        Output("transcript", mended.value),
        Output.of_lines("left out", (left_line(left)[2:] for left in page.left_out)),
        Output.of_lines("links", (f"“{words}”: {address}" for address, words in page.links)),
        Output.of_lines("explained", (f"{short}: {words}" for short, words in page.explained)),
        Output.of_lines("findings", (f"{one.span.line} {one.slug}" for one in findings if one.span)),
    )


@each(CASES)
def test_a_page_is_read_as_expected(case: Case, expectations: Expectations) -> None:
    expectations.hold(case, outputs(FOLDER / case.input.words[0]))


def test_of_every_page_it_is_said_what_is_expected() -> None:
    assert sorted(FOLDER / case.input.words[0] for case in CASES) == PAGES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_transcript_has_no_error(path: Path) -> None:
    page = web.read(path.name, path.read_bytes()).value
    assert page is not None
    text = transcripts.with_marks_escaped(
        "one.txt", transcripts.page_transcript(with_languages(page)[0], SET, {})[0], SET
    ).value
    assert read(Source("one.txt", text), SET).errors == ()
