"""A house style as CSS, for print and for e-books.

In print lengths are points. In an e-book they are relative to the reader's own type size, the type size and
the colour of plain text are the reader's, and fonts come from elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from variorum.css.writing import (
    NOTHING,
    Choice,
    Color,
    Declarations,
    Keyword,
    Length,
    Number,
    Selector,
    Text,
    Value,
    of_class,
    rule,
)
from variorum.style import BLACK, BlockStyle, FontFamily, InlineStyle, Style
from variorum.style import Color as Ink

Target: TypeAlias = Literal["epub", "pdf"]

ENTRY = Selector("li")
THINNEST = 0.6
"""The thinnest ink: black on white, or white on black, with a contrast of 5.7 and more."""

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
nav ol { list-style-type: none; padding-left: 1.2em; }
blockquote { margin: 0; }
img { max-width: 100%; }
a { text-decoration: none; }
table { border-collapse: collapse; }
table.wide { width: 100%; }
th { font-weight: inherit; }
th, td { text-align: inherit; vertical-align: top; padding: 0.15em 0.8em 0.15em 0; }
th, td { padding-inline-start: 0; padding-inline-end: 0.8em; }
[dir=rtl] p, p[dir=rtl] { hyphens: manual; }
td.set-right p, th.set-right p { text-align: right; }
td.set-center p, th.set-center p { text-align: center; }
thead th, thead td { border-bottom: 0.05em solid; }
hr { border: 0; border-top: 0.05em solid; width: 4em; }
hr[class] { margin-left: auto; margin-right: auto; }
.kept { break-before: avoid; page-break-before: avoid; }
"""

# WeasyPrint draws a double line within the width of one, which leaves a hair between the two: it needs three.
DOUBLE_LINE = "u.double { text-decoration-thickness: 0.16em; }\n"

# The blank in the mark of a page is not stretched with those of the line: a box in it is set by itself. Lines
# under or through the words around it end at a box.
OF_PAGES = ("page-mark", "page-reference")
UNSTRETCHED = ".in-{name} {{ display: inline-block; text-indent: 0; }}\n"

# Calls and labels of notes are known by their place, and small: they have the ink of the words around them.
UNCOLOURED = "[role=doc-noteref], [role=doc-backlink] { color: inherit; }\n"

