"""Half title, title page, imprint and contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.apparatus.matter.legend import with_full_stop
from variorum.apparatus.registers import datum
from variorum.apparatus.text import flow
from variorum.apparatus.text.lines.head_data import CONTENTS
from variorum.apparatus.wording import Wording, row
from variorum.model import Agent, Edition, Identifier, Imprint
from variorum.origin import BLANK, OriginRule
from variorum.publication import (
    NOTHING,
    Entry,
    LineEnd,
    Link,
    Listing,
    Matter,
    Para,
    PBlocks,
    PublishedDocument,
    Run,
    Styled,
    Title,
    anchor,
)

EM_SPACE = "\u2003"
LISTED_LEVELS = 2
"""How many levels of headings the contents list of a document that stands alone."""
MAKERS = frozenset({"author", "editor", "compiler", "translator", "annotator"})
"""The roles of those under whose names an edition is cited, where there are any."""
UUID = re.compile(r"(?i)urn:uuid:")
"""What a file is known by to programs: no number by which a reader finds a book."""
LEADS = frozenset({"by", "von", "durch", "mit", "with"})
"""Last words of a role as its source has it, behind which the names go on without a colon."""


def part(kind: str, title: Run, blocks: PBlocks, lang: str) -> Matter:
    """Return a part of the matter under its title."""
    plain = title.repeat(OriginRule.TITLE)
    heading = Title("matter-title", 1, (title,), plain, anchor("matter", kind, "title"))
    return Matter(anchor("matter", kind), kind, plain, (heading, *blocks), lang)


def half_title(edition: Edition) -> Matter:
    """Return the half title: the bare title, without an entry in the navigation."""
    said = edition.imprint
    title = datum(said, "title", said.title).repeat(OriginRule.CITATION)
    return Matter(
        anchor("matter", "half-title"),
        "half-title",
        NOTHING,
        (Para("half-title", (title,)),),
        said.language,
    )


def title_page(edition: Edition, wording: Wording) -> Matter:
    """Return the title page."""
    said = edition.imprint
    main = datum(said, "title", said.title)
    blocks: PBlocks = (Title("main-title", 1, (main,), main.repeat(OriginRule.TITLE), listed=False),)
    if said.subtitle:
        blocks += (Para("subtitle", (datum(said, "subtitle", said.subtitle),)),)
    blocks += tuple(Para("contributor", (line,)) for line in contributors(edition.agents, wording))
    place = row(_data(said, "place", "year"), " ", BLANK)
    lines = [line for line in (*_data(said, "publisher"), place) if line]
    if lines:
        ends = tuple(piece for line in lines for piece in (LineEnd(), line))[1:]
        blocks += (Para("publisher", ends),)
    title = wording.run("matter.title-page")
    return Matter(anchor("matter", "title-page"), "title-page", title, blocks, said.language)


def _data(said: Imprint, *names: str) -> list[Run]:
    """Return the data of an imprint that are not empty."""
    return [run for name in names if (run := datum(said, name, getattr(said, name)))]


def contributors(agents: Sequence[Agent], wording: Wording) -> list[Run]:
    """Return a line for each role, in the order in which roles first occur: "Edited by A and B"."""
    first = {agent.role: agent for agent in reversed(agents)}
    lines = []
    for role in dict.fromkeys(agent.role for agent in agents):
        names = wording.in_row(
            tuple(datum(agent, "name", agent.name) for agent in agents if agent.role == role)
        )
        shown = datum(first[role], "role", role).derive(OriginRule.CAPITAL, _capital)
        other = "people.led" if role.rpartition(" ")[2] in LEADS else "people.other"
        own = f"people.{role.replace(' ', '-')}"
        lines.append(wording.either(own, other, names=names, role=shown))
    return lines


def _capital(words: str) -> str:
    """Return words with a capital at their beginning; those inside stay."""
    return words[:1].upper() + words[1:]


def imprint(edition: Edition, wording: Wording) -> Matter:
    """Return the imprint page: texts, rights, credits, identifiers, how to cite."""
    said = edition.imprint
    lines = [datum(said, f"text/{at}", line) for at, line in enumerate(said.text)]
    lines += _data(said, "rights")
    lines += [datum(said, f"credits/{at}", line) for at, line in enumerate(said.credits)]
    lines += [_identifier(each, wording) for each in said.identifiers if not UUID.match(each.value)]
    cite = datum(said, "cite", said.cite) or citation(edition, wording)
    lines.append(wording.run("cite.label", cite=with_full_stop(cite)))
    blocks = tuple(Para("imprint", (line,)) for line in lines)
    title = wording.run("matter.imprint")
    return Matter(anchor("matter", "imprint"), "imprint", title, blocks, said.language)


def _identifier(identifier: Identifier, wording: Wording) -> Run:
    """Return an identifier with its scheme, which some values name themselves, and the format it is for."""
    scheme, value = identifier.scheme, datum(identifier, "value", identifier.value)
    named = identifier.value.lower().startswith(f"{scheme.lower()}:")
    shown = datum(identifier, "scheme", scheme).derive(OriginRule.CAPITAL, str.upper)
    said = value if named else wording.run("cite.identifier", scheme=shown, value=value)
    if not identifier.format:
        return said
    format_ = datum(identifier, "format", identifier.format).derive(OriginRule.CAPITAL, str.upper)
    return wording.run("cite.of-format", identifier=said, format=format_)


def citation(edition: Edition, wording: Wording) -> Run:
    """Return how to cite the edition, where edition.toml does not say."""
    said = edition.imprint
    title, subtitle, place, publisher, year = (
        datum(said, name, getattr(said, name)) for name in ("title", "subtitle", "place", "publisher", "year")
    )
    makers = [agent for agent in edition.agents if agent.role in MAKERS] or edition.agents
    names: dict[str, Run] = {}
    for agent in makers:
        names.setdefault(agent.name, datum(agent, "name", agent.name))
    people = wording.in_row(tuple(names.values()))
    if people and all(agent.role == "editor" for agent in makers):
        people = wording.run("cite.editors" if len(names) > 1 else "cite.editor", people=people)
    issued = wording.pair(
        "cite.issued", publisher=wording.pair("cite.publisher", place=place, publisher=publisher), year=year
    )
    whole = wording.run("cite.title", title=title, subtitle=subtitle)
    return wording.run("cite.full", people=people, title=whole, issued=issued).repeat(OriginRule.CITATION)


def contents(
    edition: Edition,
    before: Sequence[Matter],
    documents: Sequence[PublishedDocument],
    after: Sequence[Matter],
    wording: Wording,
) -> Matter:
    """Return the contents: the edition's own texts, the documents with their dates, the back matter.

    A document alone is a book with chapters: its headings are listed as well.
    """
    alone = len(documents) == 1
    entries = (
        *(_entry(each.id, each.title, NOTHING) for each in before if each.title),
        *(_entry(each.id, each.title, _date_besides(each), _headings(each, alone)) for each in documents),
        *(_entry(each.id, each.title, NOTHING) for each in after if each.title),
    )
    title = wording.run("matter.contents")
    return part("contents", title, (Listing("contents", entries),), edition.imprint.language)


def _date_besides(document: PublishedDocument) -> Run:
    """Return the date of a document, unless its title tells it, however its blanks are."""
    date = document.running[1]
    return NOTHING if flow.folded(date.text) in flow.folded(document.title.text) else date


def _headings(document: PublishedDocument, alone: bool) -> PBlocks:
    """Return the entries of the upper two levels of headings in a document that stands alone.

    What only heads a list of contents in the source is none.
    """
    titles = [one for one in flow.lines(document.body) if isinstance(one, Title)] if alone else []
    named = [one for one in titles if one.listed and one.id and one.plain]
    named = [one for one in named if not CONTENTS.fullmatch(one.plain.text.strip())]
    if named and named[0].plain.text == document.title.text:
        del named[0]  # the document is called by it
    upper = sorted({one.level for one in named})[:LISTED_LEVELS]
    return _nested([one for one in named if one.level in upper])


def _nested(titles: Sequence[Title]) -> PBlocks:
    """Return the entries of headings, each with those below it."""
    entries: list[Entry] = []
    start = 0
    while start < len(titles):
        deeper = (at for at in range(start + 1, len(titles)) if titles[at].level <= titles[start].level)
        end = next(deeper, len(titles))
        title = titles[start]
        entries.append(_entry(title.id or "", title.plain, NOTHING, _nested(titles[start + 1 : end])))
        start = end
    return (Listing("contents-below", tuple(entries)),) if entries else ()


def _entry(target: str, title: Run, date: Run, below: PBlocks = ()) -> Entry:
    dated = (Styled("contents-date", (date,)), Run(EM_SPACE, BLANK)) if date else ()
    return Entry((Para("first", (*dated, Link(f"#{target}", (title,), folio=True))), *below))
