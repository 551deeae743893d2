"""An edition of which nothing has changed is told at once, by its docket; else it is built as ever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from desk import LETTER, TOML, Desk
from pictures.drawn import drawn, saved

from variorum.callslips import CallSlips, are_answered_alike
from variorum.docket import Docket, Request, Template, installation
from variorum.docket.filing import packed, standing, way_to
from variorum.folder import EditionFolder
from variorum.fontconfig import faces

BUILD = ("build", "letters", "--to", "docx,epub", "--out", "out")
STYLE = 'extends = "house"\n'
PICTURES = (
    '\n{{figure target="p.png" description="seal"}}\n\n{{figure target="gone.png" description="crest"}}\n'
)
PATTERN = '[[document]]\nfiles = "documents/*.txt"\nbase = "typed"\n'


@pytest.fixture
def edition(desk: Desk) -> Desk:
    """Return a desk with a built edition: a style of its own, a pattern, one picture of two."""
    head = TOML[: TOML.index("[[document]]")]
    root = desk.edition(f'style = "own.toml"\n{head}{PATTERN}', one=LETTER + PICTURES)
    (root / "own.toml").write_text(STYLE)
    (root / "p.png").write_bytes(saved(drawn(), "PNG"))
    (desk.folder / "outside.txt").write_text(LETTER)
    said = desk.variorum(*BUILD)
    assert (said.status, is_read(said.err)) == (0, True)
    return desk


def is_read(said: str) -> bool:
    """Return whether an edition was read: a build says so."""
    return "letters: reading" in said


def change(path: Path, old: str, new: str) -> None:
    """Change a file so that only its bytes tell: neither its length nor its time do."""
    times = path.stat()
    text = path.read_text("utf-8")
    assert old in text and len(old) == len(new)
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def linked_elsewhere(root: Path) -> None:
    path = root / "documents" / "one.txt"
    path.rename(root / "other.txt")
    path.symlink_to("../other.txt")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda root: change(root / "documents/one.txt", "papers", "parcel"),
    "edition.toml": lambda root: change(root / "edition.toml", "Vera", "Vara"),
    "a style": lambda root: (root / "own.toml").write_text(f'{STYLE}\n[font]\nfamily = "Gentium"\n'),
    "a document more": lambda root: (root / "documents/two.txt").write_text(LETTER),
    "a picture": lambda root: (root / "p.png").write_bytes(saved(drawn(), "PNG") + b" "),
    "a picture more": lambda root: (root / "gone.png").write_bytes(saved(drawn(), "PNG")),
    "a picture of nearly the name": lambda root: (root / "gona.png").write_bytes(saved(drawn(), "PNG")),
    "a picture less": lambda root: (root / "p.png").unlink(),
    "a link": linked_elsewhere,
}


def test_an_edition_of_which_nothing_has_changed_is_not_read(edition: Desk) -> None:
    first = {path: path.stat().st_mtime_ns for path in edition.out.iterdir()}
    said = edition.variorum(*BUILD)
    assert (said.status, is_read(said.err), said.out.count("up to date")) == (0, False, 2)
    assert {path: path.stat().st_mtime_ns for path in edition.out.iterdir()} == first


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_in_its_folder_it_is_read(edition: Desk, what: str) -> None:
    CHANGES[what](edition.folder / "letters")
    assert is_read(edition.variorum(*BUILD).err)


@pytest.mark.parametrize(
    "options",
    [
        ("--profile", "reading"),
        ("--style", "large-print"),
        ("--conventions", "last-resort"),
        ("--strict",),
        ("--queries",),
        ("--allow-outside",),
        ("--for", "book"),
        ("--to", "tei"),
        ("--out", "elsewhere"),
    ],
)
def test_whatever_else_is_asked_for_it_is_read(edition: Desk, options: Sequence[str]) -> None:
    words = [*BUILD, *options]
    assert is_read(edition.variorum(*words).err)


def test_of_a_template_the_bytes_count(edition: Desk) -> None:
    ways = {
        way_to("letters", Request(template=template))
        for template in (None, Template("t.docx", b"a"), Template("t.docx", b"b"), Template("s.docx", b"a"))
    }
    assert len(ways) == 4
    assert way_to("letters", Request(jobs=4)) == way_to("letters", Request(jobs=1))


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def beside(folder: str) -> Callable[[Path], object]:
    def lay(path: Path) -> None:
        (path.parent / folder).mkdir()
        (path.parent / folder / path.name).write_bytes(b"of another build")

    return lay


SPOILT: dict[str, Callable[[Path], object]] = {
    "other bytes": spoil,
    "gone": Path.unlink,
    "one that failed lies beside it": beside("failed"),
    "an earlier one lies beside it": beside("previous"),
    "a killed build": lambda path: (path.parent / ".variorum-999999999-x.part").write_bytes(b""),
}


@pytest.mark.parametrize("what", SPOILT)
def test_whatever_becomes_of_its_files_it_is_built(edition: Desk, what: str) -> None:
    first = edition.files()
    SPOILT[what](edition.out / "letters.docx")
    assert is_read(edition.variorum(*BUILD).err)
    assert edition.files() == first
    assert not is_read(edition.variorum(*BUILD).err)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"installation": "x"}', None])
def test_a_damaged_docket_is_none(edition: Desk, damage: bytes | None) -> None:
    (path,) = (edition.folder / "sheets").rglob("*.docket")
    path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert is_read(edition.variorum(*BUILD).err)
    assert not is_read(edition.variorum(*BUILD).err)


@pytest.mark.parametrize("options", [(), ("--json",), ("--quiet",)])
def test_a_docket_tells_what_a_build_tells(desk: Desk, options: Sequence[str]) -> None:
    """Findings with their lines and without, accepted and not, remarks, and the table of proofs."""
    accept = '[[accept]]\ncode = "page-order"\nreason = "so in the file"\n'
    pages = "\n[page nine]\n\nOne (more.\n\n[page three]\n\nThe end.\n"
    desk.edition(TOML.replace('base = "typed"', "") + accept, one=LETTER + PICTURES + pages)
    assert desk.variorum(*BUILD).status == 0
    for path in (desk.folder / "sheets").rglob("*.docket"):
        path.unlink()
    read, kept = desk.variorum(*BUILD, *options), desk.variorum(*BUILD, *options)
    assert (is_read(read.err), is_read(kept.err)) == (not options, False)
    assert (kept.status, kept.out) == (read.status, read.out)
    assert options == ("--quiet",) or "picture-missing" in kept.out


def test_an_edition_with_errors_has_no_docket(desk: Desk) -> None:
    desk.edition(TOML.replace("one.txt", "two.txt"))
    assert desk.variorum(*BUILD).status != 0
    assert list((desk.folder / "sheets").rglob("*.docket")) == []


def test_nothing_that_builds_is_imported_where_nothing_has_changed(edition: Desk) -> None:
    heavy = {"variorum.press", "variorum.model", "variorum.folder", "variorum.registry", "lxml"}
    assert heavy <= imported(edition), "another process has another docket"
    light = imported(edition)
    assert "variorum.docket" in light
    assert heavy.isdisjoint(light)


def imported(desk: Desk) -> set[str]:
    """Return the modules that a build imports in a process of its own."""
    code = "import sys; from variorum.cli import main; main(); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, *BUILD]
    done = subprocess.run(command, cwd=desk.folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_of_several_editions_those_that_changed_are_read(edition: Desk) -> None:
    (edition.folder / "letters").rename(edition.folder / "papers")
    edition.edition()
    toml = edition.folder / "papers/edition.toml"
    toml.write_text(toml.read_text("utf-8").replace('id = "letters"', 'id = "papers"'), "utf-8")
    both = ("build", "letters", "papers", "--to", "docx", "--out", "out")
    assert edition.variorum(*both).status == 0
    said = edition.variorum(*both)
    assert ("reading" in said.err, said.out.count("up to date")) == (False, 3)
    change(edition.folder / "letters/documents/one.txt", "papers", "parcel")
    said = edition.variorum(*both)
    assert ("letters: reading" in said.err, "papers: reading" in said.err) == (True, False)


# ---- the installation


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder with a plug-in in it, installed before all others."""
    (tmp_path / "plugged-1.dist-info").mkdir()
    (tmp_path / "plugged-1.dist-info/entry_points.txt").write_text(
        "[variorum.codecs]\nx = plugged.inner:codec\n"
    )
    (tmp_path / "plugged/inner").mkdir(parents=True)
    (tmp_path / "plugged/__init__.py").write_text("")
    (tmp_path / "plugged/inner/codec.py").write_text("a = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    installation.installation.cache_clear()


def known() -> str:
    installation.installation.cache_clear()
    return installation.installation()


INSTALLED: dict[str, Callable[[Path], object]] = {
    "code of a plug-in": lambda site: (site / "plugged/inner/codec.py").write_text("a = 2\n"),
    "a file more": lambda site: (site / "plugged/inner/more.py").write_text(""),
    "a library more": lambda site: (site / "library-2.dist-info").mkdir(),
    "a library less": lambda site: (site / "plugged-1.dist-info/entry_points.txt").unlink(),
    "what is offered": lambda site: (site / "plugged-1.dist-info/entry_points.txt").write_text("[x]\n"),
    "a package of ours": lambda site: (site / "variorum_more").mkdir(),
}


@pytest.mark.parametrize("what", INSTALLED)
def test_another_installation_is_seen(site: Path, what: str) -> None:
    first = known()
    assert known() == first != ""
    INSTALLED[what](site)
    if what == "a package of ours":
        (site / "variorum_more/__init__.py").write_text("")
    assert known() != first


def test_another_font_is_seen(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = known()
    font, settings = site / "font.otf", site / "fonts.conf"
    font.write_bytes(b"a")
    settings.write_text("<fontconfig/>")
    there = faces("")
    monkeypatch.setattr(installation, "faces", lambda family: (*there, font))
    second = known()
    font.write_bytes(b"ab")
    third = known()
    monkeypatch.setattr(installation, "settings", lambda: (settings,))
    assert len({first, second, third, known()}) == 4


def test_where_fonts_cannot_be_asked_for_there_is_no_docket(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(family: str) -> tuple[Path, ...]:
        raise OSError("there is no fontconfig")

    monkeypatch.setattr(installation, "faces", absent)
    assert known() == ""
    assert packed(Docket("f", "n", 0, (), {}), CallSlips(), {}) is None
    installation.installation.cache_clear()


def test_other_settings_of_the_environment_are_another_docket(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = [way_to("letters", Request())]
    for name in ("FONTCONFIG_FILE", "PYTHONPATH", "LC_ALL", "SOURCE_DATE_EPOCH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, "x")
        ways.append(way_to("letters", Request()))
    monkeypatch.setenv("WINDOWID", "7")
    assert way_to("letters", Request()) == ways[-1]
    monkeypatch.setattr(sys, "path", [*sys.path, "elsewhere"])
    ways.append(way_to("letters", Request()))
    assert len(set(ways)) == len(ways)


def test_code_that_lies_elsewhere_is_known(edition: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in may import what no package of its own holds."""
    helper = edition.folder / "helper_of_a_plug_in.py"
    helper.write_text("a = 1\n")
    monkeypatch.setitem(sys.modules, helper.stem, type(sys)(helper.stem))
    monkeypatch.setattr(sys.modules[helper.stem], "__file__", str(helper), raising=False)
    request = Request(formats=("docx",), out=Path("more"))
    assert edition.variorum("build", "letters", "--to", "docx", "--out", "more").status == 0
    assert standing("letters", replace(request, jobs=3)) is not None
    helper.write_text("a = 22\n")
    assert standing("letters", request) is None


# ---- call slips


def handed_out(root: Path, ask: Callable[[EditionFolder], object]) -> CallSlips:
    slips = CallSlips()
    ask(EditionFolder(root, slips=slips))
    return slips


def test_call_slips_know_what_was_not_there(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("a")
    slips = handed_out(tmp_path, lambda folder: [folder.read(name, None) for name in ("no", "f/no", "f")])
    assert slips.whole and are_answered_alike(tmp_path, slips.as_json())
    (tmp_path / "no").write_text("now it is there")
    assert not are_answered_alike(tmp_path, slips.as_json())


def test_a_file_that_is_only_looked_for_may_change(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("a")
    slips = handed_out(tmp_path, lambda folder: folder.locate("f", None))
    (tmp_path / "f").write_text("b")
    assert are_answered_alike(tmp_path, slips.as_json())
    (tmp_path / "f").unlink()
    (tmp_path / "f").mkdir()
    assert not are_answered_alike(tmp_path, slips.as_json())


def test_a_folder_that_changes_while_it_is_read_is_no_whole(tmp_path: Path) -> None:
    def twice(folder: EditionFolder) -> None:
        for text in "ab":
            (tmp_path / "f").write_text(text)
            folder.read("f", None)

    def more(folder: EditionFolder) -> None:
        for text in "ab":
            folder.fitting("*")
            (tmp_path / text).write_text(text)

    def gone(folder: EditionFolder) -> None:
        folder.read("f", None)
        (tmp_path / "f").unlink()
        folder.locate("f", None)

    assert [handed_out(tmp_path, ask).whole for ask in (twice, more, gone)] == [False] * 3


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "d", "l"])
def test_what_is_refused_makes_no_docket(tmp_path: Path, name: str) -> None:
    """Why it is refused may change with the machine: that is not followed."""
    (tmp_path / "d").mkdir()
    (tmp_path / "l").symlink_to("/etc/passwd")
    assert not handed_out(tmp_path, lambda folder: folder.read(name, None)).whole
