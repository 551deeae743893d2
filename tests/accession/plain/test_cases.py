"""Plain text as found and the transcript it becomes: seeds/README.md and cases.md beside this file.

A case is a fence `found NAME` for each file and a fence `becomes` with the transcripts; `rules` hold on.
"""

from __future__ import annotations

from pathlib import Path

from cases import Case, Expectations, Kind, Output, each, read_cases
from press import ROOT

from variorum.accession import plain
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import reread, write
from variorum.conventions import ConventionSet
from variorum.conventions.load import parse
from variorum.findings.conventions import SignUndeclared
from variorum.source import Source

KIND = Kind(frozenset({"found"}), frozenset({"becomes", "findings"}), frozenset({"rules"}), several=True)
CASES = (
    *read_cases(ROOT / "seeds" / "README.md", KIND, foreign=("toml", "transcript", "model")),
    *read_cases(Path(__file__).with_name("cases.md"), KIND),
)


def convention(case: Case) -> ConventionSet:
    read = parse("case", Source("rules", f'extends = "soviet-archives"\n{case.text("rules")}'))
    assert read.diagnostics == ()
    return read.value


def files(case: Case) -> tuple[tuple[str, str], ...]:
    return tuple((fence.words[0], fence.body) for fence in case.inputs)


@each(CASES)
def test_it_becomes_a_transcript(case: Case, expectations: Expectations) -> None:
    result = plain.transcribe_files(files(case), convention(case))
    becomes = "".join(f"=== {one.reading.document.id}\n{one.transcript}\n" for one in result.value)
    placed = [(one.span, one.slug) for one in result.diagnostics if not isinstance(one, SignUndeclared)]
    findings = [f"{span.path}:{span.line}:{span.column} {slug}" for span, slug in placed if span]
    expectations.hold(case, (Output("becomes", becomes), Output.of_lines("findings", findings)))


@each(CASES)
def test_what_is_written_reads_back_the_same(case: Case) -> None:
    own = convention(case)
    for document in plain.read(files(case), own).value:
        assert reread(write(document, own), document, own) == canonical(document)
