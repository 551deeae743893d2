"""Real texts, written without thought of this format: read as transcripts, they keep every character."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from variorum.codecs import ReadOptions, read
from variorum.codecs.transcript.writing.document import write_as_printed
from variorum.conventions import load
from variorum.decode import decode

SET = load("soviet-archives").value
FOLDERS = ("soviet_kin/jfk-russia-dossier", "soviet_kin/bukovsky-skeletons", "plain")


def bare(text: str) -> str:
    """Return a text without white space, and without the escapes that a transcript needs."""
    return re.sub(r"[\s\\]", "", text)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_character_is_lost(shared: Path, folder: str) -> None:
    lost = []
    paths = [p for p in (shared / "corpus" / folder).rglob("*") if p.suffix in (".txt", ".md")]
    assert paths
    for path in paths:
        decoded = decode(path.name, path.read_bytes())
        assert decoded.diagnostics == ()
        document = read(decoded.value, SET, ReadOptions(base="typed")).value.document
        if bare(write_as_printed(document, SET)) != bare(decoded.value.text):
            lost.append(path.name)
    assert lost == []
