"""What a Word file is made for: a manuscript to be worked on, or pages as the book has them.

The purpose changes the house style before anything is set, so that all that asks the style, the proof too,
asks the same one: page, size of type and distance of lines are those of the purpose, signs and blocks look
as the house has them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from variorum.contract import Setting
from variorum.style import Style

EDITING, BOOK = "editing", "book"
PURPOSES = {
    EDITING: "a manuscript on A4 or letter paper, in 12 points, with wide margins and lines that stand apart",
    BOOK: "pages as the book has them",
}
"""The purposes of a Word file; the first is that of who asks for none."""
PAPERS = {"A4": (210.0, 297.0), "letter": (215.9, 279.4)}
ABOVE, BELOW, LEFT, RIGHT = 25.0, 25.0, 30.0, 40.0
"""The margins of a manuscript in millimetres; the right one has room for a hand."""
SIZE, LEADING, FURNITURE = 12.0, 1.5, 10.0
"""The least size of the type of a manuscript in points, the distance of its lines, the size of its heads."""


@dataclass(frozen=True)
class ManuscriptStyle(Style):
    """A house style as a manuscript has it: pages of one side, lines that grow with what is in them."""


def purpose_of(setting: Setting) -> str:
    """Return the purpose of a setting, which may leave it open."""
    return setting.purpose if setting.purpose in PURPOSES else EDITING


def for_purpose(setting: Setting) -> Setting:
    """Return a setting with its purpose named, and the house style as that has it."""
    purpose = purpose_of(setting)
    style = _manuscript(setting.style) if purpose == EDITING else setting.style
    return replace(setting, style=style, purpose=purpose)


def _manuscript(style: Style) -> Style:
    """Return a style on the paper of a manuscript; no type of it is smaller than it was."""
    if isinstance(style, ManuscriptStyle):
        return style
    width, height = PAPERS[style.page.paper]
    page = replace(
        style.page,
        width_mm=width,
        height_mm=height,
        head_size=max(FURNITURE, style.page.head_size),
        folio_size=max(FURNITURE, style.page.folio_size),
        margin_top_mm=ABOVE,
        margin_bottom_mm=BELOW,
        margin_inner_mm=LEFT,
        margin_outer_mm=RIGHT,
    )
    tokens = {name: getattr(style, name) for name in Style.__dataclass_fields__}
    tokens |= {
        "page": page,
        "scale": max(style.scale, SIZE / style.body_size),
        "body_leading": LEADING,
        "language_hyphenation": False,
        "blocks": {
            role: replace(block, align="left") if block.align == "justify" else block
            for role, block in style.blocks.items()
        },
    }
    return ManuscriptStyle(**tokens)
