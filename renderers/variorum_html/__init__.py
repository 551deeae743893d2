"""XHTML that the PDF and the EPUB share: published blocks and inlines as elements, a style as CSS.

`Form` says what a format does otherwise: calls, page marks, links, pictures. `blocks` and `inlines` set
published nodes; `css` writes a house style; `page` makes a whole XHTML file.

Meaning and look are carried by elements (`em`, `ins`, `del`, `u`, `sup`, …) and literal brackets, so that
they survive where style sheets are dropped; CSS adds what no element can say.
"""

from variorum_html.blocks import blocks, hanging, labelled
from variorum_html.css import beginning, css, spoken_css, typeface
from variorum_html.elements import EMPTY, element, join, text
from variorum_html.flow import Dress, Form, dress, inlines, language, note_link, page_break, plain_link
from variorum_html.pages import Sheets, document, page

__all__ = [
    "EMPTY",
    "Dress",
    "Form",
    "Sheets",
    "beginning",
    "blocks",
    "css",
    "document",
    "dress",
    "element",
    "hanging",
    "inlines",
    "join",
    "labelled",
    "language",
    "note_link",
    "page",
    "page_break",
    "plain_link",
    "spoken_css",
    "text",
    "typeface",
]
