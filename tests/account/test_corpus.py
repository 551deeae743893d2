"""Real files balance, and each rule leaves out of them what it did: counts.toml keeps how many characters.

`pytest --update` writes what is so; read the difference before you keep it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from account.books import TOML
from press import SEEDS

from variorum.account.settlement import Settlement
from variorum.press import Request
from variorum.press.preparation import prepare

COUNTS = Path(__file__).with_name("counts.toml")
LARGEST = 150_000
"""How many bytes a file may have to be counted with every run; `make torture` counts them all."""
Counts = Mapping[str, Mapping[str, int]]


def settled(folder: str, profile: str = "edition") -> list[Settlement]:
    prepared = prepare(folder, Request(profile=profile, allow_outside=True))
    faults = [f"{one.span}: {one.message}" for one in prepared.account.diagnostics]
    assert faults == []
    return list(prepared.account.sources)


def counts_of(one: Settlement) -> dict[str, int]:
    assert one.characters == one.printed + one.left_out.total()
    return {"characters": one.characters, "printed": one.printed, **dict(sorted(one.left_out.items()))}


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
@pytest.mark.parametrize("seed", ["socialist-international", "specimen"])
def test_the_seeds_balance(seed: str, profile: str) -> None:
    for one in settled(str(SEEDS / seed), profile):
        counts_of(one)


def test_real_files_of_tei_balance(shared: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    corpus = shared / "corpus" / "tei"
    found: dict[str, dict[str, int]] = {}
    for path in sorted(corpus.glob("*/*.xml")):
        name = path.relative_to(corpus).as_posix()
        if path.stat().st_size > LARGEST or name in MALFORMED:
            continue
        convention = "frus" if name.startswith("frus") else "soviet-archives"
        (tmp_path / "edition.toml").write_text(
            TOML.format(file=path.as_posix(), convention=convention), "utf-8"
        )
        for one in settled(str(tmp_path)):
            found[name] = counts_of(one)
    if request.config.getoption("--update"):
        COUNTS.write_text(written(found), "utf-8")
    assert found == tomllib.loads(COUNTS.read_text("utf-8"))


MALFORMED = {"whitman-manuscripts/brl.00002.xml", "teic-stylesheets/testrend.xml"}
"""Files that are no XML."""


def written(found: Counts) -> str:
    tables = (
        f'["{name}"]\n' + "".join(f'"{rule}" = {count}\n' for rule, count in counts.items())
        for name, counts in found.items()
    )
    return "# Characters of real files: all, those printed, those that a rule leaves out.\n\n" + "\n".join(
        tables
    )
