"""What of a Word file nobody knows: text beyond its table, and parts that edition and style do not make."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from variorum.contract import Setting
from variorum.ooxml.canonical import Canonical, canonical, usual
from variorum.ooxml.elements import ALTERNATIVES, FALLBACK, at, is_on, value
from variorum.ooxml.names import R, q
from variorum.ooxml.package import Package, open_package
from variorum.ooxml.xml import Element
from variorum.publication import Publication
from variorum.style import Style
from variorum.vocabulary import Unknown, Vocabulary, read_vocabulary
from variorum_docx.bind.book import counts_of, styles_in_use
from variorum_docx.bind.package import base_properties, core_properties, extended_properties
from variorum_docx.bind.sections import Section, heads, section_properties, sections, with_counts
from variorum_docx.bind.template import StyleUse, fonts_part, footnotes_part, settings_part, styles_part
from variorum_docx.leads_due import PlaceNames, leads_of
from variorum_docx.looks_due import COMMENTS, DOCUMENT, FOOTNOTES, Look, looks, looks_due, other_looks
from variorum_docx.package_due import unknown_parts
from variorum_docx.returning.base import base_facts, base_of

STYLES = "word/styles.xml"
BASE = "customXml/item1.xml"
STYLED = (DOCUMENT, FOOTNOTES)
"""The parts in which every paragraph with words has a style."""
PAIRS = (
    (q("bookmarkStart"), q("bookmarkEnd")),
    (q("commentRangeStart"), q("commentRangeEnd")),
)
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HEADS = ("none", "even", "odd", "folio", "bare")
TITLED = f"<{q('titlePg')}>"
"""What the properties of a section hold that does not go on with what another began."""
TEXTS = re.compile(r"word/(document|footnotes|comments|header\d+|footer\d+)\.xml")


def unknown(data: bytes, publication: Publication, setting: Setting) -> tuple[Unknown, ...]:
    """Return what is not known of a Word file that was made of a publication in a style."""
    package = open_package(data)
    if not isinstance(package, Package):
        return ()  # the reading says why
    return tuple(_unknown(package, publication, setting))


def _unknown(package: Package, publication: Publication, setting: Setting) -> Iterator[Unknown]:
    yield from unknown_parts(package)
    yield from _properties(package, publication, setting)
    for name, made in (("settings", settings_part(setting.style)), ("fontTable", fonts_part(setting.style))):
        if canonical(_part(package, f"word/{name}.xml")) != canonical(made):
            yield Unknown("other settings or typefaces than the style makes", f"word/{name}.xml")
    yield from _base(package, publication, setting)
    families = [setting.style.font.family, *(one.family for one in setting.style.font.stand_ins)]
    styles = _part(package, STYLES)
    ids: dict[str, list[str]] = {"paragraph": [], "character": []}
    for style in styles.iter(q("style")) if styles is not None else ():
        ids.setdefault(style.get(q("type"), ""), []).append(style.get(q("styleId"), ""))
    language = _language().with_values(
        {"paragraph-style": ids["paragraph"], "character-style": ids["character"], "typeface": families}
    )
    read = ((name, _part(package, name)) for name in package.names if TEXTS.fullmatch(name))
    parts = {name: part for name, part in read if part is not None}
    for name, part in parts.items():
        yield from language.unknown(part, name)
        yield from _loose_ends(part, name)
    yield from _separators(parts.get(FOOTNOTES))
    yield from _other_looks(package, parts, publication, setting)


def _other_looks(
    package: Package, parts: Mapping[str, Element], publication: Publication, setting: Setting
) -> Iterator[Unknown]:
    """Yield where looks of words, or the styles, are not those that the style makes of the edition."""
    written = Canonical()
    due: dict[str, list[Look]] = {name: [] for name in (DOCUMENT, FOOTNOTES, COMMENTS)}
    places = PlaceNames()
    used, labels = [], []
    for one in looks_due(publication, setting, written):
        for name, row in one.looks.items():
            due[name] += row
        places.take(one.places)
        used.append(one.about)
        labels.append(one.labels)
    yield from _styles(package, styles_in_use(publication, used), setting)
    counts = counts_of(labels, setting)
    book = with_counts(sections(publication, setting), counts)
    yield from _sections(package, book, setting.style)
    yield from _marks(parts[DOCUMENT], [one for count in counts for one in count.counted])
    for name, wanted in due.items():
        part = parts.get(name)
        blocks = () if part is None else part.iterfind(q("body")) if name == DOCUMENT else part
        plain = [one for one in blocks if not _is_separator(one)]
        found = looks(plain, written, leads_of(package, name))
        words = other_looks(found, ((places.in_full(look), said) for look, said in wanted))
        if words is not None:
            yield Unknown(f"other looks or links than the edition has, at “{words}”", name)


def _is_separator(block: Element) -> bool:
    """Return whether a block is none of the text: what Word puts between text and footnotes."""
    return (block.get(q("type")) or "normal") != "normal"


def _separators(part: Element | None) -> Iterator[Unknown]:
    """Yield that what stands between text and footnotes is not what every file of ours has."""
    found = [canonical(one) for one in (() if part is None else part) if _is_separator(one)]
    if found != [canonical(usual(one)) for one in footnotes_part([])]:
        yield Unknown("other lines between text and footnotes than those of our files", FOOTNOTES)


def _part(package: Package, name: str) -> Element | None:
    """Return a part with values as we write them; the strict form of the standard has others for the same."""
    part = package.xml(name)
    return None if part is None else usual(part)


@cache
def _language() -> Vocabulary:
    return read_vocabulary(files("variorum_docx").joinpath("text.toml").read_text(encoding="utf-8"))


def _loose_ends(part: Element, name: str) -> Iterator[Unknown]:
    """Yield what does not fit together: marks that do not close, blanks at an edge that Word drops."""
    for opened, closed in PAIRS:
        starts = Counter(one.get(q("id")) for one in part.iter(opened))
        ends = Counter(one.get(q("id")) for one in part.iter(closed))
        if starts != ends or max(starts.values(), default=1) > 1:
            yield Unknown("a mark that opens and closes more or less than once", name)
    names = Counter(one.get(q("name")) for one in part.iter(q("bookmarkStart")))
    if max(names.values(), default=1) > 1:
        yield Unknown("two places of one name", name)
    for paragraph in part.iter(q("p")) if name in STYLED else ():
        words = "".join(one.text or "" for one in paragraph.iter(q("t"))).strip()
        if words and at(paragraph, "pPr", "pStyle") is None:
            yield Unknown(f"a paragraph without a style, “{words[:40]}”", name)
    for both in part.iter(ALTERNATIVES):
        around = both.getparent()
        if around is not None and around.tag == q("r") and both.find(FALLBACK) is None:
            yield Unknown("the mark of a note that Writer does not show", name)
    for text in part.iter(q("t")):
        words = text.text or ""
        if words != words.strip(" \t\n\r") and text.get(SPACE) != "preserve":
            yield Unknown(f"blanks that Word drops, around “{words.strip()[:40]}”", name)


def _base(package: Package, publication: Publication, setting: Setting) -> Iterator[Unknown]:
    """Yield a base that is none, or is of another edition, profile or style."""
    part = _part(package, BASE)
    try:
        facts = base_of(part).facts if part is not None else {}
    except (ValueError, LookupError, TypeError):
        facts = {}
    made_for = facts.get("purpose", "")
    if made_for and made_for != setting.purpose:
        yield Unknown(f"a file made for the purpose “{made_for}”: say “--for {made_for}”", BASE)
    elif facts != base_facts(publication, setting):
        yield Unknown("a base that is not of the edition as it is set", BASE)


def _properties(package: Package, publication: Publication, setting: Setting) -> Iterator[Unknown]:
    """Yield properties of the file that are not those of the publication: titles, names, a language."""
    imprint = publication.imprint
    for name, due in (
        ("docProps/core.xml", core_properties(imprint, publication.agents, setting.lang)),
        ("docProps/app.xml", extended_properties(imprint)),
        ("customXml/itemProps1.xml", base_properties(publication.id)),
    ):
        if canonical(_part(package, name)) != canonical(usual(due)):
            yield Unknown("other properties than the edition has", name)


def _sections(package: Package, book: Sequence[Section], style: Style) -> Iterator[Unknown]:
    """Yield a section whose pages, heads or feet are not those of the book, in its order."""
    related = {key: one.target for key, one in package.relations(DOCUMENT).items()}
    written_heads = {
        name: canonical(_part(package, name)) for name in related.values() if TEXTS.fullmatch(name)
    }
    found = []
    document = _part(package, DOCUMENT)
    for properties in document.iter(q("sectPr")) if document is not None else ():
        own = copy.deepcopy(properties)
        for reference in own.iter(q("headerReference"), q("footerReference")):
            target = related.get(reference.get(f"{{{R}}}id", ""), "")
            reference.set(f"{{{R}}}id", written_heads.get(target, ""))
        found.append(canonical(own))
    if not _are_those_of(found, book, style):
        yield Unknown("pages, running heads or folios other than those of the book", DOCUMENT)


def _marks(document: Element, counted: Sequence[bool]) -> Iterator[Unknown]:
    """Yield calls of notes that Word counts where the edition has marks, or the reverse."""
    typed = [is_on(value(one, "customMarkFollows"), False) for one in document.iter(q("footnoteReference"))]
    if typed != [not one for one in counted]:
        yield Unknown("calls of notes that Word counts otherwise than the edition", DOCUMENT)


def _are_those_of(found: Sequence[str], book: Sequence[Section], style: Style) -> bool:
    """Return whether sections are those of the book, each of which turned tables may have parted."""
    waiting = list(reversed(found))
    known: dict[tuple[str, str, bool], str] = {}
    for section in book:
        # The forms are made one by one: mostly the first is met.
        begun, onwards = (
            (_with_heads(one, style, known) for one in pair)
            for pair in zip(section.parts((False, True)), section.parts((True, False)), strict=True)
        )
        if not waiting or waiting.pop() not in begun:
            return False
        if not waiting or TITLED in waiting[-1]:
            continue
        forms, before = set(onwards), ""
        while waiting and waiting[-1] in forms and waiting[-1] != before:
            before = waiting.pop()
    return not waiting


def _with_heads(section: Section, style: Style, known: dict[tuple[str, str, bool], str]) -> str:
    """Return the properties of a section with its heads in the place of what leads to them.

    `known` are heads and feet that were made before, by their names, their words and whether they are turned.
    """
    keys = {
        name: (name, {"even": section.even, "odd": section.odd}.get(name, ""), section.turned)
        for name in HEADS
    }
    if not known.keys() >= set(keys.values()):
        made = heads(section, style)
        known |= {key: canonical(made[name]) for name, key in keys.items()}
    return canonical(section_properties(section, style, {name: known[key] for name, key in keys.items()}))


def _styles(package: Package, used: StyleUse, setting: Setting) -> Iterator[Unknown]:
    """Yield styles that the house style does not make so of what is used, and those that lack."""
    styles = _part(package, STYLES)
    found = [] if styles is None else [canonical(one) for one in styles]
    made = styles_part(setting.style, used, setting.lang)
    due = Counter(canonical(one) for one in made)
    for one, written in zip(styles if styles is not None else (), found, strict=True):
        due[written] -= 1
        if due[written] < 0:
            called = at(one, "name")
            name = "" if called is None else called.get(q("val"), "")
            yield Unknown(f"another style “{name}” than the house style makes", STYLES)
    if any(count > 0 for count in due.values()):
        yield Unknown("styles that lack", STYLES)
