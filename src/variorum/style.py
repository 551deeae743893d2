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
from pathlib import Path
from typing import Any, Literal, TypeVar

from variorum.diagnostics import Code, Diagnostic, Result
from variorum.extract import Look
from variorum.source import Span

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
    page_before: bool = False
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


def load(name: str, place: Span | None = None, folder: Path | None = None) -> Result[Style]:
    """Load a house style by name, or from a TOML file below `folder` when `name` ends in ".toml".

    Errors are findings; the value is then the house style as far as it could be read.
    """
    found: list[Diagnostic] = []
    table = _table(name, place, folder, found, ())
    style, problems = _typed(Style, {**table, "name": name}, f"style {name}", place)
    return Result(_inherit(style), tuple(found) + tuple(problems))


def _table(
    name: str, place: Span | None, folder: Path | None, found: list[Diagnostic], seen: tuple[str, ...]
) -> dict[str, Any]:
    """Read a style's TOML with what it extends laid under it."""
    if name in seen:
        cycle = " → ".join((*seen, name))
        found.append(
            Diagnostic.of(
                Code.VALUE_WRONG,
                place,
                key="extends",
                expected="a style that does not extend this one",
                found=cycle,
                nearest="",
            )
        )
        return {}
    try:
        if name.endswith(".toml") and folder is not None:
            text = (folder / name).read_text(encoding="utf-8")
        else:
            text = (importlib.resources.files("variorum_styles") / f"{name}.toml").read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        near = difflib.get_close_matches(name, names(), 1)
        hint = f"Did you mean “{near[0]}”?" if near else "There are: " + ", ".join(names()) + "."
        found.append(Diagnostic.of(Code.STYLE_UNKNOWN, place, style=name, nearest=hint))
        return {} if name == "house" else _table("house", place, folder, found, (*seen, name))
    except tomllib.TOMLDecodeError as error:
        found.append(Diagnostic.of(Code.TOML_MALFORMED, Span(name, 1, 1, 1, 1), reason=str(error)))
        return {}
    parent = table.pop("extends", None)
    if isinstance(parent, str):
        return _merge(_table(parent, place, folder, found, (*seen, name)), table)
    return table


def _merge(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return merged


def _typed(
    kind: type[D], table: dict[str, Any], where: str, place: Span | None
) -> tuple[D, list[Diagnostic]]:
    """Build a dataclass from a TOML table, with a finding for each unknown key or wrong value."""
    found: list[Diagnostic] = []
    hints = typing.get_type_hints(kind)
    known = {f.name: hints[f.name] for f in fields(kind) if f.init}  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, list(known), 1)
            hint = f"Did you mean “{near[0]}”?" if near else ""
            found.append(Diagnostic.of(Code.TOKEN_UNKNOWN, place, token=f"{where}: {key}", nearest=hint))
            continue
        read, problems = _value(known[key], value, f"{where}: {key}", place)
        found.extend(problems)
        if not problems:
            values[key] = read
    return kind(**values), found


def _value(kind: Any, value: Any, where: str, place: Span | None) -> tuple[Any, list[Diagnostic]]:
    origin = typing.get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        return _typed(kind, value, where, place)
    if origin is not None and isinstance(value, dict) and issubclass_safe(origin, Mapping):
        inner = typing.get_args(kind)[1]
        made, found = {}, []
        for key, entry in value.items():
            made[key], problems = _value(inner, entry, f"{where}.{key}", place)
            found.extend(problems)
        return made, found
    choices = typing.get_args(kind) if origin in (typing.Union, types.UnionType) else (kind,)
    for choice in choices:
        if typing.get_origin(choice) is Literal:
            if value in typing.get_args(choice):
                return value, []
        elif choice is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value), []
        elif isinstance(choice, type) and choice is not float and isinstance(value, choice):
            return value, []
    wanted = " or ".join(
        ", ".join(map(repr, typing.get_args(c))) if typing.get_origin(c) is Literal else WORDS.get(c, str(c))
        for c in choices
    )
    return None, [
        Diagnostic.of(Code.VALUE_WRONG, place, key=where, expected=wanted, found=repr(value), nearest="")
    ]


def issubclass_safe(kind: Any, parent: type) -> bool:
    """Return whether `kind` is a class below `parent`."""
    return isinstance(kind, type) and issubclass(kind, parent)


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
