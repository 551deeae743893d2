"""Where the notes of papers stand, and which of them each call calls."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from variorum.accession.plain.counting import Candidate, chain, normal, rank
from variorum.accession.plain.leaves import Leaves, Region, without_parts
from variorum.accession.plain.papers import Layout, Paper
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import NoteRule
from variorum.findings import Diagnostic
from variorum.findings.accession import LabelAmbiguous, NoteRepeated, NotesWithoutSource
from variorum.source import Span

REPEATED = 12
"""With how many characters a note that is printed twice begins the same."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note in the run: its label as printed, its words; `leaf` is the page whose foot it stands at.

    One without a label has lost it.
    """

    rule: NoteRule
    label: str | None
    mark: Region
    words: Region
    leaf: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call in the run; `note` answers it, if there is one."""

    rule: NoteRule
    place: Region
    label: str
    note: FoundNote | None


@dataclass(slots=True)
class NoteTies:
    """The notes and calls of an import, and what was found on the way."""

    notes: list[FoundNote] = field(default_factory=list)
    calls: list[FoundCall] = field(default_factory=list)
    headings: list[Region] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)

    def of(self, place: Region) -> Iterator[FoundNote]:
        """Yield the notes whose words stand in a stretch."""
        return (note for note in self.notes if place.start <= note.mark.start < place.end)


def tie_notes(leaves: Leaves, layout: Layout, rules: Sequence[NoteRule]) -> NoteTies:
    """Return the notes of an import, each with its place, and the calls tied to them."""
    reader = _Notes(leaves, layout, rules)
    for rule in rules:
        if rule.begins == "heading":
            reader.under_heading(rule)
    reader.at_foot([rule for rule in rules if rule.begins == "foot"])
    reader.number_notes()
    for rule in rules:
        if rule.begins == "source":
            for paper in layout.papers:
                reader.behind_source(paper, rule)
    for rule in sorted(rules, key=lambda rule: rule.begins != "foot"):
        reader.tie(rule)
    reader.made.calls.sort(key=lambda call: call.place)
    reader.made.notes.sort(key=lambda note: note.mark)
    return reader.made


