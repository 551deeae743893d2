"""Set a document as two endless columns with WeasyPrint, and cut pages out of them.

WeasyPrint breaks lines, but it never breaks a page here: its own footnotes get lost and cannot be split
(Kozea/WeasyPrint#1833). The document is laid out on one page of endless height; `galley_of` reads the
lines from the box tree, `paging` divides them, `cut_box` takes a range of heights out of the tree as a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any
from xml.etree.ElementTree import Element

from variorum_pdf.set.landscape import turned_area
from variorum_pdf.set.paging import Leaf, Measure, NoteLine, Slab

Box = Any
"""A box of WeasyPrint's tree; the library has no types."""


def box_types() -> Any:
    """Return WeasyPrint's classes of boxes; importing them takes half a second."""
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415

    return boxes


EPSILON = 0.01
STRANDED_LINE = 150.0
DIVIDED_ROW = 250.0
DIVIDED_WORD = 6.0
KEPT_WITH_TABLE = 0.6
"""How much of a turned page headings above its table, and what of it is kept with them, may take."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of heights that holds whole lines, and how bad a page break before it is."""

    top: float
    bottom: float
    penalty: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head rows of a table, which stand again where the table goes on.

    `bottom` is where the first line under them begins, `end` the foot of the table.
    """

    top: float
    bottom: float
    end: float


@dataclass(frozen=True, slots=True)
class Galley:
    """The two columns, ready for `paging.make_pages`; `heights` of the columns are in CSS pixels."""

    page: Box
    slabs: tuple[Slab, ...]
    lines: tuple[NoteLine, ...]
    called: Mapping[str, int]
    """The slab in which each note is first called."""
    heads: tuple[Head, ...]

    def is_turned(self, leaf: Leaf) -> bool:
        """Return whether a page is turned."""
        return leaf.end > leaf.start and self.slabs[leaf.start].turned


@dataclass(frozen=True, slots=True)
class _Line:
    box: Box
    top: float
    bottom: float
    penalty: float


def galley_of(
    page: Box,
    text: Element,
    notes: Mapping[Element, str],
    calls: Mapping[Element, str],
    most: float = inf,
) -> Galley:
    """Read the columns from a laid-out page.

    `text` is the element of the text column, `notes` the elements of the notes in the order of their calls
    with their ids, `calls` the elements of the calls with the ids of the notes they lead to. What must stay
    together and is higher than `most`, as a heading of two thousand words, is divided all the same.
    """
    order = {name: number for number, name in enumerate(notes.values())}
    blocks = _blocks_of(page, {text, *notes})
    slabs: list[Slab] = []
    called: dict[str, int] = {}
    for piece in _pieces(blocks[text], most):
        new = [name for name in _calls_in(piece.boxes, calls) if name not in called]
        called.update(dict.fromkeys(new, len(slabs)))
        due = max((order[name] + 1 for name in new), default=0)
        slabs.append(Slab(piece.top, piece.bottom, piece.penalty, due))
    heads = list(_heads(blocks[text]))
    slabs = _on_turned_pages([replace(slab, lead=_lead(slab, heads)) for slab in slabs], blocks[text])
    if slabs:
        # A page break swallows the space above a line, but the first line of all keeps it.
        slabs[0] = replace(slabs[0], top=page.content_box_y())
    lines = [
        NoteLine(piece.top, piece.bottom, number, piece.penalty if index else 0.0)
        for number, element in enumerate(notes)
        for index, piece in enumerate(_pieces(blocks[element], most))
    ]
    return Galley(page, tuple(slabs), tuple(lines), called, tuple(heads))


def _blocks_of(page: Box, wanted: set[Element]) -> dict[Element, Box]:
    found: dict[Element, Box] = {}
    for box in page.descendants():
        if box.element in wanted and box.element not in found:
            found[box.element] = box
    return found


def _heads(block: Box) -> Iterator[Head]:
    boxes = box_types()
    for table in block.descendants():
        groups: Sequence[Box] = table.children if isinstance(table, boxes.TableBox) else ()
        if len(groups) > 1 and groups[0].is_header:
            lines = (box.position_y for box in groups[1].descendants() if isinstance(box, boxes.LineBox))
            begin = next(lines, groups[1].position_y)
            yield Head(groups[0].position_y, begin, table.position_y + table.margin_height())


def _lead(slab: Slab, heads: Sequence[Head]) -> float:
    """Return the height of the head that stands again above a slab."""
    over = (head for head in heads if head.bottom - EPSILON <= slab.top < head.end)
    return next((head.bottom - head.top for head in over), 0.0)


def _on_turned_pages(slabs: Sequence[Slab], block: Box) -> list[Slab]:
    """Return slabs of which those of turned tables, with what is kept with them, have pages of their own."""
    wide = [
        (box.position_y, box.position_y + box.margin_height(), area.height)
        for box in block.descendants()
        if isinstance(box, box_types().BlockLevelBox) and (area := turned_area(box.element))
    ]
    made = [
        replace(slab, turned=any(top - EPSILON <= slab.top < end - EPSILON for top, end, _ in wide))
        for slab in slabs
    ]
    for index in range(len(made) - 1, 0, -1):
        one, before = made[index], made[index - 1]
        if one.turned and one.penalty == inf and not before.turned:
            made[index - 1] = replace(before, turned=_has_room(made, index, wide[0][2]))
        if one.turned != made[index - 1].turned:
            made[index] = replace(one, penalty=-inf)
    return made


def _has_room(slabs: Sequence[Slab], index: int, height: float) -> bool:
    """Return whether a slab that is kept with a turned one takes but a part of its page."""
    first = next((at for at in range(index, len(slabs)) if slabs[at].penalty != inf), len(slabs)) - 1
    return slabs[first].bottom - slabs[index - 1].top < KEPT_WITH_TABLE * height


def _calls_in(boxes: Sequence[Box], calls: Mapping[Element, str]) -> list[str]:
    return [calls[inner.element] for box in boxes for inner in box.descendants() if inner.element in calls]


def _pieces(block: Box, most: float) -> Iterator[Piece]:
    """Yield the indivisible pieces of a column: lines side by side (cells of a row) become one."""
    lines = sorted(_lines(block, 0.0, most), key=lambda line: (line.top, line.bottom))
    group: list[_Line] = []
    for line in lines:
        if group and line.top >= max(other.bottom for other in group) - EPSILON:
            yield _merged(group)
            group = []
        group.append(line)
    if group:
        yield _merged(group)


def _merged(group: Sequence[_Line]) -> Piece:
    return Piece(
        min(line.top for line in group),
        max(line.bottom for line in group),
        max(line.penalty for line in group),
        tuple(line.box for line in group),
    )


def _lines(block: Box, before: float, most: float) -> Iterator[_Line]:
    """Yield the lines of a block; `before` is the penalty of a break before the first of them.

    A block that is higher than `most` is divided, whatever it says.
    """
    boxes = box_types()
    before = _stronger(before, _penalty(block.style["break_before"]))
    most = area.height if (area := turned_area(block.element)) else most
    if _is_leaf(block, boxes, most):
        top = block.border_box_y()
        if block.border_height() > 0:
            yield _Line(block, top, top + block.border_height(), before)
        return
    children = [child for child in block.children if hasattr(child, "style") and child.is_in_normal_flow()]
    count = len(children)
    penalty = before
    for index, child in enumerate(children):
        if isinstance(child, boxes.LineBox):
            if index:
                penalty = _between_lines(block, children, index, count)
                if before == inf and index < block.style["orphans"]:
                    penalty = inf  # behind a heading stand some lines
            yield _Line(child, child.position_y, child.position_y + child.height, penalty)
            penalty = 0.0
            continue
        if isinstance(child, boxes.TableRowBox):
            yield from _row(child, penalty, most)
        else:
            yield from _lines(child, penalty, most)
        penalty = 0.0
        is_row = isinstance(block, boxes.TableRowBox)
        penalty = before if is_row else _stronger(penalty, _last_break(child))


def _row(row: Box, before: float, most: float) -> Iterator[_Line]:
    """Yield the lines of a row: all its cells begin where the row begins, and within it a break is costly."""
    first: _Line | None = None
    for line in _lines(row, before, most):
        first = first or line
        if line.top < first.bottom - EPSILON:
            yield replace(line, penalty=before)
        else:
            yield replace(line, penalty=max(DIVIDED_ROW, line.penalty))


def _is_leaf(block: Box, boxes: Any, most: float) -> bool:
    if isinstance(block, boxes.ReplacedBox) or not block.children:
        return True
    return block.style["break_inside"] in ("avoid", "avoid-page") and block.border_height() <= most


def _last_break(block: Box) -> float:
    """Return the penalty of a break after a block, which its last descendant shares."""
    penalty = _penalty(block.style["break_after"])
    while block.children and hasattr(block.children[-1], "style"):
        block = block.children[-1]
        penalty = _stronger(penalty, _penalty(block.style["break_after"]))
    return penalty


def _penalty(value: str) -> float:
    if value in ("avoid", "avoid-page"):
        return inf
    return -inf if value in ("page", "always", "left", "right", "recto", "verso") else 0.0


def _stronger(one: float, other: float) -> float:
    """A required break wins over a forbidden one, both over a weighed one."""
    if -inf in (one, other):
        return -inf
    return max(one, other)


def _between_lines(block: Box, lines: Sequence[Box], index: int, count: int) -> float:
    few = index < block.style["orphans"] or count - index < block.style["widows"]
    return (STRANDED_LINE if few else 0.0) + (DIVIDED_WORD if _is_hyphenated(lines[index - 1]) else 0.0)


def _is_hyphenated(line: Box) -> bool:
    texts = [box.text for box in line.descendants() if hasattr(box, "text") and box.text.strip()]
    return bool(texts) and texts[-1].rstrip().endswith(("\u2010", "-"))


def cut_box(box: Box, top: float, bottom: float) -> Box | None:
    """Copy the part of a box tree between two heights, or nothing if no line of it lies there.

    Lines belong to the part that holds their middle. A block that goes on beyond the part loses the
    margin, border and padding of that side.
    """
    boxes = box_types()
    if (
        isinstance(box, boxes.LineBox | boxes.ReplacedBox)
        or not isinstance(box, boxes.ParentBox)
        or (not box.children and box.is_in_normal_flow())
    ):
        if isinstance(box, boxes.LineBox):
            # One that holds nothing but the place of a page has no height, but margins.
            middle = box.position_y + box.height / 2
        else:
            middle = box.border_box_y() + box.border_height() / 2
        return box if top - EPSILON <= middle <= bottom + EPSILON else None
    if isinstance(box, boxes.BlockBox) and (
        box.position_y > bottom + EPSILON or box.position_y + box.margin_height() < top - EPSILON
    ):
        return None
    kept = [part for child in box.children if (part := cut_box(child, top, bottom)) is not None]
    if not kept:
        return None
    copy = box.copy_with_children(kept)
    _clip(copy, top, bottom)
    return copy


def _clip(box: Box, top: float, bottom: float) -> None:
    box.remove_decoration_sides = set(box.remove_decoration_sides)
    inner_top, inner_bottom = box.content_box_y(), box.content_box_y() + box.height
    if inner_top < top - EPSILON and box.border_box_y() < top - EPSILON:
        box.remove_decoration_sides.add("top")
        box.margin_top = box.border_top_width = box.padding_top = 0
        box.position_y = inner_top = top
    if inner_bottom > bottom + EPSILON:
        box.remove_decoration_sides.add("bottom")
        box.margin_bottom = box.border_bottom_width = box.padding_bottom = 0
        inner_bottom = bottom
    box.height = max(0.0, inner_bottom - inner_top)


def pages_of(galley: Galley, leaves: Sequence[Leaf], measure: Measure, height: float) -> list[Box]:
    """Return page boxes with the text at the head and the notes at the foot of the type area.

    `height` is that of the paper; everything is in CSS pixels. The galley is used up.
    """
    root = galley.page.children[0]
    head = galley.page.content_box_y()
    parts: list[list[tuple[Box, float]]] = []
    for leaf in leaves:
        found = []
        if leaf.end > leaf.start:
            first, bottom = galley.slabs[leaf.start], galley.slabs[leaf.end - 1].bottom
            if first.lead:
                found.append(_repeated(galley, first, head))
            found.append((cut_box(root, first.top, bottom), head + first.lead - first.top))
        if leaf.notes_end > leaf.notes_start:
            top, bottom = galley.lines[leaf.notes_start].top, galley.lines[leaf.notes_end - 1].bottom
            foot = head + (measure.turned if galley.is_turned(leaf) else measure.height)
            found.append((cut_box(root, top, bottom), foot - bottom))
        parts.append(found)
    # Lines are shared with the galley: none may move before all are cut.
    return [
        _page(galley.page, found, height, galley.is_turned(leaf))
        for leaf, found in zip(leaves, parts, strict=True)
    ]


def _repeated(galley: Galley, slab: Slab, head: float) -> tuple[Box, float]:
    """Return a copy of the head of a slab's table: painted as an artefact, for it has been read before."""
    rows = next(one for one in galley.heads if one.bottom - EPSILON <= slab.top < one.end)
    copy: Box = cut_box(galley.page.children[0], rows.top, rows.bottom - EPSILON)
    copy = copy.deepcopy()
    for box in copy.descendants():
        box.element_tag = f"{box.element_tag}::again"
    return copy, head - rows.top


def _page(galley: Box, parts: Sequence[tuple[Box, float]], height: float, turned: bool) -> Box:
    # A turned table whose words run from right to left reaches over the left edge.
    more = height - galley.margin_width() if turned and _reaches_left(parts, galley) else 0.0
    for box, shift in parts:
        box.translate(dx=more, dy=shift)
    made = galley.copy_with_children([box for box, _ in parts])
    width = height if turned else galley.margin_width()
    high = galley.margin_width() if turned else height
    made.width = width - made.margin_left - made.margin_right
    made.height = high - made.margin_top - made.margin_bottom
    return made


def _reaches_left(parts: Sequence[tuple[Box, float]], galley: Box) -> bool:
    """Return whether something reaches over the left edge of a galley."""
    edge = galley.content_box_x() - 1
    tables = (box for part, _ in parts for box in part.descendants() if turned_area(box.element))
    return any(box.position_x < edge for box in tables)
