"""The runner of cases: what it takes for a case; a wrong expectation fails; --update mends it alone."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from press import ROOT

from cases import Kind, PageError, read_cases

KIND = Kind(frozenset({"in"}), frozenset({"out", "left over"}), frozenset({"rule"}))
PAGE = """\
# Words, each on a line

```rule
upper
```

A word is written large.

```in
one two
```
```out
ONE
TWO
```

What has a sign in it is left over.

```in quietly
three f!ve  six
```

It comes first.

```out
THREE
SIX
```
```left over
f!ve
```

## Without a rule

```in
seven
```
```out
seven
```
"""
MODULE = """\
from pathlib import Path
from cases import Kind, Output, each, read_cases

KIND = Kind(frozenset({"in"}), frozenset({"out", "left over"}), frozenset({"rule"}))

@each(read_cases(Path(__file__).with_name("page.md"), KIND))
def test_words(case, expectations):
    words = case.input.body.split()
    shown = [word.upper() if case.text("rule") else word for word in words if "!" not in word]
    left = [word for word in words if "!" in word]
    expectations.hold(case, (Output.of_lines("out", shown), Output.of_lines("left over", left)))
"""

LONG_AGO = 86_400


def run(folder: Path, page: str, *options: str, **environment: str) -> tuple[int, str, str]:
    """Run the words of a page in a run of its own, and return its status, the page after it, what it said."""
    (folder / "test_words.py").write_text(MODULE, "utf-8")
    (folder / "page.md").write_bytes(page.encode())
    os.utime(folder / "page.md", (LONG_AGO, LONG_AGO))
    settings = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTEST_ADDOPTS")}
    settings |= {"PYTHONPATH": str(ROOT / "tests"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "cases.plugin", "-p", "no:cacheprovider", *options],
        cwd=folder,
        env=settings | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, (folder / "page.md").read_bytes().decode(), done.stdout + done.stderr


def test_a_page_is_told_into_cases(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE, "utf-8")
    one, two, three = read_cases(tmp_path / "page.md", KIND)
    assert [case.line for case in (one, two, three)] == [9, 19, 35]
    assert (two.input.words, two.input.body) == (("quietly",), "three f!ve  six\n")
    assert [fence.info for fence in two.expected] == ["out", "left over"]
    assert (two.text("rule"), three.text("rule")) == ("upper\n", "")


def test_inputs_that_follow_each_other_are_of_one_case_where_the_kind_has_several(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```in\n1\n```\n```in\n2\n```\n```out\n```\n```in\n3\n```\n", "utf-8")
    assert [len(case.inputs) for case in read_cases(page, KIND)] == [1, 1, 1]
    assert [len(case.inputs) for case in read_cases(page, replace(KIND, several=True))] == [2, 1]


def test_what_is_expected_behind_a_fence_of_another_kind_is_not_ours(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```other x\n```\n```out\n```\n```in\n```\n```out\n1\n```\n", "utf-8")
    (case,) = read_cases(page, KIND, foreign=["other"])
    assert [fence.body for fence in case.expected] == ["1\n"]


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("```imput\n```\n", "page.md:1: the fence “imput” is of no known kind"),
        ("\n```out\n```\n", "page.md:2: the fence “out” expects, but has no input"),
        ("```in\n```\n## Next\n```out\n```\n", "page.md:4: the fence “out” expects, but has no input"),
        ("```in\na\n```out\nb\n```\n", "page.md:1: the fence “in” has no end"),
    ],
)
def test_a_page_that_cannot_be_told_into_cases_is_an_error(tmp_path: Path, page: str, says: str) -> None:
    (tmp_path / "page.md").write_text(page, "utf-8")
    with pytest.raises(PageError, match=says):
        read_cases(tmp_path / "page.md", KIND)


@pytest.mark.parametrize("options", [(), ("--update",)])
def test_a_right_page_passes_and_stays_as_it_is(tmp_path: Path, options: tuple[str, ...]) -> None:
    status, page, said = run(tmp_path, PAGE, *options)
    assert (status, page) == (0, PAGE)
    assert "3 passed" in said
    assert "rewrote" not in said
    assert (tmp_path / "page.md").stat().st_mtime == LONG_AGO


def test_a_wrong_expectation_fails_and_shows_where_and_what(tmp_path: Path) -> None:
    wrong = PAGE.replace("TWO", "TOO")
    status, page, said = run(tmp_path, wrong)
    assert (status, page) == (1, wrong)
    assert "1 failed, 2 passed" in said
    assert "page.md:14:2: “out” is not as expected (- expected, + is so)\n- TOO\n" in said
    assert "\n+ TWO\n" in said


@pytest.mark.parametrize(
    "wrong",
    [
        PAGE.replace("TWO", "TOO").replace("f!ve\n```\n\n##", "fife\n```\n\n##"),
        PAGE.replace("```\n```left over\nf!ve\n```", "```"),
        PAGE.replace("ONE\nTWO\n```", "ONE\nTWO\n```\n```left over\nnothing\n```"),
        PAGE.replace("ONE\nTWO\n```", "ONE\nTWO\n```\n\n\n```left over\nnothing\n```"),
        PAGE.replace("\n```out\nONE\nTWO\n```", ""),
        PAGE.replace("\n```out\nseven\n```", ""),
    ],
    ids=["words", "a fence too few", "a fence too many", "blank lines", "a new case", "the last case"],
)
def test_an_update_mends_what_is_wrong_and_nothing_else(tmp_path: Path, wrong: str) -> None:
    assert wrong != PAGE
    assert run(tmp_path, wrong)[0] == 1
    status, page, said = run(tmp_path, wrong, "--update")
    assert (status, page) == (0, PAGE)
    assert "page.md: " in said


def test_what_is_expected_comes_in_its_order(tmp_path: Path) -> None:
    turned = PAGE.replace("THREE\nSIX\n```\n```left over\nf!ve\n```", "THREE\nSIX\n```").replace(
        "It comes first.\n", "It comes first.\n\n```left over\nf!ve\n```\n"
    )
    assert run(tmp_path, turned)[0] == 1
    assert (
        "first.\n\n```out\nTHREE\nSIX\n```\n```left over\nf!ve\n```\n" in run(tmp_path, turned, "--update")[1]
    )


def test_no_fence_can_hold_a_fence(tmp_path: Path) -> None:
    wrong = PAGE.replace("one two", "```x")
    status, page, said = run(tmp_path, wrong.replace("```in\n```x\n```", "```in\n ```x\n```"), "--update")
    assert status == 1
    assert "page.md:9: “out” has a fence in it" in said
    assert "```X" not in page


@pytest.mark.parametrize(
    ("options", "environment", "says"),
    [
        (("--update",), {"CI": "true"}, "refused in continuous integration"),
        (("--update", "-p", "xdist", "-n", "2"), {}, "run it without -n"),
    ],
)
def test_where_no_update_can_be_it_is_refused(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], says: str
) -> None:
    wrong = PAGE.replace("TWO", "TOO")
    status, page, said = run(tmp_path, wrong, *options, **environment)
    assert (status, page) == (pytest.ExitCode.USAGE_ERROR, wrong)
    assert says in said
