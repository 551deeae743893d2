"""What a TEI file says, computed with lxml alone: nothing of the reader's code is used here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
FACTS = (
    *("facs", "n", "hand", "resp", "cert", "place", "rend"),
    *("type", "key", "when", "reason", "quantity", "unit"),
)
"""The attributes that must survive."""

REGISTERS = {
    "listPerson": "a register of persons behind the text, copied into each file: the edition's own",
    "listPlace": "a register of places behind the text, copied by machine into each file",
    "listOrg": "a register of bodies behind the text, copied by machine into each file",
    "listBibl": "a register of works behind the text, copied by machine into each file",
    "listEvent": "a register of events behind the text, copied by machine into each file",
}
"""Children of `back` that are not read as text, with the reason; all else must be in the model."""
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
HTML = "{http://www.w3.org/1999/xhtml}"
"""Elements with which a site shows the file: players, scripts; they are no text either."""


def corpus(shared: Path) -> list[Path]:
    """Return the files of the corpus that claim to be TEI."""
    folder = shared / "corpus" / "tei"
    return sorted(path for path in folder.rglob("*.xml") if "expected-results" not in path.parts)


def parsed(path: Path) -> etree._Element | None:
    """Return the root of a file, without what an edition makes anew; none where it is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError:
        return None
    if root.find(f".//{TEI}body//{TEI}div[@type='document']") is not None:
        take_out_old_title_pages(root)
    return root


def take_out_old_title_pages(volume: etree._Element) -> None:
    """Take title page and contents out of a volume, with the marks of pages right before them."""
    for front in volume.iter(f"{TEI}front"):
        for one in list(front):
            if name(one) == "titlePage" or "toc" in (one.get("type"), one.get(XML_ID)):
                while (before := one.getprevious()) is not None and name(before) == "pb":
                    front.remove(before)
                front.remove(one)


def name(element: etree._Element) -> str:
    """Return the local name, empty for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def texts(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the outermost `text` elements."""
    for text in root.iter(f"{TEI}text"):
        if next(text.iterancestors(f"{TEI}text"), None) is None:
            yield text


def beside(element: etree._Element) -> bool:
    """Return whether an element is no text: HTML, or a register behind the text."""
    if str(element.tag).startswith(HTML):
        return True
    parent = element.getparent()
    return name(element) in REGISTERS and parent is not None and name(parent) == "back"


def elements(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of the texts, without what is no text."""
    waiting = list(texts(root))[::-1]
    while waiting:
        element = waiting.pop()
        if name(element) and not beside(element):
            yield element
            waiting.extend(reversed(element))


def runs(root: etree._Element) -> Iterator[str]:
    """Yield the stretches of characters of the texts, without white space, in their order."""
    for text in texts(root):
        yield from _runs(text)


def _runs(element: etree._Element) -> Iterator[str]:
    if name(element) and not beside(element):
        yield bare(element.text)
        for child in element:
            yield from _runs(child)
            yield bare(child.tail)


def bare(words: str | None) -> str:
    """Return words without white space of any kind."""
    return "".join((words or "").split())


def facts(root: etree._Element) -> dict[str, Counter[str]]:
    """Return for each attribute how often it has each value."""
    found: dict[str, Counter[str]] = {attribute: Counter() for attribute in FACTS}
    for element in elements(root):
        for attribute, values in found.items():
            if value := element.get(attribute, "").strip():
                values[value] += 1
    return found


def said(root: etree._Element) -> dict[str, Counter[str]]:
    """Return for each attribute the values that a written file says in `@ana`, where TEI has no place for it.

    A word there is `variorum:KEY=VALUE`, percent-encoded; `also` holds several `NAME=VALUE`.
    """
    found: dict[str, Counter[str]] = {attribute: Counter() for attribute in FACTS}
    for element in elements(root):
        for word in element.get("ana", "").split():
            key, _, value = unquote(word.removeprefix("variorum:")).partition("=")
            entries = value.split(",") if key == "also" else [f"{key}={value}"]
            for entry in entries:
                name, _, held = entry.strip().partition("=")
                if name in found:
                    found[name][held] += 1
    return found


def counts(root: etree._Element) -> dict[str, int]:
    """Return how many notes, page breaks and textual acts the texts have."""
    tags = Counter(name(element) for element in elements(root))
    return {
        "notes": tags["note"],
        "page breaks": tags["pb"],
        "additions": tags["add"] + tags["addSpan"],
        "deletions": tags["del"] + tags["delSpan"],
        "gaps": tags["gap"],
        "supplied": tags["supplied"],
    }
