"""A publication as plain lines, with notes, for cases that an editor can read.

`^a` is a call, `⟨[page 2]⟩` a page mark, `~words~` are struck, `*words*` stressed, ` / ` is the end of a
line; the role of a block that is no plain paragraph stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from variorum.publication import (
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Publication,
    PublishedNote,
    Run,
    Separator,
    Styled,
    Title,
)
from variorum.roles import Role

STRUCK = ("~", "~")
STRESSED = ("*", "*")
PLAIN = ("first", "body")


def printed(publication: Publication) -> Iterator[str]:
    """Yield the lines of all documents of a publication, each with its notes behind it."""
    for document in publication.documents:
        yield from blocks((*document.head, *document.body, *document.after))
        for one in document.notes:
            yield note(one)


def note(one: PublishedNote) -> str:
    """Return a note on one line."""
    return f"{one.label.text} {' / '.join(line.strip() for line in blocks(one.blocks))}"


def blocks(nodes: PBlocks, indent: str = "") -> Iterator[str]:
    """Yield the lines of blocks."""
    for node in nodes:
        yield from block(node, indent)


def block(node: PBlock, indent: str) -> Iterator[str]:
    """Yield the lines of a block."""
    match node:
        case Para(role=role):
            said = "" if role in PLAIN else f"{role}: "
            yield f"{indent}{said}{words(node.children)}"
        case Title():
            yield f"{indent}# {words(node.children)}"
        case Listing():
            for entry in node.entries:
                label = entry.label.text if entry.label else "–"
                yield f"{indent}{label} {' / '.join(line.strip() for line in blocks(entry.blocks))}"
        case Grid():
            if node.caption:
                yield f"{indent}caption: {words(node.caption)}"
            for row in node.rows:
                cells = (" / ".join(line.strip() for line in blocks(box.blocks)) for box in row)
                yield f"{indent}| {' | '.join(cells)} |"
        case Group(role=role):
            yield f"{indent}{role}:"
            yield from blocks(node.blocks, f"{indent}  ")
        case Separator():
            yield f"{indent}----"
        case _:
            assert_never(node)


def words(children: PInlines) -> str:
    """Return a line of text."""
    return "".join(map(word, children)).replace("\u00a0", "·")


def word(child: PInline) -> str:
    """Return what stands in a line."""
    match child:
        case Run():
            return child.text
        case Styled():
            before, behind = look(child)
            return f"{before}{words(child.children)}{behind}"
        case Link():
            return f"({words(child.children)} -> {child.target})"
        case Call():
            return f"^{child.label.text}"
        case LineEnd():
            return " / "
        case PageMark():
            return f"⟨{child.printed.text or child.label.text}⟩"
        case Picture():
            return "⟨picture⟩"
        case Anchor():
            return ""
        case _:
            assert_never(child)


def look(node: Styled) -> tuple[str, str]:
    """Return the marks of what can be seen of a style."""
    if node.style == "deleted" or node.role is Role.DELETION:
        return STRUCK
    stressed = (Role.EMPHASIS, Role.STRONG, Role.UNDERLINE, Role.SUPERSCRIPT, Role.SUBSCRIPT)
    return STRESSED if node.role in stressed else ("", "")
