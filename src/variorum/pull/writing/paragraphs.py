"""Paragraphs and lines that are put in: the forms in which a transcript may part them at a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from variorum.model import LineKind
from variorum.pull.file.comparison import Comparison
from variorum.pull.file.items import END
from variorum.pull.writing.edits import PARTED
from variorum.pull.writing.places import Spot
from variorum.pull.writing.sign_places import SignPlaces
from variorum.pull.writing.wording import Position
from variorum.returned import Kind

LINE = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Part what is put in; `opening` returns the line that opens the set lines around a place, if any."""

    compared: Comparison
    signs: SignPlaces
    opening: Callable[[str, int], str | None]

    def forms(self, text: str, put_in: Sequence[int], where: Position) -> Iterator[str]:
        """Yield the forms of a text at a place, the likeliest first; some may be alike."""
        text = self.out_of_signs(text, where)
        yield text
        if any(self.compared.edited.is_kind(item, Kind.LINE) for item in put_in):
            yield LINE.sub(r"\\\n", text)
        if PARTED in text:
            yield self.as_set_lines(text, where)
            yield self.in_lines_of_their_own(text, put_in)

    def out_of_signs(self, text: str, where: Position) -> str:
        """Return words in which the signs around a place end with each paragraph and begin again behind."""
        if PARTED not in text:
            return text
        place = Spot(where.source.path, where.at, where.at)
        around = [one for one in self.signs.around(place) if one.parts(place)]
        said = where.source.text
        closes = "".join(said[one.inner.end : one.whole.end] for one in around)
        opens = "".join(said[one.whole.start : one.inner.start] for one in reversed(around))
        return text.replace(PARTED, f"{closes}{PARTED}{opens}")

    def as_set_lines(self, text: str, where: Position) -> str:
        """Return words in whose place set lines end and others of their kind begin at each paragraph."""
        opening = self.opening(where.source.path, where.at)
        return text if opening is None else text.replace(PARTED, f"\n:::{PARTED}{opening}\n")

    def in_lines_of_their_own(self, text: str, put_in: Sequence[int]) -> str:
        """Return new paragraphs in the styles of set lines, in constructs that say so."""
        edited = self.compared.edited
        rows: list[list[int]] = [[]]
        for item in put_in:
            if edited.keys[item] == END:
                rows.append([])
            else:
                rows[-1].append(item)
        texts = text.split(PARTED)
        if len(rows) != len(texts) or (rows[0] and rows[-1]):
            return text
        styles = [edited.leaf(row[0]).style if row else "" for row in rows]
        return PARTED.join(
            f"::: line kind={style}\n{one}\n:::" if style in set(LineKind) else one
            for style, one in zip(styles, texts, strict=True)
        )
