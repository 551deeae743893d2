"""The model back into the notation of translations: the inverse of reading, for what came from it."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.codecs.leiden.writing.edition import attribute
from variorum.model import (
    Block,
    Deleted,
    Division,
    Foreign,
    Gap,
    Heading,
    Inline,
    Inlines,
    Milestone,
    NoteRef,
    Paragraph,
    Remark,
    Segment,
    Term,
    Text,
    Variant,
    walk,
)


def block(node: Block) -> str:
    """Return a block; what the notation has no block for, as its paragraphs."""
    match node:
        case Heading():
            return f"{'#' * node.level} {inlines(node.children)}"
        case Paragraph():
            return f"<={inlines(node.children)}=>"
        case Division(kind="translation"):
            return f"<T=.{node.facts.lang or ''}\n" + "\n".join(map(block, node.blocks)) + "\n=T>"
        case Division(kind="textpart", label=str(label)):
            subtype = attribute(node.facts, "subtype")
            name = f"{label}.{subtype}" if subtype else label
            return f"<D=.{name} \n" + "\n".join(map(block, node.blocks)) + "\n=D>"
        case _:
            parts = [block(child) for child in walk.children(node) if isinstance(child, Block)]
            return "\n".join(parts) if parts else walk.plain(node)


def inlines(nodes: Iterable[Inline]) -> str:
    """Return inlines one after the other."""
    return "".join(map(inline, nodes))


def inline(node: Inline) -> str:
    """Return an inline with its marks; what the notation has no mark for, as its words."""
    words = inlines(child for child in walk.children(node) if isinstance(child, Inline))
    match node:
        case Text():
            return node.value
        case Milestone():
            return f"((({node.label})))" if node.facts.rend == "break" else f"(({node.label}))"
        case Gap():
            return "[...]" if node.reason == "lost" else "..."
        case NoteRef():
            return f"[^{node.note}]"
        case Deleted():
            return f"〚{words}〛"
        case Remark():
            return f"/*{words}*/"
        case Foreign():
            return f"~|{words}|~{node.facts.lang or 'la'} "
        case Term():
            language = f"~{node.facts.lang}" if node.facts.lang else ""
            return f"<{words}{language}={attribute(node.facts, 'target') or node.ref or ''}>"
        case Variant():
            lemma, resp = _lemma(node.lemma)
            return f"<:{lemma}|{attribute(node.facts, 'type') or ''}:{resp}|:>"
        case _:
            return words


def _lemma(nodes: Inlines) -> tuple[str, str]:
    """Return a reading, and to whom it is due."""
    match nodes:
        case (Segment(kind="lem") as lemma,):
            return inlines(lemma.children), attribute(lemma.facts, "resp") or ""
        case _:
            return inlines(nodes), ""
