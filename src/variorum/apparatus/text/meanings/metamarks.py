"""Marks on how a source is to be read, as a note tells them: their words, and how they were written."""

from __future__ import annotations

from dataclasses import replace

from variorum.model import Added, Facts, HandShift, Inline, Inlines, Metamark, Text, Written, walk


def as_told(node: Metamark) -> tuple[Metamark, Inlines]:
    """Return a mark that says of itself how it was written, and the changes of hand that begin in it.

    A note tells a mark and its writing in one sentence; what is added in a mark that the text does not print
    is no act of its own.
    """
    inside = list(walk.descend(node))[1:]
    acts = [each for each in inside if isinstance(each, Added | Written | HandShift)]
    facts = node.facts
    for act in acts:
        facts = _with(facts, act.facts)
    shifts = tuple(each for each in acts if isinstance(each, HandShift))
    return replace(node, children=walk.rebuild_inlines(node.children, _bare), facts=facts), shifts


def marks_alone(words: Inlines) -> Inlines:
    """Return the marks of which words consist, none if there is anything else among them."""
    said = tuple(each for each in words if not (isinstance(each, Text) and not each.value.strip()))
    return said if all(isinstance(each, Metamark) for each in said) else ()


def _with(facts: Facts, more: Facts) -> Facts:
    """Return facts with the hand and place that others have, where they have none themselves."""
    if not (facts.hand or facts.medium):
        facts = replace(facts, hand=more.hand, medium=more.medium)
    return facts if facts.place else replace(facts, place=more.place)


def _bare(node: Inline) -> Inlines:
    match node:
        case Added() | Written():
            return node.children
        case HandShift():
            return ()
        case _:
            return (node,)
