"""The specimen uses every sign of its convention set, and the constructs that are hard to print."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest
from press import SEEDS

from variorum import conventions
from variorum.model import (
    Added,
    Cell,
    Document,
    Endorsement,
    EndorsementKind,
    Heading,
    List,
    NoteRef,
    PageBreak,
    Paragraph,
    Text,
    Voice,
)
from variorum.model.walk import children, descend, plain
from variorum.press import Request
from variorum.press.preparation import prepare

SET = conventions.load("soviet-archives").value
EXPLAINED = [sign.id for sign in SET.signs if sign.legend]
"""The signs that a legend explains; the others are marks of the transcript alone."""


@cache
def documents() -> tuple[Document, ...]:
    edition = prepare(str(SEEDS / "specimen"), Request()).edition
    assert edition is not None
    return edition.documents


@cache
def signs_in_use() -> frozenset[str]:
    found = {
        sign.id
        for document in documents()
        for node in descend(document)
        if (sign := SET.sign_for(node, document.base))  # type: ignore[arg-type]
    }
    return frozenset(found)


@pytest.mark.parametrize("sign", EXPLAINED)
def test_the_specimen_uses_every_sign(sign: str) -> None:
    assert sign in signs_in_use()


def holds(outer: type, inner: type) -> bool:
    """Return whether a node of one kind stands somewhere in a node of another."""
    nodes = (node for document in documents() for node in descend(document) if isinstance(node, outer))
    return any(isinstance(below, inner) for node in nodes for below in descend(node))


def parts_a_word(kind: type) -> bool:
    """Return whether a node of this kind stands between two letters."""
    for document in documents():
        for paragraph in descend(document):
            nodes = children(paragraph) if isinstance(paragraph, Paragraph) else ()
            for last, node, following in zip(nodes, nodes[1:], nodes[2:], strict=False):
                match last, following:
                    case Text(before), Text(behind) if isinstance(node, kind):
                        if before[-1:].isalpha() and behind[:1].isalpha():
                            return True
                    case _:
                        pass
    return False


def test_notes_are_called_from_a_cell_and_a_heading_and_pages_begin_in_a_list_and_a_word() -> None:
    assert holds(Cell, NoteRef)
    assert holds(Heading, NoteRef)
    assert holds(List, PageBreak)
    assert parts_a_word(PageBreak)
    assert parts_a_word(Added)


def test_a_resolution_stands_in_the_margin() -> None:
    nodes = [node for document in documents() for node in descend(document) if isinstance(node, Endorsement)]
    placed = {(node.kind, node.facts.place) for node in nodes}
    assert (EndorsementKind.RESOLUTION, "margin-left") in placed


def test_there_are_notes_of_translator_and_editor_and_one_of_seven_hundred_words() -> None:
    notes = [note for document in documents() for note in document.notes]
    assert {note.voice for note in notes} >= {Voice.EDITOR, Voice.TRANSLATOR}
    assert max(len(plain(note.blocks).split()) for note in notes) >= 700


def test_there_are_words_in_three_scripts() -> None:
    text = "".join(plain(document) for document in documents())
    scripts = {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}
    assert scripts >= {"LATIN", "GREEK", "CYRILLIC"}
