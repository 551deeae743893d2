"""What a document is called: the data of its head, and its title, wherever in it that stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from variorum.apparatus.text.flow import one_line, source_run
from variorum.apparatus.text.lines.lemma import EDGES, ELLIPSIS, WORD
from variorum.apparatus.wording import row
from variorum.model import (
    Attachment,
    Block,
    Blocks,
    Division,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    Inlines,
    Line,
    LineKind,
    Paragraph,
    Postscript,
    Speech,
    Text,
    walk,
)
from variorum.origin import BLANK, Generated, OriginRule
from variorum.publication import NOTHING, Run, join_runs
from variorum.source import Span

FAR, LONGEST_TITLE, FIRST_WORDS = 300, 8, 6
"""How many words may stand before the heading that is the title, how many a line may have that is
one, and how many name a text that has none."""
NEAR = 40
"""Behind how many words a rule stands in the place of the heading that is printed above, as the title."""
STOPS = (".", "!", "?", ":", ";", ",")
ARTICLE = re.compile(r"\A(?i:an?|the|der|die|das|eine?|les?|la|une?|el|los|las|il|gli|het|een|ett)\s+(?=\w)")
"""The article with which a title may begin, or not: "A LETTER" is "Letter"."""
CONTENTS = re.compile(
    r"(?i)(?:table of )?contents|inhalt(?:sverzeichnis|sübersicht)?|sommaire|table des matières|indice|índice"
    r"|содержание|оглавление|spis treści|obsah|inhoud(?:sopgave)?|innehåll|indhold"
)
"""Headings over lists of headings, which are the title of no document."""
LOST_CALL = re.compile(r"(?<=\w)(?:\[\d{1,3}\]|[⁰¹²³⁴-⁹]{2,3})\Z|(?<=\w{3})[⁰¹²³⁴-⁹]\Z")
"""The call of a note that is not there, at the end of words; "m²" is none."""
NUMBERED = re.compile(r"(?![^\n]*[^\W\d_]{4})[^\n,;(–-]*\d[^\n]*\Z")
"""What follows a year and has a number in it, but no word: what once was a call, as "at 50" or "№82"."""
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
TITLE_LINES = 3
"""How many lines a title has at the most."""


@dataclass(frozen=True, slots=True)
class Data:
    """The data of a head, each kind in order, and what stands in its lines and in no field."""

    fields: dict[FieldKind, list[Field]]
    rest: tuple[Inlines, ...]

    def first(self, kind: FieldKind) -> Field | None:
        """Return the first datum of a kind."""
        return next(iter(self.fields.get(kind, ())), None)

    def plain(self, kind: FieldKind) -> Run:
        """Return the first datum of a kind as plain words, empty if there is none.

        They stand in contents and running heads, where no call is one: calls whose notes are not there are
        characters of the datum, at its end or behind the year of a date.
        """
        datum = self.first(kind)
        words = source_run(datum) if datum else NOTHING
        year = (datum.key or "")[:4] if datum and kind is FieldKind.DATE else ""
        at = words.text.rfind(year) + len(year) if year and year in words.text else len(words.text)
        behind = at < len(words.text) and NUMBERED.match(words.text, at)
        call = behind or LOST_CALL.search(words.text)
        return words.part(0, call.start()) if call else words


def data(document: Document) -> Data:
    """Return the data of a document's head."""
    found: dict[FieldKind, list[Field]] = {}
    rest = []
    for line in (*document.head.lines, *document.head.added):
        for datum in _outermost(line.children):
            found.setdefault(datum.kind, []).append(datum)
        rest.append(beside_fields(line))
    return Data(found, tuple(filter(None, rest)))


def beside_fields(line: Paragraph) -> Inlines:
    """Return what stands in a line of a head and in no field, nothing if no word does."""
    left = walk.rebuild_inlines(line.children, _beside_field)
    return left if any(map(str.isalnum, source_run(left).text)) else ()


