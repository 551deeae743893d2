"""Complaints about a finished PDF itself: loose words, signs without a glyph, blanks with one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from variorum.extract import INVISIBLE
from variorum_pdf.font_program import Program
from variorum_pdf.read.canvas import Canvas, Stretch
from variorum_pdf.read.tree import Branch

SAMPLE = 40
LEADER = " .\u00a0"
EVEN = 0.5
"""Points by which points of leaders may stand closer or farther apart than others of their line."""


def faults(canvases: Sequence[Canvas], order: Sequence[Branch], labels: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with a file as a file."""
    tagged = Counter((branch.page, branch.mcid) for branch in order)
    for (page, mcid), count in tagged.items():
        if count > 1:
            yield f"page {labels[page]}: marked content {mcid} is tagged {count} times"
    tables: dict[int, set[int]] = {page: set() for page in range(len(canvases))}
    for branch in order:
        if branch.table:
            tables[branch.page].add(branch.mcid)
    heads: list[str] = []
    fine: set[tuple[Program, str, int]] = set()
    for page, canvas in enumerate(canvases):
        yield from _loose(canvas, page, tagged, labels[page])
        yield from _unglyphed(canvas, labels[page], fine)
        yield from _artefacts_astray(canvas, labels[page], heads)
        if tables[page]:
            heads.append(_in_tables(canvas, tables[page]))


def _loose(canvas: Canvas, page: int, tagged: Counter[tuple[int, int]], label: str) -> Iterator[str]:
    for stretch in canvas.stretches:
        words = stretch.text.strip()
        if words and not stretch.artifact and stretch.mcid is None:
            yield f"page {label}: “{words[:SAMPLE]}” is neither tagged nor an artefact"


def _unglyphed(canvas: Canvas, label: str, fine: set[tuple[Program, str, int]]) -> Iterator[str]:
    """Yield the signs without a glyph, and the blanks with one; `fine` are the glyphs that were looked at."""
    for stretch in canvas.stretches:
        program = stretch.program
        new = {(program, glyph.text, glyph.code) for glyph in stretch.glyphs} - fine
        wrong = {glyph for glyph in new if _is_wrong(*glyph)}
        fine |= new - wrong
        for glyph in stretch.glyphs if wrong else ():
            if (program, glyph.text, glyph.code) not in wrong:
                continue
            words = stretch.text.strip()[:SAMPLE]
            if glyph.text.isspace():
                yield f"page {label}: a blank in “{words}” shows something"
            else:
                yield f"page {label}: “{glyph.text}” in “{words}” has no glyph"


def _is_wrong(program: Program, text: str, code: int) -> bool:
    """Return whether a blank paints something, or any other sign nothing."""
    if text.isspace():
        return program.has_outline(code)
    if not text.strip() or text in INVISIBLE:
        return False
    # A replacement character may be the source's own; one that no map of the font says is none.
    unknown = text == "\ufffd" and code not in program.texts
    return code == 0 or unknown or program.empty(code)


def _in_tables(canvas: Canvas, numbers: set[int]) -> str:
    """Return the words of tables on a page, as they are painted one after another, without blanks."""
    return _inked("".join(stretch.text for stretch in canvas.stretches if stretch.mcid in numbers))


def _inked(text: str) -> str:
    return "".join(text.split())


def _artefacts_astray(canvas: Canvas, label: str, heads: Sequence[str]) -> Iterator[str]:
    """Yield the artefacts beside the text that are nothing of it.

    They are leaders of contents, which stand in a line of words, and heads of tables that began before,
    whose words are in `heads`, the tables page by page.
    """
    lines = {stretch.baseline for stretch in canvas.stretches if stretch.mcid is not None}
    for stretch in canvas.stretches:
        words = stretch.text.strip()
        if not stretch.artifact or stretch.around or not words:
            continue
        if words.strip(LEADER):
            if not any(_inked(words) in table for table in heads):
                yield f"page {label}: “{words[:SAMPLE]}” is no part of the text"
        elif _is_apart(stretch, lines):
            yield f"page {label}: “{words[:SAMPLE]}” stands in no line"
        elif ".." in stretch.text or not _are_even(stretch):
            yield f"page {label}: “{words[:SAMPLE]}” are no even leaders"


def _are_even(stretch: Stretch) -> bool:
    """Return whether the points of leaders stand at one distance."""
    points = sorted(glyph.left for glyph in stretch.glyphs if glyph.text.strip())
    steps = [right - left for left, right in pairwise(points)]
    return not steps or max(steps) - min(steps) < EVEN


def _is_apart(stretch: Stretch, lines: set[float]) -> bool:
    return not any(abs(stretch.baseline - line) < stretch.size for line in lines)
