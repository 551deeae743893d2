"""Tables of the model into published ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.text.flow import tidy
from variorum.apparatus.text.inlines import inlines
from variorum.apparatus.text.lines import places
from variorum.apparatus.text.lines.ends import prepend
from variorum.apparatus.text.pages import calls_on_words
from variorum.findings.typesetting import CellTooWide
from variorum.model import Cell, Table
from variorum.publication import Box, Grid, Para, PBlocks, PInlines, Side

SIDES: Mapping[str, Side] = {
    **dict.fromkeys(("right", "align-right", "align(right)", "ralign"), "right"),
    **dict.fromkeys(("center", "centre", "centered", "centred", "align-center", "align(center)"), "center"),
}
"""To which side the words of a cell are set, by the words that encodings have for it."""
MOST_COLUMNS = 63
"""Over how many columns a cell goes at the most: a table of Word has no more."""


def table(node: Table, ledger: Ledger, printed: Callable[[Cell], PBlocks]) -> Grid:
    """Print a table; `printed` prints what is in a cell.

    What leads to the table or to a row leads to its first cell, or to the caption.
    """
    named = places.anchor_of(node, ledger)
    caption = tidy(inlines(node.caption, ledger))  # printed before the rows, so numbered before them
    if caption:
        caption, named = named + caption, ()
    widest = max((len(row.cells) for row in node.rows), default=0)
    most = max(widest, MOST_COLUMNS)
    rows = []
    for at, row in enumerate(node.rows):
        named += places.anchor_of(row, ledger)
        boxes = []
        for cell in row.cells:
            named += places.anchor_of(cell, ledger)
            boxes.append(_box(cell, (most, len(node.rows) - at), _with_anchors(printed(cell), named), ledger))
            named = ()
        rows.append(calls_on_words(boxes))
    return Grid("table", tuple(rows), caption, span=node.span)


def _with_anchors(made: PBlocks, named: PInlines) -> PBlocks:
    if not named:
        return made
    return prepend(made, named) or (Para("first", named), *made)


def _box(cell: Cell, most: tuple[int, int], made: PBlocks, ledger: Ledger) -> Box:
    """Return a cell that goes over no more columns than a page can have, and no more rows than there are."""
    columns, rows = (
        max(min(said, there), 1) for said, there in zip((cell.columns, cell.rows), most, strict=True)
    )
    for what, said, printed in (("columns", cell.columns, columns), ("rows", cell.rows, rows)):
        if printed < said:
            ledger.find(CellTooWide(cell.span, what=what, said=said, printed=printed))
    side = next((SIDES[word] for word in (cell.facts.rend or "").split() if word in SIDES), None)
    return Box(made, cell.header, columns, rows, side, span=cell.span)
