"""Equations of a page (MathML) in a line of characters: fractions, powers, roots, as those of Word files."""

from __future__ import annotations

from variorum.accession.web.page import Element

UNSEEN = frozenset(["annotation", "annotation-xml", "none", "mprescripts"])
"""Elements of an equation of which a browser shows nothing."""
APART = frozenset(["mfrac", "msup", "msub", "msubsup", "msqrt", "mroot", "munder", "mover", "munderover"])
"""Elements that are written with signs of their own, and stand apart from letters and numbers."""


def in_line(element: Element) -> str:
    """Return what an element of an equation holds, in a line."""
    made, apart = "", False
    for child in element.children:
        if isinstance(child, str):
            made += "".join(child.split()) if element.tag != "mtext" else " ".join(child.split())
            continue
        words = _one(child)
        here = child.tag in APART
        runs_in = (apart or here) and _ends(made) and (words[:1].isalnum() or words[:1] in ("√", "(", "["))
        made += f" {words}" if runs_in else words
        apart = here
    return made


def _ends(made: str) -> bool:
    """Return whether what comes next would run into what is there."""
    return made[-1:].isalnum() or made[-1:] in (")", "]", "}")


def _one(element: Element) -> str:
    """Return an element by its kind; of one that is not known, what it holds."""
    parts = [one for one in element.elements if one.tag not in UNSEEN]
    match element.tag, parts:
        case tag, _ if tag in UNSEEN:
            return ""
        case "mfrac", [above, below]:
            return f"{_group(above)}/{_group(below)}"
        case "msup" | "mover", [base, above]:
            return f"{_one(base)}^{_group(above)}"
        case "msub" | "munder", [base, below]:
            return f"{_one(base)}_{_group(below)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{_one(base)}_{_group(below)}^{_group(above)}"
        case "msqrt", _:
            words = in_line(element)
            return f"√({words})" if len(words) > 1 else f"√{words}"
        case "mroot", [base, degree]:
            return f"{_group(degree)}√{_group(base)}"
        case "mfenced", _:
            signs = element.get("open") or "(", element.get("close") or ")"
            return f"{signs[0]}{', '.join(map(_one, parts))}{signs[1]}"
        case "mtable", _:
            return "; ".join(map(_one, parts))
        case "mtr", _:
            return ", ".join(map(_one, parts))
        case _:
            return in_line(element)


def _group(element: Element) -> str:
    """Return a part, in brackets if it is more than one number, letter or sign."""
    words = _one(element).strip()
    return f"({words})" if len(words) > 1 and not words.isdigit() else words
