"""One token of the house style, changed, shows in every format: the finished files say so themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented import a_run
from press import SEEDS

from variorum import registry
from variorum.contract import Setting
from variorum.extract import Look
from variorum.findings.proof import ProofLook
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.proof import expectation_of, prove
from variorum.style import InlineStyle


@pytest.mark.parametrize("name", ["docx", "epub", "pdf"])
def test_inserted_in_small_capitals(name: str) -> None:
    prepared = prepare(str(SEEDS / "specimen"), Request())
    publication, house = prepared.publication, prepared.style
    assert publication is not None
    assert house is not None
    changed = replace(house, inlines={**house.inlines, "inserted": InlineStyle(small_caps=True)})
    renderer = registry.renderer(name).value
    assert renderer is not None
    setting = Setting(
        changed, publication.series, a_run(publication.imprint.title), publication.imprint.language
    )
    sheets = [renderer.typeset(document, setting).value for document in publication.documents]
    found = renderer.extract(renderer.bind(publication, sheets, setting).value)

    assert prove(publication, changed, found, f"specimen.{name}").passed

    signs = [sign for sign in expectation_of(publication, changed).signs if sign.sign == "inserted"]
    assert len(signs) > 3
    for sign in signs:
        looks = {
            look for token in found.streams[sign.stream][sign.start : sign.end] for _, look in token.looks
        }
        assert any(Look.SMALL_CAPS in look for look in looks)
        assert not any(Look.UNDERLINE in look for look in looks)

    against_the_old = prove(publication, house, found, f"specimen.{name}").diagnostics
    assert {type(finding) for finding in against_the_old} == {ProofLook}
