"""A house style as CSS, for print and for e-books.

In print lengths are points. In an e-book they are relative to the reader's own type size, the type size and
the colour of plain text are the reader's, and fonts come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from variorum.style import BlockStyle, InlineStyle, Style

Target: TypeAlias = Literal["epub", "pdf"]
Rule: TypeAlias = Mapping[str, str]

BLACK = "#000000"

# What the elements that carry looks show, said again, for reading systems with sheets of their own.
ELEMENTS = """\
em, i { font-style: italic; }
strong, b { font-weight: bold; }
u, ins { text-decoration: underline; }
u.double { text-decoration: underline; text-decoration-style: double; }
s, del { text-decoration: line-through; }
sup, sub { font-size: 1em; line-height: 0; }
sup { vertical-align: super; }
sub { vertical-align: sub; }
ul { list-style-type: none; margin: 0; padding: 0; }
blockquote { margin: 0; }
img { max-width: 100%; }
a { text-decoration: none; }
.in-note-call + .in-note-call { margin-left: 0.25em; }
table { border-collapse: collapse; }
table.wide { width: 100%; }
th { font-weight: inherit; }
th, td { text-align: inherit; vertical-align: top; padding: 0.15em 0.8em 0.15em 0; }
thead th { border-bottom: 0.05em solid; }
hr { border: 0; border-top: 0.05em solid; width: 4em; }
hr[class] { margin-left: auto; margin-right: auto; }
"""

# Links are known by colour, for an underline is a sign; this one has a contrast of 4.5 on white and on black.
LINKS: Mapping[Target, str] = {"epub": "#2b79be", "pdf": "inherit"}

# Words for the ear: generated, so that no reader counts them as text, and clipped, not shown. A sheet of its
# own, since old reading systems drop a whole sheet for an @-rule that they do not know.
SPOKEN = """\
@supports (clip-path: inset(50%)) {
[data-say-before]::before { content: attr(data-say-before) " "; }
[data-say-after]::after { content: " " attr(data-say-after); }
[data-say-before]::before, [data-say-after]::after {
  clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; white-space: nowrap; width: 1px;
}
}
"""


def css(style: Style, target: Target, used: Collection[str] | None = None) -> str:
    """Return the style sheet of a house style; page boxes, fonts and the place of notes are a format's own.

    Classes: a block role (`.signature`), `.box-ROLE` for a block of blocks, `.as-ROLE` for the type of
    another block's words, `.in-STYLE` for an inline style. A paragraph of unknown role looks like body. If
    `used` is given, rules of other classes are left out.
    """
    write = _Writer(style, target)
    by_class = (
        *((role, _rule(f".{role}", write.leaf(role))) for role in style.blocks),
        *((f"as-{role}", _rule(f".as-{role}", write.type(role))) for role in style.blocks),
        *((f"box-{role}", "".join(write.container(role))) for role in style.blocks),
        *(
            (f"in-{name}", _rule(f".in-{name}", _inline(look, target)))
            for name, look in style.inlines.items()
        ),
    )
    return "".join(
        (
            _rule("body", {"font-family": f'"{style.font.family}", {style.font.generic}'}),
            ELEMENTS,
            _rule("a", {"color": LINKS[target]}),
            _rule("p", write.leaf("body")),
            *(rule for name, rule in by_class if used is None or name in used),
        )
    )


def spoken_css() -> str:
    """Return the style sheet that lets a screen reader say what a sign means."""
    return SPOKEN


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write the block styles of one house style for one target."""

    style: Style
    target: Target

    def length(self, points: float, size: float) -> str:
        """Return a length; in an e-book it is relative to type of `size` points."""
        if not points:
            return "0"
        return f"{points:.4g}pt" if self.target == "pdf" else f"{points / size:.4g}em"

    @property
    def base(self) -> float:
        """Return the size of body type in points."""
        return self.style.body_size * self.style.scale

    def type(self, role: str) -> Rule:
        """Return the type of a block's words."""
        look = self.style.block(role)
        size = look.size or self.base
        return {
            "font-style": "italic" if look.italic else "normal",
            "font-weight": "bold" if look.bold else "normal",
            "font-variant": "small-caps" if look.small_caps else "normal",
            "letter-spacing": f"{look.spaced:.4g}em" if look.spaced else "normal",
            "font-size": f"{size:.4g}pt" if self.target == "pdf" else f"{size / self.base:.4g}em",
            "line-height": f"{look.leading:.4g}",
            **_color(look.color, self.target),
            **_setting(look, self.style),
        }

    def leaf(self, role: str) -> Rule:
        """Return all that a block of words needs."""
        look = self.style.block(role)
        size = look.size or self.base
        left, right = self.length(look.left, size), self.length(look.right, size)
        margin = _sides(self.length(look.before, size), right, self.length(look.after, size), left)
        rule = {
            **self.type(role),
            "margin": margin,
            "text-indent": self.length(look.first_indent - look.hang, size),
            **_breaks(look),
        }
        if look.hang:
            rule["padding-left"] = self.length(look.hang, size)
        return {**rule, **self.border(look, size)}

    def border(self, look: BlockStyle, size: float) -> Rule:
        """Return the rule at the left of a block."""
        if not look.rule_left:
            return {}
        return {"border-left": f"{look.rule_left:.4g}pt solid", "padding-left": self.length(8.0, size)}

    def container(self, role: str) -> Iterator[str]:
        """Yield what a block of blocks needs: its own box, its entries, and the same role inside it."""
        look = self.style.block(role)
        before, after = self.length(look.before, self.base), self.length(look.after, self.base)
        margin = _sides(before, self.length(look.right, self.base), after, self.length(look.left, self.base))
        box = f".box-{role}"
        yield _rule(box, {"margin": margin, **_breaks(look), **self.border(look, self.base)})
        yield _rule(f"{box} > .{role}", {"margin-left": "0", "margin-right": "0"})
        yield _rule(f"{box} > li", {"margin": _sides(before, "0", after, "0")})
        yield _rule(f"{box} > li > .{role}", {"margin": "0"})
        if look.hang:
            yield from self.hanging(box, look.hang, look.size or self.base)

    def hanging(self, box: str, hang: float, size: float) -> Iterator[str]:
        """Yield what lets labels, or the first lines of entries without one, hang."""
        back, room = self.length(-hang, size), self.length(hang, size)
        yield _rule(f"{box} > li > p", {"padding-left": room, "text-indent": "0"})
        yield _rule(f"{box} > li > ul, {box} > li > div", {"margin-left": self.length(hang, self.base)})
        yield _rule(f"{box} > li > p:first-child", {"text-indent": back})
        yield _rule(f"{box} > li.labelled > p:first-child", {"text-indent": "0"})
        label = {"display": "inline-block", "margin-left": back, "min-width": room, "text-indent": "0"}
        label["white-space"] = "pre"
        yield _rule(f"{box} > li > p > .entry-label", label)


