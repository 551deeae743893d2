"""House styles: typed tokens read from TOML, with `extends`. One style drives every format.

Lengths are points unless the token's name says millimetres; line heights and sizes of inline styles are
ratios. A renderer owns the mapping from token to CSS property or Word style, and nothing else.
"""

from __future__ import annotations

import difflib
import importlib.resources
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal, TypeVar

from variorum import toml
from variorum.extract import Look
from variorum.findings import Diagnostic, Result
from variorum.findings.edition import ValueWrong
from variorum.findings.typesetting import StyleUnknown, TokenUnknown
from variorum.folder import EditionFolder
from variorum.source import Source, Span

Align = Literal["left", "right", "center", "justify"]
Underline = Literal["none", "single", "double"]
Start = Literal["right", "any", "continue"]

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A typeface and what stands in for it.

    `family` as fontconfig knows it, `package` that brings it, `word` the fallback Word has, `generic` the
    CSS family of last resort in an e-book.
    """

    family: str = "Gentium Plus"
    package: str = "fonts-sil-gentiumplus"
    word: str = "Cambria"
    generic: str = "serif"


@dataclass(frozen=True, slots=True)
class PageTokens:
    """The printed page, in millimetres. The text block is symmetric; `margin_outer` holds page marks."""

    width_mm: float = 148.0
    height_mm: float = 210.0
    margin_top_mm: float = 20.0
    margin_bottom_mm: float = 22.0
    margin_inner_mm: float = 20.0
    margin_outer_mm: float = 20.0
    document_starts: Start = "any"
    head_size: float = 8.5
    folio_size: float = 9.0
    mark_size: float = 7.5
    mark_gap_mm: float = 4.0

    def head(self, words: str) -> str:
        """Return the words of a running head, cut behind a word where they would reach the folio.

        A letter is taken to be nearly half as wide as it is high; the folio has 10 mm on either side.
        """
        room = self.width_mm - self.margin_inner_mm - self.margin_outer_mm - 20
        most = int(room / 25.4 * 72 / (self.head_size * 0.47))
        if len(words) <= most:
            return words
        return words[: most - 1].rpartition(" ")[0].rstrip(" ,.;:(–-") + " …"


@dataclass(frozen=True, slots=True)
class NoteTokens:
    """The area of page-foot notes: gap above it, its rule, gap between notes; all points."""

    gap: float = 8.0
    rule_width: float = 48.0
    rule_weight: float = 0.4
    rule_gap: float = 4.0
    between: float = 1.5
    move_over: float = 0.5


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """The look of a block. `None` for size or leading means that of `body`; indents and spaces are points."""

    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    underline: Underline = "none"
    spaced: float = 0.0
    size: float | None = None
    leading: float | None = None
    align: Align = "justify"
    first_indent: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0
    after: float = 0.0
    hang: float = 0.0
    color: str = "#000000"
    keep_with_next: bool = False
    keep_together: bool = False
    hyphenate: bool = True
    rule_left: float = 0.0
    inherits: str | None = None


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """The look of words inside a block; `None` leaves what surrounds them.

    `italic = true` is always italic, also inside an italic block: signs do not turn over. `size` is a ratio,
    `spaced` is letter-spacing in em.
    """

    italic: bool | None = None
    bold: bool | None = None
    underline: Underline | None = None
    struck: bool | None = None
    small_caps: bool | None = None
    raised: bool | None = None
    lowered: bool | None = None
    spaced: float | None = None
    size: float | None = None
    color: str | None = None
    inherits: str | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """A house style, complete: every token has a value."""

    name: str
    title: str = ""
    font: FontFamily = FontFamily()
    page: PageTokens = PageTokens()
    notes: NoteTokens = NoteTokens()
    scale: float = 1.0
    body_size: float = 10.5
    body_leading: float = 1.32
    language_hyphenation: bool = True
    blocks: Mapping[str, BlockStyle] = field(default_factory=dict)
    inlines: Mapping[str, InlineStyle] = field(default_factory=dict)

    def block(self, role: str) -> BlockStyle:
        """Return the block style of a role: size and leading filled in, its points multiplied by `scale`.

        An unknown role looks like body.
        """
        found = self.blocks.get(role, self.blocks.get("body", BlockStyle()))
        scaled = {key: getattr(found, key) * self.scale for key in SCALED}
        return replace(
            found,
            size=(self.body_size if found.size is None else found.size) * self.scale,
            leading=self.body_leading if found.leading is None else found.leading,
            **scaled,
        )

    def inline(self, name: str) -> InlineStyle:
        """Return an inline style; an unknown name changes nothing (loading reports unknown names)."""
        return self.inlines.get(name, InlineStyle())


WORDS: Mapping[Any, str] = {float: "a number", str: "a text", bool: "true or false", type(None): "nothing"}
SCALED = ("first_indent", "left", "right", "before", "after", "hang")


def block_looks(style: BlockStyle) -> frozenset[Look]:
    """Return the looks that a block style gives its words."""
    found: set[Look] = set()
    if style.italic:
        found.add(Look.ITALIC)
    if style.bold:
        found.add(Look.BOLD)
    if style.small_caps:
        found.add(Look.SMALL_CAPS)
    if style.spaced:
        found.add(Look.SPACED)
    if style.underline == "single":
        found.add(Look.UNDERLINE)
    if style.underline == "double":
        found.add(Look.DOUBLE_UNDERLINE)
    return frozenset(found)


def inline_looks(style: InlineStyle, around: frozenset[Look]) -> frozenset[Look]:
    """Return the looks of words in an inline style inside words that look like `around`."""
    found = set(around)
    simple: tuple[tuple[bool | None, Look], ...] = (
        (style.italic, Look.ITALIC),
        (style.bold, Look.BOLD),
        (style.small_caps, Look.SMALL_CAPS),
        (style.struck, Look.STRUCK),
        (style.raised, Look.RAISED),
        (style.lowered, Look.LOWERED),
        (None if style.spaced is None else bool(style.spaced), Look.SPACED),
    )
    for value, look in simple:
        if value is True:
            found.add(look)
        elif value is False:
            found.discard(look)
    if style.underline is not None:
        found -= {Look.UNDERLINE, Look.DOUBLE_UNDERLINE}
        if style.underline == "single":
            found.add(Look.UNDERLINE)
        elif style.underline == "double":
            found.add(Look.DOUBLE_UNDERLINE)
    return frozenset(found)


def names() -> tuple[str, ...]:
    """Return the names of the house styles that come with variorum."""
    folder = importlib.resources.files("variorum_styles")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load(name: str, place: Span | None = None, folder: EditionFolder | None = None) -> Result[Style]:
    """Load a house style by name, or from a TOML file of the edition in `folder` when `name` ends in ".toml".

    Errors are findings, in the file where it has them, else at `place`; the value is then the house style as
    far as it could be read.
    """
    reading = _Reading(place, folder)
    table = reading.table(name, ())
    style = reading.typed_table(Style, {**table, "name": name}, ())
    reading.misspelt(style)
    return Result(_inherit(style), tuple(reading.found))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A style on its way from TOML: where it was asked for, where its keys and values stand, its findings."""

    place: Span | None
    folder: EditionFolder | None
    keys: dict[toml.Path, Span] = field(default_factory=dict)
    values: dict[toml.Path, Span] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def table(self, name: str, seen: tuple[str, ...]) -> dict[str, Any]:
        """Return a style's table with what it extends laid under it; `seen` are the styles that extend it."""
        asked = self.values.get(("extends",), self.place)
        if name in seen:
            cycle = " → ".join((*seen, name))
            expected = "a style that does not extend this one"
            self.found.append(ValueWrong(asked, key="extends", expected=expected, found=cycle))
            return {}
        text = self.text(name, asked)
        if text is None:
            return {} if name == "house" else self.table("house", (*seen, name))
        read = toml.read(Source(name if name.endswith(".toml") else f"{name}.toml", text))
        self.found.extend(read.diagnostics)
        table = dict(read.value.table)
        for known, new in ((self.keys, read.value.keys), (self.values, read.value.values)):
            known.update({path: span for path, span in new.items() if path not in known})
        parent = table.pop("extends", None)
        if parent is None:
            return table
        if not isinstance(parent, str):
            expected, place = "the name of a style", read.value.value("extends")
            self.found.append(ValueWrong(place, key="extends", expected=expected, found=repr(parent)))
            return table
        self.values["extends",] = read.value.value("extends")
        return _merge(self.table(parent, (*seen, name)), table)

    def text(self, name: str, asked: Span | None) -> str | None:
        """Return the TOML of a style, or None with a finding."""
        known = names()
        if name.endswith(".toml") and self.folder is not None:
            text = self.folder.text(name, asked)
            self.found.extend(text.diagnostics)
            if text.value is not None or text.errors:
                return text.value
            known += self.folder.tables_beside(name)
        elif name in known:
            return (importlib.resources.files("variorum_styles") / f"{name}.toml").read_text(encoding="utf-8")
        self.found.append(StyleUnknown(asked, style=name, nearest=toml.nearest(name, known)))
        return None

    def typed_table(self, kind: type[D], table: dict[str, Any], path: toml.Path) -> D:
        """Build a dataclass from a TOML table, with a finding for each unknown key or wrong value."""
        hints = typing.get_type_hints(kind)
        known = {f.name: hints[f.name] for f in fields(kind) if f.init}  # type: ignore[arg-type]
        values: dict[str, Any] = {}
        for key, value in table.items():
            here = (*path, key)
            if key not in known:
                token, hint = ".".join(map(str, here)), toml.nearest(key, known)
                self.found.append(TokenUnknown(self.keys.get(here, self.place), token=token, nearest=hint))
                continue
            before = len(self.found)
            read = self.value(known[key], value, here)
            if len(self.found) == before or isinstance(value, dict):
                values[key] = read
        return kind(**values)

    def value(self, kind: Any, value: Any, path: toml.Path) -> Any:
        """Return a value as its token asks for it; a wrong one is a finding."""
        origin = typing.get_origin(kind)
        if isinstance(kind, type) and is_dataclass(kind):
            if isinstance(value, dict):
                return self.typed_table(kind, value, path)
            self.wrong(path, "a table", value)
            return None
        if isinstance(origin, type) and issubclass(origin, Mapping):
            if isinstance(value, dict):
                inner = typing.get_args(kind)[1]
                read = {key: self.value(inner, entry, (*path, key)) for key, entry in value.items()}
                return {key: entry for key, entry in read.items() if entry is not None}
            self.wrong(path, "a table", value)
            return None
        choices = typing.get_args(kind) if origin in (typing.Union, types.UnionType) else (kind,)
        for choice in choices:
            if typing.get_origin(choice) is Literal:
                if value in typing.get_args(choice):
                    return value
            elif choice is float and isinstance(value, int | float) and not isinstance(value, bool):
                return float(value)
            elif isinstance(choice, type) and choice is not float and isinstance(value, choice):
                return value
        self.wrong(path, " or ".join(_wanted_value(one) for one in choices if one is not type(None)), value)
        return None

    def wrong(self, path: toml.Path, expected: str, value: Any) -> None:
        """Note a wrong value."""
        key = ".".join(map(str, path))
        place = self.values.get(path, self.keys.get(path, self.place))
        self.found.append(ValueWrong(place, key=key, expected=expected, found=repr(value)))

    def misspelt(self, style: Style) -> None:
        """Note the names of blocks and inlines that look like a slip for one of the house style's."""
        known = tomllib.loads(
            (importlib.resources.files("variorum_styles") / "house.toml").read_text("utf-8")
        )
        for group, entries in (("blocks", style.blocks), ("inlines", style.inlines)):
            for name in entries:
                near = difflib.get_close_matches(name, known[group], 1, cutoff=0.8)
                if name not in known[group] and near:
                    hint = f"Did you mean “{near[0]}”?"
                    place = self.keys.get((group, name), self.place)
                    self.found.append(TokenUnknown(place, token=f"{group}.{name}", nearest=hint))


def _wanted_value(kind: Any) -> str:
    if typing.get_origin(kind) is Literal:
        return ", ".join(f'"{one}"' for one in typing.get_args(kind))
    return WORDS.get(kind, str(kind))


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _inherit(style: Style) -> Style:
    """Fill block and inline styles from those they inherit from, values they do not set themselves."""
    return replace(
        style, blocks=_resolved(style.blocks, BlockStyle()), inlines=_resolved(style.inlines, InlineStyle())
    )


def _resolved(table: Mapping[str, D], default: D) -> dict[str, D]:
    def resolve(name: str, seen: tuple[str, ...]) -> D:
        entry = table[name]
        parent = getattr(entry, "inherits")  # noqa: B009 - D is one of two dataclasses that both have it
        if parent is None or parent not in table or parent in seen:
            return entry
        above = resolve(parent, (*seen, name))
        changed = {
            f.name: getattr(entry, f.name)
            for f in fields(entry)  # type: ignore[arg-type]
            if getattr(entry, f.name) != getattr(default, f.name)
        }
        return replace(above, **changed)  # type: ignore[type-var]

    return {name: resolve(name, ()) for name in table}
