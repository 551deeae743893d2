"""The catalogue of findings: each is told apart, and each is made by at least one test."""

from __future__ import annotations

import re

import pytest
from press import ROOT

from variorum.findings import Code


def test_slugs_are_unique_and_of_one_form() -> None:
    slugs = [code.slug for code in Code]
    assert len(slugs) == len(set(slugs))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def all_tests() -> str:
    """Return all tests' text but for this file's."""
    files = [
        path
        for ending in ("*.py", "*.md")
        for path in (ROOT / "tests").rglob(ending)
        if "node_modules" not in path.parts and path.name not in ("test_codes.py", "README.md")
    ]
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.slug)
def test_every_finding_is_made_by_a_test(code: Code) -> None:
    assert re.search(rf"\bCode\.{code.name}\b|(?<![\w-]){code.slug}(?![\w-])", all_tests()), (
        "no test speaks of it"
    )
