"""The publication: an edition as it is to be printed, before any format.

`apparatus` makes it from the model, a convention set and a profile. Here every look is decided, every
bracket is a literal, every label is final: a renderer only sets what it is given. The vocabulary is
small and closed; renderers `match` on it and end with `assert_never`.

Ids are unique in the publication and safe as XML ids, PDF names and Word bookmarks up to 40 characters
(see `anchor`). `span` says which place of the source caused a node; it is for messages only. All characters
that print are in a `Run`, and each of them has its origin (`variorum.origin`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from variorum.model import Agent, Imprint
from variorum.origin import PUNCTUATION, LeftOut
from variorum.pictures import StillPicture
from variorum.roles import Role
from variorum.run import NOTHING, Run, join_runs, with_days_whole
from variorum.source import Span

__all__ = [
    "LINE_NUMBER",
    "NOTHING",
    "TONGUE",
    "Anchor",
    "Box",
    "Call",
    "Entry",
    "FormatPhrases",
    "Grid",
    "Group",
    "LineEnd",
    "Link",
    "Listing",
    "Matter",
    "PBlock",
    "PBlocks",
    "PInline",
    "PInlines",
    "PageMark",
    "Para",
    "Picture",
    "Place",
    "Publication",
    "PublishedDocument",
    "PublishedNode",
    "PublishedNote",
    "PublishedQuery",
    "Run",
    "Separator",
    "Series",
    "Side",
    "SignCount",
    "Styled",
    "Title",
    "anchor",
    "is_foreign",
    "join_runs",
    "note_list",
    "on_one_line",
    "running_line",
    "text_role",
    "with_days_whole",
]


@dataclass(frozen=True, slots=True)
class PublishedNode:
    """What every published node bears: the place of the source that caused it."""

    span: Span | None = field(default=None, kw_only=True, compare=False, repr=False)


LONGEST_WHOLE = 20
"""How many characters a page mark may have that stands on one line."""
LINE_NUMBER = "line-number"
"""The style of the number of a line of verse: it stands at the end of the line, at the edge of the text."""
TONGUE = "language"
"""The style of words of which only their language is said: they look like those around them."""


@dataclass(frozen=True, slots=True)
class Styled(PublishedNode):
    """Print the children in an inline style of the house style (`Style.inline`), inside what surrounds it.

    `say` is what a screen reader says before and after; `sign` the id of the sign of the convention set.
    `leftwards` is the direction of words that run on together, if it is not that of what they stand in.
    """

    style: str
    children: PInlines
    role: Role = Role.SPAN
    say: tuple[Run, Run] | None = None
    lang: str | None = None
    sign: str | None = None
    leftwards: bool | None = None


@dataclass(frozen=True, slots=True)
class PageMark(PublishedNode):
    """Begin a page of the source here.

    `label` is the short label for margin and page list ("2", "3r"); `printed` what is printed in the line
    ("[page two]", empty if nothing; its look is the inline style "page-mark", and it is followed by a space
    unless `joins_word`); `name` how it is spoken ("page two").
    """

    id: str
    label: Run
    printed: Run = NOTHING
    name: Run = NOTHING
    joins_word: bool = False


@dataclass(frozen=True, slots=True)
class Call(PublishedNode):
    """Call a note: print its label raised (inline style "note-call"), linked to the note.

    `id` is unique to this call; `first` is false for further calls of the same note; `in_word`: it may part
    the letters of a word.
    """

    id: str
    note: str
    label: Run
    series: str
    first: bool = True
    in_word: bool = False


@dataclass(frozen=True, slots=True)
class LineEnd(PublishedNode):
    """End the line; a word may go on in the next one, and the hyphen before it stand for that alone."""

    joins_word: bool = False
    hyphened: bool = False


@dataclass(frozen=True, slots=True)
class Link(PublishedNode):
    """Link to a place of the publication ("#ID") or to an address; it holds no link and no note call.

    `folio`: print the page number of the target behind the text where the format has pages.
    """

    target: str
    children: PInlines
    folio: bool = False


@dataclass(frozen=True, slots=True)
class Picture(PublishedNode):
    """Show a picture, with a description; `name` is what the edition calls it."""

    name: str
    shown: StillPicture
    description: Run = NOTHING

    @property
    def media_type(self) -> str:
        """Return the media type of the bytes."""
        return self.shown.form.media_type

    @property
    def data(self) -> bytes:
        """Return the bytes, which every format can show."""
        return self.shown.data


@dataclass(frozen=True, slots=True)
class Anchor(PublishedNode):
    """Mark a place that can be linked to; prints nothing."""

    id: str


PInline: TypeAlias = Run | Styled | PageMark | Call | LineEnd | Link | Picture | Anchor
PInlines: TypeAlias = tuple[PInline, ...]


@dataclass(frozen=True, slots=True)
class Para(PublishedNode):
    """Print a paragraph or set line in a block style of the house style (`Style.block(role)`).

    `leftwards`, here and elsewhere: what it holds runs from right to left, so that its left is its end.
    """

    role: str
    children: PInlines
    id: str | None = None
    lang: str | None = None
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Title(PublishedNode):
    """Print a heading. `level` counts within the publication: 1 is a document or a part of the matter.

    `plain` is its text without calls, for bookmarks, running heads and contents. `listed`: it is an entry
    of navigation and contents.
    """

    role: str
    level: int
    children: PInlines
    plain: Run
    id: str | None = None
    listed: bool = True
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Entry(PublishedNode):
    """Print an item of a list; `label` literally, hanging, in the type of the list, if there is one."""

    blocks: PBlocks
    label: Run | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Listing(PublishedNode):
    """Print a list. `role` is its block style (list, notes, contents, legend, …)."""

    role: str
    entries: tuple[Entry, ...]
    leftwards: bool = False


Side: TypeAlias = Literal["right", "center"]


@dataclass(frozen=True, slots=True)
class Box(PublishedNode):
    """Print a cell of a table; `side` is where its words stand, if not where those of tables do."""

    blocks: PBlocks
    header: bool = False
    columns: int = 1
    rows: int = 1
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Grid(PublishedNode):
    """Print a table; rows of header boxes at its top repeat on each page.

    `widths` are relative, empty if they follow the content. The caption has the block style "caption",
    the words of a header box "table-head".
    """

    role: str
    rows: tuple[tuple[Box, ...], ...]
    caption: PInlines = ()
    widths: tuple[float, ...] = ()
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Group(PublishedNode):
    """Print blocks together in a block style: a quotation, a remark, an endorsement, an attachment.

    `say` is the spoken name of the group, where one helps.
    """

    role: str
    blocks: PBlocks
    id: str | None = None
    say: Run | None = None
    leftwards: bool = False


@dataclass(frozen=True, slots=True)
class Separator(PublishedNode):
    """Draw a short rule."""

    role: str = "rule"


PBlock: TypeAlias = Para | Title | Listing | Grid | Group | Separator
PBlocks: TypeAlias = tuple[PBlock, ...]


class Place(StrEnum):
    """Where a series of notes stands in a format."""

    FOOT = "foot"
    END = "end"


@dataclass(frozen=True, slots=True)
class Series:
    """A series of notes and its place.

    `FOOT` is the page foot in print, a pop-up in the e-book, a footnote in Word; `END` is a list under
    `title` (block style "note-title") at the document's end, with links both ways.
    """

    id: str
    title: Run
    place: Place


@dataclass(frozen=True, slots=True)
class PublishedNote(PublishedNode):
    """A note as printed. `label` is final ("3", "b", "*"). `call` is the id of its first call.

    `page` is the label of the source's page on which it is called. The lemma and wording of a textual
    note are in its blocks.
    """

    id: str
    series: str
    label: Run
    blocks: PBlocks
    call: str
    page: Run | None = None


@dataclass(frozen=True, slots=True)
class PublishedQuery(PublishedNode):
    """A question to those who work on the edition: a comment of a Word file, which no page prints.

    `id` is that of the `Anchor`, or of the first `Call` of a note, at which it is asked; `begins` and `ends`
    are the anchors around the words that it is on, if it is on any. `lines` are its paragraphs, without
    links, calls and pictures. Who asks has a name and initials; `date` is when, as ISO 8601, or empty.
    """

    id: str
    lines: tuple[PInlines, ...]
    author: str = ""
    initials: str = ""
    date: str = ""
    begins: str | None = None
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedDocument(PublishedNode):
    """A document as printed: head, body, and notes of all series in the order of their calls.

    `title` is plain, for navigation; `running` is the pair of a running head (register number and date).
    The lists of `END` notes stand behind the body, one under each series' title, in the order of
    `Publication.series`; the renderer makes them from `notes` with `note_list`. `left_out` are the words of
    the document that are not printed, for the account; `queries` are not printed either, but are comments of
    a format for editing.
    """

    id: str
    title: Run
    running: tuple[Run, Run]
    head: PBlocks
    body: PBlocks
    notes: tuple[PublishedNote, ...]
    lang: str
    after: PBlocks = ()
    leftwards: bool = False
    queries: tuple[PublishedQuery, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Matter:
    """A part of the front or back matter: half-title, title-page, imprint, contents, legend, persons, ….

    `title` is its entry in the navigation, empty if it has none; `runs_on`: it begins on the page on which
    the part before it ends; `left_out` is what of a source it does not print.
    """

    id: str
    kind: str
    title: Run
    blocks: PBlocks
    lang: str
    runs_on: bool = False
    queries: tuple[PublishedQuery, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FormatPhrases:
    """What formats say themselves, by names, in the language of the tag `lang`.

    A language may lack a name: then nothing is said.
    """

    lang: str = "und"
    runs: Mapping[str, Run] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return the words of a phrase."""
        return self.runs.get(name, NOTHING).text


