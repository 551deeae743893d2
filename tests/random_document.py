"""Documents with many notes, made from a seed: what page-foot notes are tried on."""

from __future__ import annotations

import random

from invented import a_run

from variorum.model import Imprint
from variorum.publication import (
    Call,
    Para,
    PInline,
    Place,
    Publication,
    PublishedDocument,
    PublishedNote,
    Series,
    Title,
)

TEXT = (
    "the commission resolved that every station should report within the month upon measures taken "
    "against hostile propaganda and upon the international movement whose leaders had visited several "
    "capitals during autumn negotiations a to of in no so we it is be"
)
WORDS = TEXT.split()
RUNNING = (a_run("No 1"), a_run("1 May"))
SERIES = (Series("editorial", a_run("Notes"), Place.FOOT),)


def random_document(seed: int, long_note: int = 0) -> PublishedDocument:
    """Return a document of 60 paragraphs with 120 to 250 notes of 5 to 120 words.

    `long_note` is the length that one of them has instead, if it is not 0.
    """
    chance = random.Random(seed)
    count = chance.randint(120, 250)
    places = sorted(chance.randrange(60) for _ in range(count))
    notes: list[PublishedNote] = []
    body = []
    for number in range(60):
        body.append(Para("body" if number else "first", paragraph(chance, places.count(number), notes, seed)))
    if long_note:
        middle = notes[len(notes) // 2]
        notes[len(notes) // 2] = note(middle.id, middle.label.text, words(chance, long_note), middle.call)
    name = f"random{seed}"
    head = (Title("document-title", 1, (a_run("A paper"),), a_run("A paper"), f"{name}_head"),)
    return PublishedDocument(name, a_run("A paper"), RUNNING, head, tuple(body), tuple(notes), "en-GB")


def paragraph(
    chance: random.Random, calls: int, notes: list[PublishedNote], seed: int
) -> tuple[PInline, ...]:
    """Return the inlines of a paragraph, and add its notes."""
    parts: list[PInline] = []
    for _ in range(calls):
        label = str(len(notes) + 1)
        name = f"r{seed}_n{label}"
        parts.append(a_run(words(chance, chance.randint(1, 40))))
        parts.append(Call(f"{name}_call", name, a_run(label), "editorial"))
        parts.append(a_run(" "))
        notes.append(note(name, label, words(chance, chance.randint(5, 120)), f"{name}_call"))
    return (*parts, a_run(words(chance, chance.randint(10, 90)) + "."))


def note(name: str, label: str, text: str, call: str) -> PublishedNote:
    """Return a note of one paragraph."""
    return PublishedNote(name, "editorial", a_run(label), (Para("first", (a_run(text),)),), call)


def words(chance: random.Random, count: int) -> str:
    """Return some words."""
    return " ".join(chance.choice(WORDS) for _ in range(count))


def publication(document: PublishedDocument) -> Publication:
    """Return a publication of one document."""
    imprint = Imprint("A volume", modified="2024-05-01", language="en-GB")
    return Publication(document.id, imprint, (), "edition", (document,), SERIES)
