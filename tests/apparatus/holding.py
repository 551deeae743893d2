"""Do the places that a publication gives for its words hold them? Told from the files alone.

A span of a transcript or of edition.toml holds words if they stand in it in their order; blanks, soft
hyphens, escapes, Unicode's ways to write one letter and the marks between words are left aside. A stretch of
an XML file holds them without its markup, but for the commas that put the parts of a shelf mark together; or
it is a start tag, an attribute of which has them, as the number of a page.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from variorum.apparatus.origins import PrintedStretch
from variorum.origin import Derived, Generated, Way
from variorum.source import Source, Span

SPELT_OUT = {"vestiges": "vestig"}
"""Words for which a notation has a shorter one."""
LEFT_ASIDE = re.compile(r"[\s\u00ad\\]+")
DIVISION = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])")
"""The end of a line that divides a word of a transcript: its hyphen may be one of the word or not."""
XML_MARKUP = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|<[^>]*>", re.DOTALL)
XML_VALUE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
OMITTED = "…"
"""What stands for words left out of a lemma or a sample."""


def bare(text: str) -> str:
    """Return the characters that count."""
    return LEFT_ASIDE.sub("", unicodedata.normalize("NFC", text))


def stretch_of(source: Source, span: Span) -> str:
    """Return the characters of a span."""
    start = source.starts[span.line - 1] + span.column - 1
    return source.text[start : source.starts[span.end_line - 1] + span.end_column - 1]


def words_of_xml(stretch: str) -> Iterator[str]:
    """Yield what is in a stretch of XML besides its markup, and the values in its first tag."""
    yield bare(html.unescape(XML_MARKUP.sub(r"\1", stretch)))
    first = XML_MARKUP.match(stretch)
    if first is not None:
        yield from (bare(html.unescape(value[1:-1])) for value in XML_VALUE.findall(first.group()))


def holds(source: Source, span: Span, text: str) -> bool:
    """Return whether the place of a file has the characters."""
    wanted = [bare(SPELT_OUT.get(word, word)) for word in text.split()]
    if not source.path.endswith(".xml"):
        stretch = stretch_of(source, span)
        if DIVISION.search(stretch):
            wanted, stretch = [word.replace("-", "") for word in wanted], stretch.replace("-", "")
        return in_order(wanted, bare(stretch))
    wanted = [part for word in wanted for part in word.split(",")]
    return any(in_order(wanted, words) for words in words_of_xml(stretch_of(source, span)))


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
