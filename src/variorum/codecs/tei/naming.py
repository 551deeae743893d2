"""Names in a file of many documents: each id once, and pointers that lead where the edition means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from lxml import etree

from variorum.codecs.tei.attributes import own_words
from variorum.codecs.tei.reading.xml import ID, TEI

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
POINTERS = (
    *(
        "target",
        "targetEnd",
        "spanTo",
        "hand",
        "new",
        "corresp",
        "wit",
        "resp",
        "ref",
        "facs",
        "prev",
        "next",
    ),
    *(
        "sameAs",
        "copyOf",
        "synch",
        "exclude",
        "select",
        "rendition",
        "source",
        "change",
        "decls",
        "scribeRef",
    ),
)
"""Attributes that may point to an id of the file."""
REFERENCE = f"{{{TEI}}}ref"


def new_name(name: str, taken: set[str]) -> str:
    """Return an id as a name of XML, none twice."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "-", name)
    plain = plain if NAME.fullmatch(plain) else f"_{plain}"
    made, count = plain, 1
    while made in taken:
        count += 1
        made = f"{plain}-{count}"
    taken.add(made)
    return made


def own_name(element: etree._Element, key: str) -> str:
    """Return what variorum has said of an element; of an id that is a name of XML, the id itself."""
    return own_words(element).get(key, element.get(ID, ""))


def rename(members: Sequence[tuple[str, etree._Element]], taken: set[str]) -> None:
    """Give those ids of documents that the file has already the document's name before them.

    `members` are documents by their ids, in order; `taken` the names of documents and people. Pointers follow
    their ids; a reference to another document, or to a place in one (`ID#id`), points to it.
    """
    documents = {id: str(tei.get(ID)) for id, tei in members}
    targets = dict(documents)
    seen = set(taken)
    for id, tei in members:
        names = _renamed(tei, seen)
        targets |= {f"{id}#{before}": after for before, after in names.items()}
        seen |= set(names.values())
    for _, tei in members:
        prefix = f"{tei.get(ID)}."
        held = _ids_inside(tei)
        for one in tei.iter(REFERENCE):
            value = one.get("target", "")
            if value in targets:
                one.set("target", f"#{targets[value]}")
            elif value.startswith("#") and value[1:] in seen and value[1:] not in held:
                one.set(
                    "target", f"#{prefix}{value[1:]}"
                )  # it leads nowhere in its document: so it shall stay


def _renamed(tei: etree._Element, seen: set[str]) -> dict[str, str]:
    """Rename the ids of a document that were seen before; return its new ids by the old ones."""
    prefix = f"{tei.get(ID)}."
    held = _ids_inside(tei)
    names = {one: prefix + one if one in seen or one.startswith(prefix) else one for one in held}

    def new(to: str) -> str:
        return names.get(to, prefix + to if to.startswith(prefix) else to)

    for one in tei.iter(etree.Element):
        if one is not tei and one.get(ID):
            one.set(ID, names[one.get(ID, "")])
        for attribute in POINTERS:
            value = one.get(attribute)
            if value is not None and "#" in value:
                one.set(attribute, _mapped(value, new))
    return names


def _ids_inside(tei: etree._Element) -> set[str]:
    """Return the ids inside a document."""
    return {one.get(ID, "") for one in tei.iter(etree.Element) if one is not tei} - {""}


def named_back(members: Sequence[tuple[str, etree._Element]]) -> None:
    """Undo `rename`."""
    targets = {str(tei.get(ID)): id for id, tei in members}
    held = {id: _ids_inside(tei) for id, tei in members}
    for id, tei in members:
        prefix = f"{tei.get(ID)}."
        targets |= {place: f"{id}#{place.removeprefix(prefix)}" for place in held[id]}
    for id, tei in members:
        prefix = f"{tei.get(ID)}."
        for one in tei.iter(etree.Element):
            if one is not tei and one.get(ID):
                one.set(ID, one.get(ID, "").removeprefix(prefix))
            for attribute in POINTERS:
                value = one.get(attribute)
                if value is None or "#" not in value:
                    continue
                name = value.removeprefix("#")
                if (
                    one.tag == REFERENCE
                    and attribute == "target"
                    and name in targets
                    and name not in held[id]
                ):
                    one.set(attribute, targets[name])
                else:
                    one.set(attribute, _mapped(value, partial(_bare, prefix)))


def _bare(prefix: str, to: str) -> str:
    return to.removeprefix(prefix)


def _mapped(value: str, change: Callable[[str], str]) -> str:
    return " ".join(f"#{change(word[1:])}" if word.startswith("#") else word for word in value.split(" "))
