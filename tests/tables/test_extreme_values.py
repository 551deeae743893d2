"""A law: whatever stands in the place of a value or a key, a table is read to its end, with findings in it.

Each value of the tables that come with variorum and of the seeds is replaced by values of every other type
and of extreme size, each key by names that are none. Which of them is tried at which value goes round, so
that all are tried somewhere and few everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from desk import LETTER, TOML
from press import ROOT

from variorum import conventions, style, toml
from variorum.apparatus import load_profile
from variorum.findings import Diagnostic, Result, Severity
from variorum.folder import EditionFolder
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.project.load import load
from variorum.source import Source
from variorum.words.edition_language import LanguageChoice, edition_language

VALUES = {
    "a number": "3",
    "a number below nothing": "-1",
    "a huge number": "1e308",
    "no number": "nan",
    "a truth value": "true",
    "a text": '"x"',
    "nothing": '""',
    "a long text": f'"{"x" * 5000}"',
    "a text with NUL": '"a\\u0000b"',
    "a text with a line end": '"a\\nb"',
    "a text that XML has not": '"\\uFFFE"',
    "a way out": '"../../x.toml"',
    "an attribute": "'x\" onload=\"y'",
    "a script": '"</style><script>"',
    "no pattern": "'('",
    "a field": "'{label.__class__}'",
    "braces": f'"{"{a?" * 300}"',
    "an empty list": "[]",
    "a list of lists": "[[]]",
    "texts": '["x", "y"]',
    "numbers": "[3, 4]",
    "an empty table": "{}",
    "a table": "{ a = 1, b = 'x' }",
    "tables": "[{ a = 1 }]",
    "a day": "1979-05-27",
    "an hour": "07:32:00",
    "5,000 figures": "9" * 5000,
    "a table 20,000 deep": "{a=" * 20_000 + "1" + "}" * 20_000,
    "a list 20,000 deep": "[" * 20_000 + "]" * 20_000,
}
KEYS = {
    "5,000 letters": "k" * 5000,
    "NUL": '"a\\u0000"',
    "an attribute": "'x\" onload=\"y'",
    "a way out": '"../x"',
    "nothing": '""',
}
OF_ANY_NAME = {"blocks", "inlines", "node", "sign", "patterns", "override", "signs"}
"""Tables whose keys are any names; one of them stands for all."""


def mutants(text: str, often: int) -> Iterator[str]:
    """Yield a text with one value or key replaced, each kind of them by some others, in turn."""
    read = toml.read(Source("t.toml", text)).value
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    met: set[tuple[str, ...]] = set()
    for places, others, number in ((read.values, VALUES, often), (read.keys, KEYS, 1)):
        turn = cycle(others.values())
        for path, span in places.items():
            kind = tuple("*" if _is_any(path, at) else str(part) for at, part in enumerate(path))
            if (str(number), *kind) not in met:
                met.add((str(number), *kind))
                start = starts[span.line - 1] + span.column - 1
                end = starts[span.end_line - 1] + span.end_column - 1
                for other in islice(turn, number):
                    yield f"{text[:start]}{other}{text[end:]}"


def _is_any(path: toml.Path, at: int) -> bool:
    return isinstance(path[at], int) or (at > 0 and path[at - 1] in OF_ANY_NAME)


def wrong_findings(found: tuple[Diagnostic, ...], file: str) -> list[str]:
    """Return the errors that have no place in the file, and those of which a reader could make nothing."""
    wrong = []
    for one in found:
        words = f"{one.message} {one.hint}"
        is_placed = one.span is not None and one.span.path == file and one.span.line > 0
        if (one.severity is Severity.ERROR and not is_placed) or len(words) > 2500:
            wrong.append(f"{one.span} {words}")
        if not all(sign.isprintable() for sign in words):
            wrong.append(repr(words))
    return wrong


def edition(folder: Path, text: str, **files: str) -> Path:
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "documents" / "one.txt").write_text(f"{LETTER}\nHe [1975] saw *it* [so]. [Words]\n", "utf-8")
    (folder / "edition.toml").write_text(text, "utf-8")
    for name, said in files.items():
        (folder / f"{name}.toml").write_text(said, "utf-8")
    return folder


Load = Callable[[str, EditionFolder], Result[Any]]
OURS = ROOT / "src" / "variorum"
SAYS_ALL = """
[node.Gap]
as_note = "editorial"
omit = true
[sign.omission]
silent = true
style = "x"
role = "em"
each = "{character}."
mark_style = "x"
open = "a"
close = "b"
text = "c"
note = "d"
"""
KINDS: Mapping[str, tuple[Load, tuple[Path, ...], str, int, str]] = {
    "style": (
        lambda name, folder: style.load(name, folder=folder),
        (ROOT / "styles" / "variorum_styles" / "house.toml",),
        'style = "t.toml"\n' + TOML,
        2,
        "",
    ),
    "profile": (
        lambda name, folder: load_profile(name, folder=folder),
        (OURS / "apparatus" / "profiles" / "diplomatic.toml",),
        'profile = "t.toml"\n' + TOML,
        6,
        SAYS_ALL,
    ),
    "language": (
        lambda name, folder: edition_language(LanguageChoice("de", file=name), folder),
        (OURS / "words" / "de.toml",),
        'words = "t.toml"\n' + TOML.replace("en-GB", "de"),
        1,
        "",
    ),
    "set": (
        lambda name, folder: conventions.load(name, folder=folder),
        tuple(OURS / "conventions" / "sets" / f"{name}.toml" for name in ("delegates", "frus", "leiden")),
        TOML.replace('"soviet-archives"', '"t.toml"'),
        1,
        "",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_is_read_to_its_end_whatever_it_says(tmp_path: Path, kind: str) -> None:
    read, files, text, often, more = KINDS[kind]
    tried = sound = 0
    for path in files:
        every = mutants(path.read_text("utf-8") + more, often)
        for mutant in islice(every, 0, None, 2 if kind == "language" else 1):  # its phrases are all alike
            folder = edition(tmp_path, text, t=mutant)
            result = read("t.toml", EditionFolder(folder))
            assert wrong_findings(result.diagnostics, "t.toml") == []
            tried += 1
            if not result.errors:
                sound += 1
                prepare(str(folder), Request())
    assert tried > 120
    assert 0 < sound < tried / 4


EVERY_TABLE = (
    TOML
    + """\