@dataclass(slots=True)
class _Notes:
    """The notes of an import on their way."""

    leaves: Leaves
    layout: Layout
    rules: Sequence[NoteRule]
    made: NoteTies = field(default_factory=NoteTies)
    vocabulary: Counter[str] = field(default_factory=Counter)
    taken: set[int] = field(default_factory=set)
    """Where no call can be: in words of the page, and in other calls."""

    def __post_init__(self) -> None:
        self.vocabulary = Counter(re.findall(r"\w+", self.leaves.text))
        for form in self.layout.forms:
            self.taken.update(range(form.place.start, form.place.end))

    # ---- calls that there may be

    def candidates(self, rule: NoteRule, place: Region) -> list[Candidate]:
        """Return what may be a call of a series in a stretch, the forms named first weigh most."""
        made: list[Candidate] = []
        covered: set[int] = set()
        for index, call in enumerate(rule.calls):
            for match in compile_pattern(f"(?m){call.match}").finditer(
                self.leaves.text, place.start, place.end
            ):
                group: str | int = 0
                if "word" in match.re.groupindex:
                    if not self.is_word(match["word"], match["label"]):
                        continue
                    group = "label"
                label = normal(match["label"])
                start, end = match.span(group)
                if covered.isdisjoint(range(start, end)) and self.taken.isdisjoint(range(start, end)):
                    covered.update(range(start, end))
                    made.append(Candidate(start, end, label, 1.0 - 0.1 * index, call.sure, call.likely))
        return made

    def is_word(self, word: str, label: str) -> bool:
        """Return whether a word is used without the label behind it, and never else with it."""
        return self.vocabulary[word] > 0 and self.vocabulary[word + label] <= 1

    # ---- where notes stand

    def labels(self, rule: NoteRule, place: Region) -> list[tuple[Candidate, re.Match[str]]]:
        """Return what may be labels of notes in a stretch."""
        pattern = compile_pattern(f"(?m){rule.label}")
        return [
            (Candidate(*match.span(), normal(match["label"])), match)
            for match in pattern.finditer(self.leaves.text, place.start, place.end)
        ]

    def take(self, rule: NoteRule, place: Region, first: bool = False) -> int | None:
        """Read the notes that stand one after the other in a stretch; return where they begin.

        With `first` the labels must begin with that of a first note.
        """
        found = dict(self.labels(rule, place))
        ascending = chain(tuple(found))
        chosen = ascending.chosen
        if not chosen or (first and rank(chosen[0].label) not in ((1, 0), (1, 1))):
            return None
        again = self.again(chosen, list(found), place)
        for other in sorted(again, key=lambda other: other.start):
            self.made.found.append(NoteRepeated(self.span(other), note=other.label))
        self.rivals([pair for pair in ascending.rivals if pair[1] not in again], "note")
        for at, one in enumerate(chosen):
            stop = chosen[at + 1].start if at + 1 < len(chosen) else place.end
            self.add(rule, found[one]["label"], Region(one.start, one.end), Region(one.end, stop))
        return chosen[0].start

    def again(self, chosen: Sequence[Candidate], every: Sequence[Candidate], place: Region) -> set[Candidate]:
        """Return the notes that are printed a second time: the same label before the same words."""
        ends = [one.start for one in every[1:]] + [place.end]
        openings = {
            one: re.sub(r"\W+", "", self.leaves.text[one.end : end])[:REPEATED]
            for one, end in zip(every, ends, strict=True)
        }
        first = {one.label: one for one in chosen}
        return {
            other
            for other in every
            if (one := first.get(other.label))
            and other.start > one.start
            and openings[one] == openings[other]
        }

    def add(self, rule: NoteRule, label: str | None, mark: Region, words: Region) -> None:
        """Keep a note under the id that its rule makes."""
        leaf = self.leaves.index(mark.start)
        page = self.layout.pages[leaf] or str(leaf + 1)
        plain = normal(label or "")
        name = "star" + (str(len(plain)) if len(plain) > 1 else "") if plain.startswith("*") else plain
        made = rule.id.format_map({"label": name, "page": page}) if label else ""
        self.made.notes.append(FoundNote(rule, label, mark, words, leaf, made))

    def behind_source(self, paper: Paper, rule: NoteRule) -> None:
        """Read the notes behind the provenance of a paper, or where it has none, behind its last call."""
        if paper.source is not None:
            self.take(rule, Region(paper.source.end, paper.place.end), first=True)
            return
        calls = chain(self.candidates(rule, paper.place)).chosen
        if not calls:
            return
        begin = self.take(rule, Region(calls[0].end, paper.place.end), first=True)
        if begin is not None:
            self.made.found.append(NotesWithoutSource(self.leaves.span(begin, begin + 1)))

    def under_heading(self, rule: NoteRule) -> None:
        """Read the notes under a heading, to the end of the paper in which it stands."""
        for base, match in self.leaves.matches(rule.heading or r"(?!)"):
            place = Region(base + match.start(), base + match.end())
            paper = next((p for p in self.layout.papers if place.start in p.place), None)
            end = paper.place.end if paper else len(self.leaves.text)
            if self.take(rule, Region(place.end, end)) is not None:
                self.made.headings.append(place)

    def at_foot(self, rules: Sequence[NoteRule]) -> None:
        """Read the notes at the foot of each page."""
        for index in range(len(self.leaves.leaves) if rules else 0):
            foot = self.foot(index, rules)
            if foot is not None:
                self.split(foot, rules)

    def foot(self, index: int, rules: Sequence[NoteRule]) -> Region | None:
        """Return the foot of a page: from a heading for notes, or from the first line that begins one."""
        leaf = self.leaves.leaves[index]
        page = Region(leaf.start, leaf.end)
        papers = self.layout.papers
        sources = (p.source.end for p in papers if p.source and p.source.start in page)
        heads = (part.end for p in papers for part in p.taken if part.start in page)
        start = max((leaf.start, *sources, *heads))
        body = Region(start, leaf.end)
        for rule in rules:
            heading = compile_pattern(f"(?m){rule.heading or '(?!)'}").search(
                self.leaves.text, start, leaf.end
            )
            if heading is not None:
                self.made.headings.append(Region(*heading.span()))
                return Region(heading.end(), leaf.end)
        begins = [
            one.start
            for rule in rules
            for one, _ in self.labels(rule, body)
            if self.begins_note(rule, one, index)
        ]
        for rule in rules:
            pattern = compile_pattern(f"(?m){rule.unlabelled or '(?!)'}")
            begins.extend(m.start() for m in pattern.finditer(self.leaves.text, start, leaf.end))
        return Region(min(begins), leaf.end) if begins else None

    def begins_note(self, rule: NoteRule, one: Candidate, index: int) -> bool:
        """Return whether a line at the foot begins a note: its label is called above, or is a first label."""
        leaf = self.leaves.leaves[index]
        above = self.leaves.text[leaf.start : one.start].strip()
        raised = not self.leaves.text[one.start : one.end].strip().isascii()
        if raised or not one.label[:1].isdigit():
            return bool(above)
        return any(call.label == one.label for call in self.candidates(rule, Region(leaf.start, one.start)))

    def split(self, foot: Region, rules: Sequence[NoteRule]) -> None:
        """Read the notes at a foot: each line that begins one; what stands before the first has no label."""
        marks: list[tuple[Candidate, NoteRule, str | None]] = []
        for rule in rules:
            found = {one: match["label"] for one, match in self.labels(rule, foot)}
            chosen = chain(tuple(found)).chosen
            again = [one for one in found if one not in chosen and self.begins_line(one)]
            marks.extend((one, rule, found[one]) for one in (*chosen, *again))
            pattern = compile_pattern(f"(?m){rule.unlabelled or '(?!)'}")
            for match in pattern.finditer(self.leaves.text, foot.start, foot.end):
                marks.append((Candidate(match.start(), match.start(), ""), rule, None))
        marks.sort(key=lambda entry: entry[0].start)
        first = marks[0][0].start if marks else foot.end
        lead = self.leaves.text[foot.start : first]
        bare = "".join(
            self.leaves.text[part.start : part.end]
            for part in without_parts(Region(foot.start, first), [form.place for form in self.layout.forms])
        )
        if bare.strip():
            at = foot.start + len(lead) - len(lead.lstrip())
            self.add(rules[0], None, Region(at, at), Region(at, first))
        for at, (one, rule, label) in enumerate(marks):
            stop = marks[at + 1][0].start if at + 1 < len(marks) else foot.end
            self.add(rule, label, Region(one.start, one.end), Region(one.end, stop))

    def begins_line(self, one: Candidate) -> bool:
        """Return whether a label stands at the beginning of a line, as that of a note, and has no figures."""
        before = self.leaves.text[: one.start].rstrip(" \t")
        return not one.label.isdigit() and before[-1:] in ("", "\n", "\f")

    def number_notes(self) -> None:
        """Give notes at the foot that have lost their numbers those that lack, if as many lack."""
        notes = sorted(self.made.notes, key=lambda note: note.mark)
        for rule in {note.rule.id: note.rule for note in notes if note.rule.begins == "foot"}.values():
            last, lost = 0, list[FoundNote]()
            for note in (one for one in notes if one.rule is rule):
                label = normal(note.label or "")
                if note.label is None:
                    lost.append(note)
                elif label.isdigit():
                    if last and lost and int(label) - last - 1 == len(lost):
                        for number, one in enumerate(lost, last + 1):
                            self.made.notes[self.made.notes.index(one)] = replace(one, id=str(number))
                    last, lost = int(label), []

    # ---- calls

    def tie(self, rule: NoteRule) -> None:
        """Tie the calls of a series to its notes, each scope by itself."""
        for scope in self.scopes(rule):
            answers = {
                normal(note.label): note
                for note in self.made.notes
                if note.rule is rule and note.label and self.in_scope(note, rule, scope)
            }
            self.tie_scope(rule, scope, answers)

    def scopes(self, rule: NoteRule) -> Iterator[Region]:
        """Yield the stretches in which the labels of a series are counted."""
        match rule.restart:
            case "page":
                yield from (Region(leaf.start, leaf.end) for leaf in self.leaves.leaves)
            case "document":
                yield from (paper.place for paper in self.layout.papers)
            case _:
                yield Region(0, len(self.leaves.text))

    def in_scope(self, note: FoundNote, rule: NoteRule, scope: Region) -> bool:
        """Return whether a note may answer calls of a stretch."""
        return rule.restart == "volume" or note.mark.start in scope

    def tie_scope(self, rule: NoteRule, scope: Region, answers: dict[str, FoundNote]) -> None:
        """Tie the calls of one stretch."""
        notes = [Region(note.mark.start, note.words.end) for note in self.made.notes]
        open_to = [*notes, *self.made.headings]
        there = [
            one
            for part in without_parts(scope, open_to)
            for one in self.candidates(rule, part)
            if rule.begins != "foot" or one.label in answers
        ]
        known = [one for one in there if one.label in answers]
        certain = {one.label for one in known if one.sure}
        ascending = chain([one for one in known if not one.sure and one.label not in certain])
        self.rivals(ascending.rivals, "call")
        chosen = {*ascending.chosen, *(one for one in known if one.sure)}
        for one in chosen:
            self.call(rule, one, answers[one.label])
        if rule.begins == "foot":
            return
        unknown = [one for one in there if one.label not in answers]
        for one in self.unanswered(unknown, sorted(chosen, key=lambda one: one.start)):
            self.call(rule, one, None)

    @staticmethod
    def unanswered(unknown: Sequence[Candidate], chosen: Sequence[Candidate]) -> Iterable[Candidate]:
        """Return which candidates without a note are calls: sure ones, likely ones that fit the sequence."""
        likely = [one for one in unknown if one.likely and not one.sure]
        fitting = chain([*likely, *chosen]).chosen
        return [one for one in unknown if one.sure or (one in fitting and one.likely)]

    def call(self, rule: NoteRule, one: Candidate, note: FoundNote | None) -> None:
        """Keep a call."""
        self.made.calls.append(FoundCall(rule, Region(one.start, one.end), one.label, note))
        self.taken.update(range(one.start, one.end))

    def rivals(self, rivals: Iterable[tuple[Candidate, Candidate]], kind: str) -> None:
        """Report labels of which it cannot be told which is meant."""
        for taken, other in rivals:
            place = self.span(taken)
            found = LabelAmbiguous(
                self.span(other),
                kind=kind,
                label=self.leaves.text[other.start : other.end].strip(),
                place=f"{place.line}:{place.column}",
            )
            self.made.found.append(found)

    def span(self, one: Candidate) -> Span:
        """Return the place of a label."""
        return self.leaves.span(one.start, one.end)
