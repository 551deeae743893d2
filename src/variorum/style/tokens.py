"""The tokens of house styles, each declared with its type, the values that it may have, and what it is.

Lengths are points unless the token's name says millimetres; line heights and sizes of inline styles are
ratios. A renderer owns the mapping from token to CSS property or Word style, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from variorum.style.values import BLACK, INK, Color
from variorum.tables.declaration import REQUIRED, Entries, Key, ListOf, Table
from variorum.tables.domains import STYLE_NAME, Name, Number, Text, Whole

Align: TypeAlias = Literal["left", "right", "center", "justify"]
Underline: TypeAlias = Literal["none", "single", "double"]
Start: TypeAlias = Literal["right", "any", "continue"]
Numbers: TypeAlias = Literal["none", "margin"]
Paper: TypeAlias = Literal["A4", "letter"]
Generic: TypeAlias = Literal["serif", "sans-serif", "monospace", "cursive", "fantasy"]

SIZE = Number(4, 72, "pt")
LEADING = Number(0.8, 4, "ratio")
INDENT = Number(0, 300, "pt")
SPACE = Number(0, 300, "pt")
HANG = Number(0, 150, "pt")
RULE = Number(0, 6, "pt")
RATIO = Number(0.5, 3, "ratio")
TRACKING = Number(-0.05, 1, "em")
WIDTH, HEIGHT = Number(90, 297, "mm"), Number(140, 420, "mm")
MARGIN = Number(5, 100, "mm")
FURNITURE = Number(4, 36, "pt")
FAMILY = Name(r"\w[\w .+-]*", "a name of letters, figures, blanks, points, + and -")
PACKAGE = Name(r"[A-Za-z0-9][A-Za-z0-9.+-]*", "a name of letters, figures, points, + and -")
SCRIPT = Name(r"[A-Z][a-z]{3}", "a code of four letters")
TITLE = Text(100)
STOP = re.compile(r"[,:;] | [(–]")
"""Where a long title may end in a running head without dots."""
SHORTEST = 15
"""How many characters of it are left at the least."""
SMALL = 4
"""How many letters a word without a capital has that ends no title which is cut: “to the”, “with”."""
JOINING = frozenset({"and", "or", "und", "oder", "sowie", "et", "ou", "e", "y", "i", "a", "и", "или", "&"})
"""Words behind which one word alone is half of what is joined."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A typeface that is taken for signs that the main one lacks: of some scripts, or single ones."""

    family: Annotated[str, FAMILY, REQUIRED, "The typeface, as fontconfig knows it"]
    scripts: Annotated[
        tuple[str, ...], ListOf(SCRIPT), "The scripts, by their codes in ISO 15924; Zyyy are signs of all"
    ] = ()
    package: Annotated[str, PACKAGE, "The package that brings it"] = ""
    word: Annotated[str, FAMILY, "What Word takes where it is missing"] = "Arial Unicode MS"
    characters: Annotated[str, Text(10_000), "Single characters, whatever their script"] = ""


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A typeface and what stands in for it."""

    family: Annotated[str, FAMILY, "The typeface, as fontconfig knows it"] = "Gentium Plus"
    package: Annotated[str, PACKAGE, "The package that brings it"] = "fonts-sil-gentiumplus"
    word: Annotated[str, FAMILY, "What Word takes where it is missing"] = "Cambria"
    generic: Annotated[Generic, "The family of last resort in an e-book"] = "serif"
    stand_ins: Annotated[
        tuple[StandIn, ...], Key("stand_in"), "Typefaces for signs that it lacks, in the order of trying"
    ] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """Return the families of an edition: this one, then those that stand in for some characters."""
        return (self.family, *(one.family for one in self.stand_ins if one.characters))


@dataclass(frozen=True, slots=True)
class PageTokens:
    """The printed page, in millimetres. The text block is symmetric; `margin_outer` holds page marks."""

    width_mm: Annotated[float, WIDTH, "Width of the page"] = 148.0
    height_mm: Annotated[float, HEIGHT, "Height of the page"] = 210.0
    margin_top_mm: Annotated[float, MARGIN, "Margin above the text"] = 20.0
    margin_bottom_mm: Annotated[float, MARGIN, "Margin below the text"] = 22.0
    margin_inner_mm: Annotated[float, MARGIN, "Margin at the spine"] = 20.0
    margin_outer_mm: Annotated[float, MARGIN, "Margin that holds the numbers of original pages"] = 20.0
    document_starts: Annotated[Start, "The page on which a document begins"] = "any"
    head_size: Annotated[float, FURNITURE, "Size of the running head"] = 8.5
    folio_size: Annotated[float, FURNITURE, "Size of the page number"] = 9.0
    mark_size: Annotated[float, FURNITURE, "Size of the numbers of original pages"] = 7.5
    mark_gap_mm: Annotated[float, Number(1, 20, "mm"), "Gap between text and those numbers"] = 4.0
    paper: Annotated[Paper, "The paper of a manuscript for editing"] = "A4"

    @property
    def text_width(self) -> float:
        """Return the width of the text in points."""
        return (self.width_mm - self.margin_inner_mm - self.margin_outer_mm) / 25.4 * 72

    @property
    def text_height(self) -> float:
        """Return the height of the text in points."""
        return (self.height_mm - self.margin_top_mm - self.margin_bottom_mm) / 25.4 * 72

    def head(self, words: str) -> str:
        """Return the words of a running head; what would reach the folio is cut at a stop, or behind a word.

        A letter is taken to be nearly half as wide as it is high; the folio has 10 mm on either side.
        """
        room = self.width_mm - self.margin_inner_mm - self.margin_outer_mm - 20
        most = int(room / 25.4 * 72 / (self.head_size * 0.47))
        if len(words) <= most:
            return words
        before = (words[: stop.start()] for stop in STOP.finditer(words[: most + 2]))
        parts = [part for part in before if len(part) >= SHORTEST and part.count("(") == part.count(")")]
        return parts[-1] if parts else f"{_whole(words[: most - 1].rpartition(' ')[0])} …"


def _whole(words: str) -> str:
    """Return words cut off somewhere without those that say nothing alone: "from", "to the", "and other"."""
    said = words.split()
    if len(said) > 2 and said[-2].casefold() in JOINING:
        said = said[:-2]
    while len(said) > 2 and len(said[-1]) <= SMALL and (said[-1].islower() or words.isupper()):
        said.pop()
    return " ".join(said).rstrip(" ,.;:(–-")


@dataclass(frozen=True, slots=True)
class NoteTokens:
    """The area of notes at the page foot."""

    gap: Annotated[float, Number(0, 72, "pt"), "Gap between text and notes"] = 8.0
    rule_width: Annotated[float, Number(0, 300, "pt"), "Width of the rule above the notes"] = 48.0
    rule_weight: Annotated[float, Number(0, 6, "pt"), "Weight of that rule"] = 0.4
    rule_gap: Annotated[float, Number(0, 36, "pt"), "Gap between the rule and the first note"] = 4.0
    between: Annotated[float, Number(0, 36, "pt"), "Gap between notes"] = 1.5
    move_over: Annotated[
        float, Number(0, 1, "ratio"), "The part of the page that a note must fill to go on over the next"
    ] = 0.5


@dataclass(frozen=True, slots=True)
class VerseTokens:
    """The numbers of lines of verse, which stand at the end of their lines, at the edge of the text."""

    numbers: Annotated[Numbers, "Where the numbers of lines stand"] = "none"
    every: Annotated[int, Whole(1, 100), "Of which lines: of each (1), of every fifth (5)"] = 5

    def prints(self, number: str) -> bool:
        """Return whether the number of a line is printed; one that is more than figures only if each is."""
        return self.every == 1 or (number.isdecimal() and int(number) % self.every == 0)


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """The look of a block. `None` for size or leading means that of `body`."""

    italic: Annotated[bool, "In italic"] = False
    bold: Annotated[bool, "In bold"] = False
    small_caps: Annotated[bool, "In small capitals"] = False
    underline: Annotated[Underline, "Lines below the words"] = "none"
    spaced: Annotated[float, TRACKING, "Letter-spacing"] = 0.0
    size: Annotated[float | None, SIZE, "Size of type; that of body type if left out"] = None
    leading: Annotated[float | None, LEADING, "Line height; that of body type if left out"] = None
    align: Annotated[Align, "How lines are aligned"] = "justify"
    first_indent: Annotated[float, Number(-150, 150, "pt"), "Indent of the first line"] = 0.0
    left: Annotated[float, INDENT, "Indent at the left"] = 0.0
    right: Annotated[float, INDENT, "Indent at the right"] = 0.0
    before: Annotated[float, SPACE, "Space above"] = 0.0
    after: Annotated[float, SPACE, "Space below"] = 0.0
    hang: Annotated[float, HANG, "How far all lines but the first are further in"] = 0.0
    color: Annotated[Color, INK, "Colour of the words"] = BLACK
    keep_with_next: Annotated[bool, "On one page with the block behind it"] = False
    keep_together: Annotated[bool, "All on one page"] = False
    hyphenate: Annotated[bool, "Words may be divided"] = True
    rule_left: Annotated[float, RULE, "Weight of a rule at the left"] = 0.0
    inherits: Annotated[str | None, STYLE_NAME, "The block whose tokens are taken over"] = None


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """The look of words inside a block; `None` leaves what surrounds them.

    `italic = true` is always italic, also inside an italic block: signs do not turn over.
    """

    italic: Annotated[bool | None, "In italic"] = None
    bold: Annotated[bool | None, "In bold"] = None
    underline: Annotated[Underline | None, "Lines below the words"] = None
    struck: Annotated[bool | None, "Struck out"] = None
    small_caps: Annotated[bool | None, "In small capitals"] = None
    raised: Annotated[bool | None, "Above the line"] = None
    lowered: Annotated[bool | None, "Below the line"] = None
    spaced: Annotated[float | None, TRACKING, "Letter-spacing"] = None
    size: Annotated[float | None, RATIO, "Size, measured by that of the words around"] = None
    color: Annotated[Color | None, INK, "Colour of the words"] = None
    inherits: Annotated[str | None, STYLE_NAME, "The inline style whose tokens are taken over"] = None


@dataclass(frozen=True)
class Style:
    """A house style, complete: every token has a value."""

    name: str
    title: Annotated[str, TITLE, "What the style is, in a few words"] = ""
    font: Annotated[FontFamily, "The typeface and what stands in for it"] = FontFamily()
    page: Annotated[PageTokens, "The printed page, in millimetres"] = PageTokens()
    notes: Annotated[NoteTokens, "The area of notes at the page foot"] = NoteTokens()
    verse: Annotated[VerseTokens, "The numbers of lines of verse"] = VerseTokens()
    scale: Annotated[float, RATIO, "Multiplies every point size and space of blocks"] = 1.0
    body_size: Annotated[float, SIZE, "Size of body type"] = 10.5
    body_leading: Annotated[float, LEADING, "Line height of body type"] = 1.32
    language_hyphenation: Annotated[bool, "Words are divided by the rules of their language"] = True
    blocks: Annotated[
        Mapping[str, BlockStyle],
        Entries(STYLE_NAME, Table(BlockStyle)),
        "How blocks look, each named by what it is",
    ] = field(default_factory=dict)
    inlines: Annotated[
        Mapping[str, InlineStyle],
        Entries(STYLE_NAME, Table(InlineStyle)),
        "How words look, each named by its sign or the source's own type",
    ] = field(default_factory=dict)

    def block(self, role: str) -> BlockStyle:
        """Return the block style of a role: size and leading filled in, its points multiplied by `scale`.

        An unknown role looks like body.
        """
        return self._scaled_blocks.get(role, self._scaled_body)

    @cached_property
    def _scaled_blocks(self) -> Mapping[str, BlockStyle]:
        return {role: self._scaled(found) for role, found in self.blocks.items()}

    @cached_property
    def _scaled_body(self) -> BlockStyle:
        return self._scaled(self.blocks.get("body", BlockStyle()))

    def _scaled(self, found: BlockStyle) -> BlockStyle:
        scaled = {key: getattr(found, key) * self.scale for key in SCALED}
        return replace(
            found,
            size=(self.body_size if found.size is None else found.size) * self.scale,
            leading=self.body_leading if found.leading is None else found.leading,
            **scaled,
        )

    def inline(self, name: str) -> InlineStyle:
        """Return an inline style; an unknown name changes nothing (loading reports unknown names)."""
        return self.inlines.get(name, InlineStyle())


SCALED = ("first_indent", "left", "right", "before", "after", "hang")
