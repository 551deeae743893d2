"""The law of keys: what names, dates and data are said to be stays so, unless their words were edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from variorum.findings.files import PullLaw
from variorum.model import Date, Document, Edition, Field, Name, Reference, Term, walk

Named = tuple[str, str, str]
"""A node with a key: what it is, of which kind, and its words."""


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """Words of which the keys are others than before, in files of the edition."""

    words: str
    before: Counter[str]
    after: Counter[str]
    paths: frozenset[str] = field(default_factory=frozenset)

    @property
    def law(self) -> PullLaw:
        """Return what is told of it."""
        wanted, found = (" ".join(sorted(one)) for one in (self.before, self.after))
        return PullLaw(wanted=f"{self.words} ({wanted})", found=f"{self.words} ({found})")


def rekeyed(before: Edition, after: Edition) -> Iterator[Rekeyed]:
    """Yield the words of documents that have other keys than before.

    Where there are more of the same words, or fewer, the keys of those that are left have to be there.
    """
    now = {one.id: _keys(one) for one in after.documents}
    for document in before.documents:
        there = now.get(document.id, {})
        for named, keys in _keys(document).items():
            others = there.get(named)
            if others is not None and not (keys <= others or others <= keys):
                yield Rekeyed(named[2], keys, others, _paths(document))


def _keys(document: Document) -> Mapping[Named, Counter[str]]:
    """Return the keys of names, dates and data of a document; of one without any, an empty one."""
    made: dict[Named, Counter[str]] = {}
    for node in walk.descend(document):
        kind = ""
        match node:
            case Field():
                kind, key = node.kind.value, node.key
            case Name():
                kind, key = node.kind, node.ref
            case Date():
                key = node.when
            case Term():
                key = node.ref
            case Reference():
                key = node.target
            case _:
                continue
        named = type(node).__name__, kind, walk.folded(walk.plain(node))
        made.setdefault(named, Counter())[key or ""] += 1
    return made


def _paths(document: Document) -> frozenset[str]:
    """Return the files of a document."""
    spans = (one.span for one in (*document.head.lines, *document.body, *document.notes))
    return frozenset(one.path for one in spans if one is not None)
