"""Kinds of segments, the elements for which the model has no node, that print otherwise than their words.

Among them are figures that an encoding makes of several parts: what describes a picture is said of it, once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from unicodedata import east_asian_width

from variorum.model import (
    Block,
    Blocks,
    Date,
    Emphasis,
    Endorsement,
    Figure,
    Foreign,
    Inline,
    Inlines,
    Name,
    Note,
    NoteRef,
    Paragraph,
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
COMMA, COLON, BLANK = Text(", "), Text(": "), Text(" ")
GLOSSES = Text(" ("), Text(")")
WIDE_GLOSSES = Text("\N{FULLWIDTH LEFT PARENTHESIS}"), Text("\N{FULLWIDTH RIGHT PARENTHESIS}")
PUT = (COMMA, COLON, BLANK, *GLOSSES, *WIDE_GLOSSES)
"""What stands between several forms of a choice, or the parts of a record; no source has it."""
OF_PLACE = {("pubPlace", "publisher"): COLON, ("pubPlace", "date"): BLANK}
"""What parts two parts of an imprint otherwise than a comma: “Kyiv: Lamp, 1931”, “Kyiv 1931”."""
STOPPED = (",", ";", ":")
DESCRIPTION, FIGURE = "figDesc", "figure"


def record(node: Segment) -> Inlines:
    """Return the parts of a record, such as a book of a list, as a row; nothing if a segment is no record.

    What has words of its own between its parts is a sentence. Blanks at its ends stay. A reference without
    words prints its address, which is no part.
    """
    if node.kind == "ruby":
        return _with_gloss(node)
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


def _with_gloss(node: Segment) -> Inlines:
    """Return words with what stands small above them in brackets behind them, wide ones in a wide script."""
    made: list[Inline] = []
    for each in node.children:
        base = "".join(map(walk.plain, made)).strip()
        if not isinstance(each, Segment) or each.kind != "rt" or not base or not walk.plain(each).strip():
            made.append(each)
            continue
        while _is_blank(made[-1]):
            made.pop()
        opening, closing = WIDE_GLOSSES if east_asian_width(base[-1]) in "WF" else GLOSSES
        made += [opening, each, closing]
    return tuple(made)


def with_description(children: Inlines) -> Inlines:
    """Return what stands in a figure, with its descriptions as one, or on its picture, if it has one."""
    found = [each for each in children if _describes(each)]
    return _without((children,), found)[0] if found else children


def with_descriptions(nodes: Blocks) -> Blocks:
    """Return the blocks of a figure, with its descriptions as one, or on its picture, if it has one."""
    paragraphs = [node for node in nodes if isinstance(node, Paragraph)]
    found = [each for node in paragraphs for each in node.children if _describes(each)]
    if not found:
        return nodes
    rows = iter(_without([node.children for node in paragraphs], found))
    made: list[Block] = []
    for node in nodes:
        if not isinstance(node, Paragraph):
            made.append(node)
            continue
        row = next(rows)
        if any(not isinstance(each, Text) or each.value.strip() for each in row):
            whole = (Segment(row, FIGURE, span=node.span),) if any(map(_describes, row)) else row
            made.append(replace(node, children=whole))
    return tuple(made)


def _without(rows: Sequence[Inlines], found: Sequence[Inline]) -> list[Inlines]:
    """Return rows without descriptions, but for one in the place of the first if no one picture is meant."""
    called = any(isinstance(each, NoteRef) for one in found for each in walk.descend(one))
    pictures = [each for row in rows for each in row if isinstance(each, Figure) and not each.description]
    pictures = [] if called else pictures  # what describes a picture has no notes
    whole = _joined(found)
    made: list[Inlines] = []
    for row in rows:
        kept: list[Inline] = []
        for each in row:
            if len(pictures) == 1 and each is pictures[0]:
                kept.append(replace(pictures[0], description=walk.plain(whole), span=whole.span))
            elif each is found[0] and len(pictures) != 1:
                kept.append(whole)
            elif not any(each is one for one in found):
                kept.append(each)
            elif kept and isinstance(kept[-1], Text) and not kept[-1].value.strip():
                kept.pop()
        made.append(tuple(kept))
    return made


def _joined(found: Sequence[Inline]) -> Segment:
    """Return descriptions as one, in several languages one behind the other."""
    words: Inlines = ()
    for each in found:
        assert isinstance(each, Segment)
        words += ((Text(" "),) if words else ()) + each.children
    spans = [one.span for word in words for one in walk.descend(word) if isinstance(one, Text) and one.span]
    return Segment(words, DESCRIPTION, span=spans[0].to(spans[-1]) if spans else found[0].span)


def _describes(node: Inline) -> bool:
    return isinstance(node, Segment) and node.kind == DESCRIPTION and not node.facts.id
