"""Stops and brackets that are too many where words between them are left out: “A, ~b~, c”, “c (~d~) e”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.text.flow import cut_end
from variorum.apparatus.text.meanings.forms import around_restored
from variorum.apparatus.text.meanings.hyphens import cut_mark
from variorum.apparatus.text.signs import sign_of
from variorum.findings.edition import StopsMeet
from variorum.model import Deleted, Emphasis, Inline, Segment, Text, walk
from variorum.publication import PInline, PInlines, Run, Styled
from variorum.source import Span

PAIRS = frozenset({"()", "[]", "{}", "“”", "„“", "‚‘", "‘’", "«»", "»«", "‹›", "›‹"})
"""Brackets and quotation marks that say nothing around nothing."""
ENDS, WEAK = ".:;!?", ",;:"
OPENING, CLOSING = "([{", ")]}"


Signs = tuple[str, str]
"""What is too many at the end of words, and at the beginning of others; neither, if nobody knows which."""


@dataclass(frozen=True, slots=True)
class Spare:
    """Signs that are too many: the last of the words `first`, and those that begin the words behind."""

    first: Text
    before: str
    behind: str


def spare_at(nodes: Sequence[walk.Part], index: int, ledger: Ledger) -> Spare | None:
    """Return what is too many where words go on behind others that are left out; none if nothing is."""
    node = nodes[index]
    first, left_out = _last_words(nodes[:index], ledger) if isinstance(node, Text) else (None, False)
    if not isinstance(node, Text) or first is None or not left_out:
        return None
    signs = _spare(first.value, node.value)
    return Spare(first, *signs) if signs is not None else None


def _spare(ended: str, begun: str) -> Signs | None:
    """Return which signs are too many between two pieces of a text; none if all are right."""
    ended = ended.rstrip()
    one, other = ended[-1:], begun.lstrip()[:1]
    begins = begun[:1] == other  # of a sign behind blanks nobody knows in which line of the file it stands
    if not one or not other or ended.endswith("..") or begun.lstrip().startswith(".."):
        return None
    if one + other in PAIRS and begins:
        before, behind = _spare(ended[:-1], begun[1:]) or ("", "")
        return before + one, other + behind
    if one == other and one in f"{WEAK}." and begins:
        return "", other
    if (one == "," and other in ENDS) or (one in WEAK and other in CLOSING):
        return one, ""
    unsure = other in f"{WEAK}.!?" and one in f"{ENDS},{OPENING}"
    return ("", "") if unsure or one + other in PAIRS else None


def _last_words(nodes: Sequence[walk.Part], ledger: Ledger) -> tuple[Text | None, bool]:
    """Return the words with which nodes end, but for what is left out behind them, and whether any is."""
    left_out = False
    for node in reversed(nodes):
        match node:
            case Text(value):
                if value.strip():
                    return node, left_out
            case _ if is_left_out(node, ledger):
                left_out = True
            case Emphasis(children=children) | Segment(children=children, kind="seg" | "hi"):
                words, inside = _last_words(children, ledger)
                return words, left_out or inside
            case _:
                break
    return None, left_out


def is_left_out(node: walk.Part, ledger: Ledger) -> bool:
    """Return whether nothing prints of a node, be it a deletion without a note or what holds such alone."""
    match node:
        case Deleted():
            sign = sign_of(node, ledger)
            noted = sign is not None and bool(sign.note) and ledger.terms.profile.textual_notes
            return sign is not None and sign.show.omit and not noted and around_restored(node) == (node,)
        case Emphasis() | Segment(kind="seg" | "hi"):
            held = [one for one in node.children if not (isinstance(one, Text) and not one.value.strip())]
            return bool(held) and all(is_left_out(one, ledger) for one in held)
        case _:
            return False


def without_spare(
    printed: Sequence[PInline], made: PInlines, nodes: Sequence[Inline], index: int, ledger: Ledger
) -> tuple[list[PInline], PInlines]:
    """Return what is printed so far, and the words that come next, without what is too many of both."""
    spare = spare_at(nodes, index, ledger)
    if spare is None:
        return [*printed], made
    if not spare.before and not spare.behind:
        ledger.find(StopsMeet(nodes[index].span, words=_around(spare.first, nodes[index])))
        return [*printed], made
    for sign in reversed(spare.before):
        printed = cut_mark(cut_end(tuple(printed)), (sign,))
    for _ in spare.behind:
        made = _cut_start(made)
    return [*printed], made


def _around(first: Text, second: Inline) -> str:
    assert isinstance(second, Text)
    return f"{first.value.split()[-1]}{second.value.split()[0]}"


def _cut_start(made: PInlines) -> PInlines:
    """Take the sign away with which words begin."""
    for at, one in enumerate(made):
        match one:
            case Run(origin=Span() as place) if one.text and one.part(1).origin == place:
                rest = Run(one.text[1:], replace(place, column=place.column + 1))  # words of several lines
                return (*made[:at], *((rest,) if rest else ()), *made[at + 1 :])
            case Run() if one.text:
                rest = one.part(1)
                return (*made[:at], *((rest,) if rest else ()), *made[at + 1 :])
            case Styled():
                return (*made[:at], replace(one, children=_cut_start(one.children)), *made[at + 1 :])
            case _:
                continue
    return made
