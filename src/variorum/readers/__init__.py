"""Readers: from a file's bytes to text, and from a transcript to the model."""

from variorum.conventions import ConventionSet
from variorum.diagnostics import Result
from variorum.readers import transcript
from variorum.readers.decode import decode
from variorum.readers.leiden import transcript as notated
from variorum.readers.transcript import Reading, ReadOptions
from variorum.source import Source

__all__ = ["ReadOptions", "Reading", "decode", "read"]


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a convention set: in the set's own notation if it has one."""
    if convention.notation is not None:
        return notated.read(source, convention, options)
    return transcript.read(source, convention, options)
