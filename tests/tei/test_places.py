"""Does every word read of TEI stand in the file where its span says, and every node at its start tag?

The stretch of a text is compared with its words once its markup is taken out and its entities are resolved,
by expressions of this file's own; tags are compared with expat, which counts lines and columns itself.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import quote
from xml.parsers import expat

import pytest
from apparatus.holding import in_order, stretch_of
from cases import Case, each
from hypothesis import HealthCheck, given, settings
from lxml import etree
from tei.test_content import CASES, EXAMPLES, SHELL
from tei.trees import texts

from variorum.codecs.tei.content import read_content
from variorum.codecs.tei.reading.places import places_of
from variorum.codecs.tei.volume import Volume, read_volume
from variorum.findings.tei import XmlEntity
from variorum.model import Document, Head, Item, PageBreak, Text, walk
from variorum.source import Source

TEI = "http://www.tei-c.org/ns/1.0"
MARKUP = re.compile(
    r"""<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(.*?)\]\]>|<[^!?"'>]+(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""", re.DOTALL
)
TAG = re.compile(r"""<([^!?/"'>\s]+)[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
WHITE = re.compile(r"[ \t\r\n]+")
BLANKS = " \t\r\n"
REFERENCE = re.compile(r"&([^;&]+);")
DECLARED = re.compile(r"""<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')""")
EQUAL, JOINED, PARTED, HELD, BLANK = AGREE = ("equal", "joined", "parted", "held", "blank")
COUNTS: Mapping[str, tuple[int, ...]] = {
    "frus": (66982, 0, 0, 0, 0),
    "frus-history": (1047, 0, 0, 0, 0),
    "legalkraus": (3565, 0, 0, 0, 0),
    "schnitzler-briefe": (4715, 12, 88, 16, 0),
    "schnitzler-tagebuch": (37, 0, 0, 0, 0),
    "teic-p5-test": (1584, 13, 0, 3, 44),
    "teic-stylesheets": (176, 1, 0, 0, 0),
    "whitman-manuscripts": (3021, 11, 0, 1, 0),
}
"""How many texts of real files have their own characters at their places, the same once markup between them
is out, all but the blanks that a header folds or a reader has put in, or their words in order among others
(parts of a shelf mark, loose words between readings); how many are such a blank alone."""


def characters(source: Source, stretch: str) -> str:
    """Return what a stretch says without its markup."""
    said = MARKUP.sub(lambda found: html.escape(found[1] or "", quote=False), stretch)
    declared = entities(source.text) if "&" in said else {}
    return REFERENCE.sub(lambda found: html.unescape(declared.get(found[1], found[0])), said)


@cache
def entities(text: str) -> Mapping[str, str]:
    """Return the texts of the entities that a file declares."""
    return {name: double or single for name, double, single in DECLARED.findall(text)}


def verdict(source: Source, text: Text) -> str:
    """Return how a text and its stretch agree; what is none of these is a message.

    White space is one blank wherever it is folded, but at the ends there is as much in the one as in the
    other, or none where the reader has parted words by a blank.
    """
    if text.span is None:
        return f"no place: {text.value}"
    stretch = stretch_of(source, text.span)
    if not stretch and text.value == " ":
        return BLANK
    said = characters(source, stretch)
    ends, wanted = blanks(said), blanks(text.value)
    if ends == wanted and WHITE.sub(" ", said) == WHITE.sub(" ", text.value):
        return JOINED if MARKUP.search(stretch) else EQUAL
    tight = all(here <= there for here, there in zip(ends, wanted, strict=True))
    if tight and bare(said) == bare(text.value):
        return PARTED
    if in_order(text.value.replace(",", " ").split(), said):
        return HELD
    return f"{text.span}: “{stretch}” for “{text.value}”"


def blanks(words: str) -> tuple[int, int]:
    """Return how many blanks stand before and behind words."""
    return len(words) - len(words.lstrip(BLANKS)), len(words) - len(words.rstrip(BLANKS))


def bare(words: str) -> str:
    return "".join(words.split())


def nodes(documents: Iterable[Document]) -> Iterator[walk.Part]:
    for document in documents:
        yield from walk.descend(document)


def texts_of(documents: Iterable[Document]) -> list[Text]:
    return [node for node in nodes(documents) if isinstance(node, Text)]


def verdicts(source: Source, found: Iterable[Text]) -> Counter[str]:
    return Counter(verdict(source, text) for text in found)


def wrong(counted: Counter[str]) -> list[str]:
    return sorted(counted.keys() - AGREE)


def case_read(case: Case) -> tuple[Source, Document]:
    return content_read(f'<div xmlns="{TEI}">{case.input.body}</div>')


def content_read(text: str) -> tuple[Source, Document]:
    """Return a text of TEI, and what stands in its outermost element as a document."""
    source = Source("case.xml", text)
    root = etree.fromstring(text.encode(), etree.XMLParser(collect_ids=False))
    content = read_content(places_of(source, root), root)
    return source, Document("d", Head(), content.blocks, notes=content.notes)


def volume_read(path: Path) -> tuple[Source, Volume]:
    volume = read_volume(path.name, path.read_bytes(), "v").value
    return volume.source, volume


SMALL: Mapping[str, tuple[tuple[str, str], ...]] = {
    "<p><!-- a > b --> one <!-- x -->two <?pi > ?> <hi>three</hi><!-- c --> </p>": (
        ("one two ", "one <!-- x -->two "),
        ("three", "three"),
    ),
    "<p>a <![CDATA[<b> & ]]>c</p>": (("a <b> & c", "a <![CDATA[<b> & ]]>c"),),
    """<p n="a > b">one <hi rend='">'>two</hi></p>""": (("one ", "one "), ("two", "two")),
    "<p>\n   one\n   two <hi>three</hi>\n   four\n</p>": (
        ("one two ", "one\n   two "),
        ("three", "three"),
        (" four", " four"),
    ),
    "<list><label>1.</label><item>one</item><item><label>2.</label> two</item></list>": (
        ("one", "one"),
        ("two", "two"),
    ),
    "<sp><speaker>A</speaker> <p>one</p></sp><sp><speaker>B</speaker> two</sp>": (
        ("A", "A"),
        ("one", "one"),
        ("B", "B"),
        ("two", "two"),
    ),
    "<p>one<hi>a<p>b</p><head>c</head></hi> <q>d<!-- x --><address>e</address></q></p>": (
        *(("one", "one"), ("a", "a"), ("b", "b"), ("c", "c"), ("d ", "d"), ("e", "e")),
    ),
    'first <!-- c --> second<div type="letter"><p>one</p></div> third <!-- d -->fourth': (
        *(("first", "first"), ("second", "second"), ("one", "one"), ("third", "third"), ("fourth", "fourth")),
    ),
    '<p>one<note><seg ana="variorum:part=lemma">a</seg>b <hi>c</hi></note></p>': (
        *(("one", "one"), ("a", "a"), ("b ", "b "), ("c", "c")),
    ),
    '<p><q><hi>a</hi><desc ana="variorum:part=x">b</desc></q></p>': (("a", "a"), (" b", "b")),
    '<p>one <addSpan spanTo="#gone"/>two <addSpan spanTo="#x"/>three <hi xml:id="x">four</hi> five</p>': (
        *(("one ", "one "), ("two ", "two "), ("three ", "three "), ("four", "four"), (" five", " five")),
    ),
    '<p><app>a<lem>b</lem> c<rdgGrp>d<rdg wit="#x">e</rdg>f</rdgGrp></app></p>': (
        ("ab cdf", 'a<lem>b</lem> c<rdgGrp>d<rdg wit="#x">e</rdg>f'),
        ("e", "e"),
    ),
    "<p>one</p></body><back> <listPerson><person/></listPerson>behind<p>x</p></back><body>": (
        *(("one", "one"), ("behind", "behind"), ("x", "x")),
    ),
    "<p>one</p></body><back>before<listPerson><person/></listPerson>behind<p>x</p></back><body>": (
        ("one", "one"),
        ("beforebehind", "before<listPerson><person/></listPerson>behind"),
        ("x", "x"),
    ),
}
"""Texts of bodies, and the words read of each with their stretches."""


def file_of(body: str) -> str:
    return SHELL.replace("<text/>", f"<text><body>{body}</body></text>")


@pytest.mark.parametrize("body", SMALL)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_words_keep_their_places_when_they_are_moved_and_folded(body: str, line_end: str) -> None:
    data = file_of(body).replace("\n", line_end).encode("utf-8-sig")
    volume = read_volume("small.xml", data, "v").value
    found = [
        (text.value, stretch_of(volume.source, text.span)) for text in texts_of(volume.documents) if text.span
    ]
    assert found == list(SMALL[body])
    assert all(one.span and TAG.fullmatch(stretch_of(volume.source, one.span)) for one in volume.documents)
    items = [node for node in nodes(volume.documents) if isinstance(node, Item)]
    assert all(one.span and (one.label or "") in stretch_of(volume.source, one.span) for one in items)


PROLOG = """<?xml version="1.0"?>
<!-- <TEI> --><?go <a?>
<!DOCTYPE TEI SYSTEM "x>y" [
<!-- ' ]> -->
<!ENTITY a "b's &lt; ]>">
<?x ]> ?>
<!ENTITY m "<hi>x</hi>">]>
"""


def test_entities_comments_and_a_document_type_move_no_place() -> None:
    body = "<p>one &a; two &m; &eacute;&amp; <!-- &a; --><hi>&#x41;</hi></p>"
    read = read_volume("small.xml", (PROLOG + file_of(body) + "<!-- e --><?go b?>").encode(), "v")
    source, words = read.value.source, texts_of(read.value.documents)
    assert [(text.value, stretch_of(source, text.span)) for text in words if text.span] == [
        ("one b's < ]> two &m; é& ", "one &a; two &m; &eacute;&amp; "),
        ("A", "&#x41;"),
    ]
    found = [one.span for one in read.diagnostics if isinstance(one, XmlEntity)]
    assert [stretch_of(source, place) for place in found if place] == ["&m;", "&eacute;"]


@pytest.mark.parametrize("folder", COUNTS)
def test_every_word_of_real_files_is_where_its_place_says(folder: str, shared: Path) -> None:
    counted: Counter[str] = Counter()
    for path in sorted((shared / "corpus" / "tei" / folder).glob("*.xml")):
        source, volume = volume_read(path)
        counted += verdicts(source, texts_of(volume.documents))
    assert wrong(counted) == []
    assert tuple(counted[each] for each in AGREE) == COUNTS[folder]


@each(CASES)
def test_every_word_of_a_case_is_where_its_place_says(case: Case) -> None:
    source, document = case_read(case)
    assert (
        wrong(verdicts(source, (text for text in texts_of([document]) if not _is_value(source, text)))) == []
    )


def _is_value(source: Source, text: Text) -> bool:
    """Return whether a text stands in an attribute of its own element."""
    assert text.span is not None
    tag = TAG.fullmatch(stretch_of(source, text.span))
    return tag is not None and f"variorum:value={quote(text.value, safe='')}" in tag[0]


@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(texts())
def test_every_word_of_any_tree_is_where_its_place_says(data: bytes) -> None:
    source, document = content_read(html.unescape(data.decode()))
    assert wrong(verdicts(source, texts_of([document]))) == []


@pytest.mark.parametrize("shift", [(1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1)])
def test_a_place_that_is_shifted_is_found(shift: tuple[int, int], shared: Path) -> None:
    seen = 0
    for path in sorted((shared / "corpus" / "tei" / "whitman-manuscripts").glob("*.xml")):
        source, volume = volume_read(path)
        words = (text for text in texts_of(volume.documents) if text.value.strip())
        agreeing = [text for text in words if verdict(source, text) in (EQUAL, JOINED)]
        spoilt = (shifted(source, text, *shift) for text in agreeing)
        still = verdicts(source, spoilt)
        assert (still[EQUAL], still[JOINED]) == (0, 0)
        seen += len(agreeing)
    assert seen > 1000


def shifted(source: Source, text: Text, first: int, last: int) -> Text:
    """Return a text with another place: its ends so many characters further on."""
    assert text.span is not None
    start = source.starts[text.span.line - 1] + text.span.column - 1 + first
    end = source.starts[text.span.end_line - 1] + text.span.end_column - 1 + last
    return replace(text, span=source.span(start, max(start, end)))


def tags(text: str) -> set[tuple[int, int]]:
    """Return the lines and columns of the start tags of a file."""
    parser = expat.ParserCreate()
    found: set[tuple[int, int]] = set()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        found.add((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = start
    parser.Parse(text, True)
    return found


@pytest.mark.parametrize("folder", COUNTS)
def test_every_node_stands_at_a_start_tag_or_at_its_words(folder: str, shared: Path) -> None:
    for path in sorted((shared / "corpus" / "tei" / folder).glob("*.xml")):
        source, volume = volume_read(path)
        starts = tags(source.text) if volume.documents else set()
        for node in nodes(volume.documents):
            if isinstance(node, Text | Head) or node.span is None:
                continue
            stretch = stretch_of(source, node.span)
            labelled = isinstance(node, Item) and node.label is not None and node.label in stretch
            whole = TAG.fullmatch(stretch) is not None or labelled
            own = any(child.span == node.span for child in walk.children(node) if isinstance(child, Text))
            own = own or (isinstance(node, Item) and stretch.startswith(node.label or "\0"))
            assert own or (whole and node.span.start in starts), f"{node.span}: {stretch}"
            if isinstance(node, PageBreak) and node.facts.id is not None:
                assert node.facts.id in stretch
