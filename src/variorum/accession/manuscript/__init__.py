"""Manuscripts on their way into an edition: words in type styles become a transcript, pictures files."""

from variorum.accession.manuscript.transcription import TitleAs, transcript

__all__ = ["TitleAs", "transcript"]
