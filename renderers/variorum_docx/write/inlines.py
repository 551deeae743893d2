"""Inlines as runs, bookmarks, hyperlinks and fields."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from lxml import etree

from variorum.findings.machine import ComponentMissing
from variorum.ooxml.elements import PREFIXES, text, w
from variorum.ooxml.measures import millimetres
from variorum.ooxml.names import PIC, WP, A, q
from variorum.ooxml.xml import Element
from variorum.pictures.drawing import in_dots
from variorum.publication import (
    LINE_NUMBER,
    TONGUE,
    Anchor,
    Call,
    LineEnd,
    Link,
    PageMark,
    Picture,
    PInline,
    PInlines,
    Place,
    Run,
    Styled,
    calls_in_touch,
    on_one_line,
)
from variorum_docx.direction_marks import is_rightwards
from variorum_docx.open_ends import ADDRESS, LABEL, MEDIA, NOTE
from variorum_docx.write.desk import Desk, Surroundings
from variorum_docx.write.looks import direct
from variorum_docx.write.scripts import Stretch, say, stretches

EMU_A_TWIP = 635
TWIPS_AN_INCH = 1440
SPECIAL = {"\u00ad": "softHyphen", "\u2011": "noBreakHyphen"}
"""Hyphens that are elements in Word, since it shows the characters in another font or always."""


def inlines(nodes: PInlines, around: Surroundings, desk: Desk) -> list[Element]:
    """Set inlines; two calls side by side are kept apart, or "1" and "2" would be read as twelve."""
    made: list[Element] = []
    for in_touch, node in calls_in_touch(nodes):
        if in_touch:
            made.append(styled("\u2009", "note-call", around, desk))
        made += _inline(node, around, desk)
    return made


def plain(nodes: PInlines) -> str:
    """Return the characters of inlines, calls left out."""
    parts = []
    for node in nodes:
        match node:
            case Run():
                parts.append(node.text)
            case Styled() | Link():
                parts.append(plain(node.children))
            case PageMark():
                parts.append(
                    f"{node.printed} " if node.printed and not node.joins_word else node.printed.text
                )
            case LineEnd():
                parts.append(" ")
            case Call() | Picture() | Anchor():
                pass
            case _:
                assert_never(node)
    return "".join(parts)


def _inline(node: PInline, around: Surroundings, desk: Desk) -> Iterator[Element]:
    match node:
        case Run():
            yield from runs(node.text, around, desk)
        case Styled():
            styles = around.styles if node.style in ("", TONGUE) else (*around.styles, node.style)
            lang = desk.foreign(node.lang, around.lang)
            way = around.leftwards if node.leftwards is None else node.leftwards
            inside = replace(around, styles=styles, lang=lang, leftwards=way)
            if node.sign and inside.styles:
                desk.signs.add((node.style, node.sign))
            if node.style == LINE_NUMBER:
                yield w("r", w("tab"))
            yield from inlines(node.children, inside, desk)
        case PageMark():
            yield from _page_mark(node, around, desk)
        case Call():
            yield from _call(node, around, desk)
            yield from desk.query_marks(node.id)
        case LineEnd():
            yield w("r", w("br"))
        case Link():
            yield from _link(node, around, desk)
        case Picture():
            yield from _picture(node, desk)
        case Anchor():
            yield from desk.query_marks(node.id) or desk.bookmark(node.id)
        case _:
            assert_never(node)


def runs(characters: str, around: Surroundings, desk: Desk) -> Iterator[Element]:
    """Yield characters in the look of what surrounds them, those of a typeface and a direction in one run."""
    for stretch in stretches(characters, desk.style.font, around.leftwards):
        yield _run(stretch, around, desk)


def run(characters: str, around: Surroundings, desk: Desk) -> Element:
    """Return a run of characters in the look of what surrounds it."""
    return _run(Stretch(characters), around, desk)


def _run(stretch: Stretch, around: Surroundings, desk: Desk) -> Element:
    if around.styles:
        desk.combinations.add(around.styles)
    made = w("r", say(direct(around.styles, around.type, desk.style, around.lang), stretch))
    for piece in re.split("([\u00ad\u2011])", stretch.characters):
        if piece in SPECIAL:
            made.append(w(SPECIAL[piece]))
        elif piece:
            made.append(text(piece))
    return made


def styled(characters: str, name: str, around: Surroundings, desk: Desk) -> Element:
    """Return a run in an inline style of its own, whatever surrounds it."""
    return run(characters, replace(around, styles=(name,), lang=None), desk)


def _page_mark(node: PageMark, around: Surroundings, desk: Desk) -> Iterator[Element]:
    starts, ends = desk.page_marks(node.id, node.label.text)
    yield from starts
    if node.printed:
        way = around.leftwards and not is_rightwards(node.printed.text)
        yield from runs(
            on_one_line(node.printed),
            replace(around, styles=(*around.styles, "page-mark"), leftwards=way),
            desk,
        )
    yield from ends
    if node.printed and not node.joins_word:
        yield run(" ", around, desk)


def _call(node: Call, around: Surroundings, desk: Desk) -> Iterator[Element]:
    """Yield a call: a footnote's own reference, a reference to that, or a link to a note in a list.

    Which note a footnote is stands in a hidden bookmark around its reference: Writer loses bookmarks that
    stand in footnotes.
    """
    start, end = desk.bookmark(node.id)
    yield start
    if desk.place(node.series) is Place.END or (around.in_footnote and node.first):
        yield hyperlink(f"#{node.note}", [styled(node.label.text, "note-call", around, desk)])
    elif node.first and node.note in desk.notes and node.note not in desk.footnotes:
        desk.footnotes.append(node.note)
        made = _call_run(around, desk, w("footnoteReference", id=node.note))
        made.set(LABEL, node.label.text)
        opened, closed = desk.hidden(NOTE, node.note)
        yield from (opened, made, closed)
    else:
        note = desk.notes.get(node.note)
        target = note.call if note else node.id
        yield from field(f"NOTEREF {target} \\f \\h", [_call_run(around, desk, text(node.label.text))])
    yield end


def _call_run(around: Surroundings, desk: Desk, content: Element) -> Element:
    """Return a run in Word's own style for the calls of footnotes, which looks like that of other calls."""
    properties = direct(("note-call",), around.type, desk.style, None)
    style = None if properties is None else properties.find(q("rStyle"))
    if style is not None:
        style.set(q("val"), "FootnoteReference")
    return w("r", properties, content)


