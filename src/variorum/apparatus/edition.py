"""From an edition to its publication: each document in its turn, then the matter around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from variorum import toml
from variorum.apparatus import last_resort
from variorum.apparatus.document_notes import (
    notes_behind,
    of_all,
    published_notes,
    published_queries,
    uncalled_notes,
    witnesses,
)
from variorum.apparatus.languages import with_languages
from variorum.apparatus.ledger import Ledger, Manner, Terms, Use
from variorum.apparatus.matter import doubts, front
from variorum.apparatus.matter.declarations import restate
from variorum.apparatus.matter.legend import legend, sign_uses
from variorum.apparatus.matter.people import persons, responsibility
from variorum.apparatus.matter.sharing import on_shared_pages
from variorum.apparatus.matter.slips import slips
from variorum.apparatus.matter.volume import VolumePart, matter_heading, old_pages
from variorum.apparatus.omissions import left_out
from variorum.apparatus.profile import Profile, load
from variorum.apparatus.registers import datum, registers
from variorum.apparatus.text import head, references
from variorum.apparatus.text.blocks import blocks, item_label
from variorum.apparatus.text.choices import sigla
from variorum.apparatus.text.flow import tidied, tidy
from variorum.apparatus.text.inlines import inlines
from variorum.apparatus.text.lines import head_data
from variorum.apparatus.text.lines.calls import as_links, at_last_words, behind_first_words
from variorum.apparatus.text.lines.ends import append, prepend
from variorum.apparatus.text.lines.short_lines import with_short_lines
from variorum.apparatus.text.meanings.emendation import emend, missing, numbered
from variorum.apparatus.text.meanings.hands import in_one_hand
from variorum.apparatus.text.pages import beside_headings, unmarked, with_words_first, with_words_last
from variorum.apparatus.text.ranges import closed_shift, void
from variorum.apparatus.text.signs import is_unmarked
from variorum.apparatus.wording import Wording
from variorum.conventions.normal_forms import NormalForms
from variorum.conventions.sign import Conventions, ConventionSet
from variorum.directions import with_directions
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import SignSilent, SignUnknown
from variorum.findings.finding import times
from variorum.findings.tei import LineNumbersUnprinted, ReferenceCircular, ReferenceKeyed
from variorum.findings.transcript import ActWordless, NoteWordless, PageUnnumbered, ReferenceWordless
from variorum.model import (
    Blocks,
    Document,
    Edition,
    Field,
    FieldKind,
    Hand,
    Head,
    MatterPlace,
    Note,
    calls,
    walk,
)
from variorum.model.walk import descend
from variorum.origin import OriginRule
from variorum.pictures import StillPicture
from variorum.publication import (
    Entry,
    Listing,
    Matter,
    Para,
    PBlocks,
    Publication,
    PublishedDocument,
    PublishedNote,
    Run,
    Series,
    SignCount,
    anchor,
)
from variorum.run import with_days_whole
from variorum.source import Span
from variorum.style import Style
from variorum.words import language
from variorum.words.divisions import compounds
from variorum.words.language import Language


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text of the edition's own, such as a preface, with its notes: before the documents or behind them."""

    id: str
    title: Run
    blocks: Blocks
    before: bool = True
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an edition has besides its documents.

    Pictures by the names under which texts show them, texts of its own, and the language in which it speaks;
    without one it is that which its imprint names.
    """

    pictures: Mapping[str, StillPicture] = field(default_factory=dict, repr=False)
    texts: tuple[OwnText, ...] = ()
    language: Language | None = None


NOTHING = Holdings()

UNMARKED = {
    Manner.SILENT: "printed without a sign",
    Manner.NOTED: "printed as a note",
    Manner.OMITTED: "left out",
}


def annotate(
    edition: Edition,
    conventions: Conventions | ConventionSet,
    profile: Profile | str,
    style: Style | None = None,
    holdings: Holdings = NOTHING,
) -> Result[Publication]:
    """Return the publication of an edition: looks and labels decided, notes and matter generated.

    `profile` may be the name of one that comes with variorum; `style` is only asked whether a sign can be
    seen in it.
    """
    if isinstance(profile, str):
        found = load(profile, language=edition.imprint.language)
        return found.then(lambda loaded: annotate(edition, conventions, loaded, style, holdings))
    if isinstance(conventions, ConventionSet):
        conventions = Conventions(conventions)
    words = Wording.of(holdings.language or language.load(edition.imprint.language))
    main = conventions.printed or conventions.main
    marks = last_resort.marks(edition.imprint.language)
    terms = Terms(main, profile, words, registers(edition), marks, holdings.pictures, style)
    terms = replace(terms, restated=conventions.printed is not None, forms=_forms(edition, conventions))
    edition = restate(edition, conventions)
    figures = references.writes_figures(edition)
    terms = replace(terms, titles=head_data.titles(edition.documents), figures=figures)
    unknown = {each.document for each in edition.emendations} - {one.id for one in edition.documents}
    findings = [missing(each) for each in edition.emendations if each.document in unknown]
    documents, ledgers, parts = _parts_of(edition, conventions, terms)
    every = [*ledgers, *(part.ledger for part in parts)]
    findings += [finding for ledger in _in_order(edition, every) for finding in ledger.findings]
    met = sign_uses(every)
    resorts = {sign.id for sign in marks.signs}
    if any(one.use.sign.id in resorts for one in met):
        findings += last_resort.untranslated(edition.imprint.language)
    findings += totals(every)
    findings += doubts.of_edition(edition, every, terms.registers)
    findings += slips(edition.documents)
    findings += [finding for one in met for finding in _unmarked(one.use)]
    findings += references.beyond(every, terms.registers.documents)
    lost = references.lost(every)
    if lost:
        findings += references.nowhere(lost.values(), every)
        documents = references.without(documents, lost)
        kept = references.without((part.matter for part in parts), lost)
        parts = [replace(part, matter=one) for part, one in zip(parts, kept, strict=True)]
    own = (*_own_texts(holdings, edition, terms), *parts)
    before, after = _matter(edition, documents, ledgers, terms, own)
    publication = Publication(
        id=edition.id,
        imprint=edition.imprint,
        agents=edition.agents,
        profile=profile.id,
        documents=tuple(documents),
        series=tuple(
            Series(rule.id, words.either(f"series.{rule.id}", "series.editorial"), rule.place)
            for rule in profile.series
        ),
        front=before,
        back=after,
        signs={one.use.sign.id: one.use.sign.title for one in met},
        sign_counts=tuple(_counted(one.use) for one in met),
        phrases=words.of_formats(**imprint_titles(edition)),
    )
    spoken = spoken_language(edition, words)
    return Result(with_directions(with_languages(publication, spoken)), tuple(dict.fromkeys(findings)))


def _parts_of(
    edition: Edition, conventions: Conventions, terms: Terms
) -> tuple[list[PublishedDocument], list[Ledger], list[VolumePart]]:
    """Return the documents as printed, with what was met in each, and the parts of volumes around them."""
    documents: list[PublishedDocument] = []
    ledgers: list[Ledger] = []
    parts: list[VolumePart] = []
    described: frozenset[Span | None] = frozenset()
    for document in edition.documents:
        printing = conventions.printing(document.id)
        forms = conventions.forms(document, edition.imprint.language)
        by = replace(terms, conventions=printing, forms=forms, described=described)
        if document.matter is not None:
            part = volume_part(document, edition, by)
            parts.append(part)
            ledger = part.ledger
        else:
            printed, ledger = publish(document, edition, by)
            documents.append(printed)
            ledgers.append(ledger)
        described |= {one.span for one in document.witnesses if one.siglum in ledger.cited_witnesses}
    return documents, ledgers, parts


def _in_order(edition: Edition, ledgers: Sequence[Ledger]) -> list[Ledger]:
    """Return ledgers in the order in which what they are of stands in the edition."""
    order = {anchor(document.id): at for at, document in enumerate(edition.documents)}
    return sorted(ledgers, key=lambda one: order[one.document])


def _counted(use: Use) -> SignCount:
    """Return how often a sign is used."""
    shown, silent, noted, omitted = (use.counts[way] for way in Manner)
    return SignCount(use.sign.title, shown, silent, noted, omitted)


def _unmarked(use: Use) -> Iterator[Diagnostic]:
    """Yield a finding for each manner in which a sign prints otherwise than with its mark."""
    for way, words in UNMARKED.items():
        if use.counts[way]:
            yield SignSilent(use.node.span, sign=use.sign.title, count=times(use.counts[way]), way=words)


def totals(ledgers: Sequence[Ledger]) -> Iterator[Diagnostic]:
    """Yield a finding for all that is one fault wherever it stands, at the first of its places."""
    uncounted = [place for ledger in ledgers for place in ledger.uncounted]
    if uncounted:
        count = "a page" if len(uncounted) == 1 else f"{len(uncounted):,} pages"
        yield PageUnnumbered(uncounted[0], count=count)
    numbered = list(dict.fromkeys(place for ledger in ledgers for place in ledger.unprinted_numbers))
    if numbered:
        count = "a line" if len(numbered) == 1 else f"{len(numbered):,} lines"
        yield LineNumbersUnprinted(numbered[0], count=count)
    wordless = [place for ledger in ledgers for place in ledger.wordless]
    if wordless:
        count = "an act" if len(wordless) == 1 else f"{len(wordless):,} acts"
        yield ActWordless(wordless[0], count=count)
    unworded = [place for ledger in ledgers for place in ledger.unworded]
    if unworded:
        many = f"{len(unworded):,} references, names, dates or glyphs have"
        yield ReferenceWordless(
            unworded[0], count="a reference, name, date or glyph has" if len(unworded) == 1 else many
        )
    keyed = [place for ledger in ledgers for place in ledger.keyed]
    if keyed:
        yield ReferenceKeyed(
            keyed[0], count="a reference has" if len(keyed) == 1 else f"{len(keyed):,} references have"
        )
    circular = [place for ledger in ledgers for place in ledger.circular]
    if circular:
        one = "a reference without words leads to the document in which it stands"
        many = f"{len(circular):,} references without words lead to the documents in which they stand"
        yield ReferenceCircular(circular[0], count=one if len(circular) == 1 else many)
    void = [place for ledger in ledgers for place in ledger.void_notes]
    if void:
        yield NoteWordless(void[0], count="a note is" if len(void) == 1 else f"{len(void):,} notes are")


def _forms(edition: Edition, conventions: Conventions) -> NormalForms:
    """Return what reads numbers of any document, for what is printed of all together."""
    forms = (conventions.forms(document, edition.imprint.language) for document in edition.documents)
    return NormalForms(tuple(dict.fromkeys(language for one in forms for language in one.languages)))


def hands(document: Document) -> dict[str, Hand]:
    """Return the hands of a document by their ids, and by the names of scribes who have one hand alone."""
    scribes = Counter(hand.scribe for hand in document.hands)
    alone = {hand.scribe: hand for hand in document.hands if hand.scribe and scribes[hand.scribe] == 1}
    return {**alone, **{hand.id: hand for hand in document.hands}}


def publish(document: Document, edition: Edition, terms: Terms) -> tuple[PublishedDocument, Ledger]:
    """Return one document as printed, and the ledger of what was met in it."""
    document, ledger = _with_ledger(document, edition, terms)
    headed, body, notes, after = _blocks_of(document, ledger)
    known = head_data.data(document)
    printed = PublishedDocument(
        id=ledger.document,
        title=head_data.title(document, known).repeat(OriginRule.TITLE).with_text(with_days_whole),
        running=(running(known.plain(FieldKind.REGISTER)), running(known.plain(FieldKind.DATE))),
        head=headed,
        body=body,
        notes=notes,
        lang=document.languages[0] if document.languages else edition.imprint.language,
        after=after,
        queries=published_queries(document.notes, ledger),
        left_out=tuple(left_out(document, ledger, _before(document, edition))),
        span=document.span,
    )
    return printed, ledger


def volume_part(document: Document, edition: Edition, terms: Terms) -> VolumePart:
    """Return a part of a volume that is none of its documents, as matter: its notes are listed behind it."""
    document, ledger = _with_ledger(document, edition, terms)
    headed, body, notes, after = _blocks_of(document, ledger, in_text=True)
    title, headed = matter_heading(document, headed)
    said = old_pages(document, edition, ledger.terms.wording)
    printed = (*as_links((*headed, *said, *body, *after)), *notes_behind(notes))
    lang = document.languages[0] if document.languages else edition.imprint.language
    omitted = tuple(left_out(document, ledger, _before(document, edition)))
    queries = published_queries(document.notes, ledger)
    made = Matter(ledger.document, "volume-part", title, printed, lang, queries=queries, left_out=omitted)
    return VolumePart(made, document.matter is MatterPlace.FRONT, ledger)


def _with_ledger(document: Document, edition: Edition, terms: Terms) -> tuple[Document, Ledger]:
    """Return a document with its emendations, and the ledger of what will be met in it."""
    emendations = {name: each for name, each in numbered(edition).items() if each.document == document.id}
    marked = emend(document, emendations, terms.forms)
    document = marked.value
    ledger = Ledger(
        terms,
        anchor(document.id),
        {note.id: note for note in (*edition.notes, *document.notes)},
        emendations,
        hands(document),
        sigla(document.witnesses),
        document.base,
        findings=[
            *marked.diagnostics,
            *doubts.of_document(document, terms.registers, terms.wording, terms.forms),
        ],
        common=terms.forms.surnames_that_are_words(),
        before_places=terms.forms.words_before_places(),
        compounds=cache(partial(_compounds, document)),
        awaited=calls.by_place(document),
        spanned=calls.by_beginning(document),
        entries=calls.entries(document, end=True),
        begun=calls.entries(document, end=False),
        void_ranges=void(document),
    )
    body = in_one_hand(with_short_lines(document.body), lambda node: is_unmarked(node, ledger))
    document = replace(document, body=body)
    return document, ledger


def _compounds(document: Document) -> frozenset[str]:
    """Return the words that a document has with a hyphen in its lines."""
    return compounds(words for words, _ in walk.plain_pieces(document))


def _blocks_of(
    document: Document, ledger: Ledger, in_text: bool = False
) -> tuple[PBlocks, PBlocks, tuple[PublishedNote, ...], PBlocks]:
    """Return the head of a document, its body, its notes, and what stands behind it.

    `in_text`: the notes will be listed behind it, as those of matter are.
    """
    ledger.lists_notes = in_text
    edited = ledger.terms.profile.head == "edited"
    headed = head.head_as_set(document, ledger) if edited else head.head_as_printed(document, ledger)
    body = blocks(document.body, ledger)
    ended = closed_shift(ledger)
    body = append(body, ended) or (*body, Para("first", ended)) if ended else body
    closing, declarations = _closing(document, ledger), _declarations(document, ledger)
    ledger.lists_notes = False
    notes = published_notes(ledger, in_text)
    ledger.findings += references.misnumbered(ledger)
    after = closing + uncalled_notes(document, ledger) + declarations + witnesses(document, ledger)
    body = prepend(body, of_all(document.notes, ledger)) or body
    body = behind_first_words(at_last_words(body, ledger.trailing, ledger.beside))
    body = tidied(beside_headings(with_words_last(with_words_first(body))))
    return tidied(unmarked(headed)), body, notes, tidied(beside_headings(after))


def _before(document: Document, edition: Edition) -> Sequence[Document]:
    """Return the documents before one that says something of its signs; none matter for any other."""
    if not document.declarations:
        return ()
    return edition.documents[: [each.id for each in edition.documents].index(document.id)]


def spoken_language(edition: Edition, words: Wording) -> str:
    """Return the language of the edition's own words: its own, or the one printed in its place."""
    asked, spoken = edition.imprint.language, words.language.tag
    return asked if asked.partition("-")[0].casefold() == spoken.partition("-")[0].casefold() else spoken


