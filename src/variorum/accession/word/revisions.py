"""Tracked changes, resolved on the XML before anything is read (ECMA-376 part 1, 17.13.5).

Accepted, what was inserted or moved to a place stays, and what was deleted or moved away is gone; rejected,
the other way round. A paragraph whose mark goes joins the next one; a note goes with its call.
"""

from __future__ import annotations

from variorum.doors import Revisions
from variorum.ooxml.elements import at
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

NEW = (q("ins"), q("moveTo"))
OLD = (q("del"), q("moveFrom"))
CHANGES = tuple(
    q(name)
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange"),
        *("tcPrChange", "tblPrExChange", "numberingChange"),
    )
)
"""Elements that hold what the properties around them were before."""
RANGES = tuple(
    q(f"{name}{end}")
    for name in (
        *("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange"),
        *("customXmlMoveFromRange", "customXmlMoveToRange"),
    )
    for end in ("Start", "End")
)
AROUND = (q("sdt"), q("customXml"))
"""What surrounds paragraphs without being one."""
WERE = {q("delText"): q("t"), q("delInstrText"): q("instrText")}


def resolve(root: Element, manner: Revisions) -> None:
    """Accept or reject all changes in a part, in place."""
    going, staying = (OLD, NEW) if manner == "accept" else (NEW, OLD)
    _rows(root, going, staying, manner)
    if manner == "reject":
        _unnumber(root)
    marks = [one for name in going for one in root.iter(name) if _is_mark(one)]
    joined = [one.getparent().getparent().getparent() for one in marks]  # type: ignore[union-attr]
    for name in (*going, *staying):
        for one in list(root.iter(name)):
            if _is_mark(one):
                _drop(one)
    for name in going:
        for one in list(root.iter(name)):
            if not _is_property(one):
                _drop(one)
    for name in staying:
        for one in list(root.iter(name)):
            if not _is_property(one):
                _unwrap(one)
    for was, now in WERE.items():
        for one in list(root.iter(was)):
            one.tag = now
    _properties(root, manner)
    for name in RANGES:
        for one in list(root.iter(name)):
            _drop(one)
    for paragraph in reversed(joined):
        _join(paragraph)


def _is_mark(element: Element) -> bool:
    """Return whether a change is one of a paragraph's mark: it stands in the properties of its run."""
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return parent is not None and parent.tag == q("rPr") and above is not None and above.tag == q("pPr")


def _is_property(element: Element) -> bool:
    """Return whether a change stands in properties, of a row or a run."""
    parent = element.getparent()
    return parent is not None and parent.tag in (q("trPr"), q("rPr"), q("numPr"))


def _unnumber(root: Element) -> None:
    """Take the numbers from paragraphs that were made items."""
    for own in list(root.iter(q("numPr"))):
        if own.find(q("ins")) is not None:
            _drop(own)


def _rows(root: Element, going: tuple[str, ...], staying: tuple[str, ...], manner: Revisions) -> None:
    """Take out the rows and cells that go."""
    for row in list(root.iter(q("tr"))):
        if any(at(row, "trPr", name.removeprefix(q(""))) is not None for name in going):
            _drop(row)
    gone = "cellDel" if manner == "accept" else "cellIns"
    for cell in list(root.iter(q("tc"))):
        if at(cell, "tcPr", gone) is not None:
            _drop(cell)
    for table in list(root.iter(q("tbl"))):
        if table.find(q("tr")) is None and table.find(f".//{q('tr')}") is None:
            _drop(table)


def _properties(root: Element, manner: Revisions) -> None:
    """Let properties be as they are, or as they were."""
    for name in CHANGES:
        for change in list(root.iter(name)):
            parent = change.getparent()
            if parent is None:
                continue
            before = next(iter(change), None)
            if manner == "reject" and before is not None and before.tag == parent.tag:
                kept = [child for child in parent if child.tag in (q("rPr"), q("sectPr"))]
                for child in list(parent):
                    parent.remove(child)
                parent.extend(list(before))
                if parent.tag == q("pPr"):
                    parent.extend(kept)
            else:
                parent.remove(change)


def _join(paragraph: Element) -> None:
    """Put what is in a paragraph whose mark is gone before what is in the next one."""
    after = _following(paragraph)
    parent = paragraph.getparent()
    if parent is None or after is None or after.tag != q("p"):
        if parent is not None and not _says(paragraph) and after is not None:
            parent.remove(paragraph)
        return
    place = 1 if len(after) and after[0].tag == q("pPr") else 0
    for child in [child for child in paragraph if child.tag != q("pPr")]:
        after.insert(place, child)
        place += 1
    parent.remove(paragraph)


def _following(element: Element) -> Element | None:
    """Return the paragraph or table that comes next, be it in what only surrounds it."""
    around: Element | None = element
    while around is not None:
        for after in around.itersiblings():
            if after.tag in (q("p"), q("tbl")):
                return after
            first = next(after.iter(q("p"), q("tbl")), None) if after.tag in AROUND else None
            if first is not None:
                return first
        parent = around.getparent()
        around = parent if parent is not None and parent.tag in (*AROUND, q("sdtContent")) else None
    return None


def _says(paragraph: Element) -> bool:
    return any(child.tag != q("pPr") for child in paragraph)


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    """Put what is in an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in list(element):
        parent.insert(place, child)
        place += 1
    parent.remove(element)
