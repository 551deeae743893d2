"""A language that nobody speaks: English with every phrase in ⟦ ⟧, as a language file and as sets.

What is printed in it outside of the brackets is a source's, or words that no other language could change.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from variorum import conventions
from variorum.apparatus import profile
from variorum.conventions.load import parse
from variorum.conventions.sign import ConventionSet, Sign
from variorum.conventions.texts import SHOWN, has_words
from variorum.source import Source
from variorum.words.language import LAST_RESORT, load

TAG = "qps"
OPEN, CLOSE = "⟦", "⟧"
LEMMA = re.compile(r"\{\w+\}\] ")
"""The lemma with which a note begins, which is the source's, and its bracket."""
WORDED = ("words", "tens", "hundreds")
"""The rows of number words that are printed alone or as the parts of others."""


def wrap(words: Any) -> Any:
    """Return words in brackets, each of several by itself; the lemma of a note stands before them."""
    match words:
        case str():
            lemma = LEMMA.match(words)
            head = lemma[0] if lemma else ""
            return f"{head}{OPEN}{words[len(head) :]}{CLOSE}" if has_words(words) else words
        case Mapping():
            return {key: wrap(form) for key, form in words.items()}
        case _:
            return [wrap(each) for each in words]


def wrap_phrase(words: str) -> str:
    """Return a phrase in brackets, also one that only puts its fields into a row."""
    return wrap(words) if has_words(words) or LEMMA.match(words) else f"{OPEN}{words}{CLOSE}"


@cache
def language_file() -> str:
    """Return English as a language file in which every phrase is wrapped."""
    english = load(LAST_RESORT)
    numbers = {key: wrap(rows) if key in WORDED else rows for key, rows in english.tables["numbers"].items()}
    lines = [f"plural = {in_toml(english.tables['plural'])}", f"numbers = {in_toml(numbers)}"]
    for key, phrase in english.phrases.items():
        table, _, name = key.rpartition(".")
        lines += [f"[{table}]"] if f"[{table}]" not in lines else []
        if isinstance(phrase, str):
            lines.append(f"{name} = {in_toml(wrap_phrase(phrase))}")
        else:
            lines.append(f"{name} = {in_toml({one: wrap_phrase(form) for one, form in phrase.items()})}")
    return "\n".join(lines) + "\n"


def in_toml(value: Any) -> str:
    """Return a value on one line of TOML."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {in_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(in_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@cache
def set_file(name: str) -> str:
    """Return a set in which the words of every sign are said in this language too, in brackets."""
    own = conventions.load(name).value
    lines = [f'extends = "{name}"', f"title = {both(own.title)}"]
    for sign in own.signs:
        lines += ["[[sign]]", f'id = "{sign.id}"', *_words_of(sign)]
    return "\n".join(lines) + "\n"


def both(words: Any, wrapped: Any = None) -> str:
    """Return words by language: in English, and in this one."""
    return in_toml({LAST_RESORT: words, TAG: wrap(words) if wrapped is None else wrapped})


def _words_of(sign: Sign) -> Iterator[str]:
    yield from (
        f"{key} = {both(said)}" for key in ("title", "legend", "note") if (said := getattr(sign, key))
    )
    if sign.say:
        yield f"say = {both(list(sign.say))}"
    if sign.sample:
        yield f"sample = {both(sign.sample, sign.sample)}"
    show = {key: getattr(sign.show, key) for key in sign.show.__match_args__}
    kept = {key: in_toml(value) for key, value in show.items() if value not in (None, "", False)}
    said = {key: both(show[key]) for key in SHOWN if key in kept}
    if kept:
        yield "show = { " + ", ".join(f"{key} = {value}" for key, value in {**kept, **said}.items()) + " }"


@cache
def pseudo_set(name: str) -> ConventionSet:
    """Return a set that speaks this language."""
    read = parse("pseudo", Source(f"pseudo-{name}.toml", set_file(name)), language=TAG)
    assert read.diagnostics == ()
    return read.value


@cache
def profile_file(name: str) -> str:
    """Return a profile whose words are said in this language too, in brackets."""
    own = profile.load(name).value
    lines = [f'extends = "{name}"']
    for group, changes in (("node", own.nodes), ("sign", own.signs)):
        for key, change in changes.items():
            words = {one: said for one, said in change.items() if one in profile.WORDS and said}
            if words:
                lines.append(f"[{group}.{key}]")
                lines += [f"{one} = {both(said)}" for one, said in words.items()]
    return "\n".join(lines) + "\n"


PROFILE_FILE = "pseudo-profile.toml"


def lay(seed: Path, folder: Path, own_profile: str) -> Path:
    """Return a copy of an edition that speaks this language, with its set, and a profile for it."""
    shutil.copytree(seed, folder)
    path = folder / "edition.toml"
    text = path.read_text("utf-8")
    named = re.search(r'^convention = "([\w-]+)"$', text, re.MULTILINE)
    assert named is not None
    text = text.replace(named[0], 'convention = "pseudo-set.toml"\nwords = "pseudo.toml"')
    text = re.sub(r"^language = .*$", f'language = "{TAG}"', text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    (folder / PROFILE_FILE).write_text(profile_file(own_profile), "utf-8")
    (folder / "pseudo.toml").write_text(language_file(), "utf-8")
    (folder / "pseudo-set.toml").write_text(set_file(named[1]), "utf-8")
    return folder
