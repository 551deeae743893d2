"""Reading web pages: a page saved from an archive's site becomes paragraphs with their type styles and notes.

`markup` finds out what the bytes are and makes the tree, `notes` takes the notes out and ties them to their
calls, `content` tells the text from the site around it, `flow` turns the text into paragraphs.
"""

from variorum.accession.web.markup import Beside, nothing
from variorum.accession.web.saved_page import read

__all__ = ["Beside", "nothing", "read"]
