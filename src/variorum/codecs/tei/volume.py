"""TEI files as documents of an edition: a file of one text is one document, a volume or a corpus many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from variorum.codecs.tei import attributes, line_ends
from variorum.codecs.tei.content import Content, read_content
from variorum.codecs.tei.corpus import read_edition
from variorum.codecs.tei.reading.header import (
    NO_IMPRINT,
    Header,
    folded,
    name_hands,
    persons,
    read_header,
    tag,
)
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.reading.trust import leave_lost_hands
from variorum.codecs.tei.reading.xml import ID, XML, is_ours, local, parse
from variorum.codecs.tei.remarks import findings_of, guesses_of
from variorum.codecs.tei.units import Unit, registers, units, with_notes
from variorum.findings import Result
from variorum.model import (
    Agent,
    Block,
    Document,
    Field,
    FieldKind,
    Hand,
    Head,
    Heading,
    Imprint,
    Inline,
    Inlines,
    MatterPlace,
    Note,
    NoteRef,
    Paragraph,
    Person,
    Reference,
    Text,
    walk,
)
from variorum.model.schema import SHAPES, build
from variorum.source import Source
from variorum.words.language import usual_tag

NO_HEADER = Header()
LANG = f"{{{XML}}}lang"
FILES = {"TEI", "teiCorpus"}
"""Elements of a whole file: the language that they say is that of their header too."""
SOURCE_NOTE = "source"
"""The series of the note that tells where a document is: the edition prints it below the document's title."""
SOURCE_WORDS = re.compile(r"\s*\[?(?:Source|Quelle)\b\s*[:.]")


@dataclass(frozen=True, slots=True)
class Volume:
    """What a TEI file holds.

    `report` counts by their names the elements that are kept as marked text, and those of the header that are
    not read.
    """

    source: Source
    documents: tuple[Document, ...] = ()
    persons: tuple[Person, ...] = ()
    agents: tuple[Agent, ...] = ()
    imprint: Imprint = NO_IMPRINT
    collection: str = ""
    report: tuple[tuple[str, int], ...] = ()


def read_volume(path: str, data: bytes, id: str, encoding: str | None = None) -> Result[Volume]:
    """Read a TEI file; a refused one has no documents.

    The only document of a file is called `id`; one of many `id.NAME`, where NAME is its own in the file.
    """
    parsed = parse(path, data, encoding)
    places, root = parsed.value.places, parsed.value.root
    if root is None:
        return Result(Volume(parsed.value.source), parsed.diagnostics)
    top = root.find(tag("teiHeader"))
    if top is not None and is_ours(top):
        return _own_edition(path, data, id, parsed.value.source)
    name_hands(root)
    leave_lost_hands(root)
    guesses = line_ends.join(root)
    headers = {one: read_header(places, one) for one in root.iter(tag("teiHeader"))}
    shared = headers.get(top, NO_HEADER) if top is not None else NO_HEADER
    people = [*(one for header in headers.values() for one in header.persons)]
    people += [one for register in registers(root, places) for one in persons(register)]
    found = with_notes(units(root, places))
    names = _names(id, found)
    targets = _targets(found, names)
    report = Counter(dict(shared.report))
    documents = []
    title = _title_of(shared)
    joined, parted = ([places.span(one) for one in ends] for ends in (guesses.joined, guesses.parted))
    remarks = [*guesses_of(joined, parted)]
    for unit, name in zip(found, names, strict=True):
        own = headers[unit.header] if unit.header is not None else replace(shared, added=title)
        content = read_content(places, unit.element)
        report += content.unplaced
        title = ()
        documents.append(_pointed(_document(places, unit, name, own, content), targets))
        remarks += findings_of(documents[-1])
    return Result(
        Volume(
            parsed.value.source,
            tuple(documents),
            tuple({one.id: one for one in people}.values()),
            shared.agents,
            shared.imprint,
            shared.collection,
            tuple(sorted(report.items())),
        ),
        (*parsed.diagnostics, *remarks),
    )


def _own_edition(path: str, data: bytes, id: str, source: Source) -> Result[Volume]:
    """Return what an edition holds that was written by `corpus`; its documents come back as they were.

    Texts of the edition's own are parts of the volume before and behind them.
    """
    read = read_edition(path, data)
    edition = read.value
    if edition is None:
        return Result(Volume(source), read.diagnostics)
    before = [one for one in edition.texts if one.matter is MatterPlace.FRONT]
    behind = [one for one in edition.texts if one.matter is not MatterPlace.FRONT]
    members = (*before, *edition.documents, *behind)
    names = {document.id: f"{id}.{document.id}" for document in members}

    def pointed(node: Inline) -> Inlines:
        if not isinstance(node, Reference):
            return (node,)
        document, mark, place = node.target.partition("#")
        return (replace(node, target=f"{names[document]}{mark}{place}"),) if document in names else (node,)

    documents = (walk.rebuild(document, pointed) for document in members)
    left = {"correction": len(edition.emendations), "interpretation": len(edition.declared)}
    return Result(
        Volume(
            source,
            tuple(replace(document, id=names[document.id]) for document in documents),
            edition.persons,
            edition.agents,
            edition.imprint,
            "",
            tuple((f"teiHeader/{name}", count) for name, count in left.items() if count),
        ),
        read.diagnostics,
    )


def _names(id: str, found: Sequence[Unit]) -> list[str]:
    """Return the ids of documents: by the names they have in the file, so that they stay the same."""
    if len(found) == 1 and not found[0].divided:
        return [id]
    made: list[str] = []
    for unit in found:
        own = re.sub(r"[^A-Za-z0-9._-]+", "-", unit.name).strip("-.") or "text"
        name, count = f"{id}.{own}", 1
        while name in made:
            count += 1
            name = f"{id}.{own}-{count}"
        made.append(name)
    return made


