"""From the bytes of a web page to its tree: the encoding as a browser finds it, the standard's parser.

Nothing is fetched. What has no bound in HTML has one here: the size of a page and the depth of its nesting.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import cssselect2
import webencodings
from tinyhtml5.parser import HTMLParser

from variorum.accession.web.page import Element, Page, anchors, bare_address
from variorum.accession.web.style_sheets import Sheets
from variorum.css.reading import DEEPEST, nesting
from variorum.decode import MARKS, likely, refusal, too_long
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import EncodingTaken, NestingTooDeep, TagTooLong
from variorum.source import Span

LIMIT = 8_000_000
"""How many bytes a page may have: a novel of a million words has fewer."""

LEVELS = 256
"""How deep elements may be nested; pages that people read have some thirty levels."""

ATTRIBUTES = 1000
"""How many attributes a tag may have: the parser compares each with all the others."""

HEAD = 4096
META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
XML = re.compile(rb"^\s*<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)")
SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->")
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")

Beside = Callable[[str], bytes | None]
"""Gives a file that lies beside the page, under the name by which the page links to it."""


def nothing(name: str) -> bytes | None:
    """Say of every file that it does not lie beside the page."""
    return None


class _DepthError(Exception):
    """Nesting has passed the bound: the line, and how many levels are allowed."""


def keep_lines(parser: Any) -> dict[Any, int]:
    """Let a parser keep the line of each tag, and stop where nesting passes its bound; return the lines."""
    lines: dict[Any, int] = {}
    builder = parser.tree

    def with_line(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def make_element(token: Any) -> Any:
            element = make(token)
            lines[element._element] = parser.tokenizer.stream.position()[0]
            if len(builder.open_elements) > LEVELS:
                raise _DepthError(lines[element._element], LEVELS)
            return element

        return make_element

    builder.create_element = with_line(builder.create_element)
    builder.insert_element_normal = with_line(builder.insert_element_normal)
    return lines


def parse(path: str, data: bytes, beside: Beside = nothing) -> Result[Page | None]:
    """Return a page as a tree; none if it is too long or too deep."""
    if len(data) > LIMIT:
        return Result(None, (too_long(path, LIMIT),))
    decoded = text_of(path, data)
    if decoded.errors:
        return Result(None, decoded.diagnostics)
    text = decoded.value
    monstrous = next(many_attributes(text), None)
    if monstrous is not None:
        place = Span(path, monstrous, 1, monstrous, 1)
        return Result(None, (*decoded.diagnostics, TagTooLong(place, limit=ATTRIBUTES)))
    parser: Any = HTMLParser(namespace_html_elements=False)
    lines = keep_lines(parser)
    try:
        # A string would be taken for the name of a file, were there one of that name.
        tree = parser.parse(StringIO(text))
        styles = _sheets(tree, lines, beside)
    except _DepthError as deep:
        line, levels = deep.args
        place = Span(path, line, 1, line, 1)
        return Result(None, (*decoded.diagnostics, NestingTooDeep(place, path=path, levels=levels)))
    root = _element(tree, lines, styles)
    named = anchors(root)
    saved = SAVED.search(text[:HEAD])
    address = saved[1] if saved else ""
    return Result(Page(path, root, named, _own(path, address, root), address), decoded.diagnostics)


def many_attributes(text: str) -> Iterator[int]:
    """Yield the lines of tags with more attributes than a tag may have."""
    for tag in LONG_TAG.finditer(text):
        if len(QUOTED.sub("", tag.group()).split()) > ATTRIBUTES:
            yield text.count("\n", 0, tag.start()) + 1


def text_of(path: str, data: bytes) -> Result[str]:
    """Return the text of a page: byte order mark, then UTF-8 if it is, then what it says itself.

    A page that names an encoding in which it cannot be read is read as what it most likely is, and reported.
    """
    mark = next((name for mark, name in MARKS if data.startswith(mark)), None)
    claim = META.search(data[:HEAD]) or XML.search(data[:HEAD])
    claimed = webencodings.lookup(claim[1].decode("ascii")) if claim else None
    name = mark or (claimed.codec_info.name if claimed else "utf-8")
    if mark is None and b"\x00" in data[:HEAD]:
        return Result("", refusal(path, "it has zero bytes").diagnostics)
    if mark is None and (name.startswith("utf-16") or _is_utf_8(data)):
        name = "utf-8"
    found: tuple[Diagnostic, ...] = ()
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        name = likely(data)
        text = data.decode(name, "replace")
        line = data.count(b"\n", 0, error.start) + 1
        found = (_other_encoding(path, line, claim, name),)
    if mark is None and name == "utf-8" and claimed and claimed.name not in ("utf-8", "utf-16le", "utf-16be"):
        line = re.sub(rb"[^\x00-\x7f].*", b"", data, flags=re.DOTALL).count(b"\n") + 1
        found = (_other_encoding(path, line, claim, name),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Result(CONTROL.sub("", text), found)


def _other_encoding(path: str, line: int, claim: re.Match[bytes] | None, name: str) -> Diagnostic:
    claims = claim[1].decode("ascii") if claim else "nothing"
    return EncodingTaken(Span(path, line, 1, line, 1), path=path, claimed=claims, taken=name)


def _is_utf_8(data: bytes) -> bool:
    """Return whether bytes beyond ASCII are there and are all UTF-8, which text in no other encoding is."""
    if data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _sheets(
    tree: ElementTree.Element, lines: dict[Any, int], beside: Beside
) -> dict[ElementTree.Element, Any]:
    """Return what the style sheets declare, for each element: those in the page and beside it."""
    texts: list[str] = []
    for element in tree.iter():
        before = len(texts)
        if element.tag == "style":
            texts.append("".join(element.itertext()))
        elif element.tag == "link" and "stylesheet" in element.get("rel", "").lower():
            data = beside(element.get("href", "")) if "print" not in element.get("media", "") else None
            texts.append(data.decode("utf-8", "replace") if data else "")
        for text in (*texts[before:], element.get("style", "")):
            if nesting(text) > DEEPEST:
                raise _DepthError(lines.get(element, 1), DEEPEST)
    sheets = Sheets([text for text in texts if text.strip()])
    return {
        wrapped.etree_element: sheets.declarations(wrapped)
        for wrapped in cssselect2.ElementWrapper.from_html_root(tree).iter_subtree()
    }


def _element(
    root: ElementTree.Element, lines: dict[Any, int], styles: dict[ElementTree.Element, Any]
) -> Element:
    """Return the tree with mixed contents as one list, comments left out, words that CSS writes put in."""

    def element_of(node: ElementTree.Element, parent: Element | None) -> Element:
        tag = node.tag.rpartition("}")[2].lower()
        return Element(tag, dict(node.attrib), lines.get(node, 1), styles.get(node, {}), parent)

    top = element_of(root, None)
    waiting = [(root, top)]
    while waiting:
        node, element = waiting.pop()
        written = element.style
        inside = [written.get("before", ""), node.text or ""]
        element.children.extend(text for text in inside if text)
        for child in node:
            if isinstance(child.tag, str) and child.tag != "<!DOCTYPE>":
                below = element_of(child, element)
                element.children.append(below)
                waiting.append((child, below))
            if child.tail:
                element.children.append(child.tail)
        if written.get("after"):
            element.children.append(written["after"])
    for element in list(top.walk()):
        if element.is_block:
            wrap(element)
    return top


def wrap(element: Element) -> None:
    """Put the words that stand between the blocks of an element into blocks of their own."""
    if not any(stands_alone(child) for child in element.children):
        return
    children, run = list(element.children), None
    element.children = []
    for child in children:
        if stands_alone(child):
            run = None
        elif run is None and (not isinstance(child, str) or child.strip()):
            line = child.line if isinstance(child, Element) else element.line
            run = Element("div", {}, line, {}, element)
            element.children.append(run)
        if run is None:
            element.children.append(child)
            continue
        run.children.append(child)
        if isinstance(child, Element):
            child.parent = run


def stands_alone(node: Element | str) -> bool:
    """Return whether a node stands in lines of its own."""
    return isinstance(node, Element) and any(one.is_block for one in node.walk())


def _own(path: str, address: str, root: Element) -> frozenset[str]:
    """Return the addresses under which a page knows itself, without what would make them unlike."""
    found = [path.replace("\\", "/").rpartition("/")[2], address]
    for element in root.walk():
        if (element.tag == "link" and element.get("rel").lower() == "canonical") or element.tag == "base":
            found.append(element.get("href"))
        elif element.tag == "meta" and element.get("property") == "og:url":
            found.append(element.get("content"))
    return frozenset(bare_address(address.partition("#")[0]) for address in found if address)
