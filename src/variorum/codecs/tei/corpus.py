"""An edition as one TEI file: a corpus with one `TEI` for each document, read back equal to what was written.

What a reader of TEI looks for in a header stands there in TEI's own words; where these are not exact, the
same data stand once more in `notesStmt` and in `@ana`, and that is what is read back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.content import read_content, write_content
from variorum.codecs.tei.naming import NAME, named_back, new_name, own_name, rename
from variorum.codecs.tei.reading.header import tag
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.reading.space import keeps_space
from variorum.codecs.tei.reading.xml import ID, XML, is_ours, local, parse
from variorum.codecs.tei.record import (
    SPACES,
    add,
    edition_header,
    languages,
    program,
    read_edition_header,
)
from variorum.codecs.tei.schema import may_bear
from variorum.codecs.tei.writing.pen import Ids
from variorum.findings import Result
from variorum.findings.tei import TeiRoot
from variorum.model import (
    NO_FACTS,
    Agent,
    Blocks,
    Document,
    Edition,
    Field,
    FieldKind,
    Hand,
    Head,
    Heading,
    Inlines,
    Paragraph,
    Person,
    Witness,
    walk,
)
from variorum.model.schema import SHAPES, build
from variorum.model.schema import attributes as attributes_of
from variorum.words.language import load

LANG = f"{{{XML}}}lang"
ADDED, DECLARED = "head", "declaration"
"""The types of the notes in `notesStmt` that hold the head's own data and the source's words on its signs."""
TITLE, LINE, FURTHER = "title", "line", "further"
"""What the lines of a head are: the title, a line, one that goes on with the line before."""
OF_HEAD = "head."
"""How the keys begin under which the division of a text tells the facts of the document's head."""
OWN_TEXT = "variorum.text"
"""The type of the members of the corpus that are texts of the edition's own."""
CONTAINERS = {
    *("teiCorpus", "TEI", "teiHeader", "fileDesc", "titleStmt", "publicationStmt", "notesStmt", "sourceDesc"),
    *(
        "encodingDesc",
        "profileDesc",
        "revisionDesc",
        "editorialDecl",
        "particDesc",
        "listPerson",
        "handNotes",
    ),
    *("listWit", "langUsage", "respStmt", "person", "text", "body", "back", "standOff", "div", "list"),
    *("table", "row", "lg"),
}
"""Elements in which a line end between two children says nothing."""


def write_edition(edition: Edition) -> bytes:
    """Return an edition as TEI."""
    taken: set[str] = set()
    documents = {one.id: new_name(one.id, taken) for one in edition.documents}
    people: tuple[Agent | Person, ...] = (*edition.agents, *edition.persons)
    names = documents | {one.id: new_name(one.id, taken) for one in people}
    corpus = etree.Element(tag("teiCorpus"), nsmap=SPACES)
    corpus.set(LANG, edition.imprint.language)
    corpus.append(edition_header(edition, names))
    stands = load(edition.imprint.language).form("encoding.document")
    written = [(document.id, _tei(document, names[document.id], stands)) for document in edition.documents]
    for text in edition.texts:
        own = _tei(text, new_name(text.id, taken), stands)
        own.set("type", OWN_TEXT)
        written.append((text.id, own))
    rename(written, taken)
    corpus.extend([one for _, one in written])
    _lines(corpus)
    return etree.tostring(corpus, xml_declaration=True, encoding="UTF-8") + b"\n"


def read_edition(path: str, data: bytes) -> Result[Edition | None]:
    """Read back an edition that `write_edition` wrote; none for any other file."""
    parsed = parse(path, data, ours=True)
    places, root = parsed.value.places, parsed.value.root
    if root is None:
        return Result(None, parsed.diagnostics)
    header = root.find(tag("teiHeader"))
    if local(root) != "teiCorpus" or header is None or not is_ours(header):
        found = TeiRoot(places.span(root), reason="no edition that variorum wrote")
        return Result(None, (found,))
    members = list(root.iterchildren(tag("TEI")))
    named_back([(own_name(member, "id"), member) for member in members])
    own = {one.get(ID, ""): own_name(one, "id") for one in header.iter(tag("person"), tag("respStmt"))}
    edition = read_edition_header(header, own, root.get(LANG, ""))
    documents = [_document(places, one) for one in members if one.get("type") != OWN_TEXT]
    texts = [_document(places, one) for one in members if one.get("type") == OWN_TEXT]
    return Result(replace(edition, documents=tuple(documents), texts=tuple(texts)), parsed.diagnostics)


# ---- writing a document


