"""What of a document is not printed, and by which rule: told by the model and the signs, not by what printed.

The account holds it against what is printed: words that are both told here and printed, or neither, do
not balance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.template import names, parse
from variorum.apparatus.text.choices import choice_of, is_choice
from variorum.apparatus.text.flow import folded
from variorum.apparatus.text.head import is_bracketed
from variorum.apparatus.text.lines.head_data import beside_fields
from variorum.apparatus.text.meanings.forms import (
    around_restored,
    details,
    is_wordless,
    meaning,
    without_deletion,
)
from variorum.apparatus.text.meanings.glyphs import is_captioned
from variorum.apparatus.text.meanings.hyphens import ends_in_hyphen, goes_on
from variorum.apparatus.text.meanings.items import holds_ranges
from variorum.apparatus.text.meanings.segments import DATA
from variorum.apparatus.text.references import is_void
from variorum.apparatus.text.signs import sign_of
from variorum.apparatus.text.stops import spare_at
from variorum.conventions.sign import Sign
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Block,
    Corrected,
    Deleted,
    Division,
    Document,
    Field,
    FieldKind,
    Figure,
    FigureBlock,
    Gap,
    Inline,
    Inlines,
    Item,
    Note,
    NoteRef,
    Reading,
    Reference,
    Replaced,
    Restored,
    Segment,
    Text,
    Variant,
    walk,
)
from variorum.model.calls import ends_of, holds_notes_only, ids_called, note_of, typed_label
from variorum.model.schema import act_of
from variorum.origin import LeftOut, OmissionRule
from variorum.source import Span

STOPS = re.compile(r"[;,.\s]+$")
NOTHING = re.compile(r"(?!)")
OPENING, CLOSING = re.compile(r"[(\[]"), re.compile(r"[)\]]\.*$")


def left_out(document: Document, ledger: Ledger, before: Sequence[Document]) -> Iterator[LeftOut]:
    """Yield the words of a document that are not printed.

    `ledger` is that of its printing, and only read; `before` are the documents printed before it.
    """
    omissions = _Omissions(ledger)
    edited = ledger.terms.profile.head == "edited"
    for line in (*document.head.lines, *document.head.added):
        if edited:
            yield from _around_data(line.children, bool(beside_fields(line)))
        elif any(line is one for one in document.head.added):
            yield from _all(line, OmissionRule.HEAD_ADDED)
            continue
        yield from omissions.below(line, noted=False)
    yield from omissions.of(document.body, noted=True)
    yield from omissions.of(document.closing, noted=True)
    calls = ids_called(document)
    all_printed = ledger.terms.profile.declarations == "after"
    states_none = all_printed or not document.declarations
    printed_calls = calls if states_none else ids_called(replace(document, declarations=()))
    for note in document.notes:
        if note.id in calls and note.id not in printed_calls:
            yield from _all(note, OmissionRule.DECLARATION_NOTE)
            continue
        if note.is_query or is_void(note, ledger):
            yield from _all(note, OmissionRule.QUERY if note.is_query else OmissionRule.NOTE_WORDLESS)
            continue
        label = typed_label(note)
        if label is not None:
            yield from _all(label, OmissionRule.NOTE_LABEL)
        yield from omissions.below(note, noted=False)
        if note.id not in calls:
            for word in note.lemma:
                yield from _all(word, OmissionRule.NOTE_UNCALLED)
    if all_printed:
        for statement in document.declarations:
            yield from omissions.of(statement.children, noted=True)
    else:
        yield from _statements(document, ledger.terms.profile.declarations == "legend", before)
    for each in document.hands:
        yield from _all(each, OmissionRule.HANDS)
    for one in document.witnesses:
        if one.siglum not in ledger.cited_witnesses:
            yield from _all(one, OmissionRule.HANDS)


def _all(node: Any, rule: OmissionRule, of: str = "") -> Iterator[LeftOut]:
    """Yield all words in a node; a picture that is described has them up to the end of its description."""
    described: Span | None = None
    for each in walk.descend(node):
        match each:
            case Figure(description=str(words)) | FigureBlock(description=str(words)) if words and each.span:
                described = each.span
                yield LeftOut(each.span, rule, of)
            case Text() if each.span and (
                described is None or not described.start <= each.span.start < described.end
            ):
                yield LeftOut(each.span, rule, of)


def _statements(document: Document, in_legend: bool, before: Sequence[Document]) -> Iterator[LeftOut]:
    """Yield what of a document's declarations is not printed: all, those made before, or what frames them."""
    made = {(one.sign, folded(walk.plain(one))) for other in before for one in other.declarations}
    for one in document.declarations:
        said = (one.sign, folded(walk.plain(one)))
        if not in_legend or said in made:
            rule = OmissionRule.DECLARATION_REPEATED if in_legend else OmissionRule.DECLARATION
            yield from _all(one, rule)
        else:
            yield from _stops(one.children)
            yield from _unquoted(one.children)
        if one.label and one.span:
            yield LeftOut(_beginning(one.span, len(one.label)), OmissionRule.DECLARATION_FRAME)
        made.add(said)