def _outermost(nodes: Iterable[walk.Part]) -> Iterator[Field]:
    """Yield the fields of a line, not those inside fields."""
    for node in nodes:
        if isinstance(node, Field):
            yield node
        else:
            yield from _outermost(walk.children(node))


def _beside_field(node: Inline) -> Inlines:
    """Return a node of a line, in the place of a field a blank."""
    return (Text(" ", span=_end(node)),) if isinstance(node, Field) else (node,)


def _end(node: Inline) -> Span | None:
    """Return the place right behind what stands in a line."""
    at = node.span
    return replace(at, line=at.end_line, column=at.end_column) if at is not None else None


def title(document: Document, head: Data) -> Run:
    """Return the plain title: that of the head, of the paper itself, or what identifies it."""
    return (
        head.plain(FieldKind.TITLE)
        or _own_title(document)
        or _date_and_number(head)
        or _heading(document)
        or Run(document.id, Generated(OriginRule.IDENTIFIER, "document"))
    )


def _date_and_number(head: Data) -> Run:
    return row(filter(None, (head.plain(FieldKind.DATE), head.plain(FieldKind.REGISTER))))


def is_named_by_date(document: Document, head: Data) -> bool:
    """Return whether only date and number name a document, so that their line is its title."""
    return bool(_date_and_number(head)) and not head.plain(FieldKind.TITLE) and not _own_title(document)


def _own_title(document: Document) -> Run:
    """Return the words of the first title that is set in the text."""
    lines = [each for each in document.body if isinstance(each, Line) and each.kind is LineKind.TITLE]
    return row(map(source_run, title_lines(document.body, lines[0])), " ", BLANK) if lines else NOTHING


def title_lines(blocks: Blocks, first: Line) -> tuple[Line, ...]:
    """Return the lines of one title: those that follow each other, and the first of more than a title has."""
    behind = blocks[next(at for at, each in enumerate(blocks) if each is first) :]
    found = [*takewhile(lambda each: isinstance(each, Line) and each.kind is LineKind.TITLE, behind)]
    lines = tuple(each for each in found if isinstance(each, Line))
    return lines if len(lines) <= TITLE_LINES else (first,)


def title_in_text(
    document: Document, head: Data, as_it_stands: bool
) -> tuple[Heading | Paragraph | Line, ...]:
    """Return the blocks at the beginning of a text that say the title of its document, which is printed once.

    A few other lines may stand before them, unless all is printed `as_it_stands`. Lines of a head that say
    the title as well are of the source, too.
    """
    if any(datum.kind is FieldKind.TITLE for line in document.head.lines for datum in fields(line)):
        return ()
    found = _beginning_title(document.body, as_it_stands)
    said = row(map(source_run, found), " ", BLANK)
    named = _letters(title(document, head))
    if found and _letters(said) == named:
        return found
    return () if as_it_stands else _later_title(document.body, named)


def _later_title(nodes: Blocks, named: str) -> tuple[Heading, ...]:
    """Return the first heading if it says the title and heads all of the text, not a part of it.

    Few words stand before it, or no other heading is on its level.
    """
    found = (node for node in _in_divisions(nodes) if isinstance(node, Heading))
    heading = next((node for node in found if not node.heads_list), None)
    if heading is None or _letters(source_run(heading.children)) != named:
        return ()
    return (heading,) if heads_all(nodes, heading) else ()


def heads_all(nodes: Blocks, heading: Heading) -> bool:
    """Return whether the first heading of a text heads all of it: behind few words, or as the only one."""
    before = words_before(nodes, heading)
    others = (node for part in nodes for node in walk.descend(part) if isinstance(node, Heading))
    alone = all(node is heading or node.level > heading.level for node in others)
    return before is not None and before <= (FAR if alone else NEAR)


