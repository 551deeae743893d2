"""The balance: printed words are looked up in their sources, and what is left there needs a rule."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from variorum import extract
from variorum.account.flows import Flow, Joint
from variorum.account.source_text import SourceText
from variorum.origin import Derived, Generated, Origin, OriginRule, Way
from variorum.placeholders import characters_meant
from variorum.source import Span

WHITE = re.compile(r"\s+")
"""Blanks: of whatever width, and the ends of elements."""
OPENING = ("", *"([{‹«“‘„-")
"""Characters behind which no blank stands; none at all at the beginning. A word goes on behind its hyphen."""
JOINING = frozenset({OriginRule.JOINING_BLANK, OriginRule.LINE_END_AS_BLANK, OriginRule.VERSE_INDENT})
"""Rules whose blanks part what the source may write together."""
OF_SIGNS = frozenset({OriginRule.SIGN_MARK, OriginRule.WORDING})
"""Rules that print the marks of signs, with words of their own in them."""
LEGEND = "matter/matter_legend"
"""The flow in which whatever is of a document is printed again."""
IN_NOTES, BEHIND = (extract.note(""), extract.matter("")), extract.after("")
"""How flows are called in which notes print others among their words."""
CONSUMING = frozenset({OriginRule.LETTER_MARKS, OriginRule.CAPITAL, OriginRule.PLACEHOLDER})
"""Changes that leave the words of the source in their place."""


@dataclass(frozen=True, slots=True)
class Printed:
    """From where to where the characters of a source are printed, and in which flow."""

    start: int
    end: int
    flow: int


@dataclass(slots=True)
class Between:
    """What is printed between two stretches of a source.

    `blank`: a blank, or the end of a line or block; `joining`: one by a rule that puts things together;
    `called`: the call of a note; `lined`, `broken`: the end of a line, of a block; `paged`: a page mark.
    """

    blank: bool = False
    joining: bool = False
    called: bool = False
    lined: bool = False
    broken: bool = False
    paged: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """From where to where a source stands between two stretches that a flow prints one behind the other."""

    start: int
    end: int
    between: Between
    flow: int


@dataclass(frozen=True, slots=True)
class Stray:
    """Printed characters that do not stand where they are said to come from."""

    text: str
    span: Span
    flow: str
    rule: OriginRule | None = None


@dataclass(slots=True)
class Ledger:
    """What the flows of a publication have printed of one source; `again`: the edition prints it twice."""

    text: SourceText
    again: bool = False
    printed: list[Printed] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    cursors: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class Balance:
    """The comparison of flows with their sources, as far as it has come."""

    ledgers: Mapping[str, Ledger]
    flows: list[str] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    calls: list[tuple[str, Span]] = field(default_factory=list)
    pages: list[tuple[str, Span]] = field(default_factory=list)
    rules: Counter[OriginRule] = field(default_factory=Counter)

    def flow(self, flow: Flow) -> None:
        """Look up every word of a flow."""
        self.flows.append(flow.name)
        walk = _Walk(self, flow.name, len(self.flows) - 1)
        for piece in flow.pieces:
            if isinstance(piece, Joint):
                walk.joint(piece)
            else:
                walk.characters(*piece)
        for text, origin in flow.aside:
            _Walk(self, flow.name, walk.number).characters(text, origin)


@dataclass(slots=True)
class _Walk:
    """One flow: where in which source the last words stood, and what was printed behind them.

    `between` is what was printed behind the last words; `mark`: that was last a mark that stands at its place
    without words. `open`: the flow is at the beginning of a line. `last_is_blank` and `call_after_blank` tell
    a call that does not hang on the word before it, `inside` and `trailing` that generated characters go on,
    and end in a blank; `last` is the character printed last, `page_behind` one behind which a page mark
    stands without a blank; `left` is where notes go on in whose words another is printed.
    """

    balance: Balance
    name: str
    number: int
    ledger: Ledger | None = None
    end: int = -1
    between: Between = field(default_factory=lambda: Between(blank=True))
    open: bool = True
    last_is_blank: bool = False
    call_after_blank: bool = False
    mark: bool = False
    last: str = ""
    page_behind: str = ""
    inside: bool = False
    trailing: bool = False
    left: dict[int, int] = field(default_factory=dict)

    def joint(self, joint: Joint) -> None:
        """Pass the end of a line, a call, a picture."""
        self.leave_mark()
        match joint:
            case Joint.BREAK | Joint.LINE:
                self.between.lined = self.between.lined or joint is Joint.LINE
                self.between.broken = self.between.broken or joint is Joint.BREAK
                self.between.blank = self.open = True
                self.last_is_blank = self.call_after_blank = False
            case Joint.PAGE:
                self.between.paged = True
                if not self.open and not self.last_is_blank and self.last not in OPENING:
                    self.page_behind = self.last
                self.between.blank = self.last_is_blank = True
                self.last = ""
            case Joint.JOINED_PAGE:
                self.last_is_blank = False
            case Joint.CALL:
                self.between.called = True
                self.call_after_blank = self.last_is_blank and not self.open
            case Joint.PICTURE:
                self.last_is_blank = False

    def characters(self, text: str, origin: Origin) -> None:
        """Look up characters of one origin."""
        if not text:
            return
        match origin:
            case Span():
                self.words(text, origin, None)
            case Derived(span, rule):
                self.balance.rules[rule] += sum(map(len, text.split()))
                if rule in CONSUMING and self.name != LEGEND:
                    self.words(text, span, rule)
                else:
                    self.generated(text, rule, span if rule.way is Way.REPEATS else None)
            case Generated(rule, cause=cause):
                self.balance.rules[rule] += sum(map(len, text.split()))
                self.between.joining = self.between.joining or rule in JOINING or text.isspace()
                self.generated(text, rule, cause)
        self.last_is_blank = text[-1].isspace()
        self.last = text[-1]
        if text.strip():
            self.open = False

    def generated(self, text: str, rule: OriginRule, cause: Span | None) -> None:
        """Pass characters that no source has in this place; those of a place stand where it is.

        Of what is generated in a row only the blanks at its two ends part words of the source; one at the end
        of a sign's own mark belongs to it.
        """
        # of no sign's own mark, or behind one that stands at its place
        bare = self.mark or cause is None or cause.start == cause.end
        between = text.isspace() and (bare or rule is OriginRule.LINE_END_AS_BLANK)
        if text[0].isspace() and (between or not self.inside):
            self.between.blank = True
        ends = text[-1].isspace()
        self.inside = self.inside or bool(text.strip())
        self.trailing = ends and (rule not in OF_SIGNS or not text.strip())
        self.between.joining = self.between.joining or ends or (rule in OF_SIGNS and text[0].isspace())
        if rule is OriginRule.PUNCTUATION and text[0].isspace() and not between:
            # Brackets that the edition puts behind a mark: words on their two sides are apart, so or so.
            self.between.blank = self.between.joining = True
        if cause is not None and self.ledger is not None and text.strip():
            self.stand_at(cause, self.ledger)

    def stand_at(self, place: Span, ledger: Ledger) -> None:
        """Note that what prints stands at a place of the source that holds no words, if it does."""
        here = self.balance.ledgers.get(place.path) is ledger and ledger.text.is_empty(place)
        at = ledger.text.stretch(place)[0] if here else -1
        if here and ledger.text.is_loose_edge(at):
            return
        if at > self.end or (at == self.end and not self.mark):
            self.gap(at)
        elif at == self.end:
            self.between.blank = False
        self.mark = at >= self.end

    def leave_mark(self) -> None:
        """Go on behind what was generated in a row."""
        self.between.blank = self.between.blank or self.trailing
        self.inside = self.trailing = False

    def gap(self, start: int) -> None:
        """Note what is printed between the last words and the next, which stand at a place of the source."""
        if self.ledger is not None and (start != self.end or self.between.blank):
            self.ledger.gaps.append(Gap(self.end, start, self.between, self.number))
        self.end, self.between = start, Between()

    def change_note(self, start: int) -> None:
        """Leave a note for one that is printed in its words, or come back to it: neither is out of order."""
        assert self.ledger is not None
        before, note = self.ledger.text.note(self.end), self.ledger.text.note(start)
        if before == note or not (self.name.startswith(IN_NOTES) or self.name.endswith(BEHIND)):
            return
        self.left[before] = self.end
        self.end = self.left.pop(note, start)
        if self.end == start:
            self.between = Between()

    def words(self, text: str, span: Span, rule: OriginRule | None) -> None:
        """Look up words of a source."""
        self.leave_mark()
        if text[0].isspace():
            self.between.blank = True
        bare = text.strip()
        if not bare:
            return
        if self.call_after_blank:
            self.balance.calls.append((bare, span))
            self.call_after_blank = False
        if self.page_behind:
            self.balance.pages.append((bare, span))
            self.page_behind = ""
        ledger = self.balance.ledgers.get(span.path)
        found = [] if ledger is None else _stretches(ledger, bare, span, rule)
        if ledger is None or not found:
            self.balance.strays.append(Stray(bare, span, self.name, rule))
            if ledger is not None and ledger is self.ledger:
                self.stand_at(span, ledger)  # words of an attribute
            return
        for start, end, parted in found:
            if parted is not None:
                self.between.blank, self.between.joining = parted, False
            if self.ledger is ledger:
                self.change_note(start)
                self.gap(start)
            ledger.printed.append(Printed(start, end, self.number))
            self.ledger, self.end, self.between = ledger, end, Between()
        self.between.blank, self.mark = text[-1].isspace(), False


Stretch: TypeAlias = tuple[int, int, bool | None]
"""From where to where words stand, and whether a blank is printed before; None: the flow knows."""


def _stretches(ledger: Ledger, text: str, span: Span, rule: OriginRule | None) -> list[Stretch]:
    """Return from where to where in its source printed text stands; nothing if it is not there.

    Runs of one span, which is as exact as it can be, stand in it one behind the other.
    """
    chars = ledger.text.chars
    match rule:
        case OriginRule.LETTER_MARKS:
            text = bare(text)
        case OriginRule.PLACEHOLDER:
            text = characters_meant(text)
    first, last = ledger.text.stretch(span)
    start = ledger.cursors.get((first, last), first)
    end = start + len(text)
    if rule is OriginRule.LETTER_MARKS:
        blank = WHITE.match(chars, start, last)
        begin = blank.end() if blank else start
        if marked := _accented(chars, text, begin, last):
            ledger.cursors[first, last] = marked
            return [(begin, marked, None)]
    found: list[Stretch] = [(start, end, None)]
    if end > last or not chars.startswith(text, start):
        found = _whole(chars, text, start, last) or _folded(ledger.text, text, start, last, rule)
        if not found and start > first:
            found = _folded(ledger.text, text, first, last, rule)
        begun = ledger.text.starts_in(first + 1, last) if not found else ()
        found = next(filter(None, (_folded(ledger.text, text, at, last, rule) for at in begun)), found)
    if found:
        ledger.cursors[first, last] = found[-1][1]
    return found


def _accented(chars: str, text: str, start: int, last: int) -> int:
    """Return where letters end, with whatever accents they have in a source; 0 if they do not stand there."""
    at = start
    while at < last and (text or unicodedata.combining(chars[at])):
        own = bare(chars[at])
        if not text.startswith(own):
            return 0
        text, at = text[len(own) :], at + 1
    return at if not text else 0


def _whole(chars: str, text: str, start: int, last: int) -> list[Stretch]:
    """Return the whole stretch if it has these words, with blanks where they have some."""
    there = chars[start:last]
    if there.split() != text.split():
        return []
    return [(last - len(there.lstrip()), start + len(there.rstrip()), None)]


def _folded(source: SourceText, text: str, start: int, last: int, rule: OriginRule | None) -> list[Stretch]:
    """Return where text stands whose blanks are folded, or between whose pieces others stand."""
    chars = source.chars
    found: list[Stretch] = []
    at = start
    for rest in WHITE.split(text):
        word = rest
        parted: bool | None = True if found else None
        while word:
            blank = WHITE.match(chars, at, last)
            at = blank.end() if blank else at
            length = _common(word, chars[at : min(last, at + len(word))], rule)
            if length:
                if found and not parted and found[-1][1] == at:
                    found[-1] = (found[-1][0], at + length, found[-1][2])
                else:
                    found.append((at, at + length, parted))
                word, at, parted = word[length:], at + length, False
                continue
            if word == "," and source.is_data(at):
                break
            at = next((each for each in source.starts_in(at + 1, last)), last)
            if at >= last:
                return []
    return found


def _common(word: str, there: str, rule: OriginRule | None) -> int:
    """Return how many characters at the beginning of a word are those of the source."""
    if word == there:
        return len(word)
    for count, (printed, own) in enumerate(zip(word, there, strict=False)):
        if printed != own and not _changed(printed, own, rule, count):
            return count
    return min(len(word), len(there))


def _changed(printed: str, own: str, rule: OriginRule | None, at: int) -> bool:
    """Return whether a rule makes the one character of the other."""
    match rule:
        case OriginRule.CAPITAL:
            return at == 0 and own.upper() == printed
        case OriginRule.LETTER_MARKS:
            return bare(printed) == bare(own)
        case _:
            return False


def bare(text: str) -> str:
    """Return text without marks over and under its letters."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
