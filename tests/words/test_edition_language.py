"""An edition words phrases itself, singly or in a language file; what is wrong with them is told."""

from __future__ import annotations

import json

import pytest
from desk import Desk

from variorum.findings import Diagnostic, Severity
from variorum.press import Request
from variorum.press.pipeline import check
from variorum.press.preparation import Preparation, prepare
from variorum.words.language import load

EDITION = """\
id = "letters"
title = "Letters"
{said}
convention = "soviet-archives"

[[document]]
id = "one"
file = "one.txt"
"""


def prepared(desk: Desk, said: str, tables: str = "", **files: str) -> Preparation:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The papers left.\n", "utf-8")
    (folder / "edition.toml").write_text(EDITION.format(said=said) + tables, "utf-8")
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return prepare(str(folder), Request())


def told(got: Preparation) -> list[str]:
    """Return the findings as lines, with file and line."""
    return [_line(one) for one in got.diagnostics]


def _line(one: Diagnostic) -> str:
    place = f"{one.span.path.rpartition('/')[2]}:{one.span.line} " if one.span else ""
    return f"{place}{one.slug}: {one.message}"


def contents(got: Preparation) -> str:
    """Return the title of the contents."""
    assert got.publication is not None
    return next(part.title.text for part in got.publication.front if part.kind == "contents")


def test_a_language_that_is_not_there_is_told_and_english_is_printed(desk: Desk) -> None:
    got = prepared(desk, 'language = "tlh"')
    assert told(got)[0] == (
        "edition.toml:3 language-missing: there are no words in the language “tlh”; English is printed in "
        "their place"
    )
    assert contents(got) == "Contents"
    assert got.sound
    outcome = check(str(desk.folder / "letters"), Request())
    assert "language-missing" in [one.slug for one in outcome.diagnostics]


@pytest.mark.parametrize(
    ("tag", "title"), [("de-AT", "Inhalt"), ("de", "Inhalt"), ("en-CA", "Contents"), ("en-US", "Contents")]
)
def test_a_language_stands_in_for_its_varieties(desk: Desk, tag: str, title: str) -> None:
    got = prepared(desk, f'language = "{tag}"')
    assert told(got) == []
    assert contents(got) == title


def test_an_edition_words_single_phrases(desk: Desk) -> None:
    tables = '[phrase.matter]\ncontents = "Inhaltsverzeichnis"\n[phrase]\nlist.and.pair = "{0} u. {1}"\n'
    got = prepared(desk, 'language = "de"', tables)
    assert told(got) == []
    assert contents(got) == "Inhaltsverzeichnis"
    assert got.language is not None
    assert got.language.form("list.and.pair") == "{0} u. {1}"
    assert got.language.form("matter.persons") == "Personenregister"


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        (
            'matter.contetns = "Inhalt"',
            "key-unknown: [matter] has no key “contetns”",
        ),
        ('mater.contents = "Inhalt"', "key-unknown: [mater] has no key “contents”"),
        (
            'note.cover = "Deckname"',
            'value-wrong: “note.cover” must be a phrase with {person} and no other field, not "Deckname"',
        ),
        (
            'note.cover = "Deckname von {person}{place}"',
            "value-wrong: “note.cover” must be a phrase with {person} and no other field, "
            'not "Deckname von {person}{place}"',
        ),
        (
            'matter.contents = "In{halt}"',
            'value-wrong: “matter.contents” must be a phrase without fields, not "In{halt}"',
        ),
        (
            "matter.contents = 7",
            "value-wrong: “matter.contents” must be a text of at most 2,000 characters, with fields in "
            "braces, not 7",
        ),
        (
            'matter.contents = "In\\nhalt"',
            "value-wrong: “matter.contents” must be a text of at most 2,000 characters, with fields in "
            'braces, not "In\\nhalt"',
        ),
        (
            'matter.contents = { one = "Inhalt", other = "Inhalte" }',
            "value-wrong: “matter.contents” must be one text: nothing is counted here, not a table",
        ),
        (
            'unit.word = { other = "{count} Wörter" }',
            "value-wrong: “unit.word” must be words for each number: one is lacking, not a table",
        ),
        (
            'unit.word = { one = "{count} Wort", other = "Wörter" }',
            "value-wrong: “unit.word” must be a phrase with {count} and no other field, not a table",
        ),
        ('medium.sepia = "Sepia{x}"', "value-wrong: “medium.sepia” must be a phrase without fields, not"),
    ],
)
def test_a_phrase_that_cannot_be_is_told_at_its_place(desk: Desk, said: str, finding: str) -> None:
    got = prepared(desk, 'language = "de"', f"[phrase]\n{said}\n")
    (line,) = told(got)
    assert line.startswith(f"edition.toml:10 {finding}")
    assert not got.sound


