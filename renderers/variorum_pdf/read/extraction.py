"""Read a finished PDF back: painted glyphs, in the order of the structure, stream by stream.

Which words belong to which stream, and in which order, the tags say; what the words are and how they look,
the glyphs say; whether they can be seen, the rendered page says.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, islice
from typing import Any, NamedTuple

import pikepdf

from variorum import extract as streams
from variorum.contract import BareShelf, Shelf
from variorum.extract import NO_LOOKS, Extract, Kind, Look, Token, TraitSeen
from variorum_pdf.read.canvas import Canvas, Stretch, read_texts
from variorum_pdf.read.faults import faults
from variorum_pdf.read.looks import is_drawn_small, line_looks, shifts, type_looks
from variorum_pdf.read.margin import Line, PrintedMark, TextOnPages, marks
from variorum_pdf.read.pages.painted import painted_pages
from variorum_pdf.read.place import PrintedBlock, astray
from variorum_pdf.read.spacing import unkerned
from variorum_pdf.read.traits import TOLD, traits
from variorum_pdf.read.tree import Branch, branches, destinations, page_labels

NOTHING_KEPT = BareShelf()
MOST = 20
"""How many lines that stand astray are told."""
NEAR = 24
"""How far, in points, a note may begin below the place to which its calls lead."""
UNWORDED = frozenset((streams.CIRCLE, *streams.INVISIBLE))
"""Signs that are none of the letters of a word, and no word alone."""
HIGHER = 0.6
"""How far, in sizes of its type, it may begin above that place: lines may be set closer than type is high."""


class Letters(NamedTuple):
    """Letters painted one after another: how they look, where they stand, and which cannot be seen and why.

    `texts` and `lefts` are those of each; `hidden` is none where all can be seen. `small`: they are capitals
    of smaller type, which stand for small ones. `page`: that of the file; `page_label`: with the letter of
    that number begins the mark of a page of the source, which is called so.
    """

    texts: Sequence[str]
    lefts: Sequence[float]
    looks: frozenset[Look]
    page: int
    baseline: float
    size: float
    hidden: Sequence[str | None] | None = None
    small: bool = False
    page_label: tuple[int, str] = (0, "")


@dataclass(slots=True)
class Reader:
    """What is known of a file while its streams are read.

    `unseen`: of stretches, by identity, of which a glyph cannot be seen, why each cannot. `calls`: stream,
    number of the token, to which name the link leads; `returns`: notes whose labels lead back, and to which
    names.
    """

    canvases: Sequence[Canvas]
    unseen: Mapping[int, Sequence[str | None]]
    labels: Sequence[str]
    places: Mapping[str, tuple[int, float, float]]
    streams: dict[str, list[Token]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    calls: list[tuple[str, int, Any]] = field(default_factory=list)
    returns: list[tuple[str, Any]] = field(default_factory=list)
    page_marks: list[PrintedMark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: the reader with all that it found, the pieces that the tags order, its complaints."""

    reader: Reader
    order: Sequence[Branch]
    complaints: tuple[str, ...]
    traits: Mapping[str, tuple[TraitSeen, ...]]


def reading_of(data: bytes, shelf: Shelf = NOTHING_KEPT) -> Reading:
    """Read a PDF; what asks again of the same bytes gets the same, until `forget()`.

    Pages that are painted with what they were painted with before are told by the shelf.
    """
    return _reading_of(data, shelf)


def forget() -> None:
    """Let go what was read last."""
    _reading_of.cache_clear()


@lru_cache(maxsize=1)
def _reading_of(data: bytes, shelf: Shelf) -> Reading:
    try:
        opened = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        # The library names the stream that it reads from before the reason.
        raise ValueError(f"this is no whole PDF: {str(error).rpartition('>: ')[2]}") from error
    with opened as pdf:
        pages = list(painted_pages(pdf, data, shelf))
        canvases = [canvas for canvas, _ in pages]
        unseen = {id(canvas.stretches[at]): why for canvas, own in pages for at, why in own.items()}
        order = list(branches(pdf))
        reader = Reader(canvases, unseen, page_labels(pdf), destinations(pdf))
        _read(reader, order)
        complaints = tuple(_unseen_around(reader))
        said = traits(pdf)
    _tie(reader)
    return Reading(reader, order, complaints, said)


