"""From a teiHeader to the data of a document: title, date, archive, hands, witnesses, people, imprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from variorum.codecs.tei.attributes import prefixed_name
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.reading.xml import ID, TEI, XML, local
from variorum.model import (
    Agent,
    Certainty,
    Facts,
    Field,
    FieldKind,
    Hand,
    Identifier,
    Imprint,
    Inlines,
    Paragraph,
    Person,
    Text,
    Witness,
)
from variorum.words.language import usual_tag

LANG = f"{{{XML}}}lang"
WHEN = ("when", "when-iso", "from", "from-iso", "notBefore", "notBefore-iso", "notAfter", "notAfter-iso")
DATED = ("correspAction[@type='sent']/date", "creation/date", "creation/origDate", "origin/origDate")
MONTH = re.compile(r"(?i)\b(?![ivx]+\b)[^\W\d_]{3,}")
"""A word, as of a month; of Roman figures is none."""
PLACES = ("country", "settlement", "institution", "repository", "collection", "idno")
"""What names the place of a paper, in the order in which it is printed."""
MAIN = {"sole", "major"}
READ = {
    *("title", "editor", "respStmt", "publisher", "distributor", "pubPlace", "date", "licence", "idno"),
    *("availability", "language", "handNote", "witness", "msIdentifier", "person", "correspAction"),
    "correspContext",
}
"""Elements of a header that are read; what stands outside them is counted in the report."""

PART = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][^\s,]*)"
INVERTED = re.compile(
    rf"(?P<surname>(?:(?:von|van|vom|zu|zum|zur|de|der|den|del|della|di|da|du|des|le|la|ten|ter|af|av) )*"
    rf"{PART}(?: {PART})?), (?P<forename>{PART}(?: {PART}){{0,2}}(?: (?:von|van|de|zu|di))?)"
)
"""A name as registers have it: a surname, a comma, one to three forenames, all with capitals."""
SUFFIXES = frozenset(
    {"Jr.", "Jr", "Jun.", "Sr.", "Sr", "Sen.", "II", "III", "IV", "Esq.", "Inc.", "Ltd.", "GmbH"}
)

BEHIND = re.compile(
    r"(?P<particle>(?:von|vom|zu|zum|zur|van|af|av)(?: (?:und|zu|der|den|dem|de))*) (?P<name>[^\W\d_].*)"
)
"""A surname with a German, Dutch or Scandinavian particle: "von Liszt" is "Liszt, Franz von"."""
UNKNOWN = re.compile(r"(?<!\S)\?{2,}(?!\S)")
"""What stands for a name that nobody knows."""
FORMS = re.compile(r"(?P<male>(?P<stem>\w{3,})\w*)/(?P<female>(?P=stem)\w*)")
"""A word for men and one for women, which begin alike."""
SEXES = {"m": "male", "1": "male", "f": "female", "2": "female", "w": "female"}

NO_IMPRINT = Imprint("")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header tells: data of the document, and of the edition it belongs to."""

    added: tuple[Paragraph, ...] = ()
    hands: tuple[Hand, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    languages: tuple[str, ...] = ()
    agents: tuple[Agent, ...] = ()
    persons: tuple[Person, ...] = ()
    imprint: Imprint = NO_IMPRINT
    collection: str = ""
    report: tuple[tuple[str, int], ...] = ()


def read_header(places: Places, header: etree._Element) -> Header:
    """Return what a header tells, in the model's words; names of registers lose their “#”."""
    added = tuple(
        Paragraph(
            (Field(kind, (Text(words, span=places.content(*parts)),), key, facts=_facts(place), span=at),),
            span=at,
        )
        for kind, key, place, parts in _data(header)
        for words, at in ((", ".join(map(described, parts)), places.span(place)),)
    )
    languages = tuple(dict.fromkeys(map(usual_tag, _languages(header))))
    return Header(
        added,
        tuple(hand(places, one, at) for at, one in enumerate(header.iter(tag("handNote")), 1)),
        tuple(_witness(places, one, at) for at, one in enumerate(header.iter(tag("witness")), 1)),
        tuple(filter(None, languages)),
        agents(header),
        persons(header),
        imprint(header, languages),
        collection(header),
        report(header),
    )


def _languages(header: etree._Element) -> Iterator[str]:
    """Yield the languages that a header names: of the manuscript, then those in use, the commonest first."""
    manuscripts = list(header.iter(tag("textLang")))
    yield from (one.get("mainLang", "") for one in manuscripts)
    used = header.iter(tag("language"))
    yield from (one.get("ident", "") for one in sorted(used, key=lambda one: -_usage(one)))
    yield from (other for one in manuscripts for other in one.get("otherLangs", "").split())


def _usage(language: etree._Element) -> int:
    """Return how much of the text is in a language, as the header says; nothing if it does not."""
    said = language.get("usage", "").strip().removesuffix("%")
    return int(said) if said.isdecimal() and len(said) <= 3 else 0


def tag(name: str) -> str:
    """Return a TEI element's name with its namespace."""
    return f"{{{TEI}}}{name}"


def folded(element: etree._Element | None) -> str:
    """Return the words of an element, white space folded."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


DATA = frozenset(
    {
        *("addSpan", "author", "biblScope", "date", "edition", "editionStmt", "editor", "extent", "idno"),
        *("measure", "orgName", "persName", "placeName", "pubPlace", "publicationStmt", "publisher"),
        *("repository", "seriesStmt", "settlement", "stamp", "time", "title", "titleStmt"),
    }
)
"""Elements of a description that are data each, apart from those beside them."""


def described(element: etree._Element) -> str:
    """Return the words of a description, white space folded; data right beside each other have a comma."""
    return " ".join("".join(_description(element)).split())


def _description(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    yield element.text or ""
    for child in element:
        before = child.getprevious()
        if before is not None and not before.tail and local(before) in DATA and local(child) in DATA:
            yield ", "
        yield from _description(child)
        yield child.tail or ""


def first(element: etree._Element, *ways: str) -> etree._Element | None:
    """Return the first element with words at one of these paths of TEI names."""
    for way in ways:
        steps = "/".join(f"t:{step}" if step[0].isalpha() else step for step in way.split("/"))
        for found in element.iterfind(f".//{steps}", {"t": TEI}):
            if folded(found):
                return found
    return None


def _data(
    header: etree._Element,
) -> Iterator[tuple[FieldKind, str | None, etree._Element, list[etree._Element]]]:
    """Yield the data of the document: kind, normal form, the element that says it, those with its words."""
    heading = title(header)
    if heading is not None:
        yield FieldKind.TITLE, None, heading, [heading]
    if (dated := _dated(header)) is not None:
        yield FieldKind.DATE, _when(dated), dated, [dated]
    for place in header.iter(tag("msIdentifier")):
        parts = [one for name in PLACES for one in place.iterchildren(tag(name)) if folded(one)]
        if parts:
            yield FieldKind.ARCHIVE, None, place, parts
    for kind, name in (
        (FieldKind.PHYSICAL, "objectType"),
        (FieldKind.PHYSICAL, "incident"),
        (FieldKind.PROVENANCE, "provenance"),
        (FieldKind.ABSTRACT, "abstract"),
    ):
        for one in header.iter(tag(name)):
            if folded(one):
                yield kind, None, one, [one]
    for context in header.iter(tag("correspContext")):
        for one in context.iter(tag("ref")):
            if folded(one) and one.get("target"):
                yield FieldKind.RELATED, one.get("target"), one, [one]


def _dated(header: etree._Element) -> etree._Element | None:
    """Return the date of a document, of two of the same day the one in words, not "27.XI.1935"."""
    said = [one for way in DATED if (one := first(header, way)) is not None]
    same = (one for one in said if _when(one) == _when(said[0]) and MONTH.search(folded(one)))
    return next(chain(same, said), None)


def _facts(element: etree._Element) -> Facts:
    """Return what is to be told of a datum besides its words: that they are a stamp's, or name an object."""
    if local(element) == "objectType":
        sources = (f"source={one}" for one in element.get("source", "").split())
        return Facts(also=("element=objectType", *sources))
    stamped = any(folded(one) == folded(element) for one in element.iter(tag("stamp")))
    return Facts(also=("element=stamp",)) if stamped else Facts()


def title(header: etree._Element) -> etree._Element | None:
    """Return the title that names the document itself rather than its series."""
    titles = [
        one
        for one in header.iterfind(f"{tag('fileDesc')}/{tag('titleStmt')}/{tag('title')}")
        if folded(one) and one.get("type") not in {"sub", "iso-date", "series", "subseries"}
    ]
    own = [one for one in titles if one.get("level") == "a" or one.get("type") in {"main", "complete"}]
    return next(iter((*own, *titles)), None)


def collection(header: etree._Element) -> str:
    """Return the title of the series or collection to which a document belongs, empty if it names none."""
    whole = ("titleStmt/title[@level='s']", "titleStmt/title[@type='series']", "seriesStmt/title")
    sub = folded(first(header, "titleStmt/title[@type='sub']"))
    return folded(first(header, *whole)) or (sub if sub[:1].isupper() else "")


def _when(element: etree._Element) -> str | None:
    return next((element.get(name) for name in WHEN if element.get(name)), None)


def hand(places: Places, element: etree._Element, at: int) -> Hand:
    """Return a hand; one without a name is called by its number."""
    cert = element.get("cert")
    known = cert if cert in set(Certainty) else None
    held = {"scribe", "scribeRef", "medium", "scope", "resp", *({"cert"} if known else ()), ID, LANG}
    scope = element.get("scope")
    also = [f"{prefixed_name(str(name))}={value!s}" for name, value in element.items() if name not in held]
    if scope is not None and scope not in MAIN:
        also.append(f"scope={scope}")
    words = folded(element)
    return Hand(
        element.get(ID) or f"hand{at}",
        (Text(words, span=places.content(element)),) if words else (),
        _names(element.get("scribeRef")) or element.get("scribe"),
        main=scope in MAIN,
        facts=Facts(
            medium=element.get("medium"),
            cert=Certainty(known) if known else None,
            resp=tuple(one.removeprefix("#") for one in element.get("resp", "").split()),
            lang=element.get(LANG),
            also=tuple(sorted(also)),
        ),
        span=places.span(element),
    )


def _names(pointers: str | None) -> str | None:
    return " ".join(one.removeprefix("#") for one in pointers.split()) if pointers else None


def _witness(places: Places, element: etree._Element, at: int) -> Witness:
    """Return a witness; a full description of the manuscript goes into the data of the document instead."""
    described = element.find(tag("msDesc")) is not None
    words: Inlines = ()
    if folded(element) and not described:
        words = (Text(folded(element), span=places.content(element)),)
    also = tuple(
        sorted(
            f"{prefixed_name(str(name))}={value!s}"
            for name, value in element.items()
            if name not in {ID, "n"}
        )
    )
    siglum = element.get(ID) or element.get("n") or f"wit{at}"
    return Witness(siglum, words, facts=Facts(also=also), span=places.span(element))


EDITOR_KINDS = frozenset(
    [
        "advisory",
        "assistant",
        "associate",
        "chief",
        "consulting",
        "contributing",
        "copy",
        "deputy",
        "executive",
        "founding",
        "general",
        "guest",
        "managing",
        "senior",
        "series",
        "supervising",
        "technical",
    ]
)
"""Kinds of editors, as an adjective alone names them."""
OWN_EDITOR = frozenset(
    {"ed", "eds", "edt", "editors", "main", "primary", "principal", "volume", "volume editor"}
)
"""What an `editor` is called who is simply that."""
ROLE_WORDS = re.compile(r"[a-z]+(?:[ -][a-z]+)*")
NAMES = tuple(map(tag, ("name", "persName", "orgName", "rs")))


def slug(name: str) -> str:
    """Return a name as an id: letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "nn"


def agents(header: etree._Element) -> tuple[Agent, ...]:
    """Return those who work on the edition; one named twice is listed once, with the first role."""
    found: dict[str, Agent] = {}
    statement = header.find(f"{tag('fileDesc')}/{tag('titleStmt')}")
    for one in () if statement is None else statement.iter(tag("editor"), tag("respStmt")):
        said = folded(one.find(tag("resp")))
        role = _role_of_editor(one.get("role", "")) if local(one) == "editor" else said or "contributor"
        names = [name for name in one if local(name) in {"name", "persName"}] or [one]
        for name in names:
            words = in_order(folded(name))
            key = name.get(ID) or slug(words)
            if words and words not in {agent.name for agent in found.values()}:
                found.setdefault(key, Agent(key, words, role))
    return tuple(found.values())


def _role_of_editor(said: str) -> str:
    """Return what an `editor` does: what its role names, or the kind of editor that it tells ("general").

    A volume's own editor is simply its editor, and so is one of whom a pointer or a code says what he is.
    """
    words = said.replace("_", " ").strip().casefold()
    if words in EDITOR_KINDS:
        return f"{words} editor"
    return words if words.isascii() and ROLE_WORDS.fullmatch(words) and words not in OWN_EDITOR else "editor"


def name_hands(root: etree._Element) -> None:
    """Let who is responsible for an element be its hand, where the responsible is one of the hands.

    The scribe of one hand alone, who is named in its description, is that hand.
    """
    every = [one for one in root.iter(tag("handNote")) if one.get(ID)]
    scribes = Counter(one.get("scribeRef") for one in every)
    named = {f"#{name.get(ID)}" for one in every for name in one.iter(*NAMES) if name.get(ID)}
    hands = {f"#{one.get(ID)}" for one in every} | {one for one in named if scribes[one] == 1}
    for one in root.iter(etree.Element) if hands else ():
        if one.get("resp") in hands and local(one) != "handNote":
            if one.get("hand") is None:
                one.set("hand", one.get("resp", ""))
            del one.attrib["resp"]


def in_order(name: str) -> str:
    """Return the name of a person as it is spoken, where it stands as in a register: "Müller, Martin"."""
    found = INVERTED.fullmatch(name)
    return f"{found['forename']} {found['surname']}" if found and found["forename"] not in SUFFIXES else name


def persons(root: etree._Element) -> tuple[Person, ...]:
    """Return the persons of the registers of persons below an element."""
    made = (
        person(one)
        for register in root.iter(tag("listPerson"))
        for one in register.iterchildren(tag("person"))
    )
    return tuple({one.id: one for one in made if one is not None}.values())


def person(element: etree._Element) -> Person | None:
    """Return a person of a register; none where it has no id or no name."""
    names = list(element.iterchildren(tag("persName")))
    key = element.get(ID)
    if key is None or not names or not folded(names[0]):
        return None
    surname, forename = (_name(names[0].find(tag(part))) for part in ("surname", "forename"))
    plain = " ".join(filter(None, (forename, surname))) or _name(names[0]) or folded(names[0])
    inverted = _sorting_form(surname, forename) if surname and forename else ""
    if not inverted and plain.count(",") == 1 and not surname:
        inverted = plain
        plain = " ".join(part.strip() for part in reversed(plain.split(",")))
    covers = tuple(dict.fromkeys(folded(one) for one in names if _is_cover(one)))
    known = _life(*(_year(element.find(tag(event))) for event in ("birth", "death")))
    works = (_occupation(one, element.find(tag("sex"))) for one in element.iterchildren(tag("occupation")))
    work = "; ".join(dict.fromkeys(works))
    note = folded(element.find(tag("note")))
    about = ", ".join(filter(None, (known, work, note)))
    return Person(key, plain, inverted, covers, (), about, _pseudonyms(names))


def _sorting_form(surname: str, forename: str) -> str:
    """Return a name as a register has it: a particle that orders no register stands behind the forename."""
    found = BEHIND.fullmatch(surname)
    return f"{found['name']}, {forename} {found['particle']}" if found else f"{surname}, {forename}"


def _name(element: etree._Element | None) -> str:
    """Return a part of a name; signs that stand for one that nobody knows, "??", are none."""
    words = UNKNOWN.sub("", folded(element)).strip()
    return words if any(map(str.isalpha, words)) else ""


def _occupation(element: etree._Element, sex: etree._Element | None) -> str:
    """Return an occupation; of a way through a list of them, "scholar >> lawyer", where it ends.

    Of its two forms for women and men, as in "Maler/Malerin", the one for this person.
    """
    said = folded(element).rpartition(">>")[2].strip()
    forms = FORMS.fullmatch(said)
    form = SEXES.get(sex.get("value", folded(sex)).lower()[:1]) if sex is not None else None
    return forms[form] if forms and form else said


def _is_cover(name: etree._Element) -> bool:
    kind = name.get("type") or ""
    return any(word in kind for word in ("cover", "alias")) and bool(folded(name))


def _pseudonyms(names: Iterable[etree._Element]) -> tuple[str, ...]:
    """Return the names under which somebody published: no cover names, that a text would have to explain."""
    found = [folded(one) for one in names if "pseudonym" in (one.get("type") or "")]
    return tuple(dict.fromkeys(filter(None, found)))


def _life(born: str, died: str) -> str:
    """Return the years of a life, in signs that every language knows where one of them is not known."""
    if not born or not died:
        return f"* {born}" if born else f"† {died}" if died else ""
    return born if born == died else f"{born}–{died}"


def _year(event: etree._Element | None) -> str:
    """Return the year of a birth or death as encoded or as written."""
    if event is None:
        return ""
    dates = [event, *event.iter(tag("date"))]
    when = next((value for one in dates if (value := _when(one))), None)
    found = re.search(r"-?\d{3,4}", when or folded(event))
    return found.group().lstrip("0") if found else ""


def imprint(header: etree._Element, languages: Iterable[str]) -> Imprint:
    """Return what title pages and metadata say."""
    statement = header.find(f"{tag('fileDesc')}/{tag('publicationStmt')}")
    heading = title(header)
    sub = first(header, "titleStmt/title[@type='sub']")
    if statement is None:
        return Imprint(folded(heading), folded(sub))
    published = [
        folded(one.find(tag("name"))) or folded(one)
        for one in statement.iter(tag("publisher"), tag("distributor"))
    ]
    dated = statement.find(tag("date"))
    year = re.search(r"\d{4}", (_when(dated) or folded(dated)) if dated is not None else "")
    rights = first(header, "availability/licence/p", "availability/licence", "availability/p", "availability")
    licence = header.find(f".//{tag('licence')}")
    address = licence.get("target", "") if licence is not None else ""
    numbers = [
        Identifier(slug(one.get("type") or "idno"), folded(one))
        for one in statement.iterchildren(tag("idno"))
        if folded(one)
    ]
    spoken = tuple(filter(None, languages))
    return Imprint(
        folded(heading),
        folded(sub),
        "; ".join(dict.fromkeys(filter(None, published))),
        folded(statement.find(tag("pubPlace"))),
        year.group() if year else "",
        rights=" ".join(filter(None, (folded(rights), address))),
        language=spoken[0] if spoken else "en",
        source_languages=spoken,
        identifiers=tuple(numbers),
    )


def report(header: etree._Element) -> tuple[tuple[str, int], ...]:
    """Return the elements of a header with words of their own that are not read, and how many of each."""
    left: Counter[str] = Counter()
    waiting = list(header)
    while waiting:
        one = waiting.pop()
        if not local(one) or local(one) in READ:
            continue
        if (one.text or "").strip() or any((child.tail or "").strip() for child in one):
            left[f"teiHeader/{local(one)}"] += 1
        else:
            waiting.extend(one)
    return tuple(sorted(left.items()))
