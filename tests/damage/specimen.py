"""The finished specimen that is damaged, and its proof."""

from __future__ import annotations

from functools import cache

from press import SEEDS, Version

from variorum import registry
from variorum.press import Request
from variorum.press.binding import what_is_unknown
from variorum.press.preparation import Preparation, prepare, with_stand_ins
from variorum.press.sheets import setting_of
from variorum.proof import Proof, prove

SPECIMEN = Version("specimen")


@cache
def prepared() -> Preparation:
    return with_stand_ins(prepare(str(SEEDS / "specimen"), Request()))


def proof_of(format_: str, data: bytes) -> Proof:
    publication, style = prepared().publication, prepared().style
    assert publication is not None
    assert style is not None
    renderer = registry.renderer(format_).value
    assert renderer is not None
    found = renderer.extract(data)
    unknown = what_is_unknown(renderer, data, publication, setting_of(publication, style))
    return prove(publication, style, found, f"specimen.{format_}", unknown)
