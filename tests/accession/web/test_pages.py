"""Web pages as archives' sites have them: the text that is found, the notes at their calls, what is left out.

Each page of pages/ has beside it what an editor expects of it, as a page that can be read.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from press import ROOT

from variorum.accession import web
from variorum.accession.file_patterns import files_below
from variorum.accession.manuscript import transcripts
from variorum.accession.manuscript.pictures import lying_beside, pictures_of
from variorum.accession.report import left_line
from variorum.codecs import read
from variorum.conventions import load
from variorum.source import Source

SET = load("soviet-archives").value
PAGES = sorted((ROOT / "tests" / "accession" / "web" / "pages").glob("*.html"))


def shown(path: Path) -> str:
    """Return all that is read of a page, in the form in which it is expected."""
    beside = lying_beside(files_below(path.parent))
    reading = web.read(path.name, path.read_bytes(), beside)
    page = reading.value
    assert page is not None
    held = pictures_of(page, path.name, path.stem, beside)
    text, head = transcripts.page_transcript(
        page, SET, {source: target for source, (target, _) in held.value.items()}
    )
    mended = transcripts.with_marks_escaped(f"{path.stem}.txt", text, SET)
    found = (*reading.diagnostics, *held.diagnostics, *mended.diagnostics)
    told = {
        "title": page.plain_title,
        "in edition.toml": ", ".join(name for name, _ in head),
        "language": page.language,
        "author": page.author,
        "address": page.address,
        "site": page.site,
    }
    links = (f"“{words}”: {address}" for address, words in page.links)
    parts = (
        "".join(f"- {name}: {value}\n" for name, value in told.items() if value),
        f"```transcript\n{mended.value}```\n",
        fence("left out", [left_line(left)[2:] for left in page.left_out]),
        fence("links", links),
        fence("explained", (f"{short}: {words}" for short, words in page.explained)),
        fence("findings", (f"{one.span.line} {one.slug}" for one in found if one.span)),
    )
    return f"# {path.stem}\n\n" + "\n".join(part for part in parts if part)


def fence(name: str, lines: object) -> str:
    listed = list(lines)  # type: ignore[call-overload]
    return f"```{name}\n" + "".join(f"{line}\n" for line in listed) + "```\n" if listed else ""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_read_as_expected(path: Path) -> None:
    assert shown(path) == path.with_suffix(".md").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_transcript_has_no_error(path: Path) -> None:
    page = web.read(path.name, path.read_bytes()).value
    assert page is not None
    text = transcripts.with_marks_escaped("one.txt", transcripts.page_transcript(page, SET, {})[0], SET).value
    assert read(Source("one.txt", text), SET).errors == ()
