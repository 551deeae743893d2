"""The closed lists of kinds that nodes name: of stress, of data, of set lines, of endorsements, of acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from types import MappingProxyType


class EmphasisKind(StrEnum):
    """The source's own ways to stress. TEI `hi/@rend`.

    `SPACED`: letter-spaced; `RAISED`, `LOWERED`: superscript, subscript; `CIRCLED`: a line drawn around.
    """

    ITALIC = "italic"
    BOLD = "bold"
    UNDERLINE = "underline"
    SPACED = "spaced"
    SMALL_CAPS = "small-caps"
    RAISED = "raised"
    LOWERED = "lowered"
    CIRCLED = "circled"


class FieldKind(StrEnum):
    """The data of a document's head, in the order of a head.

    `MARK`: a mark at the date, such as an asterisk; `REGISTER`: the number under which it was registered;
    `EXTENT`: of how many pages; `ARCHIVE`: where it is kept, with its number there; `PROVENANCE`: whence the
    text is taken; `SECRECY`: the grade of secrecy; `COPY`: the number of the copy; `PHYSICAL`: what the paper
    looks like; `EXCERPT`: that only parts are given; `RELATED`: another document, with its key, as the letter
    before: no head prints it, references to that document without words do.
    """

    DATE = "date"
    MARK = "mark"
    REGISTER = "register"
    TITLE = "title"
    ABSTRACT = "abstract"
    ARCHIVE = "archive"
    EXTENT = "extent"
    EXCERPT = "excerpt"
    SECRECY = "secrecy"
    COPY = "copy"
    PHYSICAL = "physical"
    LANGUAGE = "language"
    PROVENANCE = "provenance"
    RELATED = "related"


class LineKind(StrEnum):
    """The set lines of a letter or paper. TEI `opener`, `closer` and what they hold.

    `CLASSIFICATION`: the grade of secrecy; `COPY`, `REGISTER`: the numbers of the copy and of the register;
    `DISTRIBUTION`: who gets it; `CHAIR`, `PRESENT`: of a meeting; `ENCLOSURE`: what goes with it.
    """

    LETTERHEAD = "letterhead"
    CLASSIFICATION = "classification"
    COPY = "copy"
    REGISTER = "register"
    TITLE = "title"
    DATELINE = "dateline"
    ADDRESSEE = "addressee"
    DISTRIBUTION = "distribution"
    CHAIR = "chair"
    PRESENT = "present"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"
    ENCLOSURE = "enclosure"


class EndorsementKind(StrEnum):
    """What others put on a paper. TEI `add`, `stamp`, `note[@place="margin"]`.

    `RESOLUTION`: what a superior ordered; `VISA`: that someone has seen or agreed to it.
    """

    RESOLUTION = "resolution"
    VISA = "visa"
    STAMP = "stamp"
    MARGINAL = "marginal"


class MatterPlace(StrEnum):
    """Where a part of a volume stands that is none of its documents. TEI `front`, `back`."""

    FRONT = "front"
    BACK = "back"


class Act(StrEnum):
    """What is said of the words of a range: what the inline of that name says, or that a note is on them."""

    NOTE = "note"
    ADDED = "added"
    DELETED = "deleted"
    DAMAGED = "damaged"
    WRITTEN = "written"
    SUPPLIED = "supplied"
    UNCLEAR = "unclear"
    TRANSPOSED = "transposed"


DIVIDERS = MappingProxyType(
    {
        **dict.fromkeys(("stars", "star", "asterisks", "asterisk", "asterism", "dinkus"), "stars"),
        **dict.fromkeys(
            ("rule", "line", "hr", "dash", "horbar", "horizontal-bar", "horizontal-rule"), "rule"
        ),
        **dict.fromkeys(("space", "blank", "white-space", "blank-line"), "space"),
    }
)
"""What parts two pieces of a text, by the words that encodings have for it."""
STARS = re.compile(r"[*\N{ASTERISM}](?:\s*[*\N{ASTERISM}])*")


def divider(looks: Sequence[str], unit: str) -> str | None:
    """Return as what parts of a text are parted: stars, a rule, a space; none if no word says it.

    A look may go on with how long a rule is and where it stands: "horbar-short-left".
    """
    if any(STARS.fullmatch(words.strip()) for words in (*looks, unit)):
        return "stars"
    bare = [word.removeprefix("#").removeprefix("simple:") for words in looks for word in words.split()]
    said = (word for one in bare for word in (one, re.split("[-_]", one)[0]))
    return next((DIVIDERS[word] for word in (*said, unit) if word in DIVIDERS), None)