def _stops(words: Inlines) -> Iterator[LeftOut]:
    """Yield the stops and blanks at the end of plain words."""
    for text in reversed([node for _, node in walk.plain_pieces(words) if isinstance(node, Text)]):
        yield from _edges((text,), None, STOPS, OmissionRule.DECLARATION_STOP)
        if STOPS.sub("", text.value):
            break


def _unquoted(words: Inlines) -> Iterator[LeftOut]:
    """Yield what is not among the plain words of a statement."""
    plain = {node.span for _, node in walk.plain_pieces(words) if isinstance(node, Text)}
    for each in (each for node in words for each in walk.descend(node)):
        if isinstance(each, Text) and each.span and each.span not in plain:
            yield LeftOut(each.span, OmissionRule.DECLARATION_PLAIN)


def _is_wordless(sign: Sign, node: walk.Part) -> bool:
    """Return whether a sign prints without the words of its node: none at all, or others in their place."""
    instead = sign.show.text is not None and not {"lemma", "summary"} & set(names(parse(sign.show.text)))
    return sign.show.omit or (instead and not isinstance(node, Gap))


def _beginning(span: Span, length: int) -> Span:
    """Return the first characters of a place."""
    return replace(span, end_line=span.line, end_column=span.column + length)


def _around_data(nodes: Iterable[Inline], has_words: bool) -> Iterator[LeftOut]:
    """Yield what stands between and around the data of a line of the head and is no word.

    `has_words`: words stand beside the data, too, and print with all that stands between them.
    """
    for node in nodes:
        match node:
            case Text():
                if node.span and not has_words and not any(map(str.isalnum, node.value)):
                    yield LeftOut(node.span, OmissionRule.HEAD_PUNCTUATION)
            case Field(kind=FieldKind.MARK):
                pass
            case Field():
                if is_bracketed(walk.plain(node)):
                    yield from _edges((node,), OPENING, CLOSING, OmissionRule.HEAD_PUNCTUATION)
            case _:
                inside = (each for each in walk.children(node) if isinstance(each, Inline))
                yield from _around_data(inside, has_words)


def _edges(
    nodes: Sequence[Inline], opening: re.Pattern[str] | None, closing: re.Pattern[str], rule: OmissionRule
) -> Iterator[LeftOut]:
    """Yield the characters at the beginning and the end of words that look like these."""
    words = [each for node in nodes for each in walk.descend(node) if isinstance(each, Text) and each.value]
    for text in words[:1]:
        found = opening.match(text.value) if opening else None
        if found and text.span:
            yield LeftOut(_beginning(text.span, found.end()), rule)
    for text in words[-1:]:
        found = closing.search(text.value)
        if found and text.span and not is_exact(text):
            yield LeftOut(text.span, rule)
        elif found and text.span:
            yield LeftOut(_ending(text.span, len(text.value) - found.start()), rule)


def _spare(first: Inline, before: str, second: walk.Part, behind: str) -> Iterator[LeftOut]:
    """Yield the last sign of words and the first of others, as far as they are too many."""
    if before:
        last = re.compile("".join(rf"{re.escape(sign)}\s*" for sign in before) + "$")
        yield from _edges((first,), None, last, OmissionRule.STOP_SPARE)
    if behind and isinstance(second, Text):
        yield from _edges((second,), re.compile(re.escape(behind)), NOTHING, OmissionRule.STOP_SPARE)


def is_exact(text: Text) -> bool:
    """Return whether the characters of words stand in the source one by one, none of them escaped."""
    span = text.span
    return span is not None and (span.line, span.end_column - span.column) == (span.end_line, len(text.value))


def _ending(span: Span, length: int) -> Span:
    """Return the last characters of a place."""
    return replace(span, line=span.end_line, column=max(1, span.end_column - length))


