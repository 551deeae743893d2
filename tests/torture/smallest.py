"""The smallest edition that still breaks the law in the same way: what can go without mending it, goes."""

from __future__ import annotations

import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from torture.law import Verdict, verdict

ENOUGH = 150
"""How many smaller editions are tried at the most."""
DOCUMENT, FILE = r"(?m)^(?=\[\[document\]\])", re.compile(r'(?m)^file = "(.+)"')
GRAINS = (("\n{2,}", "\n\n"), ("\n", "\n"), (" ", " "))
"""What parts the pieces of a transcript, as a pattern and as it is written; the largest pieces first."""


@dataclass(slots=True)
class Reduction:
    """A copy of a broken edition that gets smaller; `wanted` is the verdict that must stay."""

    folder: Path
    wanted: Verdict
    tried: int = 0

    def still_breaks(self) -> bool:
        """Return whether the edition as it lies there breaks the law as the whole did."""
        self.tried += 1
        now = verdict(self.folder, self.folder.parent / "tried", self.wanted.failed)
        return now.by == "broken" and bool(now.kinds & self.wanted.kinds)

    def attempt(self, path: Path, text: str) -> bool:
        """Write a file anew and keep it if the edition still breaks the law."""
        before = path.read_bytes()
        path.write_bytes(text.encode())
        if self.tried < ENOUGH and self.still_breaks():
            return True
        path.write_bytes(before)
        return False


def reduce(edition: Path, folder: Path, wanted: Verdict) -> None:
    """Copy a broken edition into a folder and make it as small as it can be."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(edition, folder)
    work = Reduction(folder, wanted)
    toml = folder / "edition.toml"
    rows = re.split(DOCUMENT, toml.read_text("utf-8"))
    named = [row for row in rows[1:] if (found := FILE.search(row)) and found[1] in wanted.why]
    if named:
        work.attempt(toml, "".join((rows[0], *named)))
    _fewer(work, toml, DOCUMENT, "")
    for row in tomllib.loads(toml.read_text("utf-8")).get("document", ()):
        path = folder / row["file"]
        if path.suffix == ".xml":
            _fewer_elements(work, path)
        else:
            for grain, joint in GRAINS:
                _fewer(work, path, grain, joint)
    for path in (folder / "documents").iterdir():
        if path.name not in toml.read_text("utf-8"):
            path.unlink()
    shutil.rmtree(folder.parent / "tried", ignore_errors=True)


def _fewer(work: Reduction, path: Path, grain: str, joint: str) -> None:
    """Leave out runs of pieces of a file, halves first, as long as something can go."""
    pieces = re.split(grain, path.read_text("utf-8"))
    length = max(len(pieces) // 2, 1)
    while length:
        at = 0
        while at < len(pieces):
            rest = pieces[:at] + pieces[at + length :]
            if rest and work.attempt(path, joint.join(rest)):
                pieces = rest
            else:
                at += length
        length //= 2


def _fewer_elements(work: Reduction, path: Path) -> None:
    """Leave out elements of an XML file, the outer ones first, then put their contents in their place."""
    for change in (_without, _unwrapped):
        at = 1
        while True:
            tree = etree.fromstring(path.read_bytes())
            elements = [one for one in tree.iter() if isinstance(one.tag, str)]
            if at >= len(elements):
                break
            change(elements[at])
            if not work.attempt(path, etree.tostring(tree, encoding="unicode")):
                at += 1


def _without(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _unwrapped(element: etree._Element) -> None:
    whole = element.getroottree()
    element.tag = "gone"
    etree.strip_tags(whole, "gone")
