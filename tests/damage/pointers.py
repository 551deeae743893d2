"""Damages to what a PDF points at, and to how its instructions follow one another: no word is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pikepdf

from damage import UNKNOWN, Damage
from damage.ink import FAULT, in_file, place
from damage.pdf import WORDS, Leaf, on_page_with, structure_of

LEADER = " ."
SHIFT = -9.0
"""Points by which links are moved."""


def _links(pdf: pikepdf.Pdf) -> list[Any]:
    return [link for page in pdf.pages for link in page.obj.get("/Annots", ())]


def link_gone(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page.obj)
    del page.obj.Annots[0]


def link_twice(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page.obj)
    page.obj.Annots.append(page.obj.Annots[0])


def link_moved(pdf: pikepdf.Pdf) -> None:
    one = _links(pdf)[0]
    one.Rect = pikepdf.Array([float(side) + SHIFT for side in one.Rect])


def on_link(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        _links(pdf)[0][key] = value

    return change


def without_place(pdf: pikepdf.Pdf) -> None:
    del _links(pdf)[0]["/Dest"]


def link_before_words(pdf: pikepdf.Pdf) -> None:
    one = next(one for one in structure_of(pdf, "/Link") if len(one.K) == 2)
    one.K = pikepdf.Array([*reversed([*one.K])])


def bookmark_named(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = pikepdf.String("Nothing")


def title_other(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Title = pikepdf.String("Nothing")


def language_other(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("fi")


def names_exchanged(of: str) -> Callable[[pikepdf.Pdf], None]:
    """Return the change that lets two names lead to each other's places."""

    def change(pdf: pikepdf.Pdf) -> None:
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        first, *_, last = sorted(name for name in map(str, tree) if of in name)
        tree[first], tree[last] = tree[last], tree[first]

    return change


def without(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del next(one for one in structure_of(pdf, kind) if key in one)[key]

    return change


def parent_other(pdf: pikepdf.Pdf) -> None:
    one, *_, last = list(structure_of(pdf, "/P"))
    one.P = last


def instruction_gone(name: str) -> Callable[[Leaf], None]:
    """Return the change that drops the first such instruction behind the words."""

    def change(one: Leaf) -> None:
        at = next(at for at in range(place(one), len(one.ops)) if str(one.ops[at].operator) == name)
        del one.ops[at]

    return change


def shown_twice(one: Leaf) -> None:
    at = one.find(WORDS).index
    one.ops.insert(at, one.ops[at])


def mirrored(one: Leaf) -> None:
    at = one.back_to(one.find(WORDS).index, "Tf")
    name, size = one.ops[at].operands
    one.put(at, [name, -float(size)], "Tf")


def smaller(one: Leaf) -> None:
    at = one.back_to(one.find(WORDS).index, "Tf")
    name, size = one.ops[at].operands
    one.put(at, [name, float(size) / 2], "Tf")


def drawn(room: int) -> Callable[[Leaf], None]:
    """Return the change of the room behind a letter or blank in the middle of the words."""

    def change(one: Leaf) -> None:
        at = one.find(WORDS).index
        pieces: Sequence[Any] = [*one.ops[at].operands[0]]
        gaps = [n for n, piece in enumerate(pieces) if not isinstance(piece, pikepdf.String)]
        changed = list(pieces)
        changed[gaps[len(gaps) // 2]] = room
        one.put(at, [pikepdf.Array(changed)], "TJ")

    return change


def page_moved(one: Leaf) -> None:
    """Move all of a page by less than anyone would see in a single line."""
    at = next(at for at, op in enumerate(one.ops) if str(op.operator) == "cm")
    a, b, c, d, x, y = one.ops[at].operands
    one.put(at, [a, b, c, d, float(x) + 0.2, y], "cm")


def blank_doubled(one: Leaf) -> None:
    """Double a blank of the line with the words, and draw out no other."""
    shown = one.find(WORDS)
    at = shown.text.index(WORDS) + WORDS.index(" ")
    one.show(shown.index, [*shown.codes[:at], shown.codes[at], *shown.codes[at:]])


def letter_in_leaders(one: Leaf) -> None:
    """Put a letter in the place of a point that leads to a page."""
    shown = one.find(LEADER)
    font = str(one.ops[one.back_to(shown.index, "Tf")].operands[0])
    codes = {text: code for code, text in one.fonts[font].items()}
    one.show(shown.index, [codes["e"] if letter == "." else codes[letter] for letter in shown.text])


def rows() -> Iterable[Damage]:
    """Yield the damages, each with the findings that it may cause."""
    for said, change in (
        ("a link gone from its page", link_gone),
        ("a link that is there twice", link_twice),
        ("a link beside its words", link_moved),
        ("a hidden link", on_link("/F", 2)),
        ("a link with a frame", on_link("/Border", pikepdf.Array([0, 0, 1]))),
        ("a link to nowhere", without_place),
        ("a link called otherwise", on_link("/Contents", pikepdf.String("Nothing"))),
        ("a link before its words", link_before_words),
        ("a bookmark called otherwise", bookmark_named),
        ("another title of the file", title_other),
        ("another language of the file", language_other),
        ("names of pages exchanged", names_exchanged("page/")),
        ("names of calls exchanged", names_exchanged("_call_")),
        ("an element without a type", without("/P", "/S")),
        ("an element without a page", without("/Span", "/Pg")),
        ("an element of another parent", parent_other),
    ):
        yield Damage(said, in_file(change), UNKNOWN | FAULT)
    for said, altered in (
        ("a mark that does not end", instruction_gone("EMC")),
        ("a text object that does not end", instruction_gone("ET")),
        ("a group that does not begin", instruction_gone("q")),
        ("words shown twice", shown_twice),
        ("words in type of negative size", mirrored),
        ("words in type of half the size", smaller),
        ("letters apart", drawn(-500)),
        ("letters over one another", drawn(700)),
        ("a page moved by a hair", page_moved),
        ("a blank behind a blank", blank_doubled),
    ):
        yield Damage(said, on_page_with(WORDS, altered), UNKNOWN | FAULT)
    yield Damage("a letter among leaders", on_page_with(LEADER, letter_in_leaders), UNKNOWN | FAULT)
