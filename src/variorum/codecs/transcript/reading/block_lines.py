"""The blocks of a transcript as its lines show them: paragraphs, fences, headings, rules, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

from variorum.codecs.transcript.construct_call import Call, call
from variorum.codecs.transcript.strand import Strand
from variorum.findings import Diagnostic
from variorum.findings.transcript import BlockUnclosed, ConstructMalformed

DEEPEST = 24
"""How deep blocks may nest."""

FENCE = re.compile(r":::\s*(?P<head>[a-z].*)?$")
HEADING = re.compile(r"(?P<marks>#{1,6})[ \t]+(?=\S)")
STANDARD_RULE = "-----"
RULE = re.compile(r"\s*([=_—–*-])(?:\s*\1){4,}\s*$")
NOTE = re.compile(r"\[\^(?P<id>[^\s\[\]^]+)\]:[ \t]*")
ITEM = re.compile(
    r"(?:(?P<bullet>-)|(?P<label>\d{1,3}[.)]|[a-zа-яё][.)]|[A-ZА-Я]\)|[IVX]{2,4}\.|\((?:\d{1,3}|[a-z]|[ivx]+)\)|[–—•]))"
    r"[ \t]+(?=\S)"
)
"""What begins an item of a list. A single capital with a point is an initial, not a label."""


COLUMNS = re.compile(r"\S {3,}\S|\S\t+\S")
"""Words in one line that are parted like columns; its end is kept however long it is."""


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """Lines without a blank line between them; `gap` counts the blank lines before."""

    lines: tuple[Strand, ...]
    gap: int = 0


@dataclass(frozen=True, slots=True)
class RawFence:
    """A block construct and what stands between its lines; `lines` are the same as they stand.

    `end` is the line that closes it, where there is one.
    """

    head: Call
    strand: Strand
    blocks: RawBlocks
    lines: tuple[Strand, ...]
    end: Strand | None = None


@dataclass(frozen=True, slots=True)
class RawHeading:
    """A heading with its level, and the marks that say it."""

    level: int
    strand: Strand
    marks: Strand


@dataclass(frozen=True, slots=True)
class RawRule:
    """A line of signs, all the same."""

    strand: Strand


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of a pipe table."""

    rows: tuple[Strand, ...]


