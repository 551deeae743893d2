"""Transcripts: plain text in the conventions of an edition, or in a notation that its convention set has.

Any file that nobody knows better is read as one.
"""

from __future__ import annotations

from dataclasses import dataclass

from variorum.codecs.notations import read, write
from variorum.conventions import ConventionSet
from variorum.decode import decode
from variorum.doors import CODEC_CONTRACT, FileReading, Fit, ReadOptions
from variorum.findings import Result
from variorum.model import Document

__all__ = ["TranscriptCodec", "codec"]


@dataclass(frozen=True, slots=True)
class TranscriptCodec:
    """The codec of transcripts; a file holds one document."""

    name: str = "transcript"
    contract: int = CODEC_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return that a file is a transcript if it is nothing else."""
        return Fit.REST

    def read(
        self, path: str, data: bytes, convention: ConventionSet, options: ReadOptions
    ) -> Result[FileReading]:
        """Read a transcript; bytes that are no text are no document."""
        decoded = decode(path, data, options.encoding)
        if decoded.errors:
            return Result(FileReading(source=decoded.value, whole=False), decoded.diagnostics)
        reading = read(decoded.value, convention, options)
        made = reading.value
        return Result(
            FileReading((made.document,), (), {options.id: made.decisions}, decoded.value, made.claims),
            decoded.diagnostics + reading.diagnostics,
        )

    def write(self, document: Document, convention: ConventionSet) -> Result[bytes]:
        """Write a document as a transcript; its id, base and languages stand in edition.toml."""
        return Result(write(document, convention).encode())


codec = TranscriptCodec()
