"""The lists that Word makes of a text by itself: contents, index, tables of figures.

ECMA-376 part 1, 17.16.5. Their words are said elsewhere in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from variorum.accession.word.shown import settle_fields
from variorum.ooxml.elements import at, value
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

LISTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b", re.IGNORECASE)
"""The instructions of fields that are such lists."""
GALLERY = "Table of Contents"
"""The kind of a content control in which Word keeps its contents, the heading with them."""

SIGNS = {
    **{q(name): " " for name in ("p", "tab", "ptab", "br", "cr")},
    q("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    q("softHyphen"): "\N{SOFT HYPHEN}",
}


def take_out(root: Element) -> str:
    """Take the lists that Word has made out of a part, and return their words."""
    words: list[str] = []
    for control in list(root.iter(q("sdt"))):
        if value(at(control, "sdtPr", "docPartObj", "docPartGallery")) == GALLERY:
            words += _words(control)
            _remove(control)
    settle_fields(root)
    paragraph = None
    for run in list(_results(root)):
        around = next(run.iterancestors(q("p")), None)
        words += " " * (around is not paragraph)
        words += _words(run)
        paragraph = around
        _remove(run)
    return " ".join("".join(words).split())


def _results(root: Element) -> Iterator[Element]:
    """Yield the runs of each list between the mark before its result and the one behind it."""
    open_: list[list[str]] = []
    lists = 0
    for run in root.iter(q("r")):
        before = lists
        for one in run.iterchildren(q("fldChar"), q("instrText")):
            kind = one.get(q("fldCharType"))
            if one.tag == q("instrText") and open_:
                open_[-1].append(one.text or "")
            elif kind == "begin":
                open_.append([])
            elif kind == "separate" and open_ and not lists and LISTS.match("".join(open_[-1])):
                lists = len(open_)
            elif kind == "end" and open_:
                lists = 0 if lists == len(open_) else lists
                open_.pop()
        if before and lists:
            yield run


def _words(element: Element) -> Iterator[str]:
    """Yield the characters in an element; paragraphs and tabs are blanks between them."""
    for one in element.iter():
        if one.tag == q("t"):
            yield one.text or ""
        elif one.tag in SIGNS:
            yield SIGNS[str(one.tag)]


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
