"""A style that would print words, ask the network or hide text stops the build, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from desk import TOML, Desk

STYLES = {
    "style-content": (
        '[inlines.inserted]\ncolor = "red } .first::before { content: \\"X\\" } p { y: z"',
        "3:9",
    ),
    "style-bgimg": ('[inlines.inserted]\ncolor = "red; background-image: url(http://127.0.0.1:9/x)"', "3:9"),
    "sty-left-far": ("[blocks.first]\nleft = 1000", "3:8"),
    "sty-page-tiny": ("[page]\nwidth_mm = 20\nheight_mm = 20", "3:12"),
    "a lead of nothing": ("body_leading = 0.01", "2:16"),
}


@pytest.mark.parametrize("name", STYLES)
def test_nothing_is_built_in_a_hostile_style(desk: Desk, name: str) -> None:
    text, place = STYLES[name]
    root = desk.edition('style = "ours.toml"\n' + TOML)
    (root / "ours.toml").write_text(f'extends = "house"\n{text}\n', "utf-8")
    said = desk.variorum("build", "letters", "--out", "out", "--jobs", "1")
    assert f"letters/ours.toml:{place} value-wrong" in said.findings, said.out
    assert said.status == 1
    assert desk.files() == {}


@pytest.mark.parametrize("name", [name for name in STYLES if "sty" in name])
def test_nothing_is_built_of_the_hostile_cases(desk: Desk, shared: Path, name: str) -> None:
    case = shared / "cases" / "editions" / name
    if not case.is_dir():
        pytest.skip("the case is not on this machine")
    shutil.copytree(case, desk.folder / "letters")
    said = desk.variorum("build", "letters", "--out", "out", "--jobs", "1")
    assert any(one.startswith("letters/s.toml:") and "value-wrong" in one for one in said.findings), said.out
    assert said.status == 1
    assert desk.files() == {}
