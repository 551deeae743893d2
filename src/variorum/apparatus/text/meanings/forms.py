"""The forms of a choice: which of them have words, and what a choice says of which one has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from types import MappingProxyType

from variorum.apparatus.text.meanings.hyphens import HYPHENS, goes_on
from variorum.model import (
    Added,
    Certainty,
    Corrected,
    Damaged,
    Deleted,
    Expanded,
    Facts,
    Figure,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Metamark,
    Milestone,
    NoteRef,
    Reading,
    Regularised,
    Replaced,
    Restored,
    Segment,
    Space,
    Supplied,
    Text,
    Unclear,
    Variant,
    walk,
)

FORMS = MappingProxyType(
    {Corrected: ("sic", "corr"), Regularised: ("orig", "reg"), Expanded: ("abbr", "expan")}
)
"""The two forms of each choice, in the order in which the model has them."""
TwoForms = Corrected | Regularised | Expanded
"""A choice between a form of the source and one of ours."""
ACTS = Added | Deleted | Replaced | Restored
"""Acts that can be seen by their own signs."""
SHOWN = Gap | Space | Figure | Metamark | Milestone | NoteRef
"""What prints though it has no words."""
NOTHING_ALONE = frozenset(
    {
        "abbr",
        "am",
        "choice",
        "corr",
        "ex",
        "expan",
        "hi",
        "lem",
        "name",
        "orig",
        "rdg",
        "reg",
        "seg",
        "sic",
        "w",
    }
)
"""Kinds of segments that say nothing where there are no words in them."""
AT_EDGES = frozenset(" ,;:!?")
"""What is no part of the word that it stands against."""
ABBREVIATED = MappingProxyType({"am": "abbr", "ex": "expan"})
"""Forms of a choice for which the model has no node of their own, and what they are like."""
OF_WITNESSES = frozenset({"wit", "witDetail"})
"""Kinds of segments in an entry of the apparatus that say something of its witnesses."""
ALTERNATIVE = "type=alternative"
"""What an encoding says of readings between which its editor has not decided."""
CERTAINTIES = (Certainty.HIGH, Certainty.MEDIUM, None, Certainty.LOW)
"""How sure a form is, the surest first."""


def is_wordless(nodes: Iterable[walk.Part]) -> bool:
    """Return whether nothing in nodes prints a word or a mark of its own."""
    return not any(is_shown(each) for node in nodes for each in walk.descend(node))


def is_shown(node: walk.Part) -> bool:
    """Return whether a node prints a word or a mark of its own, whatever stands in it."""
    match node:
        case Text(value):
            return bool(value.strip())
        case Segment(children=(), kind=kind):
            return kind not in NOTHING_ALONE
        case _:
            return isinstance(node, SHOWN)


def is_about_gap(node: Inline) -> bool:
    """Return whether the sign of a node would say again what those in it say.

    Words are supplied, doubted or damaged where none are, which a gap says; supplied or doubted within such
    words; changed by acts that show it.
    """
    if isinstance(node, Segment) and node.kind == "mod":
        return any(isinstance(each, ACTS) for each in node.children)
    if not isinstance(node, Supplied | Unclear | Damaged):
        return False
    held = [one for one in node.children if not (isinstance(one, Text) and not one.value.strip())]
    if len(held) == 1 and type(held[0]) is type(node) and held[0].facts.cert == node.facts.cert:
        return not isinstance(node, Damaged)
    about = bool(held) and all(isinstance(one, Gap | Space) for one in held)
    reasons = {one.reason for one in held if isinstance(one, Gap)}
    return about and (not isinstance(node, Damaged) or not node.agent or "damage" in reasons)


def _bare(words: Inlines) -> Inlines:
    return () if is_wordless(words) else words


def deletes(node: Inline) -> bool:
    """Return whether the edition deletes words of the source: it gives nothing for them."""
    if not isinstance(node, Corrected):
        return False
    return bool(node.corr) and is_wordless(node.corr) and not is_wordless(node.sic)


def adds(node: Inline) -> bool:
    """Return whether the regular spelling has words where the source has none."""
    if not isinstance(node, Regularised):
        return False
    return bool(node.orig) and is_wordless(node.orig) and not is_wordless(node.reg)


def is_part_of_word(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether letters or digits stand against a node on one of its sides, and no stop there in it."""
    own = walk.plain(nodes[index])
    before, behind = nodes[index - 1] if index else None, next(iter(nodes[index + 1 : index + 2]), None)
    sides = (
        (before, walk.plain(before)[-1:] if before else "", own[:1]),
        (behind, walk.plain(behind)[:1] if behind else "", own[-1:]),
    )
    return any(
        side.isalnum() and edge not in AT_EDGES
        for node, side, edge in sides
        if not isinstance(node, Metamark)
    )


