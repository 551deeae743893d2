"""What a process opened, as strace or Python's audit hooks saw it, and what a build has a reason to open."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from press import ROOT
from press.traced import MARK

CALLS = "open,openat,openat2,creat,connect,socket,sendto,execve"
STRACE = (
    "strace",
    "-f",
    "--seccomp-bpf",
    "-y",
    "-qq",
    "-s",
    "4096",
    "-e",
    f"trace={CALLS}",
    "-e",
    "signal=none",
)
CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*)$")
OPENED = re.compile(r'(?:(AT_FDCWD)(?:<[^>]*>)?|\d+<([^>]*)>)?,? ?"((?:[^"\\]|\\.)*)"')
START = "start"
STRACED, HOOKS = TRACERS = ("strace", "audit hooks")
PROGRAMS = {
    "fc-list": "it lists the typefaces",
    **dict.fromkeys(
        ("ldconfig", "gcc", "cc", "collect2", "ld", "objdump", "sh"), "Python's search of libraries"
    ),
}
"""The programs that a build may start, and why."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What was opened in each kind of build, and what its commands said: by kind.

    `opened` has full paths, `asked` what speaks to the network or starts a program.
    """

    opened: Mapping[str, tuple[str, ...]]
    asked: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, Sequence[int]]
    said: Mapping[str, str]


def allowed(*folders: Path) -> Mapping[str, str]:
    """Return the folders and files that may be opened, with the reasons; a folder ends in a slash."""
    own = {f"{ROOT / name}/": "the code that runs" for name in ("src", "renderers", "styles")}
    python = {
        f"{sysconfig.get_path(name)}/": "Python and its packages" for name in ("stdlib", "purelib", "platlib")
    }
    return {
        **own,
        **python,
        f"{ROOT / 'tests' / 'press'}/": "what runs the builds",
        f"{sys.prefix}/": "the environment of Python",
        f"{sys.base_prefix}/": "Python",
        **{
            f"{one}/": "shared libraries"
            for one in ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
        },
        "/etc/ld.so.cache": "shared libraries",
        "/usr/bin/": "fc-list, which lists the typefaces",
        "/etc/fonts/": "where typefaces are",
        "/usr/share/fontconfig/": "where typefaces are",
        "/usr/share/fonts/": "typefaces",
        "/usr/local/share/fonts/": "typefaces",
        "/usr/share/fonts-": "typefaces: folders that others lead to",
        "/usr/share/texmf/": "typefaces",
        "/usr/share/texlive/": "typefaces",
        "/var/cache/fontconfig/": "what fontconfig knows of the typefaces",
        "/usr/share/locale/": "the language of messages",
        "/usr/share/locale-langpack/": "the language of messages",
        "/etc/locale.alias": "the language of messages",
        "/usr/share/zoneinfo/": "the time zone",
        "/etc/localtime": "the time zone",
        "/proc/filesystems": "what the system's library asks for the linker",
        "/proc/self/": "what Python asks of its own process",
        "/proc/sys/": "limits of the system",
        "/proc/meminfo": "limits of the system",
        "/sys/devices/system/": "how many processors there are",
        "/sys/fs/cgroup/": "how many processors there are",
        "/dev/null": "nothing",
        "/dev/urandom": "chance",
        "/etc/mime.types": "Python's table of media types",
        **{f"{one}/": "its own folder" for one in folders},
    }


def outside(opened: Sequence[str], reasons: Mapping[str, str]) -> list[str]:
    """Return what was opened without a reason."""
    return sorted({path for path in opened if not any(_is_within(path, one) for one in reasons)})


def _is_within(path: str, place: str) -> bool:
    if not place.endswith(("/", "-")):
        return path == place
    return path.startswith(place) or path == place.rstrip("/")


def run(steps: Sequence[Sequence[str]], folder: Path) -> Mapping[str, Trace]:
    """Run steps in a process of its own, in a folder; return what it opened, as each tracer saw it."""
    (folder / "plan.json").write_text(json.dumps(steps), "utf-8")
    log, report = folder / "strace.log", folder / "report.jsonl"
    runner = [sys.executable, str(Path(__file__).with_name("traced.py")), "plan.json", str(report)]
    home = folder / "home"
    for name in (home, folder / "tmp"):
        name.mkdir(exist_ok=True)
    environment = {
        **{key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL") if key in os.environ},
        **{"HOME": str(home), "TMPDIR": str(folder / "tmp"), "VARIORUM_CACHE": str(folder / "cache")},
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = runner if tracing_refused() else [*STRACE, "-o", str(log), *runner]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in report.read_text("utf-8").splitlines()]
    (finished,) = (told for event, told in lines if event == "done")
    found = {HOOKS: of_hooks(lines, folder)}
    if log.exists():
        found[STRACED] = of_strace(log.read_text("utf-8", "replace"), folder)
    statuses: dict[str, list[int]] = {}
    said: dict[str, str] = {}
    for kind, _, status, out in finished:
        statuses.setdefault(kind, []).append(status)
        said[kind] = said.get(kind, "") + out
    return {tracer: Trace(*_by_kind(seen), statuses, said) for tracer, seen in found.items()}


def seen_by(tracer: str, traces: Mapping[str, Trace]) -> Trace:
    """Return what a tracer saw; skip, with the reason, where it is not allowed."""
    if tracer not in traces:
        pytest.skip(f"tracing is not allowed here ({tracing_refused()}): audit hooks are used alone")
    return traces[tracer]


def tracing_refused() -> str:
    """Return why strace cannot be used, empty if it can."""
    try:
        done = subprocess.run([*STRACE, "true"], capture_output=True, text=True, check=False)
    except OSError as error:
        return f"strace: {error.strerror}"
    return done.stderr.strip().partition("\n")[0] if done.returncode else ""


Seen = tuple[str, str]
"""What was done, "open" or else, and with what."""


def of_strace(log: str, folder: Path) -> Iterator[Seen]:
    """Yield what a log of strace tells; a path counts from the folder that the call names.

    What is not there is not opened: searching for shared libraries looks in many places.
    """
    for line in log.splitlines():
        call = CALL.match(line)
        if call is None or "resumed" in line.partition("(")[0]:
            continue
        name, arguments = call.groups()
        if name in ("open", "openat", "openat2", "creat"):
            if "= -1 ENOENT" in line and MARK not in line:
                continue
            opened = OPENED.match(arguments)
            assert opened is not None, line
            yield "open", str(Path(os.path.normpath((Path(opened[2]) if opened[2] else folder) / opened[3])))
        elif name == "execve":
            if "= -1 ENOENT" not in line:
                yield "execve", arguments.split('"')[1]
        else:
            yield name, arguments


def of_hooks(lines: Sequence[Any], folder: Path) -> Iterator[Seen]:
    """Yield what audit hooks saw; shared libraries and programs that are started open unseen."""
    for event, name in lines:
        if event in ("open", "os.listdir", "os.scandir"):
            yield "open", str(Path(os.path.normpath(folder / name)))
        elif event != "done":
            yield event, str(name)


def _by_kind(found: Iterator[Seen]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    opened: dict[str, list[str]] = {START: []}
    asked: dict[str, list[str]] = {START: []}
    kind = START
    for what, name in found:
        if what == "open" and MARK in name:
            kind = name.partition(MARK)[2]
            opened.setdefault(kind, [])
            asked.setdefault(kind, [])
        elif what == "open":
            opened[kind].append(name)
        else:
            asked[kind].append(f"{what}: {name}")
    return {one: tuple(each) for one, each in opened.items()}, {
        one: tuple(each) for one, each in asked.items()
    }
