"""Reading Word files: a translator's DOCX becomes paragraphs with their type styles and notes.

`variorum.ooxml` opens the file and knows its styles and numbers; `revisions` resolves tracked changes,
`styles` tells what a style means to a manuscript, `comments` what becomes of comments, `references` which
words others lead to, `contents` what lists Word makes, `runs` reads words, `beside` tells what is no part of
the text, `word_file` reads the whole.
"""

from variorum.accession.word.word_file import read

__all__ = ["read"]
