"""One font of many subsets: does each glyph look as in the sheet that brought it?

A subset has the numbers of the whole font for what its sheet shows, and numbers of its own, behind them,
for the parts of accented letters. Sheets with few, low glyphs are tried beside such with many, high ones.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from weasyprint import HTML

from variorum_pdf import renderer
from variorum_pdf.bind.typefaces import unite_typefaces
from variorum_pdf.font_program import program_of

PAGES = {
    "accents": "LIDOVÉ NOVINY, café, naïve, Žižka, ŝtŷlĕ, ångström",
    "blanks": "page\u00a06 and page\u00a07",
    "low": "Ende",
    "high": "ëü ﬁ ſ ɐ ʒ ᴀ ‽ ⁂ ₣ ἄλφα ѣ",
    "between": "ÀÈÌÒÙ ÂÊÎÔÛ ñ ẽ ỹ",
}
"""What a sheet shows: letters put together of parts, blanks, the first and the last glyphs of a typeface."""


def sheet(words: str) -> pikepdf.Pdf:
    page = f"<style>body {{ font: 12pt 'Gentium Plus' }}</style><p>{words}</p>"
    return pikepdf.open(io.BytesIO(HTML(string=page).write_pdf()))


def shapes(pdf: pikepdf.Pdf, number: int) -> Mapping[str, object]:
    """Return how each character of a page looks, and how wide it is."""
    found = {}
    for font in pdf.pages[number].obj.Resources.Font.values():
        program = program_of(font)
        outlines = TTFont(io.BytesIO(program.data))
        glyphs, names = outlines.getGlyphSet(), outlines.getGlyphOrder()
        for code, text in program.texts.items():
            pen = DecomposingRecordingPen(glyphs)
            glyphs[names[code]].draw(pen)
            width = program.widths.get(code), glyphs[names[code]].width
            found[f"{font.BaseFont} {text}"] = pen.value, width
    return found


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 1), (1, 0), (0, 1), (3, 1, 4)])
def test_each_glyph_looks_as_in_its_sheet(order: tuple[int, ...]) -> None:
    sheets = [sheet(list(PAGES.values())[place]) for place in order]
    before = [shapes(one, 0) for one in sheets]
    book = pikepdf.new()
    for one in sheets:
        book.pages.extend(one.pages)
    unite_typefaces(book)
    for number, expected in enumerate(before):
        made = shapes(book, number)
        assert {name: made[name] for name in expected} == expected


def test_a_blank_that_shows_something_is_a_fault() -> None:
    """The text behind a glyph tells nothing of how it looks: what has an outline is no blank."""
    book = sheet("six and six")
    for font in book.pages[0].obj.Resources.Font.values():
        program = program_of(font)
        code = next(code for code, text in program.texts.items() if text == "x")
        said = font.ToUnicode.read_bytes().decode("ascii")
        spoilt = said.replace(f"<{code:04x}> <0078>", f"<{code:04x}> <00a0>")
        font.ToUnicode = book.make_stream(spoilt.encode("ascii"))
    target = io.BytesIO()
    book.save(target)
    assert any("shows something" in fault for fault in renderer.extract(target.getvalue()).faults)
