"""Inlines of the model into published words: every node has its sign, its default, or is its content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from variorum.apparatus.languages import tag
from variorum.apparatus.ledger import Ledger
from variorum.apparatus.template import names, parse
from variorum.apparatus.text import ranges, references, signs
from variorum.apparatus.text.choices import (
    STOPS,
    choice,
    enter_choice,
    entry_apart,
    is_choice,
    is_replacement,
    replacement,
    stand_apart,
)
from variorum.apparatus.text.flow import (
    LINE_END,
    cut_end,
    folded,
    join_neighbours,
    only_marks,
    plain,
    stands_close,
    tidy,
)
from variorum.apparatus.text.lines import places
from variorum.apparatus.text.lines.calls import BETWEEN_CALLS, link_of
from variorum.apparatus.text.lines.divided_emphasis import spread
from variorum.apparatus.text.lines.lemma import ELLIPSIS
from variorum.apparatus.text.meanings import glyphs, items, segments
from variorum.apparatus.text.meanings.extents import is_blank
from variorum.apparatus.text.meanings.forms import adds, around_restored, is_wordless, without_deletion
from variorum.apparatus.text.meanings.hyphens import cut_mark, ends_in_hyphen, goes_on
from variorum.apparatus.text.meanings.metamarks import as_told
from variorum.apparatus.text.mentions import identification_call, ids_named, with_mentions
from variorum.apparatus.text.pages import marks_in, page_mark, without
from variorum.apparatus.text.stops import without_spare
from variorum.model import (
    Added,
    AnchorEnd,
    AnchorStart,
    Corrected,
    Damaged,
    Date,
    Deleted,
    Emphasis,
    Expanded,
    Field,
    Figure,
    FigureBlock,
    Foreign,
    FormWork,
    Gap,
    HandShift,
    Inline,
    LineBreak,
    Metamark,
    Milestone,
    Name,
    Node,
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
    Voice,
    Written,
    calls,
    walk,
)
from variorum.model.calls import note_of
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule, of_source
from variorum.pictures import is_embedded, name_of_embedded
from variorum.publication import (
    NOTHING,
    Anchor,
    Call,
    LineEnd,
    Link,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
)
from variorum.roles import Role
from variorum.source import Span

LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Characters of a text that end lines or pages elsewhere; printed, they part words."""
WAITING = Milestone | PageBreak | AnchorStart | AnchorEnd | HandShift | Metamark
"""What stands between the blocks of an encoding waits for the words of the next one."""


def inlines(nodes: Sequence[Inline], ledger: Ledger, apart: bool = False) -> PInlines:
    """Print inlines in their order; `apart`: they are acts on the same place, of whole words each."""
    printed: list[PInline] = []
    omitted = spaced = False
    nodes = nodes if ledger.lines else spread(nodes)
    for index, node in enumerate(nodes):
        if is_replacement(node):
            made = replacement(nodes, index, ledger, inlines, apart)
        else:
            enter_choice(nodes, index, ledger)
            made = inline(node, ledger)
        if isinstance(node, Text):
            printed, made = without_spare(printed, made, nodes, index, ledger)
        if made and _describes_blank(nodes, index):
            made = (Run("[", PUNCTUATION), *made, Run("]", PUNCTUATION))
        if apart and stand_apart(tuple(printed), node, made):
            printed.append(Run(" ", BLANK))
        if goes_on(node) and ends_in_hyphen(nodes, index, ledger.compounds):
            printed = printed if ledger.lines else [*cut_mark(tuple(printed))]
            made = tuple(replace(each, hyphened=True) if isinstance(each, LineEnd) else each for each in made)
            ranges.join_word(ledger)
        elif goes_on(node) and made == (LineEnd(joins_word=True),) and not ledger.terms.profile.line_ends:
            made = ()  # no hyphen would say that the word goes on in the next of the lines
        if isinstance(node, Milestone) and plain(made) and _leads(nodes, index):
            made = (*made, Run(" ", BLANK))
        stops = plain(made).startswith(tuple(STOPS))
        if stops and (omitted or adds(node) or isinstance(node, Added | Replaced)):  # it hangs on the word
            printed = [*cut_end(tuple(printed))]
        if isinstance(node, AnchorEnd) and plain(made):
            printed, made = ranges.closed(printed, made)
        omitted = not plain(made) and (omitted or walk.holds_words(node))
        if ledger.aside and plain(made) and _is_note(node):
            if not index or not _is_note(nodes[index - 1]):
                spaced = plain(tuple(printed))[-1:] in ("", " ")
            behind = "".join(map(walk.plain, nodes[index + 1 : index + 2])) if spaced else ""
            made = (*made, Run(" ", BLANK)) if behind and not stands_close(behind, " ") else made
        beside = index and isinstance(node, NoteRef) and isinstance(nodes[index - 1], NoteRef)
        if ledger.lists_notes and beside and made and printed:
            printed.append(Styled("raised", (Run(BETWEEN_CALLS, BLANK),), Role.SUPERSCRIPT))
        printed += made
    return tuple(printed)


