"""The characters of every file are in the model: in head, text, notes or words of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accession.plain import found

from variorum.accession import plain
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import reread, write
from variorum.model import Corrected, Document, Gap, Item, Note, NoteRef, Rule, Space, Supplied, Text
from variorum.model.walk import children


def printed(document: Document, brackets: bool) -> str:
    """Return the characters of a document as its source prints them.

    This walks the model and not the reader: calls as their notes are labelled (in parentheses where
    `brackets`), brackets around what stood in some.
    """
    own = {note.id: "" if note.id.startswith("uncalled") else note.id for note in document.notes}
    labels = {note.id: note.facts.rend or own[note.id] for note in document.notes}

    def characters(node: Any) -> Iterator[str]:
        match node:
            case Text(value=value):
                yield value
            case NoteRef(note=note):
                label = labels[note].strip("()")
                yield node.facts.rend or (f"({label})" if brackets else labels[note])
            case Gap() | Space():
                dots = "[. . .]" if brackets else "[...]"
                yield node.facts.rend or (dots if isinstance(node, Gap) else "[ ]")
            case Corrected(sic=sic, corr=()):
                for child in sic:
                    yield from characters(child)
                yield "[sic]"
            case Supplied():
                yield "["
                yield from below(node)
                yield "?]" if node.facts.cert else "]"
            case Item(label=label):
                yield label or ""
                yield from below(node)
            case Note():
                yield labels[node.id]
                yield from below(node)
            case Rule():
                yield node.facts.rend or "-----"
            case _:
                yield from below(node)

    def below(node: Any) -> Iterator[str]:
        for child in children(node):
            yield from characters(child)

    parts = (document.head, *document.body, *document.closing, *document.notes)
    return "".join(each for part in parts for each in characters(part))


def counted(texts: Iterator[str]) -> Counter[str]:
    """Return how often each character stands in texts, but for white space."""
    return Counter(character for text in texts for character in text if not character.isspace())


def difference(documents: tuple[Document, ...], texts: list[str], brackets: bool) -> dict[str, int]:
    """Return the characters that the model has less often than the files (below 0: more often).

    Where brackets are signs of the set, one of them may mean two nodes; what they mean is counted elsewhere.
    """
    there = counted(iter(texts))
    there.subtract(counted(printed(document, brackets) for document in documents))
    return {
        character: count
        for character, count in there.items()
        if count and not (brackets and character in "[]")
    }


def letters(corpus: Path) -> list[Path]:
    return sorted((corpus / found.DELEGATES).glob("*.txt"))


def test_letters_lose_nothing(shared: Path) -> None:
    corpus = shared / "corpus"
    lost = {
        path.name: difference(found.letter(corpus, path.name).value, [path.read_text("utf-8")], True)
        for path in letters(corpus)
    }
    assert len(lost) == 20
    assert {name: lacking for name, lacking in lost.items() if lacking} == {}


def test_a_book_loses_nothing(shared: Path) -> None:
    corpus = shared / "corpus"
    texts = [path.read_text("utf-8") for path in sorted((corpus / found.DOSSIER).glob("*.txt"))]
    assert len(texts) == 130
    found_again = ["41", "42", "43", "44"]  # the numbers that the notes of one page have lost
    assert difference(found.book(corpus).value, texts + found_again, False) == {}


def test_the_joined_part_loses_nothing(shared: Path) -> None:
    path = shared / "corpus" / found.DOSSIER / ".." / "part1_to_doc19.md"
    text = path.read_text("utf-8")
    documents = plain.read([(path.name, text)], found.convention("russian-archives")).value
    assert difference(documents, [text], False) == {}


@pytest.mark.parametrize("name", ["delegates", "russian-archives"])
def test_what_is_written_reads_back_the_same(shared: Path, name: str) -> None:
    corpus, convention = shared / "corpus", found.convention(name)
    documents = (
        [one for path in letters(corpus) for one in found.letter(corpus, path.name).value]
        if name == "delegates"
        else found.book(corpus).value
    )
    changed = [
        document.id
        for document in documents
        if reread(write(document, convention), document, convention) != canonical(document)
    ]
    assert changed == []


def test_kinds_of_text_are_recognised(shared: Path) -> None:
    corpus = shared / "corpus"
    page = (corpus / found.DOSSIER / "page_0034.txt").read_text("utf-8")
    assert plain.recognised(page) == ("russian-archives",)
    known = [plain.recognised(path.read_text("utf-8")) for path in letters(corpus)]
    assert known.count(("delegates",)) >= 19
    assert plain.recognised("A plain sentence.") == ()
