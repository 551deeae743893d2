"""What the contents list besides the documents."""

from __future__ import annotations

from dataclasses import replace

from apparatus.printed import document, edition, lines, matter, p, published, t

from variorum.model import Field, FieldKind, Head, Heading


def test_the_contents_list_the_headings_of_a_document_alone() -> None:
    def heading(level: int, words: str) -> Heading:
        return Heading((t(words),), level)

    body = (
        *(
            heading(1, "One"),
            p("a"),
            heading(2, "Contents"),
            p("Deep 3"),
            heading(2, "Deep"),
            p("b"),
            heading(3, "Deeper"),
            p("c"),
        ),
        *(heading(1, "Two"), p("d")),
    )
    alone = published(edition(document(*body))).value
    assert matter(alone, "contents") == [
        "matter-title: Contents",
        *("contents -", "  first: (One -> #d)"),
        *("  contents-below -", "    first: (Deep -> #d_heading_Deep)"),
        *("    contents-below -", "      first: (Deeper -> #d_heading_Deeper)"),
        *("  contents-below -", "    first: (Two -> #d_heading_Two)"),
    ]
    one, other = (replace(document(*body), id=name) for name in ("d", "e"))
    assert len(matter(published(edition(one, other)).value, "contents")) == 5


def test_a_heading_far_behind_the_beginning_is_no_title_of_the_document() -> None:
    far = (p("A Journal"), p("Volume six"), p("word " * 400), Heading((t("2. On Lamps"),), 1), p("x"))
    made = published(edition(document(*far))).value.documents[0]
    assert made.title.text == "A Journal"
    assert [line for line in lines(made.body) if "Journal" in line] == []  # printed once, as the title
    near = (p("A Journal"), Heading((t("On Lamps"),), 1), p("x"))
    assert published(edition(document(*near))).value.documents[0].title.text == "On Lamps"
    sentence = (p("It was wet."), p("word " * 400), Heading((t("On Lamps"),), 1), p("x"))
    assert (
        published(edition(document(*sentence))).value.documents[0].title.text
        == "It was wet. word word word …"
    )


def test_a_date_that_the_title_tells_is_listed_once() -> None:
    def listed(title: str) -> str:
        date = Field(FieldKind.DATE, (t("16. 10. [1911?]"),))
        head = Head(added=(p(Field(FieldKind.TITLE, (t(title),)), date),))
        return (
            matter(published(edition(document(p("Text."), head=head))).value, "contents")[2]
            .replace("\u00a0", " ")
            .strip()
        )

    assert listed("Ann an Tom, 16. 10. [1911?]") == "first: (Ann an Tom, 16. 10. [1911?] -> #d)"
    assert listed("Ann an Tom") == "first: <contents-date>16. 10. [1911?]</>\u2003(Ann an Tom -> #d)"
