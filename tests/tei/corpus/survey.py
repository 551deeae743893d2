"""What becomes of a TEI file: read, written, read again. One survey serves all tests of a run."""

from __future__ import annotations

import fcntl
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from tei.corpus import elements
from tei.trees import schema

from variorum.codecs.tei.corpus import read_edition, write_edition
from variorum.codecs.tei.volume import read_volume
from variorum.model import (
    NO_EXTENT,
    NO_FACTS,
    Act,
    Added,
    AnchorStart,
    Deleted,
    Document,
    Edition,
    Endorsement,
    Figure,
    FigureBlock,
    Gap,
    Imprint,
    Item,
    Note,
    PageBreak,
    Remark,
    RemarkBlock,
    Supplied,
    Text,
)
from variorum.model.walk import descend
from variorum.proof.edition import difference

LONGEST = 60
NEAR = 2000
SURE = 20


@dataclass(slots=True)
class Survey:
    """What was found out about one file."""

    file: str
    refused: list[str] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    torn: list[str] = field(default_factory=list)
    source_facts: dict[str, dict[str, int]] = field(default_factory=dict)
    written_facts: dict[str, dict[str, int]] = field(default_factory=dict)
    model_values: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    difference: str | None = None
    invalid: list[str] = field(default_factory=list)
    report: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)


def surveys(shared: Path, shelf: Path) -> list[Survey]:
    """Return the survey of every file, made by the first worker that asks."""
    shelf.mkdir(parents=True, exist_ok=True)
    record = shelf / "tei-corpus.json"
    with (shelf / ".tei-corpus.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not record.exists():
            made = [survey(path, schema(shared)) for path in elements.corpus(shared)]
            record.write_text(json.dumps([asdict(one) for one in made]), "utf-8")
    return [Survey(**one) for one in json.loads(record.read_text("utf-8"))]


def survey(path: Path, rules: etree.RelaxNG | None) -> Survey:
    """Read a file, write what was read, and read that."""
    made = Survey(f"{path.parent.name}/{path.name}")
    read = read_volume(path.name, path.read_bytes(), re.sub(r"[^A-Za-z0-9._-]", "-", path.stem))
    made.codes = dict(Counter(one.slug for one in read.diagnostics))
    if not read.value.documents:
        made.refused = [f"{one.span}: {one.message}" for one in read.errors]
        return made
    volume = read.value
    made.report = dict(volume.report)
    edition = Edition(
        "volume", Imprint("A volume"), volume.documents, agents=volume.agents, persons=volume.persons
    )
    written = write_edition(edition)
    again = read_edition("again.xml", written)
    if again.value != edition:
        made.difference = str(difference(edition, again.value))
    root, rewritten = elements.parsed(path), etree.fromstring(written)
    assert root is not None
    made.lost, made.torn = losses(root, volume.documents)
    made.source_facts = {key: dict(values) for key, values in elements.facts(root).items()}
    natural, said = elements.facts(rewritten), elements.said(rewritten)
    made.written_facts = {key: dict(natural[key] + said[key]) for key in natural}
    made.model_values = dict(Counter(values(volume.documents)))
    made.wanted, made.found = elements.counts(root), counts(volume.documents)
    if rules is not None and not rules.validate(rewritten):
        made.invalid = list(dict.fromkeys(f"{one.line}: {one.message}" for one in rules.error_log))[:8]
    return made


def words(document: Document) -> Iterator[str]:
    """Yield the words of a document wherever the model holds them, in reading order."""
    for node in descend(document):
        match node:
            case Text():
                yield node.value
            case Item(label=str(label)):
                yield label
            case Figure() | FigureBlock():
                yield node.description


@dataclass(slots=True)
class Places:
    """The words of a document, and where the text and the notes behind it have been read to."""

    held: str
    text: int = 0
    notes: int = 0

    def find(self, run: str) -> bool:
        """Return whether a run of characters is there; it is looked for where it should be, then anywhere."""
        found = self.held.find(run, self.text, self.text + NEAR)
        if found >= 0:
            self.text = found + len(run)
            return True
        found = self.held.find(run, self.notes, self.notes + NEAR) if self.notes else -1
        found = self.held.find(run) if found < 0 else found
        if found > self.text:
            self.notes = found + len(run)
        return found >= 0


def losses(root: etree._Element, documents: tuple[Document, ...]) -> tuple[dict[str, int], list[str]]:
    """Return the characters that the model has fewer of, and the runs that are nowhere in one piece."""
    held = ["".join(elements.bare(one) for one in words(document)) for document in documents]
    runs = [run for run in elements.runs(root) if run]
    lost = Counter("".join(runs)) - Counter("".join(held))
    places = [Places(one) for one in held]
    torn, at = [], 0
    for run in runs:
        order = (*range(at, len(held)), *range(at))
        found = next((number for number in order if places[number].find(run)), None)
        if found is None:
            torn.append(run[:LONGEST])
        elif found > at and len(run) > SURE:
            at = found
    return dict(lost), torn


def values(node: Any) -> Iterator[str]:
    """Yield every text that a field of the model holds, words apart."""
    match node:
        case str():
            yield str(node)
        case tuple():
            for one in node:
                yield from values(one)
        case int() if not isinstance(node, bool):
            yield str(node)
        case _ if is_dataclass(node):
            for name in names(node.__class__):
                held = getattr(node, name)
                if name == "also":
                    yield from (entry.partition("=")[2] for entry in held)
                elif held not in ((), None, NO_FACTS, NO_EXTENT):
                    yield from values(held)


@cache
def names(kind: type) -> tuple[str, ...]:
    """Return the fields of a class that hold more than words and places."""
    left_out = {"span", "value"} if kind is Text else {"span"}
    return tuple(one.name for one in fields(kind) if one.name not in left_out)


def counts(documents: tuple[Document, ...]) -> dict[str, int]:
    """Return how many notes, page breaks and textual acts the documents have."""
    made = Counter(type(node) for document in documents for node in descend(document))
    acts = Counter(
        node.act for document in documents for node in descend(document) if isinstance(node, AnchorStart)
    )
    return {
        "notes": made[Note] + made[Remark] + made[RemarkBlock] + made[Endorsement],
        "page breaks": made[PageBreak],
        "additions": made[Added] + acts[Act.ADDED],
        "deletions": made[Deleted] + acts[Act.DELETED],
        "gaps": made[Gap],
        "supplied": made[Supplied],
    }
