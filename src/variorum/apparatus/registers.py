"""The registers of an edition: who is meant by initials, by an id, by a cover name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from variorum.apparatus.wording import Wording, row
from variorum.model import Agent, Document, Edition, Note, Person, Voice
from variorum.model.document import Record, datum_place
from variorum.origin import of_edition, of_mark
from variorum.publication import Run
from variorum.source import Span

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(DAY.pattern + r"T\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?")


@dataclass(frozen=True, slots=True)
class Registers:
    """The people of an edition by the forms under which they are met; `shared` are forms that fit several."""

    agents: tuple[Agent, ...]
    persons: tuple[Person, ...]
    initials: Mapping[str, Agent | Person]
    ids: Mapping[str, Agent | Person]
    covers: Mapping[str, Person]
    forms: Mapping[str, Person]
    shared: Mapping[str, tuple[Person, ...]]
    documents: Mapping[str, Document]

    def responsible(self, resp: str) -> Agent | Person | None:
        """Return who is meant by initials or an id."""
        return self.initials.get(resp) or self.ids.get(resp)

    def signature(self, resp: tuple[str, ...], place: Span | None) -> Run:
        """Return those responsible as they sign: by initials, for an id its first, else the name.

        `place` is that of the node which they sign.
        """
        found = ((each, None if each in self.initials else self.ids.get(each)) for each in resp)
        return row(_initials(who) if who else Run(each, of_mark(place)) for each, who in found)

    def person(self, ref: str) -> Person | None:
        """Return the person with this id."""
        found = self.ids.get(ref)
        return found if isinstance(found, Person) else None

    def asker(self, query: Note) -> tuple[str, str, str]:
        """Return the name of who asks a query, the initials, and when: what it does not say is empty.

        A moment is an `xsd:dateTime`, of a day alone its beginning; what is neither is none.
        """
        said = dict(one.partition("=")[::2] for one in query.facts.also)
        resp = " ".join(query.facts.resp)
        who = self.responsible(resp)
        author = said.get("author") or (who.name if who else resp)
        known = who.initials[0] if who and who.initials else ""
        initials = resp if resp in self.initials or not known else known
        letters = "".join(word[0] for word in author.split())
        return author, initials or letters, _moment(said.get("when", ""))

    def agent_of(self, voice: Voice) -> Agent | None:
        """Return the one agent who can be meant by a voice, if there is only one."""
        found = [agent for agent in self.agents if agent.role == voice.value]
        return found[0] if len(found) == 1 else None


def _moment(when: str) -> str:
    full = f"{when}T00:00:00Z" if DAY.fullmatch(when) else when
    try:
        datetime.fromisoformat(full)
    except ValueError:
        return ""
    return full if MOMENT.fullmatch(full) else ""


def _initials(who: Agent | Person) -> Run:
    return datum(who, "initials/0", who.initials[0]) if who.initials else datum(who, "name", who.name)


def datum(record: Record, name: str, words: str) -> Run:
    """Return a datum of the edition as it is printed."""
    return Run(words, of_edition(datum_place(record, name), name))


def about(person: Person, wording: Wording) -> Run:
    """Return what is said of a person; each pseudonym for itself, for “Gottlieb, Peter” would be one name."""
    names = (datum(person, f"pseudonyms/{at}", name) for at, name in enumerate(person.pseudonyms))
    called = (wording.run("persons.pseudonym", name=name) for name in names)
    return row(filter(None, (*called, datum(person, "about", person.about))))


def registers(edition: Edition) -> Registers:
    """Return the registers of an edition."""
    people: tuple[Agent | Person, ...] = (*edition.persons, *edition.agents)
    forms = _forms(edition.persons)
    return Registers(
        edition.agents,
        edition.persons,
        {initials: each for each in people for initials in each.initials},
        {each.id: each for each in people},
        {cover: person for person in edition.persons for cover in person.cover_names},
        {form: persons[0] for form, persons in forms.items() if len(persons) == 1},
        {form: persons for form, persons in forms.items() if len(persons) > 1},
        {document.id: document for document in edition.documents},
    )


def _forms(persons: tuple[Person, ...]) -> dict[str, tuple[Person, ...]]:
    """Return the forms of names under which persons are met, and whom each fits.

    A surname that is the whole name of somebody is his.
    """
    whole = [(form, person) for person in persons for form in (person.name, *person.cover_names)]
    forms: dict[str, tuple[Person, ...]] = {}
    for form, person in whole:
        if person not in forms.get(form, ()):
            forms[form] = (*forms.get(form, ()), person)
    known = frozenset(forms)
    for form, person in ((surname(person), person) for person in persons):
        if form not in known and person not in forms.get(form, ()):
            forms[form] = (*forms.get(form, ()), person)
    return forms


def surname(person: Person) -> str:
    """Return the surname: what stands before the comma of the sorting form, else the last word."""
    return person.sort.split(",")[0].strip() if "," in person.sort else person.name.split()[-1]


def whole_words(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the names as whole words, longest first; none for no names."""
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)") if ordered else None


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that names the known word most like this one, empty if none is."""
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f"Did you mean “{near[0]}”?" if near else ""
