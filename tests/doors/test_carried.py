"""What formats carry less than an edition has: what their contracts say is so in their files."""

from __future__ import annotations

import json

import pytest
from damage import parts
from damage.books import book

from variorum import registry
from variorum.carried import Carried, carries, less
from variorum.cli import main
from variorum.extract import Trait

FORMATS = ("pdf", "epub", "docx", "tei")
TOLD = {
    "pdf": {Carried.MEANING, Carried.QUERIES},
    "epub": {Carried.MEANING, Carried.LEAVES, Carried.MARGIN, Carried.FOOT, Carried.QUERIES},
    "docx": {
        *(Carried.MEANING, Carried.MARGIN, Carried.SERIES, Carried.SPEECH),
        *(Carried.DRAWINGS, Carried.TYPE),
    },
    "tei": {Carried.LOOKS},
}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_less_is_told(name: str) -> None:
    assert set(less(registry.load_format(name).value)) == TOLD[name]


@pytest.mark.parametrize("name", ["pdf", "epub", "docx"])
def test_what_is_carried_is_in_the_file(name: str) -> None:
    whole = book("queries" if name == "docx" else "sample", name)
    read = whole.renderer.extract(whole.data)
    known = carries(whole.renderer)
    assert bool(read.queries) == (Carried.QUERIES in known)
    spoken = any(one.trait is Trait.SPOKEN for seen in read.traits.values() for one in seen)
    assert spoken == (Carried.SPEECH in known)


def test_typefaces_are_in_an_e_book_and_not_in_a_word_file() -> None:
    for name in ("epub", "docx"):
        held = any(
            one.endswith((".otf", ".ttf", ".woff2", ".odttf")) for one in parts(book("sample", name).data)
        )
        assert held == (Carried.TYPE in carries(registry.load_format(name).value))


def test_the_list_of_formats_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["formats", "--json"]) == 0
    told = {one["name"]: one["carries_less"] for one in json.loads(capsys.readouterr().out)["formats"]}
    assert {one["what"] for one in told["epub"]} == {one.slug for one in TOLD["epub"]}
    assert main(["formats", "--less"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert Carried.SPEECH.value in shown


def test_each_is_lacking_somewhere_and_carried_somewhere() -> None:
    formats = [carries(registry.load_format(name).value) for name in FORMATS]
    for one in Carried:
        assert any(one in known for known in formats)
        assert any(one not in known for known in formats)
