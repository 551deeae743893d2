"""The characters of a transcript that print no words: claimed by what recognises them, each by its rule."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import itemgetter

from variorum.claim import Claim, ClaimRule
from variorum.codecs.transcript.construct_call import ESCAPES, Call
from variorum.codecs.transcript.marks import (
    MARKS,
    RawBracket,
    RawBreak,
    RawConstruct,
    Raws,
    RawStyle,
    RawText,
    cut_marks,
    flat,
)
from variorum.codecs.transcript.sign_form import CLOSE
from variorum.codecs.transcript.strand import Strand
from variorum.conventions.engine import Meaning
from variorum.source import Source, Span

ESCAPED = re.compile(r"\\(.)", re.DOTALL)

PLACE = itemgetter(0, 1)

Stretch = tuple[int, int]
"""Where characters begin and end."""


@dataclass(slots=True)
class ClaimBook:
    """The claims of a reading that goes on: offsets, rule, and what it is the mark of.

    A place may be read twice with the same outcome. What comes to nothing is struck out (`back_to`).
    """

    entries: list[tuple[int, int, ClaimRule, str]] = field(default_factory=list)

    def claims(self, source: Source) -> tuple[Claim, ...]:
        """Return the claims in the order of the source, each once."""
        # What is claimed twice stands side by side: equal places keep the order in which they were read.
        entries = sorted(self.entries, key=PLACE)
        return tuple(
            Claim(source.span(start, end), rule, of) for (start, end, rule, of), _ in groupby(entries)
        )

    def back_to(self, length: int) -> None:
        """Strike out what was claimed since there were so many entries."""
        del self.entries[length:]

    def strike(self, strand: Strand) -> None:
        """Strike out what was claimed of a strand, which is text after all."""
        first, last = strand.offsets[0], strand.offsets[-1]
        self.entries = [one for one in self.entries if one[1] <= first or one[0] > last]

    def claim(self, strand: Strand, rule: ClaimRule, of: str = "") -> None:
        """Claim the characters of a strand; blanks at its ends are nobody's."""
        text = strand.text
        end = len(text.rstrip())
        if end:
            start = len(text) - len(text.lstrip())
            self.entries.append((strand.offsets[start], strand.offsets[end - 1] + 1, rule, of))

    def divisions(self, strand: Strand) -> Iterator[Span]:
        """Claim the ends of lines that divide words of a strand; yield where."""
        source = strand.source
        for index, (one, other) in enumerate(pairwise(strand.offsets)):
            if other - one == 1 or strand.text[index].isspace() or not source.text[other].isalpha():
                continue
            if ClaimRule.LINE_HYPHEN.form.fullmatch(source.text, one + 1, other):
                self.entries.append((one + 1, other, ClaimRule.LINE_HYPHEN, ""))
                yield source.span(one, other + 1)

    # ---- marks in the line

    def mark(self, strand: Strand, first: int, last: int, rule: ClaimRule, of: str = "") -> None:
        """Claim characters of a strand that stand side by side in the source and are no blanks."""
        self.entries.append((strand.offsets[first], strand.offsets[last - 1] + 1, rule, of))

    def marks(self, raws: Raws) -> None:
        """Claim what prints nothing whatever a set says: the marks of type styles, and escapes."""
        for raw in raws:
            match raw:
                case RawText(literal=False):
                    pass
                case RawStyle(style, children, strand):
                    opening, closing = MARKS[style], CLOSE.get(style, MARKS[style])
                    end = len(strand)
                    self.mark(strand, 0, len(opening), ClaimRule.STYLE_MARK, style)
                    self.mark(strand, end - len(closing), end, ClaimRule.STYLE_MARK, style)
                    self.marks(children)
                case RawBracket(children):
                    self.marks(children)
                case RawConstruct(_, parts):
                    for part in parts:
                        self.marks(part)
                case RawText(strand):
                    at = strand.offsets[0]
                    self.entries.append((at - 1, at, ClaimRule.ESCAPE, ""))
                case RawBreak(strand) if len(strand) > 1:
                    self.mark(strand, 0, 1, ClaimRule.LINE_END_MARK)
                case _:
                    pass

    # ---- signs

    def blank_before(self, strand: Strand, of: str) -> None:
        """Claim the blank that stands in the source before a sign, which belongs to the words before it."""
        end = strand.offsets[0]
        text = strand.source.text
        start = len(text[:end].rstrip())
        if start < end:
            self.entries.append((start, end, ClaimRule.SIGN_BLANK, of))

    def sign(self, decided: Meaning, raw: RawBracket, printed: Iterable[Stretch]) -> None:
        """Claim a sign: its marks, and of the characters in them all but those that are printed as words."""
        self.around(decided, raw.strand)
        self.content(decided, raw.children, printed)

    def around(self, decided: Meaning, strand: Strand) -> None:
        """Claim the two marks around words."""
        self.mark(strand, 0, 1, ClaimRule.SIGN_MARK, decided.sign.id)
        self.mark(strand, len(strand) - 1, len(strand), ClaimRule.SIGN_MARK, decided.sign.id)

    def content(self, decided: Meaning, raws: Raws, printed: Iterable[Stretch]) -> None:
        """Claim what stands in a sign and is not printed: data, and words by which the set knows the sign."""
        sign, text, words = decided.sign, flat(raws), sorted(printed)
        if words == [(0, len(text))]:
            return
        of_page = sign.means.node == "PageBreak"
        data = [] if of_page or decided.content is None else _groups(decided)
        edges = sorted({0, len(text), *(edge for stretch in (*words, *data) for edge in stretch)})
        for start, end in pairwise(edges):
            if _holds(words, start, end):
                continue
            rule = ClaimRule.SIGN_DATUM if _holds(data, start, end) else ClaimRule.SIGN_WORDS
            self.words(cut_marks(raws, start, end), ClaimRule.PAGE_MARK if of_page else rule, sign.id)

    def words(self, raws: Raws, rule: ClaimRule, of: str) -> None:
        """Claim words and brackets; calls of notes and constructs are no words of a sign."""
        for raw in raws:
            match raw:
                case RawText(strand):
                    self.claim(strand, rule, of)
                case RawStyle(_, children):
                    self.words(children, rule, of)
                case RawBracket(children, strand):
                    self.mark(strand, 0, 1, rule, of)
                    self.words(children, rule, of)
                    self.mark(strand, len(strand) - 1, len(strand), rule, of)
                case _:
                    pass

    # ---- constructs

    def construct(
        self, raw: RawConstruct, head: Call, read: Collection[str], words: Strand | None = None
    ) -> None:
        """Claim a construct in the line but for words that a datum is; `read` are the keys of its data."""
        self.mark(raw.strand, 0, 1 + len(head.name), ClaimRule.CONSTRUCT, head.name)
        self.data(head, read, words)
        for bar in raw.bars:
            self.mark(bar, 0, 1, ClaimRule.CONSTRUCT_BAR, head.name)
        self.mark(raw.strand, len(raw.strand) - 1, len(raw.strand), ClaimRule.CONSTRUCT_END, head.name)

    def cell(self, strand: Strand, head: Call, read: Collection[str]) -> None:
        """Claim the construct that begins a cell of a table."""
        self.construct(RawConstruct(head.strand, (), strand), head, read)

    def fence(self, line: Strand, head: Call, read: Collection[str], label: Strand | None = None) -> None:
        """Claim the line that opens a block construct, but for a label that is printed."""
        end = head.strand.offsets[len(head.name) - 1] + 1
        self.entries.append((line.offsets[0], end, ClaimRule.FENCE, head.name))
        self.data(head, read, label)

    def data(self, head: Call, read: Collection[str], words: Strand | None = None) -> None:
        """Claim the data of a construct but for words that are printed, and what in its head is no datum."""
        for key, _, strand in head.pairs:
            rule = ClaimRule.CONSTRUCT_DATUM if key in read else ClaimRule.CONSTRUCT_UNREAD
            if words is None or not strand.offsets[0] < words.offsets[0] <= strand.offsets[-1]:
                self.claim(strand, rule, f"{head.name}.{key}")
                continue
            start = strand.offsets.index(words.offsets[0])
            self.claim(strand.cut(0, start), rule, f"{head.name}.{key}")
            self.claim(strand.cut(start + len(words), len(strand)), rule, f"{head.name}.{key}")
            for escape in ESCAPED.finditer(words.text):
                if escape[1] in ESCAPES:
                    self.claim(words.cut(escape.start(), escape.end()), ClaimRule.ESCAPED_BLANK)
                else:
                    self.claim(words.cut(escape.start(), escape.start() + 1), ClaimRule.ESCAPE)
        self.claim(head.rest, ClaimRule.CONSTRUCT_UNREAD, head.name)


def _groups(decided: Meaning) -> Sequence[Stretch]:
    """Return where the named groups of a sign's pattern are."""
    found = decided.content
    assert found is not None
    return [found.span(name) for name in found.re.groupindex if found[name]]


def _holds(stretches: Iterable[Stretch], start: int, end: int) -> bool:
    """Return whether one of some stretches holds another."""
    return any(first <= start and end <= last for first, last in stretches)
