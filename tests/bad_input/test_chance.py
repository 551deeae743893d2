"""Manuscripts damaged by chance: whatever stands in them, reading ends in findings."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from press import SEEDS

from variorum.press import Request
from variorum.press.preparation import prepare

MARKS = (
    *'[]{}|*_^~<>\\"“”‘’…:., \t#=',
    *(
        "**",
        "<u>",
        "</u>",
        "~~",
        "[^a]",
        "\n[^a]: ",
        "::: ",
        "\n::: verse\n",
        "\n:::\n",
        "\n\n",
        "{added|",
        "{gap ",
    ),
    *(
        "[page two]",
        "[page 1 of 3]",
        "\n| a | b |\n",
        "\n---\n",
        "\n1. ",
        "(a) ",
        " VB]",
        "\u00a0",
        "П",
        "\r\n",
        "\0",
    ),
)
EDITS = 5


def damaged(text: str, chance: random.Random) -> str:
    """Return the text after a few edits as a tired hand might make them."""
    for _ in range(EDITS):
        at, other = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(MARKS) + text[at:]
            case 2:
                text = text[:at] + text[at + chance.randint(1, 30) :]
            case _:
                text = text[:other] + text[at : at + chance.randint(1, 80)] + text[other:]
    return text


@pytest.mark.parametrize("start", range(4))
def test_reading_a_damaged_edition_ends_in_findings(tmp_path: Path, start: int) -> None:
    folder = tmp_path / "specimen"
    shutil.copytree(SEEDS / "specimen", folder)
    files = [folder / "documents" / "letter.txt", folder / "edition.toml"]
    whole = {path: path.read_text("utf-8") for path in files}
    for seed in range(start * 10, start * 10 + 10):
        chance = random.Random(seed)
        path = files[seed % 4 == 0]
        path.write_text(damaged(whole[path], chance), "utf-8")
        prepared = prepare(str(folder), Request(profile=chance.choice((None, "reading", "diplomatic"))))
        assert prepared.publication is not None or prepared.diagnostics, f"seed {seed}"
        for one in prepared.diagnostics:
            assert one.message
            if one.span is not None:
                lines = prepared.sources[one.span.path].starts
                assert 1 <= one.span.line <= len(lines), f"seed {seed}: {one}"
        path.write_text(whole[path], "utf-8")
