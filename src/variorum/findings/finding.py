"""Findings about a manuscript, and results that carry them.

A stage of the pipeline returns `Result(value, diagnostics)`. It does not print, and it does not raise
for a fault of the manuscript. The catalogue of codes is `catalogue`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from variorum.findings.catalogue import Code, Severity
from variorum.source import Span

T = TypeVar("T")
U = TypeVar("U")

__all__ = ["Code", "Diagnostic", "Result", "Severity"]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: its code, its place (none for a fault of the whole run), and the facts of its message.

    `facts` fill the placeholders of the code's message and hint; `hint` replaces the code's own.
    """

    code: Code
    span: Span | None = None
    facts: tuple[tuple[str, str], ...] = ()
    own_hint: str | None = None
    accepted: str | None = None

    @classmethod
    def of(
        cls, code: Code, /, span: Span | None = None, hint: str | None = None, **facts: object
    ) -> Diagnostic:
        """Make a finding; `facts` are turned into text."""
        return cls(code, span, tuple((key, str(value)) for key, value in facts.items()), hint)

    @property
    def severity(self) -> Severity:
        """Return the severity of the code."""
        return self.code.severity

    @property
    def message(self) -> str:
        """Return the code's message with the facts filled in."""
        return self.code.message.format_map(dict(self.facts))

    @property
    def hint(self) -> str:
        """Return how to mend it, empty if there is nothing to say."""
        return self.own_hint if self.own_hint is not None else self.code.hint.format_map(dict(self.facts))

    def accept(self, reason: str) -> Diagnostic:
        """Return this finding as one that the edition has looked at and accepted."""
        return replace(self, accepted=reason)


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
