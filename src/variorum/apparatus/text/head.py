"""The head of a document as printed: set by the edition from its data, or line for line as in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import assert_never

from variorum.apparatus.ledger import SOURCE_SERIES, Ledger
from variorum.apparatus.text.blocks import blocks, words
from variorum.apparatus.text.flow import folded, one_line, plain, source_pieces, source_run, tidy
from variorum.apparatus.text.inlines import calls_behind, inline, inlines
from variorum.apparatus.text.pages import marks_in, without
from variorum.apparatus.wording import row
from variorum.model import (
    Block,
    Blocks,
    Division,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    Line,
    LineKind,
    List,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Text,
    walk,
)
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule
from variorum.publication import (
    NOTHING,
    Anchor,
    LineEnd,
    Link,
    Para,
    PBlocks,
    PInline,
    PInlines,
    Run,
    Separator,
    Styled,
    Title,
    join_runs,
)


def _in_source_note(kind: FieldKind) -> bool:
    """Return whether a datum is printed in the source note, and not above it."""
    match kind:
        case FieldKind.DATE | FieldKind.MARK | FieldKind.REGISTER | FieldKind.TITLE | FieldKind.ABSTRACT:
            return False
        case FieldKind.RELATED:
            return False
        case FieldKind.ARCHIVE | FieldKind.EXTENT | FieldKind.EXCERPT | FieldKind.SECRECY | FieldKind.COPY:
            return True
        case FieldKind.PHYSICAL | FieldKind.LANGUAGE | FieldKind.PROVENANCE:
            return True
        case _:
            assert_never(kind)


FAR, LONGEST_TITLE = 300, 8
"""How many words may stand before the heading that is the title, and how many a line may have that is one."""
NEAR = 40
"""Behind how many words a rule stands in the place of the heading that is printed above, as the title."""
STOPS = (".", "!", "?", ":", ";", ",")
ARTICLE = re.compile(r"\A(?i:an?|the|der|die|das|eine?|les?|la|une?|el|los|las|il|gli|het|een|ett)\s+(?=\w)")
"""The article with which a title may begin, or not: "A LETTER" is "Letter"."""
SOURCE_NOTE = tuple(filter(_in_source_note, FieldKind))
"""The data of a source note, in the order in which they are printed."""

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
STAMPED = "element=stamp"
"""What an encoding says of a datum that is the words of a stamp."""
BRACKETS = {"(": ")", "[": "]"}
ENDS = ".!?…"
TITLE_LINES = 3
"""How many lines a title has at the most."""


@dataclass(frozen=True, slots=True)
class Data:
    """The data of a head, each kind in order, and the lines' words that are in no field."""

    fields: dict[FieldKind, list[Field]]
    rest: tuple[Run, ...]

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
        left: list[Run] = []
        for part in _parts(line.children):
            if isinstance(part, Field):
                found.setdefault(part.kind, []).append(part)
                left.append(Run(" ", BLANK))
            else:
                left += source_pieces(part)
        words_left = one_line(join_runs(*left))
        if any(character.isalnum() for character in words_left.text):
            rest.append(words_left)
    return Data(found, tuple(rest))


def _parts(nodes: Sequence[Inline]) -> Iterator[Inline]:
    """Yield the fields of a line, not those inside fields, and the words between them."""
    for node in nodes:
        inner = walk.children(node)
        if isinstance(node, Field | Text) or not inner:
            yield node
        else:
            yield from _parts(inner)  # type: ignore[arg-type]  # what stands in an inline is inlines


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


def _is_named_by_date(document: Document, head: Data) -> bool:
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
    if any(datum.kind is FieldKind.TITLE for line in document.head.lines for datum in _fields(line)):
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
    before = _words_before(nodes, heading)
    if before is None or before > FAR:
        return ()
    others = (node for part in nodes for node in walk.descend(part) if isinstance(node, Heading))
    alone = all(node is heading or node.level > heading.level for node in others)
    return (heading,) if alone or before <= NEAR else ()


def _words_before(nodes: Blocks, heading: Heading) -> int | None:
    """Return how many words of paragraphs stand before a heading, none if other than lines and these do."""
    before = 0
    for node in takewhile(lambda node: node is not heading, _in_divisions(nodes)):
        if not isinstance(node, Heading | Line | List | PageBreak | Paragraph):
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


