"""Faults of the machine: folders, disks, interrupts, fonts and libraries. No file is left half written."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desk import LETTER, TOML, Desk
from press import VARIORUM

from variorum import fonts
from variorum.press.output import write_all

BUILD = ("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1")


def built(desk: Desk) -> dict[str, bytes]:
    """Build the edition once, and return its files: those that must survive."""
    desk.edition()
    assert desk.variorum(*BUILD).status == 0
    files = desk.files()
    assert list(files) == ["letters.docx"]
    desk.edition(one=LETTER.replace("end of the week", "beginning of the month"))
    return files


def test_a_file_in_the_place_of_the_folder_is_named(desk: Desk) -> None:
    desk.edition()
    desk.out.write_text("a file")
    said = desk.variorum(*BUILD)
    assert said.status == 4
    assert "output-unwritable error: out cannot be written" in said.out
    assert "Name a folder with --out" in said.out
    assert desk.out.read_text() == "a file"


def test_a_folder_that_may_not_be_written_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built(desk)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr("variorum.press.output._write", refuse)
    said = desk.variorum(*BUILD)
    assert said.status == 4
    assert "out/letters.docx cannot be written: permission denied" in said.out
    assert "Choose another folder with --out" in said.out
    assert desk.files() == before


def test_a_folder_with_the_name_of_the_file_is_named(desk: Desk) -> None:
    desk.edition()
    (desk.out / "letters.docx").mkdir(parents=True)
    said = desk.variorum(*BUILD)
    assert said.status == 4
    assert "move it away" in said.out
    assert [path.name for path in desk.out.iterdir()] == ["letters.docx"]


def test_a_full_disk_leaves_the_last_good_file_and_nothing_else(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built(desk)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    said = desk.variorum(*BUILD)
    assert said.status == 4
    assert "no space left on device" in said.out
    assert "Make room on the disk" in said.out
    assert desk.files() == before


def test_a_file_that_the_system_cuts_short_is_not_put_in_place(desk: Desk) -> None:
    before = built(desk)
    limited = subprocess.run(
        [*VARIORUM, *BUILD],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000)),
    )
    assert limited.returncode == 4, limited.stdout + limited.stderr
    assert "file too large" in limited.stdout
    assert "Traceback" not in limited.stderr
    assert desk.files() == before


def test_all_files_of_an_edition_are_replaced_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "b.epub").mkdir()
    failure = write_all(tmp_path, {"a.pdf": b"new", "b.epub": b"new"})
    assert failure is not None
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.epub"]


def test_what_a_killed_build_left_is_cleared_but_not_what_a_living_one_writes(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".variorum-{dead.pid}-a.pdf.part").write_bytes(b"half")
    (tmp_path / f".variorum-{os.getppid()}-a.pdf.part").write_bytes(b"half")
    assert write_all(tmp_path, {"a.pdf": b"new"}) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f".variorum-{os.getppid()}-a.pdf.part",
        "a.pdf",
    ]


PATIENCE = 600
"""Seconds after which a process counts as one that never ends; nothing else depends on them."""

STANDING_STILL = """
import os, signal, sys
# What a shell runs in the background ignores an interrupt, and its children with it.
signal.signal(signal.SIGINT, signal.default_int_handler)
from variorum.press import sheets
from variorum.cli import main
def stand_still(*_):
    os.write(2, b"standing still\\n")  # at once, so that the lines of two processes do not mix
    while True:
        signal.pause()
sheets.{function} = stand_still
if __name__ == "__main__":
    sys.exit(main())
