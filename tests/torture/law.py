"""The law: whatever `check` passes, `build` makes; and what `check` refuses, it refuses at a place.

The account of words is left out here, for what does not balance would not be built, and nothing be learnt of
its files; tests of its own ask it.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias
from unittest.mock import patch

from variorum.account import NO_ACCOUNT
from variorum.findings import Diagnostic, Severity
from variorum.press import DONE, Outcome, Request, status
from variorum.press.pipeline import build, check
from variorum.press.workers import Workers

FORMATS = ("pdf", "epub", "docx", "tei")
By: TypeAlias = Literal["made", "refused", "broken"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an edition: `made`; `refused` by check, as the law allows; `broken`: against the law.

    `codes` are those of the errors, each with the number of times; `why` is the first error in full; `failed`
    are the formats that were not made.
    """

    by: By
    codes: tuple[tuple[str, int], ...] = ()
    why: str = ""
    failed: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        """Return the codes."""
        return frozenset(code for code, _ in self.codes)


class Unwatched:
    """Follow a build without a word."""

    def stage(self, edition: str, what: str, total: int) -> None:
        """Begin a stage."""

    def step(self) -> None:
        """Finish a step."""


def verdict(edition: Path, out: Path, formats: Sequence[str] = FORMATS) -> Verdict:
    """Check an edition and build it, both in this process, and return what the law says of it."""
    with patch("variorum.press.preparation.account", lambda *_: NO_ACCOUNT):
        return _verdict_of(edition, Request(formats=tuple(formats), out=out), formats)


def _verdict_of(edition: Path, request: Request, formats: Sequence[str]) -> Verdict:
    try:
        checked = check(str(edition), request)
        errors = _errors(checked)
        if errors:
            placeless = [one for one in errors if one.span is None]
            return _verdict("broken" if placeless else "refused", placeless or errors)
        built = build(str(edition), request, Unwatched(), Workers(1))
    except Exception:
        return Verdict("broken", (("traceback", 1),), traceback.format_exc(), tuple(formats))
    good = {one.format for one in built.made if one.written and one.proof.passed}
    failed = tuple(one for one in formats if one not in good)
    if status(built.diagnostics, strict=False) != DONE or failed:
        return replace(_verdict("broken", _errors(built)), failed=failed or tuple(formats))
    return Verdict("made")


def _errors(outcome: Outcome) -> list[Diagnostic]:
    return [one for one in outcome.diagnostics if one.severity is Severity.ERROR and one.accepted is None]


def _verdict(by: By, errors: Sequence[Diagnostic]) -> Verdict:
    codes = Counter(one.slug for one in errors).most_common()
    if not errors:
        return Verdict(by, (("no-file", 1),), "a file is missing, and no finding says why")
    return Verdict(by, tuple(codes), f"{errors[0].span} {errors[0].message}")
