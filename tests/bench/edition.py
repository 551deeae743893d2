"""The edition that is measured: a volume of Foreign Relations, or one of its size made from a seed."""

from __future__ import annotations

import json
import random
import re
import subprocess
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from press import ROOT, VARIORUM

FRUS = ROOT.parent / "shared" / "corpus" / "tei" / "frus" / "frus1961-63v06.xml"
SYLLABLES = (
    *("ba", "de", "fi", "go", "la", "mer", "ne", "pol", "ra", "sta"),
    *("to", "vin", "can", "di", "es", "hor", "ment", "ly", "tion", "al"),
)
WORD = re.compile(r"(?<= )[a-z]{4,}(?= [a-z]+ )")

SHELL = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc><titleStmt><title>A volume made from a seed</title></titleStmt>
<publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body>
{}</body></text>
</TEI>
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of a volume."""

    documents: int
    words: int
    notes: int
    pages: int


OF_FRUS = Size(documents=130, words=147_000, notes=349, pages=342)


def generated(size: Size, seed: int = 6) -> str:
    """Return a volume of TEI of a size, the same for the same seed."""
    chance = random.Random(seed)

    def words(count: int) -> list[str]:
        return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 1, 2, 2, 3)))) for _ in range(count)]

    text = words(size.words)
    for number in range(size.notes):
        at = chance.randrange(len(text))
        text[at] += f'<note n="{number + 1}" xml:id="n{number + 1}">See {" ".join(words(12))}.</note>'
    for number in range(size.pages):
        at = number * len(text) // size.pages
        text[at] = f'<pb n="{number + 1}"/>{text[at]}'
    return SHELL.format("".join(_documents(text, size.documents)))


def _documents(text: list[str], count: int, paragraph: int = 90) -> list[str]:
    length = -(-len(text) // count)
    documents = []
    for number, start in enumerate(range(0, len(text), length), 1):
        own = text[start : start + length]
        paragraphs = [" ".join(own[at : at + paragraph]) for at in range(0, len(own), paragraph)]
        head = escape(f"{number}. A letter")
        inside = "".join(f"<p>{one}.</p>\n" for one in paragraphs)
        documents.append(
            f'<div type="document" xml:id="d{number}" n="{number}"><head>{head}</head>\n{inside}</div>\n'
        )
    return documents


@dataclass(frozen=True, slots=True)
class MeasuredEdition:
    """An edition that is built again and again, with one word of it changed in each run."""

    title: str
    folder: Path
    document: Path
    text: str

    @classmethod
    def bring_in(cls, title: str, volume: Path, work: Path) -> MeasuredEdition:
        """Make an edition of a volume of TEI in a folder for work."""
        command = [*VARIORUM, "new", "measured", "--from", str(volume), "--convention", "frus"]
        subprocess.run(command, cwd=work, check=True, capture_output=True)
        (document,) = (work / "measured" / "documents").iterdir()
        return cls(title, work / "measured", document, document.read_text("utf-8"))

    def restore(self) -> None:
        """Let the text be as it came."""
        self.document.write_text(self.text, "utf-8")

    def change_one_word(self, run: int) -> None:
        """Change one word in the middle, to another one in each run."""
        middle = self.text.index("<p", len(self.text) // 2)
        found = WORD.search(self.text, middle)
        assert found is not None
        changed = found.group() + "abcdefghijklmnopqrstuvwxyz"[run % 26]
        self.document.write_text(self.text[: found.start()] + changed + self.text[found.end() :], "utf-8")

    def proofed(self, work: Path) -> tuple[Path, dict[str, int]]:
        """Build the Word manuscript and return it, with what its proof counted."""
        out = work / "proofed"
        command = [*VARIORUM, "build", str(self.folder), "--to", "docx", "--out", str(out), "--json"]
        done = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True)
        (file,) = json.loads(done.stdout)["editions"][0]["files"]
        counts: dict[str, Any] = file["counts"]
        (path,) = out.iterdir()
        return path, {name: count["found"] for name, count in counts.items()}
