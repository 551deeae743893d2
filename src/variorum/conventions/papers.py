"""What a set knows of papers that come as plain text: words of the page, beginnings of documents, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from variorum.conventions.values import MARK, NOTE_SERIES, PATTERN, NameTemplate, Pattern
from variorum.model import Voice
from variorum.tables.declaration import REQUIRED, WAY, Key, ListOf
from variorum.tables.domains import Name, Whole
from variorum.toml import Path

Begins: TypeAlias = Literal["source", "foot", "heading"]
Matter: TypeAlias = Literal["front", "back", "title-page", "left-out"]
Scope: TypeAlias = Literal["document", "page", "volume"]
WITH_LABEL = Pattern(needs=("label",))
WITH_PAGE = Pattern(needs=("page",))
PATTERNS = ListOf(PATTERN, longest=500)
KIND = Name(r"\w[\w -]*", "a name of letters, figures, blanks and -")
PLACE = Name(
    r"text|[A-Za-z]+(?:\.[A-Za-z]+)*(?:@[A-Za-z:]+)?",
    "text, or a way through the TEI header such as publicationStmt.idno",
)
CHARACTERS = Whole(0, 100_000)


@dataclass(frozen=True, slots=True)
class Hallmark:
    """A mark by which texts of a set are known when an editor names none; one of a set's is enough.

    `place`: the words of a text, whatever kind of file it is, or an element of the header of a TEI file, or
    an attribute of one ("publicationStmt.idno@type"). In a text the mark must be there `least` times.
    """

    match: Annotated[str, PATTERN, REQUIRED, "Matches the mark"]
    place: Annotated[str, PLACE, "Where it stands: text, or a way through the TEI header"] = "text"
    least: Annotated[int, Whole(1, 1_000), "How often it must be there at least"] = 1


@dataclass(frozen=True, slots=True)
class FormRule:
    """How words of the page are recognised that belong to no document: heads, watermarks, page numbers.

    The named group `page` gives the number of the page on which they stand. What is `apart` is written with
    the mark of its page, though it stands on a line of the text.
    """

    match: Annotated[str, PATTERN, REQUIRED, "Matches them"]
    kind: Annotated[str, KIND, "What they are"] = "form-work"
    apart: Annotated[bool, "They are written with the mark of the page, not where they stand"] = False


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """How the beginning of a document is recognised; named groups are kinds of data of its head.

    `id` is made of the groups ("no-{number}"), without one of the name of the file. With `counts` the group
    `number` must be the next one, so that a number inside a document begins none. `matter` is what is no
    document but a part of the volume: it stands in `front` of the documents or in `back` of them, as
    `title-page` also names the volume, or is `left-out`, as the contents of the old print, and told.
    """

    begins: Annotated[str, PATTERN, REQUIRED, "Matches where a document begins"]
    id: Annotated[str, NameTemplate(), "Its id, made of the groups of the pattern"] = ""
    counts: Annotated[bool, "The number in it must be the next one"] = False
    matter: Annotated[Matter | None, "It is no document but a part of the volume: where it stands"] = None
    at: Annotated[Path, WAY, "Where it stands"] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallRule:
    """How calls of a series look: the group `label`, or the label behind a `word` that is used elsewhere too.

    A call that is `sure` is one by its form alone, even where no note answers it; one that is `likely` is one
    without an answer only where its label fits into the sequence.
    """

    match: Annotated[str, WITH_LABEL, REQUIRED, "Matches a call, with the group label"]
    sure: Annotated[bool, "It is a call by its form alone"] = False
    likely: Annotated[bool, "Without a note it is a call where its label is the next"] = False


@dataclass(frozen=True, slots=True)
class NoteRule:
    """One series of notes: how its calls look, where the notes begin, how a note is labelled.

    `begins`: behind the provenance (`source`), at the `foot` of each page, or under a `heading`. `restart`:
    the labels are those of a document, a page or a volume. `sign` is how a call is printed, `id` how a note
    is named, both made of `label` and `page`. `unlabelled` are the words of notes at the foot that have lost
    their label.
    """

    label: Annotated[str, WITH_LABEL, REQUIRED, "Matches the beginning of a note, with the group label"]
    series: Annotated[str, NOTE_SERIES, "The series of notes"] = "editorial"
    begins: Annotated[Begins, "Where the notes stand"] = "source"
    calls: Annotated[tuple[CallRule, ...], Key("call"), "How their calls look"] = ()
    voice: Annotated[Voice, "In whose voice they are"] = Voice.EDITOR
    restart: Annotated[Scope, "Of what the labels are those"] = "document"
    sign: Annotated[str, NameTemplate(("label",)), "How a call is printed"] = "{label}"
    id: Annotated[str, NameTemplate(("label", "page")), "How a note is named"] = "{label}"
    heading: Annotated[str | None, PATTERN, "Matches the heading of the notes"] = None
    unlabelled: Annotated[str | None, PATTERN, "Matches notes at the foot that have lost their label"] = None


@dataclass(frozen=True, slots=True)
class PlainRules:
    """How papers are read that come as plain text.

    `recognise`: patterns that all occur in such a text. `marks` are those marks of a transcript that are
    signs here too; others are characters, but for the pairs that the set itself reads.

    Where several pages stand in one file, one ends behind the group `page` of `page_end`, its number.

    A line longer than `long` is a paragraph of its own, as lines are not wrapped there; behind a line shorter
    than `short` a paragraph ends, unless the next goes on in lower case. `head` gives further lines of a
    document's head, `source` its provenance.
    """

    recognise: Annotated[tuple[str, ...], PATTERNS, "Patterns that all occur in such a text"] = ()
    page_end: Annotated[
        str | None, Pattern(needs=("page",)), "Matches the end of a page, with the group page"
    ] = None
    marks: Annotated[tuple[str, ...], ListOf(MARK), "Marks of a transcript that are signs here too"] = ()
    long: Annotated[int, CHARACTERS, "A line with more characters is a paragraph of its own"] = 0
    short: Annotated[int, CHARACTERS, "Behind a line with fewer characters a paragraph ends"] = 0
    forms: Annotated[tuple[FormRule, ...], Key("form"), "Words of the page that belong to no document"] = ()
    documents: Annotated[tuple[DocumentRule, ...], Key("document"), "How documents begin"] = ()
    head: Annotated[tuple[str, ...], PATTERNS, "Match further lines of a document's head"] = ()
    source: Annotated[tuple[str, ...], PATTERNS, "Match its provenance"] = ()
