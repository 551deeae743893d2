"""Inlines of the model into published words: every node has its sign, its default, or is its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import datum
from variorum.apparatus.template import names, parse
from variorum.apparatus.text import ranges, references, signs
from variorum.apparatus.text.flow import (
    LINE_END,
    append,
    cut_hyphen,
    ends_in_hyphen,
    folded,
    join_neighbours,
    only_marks,
    plain,
    repeat,
    without_calls,
)
from variorum.apparatus.text.mentions import identification_call, with_mentions
from variorum.apparatus.text.pages import marks_in, page_mark, without
from variorum.apparatus.wording import fact, unit_key
from variorum.model import (
    NO_FACTS,
    Added,
    AnchorEnd,
    AnchorStart,
    Corrected,
    Damaged,
    Date,
    Deleted,
    Emphasis,
    EmphasisKind,
    Expanded,
    Facts,
    Field,
    Figure,
    FigureBlock,
    Foreign,
    FormWork,
    Gap,
    HandShift,
    Inline,
    Inlines,
    LineBreak,
    Metamark,
    Milestone,
    Name,
    NoteRef,
    PageBreak,
    Quote,
    Reference,
    Regularised,
    Remark,
    Replaced,
    Restored,
    Segment,
    Space,
    Stamp,
    Supplied,
    Term,
    Text,
    Transposed,
    Unclear,
    Variant,
    Written,
    walk,
)
from variorum.model.document import datum_place
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule, of_source
from variorum.pictures import is_embedded, name_of_embedded
from variorum.publication import (
    NOTHING,
    Anchor,
    LineEnd,
    Link,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
    join_runs,
)
from variorum.roles import Role
from variorum.source import Span

LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Characters of a text that end lines or pages elsewhere; printed, they part words."""
DATA = frozenset({"index"})
"""Kinds of segments that hold data at a place of the text, which are no words of it."""
WAITING = Milestone | PageBreak | AnchorStart | AnchorEnd | HandShift
"""What stands between the blocks of an encoding waits for the words of the next one."""
BETWEEN_FORMS = Text(", ")
"""What stands between several forms of a choice; no source has it."""


def inlines(nodes: Sequence[Inline], ledger: Ledger) -> PInlines:
    """Print inlines in their order."""
    printed: list[PInline] = []
    for index, node in enumerate(nodes):
        if isinstance(node, Replaced):
            printed += _replaced(node, ledger, _splits_word(nodes, index))
            continue
        made = inline(node, ledger)
        if isinstance(node, LineBreak) and node.joins_word and not made and ends_in_hyphen(nodes, index):
            printed = [*cut_hyphen(tuple(printed))]
        if isinstance(node, Milestone) and plain(made) and _leads(nodes, index):
            made = (*made, Run(" ", BLANK))
        printed += made
    return tuple(printed)


