"""Damages by chance to a PDF: to the instructions of its pages, and (`pdf_objects`) to all else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, TypeAlias

import pikepdf

from damage.chance import Change, Kind, pdf_objects
from damage.chance.pdf_objects import changed, is_number
from damage.chance.zips import archive_spoilt

Instructions: TypeAlias = list[Any]
SHOWING = ("Tj", "TJ", "'", '"')
COLOURS = ("rg", "RG", "g", "G", "k", "K", "sc", "scn", "SC", "SCN")
PLACING = ("Tm", "Td", "TD", "cm", "Tf", "re", "l", "m", "w", "Tz", "Tc", "Tw", "Ts")
PUT = (
    *(
        "3 Tr",
        "1 Tr",
        "0 Tz",
        "-100 Tz",
        "1 1 1 rg",
        "1 g",
        "1 1 1 RG",
        "0.99 g",
        "0 Ts",
        "40 Ts",
        "9 Tc",
        "-9 Tw",
    ),
    *(
        "1 g 0 0 999 999 re f",
        "0 g 60 60 200 9 re f",
        "0 0 0 0 re W n",
        "50 50 40 40 re W n",
        "0 0 0 0 0 0 cm",
    ),
    *(
        "0.01 0 0 0.01 0 0 cm",
        "-1 0 0 1 400 0 cm",
        "0 1 -1 0 300 0 cm",
        "1 0 0 1 0 12 cm",
        "1 0 0 1 900 0 cm",
    ),
    *("0 w", "[0 9] 0 d", "0 0 m 400 400 l S", "/Artifact BMC EMC", "7 Tr", "0 TL", "BT ET", "q Q", "0 J"),
)


def on_page(verb: Callable[[Random, Instructions], bool]) -> Change:
    """Return the change of the instructions of a page."""

    def of_page(random: Random, pdf: pikepdf.Pdf) -> bool:
        page = random.choice([*pdf.pages])
        if "/Contents" not in page.obj:
            return False
        instructions: Instructions = [*pikepdf.parse_content_stream(page)]
        before = pikepdf.unparse_content_stream(instructions)
        if not instructions or not verb(random, instructions):
            return False
        after = pikepdf.unparse_content_stream(instructions)
        page.Contents = pdf.make_stream(after)
        return bool(before != after)

    return changed(of_page)


def _places(instructions: Instructions, names: Sequence[str] = ()) -> list[int]:
    return [at for at, one in enumerate(instructions) if not names or str(one.operator) in names]


def dropped(names: Sequence[str] = ()) -> Callable[[Random, Instructions], bool]:
    def verb(random: Random, instructions: Instructions) -> bool:
        places = _places(instructions, names)
        if not places:
            return False
        del instructions[random.choice(places)]
        return True

    return verb


def doubled(random: Random, instructions: Instructions) -> bool:
    at = random.randrange(len(instructions))
    instructions.insert(at, instructions[at])
    return True


def swapped(names: Sequence[str] = ()) -> Callable[[Random, Instructions], bool]:
    def verb(random: Random, instructions: Instructions) -> bool:
        places = _places(instructions, names)
        if len(places) < 2:
            return False
        at = random.randrange(len(places) - 1)
        one, other = places[at], places[at + 1] if random.random() < 0.6 else random.choice(places)
        instructions[one], instructions[other] = instructions[other], instructions[one]
        return one != other

    return verb


def moved(random: Random, instructions: Instructions) -> bool:
    one = instructions.pop(random.randrange(len(instructions)))
    instructions.insert(random.randrange(len(instructions) + 1), one)
    return True


def number_changed(names: Sequence[str]) -> Callable[[Random, Instructions], bool]:
    """Return the change of one number of an instruction."""

    def verb(random: Random, instructions: Instructions) -> bool:
        places = _places(instructions, names)
        if not places:
            return False
        at = random.choice(places)
        operands = [*instructions[at].operands]
        numbers = [n for n, one in enumerate(operands) if isinstance(one, int | float) or is_number(one)]
        if not numbers:
            return False
        which = random.choice(numbers)
        value = float(operands[which])
        other = random.choice((0.0, 1.0, -value, value * 1.1 + 0.3, value + 9, value * 0.5, value - 30))
        operands[which] = round(other, 3)
        instructions[at] = pikepdf.ContentStreamInstruction(operands, instructions[at].operator)
        return True

    return verb


def put(random: Random, instructions: Instructions) -> bool:
    at = random.randrange(len(instructions) + 1)
    instructions[at:at] = _parsed(random.choice(PUT))
    return True


def _parsed(written: str) -> Instructions:
    pdf = pikepdf.Pdf.new()
    return [*pikepdf.parse_content_stream(pdf.make_stream(written.encode()))]


def glyphs_changed(random: Random, instructions: Instructions) -> bool:
    """Drop, double or exchange glyphs of a string that is shown."""
    places = _places(instructions, ("Tj", "TJ"))
    if not places:
        return False
    at = random.choice(places)
    operands = [*instructions[at].operands]
    pieces = [*operands[0]] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    strings = [n for n, one in enumerate(pieces) if isinstance(one, pikepdf.String)]
    if not strings:
        return False
    which = random.choice(strings)
    codes = bytes(pieces[which])
    glyphs = [codes[n : n + 2] for n in range(0, len(codes), 2)]
    place = random.randrange(max(len(glyphs), 1))
    verb = random.choice(("drop", "double", "swap", "other"))
    if verb == "drop":
        del glyphs[place : place + 1]
    elif verb == "double":
        glyphs[place:place] = glyphs[place : place + 1]
    elif verb == "swap" and place + 1 < len(glyphs):
        glyphs[place], glyphs[place + 1] = glyphs[place + 1], glyphs[place]
    elif glyphs:
        glyphs[place] = bytes((glyphs[place][0], random.randrange(256)))
    pieces[which] = pikepdf.String(b"".join(glyphs))
    operands[0] = pikepdf.Array(pieces) if isinstance(operands[0], pikepdf.Array) else pieces[0]
    instructions[at] = pikepdf.ContentStreamInstruction(operands, instructions[at].operator)
    return True


def gap_changed(random: Random, instructions: Instructions) -> bool:
    """Change the room between glyphs, which parts words."""
    places = [at for at in _places(instructions, ("TJ",)) if len(instructions[at].operands[0]) > 1]
    if not places:
        return False
    at = random.choice(places)
    pieces = [*instructions[at].operands[0]]
    gaps = [n for n, one in enumerate(pieces) if not isinstance(one, pikepdf.String)]
    if not gaps:
        return False
    pieces[random.choice(gaps)] = random.choice((0, -400, 900, -3000, 300))
    instructions[at] = pikepdf.ContentStreamInstruction([pikepdf.Array(pieces)], instructions[at].operator)
    return True


def block_covered(random: Random, instructions: Instructions) -> bool:
    """Repeat a text object where it stands or a little beside, as an artefact."""
    begins = _places(instructions, ("BT",))
    if not begins:
        return False
    at = random.choice(begins)
    ends = [end for end in _places(instructions, ("ET",)) if end > at]
    if not ends:
        return False
    block = [one for one in instructions[at : ends[0] + 1] if str(one.operator) not in ("BDC", "EMC", "BMC")]
    before = _parsed(f"/Artifact BMC q 1 0 0 1 {random.choice((0, 3, 40))} 0 cm")
    after = _parsed("Q EMC")
    instructions += [*before, *block, *after]
    return True


def artefact_made(random: Random, instructions: Instructions) -> bool:
    """Say of marked content that it is an artefact, or of another element."""
    places = [at for at in _places(instructions, ("BDC",)) if len(instructions[at].operands) == 2]
    if not places:
        return False
    at = random.choice(places)
    name = instructions[at].operands[0]
    if random.random() < 0.5:
        made: list[Any] = [pikepdf.Name("/Artifact"), pikepdf.Dictionary()]
    else:
        other = instructions[random.choice(places)].operands[1]
        made = [name, other]
    instructions[at] = pikepdf.ContentStreamInstruction(made, instructions[at].operator)
    return True


KINDS = (
    Kind("drop an instruction", on_page(dropped()), 8),
    Kind("drop words", on_page(dropped(SHOWING)), 6, sure=True),
    Kind("drop a colour", on_page(dropped(COLOURS)), 3),
    Kind("double an instruction", on_page(doubled), 6),
    Kind("swap instructions", on_page(swapped()), 6),
    Kind("swap words", on_page(swapped(SHOWING)), 6),
    Kind("swap places", on_page(swapped(("Tm", "Td", "cm"))), 4),
    Kind("move an instruction", on_page(moved), 6),
    Kind("change a place", on_page(number_changed(PLACING)), 10),
    Kind("change a colour", on_page(number_changed(COLOURS)), 5),
    Kind("put an instruction", on_page(put), 10),
    Kind("change glyphs", on_page(glyphs_changed), 10),
    Kind("change a gap", on_page(gap_changed), 5),
    Kind("cover words by words", on_page(block_covered), 4),
    Kind("mark content otherwise", on_page(artefact_made), 4),
    Kind("change the structure", changed(pdf_objects.structure_changed), 14),
    Kind("change an annotation", changed(pdf_objects.annotation_changed), 8),
    Kind("put an annotation", changed(pdf_objects.annotation_put), 3),
    Kind("change a box", changed(pdf_objects.box_changed), 5),
    Kind("change pages", changed(pdf_objects.pages_changed), 4),
    Kind("change a typeface", changed(pdf_objects.typeface_changed), 5),
    Kind("change the program of a typeface", changed(pdf_objects.program_changed), 4),
    Kind("change resources", changed(pdf_objects.resource_changed), 3),
    Kind("change the catalogue", changed(pdf_objects.catalogue_changed), 6),
    Kind("change a key", changed(pdf_objects.key_changed), 10),
    Kind("spoil the file", archive_spoilt, 2),
)
