"""What a person would use who has no variorum: pandoc, WeasyPrint or Typst behind it, on the same text."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pypandoc

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peers:
    """The other programs, and the text that they are given."""

    markdown: Path

    @classmethod
    def with_text_of(cls, manuscript: Path, work: Path) -> Peers:
        """Let pandoc make Markdown of a finished Word manuscript: the words are the same, notes and all."""
        peers = cls(work / "text.md")
        command = peers.pandoc(str(manuscript), "-f", "docx", "-t", "markdown", "-o", str(peers.markdown))
        subprocess.run(command, check=True, capture_output=True)
        return peers

    def pandoc(self, *words: str) -> tuple[str, ...]:
        """Return a command of pandoc."""
        return (pypandoc.get_pandoc_path(), *words)

    def weasyprint(self, *words: str) -> tuple[str, ...]:
        """Return a command of WeasyPrint."""
        return (sys.executable, "-m", "weasyprint", *words)

    def convert(self, result: Path) -> tuple[str, ...]:
        """Return the command that makes an e-book or a Word file."""
        metadata = ("--metadata", "title=The same text", "--metadata", "lang=en-GB")
        return self.pandoc(str(self.markdown), "-s", "--toc", *metadata, "-o", str(result))

    def to_pdf(self, result: Path) -> tuple[tuple[str, ...], ...]:
        """Return the commands that make a PDF with notes at the page foot, tagged as ours is."""
        page = result.with_suffix(".html")
        notes = ("--lua-filter", str(HERE / "notes.lua"))
        html = (*self.convert(page), *notes, "-t", "html5", "--css", str(HERE / "print.css"))
        return html, self.weasyprint("--quiet", "--pdf-tags", str(page), str(result))

    def by_typst(self, result: Path) -> tuple[tuple[str, ...], ...]:
        """Return the commands that make a PDF by Typst, with notes at the page foot, tagged as Typst does."""
        page = result.with_suffix(".typ")
        metadata = ("--metadata", "title=The same text", "--metadata", "lang=en", "--toc")
        links = ("--lua-filter", str(HERE / "links.lua"))
        typst = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
        compiled = (sys.executable, "-c", typst, str(page), str(result))
        return self.pandoc(str(self.markdown), "-s", *metadata, *links, "-o", str(page)), compiled


def versions() -> str:
    """Return the names of the programs with their versions."""
    others = ", ".join(f"{name} {version(name.lower())}" for name in ("WeasyPrint", "Typst"))
    return f"pandoc {pypandoc.get_pandoc_version()}, {others}"
