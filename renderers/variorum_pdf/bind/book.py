"""Bind sheets into a book: front and back matter, page numbers, links, structure, bookmarks, metadata."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from variorum.contract import Setting, Sheet
from variorum.findings import Diagnostic, Result
from variorum.publication import Link, Matter, Publication, PublishedDocument, Run, Title, running_line
from variorum_pdf.bind.furniture import furniture, shift
from variorum_pdf.bind.imposition import Leafside, Opening, Part, first_pages, folios, impose
from variorum_pdf.bind.metadata import describe
from variorum_pdf.bind.tagging import Tree
from variorum_pdf.bind.typefaces import unite_typefaces
from variorum_pdf.destinations import page_name
from variorum_pdf.proofsheet import Proofsheet, pack, unpack
from variorum_pdf.sheets import set_matter, set_run, walk

BARE = frozenset({"half-title", "title-page", "imprint"})
ROUNDS = 4
"""How often the contents are set again because their page numbers changed the number of their pages."""

LONGEST_RUN = 200_000
"""How many letters documents have that run on together: more take too much memory to be set at once."""

NEXT_PAGE = frozenset({"imprint"})


def bind(publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
    """Join the sheets, in the order of the documents, with front and back matter."""
    found: list[Diagnostic] = []
    parts, sides = _book(publication, sheets, setting, found)
    pdf = pikepdf.new()
    overlay = furniture(parts, sides, setting)
    found += overlay.diagnostics
    pages = _pages(pdf, parts, sides, setting)
    _overlay(pdf, pages, overlay.value)
    unite_typefaces(pdf)
    _link(pdf, pages, parts, sides, setting)
    _outline(pdf, publication, parts, sides)
    _label(pdf, sides)
    title = publication.imprint.title or setting.title.text
    describe(pdf, publication, title, setting.lang or publication.imprint.language)
    target = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return Result(target.getvalue(), tuple(found))


def _book(
    publication: Publication, sheets: Sequence[Sheet], setting: Setting, found: list[Diagnostic]
) -> tuple[list[Part], tuple[Leafside, ...]]:
    """Set the matter, and what prints page numbers again until they are right."""
    if setting.style.page.document_starts == "continue":
        documents = [_run_part(run, setting, found) for run in _runs(publication.documents)]
    else:
        documents = [
            _document_part(document, sheet, setting)
            for document, sheet in zip(publication.documents, sheets, strict=True)
        ]
    numbers: Mapping[str, str] = {}
    made: dict[str, Result[Part]] = {}
    first = {matter.id for matter in publication.front}
    before, after = _groups(publication.front), _groups(publication.back)
    for _ in range(ROUNDS):
        for group in (*before, *after):
            name = group[0].id
            if name not in made or any(map(_has_folios, group)):
                made[name] = _matter_part(group, setting, numbers, name in first)
        front = [made[group[0].id].value for group in before]
        back = [made[group[0].id].value for group in after]
        parts = [*front, *documents, *back]
        sides = impose(parts, publication.leftwards)
        known = folios(parts, sides)
        if known == numbers:
            break
        numbers = known
    found += [one for part in made.values() for one in part.diagnostics]
    return parts, sides


def _has_folios(matter: Matter) -> bool:
    """Return whether a part of the matter prints page numbers."""
    return any(isinstance(node, Link) and node.folio for node in walk(matter))


def _document_part(document: PublishedDocument, sheet: Sheet, setting: Setting) -> Part:
    opening = Opening.RECTO if setting.style.page.document_starts == "right" else Opening.NEXT
    head = (setting.title.text, running_line(document).text)
    return Part(document.id, document.title.text, unpack(sheet.data), opening, head)


def _runs(documents: Sequence[PublishedDocument]) -> Iterator[Sequence[PublishedDocument]]:
    """Yield documents that run on, as many as can be set at once; those behind them begin a page."""
    run: list[PublishedDocument] = []
    length = 0
    for document in documents:
        letters = sum(len(node.text) for node in walk(document) if isinstance(node, Run))
        if run and length + letters > LONGEST_RUN:
            yield run
            run, length = [], 0
        run.append(document)
        length += letters
    if run:
        yield run


def _run_part(run: Sequence[PublishedDocument], setting: Setting, found: list[Diagnostic]) -> Part:
    """Set documents that run on; over each page stands the one that stands first on it."""
    made = set_run(run, setting)
    found.extend(made.diagnostics)
    sheet = made.value
    begun = [sheet.anchors.get(document.id, (0, 0.0, 0.0)) for document in run]
    top = max((y for _, _, y in begun), default=0.0)
    heads = []
    for page in range(sheet.pages):
        before = [at for at, (first, _, y) in enumerate(begun) if (first, -y) <= (page, -top)]
        heads.append(running_line(run[max(before, default=0)]).text)
    entries = tuple((document.id, document.title.text) for document in run)
    head = (setting.title.text, heads[0])
    return Part(run[0].id, run[0].title.text, sheet, Opening.NEXT, head, entries=entries, heads=tuple(heads))


def _groups(parts: Sequence[Matter]) -> list[list[Matter]]:
    """Return parts of the matter, each with those that run on behind it."""
    groups: list[list[Matter]] = []
    for part in parts:
        if part.runs_on and groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _matter_part(
    group: Sequence[Matter], setting: Setting, numbers: Mapping[str, str], front: bool
) -> Result[Part]:
    matter = group[0]
    made = _set_or_kept(group, setting, numbers)
    opening = Opening.NEXT if matter.kind in NEXT_PAGE or not front else Opening.RECTO
    head = (setting.title.text, (matter.title or setting.title).text)
    entries = tuple((each.id, each.title.text) for each in group)
    bare = matter.kind in BARE
    part = Part(matter.id, matter.title.text, made.value, opening, head, front, bare, entries)
    return Result(part, made.diagnostics)


def _set_or_kept(group: Sequence[Matter], setting: Setting, numbers: Mapping[str, str]) -> Result[Proofsheet]:
    """Set a part of the matter; one that was set before without a finding is kept.

    Which page numbers it prints is all that it may know of the rest of the book.
    """
    folios_ = numbers if any(map(_has_folios, group)) else {}
    content = ("matter", tuple(group), setting, folios_)
    kept = setting.shelf.part(*content)
    if kept is not None:
        return Result(unpack(kept))
    made = set_matter(group, setting, numbers)
    if not made.diagnostics:
        setting.shelf.keep(pack(made.value), *content)
    return made


def _pages(pdf: pikepdf.Pdf, parts: Sequence[Part], sides: Sequence[Leafside], setting: Setting) -> list[Any]:
    """Put the pages in order, each moved to where its side of the leaf wants it."""
    page = setting.style.page
    size = (page.width_mm / 25.4 * 72, page.height_mm / 25.4 * 72)
    opened = [pikepdf.open(io.BytesIO(part.sheet.pdf)) for part in parts]
    for side in sides:
        if side.part is None:
            pdf.add_blank_page(page_size=size)
            continue
        pdf.pages.append(opened[side.part].pages[side.page])
        added = pdf.pages[-1]
        added.contents_add(f"q 1 0 0 1 {shift(side, setting.style):.3f} 0 cm".encode(), prepend=True)
        added.contents_add(b"Q")
    pages = list(pdf.pages)
    for made in pages:
        made.obj.Tabs = Name.S
        made.obj.TrimBox = made.obj.MediaBox
    return pages


def _overlay(pdf: pikepdf.Pdf, pages: Sequence[Any], overlay: bytes) -> None:
    """Stamp the furniture on the pages as artefacts."""
    with pikepdf.open(io.BytesIO(overlay)) as source:
        for page, stamp in zip(pages, source.pages, strict=True):
            if b"Tj" not in stamp.Contents.read_bytes() and b"TJ" not in stamp.Contents.read_bytes():
                continue
            form = pdf.copy_foreign(stamp.as_form_xobject())
            shared = page.obj.get("/Resources", Dictionary())
            page.obj.Resources = Dictionary(dict(shared.items()))
            xobjects = page.obj.Resources.get("/XObject", Dictionary())
            page.obj.Resources.XObject = Dictionary(dict(xobjects.items()))
            page.obj.Resources.XObject["/Furniture"] = form
            page.contents_add(b"/Artifact <</Type /Pagination>> BDC q /Furniture Do Q EMC")


def _link(
    pdf: pikepdf.Pdf, pages: list[Any], parts: Sequence[Part], sides: Sequence[Leafside], setting: Setting
) -> None:
    """Write destinations, link annotations and the structure that holds them."""
    starts = first_pages(sides)
    tree = Tree(pdf, pages, setting.lang)
    tree.open()
    places: dict[str, tuple[int, float, float]] = {}
    for index, part in enumerate(parts):
        for name, (page, x, y) in _destinations(part):
            at = starts[index] + page
            places.setdefault(name, (at, x + shift(sides[at], setting.style), y))
    for index, part in enumerate(parts):
        links = list(part.sheet.tree.links())
        made: dict[int, list[Any]] = {}
        for annotation in part.sheet.annotations:
            at = starts[index] + annotation.page
            dx = shift(sides[at], setting.style)
            target = links[annotation.link].facts["href"]
            if target.startswith("#") and target[1:] not in places:
                continue
            x1, y1, x2, y2 = annotation.box
            made.setdefault(annotation.link, []).append(
                _annotation(pdf, pages[at], (x1 + dx, y1, x2 + dx, y2), target, _link_name(target, parts))
            )
        tree.add(part.sheet.tree, starts[index], made)
    tree.close()
    names = pikepdf.NameTree.new(pdf)
    for name, (at, x, y) in sorted(places.items()):
        names[name] = Array([pages[at].obj, Name.XYZ, round(x, 2), round(y, 2), 0])
    pdf.Root.Names = Dictionary(Dests=names.obj)


def _destinations(part: Part) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """Yield the places of a part that can be linked to; original pages also by document and label."""
    yield from part.sheet.anchors.items()
    before: Counter[tuple[str, str]] = Counter()
    for mark in part.sheet.marks:
        yield (
            page_name(mark.document, mark.label, before[mark.document, mark.label]),
            part.sheet.anchors[mark.id],
        )
        before[mark.document, mark.label] += 1


def _annotation(
    pdf: pikepdf.Pdf, page: Any, box: tuple[float, float, float, float], target: str, spoken: str
) -> Any:
    made = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([round(value, 2) for value in box]),
        Border=Array([0, 0, 0]),
        F=4,
        Contents=String(spoken),
        P=page.obj,
    )
    if target.startswith("#"):
        made.Dest = String(target[1:])
    else:
        made.A = Dictionary(S=Name.URI, URI=String(target))
    annotation = pdf.make_indirect(made)
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(annotation)
    return annotation


def _link_name(target: str, parts: Sequence[Part]) -> str:
    """Return what a link is called where its words are not read: its target's title, or its kind."""
    if not target.startswith("#"):
        return target
    name = target[1:]
    return next((title for part in parts for one, title in part.titles if one == name and title), name)


