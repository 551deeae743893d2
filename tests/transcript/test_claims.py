"""The law of claims on transcripts: cases, editions, real files brought in, and texts that nobody wrote.

Each character that is no blank stands in one text of the document, or is claimed once (`claimed.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cases import Case, Kind, each, read_cases
from claimed import imbalances, moved, stretch
from desk import Desk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from models import PIECES, documents
from press import ROOT

from variorum.claim import Claim, ClaimRule
from variorum.codecs import Reading, ReadOptions, read, write
from variorum.conventions import ConventionSet, load, names
from variorum.decode import decode
from variorum.doors import FileReading
from variorum.model import Document, Item, Text
from variorum.model.walk import descend
from variorum.press import Request, preparation
from variorum.press.document_files import read_file
from variorum.source import Source

SETS = {name: load(name).value for name in names()}
COMMON = [name for name, one in SETS.items() if not one.notation]
KIND = Kind(frozenset({"transcript", "corpus"}), frozenset({"model", "findings"}))
CASES = [
    case
    for page in (ROOT / "seeds" / "README.md", *sorted(Path(__file__).parent.glob("cases/*.md")))
    for case in read_cases(page, KIND, foreign=("toml", "rules", "found", "becomes"))
    if case.input.name == "transcript"
]
EXAMPLES = int(os.environ.get("VARIORUM_EXAMPLES", "0"))
OTHER_NOTATIONS = frozenset(list(ClaimRule)[list(ClaimRule).index(ClaimRule.NOTATION_OPENING) :])
"""The rules of notations that a set may have instead of the common form."""


def convention(case: Case) -> ConventionSet:
    page = case.page.stem
    return SETS[case.input.option("convention") or (page if page in SETS else "soviet-archives")]


def reading(text: str, own: ConventionSet, **said: object) -> tuple[Source, Reading]:
    source = Source("a.txt", text)
    return source, read(source, own, ReadOptions(**said)).value  # type: ignore[arg-type]


def broken(text: str, own: ConventionSet, **said: object) -> list[str]:
    source, read_text = reading(text, own, **said)
    return imbalances(source, read_text.document, read_text.claims or ())


IN_COMMON_FORM = [case for case in CASES if not convention(case).notation]


@each(IN_COMMON_FORM)
def test_every_character_of_a_case_is_accounted_for(case: Case) -> None:
    assert broken(case.input.body, convention(case), base=case.input.option("base")) == []


EXAMPLE = """\
\ufeff26 August 1977* (No 644/54) The lamps

What it is about (2 pp). [R 26 August 1977, No 644-54]


# The lamps

- one *by hand* and \\[no sign\\], {added hand=clerk colour=red|put in} [1975] … […] [3 words illegible][^a]
- two ~~struck~~ {replaced|{deleted|a}|{added|b}}, the cuntry [sic] by [Friday?] and a line that is kept\\
  to its end {figure target="a \\"b\\".png"}

[It was never answered, VB]

| a | {cell columns=2}b |
| --- | --- | --- |
| - | c | d |

::: list
::: item label="(i)\\na"
The first.
:::
:::

-----
[page two]

And the second page.

-----

[^a]: In Vienna.

::: stamp kind=x %%
In blue.
:::
"""


NUMBERED = """\
He was away [1], at the *baths.*† And of all the travellers in that season he was the one who knew the har-
bour, the whole North-
South line, and what is May- and June.

NOTES

[1] In Vienna.

