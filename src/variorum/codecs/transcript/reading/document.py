"""Reading a transcript: plain text in an edition's own conventions becomes a document of the model.

The format is described in seeds/README.md. Reading never fails: what has no place is kept and reported.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.claim import Claim, ClaimRule
from variorum.codecs.transcript import sign_places
from variorum.codecs.transcript.marks import RawBracket, parse
from variorum.codecs.transcript.printed_calls import begins_note, is_called, plain_label
from variorum.codecs.transcript.reading import bracket_checks, checks
from variorum.codecs.transcript.reading.block_constructs import LISTS, Constructs
from variorum.codecs.transcript.reading.block_lines import (
    RawBlock,
    RawBlocks,
    RawFence,
    RawItem,
    RawNote,
    RawParagraph,
    RawRule,
    blocks,
    by_labels,
)
from variorum.codecs.transcript.reading.head import TITLE_LENGTH, is_row, is_title, normal_key
from variorum.codecs.transcript.reading.head import head as read_head
from variorum.codecs.transcript.reading.meanings import EDITOR, Meanings
from variorum.codecs.transcript.reading.page_starts import first_page
from variorum.codecs.transcript.reading.paragraphs import (
    Element,
    Elements,
    Other,
    Prose,
    Ready,
    flow,
    over_pages,
)
from variorum.codecs.transcript.reading.structure import Structure, bare_text, is_unlabelled
from variorum.codecs.transcript.strand import Strand
from variorum.conventions import ConventionSet, Decision
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import NoteRule
from variorum.conventions.sign import LineRule
from variorum.doors import ReadOptions, SignAt
from variorum.findings import Diagnostic, Result
from variorum.findings.transcript import ConstructMalformed, NoteTwice
from variorum.model import (
    NO_FACTS,
    Blocks,
    Declaration,
    Document,
    Facts,
    Field,
    FieldKind,
    Hand,
    Head,
    LineKind,
    Note,
    Paragraph,
    Text,
    Voice,
    Witness,
)
from variorum.model.schema import BLOCKS
from variorum.model.walk import plain
from variorum.source import Source

YEAR = re.compile(r"1[4-9]\d\d\.?|20\d\d\.?")
MOST_TITLES = 6
"""How many short paragraphs before the text may be titles: of more, as names of those present, none is."""
IN_NOTE = frozenset({"inline", "note", "editor"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a transcript says: the document, and for each sign in it the rule that decided.

    `claims` say by which rule characters print no words, where the notation tells that.
    """

    document: Document
    decisions: tuple[Decision, ...] = ()
    claims: tuple[Claim, ...] | None = None


