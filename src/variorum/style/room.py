"""Whether the tokens of a style leave room for what is to be set: tokens that are right one by one only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from variorum import toml
from variorum.findings import Diagnostic
from variorum.findings.typesetting import RoomMissing
from variorum.source import Span
from variorum.style.tokens import SIZE, PageTokens, Style

LEAST_WIDTH = 40.0
LEAST_HEIGHT = 60.0
"""The least width and height of the text, in millimetres."""
LEAST_LINE = 60.0
"""The least length of a line in points."""
LETTERS = 4
"""How many letters, as wide as they are high, a line has at least."""
RULE_GAP = 8.0
"""What stands between a rule at the left and the words, in points."""
LABEL = 2
"""How wide the number of an original page is, in its own em."""
FURNITURE_LINES = 2
"""How high a margin is with a running head or a page number in it, in lines of these."""
MM = 25.4 / 72
EDGE = 0.01

Where = Callable[[toml.Path], Span | None]
PAGE_WIDTH: tuple[toml.Path, ...] = tuple(
    ("page", name) for name in ("width_mm", "margin_inner_mm", "margin_outer_mm")
)
PAGE_HEIGHT: tuple[toml.Path, ...] = tuple(
    ("page", name) for name in ("height_mm", "margin_top_mm", "margin_bottom_mm")
)


@dataclass(frozen=True, slots=True)
class _Lack:
    """Tokens that leave too little together: what they leave, what is needed, and how else to mend it."""

    tokens: Sequence[toml.Path]
    left: str
    least: str
    mend: str | None = None


def cramped(style: Style, own: str, where: Where) -> Iterator[Diagnostic]:
    """Yield a finding for each place whose tokens together do not leave room; `where` knows all places.

    The finding stands at a token of the file `own`, rather than of a style that it extends.
    """
    page = tuple(_page(style.page))
    seen = set[Span | None]()
    for lack in page or (one for role in style.blocks for one in _block(style, role)):
        said = [path for path in lack.tokens if (place := where(path)) is not None and place.path == own]
        path = said[0] if said else lack.tokens[0]
        if where(path) not in seen:
            seen.add(where(path))
            key = ".".join(map(str, path))
            yield RoomMissing(where(path), own_hint=lack.mend, key=key, left=lack.left, least=lack.least)


def _page(page: PageTokens) -> Iterator[_Lack]:
    """Yield what a page leaves too little for: the text, and what stands in its margins."""
    width, height = page.text_width * MM, page.text_height * MM
    if width < LEAST_WIDTH - EDGE:
        yield _Lack(PAGE_WIDTH, f"{width:.4g} mm for the width of the text", f"{LEAST_WIDTH:g} mm")
    if height < LEAST_HEIGHT - EDGE:
        yield _Lack(PAGE_HEIGHT, f"{height:.4g} mm for the height of the text", f"{LEAST_HEIGHT:g} mm")
    numbers = page.mark_gap_mm + LABEL * page.mark_size * MM
    margins = (
        ("margin_outer_mm", numbers, "mark_size", "mark_gap_mm"),
        ("margin_top_mm", FURNITURE_LINES * page.head_size * MM, "head_size"),
        ("margin_top_mm", FURNITURE_LINES * page.folio_size * MM, "folio_size"),
        ("margin_bottom_mm", FURNITURE_LINES * page.folio_size * MM, "folio_size"),
    )
    for name, needed, *inside in margins:
        margin = getattr(page, name)
        if margin < needed - EDGE:
            tokens = [("page", name), *(("page", token) for token in inside)]
            mend = f"Make {name} larger, or {' and '.join(inside)} smaller."
            yield _Lack(tokens, f"a margin of {margin:.4g} mm", f"{needed:.4g} mm", mend)


def _block(style: Style, role: str) -> Iterator[_Lack]:
    """Yield what a block leaves too little for: its type, its lines, its place on a page."""
    look = style.block(role)
    size = look.size or 0.0
    rule = look.rule_left + RULE_GAP if look.rule_left else 0.0
    line = style.page.text_width - look.left - look.right - rule - max(look.hang, look.first_indent)
    room = style.page.text_height - look.before - look.after
    out = look.left + look.first_indent
    longest, lines = max(LEAST_LINE, LETTERS * size), 2 * size * (look.leading or 1.0)

    def sayers(*names: str) -> list[toml.Path]:
        return [*(("blocks", role, name) for name in names), ("scale",), ("body_size",)]

    if not SIZE.least - EDGE <= size <= SIZE.most + EDGE:
        yield _Lack(sayers("size"), f"type of {size:.4g} points", f"{SIZE.bounds} points")
    elif line < longest - EDGE:
        tokens = sayers("left", "right", "hang", "first_indent", "size")
        yield _Lack((*tokens, *PAGE_WIDTH), f"{line:.4g} points for a line", f"{longest:.4g} points")
    elif room < lines - EDGE:
        tokens = sayers("before", "after", "size", "leading")
        has = f"{room:.4g} points of the page for lines"
        yield _Lack((*tokens, *PAGE_HEIGHT), has, f"{lines:.4g} points")
    elif out < -EDGE:
        has = f"{out:.4g} points in front of a first line"
        yield _Lack(sayers("first_indent", "left"), has, "0 points or more")
