"""TEI as it is printed in each profile, with its notes: cases that an editor can read, in `printed.md`.

What a profile prints as `edition` does has no fence of its own; each account balances in every profile.
"""

from __future__ import annotations

from pathlib import Path

from account.books import prepared
from cases import Case, Expectations, Kind, Output, each, read_cases
from tei.plain_print import printed

from variorum.press.preparation import Preparation

PROFILES = ("edition", "reading", "diplomatic")
KIND = Kind(frozenset({"xml"}), frozenset({*PROFILES, "findings"}))
CASES = read_cases(Path(__file__).with_name("printed.md"), KIND)


def lines_of(made: Preparation) -> list[str]:
    assert made.publication is not None
    return list(printed(made.publication))[1:]  # the title is the same in all


def text_of(case: Case) -> str:
    body = case.input.body.strip()
    return body if "<body" in body else f"<body>{body}</body>"


@each(CASES)
def test_case(case: Case, expectations: Expectations, tmp_path: Path) -> None:
    made = {one: prepared(tmp_path, text_of(case), one, "soviet-archives") for one in PROFILES}
    lines = {one: lines_of(each) for one, each in made.items()}
    faults = [fault.message for one in made.values() for fault in one.account.diagnostics]
    assert faults == []
    outputs = [Output.of_lines("edition", lines["edition"])]
    for one in PROFILES[1:]:
        outputs.append(Output.of_lines(one, () if lines[one] == lines["edition"] else lines[one]))
    found = [f"{each.slug} {each.message}" for each in made["edition"].diagnostics]
    outputs.append(Output.of_lines("findings", found))
    expectations.hold(case, outputs)
