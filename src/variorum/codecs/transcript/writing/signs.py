"""Writing nodes with the signs of a convention set, as an editor would; what no sign says is a construct."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from variorum.codecs.transcript.printed_calls import SIGNS
from variorum.codecs.transcript.reading.block_lines import RULE as RULE_LINE
from variorum.codecs.transcript.reading.block_lines import STANDARD_RULE
from variorum.codecs.transcript.reading.meanings import EDITOR, INLINE
from variorum.codecs.transcript.sign_form import SLOT, fill, in_marks, in_style
from variorum.codecs.transcript.writing import constructs
from variorum.conventions import ConventionSet, Sign
from variorum.conventions.engine import Occurrence, attributes_of, decide
from variorum.conventions.normal_forms import COUNTED
from variorum.model import (
    NO_FACTS,
    Block,
    Blocks,
    Date,
    Declaration,
    Endorsement,
    Facts,
    Field,
    FieldKind,
    FormWork,
    Gap,
    Head,
    Heading,
    Inline,
    Inlines,
    Item,
    Line,
    LineBreak,
    List,
    Name,
    Node,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    RemarkBlock,
    Row,
    Rule,
    Table,
    Text,
    Verse,
)
from variorum.model.facts import LINES
from variorum.model.schema import attributes, shape

NOTE_ID = re.compile(r"[^\s\[\]^]+")
MAYBE_MARK = re.compile(r"[\\\[\]|}*^]|\{(?=[a-z])|~(?=~)|(?<=~)~|<(?=/?u>)")
STAR_BEHIND_WORD = re.compile(r"(?<=\w)\\\*(?=[\s,.;:)]|$)")
RULE_AHEAD = "\2"
"""Stands before a rule that belongs to a page mark while lines are put together; it is in no text."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to write: under which set, on which base; `bare` leaves out what a reader finds by itself.

    `aside`: the words are the editor's own, as in a note.
    """

    convention: ConventionSet
    base: str | None
    marks: tuple[str, ...]
    bare: bool
    numbered: bool = False
    aside: bool = False

    def sign(self, node: Inline | Block) -> Sign | None:
        """Return the sign of a node if a transcript can show it."""
        sign = self.convention.sign_for(node, self.base)
        if sign is None or not sign.read:
            return None
        if not self.aside:
            return sign if sign.read[0].position != ("editor",) else None
        return sign if self.is_editors(sign) else None

    def is_editors(self, sign: Sign) -> bool:
        """Return whether a type style that is a sign in the paper is that among the editor's words too."""
        read = sign.read[0]
        if read.mark is not None:
            return True
        met = Occurrence(None, frozenset(read.style), EDITOR if len(read.style) == 1 else INLINE)
        decided = decide(self.convention, met, self.base)
        return decided is not None and decided.sign.id == sign.id


# ---- inlines


def inlines(nodes: Sequence[Inline], manner: Manner, top: bool = False) -> str:
    """Return inlines; page breaks stand between blank lines where `top`, as in the source."""
    made: list[str] = []
    for node in nodes:
        text = inline(node, manner, top)
        if isinstance(node, FormWork) and made and made[-1].endswith("\n\n"):
            made[-1] = f"{made[-1][:-2]}{text}\n\n"
        else:
            made.append(text)
    return "".join(made)


def inline(node: Inline, manner: Manner, top: bool = False) -> str:
    """Return an inline."""
    match node:
        case Text() if node.facts == NO_FACTS:
            return escaped(node.value, manner.marks)
        case LineBreak() if node == LineBreak():
            return "\n"
        case NoteRef() if node.facts == NO_FACTS:
            return note_call(node, manner)
        case PageBreak() if manner.bare and node.generated:
            return ""
        case PageBreak() if top and manner.bare and manner.sign(node) and not node.joins_word:
            return f"\n\n{page_mark(node, manner)}\n\n"
        case Date() | Name() if manner.bare and node.facts == NO_FACTS:
            return inlines(node.children, manner)
        case Field() if manner.bare and node.kind is not FieldKind.ARCHIVE:
            return inlines(node.children, manner)
        case _:
            sign = manner.sign(node)
            said = sign is not None and (found_in_head(node, manner) or says_all(node, sign))
            return (
                inline_in_sign(node, sign, manner) if sign is not None and said else construct(node, manner)
            )


def found_in_head(node: Inline, manner: Manner) -> bool:
    """Return whether the reader of a head finds the data of a node by itself."""
    return manner.bare and isinstance(node, Field) and node.facts == NO_FACTS


