"""Find the original page numbers in the outer margin, and the line of the text that each stands beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from statistics import mode

from variorum.extract import PageSeen
from variorum_pdf.destinations import page_name
from variorum_pdf.read.content import Canvas, Stretch, read_texts

BESIDE = 2.0
"""How far, in points, a margin number may stand above or below the baseline of its line."""
RAISED = 0.55
"""How far, in sizes of its type, a word of a line may stand above or below the line's baseline."""
STACKED = 1.2
"""How far, in sizes of its type, a margin number may stand below another of the same line."""
OUTSIDE = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """Where a word begins: page, baseline, left edge, size of type."""

    page: int
    baseline: float
    left: float
    size: float


@dataclass(frozen=True, slots=True)
class _MarginNumber:
    """What stands in the margin beside a line: of which stream, beside which of its words."""

    stretch: Stretch
    page: int
    stream: str
    rank: tuple[int, int, float]

    @property
    def label(self) -> str:
        return "".join(read_texts(self.stretch)).strip()


def marks(
    canvases: Sequence[Canvas],
    lines: Mapping[str, Sequence[Line]],
    places: Mapping[str, tuple[int, float, float]],
    labels: Sequence[str],
    callers: Mapping[str, str],
) -> dict[str, tuple[PageSeen, ...]]:
    """Return the page marks of each document in the order of its text, those in its notes behind the others.

    A mark is what is painted as an artefact outside the text block beside a line of a document. `places`
    tell where in the line the page begins, `callers` which stream calls a note.
    """
    found: dict[str, list[PageSeen]] = {}
    before: Counter[tuple[str, str]] = Counter()
    for one in sorted(_numbers(canvases, lines), key=lambda one: (one.stream in callers, one.rank)):
        document = _document(one.stream, callers)
        begins = places.get(page_name(document, one.label, before[document, one.label]))
        before[document, one.label] += 1
        words = lines[one.stream]
        index = _index(one.page, one.stretch, words, begins) if one.stream.endswith("/body") else None
        found.setdefault(document, []).append(PageSeen(one.label, index, f"page {labels[one.page]}"))
    return {document: tuple(seen) for document, seen in found.items()}


def _document(stream: str, callers: Mapping[str, str]) -> str:
    """Return the document of a stream: of a note that from which it is called."""
    seen = {stream}
    while (caller := callers.get(stream)) is not None and caller not in seen:
        seen.add(caller)
        stream = caller
    return stream.split("/")[0]


def _numbers(canvases: Sequence[Canvas], lines: Mapping[str, Sequence[Line]]) -> Iterator[_MarginNumber]:
    """Yield what stands in the margins; of two beside one line the lower one is the later one.

    Those of a line that many pages begin in stand one below the other, also below the last line.
    """
    edges = _edges(canvases)
    order = {stream: number for number, stream in enumerate(lines)}
    for page, canvas in enumerate(canvases):
        outside = [
            one
            for one in canvas.stretches
            if one.artifact and one.text.strip() and _in_margin(one, edges[page])
        ]
        above: _MarginNumber | None = None
        for stretch in sorted(outside, key=lambda one: -one.baseline):
            stream = _stream_beside(page, stretch, lines)
            if stream is not None:
                rank = (order[stream], _first(page, stretch, lines[stream]), -stretch.baseline)
            elif above is not None and above.stretch.baseline - stretch.baseline < STACKED * stretch.size:
                stream, rank = above.stream, (*above.rank[:2], -stretch.baseline)
            else:
                continue
            above = _MarginNumber(stretch, page, stream, rank)
            yield above


def _edges(canvases: Sequence[Canvas]) -> list[tuple[float, float]]:
    """Return the left and right edge of the text block of each page: left and right pages have their own."""
    sides: list[list[float]] = [[], []]
    for page, canvas in enumerate(canvases):
        for stretch in canvas.stretches:
            if not stretch.artifact:
                # A space at the end of a line hangs into the margin.
                inked = [glyph for glyph in stretch.glyphs if glyph.text.strip()]
                sides[page % 2] += [edge for glyph in inked for edge in (glyph.left, glyph.right)]
    both = [(min(side, default=0.0), max(side, default=0.0)) for side in sides]
    return [both[page % 2] for page in range(len(canvases))]


def _in_margin(stretch: Stretch, edges: tuple[float, float]) -> bool:
    left, right = edges
    begin, end = min(g.left for g in stretch.glyphs), max(g.right for g in stretch.glyphs)
    return begin > right + OUTSIDE or end < left - OUTSIDE


def _stream_beside(page: int, stretch: Stretch, lines: Mapping[str, Sequence[Line]]) -> str | None:
    """Return the stream whose line stands beside a margin number; a second may stand below the first."""
    near = [
        (abs(line.baseline - stretch.baseline), place, name)
        for place, (name, found) in enumerate(lines.items())
        for line in found
        if line.page == page
    ]
    distance, _, name = min(near, default=(1e9, 0, ""))
    return name if distance < 1.2 * stretch.size else None


def _first(page: int, stretch: Stretch, lines: Sequence[Line]) -> int:
    """Return the place in the stream of the word beside a margin number that comes first."""
    places = (place for place, line in enumerate(lines) if line.page == page)
    return min(places, key=lambda place: abs(lines[place].baseline - stretch.baseline))


def _index(
    page: int, stretch: Stretch, lines: Sequence[Line], place: tuple[int, float, float] | None
) -> int | None:
    """Return how many words begin before the page: those left of it in its line, and all before them.

    Where two pages begin in one line, the second number stands a little below it.
    """
    if place is None or place[0] != page:
        return None
    _, x, top = place
    near = [one for one in lines if one.page == page and -BESIDE < top - one.baseline < 1.3 * one.size]
    here = [one.baseline for one in near if not any(_is_shifted(one, other) for other in near)]
    baseline = mode(here) if here else inf
    if not -BESIDE < baseline - stretch.baseline < 3 * stretch.size:
        return None
    # Raised and lowered words, and calls, stand in the line as well.
    size = max((one.size for one in lines if one.page == page and one.baseline == baseline), default=0.0)
    line = [
        (index, one.left)
        for index, one in enumerate(lines)
        if one.page == page and abs(one.baseline - baseline) < max(BESIDE, RAISED * size)
    ]
    before = [index + 1 for index, left in line if left < x - 0.5]
    return max(before, default=line[0][0])


def _is_shifted(one: Line, other: Line) -> bool:
    """Return whether a word is raised or lowered beside another of larger type."""
    return other.size > one.size and 0 < abs(one.baseline - other.baseline) < RAISED * other.size
