"""No brace of a template of a profile or set is ever printed."""

from __future__ import annotations

import pytest
from press import SEEDS

from variorum.conventions import names
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.proof import expectation_of


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
@pytest.mark.parametrize("seed", ["socialist-international", "specimen"])
def test_no_template_is_printed(seed: str, profile: str) -> None:
    prepared = prepare(str(SEEDS / seed), Request(profile=profile))
    assert prepared.publication is not None
    assert prepared.style is not None
    streams = expectation_of(prepared.publication, prepared.style).extract.streams
    braces = {name: token.text for name, tokens in streams.items() for token in tokens if "{" in token.text}
    assert braces == {}


@pytest.mark.parametrize("convention", names())
def test_nor_is_one_of_another_set(convention: str) -> None:
    prepared = prepare(str(SEEDS / "specimen"), Request(conventions=convention))
    assert prepared.publication is not None and prepared.style is not None
    streams = expectation_of(prepared.publication, prepared.style).extract.streams
    own = "{" if convention != "leiden" else "{'"
    assert [token.text for tokens in streams.values() for token in tokens if own in token.text] == []
