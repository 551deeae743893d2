"""Show in a Word file that failed its proof what is wrong: marked in the text, and listed in front of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.archive import Refusal, repacked
from variorum.extract import Fault
from variorum.ooxml.elements import at, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element, serialise
from variorum_docx.read.extraction import runs_of_tokens
from variorum_docx.read.parts import open_parts

TITLE = "What is wrong in this file"
BEHIND = tuple(
    q(name)
    for name in (
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout"),
        *("specVanish", "oMath"),
    )
)
"""What stands behind the highlighting in the properties of a run (ECMA-376, CT_RPr)."""


def mark(data: bytes, faults: Sequence[Fault]) -> bytes:
    """Return a package with its faults marked; what has no place is in the list only."""
    opened = open_parts(data)
    if isinstance(opened, Refusal):
        return data
    runs = runs_of_tokens(opened)
    for number, fault in enumerate(faults, 1):
        run = _run(fault, runs)
        if run is not None:
            _highlight(run)
            run.addprevious(_message(f"[{number}: {fault.says}] "))
    body = at(opened.document, "body")
    if body is None:
        return data
    listed = [TITLE, *(f"{number}: {fault.says}" for number, fault in enumerate(faults, 1))]
    for place, line in enumerate(listed):
        body.insert(place, w("p", _message(line)))
    parts = {opened.name: serialise(opened.document)}
    if opened.footnotes is not None and opened.notes is not None:
        parts[opened.notes] = serialise(opened.footnotes)
    return repacked(data, parts)


def _run(fault: Fault, runs: Mapping[str, Sequence[Element]]) -> Element | None:
    """Return the run of the word at which a fault stands, or of the last that there is."""
    found = runs.get(fault.stream or "", ())
    return found[min(fault.index, len(found) - 1)] if found else None


def _highlight(run: Element) -> None:
    properties = at(run, "rPr")
    if properties is None:
        properties = w("rPr")
        run.insert(0, properties)
    for old in properties.findall(q("highlight")):
        properties.remove(old)
    behind = next((one for one in properties if one.tag in BEHIND), None)
    made = w("highlight", val="yellow")
    if behind is None:
        properties.append(made)
    else:
        behind.addprevious(made)


def _message(says: str) -> Element:
    """Return words of ours in the text, in a look that no edition has."""
    words = w("t")
    words.text = says
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    look = w("rPr", w("b"), w("color", val="C00000"), w("sz", val=16), w("highlight", val="yellow"))
    return w("r", look, words)
