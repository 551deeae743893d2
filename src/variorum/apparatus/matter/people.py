"""The register of persons, and the statement of who added what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from variorum.apparatus.ledger import Ledger, Terms
from variorum.apparatus.matter.legend import full_stop
from variorum.apparatus.registers import datum
from variorum.apparatus.text.flow import join_neighbours, plain
from variorum.apparatus.wording import fact
from variorum.model import Agent, Edition, Person
from variorum.origin import BLANK, PUNCTUATION, OriginRule
from variorum.publication import (
    NOTHING,
    Entry,
    Link,
    Listing,
    Para,
    PBlocks,
    PInlines,
    PublishedDocument,
    Run,
    Styled,
    anchor,
)

KINDS = ("remark", "note", "supplied", "omission", "correction")
"""What is counted, in the order in which it is told."""


def persons(
    edition: Edition, documents: Sequence[PublishedDocument], ledgers: Sequence[Ledger], terms: Terms
) -> PBlocks:
    """Return the register of persons: name, cover names, who it is, and the documents that mention them."""
    if not edition.persons:
        return ()
    ordered = sorted(edition.persons, key=lambda person: (person.sort or person.name).casefold())
    entries = []
    for person in ordered:
        found = [doc for doc, ledger in zip(documents, ledgers, strict=True) if person.id in ledger.mentions]
        entries.append(_person(person, found, terms))
    return (Listing("matter-list", tuple(entries)),)


def _person(person: Person, found: Sequence[PublishedDocument], terms: Terms) -> Entry:
    covers = NOTHING
    if person.cover_names:
        named = (datum(person, f"cover_names/{at}", name) for at, name in enumerate(person.cover_names))
        names = terms.wording.in_row(tuple(named), "plain")
        covers = terms.wording.run("persons.covers", len(person.cover_names), names=names)
    said = terms.wording.pair("persons.both", covers=covers, about=datum(person, "about", person.about))
    label = Styled("label", (datum(person, "sort", person.sort) or datum(person, "name", person.name),))
    words = terms.wording.inlines("persons.entry", {"name": (label,), "said": (said,) if said else ()})
    words = join_neighbours((*words, *full_stop(plain(words))))
    for index, document in enumerate(found):
        between = Run(", ", PUNCTUATION) if index else Run(" ", BLANK)
        words += (between, Link(f"#{document.id}", (short(document),)))
    return Entry((Para("first", words),), id=anchor("person", person.id))


def short(document: PublishedDocument) -> Run:
    """Return what identifies a document in a row of references: its register number, else its title."""
    number = document.running[0].with_text(lambda text: text.replace(" ", "\u00a0"))
    return number or document.title


def responsibility(edition: Edition, ledgers: Sequence[Ledger], terms: Terms) -> PBlocks:
    """Return the statement of who added what, counted, with a row for what is not told apart."""
    counts: Counter[tuple[str, str]] = Counter()
    for ledger in ledgers:
        counts += ledger.credits
    if not counts:
        return ()
    known = [*(agent.id for agent in edition.agents), *(person.id for person in edition.persons)]
    who = sorted(
        {key[0] for key in counts},
        key=lambda name: (known.index(name) if name in known else len(known), name),
    )
    entries = tuple(Entry((Para("first", _share(name, counts, edition, terms)),)) for name in who)
    explained = Para("matter-text", (terms.wording.run("responsibility.explain"),))
    return (explained, Listing("matter-list", entries))


def _share(name: str, counts: Counter[tuple[str, str]], edition: Edition, terms: Terms) -> PInlines:
    """Return what one has added: "Irma Vesely, editor: 5 notes, 1 correction"."""
    wording = terms.wording
    shares = [
        wording.counted(f"responsibility.{kind}", counts[name, kind]) for kind in KINDS if counts[name, kind]
    ]
    who = Styled("label", (person_named(name, edition, terms),))
    told = wording.in_row(tuple(shares), "plain")
    return join_neighbours(wording.inlines("responsibility.share", {"who": (who,), "shares": (told,)}))


def _role(agent: Agent, terms: Terms) -> Run:
    """Return what an agent is: in the edition's language, or as edition.toml says it."""
    if terms.wording.has(f"role.{agent.role}"):
        return terms.wording.run(f"role.{agent.role}")
    return datum(agent, "role", agent.role).repeat(OriginRule.PERSON)


def person_named(name: str, edition: Edition, terms: Terms) -> Run:
    """Return who stands behind a key of the count: a person, unknown initials, a voice, or nobody told."""
    found = terms.registers.ids.get(name)
    if isinstance(found, Agent):
        shown = datum(found, "name", found.name).repeat(OriginRule.PERSON)
        return terms.wording.run("responsibility.person", name=shown, role=_role(found, terms))
    if found is not None:
        return datum(found, "name", found.name).repeat(OriginRule.PERSON)
    if name.startswith("?"):
        return fact("resp", name[1:])
    return terms.wording.either(f"responsibility.{name.removeprefix('@')}", "responsibility.unattributed")
