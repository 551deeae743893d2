"""Tables become records by what their fields declare; whatever is wrong is a finding at its place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

import pytest
from jsonschema import Draft202012Validator

from variorum import toml
from variorum.findings.edition import KeyMissing, KeyUnknown, ValueWrong
from variorum.findings.files import FileNameUnfit, FileOutside
from variorum.findings.typesetting import StyleUnknown
from variorum.folder import EditionFolder
from variorum.source import Source
from variorum.tables import schema
from variorum.tables.declaration import WAY, Entries, Key, ListOf, Table, keys
from variorum.tables.domains import DATE, ID, LANGUAGE, LINE, PROSE, YEAR, Choice, Number, Text, Whole
from variorum.tables.layers import Layer, Shelf, layers_of
from variorum.tables.reading import Reading


@dataclass(frozen=True, slots=True)
class Part:
    id: Annotated[str, ID, Key(required=True, example='id = "one"'), "Its name"]
    words: Annotated[str, LINE, "What it says"] = ""
    at: Annotated[toml.Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    name: str
    title: Annotated[str, Text(20, least=1), Key(required=True), "What it is called"] = "untitled"
    width: Annotated[float, Number(5, 100, "mm"), "How wide it is"] = 20.0
    copies: Annotated[int, Whole(1, 9), "How often it is made"] = 1
    is_thin: Annotated[bool | None, Key("thin"), "Whether light falls through it"] = None
    kind: Annotated[Literal["letter", "card"], "What kind it is"] = "letter"
    tags: Annotated[tuple[str, ...], ListOf(LANGUAGE, longest=3), "Its languages"] = ()
    day: Annotated[str | None, DATE, "Its day"] = None
    year: Annotated[str | None, YEAR, "Its year"] = None
    about: Annotated[str, PROSE, "What is said of it"] = ""
    parts: Annotated[tuple[Part, ...], Key("part"), "What it is made of"] = ()
    first: Annotated[Part | None, "The part on top"] = None
    inks: Annotated[
        Mapping[str, Part], Entries(Choice(("blue", "black"), "an ink"), Table(Part)), "The inks of it"
    ] = field(default_factory=dict)


def loaded(text: str) -> tuple[Paper | None, list[tuple[type, str, str]]]:
    file = toml.read(Source("paper.toml", text)).value
    whole = layers_of([Layer("paper.toml", file)])
    reading = Reading(whole, "paper.toml")
    paper = reading.record(Paper, whole.table, name="it")
    return paper, [
        (type(one), str(one.span).removeprefix("paper.toml:"), f"{one.message} {one.hint}")
        for one in reading.found
    ]


RIGHT = """
title = "A letter"
width = 30
thin = true
kind = "card"
tags = ["de", "en-GB"]
day = 1918-11-09
year = 1918
about = \"\"\"
Two
lines\"\"\"
first = { id = "head" }
[[part]]
id = "one"
words = "“Words” & <more>"
[inks.blue]
id = "b"
"""


def test_a_right_table_is_a_record() -> None:
    paper, found = loaded(RIGHT)
    assert found == []
    assert paper == Paper(
        "it", "A letter", 30.0, 1, True, "card", ("de", "en-GB"), "1918-11-09", "1918", "Two\nlines",
        (Part("one", "“Words” & <more>", ("part", 0)),), Part("head", "", ("first",)),
        {"blue": Part("b", "", ("inks", "blue"))},
    )  # fmt: skip
    described = Draft202012Validator(json.loads(schema.text(Paper, "paper", "A paper")))
    assert described.is_valid(tomllib.loads(RIGHT.replace("1918-11-09", '"1918-11-09"')))


WRONG = {
    "an unknown key": ("widht = 3", KeyUnknown, "2:1", "paper.toml has no key “widht” Did you mean “width”?"),
    "a field that is no key": ('name = "x"', KeyUnknown, "2:1", "no key “name”"),
    "an unknown key of a row": (
        '[[part]]\nid = "a"\nwrods = ""',
        KeyUnknown,
        "4:1",
        "[[part]] has no key “wrods”",
    ),
    "a row without its id": ("[[part]]", KeyMissing, "2:3", '[[part]] lacks “id” Write id = "one".'),
    "a table without its id": ("[inks.blue]", KeyMissing, "2:7", "[inks.blue] lacks “id”"),
    "a name of no kind": ('[inks.bleu]\nid = "a"', KeyUnknown, "2:7", "Did you mean “blue”?"),
    "a number too great": ("width = 101", ValueWrong, "2:9", "from 5 to 100 mm, not 101 The most is 100."),
    "a part of a number": ("copies = 1.5", ValueWrong, "2:10", "a whole number from 1 to 9, not 1.5"),
    "a truth value": ("copies = true", ValueWrong, "2:10", "a whole number from 1 to 9, not true"),
    "a word of none": ('kind = "lettre"', ValueWrong, "2:8", "Did you mean “letter”?"),
    "a tag with quotes": ('tags = ["de", "e\\"n"]', ValueWrong, "2:15", "a language tag"),
    "a tag with a line end": ('tags = ["de\\n"]', ValueWrong, "2:9", "a language tag"),
    "too many": ('tags = ["a1", "b", "c", "d"]', ValueWrong, "2:8", "It has 4."),
    "a text for a list": ('tags = "de"', ValueWrong, "2:8", 'Write tags = ["de"].'),
    "a table for a list": ("tags = { a = 1 }", ValueWrong, "2:8", "not a table"),
    "a day of no calendar": ('day = "1918-11-31"', ValueWrong, "2:7", "a date such as"),
    "an hour": ("day = 1918-11-09T11:00:00", ValueWrong, "2:7", "a date such as"),
    "a year of no calendar": ("year = 10000", ValueWrong, "2:8", "The most is 9999."),
    "a text too long": (f'about = "{"x" * 100_001}"', ValueWrong, "2:9", "It has 100,001 characters."),
    "a text with NUL": ('about = "a\\u0000b"', ValueWrong, "2:9", "Take the character U+0000 out."),
    "two lines for one": ('first = { id = "a", words = "a\\nb" }', ValueWrong, "2:29", "on one line"),
    "a table for rows": ('part = { id = "a" }', ValueWrong, "2:8", "Write [[part]]."),
    "texts for rows": ('part = ["a"]', ValueWrong, "2:8", "an array of tables: [[part]]"),
    "a list for a table": ("first = []", ValueWrong, "2:9", "a table: [first], not an empty list"),
    "a text for names": ('inks = "blue"', ValueWrong, "2:8", "a table: [inks]"),
    "a key beyond measure": (f"{'k' * 5000} = 1", KeyUnknown, "2:1", f"“{'k' * 100}…”"),
    "a key with NUL": ('"a\\u0000" = 1', KeyUnknown, "2:1", "“a\\x00”"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_a_finding_at_its_place(name: str) -> None:
    text, kind, place, says = WRONG[name]
    paper, ((found, where, words),) = loaded(f'title = "x"\n{text}')
    assert paper is not None
    assert (found, where) == (kind, place)
    assert says in words
    assert len(words) < 400


def test_what_is_wrong_leaves_its_default() -> None:
    paper, found = loaded(
        'title = ""\nwidth = 1000\ntags = ["de", "?"]\n[[part]]\nid = "?"\n[[part]]\nid = "b"'
    )
    assert len(found) == 4
    assert paper is not None
    assert (paper.title, paper.width, paper.tags) == ("untitled", 20.0, ("de",))
    assert [one.id for one in paper.parts] == ["b"]


def test_what_lacks_what_it_must_have_has_its_default_too() -> None:
    paper, found = loaded("")
    assert (paper or Paper("")).title == "untitled"
    assert [kind for kind, _, _ in found] == [KeyMissing]


# ---- layers

SHELF = Shelf(
    "variorum_styles", "", "paper", lambda place, name, near: StyleUnknown(place, style=name, nearest=near)
)


def chain(folder: Path, first: str, **files: str) -> tuple[list[str], list[tuple[type, str, str]]]:
    """Return the files of a chain, and kind, place and words of its findings."""
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    result = SHELF.chain(first, None, EditionFolder(folder))
    return [one.file.source.path for one in result.value], [
        (type(one), str(one.span), f"{one.message} {one.hint}") for one in result.diagnostics
    ]


def test_what_is_extended_lies_below(tmp_path: Path) -> None:
    files, found = chain(
        tmp_path,
        "a.toml",
        a='extends = "b.toml"\nx = 1\n[t]\np = 1\n[t.u]\nl = [1]',
        b='extends = "c.toml"\nx = 2\ny = 2\n[t]\nq = 2\n[t.u]\nl = [2, 2]\nm = 2',
        c="x = 3\ny = 3\nz = 3\n[t]\np = 3\nu = 3",
    )
    assert (files, found) == (["c.toml", "b.toml", "a.toml"], [])
    whole = layers_of(SHELF.chain("a.toml", None, EditionFolder(tmp_path)).value)
    assert whole.table == {"x": 1, "y": 2, "z": 3, "t": {"p": 1, "q": 2, "u": {"l": [1], "m": 2}}}
    ways: list[toml.Path] = [("x",), ("z",), ("t", "q"), ("t", "u", "l", 0), ("t", "u", "m"), ("t", "new")]
    assert [str(whole.value(way)) for way in ways] == [
        "a.toml:2:5", "c.toml:3:5", "b.toml:5:5", "a.toml:6:6", "b.toml:8:5", "a.toml:3:2",
    ]  # fmt: skip


def test_a_ring_is_a_finding_where_it_closes(tmp_path: Path) -> None:
    files, ((kind, place, words),) = chain(
        tmp_path, "a.toml", a='extends = "b.toml"', b='\nextends = "c.toml"', c='extends = "a.toml"'
    )
    assert files == ["c.toml", "b.toml", "a.toml"]
    assert (kind, place) == (ValueWrong, "c.toml:1:11")
    assert "a.toml → b.toml → c.toml → a.toml" in words
    _, ((kind, place, words),) = chain(tmp_path, "a.toml", a='extends = "a.toml"')
    assert (kind, place) == (ValueWrong, "a.toml:1:11")
    assert "a paper that does not extend this one" in words


def test_a_long_chain_is_walked(tmp_path: Path) -> None:
    texts = {f"n{at}": f'extends = "n{at + 1}.toml"\n' for at in range(1500)}
    files, found = chain(tmp_path, "n0.toml", **texts, n1500="x = 1")
    assert (len(files), found) == (1501, [])


@pytest.mark.parametrize(
    ("extends", "kind", "says"),
    [
        ('"hous"', StyleUnknown, "Did you mean “house”?"),
        ('"bb.toml"', StyleUnknown, "Did you mean “b.toml”?"),
        ('"/etc/passwd.toml"', FileOutside, "absolute"),
        ('"../b.toml"', FileOutside, ".."),
        ('"https://example.org/b.toml"', StyleUnknown, "Nothing is fetched"),
        ('"b\\u0000.toml"', FileNameUnfit, "U+0000"),
        (f'"{"b" * 5000}.toml"', FileNameUnfit, "5,005 characters"),
        (f'"{"b" * 5000}"', StyleUnknown, "…”"),
        ('""', StyleUnknown, ""),
        ("7", ValueWrong, "the name of a paper, not 7"),
        ('["b.toml"]', ValueWrong, "not a list"),
    ],
)
def test_what_cannot_be_extended_is_a_finding(tmp_path: Path, extends: str, kind: type, says: str) -> None:
    files, ((found, place, words),) = chain(tmp_path, "a.toml", a=f"extends = {extends}", b="")
    assert files == ["a.toml"]
    assert (found, place) == (kind, "a.toml:1:11")
    assert says in words
    assert len(words) < 400


def test_every_key_says_what_it_is() -> None:
    assert all(key.about for key in keys(Paper).values())
