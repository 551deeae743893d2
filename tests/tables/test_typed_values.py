"""No string of a user's TOML reaches a style sheet, markup or a path but through a typed value.

The types are walked: each key of each table has a domain, and each string that is loaded has the domain of
its key. What is a name, a choice or a number has no character that ends anything; what is words is printed as
text, and an edition all of whose words are markup is built to see it.
"""

from __future__ import annotations

import io
import re
import typing
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Annotated, Any

import pytest
from desk import LETTER, Desk
from lxml import etree

from variorum.apparatus.profile import NodePrint, Profile
from variorum.conventions.set_table import SetTable, ShowTable, SignTable
from variorum.conventions.sign import (
    ConventionSet,
    HeadRules,
    LineRule,
    MeaningShape,
    Read,
    Show,
    Sign,
    VoiceRule,
    WantedValue,
)
from variorum.conventions.values import (
    ByLanguage,
    LetterTemplate,
    Mark,
    NameTemplate,
    Pair,
    Pattern,
)
from variorum.doors import SignAt
from variorum.model import Agent, Emendation, Identifier, Imprint, Person
from variorum.project import Acceptance, DocumentFile, MatterFile, Project
from variorum.project.keys import (
    AcceptRow,
    ContributorRow,
    DocumentRow,
    EditionTable,
    EmendRow,
    IdentifierRow,
    MatterRow,
    PersonRow,
    PhraseTables,
    SignAtRow,
    SignTables,
)
from variorum.style import Style
from variorum.style.values import Ink
from variorum.tables.declaration import Changes, Entries, ListOf, Rows, Table, keys
from variorum.tables.domains import Choice, Date, FileName, Name, Number, Switch, Text, Whole, Year
from variorum.words.template import Template

ROOTS = (EditionTable, SetTable, Profile, Style)

BOUNDED = (Choice, Date, Ink, Name, Number, Switch, Whole)
"""Numbers, choices, and names of which every character is known."""
DOOR = (FileName,)
"""Names that are only looked up: among variorum's own, or by the one door to the edition's files."""
READERS = (Mark, Pattern, WantedValue, MeaningShape)
"""What is compared with a transcript, and never printed."""
WORDS = (Text, Year, Template, LetterTemplate, NameTemplate, Pair)
"""What is printed as text."""
OF_A_LANGUAGE = (PhraseTables,)
"""Phrases, each of which must have the fields of the same phrase in English, and be a template."""
ATOMS = (*BOUNDED, *DOOR, *READERS, *WORDS, *OF_A_LANGUAGE)

NO_KEYS = {
    (Style, "name"): "the name by which it was asked for: a file name",
    (Profile, "id"): "the name by which it was asked for: a file name",
    (Profile, "series"): "two, of variorum's own",
    (Profile, "places"): "places",
}

HOSTILE = (
    *('x" onload="y', "x' y='z", "a;b", "a{b}", "</style>", "<script>", "a&b", "a/b", "../a", "a\\b"),
    *("a\0b", "a\nb", "a\n", "url(x)", "a\u2028b", "a\u202eb", "a" * 5000),
)


def inside(domain: Any) -> Iterator[Any]:
    """Yield what a domain holds, itself where it holds nothing."""
    match domain:
        case Table(kind) | Rows(kind) | Changes(kind):
            yield kind
        case SignTables():
            yield SignTable
        case ListOf(entry):
            yield from inside(entry)
        case ByLanguage(words):
            yield from inside(words)
        case Entries(names, entry):
            yield names
            yield from inside(entry)
        case _:
            yield domain


def atoms(kind: type, seen: set[type]) -> Iterator[tuple[str, Any]]:
    """Yield the keys of a table and of those in it, with the domains of their values."""
    if kind in seen:
        return
    seen.add(kind)
    for name, key in keys(kind).items():
        for one in inside(key.domain):
            if isinstance(one, type):
                yield from atoms(one, seen)
            else:
                yield f"{kind.__name__}.{name}", one


ALL = [atom for root in ROOTS for atom in atoms(root, set())]


def tables() -> set[type]:
    seen: set[type] = set()
    for root in ROOTS:
        list(atoms(root, seen))
    return seen


def test_the_walk_reaches_every_table() -> None:
    assert len(ALL) > 150
    assert {
        DocumentRow,
        PersonRow,
        SignTable,
        ShowTable,
        NodePrint,
        Read,
        HeadRules,
        LineRule,
        VoiceRule,
    } <= (tables())


def test_every_field_of_a_table_is_a_key_with_a_domain() -> None:
    for kind in tables():
        hints = typing.get_type_hints(kind, include_extras=True)
        for one in fields(kind):
            is_key = typing.get_origin(hints[one.name]) is Annotated
            assert is_key or (kind, one.name) in NO_KEYS, f"{kind.__name__}.{one.name} has no domain"


def test_every_domain_is_of_a_known_kind() -> None:
    assert {name for name, domain in ALL if not isinstance(domain, ATOMS)} == set()


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_no_bounded_value_holds_what_ends_anything(said: str) -> None:
    taken = [name for name, domain in ALL if isinstance(domain, BOUNDED) and domain.value(said) is not None]
    assert taken == []


def test_no_words_hold_what_markup_cannot() -> None:
    for name, domain in ALL:
        if isinstance(domain, (Text, Template, LetterTemplate, NameTemplate, Year)):
            for said in ("{character}\0", "{character}\ufffe", "{character}\x1b", "x" * 200_000):
                assert domain.value(said) is None, name


# ---- what is loaded has the domain of its key