def imprint_titles(edition: Edition) -> dict[str, Run]:
    """Return title and subtitle as the phrases of formats print them again."""
    said = edition.imprint
    titles = {name: datum(said, name, getattr(said, name)) for name in ("title", "subtitle")}
    return {name: run.repeat(OriginRule.CITATION) for name, run in titles.items()}


def running(words: Run) -> Run:
    """Return a datum of a head as one that running heads, contents and references print again."""
    return words.repeat(OriginRule.RUNNING_DATA)


def _closing(document: Document, ledger: Ledger) -> PBlocks:
    """Return the closing note; data about the paper look like a source note."""
    printed = blocks(document.closing, ledger)
    if not any(isinstance(node, Field) for block in document.closing for node in descend(block)):
        return printed
    return tuple(replace(each, role="source-note") if isinstance(each, Para) else each for each in printed)


def _declarations(document: Document, ledger: Ledger) -> PBlocks:
    """Return the source's own statements about its signs, if they are printed behind the text."""
    if ledger.terms.profile.declarations != "after" or not document.declarations:
        return ()
    entries = tuple(
        Entry((Para("first", tidy(inlines(each.children, ledger))),), item_label(each), span=each.span)
        for each in document.declarations
    )
    return (Listing("declarations", entries),)


def unknown_signs(profile: Profile, sets: Conventions) -> Iterator[Diagnostic]:
    """Yield a finding for each sign that a profile names and that nothing is printed by."""
    known = {sign.id: None for one in (*sets.all, last_resort.marks()) for sign in one.signs}
    for sign in profile.signs:
        if sign not in known:
            yield SignUnknown(profile.places.get(sign), sign=sign, nearest=toml.nearest(sign, known))


