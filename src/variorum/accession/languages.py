"""Which language a text is in, where nothing says so: by its commonest words, its script, its spellings.

A library that guesses would bring a model of many megabytes to tell languages of whole documents apart; the
table beside this file does, and says by what words.
"""

from __future__ import annotations

import importlib.resources
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from fontTools.unicodedata import script

from variorum.directions import script_of

READ = 200_000
"""How many characters of a text are looked at."""
LEAST = 5
"""How many words of a language must be there."""
SHARE = 0.12
"""Which part of the words the commonest of a language must be."""
WHOLE = 2
"""How many of them must have more than one letter, as those of an equation or a list have not."""
LEAD = 1.25
"""How much oftener the words of a language must be there than those of the next."""
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
"""The tag of a language, as far as its form tells."""
SCRIPTS = {"Hans": {"Hani"}, "Hant": {"Hani"}, "Jpan": {"Hani", "Hira", "Kana"}, "Kore": {"Hang", "Hani"}}
"""The scripts of letters, by the codes of writing that has several or is named by its kind."""
WORD = re.compile(r"[^\W\d_]+")
OTHER_SCRIPTS = ("LATIN", "CYRILLIC")
"""Scripts of many languages, which words tell apart."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A language that words are in, and by what they tell it."""

    tag: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentLanguages:
    """The languages of a text, and how they are known; no reason where the file itself says them."""

    tags: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Table:
    scripts: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    letters: Mapping[str, frozenset[str]]
    spellings: Mapping[str, tuple[re.Pattern[str], re.Pattern[str]]]


@cache
def _table() -> _Table:
    file = importlib.resources.files("variorum.accession") / "languages.toml"
    said = tomllib.loads(file.read_text("utf-8"))
    return _Table(
        said["script"],
        {tag: frozenset(words.split()) for tag, words in said["words"].items()},
        {tag: frozenset(letters) for tag, letters in said["letters"].items()},
        {
            tag: (re.compile(rf"\b(?:{one['words']})\b", re.IGNORECASE), re.compile(rf"\b{one['day']}"))
            for tag, one in said["spelling"].items()
        },
    )


def document_languages(
    stated: tuple[str, ...], words: str, usual: str | None, by_program: bool = False
) -> DocumentLanguages:
    """Return the languages of a text that says some, or none; `usual` is that of texts of its set.

    `by_program`: what is stated was set by a program or template, so that the words are asked too.
    """
    guess = language_of_words(words)
    spoken = guess.tag if guess else ""
    named = usual if usual and (guess is None or primary(usual) == primary(spoken)) else None
    if stated:
        first = stated[0]
        if not by_program:
            return DocumentLanguages(stated)
        if guess and primary(spoken) != primary(first):
            return DocumentLanguages((spoken,), f"the file says {first}, but {guess.reason}")
        closer = named or spoken
        if "-" not in first and "-" in closer and primary(closer) == primary(first):
            stated = (closer, *stated[1:])
        return DocumentLanguages(stated)
    if named:
        return DocumentLanguages((named,), "texts of its convention set are in it")
    return DocumentLanguages((spoken,), guess.reason) if guess else DocumentLanguages(())


def primary(tag: str) -> str:
    """Return the language in the tag of one, without script and country."""
    return tag.partition("-")[0].casefold()


def is_in_script(words: str, tag: str) -> bool:
    """Return whether most letters of words are of the script of a language."""
    count = Counter(script(letter) for letter in words if letter.isalpha())
    return bool(count) and count.most_common(1)[0][0] in scripts_of(tag)


def bear_out(words: str, said: str, main: str, by_program: bool) -> bool:
    """Return whether words among others in `main` look like those of the language they are said to be in.

    What a program says as people type is wrong as often as not: the script of the letters must tell, or the
    commonest words. What people say is only not believed where these are those of `main`.
    """
    if not is_in_script(words, said):
        return False
    if not is_in_script(words, main):
        return True
    all_words = [word.casefold() for word in WORD.findall(words) if len(word) > 1]
    table = _table().words
    own, others = (table.get(primary(tag), frozenset()) for tag in (said, main))
    hits, against = (sum(word in known for word in all_words) for known in (own - others, others - own))
    if not by_program:
        return against <= hits
    return hits > against and len(all_words) > 1


def scripts_of(tag: str) -> Collection[str]:
    """Return the scripts of letters in which a language is written."""
    name = script_of(tag)
    return SCRIPTS.get(name, {name})


def language_of_words(text: str) -> Guess | None:
    """Return the language of a text; none where too little of it tells."""
    text = text[:READ]
    letters = _script(text)
    if letters is None:
        return None
    if letters not in OTHER_SCRIPTS:
        return _of_script(text, letters)
    words = [word.casefold() for word in WORD.findall(text)]
    count = Counter(words)
    table = _table()
    hits = {tag: sum(count[word] for word in common) for tag, common in table.words.items()}
    (best, most), (_, next_) = sorted(hits.items(), key=lambda one: (-one[1], one[0]))[:2]
    whole = [word for word in table.words[best] & set(words) if len(word) > 1]
    if most < LEAST or most < SHARE * len(words) or most < LEAD * next_ or len(whole) < WHOLE:
        return None
    shown = sorted(table.words[best] & set(words), key=lambda word: (-count[word], word))[:3]
    said = ", ".join(f"“{word}”" for word in shown)
    return _of_country(text, best, f"its commonest words are {said}")


def _script(text: str) -> str | None:
    """Return the script of most letters, as Unicode names them; Japanese is known by its own two."""
    count: Counter[str] = Counter()
    for letter, times in Counter(filter(str.isalpha, text)).items():
        count[unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]] += times
    if not count:
        return None
    kana = count["HIRAGANA"] + count["KATAKANA"]
    if kana * 5 > count["CJK"] + kana > 0:
        return "HIRAGANA"
    most, times = count.most_common(1)[0]
    return most if times >= LEAST else None


def _of_script(text: str, letters_of: str) -> Guess | None:
    table = _table()
    tag = table.scripts.get(letters_of)
    if tag is None:
        return None
    for other, letters in table.letters.items():
        if sum(map(text.count, letters)) * 100 > len(text) and _scripts_of(letters) == {letters_of}:
            tag = other
    return Guess(tag, f"its letters are {letters_of.capitalize()}")


def _scripts_of(letters: frozenset[str]) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}


def _of_country(text: str, tag: str, reason: str) -> Guess:
    """Return a language with the country whose spellings and days a text has, where it has those of one."""
    found: dict[str, list[str]] = {}
    for country, patterns in _table().spellings.items():
        if country.partition("-")[0] == tag:
            found[country] = [each.group() for pattern in patterns for each in pattern.finditer(text)]
    ranked = sorted(found.items(), key=lambda one: -len(one[1]))
    if len(ranked) < 2 or len(ranked[0][1]) < LEAD * len(ranked[1][1]) or not ranked[0][1]:
        return Guess(tag, reason)
    country, met = ranked[0]
    return Guess(country, f"{reason}, and it has “{met[0]}”")
