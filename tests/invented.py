"""Runs for publications that tests invent: their words are of no file."""

from __future__ import annotations

from variorum.origin import Generated, OriginRule
from variorum.publication import Run

INVENTED = Generated(OriginRule.PLACE_UNKNOWN)


def a_run(text: str) -> Run:
    """Return a run of invented words."""
    return Run(text, INVENTED)
