"""Surnames that are words of a language as well: at the beginning of a sentence nobody can tell."""

from __future__ import annotations

from functools import cache

from variorum.words.language import load, tag_for


@cache
def surnames_that_are_words(language: str) -> frozenset[str]:
    """Return the surnames that are words of a language too, none where it has no table of them."""
    table = load(language).tables.get("surnames", {}) if tag_for(language) else {}
    return frozenset(table.get("words", ()))
