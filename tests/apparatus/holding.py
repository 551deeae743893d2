"""Do the places that a publication gives for its words hold them? Told from the files alone.

A span of a transcript or of edition.toml holds words if they stand in it in their order; blanks, soft
hyphens, escapes, Unicode's ways to write one letter and the marks between words are left aside. Of an XML
file only lines are known: there the words from the start of an element on the line to the end of its parent
must have them, but for the commas that put the parts of a shelf mark together; or an attribute has them, as
the number of a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lxml import etree

from variorum.apparatus.origins import PrintedStretch
from variorum.origin import Derived, Generated, Way
from variorum.source import Source, Span

SPELT_OUT = {"vestiges": "vestig"}
"""Words for which a notation has a shorter one."""
LEFT_ASIDE = re.compile(r"[\s\u00ad\\]+")
OMITTED = "…"
"""What stands for words left out of a lemma or a sample."""


def bare(text: str) -> str:
    """Return the characters that count."""
    return LEFT_ASIDE.sub("", unicodedata.normalize("NFC", text))


def stretch_of(source: Source, span: Span) -> str:
    """Return the characters of a span."""
    start = source.starts[span.line - 1] + span.column - 1
    return source.text[start : source.starts[span.end_line - 1] + span.end_column - 1]


@cache
def lines_of_xml(text: str) -> Mapping[int, tuple[str, ...]]:
    """Return for each line the words from each element that begins on it to the end of its parent."""
    parser = etree.XMLParser(resolve_entities=True, no_network=True, huge_tree=True, load_dtd=False)
    found: dict[int, tuple[str, ...]] = {}
    for element in etree.fromstring(text.encode(), parser).iter():
        inside = "".join(map(str, element.itertext())) if isinstance(element.tag, str) else ""
        around = element.getparent()
        behind = "" if around is None else "".join(tails(around, element))
        attributes = " ".join(map(str, element.attrib.values())) if isinstance(element.tag, str) else ""
        line: Any = element.sourceline
        found[line] = (*found.get(line, ()), bare(inside + behind), bare(attributes))
    return found


def tails(around: etree._Element, element: etree._Element) -> Iterator[str]:
    """Yield the words of an element from behind one of its children."""
    yield element.tail or ""
    for one in element.itersiblings():
        if isinstance(one.tag, str):
            yield from map(str, one.itertext())
        yield one.tail or ""


def holds(source: Source, span: Span, text: str) -> bool:
    """Return whether the place of a file has the characters."""
    wanted = [bare(SPELT_OUT.get(word, word)) for word in text.split()]
    if not source.path.endswith(".xml"):
        return in_order(wanted, bare(stretch_of(source, span)))
    wanted = [part for word in wanted for part in word.split(",")]
    return any(in_order(wanted, words) for words in lines_of_xml(source.text).get(span.line, ()))


def in_order(wanted: list[str], words: str) -> bool:
    """Return whether words stand in others in their order; notes may stand between them."""
    at = 0
    for word in wanted:
        start = words.find(word, at)
        if start < 0:
            return False
        at = start + len(word)
    return True


def foreign(stretches: Iterable[PrintedStretch], sources: Mapping[str, Source]) -> list[str]:
    """Return the stretches whose place does not hold them, as lines for people."""
    found = []
    for one in stretches:
        origin = one.origin
        if isinstance(origin, Generated) or (isinstance(origin, Derived) and origin.rule.way is Way.CHANGES):
            continue
        span = origin.span if isinstance(origin, Derived) else origin
        source = sources.get(span.path)
        parts = one.text.split(OMITTED) if isinstance(origin, Derived) else [one.text]
        if source is None or not all(holds(source, span, part) for part in parts):
            found.append(f"{one.stream}: “{one.text}” {one.rule} is not at {span}")
    return found
