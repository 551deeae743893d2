"""Set random documents with plain WeasyPrint and with variorum: which notes are lost, and what it costs.

Run by `make bench`. Both do the whole of their work in this process, in turn for each document, so that the
ratio holds when the machine's speed drifts. Plain WeasyPrint is what an ordinary user writes: A5 and
`float: footnote`; its notes are looked for in the text that poppler reads.
"""

from __future__ import annotations

import html
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from invented import a_run
from random_document import SERIES, publication, random_document

from variorum import extract, style
from variorum.contract import Setting
from variorum.publication import Call, Para, PBlocks, PublishedDocument, Run

CSS = """
@page { size: A5 }
body { font: 10pt serif; text-align: justify }
span { float: footnote; font-size: 8pt }
"""


def plain_text(blocks: PBlocks) -> str:
    """Return the words of a note."""
    return " ".join(
        child.text
        for block in blocks
        if isinstance(block, Para)
        for child in block.children
        if isinstance(child, Run)
    )


def plain_html(document: PublishedDocument) -> str:
    """Return the document as an ordinary user of WeasyPrint writes it; each note begins with its name."""
    notes = {note.id: f"({note.id}) {plain_text(note.blocks)}" for note in document.notes}
    paragraphs = []
    for block in document.body:
        assert isinstance(block, Para)
        inside = ""
        for child in block.children:
            if isinstance(child, Run):
                inside += html.escape(child.text)
            elif isinstance(child, Call):
                inside += f"<span>{html.escape(notes[child.note])}</span>"
        paragraphs.append(f"<p>{inside}</p>")
    return f"<html lang=en><body>{''.join(paragraphs)}</body></html>"


def set_plainly(document: PublishedDocument) -> bytes:
    """Set a document with WeasyPrint alone."""
    from weasyprint import CSS as Sheet  # noqa: N811, PLC0415
    from weasyprint import HTML  # noqa: PLC0415

    made = HTML(string=plain_html(document)).write_pdf(stylesheets=[Sheet(string=CSS)], pdf_tags=True)
    assert isinstance(made, bytes)
    return made


def lost_plainly(document: PublishedDocument, data: bytes) -> int:
    """Return how many notes are nowhere in the PDF."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        done = subprocess.run(
            ["pdftotext", "-raw", file.name, "-"], capture_output=True, text=True, check=True
        )
    return sum(f"({note.id})" not in done.stdout for note in document.notes)


def set_here(document: PublishedDocument) -> bytes:
    """Set and bind a document with variorum."""
    from variorum_pdf import renderer  # noqa: PLC0415

    setting = Setting(style.load("house").value, SERIES, a_run("A volume"), "en-GB")
    return renderer.bind(publication(document), [renderer.typeset(document, setting).value], setting).value


def lost_here(document: PublishedDocument, data: bytes) -> int:
    """Return how many notes are nowhere in the PDF."""
    from variorum_pdf import renderer  # noqa: PLC0415

    streams = renderer.extract(data).streams
    return sum(extract.note(note.id) not in streams for note in document.notes)


def timed(work: Callable[[PublishedDocument], bytes], document: PublishedDocument) -> tuple[bytes, float]:
    """Return the PDF that a piece of work makes, and the seconds it takes."""
    start = time.perf_counter()
    made = work(document)
    return made, time.perf_counter() - start


def row(*cells: str) -> str:
    """Return a line of the table."""
    widths = (8, 5, 18, 9, 13, 5)
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def main(count: int) -> None:
    """Print a line for each document and the sum."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    ratios, lost, all_notes, kept = [], 0, 0, 0
    print(row("document", "notes", "lost by WeasyPrint", "lost here", "seconds", "ratio"))
    for seed in range(count):
        document = random_document(seed)
        plain, plain_seconds = timed(set_plainly, document)
        ours, seconds = timed(set_here, document)
        theirs_lost, ours_lost = lost_plainly(document, plain), lost_here(document, ours)
        ratios.append(seconds / plain_seconds)
        lost, all_notes, kept = lost + theirs_lost, all_notes + len(document.notes), kept + ours_lost
        spent = f"{plain_seconds:.1f} / {seconds:.1f}"
        counts = (str(seed), str(len(document.notes)), str(theirs_lost), str(ours_lost))
        print(row(*counts, spent, f"{ratios[-1]:.1f}"))
    print(row("all", str(all_notes), str(lost), str(kept), "median", f"{statistics.median(ratios):.1f}"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
