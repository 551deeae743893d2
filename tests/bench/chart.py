"""The table of the benchmark as a picture: a bar for each cell, as long as it cost, of a format together."""

from __future__ import annotations

from html import escape

from bench.frame import COLUMNS, ROWS, START, Costs
from bench.timing import median

LABELS, BARS, LINE, GAP = 230, 420, 18, 16
"""Widths of labels and of the longest bar, height of a line and room between formats, in pixels."""
INKS = ("#1f5f8b", "#5b9bc4", "#a9cbe2", "#8a8a8a", "#bdbdbd", "#d9d9d9")
"""Blue for ours, grey for the peers, in the order of the rows."""
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
    ' font-size="12" role="img" aria-label="{title}">\n<title>{title}</title>\n'
    '<rect width="{width}" height="{height}" fill="#fff"/>\n'
)


def chart(costs: Costs, title: str) -> str:
    """Return the medians of costs as SVG; of each format the dearest command has the longest bar."""
    lines: list[str] = []
    top = GAP
    for column in (one for one in COLUMNS if one != START):
        own = {row: median(costs[row, column]).seconds for row in ROWS if (row, column) in costs}
        longest = max(own.values(), default=1)
        lines.append(f'<text x="8" y="{top + 13}" font-weight="bold">{column.upper()}</text>')
        top += LINE
        for row, seconds in own.items():
            width = max(1, round(BARS * seconds / longest))
            ink, y = INKS[ROWS.index(row) % len(INKS)], top + 2
            lines.append(
                f'<text x="{LABELS - 8}" y="{top + 13}" text-anchor="end">{escape(row)}</text>'
                f'<rect x="{LABELS}" y="{y}" width="{width}" height="{LINE - 4}" fill="{ink}"/>'
                f'<text x="{LABELS + width + 6}" y="{top + 13}">{seconds:.3g} s</text>'
            )
            top += LINE
        top += GAP
    head = HEAD.format(width=LABELS + BARS + 70, height=top, title=escape(title, quote=True))
    return head + "\n".join(lines) + "\n</svg>\n"
