"""Manuscripts: what web pages and Word files share, a text in type styles, and its way to a transcript."""

from variorum.readers.manuscript.parts import LeftOut, Manuscript
from variorum.readers.manuscript.written import TitleAs, transcript

__all__ = ["LeftOut", "Manuscript", "TitleAs", "transcript"]
