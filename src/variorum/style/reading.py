"""A house style on its way from TOML: what it extends, its tokens as they are declared, its findings."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import TypeVar

from variorum import toml
from variorum.findings import Result
from variorum.findings.typesetting import StyleUnknown, TokenUnknown
from variorum.folder import EditionFolder
from variorum.source import Span
from variorum.style.room import cramped
from variorum.style.tokens import BlockStyle, InlineStyle, Style
from variorum.tables.declaration import short
from variorum.tables.domains import LONGEST, Domain
from variorum.tables.layers import Layer, LayeredTable, Shelf, layers_of
from variorum.tables.reading import Reading
from variorum.toml import TomlText

D = TypeVar("D")

STYLES = Shelf(
    "variorum_styles", "", "style", lambda place, name, near: StyleUnknown(place, style=name, nearest=near)
)
FAMILY: toml.Path = ("font", "family")
PACKAGE: toml.Path = ("font", "package")
HOUSE = "house"
"""The style that lies under all others: what one does not say, or extends and is not there, is as in it."""


def names() -> tuple[str, ...]:
    """Return the names of the house styles that come with variorum."""
    return STYLES.names()


def load(name: str, place: Span | None = None, folder: EditionFolder | None = None) -> Result[Style]:
    """Load a house style by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Errors are findings, in the file where it has them, else at `place`; the value is then the house style as
    far as it could be read.
    """
    chain = STYLES.chain(name, place, folder)
    whole = layers_of(_layers(chain.value), place)
    reading = _Reading(whole, "the house style", list(chain.diagnostics))
    said = reading.record(Style, whole.table, name=name)
    assert said is not None, "a style has a default for every token"
    reading.misspelt(said)
    reading.heirs(said)
    style = _inherit(said)
    if _sayer(whole, FAMILY) is not _sayer(whole, PACKAGE):
        style = replace(style, font=replace(style.font, package=""))
    if not reading.found:
        reading.found.extend(cramped(style, name, whole.own_place))
    return Result(style, tuple(reading.found))


def place_of_family(name: str, place: Span | None, folder: EditionFolder | None) -> Span | None:
    """Return where a house style, or one that it extends, names its typeface.

    A style that comes with variorum is a file of the installation: its place has the whole way to it.
    """
    layers = _layers(STYLES.chain(name, place, folder).value)
    saying = [one for one in layers if FAMILY in one.file.values]
    if not saying:
        return place
    said = saying[-1].file.value(*FAMILY)
    return said if saying[-1].is_own else replace(said, path=STYLES.path(said.path))


def _layers(chain: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Return the files of a chain over the style that lies under all others."""
    return chain if chain and chain[0].name == HOUSE else (*STYLES.chain(HOUSE).value, *chain)


def _sayer(whole: LayeredTable, path: toml.Path) -> TomlText | None:
    """Return the file that says a token."""
    said = whole.origins.get(path)
    return said[0] if said else None


class _Reading(Reading):
    """A style on its way from TOML: its findings speak of tokens."""

    def name_of(self, path: toml.Path) -> str:
        """Return what a token is called: all the keys on the way to it."""
        return short(".".join(map(str, path)))

    def unknown(self, path: toml.Path, known: Iterable[str]) -> None:
        """Note a token that there is not."""
        hint = toml.nearest(str(path[-1])[:LONGEST], known)
        self.found.append(TokenUnknown(self.places.key(path), token=self.name_of(path), nearest=hint))

    def misnamed(self, path: toml.Path, names: Domain) -> None:
        """Note what cannot be the name of a block or inline style."""
        group, name = path[0], short(str(path[-1]))
        mend = f"{str(group).title()} are called by {names.expected}."
        self.found.append(TokenUnknown(self.places.key(path), token=f"{group}.{name}", nearest=mend))

    def heirs(self, style: Style) -> None:
        """Note what inherits from a name that there is not, or from itself."""
        groups: tuple[tuple[str, Mapping[str, BlockStyle | InlineStyle]], ...] = (
            ("blocks", style.blocks),
            ("inlines", style.inlines),
        )
        for group, entries in groups:
            for name, entry in entries.items():
                path, parent = (group, name, "inherits"), entry.inherits
                if parent is None:
                    continue
                if parent not in entries:
                    expected = f"the name of one of the {group}"
                    self.wrong(path, expected, parent, toml.nearest(parent, entries))
                elif _inherits_itself(entries, name):
                    self.wrong(path, "a name that does not inherit from this one", parent)

    def misspelt(self, style: Style) -> None:
        """Note the names of blocks and inlines that look like a slip for one of the house style's."""
        known = tomllib.loads(STYLES.text(HOUSE))
        for group, entries in (("blocks", style.blocks), ("inlines", style.inlines)):
            for name in entries:
                near = difflib.get_close_matches(name[:LONGEST], known[group], 1, cutoff=0.8)
                if name not in known[group] and near:
                    hint = f"Did you mean “{near[0]}”?"
                    place = self.places.key((group, name))
                    self.found.append(TokenUnknown(place, token=f"{group}.{name}", nearest=hint))


def _inherits_itself(entries: Mapping[str, BlockStyle | InlineStyle], name: str) -> bool:
    """Return whether the way up from a name comes back to it."""
    above, seen = entries[name].inherits, set[str]()
    while above is not None and above in entries and above not in seen:
        if above == name:
            return True
        seen.add(above)
        above = entries[above].inherits
    return False


def _inherit(style: Style) -> Style:
    """Fill block and inline styles from those they inherit from, values they do not set themselves."""
    return replace(
        style, blocks=_resolved(style.blocks, BlockStyle()), inlines=_resolved(style.inlines, InlineStyle())
    )


def _resolved(table: Mapping[str, D], default: D) -> dict[str, D]:
    """Return the entries laid over those they inherit from, however long the way up is."""
    whole: dict[str, D] = {}
    for name in table:
        way = {name: None}
        parent = _parent(table[name])
        while parent in table and parent not in whole and parent not in way:
            way[parent] = None
            parent = _parent(table[parent])
        above = whole.get(parent)
        for one in reversed(way):
            above = whole[one] = table[one] if above is None else _over(above, table[one], default)
    return {name: whole[name] for name in table}


def _parent(entry: object) -> str:
    """Return the name that a block or inline style inherits from; no name is that of nothing."""
    parent = getattr(entry, "inherits")  # noqa: B009 - one of two dataclasses that both have it
    return parent or ""


def _over(under: D, entry: D, default: D) -> D:
    """Return what an entry sets itself laid over what it inherits."""
    changed = {
        f.name: getattr(entry, f.name)
        for f in fields(entry)  # type: ignore[arg-type]
        if getattr(entry, f.name) != getattr(default, f.name)
    }
    return replace(under, **changed)  # type: ignore[type-var]
