"""Transcripts with the model and the findings that an editor expects: cases/ and seeds/README.md.

A case is a fence `transcript` (or `corpus PATH`), a fence `model` in the one-line notation, one line for each
block, and a fence `findings` with line, column and code; without one there are to be none. All signs count as
declared unless the case says `undeclared`. It is read by the set that it names (`convention=frus`), else by
that of its page: `guide.md` by `guide`, a page that is named after no set by `soviet-archives`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from press import ROOT

from variorum.codecs import Reading, ReadOptions, read, reread, write
from variorum.conventions import ConventionSet, load, names
from variorum.decode import decode
from variorum.model import SignDeclaration
from variorum.model.notation import document_lines
from variorum.model.schema import BLOCKS, INLINES
from variorum.project.load import load as load_project

SETS = {name: load(name).value for name in names()}
FILES = (ROOT / "seeds" / "README.md", *sorted((ROOT / "tests" / "transcript" / "cases").glob("*.md")))
FENCE = re.compile(r"^```(?P<info>[^`\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    place: str
    convention: ConventionSet
    info: str
    text: str
    model: str
    findings: str

    def options(self) -> ReadOptions:
        base = re.search(r"base=(\w+)", self.info)
        signs = (*(sign.id for sign in self.convention.signs), "[]", "…", "*")
        declared = () if "undeclared" in self.info else tuple(SignDeclaration(name, "") for name in signs)
        return ReadOptions("case", base[1] if base else None, declared=declared)

    def reading(self, shared: Path | None) -> tuple[Reading, str]:
        data = self.text.encode()
        path = re.match(r"corpus (\S+)", self.info)
        if path is not None:
            assert shared is not None
            data = (shared / "corpus" / path[1]).read_bytes()
        source = decode("case.txt", data)
        result = read(source.value, self.convention, self.options())
        found = "".join(f"{d.span.line}:{d.span.column} {d.slug}\n" for d in result.diagnostics if d.span)
        return result.value, found


def cases() -> Iterator[Case]:
    for path in FILES:
        text = path.read_text("utf-8")
        fences = [
            (m["info"].strip(), m["body"], text.count("\n", 0, m.start()) + 1) for m in FENCE.finditer(text)
        ]
        for index, (info, body, line) in enumerate(fences):
            if not info.startswith(("transcript", "corpus")):
                continue
            model = fences[index + 1]
            assert model[0] == "model", f"{path.name}:{line} has no model"
            following = fences[index + 2] if index + 2 < len(fences) else ("", "", 0)
            findings = following[1] if following[0] == "findings" else ""
            named = re.search(r"convention=([\w-]+)", info)
            name = named[1] if named else path.stem if path.stem in SETS else "soviet-archives"
            yield Case(f"{path.name}:{line}", SETS[name], info, body, model[1], findings)


each_case = pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.place)


@pytest.fixture
def corpus(case: Case, request: pytest.FixtureRequest) -> Path | None:
    return request.getfixturevalue("shared") if case.info.startswith("corpus") else None


@each_case
def test_the_model_is_as_expected(case: Case, corpus: Path | None) -> None:
    reading, findings = case.reading(corpus)
    assert "".join(f"{line}\n" for line in document_lines(reading.document)) == case.model
    assert findings == case.findings


@each_case
def test_it_is_written_back(case: Case, corpus: Path | None) -> None:
    document = case.reading(corpus)[0].document
    text = write(document, case.convention)
    assert reread(text, document, case.convention) == document


def test_the_specification_names_every_construct() -> None:
    text = (ROOT / "seeds" / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z-]+)`", text))
    assert {*INLINES, *BLOCKS} - named - {"reading"} == set()


def test_the_smallest_edition_is_one(tmp_path: Path) -> None:
    text = (ROOT / "seeds" / "README.md").read_text("utf-8")
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example is not None
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "memorandum.txt").write_text("It is short.\n", "utf-8")
    (tmp_path / "edition.toml").write_text(example[1], "utf-8")
    result = load_project(tmp_path)
    assert result.diagnostics == ()
    assert result.value is not None
    assert [document.id for document in result.value.documents] == ["memorandum"]
