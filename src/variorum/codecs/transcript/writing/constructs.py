"""Writing nodes as constructs: the form of a transcript in which every node and fact can be said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from variorum.codecs.transcript.construct_call import quoted_value
from variorum.codecs.transcript.reading.block_lines import ITEM, RULE
from variorum.codecs.transcript.strand import is_escaped
from variorum.conventions.typed_text import join_list
from variorum.model import (
    NO_FACTS,
    Declaration,
    Document,
    Hand,
    Head,
    Inline,
    Node,
    Note,
    Text,
    Witness,
)
from variorum.model.schema import Content, attributes, shape

SPECIAL = re.compile(r"[\\\[\]{}|*^~<]")


def escaped(text: str, marks: Iterable[str]) -> str:
    """Return words in which nothing is a mark of the transcript or a sign of the set."""
    return escaped_by(SPECIAL, text, marks)


def escaped_by(special: re.Pattern[str], text: str, marks: Iterable[str]) -> str:
    """Return words with a backslash before what a pattern finds, and before each character of a mark."""
    pattern = _special(special, tuple(marks))
    return pattern.sub(lambda found: "".join(f"\\{character}" for character in found[0]), text)


@cache
def _special(special: re.Pattern[str], marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join((special.pattern, *map(re.escape, marks))))


def secured(text: str) -> str:
    """Return the words of a block so that its beginning is no mark and its ends keep their blanks."""
    if text.startswith((" ", ":", "#")):
        text = "\\" + text
    if text.endswith(" ") and not is_escaped(text, len(text) - 1):
        text = text[:-1] + "\\ "
    found = ITEM.match(text)
    if found is not None:
        at = found.end("label") - 1 if found["label"] else 0
        text = f"{text[:at]}\\{text[at:]}"
    return "\\" + text if RULE.match(text) else text


def inline(node: Node, marks: tuple[str, ...]) -> str:
    """Return an inline as a construct; plain words are escaped."""
    if isinstance(node, Text) and node.facts == NO_FACTS:
        return escaped(node.value, marks)
    parts: list[str] = []
    for content in shape(node).contents:
        found = getattr(node, content.field)
        if content.holds == "inlines":
            parts.append(inlines(found, marks))
        else:
            parts.extend(inline(child, marks) for child in (found if content.many else (found,)))
    while parts and not parts[-1]:
        parts.pop()
    inside = "".join(f"|{part}" for part in parts)
    return f"{{{shape(node).name}{data(node)}{inside}}}"


def inlines(nodes: Iterable[Inline], marks: tuple[str, ...]) -> str:
    """Return inlines one after the other."""
    return "".join(inline(node, marks) for node in nodes)


def data(node: Node, but: tuple[str, ...] = ()) -> str:
    """Return the data of a node as they stand behind its name."""
    pairs = ((a.key, value) for a, value in attributes(node) if a.key not in but)
    return "".join(f" {key}={quoted_value(as_text(value))}" for key, value in pairs)


def as_text(value: Any) -> str:
    """Return a datum as its characters."""
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return join_list(value)
        case _:
            return str(value)


def block(node: Node, marks: tuple[str, ...], but: tuple[str, ...] = ()) -> str:
    """Return a block as a construct."""
    contents = shape(node).contents
    if len(contents) == 1 and contents[0].holds == "inlines":
        return fenced(
            shape(node).name + data(node, but), block_words(getattr(node, contents[0].field), marks)
        )
    main = next((content for content in contents if content.holds != "inlines"), None)
    parts = [
        fenced(content.field, content_apart(getattr(node, content.field), content, marks))
        for content in contents
        if content is not main and getattr(node, content.field)
    ]
    if main is not None:
        parts += [block(child, marks) for child in getattr(node, main.field)]
    return fenced(shape(node).name + data(node, but), "\n\n".join(parts))


def content_apart(found: Any, content: Content, marks: tuple[str, ...]) -> str:
    """Return the content of a node that stands in a block of its own."""
    if content.holds == "inlines":
        return block_words(found, marks)
    return "\n\n".join(block(child, marks) for child in found)


def block_words(nodes: Iterable[Inline], marks: tuple[str, ...]) -> str:
    """Return the words of a block."""
    return secured(inlines(nodes, marks))


def fenced(head: str, content: str) -> str:
    """Return content between the lines of a block construct."""
    return f"::: {head}\n{content}\n:::" if content else f"::: {head}\n:::"


def head(node: Head, marks: tuple[str, ...]) -> str:
    """Return the head of a document."""
    return block(node, marks)


def list_construct(name: str, nodes: Iterable[Declaration | Hand | Witness], marks: tuple[str, ...]) -> str:
    """Return the declarations, hands or witnesses of a document, in a construct of that name."""
    return fenced(name, "\n\n".join(block(node, marks) for node in nodes))


def note(node: Note, marks: tuple[str, ...]) -> str:
    """Return a note."""
    return block(node, marks)


def closing(document: Document, marks: tuple[str, ...]) -> str:
    """Return the closing note about the paper."""
    return fenced("closing-note", "\n\n".join(block(node, marks) for node in document.closing))


def document_data(document: Document) -> str:
    """Return the facts of a document as a construct; id, base and languages stand in edition.toml."""
    facts = data(document, ("id", "base", "languages"))
    return f"::: document{facts}\n:::" if facts else ""
