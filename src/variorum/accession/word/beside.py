"""What a Word file holds beside its text, and what of the text is not as Word shows it, for the report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from variorum.accession.word.revisions import resolve
from variorum.accession.word.runs import Runs
from variorum.accession.word.shown import show
from variorum.doors import Revisions
from variorum.manuscript import LeftOut
from variorum.ooxml.elements import ALTERNATIVES, BOX, alternative, text_boxes
from variorum.ooxml.names import SCHEMAS, A, q
from variorum.ooxml.package import Package
from variorum.ooxml.xml import Element

T = TypeVar("T")
HEADS = {"header": "a running head", "footer": "a running foot"}
CHARTS = dict.fromkeys(("chart", "chartEx"), "words of a chart")
BESIDE = {**HEADS, **CHARTS, "diagramData": "words of a diagram"}
"""What parts with words are that are no part of the text, by the kinds of their relations."""
CHART = f"{SCHEMAS}/drawingml/2006/chart"
CHART_2016 = "http://schemas.microsoft.com/office/drawing/2014/chartex"
STRINGS = {f"{{{CHART}}}v": f"{{{CHART}}}strCache", f"{{{CHART_2016}}}pt": f"{{{CHART_2016}}}strDim"}
"""Elements of charts that hold words only inside another, and else figures from which a chart is drawn."""
DRAWN = (f"{{{A}}}t", f"{{{CHART_2016}}}v", *STRINGS)
MOST = 5
"""How many things of one kind a finding names."""


def beside(package: Package, main: str, revisions: Revisions, heads: bool) -> Iterator[LeftOut]:
    """Yield what stands beside the text; with `heads` running heads and feet, which are else the text."""
    for what, _, root in parts_beside(package, main, revisions, BESIDE):
        if heads or what not in HEADS.values():
            drawn = " ".join(one.text or "" for one in root.iter(*DRAWN) if _is_shown(one))
            yield from left_out(what, f"{''.join(words_in(root))} {drawn}")


def parts_beside(
    package: Package, main: str, revisions: Revisions, kinds: dict[str, str]
) -> Iterator[tuple[str, str, Element]]:
    """Yield the parts of some kinds that the text names, each once: what it is, its name, its tree."""
    seen = set()
    for kind, what in kinds.items():
        for relation in package.relations(main).values():
            if relation.kind != kind or relation.outside or relation.target in seen:
                continue
            seen.add(relation.target)
            root = package.xml(relation.target)
            if root is not None:
                resolve(root, revisions)
                show(root)
                yield what, relation.target, root


def _is_shown(drawn: Element) -> bool:
    """Return whether characters of a chart or diagram are words, not figures from which it is drawn."""
    around = STRINGS.get(str(drawn.tag))
    return around is None or next(drawn.iterancestors(around), None) is not None


def words_in(element: Element) -> Iterator[str]:
    """Yield the characters in an element; the boxes of a paragraph stand behind it."""
    for child in element:
        if child.tag == q("p"):
            yield from words_in(child)
            yield " "
            for box in text_boxes(child):
                yield from words_in(box)
        elif child.tag == q("t"):
            yield child.text or ""
        elif child.tag in (q("tab"), q("ptab"), q("br"), q("cr")):
            yield " "
        elif child.tag == ALTERNATIVES:
            chosen = alternative(child)
            yield from words_in(chosen) if chosen is not None else ()
        elif child.tag not in (q("pPr"), q("rPr"), BOX):
            yield from words_in(child)


def left_out(what: str, text: str) -> Iterator[LeftOut]:
    """Yield words that are left out, if there are any."""
    words = " ".join(text.split())
    if words:
        yield LeftOut(what, 1, len(words.split()), words[:60])


def tell(package: Package, main: str, runs: Runs, headings: Collection[Element] = ()) -> None:
    """Keep findings about what the text names and the file lacks, what is not shown, or guessed."""
    if headings:
        words = "; ".join(f"“{' '.join(''.join(words_in(one)).split())[:60]}”" for one in _first(headings))
        package.complain(
            main,
            f"sets lines in larger type in the middle, taken for headings: {len(headings)} ({words})",
        )
    if runs.unknown_signs:
        names = ", ".join(list(runs.unknown_signs)[:8])
        package.complain(main, f"has signs of symbol fonts that no character is known for: {names}")
    if runs.equations:
        package.complain(main, f"has equations, each of which is written in one line: {runs.equations}")
    if runs.lacking:
        names = ", ".join(list(runs.lacking)[:MOST])
        package.complain(main, f"calls notes that are not there: {names[:80]}")
    for target in list(runs.remote)[:MOST]:
        package.complain(main, f"names a picture outside of the file, which is not fetched: {target[:200]}")
    if runs.places.nowhere:
        words = "; ".join(f"{name} (“{words[:60]}”)" for name, words in _first(runs.places.nowhere.items()))
        package.complain(main, f"has references that lead nowhere, which stay as their words: {words}")
    if runs.entries:
        words = "; ".join(f"“{one[:60]}”" for one in _first(runs.entries))
        package.complain(
            main,
            f"marks words for lists that Word would make, which are left out: {len(runs.entries)} ({words})",
        )
    if unmade := ", ".join(f"{name} ({count})" for name, count in runs.unmade.items() if count):
        package.complain(
            main, f"has fields whose words Word makes and the file does not hold: {unmade[:200]}"
        )
    for look, stretches in runs.unkept.items():
        words = "; ".join(one[:60] for one in _first(stretches))
        package.complain(main, f"shows words {look}, which are kept as they are typed: “{words}”")


def tell_hints(package: Package, main: str, text: Element) -> None:
    """Keep a finding about forms that nobody filled in: what they show is not the source's."""
    marks = (next(mark.iterancestors(q("sdt")), None) for mark in text.iter(q("showingPlcHdr")))
    controls = (one for one in marks if one is not None)
    hints = dict.fromkeys(" ".join("".join(words_in(one)).split()) for one in controls)
    if words := "; ".join(f"“{hint[:60]}”" for hint in _first(filter(None, hints))):
        package.complain(main, f"has forms that nobody filled in, whose hints stay as words: {words}")


def _first(several: Iterable[T]) -> list[T]:
    """Return the first of several, as many as a finding names."""
    return list(islice(several, MOST))
