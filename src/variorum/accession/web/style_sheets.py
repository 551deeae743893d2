"""What the style sheets of a page say of its elements: type, what is hidden, what CSS itself writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from variorum.css.reading import Cascade, Wrapped
from variorum.css.values import strings

_ASKED = (
    "display visibility font-family font-style font-weight font-variant-caps text-decoration-line"
    " letter-spacing vertical-align white-space list-style-type text-transform content"
)
ASKED = frozenset(_ASKED.split())
NOT_A_SCREEN = re.compile(r"\bprint\b|max-(device-)?width|speech")
"""Conditions of rules that a browser on a desk does not obey."""
ICON = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Sheets:
    """The sheets of a page, ready to be asked for any of its elements."""

    def __init__(self, sheets: Sequence[str]) -> None:
        self._cascade = Cascade(sheets, NOT_A_SCREEN, ASKED)

    def declarations(self, element: Wrapped) -> Mapping[str, str]:
        """Return the values that win for an element; what CSS writes is in `before`, `after`."""
        declared = self._cascade.declared(element)
        values = {name: value for name, value in declared[None].items() if name != "content"}
        for pseudo in ("before", "after"):
            written = declared.get(pseudo, {}).get("content")
            if written is not None:
                values[pseudo] = _words(written)
        return values


def _words(content: str) -> str:
    """Return the words that a `content` writes, but for the signs of icon fonts."""
    written = strings(content)
    return "" if ICON.search(written) else written
