"""What Word shows of elements that are no words, made words in the XML before anything is read.

Drop caps (ECMA-376 part 1, 17.3.1.11), fields of forms (17.16.17 and after) and fields that show something of
their instruction (17.16.5), phonetic guides (17.3.3.25), words drawn along a line (part 4, 19.1.2.23).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from variorum.accession.manuscript.symbol_fonts import sign
from variorum.ooxml.elements import at, is_on, number, text, value, w
from variorum.ooxml.names import VML, q
from variorum.ooxml.xml import Element

CHECKED, UNCHECKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
SYMBOL = re.compile(r'\s*SYMBOL\s+(0x[0-9A-Fa-f]+|\d+)(?:.*?\\f\s+"?([^"\\]+)"?)?', re.DOTALL)
MACRO = re.compile(r"\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s?(.*)", re.DOTALL)
FRACTION = re.compile(r"\\f\s*\(([^(),;]*)[,;]([^(),;]*)\)", re.IGNORECASE)
EQUATION = re.compile(r"\s*EQ\s+(.*)", re.DOTALL)


def show(root: Element) -> None:
    """Put words in the place of what Word shows as words."""
    _part_simple_fields(root)
    settle_fields(root)
    _drop_caps(root)
    _fields(root)
    _phonetic_guides(root)
    _drawn_words(root)


def _part_simple_fields(root: Element) -> None:
    """Write fields that are one element in the other form: marks between instruction and result."""
    for one in list(root.iter(q("fldSimple"))):
        parent = one.getparent()
        if parent is None:
            continue
        said = w("instrText")
        said.text = one.get(q("instr"))
        before = (w("r", _mark("begin")), w("r", said), w("r", _mark("separate")))
        place = parent.index(one)
        parent.remove(one)
        for child in (*before, *one, w("r", _mark("end"))):
            parent.insert(place, child)
            place += 1


def _mark(kind: str) -> Element:
    return w("fldChar", fldCharType=kind)


def settle_fields(root: Element) -> None:
    """Take out the marks of fields that are begun and never ended, or the other way round."""
    open_: list[list[Element]] = []
    lone: list[Element] = []
    for mark in root.iter(q("fldChar")):
        kind = mark.get(q("fldCharType"))
        if kind == "begin":
            open_.append([mark])
        elif not open_:
            lone.append(mark)
        elif kind == "end":
            open_.pop()
        else:
            open_[-1].append(mark)
    for mark in (*lone, *(mark for marks in open_ for mark in marks)):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _drop_caps(root: Element) -> None:
    """Put the letter that is set over several lines before the rest of its word."""
    for frame in list(root.iter(q("framePr"))):
        paragraph = next(frame.iterancestors(q("p")), None)
        after = paragraph.getnext() if paragraph is not None else None
        if paragraph is None or frame.get(q("dropCap")) not in ("drop", "margin"):
            continue
        if after is None or after.tag != q("p"):
            continue
        place = 1 if len(after) and after[0].tag == q("pPr") else 0
        for child in [child for child in paragraph if child.tag != q("pPr")]:
            after.insert(place, child)
            place += 1
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


@dataclass(slots=True)
class _Field:
    """A field: the run in which it begins, its instruction, whether words are shown as its result."""

    mark: Element
    instruction: list[str] = field(default_factory=list)
    separated: bool = False
    result: bool = False


def _fields(root: Element) -> None:
    """Put behind a field what it shows, if that is no result that the file holds."""
    open_: list[_Field] = []
    for one in list(root.iter(q("fldChar"), q("instrText"), q("t"))):
        if one.tag == q("instrText"):
            if open_:
                open_[-1].instruction.append(one.text or "")
        elif one.tag == q("t"):
            for each in open_:
                each.result = each.result or (each.separated and bool((one.text or "").strip()))
        elif one.get(q("fldCharType")) == "begin":
            open_.append(_Field(one))
        elif one.get(q("fldCharType")) == "separate" and open_:
            open_[-1].separated = True
        elif open_:
            ended = open_.pop()
            words = "" if ended.result else _display(ended)
            run = one.getparent()
            if words and run is not None:
                run.addnext(w("r", text(words)))


def _display(one: _Field) -> str:
    """Return what a field shows without a result: the state of a form, a sign, words of its instruction."""
    data = at(one.mark, "ffData")
    box, choices = at(data, "checkBox"), at(data, "ddList")
    if box is not None:
        said = at(box, "checked") if at(box, "checked") is not None else at(box, "default")
        return CHECKED if said is not None and is_on(value(said)) else UNCHECKED
    if choices is not None:
        said = at(choices, "result") if at(choices, "result") is not None else at(choices, "default")
        entries = [value(entry) or "" for entry in choices.findall(q("listEntry"))]
        chosen = number(value(said))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    instruction = "".join(one.instruction)
    if found := SYMBOL.match(instruction):
        return sign(int(found[1], 0), (found[2] or "").strip())
    if found := MACRO.match(instruction):
        return found[1].strip()
    if found := EQUATION.match(instruction):
        return FRACTION.sub(r"\1/\2", found[1]).strip()
    return ""


def _phonetic_guides(root: Element) -> None:
    """Put what stands over words behind them, in brackets."""
    for guide in list(root.iter(q("ruby"))):
        above, base = guide.find(q("rt")), guide.find(q("rubyBase"))
        if above is None or base is None:
            continue
        guide.remove(above)
        words = "".join(one.text or "" for one in above.iter(q("t")))
        run = next(base.iter(q("r")), None)
        if words.strip() and run is not None:
            base.append(w("r", text(f" ({words})")))


def _drawn_words(root: Element) -> None:
    """Put words that are drawn as a shape into a text box of it."""
    for path in list(root.iter(f"{{{VML}}}textpath")):
        shape, words = path.getparent(), path.get("string", "")
        if shape is not None and words.strip():
            shape.append(w("txbxContent", w("p", w("r", text(words)))))