def _fields(line: Paragraph) -> Iterator[Field]:
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

    One behind pages of text heads a part of it; then a short line that begins the text is the title. One over
    a list in the text is so only where there is no other.
    """
    before, over_list = 0, NOTHING
    for node in walk.descend(document):
        match node:
            case Heading():
                words = source_run(node.children)
                if before and node.heads_list:
                    over_list = over_list or words
                elif words and not CONTENTS.fullmatch(words.text.strip()):
                    return words if before <= FAR else _opening(document) or words
            case Text(value):
                before += len(value.split())
            case _:
                pass
    return over_list


def _opening(document: Document) -> Run:
    """Return the words of the first paragraph of a document if they are few and no sentence."""
    first = next((each for each in document.body if isinstance(each, Paragraph)), None)
    words = source_run(first.children) if first is not None and first is document.body[0] else NOTHING
    few = 0 < len(words.text.split()) <= LONGEST_TITLE and not words.text.rstrip().endswith(STOPS)
    return words if few else NOTHING


def head_as_set(document: Document, ledger: Ledger) -> PBlocks:
    """Return the head as the edition sets it: date and register number, title, abstract, source note."""
    head = data(document)
    sources = _sources(document, ledger)
    ledger.headed = frozenset(note.id for note in sources)
    printed: PBlocks = ()
    dated = _dated(head, ledger)
    if _is_named_by_date(document, head):
        printed += (_titled(document, head, dated, ledger),)
    else:
        printed += (Para("document-date", dated),) if dated and not _names_date(document, head) else ()
        printed += (_title(document, head, ledger),)
    for abstract in head.fields.get(FieldKind.ABSTRACT, ()):
        words = sentence(_words(abstract, ledger))
        if words:
            printed += (Para("document-abstract", words, span=abstract.span),)
    printed += tuple(Para("document-abstract", (rest,)) for rest in head.rest)
    ledger.named = True  # a collection is called by a name, and means nobody by it
    note = source_note(head, ledger)
    ledger.named = False
    printed += (Para("source-note", note),) if note else ()
    return (*printed, *(block for source in sources for block in _source(source, ledger)))


def _sources(document: Document, ledger: Ledger) -> list[Note]:
    """Return the notes called in the head that say where the document is."""
    calls = (node for line in document.head.lines for node in walk.descend(line) if isinstance(node, NoteRef))
    notes = (ledger.notes.get(call.note) for call in calls)
    return [note for note in notes if note is not None and note.series == SOURCE_SERIES]


def _source(note: Note, ledger: Ledger) -> PBlocks:
    """Return the text of a note that says where the document is, as the source note it is."""
    before, ledger.aside = ledger.aside, True
    printed = blocks(note.blocks, ledger)
    ledger.aside = before
    return tuple(replace(one, role="source-note") if isinstance(one, Para) else one for one in printed)


def _words(datum: Field, ledger: Ledger) -> PInlines:
    """Print a datum without the sign of its kind in the source's head: here its place tells the kind."""
    if datum.kind is FieldKind.MARK:
        return tidy(inline(datum, ledger))
    return unwrapped(tidy(inlines(datum.children, ledger)))


def _dated(head: Data, ledger: Ledger) -> PInlines:
    """Return the line of the date: "26 August 1977* (No 644/54)"."""
    date, mark, number = (
        _words(datum, ledger) if datum else ()
        for datum in map(head.first, (FieldKind.DATE, FieldKind.MARK, FieldKind.REGISTER))
    )
    brackets = Run(" (", PUNCTUATION), Run(")", PUNCTUATION)
    bracketed = (brackets[0], *number, brackets[1]) if (date or mark) and number else number
    return (*date, *mark, *bracketed)


def _names_date(document: Document, head: Data) -> bool:
    """Return whether the title has the date in it that the header of a file tells once more."""
    date, title_of = head.first(FieldKind.DATE), head.first(FieldKind.TITLE)
    added = any(date in line.children for line in document.head.added) if date and title_of else False
    others = head.first(FieldKind.MARK) or head.first(FieldKind.REGISTER)
    if not added or others or date is None or title_of is None:
        return False
    said, heading = (folded(source_run(each).text) for each in (date, title_of))
    return bool(said) and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", heading) is not None


def _title(document: Document, head: Data, ledger: Ledger, as_it_stands: bool = False) -> Title:
    """Print the title: the words of the text if that begins with it, which are then printed here alone."""
    ledger.titled = title_in_text(document, head, as_it_stands)
    if ledger.titled:
        first = ledger.titled[0]
        before = _words_before(document.body, first) if isinstance(first, Heading) else 0
        ledger.parting = (Separator(),) if before and before > NEAR else ()
        return _titled(document, head, _title_of_text(ledger), ledger)
    datum = head.first(FieldKind.TITLE)
    if datum is None or as_it_stands or _stands_in(document.body, datum):
        return _titled(document, head, (title(document, head).repeat(OriginRule.TITLE),), ledger)
    return replace(_titled(document, head, _words(datum, ledger), ledger), span=datum.span)


