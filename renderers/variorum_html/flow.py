"""Published inlines as XHTML.

Underlining, striking, raising and lowering do not inherit in CSS: they are painted by the element that bears
them, and nothing inside can undo it. So their elements are set around those words only that keep the look;
a note call inside an underlined phrase stands between two `u`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import assert_never

from markupsafe import Markup

from variorum.extract import Look
from variorum.publication import (
    Anchor,
    Call,
    Grid,
    LineEnd,
    Link,
    PageMark,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
    calls_in_touch,
    on_one_line,
)
from variorum.roles import Role
from variorum.style import InlineStyle, Style, inline_looks
from variorum_html.elements import EMPTY, element, join, text

Looks = frozenset[Look]
NONE: Looks = frozenset()

PAINTED = frozenset({Look.UNDERLINE, Look.DOUBLE_UNDERLINE, Look.STRUCK, Look.RAISED, Look.LOWERED})
"""The looks that an element paints on all its content."""

CARRIERS: Mapping[Look, tuple[str, str | None]] = {
    Look.ITALIC: ("i", None),
    Look.BOLD: ("b", None),
    Look.UNDERLINE: ("u", None),
    Look.DOUBLE_UNDERLINE: ("u", "double"),
    Look.STRUCK: ("s", None),
    Look.RAISED: ("sup", None),
    Look.LOWERED: ("sub", None),
}
"""The element, and its class, that shows a look also without a style sheet."""

ELEMENTS: Mapping[Role, tuple[str, Looks]] = {
    Role.EMPHASIS: ("em", frozenset({Look.ITALIC})),
    Role.STRONG: ("strong", frozenset({Look.BOLD})),
    Role.UNDERLINE: ("u", frozenset({Look.UNDERLINE})),
    Role.INSERTION: ("ins", frozenset({Look.UNDERLINE})),
    Role.DELETION: ("del", frozenset({Look.STRUCK})),
    Role.SUPERSCRIPT: ("sup", frozenset({Look.RAISED})),
    Role.SUBSCRIPT: ("sub", frozenset({Look.LOWERED})),
}
"""The element of a role, and the look that every reading system gives it.

