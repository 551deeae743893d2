"""Elements as well-formed strings: everything is escaped here, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

EMPTY = Markup("")
VOID = frozenset({"br", "hr", "img", "col", "link", "meta"})

# XML 1.0, 2.2: what is no Char cannot be written, not even as a reference.
NO_CHARACTER = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACES = re.compile(r" {2,}")


def text(characters: str) -> Markup:
    """Return text as content: white space as given, for XHTML folds a row of spaces into one.

    A character that XML cannot hold becomes U+FFFD, so that it is seen, and missed by the proof.
    """
    kept = SPACES.sub(lambda row: "\u00a0" * (len(row[0]) - 1) + " ", characters)
    return escape(NO_CHARACTER.sub("\ufffd", kept))


def element(name: str, attributes: Mapping[str, str | None], *content: Markup) -> Markup:
    """Return an element; an attribute that is None is left out."""
    written = "".join(
        f' {key}="{escape(NO_CHARACTER.sub(chr(0xFFFD), value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{EMPTY.join(content)}</{name}>")


def join(parts: Iterable[Markup]) -> Markup:
    """Join content."""
    return EMPTY.join(parts)
