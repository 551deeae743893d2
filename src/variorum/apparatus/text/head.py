"""The head of a document as printed: set by the edition from its data, or line for line as in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, takewhile
from typing import assert_never

from variorum.apparatus.ledger import SOURCE_SERIES, Ledger
from variorum.apparatus.text.blocks import blocks, words
from variorum.apparatus.text.flow import folded, plain, source_run, tidy
from variorum.apparatus.text.inlines import calls_behind, inline, inlines
from variorum.apparatus.text.lines.head_data import (
    NEAR,
    Data,
    data,
    fields,
    is_named_by_date,
    title,
    title_in_text,
    words_before,
)
from variorum.apparatus.text.pages import marks_in, without
from variorum.apparatus.wording import row
from variorum.model import (
    Blocks,
    Document,
    Field,
    FieldKind,
    Heading,
    Line,
    Note,
    NoteRef,
    Voice,
    walk,
)
from variorum.model.facts import LINES
from variorum.origin import BLANK, PUNCTUATION, OriginRule
from variorum.publication import (
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


SOURCE_NOTE = tuple(filter(_in_source_note, FieldKind))
"""The data of a source note, in the order in which they are printed."""

STAMPED = "element=stamp"
"""What an encoding says of a datum that is the words of a stamp."""
OBJECT = "element=objectType"
"""What an encoding says of a datum that is what kind of thing a paper is."""
BRACKETS = {"(": ")", "[": "]"}
ENDS = ".!?…"


def head_as_set(document: Document, ledger: Ledger) -> PBlocks:
    """Return the head as the edition sets it: date and register number, title, abstract, source note."""
    head = data(document)
    sources = _sources(document, ledger)
    ledger.headed = frozenset(note.id for note in sources)
    printed: PBlocks = ()
    dated = _dated(head, ledger)
    if is_named_by_date(document, head):
        printed += (_titled(document, head, dated, ledger),)
    else:
        printed += (Para("document-date", dated),) if dated and not _names_date(document, head) else ()
        printed += (_title(document, head, ledger),)
    for abstract in head.fields.get(FieldKind.ABSTRACT, ()):
        words = sentence(_words(abstract, ledger))
        if words:
            printed += (Para("document-abstract", words, span=abstract.span),)
    printed += tuple(Para("document-abstract", tidy(inlines(rest, ledger))) for rest in head.rest)
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
    with ledger.in_voice(note.voice):
        printed = blocks(note.blocks, ledger)
    ledger.aside = before
    return tuple(replace(one, role="source-note") if isinstance(one, Para) else one for one in printed)


def _words(datum: Field, ledger: Ledger) -> PInlines:
    """Print a datum without the sign of its kind in the source's head: here its place tells the kind."""
    if datum.kind is FieldKind.MARK:
        return tidy(inline(datum, ledger))
    before, ledger.lines = ledger.lines, datum.facts.rend == LINES
    with ledger.in_voice(Voice.EDITOR):
        printed = tidy(inlines(datum.children, ledger))
    ledger.lines = before
    return unwrapped(printed)


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
        before = words_before(document.body, first) if isinstance(first, Heading) else 0
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
        for datum, called in _worded_data(head.fields.get(kind, ()), ledger):
            if called:
                way = "stamp" if STAMPED in datum.facts.also else kind.value
                said = ledger.terms.wording.inlines(f"source-note.{way}", {"words": called})
                printed += ((Run(" ", BLANK),) if printed else ()) + capitalised(sentence(said))
    return printed


def _worded_data(data_of: Iterable[Field], ledger: Ledger) -> Iterator[tuple[Field, PInlines]]:
    """Yield data with their words; what one thing is called is one datum where its names begin alike."""
    for facts, together in groupby(data_of, key=lambda datum: datum.facts):
        said = [(datum, _words(datum, ledger)) for datum in together]
        names = [words[0] for _, words in said if len(words) == 1 and isinstance(words[0], Run)]
        if OBJECT in facts.also and len(names) == len(said):
            for alike in _rows_alike(names):
                yield said[names.index(alike[0])][0], (_in_row(alike, ledger),)
        else:
            yield from said


def _rows_alike(names: list[Run]) -> list[list[Run]]:
    """Return names in rows of such as begin alike; one with which another begins is none beside it."""
    rows: list[list[Run]] = []
    for index, name in enumerate(names):
        others = (other.text for at, other in enumerate(names) if at < index or other.text != name.text)
        if any(f"{other} ".startswith(f"{name.text} ") for other in others):
            continue
        alike = next((one for one in rows if _opening(one[0].text, name.text)), None)
        if alike is None:
            rows.append([name])
        else:
            alike.append(name)
    return rows


def _in_row(names: list[Run], ledger: Ledger) -> Run:
    """Return names that begin alike, with what they share once: "carbon copy with notes and corrections"."""
    first = names[0].text
    rest = [name.part(len(_opening(first, name.text))) for name in names[1:]]
    return ledger.terms.wording.in_row((row((names[0], *rest[:-1])), *rest[-1:]))


def _opening(one: str, other: str) -> str:
    """Return the words with which two names begin, with the blank behind; of a single one none comes."""
    pairs = zip(one.split(" ")[:-1], other.split(" ")[:-1], strict=False)
    shared = [word for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    return " ".join([*shared, ""]) if len(shared) > 1 else ""


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
    says_title = is_named_by_date(document, known) or any(
        datum.kind is FieldKind.TITLE for line in lines[:1] for datum in fields(line)
    )
    printed: PBlocks = () if says_title else (_title(document, known, ledger, as_it_stands=True),)
    ledger.lines = True
    for line in lines:
        with ledger.in_voice(Voice.EDITOR):
            words_of = tidy(inlines(line.children, ledger))
        is_title = says_title and not printed
        made = _titled(document, known, words_of, ledger) if is_title else Para("head-line", words_of)
        printed += (replace(made, span=line.span),)
    ledger.lines = False
    return printed