def says_all(node: Inline, sign: Sign) -> bool:
    """Return whether a sign says all that is known of a node: what it means, and what it prints."""
    by_meaning = attributes_of(sign.means)
    show = sign.in_transcripts
    shown = f"{show.text or ''}{show.open}{show.close}"
    for attribute, value in attributes(node):
        key = attribute.key
        if by_meaning.get(key) == value or f"{{{key.replace('-', '_')}" in shown:
            continue
        if key == "quantity" and any(f"{{{field}}}" in shown for field in COUNTED):
            continue
        if key == "joins-word" and isinstance(node, PageBreak):
            continue
        if key == "rend" and not shape(node).contents and not RULE_LINE.match(value):
            continue
        if key == "rend" and isinstance(node, Gap):
            continue
        return False
    return True


def note_call(node: NoteRef, manner: Manner) -> str:
    """Return the call of a note."""
    if manner.bare and node.note.isdigit() and manner.sign(node):
        return f"[{node.note}]"
    if manner.numbered and SIGNS.fullmatch(node.note):
        return node.note
    return f"[^{node.note}]" if NOTE_ID.fullmatch(node.note) else construct(node, manner)


def page_mark(node: PageBreak, manner: Manner) -> str:
    """Return a page mark as the source prints it, with the rule above it."""
    sign = manner.sign(node)
    standard = fill(sign.in_transcripts.text or "", replace(node, facts=NO_FACTS)) if sign else ""
    rule, _, rest = (node.facts.rend or "").rpartition("\n")
    rend = node.facts.rend
    if rend is not None and not rend.startswith("[") and not rule:
        rule, rest = rend, ""
    mark = rest or standard
    return f"{RULE_AHEAD}{rule}\n\n{mark}" if rule else mark


def escaped(text: str, marks: Sequence[str]) -> str:
    """Return words in which a character is escaped only where it could be a mark."""
    return constructs.escaped_by(MAYBE_MARK, text, marks)


def inline_in_sign(node: Inline, sign: Sign, manner: Manner) -> str:
    """Return an inline with its sign: type styles, a text of its own, or marks around it."""
    read = sign.read[0]
    manner = replace(manner, aside=True) if shape(node).speaks else manner
    children: Inlines = getattr(node, "children", ())
    if read.mark is None:
        inside = inlines(children, manner)
        for style in reversed(read.style):
            inside = in_style(inside, style)
        return inside
    if node.facts.rend is not None and not children:
        return node.facts.rend
    show = sign.in_transcripts
    if show.text is not None:
        return in_marks(filled(show.text, node, manner), sign, node)
    return in_marks(inlines(children, manner), sign, node) if show.open else construct(node, manner)


def filled(template: str, node: Inline, manner: Manner) -> str:
    """Return a sign's text with the node's data and contents put in."""
    contents = {content.field for content in shape(node).contents if content.holds == "inlines"}

    def words_of(slot: re.Match[str]) -> str:
        if slot[1] not in contents:
            return slot[0]
        inside = in_style(inlines(getattr(node, slot[1]), manner), slot[2])
        return inside.replace("{", "\0").replace("}", "\1")

    template = SLOT.sub(words_of, template)
    return fill(template, node).replace("\0", "{").replace("\1", "}")


def construct(node: Node, manner: Manner) -> str:
    """Return an inline as a construct, what is in it with signs."""
    parts: list[str] = []
    manner = replace(manner, aside=True) if shape(node).speaks else manner
    for content in shape(node).contents:
        found: Any = getattr(node, content.field)
        if content.holds == "inlines":
            parts.append(inlines(found, manner))
        else:
            nodes = found if content.many else (found,)
            parts.extend(construct(child, manner) for child in nodes)
    while parts and not parts[-1]:
        parts.pop()
    inside = "".join(f"|{part}" for part in parts)
    return f"{{{shape(node).name}{constructs.data(node)}{inside}}}"


# ---- blocks


def block(node: Block, manner: Manner) -> str:
    """Return a block as its lines."""
    match node:
        case Paragraph() if is_plain(node):
            return words(node.children, manner) or constructs.block(node, manner.marks)
        case Line() if manner.bare and node.facts == NO_FACTS:
            return words(node.children, manner, keep=True) or constructs.block(node, manner.marks)
        case Line():
            inside = words(node.children, manner, keep=True)
            return constructs.fenced(f"{node.kind}{constructs.data(node, ('kind',))}", inside)
        case Heading() if node.facts == NO_FACTS and 1 <= node.level <= 6 and node.children:
            return f"{'#' * node.level} {inlines(node.children, manner)}"
        case Rule() if node.facts == NO_FACTS:
            return STANDARD_RULE
        case Rule() if node.facts == Facts(rend=node.facts.rend) and RULE_LINE.match(node.facts.rend or ""):
            return node.facts.rend or STANDARD_RULE
        case RemarkBlock() if manner.sign(node) and node.blocks and all(map(is_plain, node.blocks)):
            return bracketed(node, manner)
        case Endorsement() if manner.sign(node) and one_paragraph(node.blocks):
            return bracketed(node, manner)
        case List() if node.facts == NO_FACTS and node.children:
            return list_lines(node, manner)
        case Table() if is_simple(node):
            return piped(node, manner)
        case Verse() if all(line.facts == NO_FACTS and line.children for line in node.lines):
            lines = ("  " * line.indent + inlines(line.children, manner) for line in node.lines)
            return constructs.fenced("verse" + constructs.data(node), "\n".join(lines))
        case _ if len(shape(node).contents) == 1 and shape(node).contents[0].holds == "blocks":
            inner: Blocks = getattr(node, "blocks", ())
            manner = replace(manner, aside=manner.aside or shape(node).speaks)
            parts = "\n\n".join(block(child, manner) for child in inner)
            return constructs.fenced(shape(node).name + constructs.data(node), parts)
        case _:
            return constructs.block(node, manner.marks)


