"""A judge of our own for what pdfua leaves open: everything painted is tagged once, or is an artefact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

PAINTING = {
    *("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"),
    *("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"),
}
UNTAGGED, ARTEFACT = -1, -2

Place = tuple[int, int]
"""A piece of marked content: the number of its page, from 0, and its MCID."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of marked content in the tag tree, and the element that holds it."""

    place: Place
    element: pikepdf.Object


def painted(page: pikepdf.Page) -> Iterator[tuple[str, int]]:
    """Yield each painting operator of a page with the MCID it stands under, or why it has none."""
    open_content: list[int | None] = []
    for step in pikepdf.parse_content_stream(page):
        match str(step.operator):
            case "BMC" | "BDC":
                open_content.append(_mark(page, list(step.operands)))
            case "EMC":
                open_content.pop()
            case name if name in PAINTING:
                marks = [mark for mark in open_content if mark is not None]
                yield name, marks[-1] if marks else UNTAGGED


def _mark(page: pikepdf.Page, operands: list[Any]) -> int | None:
    """Return the MCID that begins, or that an artefact does; None for marks that tag nothing."""
    if str(operands[0]) == "/Artifact":
        return ARTEFACT
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = page.resources["/Properties"][str(properties)]
    if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
        return int(properties["/MCID"])
    return None


def tags(pdf: pikepdf.Pdf) -> Iterator[Tag]:
    """Yield the marked content of the tag tree, in reading order."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    yield from _below(pdf.Root["/StructTreeRoot"], None, numbers)


def _below(element: Any, page: Any, numbers: dict[tuple[int, int], int]) -> Iterator[Tag]:
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array | list) else [kids]:
        if isinstance(kid, int):
            yield Tag((numbers[page.objgen], kid), element)
        elif kid.get("/Type") == pikepdf.Name("/MCR"):
            yield Tag((numbers[kid.get("/Pg", page).objgen], int(kid["/MCID"])), element)
        elif kid.get("/Type") != pikepdf.Name("/OBJR"):
            yield from _below(kid, page, numbers)


def _faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    on_paper: set[Place] = set()
    for number, page in enumerate(pdf.pages):
        for operator, mark in painted(page):
            if mark == UNTAGGED:
                yield f"page {number + 1}: {operator} outside the tag tree, and no artefact"
            elif mark != ARTEFACT:
                on_paper.add((number, mark))
    in_tree = list(tags(pdf))
    counted = Counter(tag.place for tag in in_tree)
    parents = pikepdf.NumberTree(pdf.Root["/StructTreeRoot"]["/ParentTree"])
    for number, mark in sorted(on_paper - set(counted)):
        yield f"page {number + 1}: marked content {mark} is painted but not in the tag tree"
    for (number, mark), times in sorted(counted.items()):
        if times > 1:
            yield f"page {number + 1}: marked content {mark} is {times} times in the tag tree"
    for tag in in_tree:
        number, mark = tag.place
        row = parents[int(pdf.pages[number].obj["/StructParents"])]
        if mark >= len(row) or row[mark].objgen != tag.element.objgen:
            yield f"page {number + 1}: the parent tree gives marked content {mark} another element"


def tag_faults(path: Path) -> list[str]:
    """Return what is wrong with the tags of a PDF."""
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            return ["the PDF has no tag tree"]
        return list(_faults(pdf))
