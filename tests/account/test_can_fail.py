"""Can the account fail? Whatever a codec or the apparatus does wrong in one place is convicted."""

from __future__ import annotations

import pytest
from account.books import prepared
from account.mutants import FAULTS, Change, mutants
from press import SEEDS

from variorum.account import account
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare
from variorum.publication import Run

LETTER = """\
<body><div><head>A letter</head><opener><dateline>Vienna, <date>1 May 1931</date></dateline>
<salute>Dear John,</salute></opener>
<p>I am <hi rend="italic">well</hi>, and <del>hope</del> <add>trust</add> that you<note>That is,
John Brown.</note> are; the <choice><sic>harbor</sic><corr>harbour</corr></choice> of <hi>Brest</hi> is
<gap reason="illegible"/> shut <pb n="2"/>since <app><lem>March</lem><rdg wit="B">the first of April last
year</rdg></app>.</p>
<list><item>One <hi rend="underline">lamp</hi> more</item><item>and two of them</item></list>
<table><row><cell>oil and wick</cell><cell>three barrels</cell></row></table>
<lg><l>The light is out,</l><l>the sea is <unclear>grey</unclear> again.</l></lg>
<closer><salute>Yours ever,</salute> <signed>Paul</signed></closer></div></body>
"""


HEADER = 3
"""The last line of the header of the letter."""


def accounted(edition: Preparation) -> Preparation:
    assert edition.publication is not None
    assert edition.account.diagnostics == ()
    return edition


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Preparation:
    return accounted(prepared(tmp_path_factory.mktemp("books"), LETTER))


@pytest.fixture(scope="module")
def specimen() -> Preparation:
    return accounted(prepare(str(SEEDS / "specimen"), Request()))


def acquitted(edition: Preparation, fault: Change, every: int) -> tuple[int, list[Run]]:
    """Return how many mutants there are, and the runs of those that the account lets pass."""
    assert edition.publication is not None
    tried, passed = 0, []
    for run, mutant in mutants(edition.publication, fault, every):
        if run.span is not None and run.span.line <= HEADER and run.span.path.endswith(".xml"):
            continue  # data of the file, of which an edition prints what it likes
        if run.span is not None and f"={run.text}" in edition.sources[run.span.path].line(run.span.line):
            continue  # a value that a mark of the source states
        tried += 1
        if not account(mutant, edition.sources, edition.claims).diagnostics:
            passed.append(run)
    return tried, passed


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_in_a_letter_is_convicted(letter: Preparation, fault: Change) -> None:
    _, passed = acquitted(letter, fault, every=1)
    assert passed == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_fault_in_the_specimen_is_convicted(specimen: Preparation, fault: Change) -> None:
    tried, passed = acquitted(specimen, fault, every=3)
    assert tried
    assert passed == []
