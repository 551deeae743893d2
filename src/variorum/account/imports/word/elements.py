"""What elements of a Word file do where they begin and end: a table, on expat."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from variorum.account.imports.word.parts import Attributes, short
from variorum.account.imports.word.pieces import BLANKS, CALLS, DRAWN, INSTRUCTIONS, NOTES, SIGNS, TEXTS
from variorum.account.imports.word.words import GONE, LISTED, MERGED, PASSED, Part

NAMES: dict[str, str] = {}
"""Short names of elements by their long ones, as they are met."""
Start = Callable[[Part, str, Attributes], None]
STARTS: dict[str, Start] = {
    **dict.fromkeys((*TEXTS, *INSTRUCTIONS, *DRAWN), Part.text),
    **dict.fromkeys(BLANKS, Part.blank),
    **dict.fromkeys(SIGNS, Part.sign),
    **dict.fromkeys(CALLS, Part.call),
    **dict.fromkeys(NOTES, Part.note),
    **dict.fromkeys(("w:pStyle", "w:numId", "w:framePr", "w:rStyle", "w:vanish", "w:rFonts"), Part.property),
    **dict.fromkeys(("w:del", "w:moveFrom", "w:ins", "w:moveTo"), Part.change),
    **dict.fromkeys(("w:cellDel", "w:cellIns"), Part.cell_change),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), Part.form),
    **dict.fromkeys(
        ("w:checkBox", "w:checked", "w:default", "w:result", "w:listEntry"),
        Part.form_field,
    ),
    **dict.fromkeys(("m:begChr", "m:endChr", "m:sepChr", "m:chr"), Part.equation_sign),
    **dict.fromkeys(("-:docPr", "-:cNvPr"), Part.picture),
    "m:oMath": Part.equation,
    "w:rt": Part.guide,
    "w:p": Part.para,
    "w:r": Part.run,
    "w:sym": Part.symbol,
    "w:fldChar": Part.field_mark,
    "w:fldSimple": Part.simple_field,
    "w:bookmarkStart": Part.bookmark,
    "w:bookmarkEnd": Part.bookmark_end,
    "w:txbxContent": Part.box,
    "w:tbl": Part.table,
    "v:textpath": Part.drawn_words,
    "w:vMerge": Part.merge,
    "w:docPartGallery": Part.gallery,
    "mc:AlternateContent": Part.alternative,
}
ENDS: dict[str, Callable[[Part], None]] = {
    **dict.fromkeys(TEXTS, Part.text_end),
    **dict.fromkeys(INSTRUCTIONS, Part.instruction_end),
    **dict.fromkeys(("a:t", "cx:v"), Part.drawn_end),
    **dict.fromkeys(("c:v", "cx:pt"), Part.cached_end),
    GONE: Part.back,
    MERGED: Part.merged,
    LISTED: Part.listed_end,
    PASSED: Part.form_end,
    "m:oMath": Part.equation_end,
    "w:fldSimple": Part.simple_field_end,
    "w:rt": Part.guide_end,
    "w:ruby": Part.guided_end,
    "w:p": Part.para_end,
    "w:r": Part.run_end,
    "w:txbxContent": Part.box_end,
    "w:tc": Part.part,
    "mc:AlternateContent": Part.alternative_end,
}


def read(part: Part, data: bytes) -> bool:
    """Read a part; return whether it could be read to its end."""

    def start(long: str, attributes: Attributes) -> None:
        name = NAMES.get(long) or NAMES.setdefault(long, short(long))
        part.path.append(name)
        action = STARTS.get(name)
        if action is not None:
            action(part, name, attributes)

    def end(long: str) -> None:
        action = ENDS.get(part.path.pop())
        if action is not None:
            action(part)

    part.reader.StartElementHandler = start
    part.reader.EndElementHandler = end
    try:
        part.reader.Parse(data, True)
    except expat.ExpatError:
        return False
    return True
