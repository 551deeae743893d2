"""TEI P5: a file of one text is one document; a volume, a corpus or a group is as many as it holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from variorum.codecs.tei.corpus import write_edition
from variorum.codecs.tei.reading.xml import is_xml
from variorum.codecs.tei.volume import read_volume
from variorum.codecs.transcript.sign_places import refusals
from variorum.conventions import ConventionSet
from variorum.doors import CODEC_CONTRACT, FileReading, Fit, ReadOptions
from variorum.findings import Result
from variorum.model import Document, Edition, Field, Imprint, Paragraph, Text

__all__ = ["TeiCodec", "codec"]


@dataclass(frozen=True, slots=True)
class TeiCodec:
    """The codec of TEI: what it says needs no convention set."""

    name: str = "tei"
    contract: int = CODEC_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return that a file is TEI if it is XML, by its name or its beginning."""
        return Fit.SURE if is_xml(name, data) else Fit.NONE

    def read(
        self, path: str, data: bytes, convention: ConventionSet, options: ReadOptions
    ) -> Result[FileReading]:
        """Read a file; edition.toml has the last word on base, languages and data of the head."""
        reading = read_volume(path, data, options.id, options.encoding)
        volume = reading.value
        found = refusals(options.places) + reading.diagnostics
        if not volume.documents:
            return Result(FileReading(source=volume.source, whole=False), found)
        documents = tuple(_with_toml_data(document, options) for document in volume.documents)
        return Result(FileReading(documents, volume.persons, {}, volume.source), found)

    def write(self, document: Document, convention: ConventionSet) -> Result[bytes]:
        """Write a document as a corpus of one text."""
        return Result(write_edition(Edition(document.id, Imprint(document.id), (document,))))


def _with_toml_data(document: Document, options: ReadOptions) -> Document:
    """Return a document with what edition.toml says of it; a datum that it gives replaces the file's own."""
    given = {kind for kind, _, _ in options.head}
    kept = tuple(
        line
        for line in document.head.added
        if not any(isinstance(part, Field) and part.kind in given for part in line.children)
    )
    added = tuple(
        Paragraph((Field(kind, (Text(words, span=place),), span=place),), span=place)
        for kind, words, place in options.head
    )
    return replace(
        document,
        base=options.base or document.base,
        languages=options.languages or document.languages,
        head=replace(document.head, added=kept + added),
    )


codec = TeiCodec()
