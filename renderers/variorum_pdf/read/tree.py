"""Walk the structure tree of a finished PDF: which marked content belongs to which stream, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from variorum_pdf.destinations import PAGE

BLOCKS = frozenset(
    {
        *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "BlockQuote", "Note"),
        *("Lbl", "LBody", "LI", "TD", "TH", "TR", "Table", "Div", "Sect", "Art", "Part", "Document"),
    }
)
CELLS = frozenset({"TD", "TH"})


@dataclass(frozen=True, slots=True)
class Branch:
    """Marked content and what stands above it in the tree.

    `stream` is the nearest id that names one. `block` and `call` tell elements apart; a call is a
    `Reference`, or the label of a note (`label`). `target` is where its link leads. `page_mark` tells
    the marks of pages apart, and `page_label` is the label of the page that begins there. `leftwards`: words
    run from right to left, by what the tree says. `table` tells tables apart; 0 is outside of any.
    """

    page: int
    mcid: int
    stream: str
    block: int = 0
    call: int = 0
    label: bool = False
    target: Any = None
    css: Mapping[str, str] = field(default_factory=dict)
    page_mark: int = 0
    page_label: str = ""
    leftwards: bool = False
    table: int = 0
    row: int = 0
    cell: int = 0


@dataclass(frozen=True, slots=True)
class _Above:
    branch: Branch
    note: bool = False
    skipped: bool = False


def branches(pdf: pikepdf.Pdf) -> Iterator[Branch]:
    """Yield the marked content of the tree in reading order."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    walker = _Walker({page.obj.objgen: number for number, page in enumerate(pdf.pages)})
    above = _Above(Branch(-1, -1, ""))
    for kid in _list(root.get("/K")):
        yield from walker.walk(kid, above)


@dataclass(slots=True)
class _Walker:
    pages: Mapping[tuple[int, int], int]
    count: int = 0

    def walk(self, element: Any, above: _Above) -> Iterator[Branch]:
        """Yield the content below an element."""
        self.count += 1
        here = self.below(element, above)
        page = self.page(element)
        if page is not None:
            here = replace(here, branch=replace(here.branch, page=page))
        for kid in _list(element.get("/K")):
            if isinstance(kid, int) or "/MCID" in kid:
                own = None if isinstance(kid, int) else self.page(kid)
                place = here.branch.page if own is None else own
                if not here.skipped and place >= 0:
                    yield replace(
                        here.branch, page=place, mcid=kid if isinstance(kid, int) else int(kid.MCID)
                    )
            elif kid.get("/Type") != "/OBJR":
                yield from self.walk(kid, here)

    def page(self, element: Any) -> int | None:
        """Return the page that an element or a reference names."""
        page = element.get("/Pg")
        return None if page is None else self.pages.get(page.objgen)

    def below(self, element: Any, above: _Above) -> _Above:
        """Return what an element means for the content below it."""
        tag = str(element.get("/S", "/")).lstrip("/")
        branch = above.branch
        name = str(element.get("/ID", ""))
        if "/" in name:
            branch = replace(branch, stream=name)
        if tag in BLOCKS:
            branch = replace(branch, block=self.count)
        if tag == "Table":
            branch = replace(branch, table=self.count)
        if tag == "TR":
            branch = replace(branch, row=self.count)
        if tag in CELLS:
            branch = replace(branch, cell=self.count)
        if tag == "Note":
            branch = replace(branch, row=0, cell=0)  # it stands at the foot, wherever it is called
        if tag == "Reference":
            branch = replace(branch, call=self.count, label=False, target=_target(element))
        elif tag == "Lbl" and above.note:
            branch = replace(branch, call=self.count, label=True, target=_target(element))
        css = _css(element)
        if PAGE in css:
            branch = replace(branch, page_mark=self.count, page_label=css.pop(PAGE))
        if css:
            branch = replace(branch, css={**branch.css, **css})
        if mode := _writing_mode(element):
            branch = replace(branch, leftwards=mode == "/RlTb")
        return _Above(branch, tag == "Note", above.skipped or tag == "Folio")


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _css(element: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in _list(element.get("/A")):
        if isinstance(attribute, pikepdf.Dictionary) and attribute.get("/O") == "/UserProperties":
            found.update({str(one.N): str(one.V) for one in attribute.get("/P", ())})
    return found


def _writing_mode(element: Any) -> str:
    """Return in which direction the words of an element run, empty where it says nothing (14.8.5.4.2)."""
    stated = (one.get("/WritingMode", "") for one in _list(element.get("/A")))
    return next((str(one) for one in stated if one), "")


def _target(element: Any) -> Any:
    """Return the destination of the first link below an element: a name, or a page with coordinates."""
    for kid in _list(element.get("/K")):
        if isinstance(kid, int):
            continue
        if kid.get("/Type") == "/OBJR":
            annotation = kid.get("/Obj", {})
            action = annotation.get("/A", {})
            return annotation.get("/Dest", action.get("/D"))
        found = _target(kid)
        if found is not None:
            return found
    return None


Places = Mapping[str, tuple[int, float, float]]


def destinations(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float, float]]:
    """Return the named destinations: page, x and y."""
    root = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if root is None:
        return {}
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = {}
    for name, value in pikepdf.NameTree(root).items():
        place = place_of(value, pages)
        if place is not None:
            found[str(name)] = place
    return found


def place_of(value: Any, pages: Mapping[tuple[int, int], int]) -> tuple[int, float, float] | None:
    """Return page, x and y of an explicit destination."""
    if isinstance(value, pikepdf.Dictionary):
        value = value.get("/D")
    if not isinstance(value, pikepdf.Array) or len(value) < 4:
        return None
    page = pages.get(value[0].objgen)
    return None if page is None else (page, float(value[2]), float(value[3]))


def page_labels(pdf: pikepdf.Pdf) -> list[str]:
    """Return the number printed on each page, as a viewer shows it."""
    return [str(page.label) for page in pdf.pages]