@dataclass(slots=True)
class _Parts:
    """A document on its way: what has been taken out of the blocks."""

    head: Head = field(default_factory=Head)
    notes: list[Note] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    closing: Blocks = ()
    hands: list[Hand] = field(default_factory=list)
    witnesses: list[Witness] = field(default_factory=list)
    facts: Facts = NO_FACTS
    base: str | None = None
    languages: tuple[str, ...] = ()


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a convention set."""
    chosen = options or ReadOptions()
    reader = _Transcript(source, convention, chosen)
    document = reader.document()
    placed: Result[dict[int, SignAt]] = Result({})
    if chosen.places:
        # Pages are known when all is read, so the places are found in a first reading and told to a second.
        placed = sign_places.places(source, document, chosen.places, convention, reader.words.forms)
        signs = {offset: one.sign for offset, one in placed.value.items()}
        reader = _Transcript(source, convention, chosen, signs)
        document = reader.document()
    words = reader.words
    decisions = tuple(sorted(words.decisions, key=lambda d: (d.span, d.sign)))
    found = [
        *placed.diagnostics,
        *sign_places.unfit(source, placed.value, decisions),
        *words.found,
        *checks.pages(document, words.forms),
        *checks.head_agrees(document),
        *checks.columns(words.strands),
        *checks.quotations(words.strands),
        *checks.notes(document, words.calls),
        *checks.ranges(document),
        *checks.signs(document, decisions, convention, chosen.declared),
        *bracket_checks.near_misses(decisions, convention),
        *bracket_checks.descriptions(decisions, convention),
        *bracket_checks.unbased(words.unbased, convention),
    ]
    reading = Reading(document, decisions, words.claims.claims(source))
    return Result(reading, tuple(sorted(set(found), key=_order)))


def _order(finding: Diagnostic) -> tuple[int, int, str]:
    span = finding.span
    return (span.line, span.column, finding.slug) if span else (0, 0, finding.slug)


@dataclass(slots=True)
class _Transcript:
    """One transcript that is being read."""

    source: Source
    convention: ConventionSet
    options: ReadOptions
    told: Mapping[int, str] = field(default_factory=dict)
    words: Meanings = field(init=False)
    structure: Structure = field(init=False)
    parts: _Parts = field(default_factory=_Parts)

    def __post_init__(self) -> None:
        self.parts.base, self.parts.languages = self.options.base, self.options.languages
        forms = self.convention.forms(self.options.languages, self.options.spoken)
        self.words = Meanings(self.source, self.convention, self.options.base, told=self.told, forms=forms)
        self.structure = Structure(self.words, self.options.full_line)

    def document(self) -> Document:
        """Return the whole document."""
        if self.source.text.startswith("\ufeff"):
            self.words.claims.claim(Strand.of(self.source, 0, 1), ClaimRule.BYTE_ORDER_MARK)
        raws = blocks(lines(self.source), self.words.found)
        raws = self.numbered_notes(self.constructs(raws))
        labels = {note.id: (note.facts.rend or "").rpartition("\n")[2] for note in self.parts.notes}
        self.words.printed.take(self.parts.notes, labels)
        self.parts.head, raws = self.head(raws)
        raws = self.closing(self.declarations(self.closing(raws)))
        body = self.structure.elements(self.set_lines(over_pages(raws, self.words)))
        end = len(self.source.text)
        return Document(
            self.options.id,
            self.parts.head,
            first_page(body, self.words.forms),
            self.parts.closing,
            tuple(self.parts.declarations),
            tuple(self.parts.notes),
            tuple(self.parts.hands),
            tuple(self.parts.witnesses),
            self.parts.base,
            self.parts.languages,
            facts=self.parts.facts,
            span=self.source.span(0, end),
        )

    # ---- parts that stand apart

    def constructs(self, raws: RawBlocks) -> RawBlocks:
        """Take out the notes and the constructs that are parts of the document."""
        rest: list[RawBlock] = []
        noted = replace(self.structure, positions=EDITOR)
        constructs, of_editor = Constructs(self.structure), Constructs(noted)
        for raw in self.without_data(raws, constructs):
            match raw:
                case RawNote(id, inside, strand):
                    self.words.claims.claim(strand, ClaimRule.NOTE_HEAD)
                    self.note(self.voiced(Note(id, noted.blocks(inside), span=strand.span())))
                case RawFence() if raw.head.name == "note":
                    note = of_editor.node(raw, BLOCKS["note"])
                    if note is None:
                        constructs.end(raw)
                        rest.extend((RawParagraph((raw.strand,)), *raw.blocks))
                    else:
                        self.note(note)
                case RawFence() if raw.head.name == "head":
                    self.parts.head = self.joined_head(of_editor.node(raw, BLOCKS["head"]), raw)
                case RawFence() if raw.head.name in LISTS:
                    constructs.lines(raw)
                    content = next(c for c in BLOCKS["document"].contents if c.field == raw.head.name)
                    listed, others = constructs.whole_parts(raw, content)
                    getattr(self.parts, content.field).extend(of_editor.nodes(listed, content))
                    rest.extend(others)
                case RawFence() if raw.head.name == "closing-note":
                    constructs.lines(raw)
                    self.parts.closing = (*self.parts.closing, *self.structure.blocks(raw.blocks))
                case _:
                    rest.append(raw)
        return tuple(rest)

    def without_data(self, raws: RawBlocks, constructs: Constructs) -> RawBlocks:
        """Take the data of the document itself, by which all else is read, wherever they stand.

        What stands in such a construct is text.
        """
        rest: list[RawBlock] = []
        for raw in raws:
            if not isinstance(raw, RawFence) or raw.head.name != "document":
                rest.append(raw)
                continue
            data = replace(raw, blocks=())
            whole = constructs.node(data, BLOCKS["document"], {"id": self.options.id})
            if raw.blocks:
                constructs.misplaced(raw)
            self.parts.facts = whole.facts
            self.parts.base = whole.base or self.options.base
            self.parts.languages = whole.languages or self.options.languages
            self.words.base = self.parts.base
            self.words.forms = self.convention.forms(self.parts.languages, self.options.spoken)
            rest.extend(raw.blocks)
        return tuple(rest)

    def joined_head(self, head: Head, raw: RawFence) -> Head:
        """Return a head that a construct gives; a second one is reported and goes on with the first."""
        first = self.parts.head
        if first == Head():
            return head
        reason = "a document has one head"
        kind = f"block “{raw.head.name}”"
        self.words.found.append(ConstructMalformed(raw.head.span, kind=kind, reason=reason))
        return replace(first, lines=(*first.lines, *head.lines), added=(*first.added, *head.added))

    def note(self, note: Note) -> None:
        """Keep a note; one that is written twice is reported, and its words are put to the first."""
        for index, other in enumerate(self.parts.notes):
            if other.id == note.id:
                first = checks.place(other.span)
                found = NoteTwice(note.span, note=note.id, place=first)
                self.words.found.append(found)
                between = (Text(" "),) if other.lemma and note.lemma else ()
                lemma = (*other.lemma, *between, *note.lemma)
                self.parts.notes[index] = replace(other, lemma=lemma, blocks=(*other.blocks, *note.blocks))
                return
        self.parts.notes.append(note)

    def voiced(self, note: Note) -> Note:
        """Return a note in the voice that its words tell by the set."""
        words = "\n".join(plain(block) for block in note.blocks)
        for rule in self.convention.layout.voices:
            if compile_pattern(rule.match).search(words):
                return replace(note, voice=Voice(rule.voice))
        return note

    def numbered_notes(self, raws: RawBlocks) -> RawBlocks:
        """Take out notes that stand under a heading at the end, each behind its label, as the set says."""
        rules = [rule for rule in self.convention.layout.notes if rule.heading and rule.begins == "heading"]
        for index, raw in enumerate(raws):
            if not isinstance(raw, RawParagraph) or len(raw.lines) != 1:
                continue
            title = raw.lines[0].text.strip()
            for rule in rules:
                named = compile_pattern(rule.heading or "").fullmatch(title)
                if named and self.numbered(raws[index + 1 :], rule):
                    notes = [*by_labels(raws[index + 1 :], compile_pattern(rule.label))]
                    self.words.claims.claim(raw.lines[0], ClaimRule.NOTE_HEADING)
                    self.under_heading(title, notes, rule)
                    return raws[:index]
        return self.signed_notes(raws, rules)

    def signed_notes(self, raws: RawBlocks, rules: Sequence[NoteRule]) -> RawBlocks:
        """Take out notes that end the text, each behind a sign that hangs on a word above."""
        for rule in rules:
            found: list[tuple[RawParagraph, str]] = []
            for raw in reversed(raws):
                line = raw.lines[0].strip().text if isinstance(raw, RawParagraph) else ""
                label = compile_pattern(rule.label).match(line)
                if not isinstance(raw, RawParagraph) or label is None or not begins_note(line, label):
                    break
                found.insert(0, (raw, label["label"]))
            above = self.source.text[: found[0][0].lines[0].offsets[0]] if found else ""
            labels = [label for _, label in found]
            if found and len({*labels}) == len(labels) and all(is_called(one, above) for one in labels):
                self.under_heading("", [raw for raw, _ in found], rule)
                return raws[: len(raws) - len(found)]
        return raws

    def numbered(self, raws: RawBlocks, rule: NoteRule) -> bool:
        """Return whether blocks are paragraphs, the first of them behind the label of a note."""
        return (
            bool(raws)
            and all(isinstance(raw, RawParagraph) for raw in raws)
            and isinstance(raws[0], RawParagraph)
            and compile_pattern(rule.label).match(raws[0].lines[0].strip().text) is not None
        )

    def under_heading(self, title: str, raws: Sequence[RawParagraph], rule: NoteRule) -> None:
        """Keep paragraphs as notes; one without a label goes on with the note before."""
        labels = (compile_pattern(rule.label).match(raw.lines[0].strip().text) for raw in raws)
        self.words.printed.numbers |= {
            found["label"] for found in labels if found and found["label"].isdigit()
        }
        for raw in raws:
            line = raw.lines[0].strip()
            found = compile_pattern(rule.label).match(line.text)
            cut = found.end() if found else 0
            head, rest = line.cut(0, cut), line.cut(cut, len(line)).strip()
            prose = Prose((rest, *raw.lines[1:]), (False,) * len(raw.lines))
            block = replace(self.structure, positions=IN_NOTE).prose(prose)
            if found is None:
                last = self.parts.notes[-1]
                self.parts.notes[-1] = replace(last, blocks=(*last.blocks, block))
                continue
            label = found.group().strip()
            self.words.claims.claim(head, ClaimRule.NOTE_LABEL)
            self.note(
                Note(
                    plain_label(found["label"]),
                    (block,),
                    rule.series,
                    rule.voice,
                    facts=Facts(rend=label if self.parts.notes or not title else f"{title}\n{label}"),
                    span=head.strip().span(),
                )
            )

    def head(self, raws: RawBlocks) -> tuple[Head, RawBlocks]:
        """Take out the head, unless a construct has given it."""
        if self.parts.head != Head():
            return self.parts.head, raws
        head, rest = read_head(raws, self.words, self.convention.layout.head, self.options.full_line)
        added = tuple(
            Paragraph(
                (
                    Field(
                        kind, (Text(text, span=place),), normal_key(kind, text, self.words.forms), span=place
                    ),
                ),
                span=place,
            )
            for kind, text, place in self.options.head
        )
        return replace(head, added=added), rest

    def declarations(self, raws: RawBlocks) -> RawBlocks:
        """Take out the statements about signs at the end: items that mostly speak of signs of the set."""
        start = len(raws)
        while start > 0 and isinstance(raws[start - 1], RawItem):
            start -= 1
        items = [raw for raw in raws[start:] if isinstance(raw, RawItem)]
        if not items or items[0].gap < 2:
            return raws
        mentions = Meanings(self.source, ConventionSet("", "", ()), self.options.base)
        made = [self.declaration(item, mentions) for item in items]
        if 2 * sum(1 for declaration in made if declaration.sign) < len(made):
            return raws
        self.words.found.extend(mentions.found)
        self.words.claims.entries.extend(mentions.claims.entries)
        self.parts.declarations.extend(made)
        return raws[:start]

    def declaration(self, item: RawItem, mentions: Meanings) -> Declaration:
        """Return a statement about a sign, in which signs are only mentioned."""
        strands = [
            flow(Prose(raw.lines, (False,) * len(raw.lines)), False, self.options.full_line)
            for raw in item.blocks
            if isinstance(raw, RawParagraph)
        ]
        inside = tuple(node for strand in strands for node in mentions.read(strand))
        statement = " ".join(strand.text for strand in strands)
        sign = checks.matching(statement, self.convention)
        # A label is printed as it stands, so that the place of a statement is that of its label.
        if item.label is None:
            mentions.claims.claim(item.strand, ClaimRule.BULLET)
        return Declaration(inside, item.label, sign.id if sign else None, span=item.strand.span())

    def closing(self, raws: RawBlocks) -> RawBlocks:
        """Take out the note about the paper and its hands, or where it is kept, at the end."""
        pattern = self.convention.layout.closing
        last = raws[-1] if raws else None
        if pattern is None or not isinstance(last, RawParagraph) or last.gap < 2:
            return raws
        prose = Prose(last.lines, (False,) * len(last.lines))
        strand = flow(prose, False, self.options.full_line)
        found = None if strand.text.startswith("[") else compile_pattern(pattern).fullmatch(strand.text)
        if found is None:
            return raws
        inside = self.words.read(strand)
        kind = next((kind for kind in FieldKind if found.groupdict().get(kind)), FieldKind.PHYSICAL)
        datum = Field(kind, inside, span=strand.span())
        self.parts.closing = (Paragraph((datum,), span=strand.span()), *self.parts.closing)
        return raws[:-1]

    # ---- set lines

    def set_lines(self, elements: Elements) -> Elements:
        """Return elements with the set lines at the opening, the closing and the end of pages recognised."""
        made: list[Element] = list(elements)
        opening = self.opening(made)
        lines = self.convention.layout.lines
        at_end = [rule for rule in lines if "closing" in rule.zone]
        at_page = [rule for rule in lines if "page-end" in rule.zone]
        for index in range(len(made) - 1, opening - 1, -1):
            element = made[index]
            if not self.as_lines(made, index, at_end) and not self.is_remark(element):
                break
        for index in range(len(made) - 2, opening - 1, -1):
            after = made[index + 1]
            if isinstance(after, Prose) and after.leading:
                self.as_lines(made, index, at_page)
        return tuple(made)

    def opening(self, made: list[Element]) -> int:
        """Recognise the set lines before the first running paragraph; return the place of that paragraph."""
        rules = [rule for rule in self.convention.layout.lines if "opening" in rule.zone]
        titles, index = list[int](), 0
        while index < len(made):
            element = made[index]
            if isinstance(element, Prose):
                if self.as_lines(made, index, rules) or self.is_remark(element) or self.is_order(element):
                    pass
                elif is_title(bare_text(element, self.words.pairs)):
                    titles.append(index)
                else:
                    if titles[-1:] == [index - 1] and YEAR.fullmatch(bare_text(element, self.words.pairs)):
                        titles.pop()  # a publisher stands before the year
                    break
            elif not isinstance(element, Other) or not isinstance(element.raw, RawFence | RawRule):
                break
            index += 1
        if self.are_rows(tuple(made[index : index + 2])):
            titles = titles[:1]  # over a list; what stands between are rows of it
        if index < len(made) and not is_unlabelled(made[index]) and len(titles) <= MOST_TITLES:
            for place, title in [(place, made[place]) for place in titles]:
                if isinstance(title, Prose):
                    made[place] = Ready((self.structure.line(title, LineKind.TITLE, None),))
        return index

    def are_rows(self, elements: Elements) -> bool:
        """Return whether a list of short lines begins here, as of names and what they are."""
        rows = (isinstance(one, Prose) and is_row(bare_text(one, self.words.pairs)) for one in elements)
        return len(elements) > 1 and all(rows)

    def as_lines(self, made: list[Element], index: int, rules: Sequence[LineRule]) -> bool:
        """Put set lines for a paragraph, if it is made of them."""
        element = made[index]
        found = self.structure.set_lines(element, rules) if isinstance(element, Prose) else ()
        if found:
            made[index] = Ready(found)
        return bool(found)

    def is_remark(self, element: Element) -> bool:
        """Return whether an element is a bracketed paragraph, which may stand among set lines."""
        return isinstance(element, Prose) and self.bracketed(element)

    def is_order(self, prose: Prose) -> bool:
        """Return whether a short paragraph is no title by the set, though it may stand among set lines."""
        other, text = self.convention.layout.no_title, bare_text(prose, self.words.pairs)
        return bool(other) and len(text) <= TITLE_LENGTH and bool(compile_pattern(other or "").match(text))

    def bracketed(self, prose: Prose) -> bool:
        """Return whether a paragraph is a remark or introduced by a bracket: it may stand among set lines."""
        raws = parse(flow(prose, False, self.options.full_line), self.words.pairs).value
        _, rest = self.structure.pages_before(raws)
        first = rest[0] if rest else None
        if not isinstance(first, RawBracket):
            return not rest
        return len(rest) == 1 or self.structure.leading(first) is not None


def lines(source: Source) -> tuple[Strand, ...]:
    """Return the lines of a source without their ends; a byte order mark is no character of the text."""
    end = len(source.text.rstrip("\f"))  # behind the feed of the last page there is none
    ends = [start - 1 for start in source.starts[1:]] + [end]
    made = []
    for start, end in zip(source.starts, ends, strict=True):
        last = end - 1 if source.text[start:end].endswith("\r") else end
        first = start + 1 if start == 0 and source.text.startswith("\ufeff") else start
        made.append(Strand.of(source, first, last))
    return tuple(made)
