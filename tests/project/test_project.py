"""edition.toml: what it says, and a finding with place and mend for each of its faults."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from press import ROOT, SEEDS

from variorum.findings import Diagnostic
from variorum.project import Project
from variorum.project import schema as edition_schema
from variorum.project.load import load

SCHEMA = ROOT / "src" / "variorum" / "edition.schema.json"

WHOLE = """\
id = "letters"
title = "Letters"
modified = 2026-11-20
year = 2026
convention = "soviet-archives"
[[document]]
id = "one"
file = "documents/one.txt"
"""


def edition(folder: Path, text: str, **files: str) -> Path:
    (folder / "documents").mkdir(exist_ok=True)
    (folder / "edition.toml").write_text(text, "utf-8")
    for name, words in ({"one": "One.\n"} | files).items():
        (folder / "documents" / f"{name}.txt").write_text(words, "utf-8")
    return folder


def told(one: Diagnostic) -> str:
    return f"{one.span or '-'} {one.slug}: {one.message} {one.hint}".strip()


def found(folder: Path) -> list[str]:
    return [told(one) for one in load(folder).diagnostics]


def whole(folder: Path) -> Project:
    result = load(folder)
    assert [told(one) for one in result.diagnostics] == []
    assert result.value is not None
    return result.value


def test_a_small_edition_is_read(tmp_path: Path) -> None:
    project = whole(edition(tmp_path, WHOLE))
    assert (project.id, project.imprint.title, project.imprint.year) == ("letters", "Letters", "2026")
    assert project.imprint.modified == "2026-11-20"
    assert [(one.id, one.path) for one in project.documents] == [("one", "documents/one.txt")]
    assert [one.name for one in project.formats] == ["pdf", "epub", "docx"]
    assert (project.profile.name, project.style.name) == ("edition", "house")


def test_every_table_is_read(tmp_path: Path) -> None:
    more = """\