def _tei(document: Document, name: str, stands: str) -> etree._Element:
    """Return a document with a header of its own."""
    tei = etree.Element(tag("TEI"), nsmap=SPACES)
    tei.set(ID, name)
    if document.id != name:
        attributes.say(tei, "id", document.id)
    lines = tuple(Heading(_title_words(one), facts=one.facts) for one in document.head.lines)
    ids = Ids()
    division = write_content(replace(document, body=(*lines, *document.body)), "div", ids)
    attributes.write(division, document, {}, ids, {"id": document.id})
    if lines:
        attributes.say(division, "lines", " ".join(map(_kind_of_line, document.head.lines)))
    for attribute, value in attributes_of(document.head):
        attributes.say(division, f"{OF_HEAD}{attribute.key}", value)
    tei.append(_header(document, ids, stands))
    text = add(tei, "text", lang=next(iter(document.languages), None) or None)
    add(text, "body").append(division)
    if document.closing:
        add(text, "back").append(_part(document.closing, ids))
    return tei


def _part(blocks: Blocks, ids: Ids) -> etree._Element:
    """Return blocks that stand outside the text as a division; what they call is written with the text."""
    return write_content(Document("", Head(), blocks), "div", ids)


def _words(parent: etree._Element, children: Inlines, ids: Ids) -> None:
    """Put words into an element of the header, as a paragraph."""
    if children:
        parent.extend(list(_part((Paragraph(children),), ids)))


def _kind_of_line(line: Paragraph) -> str:
    """Return what a line of the head is: the title and nothing else, one that goes on, or any."""
    match line:
        case Paragraph((Field(kind=FieldKind.TITLE, key=None, facts=facts),), continues=False):
            return TITLE if facts == NO_FACTS else LINE
        case _:
            return FURTHER if line.continues else LINE


def _title_words(line: Paragraph) -> Inlines:
    first = line.children[0] if line.children else None
    return first.children if _kind_of_line(line) == TITLE and isinstance(first, Field) else line.children


def _header(document: Document, ids: Ids, stands: str) -> etree._Element:
    """Return the header of a document: what readers of TEI look for, and the exact data.

    `stands` says, in the language of the edition, where the document stands.
    """
    header = etree.Element(tag("teiHeader"))
    described = add(header, "fileDesc")
    known = _head_data(document)
    add(add(described, "titleStmt"), "title", known.get(FieldKind.TITLE) or _heading(document) or document.id)
    add(add(described, "publicationStmt"), "p", stands)
    if document.head.added or document.declarations:
        notes = add(described, "notesStmt")
        if document.head.added:
            add(notes, "note", type=ADDED).extend(list(_part(document.head.added, ids)))
        for declaration in document.declarations:
            made = add(notes, "note", type=DECLARED)
            attributes.write(made, declaration, {}, ids)
            _words(made, declaration.children, ids)
    source = add(described, "sourceDesc")
    if document.witnesses:
        listed = add(source, "listWit")
        for witness in document.witnesses:
            made = add(listed, "witness")
            _bearing(made, witness, witness.siglum, ids)
            if len(made):
                note = add(made, "note")  # TEI has no paragraph in a witness
                note.extend(list(made)[:-1])
    _describe_paper(source, known)
    program(add(header, "encodingDesc"))
    profile = etree.Element(tag("profileDesc"))
    dated = next((field for field in _fields(document) if field.kind is FieldKind.DATE), None)
    if dated is not None and FieldKind.DATE in known:
        add(add(profile, "creation"), "date", known[FieldKind.DATE], when=_moment(dated.key))
    languages(profile, (one for one in document.languages if one))
    _hands(profile, document, ids)
    if len(profile):
        header.append(profile)
    return header


def _heading(document: Document) -> str:
    """Return the words of the first heading of a document, empty if there is none."""
    headings = (node for node in walk.descend(document) if isinstance(node, Heading))
    return next((words for each in headings if (words := walk.folded(walk.plain(each)))), "")


def _fields(document: Document) -> Iterator[Field]:
    for line in (*document.head.lines, *document.head.added):
        yield from (node for node in walk.descend(line) if isinstance(node, Field))


def _head_data(document: Document) -> dict[FieldKind, str]:
    """Return the data of a head as plain words, of each kind the first."""
    known: dict[FieldKind, str] = {}
    for field in _fields(document):
        known.setdefault(field.kind, walk.folded(walk.plain(field)))
    return {kind: words for kind, words in known.items() if words}


def _moment(key: str | None) -> str | None:
    return key if key is not None and may_bear("date", "when", key) else None


