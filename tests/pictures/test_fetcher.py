"""No library fetches anything: WeasyPrint asks our fetcher alone, and XML is parsed without a way outside."""

from __future__ import annotations

import ast
import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import weasyprint.urls
from desk import Desk
from pictures.drawn import drawn, saved
from pictures.seen import edition_with
from press import ROOT
from weasyprint import CSS, HTML

from variorum.findings.files import ReferenceRemote
from variorum.pictures import StillPicture, read_picture
from variorum.pictures.complaints import complaints
from variorum.pictures.fetcher import LockedFetcher, NotHeldError, address
from variorum.press import DONE


def still() -> StillPicture:
    read = read_picture("p.png", saved(drawn(), "PNG"), None).value
    assert read is not None
    return read


def test_a_picture_that_was_read_is_served_by_its_own_address() -> None:
    fetcher = LockedFetcher([still()])
    served = fetcher(address(still()))
    assert (served.read(), served.content_type) == (still().data, "image/png")
    within = fetcher(f"data:image/png;base64,{base64.b64encode(still().data).decode()}")
    assert (within.read(), within.content_type) == (still().data, "image/png")
    assert fetcher.findings == ()


REFUSED = (
    "http://example.org/a.png",
    "HTTP://EXAMPLE.ORG/a.png",
    "https://example.org/a.png",
    "ftp://example.org/a.png",
    "//example.org/a.png",
    "\\\\example.org\\a.png",
    "file:///etc/passwd",
    "FILE:/etc/passwd",
    "/etc/passwd",
    "p.png",
    "variorum:picture/0000",
    "data:text/html,a",
    "data:image/svg+xml;base64,PHN2Zy8+",
    f"data:image/tiff;base64,{'A' * 5_000}",
    "",
)


@pytest.mark.parametrize("asked", REFUSED)
def test_all_else_is_refused_and_told(asked: str) -> None:
    fetcher = LockedFetcher([still()])
    with pytest.raises(NotHeldError):
        fetcher(asked)
    (told,) = fetcher.findings
    assert isinstance(told, ReferenceRemote)
    assert asked.startswith(told.target.removesuffix("…"))
    assert len(told.target) <= 81


PAGE = """\
<link rel="stylesheet" href="https://example.org/a.css">
<link rel="attachment" href="file:///etc/hostname">
<style>@import url(https://example.org/b.css); body { background: url(file:///etc/passwd) }
@font-face { font-family: a; src: url(https://example.org/c.woff) } p { font-family: a }
p::before { content: url(https://example.org/d.png) } li { list-style-image: url(https://example.org/e.png) }
</style>
<p>a<img src="https://example.org/f.png" alt=""><img src="file:///etc/passwd" alt=""><ul><li>a</ul>
<object data="https://example.org/g.svg"></object><embed src="https://example.org/h.png">
<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/i.png" width="4" height="4"/>
<use href="https://example.org/j.svg#a"/><style>@import "https://example.org/k.css";</style></svg>
"""


def test_a_page_that_asks_for_everything_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise AssertionError("WeasyPrint's own fetcher was made")

    monkeypatch.setattr(weasyprint.urls.URLFetcher, "__init__", none)
    fetcher = LockedFetcher()
    with complaints() as said:
        html = HTML(string=PAGE, url_fetcher=fetcher)
        sheet = CSS(string='@import "https://example.org/l.css";', url_fetcher=fetcher)
        html.render(stylesheets=[sheet]).write_pdf()
    asked = {one.target.rpartition("/")[2] for one in fetcher.findings}
    assert {"a.css", "b.css", "c.woff", "d.png", "e.png", "f.png", "g.svg", "h.png"} <= asked
    assert {"l.css", "passwd"} <= asked
    assert said


