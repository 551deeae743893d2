"""Find the original page numbers in the outer margin, and the line of the text that each stands beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from math import inf
from statistics import mode

from variorum.extract import PageSeen
from variorum_pdf.destinations import page_name
from variorum_pdf.read.canvas import Canvas, Stretch, read_texts

BESIDE = 2.0
"""How far, in points, a margin number may stand above or below the baseline of its line."""
RAISED = 0.55
"""How far, in sizes of its type, a word of a line may stand above or below the line's baseline."""
NEAR = 1.2
"""The same in sizes of its type where words are raised or lowered, or a second number is below the first."""
OUTSIDE = 2.0
STACKED = 1.2
"""How far apart, in sizes of its type, a number and the one right above it stand at the most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Where a word begins: page, baseline, left edge, size of type."""

    page: int
    baseline: float
    left: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """The mark of a page among the words of a stream: how many words begin before it, where it begins."""

    label: str
    stream: str
    index: int
    line: Line

    @property
    def page(self) -> int:
        """Return the page of the file on which it stands."""
        return self.line.page


@dataclass(frozen=True, slots=True)
class _MarginNumber:
    """What stands in the margin beside a line: of which stream, beside which of its words.

    `above`: how many lines stand right above it, for which there was no room either; `alone`: its page
    begins where the document has no words. `bottom` is the baseline of its last line.
    """

    label: str
    stretch: Stretch
    bottom: float
    page: int
    stream: str
    rank: tuple[int, int, float]
    above: int
    alone: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class TextOnPages:
    """What is known of the text of a file: where words begin, places to which something leads.

    `lines` are keyed by stream, `callers` tell which stream calls a note, `printed` are the marks of pages
    among the words.
    """

    lines: Mapping[str, Sequence[Line]]
    places: Mapping[str, tuple[int, float, float]]
    callers: Mapping[str, str]
    printed: Sequence[PrintedMark]


def marks(
    canvases: Sequence[Canvas], text: TextOnPages, labels: Sequence[str]
) -> dict[str, tuple[PageSeen, ...]]:
    """Return the page marks of each document in the order of its text, those in its notes behind the others.

    A mark is what is painted as an artefact outside the text block beside a line of a document, or stands
    among its words. `labels` are the numbers of the pages of the file.
    """
    lines, places, callers = text.lines, text.places, text.callers
    found: dict[str, list[PageSeen]] = {}
    before: Counter[tuple[str, str]] = Counter()
    order = {stream: number for number, stream in enumerate(_streams(lines))}
    every: list[tuple[tuple[int, int, float], _MarginNumber | PrintedMark]] = [
        *((one.rank, one) for one in _numbers(canvases, lines, places)),
        *(((order[one.stream], one.index, number), one) for number, one in enumerate(text.printed)),
    ]
    for _, one in sorted(every, key=lambda entry: (entry[1].stream in callers, entry[0])):
        document = _document(one.stream, callers)
        begins = places.get(page_name(document, one.label, before[document, one.label]))
        before[document, one.label] += 1
        index = _index(one, lines.get(one.stream, ()), begins) if one.stream.endswith("/body") else None
        found.setdefault(document, []).append(PageSeen(one.label, index, f"page {labels[one.page]}"))
    return {document: tuple(seen) for document, seen in found.items()}


def _is_near(line: Line, place: tuple[int, float, float]) -> bool:
    """Return whether something leads to the beginning of a mark."""
    page, x, top = place
    along, above = abs(x - line.left), top - line.baseline
    return page == line.page and along < 3 * line.size and -BESIDE < above < 3 * line.size


def _document(stream: str, callers: Mapping[str, str]) -> str:
    """Return the document of a stream: of a note that from which it is called."""
    seen = {stream}
    while (caller := callers.get(stream)) is not None and caller not in seen:
        seen.add(caller)
        stream = caller
    return stream.split("/")[0]