@dataclass(slots=True)
class _Omissions:
    """The walk through a document; `ranges` are those open whose sign prints no words."""

    ledger: Ledger
    ranges: dict[str, Sign] = field(default_factory=dict)

    def of(self, nodes: Iterable[walk.Part], noted: bool) -> Iterator[LeftOut]:
        """Yield what is left out of nodes; `noted`: their signs make textual notes."""
        row = tuple(nodes)
        for index, node in enumerate(row):
            yield from self.node(node, noted)
            spare = None if self.ranges else spare_at(row, index, self.ledger)
            if spare is not None:
                yield from _spare(spare.first, spare.before, node, spare.behind)
            if goes_on(node):
                hyphened = ends_in_hyphen(row, index, self.ledger.compounds)
                if hyphened is not None and hyphened.span:
                    yield LeftOut(_ending(hyphened.span, 1), OmissionRule.LINE_HYPHEN)

    def below(self, node: walk.Part, noted: bool) -> Iterator[LeftOut]:
        if isinstance(node, FigureBlock) and node.span and is_captioned(node, self.ledger):
            yield LeftOut(node.span, OmissionRule.PICTURE)
        yield from self.of(walk.children(node), noted)

    def node(self, node: walk.Part, noted: bool) -> Iterator[LeftOut]:
        if isinstance(node, Text):
            if self.ranges and node.span:
                over = next(iter(self.ranges.values()))
                yield LeftOut(node.span, OmissionRule.RANGE_OMITTED, over.id)
            return
        sign = sign_of(node, self.ledger) if isinstance(node, Inline | Block) else None
        match node:
            case AnchorStart():
                act = act_of(node)
                ranged = sign_of(act, self.ledger) if act else None
                if ranged is not None and ranged.show.omit:
                    self.ranges[node.range] = ranged
            case AnchorEnd():
                self.ranges.pop(node.range, None)
            case Figure() | FigureBlock() if self.ranges:
                yield from _all(node, OmissionRule.RANGE_OMITTED, next(iter(self.ranges.values())).id)
            case Item(label=str(label)) if label and node.span and (self.ranges or holds_ranges(node)):
                of = next((one.id for one in self.ranges.values()), "")
                told = [*self.below(node, noted)]
                yield from told
                if {one.span for one in _all(node, OmissionRule.RANGE_OMITTED)} <= {one.span for one in told}:
                    yield LeftOut(_beginning(node.span, len(label)), OmissionRule.RANGE_OMITTED, of)
            case Corrected() if node.facts.id in self.ledger.emendations:
                pass
            case Variant() if ends_of(node):
                if not node.readings or not self.in_note(sign, "readings", noted):
                    yield from _all(node, OmissionRule.OTHER_READING, sign.id if sign else "")
                    yield from self.notes_in(node.readings, sign.id if sign else "")
            case _ if isinstance(node, Inline) and is_choice(node):
                yield from self.choice(node, noted)
            case Note():
                yield from self.below(node, noted=False)
            case Reference() if note_of(node, self.ledger.notes):
                yield from _all(node, OmissionRule.NOTE_LABEL)
            case Division() if holds_notes_only(node):
                yield from _all(node, OmissionRule.NOTES_HEADING)
            case Segment(kind=kind) if kind in DATA:
                yield from _all(node, OmissionRule.DATA, kind)
            case Deleted() if (pieces := around_restored(node)) != (node,):
                yield from self.of(pieces, noted)
            case Restored() if any(isinstance(each, Deleted) for each in walk.descend(node)):
                kept = walk.rebuild_inlines(node.children, without_deletion)
                yield from self.of(kept, noted)
            case Replaced():
                alone = is_wordless((node.old,)) or is_wordless((node.new,))
                yield from self.below(node, noted and (alone or not (sign and sign.note)))
            case _ if (
                sign is not None and _is_wordless(sign, node) and not self.in_note(sign, "lemma", noted)
            ):
                yield from _all(node, OmissionRule.SIGN_OMITTED, sign.id)
            case _:
                yield from self.below(node, noted)

    def reading(self, node: Reading, of: str) -> Iterator[LeftOut]:
        """Yield a reading that is not printed, with the notes that are called in it."""
        yield from _all(node, OmissionRule.OTHER_READING, of)
        yield from self.notes_in((node,), of)

    def notes_in(self, readings: Iterable[Reading], of: str) -> Iterator[LeftOut]:
        """Yield the notes that are called in readings."""
        for each in (one for node in readings for one in walk.descend(node)):
            note = self.ledger.notes.get(each.note) if isinstance(each, NoteRef) else None
            if note is not None:
                yield from _all(note, OmissionRule.OTHER_READING, of)

    def choice(self, node: Inline, noted: bool) -> Iterator[LeftOut]:
        """Yield the form of a choice that is neither in the text nor in the note."""
        made = choice_of(node, self.ledger)
        if made is None:
            yield from self.node(meaning(node), noted)
            return
        for form, words in made.forms.items():
            if form in made.shown:
                yield from self.of(words, noted)
            elif self.in_note(made.sign, form, noted):
                yield from self.of(words, noted=False)
            else:
                for each in words:
                    yield from _all(each, OmissionRule.OTHER_FORM, form)
        for reading in made.node.readings if isinstance(made.node, Variant) else ():
            if self.in_note(made.sign, "readings", noted):
                yield from self.of(reading.children, noted=False)
            else:
                yield from self.reading(reading, made.sign.id if made.sign else "")
        if isinstance(made.node, Variant) and not self.in_note(made.sign, "readings", noted):
            for each in details(made.node.lemma):
                yield from _all(each, OmissionRule.OTHER_READING, made.sign.id if made.sign else "")

    def in_note(self, sign: Sign | None, name: str, noted: bool) -> bool:
        """Return whether the textual note of a sign prints words under a name."""
        if sign is None or not sign.note or not noted or not self.ledger.terms.profile.textual_notes:
            return False
        return name in names(parse(sign.note))
