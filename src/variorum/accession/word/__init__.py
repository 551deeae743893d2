"""Reading Word files: a translator's DOCX becomes paragraphs with their type styles and notes.

`package` opens the file within bounds, `revisions` resolves tracked changes, `styles` and `numbering` tell
what type and which label a paragraph has, `runs` reads words, `reading` the whole.
"""

from variorum.accession.word.word_file import read

__all__ = ["read"]