def _sides(top: str, right: str, bottom: str, left: str) -> str:
    """Return four lengths as CSS writes them."""
    return "0" if {top, right, bottom, left} == {"0"} else f"{top} {right} {bottom} {left}"


def _setting(look: BlockStyle, style: Style) -> Rule:
    """Return alignment and hyphenation."""
    hyphens = "auto" if look.hyphenate and style.language_hyphenation else "manual"
    return {"text-align": look.align, "hyphens": hyphens}


def _breaks(look: BlockStyle) -> Rule:
    """Return where pages may not end."""
    rule = {}
    if look.keep_with_next:
        rule["break-after"] = rule["page-break-after"] = "avoid"
    if look.keep_together:
        rule["break-inside"] = rule["page-break-inside"] = "avoid"
    return rule


def _inline(look: InlineStyle, target: Target) -> Rule:
    """Return what an inline style does besides the elements that carry it."""
    rule: dict[str, str] = {}
    if look.italic is False:
        rule["font-style"] = "normal"
    if look.bold is False:
        rule["font-weight"] = "normal"
    if look.small_caps is not None:
        rule["font-variant"] = "small-caps" if look.small_caps else "normal"
    if look.spaced is not None:
        rule["letter-spacing"] = f"{look.spaced:.4g}em" if look.spaced else "normal"
    if look.size is not None:
        rule["font-size"] = f"{look.size:.4g}em"
    return {**rule, **_color(look.color or BLACK, target if look.color else "epub")}


def _color(color: str, target: Target) -> Rule:
    """Return a colour; black is left to the reader of an e-book, who may read white on black."""
    return {} if target == "epub" and color.lower() == BLACK else {"color": color}


def _rule(selector: str, declarations: Rule) -> str:
    if not declarations:
        return ""
    return f"{selector} {{ {' '.join(f'{name}: {value};' for name, value in declarations.items())} }}\n"
