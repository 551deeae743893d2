"""The inline marks of a transcript as they nest, before any sign has a meaning.

Type styles (`*italic*`, `**bold**`, `<u>…</u>`, `~~struck~~`, `^raised^`), brackets, constructs in braces,
note calls and escapes. What does not nest is reported and kept as text: nothing is lost here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

from variorum.codecs.transcript.strand import Strand
from variorum.conventions.values import BRACKETS, PAIRS
from variorum.findings import Diagnostic, Result
from variorum.findings.marks import (
    CrossingMarks,
    StyleAcrossBracket,
    UnclosedBracket,
    UnclosedStyle,
    UnopenedBracket,
)
from variorum.findings.transcript import ConstructMalformed


@dataclass(frozen=True, slots=True)
class RawText:
    """Characters; `literal` ones were escaped and are never a sign."""

    strand: Strand
    literal: bool = False


@dataclass(frozen=True, slots=True)
class RawBreak:
    """A line end that is kept."""

    strand: Strand


@dataclass(frozen=True, slots=True)
class RawFeed:
    """A form feed: a page ends, and the next one has no number."""

    strand: Strand


@dataclass(frozen=True, slots=True)
class RawCall:
    """A call of a note, `[^id]`."""

    note: str
    strand: Strand


@dataclass(frozen=True, slots=True)
class RawStyle:
    """A type style on what it surrounds."""

    style: str
    children: Raws
    strand: Strand


@dataclass(frozen=True, slots=True)
class RawBracket:
    """Brackets, or another pair of marks, and what is in them."""

    children: Raws
    strand: Strand
    mark: str = BRACKETS


@dataclass(frozen=True, slots=True)
class RawConstruct:
    """A construct `{name key=value|part|part}`; `head` is the strand of its name and data.

    A bar of `bars` stands before each part.
    """

    head: Strand
    parts: tuple[Raws, ...]
    strand: Strand
    bars: tuple[Strand, ...] = ()


Raw: TypeAlias = RawText | RawBreak | RawFeed | RawCall | RawStyle | RawBracket | RawConstruct
Raws: TypeAlias = tuple[Raw, ...]

OPENERS = {"*": "italic", "**": "bold", "<u>": "underline", "~~": "struck", "^": "raised"}
CLOSERS = {"*": "italic", "**": "bold", "</u>": "underline", "~~": "struck", "^": "raised"}
MARKS = {"italic": "*", "bold": "**", "underline": "<u>", "struck": "~~", "raised": "^"}

DEEPEST = 40
"""How deep marks may nest in a line."""

TOKEN = re.compile(
    r"\\(?P<escaped>[^\w\s]|[_ \n])"
    r"|(?P<stars>\*+)|(?P<tildes>~~)|(?P<caret>\^)|(?P<u></?u>)"
    r"|(?P<call>\[\^[^\s\[\]^]+\])|(?P<open>\[)|(?P<close>\])"
    r'|(?P<construct>\{[a-z][a-z0-9-]*(?:\s+[A-Za-z-]+(?:=(?:"(?:\\.|[^"\\])*"|[^\s"|{}=]*))?)*\s*(?=[|}]))'
    r"|(?P<bar>\|)|(?P<end>\})|(?P<line>\n)|(?P<feed>\f)"
)
"""Marks of the transcript; `[`, `{` and styles still have to find their partner."""


@dataclass(slots=True)
class _Frame:
    """Something opened and not yet closed: a style, a bracket, a construct, or the whole."""

    kind: str
    start: int
    end: int
    children: list[Raw] = field(default_factory=list)
    parts: list[Raws] = field(default_factory=list)
    bars: list[Strand] = field(default_factory=list)
    crossed: bool = False


@cache
def tokens(pairs: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of all marks where a set has pairs of marks besides brackets."""
    if not pairs:
        return TOKEN
    signs = "".join(dict.fromkeys("".join(pairs)))
    caret = r"|(?P<caret>\^)"
    rest = TOKEN.pattern.replace(caret, "") if "^" in signs else TOKEN.pattern
    return re.compile(f"{rest}|(?P<pair>[{re.escape(signs)}])")


def parse(strand: Strand, pairs: tuple[str, ...] = ()) -> Result[Raws]:
    """Return the marks of a strand as they nest; every character is in the result, or is a mark of it.

    `pairs` are the marks besides brackets that surround words in the set: "^^" is no type style then.
    """
    parser = _Parser(strand, pairs)
    parser.run()
    return Result(tuple(parser.frames[0].children), tuple(parser.found))


