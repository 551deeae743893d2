"""Where words go on over the ends of lines and pages, as the account finds out from a file's characters.

The rules are those that the findings tell (`line-end-guessed`); the code is none of a codec's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from variorum.words.divisions import CONJUNCTIONS

DASHES = ("-", "\u00ad", "\u00ac", "\u2010", "\u2e17", "=")
SAID = frozenset(
    {
        "-",
        "\u00ac",
        "hyphen",
        "hyphenated",
        "hypheninword",
        "inword",
        "nobreak",
        "no-break",
        "worddiv",
        "word-division",
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of a line, column or page at an offset, what it says in `break`, and in its look and type.

    `set_lines`: it stands where lines are set, so that they end between words.
    """

    at: int
    is_line: bool
    told: str | None
    look: str
    set_lines: bool


class WordEdge(Enum):
    """The beginning or the end of what the encoding says is a word (`w`)."""

    BEGINNING = 0
    END = 1


Token = str | Mark | WordEdge | None
"""Characters, a mark, the edge of a word, or the beginning or end of a block."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Marks with nothing between them, and the characters on their sides up to the next mark or block.

    `parts_words`: a word ends right before them, and another begins right behind them.
    """

    marks: tuple[Mark, ...]
    before: str
    behind: str
    parts_words: bool

    @property
    def answers(self) -> set[str]:
        return {one.told for one in self.marks if one.told is not None}

    @property
    def is_named(self) -> bool:
        words = [word for one in self.marks for word in one.look.split()]
        return any(word.removeprefix("#").lower() in SAID for word in words)

    @property
    def is_divided(self) -> bool:
        """Return whether a hyphen divides a word."""
        before, behind = self.before.rstrip(), self.behind.lstrip()
        if not any(one.is_line for one in self.marks):
            return False
        if not before.endswith(DASHES) or not before[-2:-1].isalpha() or not behind[:1].isalpha():
            return False
        end = next((at for at, one in enumerate(behind) if not one.isalpha()), len(behind))
        return behind[:end] not in CONJUNCTIONS

    @property
    def is_of_figures(self) -> bool:
        """Return whether a sign stands between two figures."""
        before, behind = self.before.rstrip(), self.behind.lstrip()
        lined = any(one.is_line for one in self.marks)
        return (
            lined
            and before.endswith((*DASHES, "–", "/"))
            and before[-2:-1].isdigit()
            and behind[:1].isdigit()
        )

    @property
    def is_touched(self) -> bool:
        """Return whether characters stand against the marks."""
        before, behind = self.before[-1:], self.behind[:1]
        return bool(before and behind) and not before.isspace() and not behind.isspace()

    @property
    def is_tight(self) -> bool:
        """Return whether small letters do, where lines are none of their own."""
        small = self.before[-1:].isalpha() and self.behind[:1].islower()
        return self.is_touched and small and not self.marks[0].set_lines

    @property
    def is_loose(self) -> bool:
        """Return whether a line ends between words without a blank."""
        if self.answers or self.is_named or self.before.endswith(DASHES):
            return False
        return self.is_touched and not self.is_tight


def joins(flows: Sequence[Sequence[Token]]) -> list[int]:
    """Return the offsets of marks over which words go on."""
    rows = [row for flow in flows for row in _rows(flow)]
    loose = any(row.is_loose for row in rows)
    found: list[int] = []
    for row in rows:
        lines = any(one.is_line for one in row.marks)
        guessed = (
            row.is_named or row.is_divided or row.is_of_figures or (row.is_tight and lines and not loose)
        )
        guessed = guessed and not row.parts_words
        if not row.before.strip() or not row.behind.strip():
            continue  # no word goes on over the edge of a block
        if "no" in row.answers or (not row.answers and guessed):
            found += [one.at for one in row.marks]
    return sorted(found)


def _rows(flow: Sequence[Token]) -> Iterator[_Row]:
    """Yield the rows of marks of a flow."""
    row: list[Mark] = []
    before = behind = ""
    ended = begun = touched = False
    for token in (*flow, None):
        match token:
            case WordEdge():
                begun = begun or (token is WordEdge.BEGINNING and bool(row) and not behind)
                touched = token is WordEdge.END
            case str():
                behind += token
                touched = False
            case Mark() if row and not behind.strip():
                row.append(token)
            case _:
                if row:
                    yield _Row(tuple(row), before, behind, ended and begun)
                before = behind if isinstance(token, Mark) else ""
                row, behind = [token] if isinstance(token, Mark) else [], ""
                ended, begun, touched = touched, False, False
