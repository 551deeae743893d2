"""A head is printed again in contents and running heads, without its calls whose notes are not there."""

from __future__ import annotations

import pytest
from apparatus.printed import document, edition, lines, matter, p, published, t

from variorum.model import Field, FieldKind, Head


@pytest.mark.parametrize(
    ("printed", "again"),
    [
        ("November 23, 1963⁸⁶", "November 23, 1963"),
        ("November 23, 1963[104]", "November 23, 1963"),
        ("October 22, 1963 at 50", "October 22, 1963"),
        ("November 22, 1963 №82", "November 22, 1963"),
        ("No later than November 25, 1963", "No later than November 25, 1963"),
        ("July 12, 1963, 8:11 p.m.", "July 12, 1963, 8:11 p.m."),
        ("1963 November 12", "1963 November 12"),
        ("3 May 1963–4 June 1964", "3 May 1963–4 June 1964"),
    ],
)
def test_a_call_without_a_note_is_not_printed_again_with_its_date(printed: str, again: str) -> None:
    dated = Head(
        (p(Field(FieldKind.DATE, (t(printed),), key="1963-11-23"), Field(FieldKind.TITLE, (t("A"),))),)
    )
    made = published(edition(document(p("a"), head=dated))).value
    assert f"  first: <contents-date>{again}</>\u2003(A -> #d)" in matter(made, "contents")
    assert made.documents[0].running[1].text == again
    assert lines(made.documents[0].head)[0] == f"document-date: {printed}"


@pytest.mark.parametrize(
    ("printed", "again"),
    [("A letter[12]", "A letter"), ("A letter⁸", "A letter"), ("A field of 5 m²", "A field of 5 m²")],
)
def test_nor_with_its_title(printed: str, again: str) -> None:
    made = published(edition(document(p("a"), head=Head((p(Field(FieldKind.TITLE, (t(printed),))),))))).value
    assert f"  first: ({again} -> #d)" in matter(made, "contents")
    assert lines(made.documents[0].head)[0] == f"document-title: {printed}"
