"""The comparison of an edition with what was read back from a file that was written from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from variorum.findings import Diagnostic
from variorum.findings.proof import ProofModel, ProofMore, ProofPartExtra, ProofPartMissing
from variorum.model import Document, Edition, Node, Note, PageBreak, Text
from variorum.model.walk import descend
from variorum.proof.comparison import LIMIT, Count, Proof
from variorum.source import Span

SHOWN = 80


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where two values of the model are not the same: the way to it, and both sides.

    `span` is the place in the source of the innermost node that has one.
    """

    way: tuple[str, ...]
    expected: str
    found: str
    span: Span | None


def prove_edition(wanted: Edition, found: Edition, file: str) -> Proof:
    """Compare an edition with what was read back; each document that differs is a finding."""
    seen = {document.id: document for document in found.documents}
    faults: list[Diagnostic] = []
    for document in wanted.documents:
        twin = seen.get(document.id)
        if twin is None:
            part = f"the document {document.id}"
            faults.append(ProofPartMissing(document.span, file=file, stream=part))
        elif document != twin:
            faults.append(_fault(file, document.id, difference(document, twin)))
    known = {document.id for document in wanted.documents}
    for name in (name for name in seen if name not in known):
        faults.append(ProofPartExtra(file=file, stream=f"the document {name}"))
    if not faults and wanted != found:
        faults.append(_fault(file, "the edition", difference(wanted, found)))
    told = faults[:LIMIT]
    if len(faults) > LIMIT:
        told.append(ProofMore(file=file, stream="other documents", count=len(faults) - LIMIT))
    return Proof(file, _counts(wanted, found), tuple(told))


def difference(wanted: Any, found: Any, way: tuple[str, ...] = (), span: Span | None = None) -> Difference:
    """Return the first difference of two values that are not equal."""
    if isinstance(wanted, Node):
        span = wanted.span or span
    if type(wanted) is type(found) and is_dataclass(wanted):
        for one in fields(wanted):
            left, right = getattr(wanted, one.name), getattr(found, one.name)
            if one.compare and left != right:
                return difference(left, right, (*way, one.name), span)
    if isinstance(wanted, tuple) and isinstance(found, tuple):
        for at, (left, right) in enumerate(zip(wanted, found, strict=False), 1):
            if left != right:
                name = type(left).__name__ if isinstance(left, Node) else ""
                return difference(left, right, (*way, f"{name} {at}".strip()), span)
        if len(wanted) != len(found):
            longer = wanted if len(wanted) > len(found) else found
            first = longer[min(len(wanted), len(found))]
            sides = (_in_message(first), "nothing") if longer is wanted else ("nothing", _in_message(first))
            return Difference(way, *sides, first.span or span if isinstance(first, Node) else span)
    return Difference(way, _in_message(wanted), _in_message(found), span)


def _in_message(value: Any) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, str):
        said = f"“{value}”"
    elif isinstance(value, Node):
        said = f"{type(value).__name__} “{''.join(n.value for n in descend(value) if isinstance(n, Text))}”"  # type: ignore[arg-type]  # every node of the model is a part
    else:
        said = str(value)
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def _fault(file: str, document: str, one: Difference) -> Diagnostic:
    place = ", ".join(one.way) or "the whole"
    return ProofModel(
        one.span,
        file=file,
        document=document,
        place=place,
        expected=one.expected,
        found=one.found,
    )


def _counts(wanted: Edition, found: Edition) -> tuple[Count, ...]:
    """Return how many words, notes, signs and page marks there are, and how many came back the same."""
    seen = {(one.matter, one.id): one for one in (*found.documents, *found.texts)}
    whole: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for document in (*wanted.documents, *wanted.texts):
        own = _things(document)
        twin = seen.get((document.matter, document.id))
        same = own if twin == document else own & _things(twin) if twin is not None else Counter()
        for (name, _), count in own.items():
            whole[name] += count
        for (name, _), count in same.items():
            back[name] += count
    return tuple(Count(name, whole[name], back[name]) for name in ("words", "notes", "signs", "pages"))


def _things(document: Document) -> Counter[tuple[str, Any]]:
    """Return the countable things of a document with what makes two of them the same."""
    made: Counter[tuple[str, Any]] = Counter()
    for node in descend(document):
        match node:
            case Text(value=value):
                made.update(("words", word) for word in value.split())
            case Note():
                made["notes", node] += 1
            case PageBreak():
                made["pages", replace(node, span=None)] += 1
            case _:
                made["signs", type(node).__name__] += 1
    return made