def words(nodes: Inlines, manner: Manner, keep: bool = False) -> str:
    """Return the words of a paragraph with its line ends and page marks."""
    text = inlines(nodes, manner, top=True)
    text = re.sub(r" *\n\n+", "\n\n", text).strip("\n")
    text = STAR_BEHIND_WORD.sub("*", text)
    stretches = [secured(stretch) for stretch in text.split("\n\n") if stretch]
    return "\n\n".join(stretch if keep else long_line(stretch) for stretch in stretches)


def secured(stretch: str) -> str:
    """Return the words on one page so that their beginning is no mark of a block."""
    return stretch[1:] if stretch.startswith(RULE_AHEAD) else constructs.secured(stretch)


def long_line(stretch: str) -> str:
    """Return lines in which the end of a long line is kept by a backslash."""
    lines = stretch.split("\n")
    ends = [line + "\\" if len(line.strip()) >= 60 else line for line in lines[:-1]]
    return "\n".join((*ends, lines[-1]))


def one_paragraph(blocks: Blocks) -> bool:
    """Return whether blocks are one paragraph without facts."""
    return len(blocks) == 1 and is_plain(blocks[0])


def is_plain(node: Block) -> bool:
    """Return whether a block is a paragraph without facts."""
    return isinstance(node, Paragraph) and node.facts in (NO_FACTS, Facts(rend=LINES)) and not node.continues


def bracketed(node: RemarkBlock | Endorsement, manner: Manner) -> str:
    """Return a paragraph in the brackets of its sign; page marks stand before it."""
    sign = manner.sign(node)
    inner, *others = node.blocks
    assert sign is not None and isinstance(inner, Paragraph)
    manner = replace(manner, aside=manner.aside or shape(node).speaks)
    count = 0
    while count < len(inner.children) and isinstance(inner.children[count], PageBreak):
        count += 1
    pages = inlines(inner.children[:count], manner, top=True).strip("\n")
    keep = isinstance(node, Endorsement)
    rest = [words(other.children, manner, keep) for other in others if isinstance(other, Paragraph)]
    inside = "\n\n".join((words(inner.children[count:], manner, keep), *rest))
    text = in_marks(inside, sign, node)
    return f"{pages}\n\n{text}" if pages else text


def list_lines(node: List, manner: Manner) -> str:
    """Return a list: labels or bullets, further blocks of an item indented, or as in the source."""
    parts: list[str] = []
    for child in node.children:
        if isinstance(child, RemarkBlock):
            parts.append(block(child, manner))
            continue
        if child.facts != NO_FACTS or not child.blocks:
            return constructs.block(node, manner.marks)
        parts.append(labelled(child, manner))
    return "\n\n".join(parts)


def labelled(item: Item, manner: Manner) -> str:
    """Return an item of a list."""
    label = item.label if item.label is not None else "" if manner.bare else "-"
    parts = [block(child, manner) for child in item.blocks]
    first = f"{label} {parts[0]}" if label else parts[0]
    if manner.bare:
        return "\n\n".join((first, *parts[1:]))
    return "\n\n".join((hanging(first), *(indented(part) for part in parts[1:])))


def hanging(text: str) -> str:
    """Return lines of which all but the first are set in."""
    first, _, rest = text.partition("\n")
    return f"{first}\n{indented(rest)}" if rest else first


def indented(text: str) -> str:
    """Return lines that are set in by four blanks."""
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))


# ---- tables


def is_simple(table: Table) -> bool:
    """Return whether a pipe table can hold a table."""
    return (
        bool(table.rows)
        and not table.caption
        and table.facts == NO_FACTS
        and all(map(simple_row, table.rows))
    )


def simple_row(row: Row) -> bool:
    """Return whether a pipe table can hold a row."""
    headers = {cell.header for cell in row.cells}
    return (
        row.facts == NO_FACTS
        and len(headers) == 1
        and all(not cell.blocks or one_paragraph(cell.blocks) for cell in row.cells)
    )