@dataclass(frozen=True, slots=True)
class SignCount:
    """How often a sign is used: printed with its mark, without it, as a note, or with its words left out."""

    title: str
    shown: int
    silent: int = 0
    noted: int = 0
    omitted: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """An edition, ready to be set: everything a renderer may print is in here.

    `imprint` and `agents` are data, for the properties of a file and its cover; `sign_counts` none prints;
    `leftwards`: it is read from right to left, and bound on its right.
    """

    id: str
    imprint: Imprint
    agents: tuple[Agent, ...]
    profile: str
    documents: tuple[PublishedDocument, ...]
    series: tuple[Series, ...]
    front: tuple[Matter, ...] = ()
    back: tuple[Matter, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    sign_counts: tuple[SignCount, ...] = ()
    phrases: FormatPhrases = field(default_factory=FormatPhrases)
    leftwards: bool = False


def anchor(*parts: str) -> str:
    """Return an id made of parts: letters, digits, `_` and `-`, at most 40 characters, stable.

    Forty characters is Word's limit for a bookmark; a longer name keeps its start and gets a digest.
    """
    plain = "_".join(re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-") or "x" for part in parts)
    if not plain[0].isalpha():
        plain = "v" + plain
    clean = tuple(parts) == tuple(re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-") for part in parts)
    if len(plain) <= 40 and clean:
        return plain
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]
    return f"{plain[:31].rstrip('-_')}_{digest}"


def note_list(document: PublishedDocument, series: Series) -> tuple[PublishedNote, ...]:
    """Return the notes of one series of a document, in order."""
    return tuple(note for note in document.notes if note.series == series.id)


def calls_in_touch(nodes: PInlines) -> Iterator[tuple[bool, PInline]]:
    """Yield inlines, each with whether it is a call behind a call: unparted, "1" and "2" would be twelve.

    They are in touch whatever they stand in, and over places, which are not seen.
    """
    before: PInline | None = None
    for node in nodes:
        called = before is not None and isinstance(_edge(before, -1), Call)
        yield called and isinstance(_edge(node, 0), Call), node
        before = before if isinstance(node, Anchor) else node


def _edge(node: PInline, end: int) -> PInline | None:
    """Return the innermost inline at an end, that of a place apart, which is not seen."""
    if not isinstance(node, Styled | Link):
        return node
    seen = [child for child in node.children if not isinstance(child, Anchor)]
    return _edge(seen[end], end) if seen else None


def on_one_line(mark: Run) -> str:
    """Return the characters of a page mark, which no line end parts; a long one breaks as words do."""
    return mark.text.replace(" ", "\u00a0") if len(mark.text) <= LONGEST_WHOLE else mark.text


def running_line(document: PublishedDocument) -> Run:
    """Return the pair of a document's running head on one line, its title where it has neither."""
    register, date = document.running
    between = (Run(" · ", PUNCTUATION),) if register and date else ()
    return join_runs(register, *between, date) or document.title


def is_foreign(language: str, home: str) -> bool:
    """Return whether words in a language say so among those of another: "en" does not among "en-GB"."""
    one, other = f"{language}-".casefold(), f"{home}-".casefold()
    return not (one.startswith(other) or other.startswith(one))


def text_role(role: str, around: Sequence[str]) -> str:
    """Return the block style that words have in a paragraph of `role` inside containers, outermost first.

    A plain paragraph ("body", "first") takes the type of the innermost container (group, list, table, note);
    any other role keeps its own. Containers are named by their roles; a header cell is "table-head", a note
    at the foot "note", a note in a list "note-list". This holds for type (italic, size, …), not for indents.
    """
    return around[-1] if around and role in ("body", "first") else role
