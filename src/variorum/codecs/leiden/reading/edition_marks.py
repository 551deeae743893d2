"""Leiden+: what its marks mean in the model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from variorum.claim import ClaimRule
from variorum.codecs.leiden import marks
from variorum.codecs.leiden.reading.edition_spans import close
from variorum.codecs.leiden.reading.machine import Dialect, Frame, Hint, Meaning, Whole, marked, text_of
from variorum.codecs.leiden.reading.nodes import foreign_attributes
from variorum.codecs.transcript.claim_book import ClaimBook
from variorum.codecs.transcript.strand import Strand
from variorum.model import (
    NO_FACTS,
    Certainty,
    Extent,
    Facts,
    Gap,
    HandShift,
    Inline,
    Inlines,
    LineBreak,
    Milestone,
    NoteRef,
    Regularised,
    Segment,
    Space,
    Text,
    Unclear,
)

UNSURE_WHOLE = Facts(also=("certainty=name",))
"""A gap or blank of which it is uncertain whether it is one: EpiDoc says so by an element inside it."""

UNITS = {"Lines": "line", "lines": "line", "Chars": "character", "char": "character", "Column": "column"}
STRUCTURE = frozenset({"whole", "edition", "division"})
"""The frames in which blocks may stand."""


def extent(found: re.Match[str], unit: str) -> Extent:
    """Return how much is lost or blank, by the groups of a mark."""
    groups = found.groupdict()
    quantity = groups.get("about") or groups.get("count") or groups.get("before_line")
    return Extent(quantity, unit, groups.get("least"), groups.get("most"), about=bool(groups.get("about")))


def unknown(size: Extent) -> Facts:
    """Return the facts of a gap of this size: TEI says in so many words that nothing is known of it."""
    return Facts(also=("extent=unknown",)) if not (size.quantity or size.at_least) else NO_FACTS


def both_facts(one: Facts, other: Facts) -> Facts:
    """Return what the attributes of a foreign encoding in both say."""
    return replace(one, also=tuple(sorted({*one.also, *other.also})))


# ---- marks that need no partner


def _gap(reason: str, summary: str = "") -> Callable[[re.Match[str], Strand], Meaning]:
    """Return what reads a gap; a summary is a word of the encoding, which has no place in the source."""

    def read(found: re.Match[str], strand: Strand) -> Meaning:
        groups = found.groupdict()
        lines = groups.get("lines") or groups.get("line_range") or groups.get("line_count")
        size = extent(found, UNITS.get(groups.get("of") or "", "line" if lines else "character"))
        facts = unknown(size)
        if groups.get("unsure") or groups.get("unsure_alone"):
            facts = both_facts(facts, UNSURE_WHOLE)
        inside: tuple[Text, ...] = (Text(summary),) if summary else ()
        for group in ("words", "language"):
            if groups.get(group):
                inside = (text_of(strand, *(at - found.start() for at in found.span(group))),)
        return [Gap(reason, size, inside, facts=facts, span=strand.span())]

    return read


def _vacat(found: re.Match[str], strand: Strand) -> Meaning:
    size = extent(found, "line" if found["lines"] else "character")
    facts = both_facts(unknown(size), UNSURE_WHOLE if found["unsure"] else NO_FACTS)
    return [Space(size, facts=facts, span=strand.span())]


def _line_break(found: re.Match[str], strand: Strand) -> Meaning:
    facts = Facts(rend=found.groupdict().get("rend"))
    return [LineBreak(found["n"], bool(found["joins"]), facts=facts, span=strand.span())]


def _diacritical(found: re.Match[str], strand: Strand) -> Meaning:
    """Read a letter (or gap) with a diacritic that the scribe wrote: ` ι(¨)`."""
    offset = found.start()
    if found["letter"] is not None:
        start, end = (found.start("letter") - offset, found.end("letter") - offset)
        inside: Inlines = tuple(_cluster(strand.cut(start, end)))
    else:
        reason = "illegible" if found["illegible"] else "lost"
        size = Extent(found["illegible"] or found["lost"], "character")
        inside = (Gap(reason, size, span=strand.span()),)
    for mark in reversed(re.findall(marks.DIACRITIC, found["marks"])):
        inside = (Segment(inside, "hi", facts=Facts(rend=marks.DIACRITICS[mark]), span=strand.span()),)
    return inside


def _claim_diacritic(found: re.Match[str], strand: Strand, claims: ClaimBook) -> None:
    """Claim a diacritic, and the dot under its letter."""
    marked(ClaimRule.DIACRITIC_MARK)(found, strand, claims)
    if found["letter"]:
        start, end = (at - found.start() for at in found.span("letter"))
        _claim_marks_of(marks.DOT, strand.cut(start, end), claims)


def _claim_letter_marks(found: re.Match[str], strand: Strand, claims: ClaimBook) -> None:
    """Claim the dots and lines of letters."""
    _claim_marks_of(marks.DOT + marks.OVER, strand, claims)


def _claim_marks_of(over_or_under: str, strand: Strand, claims: ClaimBook) -> None:
    for index, letter in enumerate(strand.text):
        if any(mark in unicodedata.normalize("NFD", letter) for mark in over_or_under):
            claims.claim(strand.cut(index, index + 1), ClaimRule.LETTER_MARK)


def _cluster(strand: Strand) -> list[Inline]:
    """Return one letter, unclear if a dot is under it."""
    bare = without_mark(strand.text, marks.DOT)
    word = Text(bare, span=strand.span())
    return [word] if bare == strand.text else [Unclear((word,), span=strand.span())]


def without_mark(letter: str, mark: str) -> str:
    """Return a letter without a mark over or under it, whether composed with it or not."""
    if mark in letter:
        return letter.replace(mark, "")
    parts = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", parts.replace(mark, "")) if mark in parts else letter


def _dotted(found: re.Match[str], strand: Strand) -> Meaning:
    """Read letters with a dot below each as unclear."""
    return _runs(strand)


def _lined(found: re.Match[str], strand: Strand) -> Meaning:
    """Read letters with a line above each as one stretch, in which those with a dot too are unclear."""
    return [Segment(_runs(strand), "hi", facts=Facts(rend="supraline"), span=strand.span())]


def _runs(strand: Strand) -> Inlines:
    """Return letters as text, those with a dot below as unclear, without their dots and lines."""
    made: list[Inline] = []
    for letter in marks.LETTER.finditer(strand.text):
        piece = strand.cut(*letter.span())
        bare = without_mark(piece.text, marks.OVER)
        text = Text(without_mark(bare, marks.DOT), span=piece.span())
        dotted = text.value != bare
        last = made[-1] if made else None
        before = last.children[0] if isinstance(last, Unclear) else last
        if isinstance(last, Unclear if dotted else Text) and isinstance(before, Text) and before.span:
            text = replace(text, value=before.value + text.value, span=before.span.to(text.span))
            made.pop()
        made.append(Unclear((text,), span=text.span) if dotted else text)
    return tuple(made)


def _glyph(found: re.Match[str], strand: Strand) -> Meaning:
    inside: Inlines = ()
    if found["sign"]:
        start = found.start("sign") - found.start()
        inside = (text_of(strand, start, start + len(found["sign"])),)
    return _sign(
        Segment(
            inside,
            "g",
            facts=Facts(also=foreign_attributes(type=found["type"])),
            span=strand.span(),
        ),
        found,
    )


def _filler(found: re.Match[str], strand: Strand) -> Meaning:
    facts = Facts(rend=found["rend"], also=("type=filler",))
    return _sign(Segment((), "g", facts=facts, span=strand.span()), found)


def _sign(node: Segment, found: re.Match[str]) -> Meaning:
    return [Unclear((node,), span=node.span)] if found["unsure"] else [node]


def _hand(found: re.Match[str], strand: Strand) -> Meaning:
    cert = Certainty.LOW if found["unsure"] else None
    # A name that is none of a register: EpiDoc has it without the “#” of a pointer.
    return [
        HandShift(
            facts=Facts(cert=cert, also=foreign_attributes(new=found["hand"])),
            span=strand.span(),
        )
    ]


def _drawing(found: re.Match[str], strand: Strand) -> Meaning:
    start = found.start("what") - found.start()
    words = Segment((text_of(strand, start, start + len(found["what"])),), "figDesc")
    return [Segment((words,), "figure", span=strand.span())]


def _unregular(found: re.Match[str], strand: Strand) -> Meaning:
    return [Regularised((text_of(strand, 1, len(strand) - 1),), (), span=strand.span())]


def _milestone(found: re.Match[str], strand: Strand) -> Meaning:
    facts = Facts(rend=marks.MILESTONES[found.lastgroup or ""])
    return [Milestone("undefined", facts=facts, span=strand.span())]


def _reference(found: re.Match[str], strand: Strand) -> Meaning:
    start, end = found.start("words") - found.start(), found.end("words") - found.start()
    facts = Facts(also=foreign_attributes(n=found["n"], type="reprint-in"))
    return [Segment((text_of(strand, start, end),), "ref", facts=facts, span=strand.span())]


def _unsure(found: re.Match[str], strand: Strand) -> Meaning:
    return [Hint("unsure", found.group(), strand)]


def _source(found: re.Match[str], strand: Strand) -> Meaning:
    return [Hint("source", found["who"], strand)]


def _call(found: re.Match[str], strand: Strand) -> Meaning:
    return [NoteRef(found["note"], span=strand.span())]


# ---- the dialect

WHOLES = (
    Whole(marks.CALL, _call, marked(ClaimRule.NOTE_CALL)),
    Whole(marks.DIACRITICAL, _diacritical, _claim_diacritic),
    Whole(marks.DOTTED_RUN, _dotted, _claim_letter_marks),
    Whole(marks.LINED_RUN, _lined, _claim_letter_marks),
    Whole(marks.LOST, _gap("lost"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.OMITTED, _gap("omitted"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.VACAT, _vacat, marked(ClaimRule.GAP_MARK)),
    Whole(marks.LOST_LINES, _gap("lost"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.VESTIGES_UNKNOWN, _gap("illegible"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.VESTIGES, _gap("illegible", "vestiges"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.ILLEGIBLE, _gap("illegible"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.LINE_BREAK, _line_break, marked(ClaimRule.LINE_NUMBER)),
    Whole(marks.LINE_BREAK_TURNED, _line_break, marked(ClaimRule.LINE_NUMBER)),
    Whole(marks.UNTRANSCRIBED, _gap("ellipsis"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.OTHER_LANGUAGE, _gap("ellipsis"), marked(ClaimRule.GAP_MARK)),
    Whole(marks.UNSURE_HERE, _unsure, marked(ClaimRule.DOUBT_MARK)),
    Whole(marks.REFERENCE, _reference, marked(ClaimRule.REFERENCE_MARK)),
    Whole(marks.SOURCE, _source, marked(ClaimRule.SOURCE_MARK)),
    Whole(marks.FILLER, _filler, marked(ClaimRule.SYMBOL_MARK)),
    Whole(marks.GLYPH, _glyph, marked(ClaimRule.SYMBOL_MARK)),
    Whole(marks.MILESTONE, _milestone, marked(ClaimRule.MILESTONE_MARK)),
    Whole(marks.HAND, _hand, marked(ClaimRule.HAND_MARK)),
    Whole(marks.DRAWING, _drawing, marked(ClaimRule.DRAWING_MARK)),
    Whole(marks.UNREGULAR, _unregular, marked(ClaimRule.SPELLING_MARK)),
)
NOTES = frozenset({"note", "long-note"})


def readable(pattern: re.Pattern[str], frames: Sequence[Frame]) -> bool:
    """Return whether a mark is one among the frames that are open."""
    inner = frames[-1].kind
    if pattern is marks.SOURCE:
        return inner == "choice"
    if pattern is marks.REFERENCE:
        return inner in NOTES
    return inner != "note" or pattern not in marks.IN_A_LINE


def opening_among(kind: str, frames: Sequence[Frame]) -> str | None:
    """Return what a mark opens among the frames that are open, none where it is a character."""
    open_kinds = [frame.kind for frame in frames]
    match kind:
        case "block" | "division":
            return kind if set(open_kinds) <= STRUCTURE else None
        case "edition":
            return kind if open_kinds == ["whole"] else None
        case "expan" if not NOTES.isdisjoint(open_kinds):
            return None
        case "expan":
            return _round_bracket(frames)
        case _:
            return kind


def _round_bracket(frames: Sequence[Frame]) -> str:
    """Return what `(` opens: an expansion inside an abbreviation, else an abbreviation.

    A bracket in what seemed an expansion shows that it was an abbreviation in an abbreviation.
    """
    for frame in reversed(frames):
        if frame.kind == "expan":
            return "ex"
        if frame.kind == "ex":
            frame.kind = "expan"
            return "ex"
    return "expan"


LEIDEN_PLUS = Dialect(
    start=marks.START,
    wholes=WHOLES,
    openings=marks.OPENINGS,
    closings=marks.CLOSINGS,
    close=close,
    within=opening_among,
    readable=readable,
    same=frozenset({"quotation", "supraline"}),
    parting=marks.PARTING,
    strays=marks.STRAYS,
    open_ended=frozenset({"edition"}),
    quiet=NOTES,
)
"""The notation of texts."""
