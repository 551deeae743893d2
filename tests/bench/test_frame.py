"""The frame of the benchmark on a tiny edition: every cell is measured, no figure is asserted."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from bench.__main__ import text_of_the_measure
from bench.edition import MeasuredEdition, Size, generated
from bench.frame import CHANGED, COLD, UNCHANGED, FrameError, check
from bench.scale import Growth, Row
from bench.stages import STAGES, Clock
from bench.table import MARKS, cell, table, with_table
from bench.timing import CommandError, Cost, cost, median
from lxml import etree

TINY = Size(documents=3, words=240, notes=4, pages=3)
FIGURE = r"\d+(\.\d+)? s, \d+ MB"


@pytest.fixture
def edition(tmp_path: Path) -> MeasuredEdition:
    (tmp_path / "volume.xml").write_text(generated(TINY), "utf-8")
    return MeasuredEdition.bring_in("a tiny volume", tmp_path / "volume.xml", tmp_path)


def test_a_tiny_edition_is_measured(edition: MeasuredEdition, tmp_path: Path) -> None:
    text, picture = text_of_the_measure(edition, 1, tmp_path)
    whole, _, parted = text.partition("\n![the same as bars](costs.svg)\n\nOf a cold build:\n\n")
    head, _, *rows = whole.splitlines()
    assert re.search(r": a tiny volume \(\d+ words, 4 notes, 3 pages\); one run; \d+ cores, ", head)
    assert rows[0] == "|  | start | PDF | EPUB | DOCX |"
    patterns = [
        rf"\| variorum, cold( \| {FIGURE}){{4}} \|",
        rf"\| variorum, unchanged \| –( \| {FIGURE}){{3}} \|",
        rf"\| variorum, one word changed \| –( \| {FIGURE}){{3}} \|",
        rf"\| pandoc \| {FIGURE} \| –( \| {FIGURE}){{2}} \|",
        rf"\| pandoc and WeasyPrint( \| {FIGURE}){{2}}( \| –){{2}} \|",
        rf"\| pandoc and Typst \| – \| {FIGURE}( \| –){{2}} \|",
    ]
    assert len(rows) == 2 + len(patterns)
    assert [
        row for row, pattern in zip(rows[2:], patterns, strict=True) if not re.fullmatch(pattern, row)
    ] == []
    stages = parted.splitlines()[2:]
    assert [row.split(" | ")[0].removeprefix("| ") for row in stages] == list(STAGES)
    assert all(re.fullmatch(r"\| [a-z ]+( \| \d+\.\d s, \d+%){3} \|", row) for row in stages)
    bars = etree.fromstring(picture.encode()).findall("{http://www.w3.org/2000/svg}rect")
    assert len(bars) == 1 + 5 + 4 + 4


def test_a_stage_within_another_counts_by_itself() -> None:
    ticks = iter(range(100))
    clock = Clock(lambda: next(ticks))
    with clock.stage("outer"):
        with clock.stage("inner"):
            next(ticks)
        clock.timed("inner", lambda: next(ticks))()
    assert clock.seconds == {"inner": 4, "outer": 3}


def test_one_word_is_changed_and_another_in_each_run(edition: MeasuredEdition) -> None:
    before = edition.document.read_text("utf-8").split()
    texts = set()
    for run in (0, 1):
        edition.change_one_word(run)
        after = edition.document.read_text("utf-8").split()
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1
        texts.add(tuple(after))
    assert len(texts) == 2
    edition.restore()
    assert edition.document.read_text("utf-8").split() == before


def test_a_volume_has_its_size_and_is_the_same_each_time() -> None:
    volume = generated(TINY)
    assert volume == generated(TINY) != generated(TINY, seed=7)
    counts = [volume.count(mark) for mark in ("<div ", "<note ", "<pb ")]
    assert counts == [TINY.documents, TINY.notes, TINY.pages]


@pytest.mark.parametrize(("unchanged", "changed"), [("b", "c"), ("a", "a")])
def test_what_is_not_what_its_row_says_is_an_error(unchanged: str, changed: str) -> None:
    check({(COLD, "pdf"): "a", (UNCHANGED, "pdf"): "a", (CHANGED, "pdf"): "b"})
    with pytest.raises(FrameError):
        check({(COLD, "pdf"): "a", (UNCHANGED, "pdf"): unchanged, (CHANGED, "pdf"): changed})


def test_what_grows_is_shared_out() -> None:
    """Ten times as many cost ten times the time over what it costs to begin."""
    growth = Growth("notes", 20, 200, TINY, TINY)
    row = Row(growth, "epub", Cost(1, 50), Cost(2, 60), Cost(11, 70))
    assert row.ratio == 1
    assert str(row) == "epub | 20 to 200 notes | 2.0 to 11.0 s | 1.00 | 60 to 70 MB"


def test_the_processes_of_a_process_count(tmp_path: Path) -> None:
    child = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'b = bytearray(200_000_000)'])"
    spent = cost((sys.executable, "-c", child), tmp_path, {})
    assert spent.megabytes > 190
    assert spent.seconds > 0


def test_a_command_that_fails_is_no_measure(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"ended with 3:\nno"):
        cost((sys.executable, "-c", "import sys; print('no'); sys.exit(3)"), tmp_path, {})


def test_the_median_of_each_stands_in_the_table() -> None:
    costs = [Cost(1, 30), Cost(20, 10), Cost(3, 20)]
    assert median(costs) == Cost(3, 20)
    assert (cell([Cost(12.34, 5)]), cell([Cost(0.123, 5)])) == ("12 s, 5 MB", "0.12 s, 5 MB")
    assert (cell(costs), cell(None)) == ("3.0 s, 20 MB", "–")
    assert "| pandoc | – | – | 3.0 s, 20 MB | – |\n" in table({("pandoc", "epub"): costs})


def test_the_table_alone_is_replaced() -> None:
    begin, end = MARKS
    assert with_table(f"a\n{begin}\nold\n{end}\nb\n", r"new \1" + "\n") == f"a\n{begin}\nnew \\1\n{end}\nb\n"
    with pytest.raises(ValueError, match="no one place"):
        with_table("a\nb\n", "new\n")


def test_the_readme_has_a_place_for_the_table() -> None:
    readme = Path(__file__).with_name("README.md").read_text("utf-8")
    assert "x |" in with_table(readme, "x |\n")
