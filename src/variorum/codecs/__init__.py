"""Codecs: what is read where it lies, and written back, under a law: `read(write(x)) == x`."""

from variorum.codecs.notations import read, reread, write
from variorum.codecs.transcript.reading.document import Reading, ReadOptions
from variorum.codecs.transcript.sign_places import SignAt, refusals

__all__ = ["ReadOptions", "Reading", "SignAt", "read", "refusals", "reread", "write"]
