"""Findings, proofs and progress on the terminal, or as JSON for machines.

Colours appear on a terminal only, and not where NO_COLOR is set. A finding begins with a line that editors
and other tools can follow, `file:line:column code severity: message`; then come the line of the source,
a caret and the way to mend it.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from variorum.docket import Remark, in_order
from variorum.findings import Diagnostic, Severity
from variorum.source import Source, Span

if TYPE_CHECKING:
    from rich.progress import TaskID

Told = Diagnostic | Remark
"""A finding, or what is told of one."""

COLOURS = {Severity.ERROR: "bold bright_red", Severity.WARNING: "bright_yellow", Severity.INFO: "bright_blue"}
PLAIN_WIDTH = 110
"""To how many cells a line of the source is cut where there is no terminal."""

MANY, FEW = 20, 3
"""From how many findings with one code on only the first few are printed."""
UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What a terminal would obey instead of showing it, such as marks that turn the order of a line round."""
UNWRAPPED = 10_000


def console(file: TextIO | None = None) -> Console:
    """Return the console for a stream, standard output if none; without a terminal no line is wrapped."""
    stream = file or sys.stdout
    width = None if stream.isatty() else UNWRAPPED
    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True, width=width)


def finding(
    one: Told,
    sources: Mapping[str, Source],
    folder: str,
    width: int,
    again: Sequence[Told] = (),
) -> Text:
    """Return a finding as text of several lines, none wider than `width` but for its first and its places.

    `folder` is the edition's folder as the user named it; paths of findings count from there. `again` are
    findings that say the same of other places.
    """
    colour = COLOURS[one.severity]
    place = folder if one.span is None else place_of(one.span, folder)
    text = Text.assemble(
        (place, "bold"),
        " " if place else "",
        (one.slug, colour),
        f" {one.severity.value}: {UNSHOWN.sub(' ', one.message)}",
    )
    margin = 2
    source = sources.get(one.span.path) if one.span else None
    if one.span is not None and source is not None and _has_words(one.span, source):
        number = str(one.span.line)
        margin = len(number) + 3
        line, caret = excerpt(source.line(one.span.line), one.span, width - margin - 2)
        if line.strip():
            text.append(f"\n  {number} │ ", "dim").append(line)
            text.append(f"\n  {' ' * len(number)} │ ", "dim").append(caret, colour)
    if places := _places(again, ""):
        text.append(f"\n{' ' * margin}= ", "dim").append(
            f"The same {_count_of(len(again), 'time')} more: {places}"
        )
    if one.hint:
        text.append(f"\n{' ' * margin}= ", "dim").append(_without_orders(one.hint))
    return text


def _without_orders(hint: str) -> str:
    """Return a hint, which may have lines of its own, without what a terminal would obey."""
    return "\n".join(UNSHOWN.sub(" ", line) for line in hint.split("\n"))


def _has_words(span: Span, source: Source) -> bool:
    """Return whether there is something to show: a place of no width stands for the whole file."""
    wide = (span.end_line, span.end_column) > (span.line, span.column)
    return wide and span.line <= len(source.starts)


def place_of(span: Span, folder: str) -> str:
    """Return the place of a finding as a path from where the user stands, with line and column."""
    is_own = not PurePath(span.path).is_absolute()
    return f"{folder}/{span}" if is_own and folder and folder != "." else str(span)


