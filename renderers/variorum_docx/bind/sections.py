"""Sections: the page, running heads and folios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from variorum.contract import Setting
from variorum.ooxml.elements import root, text, w
from variorum.ooxml.measures import millimetres
from variorum.ooxml.names import MC, W15, R, q
from variorum.ooxml.xml import Element
from variorum.publication import Publication, running_line
from variorum.style import Style
from variorum_docx.numbering import NoteCount
from variorum_docx.purposes import ManuscriptStyle
from variorum_docx.write.guide import has_guide
from variorum_docx.write.inlines import field

QUIET = frozenset({"half-title", "title-page", "imprint"})
"""Parts of the matter that have neither running head nor folio."""
NEXT_PAGE = frozenset({"imprint"})
"""Parts of the front matter that follow on the next page, be it a left one."""
HEAD, FOOT = 0.5, 0.45
"""Where running heads and folios stand in the margins, from the edge of the paper."""
STARTS = {"right": "oddPage", "any": "nextPage", "continue": "continuous"}


@dataclass(frozen=True, slots=True)
class Section:
    """A document or a part of the matter as a section: how it begins, its running heads, its numbers.

    `even` and `odd` are the words over left and right pages; `numbers` is the format of page numbers, `first`
    says that they begin here. `leftwards`: it runs from right to left. `turned`: its pages are as wide as
    others are high; `goes_on`: it goes on with what another began. `note_form` is the form of the numbers of
    footnotes that Word counts, `notes_anew` says that they begin anew.
    """

    start: str
    even: str
    odd: str
    quiet: bool = False
    numbers: str = "decimal"
    first: bool = False
    leftwards: bool = False
    turned: bool = False
    goes_on: bool = False
    note_form: str = "decimal"
    notes_anew: bool = False

    def parts(self, turned: Sequence[bool]) -> Iterator[Section]:
        """Yield the sections that it is parted into by tables that are turned."""
        for number, is_turned in enumerate(turned):
            if number:
                yield replace(
                    self, start="nextPage", first=False, turned=is_turned, goes_on=True, notes_anew=False
                )
            else:
                yield replace(self, turned=is_turned)


def sections(publication: Publication, setting: Setting) -> list[Section]:
    """Return the sections of a book: its front matter in Roman numbers, then from 1, on a right page.

    That page is not asked to be a right one: number 1 makes it so, in Word and in Writer, and Writer would
    take the page behind it for another first page. A manuscript has no left pages, and each document
    begins on a page of its own.
    """
    style = setting.style
    title = style.page.head(setting.title.text)
    is_manuscript = isinstance(style, ManuscriptStyle)
    front = [
        Section(
            "nextPage" if is_manuscript or part.kind in NEXT_PAGE else "oddPage",
            title,
            part.title.text or title,
            part.kind in QUIET,
            "lowerRoman",
        )
        for part in publication.front
    ]
    text = [
        *(
            Section(
                STARTS["any" if is_manuscript else style.page.document_starts],
                title,
                style.page.head(running_line(document).text),
                leftwards=document.leftwards,
            )
            for document in publication.documents
        ),
        *(
            Section(
                "continuous" if part.runs_on else "nextPage",
                title,
                part.title.text or title,
                part.kind in QUIET,
            )
            for part in publication.back
        ),
    ]
    if text:
        text[0] = replace(text[0], start="nextPage", first=True)
    if has_guide(setting):
        text.append(Section("nextPage", title, title))
    return [*front, *text]


def with_counts(book: Sequence[Section], counts: Sequence[NoteCount]) -> list[Section]:
    """Return sections that say how their footnotes are counted."""
    pairs = zip(book, counts, strict=True)
    return [replace(one, note_form=count.form, notes_anew=count.anew) for one, count in pairs]


def header(words: str, folio: str, turned: Style | None = None) -> Element:
    """Return a running head: its words in the middle, the folio at the "left" or the "right", or no head.

    On a `turned` page of a style it is as wide as that is.
    """
    made = w("p", w("pPr", w("pStyle", val="Header"), _stops(turned) if turned else None))
    number = list(field("PAGE", [w("r", text("1"))]))
    if folio == "left":
        made.extend(number)
    if folio:
        made.extend((w("r", w("tab")), w("r", text(words))))
    if folio == "right":
        made.extend((w("r", w("tab")), *number))
    return root("hdr", made)


def _stops(style: Style) -> Element:
    """Return the places of words and folio on a turned page, in the stead of those on others."""
    page = style.page
    sides = page.margin_inner_mm + page.margin_outer_mm
    narrow, wide = millimetres(page.width_mm - sides), millimetres(page.height_mm - sides)
    return w(
        "tabs",
        *(w("tab", val="clear", pos=place) for place in (narrow // 2, narrow)),
        w("tab", val="center", pos=wide // 2),
        w("tab", val="right", pos=wide),
    )


def heads(section: Section, style: Style) -> dict[str, Element]:
    """Return the running heads and feet of a section, by the names that its properties have for them."""
    turned = style if section.turned else None
    return {
        "none": header("", ""),
        "even": header(section.even, "left", turned),
        "odd": header(section.odd, "right", turned),
        "folio": footer(True),
        "bare": footer(False),
    }


def footer(folio: bool) -> Element:
    """Return the foot of a page, with its folio in the middle."""
    made = w("p", w("pPr", w("pStyle", val="Footer")))
    if folio:
        made.append(w("r", w("tab")))
        made.extend(field("PAGE", [w("r", text("1"))]))
    return root("ftr", made)


def section_properties(section: Section, style: Style, parts: Mapping[str, str]) -> Element:
    """Return the properties of a section; the number of its first page stands at the foot, as in print.

    `parts` are the relations to its heads and feet: "even", "odd", "none", "folio", "bare".
    """
    page = style.page
    size: dict[str, int | str] = {"w": millimetres(page.width_mm), "h": millimetres(page.height_mm)}
    if section.turned:
        size = {"w": size["h"], "h": size["w"], "orient": "landscape"}
    even, odd = (parts["none"], parts["none"]) if section.quiet else (parts["even"], parts["odd"])
    first = parts["bare"] if section.quiet else parts["folio"]
    numbers = w("pgNumType", fmt=section.numbers)
    if section.first:
        numbers.set(q("start"), "1")
    margins = {"top": page.margin_top_mm, "right": page.margin_outer_mm, "bottom": page.margin_bottom_mm}
    margins |= {"left": page.margin_inner_mm, "header": page.margin_top_mm * HEAD}
    margins |= {"footer": page.margin_bottom_mm * FOOT, "gutter": 0.0}
    return w(
        "sectPr",
        _reference("header", "even", even),
        _reference("header", "default", odd),
        _reference("header", "first", parts["none"]),
        _reference("footer", "even", parts["bare"]),
        _reference("footer", "default", parts["bare"]),
        _reference("footer", "first", first),
        _note_rules(section),
        w("type", val=section.start),
        w("pgSz", **size),
        w("pgMar", **{side: millimetres(width) for side, width in margins.items()}),
        numbers,
        w("cols", space=720),
        None if section.goes_on else w("titlePg"),
        w("bidi") if section.leftwards else None,
    )


def _note_rules(section: Section) -> Element | None:
    """Return how the footnotes of a section are counted, if Word would not do so by itself.

    Only Word is told: Writer takes sections for chapters, and shows 0 for every note. It counts on through
    the book. Word since 2013 knows the namespace that is asked for.
    """
    form = None if section.note_form == "decimal" else w("numFmt", val=section.note_form)
    anew = w("numRestart", val="eachSect") if section.notes_anew else None
    if form is None and anew is None:
        return None
    both = etree.Element(f"{{{MC}}}AlternateContent", nsmap={"mc": MC, "w15": W15})
    etree.SubElement(both, f"{{{MC}}}Choice", {"Requires": "w15"}).append(w("footnotePr", form, anew))
    return both


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
