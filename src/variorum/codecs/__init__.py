"""Codecs: what is read where it lies, under a law: `read(write(x)) == x`."""

from variorum.codecs.leiden.reading import document as notated
from variorum.codecs.transcript.reading import document
from variorum.codecs.transcript.reading.document import Reading, ReadOptions
from variorum.codecs.transcript.sign_places import SignAt, refusals
from variorum.conventions import ConventionSet
from variorum.findings import Result
from variorum.source import Source

__all__ = ["ReadOptions", "Reading", "SignAt", "read", "refusals"]


def read(source: Source, convention: ConventionSet, options: ReadOptions | None = None) -> Result[Reading]:
    """Read a transcript under a convention set: in the set's own notation if it has one."""
    if convention.notation is not None:
        result = notated.read(source, convention, options)
        return Result(result.value, (*refusals(options.places if options else ()), *result.diagnostics))
    return document.read(source, convention, options)
