"""A Word file as LibreOffice Writer prints it: its tagged PDF export, comments as annotations."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from judges.sight import Sight, closed
from judges.sight.pdfium import sight

OPTIONS = (
    '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
PATIENCE = 20
"""Seconds that a file may take, after which Writer is taken to hang."""


class Writer:
    """LibreOffice, which prints many files in one run."""

    def sights(self, files: list[bytes]) -> list[Sight]:
        """Return what is seen of each of the files."""
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            paths = [home / f"{at}.docx" for at in range(len(files))]
            for path, data in zip(paths, files, strict=True):
                path.write_bytes(data)
            self._print(paths, home, 30 + PATIENCE * len(paths) // 4)
            for path in paths:
                if not path.with_suffix(".pdf").exists():  # it may have brought down the run of the others
                    self._print([path], home, 30 + PATIENCE)
            return [self._seen(path.with_suffix(".pdf")) for path in paths]

    def _seen(self, path: Path) -> Sight:
        return sight(path.read_bytes()) if path.exists() else closed("it is not printed")

    def _print(self, paths: list[Path], home: Path, patience: int) -> None:
        command = ("soffice", f"-env:UserInstallation=file://{home}/profile", "--headless")
        options = ("--convert-to", f"pdf:writer_pdf_Export:{OPTIONS}", "--outdir", home)
        with subprocess.Popen(
            (*command, *options, *paths),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            try:
                run.wait(timeout=patience)
            except subprocess.TimeoutExpired:
                subprocess.run(("kill", "--", f"-{run.pid}"), check=False)
                run.wait()
