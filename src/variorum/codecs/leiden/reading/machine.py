"""The machine under both notations: marks that open and close, on a stack, in one pass over the text.

What the marks are and what they mean is said by a `Dialect`. A mark that opens nothing or is never closed
stays as its characters and becomes a finding; so reading never fails and costs no more than the text is long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from variorum.claim import ClaimRule
from variorum.codecs.leiden.marks import IN_WORD
from variorum.codecs.transcript.claim_book import ClaimBook
from variorum.codecs.transcript.strand import Strand
from variorum.findings import Diagnostic
from variorum.findings.marks import CrossingMarks, NotationUnread, UnclosedBracket, UnopenedBracket
from variorum.model import Block, Inline, Text

DEEPEST = 40
"""How deep marks may nest."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A mark that says something of what it stands behind: `(?)`, or `=BL 8.441` behind a reading."""

    kind: str
    value: str
    strand: Strand
    claims: ClaimBook = field(default_factory=ClaimBook, compare=False, repr=False)

    def as_text(self) -> Text:
        """Return the mark as the characters it is, where nothing takes it."""
        self.claims.strike(self.strand)
        return Text(self.strand.text, span=self.strand.span())


def text_of(strand: Strand, start: int = 0, end: int | None = None) -> Text:
    """Return characters as they stand; a line end is a blank."""
    last = len(strand) if end is None else end
    return Text(strand.text[start:last].replace(IN_WORD, " "), span=strand.span(start, last))


Item: TypeAlias = Inline | Block | Hint


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part of a frame, and the mark that parts it from the next."""

    items: tuple[Item, ...]
    mark: str
    start: int


@dataclass(slots=True)
class Frame:
    """Something opened and not yet closed, or the whole; `data` are the groups of the opening mark."""

    kind: str
    start: int
    end: int
    data: Mapping[str, str | None] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ClosedFrame:
    """A frame with the mark that closed it: what a dialect makes nodes from."""

    frame: Frame
    mark: re.Match[str]
    strand: Strand


Meaning: TypeAlias = Sequence[Item] | str
"""The nodes that marks mean, or the reason why they mean nothing."""

Claimant: TypeAlias = Callable[[re.Match[str], Strand, ClaimBook], None]
"""What claims the characters of a mark that print no words."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A mark that needs no partner: its pattern, what makes nodes of it, and what claims it."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Strand], Meaning]
    claim: Claimant


WORDS = ("letter", "sign", "what", "words", "language")
"""The groups of marks that are words of the text."""
INSTEAD = "tick"
"""The group of a closing mark that is the words of a frame which holds none."""


def marked(rule: ClaimRule) -> Claimant:
    """Return what claims a mark by a rule, but for the words in it."""

    def claim(found: re.Match[str], strand: Strand, claims: ClaimBook) -> None:
        at = 0
        for start, end in sorted(found.span(name) for name in WORDS if found.groupdict().get(name)):
            claims.claim(strand.cut(at, start - found.start()), rule)
            at = end - found.start()
        claims.claim(strand.cut(at, len(strand)), rule)

    return claim


@dataclass(frozen=True, slots=True)
class Dialect:
    """The marks of a notation.

    `start` finds where any mark may stand; there `wholes` are marks that need no partner, `openings` those
    that open a frame of a kind, in the order in which they are tried, and `closings` those that close it.
    `same`: kinds that open and close with one mark. `parting`: marks between the parts of a frame of a kind.
    `close` makes nodes of a closed frame. `within` tells the kind of a frame, which may depend on what is
    open, and `readable` whether a mark is one there. `strays` are closing marks that are reported where
    nothing is open, but in frames that are `quiet`; `open_ended` frames last to the end of the text.
    """

    start: re.Pattern[str]
    wholes: tuple[Whole, ...]
    openings: tuple[tuple[re.Pattern[str], str], ...]
    closings: Mapping[str, re.Pattern[str]]
    close: Callable[[ClosedFrame], Meaning]
    within: Callable[[str, Sequence[Frame]], str | None]
    readable: Callable[[re.Pattern[str], Sequence[Frame]], bool]
    same: frozenset[str] = frozenset()
    parting: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    strays: Mapping[str, str] = field(default_factory=dict)
    open_ended: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    ordinary: re.Pattern[str] = re.compile(r"\d+(?![\u0300-\u036f])|.", re.DOTALL)


