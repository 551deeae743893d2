"""TEI P5: the edition itself, for those who work on with it: what each sign means, not how it looks.

A corpus with one `TEI` for each document. lxml is imported when a file is written or read.
"""

from __future__ import annotations

from dataclasses import dataclass

from variorum.carried import Carried
from variorum.contract import RENDERER_CONTRACT
from variorum.findings import Result
from variorum.model import Edition

__all__ = ["Tei", "renderer"]


CARRIES = frozenset({Carried.DRAWINGS, Carried.QUERIES, Carried.SERIES})
"""What it carries beside what it prints itself (`variorum.carried`)."""


@dataclass(frozen=True, slots=True)
class Tei:
    """The writer of TEI. It is made from the edition, so no house style and no profile changes it."""

    name: str = "tei"
    suffix: str = ".xml"
    title: str = "TEI P5: the edition for those who work on with it"
    contract: int = RENDERER_CONTRACT
    carries: frozenset[Carried] = CARRIES

    def write(self, edition: Edition) -> Result[bytes]:
        """Write the edition as a corpus."""
        from variorum.codecs.tei.corpus import write_edition  # noqa: PLC0415

        return Result(write_edition(edition))

    def read(self, data: bytes, file: str) -> Result[Edition | None]:
        """Read back a file that `write` made."""
        from variorum.codecs.tei.corpus import read_edition  # noqa: PLC0415

        return read_edition(file, data)


renderer = Tei()