"*" = "marked by hand"
[override.omission]
show = { text = "[...]" }
[[contributor]]
id = "x"
name = "X"
role = "indexer"
[[person]]
id = "p"
name = "P"
sort = "P"
cover_names = ["Alyoshin"]
about = "A man."
[[emend]]
document = "one"
lemma = "Dear"
reading = "Near"
page = "one"
occurrence = 1
resp = ["VB"]
reason = "A slip."
[[sign_at]]
document = "one"
lemma = "[…]"
sign = "omission"
[[accept]]
code = "sign-undeclared"
place = "documents/one.txt"
reason = "So in the source."
[[front]]
id = "preface"
title = "Preface"
file = "documents/one.txt"
"""
)


def test_an_edition_is_read_to_its_end_whatever_it_says(tmp_path: Path) -> None:
    tried = 0
    for mutant in mutants(EVERY_TABLE, 2):
        prepared = prepare(str(edition(tmp_path, mutant)), Request())
        assert wrong_findings(prepared.diagnostics, "edition.toml") == []
        tried += 1
    assert tried > 140


@pytest.mark.parametrize("seed", ["specimen", "socialist-international"])
def test_the_table_of_a_seed_is_read_to_its_end_whatever_it_says(tmp_path: Path, seed: str) -> None:
    text = (ROOT / "seeds" / seed / "edition.toml").read_text("utf-8")
    for mutant in mutants(text, 6):
        result = load(edition(tmp_path, mutant))
        assert wrong_findings(result.diagnostics, "edition.toml") == []
