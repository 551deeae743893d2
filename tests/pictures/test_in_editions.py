"""Pictures on their way through an edition: shown in all formats as they should look, or described."""

from __future__ import annotations

import base64
import io
import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from desk import Desk
from pictures.drawn import HIGH, MOVING, STORED_ANEW, UNFIT, WIDE, deep, drawn, saved, transparent
from pictures.seen import colours, edition_with, pages, pictures_in

from variorum.press import DONE

FORMATS = "pdf,epub,docx,tei"
DAMAGED = ["letters/documents/one.txt:14:1 picture-damaged"]


def test_pictures_look_alike_in_all_formats(desk: Desk) -> None:
    """Upright, still, in the colours of a screen: though not every output knows how to show them so."""
    given = {
        f"{number}-{path}": make()
        for number, (path, make) in enumerate(
            (*((path, make) for path, make, _, _ in STORED_ANEW.values()), *MOVING.values())
        )
        if make is not deep
    }
    given["transparent.png"] = transparent("RGBA")
    edition_with(desk, given)
    built = desk.variorum("build", "letters", "--to", FORMATS, "--out", "out")
    assert built.status == DONE
    assert {one.split()[1] for one in built.findings} == {"picture-first-only"}
    files = desk.files()
    assert len(files) == 4
    assert [one for page in pages(files["letters.pdf"]) for one in colours(page)] == ["red", "blue"] * len(
        given
    )
    for name, folder in (("letters.epub", "EPUB/images/"), ("letters.docx", "word/media/")):
        held = pictures_in(files[name], folder)
        assert held
        for image in held:
            assert image.format in ("PNG", "JPEG")
            assert image.size == (WIDE, HIGH)
            assert not getattr(image, "is_animated", False)
            assert colours(image.convert("RGB")) == ["red", "blue"]


@pytest.mark.parametrize("name", ["words", "PNG cut short", "PNG of 100,000 by 100,000", "HEIC"])
def test_what_cannot_be_shown_is_described_in_all_formats(desk: Desk, name: str) -> None:
    path, make, reason = UNFIT[name]
    edition_with(desk, {path: make()})
    checked = desk.variorum("check", "letters")
    assert (checked.status, checked.findings) == (DONE, DAMAGED)
    assert f"the picture {path} cannot be shown: {reason}; its description" in " ".join(checked.out.split())
    assert "TOPSECRET" not in checked.out
    formats = FORMATS if name == "words" else "docx"
    built = desk.variorum("build", "letters", "--to", formats, "--out", "out")
    assert (built.status, built.findings) == (DONE, DAMAGED)
    files = desk.files()
    assert len(files) == len(formats.split(","))
    with ZipFile(io.BytesIO(files["letters.docx"])) as archive:
        assert "[Figure: seal 1]" in archive.read("word/document.xml").decode()
    for data in files.values():
        assert b"TOPSECRET" not in data


@pytest.mark.parametrize("size", [(3, 9_000), (900, 1_300)])
def test_a_picture_of_any_shape_is_on_the_page(desk: Desk, size: tuple[int, int]) -> None:
    edition_with(desk, {"p.png": saved(drawn(*size), "PNG")})
    built = desk.variorum("build", "letters", "--to", "pdf", "--out", "out")
    assert (built.status, built.findings) == (DONE, [])
    seen = [one for page in pages(desk.files()["letters.pdf"]) for one in colours(page)]
    assert seen == ["red", "blue"] or 3 in size


def test_a_picture_that_stands_in_the_text_is_shown(desk: Desk) -> None:
    given = base64.b64encode(saved(drawn(), "PNG")).decode()
    bad = base64.b64encode(b"TOPSECRET").decode()
    edition_with(desk, {}, (f"data:image/png;base64,{given}", f"data:image/png;base64,{bad}"))
    built = desk.variorum("build", "letters", "--to", "epub,docx", "--out", "out")
    assert (built.status, built.findings) == (DONE, ["letters/documents/one.txt:16:1 picture-damaged"])
    for name, folder in (("letters.epub", "EPUB/images/"), ("letters.docx", "word/media/")):
        (held,) = pictures_in(desk.files()[name], folder)
        assert held.size == (WIDE, HIGH)
        assert given.encode() not in desk.files()[name]


def test_the_case_of_a_picture_that_is_text(desk: Desk, shared: Path) -> None:
    shutil.copytree(shared / "cases" / "editions" / "png-is-text", desk.folder / "x")
    for words in (("check", "x"), ("build", "x", "--to", FORMATS, "--out", "out")):
        said = desk.variorum(*words)
        assert (said.status, said.findings) == (DONE, ["x/d.txt:3:1 picture-damaged"])
        assert "p.png cannot be shown" in said.out
        assert "TOPSECRET" not in said.out
    assert len(desk.files()) == 4
    with ZipFile(io.BytesIO(desk.files()["x.docx"])) as archive:
        runs = re.findall(r"<w:t\b[^>]*>([^<]*)", archive.read("word/document.xml").decode())
        assert "[Figure: d]" in "".join(runs)
    assert b"<figDesc>d</figDesc>" in desk.files()["x.xml"]


def test_the_case_of_a_damaged_picture_in_a_word_file(desk: Desk, shared: Path) -> None:
    assert (
        desk.variorum("new", "w", "--from", str(shared / "cases/word/19-damaged-picture.docx")).status == DONE
    )
    for words in (("check", "w"), ("build", "w", "--to", FORMATS, "--out", "out")):
        said = desk.variorum(*words)
        (finding,) = said.findings
        assert (said.status, finding.split()[1]) == (DONE, "picture-damaged")
        assert "pictures/19-damaged-picture-i.png" in said.out
    assert len(desk.files()) == 4
    with ZipFile(io.BytesIO(desk.files()["w.docx"])) as archive:
        assert "A seal" in archive.read("word/footnotes.xml").decode()
