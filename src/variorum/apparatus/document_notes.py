"""The notes of a document as printed, once all their labels are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import assert_never

from variorum.apparatus.languages import said_in, tag
from variorum.apparatus.ledger import Ledger, NoteCall
from variorum.apparatus.text.blocks import blocks
from variorum.apparatus.text.flow import folded, lines, plain, repeat, tidied, tidy, without_calls
from variorum.apparatus.text.head import capitalised, sentence
from variorum.apparatus.text.inlines import inlines
from variorum.apparatus.text.lines.ends import append, prepend
from variorum.apparatus.text.lines.lemma import behind_lemma, shortened
from variorum.apparatus.text.signs import of_writing
from variorum.apparatus.wording import fact
from variorum.model import Blocks, Document, Facts, Note, Paragraph, Remark, RemarkBlock, Voice, calls, walk
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule
from variorum.publication import (
    NOTHING,
    Anchor,
    Entry,
    Group,
    LineEnd,
    Link,
    Listing,
    Para,
    PBlocks,
    PInlines,
    PublishedNote,
    PublishedQuery,
    Run,
    Separator,
    Styled,
    join_runs,
)
from variorum.source import Span

WRITTEN = ("place", "hand", "medium", "with")
"""What is told of a note that stands in the source."""


def published_notes(ledger: Ledger, in_text: bool = False) -> tuple[PublishedNote, ...]:
    """Return the notes in the order of their first calls. What they hold calls no further notes.

    A note is no part of a range in which it is called, nor of one that its document leaves open. `in_text`:
    the notes are printed as a part of the text, where queries are asked at their own places.
    """
    page, ledger.aside = ledger.page, True
    open_, ledger.ranges = ledger.ranges, {}
    made = []
    for note in ledger.called.values():
        ledger.page, ledger.noting = note.page, None if in_text else note
        with ledger.in_voice(getattr(note.content, "voice", Voice.EDITOR)):
            printed = tidied(_plain_roles(_note_blocks(note, ledger)))
        made.append(
            PublishedNote(note.id, note.series, note.label, printed, note.call, note.page, span=note.span)
        )
        ledger.ranges = {}
    ledger.page, ledger.aside, ledger.ranges, ledger.noting = page, False, open_, None
    return tuple(made)


def notes_behind(notes: Sequence[PublishedNote], uncalled: PBlocks = ()) -> PBlocks:
    """Return the notes that a part of the matter calls, as a list behind it: matter has no note area.

    Those that nothing calls follow them.
    """
    entries = tuple(Entry(note.blocks, note.label, note.id, span=note.span) for note in notes)
    lists = (Listing("list", entries), *uncalled) if entries else uncalled
    return (Separator(), *lists) if lists else ()


def uncalled_notes(document: Document, ledger: Ledger) -> PBlocks:
    """Return the notes that nothing in a document calls, under the labels that they have themselves.

    Where one label is that of several notes, each names the page at whose foot it stands, if that is known.
    """
    known = calls.ids_called(document) | ledger.headed
    found = [
        note
        for note in document.notes
        if note.id not in known and note.id not in ledger.called and not note.is_query
    ]
    aside, ledger.aside = ledger.aside, True
    labels = [label.text for label in map(_own_label, found) if label]
    taken = {note.label.text for note in ledger.called.values()}
    shared = len({*labels}) < len(labels) or not taken.isdisjoint(labels)
    entries: tuple[Entry, ...] = ()
    for note in found:
        with ledger.in_voice(note.voice):
            printed = blocks(_unlabelled(note), ledger)
        printed = _on_its_page(printed, note, ledger) if shared else printed
        entries += (Entry(printed, _own_label(note), span=note.span),)
    ledger.aside = aside
    return (Listing("list", entries),) if entries else ()


def _on_its_page(printed: PBlocks, note: Note, ledger: Ledger) -> PBlocks:
    """Say behind a note at the foot of which page of its source it stands, where pages are marked."""
    page = next((one.partition("=")[2] for one in note.facts.also if one.startswith("page=")), None)
    if not page or ledger.page is None:
        return printed
    words = ledger.terms.wording.run("page.reference", label=fact("page", page))
    return append(printed, (Run(" ", BLANK), Styled("page-reference", (words,)))) or printed


def witnesses(document: Document, ledger: Ledger) -> PBlocks:
    """Return what the sigla mean by which notes name witnesses: as the document says it, or their order.

    Where a volume lists the witnesses of all its documents, each that cites one says again what it is.
    """
    wording = ledger.terms.wording
    entries: tuple[Entry, ...] = ()
    for number, one in enumerate(document.witnesses, 1):
        if one.siglum in ledger.cited_witnesses:
            said = tidy(inlines(one.children, ledger.scratch(tells_notes=True)))
            if one.span in ledger.terms.described:
                said = repeat(said, OriginRule.WITNESS)
            count = Run(str(number), Generated(OriginRule.COUNT))
            words = said or (wording.run("witness.undescribed", number=count),)
            siglum = fact("witness", ledger.sigla.get(one.siglum, one.siglum))
            entries += (Entry((Para("first", words),), siglum, span=one.span),)
    return (Listing("declarations", entries),) if entries else ()


def published_queries(notes: Iterable[Note], ledger: Ledger) -> tuple[PublishedQuery, ...]:
    """Return the queries among notes, each at the anchors that stand in the text for it."""

    def edge(note: Note, name: str) -> str | None:
        return ledger.asked.get(ledger.query(note.id, name))

    return tuple(
        PublishedQuery(
            edge(note, "at") or edge(note, "to") or ledger.query(note.id, "at"),
            tuple(_bare(tidy(inlines(line, ledger.scratch()))) for line in walk.lines(note.blocks)),
            *ledger.terms.registers.asker(note),
            begins=edge(note, "from") if edge(note, "to") else None,
            ends=edge(note, "to") if edge(note, "from") else None,
            span=note.span,
        )
        for note in notes
        if note.is_query
    )


def of_all(queries: Iterable[Note], ledger: Ledger) -> PInlines:
    """Return the anchors of the queries that nothing in a text calls: they are on all of it."""
    names = [note.id for note in queries if note.is_query]
    asked = {name for name in names for edge in ("at", "to") if ledger.query(name, edge) in ledger.asked}
    lost = [ledger.query(name, "at") for name in names if name not in asked]
    ledger.asked.update(zip(lost, lost, strict=True))
    return tuple(map(Anchor, lost))


def _bare(children: PInlines) -> PInlines:
    """Return words in their type without what leads elsewhere and what is none."""
    made: PInlines = ()
    for child in children:
        match child:
            case Run() | LineEnd():
                made += (child,)
            case Styled():
                made += (replace(child, children=_bare(child.children), say=None, sign=None),)
            case Link():
                made += _bare(child.children)
            case _:
                pass
    return made


def _own_label(note: Note) -> Run | None:
    """Return what an encoding or a transcript calls a note, if that is what a reader would see."""
    numbers = (one.partition("=")[2] for one in note.facts.also if one.startswith("n="))
    known = (note.label, *numbers, note.facts.rend, note.id)
    said = next((one for one in known if one and calls.is_label(one)), None)
    return Run(said, Generated(OriginRule.NOTE_LABEL, note.series)) if said else None


def _note_blocks(note: NoteCall, ledger: Ledger) -> PBlocks:
    match note.content:
        case Note():
            return _authored(note.content, ledger)
        case Remark(voice=voice, children=children):
            printed = _as_sentence(blocks((Paragraph(children, span=note.span),), ledger))
            return _with_signature(printed, note.content.facts, voice, note.content.span, ledger)
        case RemarkBlock(voice=voice, blocks=inner):
            printed = _as_sentence(blocks(inner, ledger))
            return _with_signature(printed, note.content.facts, voice, note.content.span, ledger)
        case _:
            return note.content


def _as_sentence(printed: PBlocks) -> PBlocks:
    """Return a remark of one paragraph as the sentence that it is where no bracket holds it: as a note."""
    match printed:
        case (Para(children=words) as only,) if any(map(str.isalpha, plain(words))):
            goes_on = plain(words).rstrip().endswith((":", ";", ",", "–", "—"))
            words = capitalised(words)
            return (replace(only, children=words if goes_on else sentence(words)),)
        case _:
            return printed


def _authored(note: Note, ledger: Ledger) -> PBlocks:
    """Print a note as it was written, behind its lemma if it has one."""
    ledger.credit("note", note.facts.resp, note.voice, note.span)
    printed = blocks(_unlabelled(note), ledger)
    lemma = tidy(without_calls(inlines(note.lemma, ledger)))
    if not lemma and note.id in ledger.lemmas:
        lemma = shortened((ledger.lemmas[note.id].repeat(OriginRule.LEMMA),))
    if lemma:
        bracket = behind_lemma(lemma)  # words of the note itself, which no other place prints
        begun = None if _begins_with_label(printed) else prepend(printed, bracket)
        printed = begun or (Para("first", bracket[:-1]), *printed)
    printed = said_in(printed, language) if (language := tag(note.facts.lang)) else printed
    return _with_signature(printed, note.facts, note.voice, note.span, ledger)


def _begins_with_label(blocks: PBlocks) -> bool:
    """Return whether the label of an entry stands before all other words."""
    match [one for one in blocks if not isinstance(one, Separator)][:1]:
        case (Listing(entries=(first, *_)),):
            return first.label is not None or _begins_with_label(first.blocks)
        case (Group(blocks=inner),):
            return _begins_with_label(inner)
        case _:
            return False


def _unlabelled(note: Note) -> Blocks:
    """Return the blocks of a note without the label that its encoding types before its words."""
    label = calls.typed_label(note)
    match note.blocks:
        case (Paragraph(children=children) as first, *rest) if label is not None:
            return (replace(first, children=tuple(each for each in children if each is not label)), *rest)
        case _:
            return note.blocks


def _with_signature(
    printed: PBlocks, facts: Facts, voice: Voice, span: Span | None, ledger: Ledger
) -> PBlocks:
    """Say whose a note is: by initials if it bears them, else by its voice where its words do not tell it."""
    name = ledger.terms.registers.signature(facts.resp, span)
    said = join_runs(Run("(", PUNCTUATION), name, Run(")", PUNCTUATION)) if name else NOTHING
    key = _voice_key(voice)
    if not said and key:
        said = _how_written(facts, ledger) if voice is Voice.SOURCE else NOTHING
        said = said or ledger.terms.wording.run(key)
    texts = [folded(plain(line.children)) for line in lines(printed)]
    if not said or (texts and texts[-1].endswith((name or said).text)):
        return printed
    rules = ledger.terms.conventions.layout.voices
    if not name and any(rule.voice == voice and re.search(rule.match, " ".join(texts)) for rule in rules):
        return printed
    mark: PInlines = (Run(" ", BLANK), Styled("wording", (said,)))
    return append(printed, mark) or (*printed, Para("first", mark[1:]))


def _how_written(facts: Facts, ledger: Ledger) -> Run:
    """Return where, by whom and with what the source has a note, empty if nothing is known of it."""
    wording = ledger.terms.wording
    where = next((one for one in (facts.place, facts.rend) if wording.knows("place", one)), facts.place)
    known = {**of_writing(facts, ledger), "place": wording.spoken_term("place", where)}
    said = {
        key: fact(key, one) if isinstance(one, str) else one
        for key, one in known.items()
        if key in WRITTEN and one
    }
    return wording.run("note.in-source", **said) if said else NOTHING


def _voice_key(voice: Voice) -> str | None:
    """Return the wording by which an unsigned note says whose it is; the edition's own need no such word."""
    match voice:
        case Voice.SOURCE:
            return "note.of-source"
        case Voice.KEEPER:
            return "note.of-keeper"
        case Voice.TRANSLATOR:
            return "note.of-translator"
        case Voice.EDITOR | Voice.TRANSLATOR_OR_EDITOR:
            return None
        case _:
            assert_never(voice)


def _plain_roles(printed: PBlocks) -> PBlocks:
    """Let set lines of a note be plain paragraphs, which take the type of the note."""
    made: PBlocks = ()
    for each in printed:
        role = "first" if not made else "body"
        made += (replace(each, role=role) if isinstance(each, Para) else each,)
    return made
