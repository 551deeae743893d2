"""Facts that any node may bear, and the small vocabularies they use."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from variorum.source import Span


class Voice(StrEnum):
    """Who speaks: the source and its hands, or one of those who came after. TEI `note/@type`, `@resp`.

    `KEEPER`: the record-keeper or archive; `TRANSLATOR_OR_EDITOR`: the source does not say which of the two.
    """

    SOURCE = "source"
    KEEPER = "keeper"
    TRANSLATOR = "translator"
    EDITOR = "editor"
    TRANSLATOR_OR_EDITOR = "translator-or-editor"


class Certainty(StrEnum):
    """How sure a reading or attribution is. TEI `@cert`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Extent:
    """An amount: exact (`quantity`), a range (`at_least`, `at_most`) or unknown. TEI att.dimensions.

    `unit`: letters, words, lines, pages, …; `about`: it is a guess.
    """

    quantity: str | None = None
    unit: str | None = None
    at_least: str | None = None
    at_most: str | None = None
    about: bool = False


NO_EXTENT = Extent()

LINES = "lines"
"""The appearance of a paragraph all of short lines, or of a datum of a head in lines: their ends are the
sense of it, and print everywhere."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a node besides its kind. TEI att.global, att.editLike, att.transcriptional.

    `hand`: an id of the register of hands or persons; `medium`: how it was written: type, pencil, ink, stamp,
    print or a free word; `place`: where: inline, above, below, margin-left, over, end, …; `cert`: how sure it
    is; `resp`: the initials or ids of those responsible, in order; `seq`: its rank among genetic acts;
    `lang`: a BCP 47 tag; `rend`: the appearance in the words of a foreign encoding; `id`: a name minted once;
    `also`: the attributes of a foreign encoding that no field holds, each `name=value`, sorted.
    """

    hand: str | None = None
    medium: str | None = None
    place: str | None = None
    cert: Certainty | None = None
    resp: tuple[str, ...] = ()
    seq: int | None = None
    lang: str | None = None
    rend: str | None = None
    id: str | None = None
    also: tuple[str, ...] = ()


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a document, with what every part bears.

    `facts`: what is known of it besides its kind; `span`: its place in the source, which counts for no
    equality.
    """

    facts: Facts = field(default=NO_FACTS, kw_only=True)
    span: Span | None = field(default=None, kw_only=True, compare=False, repr=False)
