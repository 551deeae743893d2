"""Mentions of people: for the register, and for the note that says who is behind a cover name."""

from __future__ import annotations

import re

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import about, datum, whole_words
from variorum.apparatus.template import fill
from variorum.apparatus.text.flow import join_neighbours, plain
from variorum.model import Name, Person
from variorum.origin import PUNCTUATION, Generated, OriginRule, place_of
from variorum.publication import Para, PBlocks, PInline, PInlines, Run
from variorum.source import Span

AFTER = ",.;:!?’”)"
OWNS = re.compile(r"[’']s\b")
"""What makes a name that of an owner."""
OPENING, ENDS = " \u00a0\n“‘«\"'([", (".", "!", "?", "…", ":", "–", "—")


def ids_named(node: Name) -> tuple[str, ...]:
    """Return the ids of a register that a name has: of several persons too, whom it names together."""
    told = node.ref or next((one for one in node.facts.also if one.startswith("ref=")), "").partition("=")[2]
    return tuple(one.removeprefix("#") for one in told.split())


def with_mentions(words: Run, place: Span | None, ledger: Ledger) -> PInlines:
    """Print words, with the note on each cover name that is met for the first time.

    The call stands behind the punctuation that follows the name, as calls do.
    """
    registers = ledger.terms.registers
    pattern = whole_words((*registers.forms, *registers.shared))
    value = words.text
    found = list(pattern.finditer(value)) if pattern else []
    printed: list[PInline] = []
    at = 0
    for match in found:
        if ledger.aside or is_word(match, ledger):
            continue
        if match.group() in registers.shared and ledger.named:
            continue
        unclear = ledger.ambiguous if match.group() in registers.shared else ledger.places
        if unclear is ledger.ambiguous or is_place(match, ledger):
            met = words.part(*match.span()).parts()
            where = next((own for _, origin in met if (own := place_of(origin))), place)
            unclear.setdefault(match.group(), []).append(where)
            continue
        person = registers.forms[match.group()]
        ledger.mentions.add(person.id)
        if match.group() not in registers.covers or person.id in ledger.identified:
            continue
        end = match.end()
        while end < len(value) and value[end] in AFTER:
            end += 1
        printed.append(words.part(at, end))
        printed += identification_call(person, ledger, place)
        at = end
    if at < len(value):
        printed.append(words.part(at))
    return tuple(printed)


def is_word(match: re.Match[str], ledger: Ledger) -> bool:
    """Return whether a surname is rather a word of the language that begins a sentence: "Brown paper"."""
    before = match.string[: match.start()].rstrip(OPENING)
    return match.group() in ledger.common and (not before or before.endswith(ENDS))


def is_place(match: re.Match[str], ledger: Ledger) -> bool:
    """Return whether a surname alone stands as the name of a place would: "seen in London"."""
    registers, name = ledger.terms.registers, match.group()
    if ledger.named or name in registers.covers or registers.forms[name].name == name:
        return False
    before = match.string[: match.start()].lower().split()[-1:]
    return not ledger.before_places.isdisjoint(before) and not OWNS.match(match.string[match.end() :])


def identification_call(person: Person, ledger: Ledger, span: Span | None) -> PInlines:
    """Call the note that says whose cover name this is, once in a document, and not from other notes."""
    if ledger.aside or person.id in ledger.identified:
        return ()
    ledger.identified.add(person.id)
    return (ledger.call(f"cover-{person.id}", "editorial", _identification(person, ledger), span),)


def _identification(person: Person, ledger: Ledger) -> PBlocks:
    wording = ledger.terms.wording
    name = datum(person, "name", person.name)
    said = wording.run("note.person", name=name, about=about(person, wording))
    told = (said.repeat(OriginRule.PERSON),)
    origin = Generated(OriginRule.WORDING, "note.cover")
    words = fill(wording.template("note.cover"), {"person": told}, origin, "wording")
    stop = () if plain(words).endswith(".") else (Run(".", PUNCTUATION),)
    return (Para("first", join_neighbours(words + stop)),)