class _Parser:
    """The stack of a parse: one pass over the strand, each frame closed or dissolved once."""

    def __init__(self, strand: Strand, pairs: tuple[str, ...]) -> None:
        self.strand, self.text, self.pairs = strand, strand.text, pairs
        self.frames = [_Frame("whole", 0, 0)]
        self.found: list[Diagnostic] = []

    def run(self) -> None:
        """Read the strand from end to end."""
        at = 0
        for token in tokens(self.pairs).finditer(self.text):
            if token.start() < at:
                continue
            self.words(at, token.start())
            at = token.end()
            kind = token.lastgroup or ""
            match kind:
                case "escaped" if token["escaped"] == "\n":
                    self.add(RawBreak(self.strand.cut(token.start(), at)))
                case "escaped":
                    self.add(RawText(self.strand.cut(at - 1, at), literal=True))
                case "line":
                    self.add(RawBreak(self.strand.cut(token.start(), at)))
                case "feed":
                    self.add(RawFeed(self.strand.cut(token.start(), at)))
                case "call":
                    self.add(RawCall(token.group()[2:-1], self.strand.cut(token.start(), at)))
                case "open":
                    self.open(BRACKETS, token.start(), at)
                case "close":
                    self.close_pair(BRACKETS, token.start(), at)
                case "pair":
                    self.pair_mark(token.start(), at)
                case "construct":
                    self.open("construct", token.start(), at)
                case "bar" | "end":
                    self.construct_mark(kind, token.start(), at)
                case _:
                    self.style_marks(token.start(), at)
        self.words(at, len(self.text))
        while len(self.frames) > 1:
            self.dissolve()

    def add(self, raw: Raw) -> None:
        self.frames[-1].children.append(raw)

    def words(self, start: int, end: int) -> None:
        if start < end:
            self.add(RawText(self.strand.cut(start, end)))

    def open(self, kind: str, start: int, end: int) -> None:
        """Open something, unless too much is open already; then its mark is text."""
        if len(self.frames) <= DEEPEST:
            self.frames.append(_Frame(kind, start, end))
            return
        reason = f"{DEEPEST} others are open around it"
        mark = f"“{self.text[start:end]}”"
        self.found.append(ConstructMalformed(self.strand.span(start, end), kind=mark, reason=reason))
        self.words(start, end)

    # ---- type styles

    def style_marks(self, start: int, end: int) -> None:
        """Read a run of one style mark: stars may hold several."""
        text = self.text[start:end]
        if not text.startswith("*"):
            self.style_mark(text, start, end)
            return
        if len(text) > 3:
            self.words(start, end)
            return
        while start < end:
            length = self.stars(start, end)
            self.style_mark("*" * length, start, start + length)
            start += length

    def stars(self, start: int, end: int) -> int:
        """Return how many stars the next mark of a run has: those that close what is open, else the most."""
        top = self.frames[-1].kind
        if self.may_close(start, end) and top in ("italic", "bold"):
            return min(end - start, 1 if top == "italic" else 2)
        return min(end - start, 2)

    def style_mark(self, mark: str, start: int, end: int) -> None:
        """Open or close a style, or keep the mark as text."""
        style = CLOSERS.get(mark)
        if style is not None and self.may_close(start, end) and self.close_style(style, start, end):
            return
        style = OPENERS.get(mark)
        if style is not None and self.may_open(mark, start, end):
            self.open(style, start, end)
        else:
            self.words(start, end)

    def may_open(self, mark: str, start: int, end: int) -> bool:
        """Return whether a style mark stands before what it could surround.

        `1977*` and `2 * 3` are text; `^` opens only where a `^` follows in the same word, so `a^b` is text.
        """
        after, before = self.text[end : end + 1], self.text[start - 1 : start]
        if mark == "<u>":
            return True
        if mark == "^":
            closing = re.compile(r"(?:\\.|[^\s\\^])+\^").match(self.text, end)
            return closing is not None
        if not after or after.isspace():
            return False
        opening = after.isalnum() or after in "[{\\<*~(“‘«„…—–-‹⟨_@#$%&+'\"" or not before or before.isspace()
        return opening and not (mark == "~~" and after == "~")

    def may_close(self, start: int, end: int) -> bool:
        """Return whether a style mark stands right behind what it could surround."""
        before = self.text[start - 1 : start]
        return self.text.startswith("</u>", start) or bool(before and not before.isspace())

    def close_style(self, style: str, start: int, end: int) -> bool:
        """Close the innermost open style of this kind, unless a bracket or construct stands between."""
        for depth in range(len(self.frames) - 1, 0, -1):
            frame = self.frames[depth]
            if frame.kind in (*PAIRS, "construct"):
                for around in self.frames[1:depth]:
                    around.crossed = around.crossed or around.kind == style
                return False
            if frame.kind == style:
                if frame.end == start and depth == len(self.frames) - 1:
                    return False
                while len(self.frames) - 1 > depth:
                    self.crossing(frame, start, end)
                self.frames.pop()
                self.add(RawStyle(style, tuple(frame.children), self.strand.cut(frame.start, end)))
                return True
        return False

    # ---- brackets and constructs

    def pair_mark(self, start: int, end: int) -> None:
        """Open or close a pair of marks; one that opens before a blank is text, as in "a < b"."""
        mark = self.text[start:end]
        pair = next(pair for pair in self.pairs if mark in pair)
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        open_ = self.depth_of(pair, barrier="construct") is not None
        if mark == pair[1] and (open_ or mark != pair[0]):
            if open_ or before.strip():
                self.close_pair(pair, start, end)
            else:
                self.words(start, end)
        elif after.strip():
            self.open(pair, start, end)
        else:
            self.words(start, end)

    def close_pair(self, pair: str, start: int, end: int) -> None:
        """Close the innermost bracket or pair of marks; a style opened in it and still open crosses it."""
        depth = self.depth_of(pair, barrier="construct")
        if depth is None:
            span = self.strand.span(start, end)
            self.found.append(UnopenedBracket(span, mark=pair[1], open=pair[0]))
            self.words(start, end)
            return
        while len(self.frames) - 1 > depth:
            self.dissolve(across=True)
        frame = self.frames.pop()
        self.add(RawBracket(tuple(frame.children), self.strand.cut(frame.start, end), pair))

    def construct_mark(self, kind: str, start: int, end: int) -> None:
        """Begin the next part of the innermost construct, or close it; elsewhere the mark is text."""
        depth = self.depth_of("construct")
        if depth is None:
            self.words(start, end)
            return
        while len(self.frames) - 1 > depth:
            top = self.frames[-1]
            if top.kind in PAIRS:
                self.crossing(self.frames[depth], start, end)
            else:
                self.dissolve(across=True)
        frame = self.frames[-1]
        # The first part is only name and data, so it is always empty.
        frame.parts.append(tuple(frame.children))
        frame.children.clear()
        if kind == "bar":
            frame.bars.append(self.strand.cut(start, end))
            return
        self.frames.pop()
        head, whole = self.strand.cut(frame.start + 1, frame.end), self.strand.cut(frame.start, end)
        self.add(RawConstruct(head, tuple(frame.parts[1:]), whole, tuple(frame.bars)))

    def depth_of(self, kind: str, barrier: str = "") -> int | None:
        """Return where the innermost frame of a kind is, if no barrier is above it."""
        for depth in range(len(self.frames) - 1, 0, -1):
            if self.frames[depth].kind == kind:
                return depth
            if self.frames[depth].kind == barrier:
                return None
        return None

    # ---- what does not nest

    def crossing(self, outer: _Frame, start: int, end: int) -> None:
        """Report and dissolve the innermost frame, which is open where an outer one closes."""
        frame = self.frames[-1]
        opened = self.strand.span(frame.start, frame.end)
        self.found.append(
            CrossingMarks(
                self.strand.span(start, end),
                outer=self.text[frame.start : frame.end],
                place=f"{opened.line}:{opened.column}",
                inner=self.text[start:end],
            )
        )
        self.dissolve(silent=True)

    def dissolve(self, across: bool = False, silent: bool = False) -> None:
        """Turn the innermost frame back into text and what it held."""
        frame = self.frames.pop()
        if not silent:
            self.found.append(self.unclosed(frame, across))
        self.words(frame.start, frame.end)
        parent = self.frames[-1].children
        if frame.kind == "construct" and frame.parts:
            for bar, part in zip(frame.bars, (*frame.parts[1:], tuple(frame.children)), strict=True):
                parent.append(RawText(bar))
                parent.extend(part)
            return
        parent.extend(frame.children)

    def unclosed(self, frame: _Frame, across: bool) -> Diagnostic:
        """Return the finding for a frame that was not closed where it should have been."""
        span = self.strand.span(frame.start, frame.end)
        if frame.kind in PAIRS:
            return UnclosedBracket(span, mark=frame.kind[0], close=frame.kind[1])
        if frame.kind == "construct":
            mark = self.text[frame.start : frame.end]
            return UnclosedBracket(span, mark=mark, close="}")
        if (across or frame.crossed) and self.closes_later(frame.kind, frame.end):
            return StyleAcrossBracket(span, style=frame.kind)
        mark = {"underline": "</u>"}.get(frame.kind, MARKS[frame.kind])
        return UnclosedStyle(span, style=frame.kind, mark=mark)

    def closes_later(self, style: str, start: int) -> bool:
        """Return whether a mark that could close the style stands anywhere behind."""
        mark = {"underline": "</u>"}.get(style, MARKS[style])
        return self.text.find(mark, start) >= 0


