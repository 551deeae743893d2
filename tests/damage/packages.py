"""Damages to how the parts of a Word file are found, and to where it leads: relations, links, pictures."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable

from damage import UNKNOWN, Damage, Element, in_part, packed, parts

CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPES, OUTERMOST, OF_TEXT = "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"
TEXT = "word/document.xml"
Change = Callable[[Element], None]


def _part(root: Element, name: str) -> Element:
    return next(one for one in root.iter(f"{CONTENT}Override") if one.get("PartName") == name)


def of_other_content(root: Element) -> None:
    _part(root, "/word/header1.xml").set(
        "ContentType", _part(root, "/word/styles.xml").get("ContentType", "")
    )


def of_no_part(root: Element) -> None:
    del _part(root, "/word/header1.xml").attrib["PartName"]


def in_another(root: Element) -> None:
    one, other = (_part(root, f"/word/{name}.xml") for name in ("fontTable", "styles"))
    root.remove(one)
    other.append(one)


def said_twice(root: Element) -> None:
    root.append(copy.deepcopy(_part(root, "/word/styles.xml")))


def _relation(root: Element, kind: str) -> Element:
    return next(one for one in root.iter(RELATIONSHIP) if (one.get("Type") or "").endswith(f"/{kind}"))


def without(kind: str, key: str) -> Change:
    def change(root: Element) -> None:
        del _relation(root, kind).attrib[key]

    return change


def relation_gone(kind: str) -> Change:
    def change(root: Element) -> None:
        root.remove(_relation(root, kind))

    return change


def with_relation(kind: str, target: str, mode: str | None = None) -> Change:
    """Return the change that adds a relation to those of the text."""

    def change(root: Element) -> None:
        made = copy.deepcopy(_relation(root, "styles"))
        made.attrib.update({"Id": "rId999", "Target": target})
        made.set("Type", (made.get("Type") or "").replace("styles", kind))
        if mode is not None:
            made.set("TargetMode", mode)
        root.append(made)

    return change


def _exchanged(one: Element, other: Element, key: str) -> None:
    first, second = one.get(key, ""), other.get(key, "")
    one.set(key, second)
    other.set(key, first)


def links_exchanged(root: Element) -> None:
    key = f"{W}anchor"
    one, *others = [link for link in root.iter(f"{W}hyperlink") if link.get(key)]
    _exchanged(one, next(link for link in others if link.get(key) != one.get(key)), key)


def places_exchanged(root: Element) -> None:
    key = f"{W}name"
    names = [one for one in root.iter(f"{W}bookmarkStart") if not one.get(key, "_").startswith("_")]
    _exchanged(names[0], names[-1], key)


def place_moved(root: Element) -> None:
    """Let a place begin in front of the paragraph behind its own."""
    starts = (one for one in root.iter(f"{W}bookmarkStart") if not one.get(f"{W}name", "_").startswith("_"))
    start, paragraph = next(
        (one, behind)
        for one in starts
        if (held := next(one.iterancestors(f"{W}p"), None)) is not None
        and (behind := held.getnext()) is not None
        and behind.tag == f"{W}p"
    )
    behind = start.getparent()
    assert behind is not None
    behind.remove(start)
    paragraph.insert(1, start)


def separators_exchanged(root: Element) -> None:
    """Let the line above notes be the one above those that go on, and the reverse."""
    one, other = [note for note in root.iter(f"{W}footnote") if note.get(f"{W}type")][:2]
    _exchanged(one, other, f"{W}type")


def marks_exchanged(root: Element) -> None:
    """Let the instruction of a field begin where it ends."""
    one, other = [*root.iter(f"{W}fldChar")][:2]
    _exchanged(one, other, f"{W}fldCharType")


def titled(root: Element) -> None:
    next(root.iter(f"{DC}title")).text = "Nothing"


def picture_other(data: bytes) -> bytes:
    """Return a book with another picture under the name of its own."""
    files = parts(data)
    name = next(name for name in files if name.startswith("word/media/"))
    return packed({**files, name: files[name] + b"\0"})


def rows() -> Iterable[Damage]:
    """Yield the damages, each with the findings that it may cause."""
    for said, part, change in (
        ("a part of another kind of content", TYPES, of_other_content),
        ("a kind of content of no part", TYPES, of_no_part),
        ("a kind of content in that of another part", TYPES, in_another),
        ("a kind of content said twice", TYPES, said_twice),
        ("a relation without a name", OF_TEXT, without("fontTable", "Id")),
        ("a relation of no kind", OF_TEXT, without("fontTable", "Type")),
        ("properties that nothing names", OUTERMOST, relation_gone("core-properties")),
        ("a relation to a part of another kind", OF_TEXT, with_relation("styles", "settings.xml")),
        ("a template that is fetched", OF_TEXT, with_relation("attachedTemplate", "x.dotx", "External")),
        ("links exchanged", TEXT, links_exchanged),
        ("places of links exchanged", TEXT, places_exchanged),
        ("a place of a link moved", TEXT, place_moved),
        ("lines above notes exchanged", "word/footnotes.xml", separators_exchanged),
        ("marks of a field exchanged", TEXT, marks_exchanged),
        ("another title of the file", "docProps/core.xml", titled),
    ):
        yield Damage(said, in_part(part, change), UNKNOWN)


SAMPLE: dict[str, Callable[[bytes], bytes]] = {
    "another picture": picture_other,
}
"""Damages to what the specimen does not have, for the sample."""