def hyperlink(target: str, content: Sequence[Element]) -> Element:
    """Return a link to a bookmark ("#ID") or an address."""
    made = w("hyperlink", *content)
    if target.startswith("#"):
        made.set(q("anchor"), target[1:])
    else:
        made.set(ADDRESS, target)
    made.set(q("history"), "1")
    return made


def field(instruction: str, result: Sequence[Element]) -> Iterator[Element]:
    """Yield a field with the result that stands until somebody updates it."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield w("r", w("fldChar", fldCharType="begin"))
    yield w("r", code)
    yield w("r", w("fldChar", fldCharType="separate"))
    yield from result
    yield w("r", w("fldChar", fldCharType="end"))


def _link(node: Link, around: Surroundings, desk: Desk) -> Iterator[Element]:
    """Yield a link; a note call inside it, which is a link itself, stands between two halves of it."""
    content = inlines(node.children, around, desk)
    if node.folio and around.in_contents and node.target.startswith("#"):
        content += [w("r", w("tab")), *field(f"PAGEREF {node.target[1:]} \\h", [])]
    half: list[Element] = []
    for element in content:
        if element.tag == q("hyperlink"):
            if half:
                yield hyperlink(node.target, half)
            yield element
            half = []
        else:
            half.append(element)
    if half:
        yield hyperlink(node.target, half)


def _picture(node: Picture, desk: Desk) -> Iterator[Element]:
    """Yield a picture in the line, no wider and no higher than the text block."""
    try:
        shown = in_dots(node.shown).picture
    except OSError as error:
        missing = ComponentMissing(
            component=f"the picture {node.name}, which is an SVG, in a Word file",
            reason=str(error).partition("\n")[0],
            install="Run “variorum doctor” to see what this machine lacks.",
        )
        desk.problems.append(missing)
        return
    across, down = shown.density
    width, height = TWIPS_AN_INCH * shown.width // across, TWIPS_AN_INCH * shown.height // down
    page = desk.style.page
    room = millimetres(page.width_mm - page.margin_inner_mm - page.margin_outer_mm)
    high = round(millimetres(page.height_mm - page.margin_top_mm - page.margin_bottom_mm) * 0.8)
    scale = min(1.0, room / max(width, 1), high / max(height, 1))
    key = hashlib.sha256(shown.data).hexdigest()[:16]
    desk.pictures[key] = (shown.form.media_type, shown.data)
    yield w(
        "r",
        w("drawing", _inline_drawing(node, key, *(max(1, round(side * scale)) for side in (width, height)))),
    )


def _inline_drawing(node: Picture, key: str, width: int, height: int) -> Element:
    extent = {"cx": str(width * EMU_A_TWIP), "cy": str(height * EMU_A_TWIP)}
    named = {"id": "0", "name": node.name, "descr": node.description.text}

    def make(space: str, name: str, attributes: dict[str, str], *children: Element) -> Element:
        made = etree.Element(f"{{{space}}}{name}", attributes, PREFIXES)
        made.extend(children)
        return made

    blip = make(A, "blip", {MEDIA: key})
    frame = make(A, "xfrm", {}, make(A, "off", {"x": "0", "y": "0"}), make(A, "ext", extent))
    outline = make(A, "prstGeom", {"prst": "rect"}, make(A, "avLst", {}))
    picture = make(
        PIC,
        "pic",
        {},
        make(PIC, "nvPicPr", {}, make(PIC, "cNvPr", named), make(PIC, "cNvPicPr", {})),
        make(PIC, "blipFill", {}, blip, make(A, "stretch", {}, make(A, "fillRect", {}))),
        make(PIC, "spPr", {}, frame, outline),
    )
    graphic = make(A, "graphic", {}, make(A, "graphicData", {"uri": PIC}, picture))
    sides = {"distT": "0", "distB": "0", "distL": "0", "distR": "0"}
    return make(WP, "inline", sides, make(WP, "extent", extent), make(WP, "docPr", named), graphic)