def is_mark_and_letters(node: Inline) -> bool:
    """Return whether a choice is between a mark of abbreviation and the letters for it. TEI `am`, `ex`."""
    return isinstance(node, Expanded) and [getattr(one, "kind", "") for one in node.expan] == ["ex"]


def is_one_form(*forms: Inlines) -> bool:
    """Return whether forms are the same words, but for the ends of lines in them: that says nothing."""
    same = {" ".join(_unbroken(form).split()) for form in forms}
    bare = all(isinstance(node, Text | LineBreak) for form in forms for node in form)
    return bare and len(same) == 1 and "" not in same


def _unbroken(form: Inlines) -> str:
    """Return the words of a form, without the hyphens at ends of lines in words."""
    made = ""
    for node in form:
        if goes_on(node) and made.endswith(HYPHENS):
            made = made[:-1]
        made += walk.plain(node)
    return made


def lacks(node: Inline) -> bool:
    """Return whether a form of a choice is given and has no words, though that says nothing."""
    if not isinstance(node, Corrected | Regularised | Expanded) or deletes(node) or adds(node):
        return False
    forms: tuple[Inlines, ...] = tuple(getattr(node, name) for name in FORMS[type(node)])
    empty = [form for form in forms if form and is_wordless(form)]
    return bool(empty) and not (isinstance(node, Corrected) and node.corr and not is_wordless(node.corr))


def meaning(node: Inline) -> Inline:
    """Return what a choice says: forms without words are none, and words for none are supplied.

    Without a lemma the first reading that has words is the text. A choice that the model has no node for is
    the one that comes nearest.
    """
    if isinstance(node, Corrected | Regularised | Expanded):
        node = _with_facts_of_form(node)
    match node:
        case Corrected(sic=sic, corr=corr) if is_wordless(sic) and not is_wordless(corr):
            return Supplied(corr, "omitted", facts=node.facts, span=node.span)
        case Corrected(sic=sic, corr=corr):
            return replace(node, sic=_bare(sic), corr=_bare(corr))
        case Regularised(orig=orig, reg=reg):
            return replace(node, orig=_bare(orig), reg=_bare(reg))
        case Expanded(abbr=abbr, expan=expan):
            return replace(node, abbr=_bare(abbr), expan=_bare(expan))
        case Variant(lemma=(), readings=readings) if readings and not node.witnesses:
            at = next((at for at, one in enumerate(readings) if not is_wordless(one.children)), 0)
            first, others = readings[at], (*readings[:at], *readings[at + 1 :])
            return replace(node, lemma=first.children, witnesses=first.witnesses, readings=others)
        case Segment(kind="choice"):
            return _of_segment(node)
        case _:
            return node


def _with_facts_of_form(node: TwoForms) -> TwoForms:
    """Return a choice that has whatever the element of our form says of who gives it, and how sure it is."""
    kind = FORMS[type(node)][1]
    match getattr(node, kind):
        case (Segment(kind=name, facts=facts),) if name == kind:
            resp, cert = node.facts.resp or facts.resp, node.facts.cert or facts.cert
            return replace(node, facts=replace(node.facts, resp=resp, cert=cert))
        case _:
            return node


