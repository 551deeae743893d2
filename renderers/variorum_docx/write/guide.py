"""The last page of a manuscript: how to edit it, what the styles of its signs mean, and what comes back.

It is matter of the format's own, and no words of the edition: the proof knows it as it knows running heads,
by making it again, and what an editor does to it is not carried back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from variorum.contract import Setting
from variorum.origin import Generated, OriginRule
from variorum.publication import NOTHING, Box, Grid, Group, Matter, Para, Publication, Run, Styled, Title
from variorum_docx.names import GUIDE, character_name
from variorum_docx.purposes import ManuscriptStyle
from variorum_docx.write.sheets import Leaves, set_matter

LINES = (
    *("guide-tracked", "guide-carried", "guide-told", "guide-notes", "guide-pages"),
    *("guide-marked", "guide-made"),
)
"""The phrases that tell how to edit, in their order."""
WIDTHS = (3.0, 5.0)


def has_guide(setting: Setting) -> bool:
    """Return whether a file ends with the page that tells how to edit it."""
    return isinstance(setting.style, ManuscriptStyle) and "guide" in setting.phrases.runs


def set_guide(publication: Publication, parts: Iterable[Leaves], setting: Setting) -> Leaves | None:
    """Set the page that tells how to edit a manuscript made of these parts; the pages of a book have none."""
    if not has_guide(setting):
        return None
    said = setting.phrases.runs
    title = Title("matter-title", 1, (said["guide"],), said["guide"], listed=False)
    lines = [Para("matter-text", (said[name],)) for name in LINES if name in said]
    meanings = _meanings(publication.signs, parts)
    table = [Grid("legend", tuple(_row(*one) for one in meanings), (), WIDTHS)] if meanings else []
    about = [Para("matter-text", (said["guide-signs"],))] if meanings and "guide-signs" in said else []
    last = [Para("matter-text", (said["guide-saved"],))] if "guide-saved" in said else []
    blocks = (Group(GUIDE, (title, *lines, *about, *table, *last)),)
    part = Matter(GUIDE, GUIDE, NOTHING, blocks, setting.phrases.lang)
    return set_matter(part, setting, {}).value


def _meanings(signs: Mapping[str, str], parts: Iterable[Leaves]) -> list[tuple[str, list[str]]]:
    """Return the styles that print signs, with the titles of these, as the names of the styles sort."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for style, sign in part.signs:
            if sign in signs:
                found.setdefault(style, set()).add(signs[sign])
    return [(style, sorted(titles)) for style, titles in sorted(found.items())]


def _row(style: str, titles: list[str]) -> tuple[Box, ...]:
    """Return the name of a style in its own look, and what it says of words."""
    name = Styled(style, (_words(character_name((style,))),))
    return (
        Box((Para("legend", (name,)),)),
        Box((Para("legend", (_words("; ".join(titles)),)),)),
    )


def _words(said: str) -> Run:
    return Run(said, Generated(OriginRule.OWN_PHRASE, "guide"))
