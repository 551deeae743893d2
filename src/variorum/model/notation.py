"""A one-line notation of the model: p("The " supplied("1975") " Conference").

For test cases and `variorum model`. Inside the parentheses stand first the data (`kind=register`), then
the content; where a node has several contents, `|` parts them. One that is not there and need not be is left
out with its `|` where the others are of another sort, as the lemma of a note.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from variorum.model import Document, Heading, Node, Paragraph, Text
from variorum.model.schema import Content, attributes, shape

BARE = re.compile(r"[\w.:/#+-]+", re.ASCII)


def notation(node: Node) -> str:
    """Return a node in one line."""
    match node:
        case Text() if not any(attributes_but_value(node)):
            return _quoted(node.value)
        case Document():
            return " ".join(document_lines(node))
        case _:
            contents = shape(node).contents
            inside = [*_data(node), _contents(node, contents)]
            return f"{_name(node)}({' '.join(part for part in inside if part)})"


def attributes_but_value(node: Text) -> Iterable[str]:
    """Yield the data of a text node besides its words."""
    return (f"{attribute.key}={found}" for attribute, found in attributes(node) if attribute.key != "value")


def document_lines(document: Document) -> list[str]:
    """Return a document as lines: one for each head line, block, closing block, declaration and note."""
    made = [f"head {notation(line)}" for line in document.head.lines]
    made += [f"added {notation(line)}" for line in document.head.added]
    for content in shape(document).contents:
        if content.many:
            apart = f"{content.field} " if content.holds == "blocks" and content.field != "body" else ""
            made += [f"{apart}{notation(node)}" for node in getattr(document, content.field)]
    return made


def _name(node: Node) -> str:
    match node:
        case Paragraph():
            return "p"
        case Heading():
            return f"h{node.level}"
        case _:
            return shape(node).name


def _data(node: Node) -> list[str]:
    return [
        f"{attribute.key}={_value(found)}"
        for attribute, found in attributes(node)
        if not (isinstance(node, Heading) and attribute.key == "level")
    ]


def _value(found: Any) -> str:
    match found:
        case bool():
            return "yes" if found else "no"
        case tuple():
            return _value(",".join(found))
        case _:
            text = str(found)
            return text if BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _contents(node: Node, contents: tuple[Content, ...]) -> str:
    parts = []
    for content in contents:
        found = getattr(node, content.field)
        alone = sum(content.holds == other.holds for other in contents) == 1
        if found or content.required or not alone:
            parts.append(" ".join(notation(n) for n in (found if content.many else (found,))))
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)