base = "typed"
languages = ["en", "ru"]
encoding = "windows-1252"
[document.head]
archive = "Fond 89"
[[editor]]
id = "vb"
name = "V. B."
initials = ["VB"]
[[contributor]]
id = "x"
name = "X"
role = "indexer"
[[person]]
id = "kryuchkov"
name = "Vladimir Kryuchkov"
sort = "Kryuchkov, Vladimir"
cover_names = ["Alyoshin"]
[[emend]]
document = "one"
lemma = "cuntry"
reading = "country"
occurrence = 1
[[accept]]
code = "unopened-quotation"
place = "documents/one.txt:1:2"
reason = "so in the source"
[[identifier]]
scheme = "isbn"
value = "978-3-16-148410-0"
format = "pdf"
[[front]]
id = "preface"
title = "Preface"
file = "documents/preface.txt"
[signs]
"*" = "marked by hand"
[override.omission]
show = { text = "[...]" }
"""
    project = whole(edition(tmp_path, WHOLE + more, preface="Words."))
    document = project.documents[0]
    assert (document.base, document.languages, document.encoding) == ("typed", ("en", "ru"), "windows-1252")
    assert [(kind, words) for kind, words, _ in document.head] == [("archive", "Fond 89")]
    assert [(one.id, one.role, one.initials) for one in project.agents] == [
        ("vb", "editor", ("VB",)),
        ("x", "indexer", ()),
    ]
    assert project.persons[0].cover_names == ("Alyoshin",)
    assert (project.emendations[0].occurrence, str(project.emendations[0].span)) == (1, "edition.toml:27:3")
    assert project.accepted[0].place == "documents/one.txt:1:2"
    assert project.imprint.identifiers[0].format == "pdf"
    assert [(one.sign, one.meaning, str(one.span)) for one in project.declared] == [
        ("*", "marked by hand", "edition.toml:45:1")
    ]
    assert project.overrides == {"omission": {"show": {"text": "[...]"}}}
    assert [(one.id, one.before) for one in project.matter] == [("preface", True)]


def test_a_pattern_names_documents_by_their_files(tmp_path: Path) -> None:
    text = WHOLE[: WHOLE.index("[[document]]")] + '[[document]]\nfiles = "documents/*.txt"\nbase = "typed"\n'
    project = whole(edition(tmp_path, text, two="Two."))
    assert [(one.id, one.path, one.base) for one in project.documents] == [
        ("one", "documents/one.txt", "typed"),
        ("two", "documents/two.txt", "typed"),
    ]


FAULTS = {
    "a misspelt key": (
        WHOLE + "langauges = []\n",
        "edition.toml:9:1 key-unknown: [[document]] has no key “langauges” Did you mean “languages”?",
    ),
    "a misspelt table": (
        WHOLE + "[[editr]]\n",
        "edition.toml:9:3 key-unknown: edition.toml has no key “editr” Did you mean “editor”?",
    ),
    "a missing key": (
        WHOLE.replace('title = "Letters"\n', ""),
        'edition.toml:1:1 key-missing: edition.toml lacks “title” Write title = "Letters, 1918".',
    ),
    "a missing key of an entry": (
        WHOLE + '[[editor]]\nid = "x"\n',
        'edition.toml:9:3 key-missing: [[editor]] lacks “name” Write name = "A. N. Other".',
    ),
    "a document without a file": (
        WHOLE + '[[document]]\nid = "two"\n',
        "edition.toml:9:3 key-missing: [[document]] lacks “file” "
        'Write id = "…" and file = "…", or files = "documents/*.txt".',
    ),
    "no documents": (
        WHOLE[: WHOLE.index("[[document]]")],
        "edition.toml:1:1 key-missing: edition.toml lacks “document” Write [[document]] with id and file.",
    ),
    "a number for a text": (
        WHOLE.replace('"Letters"', "7"),
        "edition.toml:2:9 value-wrong: “title” must be a text in quotes, on one line, of 1 to 2,000 "
        "characters, not 7",
    ),
    "a text for a list": (
        WHOLE + 'languages = "ru"\n',
        'edition.toml:9:13 value-wrong: “languages” must be a list of texts in quotes, not "ru" '
        'Write languages = ["ru"].',
    ),
    "a wrong choice": (
        WHOLE + 'base = "type"\n',
        'edition.toml:9:8 value-wrong: “base” must be “typed” or “handwritten” or “printed”, not "type" '
        "Did you mean “typed”?",
    ),
    "a table for an array": (
        WHOLE + '[editor]\nid = "x"\nname = "X"\n',
        "edition.toml:9:2 value-wrong: “editor” must be an array of tables: [[editor]], not a table "
        "Write [[editor]].",
    ),
    "a date that is none": (
        WHOLE.replace("2026-11-20", '"yesterday"'),
        'edition.toml:3:12 value-wrong: “modified” must be a date such as 2026-11-20, not "yesterday"',
    ),
    "an id with a blank": (
        WHOLE.replace('"letters"', '"my letters"'),
        "edition.toml:1:6 value-wrong: “id” must be letters, digits, “.”, “_” and “-”, a letter or digit "
        'first, at most 100 characters, not "my letters" Take the blank out.',
    ),
    "a bad tag of language": (
        WHOLE + 'languages = ["en", "русский"]\n',
        "edition.toml:9:20 value-wrong: “languages” must be a language tag such as en-GB, at most 100 "
        'characters, not "русский" Take “р” out.',
    ),
    "an id twice": (
        WHOLE + '[[document]]\nid = "one"\nfile = "documents/one.txt"\n',
        "edition.toml:9:3 id-twice: the id “one” is used twice; first at edition.toml:6:3 "
        "Ids are for citation: give each document, person and note one of its own.",
    ),
    "a missing file": (
        WHOLE.replace("one.txt", "onne.txt"),
        "edition.toml:8:8 file-missing: there is no file documents/onne.txt "
        "Did you mean “documents/one.txt”?",
    ),
    "a pattern without files": (
        WHOLE.replace('id = "one"\nfile = "documents/one.txt"', 'files = "letters/*.txt"'),
        "edition.toml:7:9 file-missing: there is no file letters/*.txt No file fits this pattern.",
    ),
    "an emendation of nothing": (
        WHOLE + '[[emend]]\ndocument = "onee"\nlemma = "a"\nreading = "b"\n',
        'edition.toml:10:12 value-wrong: “document” must be the id of a document, not "onee" '
        "Did you mean “one”?",
    ),
    "an unknown code": (
        WHOLE + '[[accept]]\ncode = "sign-unusd"\nreason = "r"\n',
        'edition.toml:10:8 value-wrong: “code” must be the code of a warning, not "sign-unusd" '
        "Did you mean “sign-unused”?",
    ),
    "an error accepted": (
        WHOLE + '[[accept]]\ncode = "file-missing"\nreason = "r"\n',
        'edition.toml:10:8 value-wrong: “code” must be the code of a warning, not "file-missing" '
        "An error must be mended.",
    ),
    "malformed TOML": (
        WHOLE + "base = typed\n",
        "edition.toml:9:8 toml-malformed: this is not well-formed TOML: invalid value "
        'A text stands in quotes: "typed".',
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_with_its_place_and_mend(tmp_path: Path, fault: str) -> None:
    text, wanted = FAULTS[fault]
    assert [" ".join(one.split()) for one in found(edition(tmp_path, text))] == [wanted]


def test_a_file_elsewhere_in_the_world_is_not_fetched(tmp_path: Path) -> None:
    text = WHOLE.replace("documents/one.txt", "https://example.org/one.txt")
    assert [one.partition(":")[2].split(":")[1].split()[1] for one in found(edition(tmp_path, text))] == [
        "file-missing",
    ]


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    text = WHOLE.replace("title", "titel").replace("one.txt", "two.txt") + 'bse = "typed"\n'
    codes = sorted(one.slug for one in load(edition(tmp_path, text)).diagnostics)
    assert codes == ["file-missing", "key-missing", "key-unknown", "key-unknown"]


def test_an_edition_toml_that_is_no_text_gives_no_project(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_bytes(b"\x00\x01\x02\x7fELF" * 40)
    result = load(tmp_path)
    assert result.value is None
    assert [one.slug for one in result.diagnostics] == ["file-not-text"]


def plain(table: dict[str, Any]) -> Any:
    """Return TOML's values as JSON has them: dates as text."""
    return json.loads(json.dumps(table, default=str))


def schema() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SCHEMA.read_text("utf-8"))
    return read


def test_the_published_schema_is_that_of_the_table_of_keys() -> None:
    assert SCHEMA.read_text("utf-8") == edition_schema.text(), "make schemas"
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("seed", sorted(path.parent.name for path in SEEDS.glob("*/edition.toml")))
def test_the_seeds_are_valid_under_the_schema(seed: str) -> None:
    table = tomllib.loads((SEEDS / seed / "edition.toml").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(plain(table))] == []


BEYOND_A_SCHEMA = {
    *("an id twice", "a missing file", "a pattern without files", "an emendation of nothing"),
    *("an unknown code", "an error accepted", "malformed TOML"),
}
"""Faults that ask for the disk, for other values, or for the catalogue of findings."""


@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - BEYOND_A_SCHEMA))
def test_the_schema_finds_what_the_reader_finds(fault: str) -> None:
    table = tomllib.loads(FAULTS[fault][0])
    assert not Draft202012Validator(schema()).is_valid(plain(table))


def test_the_schema_is_content_with_what_the_reader_is_content_with() -> None:
    assert Draft202012Validator(schema()).is_valid(plain(tomllib.loads(WHOLE)))
