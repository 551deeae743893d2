"""All findings by stage, in the order in which an edition meets them.

A finding is listed in one place, the module of its stage; the module's docstring is the stage's title.
"""

from __future__ import annotations

from types import ModuleType

from variorum.findings import (
    accession,
    conventions,
    edition,
    files,
    machine,
    marks,
    proof,
    tei,
    transcript,
    typesetting,
)
from variorum.findings.finding import Diagnostic

STAGES = (
    files,
    accession,
    tei,
    marks,
    transcript,
    conventions,
    edition,
    typesetting,
    proof,
    machine,
)


def records(stage: ModuleType) -> tuple[type[Diagnostic], ...]:
    """Return the findings of a stage in the order of their module."""
    return tuple(
        one
        for one in vars(stage).values()
        if isinstance(one, type)
        and issubclass(one, Diagnostic)
        and one.__module__ == stage.__name__
        and "slug" in vars(one)
    )


RECORDS = {one.slug: one for stage in STAGES for one in records(stage)}
