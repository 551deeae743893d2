"""The table of TEI elements and nodes of the model, read in one direction and written in the other.

An element that has several names for one kind of node keeps its own in the fact `also`, as `element=NAME`; an
attribute that no field holds stands there under its own name. What the model says beyond TEI is written into
`@ana`, as words `variorum:KEY=VALUE` (percent-encoded): the model's own additions, which can be taken out
again by removing those words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import assert_never

from lxml import etree

from variorum.model import (
    NO_FACTS,
    Act,
    Added,
    Damaged,
    Date,
    Deleted,
    Emphasis,
    EmphasisKind,
    Foreign,
    FormWork,
    Gap,
    HandShift,
    Inlines,
    LineBreak,
    LineKind,
    Metamark,
    Milestone,
    Name,
    Node,
    PageBreak,
    Quote,
    Reference,
    Restored,
    Space,
    Stamp,
    Supplied,
    Term,
    Unclear,
    Voice,
    Written,
)
from variorum.model.document import QUERIES
from variorum.model.kinds import divider
from variorum.model.schema import ACTS, SHAPES
from variorum.model.schema import INLINES as INLINE_SHAPES

OWN = "variorum:"
"""How the words of `@ana` begin that are the model's own."""
ELEMENT = "element="
"""How the entry of `also` begins that names the element, where one kind of node has several."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "hand": "hand",
        "place": "place",
        "cert": "cert",
        "resp": "resp",
        "seq": "seq",
        "lang": "xml:lang",
        "rend": "rend",
        "id": "xml:id",
    }
)
"""The facts that any node may bear, and their attributes; the medium has none."""

POINTED = frozenset({"hand", "resp", "ref", "wit", "new"})
"""Attributes whose values are names behind a “#”."""

