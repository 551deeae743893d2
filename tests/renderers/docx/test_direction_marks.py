"""Signs between two stretches from left to right, in a paragraph from right to left: marked for Writer."""

from __future__ import annotations

import pytest

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum_docx.direction_marks import part_stretches, unmarked

MARK = "\N{RIGHT-TO-LEFT MARK}"


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        (("London", ". ", "[page 2]"), ("London", f". {MARK}", "[page 2]")),
        (("London", ". ", "שלום"), ("London", ". ", "שלום")),
        (("שלום", ". ", "London"), ("שלום", ". ", "London")),
        (("London", " ", "Geneva"), ("London", " ", "Geneva")),
        (("London", ", 12", ". ", "Geneva"), ("London", ", 12", f". {MARK}", "Geneva")),
        (("London", f". {MARK}", "Geneva"), ("London", f". {MARK}{MARK}", "Geneva")),
        (("London", f"שלום{MARK}", "Geneva"), ("London", f"שלום{MARK}", "Geneva")),
    ],
)
def test_what_is_marked_is_read_as_it_was(runs: tuple[str, ...], written: tuple[str, ...]) -> None:
    """A mark of the source’s own stays: what is written has one more, of which the reader takes one away."""
    paragraph = w("p", *(w("r", text(one)) for one in runs))
    part_stretches(paragraph)
    said = tuple(one.text or "" for one in paragraph.iter(q("t")))
    assert said == written
    assert tuple(map(unmarked, said)) == runs
