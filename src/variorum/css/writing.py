"""Rules made of values: no string becomes CSS but as a name, a colour or a text that is escaped as such."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal, TypeAlias

from tinycss2.serializer import serialize_identifier, serialize_string_value

HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
MARKUP = re.compile("[<>&]")
"""Characters that mean something where a sheet stands in a page."""
ESCAPED_MARKUP = re.compile(r"\\([<>&])")
NO_CHARACTER = str.maketrans({"\0": "\N{REPLACEMENT CHARACTER}"})

Unit: TypeAlias = Literal["pt", "em", "mm", "px", "%", "vh"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of CSS, or a name that a user has given; whatever it is, it is one identifier."""

    word: str

    def __str__(self) -> str:
        return _identifier(self.word)


@dataclass(frozen=True, slots=True)
class Text:
    """A text in quotation marks."""

    text: str

    def __str__(self) -> str:
        quoted = serialize_string_value(self.text.translate(NO_CHARACTER))
        return f'"{MARKUP.sub(lambda found: _escape(found[0]), quoted)}"'


@dataclass(frozen=True, slots=True)
class Number:
    """A number, with four significant digits; as it is if `exact`."""

    number: float
    exact: bool = False

    def __str__(self) -> str:
        return str(self.number) if self.exact else f"{self.number:.4g}"


@dataclass(frozen=True, slots=True)
class Length:
    """A length with its unit; nothing has none."""

    number: float
    unit: Unit
    exact: bool = False

    def __str__(self) -> str:
        return f"{Number(self.number, self.exact)}{self.unit}" if self.number else "0"


@dataclass(frozen=True, slots=True)
class Color:
    """A colour in hexadecimal figures; any other text is a keyword, of whatever name."""

    color: str

    def __str__(self) -> str:
        return self.color if HEX.fullmatch(self.color) else str(Keyword(self.color))


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a file of the package."""

    path: str

    def __str__(self) -> str:
        plain = re.fullmatch(r"[\w./-]+", self.path, re.ASCII) is not None
        return f"url({self.path if plain else Text(self.path)})"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of CSS with its one argument."""

    name: str
    argument: Value

    def __str__(self) -> str:
        return f"{_identifier(self.name)}({self.argument})"


@dataclass(frozen=True, slots=True)
class Choice:
    """Values of which the first that is to be had is taken."""

    values: tuple[Value, ...]

    def __str__(self) -> str:
        return ", ".join(map(str, self.values))


Value: TypeAlias = Keyword | Text | Number | Length | Color | Address | Call | Choice
Declarations: TypeAlias = Mapping[str, Value | tuple[Value, ...]]
"""Properties with their values; several stand side by side."""

NOTHING = Length(0, "pt")


class Combinator(Enum):
    """How an element stands to the one before it in a selector."""

    INSIDE = " "
    CHILD = " > "
    NEXT = " + "


@dataclass(frozen=True, slots=True)
class Selector:
    """Which elements a rule is for: conditions on one, and on one that it stands in or behind."""

    element: str = ""
    classes: tuple[str, ...] = ()
    pseudo_class: str = ""
    pseudo_element: str = ""
    before: tuple[Selector, Combinator] | None = None

    def __str__(self) -> str:
        around = "".join(map(str, (self.before[0], self.before[1].value))) if self.before else ""
        named = _identifier(self.element) if self.element else ""
        classes = "".join(f".{_identifier(name)}" for name in self.classes)
        pseudo = f":{_identifier(self.pseudo_class)}" if self.pseudo_class else ""
        pseudo += f"::{_identifier(self.pseudo_element)}" if self.pseudo_element else ""
        return f"{around}{named}{classes}{pseudo}"

    def ancestor_of(self, inner: Selector) -> Selector:
        """Return the selector of elements anywhere in these."""
        return inner._behind(self, Combinator.INSIDE)

    def parent_of(self, inner: Selector) -> Selector:
        """Return the selector of elements right in these."""
        return inner._behind(self, Combinator.CHILD)

    def followed_by(self, following: Selector) -> Selector:
        """Return the selector of elements right behind these."""
        return following._behind(self, Combinator.NEXT)

    def _behind(self, other: Selector, combinator: Combinator) -> Selector:
        if self.before is None:
            return replace(self, before=(other, combinator))
        first, own = self.before
        return replace(self, before=(first._behind(other, combinator), own))


class AtRule(Enum):
    """Rules for something else than elements."""

    PAGE = "@page"
    TURNED_PAGE = "@page turned"
    FONT_FACE = "@font-face"


def of_class(*names: str) -> Selector:
    """Return the selector of elements with all of these classes."""
    return Selector(classes=names)


def rule(head: Selector | AtRule | Sequence[Selector], said: Declarations) -> str:
    """Return a rule on a line; nothing where nothing is said."""
    if not said:
        return ""
    heads = head.value if isinstance(head, AtRule) else str(head) if isinstance(head, Selector) else None
    return f"{heads or ', '.join(map(str, head))} {{ {' '.join(_declared(said))} }}\n"  # type: ignore[arg-type]


def attribute(said: Declarations) -> str:
    """Return declarations as the `style` of an element has them."""
    return " ".join(_declared(said))


def _declared(said: Declarations) -> list[str]:
    return [
        f"{_identifier(name)}: {' '.join(map(str, value)) if isinstance(value, tuple) else value};"
        for name, value in said.items()
    ]


def _identifier(name: str) -> str:
    """Return a name as one identifier; that of nothing is a low line."""
    escaped = serialize_identifier(name.translate(NO_CHARACTER) or "_")
    return ESCAPED_MARKUP.sub(lambda found: _escape(found[1]), escaped)


def _escape(character: str) -> str:
    return f"\\{ord(character):x} "
