"""Generated trees of TEI elements in any order, most of them no valid TEI; and what is valid."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from lxml import etree

TEI = "{http://www.tei-c.org/ns/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
NAMES = (
    *("p", "ab", "div", "head", "list", "item", "label", "table", "row", "cell", "lg", "l"),
    *("sp", "speaker", "stage", "quote", "q", "said", "cit", "note", "hi", "add", "del"),
    *("subst", "choice", "sic", "corr", "orig", "reg", "abbr", "expan", "ex", "app", "lem"),
    *("rdg", "rdgGrp", "gap", "desc", "supplied", "unclear", "damage", "restore", "space", "lb", "pb"),
    *("cb", "gb", "milestone", "handShift", "anchor", "addSpan", "delSpan", "figure"),
    *("graphic", "figDesc", "floatingText", "body", "front", "back", "group", "text", "opener"),
    *("closer", "dateline", "salute", "signed", "address", "addrLine", "byline", "trailer"),
    *("postscript", "persName", "rs", "name", "date", "term", "foreign", "title", "ref", "ptr"),
    *("stamp", "fw", "metamark", "seg", "num", "certainty", "bibl", "epigraph", "unknown"),
)
ATTRIBUTES = {
    "rend": ("italic", "bold underline", "x y", ""),
    "n": ("1", "a b", ""),
    f"{XML}id": ("a", "b", "c.d"),
    "type": ("x", "person", "title", "2 3"),
    "place": ("inline", "above"),
    "hand": ("#h1", "h", "#a #b"),
    "resp": ("#x", "#y #z", "  "),
    "spanTo": ("#a", "#b", "c"),
    "target": ("#a", "chapter.xml"),
    "targetEnd": ("#b",),
    "break": ("no", "yes"),
    "quantity": ("3", "x"),
    f"{XML}space": ("preserve", "default"),
    "url": ("a.png",),
    "ana": (
        "#x",
        "variorum:node=Field",
        "variorum:element=p variorum:x",
        "variorum:none=kind variorum:level=7",
    ),
    "wit": ("#A #B",),
    "cert": ("low", "sure"),
    "role": ("label",),
    "seq": ("1", "01"),
    "new": ("#h2",),
    f"{XML}lang": ("de", "?"),
}
WORDS = st.lists(st.sampled_from(("word", "α", "  ", "\n ", ".", " ", "\u00a0")), max_size=3).map("".join)


@st.composite
def elements(draw: st.DrawFn, names: tuple[str, ...], depth: int) -> etree._Element:
    """Draw an element of one of the names, with others in it."""
    made = etree.Element(TEI + draw(st.sampled_from(names)))
    for key in draw(st.lists(st.sampled_from(sorted(ATTRIBUTES)), max_size=2)):
        made.set(key, draw(st.sampled_from(ATTRIBUTES[key])))
    made.text = draw(WORDS)
    for child in draw(st.lists(elements(tuple(NAMES), depth - 1), max_size=3)) if depth > 0 else ():
        child.tail = draw(WORDS)
        made.append(child)
    return made


@cache
def schema(shared: Path) -> etree.RelaxNG:
    """Return the schema of all of TEI; to read it takes seconds."""
    return etree.RelaxNG(etree.parse(str(shared / "schema" / "tei_all.rng")))


def texts() -> st.SearchStrategy[bytes]:
    """Return texts, bodies and divisions as XML."""
    roots = ("text", "body", "div")
    return st.integers(1, 4).flatmap(lambda depth: elements(roots, depth)).map(etree.tostring)
