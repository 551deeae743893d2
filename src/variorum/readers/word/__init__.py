"""Reading Word files: a translator's DOCX becomes paragraphs with their type styles and notes.

`package` opens the file within bounds, `revisions` resolves tracked changes, `styles` and `numbering` tell
what type and which label a paragraph has, `runs` reads words, `reading` the whole. What comes of it has the
form of a web page's text, and is written as a transcript by the same writer.
"""

from variorum.readers.word.reading import read
from variorum.readers.word.revisions import Revisions

__all__ = ["Revisions", "read"]
