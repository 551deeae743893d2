"""Blanks that the typesetter loses: at the ends of lines, and where an inline ends with one inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from variorum.extract import INVISIBLE
from variorum.publication import with_days_whole
from variorum_pdf.set.galley import Box, box_types
from variorum_pdf.set.leftwards import width_of
from variorum_pdf.set.markup import HYPHEN, JOINER

UNBROKEN = "\u00a0"
"""What a blank becomes that would else be lost: no line ends there, so that it stands between its words."""
LEADING = re.compile(
    r"(?<=§) (?=\d)|(?<=\[\d) |(?<=\[\d\d) |(?<![^\s(“„»‘][A-ZÄÖÜ]\.)(?<=[A-ZÄÖÜ]\.) (?=[A-ZÄÖÜ][\w.])"
)
"""Blanks behind what leads to the next word: “§ 14”, “[3 words illegible]”, “N. N. Orlov”."""
DASH = re.compile(r"(?<=[^\s\u00a0])(?=—)")
"""Where a dash stands against the word before it."""


def paint_spaces(block: Box) -> None:
    """Let the space that parts two words be painted also where a line ends or stands alone.

    WeasyPrint paints neither; who reads the file by its glyphs could not tell "one— two" from "one—two".
    Must be called once, before painting, on each block with lines.
    """
    for lines, element in _blocks(block):
        _space_lines(lines, "".join(_words_of(element)))


def keep_figures(root: Element) -> None:
    """Let no line end within a day in figures or behind what leads on, nor begin with a joining dash."""
    read = "".join(_words_of(root))
    whole = LEADING.sub(UNBROKEN, with_days_whole(read))
    _keep(root, [at for at, (one, other) in enumerate(zip(read, whole, strict=True)) if one != other])
    before = ""
    for element, name in _slots(root):
        words = getattr(element, name)
        if words:
            setattr(element, name, DASH.sub(JOINER, before + words).removeprefix(before))
            before = words[-1]


def keep_blanks(page: Box) -> bool:
    """Keep blanks for the next setting that stand in no line of this; return whether any are kept anew.

    WeasyPrint loses the blank behind which a line might end, but goes on in it with the next inline, where
    that has no room beside the blank and would not begin a line by itself.
    """
    found = [(element, _lost_blanks(lines, "".join(_words_of(element)))) for lines, element in _blocks(page)]
    kept = [_keep(element, places) for element, places in found]
    return any(kept)


def _blocks(page: Box) -> Iterator[tuple[Sequence[Box], Element]]:
    """Yield the lines of each block that has some, with its element."""
    boxes = box_types()
    for inner in page.descendants():
        if isinstance(inner, boxes.BlockContainerBox) and inner.children and inner.element is not None:
            lines = [child for child in inner.children if isinstance(child, boxes.LineBox)]
            if lines:
                yield lines, inner.element


def _lost_blanks(lines: Sequence[Box], source: str) -> list[int]:
    """Return the places of blanks in the words of a block that parted two words of one line."""
    places = []
    position = 0
    for line in lines:
        blank = True
        for text in _texts(line):
            place = _next(source, position)
            there = place < len(source) and source[place].isspace() and source[place] != UNBROKEN
            if there and not blank and not text[0].isspace():
                places.append(place)
            if _is_visible(text):
                position = _follow(text, source, position)
            blank = text[-1].isspace()
    return places


def _texts(line: Box) -> Iterator[str]:
    return (box.text for box in line.descendants() if isinstance(box, box_types().TextBox) and box.text)


def _keep(element: Element, places: Sequence[int]) -> bool:
    """Put blanks that no line ends at in the place of those at some places of the words of an element.

    Return whether there were any: a second setting cannot mend what stays as it is.
    """
    wanted = set(places)
    start, changed = 0, False
    for holder, name in _slots(element) if places else ():
        words: str = getattr(holder, name) or ""
        kept = "".join(UNBROKEN if start + at in wanted else one for at, one in enumerate(words))
        if kept != words:
            setattr(holder, name, kept)
            changed = True
        start += len(words) + (name == "text" and holder.tag == "br")
    return changed


def _slots(element: Element) -> Iterator[tuple[Element, str]]:
    """Yield where an element holds words, in their order."""
    yield element, "text"
    for child in element:
        yield from _slots(child)
        yield child, "tail"


def _words_of(element: Element) -> Iterator[str]:
    for holder, name in _slots(element):
        if holder.tag == "br" and name == "text":
            yield "\n"
        yield getattr(holder, name) or ""


def _space_lines(lines: Sequence[Box], source: str) -> None:
    position = 0
    for line in lines:
        painted: Box | None = None
        for box in line.descendants():
            if not isinstance(box, box_types().TextBox):
                continue
            if not _is_visible(box.text):
                if painted is not None and any(one not in INVISIBLE for one in box.text):
                    _add_space(painted)
                continue
            position = _follow(box.text, source, position)
            painted = box
        place = _next(source, position)
        ended = place >= len(source) or source[place].isspace()
        if painted is not None and ended and not painted.text.endswith(HYPHEN):
            _add_space(painted)


def _is_visible(text: str) -> bool:
    """Return whether there is more than blanks and what cannot be seen."""
    return any(one not in INVISIBLE and not one.isspace() for one in text)


def _next(source: str, position: int) -> int:
    """Return where what can be seen, or a blank, stands next in the source."""
    while position < len(source) and source[position] in INVISIBLE:
        position += 1
    return position


def _follow(text: str, source: str, position: int) -> int:
    """Return where in the source the text of a box ends; spaces and hyphens of the typesetter are passed."""
    for letter in text:
        if letter.isspace():
            continue
        here = position
        while here < len(source) and source[here] != letter:
            if not (source[here].isspace() or source[here] in INVISIBLE):
                break
            here += 1
        if here < len(source) and source[here] == letter:
            position = here + 1
    return position


def _add_space(box: Box) -> None:
    if not box.pango_layout.text.endswith(" "):
        box.pango_layout.text += " "
    if box.style["direction"] == "rtl":
        # The words keep their right edge, to which a line under them reaches; the blank stands at their left.
        grown = width_of(box) - box.width
        box.position_x -= grown
        box.width += grown