class Machine:
    """One text that is being read."""

    def __init__(
        self, strand: Strand, dialect: Dialect, whole: str = "whole", claims: ClaimBook | None = None
    ) -> None:
        self.claims = ClaimBook() if claims is None else claims
        self.strand, self.text, self.dialect = strand, strand.text, dialect
        self.frames = [Frame(whole, 0, 0)]
        self.found: list[Diagnostic] = []

    def run(self) -> tuple[Item, ...]:
        """Read the text from end to end and return what it holds."""
        at = 0
        while (start := self.dialect.start.search(self.text, at)) is not None:
            self.words(at, start.start())
            at = self.mark(start.start())
        self.words(at, len(self.text))
        while len(self.frames) > 1:
            if self.frames[-1].kind in self.dialect.open_ended:
                self.close_at_end()
            else:
                self.dissolve()
        return tuple(self.frames[0].items)

    # ---- one place

    def mark(self, at: int) -> int:
        """Read the mark at a place and return where it ends; characters that are no mark stay as they are."""
        for step in (self.closed_here, self.whole, self.open_frame, self.closed_below):
            end = step(at)
            if end is not None:
                return end
        stray = next((mark for mark in self.dialect.strays if self.text.startswith(mark, at)), None)
        if stray is not None and self.frames[-1].kind not in self.dialect.quiet:
            opening = self.dialect.strays[stray]
            span = self.strand.span(at, at + len(stray))
            self.found.append(UnopenedBracket(span, mark=stray, open=opening))
        found = self.dialect.ordinary.match(self.text, at)
        end = found.end() if found else at + 1
        self.words(at, end)
        return end

    def closed_here(self, at: int) -> int | None:
        """Close the innermost frame, or begin its next part, if its mark stands here."""
        return self.ends(len(self.frames) - 1, at)

    def closed_below(self, at: int) -> int | None:
        """Close a frame further out whose mark stands here; what is open in it is not closed."""
        for depth in range(len(self.frames) - 2, 0, -1):
            end = self.ends(depth, at)
            if end is not None:
                return end
        return None

    def ends(self, depth: int, at: int) -> int | None:
        """Close the frame at a depth, or begin its next part, if its mark stands here."""
        if depth == 0:
            return None
        frame = self.frames[depth]
        parting = self.dialect.parting.get(frame.kind)
        part = parting.match(self.text, at) if parting else None
        innermost = depth == len(self.frames) - 1
        if part and (innermost or len(part.group()) > 1):
            self.crossings(depth, part)
            frame.parts.append(Part(tuple(frame.items), part.group(), at))
            frame.items.clear()
            return part.end()
        closing = self.dialect.closings.get(frame.kind)
        mark = closing.match(self.text, at) if closing else None
        if mark is None:
            return None
        self.crossings(depth, mark)
        self.close(mark)
        return mark.end()

    def whole(self, at: int) -> int | None:
        """Read a mark that needs no partner."""
        for mark in self.dialect.wholes:
            found = mark.pattern.match(self.text, at)
            if found is None or not self.dialect.readable(mark.pattern, self.frames):
                continue
            strand = self.strand.cut(at, found.end())
            made = mark.read(found, strand)
            if isinstance(made, str):
                continue
            mark.claim(found, strand, self.claims)
            hinted = (replace(one, claims=self.claims) if isinstance(one, Hint) else one for one in made)
            self.frames[-1].items.extend(hinted)
            return found.end()
        return None

    def open_frame(self, at: int) -> int | None:
        """Open a frame."""
        for pattern, kind in self.dialect.openings:
            found = pattern.match(self.text, at)
            chosen = self.dialect.within(kind, self.frames) if found else None
            if found is None or chosen is None:
                continue
            if kind in self.dialect.same and any(frame.kind == kind for frame in self.frames):
                continue
            if len(self.frames) > DEEPEST:
                self.meaningless(at, found.end(), f"{DEEPEST} others are open around it")
                self.words(at, found.end())
            else:
                self.frames.append(Frame(chosen, at, found.end(), found.groupdict()))
            return found.end()
        return None

    # ---- closing

    def close(self, mark: re.Match[str]) -> None:
        """Put the nodes of the innermost frame into the one around it."""
        frame = self.frames.pop()
        around = self.frames[-1].items
        made = self.dialect.close(ClosedFrame(frame, mark, self.strand.cut(frame.start, mark.end())))
        if not isinstance(made, str):
            self.claim_frame(frame, mark)
            around.extend(made)
            return
        if made:
            self.meaningless(frame.start, frame.end, made)
        around.extend(self.undone(frame))
        self.words(mark.start(), mark.end())

    def claim_frame(self, frame: Frame, mark: re.Match[str]) -> None:
        """Claim the marks that open a frame, part and close it."""
        self.claims.claim(self.strand.cut(frame.start, frame.end), ClaimRule.NOTATION_OPENING, frame.kind)
        for part in frame.parts:
            between = self.strand.cut(part.start, part.start + len(part.mark))
            self.claims.claim(between, ClaimRule.NOTATION_PARTING, frame.kind)
        instead = mark.groupdict().get(INSTEAD) and not frame.items
        closing = self.strand.cut(mark.end(INSTEAD) if instead else mark.start(), mark.end())
        self.claims.claim(closing, ClaimRule.NOTATION_CLOSING, frame.kind)

    def close_at_end(self) -> None:
        """Close a frame that lasts to the end of the text."""
        end = re.compile("").match(self.text, len(self.text))
        assert end is not None
        self.close(end)

    def crossings(self, depth: int, mark: re.Match[str]) -> None:
        """Report and dissolve what is still open inside a frame where that frame ends."""
        while len(self.frames) - 1 > depth:
            inner = self.frames[-1]
            opened = self.strand.span(inner.start, inner.end)
            self.found.append(
                CrossingMarks(
                    self.strand.span(mark.start(), mark.end()),
                    outer=self.text[inner.start : inner.end],
                    place=f"{opened.line}:{opened.column}",
                    inner=mark.group().strip(),
                )
            )
            self.dissolve(silent=True)

    def dissolve(self, silent: bool = False) -> None:
        """Turn the innermost frame back into its characters and what it held."""
        frame = self.frames.pop()
        if not silent:
            span = self.strand.span(frame.start, frame.end)
            mark, close = self.text[frame.start : frame.end], CLOSING.get(frame.kind, "its closing mark")
            self.found.append(UnclosedBracket(span, mark=mark, close=close))
        self.frames[-1].items.extend(self.undone(frame))

    def undone(self, frame: Frame) -> list[Item]:
        """Return the opening mark of a frame as text, and what it held."""
        made = [*self.characters(frame.start, frame.end)]
        for part in frame.parts:
            made.extend(part.items)
            made.extend(self.characters(part.start, part.start + len(part.mark)))
        return [*made, *frame.items]

    # ---- words and findings

    def words(self, start: int, end: int) -> None:
        """Keep characters as text."""
        self.frames[-1].items.extend(self.characters(start, end))

    def characters(self, start: int, end: int) -> list[Item]:
        """Return characters as text."""
        return [text_of(self.strand, start, end)] if start < end else []

    def meaningless(self, start: int, end: int, reason: str) -> None:
        """Report a mark that is kept as text because it means nothing where it stands."""
        span = self.strand.span(start, end)
        mark = self.text[start:end]
        self.found.append(NotationUnread(span, mark=mark, reason=reason))


CLOSING = {
    "lost": "]",
    "parallel-lost": "]_",
    "parallel": "_|",
    "omitted": ">",
    "expan": ")",
    "ex": ")",
    "abbr": "|)",
    "surplus": "}",
    "erasure": "〛",
    "choice": ":>",
    "number": "#>",
    "block": "=>",
    "division": "=D>",
    "translation": "=T>",
    "foreign": "|~la ",
    "margin": "||",
    "tall": "||~tall",
    "sling": "|>",
    "underline": "_>",
    "superscript": "^|",
    "subscript": "|/",
    "above": "/",
    "below": "\\\\",
    "note": "*/",
    "quotation": '"',
    "supraline": "¯",
    "supraline-underline": "_¯",
    "term": "=…>",
    "reading": "|…:…|:>",
}
"""What closes each kind of frame, for the words of a finding."""
