"""Sections: the page, running heads and folios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from variorum.publication import Matter, PublishedDocument
from variorum.style import Style
from variorum_docx.inline import field
from variorum_docx.ooxml import Element, R, millimetres, q, root, text, w

QUIET = frozenset({"half-title", "title-page", "imprint"})
"""Parts of the matter that have neither running head nor folio."""
RECTO = frozenset({"title-page", "contents"})
STARTS = {"right": "oddPage", "any": "nextPage", "continue": "continuous"}


@dataclass(frozen=True, slots=True)
class Section:
    """A document or a part of the matter as a section: how it begins, and its running heads.

    `even` and `odd` are pairs, at the left and at the right.
    """

    start: str
    even: tuple[str, str]
    odd: tuple[str, str]
    quiet: bool = False


def of_document(document: PublishedDocument, title: str, style: Style) -> Section:
    """Return the section of a document."""
    return Section(STARTS[style.page.document_starts], (title, ""), document.running)


def of_matter(part: Matter, title: str) -> Section:
    """Return the section of a part of the matter; the contents and the title page begin on a right page."""
    start = "oddPage" if part.kind in RECTO else "nextPage"
    return Section(start, (title, ""), (part.title, ""), part.kind in QUIET)


def header(pair: tuple[str, str]) -> Element:
    """Return a running head."""
    made = w("p", w("pPr", w("pStyle", val="Header")))
    if pair[0]:
        made.append(w("r", text(pair[0])))
    if pair[1]:
        made.extend((w("r", w("tab")), w("r", text(pair[1]))))
    return root("hdr", made)


def footer(folio: bool) -> Element:
    """Return the foot of a page, with its folio in the middle."""
    made = w("p", w("pPr", w("pStyle", val="Footer")))
    if folio:
        made.append(w("r", w("tab")))
        made.extend(field("PAGE", [w("r", text("1"))]))
    return root("ftr", made)


def section_properties(section: Section, style: Style, parts: Mapping[str, str]) -> Element:
    """Return the properties of a section.

    `parts` are the relations to its heads and feet: "even", "odd", "none", "folio", "bare".
    """
    page = style.page
    even, odd = (parts["none"], parts["none"]) if section.quiet else (parts["even"], parts["odd"])
    foot = parts["bare"] if section.quiet else parts["folio"]
    margins = {"top": page.margin_top_mm, "right": page.margin_outer_mm, "bottom": page.margin_bottom_mm}
    margins |= {"left": page.margin_inner_mm, "header": page.margin_top_mm * 0.5}
    margins |= {"footer": page.margin_bottom_mm * 0.45, "gutter": 0.0}
    return w(
        "sectPr",
        _reference("header", "even", even),
        _reference("header", "default", odd),
        _reference("header", "first", parts["none"]),
        _reference("footer", "even", foot),
        _reference("footer", "default", foot),
        _reference("footer", "first", foot),
        w("type", val=section.start),
        w("pgSz", w=millimetres(page.width_mm), h=millimetres(page.height_mm)),
        w("pgMar", **{side: millimetres(width) for side, width in margins.items()}),
        w("cols", space=720),
        w("titlePg"),
    )


def _reference(kind: str, page: str, relation: str) -> Element:
    made = w(f"{kind}Reference", type=page)
    made.set(f"{{{R}}}id", relation)
    return made


def close(content: list[Element], properties: Element) -> list[Element]:
    """Put the properties of a section where Word looks for them: in its last paragraph.

    Not in one that ends a field: Writer would forget heads and feet of a section that ends with contents.
    """
    last = next((element for element in reversed(content) if element.tag in (q("p"), q("tbl"))), None)
    if last is None or last.tag != q("p") or last.find(f"{q('r')}/{q('fldChar')}") is not None:
        return [*content, w("p", w("pPr", w("pStyle", val="Normal"), properties))]
    held = last.find(q("pPr"))
    if held is None:
        held = w("pPr")
        last.insert(0, held)
    held.append(properties)
    return content
