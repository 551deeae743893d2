"""Make one font of the many subsets of a typeface that the sheets of a book bring along.

Every sheet has its own subset, under the same name; a reader may take one for the other. The subsets keep
the glyph numbers of the whole font, so their outlines, widths and texts can be laid together.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from variorum_pdf.font_program import Program, program_of

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def unite_typefaces(pdf: pikepdf.Pdf) -> None:
    """Put one font in the place of all subsets of the same name; fonts without TrueType outlines stay."""
    tables = _font_tables(pdf)
    groups: dict[str, dict[tuple[int, int], Any]] = {}
    for table in tables:
        for font in table.values():
            if _can_unite(font):
                groups.setdefault(str(font.BaseFont), {})[font.objgen] = font
    united: dict[tuple[int, int], Any] = {}
    for fonts in groups.values():
        if len(fonts) > 1:
            one = _unite(pdf, list(fonts.values()))
            united.update(dict.fromkeys(fonts, one))
    for table in tables:
        for name in list(table.keys()):
            if table[name].objgen in united:
                table[name] = united[table[name].objgen]


def _font_tables(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the font dictionaries of all pages and of the forms on them, each once."""
    found: list[Any] = []
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources", Dictionary())
        forms = [form.get("/Resources", Dictionary()) for form in resources.get("/XObject", {}).values()]
        for holder in (resources, *forms):
            table = holder.get("/Font")
            if table is None or (table.is_indirect and table.objgen in seen):
                continue
            seen.add(table.objgen)
            found.append(table)
    return found


def _can_unite(font: Any) -> bool:
    if font.get("/Subtype") != "/Type0" or font.get("/Encoding") != "/Identity-H":
        return False
    return "/FontFile2" in font.DescendantFonts[0].get("/FontDescriptor", {})


def _unite(pdf: pikepdf.Pdf, fonts: Sequence[Any]) -> Any:
    """Return a font with the glyphs of all."""
    programs = [program_of(font) for font in fonts]
    widths: dict[int, float] = {}
    texts: dict[int, str] = {}
    for program in reversed(programs):
        widths.update(program.widths)
        texts.update(program.texts)
    first = fonts[0]
    below = Dictionary(dict(first.DescendantFonts[0].items()))
    descriptor = Dictionary(dict(below.FontDescriptor.items()))
    outlines = _outlines(programs)
    descriptor.FontFile2 = pdf.make_stream(outlines, Length1=len(outlines))
    below.FontDescriptor = pdf.make_indirect(descriptor)
    below.W = _widths(widths)
    made = Dictionary(dict(first.items()))
    made.DescendantFonts = Array([pdf.make_indirect(below)])
    made.ToUnicode = pdf.make_stream(_texts(texts))
    made.Type = Name.Font
    return pdf.make_indirect(made)


def _outlines(programs: Iterable[Program]) -> bytes:
    """Lay the outlines of subsets together; the largest lends what it has besides.

    Only the numbers of glyphs that a sheet shows are those of the whole font: behind the last of them stand,
    with numbers of their own, parts of accented letters. So a glyph is taken as the outline that it shows.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    pairs: list[tuple[Program, Any]] = [
        (program, TTFont(io.BytesIO(program.data), recalcTimestamp=False)) for program in programs
    ]
    pairs.sort(key=lambda pair: -int(pair[1]["maxp"].numGlyphs))
    base = pairs[0][1]
    shown: dict[int, tuple[Any, tuple[int, int]]] = {}
    for program, font in pairs:
        # Names are made up from what a subset can reach.
        names = font.getGlyphOrder()
        for code in sorted({0, *program.texts}):
            if code not in shown and code < len(names):
                shown[code] = _drawn(font["glyf"], names[code]), font["hmtx"].metrics[names[code]]
    glyphs, metrics = base["glyf"].glyphs, base["hmtx"].metrics
    for number, name in enumerate(base.getGlyphOrder()):
        glyphs[name], metrics[name] = shown.get(number) or (_glyph(), (0, 0))
    target = io.BytesIO()
    base.save(target, reorderTables=None)
    return target.getvalue()


def _drawn(table: Any, name: str) -> Any:
    """Return a glyph as one outline, whatever parts it is put together of."""
    glyph = table[name]
    if not glyph.isComposite():
        return glyph
    made = _glyph()
    made.coordinates, made.endPtsOfContours, made.flags = glyph.getCoordinates(table)
    made.numberOfContours = len(made.endPtsOfContours)
    made.coordinates.toInt()
    made.program = _no_hints()
    return made


def _glyph() -> Any:
    from fontTools.ttLib.tables._g_l_y_f import Glyph  # noqa: PLC0415

    return Glyph()


def _no_hints() -> Any:
    from fontTools.ttLib.tables.ttProgram import Program as Hints  # noqa: PLC0415

    hints = Hints()
    hints.fromBytecode(b"")
    return hints


def _widths(widths: Mapping[int, float]) -> Array:
    """Write the widths of neighbouring glyphs as rows."""
    rows: list[Any] = []
    last = -2
    for code in sorted(widths):
        if code != last + 1:
            rows += [code, []]
        rows[-1].append(round(widths[code], 3))
        last = code
    return Array([Array(row) if isinstance(row, list) else row for row in rows])


def _texts(texts: Mapping[int, str]) -> bytes:
    """Write a ToUnicode map, at most a hundred lines at once (Adobe Technical Note 5014)."""
    lines = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (HEAD + body + TAIL).encode("ascii")