# Links are known by colour, for an underline is a sign; this one has a contrast of 4.5 on white and on black.
LINKS: Mapping[Target, Color] = {"epub": Color("#2b79be"), "pdf": Color("inherit")}

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
    another block's words, `.in-STYLE` for an inline style, `.kept` for a paragraph that stands on the page of
    what is before it. A paragraph of unknown role looks like body. If `used` is given, rules of other classes
    are left out.
    """
    write = _Writer(style, target)
    by_class = (
        ("in-page-mark", ".in-page-mark { hyphens: manual; }\n"),
        ("in-page-reference", ".in-page-reference { white-space: nowrap; }\n"),
        *(
            (f"in-{name}", UNSTRETCHED.format(name=name))
            for name in OF_PAGES
            if target == "epub" and _is_bare(style.inline(name))
        ),
        *((role, rule(of_class(role), write.leaf(role))) for role in style.blocks),
        *((f"as-{role}", rule(of_class(f"as-{role}"), write.type(role))) for role in style.blocks),
        *((f"box-{role}", "".join(write.container(role))) for role in style.blocks),
        *(
            (f"in-{name}", rule(of_class(f"in-{name}"), _inline(look, target)))
            for name, look in style.inlines.items()
        ),
    )
    return "".join(
        (
            rule(Selector("body"), {"font-family": typeface(style.font)}),
            ELEMENTS,
            rule(Selector("body"), {"overflow-wrap": Keyword("break-word")})
            if target == "epub"
            else DOUBLE_LINE,
            rule(Selector("a"), {"color": LINKS[target]}),
            UNCOLOURED if target == "epub" else "",
            rule(Selector("p"), write.leaf("body")),
            *(made for name, made in by_class if used is None or name in used),
        )
    )


def _is_bare(look: InlineStyle) -> bool:
    """Return whether words have no line under or through them, whatever those around them have."""
    return look.underline == "none" and look.struck is False


def typeface(font: FontFamily) -> Choice:
    """Return the typefaces of a style, and what stands in for them in an e-book."""
    return Choice((*map(Text, font.families), Keyword(font.generic)))


def spoken_css() -> str:
    """Return the style sheet that lets a screen reader say what a sign means."""
    return SPOKEN


NO_SIDES: Declarations = dict.fromkeys(
    ("margin-left", "margin-right", "margin-inline-start", "margin-inline-end"), NOTHING
)
ALIGNMENTS = {"left": "start", "right": "end"}
"""Sides by what they are for words of either direction."""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write the block styles of one house style for one target."""

    style: Style
    target: Target

    def length(self, points: float, size: float) -> Length:
        """Return a length; in an e-book it is relative to type of `size` points."""
        return Length(points, "pt") if self.target == "pdf" else Length(points / size, "em")

    @property
    def base(self) -> float:
        """Return the size of body type in points."""
        return self.style.body_size * self.style.scale

    def type(self, role: str) -> Declarations:
        """Return the type of a block's words."""
        look = self.style.block(role)
        size = look.size or self.base
        return {
            "font-style": Keyword("italic" if look.italic else "normal"),
            "font-weight": Keyword("bold" if look.bold else "normal"),
            "font-variant": Keyword("small-caps" if look.small_caps else "normal"),
            "letter-spacing": _tracking(look.spaced),
            "font-size": Length(size, "pt") if self.target == "pdf" else Length(size / self.base, "em"),
            "line-height": Number(look.leading or 0),
            **_color(look.color, self.target),
            **_setting(look, self.style),
        }

    def leaf(self, role: str) -> Declarations:
        """Return all that a block of words needs."""
        look = self.style.block(role)
        size = look.size or self.base
        left, right = self.length(look.left, size), self.length(look.right, size)
        margin = _sides(self.length(look.before, size), right, self.length(look.after, size), left)
        said: dict[str, Value | tuple[Value, ...]] = {
            **self.type(role),
            "margin": margin,
            **_turning(left, right),
            "text-indent": self.length(look.first_indent - look.hang, size),
            **_breaks(look),
        }
        if look.hang:
            said |= beginning("padding", self.length(look.hang, size))
        return {**said, **self.border(look, size)}

    def border(self, look: BlockStyle, size: float) -> Declarations:
        """Return the rule at the left of a block."""
        if not look.rule_left:
            return {}
        line = (Length(look.rule_left, "pt"), Keyword("solid"))
        room = beginning("padding", self.length(8.0, size))
        return {"border-left": line, "border-inline-end": NOTHING, "border-inline-start": line, **room}

    def container(self, role: str) -> Iterator[str]:
        """Yield what a block of blocks needs: its own box, its entries, and the same role inside it."""
        look = self.style.block(role)
        before, after = self.length(look.before, self.base), self.length(look.after, self.base)
        left, right = self.length(look.left, self.base), self.length(look.right, self.base)
        margin = _sides(before, right, after, left)
        box, same = of_class(f"box-{role}"), of_class(role)
        yield rule(
            box, {"margin": margin, **_turning(left, right), **_breaks(look), **self.border(look, self.base)}
        )
        yield rule(box.parent_of(same), {**NO_SIDES})
        yield rule(box.parent_of(ENTRY), {"margin": _sides(before, NOTHING, after, NOTHING)})
        yield rule(box.parent_of(ENTRY).parent_of(same), {"margin": NOTHING, **NO_SIDES})
        if look.hang:
            yield from self.hanging(box, look.hang, look.size or self.base)

    def hanging(self, box: Selector, hang: float, size: float) -> Iterator[str]:
        """Yield what lets labels, or the first lines of entries without one, hang."""
        back, room = self.length(-hang, size), self.length(hang, size)
        entry = box.parent_of(ENTRY)
        inner = [entry.parent_of(Selector("ul")), entry.parent_of(Selector("div"))]
        first, labelled = Selector("p", pseudo_class="first-child"), Selector("li", ("labelled",))
        yield rule(entry.parent_of(Selector("p")), {**beginning("padding", room), "text-indent": NOTHING})
        yield rule(inner, beginning("margin", self.length(hang, self.base)))
        yield rule(entry.parent_of(of_class("lone-label")), beginning("margin", NOTHING))
        yield rule(entry.parent_of(first), {"text-indent": back})
        yield rule(box.parent_of(labelled).parent_of(first), {"text-indent": NOTHING})
        label: Declarations = {
            "display": Keyword("inline-block"),
            **beginning("margin", back),
            "min-width": room,
            "text-indent": NOTHING,
            "white-space": Keyword("pre"),
        }
        yield rule(entry.parent_of(Selector("p")).parent_of(of_class("entry-label")), label)


