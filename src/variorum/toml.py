"""TOML with places: what a file says, and where each key and value stands.

`tomllib` reads the values and judges whether the file is well-formed; a scan of the same text finds the
places, so that a finding about a key can point at it.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from variorum.findings import Diagnostic, Result
from variorum.findings.edition import TomlMalformed
from variorum.source import Source, Span

Path: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of tables and, from 0, numbers of entries."""

STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
SCALAR = re.compile(r"[^,\]}\n#]+")
BLANK = re.compile(r"(?:\s|#[^\n]*)*")
DEEPEST = 100
"""How deep tables and lists may stand in one another."""
KEY_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
DOTTED = re.compile(rf"(?<![A-Za-z0-9_.\"'-]){KEY_PART}(?:[ \t]*+\.[ \t]*+{KEY_PART}){{{DEEPEST},}}+")
OPENINGS = re.compile(r"[\[{](?:[\s\[{]|[A-Za-z0-9_-]++[ \t]*+=)*+")
FIGURES = re.compile(r"[0-9][0-9_]{4000,}")
SHOWN = 60
TOO_DEEP = f"tables and lists stand more than {DEEPEST} deep in one another"
TOO_LONG = "a whole number has more than 64 bits"
TWICE = re.compile(r"Cannot (?:overwrite a value|declare \(.*\) twice|mutate immutable namespace .*)")
"""What the decoder says of keys that a table has already, in words of its own."""
AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class TomlText:
    """A TOML file as read: its table, and the places of its keys and values by their path."""

    source: Source
    table: dict[str, Any]
    keys: Mapping[Path, Span] = field(default_factory=dict, repr=False)
    values: Mapping[Path, Span] = field(default_factory=dict, repr=False)

    @classmethod
    def empty(cls) -> TomlText:
        """Return the text of no file."""
        return cls(Source("", ""), {})

    def key(self, *path: str | int) -> Span:
        """Return the place of a key, or of the nearest table around it that has one."""
        return self._nearest(self.keys, path)

    def value(self, *path: str | int) -> Span:
        """Return the place of a value, or of the nearest value or table around it that has one."""
        for length in range(len(path), 0, -1):
            for places in (self.values, self.keys):
                if path[:length] in places:
                    return places[path[:length]]
        return self.key()

    def _nearest(self, places: Mapping[Path, Span], path: Path) -> Span:
        while path:
            if path in places:
                return places[path]
            path = path[:-1]
        return Span(self.source.path, 1, 1, 1, 1)


def read(source: Source) -> Result[TomlText]:
    """Read a TOML file; one that is not well-formed gives an empty table and a finding at the fault."""
    dotted = DOTTED.search(source.text)
    if dotted is not None:
        return _refused(source.span(dotted.start(), dotted.end()), TOO_DEEP)
    try:
        table = tomllib.loads(source.text)
        scan = _Scan(source)
        scan.document()
    except tomllib.TOMLDecodeError as error:
        return Result(TomlText(source, {}), (_malformed(source, str(error)),))
    except RecursionError:
        return _refused(_deepest(source), TOO_DEEP)
    except ValueError:
        long = FIGURES.search(source.text)
        return _refused(source.span(*long.span()) if long else Span(source.path, 1, 1, 1, 1), TOO_LONG)
    read = TomlText(source, table, scan.keys, scan.values)
    for path, value in _scalars(table):
        if len(path) > DEEPEST:
            return _refused(read.value(*path), TOO_DEEP)
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            return _refused(read.value(*path), TOO_LONG)
    return Result(read)


def excerpt(value: object) -> str:
    """Return a value as a finding shows it: as TOML has it, on a line, cut where it is long."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            whole = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
            quote = "'" if '"' in whole else '"'
            return f"{quote}{whole if whole.isprintable() else repr(whole)[1:-1]}{quote}"
        case list() | tuple():
            return "a list" if value else "an empty list"
        case dict():
            return "a table"
        case _:
            return str(value)[:SHOWN]


def _refused(place: Span, reason: str) -> Result[TomlText]:
    """Return nothing of a file whose values are beyond measure, with the finding."""
    return Result(TomlText(Source(place.path, ""), {}), (TomlMalformed(place, reason=reason),))


def _deepest(source: Source) -> Span:
    """Return the place of the longest run of opening brackets or braces."""
    runs = OPENINGS.finditer(source.text)
    longest = max(runs, key=lambda run: run.end() - run.start(), default=None)
    return source.span(*longest.span()) if longest else Span(source.path, 1, 1, 1, 1)


def _scalars(table: dict[str, Any]) -> Iterator[tuple[Path, object]]:
    """Yield what is neither table nor list, or too deep, with its path; without recursion."""
    waiting: list[tuple[Path, object]] = [((), table)]
    while waiting:
        path, value = waiting.pop()
        if len(path) <= DEEPEST and isinstance(value, dict):
            waiting.extend(((*path, key), inner) for key, inner in value.items())
        elif len(path) <= DEEPEST and isinstance(value, list):
            waiting.extend(((*path, number), inner) for number, inner in enumerate(value))
        else:
            yield path, value


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the hint that names the known word most like this one, or all of them when few are known."""
    choices = list(known)
    near = difflib.get_close_matches(word, choices, 1) or difflib.get_close_matches(
        word.casefold(), choices, 1
    )
    if near:
        return f"Did you mean “{near[0]}”?"
    return f"There are: {', '.join(choices)}." if 0 < len(choices) <= 12 else ""


