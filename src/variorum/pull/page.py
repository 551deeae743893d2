"""The report of a file that came back, as a page to read: one file, light and dark, for any width."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import jinja2

from variorum.pull.changes import Change, title_of

Stretch = tuple[str, bool]
"""Words, and whether they are there on one side alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A change as the page shows it: words before and after in stretches, and the place in the source."""

    change: Change
    where: str
    place: str
    before: Sequence[Stretch]
    after: Sequence[Stretch]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a report: the file, the edition, and the line that counts the changes."""

    file: str
    edition: str
    language: str
    count: str


def page(heading: Heading, changes: Sequence[Change]) -> str:
    """Return the page."""
    rows = [_row(one) for one in changes]
    return _template().render(
        heading=heading,
        parts=(
            ("Carried back", [one for one in rows if one.change.carried]),
            ("Not carried back", [one for one in rows if not one.change.carried]),
        ),
    )


def _row(one: Change) -> Row:
    before, after = _sides(one.before, one.after)
    where = title_of(one.stream) + (f", page {one.page}" if one.page else "")
    place = f"{one.place.path}:{one.place.line}:{one.place.column}" if one.place is not None else ""
    return Row(one, where, place, before, after)


def _sides(before: str, after: str) -> tuple[list[Stretch], list[Stretch]]:
    """Return words before and after, parted into what they have in common and what not."""
    one, other = (_words(said) for said in (before, after))
    left: list[Stretch] = []
    right: list[Stretch] = []
    for tag, low, high, low_other, high_other in difflib.SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        for made, words in ((left, one[low:high]), (right, other[low_other:high_other])):
            if words:
                made.append(("".join(words), tag != "equal"))
    return left, right


def _words(said: str) -> list[str]:
    return [part for word in said.split(" ") for part in (word, " ")][:-1] if said else []


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("variorum.pull"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
