"""Runs for publications that tests invent: their words are of no file."""

from __future__ import annotations

from variorum.apparatus.wording import wording
from variorum.model import Imprint
from variorum.origin import Generated, OriginRule
from variorum.publication import FormatPhrases, Run

INVENTED = Generated(OriginRule.PLACE_UNKNOWN)


def a_run(text: str) -> Run:
    """Return a run of invented words."""
    return Run(text, INVENTED)


def phrases_of(imprint: Imprint) -> FormatPhrases:
    """Return what formats say themselves of an invented edition."""
    return wording(imprint.language).of_formats(title=a_run(imprint.title), subtitle=a_run(imprint.subtitle))
