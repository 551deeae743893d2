"""Extents of gaps and spaces, however an encoding tells them, as signs print them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from variorum.apparatus.text.meanings.worded_extents import in_amounts
from variorum.apparatus.wording import Wording, number_of, unit_key
from variorum.conventions.normal_forms import COUNTED, NormalForms, repeated_sign
from variorum.model import Extent, Gap, Paragraph, Space, Text
from variorum.model.facts import NO_EXTENT
from variorum.origin import Generated, OriginRule
from variorum.publication import NOTHING, Run, join_runs

MANY = 2
"""The amount of which a unit has its form where none is known: that for more than one."""
ELLIPSIS = Generated(OriginRule.ELLIPSIS)
DOTTED = 10
"""How many letters are shown by a dot each; more are counted in figures."""
AS_BLANK = 2
"""How many characters of a space are no more than a blank."""
NARROW = ("", "character", "letter", "em", "en", "minim")
"""Units of the width of a character; without one, characters are counted."""
FIGURES = re.compile(r"\d+(?:\.\d+)?")
AS_WHITE = ("1", "2", "3")
"""How many lines of a space between two pieces of a text are printed as white alone."""
UNKNOWN = frozenset(
    {
        *(
            "?",
            "unknown",
            "unclear",
            "uncertain",
            "unspecified",
            "undefined",
            "undetermined",
            "indeterminate",
        ),
        *("n/a", "none", "unbekannt", "unklar", "inconnu", "incertain", "ignoto", "desconocido"),
    }
)
"""Words by which encodings say that they do not know how much."""
UNGIVEN = frozenset({"ellipsis", "unknown", "unspecified"})
"""Reasons for a gap that tell no reason."""
WORDED = re.compile(
    r"(?P<about>(?:c|ca|circa|about|approx|etwa|~)\.?\s*)?"
    r"(?P<least>\d+(?:\.\d+)?)(?:\s*[-–—]\s*(?P<most>\d+(?:\.\d+)?))?\s*(?P<unit>[^\W\d]+)?\.?"
)
"""An extent in words of an encoding: "3 lines", "ca. 2-4 words"."""


def extent_of(node: Gap | Space) -> Extent:
    """Return how much is missing or blank; where only `@extent` tells it, in its words.

    A unit alone says nothing of a space. Of an amount that is said to be unknown the unit is told, in the
    plural; characters go without saying.
    """
    known = _unknown_extent(node)
    if known is not None:
        return known
    said = next((one.partition("=")[2] for one in node.facts.also if one.startswith("extent=")), "").strip()
    found = WORDED.fullmatch(said) if said else None
    if found is None and said and node.extent == NO_EXTENT:
        return Extent(unit=said)
    if found is None and said and node.extent == Extent(unit=node.extent.unit):
        return Extent(said, node.extent.unit)  # "several" of a unit
    if found is None and re.fullmatch(r"-\d+|0+", node.extent.quantity or ""):
        return Extent(unit=f"{unit_key(node.extent.unit or '')}s")
    if found is not None and node.extent in (NO_EXTENT, Extent(unit=node.extent.unit)):
        least, most, about = found["least"], found["most"], bool(found["about"])
        unit = found["unit"] or node.extent.unit
        if most:
            return Extent(unit=unit, at_least=least, at_most=most, about=about)
        return Extent(least, unit, about=about)
    counted = node.extent.quantity or node.extent.at_least or node.extent.at_most
    return NO_EXTENT if isinstance(node, Space) and not counted else node.extent


def _unknown_extent(node: Gap | Space) -> Extent | None:
    """Return what is known of an extent that an encoding says is unknown; no answer for any other."""
    said = next((one.partition("=")[2] for one in node.facts.also if one.startswith("extent=")), "")
    if not {said.strip().lower(), (node.extent.quantity or "").strip().lower()} & UNKNOWN:
        return None
    unit = unit_key(node.extent.unit or "")
    return NO_EXTENT if isinstance(node, Space) or unit in NARROW else Extent(unit=f"{unit}s")


def is_blank(node: Space) -> bool:
    """Return whether a space is no wider than a blank or two."""
    extent = extent_of(node)
    told = extent.quantity or extent.at_most or ""
    counted = bool(FIGURES.fullmatch(told)) and 0 < Decimal(told) <= AS_BLANK
    return counted and unit_key(extent.unit or "") in NARROW


def is_white(node: Paragraph) -> bool:
    """Return whether nothing but a space of a few lines stands here, between two pieces of a text."""
    held = [each for each in node.children if not (isinstance(each, Text) and not each.value.strip())]
    match held:
        case [Space() as space]:
            extent = extent_of(space)
            return extent.quantity in AS_WHITE and unit_key(extent.unit or "") == "line"
        case _:
            return False


def extent_fields(node: Gap | Space, wording: Wording, forms: NormalForms) -> dict[str, str | Run | None]:
    """Return what a sign may print of an extent: in words, in figures, as dots."""
    told, state = in_amounts(extent_of(node), wording, forms)
    number = number_of(told, forms)
    extent = wording.in_figures(told, forms)
    worded = wording.extent(extent, number) if extent.unit or isinstance(node, Space) else NOTHING
    given = node.reason if isinstance(node, Gap) and node.reason not in UNGIVEN else None
    given = given or state
    reason = wording.term("reason", given)
    lost = wording.pair("extent.lost", extent=worded, reason=reason)
    unsaid = Run(" …" if worded else "…", ELLIPSIS)  # nothing says why it is missing
    return {
        "extent": worded,
        "quantity": wording.amount(extent) if worded else NOTHING,  # of what, nothing says
        "unit": wording.unit(extent, number),
        "at_least": extent.at_least,
        "at_most": extent.at_most,
        "what": lost if reason else join_runs(worded, unsaid),
        **_number(extent, number, wording),
        "units": _units(extent, number, wording),
        **{field: repeated_sign(field, extent.quantity) for field in COUNTED},
    }


def _units(extent: Extent, number: Decimal | int | None, wording: Wording) -> Run | None:
    """Return the unit in words, as the number wants it; one of letters goes without saying."""
    if unit_key(extent.unit or "") in ("", "character", "letter"):
        return None
    known = number if extent.quantity else MANY
    return wording.unit(replace(extent, quantity=extent.quantity or str(MANY)), known)


def _number(extent: Extent, number: Decimal | int | None, wording: Wording) -> dict[str, str | Run | None]:
    """Return an amount in figures, `ca` where it is a guess or unknown; or dots where they are `few`."""
    known = extent.quantity or (extent.at_least and f"{extent.at_least}–{extent.at_most or '?'}")
    unknown = not known and not extent.at_most
    letters = _units(extent, number, wording) is None
    if known and known.isdigit() and int(known) <= DOTTED and letters and not extent.about:
        return {"number": None, "ca": None, "few": repeated_sign("dots", known)}
    figures = known or (f"?–{extent.at_most}" if extent.at_most else "?")
    return {
        "number": figures,
        "ca": wording.run("extent.circa") if extent.about or unknown else None,
        "few": None,
    }
