"""Changes as a report tells them: what, by whom, where in file and source, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum import extract
from variorum.pull.file.comparison import Comparison, Difference, as_text, end_changes, other_calls
from variorum.pull.file.items import BLANK, END
from variorum.pull.writing.edits import Edit
from variorum.pull.writing.looks import Looks
from variorum.pull.writing.places import Places, in_document
from variorum.returned import CHECK, SIGN, Kind, Piece, Revision
from variorum.source import Span

NEAR = 3
"""How many words before a change are shown."""
OF_MATTER = "matter_"
"""How the ids of parts of the matter begin."""
FAR = 60
TAKEN_FOR = "the source reads it so by its conventions: mark the block there if it is another"
IN_LINES = "a head has each of its data in one paragraph: the parts are lines of it"
"""How many characters a word may have that is shown whole."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the file, as it is told.

    `stream` says in what it is (`extract` names streams), `page` on which page of the source. `before` and
    `after` are whole words, `around` those before them. `edits` carry it into the sources; without any,
    `reason` says why it is not carried. `place` is where it goes, or what makes the words.
    """

    kind: str
    author: str
    date: str
    stream: str
    page: str
    around: str
    before: str
    after: str
    place: Span | None = None
    edits: tuple[Edit, ...] = ()
    reason: str = ""
    number: int = 0
    """By which it can be accepted or rejected; none has those that are only told."""
    theirs: tuple[str, str] | None = None
    """What stands against it: whose it is, and the words."""

    @property
    def carried(self) -> bool:
        """Return whether it is carried into the sources."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Choice:
    """Which changes are wished: of these authors, of kinds that begin so, of these numbers; else all."""

    authors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    accepted: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()

    def takes(self, number: int, author: str, kind: str) -> bool:
        """Return whether a change is wished."""
        if self.authors and author not in self.authors:
            return False
        if self.kinds and not kind.startswith(self.kinds):
            return False
        return (not self.accepted or number in self.accepted) and number not in self.rejected


