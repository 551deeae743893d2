"""The comments of a Word file as they are read back: their words, who asks and when, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from variorum import extract
from variorum.extract import NO_LOOKS, QuerySeen, TokenPlace
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

CHARACTERS = {
    "tab": " ",
    "br": " ",
    "cr": " ",
    "ptab": " ",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
START, END, REFERENCE = map(q, ("commentRangeStart", "commentRangeEnd", "commentReference"))
MARKS = frozenset({START, END, REFERENCE})
NO_DATE = "0-00-00"
"""How the date begins that Writer gives to a comment without one."""
PART = "word/comments.xml"


@dataclass(slots=True)
class CommentMarks:
    """The marks of comments in a text: by comment and kind of mark the stream, and the pieces before it."""

    places: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def meet(self, mark: Element, stream: str, pieces: int) -> None:
        """Keep a mark, the first of its kind for each comment."""
        self.places.setdefault((mark.get(q("id"), ""), str(mark.tag)), (stream, pieces))

    def queries(self, part: Element | None, begun: Mapping[str, Sequence[int]]) -> tuple[QuerySeen, ...]:
        """Return the comments of a file; `begun` are for each stream the tokens that begin before a piece."""
        return tuple(self._query(one, begun) for one in part.iter(q("comment"))) if part is not None else ()

    def _query(self, comment: Element, begun: Mapping[str, Sequence[int]]) -> QuerySeen:
        def place(kind: str) -> TokenPlace | None:
            found = self.places.get((comment.get(q("id"), ""), kind))
            return TokenPlace(found[0], begun[found[0]][found[1]]) if found else None

        date = comment.get(q("date"), "")
        return QuerySeen(
            _words(comment),
            comment.get(q("author"), ""),
            comment.get(q("initials"), ""),
            "" if date.startswith(NO_DATE) else date,
            at=place(REFERENCE),
            begins=place(START),
            ends=place(END),
            place=PART,
        )


def _words(comment: Element) -> str:
    """Return the words of a comment."""
    pieces = [("".join(_characters(one)), NO_LOOKS, None) for one in comment.iter(q("p"))]
    parted = [piece for each in pieces for piece in (each, (" ", NO_LOOKS, None))]
    return " ".join(token.text for token in extract.words(parted))


def _characters(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if one.tag == q("t"):
            yield one.text or ""
        elif isinstance(one.tag, str):
            yield CHARACTERS.get(one.tag.rpartition("}")[2], "") if one.tag.startswith(q("")) else ""