EXTENT = {
    "quantity": "quantity",
    "unit": "unit",
    "at-least": "atLeast",
    "at-most": "atMost",
    "about": "precision",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of node and its elements, the usual one first; `attributes` are its own besides the facts.

    `fields` are what the element itself says of the node, by element.
    """

    node: type[Node]
    elements: tuple[str, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    holds: bool = True


INLINES: tuple[Entry, ...] = (
    Entry(Added, ("add",)),
    Entry(Deleted, ("del",), {"how": "rend"}),
    Entry(Restored, ("restore",)),
    Entry(Supplied, ("supplied",), {"reason": "reason"}),
    Entry(Unclear, ("unclear",), {"reason": "reason"}),
    Entry(Damaged, ("damage",), {"agent": "agent"}),
    Entry(Metamark, ("metamark",), {"function": "function", "target": "target"}),
    Entry(
        Name,
        ("persName", "placeName", "orgName", "geogName", "name", "rs"),
        {"ref": "ref"},
        {
            "persName": {"kind": "person"},
            "placeName": {"kind": "place"},
            "orgName": {"kind": "org"},
            "geogName": {"kind": "geog"},
            "name": {"kind": "name"},
            "rs": {"kind": "rs"},
        },
    ),
    Entry(Date, ("date",), {"when": "when"}),
    Entry(Term, ("term",), {"ref": "ref"}),
    Entry(Quote, ("quote", "q", "said")),
    Entry(Foreign, ("foreign",)),
    Entry(Reference, ("ref", "ptr"), {"target": "target"}),
    Entry(Stamp, ("stamp",), {"kind": "type"}),
    Entry(FormWork, ("fw",), {"kind": "type"}),
    Entry(LineBreak, ("lb",), {"n": "n", "joins-word": "break"}, holds=False),
    Entry(PageBreak, ("pb",), {"label": "n", "facsimile": "facs", "joins-word": "break"}, holds=False),
    Entry(
        Milestone,
        ("milestone", "cb", "gb"),
        {"unit": "unit", "label": "n"},
        {"cb": {"unit": "column"}, "gb": {"unit": "gathering"}},
        holds=False,
    ),
    Entry(HandShift, ("handShift",), {"hand": "new", "medium": "medium"}, holds=False),
    Entry(Space, ("space",), EXTENT, holds=False),
    Entry(Gap, ("gap",), {"reason": "reason", **EXTENT}, holds=False),
)

BY_ELEMENT: Mapping[str, Entry] = MappingProxyType(
    {name: entry for entry in INLINES for name in entry.elements}
)
BY_NODE: Mapping[type[Node], Entry] = MappingProxyType({entry.node: entry for entry in INLINES})


def span_element(act: Act) -> str | None:
    """Return the element that begins a range of an act, none where TEI has none."""
    match act:
        case Act.ADDED:
            return "addSpan"
        case Act.DELETED:
            return "delSpan"
        case Act.DAMAGED:
            return "damageSpan"
        case Act.NOTE | Act.WRITTEN | Act.SUPPLIED | Act.UNCLEAR | Act.TRANSPOSED:
            return None
        case _:
            assert_never(act)


SPANS = {element: act for act in Act if (element := span_element(act))}
"""Elements that begin a range, and the act of the range."""
BLOCK_ACTS = {
    element: act
    for act, shape in ACTS.items()
    if (entry := BY_NODE.get(shape.node))
    for element in entry.elements
}
"""Elements of acts; where they hold blocks, they become ranges over them."""

PAIRS = {
    frozenset(forms): (shape.node.__name__, *forms)
    for shape in INLINE_SHAPES.values()
    if len(forms := [content.field for content in shape.contents if content.holds == "inlines"]) == 2
}
"""The choices between two forms, which TEI calls as the model does: the node, the source's form, ours."""
SIDES = {side: pair for pair in PAIRS.values() for side in pair[1:]}
FIRST = {
    pair[0]: first
    for pair in PAIRS.values()
    if SHAPES[pair[0]].attribute(f"{pair[2]}-first") and (first := f"{pair[2]}_first")
}
"""The field that says that our form stands first in the encoding."""

# ---- the look

RENDITIONS: Mapping[str, tuple[EmphasisKind, int]] = MappingProxyType(
    {
        **dict.fromkeys(
            ("italic", "italics", "i", "it", "ital", "kursiv", "italique"), (EmphasisKind.ITALIC, 1)
        ),
        **dict.fromkeys(("bold", "strong", "b", "bo", "fett", "gras"), (EmphasisKind.BOLD, 1)),
        **dict.fromkeys(
            ("underline", "underlined", "u", "ul", "unterstrichen", "souligné"), (EmphasisKind.UNDERLINE, 1)
        ),
        **dict.fromkeys(
            ("doubleUnderline", "double-underline", "double", "underlined-double"),
            (EmphasisKind.UNDERLINE, 2),
        ),
        **dict.fromkeys(
            ("spaced", "spaced-out", "letterspaced", "letter-spaced", "sperrung", "gesperrt"),
            (EmphasisKind.SPACED, 1),
        ),
        **dict.fromkeys(
            ("small-caps", "smallcaps", "smallcap", "smcap", "smcaps", "smcp", "sc", "kapitälchen"),
            (EmphasisKind.SMALL_CAPS, 1),
        ),
        **dict.fromkeys(
            ("raised", "sup", "super", "superscript", "hochgestellt", "exposant"), (EmphasisKind.RAISED, 1)
        ),
        **dict.fromkeys(("lowered", "sub", "subscript", "tiefgestellt"), (EmphasisKind.LOWERED, 1)),
        "circled": (EmphasisKind.CIRCLED, 1),
    }
)
"""What words of `hi/@rend` mean; the first of a kind is the one that is written."""

CSS: Mapping[str, str] = MappingProxyType(
    {
        "font-style:italic": "italic",
        "font-style:oblique": "italic",
        "font-weight:bold": "bold",
        "font-weight:bolder": "bold",
        "font-weight:700": "bold",
        "text-decoration:underline": "underline",
        "text-decoration:line-through": "line-through",
        "font-variant:small-caps": "small-caps",
        "vertical-align:super": "super",
        "vertical-align:sub": "sub",
    }
)
"""Looks as style sheets say them, by words of `@rend`; wide letters are any spacing at all."""
RENDERED: Mapping[str, str] = MappingProxyType({"g": "spaced", "k": "small-caps"})
"""What shorter names of a `@rendition` mean besides those of `@rend`."""
STRUCK = frozenset(
    {
        *("strikethrough", "strike-through", "strike", "struck", "struck-through", "struckthrough"),
        *(
            "line-through",
            "linethrough",
            "lineThrough",
            "overstrike",
            "crossed-out",
            "crossedOut",
            "crossedout",
        ),
        *("durchgestrichen", "gestrichen", "strikeout", "double-strikethrough", "strikethrough-double"),
    }
)
"""Words of `hi/@rend` that say that words are struck: they are deleted."""


def looks(element: etree._Element) -> str:
    """Return how words look, as words of `@rend`: that, or what `@rendition` or `@style` say instead."""
    rend = element.get("rend", "")
    if emphasis(rend) or medium(rend) or STRUCK.intersection(rend.split()):
        return rend
    names = [one.rpartition("#")[2].removeprefix("simple:") for one in element.get("rendition", "").split()]
    declared = ";".join(filter(None, (_declared(element, one) for one in names)))
    rules = re.split(r"\s*;\s*", f"{element.get('style', '')};{rend};{declared}")
    css = [re.sub(r"\s*:\s*", ":", rule).strip().lower() for rule in rules]
    said = [CSS.get(rule, "spaced" if rule.startswith("letter-spacing:") else "") for rule in css]
    return " ".join(filter(None, (*said, *(RENDERED.get(one, one) for one in names))))


def _declared(element: etree._Element, name: str) -> str:
    """Return what the file declares of a rendition, in the language of style sheets. TEI `tagsDecl`."""
    root = element.getroottree().getroot()
    space = etree.QName(root).namespace
    path = "/".join(f"{{{space}}}{one}" for one in ("teiHeader", "encodingDesc", "tagsDecl", "rendition"))
    ids = (one for one in root.iterfind(path) if one.get("{http://www.w3.org/XML/1998/namespace}id") == name)
    return " ".join("".join(map(str, one.itertext())) for one in ids)


NO_LOOK = frozenset({"inherit", "initial", "none", "normal", "plain", "regular", "roman"})
"""Words of `hi/@rend` that say that words look as those around them."""


def unknown_looks(rend: str) -> list[str]:
    """Return the words of a `hi/@rend` by which nothing is printed otherwise, but those of a place."""
    known = {*RENDITIONS, *MEDIA, *STRUCK, *NO_LOOK, *CSS, "left", "right", "center", "centre"}
    words = (word for word in rend.split() if word not in known and indent(word) is None)
    return [word for word in words if re.fullmatch(r"[^\W\d_][\w-]*", word)]


MEDIA = {"pre-print": "print", "printed": "print", "print": "print", "handwritten": "hand", "typed": "type"}
"""Words of `hi/@rend` that tell the medium."""


TITLES = re.compile(
    r"(?:(?:section|source|sub|chapter|part)-?)?(?:title|head(?:ing)?)(?!page|note|er|line)\w*"
)
"""Words of `p/@rend` by which a paragraph heads what follows: `sectiontitleital`, `heading`."""


LONGEST_TITLE = 100
"""How many characters a line in bold has at the most that heads what follows."""
RUNNING = ("p", "list", "table", "quote", "lg")


def is_title(element: etree._Element) -> bool:
    """Return whether a paragraph says of its look that it is a heading, or is a line in bold before others.

    Several such lines behind one another, or one set to a side, stand on a title page or under a text.
    """
    if rend := element.get("rend"):
        return any(TITLES.fullmatch(word) for word in rend.split())
    around, before, behind = element.getparent(), element.getprevious(), element.getnext()
    leads = behind is not None and _name(behind) in RUNNING and not _is_bold_line(behind)
    parts = around is not None and _name(around).startswith(("div", "body", "front", "back"))
    alone = before is None or not _is_bold_line(before)
    return leads and parts and alone and _is_bold_line(element)


def _is_bold_line(element: etree._Element) -> bool:
    """Return whether a paragraph is a few words, all in bold, and no sentence."""
    inside = [one for one in element if isinstance(one.tag, str)]
    if len(inside) != 1 or (element.text or "").strip() or (inside[0].tail or "").strip():
        return False
    bold = _name(inside[0]) == "hi" and emphasis(inside[0].get("rend")) == BOLD
    words = " ".join("".join(map(str, inside[0].itertext())).split())
    few = len(words) <= LONGEST_TITLE and any(map(str.isalpha, words))
    return bold and few and words[-1] not in ".,:;!?"


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


BOLD = ((EmphasisKind.BOLD, 1),)


def emphasis(rend: str | None) -> tuple[tuple[EmphasisKind, int], ...]:
    """Return the kinds of stress that a `@rend` names, outermost first, each once."""
    found = (RENDITIONS[word] for word in (rend or "").split() if word in RENDITIONS)
    return tuple(dict.fromkeys(found))


def medium(rend: str | None) -> str | None:
    """Return the medium that a `@rend` names."""
    return next((MEDIA[word] for word in (rend or "").split() if word in MEDIA), None)


def rendition(node: Emphasis) -> str | None:
    """Return the `@rend` that says exactly what a node says, none if there is none."""
    wanted = (node.kind, node.degree)
    return next((word for word, meant in RENDITIONS.items() if meant == wanted), None)


def stressed(node: Emphasis | Written, children: Inlines, rend: str) -> Inlines | None:
    """Return what stands inside all that a `@rend` says of a node; none if the node is not so."""
    kinds = emphasis(rend)
    if isinstance(node, Written):
        tool = medium(rend)
        return children if not kinds and tool is not None and tool == node.facts.medium else None
    if not kinds or kinds[0] != (node.kind, node.degree):
        return None
    for kind, degree in kinds[1:]:
        if len(children) != 1:
            return None
        inner = children[0]
        if not isinstance(inner, Emphasis) or (inner.kind, inner.degree) != (kind, degree):
            return None
        if inner.facts != NO_FACTS:
            return None
        children = inner.children
    return children


def drawn(element: etree._Element) -> str | None:
    """Return as what a milestone is drawn: stars, a rule, a space; none if it only marks a place."""
    looks = (element.get("rend", ""), element.get("rendition", ""))
    return divider(looks, element.get("unit", ""))


INDENT = re.compile(r"#?indent(?:ed)?[-_(: ]?(\d?)\)?")
OF_SHEETS = re.compile(r"(?:text-indent|margin-left|padding-left)\s*:\s*(\d+(?:\.\d+)?)\s*(?:r?em|ch)\b")
"""An indent in the language of style sheets; a step is an em or two."""


def indent(rend: str | None) -> int | None:
    """Return by how many steps a `@rend` sets a line of verse in, none if it says nothing of it."""
    steps = (INDENT.fullmatch(word) for word in (rend or "").split())
    told = OF_SHEETS.search(rend or "")
    in_sheets = max(1, round(float(told[1]) / 2)) if told else None
    return next((int(found[1] or 1) for found in steps if found), in_sheets)


# ---- voices and lines

VOICES: Mapping[str, Voice] = MappingProxyType(
    {
        **dict.fromkeys(("authorial", "author", "footnote", "scribal"), Voice.SOURCE),
        **dict.fromkeys(("marginal", "marginalia", "paratext", "endorsement"), Voice.SOURCE),
        **dict.fromkeys(("archival", "archive", "cataloguer", "keeper"), Voice.KEEPER),
        **dict.fromkeys(("translator", "translation", "translators"), Voice.TRANSLATOR),
    }
)
"""What `note/@type` tells of who speaks."""


def told_voice(kind: str, hand: str | None) -> Voice:
    """Return who speaks in a note: as its type tells; what a hand has written is the source's."""
    return VOICES.get(kind, Voice.SOURCE if hand else Voice.EDITOR)


SERIES = dict.fromkeys(("textConst", "textual", "variant", "textcritical"), "textual") | {QUERIES: QUERIES}
"""What `note/@type` tells of the series; anything else is the editorial one."""


def line_element(kind: LineKind) -> str | None:
    """Return the element of set lines, none where TEI has none; what it is in its place is the kind."""
    match kind:
        case LineKind.DATELINE:
            return "dateline"
        case LineKind.SALUTATION | LineKind.CLOSING:
            return "salute"
        case LineKind.SIGNATURE:
            return "signed"
        case LineKind.ADDRESSEE:
            return "address"
        case LineKind.LETTERHEAD | LineKind.CLASSIFICATION | LineKind.COPY | LineKind.REGISTER:
            return None
        case LineKind.TITLE | LineKind.DISTRIBUTION | LineKind.CHAIR | LineKind.PRESENT:
            return None
        case LineKind.ENCLOSURE:
            return None
        case _:
            assert_never(kind)


LINES = {element: kind for kind in reversed(LineKind) if (element := line_element(kind))}
"""Set lines; a `salute` in a closer is the closing."""


NOTE_ATTRIBUTES: Mapping[str, str] = MappingProxyType({"id": "xml:id", "label": "n"})
"""The attributes of a note; its label is in `@n` if it is a sign: numbers there are the encoding's own."""


def note_id(index: int) -> str:
    """Return the id of a note that has none in its file: from its place among the notes of the document."""
    return f"note.{index + 1}"