def test_a_misspelt_phrase_names_the_nearest(desk: Desk) -> None:
    got = prepared(desk, 'language = "de"', '[phrase]\nmatter.contetns = "Inhalt"\n')
    assert got.diagnostics[0].hint == "Did you mean “matter.contents”?"


def test_a_phrase_for_a_word_of_the_encoding_may_be_new(desk: Desk) -> None:
    got = prepared(desk, 'language = "de"', '[phrase.medium]\nsepia = "Sepia"\n')
    assert told(got) == []
    assert got.language is not None
    assert got.language.form("medium.sepia") == "Sepia"


def test_an_edition_brings_a_language_of_its_own(desk: Desk) -> None:
    own = 'extends = "de"\n[matter]\ncontents = "Inhalt und Plan"\n'
    got = prepared(desk, 'language = "de"\nwords = "my.toml"', my=own)
    assert told(got) == []
    assert contents(got) == "Inhalt und Plan"
    assert got.language is not None
    assert got.language.form("matter.persons") == "Personenregister"


def test_a_phrase_that_a_language_file_lacks_is_told_and_english(desk: Desk) -> None:
    own = 'plural = { one = "i = 0,1" }\n[matter]\ncontents = "Table"\n'
    got = prepared(desk, 'language = "fr"\nwords = "my.toml"', my=own)
    lines = [line for line in told(got) if "phrase-missing" in line]
    assert len(lines) == len(load("en").phrases) - 1
    assert (
        "my.toml:2 phrase-missing: my.toml has no phrase “matter.legend”; it is printed in English" in lines
    )
    assert got.sound
    assert contents(got) == "Table"
    assert got.language is not None
    assert [got.language.plural(number) for number in (0, 1, 2)] == ["one", "one", "other"]


@pytest.mark.parametrize(
    ("files", "finding"),
    [
        ({}, "edition.toml:4 language-missing: there are no words in the language “my.toml”; English is"),
        (
            {"my": 'extends = "my.toml"\n'},
            "my.toml:1 value-wrong: “extends” must be a language that does",
        ),
        ({"my": 'extends = "dee"\n'}, "my.toml:1 language-missing: there are no words in the language “dee”"),
        ({"my": 'extends = "de"\n[matter\n'}, "my.toml:2 toml-malformed"),
        ({"my": 'extends = "de"\nmatter = 1\n'}, "my.toml:2 key-unknown: my.toml has no key “matter”"),
        (
            {"my": 'extends = "de"\nplural = { one = "§" }\n'},
            "my.toml:2 value-wrong: “plural” must be",
        ),
        ({"my": 'extends = "de"\nplural = { uno = "i = 1" }\n'}, "my.toml:2 value-wrong: “plural” must be"),
        ({"my": 'extends = "de"\n[numbers]\nwords = 3\n'}, "my.toml:2 value-wrong: “numbers” must be"),
        ({"my": 'extends = "de"\n[matter]\ncontent = "x"\n'}, "my.toml:3 key-unknown: [matter] has no key"),
    ],
)
def test_a_language_file_that_cannot_be_read_is_told(desk: Desk, files: dict[str, str], finding: str) -> None:
    got = prepared(desk, 'language = "de"\nwords = "my.toml"', **files)
    assert any(line.startswith(finding) for line in told(got)), told(got)[:4]
    assert got.language is not None


@pytest.mark.parametrize("way", ["{tens:>99999999999}{units}", "{tens}(", "{tens[0]}", "{nothing}", "{tens}"])
def test_number_words_that_cannot_be_put_together_are_told(desk: Desk, way: str) -> None:
    rows = {
        key: list(value) for key, value in load("de").tables["numbers"].items() if isinstance(value, list)
    }
    texts = {key: value for key, value in load("de").tables["numbers"].items() if isinstance(value, str)}
    own = "".join(
        f"{key} = {json.dumps(value)}\n" for key, value in ({**rows, **texts, "tens-units": [way]}).items()
    )
    got = prepared(desk, 'language = "de"\nwords = "my.toml"', my=f'extends = "de"\n[numbers]\n{own}')
    assert [one.slug for one in got.diagnostics] == ["value-wrong"]
    whole = own.replace(json.dumps([way]), json.dumps(rows["tens-units"]))
    (desk.folder / "letters" / "my.toml").write_text(f'extends = "de"\n[numbers]\n{whole}', "utf-8")
    assert prepare(str(desk.folder / "letters"), Request()).diagnostics == ()


def test_a_language_file_outside_of_the_folder_is_refused(desk: Desk) -> None:
    (desk.folder / "other.toml").write_text('extends = "de"\n', "utf-8")
    got = prepared(desk, 'language = "de"\nwords = "../other.toml"')
    assert "file-outside" in [one.slug for one in got.diagnostics if one.severity is Severity.ERROR]