UNSEEN = re.compile(r"(?:anchor-start|anchor-end|note-ref)(?![\w-])")
"""Constructs that stand for no characters, as calls do."""


def flat(raws: Iterable[Raw], bare: bool = False) -> str:
    """Return the characters of raws without style marks; brackets, calls and constructs keep theirs.

    `bare`: calls and the ends of ranges have none, as a rule on lines sees them: they stand anywhere.
    """
    made = []
    for raw in raws:
        match raw:
            case RawCall() if bare:
                pass
            case RawConstruct() if bare and UNSEEN.match(raw.head.text):
                pass
            case RawText() | RawBreak():
                made.append("\n" if isinstance(raw, RawBreak) else raw.strand.text)
            case RawStyle():
                made.append(flat(raw.children, bare))
            case RawBracket():
                made.append(flat(raw.children, bare).join(raw.mark))
            case RawCall():
                made.append(f"[^{raw.note}]")
            case RawConstruct():
                made.append("\N{OBJECT REPLACEMENT CHARACTER}")
    return "".join(made)


def covering(raws: Iterable[Raw]) -> frozenset[str]:
    """Return the type styles that lie on all letters and figures of raws; without such, on all signs."""
    pieces = [(text, styles) for text, styles in _pieces(raws, frozenset()) if text.strip()]
    worded = [styles for text, styles in pieces if any(map(str.isalnum, text))]
    found = worded or [styles for _, styles in pieces]
    return frozenset.intersection(*found) if found else frozenset()


