"""What a note of TEI says of itself, where it is called, and the order of the notes of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.vocabulary import SERIES, told_voice
from variorum.model import Note, Voice
from variorum.model.calls import CALLS, is_label

ID = attributes.qualified("xml:id")
AT_FOOT = frozenset(
    {
        "foot",
        "bottom",
        "end",
        "endnote",
        "endnotes",
        "footnote",
        "bot",
        "margin-bot",
        "margin-bottom",
        "tablefoot",
    }
)
"""Places of a note that is called, wherever it stands."""
NOTES = frozenset(
    {
        *("", "annotation", "authorial", "commentary", "critical", "editorial", "endnote", "explanatory"),
        *("footnote", "note", "provenance", "source", "text", "textual", "translation", "translator"),
    }
)
"""Types of a note behind a head that is one on the head; of another type it is a summary or the like."""
HEADING = frozenset(
    {
        *("argument", "byline", "dateline", "docAuthor", "docDate", "docTitle", "epigraph", "head", "opener"),
        *("salute", "titlePart"),
    }
)
"""What heads a text: a note right behind it is one on it, or on the text."""
BESIDE = frozenset({"anchor", "cb", "fw", "gb", "head", "lb", "milestone", "pb", "trailer"})
"""What may stand among notes in an element that holds nothing else."""
AMONG = frozenset({"", "lb", "note", "noteGrp", "pb"})
"""What may stand between a note and what it is on."""
WRAPPERS = frozenset({"ab", "item", "list", "p"})
"""Elements in which some encodings put each note of a division of notes."""
HOLDERS = frozenset({"back", "div", "noteGrp", *(f"div{level}" for level in range(1, 8))})
"""Elements that may hold nothing but notes."""
BLOCKS_ALONE = HOLDERS | {
    *(
        "body",
        "cit",
        "figure",
        "floatingText",
        "front",
        "group",
        "lg",
        "list",
        "listBibl",
        "postscript",
        "row",
    ),
    *("sp", "table", "text", "titlePage"),
}
"""Elements that hold no words of their own: a note right in one of them stands between blocks."""


@dataclass(frozen=True, slots=True)
class NotesApart:
    """The notes of a text that stand apart from their calls, and the elements that hold nothing else.

    `told` are references in words, each the first to a note that nothing calls: it is called behind them.
    """

    notes: frozenset[etree._Element] = frozenset()
    holders: frozenset[etree._Element] = frozenset()
    told: frozenset[etree._Element] = frozenset()

    def wrapped(self, element: etree._Element) -> list[etree._Element]:
        """Return the notes in an element that holds nothing else, if all of them are called elsewhere."""
        if not self.notes or not wraps_notes(element):
            return []
        found = [one for one in element.iter(etree.Element) if name(one) == "note"]
        outer = [one for one in found if not any(name(each) == "note" for each in one.iterancestors())]
        return outer if self.notes.issuperset(outer) else []


def voice(element: etree._Element) -> Voice:
    """Return who speaks in a note, as its type tells, or the hand that wrote it."""
    return told_voice(element.get("type", ""), element.get("hand"))


def series(element: etree._Element) -> str:
    """Return the series of a note, as its type tells."""
    return SERIES.get(element.get("type", ""), "editorial")


def in_order(notes: list[Note | None], order: list[int | None]) -> tuple[Note, ...]:
    """Return the notes in the order of the document: as met, or as they say themselves."""
    placed = [
        (index if said is None else said, at, one)
        for at, (index, said, one) in enumerate(zip(range(len(notes)), order, notes, strict=True))
        if one is not None
    ]
    return tuple(one for _, _, one in sorted(placed, key=lambda entry: entry[:2]))


def is_called_before(note: etree._Element) -> bool:
    """Return whether a note between blocks is called at the end of the one before it."""
    if own_words(note) or note.get("place") == "inline":
        return False
    if set(note.get("place", "").split()) & AT_FOOT:
        return True
    if note.get("target") and not places_of(note) and not (note.get("place") or note.get("hand")):
        return True  # on something elsewhere, as another text
    if note.get("place") is not None or note.get("hand") or note.get("type", "") not in NOTES:
        return False
    return is_at_heading(note)


def is_at_heading(note: etree._Element) -> bool:
    """Return whether a note, or a group of them, stands behind what heads a text, or before its head."""
    before, behind = note.getprevious(), note.getnext()
    while before is not None and name(before) in AMONG and not _stands(before):
        before = before.getprevious()
    while behind is not None and name(behind) in AMONG:
        behind = behind.getnext()
    if before is None:
        return behind is not None and name(behind) == "head"
    return name(before) in HEADING


def _stands(note: etree._Element) -> bool:
    """Return whether a note has a place of its own on the paper, where it is read."""
    places = note.get("place", "").split() if name(note) == "note" else ()
    return bool(places) and AT_FOOT.isdisjoint(places)


def apart(root: etree._Element) -> NotesApart:
    """Return the notes below an element that are called elsewhere than where they stand."""
    every = [one for one in root.iter(etree.Element) if name(one) == "note" and not own_words(one)]
    if not every:
        return NotesApart()
    ids = {str(one.get(ID)): one for one in root.iter(etree.Element) if one.get(ID)}
    calls = calls_in(root)
    for one in every:
        _point_by_correspondence(one, ids, calls)
    found = {one for one in every if _is_on_another(one, ids)}
    found |= {one for one in every if (one.get(ID) or group_id(one)) in calls and _is_loose(one)}
    holders = set(_holders(root, found))
    found |= {one for holder in holders for one in holder if name(one) == "note"}
    wrapped = (one for holder in holders for one in holder if wraps_notes(one))
    found |= {each for one in wrapped for each in one.iter(etree.Element) if name(each) == "note"}
    found |= {one for one in every if _is_among_notes(one)}
    lost = {str(one.get(ID)) for one in found if one.get(ID) and one.get(ID) not in calls}
    lost -= {str(one.get(ID)) for one in found if any(each in ids for each in places_of(one))}
    return NotesApart(frozenset(found), frozenset(holders), frozenset(_leading(root, lost)))


def group_id(note: etree._Element) -> str | None:
    """Return the id of a group of notes, by which the first of them is called if it has none itself."""
    group = note.getparent()
    if group is None or name(group) != "noteGrp" or note.get(ID):
        return None
    return group.get(ID) if next((one for one in group if name(one) == "note"), None) is note else None


def calls_in(element: etree._Element) -> set[str]:
    """Return the ids to which something below an element points as the call of a note does."""
    return {target for one in element.iter(etree.Element) for target in _calls(one)}


def places_of(note: etree._Element) -> list[str]:
    """Return the ids of what a note says that it is on."""
    names = (note.get("targetEnd") or note.get("target") or "").split()
    return [one[1:] for one in names if one.startswith("#")]


def holds_only_notes(element: etree._Element) -> bool:
    """Return whether notes stand in an element, under a heading perhaps, and nothing else."""
    inside = [child for child in element if name(child)]
    words = (element.text or "").strip() or any((child.tail or "").strip() for child in inside)
    others = {name(child) for child in inside} - BESIDE
    return not words and others == {"note"}


def wraps_notes(element: etree._Element) -> bool:
    """Return whether a paragraph or list holds notes and nothing else: “<p><note>…</note></p>”."""
    if name(element) not in WRAPPERS or (element.text or "").strip():
        return False
    inside = [child for child in element if name(child)]
    bare = not any((child.tail or "").strip() for child in inside)
    return bool(inside) and bare and all(name(child) == "note" or wraps_notes(child) for child in inside)


def name(element: etree._Element) -> str:
    """Return the local name of an element, empty for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _leading(root: etree._Element, lost: set[str]) -> Iterator[etree._Element]:
    """Yield the first reference in words of the text to each note that nothing calls."""
    for one in root.iter(etree.Element) if lost else ():
        target = one.get("target", "").removeprefix("#")
        if (
            name(one) == "ref"
            and target in lost
            and not any(name(each) == "note" for each in one.iterancestors())
        ):
            lost.discard(target)
            yield one