def _titled(document: Document, head: Data, words: PInlines, ledger: Ledger) -> Title:
    plain_title = title(document, head).repeat(OriginRule.TITLE)
    return Title("document-title", 1, words, plain_title, f"{ledger.document}_title")


def _title_of_text(ledger: Ledger) -> PInlines:
    """Print the words of the blocks that are the title, without the marks of pages that begin there."""
    printed: PInlines = ()
    for node in ledger.titled:
        marks = marks_in(node)
        children = walk.rebuild_inlines(node.children, without(marks)) if marks else node.children
        place = ledger.place(node.facts.id)
        printed += (LineEnd(),) if printed else ()
        printed += (Anchor(place),) if place else ()
        ledger.lines = isinstance(node, Line)
        printed += words(children, node, ledger) + calls_behind(node, ledger)
        ledger.lines = False
    return printed


def _stands_in(body: Blocks, datum: Field) -> bool:
    """Return whether a datum is what a block of the text says, as the title of a title page."""
    blocks_of = (block for part in body for block in walk.descend(part))
    return datum.span is not None and any(block.span == datum.span for block in blocks_of)


def source_note(head: Data, ledger: Ledger) -> PInlines:
    """Return the source note: where the paper is and what it looks like, in sentences."""
    printed: PInlines = ()
    for kind in SOURCE_NOTE:
        for datum in head.fields.get(kind, ()):
            words = _words(datum, ledger)
            if words:
                way = "stamp" if STAMPED in datum.facts.also else kind.value
                said = ledger.terms.wording.inlines(f"source-note.{way}", {"words": words})
                printed += ((Run(" ", BLANK),) if printed else ()) + capitalised(sentence(said))
    return printed


def capitalised(words: PInlines) -> PInlines:
    """Return words that begin with a capital."""
    first = words[0]
    if not isinstance(first, Run) or not first.text[:1].islower():
        return words
    capital = first.part(0, 1).derive(OriginRule.CAPITAL, str.upper)
    return (join_runs(capital, first.part(1)), *words[1:])


def sentence(words: PInlines) -> PInlines:
    """Return words with a full stop, unless they end in one or the like."""
    said = plain(words).rstrip().rstrip(")]”’")
    return words if not said or said[-1] in ENDS else (*words, Run(".", PUNCTUATION))


def unwrapped(words: PInlines) -> PInlines:
    """Return words without the brackets around them all."""
    return tidy(_edge(_edge(words, 0), -1)) if is_bracketed(plain(words)) else words


def is_bracketed(words: str) -> bool:
    """Return whether words stand in brackets, all of them."""
    closing = BRACKETS.get(words[:1])
    ended = words.rstrip(".")
    return closing is not None and ended[-1:] == closing and closing not in ended[1:-1]


def _edge(words: PInlines, end: int) -> PInlines:
    """Take the outermost character away, and behind a closing bracket the full stop."""
    order = range(len(words)) if end == 0 else range(len(words) - 1, -1, -1)
    index = next(i for i in order if plain((words[i],)))
    child = words[index]
    made: PInline = child
    if isinstance(child, Run):
        made = child.part(1) if end == 0 else child.part(0, len(child.text.rstrip(".")) - 1)
    elif isinstance(child, Styled | Link):
        made = replace(child, children=_edge(child.children, end))
    return (*words[:index], made, *words[index + 1 :])


def head_as_printed(document: Document, ledger: Ledger) -> PBlocks:
    """Return the head line for line as in the source, under a plain title for navigation.

    Where its first line says the title, that line is the heading.
    """
    known, lines = data(document), document.head.lines
    says_title = _is_named_by_date(document, known) or any(
        datum.kind is FieldKind.TITLE for line in lines[:1] for datum in _fields(line)
    )
    printed: PBlocks = () if says_title else (_title(document, known, ledger, as_it_stands=True),)
    ledger.lines = True
    for line in lines:
        words_of = tidy(inlines(line.children, ledger))
        is_title = says_title and not printed
        made = _titled(document, known, words_of, ledger) if is_title else Para("head-line", words_of)
        printed += (replace(made, span=line.span),)
    ledger.lines = False
    return printed
