"""Paint page boxes as a PDF whose marked content is numbered, and say which words got which number.

The structure tree, links and names are not written here: they are facts about the whole book, and `bind`
writes them once.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from variorum.extract import INVISIBLE
from variorum_pdf.paint.accents import mend_texts
from variorum_pdf.paint.reading_order import TURNED, TurnedLine, Type
from variorum_pdf.set.galley import Box

POINTS = 0.75
"""Points in a CSS pixel."""

COLOURS = "ColorSpace"
"""Drawings ask the page for its colour spaces; it has none of its own."""

SOFT_HYPHEN = "\u00ad"
HYPHEN = "\u2010"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line above the notes of a page: all lengths in CSS pixels from the page's top left."""

    x: float
    y: float
    width: float
    weight: float


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """One piece of marked content: on which page, its number, and the element whose words it is."""

    page: int
    mcid: int
    element: Element
    picture: bool
    box: Box = field(repr=False)


@dataclass(frozen=True, slots=True)
class Painting:
    """A PDF without structure, and the pieces of its marked content in the order of the box tree."""

    data: bytes
    pieces: tuple[MarkedContent, ...]
    families: tuple[tuple[str, str], ...]
    """The families of type that were used, each with the characters it set; under "" those that none had."""


def paint(document: Any, pages: Sequence[Any], rules: Sequence[Rule | None], tagged: bool = True) -> Painting:
    """Paint pages of a rendered document; `rules` has an entry for each page."""
    import pydyf  # noqa: PLC0415
    from weasyprint.pdf import _use_references  # noqa: PLC0415
    from weasyprint.pdf.fonts import build_fonts_dictionary  # noqa: PLC0415

    pdf = pydyf.PDF()
    resources = pydyf.Dictionary(
        {name: pydyf.Dictionary() for name in ("ExtGState", "XObject", "Pattern", "Shading", COLOURS)}
    )
    pdf.add_object(resources)
    press = _Press(pdf, document, resources, {}, tagged)
    pieces: list[MarkedContent] = []
    turned = False
    for number, (page, rule) in enumerate(zip(pages, rules, strict=True)):
        stream = press.begin(page)
        if rule is not None:
            _draw_rule(stream, rule)
        page.paint(stream, POINTS)
        pieces.extend(_pieces(page._page_box, stream._tags or {}, number))
        turned = turned or stream.turned
    mend_texts(document.fonts.values(), turned)
    for font in document.fonts.values():
        font.to_unicode.update({gid: SOFT_HYPHEN for gid, text in font.to_unicode.items() if text == HYPHEN})
    families = tuple(_families(document.fonts.values()))
    fonts = build_fonts_dictionary(
        pdf, document.fonts, compress=True, subset=True, options={"hinting": False, "pdf_version": "1.7"}
    )
    pdf.add_object(fonts)
    resources["Font"] = fonts.reference
    _use_references(pdf, resources, press.images, {})
    del resources[COLOURS]
    target = io.BytesIO()
    pdf.write(target, version=b"1.7", identifier=False, compress=True)
    return Painting(target.getvalue(), tuple(pieces), families)


def _families(fonts: Iterable[Any]) -> Iterator[tuple[str, str]]:
    found: dict[str, set[str]] = {}
    for font in fonts:
        missing = set(font.missing.values())
        known = (text for gid, text in font.to_unicode.items() if gid not in missing)
        found.setdefault(font.family, set()).update("".join(known))
        found.setdefault("", set()).update(map(chr, font.missing))
    for family, letters in sorted(found.items()):
        yield family, "".join(sorted(letters))


