"""Ranges: acts over words and blocks, from their beginning to their end, and the range of a changed hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from variorum.apparatus.ledger import Ledger, Range
from variorum.apparatus.text import signs
from variorum.apparatus.text.flow import cut_end, one_line, plain
from variorum.apparatus.text.meanings.forms import is_shown
from variorum.apparatus.text.meanings.hyphens import cut_mark
from variorum.model import (
    Act,
    AnchorEnd,
    AnchorStart,
    Deleted,
    Document,
    Endorsement,
    Facts,
    FormWork,
    HandShift,
    Inline,
    Metamark,
    Milestone,
    NoteRef,
    Text,
    walk,
)
from variorum.model.schema import act_of
from variorum.origin import BLANK, place_of
from variorum.publication import Call, PInline, PInlines, Run, join_runs

SHIFT = "\0shift"
"""The range in which words are in another hand since a `HandShift`; no range of a source has this name."""
STOPS = (",", ".", ";", ":", "!", "?")
"""What stands against the word before it, whatever is deleted between them."""


def void(document: Document) -> frozenset[str]:
    """Return the ranges in which nothing stands, or nothing but marks of places, of the page and of notes."""
    begun: set[str] = set()
    empty: set[str] = set()
    beside: set[int] = set()
    for node in walk.descend(document):
        match node:
            case AnchorStart():
                begun.add(node.range)
            case AnchorEnd():
                empty |= begun & {node.range}
                begun.discard(node.range)
            case FormWork() | Metamark():
                beside |= {id(one) for one in walk.descend(node)}
            case Milestone() | NoteRef():
                pass
            case _ if begun and id(node) not in beside and is_shown(node):
                begun.clear()
    return frozenset(empty)


def is_omitted(ledger: Ledger) -> bool:
    """Return whether what stands here is left out, as in a range of deleted words that are not printed."""
    return any(each.sign is not None and each.sign.show.omit for each in ledger.ranges.values())


def in_ranges(words: PInlines, ledger: Ledger) -> PInlines:
    """Return words in the look of each open range; the marks stand where it begins and ends."""
    for each in ledger.ranges.values():
        words = signs.in_range(each.sign, words) if each.sign else words
    return words


@contextmanager
def suspended(ledger: Ledger) -> Iterator[None]:
    """Print words of the edition, which no act in the source reaches, in the ranges that are open."""
    around = ledger.ranges
    ledger.ranges = {name: Range(None, None) for name in around}
    yield
    ledger.ranges = {name: around.get(name, one) for name, one in ledger.ranges.items()}


def gather(words: Run, ledger: Ledger) -> None:
    """Keep words for the lemmas of all ranges in which they stand, and the page that they are on."""
    if words.text.strip():
        ledger.worded = ledger.page
    for each in ledger.ranges.values():
        each.words.append(words)


def lengths(ledger: Ledger) -> Mapping[str, int]:
    """Return how much stands in each open range so far."""
    return {name: len(each.words) for name, each in ledger.ranges.items()}


def take_back(before: Mapping[str, int], ledger: Ledger) -> None:
    """Forget what was gathered since: the text does not print it, so no lemma has it.

    A range whose own words are not printed keeps them: its note is all that tells them.
    """
    for name, each in ledger.ranges.items():
        if not (each.sign and each.sign.show.omit):
            del each.words[before.get(name, 0) :]


def settle(node: Inline, printed: PInlines, before: Mapping[str, int], ledger: Ledger) -> None:
    """Forget what a node has given to open ranges if it prints nothing; note it if it is deleted."""
    if not plain(printed):
        take_back(before, ledger)
    elif isinstance(node, Deleted):
        for name, each in ledger.ranges.items():
            each.struck += each.words[before.get(name, 0) :]


def _standing(found: Range) -> list[Run]:
    """Return the words of a range that stand at last; all if none do, or if the range is deleted."""
    struck = {id(run) for run in found.struck}
    made: list[Run] = []
    for run in found.words:
        if id(run) in struck:
            continue
        if made and found.struck and run.text.startswith(STOPS):
            made[-1] = made[-1].part(0, len(made[-1].text.rstrip()))
        made.append(run)
    stand = any(one.isalnum() for run in made for one in run.text)
    return made if stand and not isinstance(found.act, Deleted) else found.words


def join_word(ledger: Ledger) -> None:
    """Take away the hyphen with which the words of open ranges end: the word goes on."""
    for each in ledger.ranges.values():
        if each.words:
            each.words[-1:] = (run for run in cut_mark((each.words[-1],)) if isinstance(run, Run))


def begin(start: AnchorStart, ledger: Ledger) -> PInlines:
    """Open a range; return its opening mark. One in which nothing stands is none."""
    if start.range in ledger.void_ranges:
        return ()
    act = act_of(start)
    sign = signs.sign_of(act, ledger) if act else None
    ledger.ranges[start.range] = Range(act, sign)
    if act is None or sign is None or sign.show.silent or sign.show.omit:
        return ()
    return signs.marks_around(sign, signs.fields(act, ledger))[0]


def end(end: AnchorEnd, ledger: Ledger) -> PInlines:
    """Close a range; return its closing mark and the textual note on the words that stood in it, if any."""
    found = ledger.ranges.pop(end.range, None)
    if found is None or found.act is None or found.sign is None:
        return ()
    words = one_line(join_runs(*_standing(found)))
    pieces = tuple(Text(piece, span=place_of(origin) or words.span) for piece, origin in words.parts())
    surrounded: dict[str, Any] = {"children": pieces}
    act, sign = replace(found.act, **surrounded), found.sign
    said = {**signs.fields(act, ledger), "lemma": (words,)}
    unmarked = sign.show.silent or sign.show.omit
    close = () if unmarked else signs.marks_around(sign, said)[1]
    if not words and not close:
        return ()
    signs.check_visible(sign, act, ledger)
    ledger.use(sign, act)
    return close + (signs.textual_note(sign, said, act, ledger) if words else ())


def closed(words: Sequence[PInline], mark: PInlines) -> tuple[list[PInline], PInlines]:
    """Return words with no blank before the mark that closes their range, and the mark with it behind."""
    bare = cut_end(tuple(words))
    if plain(bare) == plain(tuple(words)):
        return [*words], mark
    return [*bare], (*mark, Run(" ", BLANK))


def change_hand(node: HandShift, ledger: Ledger) -> PInlines:
    """Change the hand: the range of the last change ends; another begins unless the main hand is back."""
    ended = closed_shift(ledger)
    if ledger.terms.conventions.sign_for(node, ledger.base) is not None:
        return ended + signs.in_sign(node, (), ledger)
    facts = _by_scribe(node.facts)
    hand = ledger.hands.get(facts.hand or "")
    foreign = facts.hand or facts.medium or any(one.startswith("new=") for one in facts.also)
    if foreign and not (hand and hand.main and not facts.medium):
        return ended + begin(AnchorStart(SHIFT, Act.WRITTEN, facts=facts, span=node.span), ledger)
    return ended


def _by_scribe(facts: Facts) -> Facts:
    """Return the facts of a change of hands; an encoding may say who writes instead of which hand."""
    said = dict(one.partition("=")[::2] for one in facts.also)
    scribe = said.get("scribeRef") or said.get("scribe") or ""
    return facts if facts.hand or not scribe else replace(facts, hand=scribe.removeprefix("#"))


@contextmanager
def in_own_hand(node: Endorsement, ledger: Ledger) -> Iterator[None]:
    """Print words beside the text; those in a hand of their own are none of a changed hand's around them."""
    changed = ledger.ranges.get(SHIFT)
    before = len(changed.words) if changed else 0
    yield
    if changed and (node.facts.hand or node.facts.medium) and ledger.ranges.get(SHIFT) is changed:
        del changed.words[before:]
        ledger.beside |= {node.span} if node.span else set()


def closed_shift(ledger: Ledger) -> PInlines:
    """Return what closes the range of a changed hand, at the next change or where the document ends."""
    ended = end(AnchorEnd(SHIFT), ledger) if SHIFT in ledger.ranges else ()
    ledger.trailing |= {each.id for each in ended if isinstance(each, Call)}
    return ended
