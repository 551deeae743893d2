"""Readers: from a file's bytes to text, and from a transcript to the model."""

from variorum.readers.decode import decode
from variorum.readers.transcript import Reading, ReadOptions, read

__all__ = ["ReadOptions", "Reading", "decode", "read"]