@dataclass(slots=True)
class Teller:
    """Tell of differences between two files."""

    compared: Comparison
    places: Places

    def difference(
        self, one: Difference, edits: tuple[Edit, ...], reason: str, place: Span | None, number: int = 0
    ) -> Change:
        """Tell of a difference."""
        base, view = self.compared.base, self.compared.base_view
        first, last = self.whole_words(one)
        if one.restyled:
            first, last = one.start, one.end
        old = [base.keys[item] for item in view[first:last]]
        new = [
            *(base.keys[item] for item in view[first : one.start]),
            *map(self.put_in, one.put_in),
            *(base.keys[item] for item in view[one.end : last]),
        ]
        kind = self.kind(one)
        start = view[min(first, len(view) - 1)]
        by = one.by
        before, after = as_text(old).strip(), as_text(new).strip()
        if one.restyled:
            looks = (Looks.of(look).words for look in self.look_pair(one))
            before, after = (
                f"“{words}” ({look})" for words, look in zip((before, after), looks, strict=True)
            )
        spot = place or self.where(one)
        return Change(
            kind, *_who(by), *self.context(start, first), before, after, spot, edits, reason, number
        )

    def put_in(self, item: int) -> str:
        """Return an item that was put in as a report shows it: of a new note its words."""
        edited = self.compared.edited
        piece = edited.piece(item)
        if is_call(piece) and piece.text in self.compared.notes.new:
            return f"⟨note: {self.compared.notes.words(piece.text)}⟩"
        return edited.raw[item] or edited.keys[item]

    def whole_words(self, one: Difference) -> tuple[int, int]:
        """Return the places of the words of which a difference changes a part, or beside which it stands."""
        base, view = self.compared.base, self.compared.base_view
        first, last = one.start, one.end
        while first > 0 and base.is_ink(view[first - 1]) and one.start - first < FAR:
            first -= 1
        while last < len(view) and base.is_ink(view[last]) and last - one.end < FAR:
            last += 1
        return first, last

    def kind(self, one: Difference) -> str:
        """Return what kind of change a difference is."""
        base, view, edited = self.compared.base, self.compared.base_view, self.compared.edited
        if one.restyled or one.freed:
            return "sign removed" if one.freed else self.of_look(one)
        old = [base.keys[item] for item in view[one.start : one.end]]
        new = [edited.keys[item] for item in one.put_in]
        if of_notes := self.of_notes(one):
            return of_notes
        signs = [key[1:].partition(":")[0] for key in (*old, *new) if key.startswith(SIGN)]
        if signs:
            deed = "changed" if old and new else "added" if new else "deleted"
            return f"{signs[0]} {'moved' if one.moved else deed}"
        if one.moved:
            return "words moved"
        inked = [any(key not in (BLANK, END) for key in keys) for keys in (old, new)]
        if not any(inked):
            if END in new:
                return "paragraph split"
            return "paragraphs joined" if END in old else "blank"
        if END in new and END not in old:
            return "paragraph added"
        if END in old and END not in new:
            return "paragraph deleted"
        return "words changed" if all(inked) else "words added" if inked[1] else "words deleted"

    def of_look(self, one: Difference) -> str:
        """Return what a new look is: a sign more, less, or another."""
        before, after = (Looks.of(look) for look in self.look_pair(one))
        more, less = after.without(before), before.without(after)
        return "sign changed" if more and less else "sign added" if more else "sign removed"

    def look_pair(self, one: Difference) -> tuple[str, str]:
        """Return how words looked, and how they look now."""
        base, edited = self.compared.base, self.compared.edited
        return base.piece(self.compared.base_view[one.start]).style, edited.piece(one.put_in[0]).style

    def of_notes(self, one: Difference) -> str:
        """Return what a difference does with notes, if it does so with nothing else that is a sign."""
        base, edited = self.compared.base, self.compared.edited
        old = {
            item.text
            for item in map(base.piece, self.compared.base_view[one.start : one.end])
            if is_call(item)
        }
        new = {item.text for item in map(edited.piece, one.put_in) if is_call(item)}
        if new & self.compared.notes.new.keys():
            return "note added"
        if old & self.compared.notes.gone:
            return "note deleted"
        if (old or new) and one.moved:
            return "note moved"
        keys = [base.keys[item] for item in self.compared.base_view[one.start : one.end]]
        keys += (edited.keys[item] for item in one.put_in)
        return "page moved" if one.moved and any(key.startswith(f"{SIGN}page:") for key in keys) else ""

    def where(self, one: Difference) -> Span | None:
        """Return the place of the source at which a difference is, or beside which it is."""
        view = self.compared.base_view
        near = [*range(one.start, one.end), *range(one.start - 1, one.start - 4, -1), one.end, one.end + 1]
        for at in near:
            spot = self.places.spot(view[at]) if 0 <= at < len(view) else None
            if spot is not None:
                return self.places.sources[spot.path].span(spot.start, spot.end)
        return None

    def context(self, item: int, place: int) -> tuple[str, str, str]:
        """Return stream and page of an item, and the words before its place in the view."""
        base, view = self.compared.base, self.compared.base_view
        stream = base.leaf(item).stream
        page = ""
        for other in range(item, -1, -1):
            if base.leaf(other).stream != stream:
                break
            if base.piece(other).kind is Kind.PAGE:
                page = base.piece(other).text
                break
        low = place
        while low > 0 and place - low < FAR and base.keys[view[low - 1]] != END:
            low -= 1
        words = "".join(key for one in view[low:place] if (key := base.keys[one])[:1] != SIGN).split()
        return stream, page, " ".join(words[-NEAR:])

    def looks(self) -> Iterator[Change]:
        """Tell of paragraphs of another style, and of calls of other notes."""
        base = self.compared.base
        numbers = {item: place for place, item in enumerate(self.compared.base_view)}
        for item, before, after in end_changes(self.compared):
            if in_document(base.leaf(item).stream):
                reason = "styles of paragraphs are not carried back: change the block in the source"
                where = self.context(item, numbers[item])
                yield Change("paragraph style", "", "", *where, before, after, None, (), reason)
        for own, its in other_calls(self.compared):
            told = base.piece(own).text, self.compared.edited.piece(its).text
            reason = "notes that change places are not carried back: move them in the source"
            yield Change("note moved", "", "", *self.context(own, numbers[own]), *told, None, (), reason)

    def reshaped(self, one: Difference, before: str, after: str, in_lines: bool) -> Change:
        """Tell of a difference that makes other paragraphs in the source than the file has, or lines."""
        view = self.compared.base_view
        start = min(one.start, len(view) - 1)
        reason = IN_LINES if in_lines else TAKEN_FOR
        context = self.context(view[start], start)
        return Change("paragraph style", *_who(one.by), *context, before, after, self.where(one), (), reason)

    def remarks(self, known: Sequence[str]) -> Iterator[Change]:
        """Tell of comments that are none of the edition's queries, and no findings of ours."""
        for one in self.compared.remarks:
            if one.words in known or one.author == CHECK:
                continue
            reason = "comments are not carried back: ask it in the source as a query"
            leaves = self.compared.edited.leaves
            leaf = leaves[one.leaf] if one.leaf < len(leaves) else None
            stream = leaf.stream if leaf else ""
            around = " ".join(leaf.words.split()[:NEAR]) if leaf else ""
            kind = "answer" if one.answers else "comment"
            said = one.author, one.date, stream, "", around, one.answers, one.words
            yield Change(kind, *said, self.place_of_leaf(one.leaf), (), reason)

    def place_of_leaf(self, leaf: int) -> Span | None:
        """Return where the first words of a paragraph of the edited file stand in a source."""
        edited = self.compared.edited
        own = (item for item, its in self.compared.kept if edited.leaf_of[edited.owner[its]] == leaf)
        spot = next((found for item in sorted(own) if (found := self.places.spot(item)) is not None), None)
        return None if spot is None else self.places.sources[spot.path].span(spot.start, spot.end)


def is_call(piece: Piece) -> bool:
    """Return whether a piece is the call of a note."""
    return piece.kind is Kind.CALL


def _who(by: Revision | None) -> tuple[str, str]:
    return ("", "") if by is None else (by.author, by.date)


def title_of(stream: str) -> str:
    """Return what a stream is called in a report: the document, and what of it; or the part of the matter."""
    name = stream.removesuffix("/body")
    if name.startswith(extract.matter("")):
        return name.removeprefix(extract.matter("")).removeprefix(OF_MATTER).replace("-", " ")
    return name
