"""The register of persons, and the statement of who added what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from variorum.apparatus.ledger import Ledger, Terms
from variorum.apparatus.matter.legend import with_full_stop
from variorum.model import Agent, Edition, Person
from variorum.publication import (
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
    said = ""
    if person.cover_names:
        key = "persons.cover" if len(person.cover_names) == 1 else "persons.covers"
        said += f", {terms.wording.text(key, names=', '.join(person.cover_names))}"
    if person.about:
        said += f"{';' if said else ','} {person.about}"
    words: PInlines = (Styled("label", (Run(person.sort or person.name),)), Run(with_full_stop(said)))
    for index, document in enumerate(found):
        words += (Run(", " if index else " "), Link(f"#{document.id}", (Run(short(document)),)))
    return Entry((Para("first", words),), id=anchor("person", person.id))


def short(document: PublishedDocument) -> str:
    """Return what identifies a document in a row of references: its register number, else its title."""
    return document.running[0].replace(" ", "\u00a0") or document.title


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
    explained = Para("matter-text", (Run(terms.wording.text("responsibility.explain")),))
    return (explained, Listing("matter-list", entries))


def _share(name: str, counts: Counter[tuple[str, str]], edition: Edition, terms: Terms) -> PInlines:
    """Return what one has added: "Irma Vesely, editor: 5 notes, 1 correction"."""
    shares = [
        terms.wording.text(
            f"responsibility.{kind}{'' if counts[name, kind] == 1 else 's'}", count=str(counts[name, kind])
        )
        for kind in KINDS
        if counts[name, kind]
    ]
    return (Styled("label", (Run(person_named(name, edition, terms)),)), Run(f": {', '.join(shares)}."))


def person_named(name: str, edition: Edition, terms: Terms) -> str:
    """Return who stands behind a key of the count: a person, unknown initials, a voice, or nobody told."""
    found = terms.registers.ids.get(name)
    if isinstance(found, Agent):
        return terms.wording.text("responsibility.person", name=found.name, role=found.role)
    if found is not None:
        return found.name
    if name.startswith("?"):
        return name[1:]
    return terms.wording.either(f"responsibility.{name.removeprefix('@')}", "responsibility.unattributed")