def _describe_paper(source: etree._Element, known: Mapping[FieldKind, str]) -> None:
    """Describe the paper of which a document is made, as far as the head tells."""
    place, look, way = (
        known.get(kind) for kind in (FieldKind.ARCHIVE, FieldKind.PHYSICAL, FieldKind.PROVENANCE)
    )
    if place or look or way:
        made = add(source, "msDesc")
        add(add(made, "msIdentifier"), "idno", place)
        if look:
            add(add(made, "physDesc"), "p", look)
        if way:
            add(add(add(made, "history"), "provenance"), "p", way)
    elif not len(source):
        add(source, "p")


def _hands(profile: etree._Element, document: Document, ids: Ids) -> None:
    if not document.hands:
        return
    listed = add(profile, "handNotes")
    for hand in document.hands:
        made = add(listed, "handNote", medium=hand.facts.medium, cert=hand.facts.cert)
        if hand.main:
            made.set("scope", "sole")
        if hand.scribe and may_bear("handShift", "new", f"#{hand.scribe}"):
            made.set("scribeRef", f"#{hand.scribe}")
        _bearing(made, hand, hand.id, ids)


def _bearing(made: etree._Element, node: Hand | Witness, name: str, ids: Ids) -> None:
    """Let an element of the header say all that a node does, and have its name if that is one of XML."""
    attributes.write(made, node, {}, ids)
    if NAME.fullmatch(name) and name not in ids:
        made.set(ID, name)
        ids.add(name)
    _words(made, node.children, ids)


def _lines(corpus: etree._Element) -> None:
    """Put line ends where they say nothing, so that people can read the file."""
    kept = {below for one in corpus.iter(etree.Element) if keeps_space(one) for below in one.iter()}
    for one in corpus.iter(etree.Element):
        if one in kept:
            continue
        if local(one) in CONTAINERS and len(one) and not one.text and not any(child.tail for child in one):
            one.text = "\n"
            for child in one:
                child.tail = "\n"


# ---- reading it back


def _document(places: Places, tei: etree._Element) -> Document:
    """Return a document of an edition that was written here."""
    header = tei.find(tag("teiHeader"))
    text = tei.find(tag("text"))
    division = None if text is None else text.find(f"{tag('body')}/{tag('div')}")
    if header is None or text is None or division is None:
        return Document(own_name(tei, "id"), Head(), ())
    place = places.span(division)
    said = attributes.own_words(division)
    kinds = said.get("lines", "").split()
    of_head = {key.removeprefix(OF_HEAD): value for key, value in said.items() if key.startswith(OF_HEAD)}
    shape = SHAPES["Document"]
    values = attributes.read(division, shape, {}, skip=("xml:id",)) | {"id": own_name(tei, "id")}
    closing = text.find(f"{tag('back')}/{tag('div')}")
    notes = [] if (held := header.find(f".//{tag('notesStmt')}")) is None else list(held)
    added = [block for one in notes if one.get("type") == ADDED for block in read_content(places, one).blocks]
    declared = [
        _node(places, one, "Declaration", skip=("type",)) for one in notes if one.get("type") == DECLARED
    ]
    content = read_content(places, division)
    heads = [one for one in content.blocks[: len(kinds)] if isinstance(one, Heading)]
    made: Document = build(
        shape,
        values,
        {
            "head": build(
                SHAPES["Head"],
                attributes.own_values(SHAPES["Head"], of_head),
                {
                    "lines": tuple(_line(one, kind) for one, kind in zip(heads, kinds, strict=False)),
                    "added": tuple(one for one in added if isinstance(one, Paragraph)),
                },
                None,
            ),
            "body": content.blocks[len(kinds) :],
            "notes": content.notes,
            "closing": () if closing is None else read_content(places, closing).blocks,
            "declarations": tuple(declared),
            "hands": tuple(_node(places, one, "Hand") for one in header.iter(tag("handNote"))),
            "witnesses": tuple(_node(places, one, "Witness") for one in header.iter(tag("witness"))),
        },
        place,
    )
    return made


def _line(heading: Heading, kind: str) -> Paragraph:
    """Return a heading as the line of the head that it was."""
    words = (Field(FieldKind.TITLE, heading.children, span=heading.span),) if kind == TITLE else None
    return Paragraph(words or heading.children, kind == FURTHER, facts=heading.facts, span=heading.span)


def _node(places: Places, element: etree._Element, kind: str, skip: tuple[str, ...] = ()) -> Any:
    """Return a node of the header: what it says itself in `@ana`, and its words."""
    shape = SHAPES[kind]
    own = attributes.own_words(element)
    declared = kind == "Declaration"
    values = attributes.read(element, shape, {}, skip) if declared else attributes.own_values(shape, own)
    inner = element.find(tag("note")) if kind == "Witness" else None
    found = read_content(places, element if inner is None else inner).blocks
    words = found[0].children if found and isinstance(found[0], Paragraph) else ()
    return build(shape, values, {"children": words}, places.span(element))