def extract(data: bytes, shelf: Shelf = NOTHING_KEPT) -> Extract:
    """Read a PDF back."""
    reading = reading_of(data, shelf)
    reader, canvases, order = reading.reader, reading.reader.canvases, reading.order
    text = TextOnPages(reader.lines, reader.places, _callers(reader), reader.page_marks)
    found = {name: tuple(tokens) for name, tokens in reader.streams.items() if tokens}
    parts = tuple(name for name in found if not name.startswith("note/") and "/notes/" not in name)
    complaints = (
        *faults(canvases, order, reader.labels),
        *reading.complaints,
        *islice(unkerned(canvases, reader.labels), MOST),
        *islice(astray(printed_blocks(canvases, order), reader.labels), MOST),
        *_pages_astray([found[name] for name in parts], reader.labels),
    )
    seen = marks(canvases, text, reader.labels)
    said = {name: reading.traits.get(name, ()) for name in found}
    return Extract(found, seen, parts, complaints, traits=said, perceived=TOLD, places_traits=False)


def _unseen_around(reader: Reader) -> Iterator[str]:
    """Yield a complaint for what stands around the text and cannot be seen."""
    for page, canvas in enumerate(reader.canvases):
        for stretch in canvas.stretches:
            words = stretch.text.strip() if stretch.around else ""
            reason = next(filter(None, reader.unseen.get(id(stretch), ())), None)
            if words and reason:
                yield f"page {reader.labels[page]}: “{words[:40]}” is {reason}"


def _pages_astray(parts: Sequence[Sequence[Token]], labels: Sequence[str]) -> Iterator[str]:
    """Yield a fault for a page that begins the text before pages that stand before it.

    Cells of a table may go back to a page on which text has begun.
    """
    numbers = {f"page {label}": number for number, label in enumerate(labels)}
    last = ""
    for place in dict.fromkeys(token.place for part in parts for token in part):
        if numbers.get(place, 0) < numbers.get(last, 0):
            yield f"{place} stands before {last}, whose text comes first"
        else:
            last = place


def places_of_tokens(data: bytes) -> Mapping[str, Sequence[Line]]:
    """Return for each stream where its tokens are painted."""
    return reading_of(data).reader.lines


def _read(reader: Reader, order: Sequence[Branch]) -> None:
    """Read the marked content of all streams, block by block."""
    marked = [by_mark(canvas) for canvas in reader.canvases]
    placed = _in_blocks(order, marked)
    for (stream, _), block in groupby(order, lambda branch: (branch.stream, branch.block)):
        waiting: list[Letters] = []
        for call, group in groupby(block, lambda branch: branch.call):
            pieces = list(group)
            letters = [
                run
                for _, marks_of in groupby(pieces, lambda branch: branch.page_mark)
                for run in _letters_with_mark(reader, list(marks_of), marked, placed)
            ]
            if not call:
                waiting += letters
                continue
            _add_words(reader, stream, _in_lower_case(waiting))
            waiting = []
            _add_call(reader, stream, pieces[0], _in_lower_case(letters))
        _add_words(reader, stream, _in_lower_case(waiting))


class InBlock(NamedTuple):
    """A stretch in its block: whether it is raised or lowered, what is read before and behind it."""

    shift: frozenset[Look] = NO_LOOKS
    before: Stretch | None = None
    after: Stretch | None = None


ALONE = InBlock()


def printed_blocks(canvases: Sequence[Canvas], order: Sequence[Branch]) -> Iterator[PrintedBlock]:
    """Yield what is read of each block on each page."""
    marked = [by_mark(canvas) for canvas in canvases]
    edges = [_right_edge(canvas) for canvas in canvases]
    for (stream, _, page), group in groupby(order, lambda one: (one.stream, one.block, one.page)):
        here = list(group)
        parts = [marked[page].get(branch.mcid, ()) for branch in here]
        pieces = (stretch for part in parts for stretch in part)
        leftwards = any(branch.leftwards for branch in here)
        shifted = frozenset(
            id(stretch)
            for branch, part in zip(here, parts, strict=True)
            if branch.call or "vertical-align" in branch.css
            for stretch in part
        )
        row, cell = max((branch.row, branch.cell) for branch in here)
        yield PrintedBlock(
            stream, page, tuple(pieces), edges[page], not all(parts), leftwards, shifted, row, cell
        )


def _right_edge(canvas: Canvas) -> float:
    """Return how far to the right words of the text stand on a page."""
    extents = (one.extent for one in canvas.stretches if one.mcid is not None)
    return max((extent[1] for extent in extents if extent), default=0.0)