def piped(table: Table, manner: Manner) -> str:
    """Return a pipe table."""
    lines: list[str] = []
    sides = _sides(table)
    for index, row in enumerate(table.rows):
        cells = []
        for cell, side in zip(row.cells, _of_columns(row, sides), strict=True):
            said = replace(cell, facts=replace(cell.facts, rend=None)) if side else cell
            own = constructs.data(said, ("header",) if index == 0 else ())
            inner = cell.blocks[0] if cell.blocks else None
            inside = inlines(inner.children, manner) if isinstance(inner, Paragraph) else ""
            cells.append(f" {{cell{own}}} {inside} " if own else f" {inside} ")
        lines.append(f"|{'|'.join(cells)}|")
        if index == 0 and all(cell.header for cell in row.cells):
            lines.append("|" + "".join(f"{DASHES[side]}|" for side in _of_columns(row, sides)))
    return "\n".join(lines)


DASHES = {None: "---", "right": "---:", "center": ":---:"}
"""The dashes under the head of a column, by the side to which all its cells are set."""


def _of_columns(row: Row, sides: Sequence[str | None]) -> Iterator[str | None]:
    """Yield what is said of the column of each cell."""
    column = 0
    for cell in row.cells:
        yield sides[column] if column < len(sides) else None
        column += cell.columns


def _sides(table: Table) -> tuple[str | None, ...]:
    """Return the side to which all cells of a column are set, column by column; none without a head row."""
    if not all(cell.header for cell in table.rows[0].cells):
        return ()
    found: dict[int, set[str | None]] = {}
    for row in table.rows:
        column = 0
        for cell in row.cells:
            found.setdefault(column, set()).add(cell.facts.rend)
            column += cell.columns
    alone = (each.pop() if len(each := found.get(at, set())) == 1 else None for at in range(max(found) + 1))
    return tuple(side if side in DASHES else None for side in alone)


# ---- parts of a document


def head(node: Head, manner: Manner) -> str:
    """Return the head as printed, nothing if it has data that are not."""
    if node.added or node.facts != NO_FACTS:
        return ""
    manner = replace(manner, aside=True)
    lines = [
        STAR_BEHIND_WORD.sub("*", inlines(line.children, manner))
        if line.facts == NO_FACTS
        else "".join(child.value for child in line.children if isinstance(child, Text))
        for line in node.lines
    ]
    return "\n\n".join(lines) + "\n"


def closing(blocks: Blocks, manner: Manner) -> str:
    """Return the closing note about the paper, behind a wider gap."""
    return "\n" + "\n\n".join(block(node, manner) for node in blocks)


def declarations(nodes: Sequence[Declaration]) -> str:
    """Return the statements about signs, one to a line, nothing if they say more than their words."""
    if any(not node.label or any(not isinstance(n, Text) for n in node.children) for node in nodes):
        return ""
    lines = ("".join(n.value for n in node.children if isinstance(n, Text)) for node in nodes)
    return "\n\n" + "\n".join(f"{node.label} {line}" for node, line in zip(nodes, lines, strict=True))


def numbered(nodes: Sequence[Note]) -> bool:
    """Return whether notes stand at the end of the source, each behind its number in brackets or its sign."""
    labels = [(note.id if SIGNS.fullmatch(note.id) else f"[{note.id}]", note.facts.rend) for note in nodes]
    return bool(labels) and all((rend or "").endswith(label) for label, rend in labels)


def notes(nodes: Sequence[Note], manner: Manner) -> str:
    """Return the notes of a document."""
    manner = replace(manner, aside=True)
    if manner.numbered:
        parts = []
        for note in nodes:
            heading, _, label = (note.facts.rend or "").rpartition("\n")
            inside = "\n\n".join(number_as_text(block(node, manner)) for node in note.blocks)
            parts.append((f"{heading}\n\n" if heading else "") + f"{label} {inside}")
        return "\n\n".join(parts)
    return "\n\n".join(defined(note, manner) for note in nodes)


def number_as_text(text: str) -> str:
    """Return the words of a numbered note, in which numbers in brackets are mere text."""
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", text)


def defined(note: Note, manner: Manner) -> str:
    """Return a note as `[^id]: …`, or as a construct where it is more than that."""
    plain = replace(note, blocks=(), span=None)
    if plain != Note(note.id, ()) or not note.blocks or not NOTE_ID.fullmatch(note.id):
        return constructs.note(note, manner.marks)
    parts = [block(node, manner) for node in note.blocks]
    first = hanging(f"[^{note.id}]: {parts[0]}")
    return "\n\n".join((first, *(indented(part) for part in parts[1:])))


__all__ = ["Manner", "block", "closing", "declarations", "head", "notes", "numbered"]
