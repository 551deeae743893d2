"""The seeds as editions in German: read alike, printed in German, and right in every format."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from desk import Desk
from press import SEEDS

from variorum import conventions
from variorum.press import Request
from variorum.press.preparation import prepare

EDITIONS = ("socialist-international", "specimen")
LANGUAGE = re.compile(r"^language = .*$", re.MULTILINE)


def in_german(seed: str, desk: Desk) -> Path:
    folder = Path(shutil.copytree(SEEDS / seed, desk.folder / seed))
    toml = folder / "edition.toml"
    toml.write_text(LANGUAGE.sub('language = "de"', toml.read_text("utf-8"), count=1), "utf-8")
    return folder


@pytest.mark.parametrize("seed", EDITIONS)
def test_a_seed_is_read_alike_and_printed_in_german(desk: Desk, seed: str) -> None:
    english, german = prepare(str(SEEDS / seed), Request()), prepare(str(in_german(seed, desk)), Request())
    assert english.edition is not None
    assert german.edition is not None
    assert german.edition.documents == english.edition.documents
    assert {type(one) for one in german.diagnostics} == {type(one) for one in english.diagnostics}
    assert german.publication is not None
    signs = conventions.load("soviet-archives", language="de").value
    for name, title in german.publication.signs.items():
        sign = signs.sign(name)
        assert sign is None or sign.title == title


@pytest.mark.parametrize("seed", EDITIONS)
def test_a_seed_in_german_is_finished_in_every_format(desk: Desk, seed: str) -> None:
    folder = in_german(seed, desk)
    said = desk.variorum("build", folder.name, "--to", "pdf,epub,docx,tei")
    assert said.status == 0, said.out + said.err
    finished = {path.suffix for path in (desk.folder / "dist").iterdir() if path.stem == folder.name}
    assert finished >= {".pdf", ".epub", ".docx", ".xml"}
