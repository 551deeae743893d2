"""TEI P5: a file, volume or corpus is taken as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.accession.document_ids import id_of, unlike
from variorum.accession.file_opening import outermost
from variorum.accession.languages import document_languages
from variorum.accession.manuscript.pictures import lying_beside, why_left
from variorum.accession.recognition import set_of_header
from variorum.codecs.tei.reading.header import tag
from variorum.codecs.tei.reading.xml import LARGEST, parse
from variorum.codecs.tei.volume import Volume, read_volume
from variorum.decode import too_long
from variorum.doors import IMPORTER_CONTRACT, Accession, Deposit, DepositKind, Fit, IntakeRules, KnownSet
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import PictureLeftOut
from variorum.model import walk

__all__ = ["TeiImporter", "importer"]

KIND = DepositKind("TEI", "a TEI file")


@dataclass(frozen=True, slots=True)
class TeiImporter:
    """The importer of TEI: its codec reads it in the edition as well."""

    name: str = "tei"
    kind: DepositKind = KIND
    contract: int = IMPORTER_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return whether the outermost element is that of TEI P5."""
        return Fit.SURE if outermost(data) in ("TEI", "teiCorpus") else Fit.NONE

    def convention_for(self, given: Sequence[Deposit]) -> KnownSet | None:
        """Return the set that knows a file by its header; files are looked at one by one."""
        if len(given) != 1 or len(given[0].data) > LARGEST:
            return None
        root = parse(given[0].name, given[0].data).value.root
        return set_of_header(root.find(tag("teiHeader")) if root is not None else None)

    def are_together(self, given: Sequence[Deposit], rules: IntakeRules) -> bool:
        """Return that each file is taken by itself."""
        return False

    def take(
        self, given: Sequence[Deposit], ids: Sequence[str], rules: IntakeRules
    ) -> Result[tuple[Accession, ...]]:
        """Return a file as it is, and what its header tells."""
        (one,) = given
        if len(one.data) > LARGEST:
            return Result((), (too_long(one.name, LARGEST),))
        own = unlike(id_of(one.file_name), ids)
        reading = read_volume(one.name, one.data, own)
        volume = reading.value
        if not volume.documents:
            return Result((), reading.diagnostics)
        pictures = _pictures(volume, one)
        imprint = volume.imprint
        stated = tuple(dict.fromkeys(one for document in volume.documents for one in document.languages[:1]))
        words = "\n".join(walk.plain(document) for document in volume.documents)
        languages = document_languages(stated, words, rules.convention.layout.source_language)
        published = ", ".join(part for part in (imprint.publisher, imprint.place, imprint.year) if part)
        count = sum(one.matter is None for one in volume.documents)
        said = (
            ("documents in this file:", str(count) if count > 1 else ""),
            ("published by", published),
            ("rights:", imprint.rights),
            *((f"the source’s own {one.scheme}:", one.value) for one in imprint.identifiers),
        )
        taken = Accession(
            one.name,
            self.kind,
            own,
            f"documents/{own}.xml",
            one.data,
            is_transcript=False,
            documents=count,
            title=imprint.title,
            collection=volume.collection,
            languages=languages.tags,
            language_reason=languages.reason,
            people=tuple((agent.role, agent.name) for agent in volume.agents),
            said=tuple(f"{what} {words}" for what, words in said if words),
            unplaced=volume.report,
            pictures=pictures.value,
            found=reading.diagnostics + pictures.diagnostics,
        )
        return Result((taken,))


def _pictures(volume: Volume, given: Deposit) -> Result[tuple[tuple[str, bytes], ...]]:
    """Return the pictures of a TEI file that lie beside it, under the names that it has for them.

    Of a name that nothing beside it has nothing is told: `check` does, where the text names it.
    """
    beside = lying_beside(given.beside)
    held: dict[str, bytes] = {}
    found: dict[str, Diagnostic] = {}
    for node in walk.pictures(volume.documents):
        data = beside(node.target) if node.target not in held else None
        if data is not None and (reason := why_left(data)):
            found[node.target] = PictureLeftOut(node.span, target=node.target, reason=reason)
        elif data is not None:
            held[node.target] = data
    return Result(tuple(held.items()), tuple(found.values()))


importer = TeiImporter()
