"""The headers that variorum writes: what the model holds besides text, in the places TEI has for it.

Titles, people and the imprint stand where a reader of TEI looks for them; what TEI has no place for (credits,
how to cite) stands in `notesStmt`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.reading.header import tag
from variorum.codecs.tei.reading.xml import FORM, ID, PROGRAM, TEI, XML
from variorum.model import (
    Agent,
    Edition,
    Emendation,
    Identifier,
    Imprint,
    Person,
    SignDeclaration,
)
from variorum.words.language import load

LANG = f"{{{XML}}}lang"
SPACES: Any = {None: TEI}
"""The namespace of TEI as the one that needs no prefix."""


def add(
    parent: etree._Element, name: str, text: str | None = None, **attributes: str | None
) -> etree._Element:
    """Add an element with text and those attributes that have a value; `lang` and `id` are those of XML."""
    made = etree.SubElement(parent, tag(name))
    for key, value in attributes.items():
        if value is not None:
            made.set({"id": ID, "lang": LANG}.get(key, key), value)
    if text:
        made.text = text
    return made


def program(encoding: etree._Element) -> None:
    """Say which program wrote the file."""
    made = add(add(encoding, "appInfo"), "application", ident=PROGRAM, version=FORM)
    add(made, "label", PROGRAM)


def edition_header(edition: Edition, names: dict[str, str]) -> etree._Element:
    """Return the header of a whole edition; `names` are the XML ids of documents and people by their own."""
    header = etree.Element(tag("teiHeader"), nsmap=SPACES)
    described = add(header, "fileDesc")
    _titles(add(described, "titleStmt"), edition, names)
    _add_publication(add(described, "publicationStmt"), edition)
    _add_imprint_lines(described, edition.imprint)
    add(add(described, "sourceDesc"), "p", load(edition.imprint.language).form("encoding.documents"))
    encoding = add(header, "encodingDesc")
    program(encoding)
    if edition.declared or edition.emendations:
        editorial = add(encoding, "editorialDecl")
        _add_emendations(editorial, edition.emendations, names)
        _add_sign_declarations(editorial, edition.declared)
    if edition.persons or edition.imprint.source_languages:
        profile = add(header, "profileDesc")
        languages(profile, edition.imprint.source_languages)
        if edition.persons:
            register = add(add(profile, "particDesc"), "listPerson")
            for person in edition.persons:
                _person(register, person, names)
    if edition.imprint.modified:
        add(add(header, "revisionDesc"), "change", when=edition.imprint.modified)
    return header


def languages(profile: etree._Element, tags: Iterable[str]) -> None:
    """Add languages by their tags, if there are any."""
    known = tuple(tags)
    if known:
        usage = add(profile, "langUsage")
        for one in known:
            add(usage, "language", ident=one)


def _titles(statement: etree._Element, edition: Edition, names: dict[str, str]) -> None:
    add(statement, "title", edition.imprint.title, type="main")
    if edition.imprint.subtitle:
        add(statement, "title", edition.imprint.subtitle, type="sub")
    for agent in edition.agents:
        made = _give_name(add(statement, "respStmt"), agent.id, names)
        add(made, "resp", agent.role)
        add(made, "name", agent.name)
        for initials in agent.initials:
            add(made, "note", initials, type="initials")


def _give_name(made: etree._Element, own: str, names: dict[str, str]) -> etree._Element:
    """Give an element its name in the file; one that is not the id itself says that too."""
    made.set(ID, names[own])
    if names[own] != own:
        say(made, "id", own)
    return made


def _add_publication(statement: etree._Element, edition: Edition) -> None:
    said = edition.imprint
    add(statement, "publisher", said.publisher)
    for name, words in (("pubPlace", said.place), ("date", said.year)):
        if words:
            add(statement, name, words)
    add(statement, "idno", edition.id, type="edition")
    for one in said.identifiers:
        add(statement, "idno", one.value, type=one.scheme, subtype=one.format)
    if said.rights:
        add(add(statement, "availability"), "p", said.rights)


def _add_imprint_lines(described: etree._Element, said: Imprint) -> None:
    """Add the lines of the imprint for which TEI has no place of their own."""
    lines = (
        *(("imprint", line) for line in said.text),
        *(("credit", line) for line in said.credits),
        *(("cite", line) for line in (said.cite,) if line),
        *(("description", line) for line in (said.description,) if line),
    )
    if lines:
        notes = add(described, "notesStmt")
        for kind, line in lines:
            add(notes, "note", line, type=kind)


def _add_emendations(
    editorial: etree._Element, emendations: tuple[Emendation, ...], names: dict[str, str]
) -> None:
    if not emendations:
        return
    listed = add(add(add(editorial, "correction"), "p"), "list", type="emendations")
    for one in emendations:
        item = add(listed, "item", n=one.page)
        target = names.get(one.document)
        add(item, "ref", one.document, target=f"#{target}" if target else None)
        choice = add(item, "choice")
        add(choice, "sic", one.lemma)
        add(choice, "corr", one.reading)
        if one.occurrence is not None:
            add(item, "num", str(one.occurrence), type="occurrence")
        for who in one.resp:
            add(item, "name", who, type="resp")
        if one.reason:
            add(item, "note", one.reason, type="reason")


def _add_sign_declarations(editorial: etree._Element, declared: tuple[SignDeclaration, ...]) -> None:
    if not declared:
        return
    listed = add(add(add(editorial, "interpretation"), "p"), "list", type="signs")
    for one in declared:
        add(listed, "label", one.sign)
        add(listed, "item", one.meaning)


def _person(register: etree._Element, person: Person, names: dict[str, str]) -> None:
    made = _give_name(add(register, "person"), person.id, names)
    add(made, "persName", person.name, type="main")
    for kind, forms in (
        ("sort", (person.sort,) if person.sort else ()),
        ("cover", person.cover_names),
        ("initials", person.initials),
        ("pseudonym", person.pseudonyms),
    ):
        for form in forms:
            add(made, "persName", form, type=kind)
    if person.about:
        add(made, "note", person.about)


def read_edition_header(header: etree._Element, own: dict[str, str], language: str) -> Edition:
    """Return the edition, still without documents; `own` are the ids of people by those of the XML."""
    statement = _only(header, "titleStmt")
    published = _only(header, "publicationStmt")
    numbers = _all(published, "idno")
    lines: dict[str, list[str]] = {}
    for note in (note for part in _all(header.find(tag("fileDesc")), "notesStmt") for note in part):
        lines.setdefault(note.get("type", ""), []).append(words(note))
    change = header.find(f"{tag('revisionDesc')}/{tag('change')}")
    rights = published.find(f"{tag('availability')}/{tag('p')}")
    said = Imprint(
        words(statement.find(f"{tag('title')}[@type='main']")),
        words(statement.find(f"{tag('title')}[@type='sub']")),
        words(published.find(tag("publisher"))),
        words(published.find(tag("pubPlace"))),
        words(published.find(tag("date"))),
        text=tuple(lines.get("imprint", ())),
        rights=words(rights),
        credits=tuple(lines.get("credit", ())),
        cite=lines.get("cite", [""])[0],
        modified=change.get("when", "") if change is not None else "",
        language=language,
        source_languages=read_languages(header),
        identifiers=tuple(
            Identifier(one.get("type", ""), words(one), one.get("subtype"))
            for one in numbers
            if one.get("type") != "edition" or one is not numbers[0]
        ),
        description=lines.get("description", [""])[0],
    )
    return Edition(
        words(numbers[0]),
        said,
        (),
        tuple(_agent(one, own) for one in _all(statement, "respStmt")),
        tuple(_read_person(one, own) for one in header.iter(tag("person"))),
        tuple(_read_emendations(header)),
        tuple(_read_declared(header)),
    )


def read_languages(header: etree._Element) -> tuple[str, ...]:
    """Return the tags of the languages a header names."""
    return tuple(one.get("ident", "") for one in header.iter(tag("language")))


def words(element: etree._Element | None) -> str:
    """Return the text of an element as it stands."""
    return "" if element is None else element.text or ""


def _only(header: etree._Element, name: str) -> etree._Element:
    found = header.find(f"{tag('fileDesc')}/{tag(name)}")
    return found if found is not None else etree.Element(tag(name))


def _all(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else list(element.iterchildren(tag(name)))


def _agent(statement: etree._Element, own: dict[str, str]) -> Agent:
    key = statement.get(ID, "")
    return Agent(
        own.get(key, key),
        words(statement.find(tag("name"))),
        words(statement.find(tag("resp"))),
        tuple(words(one) for one in _all(statement, "note")),
    )


def _read_person(element: etree._Element, own: dict[str, str]) -> Person:
    key = element.get(ID, "")
    forms: dict[str, list[str]] = {}
    for one in _all(element, "persName"):
        forms.setdefault(one.get("type", ""), []).append(words(one))
    return Person(
        own.get(key, key),
        forms.get("main", [""])[0],
        forms.get("sort", [""])[0],
        tuple(forms.get("cover", ())),
        tuple(forms.get("initials", ())),
        words(element.find(tag("note"))),
        tuple(forms.get("pseudonym", ())),
    )


def _read_emendations(header: etree._Element) -> Iterable[Emendation]:
    for listed in header.iter(tag("list")):
        for item in _all(listed, "item") if listed.get("type") == "emendations" else ():
            count = item.find(tag("num"))
            yield Emendation(
                words(item.find(tag("ref"))),
                words(item.find(f"{tag('choice')}/{tag('sic')}")),
                words(item.find(f"{tag('choice')}/{tag('corr')}")),
                item.get("n"),
                int(words(count)) if count is not None else None,
                tuple(words(one) for one in _all(item, "name")),
                words(item.find(tag("note"))),
            )


def _read_declared(header: etree._Element) -> Iterable[SignDeclaration]:
    for listed in header.iter(tag("list")):
        if listed.get("type") == "signs":
            for label, item in zip(_all(listed, "label"), _all(listed, "item"), strict=True):
                yield SignDeclaration(words(label), words(item))
