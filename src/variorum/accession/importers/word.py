"""Word files (DOCX): a translator's manuscript, its tracked changes resolved, becomes a transcript."""

from __future__ import annotations

from dataclasses import dataclass, replace

from variorum.accession import word
from variorum.accession.file_opening import packed_names
from variorum.accession.manuscript.pictures import lying_beside
from variorum.archive import Refusal
from variorum.doors import IMPORTER_CONTRACT, Deposit, DepositKind, Fit, IntakeRules
from variorum.findings import Result
from variorum.manuscript import Manuscript
from variorum.ooxml.package import open_package

__all__ = ["WordImporter", "importer"]

KIND = DepositKind("Word", "a Word file", has_lines=False)


@dataclass(frozen=True, slots=True)
class WordImporter:
    """The importer of Word files; their pictures lie in their packages."""

    name: str = "word"
    kind: DepositKind = KIND
    contract: int = IMPORTER_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return whether the parts of a package are those of a Word file."""
        names = packed_names(data) or frozenset()
        is_word = "[Content_Types].xml" in names and any(part.startswith("word/") for part in names)
        return Fit.SURE if is_word else Fit.NONE

    def read(self, given: Deposit, rules: IntakeRules) -> Result[Manuscript | None]:
        """Read a Word file."""
        reading = word.read(given.name, given.data, rules.revisions, rules.comments)
        package = open_package(given.data)
        if reading.value is None or isinstance(package, Refusal):
            return reading
        within = lying_beside(package.data)
        sources = dict.fromkeys(one.source for one in reading.value.pictures)
        held = {source: data for source in sources if (data := within(source)) is not None}
        return Result(replace(reading.value, held=held), reading.diagnostics)


importer = WordImporter()
