"""Whether what stands around the text is what the book has there: running heads, folios, marks in the margin.

A page on which part of the book goes on has its folio in the upper margin, beside the running head; one on
which a part begins may have it at the foot, alone. Other words stand nowhere around the text, and no words of
the text in the margins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from variorum.contract import Setting
from variorum.extract import SPACES, normal
from variorum.publication import Publication, running_line
from variorum.style import Style
from variorum.style.room import MM
from variorum.vocabulary import Unknown
from variorum_pdf.bind.book import BARE
from variorum_pdf.bind.furniture import margins, paper
from variorum_pdf.bind.imposition import Leafside
from variorum_pdf.read.canvas import MIRRORED, Area, Canvas, Glyph, Stretch, is_leftwards
from variorum_pdf.read.extraction import Reading, by_mark
from variorum_pdf.read.margin import Line

APART = 3.0
"""How far apart, in points, words of two kinds stand at the least."""
HANGING = 3.0
"""How far, in points, words may hang over the edges of the text, as points and hyphens do."""
BLANK = 3.0
"""How much more, in points, the line under words may, with the blank at the end of theirs."""
THROUGH = 0.45
"""How high, in sizes of its type, small letters are."""
EXACT = 0.02
"""Points by which a rule may stand, or be as wide, otherwise than the style says."""
AT_EDGE = 0.5
"""Points by which one line may stand off another that it goes on with."""
BELOW = 0.4
"""How far, in sizes of its type, a line under words stands below their baseline at the most."""
HIGHEST = 3.0
"""How far, in sizes of its type, the baseline of a first note stands below where it may begin at the most."""
LONGEST_LABEL = 12
"""How many letters there may be in what hangs over by more, as the labels of notes and entries do."""


@dataclass(frozen=True, slots=True)
class AroundText:
    """Words that stand around the text: where they begin and end, at which height (points)."""

    words: str
    left: float
    right: float
    baseline: float


@dataclass(frozen=True, slots=True)
class PageBlock:
    """Where the text of a page may stand: left, bottom, right, top (points)."""

    left: float
    bottom: float
    right: float
    top: float


def strange_furniture(reading: Reading, publication: Publication, setting: Setting) -> Iterator[Unknown]:
    """Yield what stands around the text of a page and should not, or what should and does not."""
    reader = reading.reader
    heads, bare = _heads(publication, setting), _bare(publication)
    parts = _parts_by_page(reading)
    begun = {
        line[0].page
        for name, line in reader.lines.items()
        if not name.startswith("note/") and "/notes/" not in name
    }
    page = setting.style.page
    notes = _notes_by_page(reading)
    sides = {publication.leftwards, *(one.leftwards for one in publication.documents)}
    for number, canvas in enumerate(reader.canvases):
        at = f"page {reader.labels[number]}"
        block = page_block(canvas, number, publication, setting)
        here = parts[number]
        if not here and not any(stretch.text.strip() for stretch in canvas.stretches):
            if number + 1 not in begun or number % 2 == 0:
                yield Unknown("a blank page that nobody bound", at)
            continue
        yield from (Unknown(said, at) for said in _beside_the_block(canvas, block))
        yield from (Unknown(said, at) for said in _drawn_astray(canvas, block))
        yield from (Unknown(said, at) for said in _rules_astray(canvas, block, notes[number], setting, sides))
        around = list(_around(canvas, block))
        if here and here <= bare:
            yield from (Unknown(f"the words “{one.words}” around the text", at) for one in around)
            continue
        before = _nearest(reversed(parts[:number]))
        if not here and not around and before <= bare:
            continue  # a word that fills pages goes on, of a title or an imprint
        near = here | before | (set() if here else _nearest(parts[number:]))
        known = {page.head(setting.title.text if number % 2 else heads.get(part, "")) for part in near}
        begins = number in begun or not here
        yield from (Unknown(said, at) for said in _wrong(around, reader.labels[number], known, block, begins))


def is_turned(box: Sequence[float], style: Style) -> bool:
    """Return whether a page is not as wide as the style says: it is wider than it is high."""
    return abs(box[2] * MM - style.page.width_mm) > 1


def page_block(canvas: Canvas, number: int, publication: Publication, setting: Setting) -> PageBlock:
    """Return where the text of a page of the book may stand."""
    page = setting.style.page
    turned = is_turned(canvas.box, setting.style)
    side = Leafside(0, 1, number % 2 == 0, False, "", publication.leftwards, turned)
    left, right = margins(side, setting.style)
    wide, high = paper(side, setting.style)
    lower, upper = page.margin_bottom_mm, high - page.margin_top_mm
    return PageBlock(left / MM, lower / MM, (wide - right) / MM, upper / MM)


def _heads(publication: Publication, setting: Setting) -> Mapping[str, str]:
    """Return the words over the right pages of each part of the book, by its id."""
    heads = {document.id: running_line(document).text for document in publication.documents}
    for group in (publication.front, publication.back):
        first = ""
        for matter in group:
            first = first if matter.runs_on and first else (matter.title or setting.title).text
            heads[matter.id] = first
    return heads


def _bare(publication: Publication) -> set[str]:
    return {matter.id for matter in (*publication.front, *publication.back) if matter.kind in BARE}


def _parts_by_page(reading: Reading) -> list[set[str]]:
    """Return for each page the parts of the book that have words or notes on it."""
    reader = reading.reader
    parts: list[set[str]] = [set() for _ in reader.canvases]
    callers: dict[str, str] = {}
    for stream, index, _ in reader.calls:
        if note := reader.streams[stream][index].note:
            callers.setdefault(f"note/{note}", stream)
    for name, lines in reader.lines.items():
        first, _, rest = _home(name, callers).partition("/")
        for number in {line.page for line in lines}:
            parts[number].add(rest if first == "matter" else first)
    return parts


def _home(name: str, callers: Mapping[str, str]) -> str:
    """Return the stream in which a note is called, or the note that calls it, and so on."""
    passed = {name}
    while (caller := callers.get(name, name)) not in passed:
        passed.add(caller)
        name = caller
    return name


def _nearest(parts: Iterable[set[str]]) -> set[str]:
    """Return the parts of the first page that has words; pages of pictures have none."""
    return next(filter(None, parts), set())


def _around(canvas: Canvas, block: PageBlock) -> Iterator[AroundText]:
    """Yield the words in the upper and lower margin."""
    for stretch in canvas.stretches:
        if stretch.around:
            for run in _runs(stretch):
                level = block.bottom - 1 < run.baseline < block.top + 1
                if not level and run.left < block.right and run.right > block.left:
                    yield run


def _beside_the_block(canvas: Canvas, block: PageBlock) -> Iterator[str]:
    """Yield what is wrong with words beside the text: in its block, or of the text in the margins."""
    for stretch in canvas.stretches:
        for run in _runs(stretch) if stretch.around or stretch.mcid is not None else ():
            beside = run.right < block.left + 1 or run.left > block.right - 1
            level = block.bottom - 1 < run.baseline < block.top + 1
            if stretch.around and level and not beside:
                yield f"the words “{run.words}” over the text"
            within = block.left - HANGING < run.left and run.right < block.right + HANGING
            if stretch.mcid is not None and not (level and (within or len(run.words) <= LONGEST_LABEL)):
                yield f"the words “{run.words}” in the margin"


def _drawn_astray(canvas: Canvas, block: PageBlock) -> Iterator[str]:
    """Yield what is wrong with the rules of a page: in the margins, or through words that are not theirs."""
    for area in canvas.areas:
        left, bottom, right, top = area.box
        over = HANGING if area.mcid is None else HANGING + BLANK
        across = block.left - over < left and right < block.right + over
        if not (across and block.bottom - HANGING < bottom and top < block.top + HANGING):
            yield "a rule in the margin"
        if area.mcid is None and any(_goes_through(area, stretch) for stretch in canvas.stretches):
            yield "a rule through words"


def _notes_by_page(reading: Reading) -> list[list[Line] | None]:
    """Return for each page the words of notes on it; nothing of one with a picture in a note."""
    found: list[list[Line] | None] = [[] for _ in reading.reader.canvases]
    marked = [by_mark(canvas) for canvas in reading.reader.canvases]
    for branch in reading.order:
        if branch.stream.startswith("note/") and branch.mcid not in marked[branch.page]:
            found[branch.page] = None
    for name, lines in reading.reader.lines.items():
        for line in lines if name.startswith("note/") else ():
            if (here := found[line.page]) is not None:
                here.append(line)
    return found


def _rules_astray(
    canvas: Canvas, block: PageBlock, notes: Sequence[Line] | None, setting: Setting, sides: Collection[bool]
) -> Iterator[str]:
    """Yield the rules that stand alone and are not the one above the notes, as wide and heavy as that is.

    `sides` says which documents of the book run leftwards (True), at whose side the rule begins.
    """
    style = setting.style.notes
    for area in canvas.areas:
        if area.mcid is not None or area.border:
            continue
        left, bottom, right, top = area.box
        if top == bottom:
            if not _goes_on(area, canvas.areas) and not _is_of_blank(area, canvas.stretches):
                yield "a line of no words"
            continue
        begins = min(abs(block.right - right if turned else left - block.left) for turned in sides)
        sizes = (abs(right - left - one) for one in (style.rule_width, block.right - block.left))
        is_due = max(min(sizes), begins, abs(top - bottom - style.rule_weight)) < EXACT
        if not is_due or (notes is not None and not _stands_above(bottom - style.rule_gap, notes)):
            yield "a rule that is not the one above the notes"


def _goes_on(line: Area, areas: Sequence[Area]) -> bool:
    """Return whether a line goes on with one of words, as under a blank at which a line ends."""
    left, height, right, _ = line.box
    return any(
        min(abs(one.box[2] - left), abs(one.box[0] - right)) < AT_EDGE and abs(one.box[1] - height) < AT_EDGE
        for one in areas
        if one.mcid is not None
    )


def _is_of_blank(line: Area, stretches: Sequence[Stretch]) -> bool:
    """Return whether a line is drawn from the end of words to the next beside them, as over a blank alone."""
    left, height, right, _ = line.box
    level = (one for one in stretches if 0 < height - one.baseline + BELOW * one.size < one.size)
    extents = [extent for one in level if (extent := one.extent)]
    ends, begins = (abs(one[1] - left) for one in extents), (abs(one[0] - right) for one in extents)
    return min(ends, default=AT_EDGE) < AT_EDGE and min(begins, default=AT_EDGE) < AT_EDGE


def _stands_above(height: float, notes: Sequence[Line]) -> bool:
    """Return whether the words of notes begin right below a height."""
    below = [line for line in notes if line.baseline < height]
    first = max(below, key=lambda line: line.baseline, default=None)
    return first is not None and height - first.baseline < HIGHEST * first.size


def _goes_through(area: Area, stretch: Stretch) -> bool:
    """Return whether an area lies on the lower half of words."""
    left, bottom, right, top = area.box
    if top < stretch.baseline or bottom > stretch.baseline + THROUGH * stretch.size:
        return False
    extent = stretch.extent
    return extent is not None and extent[0] < right - 1 and extent[1] > left + 1


def _runs(stretch: Stretch) -> Iterator[AroundText]:
    """Yield the words of a stretch, parted where they stand apart."""
    group: list[Glyph] = []
    extent = stretch.extent
    if extent is None:
        return
    if not stretch.around:
        yield AroundText(stretch.text.strip(), *extent, stretch.baseline)
        return
    for before, glyph in pairwise([None, *stretch.glyphs]):
        if group and before is not None and glyph is not None and abs(glyph.left - before.right) > APART:
            yield _run(group, stretch)
            group = []
        if glyph is not None:
            group.append(glyph)
    yield _run(group, stretch)


def _run(glyphs: Sequence[Glyph], stretch: Stretch) -> AroundText:
    words = "".join(glyph.text for glyph in glyphs).strip()
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    return AroundText(words, left, right, stretch.baseline)


def _wrong(
    around: Sequence[AroundText], label: str, heads: set[str], block: PageBlock, begins: bool
) -> Iterator[str]:
    """Yield what is wrong with the running head and the folio of a page."""
    upper = [one.words for one in around if one.baseline > block.top]
    lower = [one.words for one in around if one.baseline < block.bottom]
    if lower:
        if not _are_same(lower, label) or upper or not begins:
            yield f"the words “{' '.join((*upper, *lower))}” around the text, not the folio {label}"
    elif not any(_are_same(upper, head + label) for head in heads):
        yield f"the words “{' '.join(upper)}” over the text, not the running head and {label}"


def _are_same(printed: Sequence[str], words: str) -> bool:
    """Return whether words are printed, but for blanks and signs without ink; leftwards in any order."""
    one, other = _plain("".join(printed)), _plain(words)
    if one == other:
        return True
    turned = any(map(is_leftwards, other))
    return turned and sorted(map(_unturned, one)) == sorted(map(_unturned, other))


def _plain(words: str) -> str:
    return SPACES.sub("", normal(words))


def _unturned(letter: str) -> str:
    """Return a bracket as the first of its pair."""
    return min(letter, MIRRORED.get(letter, letter))
