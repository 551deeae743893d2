"""Copying a paper into a transcript: its words as they stand, what was found in them as constructs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from variorum.conventions import ConventionSet
from variorum.conventions.engine import compiled
from variorum.conventions.plain import NoteRule, PlainRules
from variorum.diagnostics import Code, Diagnostic
from variorum.model import FieldKind
from variorum.readers.construct import quoted
from variorum.readers.head import normal_key
from variorum.readers.lines import RULE
from variorum.readers.plain.leaves import Leaves, Region, without
from variorum.readers.plain.notes import FoundCall, FoundNote, Tied
from variorum.readers.plain.papers import Datum, Form, Layout, Paper
from variorum.readers.prose import BEHIND_CLOSING, CLOSING

MARKS = {"\\": "\\", "|": "|", "}": "}", "*": "*", "^": "^", "~~": "~", "<u>": "<"}
"""The marks of a transcript by which they are told in a set, and the character that is escaped for each."""

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
    tied: Tied
    convention: ConventionSet
    rules: PlainRules
    seen: set[int] = field(default_factory=set)
    """The leaves whose page mark has been written."""
    found: list[Diagnostic] = field(default_factory=list)
    unbalanced: set[int] = field(default_factory=set)
    spots: dict[int, FoundCall | Form] = field(default_factory=dict)
    owners: dict[Region, str] = field(default_factory=dict)
    """The id of the paper that calls a note first, by the place of the note's label."""
    names: dict[Region, str] = field(default_factory=dict)
    """The id of each called note, which is its own in the paper."""
    forms: tuple[Form, ...] = ()

    def __post_init__(self) -> None:
        headings = (Form(place, "notes-heading", apart=True) for place in self.tied.headings)
        self.forms = tuple(sorted((*self.layout.forms, *headings), key=lambda form: form.place))
        used: set[tuple[str, str]] = set()
        for call in self.tied.calls:
            self.spots[call.place.start] = call
            note = call.note
            if note is None:
                self.report(Code.CALL_UNANSWERED, call.place, call=self.words(call.place))
            elif note.mark not in self.owners:
                paper = next(p.id for p in self.layout.papers if call.place.start in p.place)
                name = note.id if (paper, note.id) not in used else f"{note.id}-{note.leaf + 1}"
                used.add((paper, name))
                self.owners[note.mark], self.names[note.mark] = paper, name
        for form in self.forms:
            self.spots[form.place.start] = form

    def words(self, place: Region) -> str:
        """Return the characters of a stretch, on one line."""
        return " ".join(self.leaves.text[place.start : place.end].split())

    def report(self, code: Code, place: Region, **facts: str) -> None:
        """Keep a finding about a stretch."""
        self.found.append(Diagnostic.of(code, self.leaves.span(place.start, place.end), **facts))

    # ---- a paper

    def paper(self, paper: Paper) -> Draft:
        """Return a paper as a transcript."""
        sheet = _Sheet(self, paper)
        return sheet.written()

    def of(self, paper: Paper) -> list[FoundNote]:
        """Return the notes that a paper calls first."""
        return [note for note in self.tied.notes if self.owners.get(note.mark) == paper.id]

    # ---- words

    def copied(self, place: Region, line: bool = False) -> Draft:
        """Return the words of a stretch with what was found in them; `line` guards the beginning."""
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
                wide = line and len(gap.group()) >= 3 and "\n" not in gap.group()
                made.put(WIDE if wide else " ", at)
                at = gap.end()
                continue
            if at in self.unbalanced or self.is_mark(at):
                made.put("\\", at)
            made.put(text[at], at)
            at += 1
        return made

    def is_mark(self, at: int) -> bool:
        """Return whether a character would be a mark of the transcript that it is not here."""
        text = self.leaves.text
        character = text[at]
        if character in "\\|}*^":
            return character not in self.rules.marks
        if character == "~":
            return "~" in (text[at - 1 : at], text[at + 1 : at + 2]) and "~~" not in self.rules.marks
        if character == "<":
            return text.startswith(("<u>", "</u>"), at) and "<u>" not in self.rules.marks
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
        rend = "" if printed == standard else f" rend={quoted(printed)}"
        made.put(f"{{note-ref note={name}{rend}}}" if rend else f"[^{name}]", at)

    def balance(self, place: Region) -> None:
        """Find the brackets of a stretch that have no partner in it; they are characters, and reported."""
        opened: list[int] = []
        covered = [call.place for call in self.tied.calls if place.start <= call.place.start < place.end]
        for part in without(place, covered):
            for at in range(part.start, part.end):
                if self.leaves.text[at] == "[":
                    opened.append(at)
                elif self.leaves.text[at] == "]" and opened:
                    opened.pop()
                elif self.leaves.text[at] == "]":
                    self.lone(Code.UNOPENED_BRACKET, at, "]", "[")
        for at in opened:
            self.lone(Code.UNCLOSED_BRACKET, at, "[", "]")

    def lone(self, code: Code, at: int, mark: str, partner: str) -> None:
        """Keep a bracket without a partner as a character."""
        if at not in self.unbalanced:
            self.unbalanced.add(at)
            key = "close" if mark == "[" else "open"
            self.report(code, Region(at, at + 1), mark=mark, **{key: partner})


