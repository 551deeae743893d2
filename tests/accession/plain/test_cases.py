"""Plain text as found and the transcript it becomes: seeds/README.md and cases.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from press import ROOT

from variorum.accession import plain
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import reread, write
from variorum.conventions import ConventionSet
from variorum.conventions.load import parse
from variorum.findings.conventions import SignUndeclared
from variorum.source import Source

FILES = (ROOT / "seeds" / "README.md", Path(__file__).parent / "cases.md")
FENCE = re.compile(r"^```(?P<info>[^`\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """Files as found under rules, and what they become."""

    place: str
    rules: str
    files: tuple[tuple[str, str], ...]
    becomes: str
    findings: str

    def convention(self) -> ConventionSet:
        read = parse("case", Source("rules", f'extends = "soviet-archives"\n{self.rules}'))
        assert read.diagnostics == ()
        return read.value


def cases() -> Iterator[Case]:
    for path in FILES:
        text = path.read_text("utf-8")
        rules, place = "", ""
        files: list[tuple[str, str]] = []
        becomes: str | None = None
        findings = ""
        for fence in [*FENCE.finditer(text), None]:
            info = fence["info"].split() if fence else ["end"]
            if becomes is not None and info[:1] != ["findings"]:
                yield Case(place, rules, tuple(files), becomes, findings)
                files, becomes, findings = [], None, ""
            match info:
                case ["rules"] if fence:
                    rules = fence["body"]
                case ["found", name] if fence:
                    place = place if files else f"{path.name}:{text.count(chr(10), 0, fence.start()) + 1}"
                    files.append((name, fence["body"]))
                case ["becomes"] if fence:
                    becomes = fence["body"]
                case ["findings"] if fence and becomes is not None:
                    findings = fence["body"]
                case _:
                    pass


each_case = pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.place)


@each_case
def test_it_becomes_a_transcript(case: Case) -> None:
    result = plain.transcribe_files(case.files, case.convention())
    made = "".join(f"=== {one.reading.document.id}\n{one.transcript}\n" for one in result.value)
    assert made == case.becomes
    found = [(one.span, type(one)) for one in result.diagnostics if not isinstance(one, SignUndeclared)]
    told = [f"{span.path}:{span.line}:{span.column} {code.slug}\n" for span, code in found if span]
    assert "".join(told) == case.findings


@each_case
def test_what_is_written_reads_back_the_same(case: Case) -> None:
    convention = case.convention()
    for document in plain.read(case.files, convention).value:
        assert reread(write(document, convention), document, convention) == canonical(document)