def excerpt(line: str, span: Span, width: int) -> tuple[str, str]:
    """Return a line cut to `width` cells around the span's beginning, and the caret line below it."""
    clean = UNSHOWN.sub(" ", line)
    start = min(span.column - 1, len(clean))
    end = min(span.end_column - 1, len(clean)) if span.end_line == span.line else len(clean)
    end = max(end, start + 1)
    before, marked, after = clean[:start], clean[start:end], clean[end:]
    if cell_len(clean) > width:
        marked = _ending(marked, max(width // 2, 1))
        room = width - max(cell_len(marked), 1)
        left = min(cell_len(before), max(room * 2 // 3, room - cell_len(after)))
        before = _beginning(before, left)
        after = _ending(after, room - cell_len(before))
    caret = " " * cell_len(before) + "^" * max(cell_len(marked), 1)
    return before + marked + after, caret


def _ending(text: str, width: int) -> str:
    """Return text cut at its end to `width` cells."""
    return text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)) + "…"


def _beginning(text: str, width: int) -> str:
    """Return text cut at its beginning to `width` cells."""
    if cell_len(text) <= width:
        return text
    text = text[-2 * max(width, 1) :]
    while text and cell_len(text) > width - 1:
        text = text[1:]
    return "…" + text if width > 0 else ""


def findings(to: Console, found: Iterable[Told], sources: Mapping[str, Source], folder: str) -> None:
    """Print the findings that are neither accepted nor mere information, each with a blank line behind it.

    What is said in the same words of several places is printed once, with the places. Of many with one code
    the first are printed, and how many more there are, and where.
    """
    told = [one for one in in_order(found) if one.accepted is None and one.severity is not Severity.INFO]
    alike: dict[tuple[str, str], list[Told]] = {}
    for one in told:
        alike.setdefault(_cause(one), []).append(one)
    shown = [first for first, *_ in alike.values()]
    counts = Counter(one.slug for one in shown)
    before: Counter[str] = Counter()
    for one in shown:
        kind = one.slug
        before[kind] += 1
        if counts[kind] < MANY or before[kind] <= FEW:
            _, *again = alike[_cause(one)]
            to.print(finding(one, sources, folder, min(to.width, PLAIN_WIDTH), again), end="\n\n")
        if counts[kind] >= MANY and before[kind] == FEW:
            to.print(_rest([one for one in shown if one.slug == kind][FEW:], folder), end="\n\n")


def _cause(one: Told) -> tuple[str, str]:
    """Return what makes two findings one cause: the same is said of both."""
    return one.slug, one.message


def _rest(more: Sequence[Told], folder: str) -> Text:
    """Return the line on findings that are not printed: how many there are, and the places of the first."""
    colour = COLOURS[more[0].severity]
    places = _places(more, folder)
    listed = f": {places}" if places else ""
    return Text.assemble(
        (f"{len(more):,} more ", "bold"),
        (more[0].slug, colour),
        f"{listed}\n  ",
        ("= ", "dim"),
        "Print all of them with --json.",
    )


def _places(of: Sequence[Told], folder: str) -> str:
    """Return the places of the first findings, with a sign for more."""
    places = list(dict.fromkeys(place_of(one.span, folder) for one in of if one.span is not None))
    return ", ".join(places[:FEW]) + (", …" if len(places) > FEW else "")


def summary(found: Iterable[Told]) -> Text:
    """Return the line that counts findings."""
    listed = in_order(found)
    told = list({_cause(one): one for one in listed if one.accepted is None}.values())
    counts = {severity: sum(one.severity is severity for one in told) for severity in Severity}
    accepted = sum(one.accepted is not None for one in listed)
    parts = [
        Text(_count_of(counts[severity], severity.value), COLOURS[severity])
        for severity in (Severity.ERROR, Severity.WARNING)
        if counts[severity]
    ] or [Text("no findings", "bold green")]
    if counts[Severity.INFO]:
        parts.append(Text(_count_of(counts[Severity.INFO], "remark")))
    if accepted:
        parts.append(Text(f"{accepted} accepted", "dim"))
    return Text(", ").join(parts)


def _count_of(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def table(*columns: str, wraps: str, right: Sequence[str] = ()) -> Table:
    """Return an empty table: the column `wraps` gives way to the others, those of `right` are flush right."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        gives_way = column == wraps
        made.add_column(
            column,
            justify="right" if column in right else "left",
            no_wrap=not gives_way,
            overflow="fold" if gives_way else "ellipsis",
        )
    return made


def size(count: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(round(count / 1e3), 1)} kB"


def as_json(one: Told, folder: str) -> dict[str, Any]:
    """Return a finding for machines; places count from 1, the end is exclusive."""
    place: dict[str, Any] = {}
    if one.span is not None:
        span = one.span
        place = {
            "file": place_of(span, folder).rsplit(":", 2)[0],
            "line": span.line,
            "column": span.column,
            "end_line": span.end_line,
            "end_column": span.end_column,
        }
    return {
        **place,
        "code": one.slug,
        "severity": one.severity.value,
        "message": one.message,
        "hint": one.hint,
        "accepted": one.accepted,
    }


class Bars:
    """Show progress on a terminal as bars that vanish when all is done."""

    def __init__(self, to: Console) -> None:
        # Needed only on a terminal.
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        self.progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24, complete_style="cyan", finished_style="green"),
            MofNCompleteColumn(),
            console=to,
            transient=True,
        )
        self.task: TaskID | None = None

    def __enter__(self) -> Bars:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def stage(self, edition: str, what: str, total: int) -> None:
        """Begin a stage of so many steps."""
        if self.task is not None:
            self.progress.remove_task(self.task)
        self.task = self.progress.add_task(f"{edition}: {what}", total=total)

    def step(self) -> None:
        """Note that one step is done."""
        if self.task is not None:
            self.progress.advance(self.task)


class Lines:
    """Tell progress in plain lines, one for each stage."""

    def __init__(self, to: Console) -> None:
        self.to = to

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def stage(self, edition: str, what: str, total: int) -> None:
        """Begin a stage of so many steps."""
        self.to.print(f"{edition}: {what}")

    def step(self) -> None:
        """Note that one step is done; a line for each would be too much."""


class Records:
    """Tell progress to machines: an object of JSON in a line for each stage and each step that is done.

    `seconds` are those since the build began; `done` of `steps` of the stage are done.
    """

    def __init__(self, to: TextIO) -> None:
        self.to = to
        self.begin = time.monotonic()
        self.told: dict[str, Any] = {}

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def stage(self, edition: str, what: str, total: int) -> None:
        """Begin a stage of so many steps."""
        self._tell({"edition": edition, "stage": what, "done": 0, "steps": total})

    def step(self) -> None:
        """Note that one step is done."""
        self._tell({**self.told, "done": self.told["done"] + 1})

    def _tell(self, record: dict[str, Any]) -> None:
        self.told = record
        seconds = round(time.monotonic() - self.begin, 3)
        print(json.dumps({**record, "seconds": seconds}, ensure_ascii=False), file=self.to, flush=True)


def progress(quiet: bool, *, machine: bool = False) -> Bars | Lines | Records:
    """Return how progress is shown on standard error: bars on a terminal, lines, or JSON."""
    to = console(sys.stderr)
    if quiet:
        to.quiet = True
    elif machine:
        return Records(sys.stderr)
    return Bars(to) if to.is_terminal and not quiet else Lines(to)
