"""Pages of cases, and the cases on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from press import ROOT

FENCE = re.compile(r"^#+ [^\n]*$|^```(?P<info>[^`\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


class PageError(Exception):
    """A page that cannot be told into cases: file, line and the reason."""


def shown(page: Path) -> str:
    """Return the path of a page from the root of the repository."""
    return str(page.relative_to(ROOT) if page.is_relative_to(ROOT) else page)


def place(page: Path, line: int) -> str:
    """Return page and line as an editor's program understands them."""
    return f"{shown(page)}:{line}"


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced stretch of a page: what stands behind the first fence, the lines, the places in the page."""

    info: str
    body: str
    line: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """Return the first word of what stands behind the fence."""
        return self.info.partition(" ")[0]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words behind the first."""
        return tuple(self.info.split()[1:])

    def option(self, name: str) -> str | None:
        """Return the value of `name=value` behind the fence."""
        return next((word[len(name) + 1 :] for word in self.words if word.startswith(f"{name}=")), None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of pages: the fences that give, those that hold on, and those that expect, by their names.

    An expectation is known by all that stands behind its fence, so that it may have several words. Of some
    kinds a case may have several inputs: then those that follow each other are of one case.
    """

    inputs: frozenset[str]
    expected: frozenset[str]
    standing: frozenset[str] = frozenset()
    several: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs and what is expected of them, on a page."""

    page: Path
    inputs: tuple[Fence, ...]
    standing: tuple[Fence, ...]
    expected: tuple[Fence, ...] = ()

    @property
    def line(self) -> int:
        """Return the line of the first fence."""
        return self.inputs[0].line

    @property
    def input(self) -> Fence:
        """Return the first input."""
        return self.inputs[0]

    def text(self, standing: str) -> str:
        """Return the lines of a fence that holds on; none where there is no such fence."""
        return next((fence.body for fence in self.standing if fence.info == standing), "")


@dataclass
class _Cases:
    """The cases of a page as far as it is read."""

    page: Path
    kind: Kind
    foreign: frozenset[str]
    standing: dict[str, Fence] = field(default_factory=dict)
    inputs: list[Fence] = field(default_factory=list)
    expected: list[Fence] = field(default_factory=list)
    elsewhere: bool = False

    def end(self) -> Iterator[Case]:
        """Yield the case that ends here, if one stands open."""
        if self.inputs:
            standing = tuple(self.standing.values())
            yield Case(self.page, tuple(self.inputs), standing, tuple(self.expected))
        self.inputs, self.expected, self.elsewhere = [], [], False

    def follow(self, fence: Fence) -> Iterator[Case]:
        """Put a fence where it belongs, and yield the case that it ends."""
        if fence.name in self.kind.inputs:
            if self.expected or self.elsewhere or not self.kind.several:
                yield from self.end()
            self.inputs.append(fence)
        elif fence.name in self.kind.standing:
            yield from self.end()
            self.standing[fence.info] = fence
        elif fence.info in self.kind.expected and self.inputs:
            self.expected.append(fence)
        elif fence.info in self.kind.expected and self.elsewhere:
            pass
        elif fence.name in self.foreign:
            yield from self.end()
            self.elsewhere = True
        else:
            what = "expects, but has no input" if fence.info in self.kind.expected else "is of no known kind"
            raise PageError(f"{place(self.page, fence.line)}: the fence “{fence.info}” {what}")


def fences(page: Path) -> Iterator[Fence | None]:
    """Yield the fences of a page in their order, and None for each heading between them."""
    with page.open(encoding="utf-8", newline="") as opened:
        text = opened.read()
    for found in FENCE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        info, body = found["info"], found["body"]
        if info is None:
            yield None
            continue
        if re.search("^```", body, re.MULTILINE):
            raise PageError(f"{place(page, line)}: the fence “{info}” has no end")
        yield Fence(info.strip(), body, line, found.start(), found.end())


def read_cases(page: Path, kind: Kind, foreign: Iterable[str] = ()) -> tuple[Case, ...]:
    """Return the cases of a kind on a page; `foreign` are the names of fences that belong to other kinds."""
    reading = _Cases(page, kind, frozenset(foreign))
    cases: list[Case] = []
    for fence in fences(page):
        if fence is None:
            cases += reading.end()
            reading.standing.clear()
        else:
            cases += reading.follow(fence)
    return (*cases, *reading.end())


def each(cases: Iterable[Case]) -> pytest.MarkDecorator:
    """Return the mark that runs a test, whose argument is `case`, for each."""
    return pytest.mark.parametrize("case", list(cases), ids=lambda case: f"{case.page.name}:{case.line}")
