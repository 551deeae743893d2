"""The comments of a Word file on the way through its text: which are on words, and who asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml.etree import QName

from variorum.doors import Comments
from variorum.manuscript import Call, Edge, Piece, Query, Words
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

SHORT = "c"
"""How the names of comments begin, before the number that the file gives them."""
EDGES = {q("commentRangeStart"): False, q("commentRangeEnd"): True}


@dataclass(slots=True)
class CommentMarks:
    """What becomes of the comments of a file, and what is met of them.

    `flow` is the note that is being read, empty for the text; `met` are the edges of words met, by comments;
    `waiting` are edges and calls that wait for a paragraph with words; of `settled` comments, which somebody
    has marked as resolved, nothing is asked any more.
    """

    manner: Comments = "queries"
    settled: frozenset[str] = frozenset()
    flow: str = ""
    met: dict[str, list[tuple[str, bool]]] = field(default_factory=dict)
    waiting: list[Piece] = field(default_factory=list)

    def edge(self, mark: Element, names: Mapping[str, str]) -> Iterator[Piece]:
        """Yield the edge of the words that a comment is on, if it is a query and the file holds it."""
        name = f"{SHORT}{mark.get(q('id'), '')}"
        if self.manner == "queries" and name in names and not self.passes(name):
            own, ends = names[name], EDGES[str(mark.tag)]
            self.met.setdefault(own, []).append((self.flow, ends))
            yield Edge(own, ends)

    def in_paragraph(self, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return the pieces of a paragraph behind what waits; one without words has to wait itself."""
        if any(map(self.says, pieces)):
            made, self.waiting = (*self.waiting, *self.parting, *pieces), []
            return made
        self.waiting += (piece for piece in pieces if not isinstance(piece, Words))
        return ()

    @property
    def parting(self) -> tuple[Piece, ...]:
        """Return the blank between a comment that waits and the words of another paragraph."""
        return (Words(" "),) if any(isinstance(piece, Call) for piece in self.waiting) else ()

    def says(self, piece: Piece) -> bool:
        """Return whether a piece is more than a blank or the mark of a query."""
        if isinstance(piece, Call):
            return not self.is_query(piece.note)
        return not isinstance(piece, Edge) and (not isinstance(piece, Words) or bool(piece.text.strip()))

    def passes(self, name: str) -> bool:
        """Return whether the file's name of a note is that of a comment that is left out."""
        return name in self.settled or (self.manner == "none" and name.startswith(SHORT))

    def is_query(self, name: str) -> bool:
        """Return whether a note is a query."""
        return self.manner == "queries" and name.startswith(SHORT)

    def queries(self, comments: Iterable[tuple[str, Element]]) -> dict[str, Query]:
        """Return the queries by their names; one whose edges are not a pair in one flow is on no words."""
        made: dict[str, Query] = {}
        for name, element in comments:
            if self.is_query(name):
                edges = self.met.get(name, [])
                pair = [ends for _, ends in edges] == [False, True] and edges[0][0] == edges[1][0]
                author, initials, date = (element.get(q(key), "") for key in ("author", "initials", "date"))
                made[name] = Query(author.strip(), initials.strip(), date, pair)
        return made


def settled_comments(comments: Element | None, extended: Element | None) -> frozenset[str]:
    """Return the comments that are marked as resolved, with the answers to them, by their names in the file.

    `extended` tells of each comment, by the id of its last paragraph, whether it is and what it answers. What
    Microsoft calls the space of these names differs by the year of the program.
    """
    told = [_plainly(one) for one in (extended if extended is not None else ()) if isinstance(one.tag, str)]
    answers = {one.get("paraId", ""): one.get("paraIdParent", "") for one in told}
    done = {one.get("paraId", "") for one in told if one.get("done") in ("1", "true", "on")}
    ended = {
        f"{SHORT}{one.get(q('id'), '')}": [_plainly(para).get("paraId", "") for para in one.iter(q("p"))]
        for one in (comments.iter(q("comment")) if comments is not None else ())
    }
    return frozenset(
        name for name, ids in ended.items() if ids and done & {ids[-1], answers.get(ids[-1], "")} - {""}
    )


def _plainly(element: Element) -> dict[str, str]:
    """Return the attributes of an element without the spaces of their names."""
    return {QName(name).localname: str(said) for name, said in element.attrib.items()}
