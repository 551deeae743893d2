"""Set one document, or one part of the matter: XHTML, galley, pages, PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from variorum.contract import Setting, Sheet
from variorum.findings import Diagnostic, Result
from variorum.findings.typesetting import LayoutWarning, NoteFar, NoteNotSet
from variorum.fonts import plain_only
from variorum.pictures import StillPicture
from variorum.pictures.complaints import complaints
from variorum.pictures.drawing import without_words
from variorum.pictures.fetcher import LockedFetcher, address
from variorum.publication import Matter, PageMark, Picture, PublishedDocument, PublishedNote
from variorum.style import Style
from variorum_pdf.paint.coverage import coverage
from variorum_pdf.paint.pages import POINTS, Painting, Rule, paint
from variorum_pdf.paint.structure import Node, structure
from variorum_pdf.proofsheet import Annotation, Mark, Proofsheet, pack
from variorum_pdf.set.anchors import hang
from variorum_pdf.set.blanks import keep_blanks, keep_figures, paint_spaces
from variorum_pdf.set.galley import Galley, box_types, galley_of, pages_of
from variorum_pdf.set.landscape import landscape_of
from variorum_pdf.set.leftwards import indent_lines, move_leaders
from variorum_pdf.set.line_ends import filled_lines
from variorum_pdf.set.markup import (
    MILLIMETRE,
    TEXT,
    document_markup,
    foot_series,
    matter_markup,
    run_markup,
    sheet_css,
)
from variorum_pdf.set.overwide import narrowed
from variorum_pdf.set.paging import Leaf, Measure, make_pages
from variorum_pdf.set.small_capitals import complete_capitals

FIT = 0.5
"""Pixels by which a page may be too full before anybody sees it."""


def typeset(document: PublishedDocument, setting: Setting) -> Result[Sheet]:
    """Set one document as a sheet; one that runs on is set when it is bound, with those around it."""
    if setting.style.page.document_starts == "continue":
        return Result(Sheet(document.id, b""))
    made = _set(document_markup(document, setting), setting.style, _foot(document, setting), (document,))
    return Result(Sheet(document.id, pack(made.value)), made.diagnostics)


def set_run(documents: Sequence[PublishedDocument], setting: Setting) -> Result[Proofsheet]:
    """Set documents that run on, one below the other."""
    foot = [note for document in documents for note in _foot(document, setting)]
    return _set(run_markup(documents, setting), setting.style, foot, documents)


def _foot(document: PublishedDocument, setting: Setting) -> list[PublishedNote]:
    """Return the notes that stand at the page foot."""
    return [note for note in document.notes if note.series in foot_series(setting)]


def set_matter(parts: Sequence[Matter], setting: Setting, folios: Mapping[str, str]) -> Result[Proofsheet]:
    """Set a part of the front or back matter, with those that run on behind it."""
    return _set(matter_markup(parts, setting, folios), setting.style, (), parts)


@dataclass(frozen=True, slots=True)
class _LaidDocument:
    """A document on its galley, with the elements of its columns."""

    rendered: Any
    root: Element
    elements: Mapping[str, Element]
    galley: Galley


def _set(
    markup: str, style: Style, foot: Sequence[PublishedNote], set_parts: Sequence[PublishedDocument | Matter]
) -> Result[Proofsheet]:
    nodes = [node for part in set_parts for node in walk(part)]
    pictures = {node: without_words(node.shown) for node in nodes if isinstance(node, Picture)}
    fetcher = LockedFetcher(pictures.values())
    with complaints() as said:
        measure = measure_of(style)
        laid = _lay(markup, style, foot, fetcher, measure.height)
        leaves = make_pages(laid.galley.slabs, laid.galley.lines, measure)
        pages = _pages(laid.galley, leaves, measure, style)
        leftwards = any(isinstance(part, PublishedDocument) and part.leftwards for part in set_parts[:1])
        rules = [_rule(laid.galley, leaf, measure, style, leftwards) for leaf in leaves]
        painting = paint(laid.rendered, pages, rules)
    found = [
        *coverage(painting.families, style.font, nodes),
        *fetcher.findings,
        *(LayoutWarning(words=_with_names(line, pictures)) for line in said if ".notdef" not in line),
        *_unset(laid.galley, leaves, measure, foot),
    ]
    notes = {laid.elements[note.id]: note.id for note in foot}
    body = next(laid.root.iter("body"))
    tree, owners = structure(body, painting.pieces, notes, plain_only(style.font))
    links = list(_annotations(pages, tree, owners))
    marks = [(part.id, node) for part in set_parts for node in walk(part) if isinstance(node, PageMark)]
    turned = tuple(number for number, leaf in enumerate(leaves) if laid.galley.is_turned(leaf))
    sheet = _proofsheet(pages, painting, tree, links, marks)
    return Result(replace(sheet, turned=turned), tuple(found))


def measure_of(style: Style) -> Measure:
    """Return the type area in CSS pixels."""
    page, notes = style.page, style.notes
    height = (page.height_mm - page.margin_top_mm - page.margin_bottom_mm) * MILLIMETRE
    leading = style.body_size * style.scale * style.body_leading / POINTS
    separation = (notes.gap + notes.rule_weight + notes.rule_gap) / POINTS
    wide = landscape_of(style)
    return Measure(height, leading, separation, notes.move_over * height, wide.height if wide else 0.0)


def _with_names(line: str, pictures: Mapping[Picture, StillPicture]) -> str:
    """Return a complaint with the names of pictures in the place of their addresses."""
    for node, shown in pictures.items():
        line = line.replace(address(shown), node.name)
    return line


def _lay(
    markup: str, style: Style, foot: Sequence[PublishedNote], fetcher: LockedFetcher, most: float
) -> _LaidDocument:
    from weasyprint import HTML  # noqa: PLC0415  half a second

    html = HTML(string=markup, url_fetcher=fetcher)
    hang(html.etree_element)
    keep_figures(html.etree_element)
    sheets = [_sheet(style)]
    with filled_lines():
        rendered = html.render(stylesheets=sheets)
        while _has_changed(rendered.pages[0]._page_box, style):
            rendered = html.render(stylesheets=sheets)
    page = rendered.pages[0]._page_box
    root = html.etree_element
    elements = {name: element for element in root.iter() if (name := element.get("id"))}
    notes = {elements[note.id]: note.id for note in foot}
    targets = {f"#{note.id}": note.id for note in foot}
    calls = {
        element: targets[target]
        for element in root.iter("a")
        if element.get("role") == "doc-noteref" and (target := element.get("href")) in targets
    }
    indent_lines(page)
    move_leaders(page)
    paint_spaces(page)
    return _LaidDocument(rendered, root, elements, galley_of(page, elements[TEXT], notes, calls, most))


def _has_changed(page: Any, style: Style) -> bool:
    """Change what could not be set as it was; return whether it has to be set again."""
    return complete_capitals(page) or narrowed(page, style) or keep_blanks(page)


SHEETS: list[tuple[Style, Any]] = []
"""The style sheets that were used last, parsed: to write and parse one costs as much as to set a page."""


def _sheet(style: Style) -> Any:
    """Return the style sheet of all documents that are set in a style; it names nothing to be fetched."""
    from weasyprint import CSS  # noqa: PLC0415

    for known, parsed in SHEETS:
        if known == style:
            return parsed
    parsed = CSS(string=sheet_css(style), url_fetcher=LockedFetcher(()))
    SHEETS[:] = [(style, parsed), *SHEETS[:3]]
    return parsed


def _pages(galley: Galley, leaves: Sequence[Leaf], measure: Measure, style: Style) -> list[Any]:
    from weasyprint.document import Page  # noqa: PLC0415

    height = style.page.height_mm * MILLIMETRE
    return [Page(box) for box in pages_of(galley, leaves, measure, height)]


def _rule(galley: Galley, leaf: Leaf, measure: Measure, style: Style, leftwards: bool) -> Rule | None:
    """Return the rule above the notes of a page, as wide as the text where a note goes on from before.

    It begins where the lines of the text do.
    """
    if leaf.notes_end == leaf.notes_start:
        return None
    lines, page, notes = galley.lines, galley.page, style.notes
    height = lines[leaf.notes_end - 1].bottom - lines[leaf.notes_start].top
    foot = page.content_box_y() + (measure.turned if galley.is_turned(leaf) else measure.height)
    goes_on = leaf.notes_start > 0 and lines[leaf.notes_start - 1].note == lines[leaf.notes_start].note
    width = page.width if goes_on else notes.rule_width / POINTS
    weight = notes.rule_weight / POINTS
    top = foot - height - notes.rule_gap / POINTS - weight
    return Rule(page.content_box_x() + (page.width - width if leftwards else 0), top, width, weight)


def _unset(
    galley: Galley, leaves: Sequence[Leaf], measure: Measure, foot: Sequence[PublishedNote]
) -> Iterator[Diagnostic]:
    """Yield what a reader may wonder at: what is higher than a page, and notes far from their calls."""
    begun: dict[int, int] = {}
    pages: dict[int, int] = {}
    for number, leaf in enumerate(leaves):
        for line in galley.lines[leaf.notes_start : leaf.notes_end]:
            begun.setdefault(line.note, number)
        pages.update(dict.fromkeys(range(leaf.start, leaf.end), number))
        slabs = galley.slabs[leaf.start : leaf.end]
        if slabs and slabs[-1].bottom - slabs[0].top > measure.height_for(slabs[0]) + FIT:
            message = f"something on page {number + 1} is higher than the page"
            yield LayoutWarning(words=message)
    for number, note in enumerate(foot):
        page = pages.get(galley.called.get(note.id, -1), -2)
        there = begun.get(number)
        if there is None or there < page:
            yield NoteNotSet(note.span, label=note.label.text)
        elif there > page + 1:
            yield NoteFar(note.span, label=note.label.text, pages=there - page)


def walk(part: PublishedDocument | Matter) -> list[Any]:
    """Return every node of a document or part, in the order of the text."""
    if isinstance(part, Matter):
        return list(_walk(part.blocks))
    return list(_walk((part.head, part.body, part.after, part.notes)))


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _walk(entry)
    elif hasattr(value, "__dataclass_fields__"):
        yield value
        for name in value.__dataclass_fields__:
            if name not in ("span", "data"):
                yield from _walk(getattr(value, name))


def _proofsheet(
    pages: Sequence[Any],
    painting: Painting,
    tree: Node,
    links: Sequence[Annotation],
    marks: Sequence[tuple[str, PageMark]],
) -> Proofsheet:
    anchors: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, (number, round(x * POINTS, 2), round((page.height - y) * POINTS, 2)))
    baselines = _baselines(pages)
    seen = tuple(
        Mark(name, mark.id, mark.label.text, page, baselines.get(mark.id, height), bool(mark.printed))
        for name, mark in marks
        if mark.id in anchors
        for page, _, height in (anchors[mark.id],)
    )
    return Proofsheet(len(pages), tree, tuple(links), anchors, seen, painting.data)


def _baselines(pages: Sequence[Any]) -> dict[str, float]:
    """Return for each element with an id the baseline of its line, in points from the bottom."""
    boxes = box_types()
    found: dict[str, float] = {}
    for page in pages:
        for line in page._page_box.descendants():
            if not isinstance(line, boxes.LineBox):
                continue
            height = round((page.height - line.position_y - line.baseline) * POINTS, 2)
            for box in line.descendants():
                name = box.element.get("id") if box.element is not None else None
                if name and box is not line:
                    found.setdefault(name, height)
    return found


def _annotations(pages: Sequence[Any], tree: Node, nodes: Mapping[Element, Node]) -> Iterator[Annotation]:
    """Yield the clickable areas, each tied to the link of the structure that has its words."""
    places = {id(node): index for index, node in enumerate(tree.links())}
    order = {element: places[id(node)] for element, node in nodes.items() if node.tag == "Link"}
    for number, page in enumerate(pages):
        for _, _, (left, top, right, bottom), box in page.links:
            index = order.get(box.element)
            if index is None or str(box.element.tag) != "a" or "::" in box.element_tag:
                continue
            # Raised words take no height in their line, but must be clickable.
            more = max(0.0, box.style["font_size"] - (bottom - top)) / 2
            area = (left, page.height - bottom - more, right, page.height - top + more)
            x1, y1, x2, y2 = (round(value * POINTS, 2) for value in area)
            yield Annotation(number, (x1, y1, x2, y2), index)
