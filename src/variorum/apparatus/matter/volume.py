"""Parts of a volume around its documents: a preface, lists, an old index, with their notes behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from variorum.apparatus.document_notes import published_notes
from variorum.apparatus.ledger import Ledger
from variorum.apparatus.wording import Wording
from variorum.model import Document, Edition, MatterPlace, PageBreak, Reference, walk
from variorum.publication import NOTHING, Entry, Listing, Matter, Para, PBlocks, Run, Separator, Title


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


def listed_notes(ledger: Ledger) -> PBlocks:
    """Return the notes that a part calls as a list behind it, for matter has no note area."""
    entries = tuple(
        Entry(note.blocks, note.label, note.id, span=note.span) for note in published_notes(ledger)
    )
    return (Separator(), Listing("list", entries)) if entries else ()


def old_pages(document: Document, edition: Edition, wording: Wording) -> PBlocks:
    """Return the sentence that says whose pages an old index cites, where most references lead to those."""
    if document.matter is not MatterPlace.BACK:
        return ()
    targets = [node.target for node in walk.descend(document) if isinstance(node, Reference)]
    pages = _pages(edition) if targets else frozenset()
    cited = sum(target.partition("#")[2] in pages for target in targets)
    return (Para("first", (wording.run("matter.old-pages"),)),) if cited * 2 > len(targets) else ()


def _pages(edition: Edition) -> frozenset[str]:
    """Return the ids of the marks of pages."""
    nodes = (node for document in edition.documents for node in walk.descend(document))
    return frozenset(node.facts.id for node in nodes if isinstance(node, PageBreak) and node.facts.id)
