"""What an edition says that cannot be, or that nobody knows: dates, hands, persons, numbers, open queries."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import Registers, nearest
from variorum.apparatus.text.meanings.hands import is_key
from variorum.apparatus.text.signs import STRUCK_OUT
from variorum.apparatus.wording import Wording, is_code, natural
from variorum.codecs.tei.vocabulary import unknown_looks
from variorum.conventions.normal_forms import NormalForms
from variorum.findings import Diagnostic
from variorum.findings.edition import (
    CodeUnworded,
    DateImpossible,
    HandUnknown,
    NumberWrong,
    PersonAmbiguous,
    PersonOrPlace,
    PersonsUnmentioned,
    QueryOpen,
    WitnessUnlisted,
)
from variorum.findings.finding import row, times
from variorum.findings.tei import LookUnknown
from variorum.model import (
    Added,
    Date,
    Deleted,
    Document,
    Edition,
    Endorsement,
    Field,
    FieldKind,
    Gap,
    Identifier,
    Metamark,
    Note,
    Person,
    Reading,
    Segment,
    Stamp,
    Text,
    Voice,
    walk,
)
from variorum.model.document import datum_place
from variorum.source import Span

ALIKE = 0.85
"""How much of the letters of two codes is the same where one is a slip for the other."""
ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?![\d-])")
LATE = re.compile(r"(?<!\d)(?:29|[3-9]\d|00?)(?!\d)|\d[./-](?:1[3-9]|2\d)[./-]")
"""A day that not every month has, or figures that are no month."""
ISO_HOUR = re.compile(r"(?:^|T)(\d\d):(\d\d)(?::(\d\d))?")
HOURS, MINUTES = 24, 60
DATED = re.compile(r"\d|--|^[?xX.]+$")
"""What an encoding says of a day or an hour, of one that it does not know too."""
ISO_MONTH = re.compile(r"\d{4}-(\d\d)(?!\d)")
MOMENTS = frozenset({"from", "notAfter", "notBefore", "to", "when-iso", "from-iso", "to-iso"})
"""Attributes of TEI that are days too."""
DAY_ALONE = re.compile(r"--(\d\d)-(\d\d)")
PLACED = Added | Deleted | Endorsement | Metamark | Stamp
"""What is said to stand somewhere."""
NAMED = 3
"""How many persons are named that nobody mentions."""


def of_document(
    document: Document, registers: Registers, wording: Wording, forms: NormalForms
) -> Iterator[Diagnostic]:
    """Yield the doubts about one document: dates that no calendar has, hands and codes that no list has."""
    listed = {hand.id for hand in document.hands}
    hands = listed | {hand.scribe for hand in document.hands if hand.scribe}
    told: set[str] = set()
    yield from _unlisted(document)
    for node in walk.descend(document):
        hand = node.facts.hand
        if (
            hand
            and (hands or is_key(hand))
            and hand not in {*hands, *told}
            and not registers.responsible(hand)
        ):
            told.add(hand)
            yield HandUnknown(node.span, hand=hand, known=", ".join(sorted(listed)) or "none is listed")
        for table, code in _codes(node):
            if code not in told and is_code(code) and not wording.knows(table, code):
                told.add(code)
                yield _unworded(node, table, code, wording)
        if isinstance(node, Metamark) and node.function and node.function not in told:
            told.add(node.function)
            yield from _misspelt(node, node.function, wording)
        if isinstance(node, Text) and LATE.search(node.value):
            for words in forms.impossible_dates(node.value):
                yield DateImpossible(node.span, date=" ".join(words.split()))
        for coded in _coded(node):
            if coded not in told and not is_possible(coded):
                told |= set() if DATED.search(coded) else {coded}  # no day at all, said of many perhaps
                yield DateImpossible(node.span, date=coded)


def _unlisted(document: Document) -> Iterator[Diagnostic]:
    """Yield a finding for the sigla that readings name and no list explains, at the first of them."""
    listed = {one.siglum for one in document.witnesses}
    cited = [
        (siglum, node.span)
        for node in walk.descend(document)
        if isinstance(node, Reading)
        for siglum in node.witnesses
        if siglum not in listed and " " not in siglum  # “fair copy” needs no list
    ]
    if cited:
        yield WitnessUnlisted(cited[0][1], sigla=row(list(dict.fromkeys(siglum for siglum, _ in cited))))


def _codes(node: walk.Part) -> Iterator[tuple[str, str]]:
    """Yield by what codes an encoding says how something was done, each with the table of its words."""
    if isinstance(node, Deleted) and node.how not in STRUCK_OUT:
        yield "deletion", node.how or ""
    if isinstance(node, Gap) and node.reason and not natural(node.reason):
        yield "reason", node.reason
    if node.facts.place and (
        isinstance(node, PLACED) or (isinstance(node, Note) and node.voice is Voice.SOURCE)
    ):
        yield "place", node.facts.place


def _misspelt(node: Metamark, code: str, wording: Wording) -> Iterator[CodeUnworded]:
    """Yield what a mark is said to be for, if that is nearly a code with words; lists of encodings differ."""
    known = [name.partition(".")[2] for name in wording.language.phrases if name.startswith("function.")]
    if is_code(code) and not wording.knows("function", code) and get_close_matches(code, known, 1, ALIKE):
        yield _unworded(node, "function", code, wording)


def _unworded(node: walk.Part, table: str, code: str, wording: Wording) -> CodeUnworded:
    known = [name.partition(".")[2] for name in wording.language.phrases if name.startswith(f"{table}.")]
    near = nearest(code, known)
    return CodeUnworded(node.span, code=code, table=table, key=wording.name_of(code), own_hint=near)


def _coded(node: walk.Part) -> Iterator[str]:
    """Yield the dates of a head, or of words, as they are encoded."""
    match node:
        case Field(kind=FieldKind.DATE, key=str() as key):
            yield key
        case Segment(kind="time"):
            said = (one.partition("=") for one in node.facts.also)
            yield from (value for name, _, value in said if name in {*MOMENTS, "when"})
        case Date():
            yield from (node.when,) if node.when else ()
            said = (one.partition("=") for one in node.facts.also)
            yield from (value for name, _, value in said if name in MOMENTS)
        case _:
            pass


def is_possible(coded: str) -> bool:
    """Return whether a coded date or hour is one: every day and month of it is one of the calendar."""
    if coded.strip() and not DATED.search(coded.strip()):
        return False
    if any(not _is_hour(*(int(one or 0) for one in found)) for found in ISO_HOUR.findall(coded)):
        return False
    for year, month, day in ISO_DAY.findall(coded):
        try:
            datetime.date(max(int(year), 1), int(month), int(day))
        except ValueError:
            return False
    alone = DAY_ALONE.fullmatch(coded)
    if alone and not is_possible(f"2000-{alone[1]}-{alone[2]}"):
        return False
    return all(1 <= int(month) <= 12 for month in ISO_MONTH.findall(coded))


def _is_hour(hour: int, minute: int, second: int) -> bool:
    """Return whether a clock may show a time; the day ends at 24:00, and a second may be put in."""
    within = hour < HOURS and minute < MINUTES and second <= MINUTES
    return within or (hour, minute, second) == (HOURS, 0, 0)


def of_edition(edition: Edition, ledgers: Sequence[Ledger], registers: Registers) -> Iterator[Diagnostic]:
    """Yield the doubts about the whole: persons whom a name may mean, or nobody mentions; wrong numbers."""
    for identifier in edition.imprint.identifiers:
        yield from _of_number(identifier)
    for name, places in _gathered(ledger.ambiguous for ledger in ledgers).items():
        persons = ", ".join(person.name for person in registers.shared[name])
        mark = _marked(name, "ID", places[0])
        yield PersonAmbiguous(places[0], name=name, count=times(len(places)), persons=persons, mark=mark)
    for name, places in _gathered(ledger.places for ledger in ledgers).items():
        person = registers.forms[name]
        mark = _marked(name, person.id, places[0])
        yield PersonOrPlace(places[0], name=name, count=times(len(places)), person=person.name, mark=mark)
    mentioned = {person for ledger in ledgers for person in ledger.mentions}
    absent = [person for person in edition.persons if person.id not in mentioned]
    if absent:
        yield PersonsUnmentioned(_place(absent[0]), count=_count_of(absent), names=_names(absent))
    yield from _open_queries(edition, registers)
    looks: dict[str, Span | None] = {}
    for document in edition.documents:
        for node in walk.descend(document):
            if isinstance(node, Segment) and node.kind == "hi" and node.facts.rend:
                for look in unknown_looks(node.facts.rend):
                    looks.setdefault(look, node.span)
    yield from (LookUnknown(place, look=look) for look, place in looks.items())


def _marked(name: str, ref: str, place: Span | None) -> str:
    """Return a name as it is marked, in the notation of the file where it stands."""
    if place is not None and place.path.endswith((".xml", ".tei")):
        return f'<persName ref="#{ref}">{name}</persName>'
    return f"{{name kind=person ref={ref}|{name}}}"


def _open_queries(edition: Edition, registers: Registers) -> Iterator[Diagnostic]:
    """Yield each question to those who work on the edition, with its number and how many there are."""
    held = (*edition.notes, *(note for document in edition.documents for note in document.notes))
    queries = [note for note in held if note.is_query]
    for number, one in enumerate(queries, 1):
        who = registers.asker(one)[0]
        words = " ".join(" ".join(map(walk.plain, one.blocks)).split())
        of = f"{number:,} of {len(queries):,}"
        yield QueryOpen(one.span, number=of, who=f", by {who}" if who else "", words=words)


def _gathered(found: Iterable[Mapping[str, list[Span | None]]]) -> dict[str, list[Span | None]]:
    """Return the places of each name in all documents."""
    made: dict[str, list[Span | None]] = {}
    for one in found:
        for name, places in one.items():
            made.setdefault(name, []).extend(places)
    return made


def _place(person: Person) -> Span | None:
    return datum_place(person, "name") or person.span


def _count_of(persons: Sequence[Person]) -> str:
    return "a person" if len(persons) == 1 else f"{len(persons):,} persons"


def _names(persons: Sequence[Person]) -> str:
    names = ", ".join(person.name for person in persons[:NAMED])
    return names + (", …" if len(persons) > NAMED else "")


def _of_number(identifier: Identifier) -> Iterator[Diagnostic]:
    """Yield what is wrong with the number of a book or series."""
    scheme = identifier.scheme.casefold()
    wrong = CHECKED[scheme](identifier.value) if scheme in CHECKED else ""
    if wrong:
        place = datum_place(identifier, "value")
        yield NumberWrong(place, number=identifier.value, scheme=scheme.upper(), reason=wrong)


def _of_isbn(value: str) -> str:
    """Return what is wrong with an ISBN, empty if nothing is."""
    bare = re.sub(r"(?i)^isbn(?:-1[03])?:?\s*|[\s-]", "", value)
    if re.fullmatch(r"\d{9}[\dXx]", bare):
        total = sum(weight * int(figure) for weight, figure in zip(range(10, 1, -1), bare, strict=False))
        return _unlike(bare[-1], "0123456789X"[-total % 11])
    if re.fullmatch(r"\d{13}", bare):
        total = sum((1, 3)[at % 2] * int(figure) for at, figure in enumerate(bare[:12]))
        prefix = "" if bare.startswith(("978", "979")) else "it begins with neither 978 nor 979"
        return prefix or _unlike(bare[-1], str(-total % 10))
    return "it has neither 13 figures nor 10"


def _of_issn(value: str) -> str:
    """Return what is wrong with an ISSN, empty if nothing is."""
    bare = re.sub(r"(?i)^issn:?\s*|[\s-]", "", value)
    if not re.fullmatch(r"\d{7}[\dXx]", bare):
        return "it has not 8 figures"
    total = sum(weight * int(figure) for weight, figure in zip(range(8, 1, -1), bare, strict=False))
    return _unlike(bare[-1], "0123456789X"[-total % 11])


def _unlike(found: str, wanted: str) -> str:
    return "" if found.upper() == wanted else f"its check digit would be {wanted}"


CHECKED: Mapping[str, Callable[[str], str]] = {"isbn": _of_isbn, "issn": _of_issn}
"""The schemes whose numbers have a check digit, and what tests it."""
