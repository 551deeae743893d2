"""Profiles: ours are clean, an edition's own changes single signs, and what is wrong in one is a finding."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from desk import TOML, Desk
from jsonschema import Draft202012Validator
from press import ROOT

from variorum import conventions
from variorum.apparatus import load_profile, profile_names
from variorum.apparatus.edition import unknown_signs
from variorum.apparatus.profile import NodePrint, Profile
from variorum.commands import schema
from variorum.conventions.sign import Conventions, Show
from variorum.findings.conventions import ProfileUnknown, SignUnknown
from variorum.findings.edition import KeyUnknown, TomlMalformed, ValueWrong
from variorum.findings.files import FileNameUnfit, FileOutside
from variorum.folder import EditionFolder
from variorum.source import Span
from variorum.tables.declaration import keys

PROFILES = ROOT / "src" / "variorum" / "apparatus" / "profiles"
SETS = Conventions(conventions.load("soviet-archives").value)


@pytest.mark.parametrize("name", profile_names())
def test_a_profile_of_ours_is_clean(name: str) -> None:
    loaded = load_profile(name)
    assert loaded.diagnostics == ()
    table = tomllib.loads((PROFILES / f"{name}.toml").read_text("utf-8"))
    assert loaded.value.title == table["title"]
    assert set(loaded.value.nodes) == set(table.get("node", {}))


def test_every_key_of_show_can_be_changed() -> None:
    assert {one.name for one in fields(Show)} | {"note"} == set(keys(NodePrint))


def own(folder: Path, text: str) -> tuple[Profile, list[tuple[type, str, str]]]:
    (folder / "mine.toml").write_text(text, "utf-8")
    loaded = load_profile("mine.toml", Span("edition.toml", 6, 11, 6, 22), EditionFolder(folder))
    found = [*loaded.diagnostics, *unknown_signs(loaded.value, SETS)]
    return loaded.value, [(type(one), str(one.span), f"{one.message} {one.hint}") for one in found]


def test_a_profile_extends_another_key_by_key(tmp_path: Path) -> None:
    mine, found = own(
        tmp_path,
        'extends = "reading"\ntextual_notes = true\n[node.Added]\nsilent = false\nstyle = "inserted"\n'
        '[sign.omission]\ntext = "…"\nnote = "left out"',
    )
    assert found == []
    assert mine.title == load_profile("reading").value.title
    assert mine.textual_notes is True
    assert mine.nodes["Added"] == {"silent": False, "style": "inserted"}
    assert mine.nodes["PageBreak"] == {"silent": True}
    assert mine.signs == {"omission": {"text": "…", "note": "left out"}}


WRONG = {
    "an unknown key": (
        "line_end = true",
        KeyUnknown,
        "1:1",
        "the profile has no key “line_end” Did you mean",
    ),
    "a node that is none": ("[node.PageBrake]", KeyUnknown, "1:7", "Did you mean “PageBreak”?"),
    "a sign that is none": ("[sign.omision]\nsilent = true", SignUnknown, "1:7", "Did you mean “omission”?"),
    "an id that is none": ('[sign."a\\u0000"]', KeyUnknown, "1:7", "Take U+0000 out."),
    "an id of 5,000 letters": (f"[sign.{'a' * 5000}]", KeyUnknown, "1:7", "a…”"),
    "a key of a node": ("[node.Added]\nsilence = true", KeyUnknown, "2:1", "Did you mean “silent”?"),
    "a key of a sign": ("[sign.omission]\nsytle = 3", KeyUnknown, "2:1", "Did you mean “style”?"),
    "a word for a switch": ('emended = "true"', ValueWrong, "1:11", "Write true without quotes."),
    "a head that is none": ('head = "print"', ValueWrong, "1:8", "Did you mean “printed”?"),
    "a list for a node": ("node.Added = [1]", ValueWrong, "1:14", "a table: [node.Added]"),
    "a text for nodes": ('node = "Added"', ValueWrong, "1:8", "a table: [node]"),
    "a role that is none": ('[node.Added]\nrole = "script"', ValueWrong, "2:8", "“span” or “em”"),
    "a role misspelt": ('[node.Added]\nrole = "lable"', ValueWrong, "2:8", "Did you mean “label”?"),
    "a style that ends its attribute": (
        '[node.Added]\nstyle = "x\\" onload=\\"y"',
        ValueWrong,
        "2:9",
        "a name",
    ),
    "a style with a blank": ('[node.Added]\nmark_style = "a b"', ValueWrong, "2:14", "a name of letters"),
    "a series that is none": ('[node.Remark]\nas_note = "editoral"', ValueWrong, "2:11", "“editorial”"),
    "letters that are hidden": ('[node.Unclear]\neach = "x"', ValueWrong, "2:8", "with {character} in it"),
    "a style in a template": ('[node.Gap]\ntext = "{lemma:a\\"b}"', ValueWrong, "2:8", "names no style"),
    "braces without end": (f'[node.Gap]\ntext = "{"{a?" * 200}"', ValueWrong, "2:8", "12 deep"),
    "a text of 5,000 letters": (f'[node.Gap]\ntext = "{"a" * 5000}"', ValueWrong, "2:8", "5,000 characters"),
    "a text with NUL": ('[node.Gap]\nopen = "\\u0000"', ValueWrong, "2:8", "Take the character U+0000 out."),
    "a number beyond measure": (f"emended = {'9' * 5000}", TomlMalformed, "1:11", "64 bits"),
    "tables beyond measure": (f"node{'.a' * 20_000} = 1", TomlMalformed, "1:1", "100 deep"),
    "a profile that is not there": ('extends = "readin"', ProfileUnknown, "1:11", "Did you mean “reading”?"),
    "a profile outside": ('extends = "../a.toml"', FileOutside, "1:11", ".."),
    "a profile with NUL": ('extends = "a\\u0000.toml"', FileNameUnfit, "1:11", "U+0000"),
    "a ring": ('extends = "mine.toml"', ValueWrong, "1:11", "mine.toml → mine.toml"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_a_finding_at_its_place(tmp_path: Path, name: str) -> None:
    text, kind, place, says = WRONG[name]
    _, ((found, where, words),) = own(tmp_path, text)
    assert (found, where) == (kind, f"mine.toml:{place}")
    assert says in words
    assert len(words) < 500


@pytest.mark.parametrize(
    ("said", "language", "words", "found"),
    [
        ('note = "lies {corr}"', "de", "lies {corr}", []),
        ('note = { en = "read {corr}", de = "lies {corr}" }', "de-AT", "lies {corr}", []),
        ('note = { en = "read {corr}", de = "lies {corr}" }', "en-GB", "read {corr}", []),
        ('note = { en = "read {corr}" }', "fr", "read {corr}", ["“mine.toml” lacks 1 of its texts in “fr”"]),
        ('note = { en = "{corr}" }', "fr", "{corr}", []),
        ('note = { de = "lies" }\n[node.Gap]\ntext = { de = "fehlt" }', "de", "lies", []),
        ("note = {}", "de", None, ["“note” must be a text of at most 1,000 characters"]),
        ('note = { "e n" = "x" }', "de", None, ["“e n” must be a language tag"]),
    ],
)
def test_the_words_of_a_profile_are_those_of_the_language(
    tmp_path: Path, said: str, language: str, words: str | None, found: list[str]
) -> None:
    (tmp_path / "mine.toml").write_text(f"[node.Corrected]\n{said}\n", "utf-8")
    loaded = load_profile("mine.toml", None, EditionFolder(tmp_path), language)
    assert loaded.value.nodes["Corrected"].get("note") == words
    assert [one.message[: len(start)] for one, start in zip(loaded.diagnostics, found, strict=True)] == found


def test_our_profiles_speak_german(tmp_path: Path) -> None:
    for name in profile_names():
        assert load_profile(name, language="de").diagnostics == ()
    assert (
        load_profile("diplomatic", language="de").value.nodes["Corrected"]["note"]
        == "{sic}] {corr?lies {corr}{unsure??}}{sic_only?sic}"
    )


def test_a_profile_of_an_edition_is_printed_by_and_its_faults_are_shown(desk: Desk) -> None:
    root = desk.edition('profile = "mine.toml"\n' + TOML)
    mine = root / "mine.toml"
    mine.write_text('extends = "reading"\n[sign.omission]\ntext = "(some words)"\n', "utf-8")
    assert desk.variorum("build", "letters", "--to", "epub", "--out", "out", "--jobs", "1").status == 0
    printed = desk.variorum("model", "letters", "--origins").out
    assert "(some words)" in printed
    assert "[page two]" not in printed
    assert desk.variorum("check", "letters", "--profile", "edition").status == 0
    mine.write_text("[sign.omision]\nsilent = true\n", "utf-8")
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (1, ["letters/mine.toml:1:7 sign-unknown"])
    assert "1 │ [sign.omision]" in said.out


def test_the_published_schema_is_that_of_the_keys() -> None:
    published = (ROOT / "src" / "variorum" / "profile.schema.json").read_text("utf-8")
    assert published == schema.text("profile"), "make schemas"
    described = json.loads(published)
    Draft202012Validator.check_schema(described)
    for path in PROFILES.glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        assert [one.message for one in Draft202012Validator(described).iter_errors(table)] == []


def test_a_node_that_a_profile_prints_without_a_mark_is_silent() -> None:
    """The legend tells what the set says of a sign that is seen; of bare words that would not be true."""
    bare = [
        (name, node)
        for name in profile_names()
        for node, said in load_profile(name).value.nodes.items()
        if not re.sub(r"\{[^{}]*(\{[^{}]*\})?[^{}]*\}", "", str(said.get("text", "{}")))
        and "text" in said
        and not said.get("silent")
    ]
    assert bare == []
