"""Make sure that the programs, libraries and fonts of a purpose are on this machine.

    system.py editions      what building editions needs
    system.py test          that, and what the tests need besides

Whatever is there already is left alone, wherever it comes from; the rest is installed with apt where there is
apt, and listed for installation by hand elsewhere. It runs before there is a virtual environment, so it uses
the standard library alone.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

Probe = Callable[[], bool]


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: how to see that it is there, and where it comes from."""

    what: str
    debian: str
    present: Probe


def program(*names: str) -> Probe:
    """Return a probe for programs that must all be on the path."""
    return lambda: all(shutil.which(name) for name in names)


def library(name: str) -> Probe:
    """Return a probe for a shared library with the interface number 0, on Linux or on macOS."""

    def present() -> bool:
        for soname in (f"lib{name}.so.0", f"lib{name}.0.dylib"):
            try:
                ctypes.CDLL(soname)
            except OSError:
                continue
            return True
        return False

    return present


def modules(*names: str) -> Probe:
    """Return a probe for modules of this Python."""
    return lambda: all(importlib.util.find_spec(name) for name in names)


def font(*families: str) -> Probe:
    """Return a probe for a font family that fontconfig must know, under one of its names."""

    def is_known(family: str) -> bool:
        listed = subprocess.run(["fc-list", f":family={family}", "file"], capture_output=True, check=False)
        return bool(listed.stdout.strip())

    return lambda: shutil.which("fc-list") is not None and any(map(is_known, families))


LIBERTINUS = ("Libertinus Serif", "Linux Libertine O")
"""Debian 12 has only the typeface from which Libertinus was made."""
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"

EDITIONS = (
    Need("Python's venv and ensurepip", f"{PYTHON}-venv", modules("venv", "ensurepip")),
    Need("Pango 1.44 or later", "libpango-1.0-0", library("pango-1.0")),
    Need("Pango's FreeType part", "libpangoft2-1.0-0", library("pangoft2-1.0")),
    Need("HarfBuzz", "libharfbuzz0b", library("harfbuzz")),
    Need("HarfBuzz's subsetter", "libharfbuzz-subset0", library("harfbuzz-subset")),
    Need("fontconfig with fc-list", "fontconfig", program("fc-list")),
    Need("the font family Gentium Plus", "fonts-sil-gentiumplus", font("Gentium Plus")),
)

TEST = (
    *EDITIONS,
    Need("a Java runtime, 11 or later (EPUBCheck)", "default-jre-headless", program("java")),
    Need("poppler's pdftotext and pdftoppm", "poppler-utils", program("pdftotext", "pdftoppm")),
    Need("qpdf", "qpdf", program("qpdf")),
    Need("jing", "jing", program("jing")),
    Need("LibreOffice Writer", "libreoffice-writer-nogui", program("soffice")),
    Need("Chromium", "chromium", program("chromium")),
    Need("Node.js 18 or later", "nodejs", program("node")),
    Need("npm", "npm", program("npm")),
    Need("the font family Junicode", "fonts-junicode", font("Junicode", "Junicode Two Beta")),
    Need("the font family Cardo", "fonts-cardo", font("Cardo")),
    Need("the font family Libertinus, or Libertine", "fonts-linuxlibertine", font(*LIBERTINUS)),
    Need("the font family Noto Serif", "fonts-noto-core", font("Noto Serif")),
    Need("the font family Noto Serif CJK", "fonts-noto-cjk", font("Noto Serif CJK SC")),
    Need("the font family DejaVu Sans", "fonts-dejavu-core", font("DejaVu Sans")),
)

PURPOSES = {"editions": EDITIONS, "test": TEST}


def apt() -> list[str] | None:
    """Return the words that start apt-get with the rights to install, or nothing where that cannot be."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    return ["sudo", "apt-get"] if shutil.which("sudo") else None


def install(missing: list[Need], start: list[str]) -> None:
    """Install the Debian packages of `missing`; what apt says is shown, and its failure ends the run."""
    packages = [need.debian for need in missing]
    print("installing system packages:", *packages, flush=True)
    # debconf must not ask, and sudo drops the environment: so the setting goes on the command line.
    start = [*start[:-1], "env", "DEBIAN_FRONTEND=noninteractive", start[-1], "-q"]
    subprocess.run([*start, "update"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*start, "install", "-y", "--no-install-recommends", *packages], check=True)


def main(purpose: str) -> int:
    """Bring the machine up to `purpose` and return the exit status."""
    missing = [need for need in PURPOSES[purpose] if not need.present()]
    start = apt()
    if missing and start:
        try:
            install(missing, start)
        except subprocess.CalledProcessError as failure:
            print(f"apt-get failed with status {failure.returncode}", file=sys.stderr)
        importlib.invalidate_caches()
        missing = [need for need in missing if not need.present()]
    if not missing:
        return 0
    print("This machine lacks the following; install it by hand, then run make again:", file=sys.stderr)
    for need in missing:
        print(f"  {need.what}  (on Debian: {need.debian})", file=sys.stderr)
    return 1


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in PURPOSES:
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(PURPOSES)}")
    sys.exit(main(sys.argv[1]))
