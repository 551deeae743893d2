"""What the reader of plain text finds in the corpus, in the words in which a person counts it."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from variorum.accession import plain
from variorum.conventions import ConventionSet, load
from variorum.findings import Result
from variorum.findings.accession import CallUnanswered, NoteUncalled
from variorum.model import (
    Corrected,
    Document,
    Gap,
    LineBreak,
    Node,
    NoteRef,
    PageBreak,
    Space,
    Supplied,
    Text,
)
from variorum.model.walk import children
from variorum.model.walk import plain as words_of

DELEGATES = "plain/letters-of-delegates"
DOSSIER = "soviet_kin/jfk-russia-dossier/pages"


@dataclass(frozen=True, slots=True)
class Call:
    """A call: the file or page it stands on, its label, what stands before it, and the note's first words."""

    page: str
    label: str
    before: str
    note: str


@functools.cache
def convention(name: str) -> ConventionSet:
    read = load(name)
    assert read.diagnostics == ()
    return read.value


@functools.cache
def letter(corpus: Path, name: str) -> Result[tuple[Document, ...]]:
    path = corpus / DELEGATES / name
    return plain.read([(name, path.read_text("utf-8"))], convention("delegates"))


@functools.cache
def book(corpus: Path) -> Result[tuple[Document, ...]]:
    files = [(path.name, path.read_text("utf-8")) for path in sorted((corpus / DOSSIER).glob("*.txt"))]
    return plain.read(files, convention("russian-archives"))


def label(document: Document, note: str) -> tuple[str, str]:
    """Return the label of a note in plain characters, and its first words."""
    found = next(each for each in document.notes if each.id == note)
    shown = unicodedata.normalize("NFKC", found.facts.rend or found.id).strip("()")
    return shown, " ".join("".join(words_of(block) for block in found.blocks).split())


def calls(document: Document, page: str = "") -> Iterator[Call]:
    """Yield the calls of a document; those before the first page mark are on the page of that mark."""
    said = ""
    early: list[Call] = []
    begun = bool(page)
    for node in nodes(document):
        match node:
            case PageBreak():
                page = page if begun and node.generated else node.label
                if not begun:
                    yield from (Call(page, one.label, one.before, one.note) for one in early)
                begun = True
            case NoteRef():
                name, first = label(document, node.note)
                call = Call(page, name, said[-60:], first)
                if begun:
                    yield call
                else:
                    early.append(call)
            case Text():
                said += node.value
            case LineBreak():
                said += " "
            case _:
                pass


def nodes(document: Document) -> Iterator[Node]:
    """Yield the nodes of head, body and closing note as they stand; brackets are texts of their own."""
    for part in (document.head, *document.body, *document.closing):
        yield from below(part)


def below(node: Any) -> Iterator[Node]:
    match node:
        case Supplied():
            yield Text("[")
            for child in children(node):
                yield from below(child)
            yield Text("?]" if node.facts.cert else "]")
        case Gap() | Space():
            yield Text(node.facts.rend or ("[. . .]" if isinstance(node, Gap) else "[ ]"))
        case Corrected(corr=()):
            yield from node.sic
            yield Text(" [sic]")
        case _:
            yield node
            for child in children(node):
                yield from below(child)


def unanswered(result: Result[tuple[Document, ...]], corpus: Path) -> Iterator[Call]:
    """Yield the calls without a note, as the findings tell of them."""
    for one in result.diagnostics:
        if isinstance(one, CallUnanswered) and one.span is not None:
            line = (corpus / DOSSIER / one.span.path).read_text("utf-8").split("\n")[one.span.line - 1]
            shown = re.sub(r"\D", "", unicodedata.normalize("NFKC", one.call.split(":")[-1]))
            yield Call(one.span.path, shown, line[: one.span.column - 1], "")


def uncalled(result: Result[tuple[Document, ...]], page: str) -> list[str]:
    """Return the labels of the notes of a page that nothing calls."""
    return [
        one.note
        for one in result.diagnostics
        if isinstance(one, NoteUncalled) and one.span is not None and one.span.path == page
    ]


def brackets(document: Document) -> Iterator[str]:
    """Yield what each bracket of the text was decided to be."""
    for block in document.body:
        for node in within(block):
            match node:
                case Supplied():
                    yield "conjecture" if node.facts.cert else "supplied"
                case Gap():
                    yield "gap"
                case _:
                    pass


def within(node: Any) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from within(child)
