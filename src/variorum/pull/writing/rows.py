"""Rows of tables that are put in or taken out whole: lines of a pipe table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from variorum.pull.file.comparison import Comparison, Difference
from variorum.pull.file.items import END
from variorum.pull.writing.edits import Edit, Refusal, Way, is_xml
from variorum.pull.writing.places import Places
from variorum.pull.writing.wording import Position, Wording
from variorum.returned import SIGN, Kind
from variorum.source import Source

ROW, CELL = (f"{SIGN}{Kind.CELL.value}:{of}" for of in ("row", "cell"))
OTHER_TABLE = "a row of a table that is none of bars and lines was put in or taken out: do so in the source"
PARTS = "cells were put in, taken out or joined: do so in the source"


@dataclass(frozen=True, slots=True)
class Rows:
    """Find the edits for rows; `document` tells the document of a stream."""

    compared: Comparison
    places: Places
    wording: Wording
    document: Callable[[str], str]

    def ways(self, one: Difference) -> tuple[Way, ...] | Refusal | None:
        """Return the way in which rows come or go, or why not; none for a difference without cells."""
        base, edited, view = self.compared.base, self.compared.edited, self.compared.base_view
        old = [base.keys[item] for item in view[one.start : one.end]]
        new = [edited.keys[item] for item in one.put_in]
        if not {ROW, CELL}.intersection((*old, *new)):
            return None
        if old and new:
            return Refusal(PARTS)
        keys = old or new
        turn = 1 if keys[-1] == ROW else 0
        if (keys[-1:] + keys[:-1] if turn else keys)[0] != ROW or keys[-1 - turn] != END:
            return Refusal(PARTS)
        start = one.start - turn
        if start < 1 or (turn and base.keys[view[start]] != ROW):
            return Refusal(PARTS)
        if old:
            return self.taken_out(range(start, one.end - turn))
        return self.put_in([*one.put_in[-1:], *one.put_in[:-1]] if turn else list(one.put_in), start)

    def taken_out(self, places: range) -> tuple[Way, ...] | Refusal:
        """Return the way to take the lines of rows out."""
        view = self.compared.base_view
        spots = [spot for at in places if (spot := self.places.spot(view[at])) is not None]
        if not spots or is_xml(self.places.sources[spots[0].path]):
            return Refusal(OTHER_TABLE)
        source = self.places.sources[spots[0].path]
        first, last = (source.place(spot.start)[0] for spot in (spots[0], spots[-1]))
        count = sum(self.compared.base.keys[view[at]] == ROW for at in places)
        if last - first + 1 != count or not all(_is_row(source, line) for line in range(first, last + 1)):
            return Refusal(OTHER_TABLE)
        start = source.starts[first - 1]
        end = source.starts[last] if last < len(source.starts) else len(source.text)
        return (Way((Edit(source.path, start, end, ""),)),)

    def put_in(self, items: Sequence[int], place: int) -> tuple[Way, ...] | Refusal:
        """Return the way to put rows in behind the row, or before that, at a place."""
        base, view = self.compared.base, self.compared.base_view
        document = self.document(base.leaf(view[place - 1]).stream)
        for step, start in ((-1, place - 1), (1, place)):
            at = start
            while 0 <= at < len(view) and self.places.spot(view[at]) is None and abs(at - start) < len(items):
                at += step
            spot = self.places.spot(view[at]) if 0 <= at < len(view) else None
            source = self.places.sources[spot.path] if spot is not None else None
            if spot is None or source is None or not _is_row(source, line := source.place(spot.start)[0]):
                continue
            lines = self.lines(items, Position(source, spot.start, document))
            if lines is None:
                return Refusal(PARTS)
            behind = source.starts[line] if line < len(source.starts) else len(source.text)
            edge = source.starts[line - 1] if step > 0 else behind
            text = "".join(f"{one}\n" for one in lines)
            if edge and source.text[edge - 1] != "\n":
                text = f"\n{text[:-1]}"
            return (Way((Edit(source.path, edge, edge, text),)),)
        return Refusal(OTHER_TABLE)

    def lines(self, items: Sequence[int], where: Position) -> list[str] | None:
        """Return the lines of rows."""
        edited = self.compared.edited
        rows: list[list[list[int]]] = []
        for item in items:
            match edited.keys[item]:
                case key if key == ROW:
                    rows.append([[]])
                case key if key == CELL:
                    rows[-1].append([])
                case key if key == END:
                    continue
                case _:
                    rows[-1][-1].append(item)
        made = []
        for row in rows:
            texts = [self.wording.text(cell, where) for cell in row]
            if None in texts:
                return None
            made.append("|" + "".join(f" {text} |" if text else "  |" for text in texts))
        return made


def _is_row(source: Source, line: int) -> bool:
    return source.line(line).lstrip().startswith("|")
