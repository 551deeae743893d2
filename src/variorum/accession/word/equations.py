"""Equations of Word in a line of characters: fractions, powers, roots (ECMA-376 part 1, 22.1)."""

from __future__ import annotations

from collections.abc import Iterator

from variorum.ooxml.names import M
from variorum.ooxml.xml import Element

EQUATION = f"{{{M}}}oMath"
PLAIN = frozenset(["r", "t"])
ACCENT, BAR = "\N{COMBINING CIRCUMFLEX ACCENT}", "\N{COMBINING OVERLINE}"


def in_line(element: Element) -> str:
    """Return what an element of an equation holds; things that are no mere characters stand apart."""
    made = ""
    structured = False
    for child in element:
        name = _name(child)
        if name.endswith("Pr"):
            continue
        words = _one(child, name)
        apart = (
            made and words and (structured or name not in PLAIN) and (made[-1].isalnum() or made[-1] in ")]}")
        )
        made += f" {words}" if apart and not (name in PLAIN and not words[0].isalnum()) else words
        structured = name not in PLAIN
    return made


def _one(element: Element, name: str) -> str:
    """Return an element by its kind; of one that is not known, what it holds."""
    match name:
        case "t":
            return element.text or ""
        case "f":
            return f"{_group(element, 'num')}/{_group(element, 'den')}"
        case "sSup" | "limUpp":
            return f"{_group(element, 'e')}^{_group(element, 'sup' if name == 'sSup' else 'lim')}"
        case "sSub" | "limLow":
            return f"{_group(element, 'e')}_{_group(element, 'sub' if name == 'sSub' else 'lim')}"
        case "sSubSup" | "sPre":
            return f"{_group(element, 'e')}_{_group(element, 'sub')}^{_group(element, 'sup')}"
        case "rad":
            return f"{_group(element, 'deg')}√{_group(element, 'e')}"
        case "d":
            inside = _sign(element, "sepChr", "|").join(in_line(one) for one in _parts(element, "e"))
            return f"{_sign(element, 'begChr', '(')}{inside}{_sign(element, 'endChr', ')')}"
        case "nary":
            below, above = _group(element, "sub"), _group(element, "sup")
            bounds = f"{f'_{below}' if below else ''}{f'^{above}' if above else ''}"
            return f"{_sign(element, 'chr', '∫')}{bounds} {_content(element, 'e')}"
        case "func":
            return f"{_content(element, 'fName')} {_content(element, 'e')}"
        case "acc":
            return f"{_content(element, 'e')}{_sign(element, 'chr', ACCENT)}"
        case "bar":
            return f"{_content(element, 'e')}{BAR}"
        case "eqArr":
            return "; ".join(in_line(one) for one in _parts(element, "e"))
        case "m":
            rows = (", ".join(in_line(one) for one in _parts(row, "e")) for row in _parts(element, "mr"))
            return "; ".join(rows)
        case _:
            return in_line(element)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _parts(element: Element, name: str) -> Iterator[Element]:
    return element.iterchildren(f"{{{M}}}{name}")


def _content(element: Element, name: str) -> str:
    return "".join(in_line(one) for one in _parts(element, name))


def _group(element: Element, name: str) -> str:
    """Return what a part holds, in brackets if it is more than one number, letter or sign."""
    words = _content(element, name).strip()
    return f"({words})" if len(words) > 1 and not words.isdigit() else words


def _sign(element: Element, name: str, unsaid: str) -> str:
    """Return a character that the properties of an element name."""
    found = element.find(f"{{{M}}}{_name(element)}Pr/{{{M}}}{name}")
    return unsaid if found is None else found.get(f"{{{M}}}val", "")