def _pieces(raws: Iterable[Raw], styles: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for raw in raws:
        match raw:
            case RawText():
                yield raw.strand.text, styles
            case RawStyle():
                yield from _pieces(raw.children, styles | {raw.style})
            case RawBracket():
                yield from _pieces(raw.children, styles)
            case _:
                pass


def unstyled(raws: Iterable[Raw], styles: Iterable[str]) -> Raws:
    """Return raws without type styles that their sign implies."""
    gone = frozenset(styles)
    made: list[Raw] = []
    for raw in raws:
        if isinstance(raw, RawStyle) and gone:
            inner = unstyled(raw.children, gone)
            made.extend(inner if raw.style in gone else (replace(raw, children=inner),))
        elif isinstance(raw, RawBracket) and gone:
            made.append(replace(raw, children=unstyled(raw.children, gone)))
        else:
            made.append(raw)
    return tuple(made)


def cut_marks(raws: Iterable[Raw], start: int, end: int, bare: bool = False) -> Raws:
    """Return the raws between two places of their flat text; what is cut through is text on both sides.

    Of `bare` text what has no characters is with those before it, and at the beginning with those behind.
    """
    made: list[Raw] = []
    at = 0
    for raw in raws:
        width = len(flat((raw,), bare))
        first, last = max(start - at, 0), min(end - at, width)
        if bare and width == 0:
            made.extend((raw,) if start < at <= end or (at == start == 0 < end) else ())
        elif first < last or (width == 0 and start <= at < end):
            made.extend((raw,) if (first, last) == (0, width) else _cut_one(raw, first, last, bare))
        at += width
    return tuple(made)


def _cut_one(raw: Raw, start: int, end: int, bare: bool) -> Raws:
    match raw:
        case RawText():
            return (replace(raw, strand=raw.strand.cut(start, end)),)
        case RawStyle():
            return (replace(raw, children=cut_marks(raw.children, start, end, bare)),)
        case RawBracket():
            opening = RawText(raw.strand.cut(0, 1), literal=True)
            closing = RawText(raw.strand.cut(len(raw.strand) - 1, len(raw.strand)), literal=True)
            return cut_marks((opening, *raw.children, closing), start, end, bare)
        case _:
            return (raw,) if start == 0 else ()
