"""What is declared of the signs of one set, said of those of the set by which all is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from variorum.apparatus.last_resort import marks
from variorum.conventions.sign import Conventions, ConventionSet
from variorum.model import Document, Edition, SignDeclaration, walk


def restate(edition: Edition, conventions: Conventions) -> Edition:
    """Return an edition whose declarations name the signs by which it is printed.

    A declaration speaks of a sign of the set by which its document is read. Under another set it is said of
    the sign that the same acts have there.
    """
    if conventions.printed is None:
        return edition
    known: dict[str, str] = {}
    documents = []
    for document in edition.documents:
        reading = conventions.reading(document.id)
        own = answering(document, reading, conventions.printed)
        known |= {name: sign for name, sign in own.items() if name not in known}
        documents.append(
            replace(
                document,
                declarations=tuple(
                    replace(each, sign=own.get(each.sign or "")) for each in document.declarations
                ),
            )
        )
    marks = _by_mark(conventions.main, known)
    declared = tuple(_restate_one(each, known, marks) for each in edition.declared)
    return replace(edition, documents=tuple(documents), declared=declared)


def answering(document: Document, reading: ConventionSet, printing: ConventionSet) -> dict[str, str]:
    """Return for each sign of one set that a document uses the sign of another that prints the same act."""
    found: dict[str, str] = {}
    for node in walk.meanings(document):
        read = reading.sign_for(node, document.base)
        printed = printing.sign_for(node, document.base) or marks().sign_for(node, document.base)
        if read is not None and printed is not None:
            found.setdefault(read.id, printed.id)
    return found


def _by_mark(reading: ConventionSet, known: Mapping[str, str]) -> dict[str, set[str]]:
    """Return for each mark of a set the signs by which what it means is printed."""
    marks: dict[str, set[str]] = {}
    for sign in reading.signs:
        for mark in {rule.mark for rule in sign.read if rule.mark} if sign.id in known else ():
            marks.setdefault(mark, set()).add(known[sign.id])
    return marks


def _restate_one(
    each: SignDeclaration, known: Mapping[str, str], marks: Mapping[str, set[str]]
) -> SignDeclaration:
    """Return what the edition declares, said of the sign that is printed; of a mark with many it stays."""
    printed = {known[each.sign]} if each.sign in known else marks.get(each.sign, set())
    return replace(each, sign=next(iter(printed))) if len(printed) == 1 else each