"""
"""The command line, but that a function of the press stands still for ever and says so."""


def standing_still(desk: Desk, function: str, times: int, *words: str) -> subprocess.Popen[str]:
    """Begin a command, and return its process when the function stands still so many times."""
    script = desk.folder / "standing_still.py"
    script.write_text(STANDING_STILL.format(function=function), "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if "".join(said).count("standing still") == times:
            return process
    raise AssertionError(f"it ended before its time: {''.join(said)}")


def end(process: subprocess.Popen[str], sent: signal.Signals) -> tuple[int, str]:
    """Send a signal; return status and last words when every process that can still speak has ended."""
    process.send_signal(sent)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return process.returncode, out + err


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_an_interrupt_leaves_no_half_file(desk: Desk, sent: signal.Signals, status: int) -> None:
    before = built(desk)
    ended, said = end(standing_still(desk, "set_all", 1, *BUILD), sent)
    assert ended == status
    assert said.strip() == ("" if sent is signal.SIGKILL else "interrupted; nothing was written by halves")
    assert desk.files() == before


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_interrupt_ends_the_processes_of_a_build_too(
    desk: Desk, sent: signal.Signals, status: int
) -> None:
    desk.edition()
    words = ("build", "letters", "--to", "pdf,docx", "--out", "out", "--jobs", "2")
    ended, said = end(standing_still(desk, "typeset", 2, *words), sent)
    assert (ended, desk.files()) == (status, {})
    assert "Traceback" not in said


def fonts_without(folder: Path) -> str:
    """Return a configuration of fontconfig for a machine without fonts."""
    (folder / "fonts").mkdir()
    told = folder / "fonts.conf"
    told.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{folder}/fonts</dir><cachedir>{folder}/fonts</cachedir></fontconfig>"
    )
    return str(told)


def test_a_missing_font_is_named_with_its_package(desk: Desk) -> None:
    desk.edition()
    said = desk.process("build", "letters", "--out", "out", FONTCONFIG_FILE=fonts_without(desk.folder))
    assert said.status == 4
    place = r"\S+/variorum_styles/house\.toml:7:10"
    assert re.search(rf"(?m)^{place} font-missing error: .*“Gentium Plus” is not installed", said.out)
    assert "fonts-sil-gentiumplus" in said.out
    assert "Traceback" not in said.err
    assert desk.files() == {}


@pytest.mark.parametrize(
    ("tokens", "mend"),
    [
        ('family = "No Such Serif"\npackage = "fonts-none"\n', "Install the package fonts-none."),
        ('family = "Cardo"\n', "Install the package fonts-cardo."),
        ('family = "No Such Serif"\n', "Install it, or name a family that is here"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_font_that_is_not_here_is_shown_where_the_style_names_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tokens: str, mend: str, command: str
) -> None:
    here = fonts.faces
    monkeypatch.setattr(fonts, "faces", lambda family: () if family == "Cardo" else here(family))
    root = desk.edition('style = "ours.toml"\n' + TOML)
    (root / "ours.toml").write_text('extends = "theirs.toml"\n', "utf-8")
    (root / "theirs.toml").write_text(f'extends = "house"\n[font]\n{tokens}', "utf-8")
    said = desk.variorum(command, "letters")
    assert (said.status, said.findings) == (4, ["letters/theirs.toml:3:10 font-missing"])
    assert "\n  3 │ family = " in said.out
    assert mend in said.out
    assert "gentium" not in said.out


NO_LIBRARY = """
import sys, cffi
opened = cffi.FFI.dlopen
def dlopen(self, name, flags=0):
    if "pango" in str(name):
        raise OSError(f"cannot load library {name!r}: {name}: cannot open shared object file")
    return opened(self, name, flags)
cffi.FFI.dlopen = dlopen
from variorum.cli import main
sys.exit(main())
"""
NO_MODULE = """
import sys
sys.modules["docx"] = None
from variorum.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize(
    ("program", "format_", "mend"),
    [(NO_LIBRARY, "pdf", "apt install libpango"), (NO_MODULE, "docx", "pip install variorum")],
)
def test_a_missing_library_is_named_with_its_package(
    desk: Desk, program: str, format_: str, mend: str
) -> None:
    desk.edition()
    words = ["build", "letters", "--to", format_, "--out", "out", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 4, done.stdout + done.stderr
    assert "component-missing error" in done.stdout
    assert mend in done.stdout
    assert done.stdout.startswith("letters component-missing"), "nothing that a library prints is shown"
    assert "Traceback" not in done.stderr
    assert desk.files() == {}


DYING = """
import os, sys
from variorum.press import workers
def begin():
    os._exit(9)
workers._begin = begin
from variorum.cli import main
sys.exit(main())
"""


def test_a_process_that_is_lost_is_a_finding(desk: Desk) -> None:
    desk.edition()
    script = desk.folder / "dying.py"
    script.write_text(DYING.replace("sys.exit(main())", 'if __name__ == "__main__":\n    sys.exit(main())'))
    words = ["build", "letters", "--to", "docx,epub", "--out", "out", "--jobs", "2"]
    done = subprocess.run([sys.executable, str(script), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 4, done.stdout + done.stderr
    assert "process-lost" in done.stdout
    assert "--jobs 1" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert desk.files() == {}
