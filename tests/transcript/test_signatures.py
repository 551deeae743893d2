"""Which names under a text are signatures by their form, in every set that knows them by it."""

from __future__ import annotations

import pytest

from variorum import conventions
from variorum.codecs.transcript.reading.document import read
from variorum.doors import ReadOptions
from variorum.model import Line, LineKind
from variorum.source import Source

SETS = ("soviet-archives", "russian-archives", "frus", "guide")
SIGNED = ("A. Clerk", "Anna B. Clerk", "Anna B. CLERK", "ANNA B. CLERK")
SENT = ("Comrade B. Clerk", "To B. Clerk", "The lamp is out. Clerk")


def last(line: str, convention: str) -> LineKind | None:
    text = f"The keeper of the lamp wrote to the board.\n\n{line}\n"
    reading = read(
        Source("one.txt", text), conventions.load(convention).value, ReadOptions("one", "typed")
    ).value
    end = reading.document.body[-1]
    return end.kind if isinstance(end, Line) else None


@pytest.mark.parametrize("convention", SETS)
@pytest.mark.parametrize("line", SIGNED)
def test_a_name_under_a_text_is_a_signature(line: str, convention: str) -> None:
    assert last(line, convention) is LineKind.SIGNATURE


@pytest.mark.parametrize("convention", ["soviet-archives", "russian-archives"])
@pytest.mark.parametrize("line", SENT)
def test_whom_a_copy_goes_to_has_not_signed_it(line: str, convention: str) -> None:
    assert last(line, convention) is not LineKind.SIGNATURE