def _calls(element: etree._Element) -> Iterator[str]:
    """Yield the id to which an element points as the call of a note does."""
    targets = element.get("target", "").split()
    if name(element) not in ("ptr", "ref") or len(targets) != 1 or not targets[0].startswith("#"):
        return
    if element.get("type") in CALLS or is_label("".join(map(str, element.itertext()))):
        yield targets[0][1:]


def _is_on_another(note: etree._Element, ids: dict[str, etree._Element]) -> bool:
    """Return whether a note says on what it is, and that is in the text, or what calls it."""
    on = [ids[one] for one in places_of(note) if one in ids]
    around = list(note.iterancestors())
    return any(one is not note and one not in around and note not in one.iterancestors() for one in on)


def _point_by_correspondence(note: etree._Element, ids: dict[str, etree._Element], calls: set[str]) -> None:
    """Let a note between blocks that corresponds to a place of the text be on that place."""
    on = ids.get(note.get("corresp", "").removeprefix("#"))
    said = any(note.get(one) for one in ("target", "targetEnd", "place"))
    if on is None or said or note.get(ID) in calls or not _is_loose(note):
        return
    if name(on) != "note" and on not in note.iterancestors() and note not in on.iterancestors():
        note.set("target", note.get("corresp", ""))
        del note.attrib["corresp"]


def _is_among_notes(note: etree._Element) -> bool:
    """Return whether a note stands in a division of the back that is called notes, beside what else."""
    around = _unwrapped(note)
    if around is None or not name(around).startswith("div"):
        return False
    said = f"{around.get('type', '')} {around.get('n', '')}".lower()
    return "note" in said and any(name(one) == "back" for one in around.iterancestors())


def _is_loose(note: etree._Element) -> bool:
    """Return whether a note stands between blocks."""
    around = _unwrapped(note)
    return around is not None and name(around) in BLOCKS_ALONE


def _unwrapped(note: etree._Element) -> etree._Element | None:
    """Return in what a note stands, but for what holds only notes."""
    around = note.getparent()
    while around is not None and wraps_notes(around):
        around = around.getparent()
    return around


def _holders(root: etree._Element, known: set[etree._Element]) -> Iterator[etree._Element]:
    """Yield the elements that hold nothing but notes, those inside before those around them."""
    held: set[etree._Element] = set()
    for one in reversed([each for each in root.iter(etree.Element) if name(each) in HOLDERS]):
        if own_words(one).get("holds") == "notes":
            held.add(one)
            yield one
            continue
        if one is root or own_words(one) or not _is_loose(one):
            continue
        inside = [child for child in one if name(child)]
        others = [child for child in inside if name(child) not in BESIDE]
        words = (one.text or "").strip() or any((child.tail or "").strip() for child in inside)
        alone = all(name(child) == "note" or child in held or wraps_notes(child) for child in others)
        if words or not others or not alone:
            continue
        said = f"{one.get('type', '')} {one.get('n', '')}".lower()
        in_back = any(name(each) == "back" for each in (one, *one.iterancestors()))
        if name(one) == "noteGrp" and not (in_back or known & set(others) or held & set(others)):
            continue  # called at what stands before it
        if name(one) == "noteGrp" or in_back or "note" in said or known & set(others) or held & set(others):
            held.add(one)
            yield one
