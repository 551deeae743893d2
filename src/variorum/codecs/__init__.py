"""Codecs: what is read where it lies, and written back, under a law: `read(write(x)) == x`."""

from variorum.codecs.notations import read, reread, write
from variorum.codecs.transcript.reading.document import Reading
from variorum.codecs.transcript.sign_places import refusals
from variorum.doors import ReadOptions

__all__ = ["ReadOptions", "Reading", "read", "refusals", "reread", "write"]