def _numbers(
    canvases: Sequence[Canvas],
    lines: Mapping[str, Sequence[Line]],
    places: Mapping[str, tuple[int, float, float]],
) -> Iterator[_MarginNumber]:
    """Yield what stands in the margins; of two beside one line the lower one is the later one.

    A number for which there is no room beside its line stands right below the one before.
    """
    edges = _edges(canvases)
    order = {stream: number for number, stream in enumerate(_streams(lines))}
    names = {
        _bare(name.split("/", 2)[2]): name.split("/", 2)[2] for name in places if name.startswith("page/")
    }
    on_pages = _by_page(lines)
    for page, canvas in enumerate(canvases):
        before: _MarginNumber | None = None
        aside = [one for one in canvas.stretches if _is_aside(one, edges[page])]
        for label, parts in _labels(sorted(aside, key=lambda one: -one.baseline), names):
            stretch = parts[0]
            if before and before.bottom - stretch.baseline > STACKED * stretch.size:
                before = None
            above, alone = (before.above + before.lines, before.alone) if before else (0, False)
            # Under another number it is beside a line only if it stands on that line.
            most = BESIDE if before else NEAR * stretch.size
            stream = _stream_beside(stretch, on_pages.get(page, ()), most)
            if stream is not None and not alone:
                place = _first(page, stretch, lines[stream])
            elif before:
                stream, place = before.stream, before.rank[1]
            else:
                stream, alone = _stream_around(page, stretch, label, lines, places), True
                place = _words_above(page, stretch, lines.get(stream, ())) if stream else 0
            if stream is not None:
                rank = (order[stream], place, -stretch.baseline)
                bottom = parts[-1].baseline
                before = _MarginNumber(label, stretch, bottom, page, stream, rank, above, alone, len(parts))
                yield before


def _labels(aside: Sequence[Stretch], names: Mapping[str, str]) -> Iterator[tuple[str, Sequence[Stretch]]]:
    """Yield what stands in a margin, label by label: lines right below each other may be one of them.

    `names` are the labels of pages to which something leads, by their characters without blanks.
    """
    at = 0
    while at < len(aside):
        end = at + 1
        while end < len(aside) and aside[end - 1].baseline - aside[end].baseline <= STACKED * aside[end].size:
            end += 1
        ends = _ends_of_labels([_bare("".join(read_texts(one))) for one in aside[at:end]], names)
        for first, last in pairwise((0, *ends)):
            parts = aside[at + first : at + last]
            words = " ".join("".join(read_texts(one)).strip() for one in parts)
            yield names.get(_bare(words), words), parts
        at = end


def _ends_of_labels(lines: Sequence[str], names: Mapping[str, str]) -> Sequence[int]:
    """Return where labels end of which all lines are made, of as many as can be; else each line is one.

    A label is divided only where it is too wide, so that two lines that are labels themselves are two.
    """
    reached: dict[int, tuple[int, ...]] = {0: ()}
    for start in range(len(lines)):
        for end in range(start + 1, len(lines) + 1) if start in reached else ():
            ends = (*reached[start], end)
            if "".join(lines[start:end]) in names and len(ends) > len(reached.get(end, ())):
                reached[end] = ends
    return reached.get(len(lines), tuple(range(1, len(lines) + 1)))


def _bare(words: str) -> str:
    return "".join(words.split())


def _is_aside(stretch: Stretch, edges: tuple[float, float]) -> bool:
    return stretch.artifact and bool(stretch.text.strip()) and _in_margin(stretch, edges)


def _edges(canvases: Sequence[Canvas]) -> list[tuple[float, float]]:
    """Return the left and right edge of the text block of each page.

    Left and right pages have their own, and so have pages of another size.
    """
    sides: dict[tuple[int, object], list[float]] = {}
    for page, canvas in enumerate(canvases):
        edges = sides.setdefault((page % 2, canvas.box), [])
        for stretch in canvas.stretches:
            if not stretch.artifact:  # a space at the end of a line hangs into the margin, and has no ink
                edges += stretch.extent or ()
    both = {kind: (min(edges, default=0.0), max(edges, default=0.0)) for kind, edges in sides.items()}
    return [both[page % 2, canvas.box] for page, canvas in enumerate(canvases)]


def _in_margin(stretch: Stretch, edges: tuple[float, float]) -> bool:
    left, right = edges
    begin, end = min(g.left for g in stretch.glyphs), max(g.right for g in stretch.glyphs)
    return begin > right + OUTSIDE or end < left - OUTSIDE


