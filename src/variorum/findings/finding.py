"""What every finding has, and results that carry findings.

A stage of the pipeline returns `Result(value, diagnostics)`. It does not print, and it does not raise
for a fault of the manuscript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from typing import ClassVar, Generic, Self, TypeVar

from variorum.source import Span

T = TypeVar("T")
U = TypeVar("U")

__all__ = ["Diagnostic", "Result", "Severity"]


class Severity(Enum):
    """How grave a finding is: an error stops a build, a warning is shown, an info is counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Diagnostic:
    """One finding: its place (none for a fault of the whole run), and as fields the facts of its message.

    A subclass is a finding that can be made, and its docstring tells what it means. `slug` is the name that
    users see and quote in `edition.toml`. `form` is the message and `mend` the way to mend it, both with the
    names of facts in braces; `own_hint` stands for the latter where a place has a better one. A finding of a
    finished file has a `rank`: the lower, the more it may be the cause of others.
    """

    slug: ClassVar[str]
    severity: ClassVar[Severity]
    form: ClassVar[str]
    mend: ClassVar[str] = ""
    rank: ClassVar[int] = 0

    span: Span | None = None
    own_hint: str | None = field(default=None, kw_only=True)
    accepted: str | None = field(default=None, kw_only=True)

    @property
    def message(self) -> str:
        """Return what was found, with the facts filled in."""
        return self.form.format_map(self._short_facts())

    @property
    def hint(self) -> str:
        """Return how to mend it, empty if there is nothing to say."""
        if self.own_hint is not None:
            return short_fact(self.own_hint)
        return self.mend.format_map(self._short_facts()).strip()

    def _short_facts(self) -> dict[str, object]:
        """Return the facts as messages show them."""
        return {key: short_fact(one) if isinstance(one, str) else one for key, one in vars(self).items()}

    @property
    def place_in_order(self) -> tuple[int, str, int]:
        """Return whether it stands behind all others, of which file it is, and how much it may be a cause."""
        return (1, str(vars(self)["file"]), self.rank) if self.rank else (0, "", 0)

    @property
    def facts(self) -> tuple[tuple[str, object], ...]:
        """Return the names and values of the facts: what is said, wherever it is said of."""
        return tuple((one.name, getattr(self, one.name)) for one in fields(self)[COMMON:])

    def accept(self, reason: str) -> Self:
        """Return this finding as one that the edition has looked at and accepted."""
        return replace(self, accepted=reason)


LONGEST_FACT = 300
"""How many characters of a fact are shown."""


def short_fact(text: str) -> str:
    """Return a text as a message shows it: one beyond measure by its beginning and its end."""
    if len(text) <= LONGEST_FACT:
        return text
    half = LONGEST_FACT // 2
    return f"{text[:half]} … {text[-half:]}"


def times(count: int) -> str:
    """Return how often something is: "once", "32 times"."""
    return "once" if count == 1 else f"{count:,} times"


NAMED = 3
"""How many words of a row are shown."""


def row(words: Sequence[str]) -> str:
    """Return the first different words of some, and how many there are in all: "“a”, “b”, “c” and 4 more"."""
    different = list(dict.fromkeys(words))
    shown = ", ".join(f"“{word}”" for word in different[:NAMED])
    more = len(words) - min(len(different), NAMED)
    return f"{shown} and {more:,} more" if more else shown


COMMON = len(fields(Diagnostic))
"""How many fields every finding has; those of its own are its facts."""


@dataclass(frozen=True, slots=True)
class Result(Generic[T]):
    """What a stage made, and what it found; `value` is present even when there are errors."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    def then(self, stage: Callable[[T], Result[U]]) -> Result[U]:
        """Run the next stage and keep the findings of both."""
        following = stage(self.value)
        return Result(following.value, self.diagnostics + following.diagnostics)

    def noting(self, diagnostics: Iterable[Diagnostic]) -> Result[T]:
        """Return this result with more findings."""
        return Result(self.value, self.diagnostics + tuple(diagnostics))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that are errors and not accepted."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR and d.accepted is None)