def _of_segment(node: Segment) -> Inline:
    """Return a choice that is kept as a segment as one of the model's own; as it is if words stand loose."""
    forms = [each for each in node.children if not (isinstance(each, Text) and not each.value.strip())]
    if len(forms) < 2 or any(isinstance(each, Text) for each in forms):
        return node
    named = [(_name(form), form) for form in forms]
    for kind, (source, _) in FORMS.items():
        mine = next((form for name, form in named if name == source), None)
        if mine is not None:
            ours = tuple(_words(form) for _, form in named if form is not mine)
            row = ours[0] if len(ours) == 1 else tuple(Segment(each, "form") for each in ours)
            made: Inline = kind(_words(mine), row, facts=node.facts, span=node.span)
            return meaning(made)
    ranked = sorted(forms, key=lambda form: CERTAINTIES.index(form.facts.cert))
    readings = tuple(Reading((form,), span=form.span) for form in forms if form is not ranked[0])
    facts = replace(node.facts, also=tuple(sorted((*node.facts.also, ALTERNATIVE))))
    return Variant((ranked[0],), readings, facts=facts, span=node.span)


def _name(form: Inline) -> str:
    """Return which form of a choice a node is, empty for any other."""
    if isinstance(form, Segment):
        return ABBREVIATED.get(form.kind, "")
    if not isinstance(form, Corrected | Regularised | Expanded):
        return ""
    source, ours = FORMS[type(form)]
    given = [name for name in (source, ours) if getattr(form, name)]
    return given[0] if len(given) == 1 else ""


def _words(form: Inline) -> Inlines:
    """Return the words of one form, of ours with all that is said of them."""
    if isinstance(form, Segment) and form.kind == "am":
        return form.children
    if isinstance(form, Corrected | Regularised | Expanded) and _name(form):
        words: Inlines = getattr(form, _name(form))
        return words
    return (form,)


def in_row(forms: Inlines, between: Text) -> Inlines:
    """Return several forms, each a segment of its own, with something between them."""
    if len(forms) < 2 or not all(isinstance(form, Segment) for form in forms):
        return forms
    return tuple(each for form in forms for each in (between, form))[1:]


def details(nodes: Inlines) -> Inlines:
    """Return what is said of the witnesses of a reading: it is no word of that, nor of the lemma."""
    return tuple(one for one in nodes if isinstance(one, Segment) and one.kind in OF_WITNESSES)


def without_details(nodes: Inlines) -> Inlines:
    """Return the words of a lemma or reading."""
    return tuple(one for one in nodes if not (isinstance(one, Segment) and one.kind in OF_WITNESSES))


def marks(nodes: Sequence[Inline], kinds: tuple[type[Inline], ...]) -> tuple[Inline, ...]:
    """Return the nodes of some kinds in a form of a choice: they are kept where the form is not printed."""
    found = (each for node in nodes for each in walk.descend(node))
    return tuple(each for each in found if isinstance(each, kinds))


def around_restored(node: Deleted) -> Inlines:
    """Return a deletion as the pieces of it that were not taken back, and what was, side by side."""
    groups = [(taken, tuple(group)) for taken, group in groupby(node.children, _is_restored)]
    if not any(taken for taken, _ in groups):
        return (node,)
    made: list[Inline] = []
    for taken, group in groups:
        facts = node.facts if not made else replace(node.facts, id=None)
        made += group if taken else (replace(node, children=group, facts=facts),)
    return tuple(made)


def _is_restored(node: Inline) -> bool:
    return isinstance(node, Restored)


def without_deletion(node: Inline) -> Inlines:
    """Return what a deletion holds whose words were restored: the words stand, what points to it finds it."""
    if not isinstance(node, Deleted):
        return (node,)
    return (Segment(node.children, facts=Facts(id=node.facts.id, lang=node.facts.lang), span=node.span),)