@dataclass(frozen=True, slots=True)
class RawItem:
    """An item of a list: its label, its blocks; `gap` counts the blank lines before."""

    label: str | None
    blocks: RawBlocks
    strand: Strand
    gap: int = 0


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note, `[^id]: …`."""

    id: str
    blocks: RawBlocks
    strand: Strand


RawBlock: TypeAlias = RawParagraph | RawFence | RawHeading | RawRule | RawTable | RawItem | RawNote
RawBlocks: TypeAlias = tuple[RawBlock, ...]


def blocks(lines: Sequence[Strand], found: list[Diagnostic], depth: int = 0) -> RawBlocks:
    """Return lines as blocks; findings are added to `found`, `depth` counts the blocks around them."""
    reader = _Lines(lines, found, depth)
    return reader.read()


@dataclass(slots=True)
class _Lines:
    """Lines that are being read, and how far."""

    lines: Sequence[Strand]
    found: list[Diagnostic]
    depth: int = 0
    at: int = 0
    gap: int = 0
    made: list[RawBlock] = field(default_factory=list)

    def read(self) -> RawBlocks:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if is_blank(line):
                self.gap += 1
                self.at += 1
                continue
            self.block(line)
            self.gap = 0
        return tuple(self.made)

    def block(self, line: Strand) -> None:
        """Read the block that begins with this line."""
        if self.depth > DEEPEST and begins_inside(line):
            self.fault(line, f"it stands in {DEEPEST} others")
            self.made.append(RawParagraph(self.paragraph(), self.gap))
        elif found := FENCE.match(line.text):
            self.fence(line, found)
        elif found := HEADING.match(line.text):
            self.at += 1
            marks, words = line.cut(0, found.end()), line.cut(found.end(), len(line))
            self.made.append(RawHeading(len(found["marks"]), words.strip(), marks))
        elif RULE.match(line.text):
            self.at += 1
            self.made.append(RawRule(line.strip()))
        elif line.text.startswith("|"):
            self.made.append(RawTable(self.while_true(lambda text: text.startswith("|"))))
        elif found := NOTE.match(line.text):
            strand = line.cut(0, found.end())
            self.made.append(RawNote(found["id"], self.indented(found.end()), strand))
        elif found := item(line):
            strand = line.cut(found.start(), found.end())
            self.made.append(RawItem(found["label"], self.indented(found.end()), strand, self.gap))
        else:
            self.made.append(RawParagraph(self.paragraph(), self.gap))

    def while_true(self, test: object) -> tuple[Strand, ...]:
        """Take lines as long as they pass a test of their text."""
        assert callable(test)
        start = self.at
        while self.at < len(self.lines) and test(self.lines[self.at].text):
            self.at += 1
        return tuple(self.lines[start : self.at])

    def paragraph(self) -> tuple[Strand, ...]:
        """Take the lines of a paragraph: to the next blank line or the next line that begins a block."""
        start = self.at
        self.at += 1
        while self.at < len(self.lines) and not begins(self.lines[self.at], items=False):
            self.at += 1
        return tuple(self.lines[start : self.at])

    def indented(self, first: int) -> RawBlocks:
        """Read what belongs to an item or note: the rest of its first paragraph, and what is indented after.

        `first` is where its text begins in its first line.
        """
        head = self.lines[self.at]
        taken = [head.cut(first, len(head))]
        self.at += 1
        while self.at < len(self.lines) and not begins(self.lines[self.at]):
            taken.append(dedented(self.lines[self.at]))
            self.at += 1
        while True:
            ahead = self.at
            while ahead < len(self.lines) and is_blank(self.lines[ahead]):
                ahead += 1
            if ahead == len(self.lines) or not is_indented(self.lines[ahead]):
                break
            taken.extend(self.lines[self.at : ahead])
            self.at = ahead
            while self.at < len(self.lines) and is_indented(self.lines[self.at]):
                taken.append(dedented(self.lines[self.at]))
                self.at += 1
        return blocks(taken, self.found, self.depth + 1)

    def fault(self, line: Strand, reason: str) -> None:
        """Report a line that begins no block here."""
        self.found.append(ConstructMalformed(line.span(), kind=f"“{line.text.strip()[:20]}”", reason=reason))

    def fence(self, line: Strand, found: re.Match[str]) -> None:
        """Read a block construct up to the line that closes it."""
        head = call(line.cut(found.start("head"), len(line))) if found["head"] else None
        if head is None:
            self.fault(line, "no block is open here")
            self.made.append(RawParagraph(self.paragraph(), self.gap))
            return
        start = self.at + 1
        depth, end = 1, start
        while end < len(self.lines):
            mark = FENCE.match(self.lines[end].text)
            depth += (1 if mark["head"] else -1) if mark else 0
            if depth == 0:
                break
            end += 1
        if depth:
            self.found.append(BlockUnclosed(line.span(), name=head.name))
        inside = tuple(self.lines[start:end])
        self.at = min(end + 1, len(self.lines))
        last = self.lines[end] if end < len(self.lines) else None
        self.made.append(RawFence(head, line, blocks(inside, self.found, self.depth + 1), inside, last))


def begins_inside(line: Strand) -> bool:
    """Return whether a line begins a block that holds others."""
    return any(pattern.match(line.text) for pattern in (FENCE, NOTE, ITEM))


def is_blank(line: Strand) -> bool:
    """Return whether a line is empty but for white space."""
    return not line.text.strip(" \t\r")


def is_indented(line: Strand) -> bool:
    """Return whether a line is set in by two blanks or a tab."""
    return line.text.startswith(("  ", "\t")) and not is_blank(line)


def dedented(line: Strand) -> Strand:
    """Return a line without its first step of indentation: a tab or up to four blanks."""
    if line.text.startswith("\t"):
        return line.cut(1, len(line))
    blank = len(line.text) - len(line.text.lstrip(" "))
    return line.cut(min(blank, 4), len(line))


def item(line: Strand) -> re.Match[str] | None:
    """Return how a line begins an item, none if it does not."""
    return ITEM.match(line.text)


def begins(line: Strand, items: bool = True) -> bool:
    """Return whether a line ends the paragraph before it; an item only ends another item."""
    text = line.text
    return (
        is_blank(line)
        or text.startswith((":::", "|"))
        or RULE.match(text) is not None
        or NOTE.match(text) is not None
        or HEADING.match(text) is not None
        or (items and item(line) is not None)
    )


def by_labels(raws: Iterable[RawBlock], label: re.Pattern[str]) -> Iterator[RawParagraph]:
    """Yield the notes that stand in paragraphs, each from a line that begins with the next label.

    A number that is not beyond the one before, and a label that was there, are words of their line.
    """
    known: list[str] = []
    for raw in (one for one in raws if isinstance(one, RawParagraph)):
        starts = [0]
        for at, line in enumerate(raw.lines):
            found = label.match(line.strip().text)
            said = found["label"] if found else ""
            last = max((int(one) for one in known if one.isdecimal()), default=0)
            is_next = bool(said) and said not in known and not (said.isdecimal() and int(said) <= last)
            starts += [at] if at and is_next else []
            known += [said] if is_next else []
        for start, end in pairwise((*starts, len(raw.lines))):
            yield replace(raw, lines=raw.lines[start:end])