def by_mark(canvas: Canvas) -> dict[int, list[Stretch]]:
    """Return the stretches of a page by the marked content in which they stand."""
    found: dict[int, list[Stretch]] = {}
    for stretch in canvas.stretches:
        if stretch.mcid is not None:
            found.setdefault(stretch.mcid, []).append(stretch)
    return found


def _in_blocks(order: Sequence[Branch], marked: Sequence[Mapping[int, list[Stretch]]]) -> dict[int, InBlock]:
    """Return for each stretch, by identity, what its block and page tell of it.

    The calls of notes, which are raised, say nothing of the words beside them.
    """
    blocks: dict[tuple[int, int], list[tuple[Stretch, Mapping[str, str]]]] = {}
    for branch in order:
        if branch.call:
            continue
        here = ((stretch, branch.css) for stretch in marked[branch.page].get(branch.mcid, ()))
        blocks.setdefault((branch.block, branch.page), []).extend(here)
    found = {}
    for group in blocks.values():
        read = [stretch for stretch, _ in group]
        beside = zip([None, *read], read, [*read[1:], None], strict=False)
        looks = shifts(group) if group else ()
        for (before, stretch, after), look in zip(beside, looks, strict=True):
            found[id(stretch)] = InBlock(look, before, after)
    return found


def _letters_with_mark(
    reader: Reader,
    pieces: Sequence[Branch],
    marked: Sequence[Mapping[int, list[Stretch]]],
    placed: Mapping[int, InBlock],
) -> Iterator[Letters]:
    """Yield the letters of pieces that are of one page mark or none; its label is at the first of a mark."""
    label = pieces[0].page_label
    for branch in pieces:
        for run in _letters(reader, branch, marked, placed):
            first = next((at for at, text in enumerate(run.texts) if text.strip()), None) if label else None
            if first is None:
                yield run
            else:
                yield run._replace(page_label=(first, label))
                label = ""


def _letters(
    reader: Reader,
    branch: Branch,
    marked: Sequence[Mapping[int, list[Stretch]]],
    placed: Mapping[int, InBlock],
) -> Iterator[Letters]:
    """Yield the letters of a piece, those that look alike together."""
    rulings = [one for one in reader.canvases[branch.page].rulings if one.mcid == branch.mcid]
    for stretch in marked[branch.page].get(branch.mcid, ()):
        here = placed.get(id(stretch), ALONE)
        type_ = type_looks(stretch, branch.css) | here.shift
        run = Letters(
            read_texts(stretch, here.before, here.after),
            [glyph.left for glyph in stretch.glyphs],
            type_,
            branch.page,
            stretch.baseline,
            stretch.size,
            reader.unseen.get(id(stretch)),
            is_drawn_small(stretch, branch.css),
        )
        drawn = line_looks(stretch, rulings) if rulings else ()
        if not any(drawn):
            yield run
            continue
        for look, group in groupby(range(len(drawn)), drawn.__getitem__):
            numbers = list(group)
            part = slice(numbers[0], numbers[-1] + 1)
            hidden = run.hidden[part] if run.hidden else None
            yield run._replace(
                texts=run.texts[part], lefts=run.lefts[part], looks=type_ | look, hidden=hidden
            )


def _in_lower_case(runs: Sequence[Letters]) -> Sequence[Letters]:
    """Return letters with those in lower case that capitals of smaller type stand for.

    All are looked at together, for what a Greek sigma is depends on the letters around it.
    """
    if not any(run.small for run in runs):
        return runs
    low = "".join(text.replace("\u0130", "I") for run in runs for text in run.texts).lower()
    found = []
    start = 0
    for run in runs:
        texts = []
        for text in run.texts:
            texts.append(low[start : start + len(text)])
            start += len(text)
        found.append(run._replace(texts=texts) if run.small else run)
    return found


@dataclass(slots=True)
class _WordPlace:
    """Where a word begins, why it cannot be seen, if any letter cannot, and the pages that begin in it.

    Each of these with whether letters of the word stand before it.
    """

    line: Line
    hidden: str | None = None
    pages: list[tuple[str, bool, Line]] = field(default_factory=list)


def _add_words(reader: Reader, stream: str, runs: Sequence[Letters]) -> None:
    """Cut letters into words; a word stands where its first letter stands."""
    pieces = [
        ("".join([text for run in group for text in run.texts]), looks, None)
        for looks, group in groupby(runs, lambda run: run.looks)
    ]
    for token, place in zip(streams.words(pieces), _word_places(runs), strict=True):
        before = len(reader.streams.get(stream, ()))
        for label, inside, line in place.pages:
            reader.page_marks.append(PrintedMark(label, stream, before + inside, line))
        _add(reader, stream, token, place)


