"""What Word files say and the transcript that they become: cases.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from accession.word.packed import packed

from variorum import conventions
from variorum.accession.manuscript import TitleAs, transcript
from variorum.accession.word import read
from variorum.codecs import ReadOptions
from variorum.codecs import read as read_transcript
from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.writing.document import write
from variorum.doors import Revisions
from variorum.source import Source

FENCE = re.compile(r"^## [^\n]*$|^```(?P<info>[^`\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SET = conventions.load("soviet-archives").value


@dataclass(frozen=True)
class Case:
    """The body of a Word file with its other parts, what is done with its changes, what it becomes."""

    place: str
    body: str
    parts: dict[str, str]
    revisions: Revisions
    becomes: str
    findings: str


def cases() -> Iterator[Case]:
    """Yield the cases: other parts hold from where they stand to the next heading, a body to the next one."""
    path = Path(__file__).with_name("cases.md")
    text = path.read_text("utf-8")
    parts: dict[str, str] = {}
    body = ""
    fences = list(FENCE.finditer(text))
    for at, fence in enumerate(fences):
        after = fences[at + 1] if at + 1 < len(fences) else None
        findings = after["text"] if after is not None and after["info"] == "findings" else ""
        place = f"{path.name}:{text.count(chr(10), 0, fence.start()) + 1}"
        match (fence["info"] or "").split():
            case ["body"]:
                body = fence["text"]
            case ["becomes"]:
                yield Case(place, body, dict(parts), "accept", fence["text"], findings)
            case ["becomes", "rejected"]:
                yield Case(place, body, dict(parts), "reject", fence["text"], findings)
            case ["findings"]:
                pass
            case [kind]:
                parts[kind] = fence["text"]
            case _:
                parts = {}


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.place for case in CASES])
def test_case(case: Case) -> None:
    made = read("letter.docx", packed(case.body, case.parts), case.revisions)
    page = made.value
    assert page is not None, made.diagnostics
    text = transcript(page, {}, TitleAs.ELSEWHERE)
    assert text == case.becomes
    left = [f"left out: {one.what}: {one.begins}" for one in page.left_out]
    assert [
        *(f"{one.slug}: {one.message}" for one in made.diagnostics),
        *left,
    ] == case.findings.splitlines()
    options = ReadOptions("document", "typed")
    again = read_transcript(Source("t", text), SET, options).value.document
    written = write(again, SET)
    assert canonical(read_transcript(Source("t", written), SET, options).value.document) == canonical(again)
