"""Where the documents of an import begin and end, what is of their head, and what is of the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from variorum.accession.plain.counting import Candidate, chain, is_next
from variorum.accession.plain.leaves import Leaves, Region, region, without_parts
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import DocumentRule, Matter, PlainRules
from variorum.findings import Diagnostic
from variorum.findings.accession import DocumentGap, DocumentNumber
from variorum.model import FieldKind

KINDS = frozenset(str(kind) for kind in FieldKind)


@dataclass(frozen=True, slots=True)
class Form:
    """Words of the page; `apart` from the text they stand on lines of their own."""

    place: Region
    kind: str
    page: str | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Datum:
    """A datum of a head or provenance: its kind and its words."""

    kind: str
    place: Region


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in the run: where it stands, its head line by line, its provenance.

    `matter` says that it is none, but a part of the volume.
    """

    id: str
    place: Region
    head: tuple[tuple[Datum, ...], ...] = ()
    taken: tuple[Region, ...] = ()
    source: Region | None = None
    data: tuple[Datum, ...] = ()
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """An import as its rules see it: the papers in order, the words of the page."""

    papers: tuple[Paper, ...]
    forms: tuple[Form, ...]
    pages: tuple[str | None, ...] = ()
    found: tuple[Diagnostic, ...] = field(default=())


def laid_out(leaves: Leaves, rules: PlainRules) -> Layout:
    """Return the papers of an import and the words of its pages."""
    forms = _in_sequence(_forms(leaves, rules))
    pages = tuple(
        next((f.page for f in forms if f.page and leaf.start <= f.place.start <= leaf.end), None)
        for leaf in leaves.leaves
    )
    begins, found = _begins(leaves, rules)
    papers = _papers(leaves, rules, begins, forms)
    openings = [begin.place for begin in begins]
    forms = tuple(
        replace(form, apart=form.apart or any(form.place.start in opening for opening in openings))
        for form in forms
    )
    return Layout(papers, forms, pages, tuple(found))


def _forms(leaves: Leaves, rules: PlainRules) -> tuple[Form, ...]:
    made: list[Form] = []
    covered: set[int] = set()
    for rule in rules.forms:
        for base, match in leaves.matches(rule.match):
            groups = match.groupdict()
            place = region(base, match, "form" if groups.get("form") is not None else 0)
            place = trimmed(leaves, place)
            if not covered.isdisjoint(range(place.start, place.end)):
                continue
            covered.update(range(place.start, place.end))
            apart = rule.apart or _on_own_lines(leaves.text, place)
            made.append(Form(place, rule.kind, groups.get("page"), apart))
    return tuple(sorted(made, key=lambda form: form.place))


def _in_sequence(forms: Sequence[Form]) -> tuple[Form, ...]:
    """Return the words of the page without numbers that are none of pages: those of pages ascend."""
    numbers = [Candidate(form.place.start, form.place.end, form.page) for form in forms if form.page]
    ascending = {number.start for number in chain(numbers).chosen}
    return tuple(form for form in forms if not form.page or form.place.start in ascending)


def trimmed(leaves: Leaves, place: Region) -> Region:
    """Return a stretch without white space at its ends."""
    text = leaves.text[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip())
    return Region(start, max(start, place.end - (len(text) - len(text.rstrip()))))


def _on_own_lines(text: str, place: Region) -> bool:
    """Return whether nothing else stands on the lines of a stretch."""
    before = re.split(r"[\n\f]", text[max(place.start - 200, 0) : place.start])[-1]
    after = re.split(r"[\n\f]", text[place.end : place.end + 200])[0]
    return not before.strip() and not after.strip()


@dataclass(frozen=True, slots=True)
class _Begin:
    """The beginning of a document: the rule's match and its data."""

    rule: DocumentRule
    base: int
    match: re.Match[str]

    @property
    def place(self) -> Region:
        """Return where the beginning stands."""
        return region(self.base, self.match)

    @property
    def number_label(self) -> Candidate | None:
        """Return the number of the document as a label, if its rule counts."""
        number = self.match.groupdict().get("number") or ""
        return Candidate(self.place.start, self.place.end, number) if self.rule.counts and number else None


