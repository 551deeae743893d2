"""What words may be instead: surnames those of a language or places, those in brackets of the paper."""

from __future__ import annotations

from functools import cache

from variorum.words.language import load, tag_for


@cache
def surnames_that_are_words(language: str) -> frozenset[str]:
    """Return the surnames that are words of a language too, none where it has no table of them."""
    table = load(language).tables.get("surnames", {}) if tag_for(language) else {}
    return frozenset(table.get("words", ()))


@cache
def words_before_places(language: str) -> frozenset[str]:
    """Return the words behind which a name alone is rather that of a place, none without a table of them."""
    table = load(language).tables.get("surnames", {}) if tag_for(language) else {}
    return frozenset(table.get("before-places", ()))


@cache
def words_of_paper(language: str) -> str:
    """Return the pattern of words in brackets that say something of the paper, empty without one."""
    return str(load(language).tables.get("paper-words", {}).get("describes", ""))