def _by_page(lines: Mapping[str, Sequence[Line]]) -> dict[int, list[tuple[float, int, str]]]:
    """Return what stands on each page: the baselines of its lines, the place of their stream, its name."""
    found: dict[int, list[tuple[float, int, str]]] = {}
    for place, (name, own) in enumerate(lines.items()):
        for page, baseline in {(line.page, line.baseline) for line in own}:
            found.setdefault(page, []).append((baseline, place, name))
    return found


def _stream_beside(stretch: Stretch, on_page: Iterable[tuple[float, int, str]], most: float) -> str | None:
    """Return the stream of which a line stands beside a margin number, at the most so far above or below."""
    near = ((abs(baseline - stretch.baseline), place, name) for baseline, place, name in on_page)
    distance, _, name = min(near, default=(1e9, 0, ""))
    return name if distance < most else None


def _stream_around(
    page: int,
    stretch: Stretch,
    label: str,
    lines: Mapping[str, Sequence[Line]],
    places: Mapping[str, tuple[int, float, float]],
) -> str | None:
    """Return the stream in which a page begins that has no words beside its number, by its place alone."""
    for stream in _streams(lines):
        document, _, part = stream.partition("/")
        for number in count() if part == "body" else ():
            place = places.get(page_name(document, label, number))
            if place is None:
                break
            if place[0] == page and -BESIDE < place[2] - stretch.baseline < 3 * stretch.size:
                return stream
    return None


def _streams(lines: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    """Yield the streams, behind each head its body, which may have no words."""
    for stream in lines:
        document, _, part = stream.partition("/")
        body = f"{document}/body"
        yield stream
        if part == "head" and body not in lines:
            yield body


def _words_above(page: int, stretch: Stretch, lines: Sequence[Line]) -> int:
    """Return how many words of a stream stand above a margin number."""
    return sum((one.page, -one.baseline) < (page, -stretch.baseline) for one in lines)


def _first(page: int, stretch: Stretch, lines: Sequence[Line]) -> int:
    """Return the place in the stream of the word beside a margin number that comes first."""
    places = (place for place, line in enumerate(lines) if line.page == page)
    return min(places, key=lambda place: abs(lines[place].baseline - stretch.baseline))


def _index(
    mark: _MarginNumber | PrintedMark, lines: Sequence[Line], place: tuple[int, float, float] | None
) -> int | None:
    """Return how many words begin before a page, if something leads to where it begins."""
    match mark:
        case PrintedMark(index=index, line=line):
            return index if place is not None and _is_near(line, place) else None
        case _:
            return mark.rank[1] if mark.alone else _index_beside(mark, lines, place)


def _index_beside(
    number: _MarginNumber, lines: Sequence[Line], place: tuple[int, float, float] | None
) -> int | None:
    """Return how many words begin before a page: those left of it in its line, and all before them.

    Where several pages begin in one line, the other numbers stand below the first.
    """
    page, stretch = number.page, number.stretch
    if place is None or place[0] != page:
        return None
    _, x, top = place
    near = [one for one in lines if one.page == page and -BESIDE < top - one.baseline < 1.3 * one.size]
    here = [one.baseline for one in near if not any(_is_shifted(one, other) for other in near)]
    baseline = mode(here) if here else inf
    if not -BESIDE < baseline - stretch.baseline < (3 + number.above) * stretch.size:
        return None
    # Raised and lowered words, and calls, stand in the line as well.
    size = max((one.size for one in lines if one.page == page and one.baseline == baseline), default=0.0)
    line = [
        (index, one.left)
        for index, one in enumerate(lines)
        if one.page == page and abs(one.baseline - baseline) < max(BESIDE, RAISED * size)
    ]
    if _runs_leftwards([left for _, left in line]):
        behind = [index for index, left in line if left < x - 0.5]
        return min(behind, default=line[-1][0] + 1)
    before = [index + 1 for index, left in line if left < x - 0.5]
    return max(before, default=line[0][0])


def _runs_leftwards(lefts: Sequence[float]) -> bool:
    """Return whether of the words of a line, in their order, most stand left of the one before."""
    return 2 * sum(second < first for first, second in pairwise(lefts)) > len(lefts) - 1


def _is_shifted(one: Line, other: Line) -> bool:
    """Return whether a word is raised or lowered beside another of larger type."""
    return other.size > one.size and 0 < abs(one.baseline - other.baseline) < RAISED * other.size
