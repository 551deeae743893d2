"""What is left of a source when its printed words are crossed out: what rules explain, what they do not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.account.balance import WHITE, Balance, Gap, Ledger, Printed
from variorum.account.elements.omissions import rule_for
from variorum.account.elements.reading import CountedFile
from variorum.account.source_text import PART
from variorum.findings import Diagnostic
from variorum.findings.proof import (
    AccountBlankExtra,
    AccountBlankMissing,
    AccountLost,
    AccountOrder,
    AccountPartly,
    AccountTwice,
)
from variorum.origin import LeftOut, OmissionRule

CHANGES_ORDER = frozenset({"figure", "subst"})
"""Elements whose parts print in an order of the model: old words, then new; a picture, then its caption."""
NEAR = 24
"""How many characters of the source a finding quotes."""
HYPHENS = ("", "-", "\u00ad", "\u00ac", "\u2010", "\u2e17", "=")
"""What may stand before the line end in a word besides blanks."""
CLOSING = ".,;:!?)]}»”’"
OPENING = ("(", "[", "{")
QUOTED = re.compile(r"[\"'](?!\w)")
"""A straight quotation mark that closes."""
FRAMES = frozenset({OmissionRule.DECLARATION_STOP, OmissionRule.HEAD_PUNCTUATION, OmissionRule.STOP_SPARE})
"""Rules that leave out punctuation at the ends of words, which are told with them."""
SET_ANEW = re.compile(r"matter/|.*/head$")
"""Flows whose parts the edition puts in an order of its own."""


@dataclass(slots=True)
class Settlement:
    """One source, settled: its words; of its characters how many are printed, left out by a rule, lost.

    Blanks are not counted, so that `characters` are those printed, left out and lost together. `faults` are
    what does not balance.
    """

    path: str
    words: int = 0
    characters: int = 0
    printed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    faults: list[Diagnostic] = field(default_factory=list)


def settle(ledger: Ledger, told: Sequence[LeftOut], file: CountedFile | None, balance: Balance) -> Settlement:
    """Return the settlement of a source; `told` is what the publication leaves out, `file` its elements."""
    return _Settling(ledger, file, balance.flows, Settlement(ledger.text.path)).settlement(told)


@dataclass(slots=True)
class _Settling:
    """A source that is being settled."""

    ledger: Ledger
    file: CountedFile | None
    flows: Sequence[str]
    made: Settlement
    told: Sequence[tuple[int, int]] = ()
    starts: Sequence[int] = ()

    def settlement(self, told: Sequence[LeftOut]) -> Settlement:
        chars = self.ledger.text.chars
        self.told = sorted(self.ledger.text.stretch(one.span) for one in told)
        printed = sorted(self.ledger.printed, key=lambda one: (one.start, one.end))
        words = chars.split()
        self.made.words, self.made.characters = len(words), sum(map(len, words))
        if not self.ledger.again:
            self.twice(printed)
        covered = [(one.start, one.end) for one in printed]
        self.starts = [start for start, _ in covered]
        at = 0
        for start, end in covered:
            self.made.printed += ink(chars[max(at, start) : end])
            at = max(at, end)
        for start, end in self.rest(self.omitted(told, covered)):
            self.unprinted(start, end)
        for gap in self.ledger.gaps:
            self.gap(gap)
        return self.made

    def twice(self, printed: Sequence[Printed]) -> None:
        """Report words that are printed twice."""
        for index in range(1, len(printed)):
            first, second = printed[index - 1], printed[index]
            if second.start < first.end:
                names = self.flows[first.flow], self.flows[second.flow]
                end = min(first.end, second.end)
                self.fault(AccountTwice, second.start, end, first=names[0], second=names[1])

    def omitted(self, told: Iterable[LeftOut], covered: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return what is printed or said to be left out; report what is both."""
        chars = self.ledger.text.chars
        where = covered.copy()
        for one in dict.fromkeys(told):
            start, end = self.trimmed(*self.ledger.text.stretch(one.span))
            if start >= end:
                continue
            here = _overlap(covered, start, end)
            if here == 0 and (one.rule not in FRAMES or not any(map(str.isalnum, chars[start:end]))):
                self.made.left_out[f"{one.rule.slug} {one.of}".strip()] += ink(chars[start:end])
                where.append((start, end))
            elif one.rule in FRAMES and not any(map(str.isalnum, rest := _bare(chars, covered, start, end))):
                self.made.left_out[one.rule.slug] += len(rest)
                where.append((start, end))
            elif here < end - start and here < ink(chars[start:end]):
                self.fault(AccountPartly, start, end, rule=one.rule.slug)
        return sorted(where)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch without the blanks at its ends."""
        chars = self.ledger.text.chars
        blank = WHITE.match(chars, start, end)
        start = blank.end() if blank else start
        while end > start and WHITE.match(chars, end - 1, end):
            end -= 1
        return start, end

    def rest(self, covered: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield what is neither printed nor said to be left out, without blanks at its ends."""
        chars, at = self.ledger.text.chars, 0
        for start, end in (*covered, (len(chars), len(chars))):
            if start > at and not chars[at:start].isspace():
                bare = self.trimmed(at, start)
                if bare[0] < bare[1]:
                    yield bare
            at = max(at, end)

    def unprinted(self, start: int, end: int) -> None:
        """Find the rules that leave out what is not printed; report what none does."""
        chars = self.ledger.text.chars
        while start < end:
            found = None if self.file is None else rule_for(self.file, start)
            if found is None:
                piece = self.piece_end(start, end)
                bare = self.trimmed(start, piece)
                if bare[0] < bare[1]:
                    self.made.lost += ink(chars[bare[0] : bare[1]])
                    self.fault(AccountLost, *bare)
                start = self.trimmed(max(piece, start + 1), end)[0]
                continue
            rule, element = found
            stop = self.piece_end(start, end)
            self.made.left_out[rule.name] += ink(chars[start:stop])
            if rule.whole and self.file is not None:
                first, last = self.file.tree.starts[element], self.file.tree.ends[element]
                if bisect_left(self.starts, first) < bisect_left(self.starts, last):
                    self.fault(AccountPartly, start, stop, rule=rule.name)
            start = self.trimmed(max(stop, start + 1), end)[0]

    def piece_end(self, start: int, end: int) -> int:
        """Return where the element or line ends in which a character stands."""
        if self.file is None:
            line = self.ledger.text.chars.find("\n", start, end)
            return end if line < 0 else line
        return next(self.ledger.text.starts_in(start + 1, end), end)

    def gap(self, gap: Gap) -> None:
        """Hold what is printed between two stretches against what stands between them in the source."""
        chars = self.ledger.text.chars
        if gap.start > gap.end:
            if not self.is_ordered(gap):
                before, behind = self.near(gap.start)[0], self.near(gap.end)[1]
                place = self.ledger.text.place(gap.end, gap.end + 1)
                self.made.faults.append(AccountOrder(place, before=before, behind=behind))
            return
        between = chars[gap.start : gap.end]
        bare = WHITE.sub("", between)
        parted = self.parts(gap) if bare else bool(between)
        joined = self.ledger.text.joins and self.ledger.text.is_joined(gap.start, gap.end)
        if joined and gap.between.lined and gap.between.blank:
            return  # a line that is kept ends where it does in the source
        if joined and (bare in HYPHENS or self.joins_beside_notes(gap)):
            parted = False
        anew = bool(SET_ANEW.match(self.flows[gap.flow]))
        if parted == gap.between.blank or (
            gap.between.blank and (gap.between.joining or (anew and gap.between.broken))
        ):
            return
        if gap.between.broken and self.file is not None and self.file.is_block_edge(gap.start, gap.end):
            return  # an element in line that holds blocks is one itself
        if gap.between.broken and not between and PART in chars[gap.end - 1 : gap.end + 1]:
            return  # a mark of its own beside which words are parted, as one between two blocks
        if gap.between.paged and gap.between.blank and not self.in_word(gap):
            return  # the blank behind the mark of a page
        quoted = gap.between.called and QUOTED.match(chars, gap.end)
        if parted and (quoted or ((bare or gap.between.called) and chars[gap.end : gap.end + 1] in CLOSING)):
            return  # a note that hangs on the word before it takes the blank with it
        if parted and not between.strip(PART) and chars[gap.end : gap.end + 1] in CLOSING:
            return  # a stop behind an element: the markup parts words, and a stop is none
        if parted and chars[gap.end : gap.end + 1] in CLOSING and self.file and self.file.is_added(gap.end):
            return  # a stop that the edition adds hangs on the word before it
        if parted and self.is_indentation(gap):
            return  # the tags stand on lines of their own, the words do not
        record = AccountBlankMissing if parted else AccountBlankExtra
        before, behind = self.near(gap.start)[0], self.near(gap.end)[1]
        place = self.ledger.text.place(max(0, gap.start - len(before)), gap.end)
        self.made.faults.append(record(place, before=before, behind=behind))

    def is_indentation(self, gap: Gap) -> bool:
        """Return whether tags are indented between two stretches of which a bracket or a stop is one."""
        chars = self.ledger.text.chars
        between = chars[gap.start : gap.end]
        if self.file is None or between.strip() or "\n" not in between:
            return False
        closed = gap.end in self.ledger.text.starts_in(gap.end, gap.end + 1)
        return (closed and chars[gap.end] in CLOSING) or chars[gap.start - 1 : gap.start] in OPENING

    def is_ordered(self, gap: Gap) -> bool:
        """Return whether words may be printed behind others that stand behind them in the source."""
        anew = bool(SET_ANEW.match(self.flows[gap.flow])) or self.ledger.text.is_data(gap.end)
        together = self.file is not None and self.file.in_one(gap.end, gap.start - 1, CHANGES_ORDER)
        return anew or gap.between.joining or together

    def parts(self, gap: Gap) -> bool:
        """Return whether the source parts two stretches between which words stand that print elsewhere."""
        chars, at = self.ledger.text.chars, gap.start
        if self.file is None:
            first, last = chars[gap.start], chars[gap.end - 1]
            blocks = gap.between.broken and "\n" in chars[gap.start : gap.end]
            return blocks or any(one.isspace() and one != PART for one in (first, last))
        while at < gap.end:
            element = self.file.outermost(at, gap.end)
            told = self.told_end(at) if element is None else at
            stop = max(at + 1, told if element is None else self.file.tree.ends[element])
            goes_on = bool(self.ledger.text.joins) and self.ledger.text.is_joined(at, stop)
            if told == at and not goes_on and not WHITE.sub("", chars[at:stop]):
                return True
            at = stop
        return False

    def joins_beside_notes(self, gap: Gap) -> bool:
        """Return whether a word goes on between two stretches, but for notes and words of the page in it."""
        text, kept, at = self.ledger.text, "", gap.start
        places = {gap.start, gap.end}
        while at < gap.end:
            element = None if self.file is None else self.file.outermost(at, gap.end)
            aside = self.file is not None and element is not None and self.file.is_aside(element)
            stop = self.file.tree.ends[element] if self.file and element is not None and aside else at + 1
            if not aside:
                kept += text.chars[at:stop]
                places |= {at, stop}
            at = max(at + 1, stop)
        return WHITE.sub("", kept) in HYPHENS and any(text.is_joined(one, one) for one in places)

    def told_end(self, at: int) -> int:
        """Return where words end that are said to be left out, blanks and all; if there are none, `at`."""
        one = bisect_right(self.told, (at, len(self.ledger.text.chars))) - 1
        inside = one >= 0 and self.told[one][0] <= at < self.told[one][1]
        return self.told[one][1] if inside else at

    def in_word(self, gap: Gap) -> bool:
        """Return whether letters stand on both sides of what is printed between two stretches."""
        chars = self.ledger.text.chars
        return chars[gap.start - 1 : gap.start].isalpha() and chars[gap.end : gap.end + 1].isalpha()

    def near(self, at: int) -> tuple[str, str]:
        """Return the words before and behind an offset."""
        chars = self.ledger.text.chars
        before, behind = chars[max(0, at - NEAR) : at], chars[at : at + NEAR]
        one, other = WHITE.split(before.rstrip()), WHITE.split(behind.lstrip())
        return (one or [""])[-1], (other or [""])[0]

    def fault(self, record: type[Diagnostic], start: int, end: int, **facts: str) -> None:
        words = " ".join(WHITE.split(self.ledger.text.chars[start:end].strip()))
        shown = words if len(words) <= 3 * NEAR else f"{words[: 3 * NEAR]} …"
        self.made.faults.append(record(self.ledger.text.place(start, end), **{"words": shown, **facts}))


def ink(text: str) -> int:
    """Return how many characters of a text are no blanks."""
    return sum(map(len, text.split()))


def _bare(chars: str, covered: Sequence[tuple[int, int]], start: int, end: int) -> str:
    """Return the characters of a stretch that nothing covers, without blanks."""
    kept = ""
    for first, last in (*(one for one in covered if start < one[1] and one[0] < end), (end, end)):
        kept += chars[start:first]
        start = max(start, last)
    return "".join(kept.split())


def _overlap(covered: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Return how many characters of a stretch are covered; `covered` is sorted."""
    at = max(0, bisect_left(covered, (start, start)) - 1)
    total = 0
    while at < len(covered) and covered[at][0] < end:
        total += max(0, min(end, covered[at][1]) - max(start, covered[at][0]))
        at += 1
    return total
