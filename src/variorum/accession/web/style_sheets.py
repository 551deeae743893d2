"""What the style sheets of a page say of its elements: type, what is hidden, what CSS itself writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import cssselect2
import tinycss2

Wrapped: TypeAlias = Any
"""An element as cssselect2 wraps it; the library has no types."""

Declared: TypeAlias = tuple[tuple[str, str, bool], ...]

_ASKED = (
    "display visibility font-style font-weight font-variant font-variant-caps font text-decoration "
    "text-decoration-line letter-spacing vertical-align white-space list-style-type list-style "
    "text-transform content"
)
ASKED = frozenset(_ASKED.split())
ICON = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Sheets:
    """The sheets of a page, ready to be asked for any of its elements."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._matcher = cssselect2.Matcher()
        for sheet in sheets:
            for selector, declarations in _rules(sheet):
                self._matcher.add_selector(selector, declarations)

    def declarations(self, element: Wrapped) -> Mapping[str, str]:
        """Return the values that win for an element; what CSS writes is in `before`, `after`."""
        found: list[tuple[tuple[Any, ...], str, str]] = []
        for specificity, order, pseudo, declarations in self._matcher.match(element):
            for name, value, important in declarations:
                if pseudo is None and name != "content":
                    found.append(((important, specificity, order), name, value))
                elif pseudo in ("before", "after") and name == "content":
                    found.append(((important, specificity, order), pseudo, _content_words(value)))
        inline = element.etree_element.get("style")
        if inline:
            for name, value, important in _declarations(tinycss2.parse_blocks_contents(inline)):
                found.append(((important, (1 << 30, 0, 0), 0), name, value))
        return {name: value for _, name, value in sorted(found, key=lambda each: each[0])}


def _rules(sheet: str) -> Iterator[tuple[Any, Declared]]:
    yield from _rules_in(tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True))


def _rules_in(nodes: Sequence[Any]) -> Iterator[tuple[Any, Declared]]:
    for node in nodes:
        if (
            node.type == "at-rule"
            and node.lower_at_keyword in ("media", "supports", "layer")
            and node.content
        ):
            if not re.search(r"\bprint\b|max-(device-)?width|speech", tinycss2.serialize(node.prelude)):
                inside = tinycss2.parse_blocks_contents(
                    node.content, skip_comments=True, skip_whitespace=True
                )
                yield from _rules_in(inside)
        elif node.type == "qualified-rule":
            declarations = _declarations(tinycss2.parse_blocks_contents(node.content))
            if not declarations:
                continue
            try:
                selectors = cssselect2.compile_selector_list(node.prelude)
            except cssselect2.SelectorError:
                continue
            yield from ((selector, declarations) for selector in selectors)


def _declarations(nodes: Sequence[Any]) -> Declared:
    return tuple(
        (node.lower_name, value if node.lower_name == "content" else value.lower(), node.important)
        for node in nodes
        if node.type == "declaration" and node.lower_name in ASKED
        for value in (tinycss2.serialize(node.value).strip(),)
    )


def _content_words(value: str) -> str:
    """Return the words that a `content` writes: its strings, but for the signs of icon fonts."""
    strings = [node.value for node in tinycss2.parse_component_value_list(value) if node.type == "string"]
    made = "".join(strings)
    return "" if ICON.search(made) else made
