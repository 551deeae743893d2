"""Where signs, calls and pages stand in the sources: by the places that the publication bears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from variorum import extract
from variorum.publication import (
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlocks,
    PInlines,
    Publication,
    Styled,
    Title,
)
from variorum.pull.writing.places import Spot
from variorum.source import Source, Span


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A sign around words: where all of it stands, and where the words in it."""

    whole: Spot
    inner: Spot

    def holds(self, one: Spot) -> bool:
        """Return whether characters are among its words."""
        return one.path == self.inner.path and self.inner.start <= one.start and one.end <= self.inner.end

    def parts(self, place: Spot) -> bool:
        """Return whether a place is between its words: something of them stands on both sides."""
        return self.holds(place) and self.inner.start < place.start and place.end < self.inner.end


@dataclass(slots=True)
class SignPlaces:
    """The places of what is no word, as the publication of today knows them."""

    sources: Mapping[str, Source]
    enclosures: list[Enclosure] = field(default_factory=list)
    calls: dict[str, list[Spot]] = field(default_factory=dict)
    pages: dict[tuple[str, str], Spot] = field(default_factory=dict)
    lines: dict[str, list[Spot | None]] = field(default_factory=dict)
    """The ends of the lines of each stream, in their order; none for one that is in no source."""
    stream: str = ""

    @classmethod
    def of(cls, publication: Publication, sources: Mapping[str, Source]) -> SignPlaces:
        """Walk a publication."""
        made = cls(sources)
        for matter in (*publication.front, *publication.back):
            made.blocks(matter.blocks)
        for document in publication.documents:
            for name, part in (
                (extract.head(document.id), document.head),
                (extract.body(document.id), document.body),
                (extract.after(document.id), document.after),
                *((extract.note(note.id), note.blocks) for note in document.notes),
            ):
                made.stream = name
                made.blocks(part)
        return made

    def around(self, one: Spot) -> list[Enclosure]:
        """Return the signs around characters, the innermost first."""
        found = [each for each in self.enclosures if each.holds(one)]
        return sorted(found, key=lambda each: each.whole.end - each.whole.start)

    def blocks(self, blocks: PBlocks) -> None:
        """Walk blocks."""
        for block in blocks:
            match block:
                case Para() | Title():
                    self.inlines(block.children)
                case Listing():
                    for entry in block.entries:
                        self.blocks(entry.blocks)
                case Grid():
                    self.inlines(block.caption)
                    for row in block.rows:
                        for box in row:
                            self.blocks(box.blocks)
                case Group():
                    self.blocks(block.blocks)
                case _:
                    pass

    def inlines(self, children: PInlines) -> list[Spot]:
        """Walk what stands in a line; return where its words and calls stand."""
        made: list[Spot] = []
        for child in children:
            match child:
                case Styled() | Link():
                    inner = self.inlines(child.children)
                    made += inner
                    self.enclose(self.spot(child.span), inner)
                case Call():
                    place = self.spot(child.span)
                    if place is not None:
                        made.append(place)
                        self.calls.setdefault(child.note, []).append(place)
                case PageMark():
                    place = self.spot(child.span)
                    if place is not None:
                        self.pages.setdefault((self.stream, child.label.text), place)
                case LineEnd():
                    self.lines.setdefault(self.stream, []).append(self.spot(child.span))
                case _:
                    made += self.words(getattr(child, "parts", tuple)())
        return made

    def words(self, parts: Iterable[tuple[str, object]]) -> Iterator[Spot]:
        """Yield where the characters of a run stand."""
        for _, origin in parts:
            place = self.spot(origin) if isinstance(origin, Span) else None
            if place is not None:
                yield place

    def enclose(self, whole: Spot | None, inner: list[Spot]) -> None:
        """Take a sign with the words that stand in it."""
        if whole is None:
            return
        words = [
            one for one in inner if one.path == whole.path and whole.start <= one.start < one.end <= whole.end
        ]
        words = [one for one in words if (one.start, one.end) != (whole.start, whole.end)]
        if words:
            low, high = min(one.start for one in words), max(one.end for one in words)
            self.enclosures.append(Enclosure(whole, Spot(whole.path, low, high)))

    def spot(self, span: Span | None) -> Spot | None:
        """Return the characters of a place in a source that can be written; none if there are none."""
        if span is None or span.path not in self.sources:
            return None
        source = self.sources[span.path]
        start = source.starts[span.line - 1] + span.column - 1
        end = source.starts[min(span.end_line, len(source.starts)) - 1] + span.end_column - 1
        return Spot(span.path, start, end) if start < end else None
