"""Copying a paper into a transcript: its words as they stand, what was found in them as constructs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, count

from variorum.accession.plain.counting import normal
from variorum.accession.plain.leaves import Leaves, Region, without_parts
from variorum.accession.plain.notes import FoundCall, FoundNote, NoteTies
from variorum.accession.plain.papers import Form, Layout, Paper
from variorum.accession.unwrapped import has_lines_as_paragraphs
from variorum.codecs.transcript.construct_call import quoted_value
from variorum.conventions import ConventionSet
from variorum.conventions.papers import PlainRules
from variorum.findings import Diagnostic
from variorum.findings.accession import CallUnanswered
from variorum.findings.marks import UnclosedBracket, UnopenedBracket
from variorum.source import Span

CALL = re.compile(r"\[\^[^\s\[\]^]+\]")
"""Characters that would call a note in a transcript, and do not in a text as found."""

COLUMNS = re.compile(r"[ \t]{3,}")
WIDE = "\N{EM SPACE}"
"""Stands for a wide gap in a line, which parts columns."""


@dataclass(slots=True)
class Draft:
    """Characters of a transcript, and where each came from."""

    parts: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    def put(self, text: str, origin: int) -> None:
        """Add characters that stand for one place."""
        self.parts.append(text)
        self.origins.extend([origin] * len(text))

    def drop_blank(self) -> None:
        """Take away a blank at the end: what comes next stands close to the word before."""
        if self.parts and self.parts[-1] == " ":
            self.parts.pop()
            self.origins.pop()

    def add(self, other: Draft) -> None:
        """Add another draft."""
        self.parts.extend(other.parts)
        self.origins.extend(other.origins)

    @property
    def text(self) -> str:
        """Return the characters."""
        return "".join(self.parts)


@dataclass(slots=True)
class Copyist:
    """Copies the papers of one import, one after the other."""

    leaves: Leaves
    layout: Layout
    tied: NoteTies
    convention: ConventionSet
    rules: PlainRules
    seen: set[int] = field(default_factory=set)
    """The leaves whose page mark has been written."""
    found: list[Diagnostic] = field(default_factory=list)
    literal: set[int] = field(default_factory=set)
    """Marks that are characters: brackets without a partner, and what would be a call in a transcript."""
    spots: dict[int, FoundCall | Form] = field(default_factory=dict)
    owners: dict[Region, str] = field(default_factory=dict)
    """The id of the paper that calls a note first, by the place of the note's label."""
    shared: dict[Region, str] = field(default_factory=dict)
    """The id of the paper that has a note which nothing calls, where one page has several under one label."""
    names: dict[Region, str] = field(default_factory=dict)
    """The id of each note, which is its own in the paper."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """The ids of papers, each with that of one of its notes."""
    unwrapped: dict[str, bool] = field(default_factory=dict)
    """Whether each line of a file is a paragraph, by its path."""
    forms: tuple[Form, ...] = ()
    marks: frozenset[str] = frozenset()
    """The marks of a transcript that are signs in these texts too; all others are characters."""

    def __post_init__(self) -> None:
        reads = (read.mark or "" for sign in self.convention.signs for read in sign.read)
        self.marks = frozenset((*self.rules.marks, *(pair[0] for pair in reads if len(pair) == 2)))
        for mark in CALL.finditer(self.leaves.text):
            self.literal.update((mark.start(), mark.start() + 1, mark.end() - 1))
        headings = (Form(place, "notes-heading", apart=True) for place in self.tied.headings)
        self.forms = tuple(sorted((*self.layout.forms, *headings), key=lambda form: form.place))
        for call in self.tied.calls:
            self.spots[call.place.start] = call
            note = call.note
            if note is None:
                self.found.append(CallUnanswered(self.span(call.place), call=self.words(call.place)))
            elif note.mark not in self.owners:
                paper = next(p.id for p in self.layout.papers if call.place.start in p.place)
                self.owners[note.mark] = paper
                self.name_of(note, paper)
        for form in self.forms:
            self.spots[form.place.start] = form
        self.share()

    def share(self) -> None:
        """Give each paper that begins on a page its own of its notes under one label that nothing calls.

        So it is with two stamps on the first sheets of two papers, if there are as many notes as papers.
        """
        alike: dict[tuple[int, str, str], list[FoundNote]] = {}
        for note in self.tied.notes:
            if note.label and note.rule.begins == "foot" and note.mark not in self.owners:
                alike.setdefault((note.leaf, note.rule.id, normal(note.label)), []).append(note)
        for (leaf, *_), notes in alike.items():
            page = self.leaves.leaves[leaf]
            papers = [paper for paper in self.layout.papers if page.start <= paper.place.start < page.end]
            if len(papers) == len(notes) > 1:
                for note, paper in zip(notes, papers, strict=True):
                    self.shared[note.mark] = paper.id

    def words(self, place: Region) -> str:
        """Return the characters of a stretch, on one line."""
        return " ".join(self.leaves.text[place.start : place.end].split())

    def span(self, place: Region) -> Span:
        """Return the place of a stretch in its file."""
        return self.leaves.span(place.start, place.end)

    def is_unwrapped(self, place: Region) -> bool:
        """Return whether each line of the file in which words stand is a paragraph."""
        source = self.leaves.leaves[self.leaves.index(place.start)].source
        if source.path not in self.unwrapped:
            self.unwrapped[source.path] = has_lines_as_paragraphs(source.text)
        return self.unwrapped[source.path]

    def name_of(self, note: FoundNote, paper: str) -> str:
        """Return the id of a note in a paper: its own, or one that no other note of it has."""
        if note.mark not in self.names:
            own = note.id or "uncalled"
            tried = (f"{own}-{note.leaf + 1}{'' if at == 1 else f'-{at}'}" for at in count(1))
            name = next(one for one in chain([own], tried) if (paper, one) not in self.used)
            self.used.add((paper, name))
            self.names[note.mark] = name
        return self.names[note.mark]

    def of(self, paper: Paper) -> list[FoundNote]:
        """Return the notes that a paper calls first."""
        return [note for note in self.tied.notes if self.owners.get(note.mark) == paper.id]

    def uncalled(self, paper: Paper) -> list[FoundNote]:
        """Return the notes of a paper that nothing calls: those that stand in it, or are shared to it."""
        return [
            note
            for note in self.tied.notes
            if note.mark not in self.owners
            and self.shared.get(note.mark, paper.id if note.mark.start in paper.place else "") == paper.id
        ]

    # ---- words

    def copy(self, place: Region, line: bool = False, columned: bool = False) -> Draft:
        """Return the words of a stretch with what was found in them; `line` keeps gaps, as those of columns.

        In lines that are `columned` two blanks are a gap too, but behind a stop.
        """
        made = Draft()
        text = self.leaves.text
        at = place.start
        while at < place.end:
            spot = self.spots.get(at)
            if spot is not None and spot.place.end <= place.end:
                if isinstance(spot, FoundCall):
                    if spot.note is not None and text[spot.place.end : spot.place.end + 1].isspace():
                        made.drop_blank()
                    self.put_call(made, spot)
                elif not spot.apart:
                    made.put(form_work(spot, self.words(spot.place)), at)
                at = spot.place.end
                continue
            gap = re.compile(r"[ \t\r\n\f]+").match(text, at, place.end)
            if gap is not None:
                least = 2 if columned and text[at - 1 : at] not in ".!?:" else 3
                wide = line and len(gap.group()) >= least and "\n" not in gap.group()
                made.put(WIDE if wide else " ", at)
                at = gap.end()
                continue
            if at in self.literal or self.is_mark(at):
                made.put("\\", at)
            made.put(text[at], at)
            at += 1
        return made

    def is_mark(self, at: int) -> bool:
        """Return whether a character would be a mark of the transcript that it is not here."""
        text = self.leaves.text
        character = text[at]
        if character in "\\|}*^":
            return character not in self.marks
        if character == "~":
            return "~" in (text[at - 1 : at], text[at + 1 : at + 2]) and "~~" not in self.marks
        if character == "<":
            return text.startswith(("<u>", "</u>"), at) and "<u>" not in self.marks
        return character == "{" and text[at + 1 : at + 2].islower()

    def put_call(self, made: Draft, call: FoundCall) -> None:
        """Add a call; one without a note stands as printed, raised if only its look made it a call."""
        at, printed = call.place.start, self.words(call.place)
        if call.note is None:
            plain = printed.isascii() and printed.isalnum()
            made.put(f"^{printed}^" if plain else "".join(f"\\{c}" if c in "[]*" else c for c in printed), at)
            return
        name = self.names[call.note.mark]
        standard = call.rule.sign.format_map({"label": (call.note.label or "").strip()})
        rend = "" if printed == standard else f" rend={quoted_value(printed)}"
        made.put(f"{{note-ref note={name}{rend}}}" if rend else f"[^{name}]", at)

    def balance(self, place: Region) -> None:
        """Find the brackets of a stretch that have no partner in it; they are characters, and reported."""
        opened: list[int] = []
        places = (*(call.place for call in self.tied.calls), *(form.place for form in self.forms))
        covered = [one for one in places if place.start <= one.start < place.end]
        for part in without_parts(place, covered):
            for at in range(part.start, part.end):
                if at in self.literal:
                    continue
                if self.leaves.text[at] == "[":
                    opened.append(at)
                elif self.leaves.text[at] == "]" and opened:
                    opened.pop()
                elif self.leaves.text[at] == "]":
                    self.lone(at, UnopenedBracket(self.leaves.span(at, at + 1), mark="]", open="["))
        for at in opened:
            self.lone(at, UnclosedBracket(self.leaves.span(at, at + 1), mark="[", close="]"))

    def lone(self, at: int, finding: Diagnostic) -> None:
        """Keep a bracket without a partner as a character."""
        if at not in self.literal:
            self.literal.add(at)
            self.found.append(finding)


def form_work(form: Form, words: str) -> str:
    """Return words of the page as a construct."""
    inside = re.sub(r"[\\\[\]{}|*^~<]", r"\\\g<0>", words)
    return f"{{form-work kind={quoted_value(form.kind)}|{inside}}}"