def _describes_blank(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether words of an editor say of the blank before them what it is for."""
    node = nodes[index]
    if not isinstance(node, Segment) or node.kind != "desc":
        return False
    return isinstance(next((one for one in reversed(nodes[:index]) if not _is_blank(one)), None), Space)


def _is_note(node: Inline) -> bool:
    """Return whether a note is called, or a group of them, which a note prints among its words."""
    return isinstance(node, NoteRef) or (isinstance(node, Segment) and node.kind == "noteGrp")


def _leads(nodes: Sequence[Inline], index: int) -> bool:
    """Return whether a mark between texts stands before the words of the second, and belongs to neither."""
    return all(isinstance(node, WAITING) for node in nodes[:index])


def inline(node: Inline, ledger: Ledger) -> PInlines:
    """Print one inline; its language and its name, if it has them, go with it."""
    places.begin(node, ledger)
    before, unworded = ranges.lengths(ledger), len(ledger.unworded)
    printed = _inline(node, ledger)
    ranges.settle(node, printed, before, ledger)
    if ranges.is_omitted(ledger):
        printed = only_marks(printed)
    facts = node.facts
    if (language := tag(facts.lang)) and printed and not isinstance(node, PageBreak):
        printed = (Styled("foreign", printed, Role.FOREIGN, lang=language, span=node.span),)
    if len(ledger.unworded) > unworded and (sign := signs.sign_of(node, ledger)) and sign.show.omit:
        del ledger.unworded[unworded:]  # what points to places of the text, in what is not printed
    if not printed and _only_states(node, ledger):
        ledger.unworded.append(node.span)
    if facts.id not in ledger.emendations and (place := ledger.place(facts.id)):
        printed = (Anchor(place, span=node.span), *printed)
    return tuple(_placed(each, node.span) for each in (*printed, *calls_behind(node, ledger)))


def _only_states(node: Inline, ledger: Ledger) -> bool:
    """Return whether an encoding says what a reference, name or date is, and leaves its words to others."""
    match node:
        case Reference():
            return not note_of(node, ledger.notes)
        case Name(ref=said) | Date(when=said):
            return bool(said) and is_wordless(node.children)
        case Segment(kind="g", children=()):
            return True
        case _:
            return False


def calls_behind(node: Node, ledger: Ledger) -> PInlines:
    """Call the notes that name a node as what they are on."""
    notes = places.end(node, ledger)
    printed = [each for note in notes for each in _note_call(NoteRef(note, span=node.span), ledger)]
    for entry, words in places.entries_behind(node, ledger):
        printed += entry_apart(entry, words, inlines, ledger)
    return tuple(printed)


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
            mark = page_mark(node, ledger)
            if not mark.joins_word:
                ranges.gather(Run(" ", BLANK), ledger)
            return (mark,)
        case NoteRef():
            return _note_call(node, ledger)
        case AnchorStart():
            return (*ranges.begin(node, ledger), *places.query(node, ledger))
        case AnchorEnd():
            return (*places.query(node, ledger), *ranges.end(node, ledger))
        case Emphasis():
            return _emphasis(node, ledger)
        case HandShift():
            return ranges.change_hand(node, ledger)
        case Deleted() if (pieces := around_restored(node)) != (node,):
            return inlines(pieces, ledger)
        case Written() | Added() | Deleted() | Transposed() | Unclear() | Stamp() | FormWork():
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Supplied():
            ledger.credit("supplied", node.facts.resp, None, node.span)
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Restored():
            kept = walk.rebuild_inlines(node.children, without_deletion)
            return signs.in_sign(node, inlines(kept, ledger), ledger)
        case Replaced():
            return replacement((node,), 0, ledger, inlines)
        case Gap() | Space():
            return _gap(node, ledger)
        case Variant() if calls.ends_of(node):
            apart = None if ledger.awaits(node) else places.words_before(node, ledger)
            return () if apart is None else entry_apart(node, apart, inlines, ledger)
        case Corrected() | Regularised() | Expanded() | Variant():
            return choice(node, inlines, ledger)
        case Segment(kind="choice") if is_choice(node):
            return choice(node, inlines, ledger)
        case Remark():
            return _remark(node, ledger)
        case Milestone():
            return signs.in_sign(node, (), ledger)
        case Name():
            return _name(node, ledger)
        case Segment(kind="figure") if not signs.sign_of(node, ledger):
            return _described(node, ledger)
        case Segment() if row := segments.record(node):
            return inlines(row, ledger)
        case Segment(children=()) if drawn := glyphs.drawn(node):
            ranges.gather(drawn, ledger)
            return (drawn,)
        case Segment() if number := items.number_in_line(node):
            return (number, *signs.in_sign(node, inlines(node.children, ledger), ledger))
        case Segment(kind=kind) if kind in segments.DATA:
            return only_marks(inlines(node.children, ledger))
        case Metamark():
            return _metamark(node, ledger)
        case Damaged() | Segment() | Date() | Term() | Quote() | Field():
            return signs.in_sign(node, inlines(node.children, ledger), ledger)
        case Foreign():
            words = signs.in_sign(node, inlines(node.children, ledger), ledger)
            return words if node.facts.lang else (Styled("foreign", words, Role.FOREIGN),)
        case Reference() if note_of(node, ledger.notes):
            return _note_by_reference(node, ledger)
        case Reference():
            return references.link(node, inlines(node.children, ledger), ledger)
        case Figure():
            return picture(node, ledger)
        case _:
            assert_never(node)


def _is_blank(node: Inline) -> bool:
    return isinstance(node, Text) and not node.value.strip()


def _line_end(node: LineBreak, ledger: Ledger) -> PInlines:
    """Print a line end of the source: where a sign of the set shows it, or lines are kept, as one."""
    sign = None if ledger.aside else ledger.terms.conventions.sign_for(node, ledger.base)
    if sign is not None and not sign.show.silent:
        said = signs.fields(node, ledger)
        ledger.use(sign, node)
        number = signs.mark_runs(sign.show.text or "", said, sign, sign.show.style, alone=True)
        return (*signs.marks_around(sign, said)[0], LineEnd(node.joins_word), *number)
    if node.n:
        ledger.unprinted_numbers.append(node.span)
    if not node.joins_word:
        ranges.gather(Run(" ", LINE_END), ledger)
    blank: PInlines = () if node.joins_word else (Run(" ", LINE_END),)
    return (LineEnd(node.joins_word),) if ledger.lines else blank


def _text(node: Text, ledger: Ledger) -> PInlines:
    """Print words: cover names get their note, words in an open range its look, words by hand theirs."""
    words = Run(
        LINE_ENDS.sub(" ", node.value), PUNCTUATION if segments.is_put(node) else of_source(node.span)
    )
    ranges.gather(words, ledger)
    printed = with_mentions(words, node.span, ledger)
    if node.facts.hand or node.facts.medium:
        printed = signs.in_sign(Written((), facts=node.facts, span=node.span), printed, ledger)
    return ranges.in_ranges(printed, ledger)


def _emphasis(node: Emphasis, ledger: Ledger) -> PInlines:
    """Print the source's own emphasis: by its sign if the set has one, else in the type it has."""
    words = inlines(node.children, ledger)
    if words and all(isinstance(each, Call) for each in words):
        return words  # it is raised already
    if signs.sign_of(node, ledger):
        return signs.in_sign(node, words, ledger)
    return (glyphs.in_its_type(node, words),)


def _gap(node: Gap | Space, ledger: Ledger) -> PInlines:
    """Print a gap or a space; a summary that the sign has no place for follows in brackets.

    A space of a character or two is a blank, unless the lines are the source's too.
    """
    ranges.gather(Run(" ", BLANK) if isinstance(node, Space) else Run("…", ELLIPSIS), ledger)
    if isinstance(node, Space):
        if is_blank(node) and not ledger.terms.profile.line_ends:
            return (Run(" ", BLANK),)
        return signs.in_sign(node, (), ledger)
    if node.reason == "omitted":
        ledger.credit("omission", node.facts.resp, node.by, node.span)
    with ledger.in_voice(node.by or Voice.EDITOR):
        summary = inlines(node.summary, ledger)
    sign = signs.sign_of(node, ledger)
    has_place = sign is None or sign.show.text is None or "summary" in names(parse(sign.show.text))
    bracketed = (Run(" [", PUNCTUATION), *summary, Run("]", PUNCTUATION)) if summary and not has_place else ()
    return signs.in_sign(node, summary, ledger, {"summary": summary}) + bracketed


def _metamark(node: Metamark, ledger: Ledger) -> PInlines:
    """Print a mark of the source; one that a note tells instead is told with its writing, once."""
    sign = signs.sign_of(node, ledger)
    if sign is None or not sign.show.omit:
        return signs.in_sign(node, inlines(node.children, ledger), ledger)
    told, shifts = as_told(node)
    changed = inlines(shifts, ledger)  # the hand that ends here is noted before the mark
    before = ranges.lengths(ledger)
    words = inlines(told.children, ledger)
    ranges.take_back(before, ledger)  # no words of a range, whose end a change of hand in the mark may be
    says = plain(words).strip() or ledger.terms.wording.known_term("function", node.function)
    sign = sign if says else replace(sign, note=None)
    return (*changed, *signs.in_sign(told, words, ledger, sign=sign))


def _remark(node: Remark, ledger: Ledger) -> PInlines:
    """Print a remark in the line, or as a note if the profile says so; one of the source is words of it."""
    if node.voice is Voice.SOURCE:
        plainly = ledger.terms.last_resort.sign_for(node, ledger.base)
        return signs.in_sign(node, inlines(node.children, ledger), ledger, sign=plainly)
    sign = signs.sign_of(node, ledger)
    ledger.credit("remark", node.facts.resp, node.voice, node.span)
    if sign and sign.show.as_note and not ledger.aside:
        ledger.use(sign, node)
        marks = marks_in(node)
        bare = replace(node, children=walk.rebuild_inlines(node.children, without(marks)))
        call = ledger.call(f"{ledger.numbers.total()}-remark", sign.show.as_note, bare, node.span)
        return (call, *inlines(marks, ledger))
    with ledger.in_voice(node.voice):
        words = inlines(node.children, ledger)
    more = signs.initials(node, sign, folded(plain(words)), ledger)
    return signs.in_sign(node, words + ((more,) if more else ()), ledger)


def _name(node: Name, ledger: Ledger) -> PInlines:
    """Print a name; a cover name that only its reference explains is identified behind it."""
    ids = ids_named(node)
    named, ledger.named = ledger.named, ledger.named or bool(ids)
    words = signs.in_sign(node, inlines(node.children, ledger), ledger)
    ledger.named = named
    if not node.ref or node.kind not in ("person", "cover"):
        people = map(ledger.terms.registers.person, ids)
        ledger.mentions |= {person.id for person in people if person}
        return words
    person = ledger.person(node.ref, node.span)
    if person is None or node.kind != "cover":
        return words
    return words + identification_call(person, ledger, node.span)


def _note_call(node: NoteRef, ledger: Ledger) -> PInlines:
    """Call a note; inside another note, print it in brackets, or name its number if it has one."""
    note = ledger.notes.get(node.note)
    if note is None:
        named = Run(f"[^{node.note}]", Generated(OriginRule.IDENTIFIER, "note"))
        return (named,) if ledger.tells_notes else ()
    if note.is_query:
        return places.query(node, ledger)
    if node.note in ledger.headed:
        return ()
    if references.is_void(note, ledger):
        ledger.void_notes.append(note.span or node.span)
        return ()
    if ledger.lists_notes:
        return (link_of(ledger.call(node.note, note.series, note, node.span)),)
    if not ledger.aside:
        return (ledger.call(node.note, note.series, note, node.span),)
    if not ledger.tells_notes:
        return ()
    wording = ledger.terms.wording
    if node.note in ledger.called or node.note in ledger.told:
        called = ledger.called.get(node.note) or ledger.told[node.note]
        words = wording.run("note.see", label=called.label)
        return (Run(" (", PUNCTUATION), Link(f"#{called.id}", (words,)), Run(")", PUNCTUATION))
    if node.note in ledger.inner:
        return ()
    ledger.inner.append(node.note)
    texts = [words for words in walk.lines(note.blocks) if words]
    inner = [piece for words in texts for piece in (Run(" ", BLANK), *inlines(words, ledger))]
    ledger.inner.pop()
    if ledger.noting is not None:
        ledger.told[node.note] = ledger.noting
    first, *rest = wording.inlines("note.inner", {"words": tuple(inner[1:])})
    return (*join_neighbours((Run(" ", BLANK), first)), *rest)


def _note_by_reference(node: Reference, ledger: Ledger) -> PInlines:
    """Call a note that a reference names; what the encoding types for it is not printed beside its label."""
    name = note_of(node, ledger.notes) or ""
    kept = only_marks(inlines(node.children, ledger))
    if not ledger.aside:
        return (*kept, *_note_call(NoteRef(name, span=node.span), ledger))
    if name not in ledger.called:
        return kept
    return (*kept, Link(f"#{ledger.called[name].id}", (ledger.called[name].label,)))


def _described(node: Segment, ledger: Ledger) -> PInlines:
    """Print a figure without a picture: its description, as that of one, and what else is in it."""
    children = segments.with_description(node.children)
    found = [each for each in children if isinstance(each, Segment) and each.kind == "figDesc"]
    if not found:
        return inlines(children, ledger)
    rest = [each for each in children if each not in found and not _is_blank(each)]
    shown = ledger.terms.wording.inlines("mark.figure", {"description": tidy(inlines(found, ledger))})
    return (*shown, *((Run(" ", BLANK),) if rest else ()), *inlines(rest, ledger))


def picture(node: Figure | FigureBlock, ledger: Ledger) -> PInlines:
    """Print a picture, or its description in brackets where the edition has no such file."""
    target = node.target
    shown = ledger.terms.pictures.get(target)
    described = Run(node.description, of_source(node.span)) if node.description else NOTHING
    name = name_of_embedded(target) if is_embedded(target) else target
    if glyphs.is_captioned(node, ledger):
        return (ledger.terms.wording.run("mark.figure"),)
    if shown is None:
        described = described or Run(name, Generated(OriginRule.IDENTIFIER, "picture"))
        return (ledger.terms.wording.run("mark.figure", description=described),)
    return (Picture(name, shown, described),)
