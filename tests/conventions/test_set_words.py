"""The words of the sets that come with variorum: each in every language that there is, of the same fields."""

from __future__ import annotations

import importlib.resources
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from variorum.conventions import load, names
from variorum.conventions.layers import names as set_names
from variorum.conventions.texts import SHOWN, TEXTS, has_words
from variorum.words.language import names as languages

FIELDS = re.compile(r"\{(\w+|…)")
SHIPPED = importlib.resources.files("variorum.conventions") / "sets"


def table_of(name: str) -> dict[str, Any]:
    return tomllib.loads((SHIPPED / f"{name}.toml").read_text("utf-8"))


def texts(table: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the sign, the key and what is said under it, of all that may be said by language."""
    yield "", "title", table["title"]
    for sign in table["sign"]:
        yield from ((sign["id"], key, sign[key]) for key in TEXTS if key in sign)
        show = sign.get("show", {})
        yield from ((sign["id"], f"show.{key}", show[key]) for key in SHOWN if key in show)


@pytest.mark.parametrize("name", set_names())
def test_words_are_said_by_language(name: str) -> None:
    """What has words is a table by language; a sample in the notation of a set has the words of nobody."""
    table = table_of(name)
    alone = [
        f"{sign}.{key}"
        for sign, key, said in texts(table)
        if not isinstance(said, dict) and has_words(said) and not (key == "sample" and "notation" in table)
    ]
    assert alone == []


@pytest.mark.parametrize("name", set_names())
def test_every_language_has_them_all(name: str) -> None:
    wider = {language.partition("-")[0] for language in languages()}
    for sign, key, said in texts(table_of(name)):
        if isinstance(said, dict):
            assert set(said) - set(languages()) == set(), f"{sign}.{key}"
            assert wider <= set(said), f"{sign}.{key}"


@pytest.mark.parametrize("name", set_names())
def test_every_language_has_the_same_fields(name: str) -> None:
    for sign, key, said in texts(table_of(name)):
        if isinstance(said, dict):
            fields = {tag: set(FIELDS.findall(str(text))) for tag, text in said.items()}
            assert len({frozenset(one) for one in fields.values()}) == 1, (f"{sign}.{key}", fields)


BY_A_HAND = ("Added", "Deleted", "Replaced", "Restored", "Transposed", "Written")
"""What somebody has done to words of a source, with something; an underline, a circle too."""
LOOKS = ("underline", "circled")
TOLD = {"hand": {"hand"}, "with": {"with", "medium", "written"}, "place": {"place"}}
"""What a note tells of it, and the fields any of which says so."""


@pytest.mark.parametrize("name", set_names())
def test_notes_tell_who_did_it_with_what_and_where(name: str) -> None:
    untold = []
    for sign in table_of(name)["sign"]:
        means, note = sign.get("means", {}), sign.get("note")
        if not note or not (means.get("node") in BY_A_HAND or means.get("kind") in LOOKS):
            continue
        said = set(FIELDS.findall(str(note)))
        wanted = [what for what in TOLD if what != "place" or means["node"] == "Added"]
        untold += [(sign["id"], what) for what in wanted if not said & TOLD[what]]
    assert untold == []


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", names())
def test_a_set_loads_in_every_language_without_findings(name: str, language: str) -> None:
    loaded = load(name, language=language)
    assert loaded.diagnostics == ()
    assert all(sign.legend.endswith(".") for sign in loaded.value.signs if sign.legend)