def _outline(
    pdf: pikepdf.Pdf, publication: Publication, parts: Sequence[Part], sides: Sequence[Leafside]
) -> None:
    """Write the bookmarks: parts and documents, and the listed headings in them."""
    starts = first_pages(sides)
    headings = {
        **{document.id: list(_headings(document)) for document in publication.documents},
        **{matter.id: [] for matter in (*publication.front, *publication.back)},
    }
    with pdf.open_outline() as outline:
        for index, part in enumerate(parts):
            for name, title in part.titles if index in starts else ():
                if title:
                    item = pikepdf.OutlineItem(title, String(name))
                    outline.root.append(item)
                    for heading in headings[name]:
                        item.children.append(
                            pikepdf.OutlineItem(heading.plain.text, String(heading.id or ""))
                        )


def _headings(document: PublishedDocument) -> Iterator[Title]:
    for node in walk(document):
        if isinstance(node, Title) and node.listed and node.id and node.level > 1:
            yield node


def _label(pdf: pikepdf.Pdf, sides: Sequence[Leafside]) -> None:
    """Number the pages for viewers as they are numbered on paper."""
    front = sum(side.front for side in sides)
    ranges: list[Any] = [0, Dictionary(S=Name.r)] if front else []
    if front < len(sides):
        ranges += [front, Dictionary(S=Name.D)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))
