"""Lines from right to left, where the typesetter sets them as if they began at the left."""

from __future__ import annotations

from variorum_pdf.set.galley import Box, box_types


def indent_lines(page: Box) -> None:
    """Set the first lines of paragraphs from right to left in, or out, at their right.

    WeasyPrint leaves the room of an indent at their left. Must be called once, before painting.
    """
    for line in page.descendants():
        if isinstance(line, box_types().LineBox) and line.style["direction"] == "rtl" and line.text_indent:
            line.translate(dx=-line.text_indent)


def move_leaders(page: Box) -> None:
    """Let what holds leaders begin, in lines from right to left, where the leftmost of its words does.

    WeasyPrint makes it as much wider as they are, to the right, and moves its words to the left: links
    would lie beside them. Must be called once, before painting.
    """
    for line in page.descendants():
        if isinstance(line, box_types().LineBox) and line.style["direction"] == "rtl":
            _begin_at_words(line)


def _begin_at_words(holder: Box) -> bool:
    """Move the inlines that hold leaders, the innermost first; return whether there are any."""
    led = False
    for child in holder.children:
        within = isinstance(child, box_types().ParentBox) and _begin_at_words(child)
        if within:
            child.position_x = min(one.position_x for one in child.children)
        led = led or within or child.is_leader
    return led


def width_of(box: Box) -> float:
    """Return how wide the words of a box are as they would be painted now."""
    from weasyprint.text.line_break import line_size  # noqa: PLC0415

    box.pango_layout.reactivate(box.style)
    first, _ = box.pango_layout.get_first_line()
    width, _ = line_size(first, box.style)
    box.pango_layout.deactivate()
    return float(width)
