"""Manuscripts: what web pages and Word files share, a text in type styles, and its way to a transcript."""

from variorum.accession.manuscript.parts import LeftOut, Manuscript
from variorum.accession.manuscript.transcription import TitleAs, transcript

__all__ = ["LeftOut", "Manuscript", "TitleAs", "transcript"]