† At Ischl.
"""


def by_example() -> Iterator[tuple[Source, Document, tuple[Claim, ...]]]:
    """Yield two texts in which every rule is met."""
    for text in (EXAMPLE, NUMBERED):
        source, made = reading(text, SETS["soviet-archives"], base="typed")
        assert made.claims is not None
        yield source, made.document, made.claims


def test_the_examples_meet_every_rule_of_the_common_form() -> None:
    met = {claim.rule for _, _, claims in by_example() for claim in claims}
    assert met == set(ClaimRule) - OTHER_NOTATIONS
    for source, document, claims in by_example():
        assert imbalances(source, document, claims) == []


def test_a_claim_that_is_dropped_doubled_or_moved_is_convicted() -> None:
    for source, document, claims in by_example():
        for index, claim in enumerate(claims):
            if not source.text[slice(*stretch(source, claim.span))].strip():
                continue  # holds no character that must be counted; the account of words knows it
            before, behind = claims[:index], claims[index + 1 :]
            for wrong in ((), (claim, claim), *((one,) for one in moved(source, claim))):
                assert imbalances(source, document, (*before, *wrong, *behind)), (claim, wrong)


@pytest.mark.parametrize("rule", ClaimRule)
def test_no_rule_takes_a_blank_at_its_ends_or_a_line_of_words(rule: ClaimRule) -> None:
    for text in ("", " ", "a ", " a", "The keeper reports\nthat the lamp is out."):
        assert rule.form.fullmatch(text) is None or rule in LOOSE


LOOSE = frozenset({ClaimRule.SIGN_WORDS, ClaimRule.SIGN_DATUM, ClaimRule.PAGE_MARK, ClaimRule.SIGN_BLANK})
"""Rules whose words stand in a sign, which may be wrapped: the set says which they are; that of a blank."""


# ---- marks that in the end are text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{added|a|b} and {replaced|a} and {gap|}", "{added|a|b}"),
        ("::: nonsense\nWords.\n:::", "::: nonsense"),
        ("::: title\n# No heading\n- no item\n:::", "# No heading - no item"),
        ("A bracket [is open, *and a star; :::", "[is open, *and a star; :::"),
    ],
)
def test_what_is_printed_is_not_claimed(text: str, kept: str) -> None:
    source, made = reading(text, SETS["guide"])
    printed = " ".join(node.value for node in descend(made.document) if isinstance(node, Text))
    assert kept in printed
    assert imbalances(source, made.document, made.claims or ()) == []


def test_the_place_of_an_item_is_that_of_its_label() -> None:
    source, made = reading(EXAMPLE, SETS["soviet-archives"])
    items = [node for node in descend(made.document) if isinstance(node, Item) and node.label]
    assert [
        (source.line(one.span.line)[one.span.column - 1 : one.span.end_column - 1], one.label)
        for one in items
        if one.span
    ] == [("(i)\\na", "(i)\na")]


def test_an_item_over_a_page_has_its_label_alone() -> None:
    assert (
        broken("The page ends.\n\n[page two]\n\n1. To approve.\n\n2. To send.\n", SETS["soviet-archives"])
        == []
    )


# ---- editions


@pytest.fixture
def files_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], list[FileReading]]:
    """Return what reads the files of an edition as a build does."""

    def read_edition(folder: Path) -> list[FileReading]:
        kept: list[FileReading] = []

        def recording(*given: object) -> object:
            result = read_file(*given)  # type: ignore[arg-type]
            kept.append(result.value)
            return result

        with monkeypatch.context() as patch:
            patch.setattr("variorum.press.preparation.read_file", recording)
            preparation.prepare(str(folder), Request())
        return kept

    return read_edition


def unaccounted(files: list[FileReading]) -> dict[str, list[str]]:
    """Return what breaks the law, by file."""
    assert files
    return {
        one.source.path: wrong
        for one in files
        if one.source is not None
        and one.claims is not None
        and (wrong := imbalances(one.source, one.documents[0], one.claims))
    }


@pytest.mark.parametrize("name", ["socialist-international", "specimen"])
def test_the_seeds_are_accounted_for(name: str, files_of: Callable[[Path], list[FileReading]]) -> None:
    assert unaccounted(files_of(ROOT / "seeds" / name)) == {}


@pytest.mark.parametrize(
    ("files", "own"),
    [
        (("soviet_kin",), "soviet-archives"),
        (("plain/letters-of-delegates",), "delegates"),
        (("docx",), "soviet-archives"),
    ],
)
def test_what_was_brought_in_is_accounted_for(
    files: tuple[str, ...],
    own: str,
    shared: Path,
    desk: Desk,
    files_of: Callable[[Path], list[FileReading]],
) -> None:
    given = [str(shared / "corpus" / one) for one in files]
    assert desk.variorum("new", "brought", "--convention", own, "--from", *given).status == 0
    assert unaccounted(files_of(desk.folder / "brought")) == {}


def test_real_texts_are_accounted_for_under_every_set(shared: Path) -> None:
    wrong = {}
    for path in sorted((shared / "corpus" / "soviet_kin").rglob("*.txt")):
        text = decode(path.name, path.read_bytes()).value.text
        for name in COMMON:
            if found := broken(text, SETS[name], base="typed"):
                wrong[path.name, name] = found
    assert wrong == {}


# ---- texts that nobody wrote

NAMES = (
    *(
        "verse",
        "list",
        "item",
        "item label=1.",
        'item label="a \\"b\\" c"',
        "table",
        "row",
        "cell",
        "head",
        "added",
    ),
    *(
        "declarations",
        "declaration label=2.",
        "note id=a",
        "note",
        "closing-note",
        "speech",
        "speaker",
        "caption",
    ),
    *(
        "lemma",
        "line",
        "title",
        "figure target=x",
        "heading",
        "paragraph",
        "stamp",
        "rule",
        "document hand=k",
    ),
    *("remark", "verse-line", "nonsense", "hands", "hand id=a", "hand", "item zz=1 %%", "witnesses"),
)
MARKED = st.lists(
    st.one_of(
        st.sampled_from(NAMES).map(lambda name: f"\n::: {name}\n"),
        st.sampled_from(
            (
                *(
                    *PIECES,
                    "\n",
                    "\n\n",
                    "\n[page three]\n",
                    "\n| ",
                    "[A remark, ",
                    ", VB]",
                    "\n:::\n",
                    "\n-----\n",
                ),
                *(
                    "{cell columns=2}",
                    "{form-work kind=running-head|",
                    "{replaced|{deleted|",
                    "}{added|",
                    "|",
                    "}",
                ),
                *(
                    "\\",
                    "\\[",
                    "\\\n",
                    "[3 *words* illegible]",
                    "[sic]",
                    "[…, VB]",
                    "…",
                    "<",
                    ">",
                    "\f",
                    "[Friday?]",
                ),
                *(
                    "[page ",
                    "two]",
                    "\n    ",
                    "\n- ",
                    "\n1. ",
                    "\n2. ",
                    "[^a]",
                    "\n[^a]: ",
                    "\n\nNOTES\n\n[1] ",
                    "[1]",
                ),
                *(
                    "\n# ",
                    "\n======\n",
                    "11 March 1975* (547-A) Short title",
                    "(2 pp). [R 11 March 1975, No 547/A]",
                ),
                *(
                    "\n\n\n",
                    "It specified:",
                    "[*casualties*]",
                    "Alyoshin ",
                    "[Kryuchkov]",
                    "| --- |\n",
                    "| a | b |\n",
                ),
                *(
                    "\xa0",
                    "\t",
                    "zq and words that go on and on until the line is quite full of them,",
                    "cuntry ",
                ),
            )
        ),
    ),
    max_size=14,
)


@given(MARKED.map("".join), st.sampled_from(COMMON), st.sampled_from(("typed", None)))
@settings(max_examples=EXAMPLES or 400, deadline=None)
def test_any_text_is_accounted_for(text: str, own: str, base: str | None) -> None:
    assert broken(text, SETS[own], base=base) == []


@given(documents(), st.sampled_from(COMMON))
@settings(max_examples=EXAMPLES or 100, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_document_that_is_written_is_accounted_for(document: Document, own: str) -> None:
    assert broken(write(document, SETS[own]), SETS[own]) == []
