"""What Word files say and the transcript that they become: cases.md beside this file.

A case is the `body` of a Word file; other parts of the file hold on. `becomes` is the transcript when changes
are accepted, `becomes rejected` when they are rejected; where both are the same, the first stands alone.
"""

from __future__ import annotations

from pathlib import Path

from accession.word.packed import PARTS, packed
from cases import Case, Expectations, Kind, Output, each, read_cases

from variorum import conventions
from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.manuscript.foreign_words import with_languages
from variorum.accession.word import read
from variorum.codecs import ReadOptions
from variorum.codecs import read as read_transcript
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import write
from variorum.doors import Revisions
from variorum.source import Source

KIND = Kind(
    frozenset({"body"}),
    frozenset({"becomes", "becomes rejected", "findings", "left out"}),
    frozenset({*PARTS, "relations"}),
)
CASES = read_cases(Path(__file__).with_name("cases.md"), KIND)
SET = conventions.load("soviet-archives").value


def outputs(case: Case, revisions: Revisions) -> tuple[Output, ...]:
    file = packed(case.input.body, {fence.info: fence.body for fence in case.standing})
    reading = read("letter.docx", file, revisions)
    page = reading.value
    assert page is not None, reading.diagnostics
    becomes = "becomes" if revisions == "accept" else "becomes rejected"
    return (
        Output(becomes, transcript(with_languages(page)[0], {}, TitleAs.ELSEWHERE)),
        Output.of_lines("findings", (f"{one.slug}: {one.message}" for one in reading.diagnostics)),
        Output.of_lines("left out", (f"{one.what}: {one.begins}" for one in page.left_out)),
    )


@each(CASES)
def test_it_becomes_a_transcript(case: Case, expectations: Expectations) -> None:
    accepted, rejected = outputs(case, "accept"), outputs(case, "reject")
    differ = [output.text for output in accepted] != [output.text for output in rejected]
    expectations.hold(case, (*accepted, *(rejected if differ else ())))


@each(CASES)
def test_what_is_written_reads_back_the_same(case: Case) -> None:
    options = ReadOptions("document", "typed")
    for text in {outputs(case, "accept")[0].text, outputs(case, "reject")[0].text}:
        first = read_transcript(Source("t", text), SET, options).value.document
        again = read_transcript(Source("t", write(first, SET)), SET, options).value.document
        assert canonical(again) == canonical(first)
