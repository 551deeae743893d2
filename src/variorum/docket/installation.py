"""What finished files depend on besides their edition: code, libraries, fonts, and how this machine is set.

Files are known by size and times, to the billionth of a second: there are some thousand, and none of them is
a user's text.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from variorum.fontconfig import faces, settings

OWN = "variorum"
SETTINGS = re.compile(
    r"(?:VARIORUM|PYTHON|FONTCONFIG|FC_|FREETYPE|PANGO|XDG|LC_|LD_|DYLD_|HB_)\w*"
    r"|HOME|LANG|LANGUAGE|TZ|PATH|SOURCE_DATE_EPOCH"
)
"""The variables of the environment by which Python and libraries may act otherwise."""
LINKED = Path("/etc/ld.so.cache")
"""What the system knows of its shared libraries: written anew when one of them is another."""
GROUP = re.compile(r"^\[variorum\.\w+\]\s*$((?:\n(?!\[).*)*)", re.MULTILINE)
ENTRY = re.compile(r"^[^=\n]+=\s*([A-Za-z_]\w*)", re.MULTILINE)
METADATA = (".dist-info", ".egg-info")


def surroundings() -> str:
    """Return what decides which libraries, settings and fonts are taken, for the name of a docket."""
    own = sorted((name, value) for name, value in os.environ.items() if SETTINGS.fullmatch(name))
    return repr((sys.version, sys.executable, sys.path, own))


@functools.cache
def installation() -> str:
    """Return a digest of code, libraries and fonts; empty where a font cannot be asked for."""
    seen, packages = _installed()
    told = [*seen, *(_state(path) for path in (Path(sys.executable), LINKED))]
    for root in sorted(_roots(packages)):
        told += _states_within(root)
    try:
        told += [_state(path) for path in (*faces(""), *settings())]
    except OSError:
        return ""
    return hashlib.sha256("\n".join(told).encode(errors="surrogateescape")).hexdigest()


def strays() -> dict[str, str]:
    """Return the states of files of modules that were imported and that `installation` does not know.

    A plug-in may use code that lies anywhere.
    """
    _, packages = _installed()
    known = (*_roots(packages), sys.prefix, sys.base_prefix)
    files = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
    inside = tuple(os.path.join(root, "") for root in known)  # noqa: PTH118 - `Path` drops the last slash
    return states(one for one in files if isinstance(one, str) and not one.startswith(inside))


def states(files: Iterable[str]) -> dict[str, str]:
    """Return the states of files by their names."""
    return {one: _state(Path(one)) for one in files}


def _state(path: str | os.PathLike[str]) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116 - some thousand times, and a `Path` is dear
    except OSError:
        return f"{path}: none"
    return f"{path}:{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}"


def _states_within(root: str) -> Iterator[str]:
    yield _state(root)
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        yield from (_state(f"{folder}/{name}") for name in sorted(files))


def _installed() -> tuple[list[str], set[str]]:
    """Return what is installed, and the packages of ours and of those that offer something to us."""
    seen: list[str] = []
    packages = {OWN}
    for entry in sys.path:
        try:
            names = sorted(os.listdir(entry or "."))  # noqa: PTH208 - as above
        except OSError:
            continue
        packages |= {name for name in names if name.startswith(f"{OWN}_") and "." not in name}
        for name in names:
            if name.endswith(METADATA):
                offers = f"{entry}/{name}/entry_points.txt"
                seen += [_state(f"{entry}/{name}"), _state(offers)]
                packages |= _offering(offers)
    return seen, packages


def _offering(file: str) -> set[str]:
    """Return the packages that offer something to us by a file of entry points."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    return {name for group in GROUP.findall(text) for name in ENTRY.findall(group)}


def _roots(packages: Iterable[str]) -> set[str]:
    """Return the folders of packages; nothing is imported."""
    roots: set[str] = set()
    for name in packages:
        try:
            spec = find_spec(name)
        except (ImportError, ValueError):
            continue
        if spec is not None:
            roots.update(spec.submodule_search_locations or filter(None, (spec.origin,)))
    return roots
