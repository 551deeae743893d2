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


def width_of(box: Box) -> float:
    """Return how wide the words of a box are as they would be painted now."""
    from weasyprint.text.line_break import line_size  # noqa: PLC0415

    box.pango_layout.reactivate(box.style)
    first, _ = box.pango_layout.get_first_line()
    width, _ = line_size(first, box.style)
    box.pango_layout.deactivate()
    return float(width)
