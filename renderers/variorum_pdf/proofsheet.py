"""A set document as bytes: one line of JSON that says what is on the pages, and the PDF with the pages."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from variorum_pdf.paint.structure import Node, from_plain, plain


@dataclass(frozen=True, slots=True)
class Annotation:
    """Where a link can be clicked.

    Page, rectangle in points from the page's bottom left, and the link's place among those of the structure.
    """

    page: int
    box: tuple[float, float, float, float]
    link: int


@dataclass(frozen=True, slots=True)
class Mark:
    """An original page of a document: its label, and the height of its first line's baseline.

    Heights are in points from the bottom. `printed`: its mark stands in the text, and so not in the margin.
    """

    document: str
    id: str
    label: str
    page: int
    height: float
    printed: bool = False


@dataclass(frozen=True, slots=True)
class Proofsheet:
    """What `bind` needs of a set document.

    `anchors` maps ids to page, x and y (points from the bottom left); `links` are the targets of the `Link`
    nodes in the order of the structure. The pages that are `turned` are as wide as others are high.
    """

    pages: int
    tree: Node
    annotations: tuple[Annotation, ...]
    anchors: dict[str, tuple[int, float, float]]
    marks: tuple[Mark, ...]
    pdf: bytes
    turned: tuple[int, ...] = ()


def pack(sheet: Proofsheet) -> bytes:
    """Write a sheet as bytes."""
    head: dict[str, Any] = {
        "pages": sheet.pages,
        "tree": plain(sheet.tree),
        "annotations": [[a.page, list(a.box), a.link] for a in sheet.annotations],
        "anchors": sheet.anchors,
        "turned": sheet.turned,
        "marks": [
            [mark.document, mark.id, mark.label, mark.page, mark.height, mark.printed] for mark in sheet.marks
        ],
    }
    return json.dumps(head, separators=(",", ":")).encode("ascii") + b"\n" + sheet.pdf


def unpack(data: bytes) -> Proofsheet:
    """Read what `pack` wrote."""
    line, pdf = data.split(b"\n", 1)
    head = json.loads(line)
    return Proofsheet(
        head["pages"],
        from_plain(head["tree"]),
        tuple(Annotation(page, tuple(box), link) for page, box, link in head["annotations"]),
        {name: tuple(place) for name, place in head["anchors"].items()},
        tuple(Mark(*mark) for mark in head["marks"]),
        pdf,
        tuple(head["turned"]),
    )
