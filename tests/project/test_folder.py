"""The one door to files: what an edition names is read from its folder, or refused with a finding."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from desk import LETTER, TOML, Desk, Said
from pikepdf import Stream
from press import ROOT

from variorum.findings import Result
from variorum.findings.files import FileTooLong
from variorum.folder import EditionFolder
from variorum.press import FAULTY, USAGE
from variorum.source import Span

CORE = ROOT / "src" / "variorum"
PLACE = Span("edition.toml", 1, 1, 1, 2)
SECRET = "Plum brandy at the ferry"
PICTURE = ROOT / "seeds" / "specimen" / "page.png"

# ---- the door alone


def said(folder: EditionFolder, path: str) -> list[str]:
    """Return the findings on a name, of which none was read."""
    read = folder.read(path, PLACE)
    assert read.value is None
    assert all(one.span == PLACE for one in read.diagnostics)
    return [f"{one.slug}: {one.message}" for one in read.diagnostics]


@pytest.fixture
def door(tmp_path: Path) -> EditionFolder:
    """An edition's folder with one text, and beside it what is none of its business."""
    root = tmp_path / "letters"
    (root / "documents").mkdir(parents=True)
    (root / "documents" / "one.txt").write_text("One.\n", "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_text(SECRET, "utf-8")
    return EditionFolder(root)


def test_what_lies_in_the_folder_is_read(door: EditionFolder) -> None:
    (door.root / "link.txt").symlink_to("documents/one.txt")
    (door.root / "more").symlink_to("documents")
    ways = ("documents/one.txt", "./documents//one.txt", "documents/../documents/one.txt")
    for path in (*ways, "link.txt", "more/one.txt"):
        read = door.read(path, PLACE)
        assert (read.value, read.diagnostics) == (b"One.\n", ()), path


def test_a_folder_that_is_a_link_itself_is_read(door: EditionFolder, tmp_path: Path) -> None:
    (tmp_path / "linked").symlink_to(door.root)
    assert EditionFolder(tmp_path / "linked").read("documents/one.txt", PLACE).value == b"One.\n"


def test_what_is_not_there_is_left_to_who_asked(door: EditionFolder) -> None:
    for path in ("documents/two.txt", "nowhere/one.txt", "documents/one.txt/more"):
        assert said(door, path) == []


OUTSIDE = {
    "../elsewhere/secret.txt": "“..” leads out of the edition's folder",
    "documents/../../elsewhere/secret.txt": "“..” leads out of the edition's folder",
    "../nowhere.txt": "“..” leads out of the edition's folder",
    "..": "“..” leads out of the edition's folder",
    "/etc/passwd": "it is an absolute path",
    "C:\\secret.txt": "it is an absolute path",
    "link.txt": "a link leads out of the edition's folder",
    "links/secret.txt": "a link leads out of the edition's folder",
    "documents/twice.txt": "a link leads out of the edition's folder",
    "up/elsewhere/secret.txt": "a link leads out of the edition's folder",
}


def outside_links(root: Path) -> None:
    (root / "link.txt").symlink_to("../elsewhere/secret.txt")
    (root / "links").symlink_to(root.parent / "elsewhere")
    (root / "documents" / "twice.txt").symlink_to("../link.txt")
    (root / "up").symlink_to("..")


@pytest.mark.parametrize("path", OUTSIDE)
def test_what_lies_outside_is_refused(door: EditionFolder, path: str) -> None:
    outside_links(door.root)
    assert said(door, path) == [f"file-outside: {path} is not read: {OUTSIDE[path]}"]


def test_an_absolute_path_into_the_folder_is_refused_too(door: EditionFolder) -> None:
    path = str(door.root / "documents" / "one.txt")
    assert said(door, path) == [f"file-outside: {path} is not read: it is an absolute path"]


def test_a_folder_whose_name_begins_alike_is_outside(door: EditionFolder) -> None:
    (door.root.parent / "letters-private").mkdir()
    (door.root.parent / "letters-private" / "one.txt").write_text(SECRET, "utf-8")
    (finding,) = said(door, "../letters-private/one.txt")
    assert finding.startswith("file-outside")


def test_who_means_it_reads_outside_and_is_told(door: EditionFolder) -> None:
    outside_links(door.root)
    wide = EditionFolder(door.root, allow_outside=True)
    absolute = str(door.root.parent / "elsewhere" / "secret.txt")
    for path in ("../elsewhere/secret.txt", "link.txt", "links/secret.txt", absolute):
        read = wide.read(path, PLACE)
        assert read.value == SECRET.encode(), path
        assert [(one.slug, one.span) for one in read.diagnostics] == [("file-from-outside", PLACE)]
    assert wide.read("documents/one.txt", PLACE).diagnostics == ()
    assert said(wide, "/dev/zero") == ["file-unreadable: /dev/zero cannot be read: it is a device"]


def test_what_is_no_file_is_refused(door: EditionFolder) -> None:
    os.mkfifo(door.root / "pipe.txt")
    (door.root / "round.txt").symlink_to("round.txt")
    assert said(door, "pipe.txt") == ["file-unreadable: pipe.txt cannot be read: it is a pipe"]
    assert said(door, "documents") == ["file-unreadable: documents cannot be read: it is a directory"]
    assert said(door, ".") == ["file-unreadable: . cannot be read: it is a directory"]
    (round_,) = said(door, "round.txt")
    assert round_.startswith("file-unreadable: round.txt cannot be read: too many levels")


def test_a_pipe_put_in_the_place_of_a_file_is_not_waited_for(
    door: EditionFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = door.root / "pipe.txt"
    os.mkfifo(pipe)
    monkeypatch.setattr(EditionFolder, "locate", lambda *_: Result(pipe))

    def interrupt(*_: object) -> None:
        raise TimeoutError("it was waited for")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(10)
    try:
        findings = said(door, "pipe.txt")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    assert findings == ["file-unreadable: pipe.txt cannot be read: it is a pipe"]


@pytest.mark.parametrize("step", ["documents", "documents/one.txt"])
def test_a_link_put_in_the_place_of_a_step_leads_nowhere(
    door: EditionFolder, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """After the way was looked at, and before it was gone."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not say where an open file lies")
    elsewhere = door.root.parent / "elsewhere"
    (elsewhere / "one.txt").write_text(SECRET, "utf-8")
    located = door.locate("documents/one.txt", PLACE)
    shutil.move(door.root / step, door.root / "moved")
    (door.root / step).symlink_to(elsewhere if step == "documents" else elsewhere / "one.txt")
    monkeypatch.setattr(EditionFolder, "locate", lambda *_: located)
    assert said(door, "documents/one.txt") == [
        "file-outside: documents/one.txt is not read: a link leads out of the edition's folder"
    ]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("documents/one.txt\0", "it holds the character U+0000"),
        ("documents\n/one.txt", "it holds the character U+000A"),
        ("a" * 5_000, "it has 5,000 characters, more than 1,000"),
        ("a/" * 2_500, "it has 5,000 characters, more than 1,000"),
        ("a" * 256, "a step of it has more than 255 bytes"),
        ("ж" * 128, "a step of it has more than 255 bytes"),
        ("", "it is empty"),
        (" ", "it is empty"),
    ],
    ids=["nul", "line-end", "letters", "steps", "step", "bytes", "empty", "blank"],
)
def test_what_can_be_no_name_is_refused_and_shown_short(door: EditionFolder, path: str, reason: str) -> None:
    (finding,) = said(door, path)
    assert finding.startswith("file-name-unfit: ")
    assert finding.endswith(reason)
    assert len(finding) < 200
    assert finding.isprintable()


def test_no_more_is_read_than_a_file_may_have(door: EditionFolder) -> None:
    assert door.read("documents/one.txt", PLACE, 5).value == b"One.\n"
    long = door.read("documents/one.txt", PLACE, 4)
    assert long.value is None
    assert [type(one) for one in long.diagnostics] == [FileTooLong]


def test_a_file_that_says_it_is_empty_is_read_to_the_bound() -> None:
    """Those of the system's own file system do; some have no end."""
    endless = Path("/proc/self/maps")
    if not endless.exists():
        pytest.skip("this system has no /proc")
    wide = EditionFolder(Path("/proc/self"), allow_outside=True)
    assert [type(one) for one in wide.read("maps", PLACE, 100).diagnostics] == [FileTooLong]


def test_what_is_remote_is_not_looked_for(door: EditionFolder) -> None:
    for path in ("https://example.org/one.txt", "file:///etc/passwd"):
        assert said(door, path) == [f"reference-remote: the remote reference “{path}” is not fetched"]


# ---- whatever an edition names

SET = 'extends = "soviet-archives"\ntitle = "Plum brandy at the ferry"\n'
NAMED = {
    "document": (TOML.replace("documents/one.txt", "{}"), "secret.txt"),
    "pattern": (TOML.replace('id = "one"\nfile = "documents/one.txt"', 'files = "{}"'), "secret.txt"),
    "front": (TOML + '[[front]]\nid = "f"\ntitle = "F"\nfile = "{}"\n', "secret.txt"),
    "back": (TOML + '[[back]]\nid = "f"\ntitle = "F"\nfile = "{}"\n', "secret.txt"),
    "set": (TOML.replace('"soviet-archives"', '"{}"'), "set.toml"),
    "printed_as": ('printed_as = "{}"\n' + TOML, "set.toml"),
    "set of a document": (TOML.replace('base = "typed"', 'base = "typed"\nconvention = "{}"'), "set.toml"),
    "style": ('style = "{}"\n' + TOML, "style.toml"),
    "profile": ('profile = "{}"\n' + TOML, "profile.toml"),
}
FILES = {"secret.txt": LETTER + SECRET + "\n", "set.toml": SET, "style.toml": 'extends = "house"\n'}
FILES["profile.toml"] = 'extends = "reading"\n'


def edition_beside(desk: Desk, toml: str) -> Path:
    """Write an edition, with files beside it and a link in it that leads to them."""
    root = desk.edition(toml)
    elsewhere = desk.folder / "elsewhere"
    elsewhere.mkdir()
    for name, text in FILES.items():
        (elsewhere / name).write_text(text, "utf-8")
    (root / "linked").symlink_to(elsewhere)
    return root


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("way", ["linked/{}", "../elsewhere/{}", "{folder}/elsewhere/{}"])
def test_whatever_is_named_outside_is_refused_at_its_place(desk: Desk, kind: str, way: str) -> None:
    toml, name = NAMED[kind]
    path = way.format(name, folder=desk.folder)
    edition_beside(desk, toml.replace("{}", path))
    line = next(at for at, words in enumerate(toml.splitlines(), 1) if "{}" in words)
    checked = desk.variorum("check", "letters", "--json")
    (finding,) = checked.json["editions"][0]["findings"]
    expected = "file-missing" if kind == "pattern" and path.startswith("/") else "file-outside"
    assert (finding["code"], finding["line"]) == (expected, line)
    assert checked.status == FAULTY
    assert SECRET not in checked.out
    assert desk.variorum("build", "letters", "--to", "tei", "--out", "out").status == FAULTY
    assert desk.files() == {}


@pytest.mark.parametrize("kind", [kind for kind in NAMED if kind != "pattern"])
def test_who_means_it_builds_and_each_file_is_named(desk: Desk, kind: str) -> None:
    toml, name = NAMED[kind]
    edition_beside(desk, toml.replace("{}", f"../elsewhere/{name}"))
    for words in (("check",), ("model",), ("build", "--to", "tei", "--out", "out")):
        told = desk.variorum(*words, "letters", "--allow-outside", "--json")
        said_ = told.json["findings"] if words == ("model",) else told.json["editions"][0]["findings"]
        named = [one["message"] for one in said_ if one["code"] == "file-from-outside"]
        assert len(named) == 1, words
        assert named[0].startswith(f"../elsewhere/{name} is read from outside")
    assert set(desk.files()) == {"letters.xml"}
    proof = ("proof", "out/letters.xml", "--against", "letters")
    assert desk.variorum(*proof).status == FAULTY
    told = desk.variorum(*proof, "--allow-outside")
    assert (told.status, [one.split()[1] for one in told.findings]) == (0, ["file-from-outside"])


def test_sets_styles_and_profiles_extend_nothing_outside(desk: Desk) -> None:
    for key, file in (("convention", "set.toml"), ("style", "style.toml"), ("profile", "profile.toml")):
        toml = (
            TOML.replace("soviet-archives", "own.toml")
            if key == "convention"
            else f'{key} = "own.toml"\n{TOML}'
        )
        root = edition_beside(desk, toml)
        (root / "own.toml").write_text(f'extends = "../elsewhere/{file}"\n', "utf-8")
        assert desk.variorum("check", "letters").findings == ["letters/own.toml:1:11 file-outside"]
        shutil.rmtree(desk.folder / "elsewhere")
        (root / "linked").unlink()


def test_a_name_of_a_style_leads_to_no_file_elsewhere(desk: Desk) -> None:
    path = desk.folder / "elsewhere" / "style"
    edition_beside(desk, f'style = "{path}"\n{TOML}')
    assert desk.variorum("check", "letters").findings == ["letters/edition.toml:1:9 style-unknown"]


def test_a_style_outside_on_the_command_line_is_wrong_usage(desk: Desk) -> None:
    edition_beside(desk, TOML)
    asked = ("check", "letters", "--style", "../elsewhere/style.toml")
    assert desk.variorum(*asked).status == USAGE
    assert desk.variorum(*asked, "--allow-outside").status == 0


@pytest.mark.parametrize(
    ("pattern", "code"),
    [
        ("../*.txt", "file-outside"),
        ("documents/../../elsewhere/*.txt", "file-outside"),
        ("/**/secret.txt", "file-missing"),
        ("**x", "file-missing"),
        (".", "file-missing"),
        ("a" * 5_000, "file-name-unfit"),
        ("\\u0000", "file-name-unfit"),
    ],
    ids=["up", "down and up", "absolute", "malformed", "here", "letters", "nul"],
)
def test_a_pattern_stays_in_the_folder(desk: Desk, pattern: str, code: str) -> None:
    toml = TOML.replace('id = "one"\nfile = "documents/one.txt"', f'files = "{pattern}"')
    edition_beside(desk, toml)
    checked = desk.variorum("check", "letters", "--allow-outside")
    assert checked.findings == [f"letters/edition.toml:14:9 {code}"]
    assert SECRET not in checked.out


@pytest.mark.parametrize("path", ["/dev/zero", "pipe.txt", "documents", "\\u0000", "a" * 5_000])
@pytest.mark.parametrize("kind", ["document", "front"])
def test_what_is_no_file_is_a_finding_at_its_place(desk: Desk, kind: str, path: str) -> None:
    toml, _ = NAMED[kind]
    root = desk.edition(toml.replace("{}", path))
    os.mkfifo(root / "pipe.txt")
    line = next(at for at, words in enumerate(toml.splitlines(), 1) if "{}" in words)
    for more in ((), ("--allow-outside",)):
        checked = desk.variorum("check", "letters", *more)
        (finding,) = checked.findings
        assert finding.startswith(f"letters/edition.toml:{line}:8 file-")
        assert checked.status == FAULTY


@pytest.mark.parametrize("name", ["pipe", "folder", "\\u0000", "a" * 5_000])
@pytest.mark.parametrize("kind", ["set", "style", "profile"])
def test_a_table_that_is_no_file_is_a_finding_where_it_is_named(desk: Desk, kind: str, name: str) -> None:
    toml, _ = NAMED[kind]
    root = desk.edition(toml.replace("{}", f"{name}.toml"))
    os.mkfifo(root / "pipe.toml")
    (root / "folder.toml").mkdir()
    line = next(at for at, words in enumerate(toml.splitlines(), 1) if "{}" in words)
    (finding,) = desk.variorum("check", "letters").findings
    assert finding.startswith(f"letters/edition.toml:{line}:")
    assert finding.split()[1] in ("file-unreadable", "file-name-unfit")


def test_an_edition_toml_that_is_a_link_to_elsewhere_is_refused(desk: Desk) -> None:
    root = desk.edition()
    (root / "edition.toml").rename(desk.folder / "other.toml")
    (root / "edition.toml").symlink_to("../other.toml")
    checked = desk.variorum("check", "letters")
    assert "edition.toml is not read: a link leads out of the edition's folder" in checked.out
    assert desk.variorum("check", "letters", "--allow-outside").status == 0


# ---- pictures

FIGURE = LETTER + "\n{{figure target={} description=seal}}\n"
PICTURES_OUTSIDE = (
    "../elsewhere/private.png",
    "{folder}/elsewhere/private.png",
    "linked/private.png",
    "link.png",
)


def edition_with_a_picture(desk: Desk, target: str) -> Path:
    """Write an edition whose letter shows a picture; one lies in its folder, one in a folder beside it."""
    root = edition_beside(desk, TOML)
    for path in (root / "own.png", desk.folder / "elsewhere" / "private.png"):
        path.write_bytes(PICTURE.read_bytes())
    (root / "link.png").symlink_to("../elsewhere/private.png")
    (root / "documents" / "one.txt").write_text(FIGURE.format(target), "utf-8")
    return root


def holders(desk: Desk) -> list[str]:
    """Return the finished files that hold a picture."""
    found = []
    for path in sorted(desk.out.iterdir()):
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                held = any(isinstance(one, Stream) and one.get("/Subtype") == "/Image" for one in pdf.objects)
        else:
            with ZipFile(path) as archive:
                held = any(archive.read(name) == PICTURE.read_bytes() for name in archive.namelist())
        found += [path.suffix] if held else []
    return found


def build_of(desk: Desk, formats: str, *more: str) -> Said:
    return desk.variorum("build", "letters", "--to", formats, "--out", "out", *more)


def test_a_picture_in_the_folder_is_in_all_files(desk: Desk) -> None:
    edition_with_a_picture(desk, "own.png")
    assert build_of(desk, "pdf,epub,docx").findings == []
    assert holders(desk) == [".docx", ".epub", ".pdf"]


@pytest.mark.parametrize("way", PICTURES_OUTSIDE)
def test_a_picture_outside_is_a_finding_and_in_no_file(desk: Desk, way: str) -> None:
    edition_with_a_picture(desk, way.format(folder=desk.folder))
    formats = "pdf,epub,docx" if way == PICTURES_OUTSIDE[0] else "docx"
    built = build_of(desk, formats)
    assert (built.status, built.findings) == (0, ["letters/documents/one.txt:14:1 picture-outside"])
    assert len(desk.files()) == len(formats.split(","))
    assert holders(desk) == []


def test_a_picture_outside_is_shown_by_who_means_it(desk: Desk) -> None:
    edition_with_a_picture(desk, "../elsewhere/private.png")
    assert build_of(desk, "docx", "--allow-outside").findings == [
        "letters/documents/one.txt:14:1 file-from-outside"
    ]
    assert holders(desk) == [".docx"]


@pytest.mark.parametrize("target", ["pipe.png", "documents", "/dev/zero", "a" * 5_000])
def test_a_picture_that_is_no_file_is_a_finding(desk: Desk, target: str) -> None:
    root = edition_with_a_picture(desk, target)
    os.mkfifo(root / "pipe.png")
    (finding,) = desk.variorum("check", "letters", "--allow-outside").findings
    assert finding.startswith("letters/documents/one.txt:14:1 file-")


# ---- the cases beside the repository

CASES = {
    "toml-file-etc": ["edition.toml:7:8 file-outside"],
    "toml-file-absolute": ["edition.toml:7:8 file-outside"],
    "picture-outside": ["documents/one.xml:2:31 picture-outside", "documents/one.xml:2:99 picture-outside"],
}


@pytest.mark.parametrize("name", CASES)
def test_the_cases_of_files_outside(desk: Desk, shared: Path, name: str) -> None:
    given = shared / "cases" / "editions"
    shutil.copytree(given / name, desk.folder / name)
    shutil.copy(given / "private.png", desk.folder)
    built = desk.variorum("build", name, "--to", "pdf,epub,docx", "--out", "out")
    outside = [one for one in built.findings if one.endswith("outside")]
    assert [one.rpartition(f"{name}/")[2] for one in outside] == CASES[name]
    assert bool(desk.files()) == (name == "picture-outside"), built.out
    if desk.files():
        private = (given / "private.png").read_bytes()
        for path in desk.out.glob("*.[ed]*"):
            with ZipFile(path) as archive:
                assert all(archive.read(one) != private for one in archive.namelist())
