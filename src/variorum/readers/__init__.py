"""Readers: from a file's bytes to text, and from a transcript to the model."""

from variorum.conventions import ConventionSet
from variorum.diagnostics import Result
from variorum.readers import transcript
from variorum.readers.at import SignAt, refused
from variorum.readers.decode import decode
from variorum.readers.leiden import transcript as notated
from variorum.readers.transcript import Reading, ReadOptions
from variorum.source import Source

__all__ = ["ReadOptions", "Reading", "SignAt", "decode", "read", "refused"]


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a convention set: in the set's own notation if it has one."""
    if convention.notation is not None:
        result = notated.read(source, convention, options)
        return Result(result.value, (*refused(options.places if options else ()), *result.diagnostics))
    return transcript.read(source, convention, options)
