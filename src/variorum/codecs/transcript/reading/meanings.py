"""From marks that nest to inlines of the model: every sign gets its meaning from the convention set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from variorum import toml
from variorum.claim import ClaimRule
from variorum.codecs.transcript.claim_book import ClaimBook, Stretch
from variorum.codecs.transcript.construct_call import call, missing, values
from variorum.codecs.transcript.marks import (
    Raw,
    RawBracket,
    RawBreak,
    RawCall,
    RawConstruct,
    RawFeed,
    Raws,
    RawStyle,
    RawText,
    covering,
    cut_marks,
    flat,
    parse,
    unstyled,
)
from variorum.codecs.transcript.printed_calls import PrintedCalls
from variorum.codecs.transcript.reading.tidying import in_plain_style, tidy
from variorum.codecs.transcript.sign_form import standard_form
from variorum.codecs.transcript.strand import Strand
from variorum.conventions import ConventionSet
from variorum.conventions.engine import (
    Decision,
    Meaning,
    Occurrence,
    as_sign,
    attributes_of,
    decide,
    found_values,
    pair_marks,
    text_marks,
)
from variorum.conventions.normal_forms import OF_LAST_RESORT, NormalForms
from variorum.findings import Diagnostic
from variorum.findings.transcript import ConstructMalformed, ConstructUnknown, NoteLost, WordDivided
from variorum.model import (
    Inline,
    Inlines,
    LineBreak,
    NoteRef,
    PageBreak,
    Reading,
    Text,
)
from variorum.model.schema import INLINES, SHAPES, Shape, build
from variorum.source import Source, Span

INLINE = frozenset({"inline", "text"})
EDITOR = INLINE | {"editor"}


def _mark_pattern(mark: str) -> str:
    """Return the pattern of a mark in running text; dots in a row of more, as of a form, are none."""
    own = re.escape(mark)
    if set(mark) == {"."}:
        return rf"(?<!\.){own}(?!\.\.)"
    return rf"(?<!{own}){own}(?!{own})" if mark == "…" else own


@dataclass(slots=True)
class Meanings:
    """Reads words under one convention set; collects what it decided and what it found.

    `claims` are the characters that print no words, `calls` the calls of notes with their places; `rules` are
    the lines of signs that stood above page marks, by the offset of the mark; `strands` the paragraphs as
    they were read; `told` the signs that the edition names at their places, by offset; `printed` knows the
    calls that the source prints; `forms` reads dates and numbers; `unbased` are places of marks whose meaning
    depends on how the source is written, which nobody says, `based` the marks of signs for each base.
    """

    source: Source
    convention: ConventionSet
    base: str | None = None
    decisions: list[Decision] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    claims: ClaimBook = field(default_factory=ClaimBook)
    calls: list[tuple[str, Span]] = field(default_factory=list)
    rules: dict[int, Strand] = field(default_factory=dict)
    strands: list[Strand] = field(default_factory=list)
    told: Mapping[int, str] = field(default_factory=dict)
    printed: PrintedCalls = field(default_factory=PrintedCalls)
    forms: NormalForms = OF_LAST_RESORT
    marks: re.Pattern[str] | None = field(init=False)
    pairs: tuple[str, ...] = field(init=False)
    unbased: list[Span] = field(default_factory=list)
    based: Mapping[str, frozenset[str | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.based = {
            sign.means.base: frozenset(read.mark for read in sign.read)
            for sign in self.convention.signs
            if sign.means.base
        }
        marks = text_marks(self.convention, self.base)
        self.marks = re.compile("|".join(map(_mark_pattern, marks))) if marks else None
        self.pairs = pair_marks(self.convention, self.base)

    # ---- entry

    def read(self, strand: Strand, positions: frozenset[str] = INLINE) -> Inlines:
        """Return the inlines of a strand."""
        return self.inlines(self.parse(strand), positions)

    def parse(self, strand: Strand) -> Raws:
        """Return the marks of a strand as they nest, and keep the findings."""
        result = parse(strand, self.pairs)
        self.found.extend(result.diagnostics)
        self.strands.append(strand)
        self.claims.marks(result.value)
        self.found.extend(map(WordDivided, self.claims.divisions(strand)))
        return result.value

    def inlines(self, raws: Iterable[Raw], positions: frozenset[str] = INLINE) -> Inlines:
        """Return raws as inlines, adjacent texts as one, no blanks beside a line end."""
        return tidy(self.only_inlines(self.sequence(tuple(raws), positions)))

    def only_inlines(self, nodes: Iterable[Any]) -> list[Inline]:
        """Return nodes without readings, which stand in a variant only; their words are kept."""
        made: list[Inline] = []
        for node in nodes:
            if isinstance(node, Reading):
                reason = "it stands in a variant only"
                self.found.append(ConstructMalformed(node.span, kind="“reading”", reason=reason))
                made.extend(node.children)
            else:
                made.append(node)
        return made

    def sequence(self, raws: Raws, positions: frozenset[str]) -> list[Inline]:
        """Return raws as inlines, one after the other; a sign may take words that stand before it."""
        made: list[Inline] = []
        waiting: list[Raw] = []
        for index, raw in enumerate(raws):
            if not isinstance(raw, RawBracket):
                waiting.append(raw)
                continue
            where = positions | self.positions(raws, index) | self.printed.positions(raw, positions)
            met = occurrence(raw, where, flat(waiting), flat(raws[index + 1 : index + 2]))
            decided = self.decide_at(met, raw.strand)
            if decided is not None and decided.before is not None and decided.before.re.groupindex:
                made.extend(self.sign_with_words_before(raw, decided, tuple(waiting), positions))
            else:
                made.extend(self.unbracketed(waiting, positions))
                made.extend(self.bracket(raw, decided, where))
            waiting = []
        made.extend(self.unbracketed(waiting, positions))
        return made

    def positions(self, raws: Raws, index: int) -> frozenset[str]:
        """Return the positions that the neighbours of a bracket give it."""
        before = flat(raws[max(index - 1, 0) : index])[-1:].isalpha()
        after = flat(raws[index + 1 : index + 2])[:1].isalpha()
        both = {"amid"} if before and after else set()
        return frozenset({"word", *both}) if before or after else frozenset()

    def unbracketed(self, raws: Iterable[Raw], positions: frozenset[str]) -> list[Inline]:
        """Return raws that are no brackets as inlines."""
        made: list[Inline] = []
        for raw in raws:
            match raw:
                case RawText(strand, literal):
                    made.extend([Text(strand.text, span=strand.span())] if literal else self.running(strand))
                case RawBreak(strand):
                    made.append(LineBreak(span=strand.span()))
                case RawFeed(strand):
                    parted = not made or not isinstance(made[-1], Text) or made[-1].value[-1:].isspace()
                    blank = () if parted else (Text(" ", span=strand.span()),)
                    made.extend((*blank, PageBreak("", span=strand.span())))
                case RawCall(note, strand):
                    made.append(self.call(note, strand, ClaimRule.NOTE_CALL))
                case RawStyle() if (printed := self.printed.by_style(raw)) and "text" in positions:
                    made.append(self.call(*printed, ClaimRule.NOTE_SIGN))
                case RawStyle():
                    made.extend(self.styled(raw, positions))
                case RawConstruct():
                    made.extend(self.construct(raw, positions))
                case RawBracket():
                    made.extend(self.bracket(raw, None, positions))
        return made

    # ---- signs

    def decide_at(self, met: Occurrence, strand: Strand) -> Meaning | None:
        """Return what a mark means: what the edition says of its place, else what the set says."""
        sign = self.told.get(strand.offsets[0]) if self.told and strand.offsets else None
        by_place = as_sign(self.convention, met, sign) if sign is not None else None
        decided = by_place or decide(self.convention, met, self.base)
        if self.base is None and by_place is None and self._depends_on_base(met, decided):
            self.unbased.append(strand.span())
        return decided

    def _depends_on_base(self, met: Occurrence, decided: Meaning | None) -> bool:
        """Return whether a mark would be another sign if it were known how the source is written."""
        return any(
            other is not None and (decided is None or other.sign.id != decided.sign.id)
            for base, marks in self.based.items()
            if met.mark in marks and (other := decide(self.convention, met, base))
        )

    def call(self, note: str, strand: Strand, rule: ClaimRule) -> NoteRef:
        """Return the call of a note."""
        self.calls.append((note, strand.span()))
        self.claims.claim(strand, rule)
        return NoteRef(note, span=strand.span())

    def running(self, strand: Strand) -> list[Inline]:
        """Return running text, in which signs may be calls that the source prints."""
        made: list[Inline] = []
        for piece, note in self.printed.cut(strand):
            made += self.text(piece) if note is None else [self.call(note, piece, ClaimRule.NOTE_SIGN)]
        return made

    def text(self, strand: Strand) -> list[Inline]:
        """Return running text, in which some characters are signs."""
        made: list[Inline] = []
        at = 0
        for mark in self.marks.finditer(strand.text) if self.marks else ():
            decided = self.decide_at(Occurrence(mark.group()), strand.cut(mark.start(), mark.end()))
            if decided is None:
                continue
            if mark.start() > at:
                made.append(Text(strand.text[at : mark.start()], span=strand.span(at, mark.start())))
            at = mark.end()
            sign = strand.cut(mark.start(), at)
            self.claims.claim(sign, ClaimRule.SIGN_ALONE, decided.sign.id)
            made.append(self.node(decided, sign, {}))
        if at < len(strand):
            made.append(Text(strand.text[at:], span=strand.span(at)))
        return made

    def bracket(self, raw: RawBracket, decided: Meaning | None, positions: frozenset[str]) -> list[Inline]:
        """Return a bracket as the node it means; one without a meaning stays as its characters."""
        if decided is not None and decided.sign.means.node == "Text":
            self.record(decided, raw.strand)
            decided = None
        if self.printed.is_lost(decided):
            self.found.append(NoteLost(raw.strand.span(), call=raw.strand.text))
            decided = None
        if decided is None or not issubclass_inline(decided):
            opening, closing = raw.strand.cut(0, 1), raw.strand.cut(len(raw.strand) - 1, len(raw.strand))
            inside = self.sequence(raw.children, positions - {"word", "amid"})
            first, last = (Text(each.text, span=each.span()) for each in (opening, closing))
            return [first, *inside, last]
        contents, printed = self.contents_by_field(decided, raw.children, positions)
        node = self.node(decided, raw.strand, contents)
        if isinstance(node, NoteRef):
            self.calls.append((node.note, raw.strand.span()))
        if isinstance(node, PageBreak):
            node = self.page(node, raw.strand, "amid" in positions)
        made, between = self.with_parts_cut_off(node, decided, raw)
        self.claims.sign(decided, raw, (*printed, *between))
        return made

    def with_parts_cut_off(
        self, node: Any, decided: Meaning, raw: RawBracket
    ) -> tuple[list[Inline], list[Stretch]]:
        """Return a node with what its pattern cuts off before or behind it as a node of its own.

        With them come the stretches of the content that are printed between.
        """
        found, part = decided.content, decided.read.part
        made: list[Inline] = [node]
        printed: list[Stretch] = []
        if found is None or part is None:
            return made, printed
        for group, edge in (("lead", "content"), ("trail", "content")):
            if group not in found.re.groupindex or found[group] is None:
                continue
            strand = span_of(cut_marks(raw.children, *found.span(group)), raw.strand)
            cut_off = build(SHAPES[part.node], attributes_of(part), {}, strand.span())
            leads = group == "lead"
            start, end = (
                (found.end(group), found.start(edge)) if leads else (found.end(edge), found.start(group))
            )
            between = span_of(cut_marks(raw.children, start, end), raw.strand)
            blank = [Text(found.string[start:end], span=between.span())] if start < end else []
            printed.append((start, end))
            made = [cut_off, *blank, *made] if leads else [*made, *blank, cut_off]
        return made, printed

    def page(self, node: PageBreak, strand: Strand, amid: bool) -> PageBreak:
        """Return a page break with the rule that stood above its mark, and whether it parts a word."""
        rule = self.rules.get(strand.offsets[0])
        if rule is not None:
            self.claims.claim(rule, ClaimRule.RULE)
            rend = rule.text if node.facts.rend is None else f"{rule.text}\n{node.facts.rend}"
            node = replace(node, facts=replace(node.facts, rend=rend))
        return replace(node, joins_word=amid or node.joins_word)

    def contents_by_field(
        self, decided: Meaning, children: Raws, positions: frozenset[str]
    ) -> tuple[dict[str, Any], tuple[Stretch, ...]]:
        """Return the contents of the node that a bracket means, by field, and where they stand in its words.

        A named group of the rule's pattern gives a field its words, else all words go into the first field
        that the sign wants filled.
        """
        groups = decided.content.re.groupindex if decided.content is not None else {}
        taken = decided.before.re.groupindex if decided.before is not None else {}
        children = unstyled(children, decided.read.style)
        positions = voiced(SHAPES[decided.sign.means.node], INLINE | positions & EDITOR)
        made: dict[str, Any] = {}
        printed: list[Stretch] = []
        rest = "content"
        for slot in SHAPES[decided.sign.means.node].contents:
            if slot.holds != "inlines":
                continue
            group = slot.field if slot.field in groups else rest
            if group in groups and decided.content is not None:
                printed.append(decided.content.span(group))
                made[slot.field] = self.inlines(cut_marks(children, *printed[-1]), positions)
            elif slot.field in taken or not slot.required or not rest or self.empty(decided, slot.field):
                made[slot.field] = ()
                continue
            else:
                printed.append((0, len(flat(children))))
                made[slot.field] = self.inlines(children, positions)
            rest = ""
        return made, tuple(printed)

    @staticmethod
    def empty(decided: Meaning, field: str) -> bool:
        """Return whether the sign wants a field of its node empty."""
        return decided.sign.means.conditions.get(field) is False

    def sign_with_words_before(
        self, raw: RawBracket, decided: Meaning, waiting: Raws, positions: frozenset[str]
    ) -> list[Inline]:
        """Return a sign that takes words before it: into a node of their own, or into one of its fields."""
        before = decided.before
        assert before is not None
        group = next(iter(before.re.groupindex))
        start, end = before.span(group)
        taken = cut_marks(waiting, start, end)
        made = self.sequence(cut_marks(waiting, 0, start), positions)
        span = taken[0].strand.span().to(taken[-1].strand.span())
        if group == "wrapped" and decided.read.wraps is not None:
            wraps = decided.read.wraps
            content = {"children": self.inlines(taken)}
            made.append(build(SHAPES[wraps.node], attributes_of(wraps), content, span))
            made.extend(self.sequence(cut_marks(waiting, end, len(flat(waiting))), positions))
            made.extend(self.bracket(raw, decided, positions))
            return made
        contents, printed = self.contents_by_field(decided, raw.children, positions)
        self.claims.sign(decided, raw, printed)
        self.claims.words(cut_marks(waiting, end, len(flat(waiting))), ClaimRule.SIGN_WORDS, decided.sign.id)
        self.claims.blank_before(raw.strand, decided.sign.id)
        node = self.node(decided, raw.strand, {**contents, group: self.inlines(taken)})
        made.append(replace(node, span=span.to(raw.strand.span())))
        return made

    def node(self, decided: Meaning, strand: Strand, contents: Mapping[str, Any]) -> Any:
        """Return the node that a sign means, and record the decision.

        A sign in another form than the set prints it (`[...]` for `[…]`) keeps that form in `facts.rend`.
        """
        shape = SHAPES[decided.sign.means.node]
        made = attributes_of(decided.sign.means)
        if decided.content is not None:
            made.update(found_values(shape, decided.content.groupdict()))
        self.record(decided, strand)
        node = build(shape, made, contents, strand.span())
        standard = standard_form(decided, node)
        if standard is not None and standard != strand.text:
            node = replace(node, facts=replace(node.facts, rend=strand.text))
        return node

    def record(self, decided: Meaning, strand: Strand) -> None:
        """Record that a sign was read."""
        self.decisions.append(Decision(strand.span(), strand.text, decided.sign.id, decided.rule))

    # ---- type styles

    def styled(self, raw: RawStyle, positions: frozenset[str]) -> list[Inline]:
        """Return words in one or several type styles that cover the same words."""
        styles = [raw.style]
        children = raw.children
        while len(children) == 1 and isinstance(children[0], RawStyle) and children[0].style not in styles:
            styles.append(children[0].style)
            children = children[0].children
        inside = self.inlines(children, positions)
        return [self.in_styles(tuple(styles), inside, raw.strand, positions)]

    def in_styles(
        self, styles: tuple[str, ...], inside: Inlines, strand: Strand, positions: frozenset[str]
    ) -> Inline:
        """Return words in type styles: the sign of most styles together first, the others around it.

        Styles that together are a sign are the paper's, whoever speaks, on whatever base.
        """
        if len(styles) > 1 and frozenset(styles) in self.convention.styles:
            positions = positions - {"editor"}
        for size in range(len(styles), 0, -1):
            for chosen in combinations(styles, size):
                decided = self.decide_at(Occurrence(None, frozenset(chosen), positions), strand)
                if decided is None:
                    continue
                node: Inline = self.node(decided, strand, {"children": inside})
                rest = tuple(style for style in styles if style not in chosen)
                return self.in_styles(rest, (node,), strand, positions) if rest else node
        plain = in_plain_style(styles[-1], inside, strand)
        return self.in_styles(styles[:-1], (plain,), strand, positions) if styles[:-1] else plain

    # ---- constructs

    def construct(self, raw: RawConstruct, positions: frozenset[str]) -> list[Inline]:
        """Return a construct as its node; one that cannot be read stays as its characters."""
        head = call(raw.head)
        shape = INLINES.get(head.name) if head else None
        if head is None or shape is None:
            name = head.name if head else raw.head.text
            nearest = toml.nearest(name, INLINES)
            place = raw.head.span()
            self.found.append(ConstructUnknown(place, kind="construct", name=name, nearest=nearest))
            return self.as_text(raw, positions)
        read = values(head, shape)
        self.found.extend(read.diagnostics)
        lacking = missing(shape, read.value)
        claimed = len(self.claims.entries)
        contents = self.contents(shape, raw, positions) if lacking is None else f"it lacks {lacking}"
        if isinstance(contents, str):
            place, kind = raw.head.span(), f"“{shape.name}”"
            self.found.append(ConstructMalformed(place, kind=kind, reason=contents))
            self.claims.back_to(claimed)
            return self.as_text(raw, positions)
        if shape.node is NoteRef:
            self.calls.append((read.value["note"], raw.strand.span()))
        # Words that are a datum are printed as they stand: their place is that of the value.
        words = head.words("value") if shape.node is Text else None
        self.claims.construct(raw, head, read.value, words)
        node = build(shape, read.value, contents, (words or raw.strand).span())
        return [self.page(node, raw.strand, False) if isinstance(node, PageBreak) else node]

    def contents(self, shape: Shape, raw: RawConstruct, positions: frozenset[str]) -> dict[str, Any] | str:
        """Return the contents of a construct by field, or say why they do not fit."""
        parts = [tidy(self.sequence(part, voiced(shape, positions))) for part in raw.parts]
        made: dict[str, Any] = {}
        for index, content in enumerate(shape.contents):
            if content.holds == "inlines":
                made[content.field] = tidy(self.only_inlines(parts[index] if index < len(parts) else ()))
                continue
            nodes = tuple(
                node for part in parts[index : None if content.many else index + 1] for node in part
            )
            if any(type(node).__name__ not in content.of for node in nodes):
                return f"its part {index + 1} holds only " + ", ".join(content.of).lower()
            if not content.many and len(nodes) != 1:
                return f"its part {index + 1} is one {content.of[0].lower()}"
            made[content.field] = nodes if content.many else nodes[0]
        if len(parts) > len(shape.contents) and all(c.holds == "inlines" for c in shape.contents):
            return f"it has {len(parts)} parts where {shape.name} has {len(shape.contents)}"
        return made

    def as_text(self, raw: RawConstruct, positions: frozenset[str]) -> list[Inline]:
        """Return a construct as its characters, with what is in it read."""
        head = raw.strand.cut(0, len(raw.head) + 1)
        made: list[Inline] = [Text(head.text, span=head.span())]
        for bar, part in zip(raw.bars, raw.parts, strict=True):
            made.append(Text(bar.text, span=bar.span()))
            made.extend(self.sequence(part, positions))
        end = raw.strand.cut(len(raw.strand) - 1, len(raw.strand))
        return [*made, Text("}", span=end.span())]


def voiced(shape: Shape, positions: frozenset[str]) -> frozenset[str]:
    """Return the positions of words in a node: the editor's, if it holds an editor's words."""
    return positions | EDITOR if shape.speaks else positions


def issubclass_inline(decided: Meaning) -> bool:
    """Return whether a sign means an inline, not a block."""
    return SHAPES[decided.sign.means.node] in INLINES.values()


def occurrence(raw: RawBracket, positions: frozenset[str], before: str = "", after: str = "") -> Occurrence:
    """Return a bracket, or another pair of marks, as the rules of a set see it."""
    return Occurrence(raw.mark, covering(raw.children), positions, flat(raw.children), before, after)


def span_of(raws: Raws, otherwise: Strand) -> Strand:
    """Return the characters of the first of raws, or others if there are none."""
    return raws[0].strand if raws else otherwise