def _leads(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether a mark between texts stands before the words of the second, and belongs to neither."""
    return all(isinstance(node, WAITING) for node in nodes[:index])


def inline(node: Inline, ledger: Ledger) -> PInlines:
    """Print one inline; its language and its name, if it has them, go with it."""
    printed = _inline(node, ledger)
    if ranges.is_omitted(ledger):
        printed = only_marks(printed)
    facts = node.facts
    if facts.lang and printed and not isinstance(node, PageBreak):
        printed = (Styled("foreign", printed, Role.FOREIGN, lang=facts.lang, span=node.span),)
    if facts.id not in ledger.emendations and (place := ledger.place(facts.id)):
        printed = (Anchor(place, span=node.span), *printed)
    return tuple(_placed(each, node.span) for each in printed)


def _placed(printed: PInline, place: Span | None) -> PInline:
    """Return what is printed with the place because of which it is, where it has none."""
    if isinstance(printed, Run):
        return printed.with_cause(place)
    return printed if printed.span else replace(printed, span=place)


def _inline(node: Inline, ledger: Ledger) -> PInlines:
    match node:
        case Text():
            return _text(node, ledger)
        case LineBreak():
            return _line_end(node, ledger)
        case PageBreak():
            return (page_mark(node, ledger),)
        case NoteRef():
            return _note_call(node, ledger)
        case AnchorStart():
            return ranges.begin(node, ledger)
        case AnchorEnd():
            return ranges.end(node, ledger)
        case Emphasis():
            return _emphasis(node, ledger)
        case HandShift():
            return ranges.change_hand(node, ledger)
        case Written() | Added() | Deleted() | Transposed() | Unclear() | Stamp() | FormWork():
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Supplied():
            ledger.credit("supplied", node.facts.resp, None, node.span)
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Restored():
            kept = walk.rebuild_inlines(node.children, _undeleted)
            return signs.in_sign(node, inlines(kept, ledger), ledger)
        case Replaced():
            return _replaced(node, ledger, splits_word=True)
        case Gap() | Space():
            return _gap(node, ledger)
        case Corrected() | Regularised() | Expanded() | Variant():
            return _choice(node, ledger)
        case Remark():
            return _remark(node, ledger)
        case Milestone():
            return signs.in_sign(node, (), ledger)
        case Name():
            return _name(node, ledger)
        case Segment(kind=kind) if kind in DATA:
            return only_marks(inlines(node.children, ledger))
        case Damaged() | Metamark() | Segment() | Date() | Term() | Quote() | Field():
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Foreign():
            words = signs.in_sign(node, inlines(node.children, ledger), ledger)
            return words if node.facts.lang else (Styled("foreign", words, Role.FOREIGN),)
        case Reference():
            return references.link(node, inlines(node.children, ledger), ledger)
        case Figure():
            return picture(node, ledger)
        case _:
            assert_never(node)


def _undeleted(node: Inline) -> Inlines:
    """Return what a deletion holds whose words were restored: the words stand, what points to it finds it."""
    if not isinstance(node, Deleted):
        return (node,)
    return (Segment(node.children, facts=Facts(id=node.facts.id, lang=node.facts.lang), span=node.span),)


def _line_end(node: LineBreak, ledger: Ledger) -> PInlines:
    """Print a line end of the source: where a sign of the set shows it, or lines are kept, as one."""
    sign = None if ledger.aside else ledger.terms.conventions.sign_for(node, ledger.base)
    if sign is not None and not sign.show.silent:
        said = signs.fields(node, ledger)
        ledger.use(sign, node)
        number = signs.mark_runs(sign.show.text or "", said, sign, sign.show.style, alone=True)
        return (*signs.marks_around(sign, said)[0], LineEnd(), *number)
    if ledger.lines:
        return (LineEnd(),)
    return () if node.joins_word else (Run(" ", LINE_END),)


def _text(node: Text, ledger: Ledger) -> PInlines:
    """Print words: cover names get their note, words in an open range its look, words by hand theirs."""
    words = Run(
        LINE_ENDS.sub(" ", node.value), PUNCTUATION if node is BETWEEN_FORMS else of_source(node.span)
    )
    for each in ledger.ranges.values():
        each.words.append(words)
    printed = with_mentions(words, node.span, ledger)
    if node.facts.hand or node.facts.medium:
        printed = signs.in_sign(Written((), facts=node.facts, span=node.span), printed, ledger)
    return ranges.in_ranges(printed, ledger)


def _emphasis(node: Emphasis, ledger: Ledger) -> PInlines:
    """Print the source's own emphasis: by its sign if the set has one, else in the type it has."""
    words = inlines(node.children, ledger)
    if signs.sign_of(node, ledger):
        return signs.in_sign(node, words, ledger)
    double = node.kind is EmphasisKind.UNDERLINE and node.degree > 1
    style = "double-underline" if double else node.kind.value
    return (Styled(style, words, _role(node.kind)),)


def _role(kind: EmphasisKind) -> Role:
    """Return what a stress of the source is."""
    match kind:
        case EmphasisKind.BOLD:
            return Role.STRONG
        case EmphasisKind.UNDERLINE:
            return Role.UNDERLINE
        case EmphasisKind.RAISED:
            return Role.SUPERSCRIPT
        case EmphasisKind.LOWERED:
            return Role.SUBSCRIPT
        case EmphasisKind.ITALIC | EmphasisKind.SPACED | EmphasisKind.SMALL_CAPS | EmphasisKind.CIRCLED:
            return Role.EMPHASIS
        case _:
            assert_never(kind)


def _replaced(node: Replaced, ledger: Ledger, splits_word: bool) -> PInlines:
    """Print old words, then new ones; between whole words a space."""
    sign = signs.sign_of(node, ledger)
    noted, ledger.noted = ledger.noted, ledger.noted or bool(sign and sign.note)
    old, new = inline(node.old, ledger), inline(node.new, ledger)
    ledger.noted = noted
    between = (Run(" ", BLANK),) if old and new and not splits_word else ()
    said = {
        "old": without_calls(inlines(node.old.children, ledger.scratch())),
        "new": without_calls(inlines(node.new.children, ledger.scratch())),
    }
    if folded(plain(said["old"])) == folded(plain(said["new"])):
        said["old"] = ()  # written anew: a note would only say the same word twice
    return signs.in_sign(node, (*old, *between, *new), ledger, said)


def _splits_word(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether a node stands against a letter before or behind it."""
    before = walk.plain(nodes[index - 1]) if index else ""
    behind = walk.plain(nodes[index + 1]) if index + 1 < len(nodes) else ""
    return before[-1:].isalnum() or behind[:1].isalnum()


def _gap(node: Gap | Space, ledger: Ledger) -> PInlines:
    """Print a gap or a space; a summary that the sign has no place for follows in brackets.

    A space of one character is a blank, unless the lines are the source's too.
    """
    if isinstance(node, Space):
        of_one = node.extent.quantity == "1" and unit_key(node.extent.unit or "") == "character"
        if of_one and not ledger.terms.profile.line_ends:
            return (Run(" ", BLANK),)
        return signs.in_sign(node, (), ledger)
    if node.reason == "omitted":
        ledger.credit("omission", node.facts.resp, node.by, node.span)
    summary = inlines(node.summary, ledger)
    sign = signs.sign_of(node, ledger)
    has_place = sign is None or sign.show.text is None or "summary" in names(parse(sign.show.text))
    printed = signs.in_sign(node, summary, ledger, {"summary": summary})
    if summary and not has_place:
        printed += (Run(" [", PUNCTUATION), *summary, Run("]", PUNCTUATION))
    return printed


def _choice(node: Corrected | Regularised | Expanded | Variant, ledger: Ledger) -> PInlines:
    """Print a choice of two forms, each by its own name in the sign's text; the first form if it has none."""
    aside = ledger.scratch()
    match node:
        case Corrected():
            if node.facts.id in ledger.emendations:
                return _emendation(node, ledger)
            ledger.credit("correction", node.facts.resp, None, node.span)
            forms = {"sic": node.sic, "corr": node.corr}
        case Regularised():
            forms = {"orig": node.orig, "reg": _forms_in_row(node.reg)}
        case Expanded():
            forms = {"abbr": node.abbr, "expan": node.expan}
        case Variant():
            forms = {"lemma": node.lemma}
        case _:
            assert_never(node)
    sign = signs.sign_of(node, ledger)
    shown = signs.shown_forms(node, sign, next(iter(forms)))
    words = {key: inlines(form, ledger if key in shown else aside) for key, form in forms.items()}
    said = {**words, "lemma": words[next(iter(forms))]}
    if isinstance(node, Variant):
        said["readings"] = _readings(node, ledger.scratch(tells_notes=True))
        of = next(
            (one.facts for one in node.lemma if isinstance(one, Segment) and one.kind == "lem"), NO_FACTS
        )
        said["lem_resp"] = (fact("resp", ", ".join(due_to(of))),) if due_to(of) else ()
    elif isinstance(node, Corrected) and not node.corr:
        said["sic_only"] = words["sic"]
    hidden = tuple(each for key, form in forms.items() if key not in shown for each in _marks(form))
    seen = tuple(each for key, form in forms.items() if key in shown for each in _marks(form))
    kept = inlines([each for each in hidden if each not in seen], ledger)
    return signs.in_sign(node, words[next(iter(forms))], ledger, said) + kept


def _forms_in_row(forms: Inlines) -> Inlines:
    """Return several forms, each a segment of its own, with commas between them."""
    if len(forms) < 2 or not all(isinstance(form, Segment) for form in forms):
        return forms
    return tuple(each for form in forms for each in (BETWEEN_FORMS, form))[1:]


def _marks(nodes: Inlines) -> tuple[Inline, ...]:
    """Return the page breaks and calls in a form of a choice: they are kept where the form is not printed."""
    found = (each for node in nodes for each in walk.descend(node))
    return tuple(each for each in found if isinstance(each, PageBreak | NoteRef))


def due_to(facts: Facts) -> tuple[str, ...]:
    """Return to whom a reading is due: names of the register, or as a foreign encoding has it."""
    return facts.resp or tuple(each.partition("=")[2] for each in facts.also if each.startswith("resp="))


def _readings(node: Variant, ledger: Ledger) -> PInlines:
    """Return the readings of other witnesses: "in June *B C*; om. *D*"."""
    printed: PInlines = ()
    for reading in node.readings:
        words = without_calls(inlines(reading.children, ledger))
        witnesses = fact("witness", ", ".join((*reading.witnesses, *due_to(reading.facts))))
        printed += ((Run("; ", PUNCTUATION),) if printed else ()) + words
        printed += (Run(" ", BLANK), Styled("wording", (witnesses,))) if witnesses else ()
    return printed


def _emendation(node: Corrected, ledger: Ledger) -> PInlines:
    """Print an emendation: the reading in the text and the source in a note, or the other way round."""
    emendation = ledger.emendations[node.facts.id or ""]
    # Not the editor's, even where there is only one: an emendation names who made it, or is the edition's.
    ledger.credit("correction", emendation.resp, None, emendation.span, untold="@edition")
    wording, emended = ledger.terms.wording, ledger.terms.profile.emended
    shown, other = (node.corr, node.sic) if emended else (node.sic, node.corr)
    printed = inlines(shown, ledger)
    aside = ledger.scratch()
    initials = ledger.terms.registers.signature(emendation.resp, datum_place(emendation, "resp/0"))
    said = {
        "lemma": repeat(without_calls(inlines(shown, aside)), OriginRule.LEMMA),
        "other": without_calls(inlines(other, aside)),
        "resp": (join_runs(Run("(", PUNCTUATION), initials, Run(")", PUNCTUATION)),) if initials else (),
    }
    key = "note.source" if emended else "note.reads"
    worded = Generated(OriginRule.WORDING, key, node.span)
    blocks = signs.note_blocks(wording.template(key), said, ledger, worded)
    if emendation.reason:
        reason = datum(emendation, "reason", emendation.reason).part(0, len(emendation.reason.rstrip(".")))
        said_why = join_runs(Run(". ", PUNCTUATION), reason, Run(".", PUNCTUATION))
        blocks = append(blocks, (said_why,)) or blocks
    looked = (Styled("emendation", printed, span=node.span),)
    if ledger.aside:
        return looked
    return (*looked, ledger.call(node.facts.id or "", "textual", blocks, node.span))


def _remark(node: Remark, ledger: Ledger) -> PInlines:
    """Print a remark in the line, or call it as a note where the profile says so."""
    sign = signs.sign_of(node, ledger)
    ledger.credit("remark", node.facts.resp, node.voice, node.span)
    if sign and sign.show.as_note and not ledger.aside:
        ledger.use(sign, node)
        marks = marks_in(node)
        bare = replace(node, children=walk.rebuild_inlines(node.children, without(marks)))
        call = ledger.call(f"{ledger.numbers.total()}-remark", sign.show.as_note, bare, node.span)
        return (call, *inlines(marks, ledger))
    words = inlines(node.children, ledger)
    more = signs.initials(node, sign, folded(plain(words)), ledger)
    return signs.in_sign(node, words + ((more,) if more else ()), ledger)


def _name(node: Name, ledger: Ledger) -> PInlines:
    """Print a name; a cover name that only its reference explains is identified behind it."""
    named, ledger.named = ledger.named, ledger.named or bool(node.ref)
    words = signs.in_sign(node, inlines(node.children, ledger), ledger)
    ledger.named = named
    if not node.ref or node.kind not in ("person", "cover"):
        for each in (node.ref or "").split():  # of an encoding that marks persons as what is referred to
            referred = ledger.terms.registers.person(each)
            ledger.mentions |= {referred.id} if referred else set()
        return words
    person = ledger.person(node.ref, node.span)
    return (
        words + identification_call(person, ledger, node.span) if person and node.kind == "cover" else words
    )


def _note_call(node: NoteRef, ledger: Ledger) -> PInlines:
    """Call a note; inside another note, print it in brackets, or name its number if it has one."""
    note = ledger.notes.get(node.note)
    if note is None:
        return (Run(f"[^{node.note}]", Generated(OriginRule.IDENTIFIER, "note")),)
    if node.note in ledger.headed:
        return ()
    if ledger.lists_notes:
        call = ledger.call(node.note, note.series, note, node.span)
        return (Link(f"#{call.note}", (Styled(EmphasisKind.RAISED.value, (call.label,), Role.SUPERSCRIPT),)),)
    if not ledger.aside:
        return (ledger.call(node.note, note.series, note, node.span),)
    if not ledger.tells_notes:
        return ()
    wording = ledger.terms.wording
    if node.note in ledger.called:
        called = ledger.called[node.note]
        words = wording.run("note.see", label=called.label)
        return (Run(" (", PUNCTUATION), Link(f"#{called.id}", (words,)), Run(")", PUNCTUATION))
    if node.note in ledger.inner:
        return ()
    ledger.inner.append(node.note)
    texts = [words for words in walk.lines(note.blocks) if words]
    inner = [piece for words in texts for piece in (Run(" ", BLANK), *inlines(words, ledger))]
    ledger.inner.pop()
    first, *rest = wording.inlines("note.inner", {"words": tuple(inner[1:])})
    return (*join_neighbours((Run(" ", BLANK), first)), *rest)


def picture(node: Figure | FigureBlock, ledger: Ledger) -> PInlines:
    """Print a picture, or its description in brackets where the edition has no such file."""
    target = node.target
    shown = ledger.terms.pictures.get(target)
    described = Run(node.description, of_source(node.span)) if node.description else NOTHING
    name = name_of_embedded(target) if is_embedded(target) else target
    if shown is None:
        described = described or Run(name, Generated(OriginRule.IDENTIFIER, "picture"))
        return (ledger.terms.wording.run("mark.figure", description=described),)
    return (Picture(name, shown, described),)
