"""What a reader perceives in a finished file, in streams that the proof can compare.

A renderer's `extract` returns an `Extract`; the proof makes one from the publication and compares.

Streams are named by functions, so that no spelling is repeated: `head(doc)`, `body(doc)`, `after(doc)`,
`note(note_id)`, `note_title(doc, series)`, `matter(id)`. Text in running heads, folios and margins is in no
stream; page marks are in `pages`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias

from variorum.source import Span


class Kind(StrEnum):
    """What a token is: a word, or a note call in the flow of words."""

    WORD = "word"
    CALL = "call"


class Look(StrEnum):
    """A property of type that can be seen, and read back from every format."""

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    DOUBLE_UNDERLINE = "double-underline"
    STRUCK = "struck"
    SMALL_CAPS = "small-caps"
    SPACED = "spaced"
    RAISED = "raised"
    LOWERED = "lowered"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a call as it stands in a stream.

    A word whose letters look different in parts is one token; `looks` has one entry a letter-run:
    ((3, {italic}), (4, {})) is seven characters, the first three italic. Neighbouring equal runs are merged.
    A call ends the word before it and is never part of one; its looks do not count. `note` is, for a call,
    the id of the note it leads to, for the label a note begins with its own id.
    `place` says where in the file ("page 3", "documents/d1.xhtml", "word/document.xml").
    `hidden` says why the ink cannot be seen ("white on white", "off the page"), else None.
    `counted`: a call is a number that whoever shows the file counts, and another program may count otherwise.
    """

    text: str
    looks: tuple[tuple[int, frozenset[Look]], ...] = ()
    kind: Kind = Kind.WORD
    note: str | None = None
    place: str = ""
    hidden: str | None = None
    counted: bool = field(default=False, compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page mark: its label, and how many tokens of the body stand before it (None: not known)."""

    label: str
    index: int | None = None
    place: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


class Trait(StrEnum):
    """What a reader perceives beside words: how they are put together, and what is said of them."""

    BLOCK = "paragraph"
    HEADING = "heading"
    RULE = "rule"
    LIST = "list"
    ITEM = "item"
    GROUP = "group"
    TABLE = "table"
    COLUMN = "column"
    ROW = "row"
    CELL = "cell"
    STYLE = "style"
    LANGUAGE = "language"
    LINK = "link"
    PICTURE = "picture"
    SPOKEN = "spoken"
    LINE = "line end"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class TraitSeen:
    """A trait that begins in a stream before the token of that number, or ends there: then `value` is None.

    The value of a block is its role, with "rtl" for words that run leftwards; of a heading its level, of a
    column its part of the width in percent, of a row "head" if it repeats on each page, of a cell what `cell`
    makes; of a link where it leads (`link`); of a picture its digest and description.
    """

    trait: Trait
    value: str | None
    index: int


@dataclass(frozen=True, slots=True)
class TokenPlace:
    """A place at which a query stands: the stream, and how many of its tokens begin before it."""

    stream: str
    index: int


@dataclass(frozen=True, slots=True)
class QuerySeen:
    """A question to those who work on the edition, such as a comment: its words, who asks and when.

    `at` is where it is asked; `begins` and `ends` are the ends of the words that it is on, if it is on any.
    `place` says where in the file it is.
    """

    words: str
    author: str
    initials: str
    date: str
    at: TokenPlace | None
    begins: TokenPlace | None = None
    ends: TokenPlace | None = None
    place: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read back.

    `pages` is keyed by document id. `order` names the streams in the order in which a reader meets them
    (notes may be left out). `faults` are complaints about the file itself, as sentences for people. `queries`
    are none in a format for readers, which has no place for them. `traits` are of those kinds that the format
    lets a reader perceive (`perceived`); without `blank_blocks` paragraphs without words are not told;
    without `places_traits` the order alone of a stream's traits is, and nothing of what has no words.
    """

    streams: Mapping[str, tuple[Token, ...]]
    pages: Mapping[str, tuple[PageSeen, ...]]
    order: tuple[str, ...]
    faults: tuple[str, ...] = ()
    queries: tuple[QuerySeen, ...] | None = None
    traits: Mapping[str, tuple[TraitSeen, ...]] = field(default_factory=dict)
    perceived: frozenset[Trait] = frozenset()
    blank_blocks: bool = True
    places_traits: bool = True
    unseen: Mapping[str, str] | None = None
    """By stream the signs without ink that stand in its words, in their order; none if they are not kept."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a finished file, as a sentence, and at which token of which stream as read back.

    Without a stream it is the file as a whole that is not as it should be.
    """

    says: str
    stream: str | None = None
    index: int = 0


def head(document: str) -> str:
    """Name the stream of a document's head."""
    return f"{document}/head"


def body(document: str) -> str:
    """Name the stream of a document's body."""
    return f"{document}/body"


def after(document: str) -> str:
    """Name the stream of what stands after a document's body and is no note."""
    return f"{document}/after"


def note(note_id: str) -> str:
    """Name the stream of a note: it begins with the note's label as a `CALL` token that has its own id."""
    return f"note/{note_id}"


def note_title(document: str, series: str) -> str:
    """Name the stream of the heading over a list of notes."""
    return f"{document}/notes/{series}"


def matter(part: str) -> str:
    """Name the stream of a part of front or back matter."""
    return f"matter/{part}"


def block(role: str, leftwards: bool = False) -> str:
    """Return the value of a paragraph, of a heading, or of what holds blocks."""
    return f"{role}{' rtl' if leftwards else ''}"


def heading(level: int) -> str:
    """Return the value of the level of a heading, from 1 to 6."""
    return str(min(max(level, 1), 6))


def cell(columns: int, rows: int, header: bool, side: str | None) -> str:
    """Return the value of a cell of a table."""
    return f"{columns}×{rows}{' header' if header else ''}{f' {side}' if side else ''}"


def link(place: TokenPlace | None, address: str) -> str:
    """Return the value of a link to a place of the text, or else to an address."""
    return address if place is None else f"{place.stream} {place.index}"


def picture(data: bytes, description: str) -> str:
    """Return the value of a picture."""
    return f"{hashlib.sha256(data).hexdigest()[:12]} {description}".strip()


SPEECH = " … "
"""What parts the words that are heard before others from those that are heard behind them."""


def speech(before: str, after: str = "") -> str:
    """Return the value of words for the ear around words for the eye."""
    return SPEECH.join(filter(None, (before, after)))


NO_LOOKS: frozenset[Look] = frozenset()
SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
WORD = re.compile(r"[^\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
WITHOUT_INK = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E)),
    *((0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xE0000, 0xE0FFF)),
)
UNSEEN = re.compile(f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in WITHOUT_INK)}]")
INVISIBLE = frozenset(chr(code) for first, last in WITHOUT_INK for code in range(first, last + 1))
"""What guides a typesetter and prints nothing: places to break or not to, joiners, marks of direction,
choices between forms of a letter. No word differs from another by it. The fourth choice of a Mongolian form
(U+180F) is none of these: typesetters draw a box for it."""
CIRCLE = "\u25cc"
"""What a typesetter puts under an accent that no letter bears; no word differs from another by it."""
LETTERED = {
    **{chr(0xFB00 + at): letters for at, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "ſt", "st"))},
    "\u2025": "..",
    "\u2026": "...",
}
"""Signs that a typeface draws alike, with one glyph, whether they are written as one or as the letters."""
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", **LETTERED, **dict.fromkeys((CIRCLE, *INVISIBLE))})
TURNED = frozenset(map(chr, HYPHENS))
"""What is compared in another form."""


