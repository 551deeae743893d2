"""Transcripts with the model and the findings that an editor expects: cases/ and seeds/README.md.

A case is a fence `transcript` (or `corpus PATH`), a fence `model` in the one-line notation, one line for each
block, and a fence `findings` with line, column and code. All signs count as declared unless the case says
`undeclared`. It is read by the set that it names (`convention=frus`), else by that of its page: `guide.md` by
`guide`, a page that is named after no set by `soviet-archives`.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cases import Case, Expectations, Kind, Output, each, read_cases
from press import ROOT

from variorum.codecs import Reading, ReadOptions, read, reread, write
from variorum.conventions import ConventionSet, load, names
from variorum.decode import decode
from variorum.findings import Result
from variorum.model import SignDeclaration
from variorum.model.notation import document_lines
from variorum.model.schema import BLOCKS, INLINES
from variorum.project.load import load as load_project

SETS = {name: load(name).value for name in names()}
KIND = Kind(frozenset({"transcript", "corpus"}), frozenset({"model", "findings"}))
SPECIFICATION = ROOT / "seeds" / "README.md"
CASES = (
    *read_cases(SPECIFICATION, KIND, foreign=("toml", "rules", "found", "becomes")),
    *(case for page in sorted(Path(__file__).parent.glob("cases/*.md")) for case in read_cases(page, KIND)),
)


def convention(case: Case) -> ConventionSet:
    page = case.page.stem
    return SETS[case.input.option("convention") or (page if page in SETS else "soviet-archives")]


def reading(case: Case, shared: Path | None) -> Result[Reading]:
    fence, own = case.input, convention(case)
    data = fence.body.encode() if shared is None else (shared / "corpus" / fence.words[0]).read_bytes()
    signs = (*(sign.id for sign in own.signs), "[]", "…", "*")
    declared = () if "undeclared" in fence.words else tuple(SignDeclaration(name, "") for name in signs)
    options = ReadOptions("case", fence.option("base"), declared=declared)
    return read(decode("case.txt", data).value, own, options)


@pytest.fixture
def corpus(case: Case, request: pytest.FixtureRequest) -> Path | None:
    return request.getfixturevalue("shared") if case.input.name == "corpus" else None


@each(CASES)
def test_the_model_is_as_expected(case: Case, corpus: Path | None, expectations: Expectations) -> None:
    result = reading(case, corpus)
    placed = [f"{one.span.line}:{one.span.column} {one.slug}" for one in result.diagnostics if one.span]
    model = Output.of_lines("model", document_lines(result.value.document))
    expectations.hold(case, (model, Output.of_lines("findings", placed)))


@each(CASES)
def test_it_is_written_back(case: Case, corpus: Path | None) -> None:
    document = reading(case, corpus).value.document
    text = write(document, convention(case))
    assert reread(text, document, convention(case)) == document


def test_the_specification_names_every_construct() -> None:
    text = SPECIFICATION.read_text("utf-8")
    named = set(re.findall(r"`([a-z-]+)`", text))
    assert {*INLINES, *BLOCKS} - named - {"reading"} == set()


def test_the_smallest_edition_is_one(tmp_path: Path) -> None:
    text = SPECIFICATION.read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "memorandum.txt").write_text("It is short.\n", "utf-8")
    (tmp_path / "edition.toml").write_text(example[1], "utf-8")
    result = load_project(tmp_path)
    assert result.diagnostics == ()
    assert result.value is not None
    assert [document.id for document in result.value.documents] == ["memorandum"]
