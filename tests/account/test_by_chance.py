"""Whatever stands side by side, the account of what is printed balances: no edition is refused for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from account.books import prepared
from account.random_tei import RandomTei


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
@pytest.mark.parametrize("seed", [1, 2])
def test_paragraphs_by_chance_balance(tmp_path: Path, seed: int, profile: str) -> None:
    paragraphs = RandomTei(seed).paragraphs(80)
    body = "\n".join(f"<p>Between {at}.</p>\n{words}" for at, words in enumerate(paragraphs))
    account = prepared(tmp_path, f"<body><div>\n{body}\n</div></body>", profile, "tei").account
    lines = (tmp_path / "one.xml").read_text("utf-8").splitlines()
    faults = [
        f"{fault.message}: {lines[fault.span.line - 1] if fault.span else ''}"
        for fault in account.diagnostics
    ]
    assert faults == []
