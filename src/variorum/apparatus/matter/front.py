"""Half title, title page, imprint and contents."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.apparatus.matter.legend import with_full_stop
from variorum.apparatus.wording import Wording
from variorum.model import Agent, Edition, Identifier
from variorum.publication import (
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


def part(kind: str, title: str, blocks: PBlocks, lang: str) -> Matter:
    """Return a part of the matter under its title."""
    heading = Title("matter-title", 1, (Run(title),), title, anchor("matter", kind, "title"))
    return Matter(anchor("matter", kind), kind, title, (heading, *blocks), lang)


def half_title(edition: Edition) -> Matter:
    """Return the half title: the bare title, without an entry in the navigation."""
    said = edition.imprint
    return Matter(
        anchor("matter", "half-title"),
        "half-title",
        "",
        (Para("half-title", (Run(said.title),)),),
        said.language,
    )


def title_page(edition: Edition, wording: Wording) -> Matter:
    """Return the title page."""
    said = edition.imprint
    blocks: PBlocks = (Title("main-title", 1, (Run(said.title),), said.title, listed=False),)
    if said.subtitle:
        blocks += (Para("subtitle", (Run(said.subtitle),)),)
    blocks += tuple(Para("contributor", (Run(line),)) for line in contributors(edition.agents, wording))
    place = " ".join(filter(None, (said.place, said.year)))
    lines = [line for line in (said.publisher, place) if line]
    if lines:
        ends = tuple(piece for line in lines for piece in (LineEnd(), Run(line)))[1:]
        blocks += (Para("publisher", ends),)
    title = wording.text("matter.title-page")
    return Matter(anchor("matter", "title-page"), "title-page", title, blocks, said.language)


def contributors(agents: Sequence[Agent], wording: Wording) -> list[str]:
    """Return a line for each role, in the order in which roles first occur: "Edited by A and B"."""
    roles = list(dict.fromkeys(agent.role for agent in agents))
    lines = []
    for role in roles:
        names = wording.in_row(tuple(agent.name for agent in agents if agent.role == role))
        lines.append(wording.either(f"role.{role}", "role.other", names=names, role=role.capitalize()))
    return lines


def imprint(edition: Edition, wording: Wording) -> Matter:
    """Return the imprint page: texts, rights, credits, identifiers, how to cite."""
    said = edition.imprint
    lines = [*said.text, *([said.rights] if said.rights else []), *said.credits]
    lines += [_identifier(each, wording) for each in said.identifiers]
    lines.append(wording.text("cite.label", cite=with_full_stop(said.cite or citation(edition, wording))))
    blocks = tuple(Para("imprint", (Run(line),)) for line in lines)
    title = wording.text("matter.imprint")
    return Matter(anchor("matter", "imprint"), "imprint", title, blocks, said.language)


def _identifier(identifier: Identifier, wording: Wording) -> str:
    """Return an identifier with its scheme, which some values name themselves, and the format it is for."""
    scheme, value = identifier.scheme, identifier.value
    named = value.lower().startswith(f"{scheme.lower()}:")
    said = value if named else wording.text("cite.identifier", scheme=scheme.upper(), value=value)
    return f"{said} ({identifier.format.upper()})" if identifier.format else said


def citation(edition: Edition, wording: Wording) -> str:
    """Return how to cite the edition, where edition.toml does not say."""
    said = edition.imprint
    title = f"{said.title}: {said.subtitle}" if said.subtitle else said.title
    people = wording.in_row(tuple(dict.fromkeys(agent.name for agent in edition.agents)))
    key = "cite.full" if people else "cite.bare"
    cited = wording.text(key, people=people, title=title)
    publisher = ": ".join(filter(None, (said.place, said.publisher)))
    place = ", ".join(filter(None, (publisher, said.year)))
    return cited + (wording.text("cite.place", place=place) if place else "")


def contents(
    edition: Edition,
    before: Sequence[Matter],
    documents: Sequence[PublishedDocument],
    after: Sequence[Matter],
    wording: Wording,
) -> Matter:
    """Return the contents: the edition's own texts, the documents with their dates, the back matter."""
    entries = (
        *(_entry(each.id, each.title, "") for each in before if each.title),
        *(_entry(each.id, each.title, each.running[1]) for each in documents),
        *(_entry(each.id, each.title, "") for each in after if each.title),
    )
    title = wording.text("matter.contents")
    return part("contents", title, (Listing("contents", entries),), edition.imprint.language)


def _entry(target: str, title: str, date: str) -> Entry:
    dated = (Styled("contents-date", (Run(date),)), Run(EM_SPACE)) if date else ()
    return Entry((Para("first", (*dated, Link(f"#{target}", (Run(title),), folio=True))),))