It is used where the style has that look; else, without a style sheet, it would print a sign that means
another thing. Other roles are `span`: `q` would print quotation marks of its own.
"""


@dataclass(frozen=True, slots=True)
class Form:
    """What a format does in its own way.

    `call` returns the link of a note call, `behind` what stands behind the call in the flow (the note itself,
    where a format takes it from there), `mark` a page mark around its printed text, `link` a link around
    its text, `source` the address of a picture, `undescribed` what is said of one without a description,
    `table` a table with what surrounds it. `leftwards`: what stands around runs from right to left.
    """

    style: Style
    source: Callable[[Picture], str]
    call: Callable[[Call], Markup]
    mark: Callable[[PageMark, Markup], Markup]
    link: Callable[[Link, Markup], Markup]
    behind: Callable[[Call], Markup] = lambda _: EMPTY
    between_calls: Markup = EMPTY
    table: Callable[[Grid, Markup], Markup] = lambda _, made: made
    undescribed: str = ""
    leftwards: bool = False

    def within(self, leftwards: bool) -> Form:
        """Return the form of what stands in an element of this direction."""
        return self if leftwards == self.leftwards else replace(self, leftwards=leftwards)


def note_link(call: Call, attributes: Mapping[str, str | None] | None = None) -> Markup:
    """Return the link of a call to its note; nothing stands in it but the label."""
    own = {"id": call.id, "href": f"#{call.note}", "role": "doc-noteref"}
    return element("a", {**own, **(attributes or {})}, text(call.label.text))


def page_break(mark: PageMark, printed: Markup, attributes: Mapping[str, str | None] | None = None) -> Markup:
    """Return a page mark: what is printed stands in it, and is spoken by its name."""
    own = {"id": mark.id, "role": "doc-pagebreak", "aria-label": (mark.name or mark.label).text}
    space = Markup(" ") if mark.printed and not mark.joins_word else EMPTY
    return element("span", {**own, **(attributes or {})}, printed) + space


def plain_link(link: Link, content: Markup) -> Markup:
    """Return a link; its folio is left to formats that have pages."""
    return element("a", {"href": link.target}, content)


def language(lang: str | None) -> dict[str, str | None]:
    """Return the attributes that tell HTML and XML a language; none where it does not change."""
    return {"lang": lang, "xml:lang": lang}


def direction(leftwards: bool, form: Form) -> dict[str, str | None]:
    """Return the attribute that tells a direction; none where it is that of what stands around."""
    return {"dir": None if leftwards == form.leftwards else "rtl" if leftwards else "ltr"}


def embedding(leftwards: bool | None) -> dict[str, str | None]:
    """Return the attribute of words in a line that run in a direction of their own."""
    return {"dir": None if leftwards is None else "rtl" if leftwards else "ltr"}


def inlines(nodes: PInlines, form: Form, painted: Looks = NONE) -> Markup:
    """Set inlines; `painted` are looks of the block around them that its words still need elements for."""
    parts: list[Markup] = []
    pairs = calls_in_touch(nodes)
    for undone, group in groupby(pairs, lambda pair: _undoes(pair[1], painted, form.style)):
        owed = painted if undone else NONE
        content = join(
            (form.between_calls if in_touch else EMPTY) + _inline(node, form, owed)
            for in_touch, node in group
        )
        parts.append(content if undone else _carry(painted, content))
    return join(parts)


@dataclass(frozen=True, slots=True)
class Dress:
    """An inline style, the role and further attributes of the element that bears it.

    `whole` is false if something inside undoes a painted look: then the content paints them itself.
    """

    style: str
    role: Role = Role.SPAN
    whole: bool = True
    attributes: Mapping[str, str | None] = field(default_factory=dict)


def dress(own: Dress, content: Callable[[Looks], Markup], form: Form, painted: Looks = NONE) -> Markup:
    """Set content in an inline style; `content` is called with the painted looks that it owes."""
    look = form.style.inline(own.style)
    on, off = _painting(look)
    due = (painted - off) | on
    plain = frozenset(which for which in (Look.ITALIC, Look.BOLD) if which in inline_looks(look, NONE))
    borne = plain | (due if own.whole else NONE)
    name, shown = ELEMENTS.get(own.role, ("span", NONE))
    if not shown <= borne:
        name, shown = "span", NONE
    inside = _carry(borne - shown, content(NONE if own.whole else due))
    return element(name, {"class": f"in-{own.style}", **own.attributes}, inside)


def _inline(node: PInline, form: Form, painted: Looks) -> Markup:
    match node:
        case Run(text=characters):
            return text(characters)
        case Styled():
            return _styled(node, form, painted)
        case Call():
            own = Dress("note-call", Role.SUPERSCRIPT)
            return dress(own, lambda _: form.call(node), form, painted) + form.behind(node)
        case PageMark(printed=printed):
            own, whole = Dress("page-mark"), on_one_line(printed)
            shown = dress(own, lambda _: text(whole), form, painted) if printed else EMPTY
            return form.mark(node, shown)
        case LineEnd():
            return element("br", {})
        case Link():
            return form.link(node, inlines(node.children, form, painted))
        case Picture(description=description):
            return element("img", {"src": form.source(node), "alt": description.text or form.undescribed})
        case Anchor(id=name):
            return element("span", {"id": name})
        case _:
            assert_never(node)


def _styled(node: Styled, form: Form, painted: Looks) -> Markup:
    on, off = _painting(form.style.inline(node.style))
    due = (painted - off) | on
    before, after = (words.text for words in node.say) if node.say else (None, None)
    own = Dress(
        node.style,
        node.role,
        not any(_undoes(child, due, form.style) for child in node.children),
        {
            **language(node.lang),
            **embedding(node.leftwards),
            "data-say-before": before,
            "data-say-after": after,
        },
    )
    return dress(own, lambda left: inlines(node.children, form, left), form, painted)


def _painting(style: InlineStyle) -> tuple[Looks, Looks]:
    """Return the painted looks that a style gives, and those that it takes away."""
    return inline_looks(style, NONE) & PAINTED, PAINTED - inline_looks(style, PAINTED)


def _undoes(node: PInline, painted: Looks, style: Style) -> bool:
    """Return whether a node or something in it takes away one of these looks."""
    if not painted:
        return False
    match node:
        case Styled(style=name, children=children):
            off = _painting(style.inline(name))[1]
            return bool(off & painted) or any(_undoes(child, painted, style) for child in children)
        case Link(children=children):
            return any(_undoes(child, painted, style) for child in children)
        case Call():
            return bool(_painting(style.inline("note-call"))[1] & painted)
        case PageMark():
            return bool(_painting(style.inline("page-mark"))[1] & painted)
        case Run() | LineEnd() | Picture() | Anchor():
            return False
        case _:
            assert_never(node)


def _carry(looks: Looks, content: Markup) -> Markup:
    """Wrap content in the elements that show looks; what has no element is left to the class."""
    if not content:
        return content
    for look, (name, kind) in reversed(list(CARRIERS.items())):
        if look in looks:
            content = element(name, {"class": kind}, content)
    return content
