"""What an element of a finished file is."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an element *is*, for formats that carry meaning by elements (XHTML, PDF tags).

    The look is the style's business; a role never changes it.
    """

    SPAN = "span"
    EMPHASIS = "em"
    STRONG = "strong"
    UNDERLINE = "u"
    INSERTION = "ins"
    DELETION = "del"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"
    QUOTE = "q"
    FOREIGN = "foreign"
    REMARK = "remark"
    LABEL = "label"
