"""The whole way from a page's bytes to its text, its data and what is left out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.accession.languages import TAG
from variorum.accession.web.calls import NoteLinks
from variorum.accession.web.content import BESIDE, Content, content, leaves, left_out, unheld
from variorum.accession.web.flow import Flow, Look
from variorum.accession.web.markup import Beside, nothing, parse
from variorum.accession.web.notes import HEADING, NOTES_HEADING, Notes, PageNote, take
from variorum.accession.web.page import HEADINGS, Element, Page, count
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import EquationsInLine, MatterLeftOut, PageEmpty, PageFrames
from variorum.manuscript import LeftOut, Manuscript, Para, Part, Words
from variorum.source import Span

RUNNING = 40
"""From how many words on matter beside the text may be text that was missed."""

OFFICE = re.compile(r"Word|Office|OpenOffice|LibreOffice")
SITE_IN_TITLE = re.compile(r"\s+[|–—·»:\\-]+\s+")


def read(path: str, data: bytes, beside: Beside = nothing) -> Result[Manuscript | None]:
    """Read a page; none if it cannot be read at all or has no words. Nothing is fetched."""
    parsed = parse(path, data, beside)
    page = parsed.value
    if page is None:
        return Result(None, parsed.diagnostics)
    linked = NoteLinks.of(page)
    notes = take(page, linked)
    framed = frames(page)
    if framed:
        place = Span(path, framed[0].line, 1, framed[0].line, 1)
        named = ", ".join(one.get("src") for one in framed if one.get("src"))[:200]
        return Result(None, (*parsed.diagnostics, PageFrames(place, path=path, frames=named)))
    text = content(page.root, notes.calls)
    text = replace(text, dropped={**text.dropped, **note_headings(text, notes)})
    flow = Flow(notes.calls, text.dropped)
    parts = flow.parts(text.root, Look())
    title, given = titled(page, text, parts, flow)
    parts = parts[1:] if title is not None and given is None and parts[:1] == (title,) else parts
    bodies = notes_of(flow, notes.uncalled)
    missing = uncalled(notes, flow)
    found = [*parsed.diagnostics, *notes.found]
    if not parts and not bodies:
        found.append(PageEmpty(Span(path, 1, 1, 1, 1), path=path))
        return Result(None, tuple(found))
    left = (*text.left_out(page.root, given), *missing, *notes.headings, *unheld(text.root, text.dropped))
    found.extend(unnamed(path, left))
    made = Manuscript(
        parts,
        tuple(bodies),
        title,
        language(page),
        page.meta("author", "dc.creator", "citation_author", "article:author"),
        page.meta("dcterms.date", "dc.date", "citation_date", "citation_publication_date"),
        address(page),
        page.meta("og:site_name", "dc.publisher", "citation_journal_title"),
        tuple(sorted(left, key=lambda one: one.line)),
        tuple(flow.links.items()),
        tuple(flow.explained.items()),
        tuple(flow.pictures.values()),
        by_program=bool(OFFICE.search(page.meta("generator"))),
    )
    if flow.equations:
        found.append(EquationsInLine(Span(path, 1, 1, 1, 1), path=path, count=flow.equations))
    return Result(made, tuple(found))


def frames(page: Page) -> list[Element]:
    """Return the frames in which a page shows other files, if it is nothing but a set of them."""
    if page.first("frameset") is None:
        return []
    return [one for one in page.root.walk() if one.tag == "frame"]


def notes_of(flow: Flow, uncalled: Sequence[PageNote]) -> list[tuple[str, tuple[Part, ...]]]:
    """Return the notes that are called, those that notes call too, and the uncalled among them."""
    bodies: dict[str, tuple[Part, ...]] = {}
    for note in uncalled:
        flow.name(note)
    while fresh := [(note, name) for note, name in flow.names.items() if name not in bodies]:
        for note, name in fresh:
            bodies[name] = flow.parts(note.body, Look())
    lines = {name: note.line for note, name in flow.names.items()} if uncalled else {}
    return sorted(bodies.items(), key=lambda one: lines.get(one[0], 0))


def language(page: Page) -> str:
    """Return the language that a page says it is in, empty if that is no tag of a language."""
    said = page.root.get("lang") or page.root.get("xml:lang") or page.meta("language", "dc.language")
    return said if TAG.fullmatch(said) else ""


def address(page: Page) -> str:
    """Return the address from which a page was saved, as far as it says."""
    canonical = (
        one for one in page.root.walk() if one.tag == "link" and one.get("rel").lower() == "canonical"
    )
    link = next(canonical, None)
    return page.address or (link.get("href") if link is not None else "") or page.meta("og:url")


def titled(
    page: Page, text: Content, parts: tuple[Part, ...], flow: Flow
) -> tuple[Para | None, Element | None]:
    """Return the title of a page and the element outside the text that gives it.

    It is the first heading if the text begins with one, else what the page or its head says.
    """
    first = parts[0] if parts else None
    if isinstance(first, Para) and first.level and len(parts) > 1:
        return first, None
    outside = (
        one for one in page.root.walk() if one.tag == "h1" and one.text and not one.is_within(text.root)
    )
    heading = next(outside, None)
    if heading is not None and first is not None:
        return Para(flow.line_of(heading, Look()), heading.line, 1), heading
    element = page.first("title")
    own = SITE_IN_TITLE.split(element.text)[0] if element is not None else ""
    said = page.meta("dc.title", "citation_title", "og:title") or own
    return (Para((Words(said),), 1, 1) if said else None), None


def note_headings(text: Content, notes: Notes) -> dict[Element, str]:
    """Return the headings and rules under which notes stood that have been taken out."""
    if not notes.calls:
        return {}
    left = [one for one in leaves(text.root) if one.tag == "hr" or one.text]
    left = [one for one in left if not any(around in text.dropped for around in one.chain)]
    found: dict[Element, str] = {}
    for at, one in enumerate(left):
        after = left[at + 1] if at + 1 < len(left) else None
        if HEADING.fullmatch(one.text) and one.text and (after is None or after.tag in (*HEADINGS, "hr")):
            found[one] = NOTES_HEADING
    return found


def unnamed(path: str, left: Sequence[LeftOut]) -> Iterator[Diagnostic]:
    """Yield a finding for each stretch of running words that is left out though nothing says what it is."""
    for one in left:
        if one.what == BESIDE and one.words >= RUNNING:
            span = Span(path, one.line, 1, one.line, 1)
            yield MatterLeftOut(span, words=one.words, begins=one.begins)


def uncalled(notes: Notes, flow: Flow) -> Sequence[LeftOut]:
    """Return the notes whose calls stand in matter that is left out."""
    lost = {id(note): note for note in notes.calls.values() if note not in flow.names}
    made = (left_out(note.body, "a note to words that are left out") for note in lost.values())
    return [one for one in made if one is not None and count(one.begins)]