def test_no_build_makes_a_fetcher_of_weasyprint(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint makes one of its own wherever it is given none."""

    def none(*_: object, **__: object) -> None:
        raise AssertionError("WeasyPrint's own fetcher was made")

    monkeypatch.setattr(weasyprint.urls.URLFetcher, "__init__", none)
    figure = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">a</text></svg>'
    edition_with(desk, {"p.png": still().data, "p.svg": figure})
    built = desk.variorum("build", "letters", "--to", "pdf,epub,docx", "--out", "out", "--jobs", "1")
    assert (built.status, built.findings) == (DONE, [])
    assert len(desk.files()) == 3


# ---- the house

PARSING = ("fromstring", "parse", "XML", "HTML", "iterparse", "XMLID")
SAFE = {"resolve_entities": False, "no_network": True}
UNSAFE = ("load_dtd", "dtd_validation", "attribute_defaults")
NETWORKING = ("socket", "ssl", "urllib.request", "http", "ftplib", "requests", "httpx", "aiohttp", "smtplib")


def trees() -> Iterator[tuple[str, ast.Module]]:
    for folder in ("src", "renderers", "styles"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def names_of(module: ast.Module, source: str) -> set[str]:
    """Return by which names a file calls what it imports from a package."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == source
        for alias in node.names
    } | {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(module)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.split(".")[0] == source
    }


def called(node: ast.Call) -> tuple[str, str]:
    """Return what a call names: of what, and the name."""
    match node.func:
        case ast.Attribute(value=ast.Name(id=of), attr=name):
            return of, name
        case ast.Name(id=name):
            return "", name
    return "", ""


def unlocked(path: str, module: ast.Module) -> Iterator[str]:
    """Yield the calls of a file by which a library could fetch something."""
    ours, theirs = names_of(module, "weasyprint"), names_of(module, "lxml")
    for node in ast.walk(module):
        if not isinstance(node, ast.Call):
            continue
        of, name = called(node)
        given: dict[str | None, Any] = {one.arg: one.value for one in node.keywords}
        place = f"{path}:{node.lineno} {name}"
        if name in ("HTML", "CSS") and (name in ours or of in ours) and "url_fetcher" not in given:
            yield place
        if name in ("HTML", "CSS") and "string" not in given and (name in ours or of in ours):
            yield f"{place} of no string"
        if of in theirs and name in PARSING and len(node.args) < 2 and "parser" not in given:
            yield place
        if name in ("XMLParser", "HTMLParser") and (of in theirs or name in theirs):
            said = {key: getattr(given.get(key), "value", None) for key in (*SAFE, *UNSAFE)}
            if any(said[key] is not value for key, value in SAFE.items()) or any(said[key] for key in UNSAFE):
                yield place


def networking(path: str, module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Import():
                names = [alias.name for alias in node.names]
            case ast.ImportFrom():
                names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            case _:
                continue
        for name in names:
            if any(name == one or name.startswith(f"{one}.") for one in NETWORKING):
                yield f"{path}:{node.lineno} imports {name}"


def test_whatever_could_fetch_has_our_fetcher_or_a_parser_without_a_way_outside() -> None:
    assert [one for path, module in trees() for one in unlocked(path, module)] == []


def test_nothing_of_ours_speaks_to_the_network() -> None:
    assert [one for path, module in trees() for one in networking(path, module)] == []


def test_whatever_could_fetch_is_seen(tmp_path: Path) -> None:
    module = ast.parse(
        "import weasyprint, socket\nfrom weasyprint import HTML, CSS as Sheet\nfrom lxml import etree\n"
        "from urllib import request\nfrom urllib.parse import quote\n"
        "HTML(string='a')\nweasyprint.HTML('a', url_fetcher=f)\nweasyprint.CSS(string='a')\n"
        "etree.fromstring(a)\netree.parse(a, parser=p)\netree.XMLParser(no_network=True)\n"
        "etree.XMLParser(no_network=True, resolve_entities=False, load_dtd=True)\n"
        "etree.XMLParser(no_network=True, resolve_entities=False)\n"
    )
    assert sorted(unlocked("a", module)) == sorted(
        [
            *("a:6 HTML", "a:7 HTML of no string", "a:8 CSS", "a:9 fromstring"),
            *("a:11 XMLParser", "a:12 XMLParser"),
        ]
    )
    assert list(networking("a", module)) == ["a:1 imports socket", "a:4 imports urllib.request"]
