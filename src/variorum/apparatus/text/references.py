"""References: where they lead, and those that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from itertools import chain, groupby
from typing import TypeVar

from variorum.addresses import ADDRESS, SCHEME, encoded
from variorum.apparatus.ledger import SOURCE_SERIES, Ledger, Pointer
from variorum.apparatus.origins import runs_in
from variorum.apparatus.text.flow import plain
from variorum.apparatus.text.meanings.segments import holds_only_data
from variorum.findings import Diagnostic
from variorum.findings.files import NoteNumbered, ReferenceElsewhere, ReferenceNowhere
from variorum.findings.finding import row
from variorum.model import (
    Date,
    Edition,
    Emphasis,
    Name,
    Note,
    Paragraph,
    Reference,
    Segment,
    Text,
    calls,
    walk,
)
from variorum.origin import OriginRule, of_source
from variorum.publication import (
    NOTHING,
    Call,
    Link,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
    anchor,
    join_runs,
)
from variorum.source import Span
from variorum.toml import nearest

T = TypeVar("T")

NEAR = 0.75
"""How much of the letters of two names is the same where one may be a slip for the other."""
FEW = 3
"""How many names of documents that are not there may be slips."""
DIGITS = re.compile(r"\d+")
STOPS = " .,;:\n\t"
LABELS = re.compile(r"\w+|[^\w\s()\[\].,]+")
"""What of the words that name a note may be its label."""
DATES = frozenset({"date", "date-only", "dateonly"})
"""What an encoding says of a reference that is to be printed as a date."""
PICTURES = "gif|jp2|jpe?g|json|mp[34]|pdf|png|svg|tiff?|webp"
KEY = re.compile(rf"[\w-]+(?:\.(?!(?:{PICTURES})\b)[\w-]+)*(?:#[\w.-]+)?")
"""The key of a document, or its file: no address, no name of a place in a file, no picture."""
DAY = re.compile(r"\d{4}-\d\d-\d\d")
IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?\[?\d{4}(?!\d)")
"""A day in figures."""
NAME_PARTS = re.compile(r"[\W_]+")
VOID = frozenset({"bibl", "seg", "p", "ab"})
"""Kinds of segments that print nothing but what is in them."""


def link(node: Reference, words: PInlines, ledger: Ledger) -> PInlines:
    """Print the words of a reference as a link; of several targets it leads to the first.

    An address stands for itself where it has no words, as does what `stands_for` has words for. Of a document
    that nothing names, the edition says that it is elsewhere: its key tells a reader nothing. A reference
    that can lead nowhere is told of and its words are printed; whether a place is there is known when all
    documents are read.
    """
    said = (node.target.split() or [""])[0]
    target = _target(said, ledger)
    if not _shows(words) and (made := stands_for(node, ledger)):
        words = (*words, made)
        if said not in ledger.terms.registers.documents:  # a day, or what is elsewhere
            return words
        if target == f"#{ledger.document}" and not any(one.lower() in DATES for one in _wishes(node)):
            ledger.circular.append(node.span)
    elif not _shows(words) and KEY.fullmatch(said):
        ledger.keyed.append(node.span)
        elsewhere = ledger.terms.wording.run("reference.elsewhere").with_cause(node.span)
        return (*words, _led_to(node, elsewhere, ledger))
    if not plain(words).strip() and ADDRESS.match(target):
        words = (*words, Run(said, of_source(node.span)))
    if not _shows(words):
        return words  # that nothing is printed is told; where it might lead no reader asks
    if target.startswith("#"):
        ledger.pointed.setdefault(target[1:], Pointer(said, node.span))
        if calls.NUMBER in node.facts.also and said[1:] in ledger.notes:
            ledger.cited.append((said[1:], plain(words), node.span))
        return _as_link(target, words)
    if ADDRESS.match(target):
        return _as_link(encoded(target), words)
    if SCHEME.match(target):
        reason = f"“{target.partition(':')[0]}:” is no address of a page or a paper"
    elif target:
        ledger.beyond.append(Pointer(said, node.span))
        return words
    else:
        reason = "it names nothing"
    what = _leading([Pointer(said, node.span)])
    ledger.find(ReferenceNowhere(node.span, what=what, reason=reason, nearest=""))
    return words


def stands_for(node: Reference, ledger: Ledger) -> Run:
    """Return what is printed for a reference without words, empty where nothing tells what that is.

    A document has its title, whether it is one of the edition or only named in a head; a day is written as
    one. Where the encoding asks for a date, it is that of the document; where it says "see" or "cf", that
    comes before whatever there is, and the kind of paper that the encoding says is of that day.
    """
    said = (node.target.split() or [""])[0]
    day = ledger.terms.wording.date(said, ledger.terms.figures).with_cause(node.span)
    title, date = ledger.terms.titles.get(said, (NOTHING, NOTHING))
    if any(one.lower() in DATES for one in _wishes(node)):
        return date or day
    if not any(ledger.terms.wording.knows("reference", one) for one in _wishes(node)):
        return title or (day if DAY.fullmatch(said) else NOTHING)  # amid words: “on … we met”
    to = title or _of_kind(node, day, ledger)
    return _led_to(node, to, ledger) if to else NOTHING


def _of_kind(node: Reference, day: Run, ledger: Ledger) -> Run:
    """Return a day behind the kind of paper of that day: "diary, 3 May 1899".

    Nothing if the encoding names no kind that is known: "See 3 May 1899" would not say what to see.
    """
    wording = ledger.terms.wording
    parts = (part for one in node.facts.also for part in NAME_PARTS.split(one.partition("=")[2]))
    kind = next(
        (wording.known_term("paper", part) for part in parts if wording.knows("paper", part)), NOTHING
    )
    return wording.run("reference.paper", kind=kind, day=day) if kind and day else NOTHING


def _wishes(node: Reference) -> list[str]:
    """Return what an encoding says of how a reference is to be printed: "date-only", "See"."""
    return [one.partition("=")[2] for one in node.facts.also]


def _led_to(node: Reference, to: Run, ledger: Ledger) -> Run:
    """Return what a reference is to, behind "see" or "cf." if its encoding asks for that."""
    wording = ledger.terms.wording
    way = next((one for one in _wishes(node) if wording.knows("reference", one)), None)
    if way is None:
        return to
    words = wording.run(f"reference.{way.lower()}", to=to)
    if not way[:1].isupper():
        return words
    return join_runs(words.part(0, 1).derive(OriginRule.CAPITAL, str.upper), words.part(1))


def writes_figures(edition: Edition) -> bool:
    """Return whether an edition has days in figures in heads or notes, which those beside them follow."""
    heads = (line for one in edition.documents for line in (*one.head.lines, *one.head.added))
    notes = (note for one in edition.documents for note in one.notes)
    said = chain(map(walk.plain, heads), map(walk.plain, notes))
    return any(map(IN_FIGURES.search, said))


def _shows(words: PInlines) -> bool:
    """Return whether there is anything to lead from."""
    return any(isinstance(one, Picture | Call) for one in words) or bool(plain(words).strip())


def is_void(note: Note, ledger: Ledger) -> bool:
    """Return whether a note prints nothing but stops, as one of data, or that only refers without words."""
    return holds_only_data(note) or all(_is_void(node, ledger) for node in walk.descend(note))


def _is_void(node: walk.Part, ledger: Ledger) -> bool:
    match node:
        case Text(value):
            return not value.strip(STOPS)
        case Reference(target=target):
            return not ADDRESS.match(target) and not stands_for(node, ledger)
        case Note() | Paragraph() | Name() | Date() | Emphasis():
            return True
        case Segment(kind=kind):
            return kind in VOID
        case _:
            return False


def _as_link(target: str, words: PInlines) -> PInlines:
    """Return words as a link, parted at note calls and links inside them: those lead elsewhere.

    No format has links in links, and a parser of HTML ends the outer one where the inner one begins.
    """
    found: list[PInline] = []
    for parted, group in groupby(words, _leads):
        some = tuple(group)
        if parted:
            found += (_with_links(target, one) for one in some)
        elif any(isinstance(one, Picture) for one in some) or any(run.text.strip() for run in runs_in(some)):
            found.append(Link(target, some))
        else:
            found += some
    return tuple(found)


def _with_links(target: str, one: PInline) -> PInline:
    return replace(one, children=_as_link(target, one.children)) if isinstance(one, Styled) else one


def _leads(one: PInline) -> bool:
    """Return whether an inline leads somewhere, or has something in it that does."""
    if isinstance(one, Styled):
        return any(map(_leads, one.children))
    return isinstance(one, Call | Link)


def _target(target: str, ledger: Ledger) -> str:
    """Return where a reference leads: a document of the edition, a place of it or of this one, an address."""
    if target in ledger.terms.registers.documents:
        return f"#{anchor(target)}"
    name, mark, place = target.partition("#")
    document = ledger.terms.registers.documents.get(name)
    if mark and document is not None:
        series = {note.id: note.series for note in document.notes}
        if series.get(place) == SOURCE_SERIES:
            return f"#{anchor(name)}"
        return f"#{anchor(anchor(name), 'note' if place in series else 'at', place)}"
    if not target.startswith("#"):
        return target
    own = anchor(ledger.document, "note", target[1:]) if target[1:] in ledger.notes else None
    return f"#{own or ledger.target(target[1:])}"


def misnumbered(ledger: Ledger) -> list[Diagnostic]:
    """Return a finding for each number of a note in the words of a document that is another in its print."""
    return [
        NoteNumbered(span, said=said.strip(), label=ledger.called[note].label.text)
        for note, said, span in ledger.cited
        if note in ledger.called and ledger.called[note].label.text not in LABELS.findall(said)
    ]


def lost(ledgers: Iterable[Ledger]) -> Mapping[str, Pointer]:
    """Return the references to places that are not there, by the ids that nothing has."""
    every = list(ledgers)
    there = {ledger.document for ledger in every}
    there |= {ledger.target(name) for ledger in every for name in ledger.placed}
    there |= {note.id for ledger in every for note in ledger.called.values()}
    return {
        name: pointer for ledger in every for name, pointer in ledger.pointed.items() if name not in there
    }


def nowhere(pointers: Iterable[Pointer], ledgers: Iterable[Ledger]) -> list[Diagnostic]:
    """Return the findings on references to places that are not there, in the words of the source.

    One for which there is a misspelt place is told by itself; the others of a file have one cause.
    """
    places = sorted({f"#{name}" for ledger in ledgers for name in ledger.placed})
    reason = "no place of the edition is called so"
    found: list[Diagnostic] = []
    alike: dict[str, list[Pointer]] = {}
    for one in sorted(pointers, key=_place):
        if meant := _misspelt(one.target, places):
            found.append(ReferenceNowhere(one.span, what=_leading([one]), reason=reason, nearest=meant))
        else:
            alike.setdefault(one.span.path if one.span else "", []).append(one)
    return found + [
        ReferenceNowhere(some[0].span, what=_leading(some), reason=reason, nearest=nearest("", places))
        for some in alike.values()
    ]


def _leading(pointers: Sequence[Pointer]) -> str:
    """Say of references that they lead nowhere."""
    targets = row([one.target for one in pointers])
    if len(pointers) == 1:
        return f"the reference to {targets} leads nowhere"
    return f"{len(pointers):,} references lead nowhere, to {targets}, here the first"


def _misspelt(target: str, known: Iterable[str]) -> str:
    """Return the hint that names what a target may mean.

    Names are near by their letters: another number of a series is no misspelling, nor is that number of
    another series ("q03" is not "d03").
    """
    letters = DIGITS.sub("", target)
    others = [(one, DIGITS.sub("", one)) for one in known]
    return nearest(
        target,
        [
            one
            for one, own in others
            if own != letters and SequenceMatcher(None, own, letters).ratio() >= NEAR
        ],
    )


def beyond(ledgers: Iterable[Ledger], documents: Iterable[str]) -> list[Diagnostic]:
    """Return a finding for each reference to a document that is not there; those to other books are one.

    A place of a document that is not there is one of another book, and so are documents of many names.
    """
    every = [pointer for ledger in ledgers for pointer in ledger.beyond]
    plain_names = {one.target for one in every if "#" not in one.target}
    misspelt = [one for one in every if one.target in plain_names and len(plain_names) <= FEW]
    others = sorted((one for one in every if one not in misspelt), key=_place)
    known, reason = list(documents), "there is no such document"
    found: list[Diagnostic] = [
        ReferenceNowhere(
            one.span,
            what=_leading([one]),
            reason=reason,
            nearest=_misspelt(one.target, known) or nearest("", known),
        )
        for one in misspelt
    ]
    if others:
        names = list(dict.fromkeys(one.target.partition("#")[0] for one in others))
        count = "a reference leads" if len(others) == 1 else f"{len(others):,} references lead"
        first = "; here the first" if len(others) > 1 else ""
        found.append(ReferenceElsewhere(others[0].span, count=count, names=f"{row(names)}{first}"))
    return found


def _place(one: Pointer) -> tuple[str, int, int]:
    return (one.span.path, one.span.line, one.span.column) if one.span else ("", 0, 0)


def without(parts: Iterable[T], names: Mapping[str, Pointer]) -> list[T]:
    """Return documents, or matter, in which the words of references that lead nowhere are no links."""
    return [_unlinked(part, names) for part in parts]


def _unlinked(value: T, names: Mapping[str, Pointer]) -> T:
    if isinstance(value, tuple):
        parts: list[object] = []
        for one in value:
            dead = isinstance(one, Link) and one.target[1:] in names and one.target.startswith("#")
            parts.extend(_unlinked(one.children, names) if dead else (_unlinked(one, names),))
        return tuple(parts)  # type: ignore[return-value]
    if isinstance(value, Run | Span) or not is_dataclass(value) or isinstance(value, type):
        return value
    kept = {field.name: getattr(value, field.name) for field in fields(value)}
    changed = {
        name: new for name, old in kept.items() if (new := _unlinked(old, names)) is not old and new != old
    }
    return replace(value, **changed) if changed else value
