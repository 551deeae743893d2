"""What style sheets say of the elements of a page: rules, selectors, and the cascade (CSS Cascade 4, 6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import cssselect2
import tinycss2

from variorum.css.values import longhands

Wrapped: TypeAlias = Any
"""An element as cssselect2 wraps it; the library has no types."""

Pseudo: TypeAlias = str | None
"""A pseudo-element, none for the element itself."""

Expansion: TypeAlias = Callable[[str, str], Iterator[tuple[str, str]]]
"""What a declaration sets, given its name and its value as it is written: properties with their values."""

CONDITIONAL = frozenset({"media", "supports", "layer"})
"""At-rules that hold rules."""
OF_STYLE_ATTRIBUTE = (1 << 30, 0, 0)
"""The specificity of what stands in the element itself: above that of any selector."""
DEEPEST = 100
"""How deep brackets and rules may stand in each other."""
NESTING = re.compile(
    r"""[(\[{]|([)\]}])|/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""", re.DOTALL
)
"""Opening brackets, closing ones, and what brackets do not count in: comments and strings."""


class NestingError(ValueError):
    """A style sheet nests deeper than anybody writes one, and than it can be read."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """A property with its value, in small letters but for what it writes."""

    name: str
    value: str
    important: bool


def small_longhands(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a declaration of a page sets, in small letters but for what it writes."""
    return longhands(name, value if name == "content" else value.lower())


class Cascade:
    """The sheets of a page, ready to be asked for any of its elements.

    `passed_over` are the conditions under which rules are left alone, as those of print; `asked` the
    properties that are kept, all where it is none; `browser` what is shown without any sheet; `expand` what a
    declaration sets. A sheet that nests too deep raises `NestingError`.
    """

    def __init__(
        self,
        sheets: Sequence[str],
        passed_over: re.Pattern[str],
        asked: Collection[str] | None = None,
        browser: str = "",
        expand: Expansion = small_longhands,
    ) -> None:
        self._asked = asked
        self._expand = expand
        self._matcher = cssselect2.Matcher()
        for origin, sheet in enumerate((browser, *sheets)):
            for selector, said in _rules(sheet, passed_over, asked, expand):
                self._matcher.add_selector(selector, (bool(origin), said))

    def declared(self, element: Wrapped) -> dict[Pseudo, dict[str, str]]:
        """Return the values that win for an element, and for each of its pseudo-elements."""
        found: list[tuple[tuple[Any, ...], Pseudo, str, str]] = []
        for specificity, order, pseudo, (author, said) in self._matcher.match(element):
            for one in said:
                rank = (one.important, author, specificity, order)
                found.append((rank, pseudo, one.name, one.value))
        for one in declarations(element.etree_element.get("style") or "", self._asked, self._expand):
            found.append(((one.important, True, OF_STYLE_ATTRIBUTE, 0), None, one.name, one.value))
        winning: dict[Pseudo, dict[str, str]] = {None: {}}
        for _, pseudo, name, value in sorted(found, key=lambda each: each[0]):
            winning.setdefault(pseudo, {})[name] = value
        return winning


def declarations(
    block: str, asked: Collection[str] | None = None, expand: Expansion = small_longhands
) -> tuple[Declaration, ...]:
    """Return what the inside of a rule or a style attribute declares, in longhands."""
    _check_nesting(block)
    return _declarations(tinycss2.parse_blocks_contents(block), asked, expand) if block else ()


def _declarations(
    nodes: Sequence[Any], asked: Collection[str] | None, expand: Expansion
) -> tuple[Declaration, ...]:
    return tuple(
        Declaration(name, part, node.important)
        for node in nodes
        if node.type == "declaration"
        for name, part in expand(node.lower_name, tinycss2.serialize(node.value).strip())
        if asked is None or name in asked
    )


Said: TypeAlias = tuple[Any, tuple[Declaration, ...]]
"""A selector, which has no type, and what is declared for it."""


def _rules(
    sheet: str, passed_over: re.Pattern[str], asked: Collection[str] | None, expand: Expansion
) -> Iterator[Said]:
    _check_nesting(sheet)
    nodes = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    yield from _rules_in(nodes, passed_over, asked, expand)


def _rules_in(
    nodes: Sequence[Any], passed_over: re.Pattern[str], asked: Collection[str] | None, expand: Expansion
) -> Iterator[Said]:
    for node in nodes:
        if node.type == "at-rule" and node.lower_at_keyword in CONDITIONAL and node.content:
            if not passed_over.search(tinycss2.serialize(node.prelude)):
                inside = tinycss2.parse_blocks_contents(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                yield from _rules_in(inside, passed_over, asked, expand)
        elif node.type == "qualified-rule":
            said = _declarations(tinycss2.parse_blocks_contents(node.content), asked, expand)
            if not said:
                continue
            try:
                selectors = cssselect2.compile_selector_list(node.prelude)
            except cssselect2.SelectorError:
                continue
            yield from ((selector, said) for selector in selectors)


def nesting(text: str) -> int:
    """Return how deep brackets stand in each other."""
    depth = deepest = 0
    for token in NESTING.finditer(text):
        if token[1]:
            depth = max(depth - 1, 0)
        elif token[0] in "([{":
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _check_nesting(text: str) -> None:
    if nesting(text) > DEEPEST:
        raise NestingError(f"a style sheet nests brackets more than {DEEPEST} deep")
