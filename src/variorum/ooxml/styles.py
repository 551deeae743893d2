"""The styles of a Word file: the cascade of its type (ECMA-376 part 1, 17.7).

What a run looks like is told, from the weakest on, by the defaults of the document, the style of its
paragraph, its character style and itself, a style being laid over the one that it is based on. Some
properties are *toggles*: what two styles switch on is off again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from variorum.ooxml.elements import at, is_on, on, value
from variorum.ooxml.measures import read_half_points, read_twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

LONGEST_CHAIN = 200
"""How many styles may stand below one another; people have five."""


@dataclass(frozen=True, slots=True)
class RunProperties:
    """What is said of the type of some words; None where nothing is.

    `spacing` is in twentieths of a point, `size` and `position` in half-points; colours and kinds of lines
    are in the words of the standard.
    """

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    strike: bool | None = None
    double_strike: bool | None = None
    vanish: bool | None = None
    underline: str | None = None
    vertical: str | None = None
    color: str | None = None
    highlight: str | None = None
    shade: str | None = None
    language: str | None = None
    asian_language: str | None = None
    bidi_language: str | None = None
    spacing: float | None = None
    size: float | None = None
    position: float | None = None

    def over(self, under: RunProperties) -> RunProperties:
        """Return these properties, and where they say nothing, those under them."""
        if self is NOTHING:
            return under
        said = {name: one for name in PROPERTIES if (one := getattr(self, name)) is not None}
        return replace(under, **said) if said else under


PROPERTIES = tuple(one.name for one in fields(RunProperties))
NOTHING = RunProperties()
TOGGLES = ("bold", "italic", "caps", "small_caps", "strike", "vanish")
"""The toggles of 17.7.3 among the properties; `dstrike` is none."""

Reader = Callable[[Element], bool | str | float | None]


def _kind(element: Element) -> str:
    return value(element) or "none"


READERS: Mapping[str, tuple[str, Reader]] = {
    q("b"): ("bold", on),
    q("i"): ("italic", on),
    q("caps"): ("caps", on),
    q("smallCaps"): ("small_caps", on),
    q("strike"): ("strike", on),
    q("dstrike"): ("double_strike", on),
    q("vanish"): ("vanish", on),
    q("u"): ("underline", lambda one: _kind(one) if is_on(value(one)) else "none"),
    q("vertAlign"): ("vertical", value),
    q("color"): ("color", value),
    q("highlight"): ("highlight", value),
    q("shd"): ("shade", lambda one: value(one, "fill")),
    q("lang"): ("language", value),
    q("spacing"): ("spacing", lambda one: read_twips(value(one))),
    q("sz"): ("size", lambda one: read_half_points(value(one))),
    q("position"): ("position", lambda one: read_half_points(value(one))),
}
LANGUAGES = {"asian_language": "eastAsia", "bidi_language": "bidi"}
"""The languages of East Asian letters and of those from right to left, by the attributes of `lang`."""


def run_properties(holder: Element | None) -> RunProperties:
    """Return the properties that an `rPr` sets by itself; of one that it sets twice the first counts."""
    said: dict[str, bool | str | float] = {}
    for child in holder if holder is not None else ():
        reader = READERS.get(str(child.tag))
        if reader is not None and (one := reader[1](child)) is not None:
            said.setdefault(reader[0], one)
        for name, key in LANGUAGES.items() if child.tag == q("lang") else ():
            if spoken := value(child, key):
                said.setdefault(name, spoken)
    return RunProperties(**said) if said else NOTHING  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles by id, the one of paragraphs that name none, and what is said of all text."""

    by_id: Mapping[str, Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: RunProperties = NOTHING
    known: dict[tuple[str | None, tuple[str, ...]], Element | None] = field(default_factory=dict)
    inherited: dict[str | None, RunProperties] = field(default_factory=dict)
    styled: dict[tuple[str | None, str | None, bool], RunProperties] = field(default_factory=dict)

    def chain(self, style: str | None) -> Iterator[Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while style is not None and style in self.by_id and style not in seen and len(seen) < LONGEST_CHAIN:
            seen.add(style)
            found = self.by_id[style]
            yield found
            style = value(at(found, "basedOn"))

    def name(self, style: str | None) -> str:
        """Return the name of a style as its users see it."""
        return value(at(self.by_id.get(style or ""), "name")) or style or ""

    def property(self, style: str | None, *path: str) -> Element | None:
        """Return the first property at a path that a style or one it is based on has."""
        key = (style, path)
        if key not in self.known:
            found = (at(one, *path) for one in self.chain(style))
            self.known[key] = next((one for one in found if one is not None), None)
        return self.known[key]

    def run(self, style: str | None) -> RunProperties:
        """Return what a style and those it is based on say of the type of words."""
        if style not in self.inherited:
            made = NOTHING
            for one in self.chain(style):
                made = made.over(run_properties(at(one, "rPr")))
            self.inherited[style] = made
        return self.inherited[style]

    def effective(
        self, paragraph: str | None, character: str | None, own: RunProperties, bare: bool = False
    ) -> RunProperties:
        """Return the properties of a run, with its own on top of those of its two styles.

        `bare`: the paragraph's style and the defaults are taken to say nothing.
        """
        key = (paragraph, character, bare)
        if key not in self.styled:
            self.styled[key] = self._styled(*key)
        return own.over(self.styled[key])

    def _styled(self, paragraph: str | None, character: str | None, bare: bool) -> RunProperties:
        """Return what styles say; a toggle that the defaults set is on, one that both styles set is off."""
        under = NOTHING if bare else self.defaults
        above = NOTHING if bare else self.run(paragraph or self.default_paragraph)
        beside = self.run(character)
        toggles = {
            name: bool(getattr(under, name)) or bool(getattr(above, name)) != bool(getattr(beside, name))
            for name in TOGGLES
        }
        return replace(beside.over(above).over(under), **toggles)  # type: ignore[arg-type]


def read_styles(part: Element | None) -> Styles:
    """Return the styles of a part, none at all where it is missing."""
    if part is None:
        return Styles()
    by_id = {one.get(q("styleId"), ""): one for one in part.iter(q("style"))}
    usual = (
        name
        for name, one in by_id.items()
        if value(one, "type") == "paragraph" and is_on(value(one, "default"), unsaid=False)
    )
    return Styles(by_id, next(usual, None), run_properties(at(part, "docDefaults", "rPrDefault", "rPr")))