@dataclass(frozen=True, slots=True)
class _Press:
    """What all pages of a PDF share while they are painted."""

    pdf: Any
    document: Any
    resources: Any
    images: dict[str, Any]
    tagged: bool

    def begin(self, page: Any) -> Any:
        """Add a page to the PDF, and return the stream of its content."""
        import pydyf  # noqa: PLC0415

        tags: dict[Box, Any] | None = {} if self.tagged else None
        frame = (0, 0, page.width, page.height)
        stream = _marking_stream()(
            self.document.fonts, frame, self.resources, self.images, tags, {}, None, compress=True
        )
        stream.transform(d=-1, f=page.height * POINTS)
        self.pdf.add_object(stream)
        self.pdf.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": self.pdf.pages.reference,
                    "MediaBox": pydyf.Array([0, 0, page.width * POINTS, page.height * POINTS]),
                    "Contents": stream.reference,
                    "Resources": self.resources.reference,
                }
            )
        )
        return stream


def _marking_stream() -> Any:
    """Return WeasyPrint's stream, changed so that leaders and boxes without ink are no words of the text.

    What is black or grey is painted in black alone: four inks would not lie exactly over one another.
    """
    import weasyprint.pdf.stream  # noqa: PLC0415

    stream: Any = _turning(weasyprint.pdf.stream.Stream)

    class Marking(stream):  # type: ignore[misc]
        def marked(self, box: Box, tag: str) -> Any:
            self.box = box
            generated = "::" in (box.element_tag or "")
            text: str = getattr(box, "text", tag)
            empty = all(one in " \u00a0" or one in INVISIBLE for one in text)
            return self.artifact() if generated or empty else super().marked(box, tag)

        def set_color_rgb(self, red: float, green: float, blue: float, stroke: bool = False) -> None:
            if red == green == blue:
                self.stream.append(f"{round(red, 4):g} {'G' if stroke else 'g'}".encode())
            else:
                super().set_color_rgb(red, green, blue, stroke)

    return Marking


def _turning(stream: Any) -> Any:
    """Return a stream that paints words that run from right to left in the order in which they are read."""

    class Turning(stream):  # type: ignore[misc]
        box: Box = None
        line: TurnedLine | None = None
        font: Any = None
        turned = False

        def begin_text(self) -> None:
            super().begin_text()
            if _is_turned(self.box):
                self.line, self.turned = TurnedLine(self.box), True

        def add_font(self, pango_font: Any) -> Any:
            made = super().add_font(pango_font)
            self.font = made[0]
            return made

        def set_font_size(self, font: str, size: float) -> None:
            # What was shown between the two calls is still of the font before.
            if self.line is None:
                super().set_font_size(font, size)
            else:
                self.line.type = Type(self.font, font, size)

        def set_text_rise(self, height: float) -> None:
            if self.line is None:
                super().set_text_rise(height)
            else:
                self.line.rise = height

        def show_text(self, text: str) -> None:
            if self.line is None:
                # Behind a string without glyphs pdfium loses the last move of the pen.
                super().show_text(text.replace("<>", " "))
            else:
                self.line.add(text)

        def end_text(self) -> None:
            if self.line is not None:
                before = None
                for type_, rise, shown in self.line.shows():
                    if type_ != before:
                        super().set_font_size(type_.name, type_.size)
                    super().set_text_rise(rise)
                    super().show_text(shown)
                    before = type_
                super().set_text_rise(0)
                self.line = None
            super().end_text()

    return Turning


def _is_turned(box: Box) -> bool:
    """Return whether a box has words that are painted in another order than they are read in."""
    text = getattr(box, "text", "")
    return bool(text and (box.style["direction"] == "rtl" or TURNED.search(text)))


def _draw_rule(stream: Any, rule: Rule) -> None:
    with stream.artifact(), stream.stacked():
        stream.set_color_rgb(0, 0, 0)
        stream.rectangle(rule.x * POINTS, rule.y * POINTS, rule.width * POINTS, rule.weight * POINTS)
        stream.fill()


def _pieces(box: Box, tags: dict[Box, dict[str, Any]], page: int) -> Iterator[MarkedContent]:
    for inner in box.descendants():
        tag = tags.get(inner)
        if tag is not None:
            yield MarkedContent(page, tag["mcid"], inner.element, tag["tag"] == "Figure", inner)
