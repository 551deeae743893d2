"""Parts of a volume around its documents: a preface, lists, an old index, with their notes behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.wording import Wording
from variorum.model import Document, Edition, MatterPlace, PageBreak, Reference, walk
from variorum.publication import NOTHING, Matter, Para, PBlocks, Run, Title

INDEX = re.compile(r"(?i)\b(?:index|\w*register|\w*verzeichnis)\b")
SAYS = re.compile(r"(?i)\b(?:references?|numbers?|documents?|verweis\w*|nummern?|zahlen|dokument\w*)\b")
"""Words by which an index says at its beginning what it cites."""
NEAR = 400
"""How many characters are its beginning."""
NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.]\w)")


@dataclass(frozen=True, slots=True)
class VolumePart:
    """A part of the matter, whether it stands before the documents, and what was met in it."""

    matter: Matter
    before: bool
    ledger: Ledger


def matter_heading(document: Document, headed: PBlocks) -> tuple[Run, PBlocks]:
    """Return the title of a part for the navigation, and its head as that of matter; some have neither."""
    title = next((one.plain for one in headed if isinstance(one, Title)), NOTHING)
    if title.text == document.id:
        return NOTHING, tuple(one for one in headed if not isinstance(one, Title))
    return title, tuple(
        replace(one, role="matter-title") if isinstance(one, Title) else one for one in headed
    )


def old_pages(document: Document, edition: Edition, wording: Wording) -> PBlocks:
    """Return the sentence that says whose pages an old index cites, if it cites pages.

    It does where most of its references lead to marks of pages, or where it has none and its numbers are
    those of pages, unless it says itself what they are.
    """
    if document.matter is not MatterPlace.BACK:
        return ()
    targets = [node.target for node in walk.descend(document) if isinstance(node, Reference)]
    marks = [node for one in edition.documents for node in walk.descend(one) if isinstance(node, PageBreak)]
    if targets:
        names = {mark.facts.id for mark in marks}
        cited, all_ = sum(target.partition("#")[2] in names for target in targets), len(targets)
    else:
        labels, numbers = {mark.label for mark in marks}, _numbers(document)
        cited, all_ = sum(number in labels for number in numbers), len(numbers)
    return (Para("first", (wording.run("matter.old-pages"),)),) if cited * 2 > all_ else ()


def _numbers(document: Document) -> list[str]:
    """Return the numbers of an index, none where it says itself what they are, or where it is none."""
    words = walk.plain(document)
    if not INDEX.search(f"{document.id} {walk.plain(document.head.lines)}") or SAYS.search(words[:NEAR]):
        return []
    return NUMBER.findall(words)
