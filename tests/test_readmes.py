"""What the READMEs say is there, is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from press import ROOT
from rooms import USAGE, main, room, rooms

READMES = sorted([*ROOT.glob("*.md"), *ROOT.glob("[!.]*/README.md"), *ROOT.glob("tests/*/README.md")])
TOP = ("src", "seeds", "renderers", "styles", "tests")
BASES = (ROOT, ROOT / "src", ROOT / "renderers", ROOT / "styles")
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
CORE = ROOT / "src" / "variorum"

each_readme = pytest.mark.parametrize("readme", READMES, ids=lambda path: str(path.relative_to(ROOT)))


def is_of_this_tree(path: str) -> bool:
    first = path.split("/", maxsplit=1)[0]
    return first in TOP or first.startswith("variorum")


@each_readme
def test_paths_and_pictures_exist(readme: Path) -> None:
    text = readme.read_text("utf-8")
    named = [path for path in PATH.findall(text) if is_of_this_tree(path)]
    lost = [path for path in named if not any((base / path).exists() for base in (*BASES, readme.parent))]
    lost += [link for link in LINK.findall(text) if not (readme.parent / link).exists()]
    assert lost == []


@each_readme
def test_what_is_to_be_made_is_a_target(readme: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    code = re.findall(r"`[^`\n]+`|^ {4}.*$", readme.read_text("utf-8"), re.MULTILINE)
    assert {name for line in code for name in re.findall(r"^[ `]+make ([a-z-]+)", line)} - targets == set()


def test_before_a_commit_the_checks_run_that_make_check_runs() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert set(re.findall(r"repo: (.*)", hooks)) == {"local"}, "a hook of another place would be fetched"
    assert set(re.findall(r"entry: \.venv/bin/(\w+)", hooks)) == {"ruff", "mypy"}
    check = re.search(r"^check:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert check
    assert all(f"$(BIN)/{tool}" in check[1] for tool in ("ruff", "mypy"))


def test_the_contribution_guide_is_one_page() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert len(text.splitlines()) <= 70
    assert "(CONTRIBUTING.md)" in (ROOT / "README.md").read_text("utf-8")


def test_the_map_of_the_tree_is_complete() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    tree = re.search(r"^## The tree\n(.*?)^##? ", text + "\n## ", re.DOTALL | re.MULTILINE)
    assert tree, "README.md has no map of the tree"
    listed = set(re.findall(r"^ {4}([\w.-]+)/ ", tree[1], re.MULTILINE))
    assert listed == {*TOP, "dist"}


def test_every_core_module_has_its_paragraph() -> None:
    text = (ROOT / "src" / "README.md").read_text("utf-8")
    described = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE))))
    modules = {path.stem for path in CORE.glob("*.py") if not path.stem.startswith("__")}
    packages = {path.parent.name for path in CORE.glob("*/__init__.py")}
    assert (modules | packages) - described == set()


def test_every_room_of_the_tests_has_its_line() -> None:
    text = (ROOT / "tests" / "README.md").read_text("utf-8")
    first_cells = "".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE))
    listed = {name.rstrip("/") for name in re.findall(r"`([\w/]+/)`", first_cells)}
    parents = {one for one in rooms() if any(other.startswith(f"{one}/") for other in rooms())}
    assert set(rooms()) - parents <= listed | {"tei/corpus"}


def test_a_room_is_known_by_the_end_of_its_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert room("tei") == "tei"
    assert room("accession/word") == room("word") == "accession/word"
    assert main(["tests/tei/"]) == 0
    assert capsys.readouterr().out == "tests/tei\n"


@pytest.mark.parametrize("words", [["nowhere"], ["ei"], [""], ["tei", "word"], ["../src"], []])
def test_of_another_name_is_said_which_rooms_there_are(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == USAGE
    assert "accession/word" in capsys.readouterr().err
