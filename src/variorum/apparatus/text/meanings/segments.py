"""Kinds of segments, the elements for which the model has no node, that print otherwise than their words."""

from __future__ import annotations

from itertools import takewhile

from variorum.model import (
    Block,
    Date,
    Emphasis,
    Endorsement,
    Foreign,
    Inline,
    Inlines,
    Name,
    Note,
    NoteRef,
    Quote,
    Reference,
    RemarkBlock,
    Segment,
    Term,
    Text,
    walk,
)
from variorum.publication import Para, PBlocks, Title

DATA = frozenset({"index", *walk.REGISTERS})
"""Kinds of segments that hold data at a place of the text, which are no words of it."""
WITH_PARTS = Date | Emphasis | Foreign | Name | NoteRef | Quote | Reference | Segment | Term
"""What may be a part of a record."""
HOLD = Block | Note
"""What says nothing without words in it."""
RECORDS = frozenset(
    {
        *("analytic", "biblFull", "biblStruct", "editionStmt", "imprint", "monogr", "msDesc", "msIdentifier"),
        *("publicationStmt", "series", "seriesStmt", "titleStmt"),
    }
)
"""Kinds of segments whose parts stand side by side and are read as a row."""
COMMA, COLON, BLANK = PUT = (Text(", "), Text(": "), Text(" "))
"""What stands between several forms of a choice, or the parts of a record; no source has it."""
OF_PLACE = {("pubPlace", "publisher"): COLON, ("pubPlace", "date"): BLANK}
"""What parts two parts of an imprint otherwise than a comma: “Kyiv: Lamp, 1931”, “Kyiv 1931”."""
STOPPED = (",", ";", ":")


def record(node: Segment) -> Inlines:
    """Return the parts of a record, such as a book of a list, as a row; nothing if a segment is no record.

    What has words of its own between its parts is a sentence. Blanks at its ends stay. A reference without
    words prints its address, which is no part.
    """
    held = [each for each in node.children if not _is_blank(each)]
    alone = all(isinstance(each, WITH_PARTS) for each in held)
    if node.kind not in RECORDS and not (node.kind == "bibl" and alone and len(held) > 1):
        return ()
    ahead = (*takewhile(_says_nothing, node.children),)
    rest = node.children[len(ahead) :]
    behind = (*takewhile(_says_nothing, reversed(rest)),)[::-1]
    made: list[Inline] = []
    before: Inline | None = None
    for each in rest[: len(rest) - len(behind)]:
        if _is_blank(each):
            continue
        if before is not None and walk.plain(each).strip():
            between = OF_PLACE.get((_name(before), _name(each)), COMMA) if node.kind == "imprint" else COMMA
            made.append(BLANK if walk.plain(before).endswith(STOPPED) else between)
        elif before is not None and isinstance(each, Reference):
            made.append(BLANK)
        made.append(each)
        before = each if walk.plain(each).strip() else before
    leads = (BLANK,) if made and ahead and isinstance(ahead[-1], Reference) else ()
    return (*ahead, *leads, *made, *behind)


def is_put(node: Text) -> bool:
    """Return whether words are put between others, and none of a source."""
    return any(node is one for one in PUT)


def _is_blank(node: Inline) -> bool:
    return isinstance(node, Text) and not node.value.strip()


def _says_nothing(node: Inline) -> bool:
    """Return whether a node is blank or without words, as the call of a note."""
    return not walk.plain(node).strip()


def _name(node: Inline) -> str:
    """Return the name of the element that a part of a record is."""
    return node.kind if isinstance(node, Segment) else "date" if isinstance(node, Date) else ""


def captions(of_figure: PBlocks) -> PBlocks:
    """Return what is printed of a figure without a picture: what heads it is its caption, no title."""
    return tuple(
        Para("caption", each.children, each.id, span=each.span) if isinstance(each, Title) else each
        for each in of_figure
    )


def holds_only_data(node: walk.Part) -> bool:
    """Return whether nothing stands in a block or note but data, which are no words."""
    return any(map(_is_data, walk.descend(node))) and _is_without_words(node)


def says_nothing(node: RemarkBlock | Endorsement) -> bool:
    """Return whether data alone stand in a block that others put on the paper, or in a remark not even they.

    An empty endorsement says that something is there, as a stamp.
    """
    return holds_only_data(node) or (isinstance(node, RemarkBlock) and _is_without_words(node))


def _is_data(node: walk.Part) -> bool:
    return isinstance(node, Segment) and node.kind in DATA


def _is_without_words(node: walk.Part) -> bool:
    if isinstance(node, Text):
        return not node.value.strip()
    return _is_data(node) or (isinstance(node, HOLD) and all(map(_is_without_words, walk.children(node))))
