"""Files that extend one another: found by name, laid one over the other, every value with its own place."""

from __future__ import annotations

import importlib.resources
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from variorum import toml
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import ValueWrong
from variorum.folder import NOT_FETCHED, REMOTE, EditionFolder
from variorum.source import Source, Span
from variorum.tables.declaration import short
from variorum.tables.domains import LONGEST
from variorum.toml import Path, TomlText

EXTENDS = "extends"
SUFFIX = ".toml"

Unknown = Callable[[Span | None, str, str], Diagnostic]
"""Makes the finding that there is no such file, of the place, the name and the hint which is nearest."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A file of a chain: the name by which it was asked for, and what it says."""

    name: str
    file: TomlText

    @property
    def is_own(self) -> bool:
        """Return whether the file is the edition's own."""
        return self.name.endswith(SUFFIX)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Files of one kind: what one is `called`, in which folder of a package variorum's own are."""

    package: str
    folder: str
    called: str
    unknown: Unknown

    def names(self) -> tuple[str, ...]:
        """Return the names of the files that come with variorum."""
        entries = (importlib.resources.files(self.package) / self.folder).iterdir()
        return tuple(
            sorted(entry.name.removesuffix(SUFFIX) for entry in entries if entry.name.endswith(SUFFIX))
        )

    def text(self, name: str) -> str:
        """Return the text of a file that comes with variorum."""
        path = importlib.resources.files(self.package) / self.folder / f"{name}.toml"
        return path.read_text(encoding="utf-8")

    def path(self, file: str) -> str:
        """Return the whole way to a file that comes with variorum."""
        return str(importlib.resources.files(self.package) / self.folder / file)

    def find(self, name: str, place: Span | None, folder: EditionFolder | None) -> Result[Source | None]:
        """Return the text of a file by its name; one that ends in ".toml" is the edition's own."""
        known, found = self.names(), tuple[Diagnostic, ...]()
        if name in known:
            return Result(Source(f"{name}.toml", self.text(name)))
        if REMOTE.match(name):
            return Result(None, (self.unknown(place, short(name), NOT_FETCHED),))
        if name.endswith(SUFFIX) and folder is not None:
            text = folder.text(name, place)
            found = text.diagnostics
            if text.value is not None:
                return Result(Source(name, text.value), found)
            if text.errors:
                return Result(None, found)
            known += folder.tables_beside(name)
        hint = toml.nearest(name[:LONGEST], known)
        return Result(None, (*found, self.unknown(place, short(name), hint)))

    def chain(
        self, name: str, place: Span | None = None, folder: EditionFolder | None = None
    ) -> Result[tuple[Layer, ...]]:
        """Return a file and all that it extends, what is extended first; `place` is where it is named.

        The chain ends where a file is not there or was met before, with a finding.
        """
        return self._chain(self.find(name, place, folder), name, folder)

    def chain_of(self, source: Source, name: str) -> Result[tuple[Layer, ...]]:
        """Return the chain of a text that is given."""
        return self._chain(Result(source), name, None)

    def _chain(
        self, first: Result[Source | None], name: str, folder: EditionFolder | None
    ) -> Result[tuple[Layer, ...]]:
        layers: list[Layer] = []
        found, seen, source = list(first.diagnostics), [name], first.value
        while source is not None:
            read = toml.read(source)
            layers.append(Layer(seen[-1], read.value))
            found.extend(read.diagnostics)
            parent = read.value.table.get(EXTENDS)
            place = read.value.value(EXTENDS)
            if parent is None:
                break
            if not isinstance(parent, str):
                found.append(self._wrong(place, f"the name of a {self.called}", toml.excerpt(parent)))
                break
            if parent in seen:
                cycle = " → ".join(short(one) for one in (*seen, parent))
                found.append(self._wrong(place, f"a {self.called} that does not extend this one", cycle))
                break
            seen.append(parent)
            following = self.find(parent, place, folder)
            found.extend(following.diagnostics)
            source = following.value
        return Result(tuple(reversed(layers)), tuple(found))

    def _wrong(self, place: Span, expected: str, found: str) -> Diagnostic:
        return ValueWrong(place, key=EXTENDS, expected=expected, found=found)


@dataclass(frozen=True, slots=True)
class LayeredTable:
    """A table on its way from its files: what it says, and of its parts in which file they stand, and where.

    What has no place is said to stand at `place`.
    """

    table: dict[str, Any] = field(default_factory=dict)
    origins: dict[Path, tuple[TomlText, Path]] = field(default_factory=dict)
    place: Span | None = None

    def origin(self, path: Path) -> tuple[TomlText, Path] | None:
        """Return the file in which something stands, and the way to it there."""
        for length in range(len(path), -1, -1):
            known = self.origins.get(path[:length])
            if known is not None:
                return known[0], (*known[1], *path[length:])
        return None

    def key(self, path: Path) -> Span | None:
        """Return the place of a key, or of the nearest table around it that has one."""
        known = self.origin(path)
        return known[0].key(*known[1]) if known else self.place

    def value(self, path: Path) -> Span | None:
        """Return the place of a value, or of the nearest table around it that has one."""
        known = self.origin(path)
        return known[0].value(*known[1]) if known else self.place

    def own_place(self, path: Path) -> Span | None:
        """Return the place of a value that a file says, else where the whole was asked for."""
        return self.value(path) if path in self.origins else self.place

    def lay(self, file: TomlText) -> None:
        """Lay a file over what is there: values take the place of others, tables are merged key by key."""
        self.origins[()] = (file, ())
        _lay(self, self.table, file, file.table, ())


def _lay(
    whole: LayeredTable, under: dict[str, Any], file: TomlText, over: dict[str, Any], path: Path
) -> None:
    for key, value in over.items():
        here = (*path, key)
        whole.origins[here] = (file, here)
        if isinstance(value, dict):
            inner = under.get(key)
            under[key] = inner = dict(inner) if isinstance(inner, dict) else {}
            _lay(whole, inner, file, value, here)
        else:
            under[key] = value


def layers_of(layers: Iterable[Layer], place: Span | None = None) -> LayeredTable:
    """Return files laid one over the other, the first undermost."""
    whole = LayeredTable(place=place)
    for layer in layers:
        whole.lay(layer.file)
    whole.table.pop(EXTENDS, None)
    return whole