def _word_places(runs: Sequence[Letters]) -> list[_WordPlace]:
    """Return where each word begins, divided as `extract.words` divides them."""
    found: list[_WordPlace] = []
    inside = False
    for run in runs:
        text = "".join(run.texts)
        if run.hidden or run.page_label[1] or not UNWORDED.isdisjoint(text):
            inside = _letter_by_letter(run, found, inside)
            continue
        of = range(len(text)) if len(text) == len(run.texts) else _numbers(run.texts)
        end = 0
        for part in streams.WORD.finditer(text):
            start = part.start()
            if not (inside and start == end):
                found.append(_WordPlace(_line(run, of[start])))
            inside, end = True, part.end()
        inside = inside and end == len(text)
    return found


def _letter_by_letter(run: Letters, found: list[_WordPlace], inside: bool) -> bool:
    """Add the words of letters of which some are not as others are; return whether the last may go on."""
    at_label, label = run.page_label
    for at, text in enumerate(run.texts):
        for number, part in enumerate(streams.SPACES.split(streams.normal(text))):
            inside = inside and not number
            if not part:
                continue
            if not inside:
                found.append(_WordPlace(_line(run, at)))
            word = found[-1]
            word.hidden = word.hidden or (run.hidden[at] if run.hidden else None)
            if label and at == at_label:
                word.pages.append((label, inside, _line(run, at)))
            inside = True
    return inside


def _numbers(texts: Sequence[str]) -> list[int]:
    """Return of each character the number of the text in which it stands."""
    return [at for at, text in enumerate(texts) for _ in text]


def _line(run: Letters, at: int) -> Line:
    return Line(run.page, run.baseline, run.lefts[at], run.size)


def _add(reader: Reader, stream: str, token: Token, place: _WordPlace) -> None:
    at = f"page {reader.labels[place.line.page]}"
    own = Token(token.text, token.looks, token.kind, token.note, at, place.hidden, token.counted, token.span)
    reader.streams.setdefault(stream, []).append(own)
    reader.lines.setdefault(stream, []).append(place.line)


def _add_call(reader: Reader, stream: str, branch: Branch, runs: Sequence[Letters]) -> None:
    """Add the call of a note; it stands where its first letter stands."""
    places = _word_places(runs)
    if not places:
        return
    text = streams.normal("".join([text for run in runs for text in run.texts])).strip()
    own = stream.removeprefix("note/") if branch.label else None
    hidden = next((place.hidden for place in places if place.hidden), None)
    _add(reader, stream, Token(text, kind=Kind.CALL, note=own), _WordPlace(places[0].line, hidden))
    if branch.label:
        reader.returns.append((own or "", branch.target))
    else:
        reader.calls.append((stream, len(reader.streams[stream]) - 1, branch.target))


def _tie(reader: Reader) -> None:
    """Tie each call to the note that is painted where its link leads."""
    beginnings: dict[int, list[tuple[Line, str]]] = {}
    for name, (line, *_) in reader.lines.items():
        if name.startswith("note/"):
            beginnings.setdefault(line.page, []).append((line, name.removeprefix("note/")))
    for stream, index, target in reader.calls:
        note = None
        place = reader.places.get(str(target)) if isinstance(target, pikepdf.String) else None
        if place is not None:
            page, _, y = place
            note = _note_at(beginnings.get(page, ()), str(target), y)
        reader.streams[stream][index] = replace(reader.streams[stream][index], note=note)


def _callers(reader: Reader) -> dict[str, str]:
    """Return for each note, by its stream, the stream in which it is first called."""
    found: dict[str, str] = {}
    for stream, index, _ in reader.calls:
        note = reader.streams[stream][index].note
        if note is not None:
            found.setdefault(streams.note(note), stream)
    return found


def _note_at(beginnings: Iterable[tuple[Line, str]], target: str, y: float) -> str | None:
    """Return the note whose first line stands just below a height, of those that begin on its page.

    A picture in that line, or space above it, sets it off: then it must be of that name.
    """
    below = [
        (off, name)
        for line, name in beginnings
        if (off := y - line.baseline - line.size) > -HIGHER * line.size
    ]
    distance, first = min(below, default=(1e9, ""))
    return first if distance < NEAR or first == target else None