def words_before(nodes: Blocks, heading: Heading) -> int | None:
    """Return how many words stand before a heading, none if a text of its own is among them."""
    before = 0
    for node in takewhile(lambda node: node is not heading, _in_divisions(nodes)):
        if isinstance(node, Attachment | Postscript | Speech):
            return None
        before += 0 if isinstance(node, Line) else len(source_run(node).text.split())
    return before


def _in_divisions(nodes: Blocks) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, Division):
            yield from _in_divisions(node.blocks)
        else:
            yield node


def _beginning_title(nodes: Blocks, as_it_stands: bool) -> tuple[Heading | Paragraph | Line, ...]:
    for node in nodes:
        match node:
            case Heading():
                return (node,)
            case Line(kind=LineKind.TITLE):
                return title_lines(nodes, node)
            case Line() if not as_it_stands:
                continue
            case Paragraph() if not isinstance(node, Line):
                return (node,)
            case Division():
                return _beginning_title(node.blocks, as_it_stands)
            case _:
                return ()
    return ()


def fields(line: Paragraph) -> Iterator[Field]:
    """Yield the fields of a line, and those inside fields."""
    return (part for part in walk.descend(line) if isinstance(part, Field))


def _letters(words: Run) -> str:
    """Return what two titles have in common that differ in stops, capitals and a first article alone."""
    return "".join(filter(str.isalnum, ARTICLE.sub("", words.text.strip(), count=1))).casefold()


def names(document: Document) -> tuple[Run, Run]:
    """Return title and date of a document, for what refers to it."""
    known = data(document)
    date = known.plain(FieldKind.DATE).repeat(OriginRule.RUNNING_DATA)
    return title(document, known).repeat(OriginRule.TITLE), date


def titles(documents: Sequence[Document]) -> dict[str, tuple[Run, Run]]:
    """Return title and date of all documents that have them, by their ids: of others as any of these says."""
    others = {key: each for one in reversed(documents) for key, each in related(one).items()}
    return others | {one.id: names(one) for one in documents}


def related(document: Document) -> dict[str, tuple[Run, Run]]:
    """Return title and date of other documents, by their keys, as the head of a document has them.

    The date is what stands behind the last comma, if it has a year: "Orlov to Grabe, 3. 5. 1899".
    """
    found: dict[str, tuple[Run, Run]] = {}
    for datum in data(document).fields.get(FieldKind.RELATED, ()):
        words = one_line(source_run(datum)).repeat(OriginRule.RUNNING_DATA)
        at = words.text.rfind(", ") + 2
        date = words.part(at) if at > 1 and YEAR.search(words.text, at) else NOTHING
        found.setdefault(datum.key or "", (words, date))
    return found


def _heading(document: Document) -> Run:
    """Return the words of the first heading in a document that does not only name a list of headings.

    One that heads a part of it is none of the whole; then the text is called by a short line that begins it,
    or by its first words. One over a list in the text is so only where there is no other.
    """
    before, over_list = 0, NOTHING
    for node in walk.descend(document):
        match node:
            case Heading():
                words = source_run(node.children)
                if before and node.heads_list:
                    over_list = over_list or words
                elif words and not CONTENTS.fullmatch(words.text.strip()):
                    return words if heads_all(document.body, node) else _opening(document) or words
            case Text(value):
                before += len(value.split())
            case _:
                pass
    return over_list


def _opening(document: Document) -> Run:
    """Return the words with which a text begins: all of the first block, if they are few."""
    blocks = (one_line(source_run(each)) for each in _in_divisions(document.body))
    begin = [*islice((words for words in blocks if words.text.strip()), FIRST_WORDS)]
    first, text = begin[0] if begin else NOTHING, row(begin, " ", BLANK)
    if len(first.text.split()) <= LONGEST_TITLE and not first.text.rstrip().endswith(STOPS):
        return first
    ends = [found.end() for found in WORD.finditer(text.text)][:FIRST_WORDS]
    few = text.part(0, ends[-1])
    return join_runs(few.part(0, len(few.text.rstrip(EDGES))), Run(" …", ELLIPSIS))
