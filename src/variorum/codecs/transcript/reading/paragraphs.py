"""Paragraphs of a transcript over its pages: which lines belong together, where a page mark joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from variorum.codecs.transcript.marks import Raw, RawBracket, RawConstruct, RawText, parse
from variorum.codecs.transcript.reading.block_lines import (
    COLUMNS,
    RawBlock,
    RawBlocks,
    RawFence,
    RawHeading,
    RawItem,
    RawNote,
    RawParagraph,
    RawRule,
    RawTable,
)
from variorum.codecs.transcript.reading.meanings import INLINE, Meanings, occurrence
from variorum.codecs.transcript.strand import Strand
from variorum.model import Blocks
from variorum.words.divisions import divides, keeps_hyphen

CLOSING = ".!?:;…"
CALLS_BEHIND = re.compile(r"(?:\[\^[^\[\]]*\]|\{note-ref [^{}]*\}|\^\w+\^|[⁰¹²³⁴-⁹])+\s*\Z")
"""Calls of notes at the end of words."""
NARROWEST = 36
"""From how many characters on a line may be one of a narrow paragraph, which are all as full as can be."""
STOPPED = re.compile(r"[^\W\d_]{3,}[.!?…][\"'”’»*_)\]]*$")
"""The end of a sentence, with its last word."""
RUNNING = 160
"""A paragraph with so many characters is running text, which ends in a stop unless the page ends before."""
SHORT = 60
"""A paragraph with fewer may be a heading, or the line of a list."""
LABEL = re.compile(r"[\w.]{1,6}[.)]\s")
"""The label of an item, as "2." or "(a)"."""
BEHIND_CLOSING = "”’»“\"')]* \t\r\n"
MARK_LINE = re.compile(
    r"\s*(?:\[[^\[\]]*\]|\{page-break\s[^{}]*\})\s*(?:\{form-work\b(?:\\.|[^{}\\])*\}\s*)*$"
)


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph: its lines, and which of them are page marks; `gap` counts the blank lines before."""

    lines: tuple[Strand, ...]
    marks: tuple[bool, ...]
    gap: int = 0

    @property
    def text(self) -> str:
        """Return its characters without the page marks in front, line ends kept."""
        bare = [line.text.strip() for line in self.lines[self.leading :]]
        return "\n".join(bare)

    @property
    def leading(self) -> int:
        """Return how many page marks stand in front."""
        return next((index for index, mark in enumerate(self.marks) if not mark), len(self.marks))

    def part(self, start: int, end: int) -> Prose:
        """Return some of its lines."""
        return Prose(self.lines[start:end], self.marks[start:end], self.gap)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list."""

    label: str | None
    elements: Elements
    strand: Strand
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    """Another block, with the page marks that stand before it."""

    raw: RawFence | RawHeading | RawRule | RawTable | RawNote
    marks: tuple[Strand, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """Blocks of the model in place of a paragraph."""

    blocks: Blocks


Element: TypeAlias = Prose | Entry | Other | Ready
Elements: TypeAlias = tuple[Element, ...]


def over_pages(raws: RawBlocks, words: Meanings) -> Elements:
    """Return blocks with every page mark in what its page holds, and paragraphs that go on over it as one."""
    made: list[Element] = []
    waiting: list[Strand] = []
    forced = False
    for index, raw in enumerate(raws):
        if isinstance(raw, RawRule) and index + 1 < len(raws) and _only_mark(raws[index + 1], words):
            mark = raws[index + 1]
            assert isinstance(mark, RawParagraph)
            words.rules[mark.lines[0].strip().offsets[0]] = raw.strand
            continue
        if _only_mark(raw, words):
            assert isinstance(raw, RawParagraph)
            waiting.extend(raw.lines)
            continue
        element, trailing = _element(raw, words)
        joins = (forced and bool(made)) or _goes_on(made, waiting, element)
        if joins and isinstance(element, Prose):
            made[-1] = _joined(made[-1], waiting, element)
        else:
            made.append(_with_marks(element, waiting))
        waiting, forced = list(trailing), bool(trailing)
    if waiting:
        made.append(Prose(tuple(waiting), (True,) * len(waiting)))
    return tuple(made)


def _element(raw: RawBlock, words: Meanings) -> tuple[Element, tuple[Strand, ...]]:
    """Return a block as an element, and the page marks in its last lines, which lead to the next."""
    match raw:
        case RawParagraph():
            marks = [is_mark(line, words) for line in raw.lines]
            end = len(marks)
            while end > 1 and marks[end - 1]:
                end -= 1
            return Prose(raw.lines[:end], tuple(marks[:end]), raw.gap), raw.lines[end:]
        case RawItem():
            return Entry(raw.label, over_pages(raw.blocks, words), raw.strand, raw.gap), ()
        case _:
            return Other(raw), ()


def is_mark(line: Strand, words: Meanings) -> bool:
    """Return whether a line is nothing but a page mark, with words of the page behind it, or a form feed."""
    if line.text.strip(" \t\r\n") == "\f":
        return True
    if not MARK_LINE.match(line.text):
        return False
    raws = [raw for raw in parse(line.strip(), words.pairs).value if not is_page_words(raw)]
    if len(raws) != 1:
        return False
    if not isinstance(raws[0], RawBracket):
        return line.text.strip().startswith("{page-break")
    decided = words.decide_at(occurrence(raws[0], INLINE), raws[0].strand)
    return decided is not None and decided.sign.means.node == "PageBreak"


def is_page_words(raw: Raw) -> bool:
    """Return whether a mark is words of the page, or white space."""
    if isinstance(raw, RawConstruct):
        return raw.head.text.startswith("form-work")
    return isinstance(raw, RawText) and not raw.strand.text.strip()


def _only_mark(raw: RawBlock, words: Meanings) -> bool:
    return isinstance(raw, RawParagraph) and all(is_mark(line, words) for line in raw.lines)


def _goes_on(made: Sequence[Element], waiting: Sequence[Strand], element: Element) -> bool:
    """Return whether an element goes on with the sentence that a page mark interrupts."""
    before = _tail(made[-1]) if made else None
    if not waiting or before is None or not isinstance(element, Prose) or element.marks[0]:
        return False
    bare = CALLS_BEHIND.sub("", before.text).rstrip(BEHIND_CLOSING)
    first = element.text.lstrip("*~<u>(“‘\"'«„")[:1]
    if not bare or bare[-1] in CLOSING:
        return False
    long = len(before.text) >= RUNNING and len(element.text) >= SHORT
    runs = long and (bare[-1].isalnum() or bare[-1] == ",")
    return first.islower() or (runs and first.isalnum() and not LABEL.match(element.text))


def _tail(element: Element) -> Prose | None:
    """Return the paragraph with which an element ends."""
    match element:
        case Prose():
            return element
        case Entry(elements=elements):
            return _tail(elements[-1]) if elements else None
        case Other() | Ready():
            return None


def _joined(element: Element, waiting: Sequence[Strand], more: Prose) -> Element:
    """Return an element whose last paragraph goes on behind page marks."""
    match element:
        case Entry(elements=elements):
            return replace(element, elements=(*elements[:-1], _joined(elements[-1], waiting, more)))
        case Prose():
            lines = (*element.lines, *waiting, *more.lines)
            return replace(
                element, lines=lines, marks=(*element.marks, *(True for _ in waiting), *more.marks)
            )
        case Other() | Ready():
            return element


def _with_marks(element: Element, waiting: Iterable[Strand]) -> Element:
    """Return an element with page marks put in front."""
    marks = tuple(waiting)
    match element:
        case Prose():
            return replace(
                element, lines=(*marks, *element.lines), marks=(*(True for _ in marks), *element.marks)
            )
        case Entry(elements=elements):
            first = elements[0] if elements else Prose((), ())
            return replace(element, elements=(_with_marks(first, marks), *elements[1:])) if marks else element
        case Other():
            return replace(element, marks=marks)
        case Ready():
            return element


def flow(prose: Prose, keep: bool, full_line: int, of_lines: bool | None = None) -> Strand:
    """Return the lines of a paragraph as one strand; `of_lines`: they are kept in print, None if unknown.

    A line end is kept if `keep`, if the line is shorter than `full_line` or ends in a backslash; else it is a
    blank. Beside a page mark it is a blank. In a word that a hyphen divides it is nothing,
    unless the lines are kept, or all are short and nobody knows.
    """
    text: list[str] = []
    offsets: list[int] = []
    wrapped = any(_length(line) >= full_line for line in prose.lines) if of_lines is None else not of_lines
    wrapped = wrapped and not keep
    for index, line in enumerate(prose.lines):
        bare = line.strip()
        if index > 0:
            before = prose.lines[index - 1]
            forced = _ends_in_backslash(before.text)
            short = _length(before) < full_line or is_in_columns(before)
            beside = prose.marks[index] or prose.marks[index - 1]
            if wrapped and not (forced or beside) and divides(before.text.rstrip(), bare.text):
                if not keeps_hyphen(before.text.rstrip(), bare.text, before.source.text):
                    text[-1] = text[-1][:-1]
                    offsets.pop()
                text.append(bare.text)
                offsets.extend(bare.offsets)
                continue
            text.append("\n" if forced or ((keep or short) and not beside) else " ")
            # Behind a page mark it is the blank before the words: the label of their item may stand between.
            behind_mark = prose.marks[index - 1] and bare.offsets
            offsets.append(bare.offsets[0] - 1 if behind_mark else _line_end(before))
        text.append(bare.text)
        offsets.extend(bare.offsets)
    source = prose.lines[0].source
    return Strand(source, "".join(text), tuple(offsets))


def is_of_lines(prose: Prose, full_line: int) -> bool:
    """Return whether a paragraph is all of short lines, and not a narrow one whose lines are wrapped.

    Lines of which each begins anew, as those of an address do, are none that are wrapped; so may be long ones
    whose ends backslashes keep.
    """
    lines = [line.strip().text for line in prose.lines[prose.leading :]]
    if len(lines) < 2 or any(prose.marks[prose.leading :]):
        return False
    anew = all(_begins_anew(line) for line in lines[1:]) and not STOPPED.search(lines[-1])
    for line in lines:
        forced = line is not lines[-1] and anew and _ends_in_backslash(line)
        if len(line) >= full_line and not (forced or COLUMNS.search(line)):
            return False
    lengths = [len(line) for line in lines]
    widest = max(lengths)
    wrapped = (
        length + 1 + len(following.split(maxsplit=1)[0]) > widest
        for length, following in zip(lengths, lines[1:], strict=False)
        if following
    )
    return all(map(COLUMNS.search, lines)) or widest < NARROWEST or anew or not all(wrapped)


def _begins_anew(line: str) -> bool:
    """Return whether a line begins with a capital letter or a figure, in whatever brackets and marks."""
    first = next((one for one in line if one.isalnum()), "a")
    return not first.islower()


def is_in_columns(line: Strand) -> bool:
    """Return whether words of a line stand apart like columns."""
    text = line.text.strip()
    return ("   " in text or "\t" in text) and COLUMNS.search(text) is not None


def _length(line: Strand) -> int:
    """Return the length of the whole line of the source, a label or indentation with it."""
    if not line.offsets:
        return 0
    number, _ = line.source.place(line.offsets[0])
    return len(line.source.line(number).strip())


def _ends_in_backslash(text: str) -> bool:
    bare = text.rstrip("\r")
    return (len(bare) - len(bare.rstrip("\\"))) % 2 == 1


def _line_end(line: Strand) -> int:
    """Return the offset of the line end behind a line."""
    return line.offsets[-1] + 1 if line.offsets else 0
