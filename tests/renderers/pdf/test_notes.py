"""Page-foot notes: every note once, on the page of its call or the next, nothing over the edge."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from invented import a_run
from random_document import SERIES, publication, random_document

from variorum import extract, style
from variorum.contract import Setting
from variorum.extract import Extract, Kind
from variorum.proof import prove
from variorum_pdf import renderer
from variorum_pdf.read.content import canvas_of

HOUSE = style.load("house").value
SETTING = Setting(HOUSE, SERIES, a_run("A volume"), "en-GB")


def finished(seed: int, long_note: int = 0) -> tuple[bytes, Extract]:
    """Return a random document as a PDF, and what is read back from it."""
    document = random_document(seed, long_note)
    sheet = renderer.typeset(document, SETTING)
    assert not sheet.diagnostics, [found.message for found in sheet.diagnostics]
    bound = renderer.bind(publication(document), [sheet.value], SETTING)
    assert not bound.diagnostics
    return bound.value, renderer.extract(bound.value)


def places(found: Extract) -> dict[str, tuple[int, int, int]]:
    """Return for each note the pages of its call, of its label, and of its last word."""
    calls: dict[str, int] = {}
    for name, tokens in found.streams.items():
        if not name.startswith("note/"):
            for token in tokens:
                if token.kind is Kind.CALL and token.note:
                    calls.setdefault(token.note, int(token.place.split()[1]))
    pages = {}
    for note, call in calls.items():
        tokens = found.streams[extract.note(note)]
        pages[note] = (call, int(tokens[0].place.split()[1]), int(tokens[-1].place.split()[1]))
    return pages


@pytest.mark.parametrize("seed", range(3))  # `make bench` sets ten
def test_every_note_stands_once_with_its_call(seed: int) -> None:
    data, found = finished(seed)
    document = random_document(seed)
    proof = prove(publication(document), HOUSE, found, "random.pdf")
    assert proof.passed, [fault.message for fault in proof.diagnostics]
    stand = places(found)
    assert len(stand) == len(document.notes) >= 120
    whole = sum(call == first == last for call, first, last in stand.values())
    assert whole / len(stand) >= 0.97
    assert all(first in (call, call + 1) and last <= call + 1 for call, first, last in stand.values())
    assert_clean(data)


def test_a_note_of_seven_hundred_words_goes_on_over_the_page() -> None:
    data, found = finished(3, 700)
    document = random_document(3, 700)
    assert prove(publication(document), HOUSE, found, "random.pdf").passed
    assert_clean(data)
    long = max(document.notes, key=lambda note: len(found.streams[extract.note(note.id)]))
    call, first, last = places(found)[long.id]
    assert call == first < last <= call + 3


def assert_clean(data: bytes) -> None:
    """Fail if lines come nearer than type allows, or ink leaves the type area."""
    page = HOUSE.page
    low = page.margin_bottom_mm / 25.4 * 72 - 1
    high = (page.height_mm - page.margin_top_mm) / 25.4 * 72 + 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        programs: dict[Any, Any] = {}
        for number, sheet in enumerate(pdf.pages):
            lines = sorted(
                {
                    (stretch.baseline, stretch.size)
                    for stretch in canvas_of(sheet, programs).stretches
                    if not stretch.artifact and stretch.size > 8
                },
                reverse=True,
            )
            assert all(low <= base - 0.3 * size and base + 0.7 * size <= high for base, size in lines), number
            for (above, _), (below, size) in pairwise(lines):
                assert above - below > 0.95 * size, (number, above, below)
