"""The finished specimen that is damaged, and its proof."""

from __future__ import annotations

from functools import cache

from press import SEEDS, Version

from variorum import registry
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare
from variorum.proof import Proof, prove

SPECIMEN = Version("specimen")


@cache
def prepared() -> Preparation:
    return prepare(str(SEEDS / "specimen"), Request())


def proof_of(format_: str, data: bytes) -> Proof:
    publication, style = prepared().publication, prepared().style
    assert publication is not None
    assert style is not None
    renderer = registry.renderer(format_).value
    assert renderer is not None
    found = renderer.extract(data)
    return prove(publication, style, found, f"specimen.{format_}")
