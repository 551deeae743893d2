"""What is printed of every Word file of the corpus: the words that pandoc reads in it, in the same order.

Words are compared in the form of `compared`, without the bounds of paragraphs. Printed are those that a place
of the source bears: what the edition says itself, and what it prints again, is no word of the file. Where
that differs from what pandoc reads, the reason is a rule, as in `test_pandoc`, whose rules hold here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import assert_never

import pytest
from accession.word.compared import UNSEEN, noted, pandocs
from accession.word.test_pandoc import DIFFERENCES
from desk import Desk

from variorum.press import Request
from variorum.press.preparation import prepare
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
    PBlocks,
    Picture,
    PInlines,
    PublishedDocument,
    Run,
    Separator,
    Styled,
    Title,
)
from variorum.source import Span

Texts = list[str]
NOTE = re.compile("⟦[^⟧]*⟧")


def calls_elsewhere(mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """In print a call between letters stands behind their word, one without words behind those before it."""
    return _notes_last(mine), _notes_last(theirs)


def _notes_last(texts: Texts) -> Texts:
    return [*(NOTE.sub("", text) for text in texts), *(note for text in texts for note in NOTE.findall(text))]


def typed_labels(mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """A point that is typed before a paragraph is the label of an item in print."""
    return mine, [re.sub(r"^• ?", "", text) for text in theirs]


def named_by_its_heading(mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """A heading below the first lines that names the document stands above them, as its title."""
    title, *others = mine
    return others, [text for text in theirs if text != title]


REASONS: dict[str, Callable[[Texts, Texts], tuple[Texts, Texts]]] = {
    "open-xml-sdk/Comment042.docx": calls_elsewhere,
    "openxml-powertools/WC034-Footnotes-After3.docx": calls_elsewhere,
    "poi/stress010.docx": typed_labels,
    "python-docx/par-known-styles.docx": named_by_its_heading,
}


def printed(document: PublishedDocument) -> list[str]:
    """Return the paragraphs of a document as printed, with its notes at their calls."""
    notes = {note.id: note.blocks for note in document.notes}
    blocks = (*document.head, *document.body, *document.after)
    return [text for text in _paragraphs(blocks, notes) if text.strip()]


def _paragraphs(blocks: PBlocks, notes: dict[str, PBlocks]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Para() | Title():
                yield _words(block.children, notes)
            case Listing():
                for entry in block.entries:
                    yield from _paragraphs(entry.blocks, notes)
            case Grid():
                yield _words(block.caption, notes)
                for row in block.rows:
                    for box in row:
                        yield from _paragraphs(box.blocks, notes)
            case Group():
                yield from _paragraphs(block.blocks, notes)
            case Separator():
                pass
            case _:
                assert_never(block)


def _words(children: PInlines, notes: dict[str, PBlocks]) -> str:
    made = ""
    for child in children:
        match child:
            case Run():
                made += "".join(
                    text if isinstance(origin, Span) or text.isspace() else ""
                    for text, origin in child.parts()
                )
            case Styled() | Link():
                made += _words(child.children, notes)
            case Call(note=name, first=first):
                made += noted(_paragraphs(notes[name], notes)) if first else "⟦⟧"
            case LineEnd():
                made += " "
            case PageMark() | Picture() | Anchor():
                pass
            case _:
                assert_never(child)
    return made


def test_what_is_printed_is_what_pandoc_reads(
    shared: Path, desk: Desk, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    folder = shared / "corpus" / "docx"
    paths = sorted(folder.rglob("*.docx"))
    for number, (path, read) in enumerate(
        zip(paths, pandocs([(path, "accept") for path in paths]), strict=True)
    ):
        name = path.relative_to(folder).as_posix()
        with subtests.test(name):
            root = tmp_path / f"e{number}"
            desk.variorum("new", str(root), "--from", str(path))
            publication = prepare(str(root), Request()).publication
            assert publication is not None
            mine = [text for document in publication.documents for text in printed(document)]
            rule = DIFFERENCES.get((name, "accept"))
            reason = REASONS.get(name)
            assert reason is None or _in_words(mine) != _in_words(read), "it is listed, and no difference"
            left, right = reason(mine, read) if reason is not None else (mine, read)
            left, right = rule(path, left, right) if rule is not None else (left, right)
            assert _in_words(left) == _in_words(right), _first_difference(_in_words(left), _in_words(right))


def _in_words(texts: list[str]) -> list[str]:
    return " ".join(texts).translate(UNSEEN).replace("⟦", " ⟦ ").replace("⟧", " ⟧ ").split()


def _first_difference(mine: list[str], theirs: list[str]) -> str:
    pairs = zip([*mine, ""], [*theirs, ""], strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(mine), len(theirs)))
    return f"{mine[max(0, at - 4) : at + 8]} is not {theirs[max(0, at - 4) : at + 8]}"
