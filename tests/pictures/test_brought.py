"""Pictures beside files that are brought in: opened by the door of their folder, if they are some."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest
from desk import Desk
from pictures.drawn import drawn, saved

from variorum.accession.file_patterns import files_below
from variorum.press import DONE

PNG = saved(drawn(), "PNG")
TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader><text><body>
<p>Words here.</p>
{}
</body></text></TEI>
"""
PAGE = """\
<!DOCTYPE html><html><head><title>A letter</title></head><body><article><h1>A letter</h1>
<p>The papers that you ask for left this office on the 24th of the month, and should be with you soon.</p>
{}
<p>They should be with you by the end of the week, if the road is open; if not, by the end of the month.</p>
</article></body></html>
"""
BESIDE = (
    "own.png",
    "below/own.png",
    "linked.png",
    "linked/secret.png",
    "pipe.png",
    "notes.txt",
    "photo.heic",
    "../outside/secret.png",
    "%2e%2e/outside/secret.png",
    "documents/one.xml",
)


def saved_files(desk: Desk) -> Path:
    """Write a folder with pictures and other things, some of them links that lead out of it."""
    folder = desk.folder / "saved"
    (folder / "below").mkdir(parents=True)
    (desk.folder / "outside").mkdir()
    for name in ("saved/own.png", "saved/below/own.png", "outside/secret.png"):
        (desk.folder / name).write_bytes(PNG)
    (folder / "documents").mkdir()
    (folder / "documents" / "one.xml").write_bytes(PNG)
    (folder / "notes.txt").write_text("TOPSECRET", "utf-8")
    (folder / "photo.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0")
    (folder / "linked.png").symlink_to("../outside/secret.png")
    (folder / "linked").symlink_to("../outside")
    os.mkfifo(folder / "pipe.png")
    return folder


def test_what_lies_beside_a_file_is_opened_by_the_door(desk: Desk) -> None:
    below = files_below(saved_files(desk))
    assert [name for name in BESIDE if below(name) == PNG] == [
        "own.png",
        "below/own.png",
        "documents/one.xml",
    ]
    assert below("/etc/passwd") is None
    assert below("nowhere.png") is None


def test_only_pictures_come_with_a_tei_file(desk: Desk) -> None:
    figures = "\n".join(f'<figure><graphic url="{name}"/></figure>' for name in BESIDE)
    (saved_files(desk) / "one.xml").write_text(TEI.format(figures), "utf-8")
    assert desk.variorum("new", "letters", "--from", "saved/one.xml").status == DONE
    root = desk.folder / "letters"
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert set(files) == {"edition.toml", "reading.md", "documents/one.xml", "own.png", "below/own.png"}
    assert files["documents/one.xml"].startswith(b"<TEI"), "a picture took the place of the document"
    report = files["reading.md"].decode()
    assert "the picture notes.txt is left out: it is no picture" in report
    assert "the picture photo.heic is left out: it is a file of the kind HEIC" in report
    assert "TOPSECRET" not in report


def test_pictures_that_stand_in_a_page_come_with_it(desk: Desk) -> None:
    data = base64.b64encode(PNG).decode()
    bad = base64.b64encode(b"TOPSECRET").decode()
    sources = (
        "own.png",
        f"data:image/png;base64,{data}",
        f"data:image/png;base64,{bad}",
        "photo.heic",
        "pipe.png",
    )
    shown = "\n".join(f'<p><img src="{source}" alt="seal"></p>' for source in sources)
    (saved_files(desk) / "one.html").write_text(PAGE.format(shown), "utf-8")
    assert desk.variorum("new", "letters", "--from", "saved/one.html").status == DONE
    root = desk.folder / "letters"
    assert {path.name for path in (root / "pictures").iterdir()} == {"one-own.png", "one-picture.png"}
    assert all(path.read_bytes() == PNG for path in (root / "pictures").iterdir())
    report = (root / "reading.md").read_text("utf-8")
    for reason in ("it is no picture", "it is a file of the kind HEIC", "it is not beside the page"):
        assert f"is left out: {reason}" in report
    assert data[:200] not in report


@pytest.mark.parametrize(
    ("key", "name", "advice"),
    [
        ("style", "long.toml", "this is another file than the one that is meant"),
        ("convention", "long.toml", "this is another file than the one that is meant"),
        ("file", "long.txt", "Part it: one file for each document."),
    ],
)
def test_the_advice_on_a_file_that_is_too_long_fits_what_it_is(
    desk: Desk, key: str, name: str, advice: str
) -> None:
    root = desk.edition()
    (root / name).write_bytes(b"# 1 March 1918\n" * 1_200_000)
    toml = (root / "edition.toml").read_text("utf-8")
    old = {"convention": '"soviet-archives"', "file": '"documents/one.txt"'}.get(key, "")
    toml = toml.replace(f"{key} = {old}", f'{key} = "{name}"') if old else f'{key} = "{name}"\n{toml}'
    (root / "edition.toml").write_text(toml, "utf-8")
    checked = desk.variorum("check", "letters")
    assert "file-too-long" in checked.out
    assert advice in checked.out
    assert sum("= Part it" in line or "= A table" in line for line in checked.out.splitlines()) == 1