def form_work(form: Form, words: str) -> str:
    """Return words of the page as a construct."""
    inside = re.sub(r"[\\\[\]{}|*^~<]", r"\\\g<0>", words)
    return f"{{form-work kind={quoted(form.kind)}|{inside}}}"


@dataclass(slots=True)
class _Sheet:
    """One paper on its way into a transcript."""

    copyist: Copyist
    paper: Paper
    made: Draft = field(default_factory=Draft)
    loose: list[Form] = field(default_factory=list)
    remarks: list[FoundNote] = field(default_factory=list)
    trailing: list[Form] = field(default_factory=list)
    """Words of the page behind the last words of the text."""
    last: int = 0
    begun: bool = False

    def written(self) -> Draft:
        """Return the whole transcript."""
        self.head()
        text = self.copyist.leaves.text
        taken = [*self.paper.taken]
        notes = list(self.copyist.tied.of(self.paper.place))
        taken += [Region(note.mark.start, note.words.end) for note in notes]
        taken += [form.place for form in self.copyist.forms if form.apart]
        source = self.source(notes)
        if source is not None:
            taken.append(source)
        left = list(without(self.paper.place, taken))
        self.last = max((part.start for part in left if text[part.start : part.end].strip()), default=0)
        for index, leaf in enumerate(self.copyist.leaves.leaves):
            page = Region(max(leaf.start, self.paper.place.start), min(leaf.end, self.paper.place.end))
            if page.start >= page.end:
                continue
            parts = [part for part in without(page, taken) if text[part.start : part.end].strip()]
            if parts:
                self.waiting(text[parts[0].start : parts[0].end])
                self.page(index)
                for part in parts:
                    self.copyist.balance(part)
                    self.body(part)
            elif (
                self.paper.place.end >= leaf.end
                and not self.is_last(index, source)
                and any(form.apart and form.place.start in page for form in self.copyist.forms)
            ):
                self.page(index)
            self.remarks += [n for n in notes if n.leaf == index and n.mark not in self.copyist.owners]
        self.waiting("")
        if source is not None:
            self.provenance(source)
        self.behind()
        for note in self.copyist.of(self.paper):
            self.note(note)
        return self.made

    def source(self, notes: Sequence[FoundNote]) -> Region | None:
        """Return the provenance: where notes follow in the same file, all that stands before them."""
        source = self.paper.source
        if source is None:
            return None
        behind = [n.mark.start for n in notes if n.rule.begins == "source" and n.mark.start >= source.end]
        return Region(source.start, min(behind)) if behind else self.to_end(source)

    def to_end(self, source: Region) -> Region:
        """Return a provenance that goes on to the end of the paper, if that has notes behind it."""
        rules = self.copyist.convention.layout.notes
        if not any(rule.begins == "source" for rule in rules):
            return source
        return Region(source.start, self.paper.place.end)

    def is_last(self, index: int, source: Region | None) -> bool:
        """Return whether a page holds the provenance, with which its mark is written."""
        return source is not None and self.copyist.leaves.index(source.start) == index

    def behind(self) -> None:
        """Add the words of the page that stand behind all others to the last block."""
        closed = self.made.text.endswith("\n:::")
        end = Draft()
        if closed:
            end.put(self.made.parts.pop(), self.made.origins[-1])
            del self.made.origins[-4:]
        for form in self.trailing:
            self.made.put(" " + form_work(form, self.copyist.words(form.place)), form.place.start)
        self.made.add(end)

    # ---- blocks

    def block(self, draft: Draft, origin: int) -> None:
        """Add a block behind a blank line."""
        if draft.text.strip():
            if self.made.origins:
                self.made.put("\n\n", origin)
            self.made.add(draft)

    def head(self) -> None:
        """Add the head as a construct, a paragraph for each line."""
        if not self.paper.head:
            return
        start = self.paper.place.start
        self.made.put("::: head", start)
        for line in self.paper.head:
            draft = Draft()
            draft.put("::: paragraph\n", line[0].place.start)
            for at, datum in enumerate(line):
                if at:
                    draft.put(" ", datum.place.start)
                self.datum(draft, datum)
            draft.put("\n:::", line[-1].place.end)
            self.block(draft, line[0].place.start)
        self.made.put("\n:::", start)

    def datum(self, draft: Draft, datum: Datum) -> None:
        """Add a datum with its normal form."""
        self.copyist.balance(datum.place)
        calls = [call.place for call in self.copyist.tied.calls]
        bare = " ".join(self.copyist.words(part) for part in without(datum.place, calls)).strip()
        key = normal_key(datum.kind, bare)
        data = f" key={quoted(key)}" if key and datum.kind != FieldKind.TITLE else ""
        draft.put(f"{{field kind={datum.kind}{data}|", datum.place.start)
        draft.add(self.copyist.copied(datum.place))
        draft.put("}", datum.place.end)

    def page(self, index: int) -> None:
        """Add the mark of a page with the words of the page, the first time anything of it is written."""
        leaf = self.copyist.leaves.leaves[index]
        label = self.copyist.layout.pages[index]
        new = index not in self.copyist.seen
        forms = [
            form for form in self.copyist.forms if form.apart and leaf.start <= form.place.start <= leaf.end
        ]
        self.copyist.seen.add(index)
        draft = Draft()
        if label is not None and new:
            draft.put(f"{{page-break label={quoted(label)}}}", leaf.start)
        elif label is not None and not self.begun:
            draft.put(f"{{page-break generated=yes label={quoted(label)}}}", leaf.start)
        if new and label is not None:
            for form in forms:
                draft.put(form_work(form, self.copyist.words(form.place)), form.place.start)
        elif new:
            first = [form for form in forms if form.place.start < self.last]
            self.loose.extend(first)
            self.trailing = [form for form in forms if form not in first]
        self.begun = True
        self.block(draft, leaf.start)

    def body(self, part: Region) -> None:
        """Add running text, its lines as they stand."""
        text = self.copyist.leaves.text
        at = part.start
        waiting: list[Draft] = []
        lines = text[part.start : part.end].split("\n")
        for number, line in enumerate(lines):
            place = Region(at, min(at + len(line), part.end))
            at += len(line) + 1
            if not line.strip():
                self.lines(waiting, place.start)
                continue
            if line.lstrip().startswith("- "):
                self.lines(waiting, place.start)
            for cell in self.cells(place):
                waiting.append(self.line(cell, first=not waiting))
            if self.ends(line.strip(), lines[number + 1].lstrip() if number + 1 < len(lines) else ""):
                self.lines(waiting, place.end)
        self.lines(waiting, part.end)

    def ends(self, line: str, following: str) -> bool:
        """Return whether a paragraph ends with a line by its length."""
        rules = self.copyist.rules
        long = rules.long and len(line) > rules.long
        return bool(long or (len(line) < rules.short and not following[:1].islower()))

    def waiting(self, following: str) -> None:
        """Add the notes that nothing calls; where a sentence goes on over the page they wait for its end."""
        bare = self.made.text[-200:].rstrip(BEHIND_CLOSING)
        goes_on = bool(bare) and bare[-1] not in CLOSING and following.lstrip()[:1].islower()
        if not goes_on:
            self.uncalled()

    def uncalled(self) -> None:
        """Add the notes that nothing calls."""
        notes, self.remarks = self.remarks, []
        for note in notes:
            self.remark(note)

    def lines(self, waiting: list[Draft], origin: int) -> None:
        """Add the lines of a paragraph."""
        draft = Draft()
        for at, line in enumerate(waiting):
            if at:
                draft.put("\n", origin)
            draft.add(line)
        waiting.clear()
        self.block(draft, origin)
        if draft.text.strip():
            self.uncalled()

    def line(self, place: Region, first: bool) -> Draft:
        """Return a line of running text; its beginning is no mark of a block."""
        text = self.copyist.leaves.text[place.start : place.end]
        start = place.start + len(text) - len(text.lstrip())
        end = place.end - (len(text) - len(text.rstrip()))
        draft = Draft()
        if first:
            for form in self.loose:
                draft.put(form_work(form, self.copyist.words(form.place)), form.place.start)
            self.loose.clear()
        inside = self.copyist.copied(Region(start, end), line=True)
        if inside.text.startswith(("#", ":::", "- ")) or RULE.match(inside.text):
            draft.put("\\", start)
        draft.add(inside)
        return draft

    def cells(self, place: Region) -> Iterator[Region]:
        """Yield the columns of a line where one of them is a set line by itself, else the whole line."""
        text = self.copyist.leaves.text[place.start : place.end]
        parts: list[Region] = []
        at = 0
        for gap in COLUMNS.finditer(text):
            if text[at : gap.start()].strip():
                parts.append(Region(place.start + at, place.start + gap.start()))
            at = gap.end()
        if text[at:].strip():
            parts.append(Region(place.start + at, place.end))
        rules = self.copyist.convention.layout.lines
        words = [self.copyist.words(part) for part in parts]
        known = any(compiled(rule.match).fullmatch(word) for word in words for rule in rules)
        if len(parts) > 1 and known:
            yield from parts
        else:
            yield place

    # ---- notes and provenance

    def remark(self, note: FoundNote) -> None:
        """Add a note that nothing calls as a remark of the edition where it stands."""
        label = (note.label or "").strip()
        named = label or " ".join(self.copyist.words(note.words).split()[:4])
        self.copyist.report(Code.NOTE_UNCALLED, note.mark if label else note.words, note=named)
        self.fenced(f"::: remark voice={note.rule.voice}", Region(note.mark.start, note.words.end))

    def note(self, note: FoundNote) -> None:
        """Add a note."""
        label = (note.label or "").strip()
        rule: NoteRule = note.rule
        name = self.copyist.names[note.mark]
        data = f" id={name}" + (f" series={rule.series}" if rule.series != "editorial" else "")
        data += f" voice={rule.voice}" if rule.voice != "editor" else ""
        data += f" rend={quoted(label)}" if label != name else ""
        if data == f" id={name}":
            self.copyist.balance(note.words)
            draft = Draft()
            draft.put(f"[^{name}]: ", note.mark.start)
            draft.add(self.copyist.copied(self.trimmed(note.words)))
            self.block(draft, note.mark.start)
            return
        self.fenced(f"::: note{data}", note.words)

    def fenced(self, head: str, place: Region) -> None:
        """Add words in a block construct."""
        self.copyist.balance(place)
        draft = Draft()
        draft.put(f"{head}\n", place.start)
        inside = self.copyist.copied(self.trimmed(place))
        if inside.text.startswith(("#", ":::", "- ")):
            draft.put("\\", place.start)
        draft.add(inside)
        draft.put("\n:::", place.end)
        self.block(draft, place.start)

    def trimmed(self, place: Region) -> Region:
        """Return a stretch without white space and words of the page at its ends."""
        forms = [form.place for form in self.copyist.forms if form.apart]
        parts = [p for p in without(place, forms) if self.copyist.leaves.text[p.start : p.end].strip()]
        if not parts:
            return Region(place.start, place.start)
        text = self.copyist.leaves.text
        start, end = parts[0].start, parts[-1].end
        return Region(
            start + len(text[start:end]) - len(text[start:end].lstrip()),
            end - (len(text[start:end]) - len(text[start:end].rstrip())),
        )

    def provenance(self, source: Region) -> None:
        """Add the provenance as the closing note, its data marked."""
        index = self.copyist.leaves.index(source.start)
        fresh = index not in self.copyist.seen
        draft = Draft()
        draft.put("::: closing-note", source.start)
        self.copyist.balance(source)
        place = self.trimmed(source)
        inside = Draft()
        if fresh:
            kept, self.made = self.made, Draft()
            self.page(index)
            inside.add(self.made)
            self.made = kept
            inside.put("\n\n", source.start)
        at = place.start
        for datum in self.paper.data:
            inside.add(self.copyist.copied(Region(at, datum.place.start)))
            self.datum(inside, datum)
            at = datum.place.end
        inside.add(self.copyist.copied(Region(at, place.end)))
        draft.put("\n", source.start)
        draft.add(inside)
        draft.put("\n:::", source.end)
        self.block(draft, source.start)
