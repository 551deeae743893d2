"""The proof can fail: each damage to a finished file is caught, and the message names the place."""

from __future__ import annotations

import pytest
from damage import Damage, docx, epub, pdf
from damage.specimen import SPECIMEN, proof_of
from press import Press


def damages() -> list[object]:
    tables = {"docx": docx.DAMAGES, "epub": epub.DAMAGES, "pdf": pdf.DAMAGES}
    return [
        pytest.param(name, damage, id=f"{name}: {damage}")
        for name, table in tables.items()
        for damage in table
    ]


@pytest.mark.parametrize("name", ["docx", "epub", "pdf"])
def test_the_finished_file_passes(press: Press, name: str) -> None:
    assert proof_of(name, press.finished(SPECIMEN, name).read_bytes()).passed


@pytest.mark.parametrize(("name", "damage"), damages())
def test_a_damaged_file_fails(press: Press, name: str, damage: Damage) -> None:
    proof = proof_of(name, damage.change(press.finished(SPECIMEN, name).read_bytes()))
    found = [finding for finding in proof.diagnostics if type(finding) in damage.codes]
    assert found, [finding.message for finding in proof.diagnostics]
    assert f"specimen.{name}" in found[0].message
    assert any(finding.span for finding in found) or "after “" in found[0].message
