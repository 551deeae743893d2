"""What holds for every document, whatever is in it: nothing is lost, everything has its own id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from apparatus.printed import SET
from hypothesis import HealthCheck, given, settings
from invented import a_run
from models import documents

from variorum import conventions
from variorum.apparatus import annotate, profile_names
from variorum.apparatus.text.flow import plain
from variorum.conventions import ConventionSet
from variorum.model import Document, Edition, Imprint, NoteRef, PageBreak, Person, walk
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
    PInline,
    PInlines,
    Publication,
    PublishedDocument,
    Run,
    Styled,
    Title,
)

SETS = (SET, ConventionSet("none", "", ()), conventions.load("soviet-archives").value)
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def published(document: Document, signs: ConventionSet, profile: str) -> Publication:
    people = (Person("k", "Vladimir Kryuchkov", cover_names=("word",)),)
    given = Edition("e", Imprint("Papers", language="en"), (document,), persons=people)
    return annotate(given, signs, profile).value


def texts(blocks: PBlocks) -> Iterator[PInlines]:
    """Yield every line of text in reading order, captions of tables too."""
    for block in blocks:
        match block:
            case Para() | Title():
                yield block.children
            case Group():
                yield from texts(block.blocks)
            case Listing():
                for entry in block.entries:
                    yield from texts(entry.blocks)
            case Grid():
                yield block.caption
                for row in block.rows:
                    for box in row:
                        yield from texts(box.blocks)
            case _:
                pass


def inside(children: Iterable[PInline]) -> Iterator[PInline]:
    for child in children:
        yield child
        if isinstance(child, Styled | Link):
            yield from inside(child.children)


def pieces(blocks: PBlocks) -> list[PInline]:
    return [piece for line in texts(blocks) for piece in inside(line)]


def named(blocks: PBlocks) -> Iterator[str]:
    """Yield the ids of blocks."""
    for block in blocks:
        match block:
            case Para() | Title() | Group():
                yield from (block.id,) if block.id else ()
                yield from named(block.blocks) if isinstance(block, Group) else ()
            case Listing():
                for entry in block.entries:
                    yield from (entry.id,) if entry.id else ()
                    yield from named(entry.blocks)
            case Grid():
                for row in block.rows:
                    for box in row:
                        yield from named(box.blocks)
            case _:
                pass


def parted(children: PInlines) -> Iterator[Run]:
    """Yield the words of a line of text with its line ends as characters."""
    for child in inside(children):
        if isinstance(child, Run | LineEnd):
            yield child if isinstance(child, Run) else a_run("\n")


def letters(words: str) -> str:
    return "".join(character for character in words if character.isalnum())


def in_order(wanted: str, found: str) -> bool:
    """Return whether all of `wanted` stands in `found`, in order, with whatever else between."""
    rest = iter(found)
    return all(character in rest for character in wanted)


@often
@given(document=documents())
def test_nothing_is_lost_whatever_the_document(document: Document) -> None:
    for signs in SETS:
        for profile in profile_names():
            (made,) = published(document, signs, profile).documents
            pages_calls_and_ids(document, made)
            tidy_lines(made)
            links_hold_no_links(made)
            notes_are_printed(document, made)
            if profile != "reading":
                words_are_printed(document, made)


def pages_calls_and_ids(document: Document, made: PublishedDocument) -> None:
    marks = [each for each in pieces(made.body) if isinstance(each, PageMark)]
    breaks = [each for block in document.body for each in walk.descend(block) if isinstance(each, PageBreak)]
    assert len(marks) == len(breaks)
    flowing = pieces((*made.head, *made.body, *made.after))
    calls = [each for each in flowing if isinstance(each, Call)]
    assert [each.note for each in calls if each.first] == [note.id for note in made.notes]
    assert [each.id for each in calls if each.first] == [note.call for note in made.notes]
    assert not [each for note in made.notes for each in pieces(note.blocks) if isinstance(each, Call)]
    everything: list[PBlock] = [*made.head, *made.body, *made.after]
    everything += [block for note in made.notes for block in note.blocks]
    ids = [each.id for each in pieces(tuple(everything)) if isinstance(each, Anchor | Call | PageMark)]
    ids += [*named(tuple(everything)), *(note.id for note in made.notes), made.id]
    assert sorted(ids) == sorted(set(ids))


def tidy_lines(made: PublishedDocument) -> None:
    for line in texts((*made.head, *made.body, *made.after)):
        for words in plain(tuple(parted(line))).split("\n"):
            assert "  " not in words
            assert words.strip(" ") == words
        assert all(each.text for each in inside(line) if isinstance(each, Run))


def links_hold_no_links(made: PublishedDocument) -> None:
    blocks: list[PBlock] = [*made.head, *made.body, *made.after]
    blocks += [block for note in made.notes for block in note.blocks]
    links = [each for each in pieces(tuple(blocks)) if isinstance(each, Link)]
    assert not [each for link in links for each in inside(link.children) if isinstance(each, Link | Call)]


def words_are_printed(document: Document, made: PublishedDocument) -> None:
    """Hold the words of the text against the body, those of its title against the head that prints them."""
    wanted, title = letters(walk.plain(document.body)), letters(made.title.text)
    headed, printed = (
        letters(" ".join(plain(line, marks=True) for line in texts(blocks)))
        for blocks in (made.head, made.body)
    )
    without_title = wanted.replace(title, "", 1) if in_order(title, headed) else wanted
    assert in_order(wanted, printed) or in_order(without_title, printed)


def notes_are_printed(document: Document, made: PublishedDocument) -> None:
    below = [each for block in document.body for each in walk.descend(block)]
    called = {each.note for each in below if isinstance(each, NoteRef)}
    said = letters(" ".join(plain(line) for note in made.notes for line in texts(note.blocks)))
    for note in document.notes:
        if note.id in called:
            assert in_order(letters(walk.plain(note.blocks)), said)