def _begins(leaves: Leaves, rules: PlainRules) -> tuple[list[_Begin], list[Diagnostic]]:
    """Return the beginnings of documents in order; a number that is not the next begins none."""
    every = [
        _Begin(rule, base, match) for rule in rules.documents for base, match in leaves.matches(rule.begins)
    ]
    counted = [begin.number_label for begin in every if begin.number_label is not None]
    ascending = {one.start: one for one in chain(counted).chosen}
    made: list[_Begin] = []
    found: list[Diagnostic] = []
    last = ""
    for begin in sorted(every, key=lambda one: (one.place.start, rules.documents.index(one.rule))):
        if made and begin.place.start < made[-1].place.end:
            continue
        number = begin.number_label
        if number is not None:
            span = leaves.span(begin.place.start, begin.place.end)
            if number.start not in ascending:
                found.append(DocumentNumber(span, number=number.label))
                continue
            if last and not is_next(last, number.label):
                found.append(DocumentGap(span, number=number.label, last=last))
            last = number.label
        made.append(begin)
    return made, found


def _papers(
    leaves: Leaves, rules: PlainRules, begins: Sequence[_Begin], forms: Sequence[Form]
) -> tuple[Paper, ...]:
    """Return the papers; what stands before the first beginning is one too, if it is more than page heads."""
    end = len(leaves.text)
    first = begins[0].place.start if begins else end
    sources = sorted(
        (region(base, match), data(leaves, base, match))
        for rule in rules.source
        for base, match in leaves.matches(rule)
    )
    made: list[Paper] = []
    ids: dict[str, int] = {}

    def id_for(wanted: str) -> str:
        ids[wanted] = ids.get(wanted, 0) + 1
        return wanted if ids[wanted] == 1 else f"{wanted}-{ids[wanted]}"

    before = without_parts(Region(0, first), [form.place for form in forms])
    if any(leaves.text[part.start : part.end].strip() for part in before):
        made.append(_sourced(Paper(id_for(leaves.leaves[0].name), Region(0, first)), sources))
    for at, begin in enumerate(begins):
        stop = begins[at + 1].place.start if at + 1 < len(begins) else end
        leaf = leaves.leaves[leaves.index(begin.place.start)]
        groups = {key: slug(value) for key, value in begin.match.groupdict().items() if value}
        wanted = begin.rule.id.format_map(defaultdict(str, groups)) if begin.rule.id else leaf.name
        paper = Paper(id_for(wanted), Region(begin.place.start, stop))
        head, taken = _head(leaves, rules, begin, stop)
        paper = replace(paper, head=head, taken=taken, matter=begin.rule.matter)
        made.append(_sourced(paper, sources))
    return tuple(made)


def slug(text: str) -> str:
    """Return words as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _head(
    leaves: Leaves, rules: PlainRules, begin: _Begin, stop: int
) -> tuple[tuple[tuple[Datum, ...], ...], tuple[Region, ...]]:
    """Return the lines of a head: what the beginning holds, and the lines after it that a rule knows."""
    lines = [data(leaves, begin.base, begin.match)]
    leaf = leaves.leaves[leaves.index(begin.place.start)]
    text, base = leaf.text, leaf.start
    at = begin.place.end - base
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        tried = (compile_pattern(f"(?m){rule}").match(text, at) for rule in rules.head)
        match = next((found for found in tried if found is not None), None)
        if match is None or match.end() == match.start() or base + match.end() > stop:
            break
        lines.append(data(leaves, base, match))
        at = match.end()
    lines = [line for line in lines if line]
    return tuple(lines), tuple(datum.place for line in lines for datum in line)


def data(leaves: Leaves, base: int, match: re.Match[str]) -> tuple[Datum, ...]:
    """Return the groups of a match that are data, in order."""
    named = (
        (name, trimmed(leaves, region(base, match, name))) for name in match.re.groupindex if match[name]
    )
    made = (Datum(name.rstrip("_"), place) for name, place in named if name.rstrip("_") in KINDS)
    return tuple(sorted(made, key=lambda datum: datum.place))


def _sourced(paper: Paper, sources: Sequence[tuple[Region, tuple[Datum, ...]]]) -> Paper:
    """Return a paper with the place of its provenance, if a rule finds one: the first."""
    for place, groups in sources:
        if paper.place.start <= place.start and place.end <= paper.place.end:
            return replace(paper, source=place, data=groups)
    return paper
