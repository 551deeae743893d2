"""What is printed for an act that the edition's convention set has no sign for.

An editorial act is never printed without a mark that can be seen; these are the marks of last resort, a set
like any other.
"""

from __future__ import annotations

from functools import cache

from variorum.conventions import ConventionSet, load
from variorum.findings import Diagnostic, Result

NAME = "last-resort"


def marks(language: str | None = None) -> ConventionSet:
    """Return the marks of last resort, with words in a language; without one in their own."""
    return _loaded(language).value


def untranslated(language: str) -> tuple[Diagnostic, ...]:
    """Return the finding that the marks have no words in a language, if that is so."""
    return _loaded(language).diagnostics


@cache
def _loaded(language: str | None) -> Result[ConventionSet]:
    return load(NAME, language=language)
