"""Blocks as paragraphs and tables; containers become indents and names of styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from variorum.endings import kept_blocks
from variorum.ooxml.elements import w
from variorum.ooxml.measures import millimetres, twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import (
    Entry,
    Grid,
    Group,
    Listing,
    Para,
    PBlock,
    PBlocks,
    PInlines,
    Separator,
    Title,
)
from variorum_docx.direction_marks import part_stretches
from variorum_docx.names import Chain
from variorum_docx.open_ends import HEADING, TURNED
from variorum_docx.write.desk import Desk, Surroundings, enclose, properties, put, set_space
from variorum_docx.write.inlines import inlines, runs
from variorum_docx.write.looks import shape
from variorum_docx.write.tables import columns_of, lay_out, set_smaller, table

Beginning: TypeAlias = Callable[[Surroundings], list[Element]]
"""What stands at the start of the first paragraph of an entry or a note: its label."""

RULE = 48.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: the roles of their containers as `Chain` writes them, and what surrounds them."""

    containers: tuple[str, ...] = ()
    lang: str | None = None
    in_footnote: bool = False
    in_contents: bool = False

    def within(self, container: str) -> Frame:
        """Return the frame of blocks inside a further container."""
        return replace(self, containers=(*self.containers, container))

    def chain(self, role: str) -> Chain:
        """Return the chain of a paragraph of this role; a paragraph of a note is simply a note."""
        if self.containers and self.containers[-1] == role:
            return Chain(self.containers)
        return Chain((*self.containers, role))

    def surroundings(self, chain: Chain, lang: str | None, leftwards: bool, desk: Desk) -> Surroundings:
        """Return what surrounds the inlines of a paragraph."""
        form = shape(chain, desk.style).type
        language = desk.foreign(lang, self.lang)
        return Surroundings(form, (), language, self.in_footnote, self.in_contents, leftwards)


def blocks(nodes: PBlocks, frame: Frame, desk: Desk) -> list[Element]:
    """Set blocks."""
    made: list[Element] = []
    kept = kept_blocks(nodes)
    for at, node in enumerate(nodes):
        found = _block(node, frame, desk)
        _part_from_table(made, found, node, desk)
        if at in kept and made and made[-1].tag == q("p"):
            put(properties(made[-1]), w("keepNext"))
        made.extend(found)
    return made


def _part_from_table(made: list[Element], found: list[Element], node: PBlock, desk: Desk) -> None:
    """Keep a table from what follows it: by space, and from another table by a paragraph."""
    if not made or not found or made[-1].tag != q("tbl"):
        return
    if found[0].tag == q("tbl"):
        made.append(filler(desk))
    else:
        role = node.role if isinstance(node, Grid) else "table"
        set_space(desk, found[:1], before=desk.style.block(role).after * 20)


def filler(desk: Desk) -> Element:
    """Return an empty paragraph where Word wants one."""
    return w("p", w("pPr", w("pStyle", val=desk.use(Chain(("table|", "first"))))))


def _block(node: PBlock, frame: Frame, desk: Desk) -> list[Element]:
    match node:
        case Para():
            return [_para(node, frame, desk)]
        case Title():
            return [_title(node, frame, desk)]
        case Listing():
            return _listing(node, frame, desk)
        case Grid():
            return _grid(node, frame, desk)
        case Group():
            return _group(node, frame, desk)
        case Separator():
            return [_separator(node, frame, desk)]
        case _:
            assert_never(node)


def paragraph(
    style: str, children: PInlines, around: Surroundings, desk: Desk, name: str | None = None
) -> Element:
    """Return a paragraph in its style, with its own id and an anchor as bookmarks around its words."""
    made = w("p", w("pPr", w("pStyle", val=style)), *inlines(children, around, desk))
    if made.find(f".//{q('drawing')}") is not None:
        put(properties(made), w("spacing", line=240, lineRule="auto"))
    if around.leftwards:
        put(properties(made), w("bidi"))
        part_stretches(made)
    enclose([made], *desk.block_marks(name))
    return made


def _para(node: Para, frame: Frame, desk: Desk) -> Element:
    chain = frame.chain(node.role)
    around = frame.surroundings(chain, node.lang, node.leftwards, desk)
    return paragraph(desk.use(chain), node.children, around, desk, node.id)


def _title(node: Title, frame: Frame, desk: Desk) -> Element:
    """Return a heading; one that is no entry of navigation has no outline level."""
    chain = frame.chain(node.role)
    level = node.level if node.listed else 0
    style = desk.use(chain, level)
    around = frame.surroundings(chain, None, node.leftwards, desk)
    made = paragraph(style, node.children, around, desk, node.id)
    put(properties(made), w("outlineLvl", val=min(level, 9) - 1 if level else 9))
    made.set(HEADING, "")
    return made


def _listing(node: Listing, frame: Frame, desk: Desk) -> list[Element]:
    look = desk.style.block(node.role)
    made: list[Element] = []
    for entry in node.entries:
        found = _entry(entry, node.role, frame.within(f"{node.role}*"), desk)
        if found:
            set_space(desk, found, look.before * 20, look.after * 20)
            made.extend(found)
    return made