def _document(places: Places, unit: Unit, name: str, header: Header, content: Content) -> Document:
    """Return a document of its content and what headers tell of it."""
    blocks = content.blocks
    lines: tuple[Paragraph, ...] = ()
    while unit.divided and blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1:
        lines += (_line(blocks[0], first=not lines),)
        blocks = blocks[1:]
    shape = SHAPES["Document"]
    values = attributes.read(unit.element, shape, {}, skip=("xml:id", "xml:lang"))
    languages = tuple(dict.fromkeys(map(usual_tag, _languages(unit, header))))
    hands = header.hands if unit.header is not None else _hands_named(header.hands, content)
    made: Document = build(
        shape,
        values | {"id": name, "languages": languages, "matter": unit.matter},
        {
            "head": Head(lines, _added(unit, header, lines, places)),
            "body": blocks,
            "notes": _sourced(content.notes, lines),
            "hands": hands,
            "witnesses": header.witnesses,
        },
        places.span(unit.element),
    )
    return made


def _languages(unit: Unit, header: Header) -> Iterator[str]:
    """Yield the languages of a document: that of its text, of what its header names, of the whole file."""
    above = [unit.element, *unit.element.iterancestors()]
    body = unit.element.find(tag("body"))
    texts = [one for one in above if local(one) not in FILES]
    stated = next((one.get(LANG) for one in texts if one.get(LANG)), None)
    if stated is None and body is not None:
        stated = body.get(LANG)
    whole = next((one.get(LANG) for one in above if one not in texts and one.get(LANG)), None)
    yield from filter(None, (stated, *header.languages, whole))


def _added(unit: Unit, header: Header, lines: Sequence[Paragraph], places: Places) -> tuple[Paragraph, ...]:
    """Return the data of a header; a part without a heading has the title of its volume, if it begins it."""
    if unit.header is not None:
        return header.added
    return () if lines else _titled(unit, places) or header.added


def _title_of(header: Header) -> tuple[Paragraph, ...]:
    """Return the title among the data of a header."""
    return tuple(
        line
        for line in header.added
        if any(isinstance(each, Field) and each.kind is FieldKind.TITLE for each in line.children)
    )


def _titled(unit: Unit, places: Places) -> tuple[Paragraph, ...]:
    """Return the title of a part without a heading: that of the book, where it is its title page."""
    titles = unit.element.findall(f".//{tag('docTitle')}/{tag('titlePart')}")
    title = next((one for one in reversed(titles) if folded(one)), None)
    if title is None:
        return ()
    words = Text(folded(title), span=places.content(title))
    return (Paragraph((Field(FieldKind.TITLE, (words,), span=places.span(title)),)),)


def _line(heading: Heading, first: bool) -> Paragraph:
    """Return a heading as a line of the head; the first is the title."""
    words: Inlines = heading.children
    if first:
        words = (Field(FieldKind.TITLE, words, span=heading.span),)
    return Paragraph(words, facts=heading.facts, span=heading.span)


def _sourced(notes: tuple[Note, ...], lines: tuple[Paragraph, ...]) -> tuple[Note, ...]:
    """Return the notes; the first that the head calls is the source note, if it says so."""
    calls = (node.note for line in lines for node in walk.descend(line) if isinstance(node, NoteRef))
    first = next(calls, None)
    return tuple(
        replace(note, series=SOURCE_NOTE) if note.id == first and _tells_source(note) else note
        for note in notes
    )


def _tells_source(note: Note) -> bool:
    said = {"n=0", "type=source"} & set(note.facts.also)
    return bool(said) or SOURCE_WORDS.match(walk.plain(note.blocks)) is not None


def _hands_named(hands: tuple[Hand, ...], content: Content) -> tuple[Hand, ...]:
    """Return the hands of a volume that a document of it names."""
    parts: tuple[Block | Note, ...] = (*content.blocks, *content.notes)
    if not hands:
        return ()
    named = {node.facts.hand for part in parts for node in walk.descend(part)}
    return tuple(hand for hand in hands if hand.id in named)


def _targets(found: Sequence[Unit], names: Sequence[str]) -> dict[str, str]:
    """Return what references of a volume point to: its documents, and places in them as `DOCUMENT#ID`."""
    targets: dict[str, str] = {}
    for unit, name in zip(found, names, strict=True):
        inside = (str(one.get(ID)) for one in unit.element.iter(etree.Element) if one.get(ID))
        targets |= {f"#{place}": f"{name}#{place}" for place in inside if place != unit.name}
    return targets | {f"#{unit.name}": name for unit, name in zip(found, names, strict=True) if unit.name}


def _pointed(document: Document, targets: Mapping[str, str]) -> Document:
    """Return a document whose references to others of the volume, and to places in them, say so."""
    own = f"{document.id}#"

    def elsewhere(node: Inline) -> str | None:
        if not isinstance(node, Reference):
            return None
        first, blank, rest = node.target.partition(" ")
        found = targets.get(first)
        return None if found is None or found.startswith(own) else f"{found}{blank}{rest}"

    def pointed(node: Inline) -> Inlines:
        found = elsewhere(node)
        return (replace(node, target=found),) if found and isinstance(node, Reference) else (node,)

    if not any(isinstance(node, Reference) and elsewhere(node) for node in walk.descend(document)):
        return document
    return walk.rebuild(document, pointed)
