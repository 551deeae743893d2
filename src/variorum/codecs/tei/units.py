"""The documents of a TEI file: its text, the texts of a corpus or group, or the divisions of a volume."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from variorum.codecs.tei.attributes import say
from variorum.codecs.tei.reading import notes
from variorum.codecs.tei.reading.header import tag
from variorum.codecs.tei.reading.places import Places
from variorum.codecs.tei.reading.xml import ID, local
from variorum.model import MatterPlace

DOCUMENTS = {"document", "letter", "entry"}
"""Types of divisions that are documents of a volume."""
REGISTERS = {"listPerson", "listPlace", "listOrg", "listBibl", "listEvent"}
"""Children of `back` that are no text: registers of what the documents name."""
TITLE_PAGES = {"titlePage"}
"""Elements of the matter of a volume that an edition of it makes anew: its title page, "contents" below."""
CONTENTS = {"contents", "inhalt", "inhaltsverzeichnis", "table-of-contents", "tableofcontents", "toc"}
"""What a division of contents is called by its type, its subtype or its id."""
BEFORE = frozenset(
    {"abbreviations", "acknowledgements", "acknowledgments", "dedication", "foreword", "introduction"}
    | {"persons", "preface", "preliminaries", "sources", "einleitung", "geleitwort", "vorwort"}
)
BEHIND = frozenset({"afterword", "bibliography", "colophon", "glossary", "index", "nachwort", "register"})
"""Types of divisions of `body` that are no documents, if they stand before these, or behind them."""
PLACES = {place.value: place for place in MatterPlace}
MARKS = {"pb", "cb", "gb", "lb", "milestone", "anchor"}
"""What stands between two documents and belongs to the one that follows."""
CONTAINERS = {"front", "body", "back", "div", "group", "text", *(f"div{level}" for level in range(1, 8))}


@dataclass(frozen=True, slots=True)
class Unit:
    """An element that becomes a document, and the header that tells of it alone.

    `name` is the XML id, or the name of the part it is; `divided`: it is a part of a volume, and its heads
    are the head of the document; `matter`: it stands before or behind the documents of its volume.
    """

    name: str
    element: etree._Element
    header: etree._Element | None = None
    divided: bool = True
    matter: MatterPlace | None = None


@dataclass(slots=True)
class _Gathering:
    """What was met since the last document: marks that wait for the next, and loose elements."""

    marks: list[etree._Element] = field(default_factory=list)
    loose: list[etree._Element] = field(default_factory=list)


def units(root: etree._Element, places: Places) -> list[Unit]:
    """Return the documents of a file in their order; the tree is taken apart for it."""
    found: list[Unit] = []
    for tei in [root] if local(root) == "TEI" else list(_members(root)):
        header = tei.find(tag("teiHeader"))
        texts = list(tei.iterchildren(tag("text")))
        alone = len(texts) == 1 and not any(True for _ in _documents(texts[0]))
        if alone:
            name = tei.get(ID) or texts[0].get(ID) or ""
            found.append(Unit(name, texts[0], header, divided=False))
            continue
        for text in texts:
            found += _divided(text, places)
    return found


def with_notes(found: list[Unit]) -> list[Unit]:
    """Return documents in which the notes that a volume keeps behind them all stand in those that call them.

    What is left of such a part, a heading and notes that nothing calls, stands in the last of them.
    """
    kept = [unit for unit in found if unit.divided and notes.holds_only_notes(unit.element)]
    texts = [unit for unit in found if unit not in kept]
    if not kept or not texts:
        return found
    home = {str(one.get(ID)): unit for unit in texts for one in unit.element.iter() if one.get(ID)}
    home |= {name: unit for unit in reversed(texts) for name in notes.calls_in(unit.element)}
    for unit in kept:
        last: Unit | None = None
        for note in unit.element.findall(tag("note")):
            names = (note.get(ID, ""), *notes.places_of(note))
            last = next((home[name] for name in names if name in home), None) or last
            if last is not None and any(name in home for name in names):
                last.element.append(note)
        if last is None:
            texts = [each for each in found if each in texts or each is unit]
        else:
            say(unit.element, "holds", "notes")
            last.element.append(unit.element)
    return texts


def registers(root: etree._Element, places: Places) -> list[etree._Element]:
    """Take the registers behind texts out of the tree, with a `back` that holds nothing else; return them."""
    found = [one for back in root.iter(tag("back")) for one in back if local(one) in REGISTERS]
    for one in found:
        parent = one.getparent()
        if parent is not None:
            _take(one, parent, places)
            above = parent.getparent()
            if above is not None and not len(parent) and not (parent.text or "").strip():
                _take(parent, above, places)
    return found


def _take(one: etree._Element, parent: etree._Element, places: Places) -> None:
    """Take an element out of its parent; what follows it stays."""
    before, tail = one.getprevious(), one.tail or ""
    if tail.strip():
        _move_behind(one, parent, places)
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(one)


def _move_behind(one: etree._Element, parent: etree._Element, places: Places) -> None:
    """Say that the characters behind an element stand behind those before it."""
    behind = places.stretch(one, True)
    previous = next(one.itersiblings(etree.Element, preceding=True), None)
    element, tail = (parent, False) if previous is None else (previous, True)
    before = places.stretch(element, tail)
    words = (element.tail if tail else element.text) or ""
    if before is not None and behind is not None and words.strip():
        behind = before[0], behind[1]
    places.move(behind, element, tail)


def _members(corpus: etree._Element) -> Iterator[etree._Element]:
    for one in corpus:
        if local(one) == "TEI":
            yield one
        elif local(one) == "teiCorpus":
            yield from _members(one)


def _documents(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the divisions below an element that are documents, and the texts of a group."""
    for one in element.iter(tag("div"), tag("text")):
        if one is element:
            continue
        if local(one) == "text":
            parent = one.getparent()
            if parent is not None and local(parent) == "group":
                yield one
        elif one.get("type") in DOCUMENTS:
            yield one


