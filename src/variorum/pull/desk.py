"""All that is needed to write differences of a file into the sources of an edition, and to try them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from variorum import extract
from variorum.conventions.normal_forms import NormalForms
from variorum.model import Document
from variorum.press.preparation import Preparation
from variorum.publication import anchor
from variorum.pull.file.comparison import Comparison, Difference
from variorum.pull.file.items import END
from variorum.pull.laws import Carried, Ground, SignEdit, page_of
from variorum.pull.writing.edits import Way, is_xml, new_stretch
from variorum.pull.writing.frames import Frames, all_edits
from variorum.pull.writing.looks import Notations
from variorum.pull.writing.marks import Marks
from variorum.pull.writing.note_edits import NoteEdits, definition
from variorum.pull.writing.paragraphs import Paragraphs
from variorum.pull.writing.places import Places, Spot, in_document
from variorum.pull.writing.rebase import Rebase
from variorum.pull.writing.restyling import Restyling
from variorum.pull.writing.rows import Rows
from variorum.pull.writing.sign_places import SignPlaces
from variorum.pull.writing.wording import Wording
from variorum.returned import SIGN, Kind
from variorum.source import Source


@dataclass
class Desk:
    """An edition, a file compared with it, and where both stand in the sources.

    `documents` has of each stream of a note its document.
    """

    prepared: Preparation
    compared: Comparison
    places: Places
    signs: SignPlaces
    notes: NoteEdits
    differences: list[Difference] = field(default_factory=list)
    marked: frozenset[Spot] = frozenset()

    @classmethod
    def of(cls, prepared: Preparation, compared: Comparison, places: Places) -> Desk:
        """Lay out an edition for the differences of a file."""
        assert prepared.publication is not None
        signs = SignPlaces.of(prepared.publication, places.sources)
        made = cls(prepared, compared, places, signs, _notes(prepared, signs, places.sources))
        marks = Marks(compared, places, made.notations, made.document)
        made.marked = marks.marks_left(compared.differences)
        seen = (one for one in compared.differences if not one.restyled or made.is_of_source(one))
        made.differences = [made.as_moved(one) for one in marks.settle([*seen])]
        return made

    def is_of_source(self, one: Difference) -> bool:
        """Return whether words of another look are of a document; others, as in contents, are not told."""
        items = self.compared.base_view[one.start : one.end]
        is_told = in_document(self.compared.base.leaf(items[0]).stream)
        return is_told or any(self.places.spot(item) is not None for item in items)

    def as_moved(self, one: Difference) -> Difference:
        """Return a difference that is said to move a note if it does."""
        old, new = self.names(one)
        moved = set().union(*(set(both) for both in self.moves.values()))
        return replace(one, moved=True) if (old | new) & moved else one

    @cached_property
    def moves(self) -> Mapping[str, tuple[str, ...]]:
        """Return the notes whose calls are taken out at one place and put in at another."""
        pairs = [self.names(one) for one in self.compared.differences]
        out = set().union(*(old - new for old, new in pairs))
        into = set().union(*(new - old for old, new in pairs))
        return {name: (name,) for name in out & into}

    def names(self, one: Difference) -> tuple[set[str], set[str]]:
        """Return the notes whose calls, and the pages whose marks, a difference takes out, and puts in."""
        base, edited = self.compared.base, self.compared.edited
        old = (base.keys[item] for item in self.compared.base_view[one.start : one.end])
        new = (edited.keys[item] for item in one.put_in)
        return set(filter(self.is_named, old)), set(filter(self.is_named, new))

    def is_named(self, key: str) -> bool:
        """Return whether an item is the call of a note of the sources, or the mark of a page."""
        kind, _, of = key.removeprefix(SIGN).partition(":")
        return key.startswith(SIGN) and (kind == Kind.PAGE or (kind == Kind.CALL and of in self.notes.calls))

    @property
    def mates(self) -> Iterator[tuple[int, ...]]:
        """Yield the numbers of differences that are carried together: those that move one note."""
        for name in self.moves:
            yield tuple(
                number
                for number, one in enumerate(self.differences)
                if any(name in names for names in self.names(one))
            )

    def rebase(self) -> Rebase:
        """Return what finds the edits for differences."""
        pages = {
            key: self.places.sources[spot.path].text[spot.start : spot.end]
            for key, spot in self.signs.pages.items()
        }
        wording = Wording(self.compared, self.notes, self.notes.calls, self.notations, pages)
        restyling = Restyling(
            self.compared, self.places, self.signs, self.notations, self.document, self.marked
        )
        rows = Rows(self.compared, self.places, wording, self.document)
        paragraphs = Paragraphs(self.compared, self.signs, self.frames.opening)
        return Rebase(self.compared, self.places, dict(self.calls()), wording, restyling, rows, paragraphs)

    def calls(self) -> Iterator[tuple[int, Spot]]:
        """Yield the calls of the base that stand in sources, and where."""
        base = self.compared.base
        waiting = {name: list(spots) for name, spots in self.notes.calls.items()}
        for item in range(len(base.keys)):
            spots = waiting.get(base.piece(item).text) if base.is_kind(item, Kind.CALL) else None
            if spots:
                yield item, spots.pop(0)
            if base.is_kind(item, Kind.PAGE):
                page = self.signs.pages.get((base.leaf(item).stream, base.piece(item).text))
                yield from () if page is None else ((item, page),)
        yield from self.line_ends()

    def line_ends(self) -> Iterator[tuple[int, Spot]]:
        """Yield the ends of lines of the base that stand in sources, and where."""
        base = self.compared.base
        rows: dict[str, list[int]] = {}
        for item in range(len(base.keys)):
            if base.is_kind(item, Kind.LINE):
                rows.setdefault(base.leaf(item).stream, []).append(item)
        for stream, items in rows.items():
            spots = self.signs.lines.get(stream, [])
            if len(spots) == len(items):
                yield from ((item, spot) for item, spot in zip(items, spots, strict=True) if spot is not None)

    def document(self, stream: str) -> str:
        """Return the id of the document of a stream."""
        name = stream.removeprefix("note/")
        if name in self.notes.document:
            return self.notes.document[name]
        ids = (one.id for one in self.read)
        return next((one for one in ids if stream.startswith(f"{anchor(one)}/")), "")

    @property
    def read(self) -> tuple[Document, ...]:
        """Return the documents."""
        return self.prepared.edition.documents if self.prepared.edition is not None else ()

    def notations(self, document: str) -> Notations | None:
        """Return how looks are written in a document."""
        sets = self.prepared.conventions
        one = next((one for one in self.read if one.id == document), None)
        if sets is None or one is None:
            return None
        return Notations(sets.reading(document), sets.printing(document), one.base)

    @cached_property
    def frames(self) -> Frames:
        """Return the frames that transcripts may have; documents in other notations have none."""
        return Frames(self.places.sources, self.read, self.forms)

    def forms(self, document: Document) -> NormalForms | None:
        """Return what reads the dates of a transcript."""
        sets = self.prepared.conventions
        reading = sets.reading(document.id) if sets is not None else None
        return None if reading is None or reading.notation is not None else reading.forms(document.languages)

    def parts_a_head(self, number: int) -> bool:
        """Return whether a difference puts in or takes out ends of paragraphs in the head of a document."""
        base, edited = self.compared.base, self.compared.edited
        one, view = self.differences[number], self.compared.base_view
        ends = [edited.keys[item] == END for item in one.put_in]
        ends += [base.keys[item] == END for item in view[one.start : one.end]]
        beside = view[max(one.start - 1, 0) : one.end + 1]
        heads = {extract.head(anchor(document.id)) for document in self.read}
        return any(ends) and any(base.leaf(item).stream in heads for item in beside)

    # ---- the laws

    def carried(self, ways: Mapping[int, Way]) -> dict[int, Carried]:
        """Return the differences that are carried in these ways."""
        return {number: self.of_way(self.differences[number], way) for number, way in ways.items()}

    def of_way(self, one: Difference, way: Way) -> Carried:
        """Return a difference as it is carried."""
        base, edited = self.compared.base, self.compared.edited
        put_in = {edited.piece(item).text for item in one.put_in if edited.is_kind(item, Kind.CALL)}
        items = self.compared.base_view[one.start : one.end]
        out = {base.piece(item).text for item in items if base.is_kind(item, Kind.CALL)}
        new, gone = put_in & self.compared.notes.new.keys(), out & self.compared.notes.gone
        return Carried(one, way.by_sight, tuple(sorted(new)), tuple(sorted(gone)))

    def ground(self, ways: Mapping[int, Way]) -> Ground:
        """Return what the laws know of the edition as it is."""
        signs = [
            SignEdit(
                way.edits[0].path,
                min(one.start for one in way.edits),
                max(one.end for one in way.edits),
                way.by_sight,
                self.differences[number].has_marks,
            )
            for number, way in ways.items()
            if way.signed
        ]
        texts = self.own_texts
        own, implied = self.notes.calls, self.implied_pages
        return Ground(self.places.origins, self.places.sources, own, signs, self.new_names, texts, implied)

    def new_ground(self, ways: Mapping[int, Way], sources: Mapping[str, Source]) -> Ground:
        """Return what the laws know of the edition with the edits."""
        edits = all_edits(ways.values(), self.places.sources)
        signs = [
            SignEdit(
                path, *new_stretch(way.edits, edits[path]), way.by_sight, self.differences[number].has_marks
            )
            for number, way in ways.items()
            if way.signed
            for path in (way.edits[0].path,)
        ]
        own = self.notes.calls.keys() | set(self.new_names.values())
        return Ground({}, sources, own, signs, self.new_names, self.own_texts, self.implied_pages)

    @cached_property
    def implied_pages(self) -> frozenset[tuple[str, str]]:
        """Return the pages that no source marks, by stream and label."""
        base = self.compared.base
        pages = {page_of(base, item) for item in range(len(base.keys)) if base.is_kind(item, Kind.PAGE)}
        return frozenset(pages - self.signs.pages.keys())

    @property
    def own_texts(self) -> frozenset[str]:
        """Return the streams of the edition's own texts, which stand in files of their own."""
        texts = self.prepared.edition.texts if self.prepared.edition is not None else ()
        return frozenset(extract.matter(anchor("matter", one.id)) for one in texts)

    @property
    def new_names(self) -> dict[str, str]:
        """Return the names that new notes have in the publication, by those in the file."""
        return {name: anchor(anchor(of), "note", label) for name, (of, label) in self.notes.minted.items()}


def _notes(prepared: Preparation, signs: SignPlaces, sources: Mapping[str, Source]) -> NoteEdits:
    """Return the notes of the sources."""
    documents = prepared.edition.documents if prepared.edition is not None else ()
    names = {
        anchor(anchor(document.id), "note", note.id): (document, note)
        for document in documents
        for note in document.notes
    }
    defined: dict[str, Spot] = {}
    for name, (_, note) in names.items():
        place = signs.spot(note.span)
        if place is not None and not is_xml(sources[place.path]):
            defined[name] = definition(sources[place.path], place.start)
    return NoteEdits(
        sources,
        defined,
        {name: spots for name, spots in signs.calls.items() if name in names},
        {name: document.id for name, (document, _) in names.items()},
        {document.id: {note.id for note in document.notes} for document in documents},
    )