def _matter(
    edition: Edition,
    documents: Sequence[PublishedDocument],
    ledgers: Sequence[Ledger],
    terms: Terms,
    own: Sequence[VolumePart],
) -> tuple[tuple[Matter, ...], tuple[Matter, ...]]:
    """Return front and back matter; `own` are the texts of the edition's own and the parts of its volumes."""
    words, lang = terms.wording, edition.imprint.language
    generated = (
        ("legend", legend(edition, ledgers, terms, [document.title for document in documents])),
        ("persons", persons(edition, documents, ledgers, terms)),
        ("responsibility", responsibility(edition, ledgers, terms)),
    )
    after = (
        *(part.matter for part in own if not part.before),
        *(front.part(kind, words.run(f"matter.{kind}"), made, lang) for kind, made in generated if made),
    )
    after = on_shared_pages(after, frozenset(kind for kind, _ in generated))
    prefaces = tuple(part.matter for part in own if part.before)
    before = (
        front.half_title(edition),
        front.title_page(edition, words),
        front.imprint(edition, words),
        front.contents(edition, prefaces, documents, after, words),
        *prefaces,
    )
    return before, after


def _own_texts(holdings: Holdings, edition: Edition, terms: Terms) -> tuple[VolumePart, ...]:
    return tuple(_own_text(text, edition, terms) for text in holdings.texts)


def _own_text(text: OwnText, edition: Edition, terms: Terms) -> VolumePart:
    """Return a text of the edition; its notes are listed behind it, for matter has no note area.

    The signs of the documents are none of its own.
    """
    terms = replace(terms, conventions=ConventionSet("", "", ()))
    notes = {note.id: note for note in text.notes}
    ledger = Ledger(terms, anchor("matter", text.id), notes, aside=True, lists_notes=True)
    printed = blocks(text.blocks, ledger)
    ledger.lists_notes = False
    called = published_notes(ledger, in_text=True)
    uncalled = uncalled_notes(Document(text.id, Head(), text.blocks, notes=text.notes), ledger)
    printed += notes_behind(called, uncalled)
    printed = prepend(printed, of_all(text.notes, ledger)) or printed
    made = front.part(text.id, text.title, printed, edition.imprint.language)
    made = replace(made, queries=published_queries(text.notes, ledger))
    return VolumePart(made, text.before, ledger)
