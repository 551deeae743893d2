"""`variorum doctor`: what this machine has of that which variorum needs, and how to install the rest."""

from __future__ import annotations

import argparse
import ctypes
import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.ttCollection import TTCollection
from rich.text import Text

from variorum import style
from variorum.findings.machine import PlugInTwice
from variorum.fonts import faces
from variorum.press import DONE, MISSING
from variorum.registry import CODECS, IMPORTERS, PACKAGES, RENDERERS, Door, load, registered
from variorum.report import console, table

SCRIPTS = {
    "Latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüßéèçñłščžøåæœ",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψωςάέήίόύώᾶῆῖῦῶἀἁ",
    "Cyrillic": "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґѣ",
    "signs": "—–…‘’“”«»„§¶†‡№°×½⟦⟧",
}
LIBRARIES = tuple(PACKAGES)
JUDGES = {
    "java": "default-jre-headless",
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-writer-nogui",
    "chromium": "chromium",
    "node": "nodejs",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked for; `needed` is false for what only tests need."""

    group: str
    what: str
    well: bool
    found: str
    install: str = ""
    needed: bool = True


def run(arguments: argparse.Namespace) -> int:
    """Print what was found and return whether all that is needed is there."""
    points = [*_python(), *_libraries(), *_fonts(), *_stand_ins(), *_packages(), *_judges()]
    status = DONE if all(point.well or not point.needed for point in points) else MISSING
    if arguments.json:
        print(json.dumps({"status": status, "points": [asdict(point) for point in points]}, indent=2))
        return status
    to = console()
    rows = table("", "what", "found", wraps="found")
    rows.show_header = False
    group = ""
    for point in points:
        if point.group != group:
            group = point.group
            rows.add_row("", Text(group, "dim"), "")
        mark = (
            Text("✓", "green")
            if point.well
            else Text("✗", "bold red")
            if point.needed
            else Text("–", "yellow")
        )
        said = Text(point.found) if point.well else Text.assemble((point.found, "bold"), f"  {point.install}")
        rows.add_row(mark, point.what, said)
    to.print(rows)
    missing = sum(point.needed and not point.well for point in points)
    to.print(
        Text(f"{missing} missing: nothing or not everything can be built", "bold red")
        if missing
        else Text("all that builds need is here", "bold green")
    )
    return status


def _python() -> Iterator[Point]:
    running = ".".join(map(str, sys.version_info[:3]))
    yield Point("python", "Python", sys.version_info >= (3, 11), running, "Install Python 3.11 or later.")
    for requirement in requires("variorum") or ():
        if "extra ==" in requirement:
            continue
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0]
        try:
            yield Point("python", name, well=True, found=version(name))
        except PackageNotFoundError:
            yield Point("python", name, well=False, found="missing", install=f"pip install {name}")


def _libraries() -> Iterator[Point]:
    for name in LIBRARIES:
        loaded = any(_loads(form) for form in (f"lib{name}.so.0", f"lib{name}.so.1", f"lib{name}.0.dylib"))
        found = "here" if loaded else "missing"
        yield Point("libraries", name, loaded, found, f"apt install {PACKAGES[name]}")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _fonts() -> Iterator[Point]:
    families = {
        house.font.family: house.font.package for name in style.names() for house in (style.load(name).value,)
    }
    for family, package in families.items():
        try:
            files = faces(family)
        except OSError:
            files = ()
        if not files:
            yield Point("fonts", family, well=False, found="missing", install=f"apt install {package}")
            continue
        covered = _letters(files)
        told = [
            f"{script} {sum(ord(letter) in covered for letter in letters) * 100 // len(letters)} %"
            for script, letters in SCRIPTS.items()
        ]
        yield Point("fonts", family, well=True, found=f"{len(files)} faces: {', '.join(told)}")


def _stand_ins() -> Iterator[Point]:
    """Yield a point for each package of typefaces that stand in for others where signs are lacking."""
    families: dict[str, dict[str, tuple[str, ...]]] = {}
    for name in style.names():
        for one in style.load(name).value.font.stand_ins:
            families.setdefault(one.package, {})[one.family] = one.scripts
    for package, known in families.items():
        try:
            absent = [family for family in known if not faces(family)]
        except OSError:
            absent = list(known)
        scripts = ", ".join(dict.fromkeys(script for family in absent for script in known[family]))
        found = f"missing: {', '.join(absent)}; for signs of {scripts}" if absent else ", ".join(known)
        yield Point(
            "typefaces of other scripts", package, not absent, found, f"apt install {package}", needed=False
        )


def _letters(files: Sequence[Path]) -> set[int]:
    """Return the characters that every face of a family has."""
    covered: list[set[int]] = []
    for path in files:
        try:
            with TTCollection(path) if path.suffix in (".ttc", ".otc") else TTFont(path, lazy=True) as file:
                fonts = file.fonts if isinstance(file, TTCollection) else [file]
                covered += [set(font.getBestCmap() or ()) for font in fonts]
        except (OSError, TTLibError):
            continue
    return set.intersection(*covered) if covered else set()


def _packages() -> Iterator[Point]:
    """Yield what packages offer; each thing is imported."""
    doors: tuple[Door[Any], ...] = (RENDERERS, CODECS, IMPORTERS)
    for door in doors:
        listed = registered(door)
        faults = {one.name: one for one in listed.diagnostics if isinstance(one, PlugInTwice)}
        for one in listed.value:
            found = (faults[one.name],) if one.name in faults else load(door, one).diagnostics
            if not found:
                yield Point(f"{door.thing}s", one.name, well=True, found=one.about)
            for fault in found:
                yield Point(f"{door.thing}s", one.name, well=False, found=fault.message, install=fault.hint)


def _judges() -> Iterator[Point]:
    for name, package in JUDGES.items():
        found = shutil.which(name)
        yield Point(
            "judges (for tests)",
            name,
            bool(found),
            found or "missing",
            f"apt install {package}",
            needed=False,
        )
