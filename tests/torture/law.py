"""The law: whatever `check` passes, `build` makes; and what `check` refuses, it refuses at a place.

The account of words must balance too. What it says of trees of elements in any order is not asked: in most of
them no one can say where a blank belongs, and what does not balance would not be built.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias
from unittest.mock import patch

from variorum.account import Account, account
from variorum.findings import Diagnostic, Severity
from variorum.press import DONE, Outcome, Request, status
from variorum.press.pipeline import build, check
from variorum.press.workers import Workers
from variorum.source import Source

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
    with patch("variorum.press.preparation.account", _account_of_texts):
        return _verdict_of(edition, Request(formats=tuple(formats), out=out), formats)


def _account_of_texts(publication: Any, sources: Mapping[str, Source], *more: Any) -> Account:
    """Return the account of an edition, without what it says of files of TEI that have no header."""
    made = account(publication, sources, *more)

    def is_text(path: str) -> bool:
        return not path.endswith(".xml") or "teiHeader" in sources[path].text

    kept = tuple(one for one in made.diagnostics if one.span is None or is_text(one.span.path))
    return replace(made, diagnostics=kept)


def _verdict_of(edition: Path, request: Request, formats: Sequence[str]) -> Verdict:
    try:
        checked = check(str(edition), request)
        errors = _errors(checked)
        if errors:
            ours = [one for one in errors if one.span is None or one.slug.startswith("account-")]
            return _verdict("broken" if ours else "refused", ours or errors)
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