LOADED: Mapping[type, tuple[type, Mapping[str, str]]] = {
    Show: (ShowTable, {}),
    Sign: (SignTable, {"written": "show"}),
    ConventionSet: (SetTable, {"layout": "head"}),
    Imprint: (EditionTable, {"text": "imprint", "identifiers": "identifier"}),
    Identifier: (IdentifierRow, {}),
    Agent: (ContributorRow, {}),
    Person: (PersonRow, {}),
    Emendation: (EmendRow, {}),
    SignAt: (SignAtRow, {}),
    Acceptance: (AcceptRow, {}),
    DocumentFile: (DocumentRow, {"path": "file", "overrides": "override"}),
    MatterFile: (MatterRow, {"path": "file"}),
    Project: (EditionTable, {"overrides": "override"}),
}
"""What is loaded, the table that it is made of, and the keys of fields that have another name."""
NOT_SAID = {
    (ConventionSet, "id"): "the name by which it was asked for: a file name",
    (ConventionSet, "of_nodes"): "its signs once more, by what they mean",
    (ConventionSet, "styles"): "its signs once more, by their type styles",
    (Imprint, "places"): "places",
    (Person, "places"): "places",
    (Person, "pseudonyms"): "a register of TEI tells them apart; edition.toml has none",
    (Agent, "places"): "places",
    (Emendation, "places"): "places",
    (Identifier, "places"): "places",
    (DocumentFile, "row"): "the way to a row",
    (Project, "places"): "by document, of [[sign_at]]",
}


@pytest.mark.parametrize("kind", LOADED, ids=lambda kind: kind.__name__)
def test_every_string_that_is_loaded_is_the_value_of_a_key(kind: type) -> None:
    table, renamed = LOADED[kind]
    assert is_dataclass(kind)
    for one in fields(kind):
        if "str" not in str(one.type) or (kind, one.name) in NOT_SAID:
            continue
        assert renamed.get(one.name, one.name) in keys(table), f"{kind.__name__}.{one.name} is of no key"


def test_the_element_of_a_sign_is_one_of_a_list() -> None:
    for table in (Show, ShowTable, NodePrint):
        assert isinstance(keys(table)["role"].domain, Choice)
        assert keys(table)["style"].domain == keys(table)["mark_style"].domain
        assert isinstance(keys(table)["style"].domain, Name)


# ---- an edition all of whose words are markup

MARKUP = """]]>&amp; <script>NOBODY</script> \\" onload=\\"NOBODY } .x { content: 'NOBODY' } {label}"""
HOSTILE_FILES = {
    "edition.toml": """\
id = "letters"
title = "@"
subtitle = "@"
description = "@"
language = "en-GB"
cite = "@"
modified = 2026-11-20
publisher = "@"
place = "@"
year = "@Y"
imprint = ["@"]
rights = "@"
credits = ["@"]
convention = "mine.toml"
profile = "profile.toml"
style = "style.toml"
identifier = [{ scheme = "urn", value = "@" }]
editor = [{ id = "vb", name = "@", initials = ["VB", "<script>NOBODY"] }]
contributor = [{ id = "x", name = "@", role = "@" }]
person = [{ id = "p", name = "@", sort = "@", cover_names = ["papers"], about = "@" }]
emend = [{ document = "one", lemma = "Dear", reading = "@", reason = "@", resp = ["VB"] }]
front = [{ id = "preface", title = "@", file = "documents/preface.txt" }]
[[document]]
id = "one"
file = "documents/one.txt"
head = { archive = "@", provenance = "@" }
[signs]
"*" = "@"
"<script>NOBODY" = "@"
[override.omission]
title = "@"
legend = "@"
sample = "@"
note = "@"
say = ["@", "@"]
show = { open = "@", close = "@", style = "own", mark_style = "upright", role = "em" }
""",
    "mine.toml": """\
extends = "soviet-archives"
title = "@"
[[sign]]
id = "page-mark"
show = { text = "@" }
""",
    "profile.toml": 'title = "@Y"\n[node.Supplied]\nopen = "@"\nnote = "@"\n',
    "style.toml": 'extends = "house"\ntitle = "@Y"\n',
}
TEXT_ATTRIBUTES = {"alt", "content", "title", "aria-label", "data-say-before", "data-say-after", "descr"}
"""Attributes of which readers see or hear the words."""


def parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    if not data.startswith(b"PK"):
        yield name, data
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield from ((one, archive.read(one)) for one in archive.namelist())


def test_words_that_are_markup_print_as_text(desk: Desk) -> None:
    root = desk.edition()
    for name, text in HOSTILE_FILES.items():
        (root / name).write_text(text.replace("@Y", "<script>NOBODY").replace("@", MARKUP), "utf-8")
    (root / "documents" / "one.txt").write_text(f"{LETTER}\nHe left [1975] and the papers.\n", "utf-8")
    (root / "documents" / "preface.txt").write_text("Words.\n", "utf-8")
    told = desk.variorum("build", "letters", "--to", "epub,docx,tei", "--out", "out", "--jobs", "1")
    assert told.status == 0, told.out
    printed = 0
    for name, data in desk.files().items():
        for part, said in parts(data, name):
            assert "NOBODY" not in part
            if not re.search(r"\.(xml|xhtml|opf|ncx|rels)$", part):
                assert b"NOBODY" not in said, part
                continue
            for element in etree.fromstring(said).iter("*"):
                printed += (element.text or "").count("<script>NOBODY")
                assert etree.QName(element).localname.lower() != "script", part
                for key, value in element.attrib.items():
                    assert not str(key).lower().startswith("on"), part
                    if "NOBODY" in str(value):
                        assert etree.QName(key).localname in TEXT_ATTRIBUTES, f"{part}: {key!r}"
    assert printed > 60
