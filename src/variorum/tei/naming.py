"""Names in a file of many documents: each id once, and pointers that lead where the edition means."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from lxml import etree

from variorum.tei.attributes import own_words
from variorum.tei.parse import ID

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


def rename(tei: etree._Element, seen: set[str], documents: Mapping[str, str]) -> None:
    """Give those ids of a document that the file has already its name before them, and so their pointers.

    `documents` are the names of documents in the file by their ids; a reference to one points to it.
    """
    prefix = f"{tei.get(ID)}."
    inner = [one for one in tei.iter(etree.Element) if one is not tei]
    held = {one.get(ID, "") for one in inner} - {""}
    changed = {one for one in held if one in seen or one.startswith(prefix)}
    others = set(documents.values())

    def local_name(to: str) -> str:
        return prefix + to if to in changed or to.startswith(prefix) else to

    for one in inner:
        if one.get(ID) in changed:
            one.set(ID, prefix + one.get(ID, ""))
        for attribute in POINTERS:
            value = one.get(attribute)
            if value is None:
                continue
            if attribute == "target" and value in documents:
                one.set(attribute, f"#{documents[value]}")
            elif attribute == "target" and value[1:] in others:
                one.set(attribute, f"#{prefix}{value[1:]}")
            elif "#" in value:
                one.set(attribute, _mapped(value, local_name))
    seen |= {local_name(one) for one in held}


def named_back(tei: etree._Element, own: Mapping[str, str]) -> None:
    """Undo `rename`; `own` are the ids of documents by their names in the file."""
    prefix = f"{tei.get(ID)}."
    for one in tei.iter(etree.Element):
        if one is not tei and one.get(ID, "").startswith(prefix):
            one.set(ID, one.get(ID, "").removeprefix(prefix))
        for attribute in POINTERS:
            value = one.get(attribute)
            if value is None or "#" not in value:
                continue
            if attribute == "target" and value[1:] in own:
                one.set(attribute, own[value[1:]])
            else:
                one.set(attribute, _mapped(value, lambda to: to.removeprefix(prefix)))


def _mapped(value: str, change: Callable[[str], str]) -> str:
    return " ".join(f"#{change(word[1:])}" if word.startswith("#") else word for word in value.split(" "))
