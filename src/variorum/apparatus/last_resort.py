"""What is printed for an act that the edition's convention set has no sign for.

An editorial act is never printed without a mark that can be seen; these are the marks of last resort, a set
like any other.
"""

from __future__ import annotations

from functools import cache

from variorum.conventions import ConventionSet, load

NAME = "last-resort"


@cache
def marks(language: str | None = None) -> ConventionSet:
    """Return the marks of last resort, with words in a language; without one in their own."""
    return load(NAME, language=language).value
