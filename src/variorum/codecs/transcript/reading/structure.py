"""From paragraphs to the blocks of the model: set lines, remarks, stamps, lists, tables, constructs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeGuard

from variorum.claim import ClaimRule
from variorum.codecs.transcript.marks import (
    TOKEN,
    Raw,
    RawBracket,
    RawConstruct,
    Raws,
    RawText,
    cut_marks,
    flat,
    parse,
    unstyled,
)
from variorum.codecs.transcript.reading.block_constructs import Constructs
from variorum.codecs.transcript.reading.block_lines import (
    STANDARD_RULE,
    RawBlocks,
    RawFence,
    RawHeading,
    RawNote,
    RawRule,
    RawTable,
)
from variorum.codecs.transcript.reading.meanings import EDITOR, INLINE, Meanings, occurrence
from variorum.codecs.transcript.reading.page_starts import prepended
from variorum.codecs.transcript.reading.paragraphs import (
    Element,
    Elements,
    Entry,
    Other,
    Prose,
    Ready,
    flow,
    is_of_lines,
    over_pages,
)
from variorum.codecs.transcript.reading.pipe_tables import table
from variorum.codecs.transcript.reading.tidying import tidy
from variorum.codecs.transcript.strand import Strand
from variorum.conventions.engine import Meaning, attributes_of, compile_pattern, found_values
from variorum.conventions.normal_forms import register_key
from variorum.conventions.sign import LineRule
from variorum.model import (
    NO_FACTS,
    Block,
    Blocks,
    Date,
    Facts,
    Field,
    FieldKind,
    Heading,
    Inlines,
    Item,
    Line,
    LineKind,
    List,
    Paragraph,
    RemarkBlock,
    Rule,
    Text,
)
from variorum.model.facts import LINES
from variorum.model.schema import SHAPES, build
from variorum.source import Span

PARTS = "\N{PARAGRAPH SEPARATOR}"
SPREAD = 40
"""How many paragraphs one bracket may enclose."""
SET_LINES = 24
"""How many set lines one paragraph may hold."""
FOLLOW_ON = 12
"""How many paragraphs may stand between two items of a numbered list and still belong to the first."""


@dataclass(slots=True)
class Structure:
    """Builds blocks; `full_line` is the length from which a line end is a wrap.

    `positions` are those of words in running paragraphs.
    """

    words: Meanings
    full_line: int
    positions: frozenset[str] = INLINE

    # ---- lists of blocks

    def blocks(self, raws: RawBlocks, positions: frozenset[str] | None = None) -> Blocks:
        """Return what stands inside a construct, a note or an item; `positions` are those of its words."""
        reader = self if positions is None else replace(self, positions=positions)
        return reader.elements(over_pages(raws, self.words))

    def elements(self, elements: Elements) -> Blocks:
        """Return elements as blocks; items are gathered into lists."""
        made: list[Block] = []
        index = 0
        while index < len(elements):
            element = elements[index]
            if isinstance(element, Entry):
                block, index = self.labelled(elements, index)
                made.append(block)
                continue
            end = end_of_bracket(elements, index)
            if end > index + 1 and (remark := self.spread_remark(elements[index:end])) is not None:
                made.append(remark)
                index = end
                continue
            end = colon_list(elements, index)
            made.extend(self.element(element))
            index += 1
            if end > index:
                items = tuple(
                    Item(tuple(self.element(e)), span=e.lines[0].span())
                    for e in elements[index:end]
                    if isinstance(e, Prose)
                )
                made.append(List(items, span=items[0].span))
                index = end
        return tuple(made)

    def element(self, element: Element) -> Blocks:
        """Return one element as blocks."""
        match element:
            case Prose():
                return (self.prose(element),)
            case Entry():
                return (self.labelled((element,), 0)[0],)
            case Ready(blocks):
                return blocks
            case Other(raw, marks):
                return self.with_page_marks(self.other(raw), marks)

    def labelled(self, elements: Elements, start: int) -> tuple[Block, int]:
        """Return the list that begins with an item, and where it ends."""
        children: list[Item | RemarkBlock] = []
        index = start
        last: str | None = None
        while index < len(elements):
            element = elements[index]
            if not isinstance(element, Entry) or not (index == start or continues(last, element.label)):
                break
            children.append(self.item(element))
            last = element.label
            index += 1
            between = self.paragraphs_between(elements, index, last)
            if between:
                self.follow(children, elements[index : index + between])
                index += between
        return List(tuple(children), span=children[0].span), index

    def paragraphs_between(self, elements: Elements, index: int, label: str | None) -> int:
        """Return how many paragraphs part an item from the next of the same list, 0 if it does not go on."""
        count = 0
        while index + count < len(elements) and count <= FOLLOW_ON:
            element = elements[index + count]
            if isinstance(element, Entry):
                return count if label is not None and succeeds(label, element.label) else 0
            if not isinstance(element, Prose):
                return 0
            count += 1
        return 0

    def follow(self, children: list[Item | RemarkBlock], between: Elements) -> None:
        """Add what stands between two items: remarks to the list, paragraphs to the item before them."""
        blocks = [block for element in between for block in self.element(element)]
        tail: list[RemarkBlock] = []
        while blocks and isinstance(remark := blocks[-1], RemarkBlock):
            tail.insert(0, remark)
            blocks.pop()
        last = children[-1]
        if blocks and isinstance(last, Item):
            children[-1] = replace(last, blocks=(*last.blocks, *blocks))
        children.extend(tail)

    def item(self, entry: Entry) -> Item:
        """Return an item of a list; its label is printed, the dash of one without is not."""
        if entry.label is None:
            self.words.claims.claim(entry.strand, ClaimRule.BULLET)
        return Item(self.elements(entry.elements), entry.label, span=entry.strand.span())

    # ---- paragraphs

    def prose(self, prose: Prose) -> Block:
        """Return a paragraph as what it is: a remark if it is one bracket, a stamp if one introduces it."""
        positions, of_lines = self.positions, is_of_lines(prose, self.full_line)
        strand = flow(prose, keep=False, full_line=self.full_line, of_lines=of_lines)
        raws = parse(strand, self.words.pairs).value
        pages, rest = self.pages_before(raws)
        first = rest[0] if rest else None
        if isinstance(first, RawBracket):
            if len(rest) == 1:
                decided = self.whole(first, positions)
                if decided is not None and decided.sign.means.node == "RemarkBlock":
                    self.words.parse(strand)
                    return self.remark(decided, first, pages, strand)
            elif (decided := self.leading(first)) is not None:
                strand = flow(prose, keep=True, full_line=self.full_line)
                return self.endorsed(decided, strand)
        facts = Facts(rend=LINES) if of_lines else NO_FACTS
        return Paragraph(self.words.read(strand, positions), facts=facts, span=strand.span())

    def pages_before(self, raws: Raws) -> tuple[Raws, Raws]:
        """Return the page marks that stand first, and the rest without blanks at its ends."""
        start = 0
        while start < len(raws) and (blank(raws[start]) or self.is_page(raws[start])):
            start += 1
        end = len(raws)
        while end > start and blank(raws[end - 1]):
            end -= 1
        return raws[:start], raws[start:end]

    def is_page(self, raw: Raw) -> bool:
        """Return whether a mark is a page mark, or words of the page."""
        if isinstance(raw, RawConstruct):
            return raw.head.text.split()[0] in ("page-break", "form-work")
        if not isinstance(raw, RawBracket):
            return False
        decided = self.words.decide_at(occurrence(raw, INLINE), raw.strand)
        return decided is not None and decided.sign.means.node == "PageBreak"

    def whole(self, raw: RawBracket, positions: frozenset[str]) -> Meaning | None:
        """Return what a bracket means that is a whole paragraph."""
        met = occurrence(raw, positions | {"paragraph"})
        return self.words.decide_at(met, raw.strand)

    def leading(self, raw: RawBracket) -> Meaning | None:
        """Return what a bracket means that introduces a paragraph, none if it does not."""
        decided = self.words.decide_at(occurrence(raw, frozenset({"line"})), raw.strand)
        return decided if decided is not None and decided.sign.means.node == "Endorsement" else None

    def remark(
        self, decided: Meaning, raw: RawBracket, pages: Raws, strand: Strand, parts: bool = False
    ) -> RemarkBlock:
        """Return a paragraph in another voice, or with `parts` several of them."""
        self.words.record(decided, raw.strand)
        content = unstyled(raw.children, decided.read.style)
        printed = (0, len(flat(content)))
        if decided.content is not None and "content" in decided.content.re.groupindex:
            printed = decided.content.span("content")
            content = cut_marks(content, *printed)
        self.words.claims.sign(decided, raw, (printed,))
        first, *others = into_paragraphs(content) if parts else [content]
        inside = tidy((*self.words.inlines(pages), *self.words.inlines(first, EDITOR)))
        blocks = (
            Paragraph(inside, span=strand.span()),
            *(Paragraph(self.words.inlines(other, EDITOR), span=span_of(other)) for other in others),
        )
        shape = SHAPES["RemarkBlock"]
        data = attributes_of(decided.sign.means)
        if decided.content is not None:
            data.update(found_values(shape, decided.content.groupdict()))
        remark: RemarkBlock = build(shape, data, {"blocks": blocks}, raw.strand.span())
        return remark

    def spread_remark(self, elements: Elements) -> RemarkBlock | None:
        """Return paragraphs that one bracket encloses as a remark, none if the bracket is something else."""
        strands = [flow(e, False, self.full_line) for e in elements if isinstance(e, Prose)]
        strand = strands[0]
        for more in strands[1:]:
            offsets = (*strand.offsets, strand.offsets[-1] + 1, *more.offsets)
            strand = Strand(strand.source, f"{strand.text}{PARTS}{more.text}", offsets)
        pages, rest = self.pages_before(parse(strand, self.words.pairs).value)
        first = rest[0] if len(rest) == 1 else None
        decided = self.whole(first, INLINE) if isinstance(first, RawBracket) else None
        if not isinstance(first, RawBracket) or decided is None or decided.sign.means.node != "RemarkBlock":
            return None
        self.words.parse(strand)
        return self.remark(decided, first, pages, strand, parts=True)

    def endorsed(self, decided: Meaning, strand: Strand) -> Block:
        """Return a paragraph that a sign introduces as what the sign means, with its line ends."""
        raws = self.words.parse(strand)
        pages, rest = self.pages_before(raws)
        self.words.record(decided, rest[0].strand)
        if isinstance(rest[0], RawBracket):
            self.words.claims.sign(decided, rest[0], ())
        inside = tidy((*self.words.inlines(pages), *stripped(self.words.inlines(rest[1:]))))
        shape = SHAPES[decided.sign.means.node]
        blocks = (Paragraph(inside, span=strand.span()),)
        data = attributes_of(decided.sign.means)
        if decided.content is not None:
            data.update(found_values(shape, decided.content.groupdict()))
        block: Block = build(shape, data, {"blocks": blocks}, strand.span())
        return block

    # ---- set lines

    def set_lines(self, prose: Prose, rules: Sequence[LineRule]) -> tuple[Line, ...]:
        """Return a paragraph as set lines, none if it is not made of them."""
        parts: list[tuple[int, int, LineRule | None, str]] = []
        start = prose.leading
        if len(prose.lines) - start > SET_LINES:
            return ()
        while start < len(prose.lines):
            end, rule = self.longest(prose, start, rules)
            if rule is None:
                return ()
            begin = start if parts else 0
            if parts and parts[-1][3] == rule.kind:
                begin = parts.pop()[0]
                parts.append((begin, end, None, rule.kind))
            else:
                parts.append((begin, end, rule, rule.kind))
            start = end
        return tuple(self.line(prose.part(begin, end), kind, rule) for begin, end, rule, kind in parts)

    def longest(self, prose: Prose, start: int, rules: Sequence[LineRule]) -> tuple[int, LineRule | None]:
        """Return the longest run of lines from `start` that one rule fits, and the rule."""
        for end in range(len(prose.lines), start, -1):
            text = bare_text(prose.part(start, end), self.words.pairs)
            whole = (start, end) == (prose.leading, len(prose.lines))
            for rule in rules:
                if (rule.splits or whole) and compile_pattern(rule.match).fullmatch(text):
                    return end, rule
        return start, None

    def line(self, prose: Prose, kind: str, rule: LineRule | None) -> Line:
        """Return a paragraph as set lines of one kind, with the data that the rule finds in it."""
        strand = flow(prose, keep=True, full_line=0)
        raws = self.words.parse(strand)
        positions = INLINE | {"signature"} if kind == LineKind.SIGNATURE else INLINE
        pages, rest = self.pages_before(raws)
        text = flat(rest, bare=True)
        blanks = len(text) - len(text.lstrip(" "))
        found = compile_pattern(rule.match).fullmatch(text.rstrip(" "), blanks) if rule else None
        inside = self.data(rest, found, positions) if found else self.words.inlines(rest, positions)
        return Line(LineKind(kind), tidy((*self.words.inlines(pages), *inside)), span=strand.span())

    def data(self, raws: Raws, found: re.Match[str], positions: frozenset[str]) -> Inlines:
        """Return words in which the groups of a rule are a date or a register number."""
        groups = [(name, found.span(name)) for name in found.re.groupindex if found[name]]
        made: Inlines = ()
        at = 0
        for name, (start, end) in sorted(groups, key=lambda entry: entry[1]):
            if start < at:
                continue
            inside = self.words.inlines(cut_marks(raws, start, end, bare=True), positions)
            made += self.words.inlines(cut_marks(raws, at, start, bare=True), positions)
            span = inside[0].span if inside else None
            if name == "date":
                made += (Date(inside, self.words.forms.iso_date(found[name]), span=span),)
            elif name == "register":
                made += (Field(FieldKind.REGISTER, inside, register_key(found[name]), span=span),)
            else:
                made += inside
            at = end
        return made + self.words.inlines(
            cut_marks(raws, at, len(flat(raws, bare=True)), bare=True), positions
        )

    # ---- other blocks

    def other(self, raw: RawFence | RawHeading | RawRule | RawTable | RawNote) -> Blocks:
        """Return a block that is no paragraph."""
        match raw:
            case RawHeading(level, strand, marks):
                self.words.claims.claim(marks, ClaimRule.HEADING_MARK)
                return (Heading(self.words.read(strand), level, span=strand.span()),)
            case RawRule(strand):
                self.words.claims.claim(strand, ClaimRule.RULE)
                facts = NO_FACTS if strand.text == STANDARD_RULE else Facts(rend=strand.text)
                return (Rule(facts=facts, span=strand.span()),)
            case RawTable(rows):
                return (table(rows, self.words),)
            case RawFence():
                return Constructs(self).fence(raw)
            case RawNote(_, blocks, strand):
                self.words.claims.claim(strand, ClaimRule.NOTE_HEAD)
                return self.blocks(blocks)

    def with_page_marks(self, blocks: Blocks, marks: Sequence[Strand]) -> Blocks:
        """Return blocks with page marks in the first of them."""
        if not marks:
            return blocks
        pages = tuple(node for mark in marks for node in self.words.read(mark.strip()))
        return prepended(blocks, pages)


def end_of_bracket(elements: Elements, index: int) -> int:
    """Return where the paragraphs end that a bracket encloses which is opened at the start of one.

    The bracket must be closed at the end of the last; `index` if there is none such.
    """
    depth = 0
    for at in range(index, min(index + SPREAD, len(elements))):
        element = elements[at]
        if not isinstance(element, Prose) or (at == index and not element.text.startswith("[")):
            return index
        tokens = [token for token in TOKEN.finditer(element.text) if token.lastgroup in ("open", "close")]
        for token in tokens:
            depth += 1 if token.lastgroup == "open" else -1
            if depth == 0:
                return at + 1 if token.end() == len(element.text) else index
    return index


def into_paragraphs(raws: Raws) -> list[Raws]:
    """Return raws in the paragraphs that they were put together from."""
    text = flat(raws)
    edges = [-1, *(i for i, character in enumerate(text) if character == PARTS), len(text)]
    return [cut_marks(raws, start + 1, end) for start, end in pairwise(edges)]


def span_of(raws: Raws) -> Span | None:
    """Return the place of raws."""
    return raws[0].strand.span().to(raws[-1].strand.span()) if raws else None


def blank(raw: Raw) -> bool:
    """Return whether a mark is only white space."""
    return isinstance(raw, RawText) and not raw.literal and not raw.strand.text.strip(" \t\r\n")


def stripped(nodes: Inlines) -> Inlines:
    """Return inlines without blanks at their ends."""
    made = list(nodes)
    if made and isinstance(text := made[0], Text):
        made[0] = replace(text, value=text.value.lstrip(" \t"))
    if made and isinstance(text := made[-1], Text):
        made[-1] = replace(text, value=text.value.rstrip(" \t"))
    return tidy(made)


def bare_text(prose: Prose, pairs: tuple[str, ...]) -> str:
    """Return the characters of set lines as the rules of a set see them."""
    strand = flow(prose.part(prose.leading, len(prose.lines)), True, 0) if prose.text else None
    # A call may stand before a blank.
    return flat(parse(strand, pairs).value, bare=True).strip(" ") if strand is not None else ""


def colon_list(elements: Elements, index: int) -> int:
    """Return where the unnumbered list ends that a colon introduces at `index`; `index` if there is none.

    At least two paragraphs that begin in lower case; all but the last end in a semicolon or comma.
    """
    lead = elements[index]
    if not isinstance(lead, Prose) or not lead.text.rstrip("]”’»\"' *").endswith(":"):
        return index
    end = index + 1
    while end < len(elements) and is_unlabelled(elements[end]):
        element = elements[end]
        end += 1
        if isinstance(element, Prose) and not element.text.endswith((";", ",")):
            break
    return end if end - index > 2 else index


def is_unlabelled(element: Element) -> TypeGuard[Prose]:
    """Return whether a paragraph begins in lower case."""
    return isinstance(element, Prose) and element.text.lstrip("*~“‘\"'«„(")[:1].islower()


def continues(last: str | None, label: str | None) -> bool:
    """Return whether a label goes on with a list that stands directly before it."""
    if last is None or label is None:
        return last is label
    return succeeds(last, label) or (last == label and not last[:1].isalnum())


def succeeds(last: str, label: str | None) -> bool:
    """Return whether a label is the next one in counting."""
    if label is None or shape_of(last) != shape_of(label):
        return False
    first, second = (re.sub(r"[^\w]", "", text) for text in (last, label))
    if first.isdigit() and second.isdigit():
        return first.isdecimal() and second.isdecimal() and int(second) == int(first) + 1
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1


def shape_of(label: str) -> str:
    """Return a label with its counting parts taken out: "(a)" and "(b)" have one shape."""
    return re.sub(r"\w+", "1" if re.search(r"\d", label) else "a", label)
