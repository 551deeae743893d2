"""The notations of transcripts: what reads each and what writes it, chosen by the convention set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from variorum.codecs.leiden.reading import document as leiden_reading
from variorum.codecs.leiden.writing import document as leiden_writing
from variorum.codecs.transcript.reading import document as transcript_reading
from variorum.codecs.transcript.reading.document import Reading
from variorum.codecs.transcript.writing import document as transcript_writing
from variorum.conventions import ConventionSet
from variorum.doors import ReadOptions
from variorum.findings import Result
from variorum.model import Document
from variorum.source import Source


@dataclass(frozen=True, slots=True)
class Notation:
    """A notation: its reader and its writer."""

    read: Callable[[Source, ConventionSet, ReadOptions | None], Result[Reading]]
    write: Callable[[Document, ConventionSet], str]


LEIDEN = Notation(leiden_reading.read, leiden_writing.write)
NOTATIONS: Mapping[str | None, Notation] = {
    None: Notation(transcript_reading.read, transcript_writing.write),
    "leiden-plus": LEIDEN,
    "leiden-translation": LEIDEN,
}
"""By the `notation` of a set; a set that names none is read in the general format of transcripts."""


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a convention set: in the set's own notation if it has one."""
    return NOTATIONS[convention.notation].read(source, convention, options)


def write(document: Document, convention: ConventionSet) -> str:
    """Return a document as a transcript under a convention set; id, base and languages are not in it.

    Under a set with a notation of its own the law holds for what came from that notation.
    """
    return NOTATIONS[convention.notation].write(document, convention)


def reread(text: str, document: Document, convention: ConventionSet) -> Document:
    """Return what a reader makes of a transcript of the document."""
    options = ReadOptions(document.id, document.base, document.languages)
    return read(Source("transcript", text), convention, options).value.document