def _entry(entry: Entry, role: str, frame: Frame, desk: Desk) -> list[Element]:
    found = blocks(entry.blocks, frame, desk)
    label = entry.label

    def beginning(around: Surroundings) -> list[Element]:
        own = replace(around, type=desk.style.block(role), styles=(), lang=None)
        said = runs(label.text if label else "", own, desk)
        return [*(_as_in(role, around, one, desk) for one in said), w("r", w("tab"))]

    if label is not None:
        found = begin(found, beginning, frame, desk)
    if entry.id and found:
        found = enclose(found, *([mark] for mark in desk.bookmark(entry.id)))
    return _hanging(found)


def _as_in(role: str, around: Surroundings, made: Element, desk: Desk) -> Element:
    """Give a label the type of its list where its paragraph has another."""
    wanted, given = desk.style.block(role), around.type
    own = made.find(q("rPr"))
    if own is None:
        own = w("rPr")
        made.insert(0, own)
    for token, name in (("bold", "b"), ("italic", "i"), ("small_caps", "smallCaps")):
        if getattr(wanted, token) != getattr(given, token):
            own.append(w(name, val=int(getattr(wanted, token))))
    if not len(own):
        made.remove(own)
    return made


def begin(found: Sequence[Element], beginning: Beginning, frame: Frame, desk: Desk) -> list[Element]:
    """Put a label at the start of the first paragraph, or of one made for it."""
    made = list(found)
    if not made or made[0].tag != q("p"):
        chain = frame.chain("item")
        made.insert(0, w("p", w("pPr", w("pStyle", val=desk.use(chain)))))
    first = made[0]
    named = first.find(f"{q('pPr')}/{q('pStyle')}")
    chain = desk.chains[named.get(q("val"), "") if named is not None else ""][0]
    around = frame.surroundings(chain, None, first.find(f"{q('pPr')}/{q('bidi')}") is not None, desk)
    for index, element in enumerate(beginning(around)):
        first.insert(1 + index, element)
    return made


def _hanging(found: list[Element]) -> list[Element]:
    """Let only the first paragraph of an entry hang."""
    for later in found[1:]:
        if later.tag == q("p") and later.find(f"{q('pPr')}/{q('ind')}") is None:
            named = later.find(f"{q('pPr')}/{q('pStyle')}")
            if named is not None and _is_direct_child(named.get(q("val"), ""), found[0]):
                put(properties(later), w("ind", firstLine=0))
    return found


def _is_direct_child(style: str, first: Element) -> bool:
    """Return whether a paragraph stands in the same container as the first one of the entry."""
    named = first.find(f"{q('pPr')}/{q('pStyle')}")
    if named is None:
        return False
    return style.rpartition(".")[0] == named.get(q("val"), "").rpartition(".")[0]


def _group(node: Group, frame: Frame, desk: Desk) -> list[Element]:
    look = desk.style.block(node.role)
    found = blocks(node.blocks, frame.within(node.role), desk)
    if not found:
        return found
    set_space(desk, found, look.before * 20, look.after * 20)
    if look.keep_together:
        for element in found[:-1]:
            if element.tag == q("p"):
                put(properties(element), w("keepNext"))
    return enclose(found, *([mark] for mark in desk.bookmark(node.id))) if node.id else found


def _separator(node: Separator, frame: Frame, desk: Desk) -> Element:
    """Return a short rule in the middle: the upper border of an empty paragraph."""
    made = w("p", w("pPr", w("pStyle", val=desk.use(frame.chain(node.role)))))
    side = max(0, (text_width(desk) - twips(RULE)) // 2)
    border = w("top", val="single", sz=4, space=1, color="auto")
    put(properties(made), w("pBdr", border))
    put(properties(made), w("ind", left=side, right=side))
    return made


def text_width(desk: Desk) -> int:
    """Return the width of the text block in twentieths of a point."""
    page = desk.style.page
    return millimetres(page.width_mm - page.margin_inner_mm - page.margin_outer_mm)


def turned_width(desk: Desk) -> int:
    """Return the width of the text of a page that is turned, or of others if that is of no use."""
    page = desk.style.page
    return millimetres(max(page.width_mm, page.height_mm) - page.margin_inner_mm - page.margin_outer_mm)


def _grid(node: Grid, frame: Frame, desk: Desk) -> list[Element]:
    look = desk.style.block(node.role)
    inside = frame.within(f"{node.role}|")
    head = frame.within("table-head|")

    def words(nodes: PBlocks, header: bool) -> list[Element]:
        return blocks(nodes, head if header else inside, desk) or [filler(desk)]

    rows = lay_out(node.rows)
    room = text_width(desk)
    can_turn = not frame.in_footnote and not any(one.endswith("|") for one in frame.containers)
    columns = columns_of(node, rows, desk.style, room, turned_width(desk) if can_turn else room)
    made = [table(rows, columns.widths, twips(look.left), words, node.leftwards)]
    set_smaller(made[0], columns, look, desk.style.language_hyphenation)
    if node.caption:
        chain = Chain((*frame.containers, "caption"))
        around = frame.surroundings(chain, None, node.leftwards, desk)
        caption = paragraph(desk.use(chain), node.caption, around, desk)
        put(properties(caption), w("keepNext"))
        set_space(desk, [caption], before=look.before * 20)
        made.insert(0, caption)
    for one in made if columns.turned else ():
        one.set(TURNED, "")
    return made
