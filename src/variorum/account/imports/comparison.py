"""Two streams compared word for word: what is the same, what a rule leaves out, what is left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from variorum.account.imports.alignment import Block, blocks
from variorum.account.imports.file_words import LABEL
from variorum.account.imports.rules import Addition, Omission
from variorum.account.imports.stream import CALL, PAGE, Stream

FONT_SIGN = re.compile("[\ue000-\uf8ff]")
"""A sign of a font, by its place there: which character it is, the font knows."""
SOLVING = re.compile(r"[][(){}/^_√;,∫|\u0302\u0305]")
"""Signs by which an equation is written in a line."""
LABEL_WORDS = 6
"""Of how many words the label of an item may be ("Article 1.")."""
MARK = re.compile(
    r"[\[(]?(\d{1,4}[a-z]?|[ivxl]{1,5}|[*†‡§¶]{1,4})[\])]?[.:]?|[\[(][a-z]{1,2}[\])][.:]?|[a-z][.)]|[\^↑↩]+"
)
"""The mark at the head of a note."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank that one of two streams has and the other has not: the words around it, and which has it."""

    before: str
    behind: str
    lost: bool
    word: int


@dataclass(slots=True)
class Comparison:
    """What comparing a stream of a file with one of a transcript finds.

    `rest` and `extra` are the words of the one and of the other that have no partner and no rule, `omitted`
    the words of the file that a rule leaves out.
    """

    source: Stream
    written: Stream
    rest: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    omitted: list[int] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    added: Counter[Addition] = field(default_factory=Counter)
    same: list[Block] = field(default_factory=list)
    count: int = 0
    drawn: tuple[str, ...] = ()
    labels: re.Pattern[str] = LABEL
    of_page: bool = False

    def run(self) -> Comparison:
        """Compare the streams."""
        before = (0, 0)
        self.same = blocks(self.source.words, self.written.words)
        for start, other, length in (*self.same, (len(self.source.words), len(self.written.words), 0)):
            if before != (start, other):
                self.gap(before[0], start, before[1], other)
            self.block(start, other, length)
            before = (start + length, other + length)
        return self

    def block(self, start: int, other: int, length: int) -> None:
        """Compare the blanks between words that are the same."""
        self.count += length
        if not self.source.glued and not self.written.glued:
            return
        for at in range(1, length):
            own, its = start + at in self.source.glued, other + at in self.written.glued
            if own != its and start + at not in self.source.loose and other + at not in self.written.loose:
                self.blank(start + at, its)

    def blank(self, behind: int, lost: bool) -> None:
        """Keep that a blank before a word, or in it, is lost or one too many."""
        words = self.source.words
        if behind < len(words):
            self.blanks.append(Blank(words[behind - 1] if behind else "", words[behind], lost, behind))

    def gap(self, start: int, end: int, other: int, other_end: int) -> None:
        """Compare what stands between words that are the same."""
        every = list(range(start, end))
        must = [at for at in every if at not in self.source.rules]
        front, back = self.label_words(start, end, other, other_end)
        for first, last in dict.fromkeys(((0, 0), (front, 0), (0, back), (front, back))):
            for kept in self.choices(must, every, other + first, other_end - last):
                if self.fits(kept, other + first, other_end - last):
                    self.count += len(kept)
                    self.omit([at for at in every if at not in kept], end, other, other_end)
                    self.added[Addition.ITEM_LABEL] += bool(first) + bool(last)
                    self.edges(kept, (start, end), (other + first, other_end - last), bool(first), bool(last))
                    return
        self.added[Addition.ITEM_LABEL] += bool(front) + bool(back)
        kept = self.within(must, other + front, other_end - back)
        kept = kept or self.within(every, other + front, other_end - back)
        self.omit([at for at in every if at not in must and at not in kept], end, other, other_end)
        if kept:
            self.rest += (at for at in must if at not in kept)
            return
        marks = self.marks(must, other, other_end) if self.of_page else 0
        self.omitted += must[len(must) - marks :]
        self.rest += must[: len(must) - marks]
        self.extra += [at for at in range(other + front, other_end - back) if not self.is_extra(at)]

    def choices(
        self, must: list[int], every: list[int], other: int, other_end: int
    ) -> Iterator[Sequence[int]]:
        """Yield words that may be the transcript's: with none, all or some that a rule may leave out."""
        yield must
        if len(must) == len(every):
            return
        yield every
        its = "".join(self.written.words[at] for at in range(other, other_end) if not self.stands_for(at))
        some: list[int] = []
        place = 0
        for at in every:
            word = self.source.words[at]
            if its.startswith(word, place):
                some.append(at)
                place += len(word)
        if place == len(its) and set(must) <= set(some):
            yield some

    def within(self, among: Sequence[int], other: int, other_end: int) -> Sequence[int]:
        """Return the words of the file, among some, that the transcript cuts otherwise; none if they lack."""
        own = [self.source.words[at] for at in among]
        its = "".join(self.written.words[at] for at in range(other, other_end) if not self.stands_for(at))
        starts = [0, *accumulate(map(len, own))]
        at = "".join(own).find(its) if its else -1
        if at < 0 or at not in starts or at + len(its) not in starts:
            return ()
        first, last = starts.index(at), starts.index(at + len(its))
        self.count += last - first
        kept = among[first:last]
        self.edges(kept, (kept[0], kept[-1] + 1), (other, other_end), True, True)
        return kept

    def fits(self, kept: Sequence[int], other: int, other_end: int) -> bool:
        """Return whether words of the file and of the transcript are the same but for their blanks."""
        own = "".join(self.source.words[at] for at in kept)
        its = "".join(self.written.words[at] for at in range(other, other_end) if not self.stands_for(at))
        for drawn in self.drawn if own != its else ():
            own, its = own.replace(drawn, ""), its.replace(drawn, "")
        if own != its and not self.source.equations.isdisjoint(kept):
            own, its = SOLVING.sub("", own), SOLVING.sub("", its)
        if own == its or not FONT_SIGN.search(own):
            return own == its
        parts = FONT_SIGN.split(own)
        return re.fullmatch(r"\S".join(map(re.escape, parts)), its) is not None

    def edges(
        self, kept: Sequence[int], own: tuple[int, int], its: tuple[int, int], after: bool, before: bool
    ) -> None:
        """Compare the blanks in a gap whose words are the same, and around it.

        `after`, `before`: a label stands before the words, or behind them.
        """
        source, written = self.source, self.written
        words = [at for at in range(*its) if not self.stands_for(at)]
        one, other = _spelled(source, kept, *own), _spelled(written, words, *its)
        if len(one.replace(" ", "")) != len(other.replace(" ", "")):
            return
        ends = list(accumulate((len(source.words[at]) for at in kept), initial=0))
        unknown = {begins for at, begins in zip((*kept, own[1]), ends, strict=True) if at in source.loose}
        begins = accumulate((len(written.words[at]) for at in words), initial=0)
        unknown |= {start for at, start in zip((*words, its[1]), begins, strict=True) if at in written.loose}
        unknown |= {ends[0]} if after else set()
        unknown |= {ends[-1]} if before else set()
        differing = sorted((_parted(one) ^ _parted(other)) - unknown)
        if differing:
            word = next((at for at, stop in zip(kept, ends[1:], strict=True) if differing[0] < stop), own[1])
            self.blank(word, differing[0] in _parted(one))

    def omit(self, words: Sequence[int], end: int, other: int, other_end: int) -> None:
        """Leave out words by their rules: the mark of a note, or of a page, only where there is one."""
        there = {word[0] for word in self.written.words[other:other_end]}
        heading = self.heading(words, end) if other_end in self.written.starts else ()
        for at in words:
            rule = self.source.rules[at]
            fits = rule not in (Omission.NOTE_MARK, Omission.PAGE_MARK)
            fits = fits or (rule is Omission.NOTE_MARK and (CALL in there or at in heading))
            fits = fits or (rule is Omission.PAGE_MARK and PAGE in there)
            (self.omitted if fits else self.rest).append(at)

    def heading(self, words: Sequence[int], end: int) -> set[int]:
        """Return the marks that stand right before the first word of a note."""
        made: set[int] = set()
        for at in reversed(words):
            if at + 1 != end - len(made) or at + 1 in self.source.loose:
                break
            made.add(at)
        return made

    def marks(self, must: Sequence[int], other: int, other_end: int) -> int:
        """Return how many words are brackets around a call, or the mark of the note that follows."""
        words = [self.source.words[at] for at in must]
        if CALL in self.written.words[other:other_end] and not "".join(words).strip("()[]"):
            return len(words)
        if other_end not in self.written.starts:
            return 0
        return next((n for n in (3, 2, 1) if MARK.fullmatch("".join(words[-n:])) and n <= len(words)), 0)

    def label_words(self, start: int, end: int, other: int, other_end: int) -> tuple[int, int]:
        """Return of how many words the labels are of the items that begin at the two ends of a gap."""
        front = back = 0
        words = self.written.words[other:other_end]
        for count in range(min(LABEL_WORDS, len(words)), 0, -1):
            if start in self.source.items and self.labels.fullmatch("".join(words[:count])):
                front = count
            if end in self.source.items and self.labels.fullmatch("".join(words[-count:])):
                back = count
        if not back and end - 1 in self.source.items and words == [self.source.words[end - 1]]:
            back = 1  # Of a label and words that begin alike the first was taken for the words.
        return (0 if start == end else front), back

    def is_extra(self, at: int) -> bool:
        """Return whether a word of the transcript is one that a rule adds, and count it."""
        word = self.written.words[at]
        if word[0] == PAGE or word == CALL:
            self.added[Addition.PAGE_LABEL if word[0] == PAGE else Addition.CALL] += 1
            return True
        if self.written.rules.get(at) is Addition.RULE_LINE:
            self.added[Addition.RULE_LINE] += 1
            return True
        return False

    def stands_for(self, at: int) -> bool:
        """Return whether a word is the mark of a page, of a call that the file does not name, a rule."""
        word = self.written.words[at]
        return word[0] == PAGE or word == CALL or self.written.rules.get(at) is Addition.RULE_LINE


def _spelled(stream: Stream, kept: Sequence[int], start: int, end: int) -> str:
    """Return words with the blanks around them; before the mark of a note blanks do not count."""
    made: list[str] = []
    chosen = set(kept)
    blank = False
    for at in range(start, end + 1):
        dropped = at < end and at not in chosen
        if at not in stream.glued and not (dropped and stream.rules.get(at) is Omission.NOTE_MARK):
            blank = True
        if not dropped:
            made.append(" " if blank else "")
            made.append(stream.words[at] if at < end else "")
            blank = False
    return "".join(made)


def _parted(text: str) -> set[int]:
    """Return the characters before which a blank stands, counted without blanks."""
    made: set[int] = set()
    count = 0
    for character in text:
        if character == " ":
            made.add(count)
        else:
            count += 1
    return made
