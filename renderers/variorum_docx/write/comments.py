"""Queries as comments: what stands in the part of the comments. Their marks in the text are anchors."""

from __future__ import annotations

from variorum.ooxml.elements import printable, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import PublishedQuery
from variorum_docx.write.desk import Desk, Surroundings
from variorum_docx.write.inlines import inlines


def comment(query: PublishedQuery, desk: Desk) -> Element:
    """Set a query as a comment; the schema wants the name of an author, and Word a paragraph."""
    around = Surroundings(desk.style.block("note"), in_footnote=True)
    paragraphs = [w("p", *inlines(line, around, desk)) for line in query.lines] or [w("p")]
    paragraphs[0].insert(0, w("r", w("annotationRef")))
    made = w("comment", *paragraphs, id=query.id)
    for name, value in (("author", query.author), ("initials", query.initials), ("date", query.date)):
        if value or name == "author":
            made.set(q(name), printable(value))
    return made
