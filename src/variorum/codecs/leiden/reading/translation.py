"""Leiden for translations: what its marks mean in the model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.claim import ClaimRule
from variorum.codecs.leiden import marks
from variorum.codecs.leiden.marks import pattern
from variorum.codecs.leiden.reading.edition_spans import blocks, lemma_segment
from variorum.codecs.leiden.reading.machine import ClosedFrame, Dialect, Frame, Meaning, Whole, marked
from variorum.codecs.leiden.reading.nodes import foreign_attributes, inlines
from variorum.codecs.transcript.strand import Strand
from variorum.model import (
    Deleted,
    Division,
    Facts,
    Foreign,
    Gap,
    Milestone,
    NoteRef,
    Paragraph,
    Remark,
    Term,
    Variant,
    Voice,
)
from variorum.model.facts import Extent

LINE = pattern(r"\(\(\((?P<broken>\d+)\)\)\)|\(\((?P<n>\d+)\)\)")
GAP = pattern(r"(?P<lost>\[(?:\.\.\.|…)\])|\.\.\.|…")
STRUCTURE = frozenset({"whole", "translation", "division"})


def _line(found: re.Match[str], strand: Strand) -> Meaning:
    rend = "break" if found["broken"] else None
    label = found["broken"] or found["n"]
    return [Milestone("line", label, facts=Facts(rend=rend), span=strand.span())]


def _gap(found: re.Match[str], strand: Strand) -> Meaning:
    reason = "lost" if found["lost"] else "illegible"
    facts = Facts(also=("extent=unknown",))
    return [Gap(reason, Extent(unit="character"), facts=facts, span=strand.span())]


def _call(found: re.Match[str], strand: Strand) -> Meaning:
    return [NoteRef(found["note"], span=strand.span())]


def close(closed: ClosedFrame) -> Meaning:
    """Return the nodes of a closed frame, or why it means nothing."""
    frame, mark, span = closed.frame, closed.mark, closed.strand.span()
    match frame.kind:
        case "translation":
            facts = Facts(lang=frame.data["lang"], also=("xml:space=preserve",))
            return [Division(blocks(frame.items), "translation", facts=facts, span=span)]
        case "division":
            facts = Facts(also=foreign_attributes(subtype=frame.data["subtype"]))
            return [Division(blocks(frame.items), "textpart", frame.data["n"], facts=facts, span=span)]
        case "block":
            return [Paragraph(inlines(frame.items), span=span)]
        case "erasure":
            return [Deleted(inlines(frame.items), "erasure", span=span)]
        case "note":
            return [Remark(inlines(frame.items), Voice.EDITOR, facts=Facts(place="inline"), span=span)]
        case "foreign":
            return [Foreign(inlines(frame.items), facts=Facts(lang=mark["lang"]), span=span)]
        case "term":
            facts = Facts(lang=mark["lang"], also=foreign_attributes(target=mark["of"]))
            return [Term(inlines(frame.items), facts=facts, span=span)]
        case _:
            facts = Facts(also=foreign_attributes(type=mark["type"]))
            return [Variant(lemma_segment(inlines(frame.items), mark["resp"]), (), facts=facts, span=span)]


def _readable(pattern: re.Pattern[str], frames: Sequence[Frame]) -> bool:
    return frames[-1].kind != "note"


def _opening_among(kind: str, frames: Sequence[Frame]) -> str | None:
    """Return what a mark opens: blocks stand in blocks only, and a note holds words."""
    kinds = {frame.kind for frame in frames}
    if kind in ("translation", "division", "block"):
        return kind if kinds <= STRUCTURE else None
    return None if "note" in kinds else kind


TRANSLATION = Dialect(
    start=re.compile(r"[<>~|〚〛⟦⟧…]|\[(?=\.\.\.|…|\^)|\.\.\.|=(?=[^\s])|\(\(|[:/*](?=[>*/])"),
    wholes=(
        Whole(marks.CALL, _call, marked(ClaimRule.NOTE_CALL)),
        Whole(LINE, _line, marked(ClaimRule.LINE_NUMBER)),
        Whole(GAP, _gap, marked(ClaimRule.GAP_MARK)),
    ),
    openings=(
        (pattern(r"<T=(?:\.(?P<lang>[A-Za-z-]+))?"), "translation"),
        (pattern(rf"<D=\.(?P<n>{marks.PART})(?:\.(?P<subtype>{marks.PART}))?(?: |(?=\n|<))"), "division"),
        (pattern(r"<="), "block"),
        (pattern(r"<:"), "reading"),
        (pattern(r"<"), "term"),
        (pattern(r"~\|"), "foreign"),
        (pattern(r"[〚⟦]"), "erasure"),
        (pattern(r"/\*(?=(?:[^*]|\*(?!/)){0,2000}\*/)"), "note"),
    ),
    closings={
        "translation": pattern(r"=T>"),
        "division": pattern(r"=D>"),
        "block": pattern(r"=>"),
        "reading": pattern(r"\|(?P<type>[A-Za-z_]+)?:(?P<resp>[^\n<>|=~]+)?\|:>"),
        "term": pattern(r"(?:~(?P<lang>[A-Za-z-]+))?=(?P<of>[^\n<>|=]+)>"),
        "foreign": pattern(r"\|~(?P<lang>[A-Za-z]+(?:-[A-Za-z]+)*)(?: |(?=\n)|$)"),
        "erasure": pattern(r"[〛⟧]"),
        "note": pattern(r"\*/"),
    },
    close=close,
    within=_opening_among,
    readable=_readable,
    strays={"〛": "〚", "⟧": "⟦", ">": "<"},
    quiet=frozenset({"note"}),
)
"""The notation of translations."""
