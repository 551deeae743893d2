"""The publication as CommonMark: a leaf of the text is one line; containers are list marks, `>` and tags."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from html import escape as quoted
from typing import assert_never

from variorum import extract
from variorum.contract import Setting
from variorum.extract import Look
from variorum.publication import (
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    Matter,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    Picture,
    PInlines,
    Place,
    PublishedDocument,
    Run,
    Separator,
    Styled,
    Title,
    note_list,
    text_role,
)
from variorum.style import Style, block_looks, inline_looks
from variorum_markdown.marks import ELEMENTS, STARS

SPECIAL = re.compile(r"[\\`*_\[\]<&~#]|!(?=$|\[)")
LINE_START = re.compile(r"^(?P<number>\d{1,9}(?=[.)]))?(?P<mark>[>+=.)-])")
CONTROL = re.compile(r"[\t-\r\x85\u2028\u2029]+")
UNFIT = re.compile(r"[<>\s]+")
Looks = frozenset[Look]


def document_text(document: PublishedDocument, setting: Setting) -> str:
    """Return one document: head, body, what follows, then the notes of each series."""
    writer = Writer(setting.style)
    writer.part(extract.head(document.id), document.head, document.id)
    writer.part(extract.body(document.id), document.body)
    writer.part(extract.after(document.id), document.after)
    for series in setting.series:
        notes = note_list(document, series)
        if notes and series.place is Place.END:
            heading = Title("note-title", 3, (series.title,), series.title)
            writer.part(extract.note_title(document.id, series.id), (heading,))
        for note in notes:
            label = f'<a href="#{note.call}">{escaped(note.label.text)}</a> '
            role = "note" if series.place is Place.FOOT else "note-list"
            writer.part(extract.note(note.id), note.blocks, note.id, label, (role,))
    return writer.text


def matter_text(matter: Matter, style: Style) -> str:
    """Return a part of the front or back matter."""
    writer = Writer(style)
    writer.part(extract.matter(matter.id), matter.blocks, matter.id)
    return writer.text


class Writer:
    """Writes blocks as lines, with a blank line behind each; `before` waits for the next leaf."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.lines: list[str] = []
        self.before = ""

    @property
    def text(self) -> str:
        """Return all that was written."""
        return "\n\n".join(self.lines) + "\n"

    def part(
        self, stream: str, blocks: PBlocks, id: str = "", label: str = "", around: tuple[str, ...] = ()
    ) -> None:
        """Write a part of the text under the name by which the proof knows it."""
        self.lines.append(f"<!-- {stream} -->")
        self.before = anchor(id) + label
        self.lines += self.blocks(blocks, around)
        self.lines += self.leaf("")

    def leaf(self, text: str) -> Iterator[str]:
        """Yield a line, with the anchors and the label that wait for one."""
        whole = (self.before + text).strip(" ")
        self.before = ""
        if whole:
            yield LINE_START.sub(r"\g<number>\\\g<mark>", whole)

    def blocks(self, blocks: PBlocks, around: tuple[str, ...]) -> Iterator[str]:
        """Yield the lines of blocks; `around` are the roles of the containers, outermost first."""
        for block in blocks:
            yield from self.block(block, around)

    def block(self, block: PBlock, around: tuple[str, ...]) -> Iterator[str]:
        """Yield the lines of a block."""
        match block:
            case Para(role=role, children=children):
                self.before += anchor(block.id)
                yield from self.leaf(self.inlines(children, self.looks(text_role(role, around))))
            case Title(role=role, level=level, children=children):
                self.before = f"{'#' * min(level, 6)} {anchor(block.id)}{self.before}"
                yield from self.leaf(self.inlines(children, self.looks(role)))
            case Listing(role=role, entries=entries):
                for entry in entries:
                    self.before += anchor(entry.id)
                    if entry.label:
                        self.before += f"{dressed(entry.label.text, self.looks(role), '')} "
                    inside = [*self.blocks(entry.blocks, (*around, role)), *self.leaf("")]
                    marks = ("", "") if entry.label else ("- ", "  ")
                    yield from (f"{marks[number > 0]}{line}" for number, line in enumerate(inside))
            case Grid():
                yield from self.table(block, around)
            case Group(role=role, blocks=blocks):
                self.before += anchor(block.id)
                mark = "> " if role == "quote" else ""
                yield from (f"{mark}{line}" for line in self.blocks(blocks, (*around, role)))
            case Separator():
                yield "---"
            case _:
                assert_never(block)

    def table(self, grid: Grid, around: tuple[str, ...]) -> Iterator[str]:
        """Yield a table: tags alone on their lines, Markdown between them."""
        yield from self.leaf(self.inlines(grid.caption, self.looks("caption")))
        yield "<table>"
        for row in grid.rows:
            yield "<tr>"
            for box in row:
                spans = (("colspan", box.columns), ("rowspan", box.rows))
                told = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
                yield f"<td{told}>"
                yield from self.blocks(box.blocks, (*around, "table-head" if box.header else grid.role))
                yield "</td>"
            yield "</tr>"
        yield "</table>"

    def looks(self, role: str) -> Looks:
        """Return the looks of words in a block style."""
        return block_looks(self.style.block(role))

    def inlines(self, children: PInlines, looks: Looks, written: str = "") -> str:
        """Return inlines in words of these looks, behind what is written of the line."""
        start = len(written)
        for child in children:
            match child:
                case Run(text=text):
                    written += dressed(text, looks, written)
                case Styled(style=name, children=inside):
                    own = inline_looks(self.style.inline(name), looks)
                    written += self.inlines(inside, own, written)
                case PageMark(printed=printed):
                    label = child.label.text
                    shown = "" if printed else f"|{escaped(label)}|"
                    written += f'<a id="{child.id}" title="{quoted(label)}">{shown}</a>'
                    own = inline_looks(self.style.inline("page-mark"), looks)
                    space = " " if printed and not child.joins_word else ""
                    written += dressed(f"{printed}{space}", own, written)
                case Call():
                    label = escaped(child.label.text)
                    written += f'<sup><a id="{child.id}" href="#{child.note}">{label}</a></sup>'
                case LineEnd():
                    written += "<br>"
                case Link(target=target, children=inside):
                    written += "["
                    written += f"{self.inlines(inside, looks, written)}](<{UNFIT.sub('', target)}>)"
                case Picture():
                    data = base64.b64encode(child.data).decode()
                    written += (
                        f"![{escaped(child.description.text)}](<data:{child.media_type};base64,{data}>)"
                    )
                case Anchor(id=id):
                    written += anchor(id)
                case _:
                    assert_never(child)
        return written[start:]


def anchor(id: str | None) -> str:
    """Return a place that can be linked to."""
    return f'<a id="{id}"></a>' if id else ""


def escaped(text: str) -> str:
    """Return characters as such."""
    return SPECIAL.sub(r"\\\g<0>", CONTROL.sub(" ", text))


def dressed(text: str, looks: Looks, written: str) -> str:
    """Return words in their looks; the white space around them has none."""
    core = text.strip()
    if not core or not looks:
        return escaped(text)
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    alone = core[0].isalnum() and core[-1].isalnum() and not (written + before).endswith("*")
    inside = escaped(core)
    for look in (Look.ITALIC, Look.BOLD, *ELEMENTS):
        if look in looks:
            starred = alone and look in STARS
            first, last = (STARS[look],) * 2 if starred else ELEMENTS[look]
            inside = f"{first}{inside}{last}"
            looks = looks - {look}
    return f"{before}{inside}{after}"
