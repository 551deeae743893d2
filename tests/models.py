"""Generated documents: every node and every fact of the model, in any nesting that the model allows."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from hypothesis import strategies as st

from variorum.model import Document, Head
from variorum.model.schema import SHAPES, Attribute, Content, Shape, build

INLINES = tuple(name for name, shape in SHAPES.items() if shape.stands == "inline" and name != "Text")
BLOCKS = tuple(name for name, shape in SHAPES.items() if shape.stands == "block")

# What bites: marks of the transcript, signs of the set, beginnings of blocks, blanks, several scripts.
PIECES = (
    *(
        "word",
        "Kryuchkov",
        "1977",
        "détente",
        "маяк",
        "ἀλκυών",
        "’",
        "“",
        "”",
        '"',
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
    ),
    *(" ", "  ", "\N{NO-BREAK SPACE}", "*", "**", "^", "~~", "<u>", "</u>", "\\", "|", "{", "}", "[", "]"),
    *(
        "[page two]",
        "[…]",
        "…",
        "...",
        "[1]",
        "[^a]",
        "{gap}",
        "{added|x}",
        "[Stamp]",
        "# ",
        "- ",
        "1. ",
        "::: x",
    ),
    *(":::", "-----", "=====", "(a) ", "– ", "[^a]: ", "26 August 1977", "No 644/54", "NOTES", "signed "),
)
words = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8),
)
names = st.one_of(
    st.sampled_from(("a", "b1", "orlov", "x y", "1", "r[1]", 'q"q', "k\\", "a,b", "a\nb", "{|}=")), words
)


def attribute(wanted: Attribute) -> st.SearchStrategy[Any]:
    """Return values of an attribute."""
    if wanted.many:
        return st.lists(names, min_size=1, max_size=3).map(tuple)
    if wanted.kind is bool:
        return st.booleans()
    if wanted.kind is int:
        return st.integers(1, 4)
    if issubclass(wanted.kind, StrEnum):
        return st.sampled_from(tuple(wanted.kind))
    return names


@st.composite
def node(draw: st.DrawFn, shape: Shape, depth: int) -> Any:
    """Draw a node of a class: what it needs, and some of what it may have."""
    values = {
        wanted.key: draw(attribute(wanted))
        for wanted in shape.attributes
        if wanted.required or draw(st.integers(0, 9)) == 0
    }
    contents = {content.field: draw(inside(content, depth - 1)) for content in shape.contents}
    return build(shape, values, contents, None)


def inside(content: Content, depth: int) -> st.SearchStrategy[Any]:
    """Return what a field holds."""
    match content.holds:
        case "inlines":
            return inlines(depth)
        case "blocks":
            return blocks(depth)
        case "nodes":
            kinds = st.sampled_from(content.of).flatmap(lambda name: node(SHAPES[name], depth))
            return st.lists(kinds, max_size=2 if depth > 0 else 1).map(tuple) if content.many else kinds


def inlines(depth: int) -> st.SearchStrategy[Any]:
    """Return inlines, plain words among them most often."""
    text = words.map(lambda value: build(SHAPES["Text"], {"value": value}, {}, None))
    if depth <= 0:
        return st.lists(text, max_size=1).map(tuple)
    others = st.sampled_from((*INLINES, "Text")).flatmap(lambda name: node(SHAPES[name], depth - 1))
    return st.lists(st.one_of(text, text, others), max_size=4).map(tuple)


def blocks(depth: int) -> st.SearchStrategy[Any]:
    """Return blocks; deep down only paragraphs, so that documents end."""
    names = BLOCKS if depth > 1 else ("Paragraph", "Line", "Rule")
    chosen = st.sampled_from(names).flatmap(lambda name: node(SHAPES[name], depth - 1))
    return st.lists(chosen, max_size=2 if depth < 4 else 4).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document; the ids of its notes differ."""
    notes = draw(st.lists(node(SHAPES["Note"], 3), max_size=2, unique_by=lambda note: note.id))
    facts = draw(node(SHAPES["Paragraph"], 0)).facts
    head: Head = draw(node(SHAPES["Head"], 3)) if draw(st.booleans()) else Head()
    return Document(
        "document",
        head,
        draw(blocks(4)),
        notes=tuple(notes),
        declarations=tuple(draw(st.lists(node(SHAPES["Declaration"], 2), max_size=2))),
        closing=draw(blocks(2)) if draw(st.integers(0, 3)) == 0 else (),
        base=draw(st.sampled_from((None, "typed", "handwritten"))),
        languages=draw(st.sampled_from(((), ("en-GB", "ru")))),
        hands=tuple(draw(st.lists(node(SHAPES["Hand"], 2), max_size=1))),
        witnesses=tuple(draw(st.lists(node(SHAPES["Witness"], 2), max_size=1))),
        facts=facts,
    )
