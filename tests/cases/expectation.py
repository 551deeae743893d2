"""What is expected of cases, compared with what is so, and rewritten to it if that is asked for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cases.page import Case, Fence, PageError, place


@dataclass(frozen=True, slots=True)
class Output:
    """What has become of a case: what stands behind the fence of the expectation, and lines."""

    info: str
    text: str

    @classmethod
    def of_lines(cls, info: str, lines: Iterable[str]) -> Output:
        """Return the output with each line ended."""
        return cls(info, "".join(f"{line}\n" for line in lines))


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a page, by its places, and what is to stand there."""

    start: int
    end: int
    text: str


def pairs(
    expected: Sequence[Fence], outputs: Sequence[Output]
) -> Iterator[tuple[Fence | None, Output | None]]:
    """Yield each expectation with its output, in their order; None stands for a partner not there."""
    rest = list(expected)
    for output in outputs:
        at = next((at for at, fence in enumerate(rest) if fence.info == output.info), None)
        if at is None:
            yield None, output
            continue
        yield from ((fence, None) for fence in rest[:at])
        yield rest[at], output
        rest = rest[at + 1 :]
    yield from ((fence, None) for fence in rest)


def first_difference(expected: str, text: str) -> tuple[int, int]:
    """Return line and column, from 1, of the first character that differs."""
    same = next(
        (at for at, (one, other) in enumerate(zip(expected, text, strict=False)) if one != other),
        min(len(expected), len(text)),
    )
    return expected.count("\n", 0, same) + 1, same - (expected.rfind("\n", 0, same) + 1) + 1


def difference(case: Case, fence: Fence | None, output: Output | None) -> str:
    """Return where an expectation and what is so part, for people; the place is one of the page."""
    info = fence.info if fence else output.info if output else ""
    expected, text = fence.body if fence else "", output.text if output else ""
    line, column = first_difference(expected, text)
    where = f"{place(case.page, fence.line + line)}:{column}" if fence else place(case.page, case.line)
    compared = difflib.ndiff(expected.splitlines(), text.splitlines())
    lines = "\n".join(one.rstrip() for one in compared if not one.startswith("  "))
    return f"{where}: “{info}” is not as expected (- expected, + is so)\n{lines}"


def fenced(case: Case, output: Output) -> str:
    """Return the fence of an output."""
    if "\n```" in f"\n{output.text}":
        raise PageError(f"{place(case.page, case.line)}: “{output.info}” has a fence in it; none can hold it")
    return f"```{output.info}\n{output.text}```"


def edits(case: Case, outputs: Sequence[Output]) -> Iterator[Edit]:
    """Yield what makes the expectations of a case those outputs, from the top of the page down."""
    at = case.inputs[-1].end
    for fence, output in pairs([fence for fence in case.expected if fence.body], outputs):
        match fence, output:
            case Fence(), None:
                yield Edit(fence.start, fence.end, "")
            case None, Output():
                yield Edit(at, at, f"\n{fenced(case, output)}")
            case Fence(), Output():
                at = fence.end
                if fence.body != output.text:
                    yield Edit(fence.start, fence.end, fenced(case, output))
            case _:
                pass


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return a page after edits; where a fence goes, the blank lines before it go too."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end))[::-1]:
        before = text[: edit.start] if edit.text else text[: edit.start].rstrip("\n")
        text = before + edit.text + text[edit.end :]
    return text


@dataclass
class Expectations:
    """The expectations of a test run: held, or gathered to be rewritten."""

    update: bool = False
    edits: dict[Case, tuple[Edit, ...]] = field(default_factory=dict)

    def hold(self, case: Case, outputs: Iterable[Output]) -> None:
        """Fail unless the outputs are those that the page expects, in order; empty ones have no fence."""
        wanted = [output for output in outputs if output.text]
        expected = [fence for fence in case.expected if fence.body]
        if not wanted and not expected:
            pytest.fail(f"{place(case.page, case.line)}: nothing has become of the case", pytrace=False)
        if self.update:
            self.edits[case] = tuple(edits(case, wanted))
            return
        wrong = [
            difference(case, fence, output)
            for fence, output in pairs(expected, wanted)
            if fence is None or output is None or fence.body != output.text
        ]
        if wrong:
            mend = "If it is right so, pytest --update rewrites the page."
            pytest.fail("\n\n".join([*wrong, mend]), pytrace=False)

    def rewrite(self) -> dict[Path, int]:
        """Write the pages of which an expectation has changed, and return how many fences of each."""
        of_pages: dict[Path, list[Edit]] = {}
        for case, of_case in self.edits.items():
            of_pages.setdefault(case.page, []).extend(of_case)
        changed = {page: of_page for page, of_page in of_pages.items() if of_page}
        for page, of_page in changed.items():
            with page.open(encoding="utf-8", newline="") as opened:
                text = opened.read()
            with page.open("w", encoding="utf-8", newline="") as opened:
                opened.write(edited(text, of_page))
        return {page: len(of_page) for page, of_page in changed.items()}
