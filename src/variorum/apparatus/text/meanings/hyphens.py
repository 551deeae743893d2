"""Words that go on over the ends of lines and pages, and the hyphens that divide them."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from variorum.model import (
    AnchorEnd,
    AnchorStart,
    FormWork,
    HandShift,
    LineBreak,
    Metamark,
    Milestone,
    NoteRef,
    PageBreak,
    Segment,
    Text,
    walk,
)
from variorum.publication import Anchor, Call, Link, PageMark, PInlines, Run, Styled
from variorum.words.divisions import compound, is_compound

HYPHENS = ("-", "\u00ad", "\u00ac", "\u2010", "\u2e17", "=")
"""What stands at the end of a line in a word that goes on."""
OF_WORDS = ("-", "\u2010")
"""Those that a word may have of its own."""
BESIDE = NoteRef | FormWork | AnchorStart | AnchorEnd | HandShift | Metamark
"""What may stand between a hyphen and the end of its line."""


def ends_in_hyphen(nodes: Sequence[walk.Part], index: int, kept: Callable[[], Container[str]]) -> Text | None:
    """Return the words before a line end that end in its hyphen, none in one of the word itself.

    `kept` returns the words that the text has with a hyphen elsewhere.
    """
    before = next((one for one in reversed(nodes[:index]) if not _is_beside(one)), None)
    if before is None or (isinstance(before, Segment) and "force=strong" in before.facts.also):
        return None
    words = [one for one in walk.descend(before) if isinstance(one, Text) and one.value]
    ended = words[-1].value if words else ""
    behind = "".join(map(walk.plain, nodes[index + 1 :])).lstrip()
    if behind[:1].isupper() or (ended[-2:-1].isdigit() and behind[:1].isdigit()):
        return None  # "North-South" and "1914-18" have their hyphen in any line
    if not ended.endswith(HYPHENS) or not (ended in HYPHENS or ended[-2].isalnum()):
        return None
    whole = compound("".join(map(walk.plain, nodes[:index])), behind) if ended.endswith(OF_WORDS) else ""
    return None if whole and is_compound(whole, kept()) else words[-1]


def _is_beside(node: walk.Part) -> bool:
    return isinstance(node, BESIDE) or (isinstance(node, Segment) and node.kind == "anchor")


def goes_on(node: walk.Part) -> bool:
    """Return whether a word goes on over the end of a line, a column or a page."""
    match node:
        case LineBreak() | PageBreak():
            return node.joins_word
        case Milestone():
            return "break=no" in node.facts.also
        case _:
            return False


def cut_mark(children: PInlines, marks: tuple[str, ...] = HYPHENS) -> PInlines:
    """Take the hyphen at the end away, or another mark."""
    if not children:
        return ()
    *before, last = children
    match last:
        case Call() | Anchor() | PageMark():
            return (*cut_mark(tuple(before), marks), last)
        case Run():
            rest = last.part(0, len(last.text) - 1) if last.text.endswith(marks) else last
            return (*before, rest) if rest else tuple(before)
        case Styled() | Link():
            inner = cut_mark(last.children, marks) if last.children else ()
            return (*before, replace(last, children=inner)) if inner else tuple(before)
        case _:
            return children