def unseen(texts: Iterable[str]) -> str:
    """Return the signs without ink in texts: some turn the words behind them round."""
    return "".join(UNSEEN.findall("".join(texts)))


def has_ink(character: str) -> bool:
    """Return whether a typeface needs a sign for a character; those for private use may have any."""
    kind = unicodedata.category(character)
    return character not in INVISIBLE and kind not in ("Cc", "Cf", "Zs", "Zl", "Zp")


def normal(text: str) -> str:
    """Return text in the form in which words are compared: NFC, one hyphen, nothing that cannot be seen.

    What a typeface may draw with one glyph is one word: “…” and three points, “ﬀ” and two letters.
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text if TURNED.isdisjoint(text) else text.translate(HYPHENS))


Piece: TypeAlias = tuple[str, frozenset[Look], Span | None]


def words(pieces: Iterable[Piece | Token], place: str = "") -> list[Token]:
    """Split styled text into words at white space; a word may run through several pieces.

    This is the one definition of a word: white space of any width parts words (no-break spaces too, but
    no place to break without any width), a word may be punctuation alone. A ready token among the
    pieces (a call) ends the word before it and is kept as it is. A block or a line end is a piece " ".
    `place` is where in the file the words stand.
    """
    tokens: list[Token] = []
    runs: list[tuple[str, frozenset[Look]]] = []
    source: Span | None = None
    for piece in (*pieces, (" ", NO_LOOKS, None)):
        if isinstance(piece, Token):
            tokens += _joined(runs, place, source)
            tokens.append(piece)
            runs, source = [], None
            continue
        look, span = piece[1], piece[2]
        text = normal(piece[0])
        whole = text.split()
        if whole and not text[0].isspace():
            runs.append((whole.pop(0), look))
            source = source or span
        if whole or text[-1:].isspace():
            tokens += _joined(runs, place, source)
            last = "" if text[-1].isspace() else whole.pop()
            if span is None:
                tokens += map(_Words.of(look, place).__getitem__, whole)
            else:
                tokens += [Token(word, ((len(word), look),), place=place, span=span) for word in whole]
            runs, source = ([(last, look)], span) if last else ([], None)
    return tokens


class _Words(dict[str, Token]):
    """The tokens of words of one look at one place that come from no span: each word is made once."""

    def __init__(self, look: frozenset[Look], place: str) -> None:
        super().__init__()
        self.look, self.place = look, place

    def __missing__(self, word: str) -> Token:
        made = self[word] = Token(word, ((len(word), self.look),), place=self.place)
        return made

    @staticmethod
    @lru_cache(maxsize=64)
    def of(look: frozenset[Look], place: str) -> _Words:
        """Return those of a look and a place."""
        return _Words(look, place)


def _joined(runs: Sequence[tuple[str, frozenset[Look]]], place: str, span: Span | None) -> list[Token]:
    """Return the word that runs make, none if there are none."""
    if not runs:
        return []
    if len(runs) == 1:
        ((text, look),) = runs
        return [Token(text, ((len(text), look),), place=place, span=span)]
    text = "".join(word for word, _ in runs)
    looks = [(len(word), look) for word, look in runs]
    if not unicodedata.is_normalized("NFC", text):
        text, looks = _composed(text, looks)
    return [Token(text, merge(looks), place=place, span=span)]


def _composed(
    text: str, looks: Sequence[tuple[int, frozenset[Look]]]
) -> tuple[str, list[tuple[int, frozenset[Look]]]]:
    """Return a word in NFC whose pieces are: an accent that begins a piece belongs to the one before."""
    runs: list[tuple[str, frozenset[Look]]] = []
    start = 0
    for length, look in looks:
        piece = text[start : start + length]
        start += length
        letters = piece.lstrip("".join(filter(unicodedata.combining, piece))) if runs else piece
        if runs:
            runs[-1] = (runs[-1][0] + piece[: len(piece) - len(letters)], runs[-1][1])
        if letters:
            runs.append((letters, look))
    composed = [(unicodedata.normalize("NFC", piece), look) for piece, look in runs]
    return "".join(piece for piece, _ in composed), [(len(piece), look) for piece, look in composed]


def with_numbers(found: Extract, labels: Mapping[str, str]) -> tuple[Extract, list[Token]]:
    """Return an extract in which counted calls bear the labels of their notes, and those that bore others."""
    others: list[Token] = []

    def as_labelled(token: Token) -> Token:
        wanted = labels.get(token.note or "", token.text) if token.counted else token.text
        if wanted == token.text:
            return token
        others.append(token)
        return replace(token, text=wanted)

    streams = {name: tuple(map(as_labelled, tokens)) for name, tokens in found.streams.items()}
    return replace(found, streams=streams), others


def beginnings(pieces: Sequence[Piece | Token]) -> list[tuple[int, int]]:
    """Return for each token that `words` makes the piece in which it begins, and the character in that."""
    found: list[tuple[int, int]] = []
    inside = False
    for number, piece in enumerate(pieces):
        if isinstance(piece, Token):
            found.append((number, 0))
            inside = False
            continue
        end = 0
        for part in WORD.finditer(piece[0]):
            inside = inside and part.start() == end
            end = part.end()
            if normal(part.group()):
                if not inside:
                    found.append((number, part.start()))
                inside = True
        inside = inside and end == len(piece[0])
    return found


def token_counts(pieces: Iterable[Piece | Token]) -> list[tuple[int, bool]]:
    """Return for each piece, and the end, how many tokens begin before it, and if the last goes on there."""
    counts, count, inside = [], 0, False
    for piece in (*pieces, (" ", NO_LOOKS, None)):
        counts.append((count, inside))
        if isinstance(piece, Token):
            count, inside = count + 1, False
            continue
        text = normal(piece[0])
        if text:
            count += len(text.split()) - (inside and not text[0].isspace())
            inside = not text[-1].isspace()
    return counts


def merge(looks: list[tuple[int, frozenset[Look]]]) -> tuple[tuple[int, frozenset[Look]], ...]:
    """Join neighbouring equal looks."""
    if len(looks) < 2:
        return tuple(looks)
    merged: list[tuple[int, frozenset[Look]]] = []
    for length, look in looks:
        if merged and merged[-1][1] == look:
            merged[-1] = (merged[-1][0] + length, look)
        else:
            merged.append((length, look))
    return tuple(merged)