def beginning(kind: Literal["margin", "padding"], length: Length) -> Declarations:
    """Return the room at the beginning of lines: at the left, or at the right of words that begin there.

    Both are said, for a reader that knows no beginnings.
    """
    return {f"{kind}-left": length, f"{kind}-inline-end": NOTHING, f"{kind}-inline-start": length}


def _turning(left: Length, right: Length) -> Declarations:
    """Return what turns the sides of a margin with the direction of the words, where they differ."""
    return {"margin-inline-start": left, "margin-inline-end": right} if left != right else {}


def _sides(top: Length, right: Length, bottom: Length, left: Length) -> Value | tuple[Value, ...]:
    """Return four lengths as CSS writes them."""
    sides = (top, right, bottom, left)
    return sides if any(side.number for side in sides) else NOTHING


def _tracking(em: float) -> Value:
    return Length(em, "em") if em else Keyword("normal")


def _setting(look: BlockStyle, style: Style) -> Declarations:
    """Return alignment and hyphenation."""
    hyphens = "auto" if look.hyphenate and style.language_hyphenation else "manual"
    return {"text-align": Keyword(ALIGNMENTS.get(look.align, look.align)), "hyphens": Keyword(hyphens)}


def _breaks(look: BlockStyle) -> Declarations:
    """Return where pages may not end."""
    said = {}
    if look.keep_with_next:
        said["break-after"] = said["page-break-after"] = Keyword("avoid")
    if look.keep_together:
        said["break-inside"] = said["page-break-inside"] = Keyword("avoid")
    return said


def _closing(em: float, target: Target) -> Declarations:
    """Return what takes the room behind the last letter back, so that a stop stands against the word.

    WeasyPrint draws out no line well in which such words end or begin.
    """
    if not em or target == "pdf":
        return {}
    room = Length(-em, "em")
    return {"margin-right": room, "margin-inline-start": NOTHING, "margin-inline-end": room}


def _inline(look: InlineStyle, target: Target) -> Declarations:
    """Return what an inline style does besides the elements that carry it."""
    said: dict[str, Value] = {}
    if look.italic is False:
        said["font-style"] = Keyword("normal")
    if look.bold is False:
        said["font-weight"] = Keyword("normal")
    if look.small_caps is not None:
        said["font-variant"] = Keyword("small-caps" if look.small_caps else "normal")
    if look.spaced is not None:
        said["letter-spacing"] = _tracking(look.spaced)
    if look.size is not None:
        said["font-size"] = Length(look.size, "em")
    color = _color(look.color or BLACK, target if look.color else "epub")
    return {**said, **_closing(look.spaced or 0, target), **color}


def _color(color: Ink, target: Target) -> Declarations:
    """Return a colour; of an e-book one that shows on black too.

    Black itself is left to its reader, and greys are thinner ink of whatever colour the words have.
    """
    if target == "pdf":
        return {"color": Color(color.css)}
    if color == BLACK:
        return {}
    if color.red == color.green == color.blue:
        return {"opacity": Number(max(round(1 - color.red / 255, 2), THINNEST))}
    return {"color": Color(color.on_any_ground.css)}