def _malformed(source: Source, message: str) -> Diagnostic:
    """Return the finding for a decoder's message, whose end says where the fault is."""
    found = AT.search(message)
    reason = message[: found.start()] if found else message
    if found and found.group(1):
        line, column = int(found.group(1)), int(found.group(2))
    else:
        line, column = source.place(len(source.text.rstrip()))
    reason = TWICE.sub("this key or table stands there already", reason)
    rest = source.line(line)[column - 1 :]
    bare = reason.startswith("Invalid value") and rest[:1].isalpha()
    hint = f'A text stands in quotes: "{rest.strip()}".' if bare else None
    return TomlMalformed(
        Span(source.path, line, column, line, column + 1),
        own_hint=hint,
        reason=reason[:1].lower() + reason[1:],
    )


class _Scan:
    """Walk over well-formed TOML and note where keys and values stand."""

    def __init__(self, source: Source) -> None:
        self.source, self.text, self.at = source, source.text, 0
        self.keys: dict[Path, Span] = {}
        self.values: dict[Path, Span] = {}
        self.entries: dict[Path, int] = {}

    def document(self) -> None:
        """Scan the whole file."""
        table: Path = ()
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.blank()

    def header(self) -> Path:
        """Scan `[a.b]` or `[[a.b]]` and return the path of the table it begins."""
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path: Path = ()
        parts = self.key()
        for index, (part, place) in enumerate(parts):
            path = (*path, part)
            self.keys.setdefault(path, place)
            last = index == len(parts) - 1
            if last and many:
                self.entries[path] = self.entries.get(path, -1) + 1
            if path in self.entries:
                path = (*path, self.entries[path])
                if last:
                    self.keys[path] = place
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        return path

    def key(self) -> list[tuple[str, Span]]:
        """Scan a key, dotted or not, and return its parts with their places."""
        parts = []
        while True:
            self.space()
            start = self.at
            quoted = STRING.match(self.text, start)
            found = quoted or BARE_KEY.match(self.text, start)
            assert found is not None
            self.at = found.end()
            name = tomllib.loads(f"key = {found.group()}")["key"] if quoted else found.group()
            parts.append((name, self.source.span(start, self.at)))
            self.space()
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def pair(self, table: Path) -> None:
        """Scan `key = value`."""
        path = table
        for part, place in self.key():
            path = (*path, part)
            self.keys.setdefault(path, place)
        self.at += 1
        self.space()
        self.value(path)

    def value(self, path: Path) -> None:
        """Scan a value of any kind and note its place."""
        start = self.at
        string = STRING.match(self.text, start)
        if string is not None:
            self.at = string.end()
        elif self.text[start] == "[":
            self.array(path)
        elif self.text[start] == "{":
            self.inline_table(path)
        else:
            scalar = SCALAR.match(self.text, start)
            assert scalar is not None
            self.at = start + len(scalar.group().rstrip())
        self.values[path] = self.source.span(start, self.at)

    def array(self, path: Path) -> None:
        """Scan `[value, …]`."""
        self.at += 1
        number = 0
        while self.blank() != "]":
            self.value((*path, number))
            number += 1
            if self.blank() == ",":
                self.at += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        """Scan `{key = value, …}`."""
        self.at += 1
        while self.blank() != "}":
            self.pair(path)
            if self.blank() == ",":
                self.at += 1
        self.at += 1

    def space(self) -> None:
        """Skip blanks within a line."""
        while self.text.startswith((" ", "\t"), self.at):
            self.at += 1

    def blank(self) -> str:
        """Skip blanks, line ends and comments, and return the character behind them."""
        found = BLANK.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return self.text[self.at : self.at + 1]