def _divided(text: etree._Element, places: Places) -> list[Unit]:
    """Return the documents of a volume and what stands between them."""
    found: list[Unit] = []
    left = _walk(text, found, _Gathering(), places)
    if left.marks and found:
        found[-1].element.extend(left.marks)
    return found


def _walk(container: etree._Element, found: list[Unit], between: _Gathering, places: Places) -> _Gathering:
    """Add the documents in a container; return what is left over for the next one."""
    told = {str(name): str(value) for name, value in container.items()}
    name = container.get(ID) or container.get("type") or local(container)
    place = _matter_place(container)

    def flush() -> None:
        nonlocal told
        if between.loose:
            element = etree.Element(tag("div"), told)
            element.extend(between.loose)
            places.put(element, container)
            found.append(Unit(name, element, matter=place))
            told = {}
            between.loose = []

    if (container.text or "").strip():
        between.loose.append(_paragraph(container.text or "", container, False, places))
    for child in list(container):
        tail, child.tail = child.tail or "", None
        if not local(child):
            pass
        elif place is not None and _is_made_anew(child):
            between.marks = []
        elif local(child) in MARKS:
            between.marks.append(child)
        elif _is_document(child):
            flush()
            found.append(Unit(child.get(ID) or child.get("type") or local(child), child))
            _lead(child, between)
        elif any(True for _ in _documents(child)) and local(child) in CONTAINERS:
            flush()
            between = _walk(child, found, between, places)
        elif local(child) == "div":
            flush()
            matter = place or _matter_in_body(child, found)
            found.append(Unit(child.get(ID) or child.get("type") or "div", child, matter=matter))
            _lead(child, between)
        elif local(child) in CONTAINERS:
            flush()
            between = _walk(child, found, between, places)
        else:
            between.loose += [*between.marks, child]
            between.marks = []
        if tail.strip():
            between.loose.append(_paragraph(tail, child, True, places))
    flush()
    return between


def _matter_place(container: etree._Element) -> MatterPlace | None:
    """Return where what stands in a container is none of the documents: before them, or behind them."""
    for one in (container, *container.iterancestors()):
        if local(one) in PLACES or local(one) == "text":
            return PLACES.get(local(one))
    return None


def _matter_in_body(division: etree._Element, found: list[Unit]) -> MatterPlace | None:
    """Return where a division among the documents stands that is none of them, as a preface in `body`."""
    kind = (division.get("type") or "").lower()
    if kind in BEFORE and all(one.matter is MatterPlace.FRONT for one in found):
        return MatterPlace.FRONT
    behind = division.itersiblings(etree.Element)
    if kind in BEHIND and not any(_is_document(one) or any(True for _ in _documents(one)) for one in behind):
        return MatterPlace.BACK
    return None


def _is_made_anew(element: etree._Element) -> bool:
    """Return whether an element is a part that an edition makes anew: its title page, its contents."""
    names = {(element.get(key) or "").lower() for key in ("type", "subtype", ID)}
    return local(element) in TITLE_PAGES or (local(element) in ("div", "divGen") and bool(names & CONTENTS))


def _is_document(element: etree._Element) -> bool:
    """Return whether an element is a document of a volume: a division, or a text of a group."""
    parent = element.getparent()
    grouped = local(element) == "text" and parent is not None and local(parent) == "group"
    return (local(element) == "div" and element.get("type") in DOCUMENTS) or grouped


def _lead(element: etree._Element, between: _Gathering) -> None:
    """Put the marks that wait before the text of a document, behind its heads."""
    at = 0
    for child in element:
        if local(child) not in {"head", ""}:
            break
        at += 1
    for mark in reversed(between.marks):
        element.insert(at, mark)
    between.marks = []


def _paragraph(words: str, place: etree._Element, tail: bool, places: Places) -> etree._Element:
    """Return a paragraph of words that stand loose in an element, or behind it."""
    made = etree.Element(tag("p"))
    made.text = words
    places.move(places.piece(place, tail), made)
    return made
