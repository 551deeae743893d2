"""Tokens of the house style as properties of WordprocessingML.

Italic, bold, small capitals and struck out are *toggles* (ECMA-376 part 1, 17.7.3): where both the paragraph
style and the character style switch one on, it is off again. The signs of an edition must not turn over, so
`direct` writes a toggle on the run itself wherever the styles alone would give another look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from variorum.ooxml.elements import switch, w
from variorum.ooxml.measures import half_points, millimetres, twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.publication import text_role
from variorum.style import BLACK, BlockStyle, Color, InlineStyle, Style
from variorum_docx.names import Chain, character_id
from variorum_docx.purposes import ManuscriptStyle

RAISED_SIZE = 0.65
"""What Word makes of the size of raised and lowered characters, about."""
RULE_GAP = 8.0
MIN_SPACING = 1
UNDERLINES = {"none": "none", "single": "single", "double": "double"}
TOGGLES = (("bold", "b"), ("italic", "i"), ("small_caps", "smallCaps"), ("struck", "strike"))


@dataclass(frozen=True, slots=True)
class Shape:
    """A paragraph's type, and its indents with those of the containers around it, in points.

    `left` and `right` are where its lines begin and end, `first` is how much further in its first line begins
    (further out, if negative), `rule` the weight of a rule at its left.
    """

    type: BlockStyle
    left: float
    right: float
    first: float
    rule: float


def bare(role: str) -> str:
    """Return a role of a chain without its mark."""
    return role.rstrip("*|")


def shape(chain: Chain, style: Style) -> Shape:
    """Return type and indents of the paragraphs of a chain."""
    *around, role = chain.roles
    own = style.block(role)
    look = style.block(text_role(role, [bare(container) for container in around]))
    left = right = rule = hang = 0.0
    for container in around:
        if container.endswith("|"):
            left = right = rule = hang = 0.0
            continue
        block = style.block(bare(container))
        left += block.left
        right += block.right
        hang = 0.0
        if container.endswith("*"):
            hang = block.hang
            left += hang
        if block.rule_left:
            left, rule = left + block.rule_left + RULE_GAP, block.rule_left
    if not around or bare(around[-1]) != role:
        left, right = left + own.left, right + own.right
        first = own.first_indent - own.hang
        left += own.hang
    else:
        first = own.first_indent
    if own.rule_left and role not in map(bare, around):
        left, rule = left + own.rule_left + RULE_GAP, own.rule_left
    return Shape(look, left, right, first - hang if hang else first, rule)


def paragraph_properties(chain: Chain, style: Style, level: int) -> Element:
    """Return the paragraph properties of a paragraph style; `level` is that of a heading or 0."""
    form = shape(chain, style)
    own = style.block(bare(chain.roles[-1]))
    made = w(
        "pPr",
        switch("keepNext", own.keep_with_next),
        switch("keepLines", own.keep_together or bool(level)),
        w("widowControl"),
    )
    if form.rule:
        border = w("left", val="single", sz=max(2, round(form.rule * 8)), space=round(RULE_GAP), color="auto")
        made.append(w("pBdr", border))
    if style.verse.numbers == "margin" and "verse" in map(bare, chain.roles):
        page = style.page
        edge = millimetres(page.width_mm - page.margin_inner_mm - page.margin_outer_mm) - twips(form.right)
        made.append(w("tabs", w("tab", val="right", pos=edge)))
    made.append(switch("suppressAutoHyphens", not form.type.hyphenate))
    made.append(spacing(own, form.type, style))
    made.append(indents(form.left, form.right, form.first))
    made.append(w("jc", val="both" if form.type.align == "justify" else form.type.align))
    if level:
        made.append(w("outlineLvl", val=min(level, 9) - 1))
    return made


def spacing(own: BlockStyle, look: BlockStyle, style: Style) -> Element:
    """Return the space before and after, and the distance of lines: in a manuscript the least one.

    There an editor may put in a picture, or a sign of another typeface, and nothing of it is cut off.
    """
    line = twips((look.size or 0.0) * (look.leading or 1.0))
    rule = "atLeast" if isinstance(style, ManuscriptStyle) else "exact"
    return w("spacing", before=twips(own.before), after=twips(own.after), line=line, lineRule=rule)


def indents(left: float, right: float, first: float) -> Element:
    """Return indents; a negative first one hangs."""
    made = w("ind", left=twips(left), right=twips(right))
    made.set(*w_attribute("firstLine" if first >= 0 else "hanging", twips(abs(first))))
    return made


def w_attribute(name: str, value: int) -> tuple[str, str]:
    """Return an attribute of WordprocessingML as a pair."""
    return q(name), str(value)


def block_run_properties(look: BlockStyle) -> Element:
    """Return the run properties of a paragraph style, every one of them, whatever it is based on."""
    size = look.size or 0.0
    return w(
        "rPr",
        *_toggle_pair("b", look.bold),
        *_toggle_pair("i", look.italic),
        switch("smallCaps", look.small_caps),
        w("color", val=_color(look.color)),
        w("spacing", val=_tracking(look.spaced, size)),
        w("sz", val=half_points(size)),
        w("szCs", val=half_points(size)),
        w("u", val=UNDERLINES[look.underline]),
    )


def compose(styles: Sequence[str], style: Style) -> InlineStyle:
    """Return inline styles inside one another as one: the innermost word counts, sizes multiply."""
    made = InlineStyle()
    for name in styles:
        inner = style.inline(name)
        known = {f.name: getattr(inner, f.name) for f in fields(inner) if getattr(inner, f.name) is not None}
        if made.size is not None and inner.size is not None:
            known["size"] = made.size * inner.size
        made = replace(made, **known)
    return made


def character_run_properties(look: InlineStyle, style: Style) -> Element:
    """Return the run properties of a character style, sizes as they are in body type."""
    return w("rPr", *_inline(look, style.body_size * style.scale))


def direct(styles: Sequence[str], around: BlockStyle, style: Style, lang: str | None) -> Element | None:
    """Return the properties of a run: its character style, and what that style cannot say by itself.

    `around` is the type of the paragraph; `lang` a language other than the paragraph's.
    """
    made = w("rPr")
    if styles:
        made.append(w("rStyle", val=character_id(styles)))
        made.extend(_corrections(compose(styles, style), around, style))
    if lang:
        made.append(w("lang", val=lang))
    return made if len(made) else None


def _corrections(look: InlineStyle, around: BlockStyle, style: Style) -> Iterator[Element]:
    """Yield what must stand on the run: toggles that would turn over, sizes that depend on the paragraph."""
    for token, name in TOGGLES:
        under = bool(getattr(around, token, False))
        over = getattr(look, token)
        if over is not None and (under != bool(over)) != over:
            yield from _toggle_pair(name, over)
    body, size = style.body_size * style.scale, around.size or 0.0
    if look.spaced and _tracking(look.spaced, size) != _tracking(look.spaced, body):
        yield w("spacing", val=_tracking(look.spaced, size))
    if look.size is not None and _size(look, size) != _size(look, body):
        yield w("sz", val=_size(look, size))
        yield w("szCs", val=_size(look, size))


def _inline(look: InlineStyle, body: float) -> Iterator[Element]:
    for token, name in TOGGLES:
        value = getattr(look, token)
        if value is not None:
            yield from _toggle_pair(name, value)
    if look.color is not None:
        yield w("color", val=_color(look.color))
    if look.spaced is not None:
        yield w("spacing", val=_tracking(look.spaced, body))
    if look.size is not None:
        yield w("sz", val=_size(look, body))
        yield w("szCs", val=_size(look, body))
    if look.underline is not None:
        yield w("u", val=UNDERLINES[look.underline])
    if look.raised or look.lowered:
        yield w("vertAlign", val="superscript" if look.raised else "subscript")
    elif look.raised is not None or look.lowered is not None:
        yield w("vertAlign", val="baseline")


def _toggle_pair(name: str, on: bool) -> Iterator[Element]:
    """Yield a toggle, and its twin for complex scripts where there is one."""
    yield switch(name, on)
    if name in ("b", "i"):
        yield switch(f"{name}Cs", on)


def _size(look: InlineStyle, around: float) -> int:
    ratio = look.size or 1.0
    return half_points(around * (ratio / RAISED_SIZE if look.raised or look.lowered else ratio))


def _tracking(em: float, size: float) -> int:
    """Return letter-spacing as twentieths of a point; what is spaced at all stays so when rounded."""
    return max(MIN_SPACING, twips(em * size)) if em > 0 else twips(em * size)


def _color(value: Color) -> str:
    return "auto" if value == BLACK else value.word
