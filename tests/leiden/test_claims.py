"""The law of claims on the notations of papyrology: the published pairs, and texts that nobody wrote."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cases import Case, Kind, each, read_cases
from claimed import imbalances, moved
from hypothesis import given, settings
from hypothesis import strategies as st
from press import ROOT

from variorum.claim import Claim, ClaimRule
from variorum.codecs import Reading, read
from variorum.conventions import load
from variorum.model import Gap, LineBreak, Text
from variorum.model.walk import descend
from variorum.source import Source

LEIDEN = load("leiden").value
SETS = {name: replace(LEIDEN, notation=name) for name in ("leiden-plus", "leiden-translation")}
NOTATIONS = pytest.mark.parametrize("notation", SETS)
KIND = Kind(frozenset({"transcript"}), frozenset({"model", "findings"}))
CASES = read_cases(ROOT / "tests" / "transcript" / "cases" / "leiden.md", KIND)
EXAMPLES = int(os.environ.get("VARIORUM_EXAMPLES", "0"))
RULES = frozenset(list(ClaimRule)[list(ClaimRule).index(ClaimRule.NOTATION_OPENING) :])
"""The rules of the notations alone."""


def reading(text: str, notation: str = "leiden-plus") -> tuple[Source, Reading]:
    source = Source("a.txt", text)
    return source, read(source, SETS[notation]).value


def broken(text: str, notation: str = "leiden-plus") -> list[str]:
    source, made = reading(text, notation)
    return imbalances(source, made.document, made.claims or ())


def pairs(shared: Path, notation: str) -> list[str]:
    path = shared / "corpus" / "plain" / "leiden-plus" / f"{notation}_pairs.jsonl"
    return [json.loads(line)["leiden"] for line in path.read_text("utf-8").splitlines()]


@NOTATIONS
def test_every_pair_is_accounted_for(shared: Path, notation: str) -> None:
    texts = pairs(shared, notation)
    assert len(texts) > 20
    assert {text: wrong for text in texts if (wrong := broken(text, notation))} == {}


@each(CASES)
def test_every_case_is_accounted_for(case: Case) -> None:
    assert broken(case.input.body) == []


EXAMPLE = """\
# The recto

<D=.r.fragment <=1. (αβ(γδ?)) [.3] vac.4 <#β '=1/2#> a ι(¨)(?) *stauros?,♱* $m2(?) #seal a
2.- [λόγος(?)] <:ἔτει=BL 1.2|ed|ἔθει=grc:> κ̣ạ ¯ā¯ !ab! ---- /*so (ref=1=P.Oxy. 1)*/ ||top:above||
(Lang: Demotic 3 lines)
(3.-, inverse) ~|di' emu|~la (Lines: ca.3 non transcribed(?)) vestig.ca.2char <# '=1/2#>[^a]=>=D>

[^a]: A note.
"""
TRANSLATION = (
    "<T=.en<D=.r ((3)) of … <strategos~grc=στρατηγός> <:sic|editorial:LB|:> \U0000301aaway\U0000301b=D>=T>"
)


def by_example() -> Iterator[tuple[Source, Reading, tuple[Claim, ...]]]:
    """Yield two texts in which every rule is met."""
    for text, notation in ((EXAMPLE, "leiden-plus"), (TRANSLATION, "leiden-translation")):
        source, made = reading(text, notation)
        assert made.claims is not None
        yield source, made, made.claims


def test_the_examples_meet_every_rule() -> None:
    assert {claim.rule for _, _, claims in by_example() for claim in claims} >= RULES
    for source, made, claims in by_example():
        assert imbalances(source, made.document, claims) == []


def test_a_claim_that_is_dropped_doubled_or_moved_is_convicted() -> None:
    for source, made, claims in by_example():
        for index, claim in enumerate(claims):
            before, behind = claims[:index], claims[index + 1 :]
            for wrong in ((), (claim, claim), *((one,) for one in moved(source, claim))):
                assert imbalances(source, made.document, (*before, *wrong, *behind)), (claim, wrong)


@pytest.mark.parametrize(
    "text", ["a(?) b", "a [b(?)c] d", "<:a=b:>", "<:a|b", "(abc)", "{a", "[.x]", "<# =1#>", ":> #> =D> a"]
)
def test_what_is_printed_is_not_claimed(text: str) -> None:
    assert broken(text) == []


def test_a_doubt_that_nothing_takes_is_text() -> None:
    _, made = reading("a(?) [b(?)]")
    assert [(one.rule, one.span.column) for one in made.claims or ()] == [
        (ClaimRule.NOTATION_OPENING, 6),
        (ClaimRule.DOUBT_MARK, 8),
        (ClaimRule.NOTATION_CLOSING, 11),
    ]


def test_a_figure_at_a_line_end_does_not_run_into_the_number_of_the_next_line() -> None:
    _, made = reading("αβ.3\n12.- γδ 7\n13.- ε")
    nodes = list(descend(made.document))
    assert [node.extent.quantity for node in nodes if isinstance(node, Gap)] == ["3"]
    assert [node.n for node in nodes if isinstance(node, LineBreak)] == ["12", "13"]
    assert [node.value for node in nodes if isinstance(node, Text)] == ["αβ", "γδ 7", "ε"]


def test_lines_of_a_note_are_not_glued() -> None:
    _, made = reading("[^a]: as in line\n3.- of the text", "leiden-translation")
    assert [node.value for node in descend(made.document) if isinstance(node, Text)] == [
        "as in line 3.- of the text"
    ]


# ---- texts that nobody wrote

PIECES = st.sampled_from(
    (
        *(
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "{",
            "}",
            "|",
            "||",
            "=",
            "#>",
            "<#",
            "<:",
            ":>",
            "|reg|",
            "||reg||",
            "|ed|",
        ),
        *(
            "=BL 8.441",
            "(?)",
            "α̣",
            "ạ",
            "ā̇",
            "β̄",
            "\n",
            "\n\n",
            "\n# ",
            "[^a]",
            "\n\n[^a]: ",
            "    ",
            "1. ",
            "2.- ",
        ),
        *(
            "\n3.- ",
            " '=1#>",
            "*stauros?,♱*",
            "$m2 ",
            "#seal ",
            "!ab!",
            "----",
            "(ref=1=x)",
            "vestig ",
            " ι(¨)",
            "~|",
        ),
        *(
            "|~la ",
            "¯",
            "_¯",
            "¯_",
            "〚",
            "〛",
            "/*",
            "*/",
            "//",
            "\\\\",
            "\\",
            "/",
            '"',
            "vac.3",
            "lost.?lin",
            "ca.4",
        ),
        *(
            ".2",
            ".2-3",
            "(Lines: 3 non transcribed)",
            "(Lang: Demotic 3 lines)",
            "<S=.grc",
            "<D=.r",
            "=D>",
            "<=",
            "=>",
        ),
        *(
            "<T=.en",
            "=T>",
            "((3))",
            "...",
            "[…]",
            "~grc=of>",
            "|sic:who|:>",
            "abc",
            "x",
            " ",
            "ab c",
            "(a(b))",
            "[.3]",
        ),
    )
)


@NOTATIONS
@given(text=st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=EXAMPLES or 300, deadline=None)
def test_any_text_is_accounted_for(notation: str, text: str) -> None:
    assert broken(text, notation) == []
