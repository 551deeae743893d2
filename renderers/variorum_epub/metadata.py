"""The package's metadata: Dublin Core, roles, dates, and EPUB Accessibility 1.1.

No claim of conformance is made: `dcterms:conformsTo` needs an evaluation by people, which a build is not.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from variorum.model import Imprint
from variorum.publication import PageMark, Picture, Publication
from variorum_epub.survey import nodes

# MARC relators; those who make a work what it is are its creators, as libraries list them.
RELATORS: Mapping[str, str] = {
    "annotator": "ann",
    "author": "aut",
    "compiler": "com",
    "contributor": "ctb",
    "editor": "edt",
    "general editor": "edt",
    "illustrator": "ill",
    "introduction": "aui",
    "photographer": "pht",
    "proofreader": "pfr",
    "researcher": "res",
    "transcriber": "trc",
    "translator": "trl",
}
CREATORS = frozenset({"aut", "com", "edt"})


@dataclass(frozen=True, slots=True)
class Statement:
    """An element of the package's metadata: `dc:NAME`, or a `meta` with a property if `name` is "meta"."""

    name: str
    value: str
    attributes: Mapping[str, str] = field(default_factory=dict)


def unique_identifier(publication: Publication) -> str:
    """Return the identifier of the e-book: its own before the edition's, else one made from the id."""
    given = [i for i in publication.imprint.identifiers if i.format in ("epub", None)]
    for item in sorted(given, key=lambda each: (each.format is None, each.scheme != "isbn")):
        prefix = f"urn:{item.scheme.lower()}:" if item.scheme.lower() == "isbn" else ""
        scheme = f"{item.scheme.lower()}:" if item.scheme.lower() == "doi" else prefix
        return item.value if item.value.lower().startswith(scheme or "urn:") else scheme + item.value
    return uuid.uuid5(uuid.NAMESPACE_URL, f"variorum:{publication.id}:{publication.imprint.title}").urn


def modified(imprint: Imprint) -> datetime:
    """Return when the edition was changed last, as the edition says; never the time of the build."""
    for stated in (imprint.modified, f"{imprint.year}-01-01"):
        try:
            when = datetime.fromisoformat(stated)
        except ValueError:
            continue
        return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime(1980, 1, 1, tzinfo=UTC)


def statements(publication: Publication) -> Iterator[Statement]:
    """Yield the metadata, but for identifier and date of change."""
    imprint = publication.imprint
    yield Statement("title", imprint.title, {"id": "title"})
    yield _refine("title", "title-type", "main")
    if imprint.subtitle:
        yield Statement("title", imprint.subtitle, {"id": "subtitle"})
        yield _refine("subtitle", "title-type", "subtitle")
    yield from (Statement("language", language) for language in _languages(publication))
    yield from _people(publication)
    simple = (
        ("publisher", imprint.publisher),
        ("date", imprint.year),
        ("rights", imprint.rights),
        ("description", imprint.description),
    )
    yield from (Statement(name, value) for name, value in simple if value)
    yield Statement("source", publication.phrases.text("originals"), {"id": "originals"})
    for language in imprint.source_languages:
        yield _refine("originals", "dcterms:language", language)
    yield from _accessibility(publication)


def _refine(target: str, name: str, value: str, scheme: str | None = None) -> Statement:
    attributes = {"refines": f"#{target}", "property": name}
    return Statement("meta", value, attributes if scheme is None else {**attributes, "scheme": scheme})


def _languages(publication: Publication) -> tuple[str, ...]:
    """Return the languages the book is in, its main language first."""
    parts = (publication.imprint.language, *(document.lang for document in publication.documents))
    return tuple(dict.fromkeys(parts))


def _people(publication: Publication) -> Iterator[Statement]:
    for number, agent in enumerate(publication.agents, 1):
        relator = RELATORS.get(agent.role.lower(), "ctb")
        name = f"agent{number}"
        yield Statement("creator" if relator in CREATORS else "contributor", agent.name, {"id": name})
        yield _refine(name, "role", relator, "marc:relators")


def _accessibility(publication: Publication) -> Iterator[Statement]:
    whole = (publication.front, publication.documents, publication.back)
    pictures = tuple(nodes(whole, Picture))
    marked = any(nodes(whole, PageMark))
    described = all(picture.description for picture in pictures)
    features = [
        *("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA"),
        *(["alternativeText"] if described else []),
        *(["pageBreakMarkers", "pageNavigation", "printPageNumbers"] if marked else []),
    ]
    phrases = publication.phrases
    said = [
        "accessible",
        *(["accessible-pages"] if marked else []),
        *(["pictures-described" if described else "pictures-bare"] if pictures else []),
    ]
    summary = " ".join(phrases.text(name) for name in said)
    modes = ["textual", *(["visual"] if pictures else [])]
    yield from (_meta("schema:accessMode", mode) for mode in modes)
    yield _meta("schema:accessModeSufficient", "textual" if described else "textual,visual")
    yield from (_meta("schema:accessibilityFeature", feature) for feature in features)
    yield _meta("schema:accessibilityHazard", "none")
    attributes = {"property": "schema:accessibilitySummary", "xml:lang": phrases.lang}
    yield Statement("meta", summary, attributes)
    if marked:
        yield _meta("pageBreakSource", phrases.text("original-pages"))


def _meta(name: str, value: str) -> Statement:
    return Statement("meta", value, {"property": name})
