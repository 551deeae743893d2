"""What the contents list besides the documents."""

from __future__ import annotations

from dataclasses import replace

from apparatus.printed import document, edition, matter, p, published, t

from variorum.model import Heading


def test_the_contents_list_the_headings_of_a_document_alone() -> None:
    def heading(level: int, words: str) -> Heading:
        return Heading((t(words),), level)

    body = (
        *(heading(1, "One"), p("a"), heading(2, "Deep"), p("b"), heading(3, "Deeper"), p("c")),
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
