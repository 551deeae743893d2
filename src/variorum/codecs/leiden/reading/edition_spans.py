"""Leiden+: what marks that open and close make of the words between them."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.codecs.leiden.reading.machine import ClosedFrame, Hint, Item, Meaning, Part, text_of
from variorum.codecs.leiden.reading.nodes import (
    certainty,
    foreign_attributes,
    inlines,
    joined,
    unsure,
    with_certainty,
)
from variorum.model import (
    NO_FACTS,
    Added,
    Block,
    Certainty,
    Corrected,
    Deleted,
    Division,
    Emphasis,
    EmphasisKind,
    Expanded,
    Facts,
    Foreign,
    Inline,
    Inlines,
    Node,
    Paragraph,
    Quote,
    Reading,
    Regularised,
    Remark,
    Replaced,
    Segment,
    Supplied,
    Text,
    Variant,
    Voice,
)
from variorum.source import Span

SUPPLIED = {
    "lost": ("lost", None),
    "parallel-lost": ("lost", "parallel"),
    "parallel": ("undefined", "parallel"),
    "omitted": ("omitted", None),
}
"""The reason and the evidence of what stands in each kind of bracket."""

ADDED = {
    "above": Facts(place="above"),
    "below": Facts(place="below"),
    "sling": Facts(place="margin", rend="sling"),
    "underline": Facts(place="margin", rend="underline"),
}
DELETED = {None: "erasure", "/": "slashes", "X": "cross-strokes"}
LOOKS = {"tall": "tall", "supraline": "supraline", "supraline-underline": "supraline-underline"}
ONE_SHIFT = {"superscript": EmphasisKind.RAISED, "subscript": EmphasisKind.LOWERED}
PLACES = {"interlin": "interlinear"}


def close(closed: ClosedFrame) -> Meaning:
    """Return the nodes of a closed frame, or why it means nothing."""
    kind, span = closed.frame.kind, closed.strand.span()
    items = closed.frame.items
    match kind:
        case "lost" | "parallel-lost" | "parallel" | "omitted":
            doubtful, rest = unsure(items, takes_last=kind == "lost")
            reason, evidence = SUPPLIED[kind]
            facts = Facts(
                cert=Certainty.LOW if doubtful else None,
                also=foreign_attributes(evidence=evidence),
            )
            return [Supplied(inlines(rest), reason, facts=facts, span=span)] if rest else "it holds nothing"
        case "above" | "below" | "sling" | "underline" | "margin":
            place = closed.frame.data.get("place") or ""
            facts = ADDED.get(kind) or Facts(place=PLACES.get(place, place))
            return [Added(with_certainty(items, "name"), facts=facts, span=span)]
        case "erasure":
            how = DELETED[closed.frame.data.get("how")]
            return [Deleted(with_certainty(items, "value"), how, span=span)]
        case "superscript" | "subscript":
            words = with_certainty(items, "value")
            return [Emphasis(ONE_SHIFT[kind], words, facts=Facts(rend=kind), span=span)]
        case "tall" | "supraline" | "supraline-underline":
            words = with_certainty(items, "value")
            return [Segment(words, "hi", facts=Facts(rend=LOOKS[kind]), span=span)]
        case "surplus":
            return [Segment(with_certainty(items, "value"), "surplus", span=span)]
        case "quotation":
            return [
                Quote(
                    with_certainty(items, "value"),
                    facts=Facts(also=foreign_attributes(element="q")),
                    span=span,
                )
            ]
        case "foreign":
            facts = Facts(lang=closed.mark["lang"])
            return [Foreign(with_certainty(items, "value"), facts=facts, span=span)]
        case "note" | "long-note":
            return [Remark(inlines(items), Voice.EDITOR, facts=Facts(lang="en", place="inline"), span=span)]
        case "number":
            return [_number(closed)]
        case "abbr" | "expan" | "ex":
            return _abbreviation(closed)
        case "choice":
            return _choice(closed)
        case _:
            return _structure(closed)


# ---- abbreviations and numbers


def _abbreviation(closed: ClosedFrame) -> Meaning:
    items, span = closed.frame.items, closed.strand.span()
    match closed.frame.kind:
        case "abbr":
            return [Expanded(with_certainty(items, "name"), (), span=span)]
        case "ex":
            doubtful, rest = unsure(items)
            facts = Facts(cert=Certainty.LOW if doubtful or closed.mark["unsure"] else None)
            return [Segment(inlines(rest), "ex", facts=facts, span=span)]
        case _ if not any(_expands(item) for item in items):
            return "nothing in it is expanded"
        case _:
            return [Expanded((), with_certainty(items, "name"), span=span)]


def _expands(item: Item) -> bool:
    """Return whether an item is what an abbreviation leaves out, or is supplied and may hold it."""
    return isinstance(item, Supplied) or (isinstance(item, Segment) and item.kind == "ex")


def _number(closed: ClosedFrame) -> Segment:
    mark, inside = closed.mark, inlines(closed.frame.items)
    tick = mark["tick"]
    if tick and not inside:
        # A tick without a figure is the figure.
        start = len(closed.strand) - len(mark.group())
        inside, tick = (text_of(closed.strand, start, start + len(tick)),), None
    if mark["unsure"]:
        inside = (*inside, certainty("value", "../@value"))
    facts = Facts(
        rend="tick" if tick else None,
        also=foreign_attributes(
            value=mark["value"],
            atLeast=mark["least"],
            atMost=mark["most"],
            type="fraction" if mark["fraction"] else None,
        ),
    )
    return Segment(inside, "num", facts=facts, span=closed.strand.span())


# ---- one form beside another


def _choice(closed: ClosedFrame) -> Meaning:
    """Return what `<:new|kind|old:>` says, by the marks between its parts."""
    frame, span = closed.frame, closed.strand.span()
    infixes = [part.mark for part in frame.parts]
    last = Part(tuple(frame.items), "", 0)
    forms = [*frame.parts, last]
    match infixes:
        case ["|corr|"]:
            return [_corrected(forms, span)]
        case ["|subst|"]:
            new, old = (with_certainty(form.items, "value") for form in forms)
            added = Added(new, facts=Facts(place="inline"), span=span)
            return [Replaced(Deleted(old, "corrected", span=span), added, new_first=True, span=span)]
        case ["|reg|"]:
            return [_regularised(forms, span)]
        case [*bars, "||reg||"] if bars and set(bars) == {"|"}:
            return [_regularised(forms, span)]
        case ["|alt|"] | ["|ed|"]:
            return [_variant(infixes[0].strip("|"), forms, span)]
        case ["||alt||" | "||ed||" as infix, *bars] if bars and set(bars) == {"|"}:
            return [_variant(infix.strip("|"), forms, span)]
        case _:
            return "its parts are none of those it may have"


def _corrected(forms: Sequence[Part], span: Span | None) -> Corrected:
    doubtful, rest = unsure(forms[0].items)
    corr = inlines(rest)
    if doubtful:
        corr = (Segment(corr, "corr", facts=Facts(cert=Certainty.LOW)),)
    return Corrected(with_certainty(forms[1].items, "value"), corr, corr_first=True, span=span)


def _regularised(forms: Sequence[Part], span: Span | None) -> Regularised:
    """Return a regular spelling, or several; each with facts of its own, or beside others, is a segment."""
    regular: list[tuple[Inlines, Facts]] = []
    for form in forms[:-1]:
        items, source = sourced(form.items)
        doubtful, rest = unsure(items, takes_last=True)
        facts = Facts(cert=Certainty.LOW if doubtful else None, lang=source)
        regular.append((inlines(rest), facts))
    reg = regular[0][0]
    if len(regular) > 1 or regular[0][1] != NO_FACTS:
        reg = tuple(Segment(words, "reg", facts=facts) for words, facts in regular)
    return Regularised(_original(forms[-1].items), reg, reg_first=True, span=span)


def _original(items: Sequence[Item]) -> Inlines:
    """Return the spelling of the source; `(?)` at its end is of the form, not of a diaeresis in it."""
    doubtful, rest = unsure(items, takes_last=True)
    return (*inlines(rest), certainty("value")) if doubtful else inlines(rest)


def _variant(kind: str, forms: Sequence[Part], span: Span | None) -> Variant:
    lemma, source = sourced(forms[0].items) if kind == "ed" else (forms[0].items, None)
    readings = []
    for form in forms[1:]:
        words, of = sourced(form.items) if kind == "ed" else (form.items, None)
        readings.append(
            Reading(with_certainty(words, "value"), facts=Facts(also=foreign_attributes(resp=of)))
        )
    facts = Facts(also=foreign_attributes(type="alternative" if kind == "alt" else "editorial"))
    return Variant(
        lemma_segment(with_certainty(lemma, "value"), source), tuple(readings), facts=facts, span=span
    )


def lemma_segment(lemma: Inlines, source: str | None) -> Inlines:
    """Return a lemma as a segment where something is said of it, or it is empty; else its words alone."""
    if lemma and not source:
        return lemma
    return (Segment(lemma, "lem", facts=Facts(also=foreign_attributes(resp=source))),)


def sourced(items: Sequence[Item]) -> tuple[Sequence[Item], str | None]:
    """Return items without the source or language that ends them (`=BL 8.441`), and that source."""
    if items and isinstance(items[-1], Hint) and items[-1].kind == "source":
        return items[:-1], items[-1].value
    return items, None


# ---- blocks


def _structure(closed: ClosedFrame) -> Meaning:
    data, span = closed.frame.data, closed.strand.span()
    match closed.frame.kind:
        case "block":
            return [Paragraph(inlines(closed.frame.items), facts=Facts(also=("element=ab",)), span=span)]
        case "division":
            facts = Facts(also=foreign_attributes(subtype=data["subtype"], corresp=data["corresp"]))
            return [Division(blocks(closed.frame.items), "textpart", data["n"], facts=facts, span=span)]
        case _:
            facts = Facts(lang=data["lang"], also=("xml:space=preserve",))
            return [Division(blocks(closed.frame.items), "edition", facts=facts, span=span)]


def blocks(items: Sequence[Item]) -> tuple[Block, ...]:
    """Return items as blocks: inlines that stand free become paragraphs, blanks between blocks fall away."""
    made: list[Block] = []
    loose: list[Inline] = []
    for item in (*joined(items), None):
        if isinstance(item, Inline):
            loose.append(item)
            continue
        if any(not isinstance(node, Text) or node.value.strip() for node in loose):
            made.append(Paragraph(tuple(loose), span=_span(loose[0])))
        loose.clear()
        if item is not None:
            made.append(item)
    return tuple(made)


def _span(node: Node) -> Span | None:
    return node.span
