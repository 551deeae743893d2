"""Whose words are printed: those of the source bear its signs, those of the edition are plain prose."""

from __future__ import annotations

from apparatus.printed import document, edition, lines, note_lines, p, published, t

from variorum import conventions
from variorum.model import (
    Emphasis,
    EmphasisKind,
    Field,
    FieldKind,
    Gap,
    Head,
    Note,
    NoteRef,
    Remark,
    RemarkBlock,
    Voice,
)

ITALIC = Emphasis(EmphasisKind.ITALIC, (t("Pravda"),))


def test_italics_are_italics_where_the_edition_speaks_and_a_sign_where_its_source_does() -> None:
    data = Field(FieldKind.DATE, (t("1 May"),)), Field(FieldKind.TITLE, (t("On "), ITALIC))
    about = Field(FieldKind.ABSTRACT, (t("Of "), ITALIC))
    head = Head((p(data[0], " ", data[1], about),))
    gap = Gap("omitted", summary=(t("On "), ITALIC), by=Voice.EDITOR)
    words = p("The ", ITALIC, Remark((t("so "), ITALIC)), gap, NoteRef("a"), NoteRef("b"))
    notes = Note("a", (p("See ", ITALIC),)), Note("b", (p("See ", ITALIC),), voice=Voice.SOURCE)
    signs = conventions.load("soviet-archives").value
    edited = edition(document(words, RemarkBlock((p(ITALIC),)), notes=notes, head=head))
    made = published(edited, signs=signs).value.documents[0]
    printed = [*lines((*made.head, *made.body), bare=True), *note_lines(made)]
    assert printed == [
        "1 May",
        "On <italic>Pravda</>",
        "Of <italic>Pravda</>.",
        "The <spaced>Pravda</><remark><upright>[</>so <italic>Pravda</><upright>]</></>"
        "<gap><gap-mark>[…]</></> [On <italic>Pravda</>]^1^2",
        "remark",
        "  <upright>[</><italic>Pravda</><upright>]</>",
        "editorial 1 pNone: See <italic>Pravda</>",
        "editorial 2 pNone: See <spaced>Pravda</> <wording>[Note in the source.]</>",
    ]
