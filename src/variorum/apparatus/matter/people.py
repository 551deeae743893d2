"""The register of persons, and the statement of who added what."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from variorum.apparatus.ledger import Ledger, Terms
from variorum.apparatus.matter.legend import full_stop
from variorum.apparatus.registers import about, datum
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

EDITION, TRANSLATOR, SOURCE = "@edition", "@translator", "@source"
VOICES = {
    "": ("editor", "compiler", "annotator", "translator"),
    "@editor": ("editor", "compiler", "annotator"),
    TRANSLATOR: ("translator",),
}
"""The keys of what nobody signs, and the roles of those whose it is."""

Makers: TypeAlias = tuple[str, ...]
"""The ids of those who have made something, of one alone or of several together; or a voice."""

NOBODY: frozenset[Makers] = frozenset({(EDITION,), (TRANSLATOR,)})
"""Those whom no name is known of."""


def persons(
    edition: Edition, documents: Sequence[PublishedDocument], ledgers: Sequence[Ledger], terms: Terms
) -> PBlocks:
    """Return the register of persons: name, cover names, who it is, and the documents that mention them."""
    if not edition.persons:
        return ()
    ordered = sorted(edition.persons, key=lambda person: _in_order(person.sort or person.name))
    between = "; " if any("," in short(one).text for one in documents) else ", "
    entries = []
    for person in ordered:
        found = [doc for doc, ledger in zip(documents, ledgers, strict=True) if person.id in ledger.mentions]
        entries.append(_person(person, found, between, terms))
    return (Listing("matter-list", tuple(entries)),)


def _in_order(name: str) -> str:
    """Return by what a name has its place: its letters without marks, behind a particle as in "von Liszt"."""
    words = name.split()
    while len(words) > 1 and words[0].islower():
        words = words[1:]
    letters = unicodedata.normalize("NFKD", " ".join(words).casefold())
    return "".join(one for one in letters if one.isalnum() or one == " ")


def _person(person: Person, found: Sequence[PublishedDocument], between: str, terms: Terms) -> Entry:
    covers = NOTHING
    if person.cover_names:
        named = (datum(person, f"cover_names/{at}", name) for at, name in enumerate(person.cover_names))
        names = terms.wording.in_row(tuple(named), "plain")
        covers = terms.wording.run("persons.covers", len(person.cover_names), names=names)
    said = terms.wording.pair("persons.both", covers=covers, about=about(person, terms.wording))
    label = Styled("label", (datum(person, "sort", person.sort) or datum(person, "name", person.name),))
    words = terms.wording.inlines("persons.entry", {"name": (label,), "said": (said,) if said else ()})
    words = join_neighbours((*words, *full_stop(plain(words))))
    for index, document in enumerate(found):
        words += (
            Run(between, PUNCTUATION) if index else Run(" ", BLANK),
            Link(f"#{document.id}", (short(document),)),
        )
    return Entry((Para("first", words),), id=anchor("person", person.id))


def short(document: PublishedDocument) -> Run:
    """Return what identifies a document in a row of references: its register number, else its title."""
    number = document.running[0].with_text(lambda text: text.replace(" ", "\u00a0"))
    return number or document.title


def responsibility(edition: Edition, ledgers: Sequence[Ledger], terms: Terms) -> PBlocks:
    """Return the statement of who added what, counted; what nobody signs is the named editors' together.

    Where an edition names nobody, and all is its own, there is nothing to state.
    """
    counts: Counter[tuple[Makers, str]] = Counter()
    for ledger in ledgers:
        for (name, kind), count in ledger.credits.items():
            if name != SOURCE:  # its own notes are nobody's addition
                counts[makers(name, edition.agents), kind] += count
    if not counts or (not edition.agents and all(names in NOBODY for names, _ in counts)):
        return ()
    known = [*(agent.id for agent in edition.agents), *(person.id for person in edition.persons)]
    who = sorted({key[0] for key in counts}, key=lambda names: _rank(names, known))
    entries = tuple(Entry((Para("first", _share(names, counts, edition, terms)),)) for names in who)
    explained = Para("matter-text", (terms.wording.run("responsibility.explain"),))
    return (explained, Listing("matter-list", entries))


def makers(name: str, agents: Sequence[Agent]) -> Makers:
    """Return those whom a key of the count means: one, or those in whose voice unsigned words are, together.

    Where nobody of that voice is named, it is the edition itself.
    """
    roles = VOICES.get(name)
    if roles is None:
        return (name,)
    named = tuple(agent.id for role in roles for agent in agents if agent.role == role)
    return named or (TRANSLATOR if name == TRANSLATOR else EDITION,)


def _rank(names: Makers, known: Sequence[str]) -> tuple[bool, int, Makers]:
    """Return where a row stands: those who sign in the order of the registers, then those together."""
    at = known.index(names[0]) if names[0] in known else len(known)
    return len(names) > 1, at, names


def _share(names: Makers, counts: Counter[tuple[Makers, str]], edition: Edition, terms: Terms) -> PInlines:
    """Return what some have added: "Irma Vesely, editor: 5 notes, 1 correction"."""
    wording = terms.wording
    shares = [
        wording.counted(f"responsibility.{kind}", counts[names, kind])
        for kind in KINDS
        if counts[names, kind]
    ]
    if len(names) == 1:
        named = person_named(names[0], edition, terms)
    else:
        row = tuple(_name(terms.registers.ids[name]) for name in names)
        named = wording.run("responsibility.together", names=wording.in_row(row))
    told = wording.in_row(tuple(shares), "plain")
    who = Styled("label", (named,))
    return join_neighbours(wording.inlines("responsibility.share", {"who": (who,), "shares": (told,)}))


def _role(agent: Agent, terms: Terms) -> Run:
    """Return what an agent is: in the edition's language, or as edition.toml says it."""
    own = f"role.{agent.role.replace(' ', '-')}"
    if terms.wording.has(own):
        return terms.wording.run(own)
    return datum(agent, "role", agent.role).repeat(OriginRule.PERSON)


def person_named(name: str, edition: Edition, terms: Terms) -> Run:
    """Return who stands behind a key of the count: a person, unknown initials, or a voice."""
    found = terms.registers.ids.get(name)
    if isinstance(found, Agent):
        return terms.wording.run("responsibility.person", name=_name(found), role=_role(found, terms))
    if found is not None:
        return _name(found)
    if name.startswith("?"):
        return fact("resp", name[1:])
    return terms.wording.either(f"responsibility.{name.removeprefix('@')}", "responsibility.edition")


def _name(who: Agent | Person) -> Run:
    return datum(who, "name", who.name).repeat(OriginRule.PERSON)
