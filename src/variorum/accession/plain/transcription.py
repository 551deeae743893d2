"""One paper on its way into a transcript: head, pages, text, provenance, notes in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from variorum.accession.plain.copyist import COLUMNS, Copyist, Draft, form_work
from variorum.accession.plain.leaves import Region, without_parts
from variorum.accession.plain.notes import FoundNote
from variorum.accession.plain.papers import Datum, Form, Paper
from variorum.codecs.transcript.construct_call import quoted_value
from variorum.codecs.transcript.reading.block_lines import RULE
from variorum.codecs.transcript.reading.head import normal_key
from variorum.codecs.transcript.reading.paragraphs import BEHIND_CLOSING, CLOSING
from variorum.conventions.engine import compile_pattern
from variorum.conventions.papers import NoteRule
from variorum.findings.accession import NoteUncalled
from variorum.model import FieldKind, LineKind

REMARK = "a remark where it was found"
BEHIND = "a note behind its document, under its own label"
LAST = "a note behind its document"
LEAST_IN_COLUMNS = 2
"""How many lines with wide gaps make a list of a block of lines."""
SENTENCE = re.compile(r"[^\W\d_]{2}[”’»\"')\]]*[.!?…:;][”’»\"')\]]*$")
"""How a sentence ends, and no initial."""
FAR = 24
"""By how many blanks a line is set in that stands on the right of the page, as a name does."""


def is_remark(note: FoundNote) -> bool:
    """Return whether a note that nothing calls has no label and tells of the paper: it stays where it is."""
    return not note.label and note.rule.series == "textual"


def in_columns(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of blocks of which a third and more is set in columns: each stays a line."""
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].strip():
            continue
        block = [line.strip() for line in lines[start:end]]
        wide = sum(COLUMNS.search(line) is not None for line in block)
        if wide >= LEAST_IN_COLUMNS and wide * 3 >= len(block):
            yield from range(start, end)
        start = end + 1


def is_far(line: str, before: str) -> bool:
    """Return whether a line is set so far to the right of the one before that it is none of its paragraph."""
    return bool(line.strip()) and _indent(line) - _indent(before) >= FAR


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def transcribe(copyist: Copyist, paper: Paper) -> Draft:
    """Return a paper as a transcript."""
    return _Sheet(copyist, paper).draft()


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

    def draft(self) -> Draft:
        """Return the whole transcript."""
        self.head()
        text = self.copyist.leaves.text
        taken = [*self.paper.taken]
        notes = list(self.copyist.tied.of(self.paper.place))
        uncalled = self.copyist.uncalled(self.paper)
        taken += [Region(note.mark.start, note.words.end) for note in notes]
        taken += [form.place for form in self.copyist.forms if form.apart]
        source = self.source(notes)
        if source is not None:
            taken.append(source)
        left = list(without_parts(self.paper.place, taken))
        self.last = max((part.start for part in left if text[part.start : part.end].strip()), default=0)
        for index, leaf in enumerate(self.copyist.leaves.leaves):
            page = Region(max(leaf.start, self.paper.place.start), min(leaf.end, self.paper.place.end))
            if page.start >= page.end:
                continue
            parts = [part for part in without_parts(page, taken) if text[part.start : part.end].strip()]
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
            self.remarks += [n for n in uncalled if n.leaf == index and is_remark(n)]
        self.waiting("")
        if source is not None:
            self.provenance(source)
        self.add_last_words()
        for note in (*self.copyist.of(self.paper), *(one for one in uncalled if not is_remark(one))):
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

    def add_last_words(self) -> None:
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
        bare = " ".join(self.copyist.words(part) for part in without_parts(datum.place, calls)).strip()
        key = normal_key(datum.kind, bare, self.copyist.convention.forms())
        data = f" key={quoted_value(key)}" if key and datum.kind != FieldKind.TITLE else ""
        draft.put(f"{{field kind={datum.kind}{data}|", datum.place.start)
        draft.add(self.copyist.copy(datum.place))
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
            draft.put(f"{{page-break label={quoted_value(label)}}}", leaf.start)
        elif label is not None and not self.begun:
            draft.put(f"{{page-break generated=yes label={quoted_value(label)}}}", leaf.start)
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
        at = first = part.start
        waiting: list[Draft] = []
        lines = text[part.start : part.end].split("\n")
        columned = set(in_columns(lines))
        for number, line in enumerate(lines):
            place = Region(at, min(at + len(line), part.end))
            first = first if waiting else at
            at += len(line) + 1
            if not line.strip():
                self.lines(waiting, place.start)
                continue
            if line.lstrip().startswith("- "):
                self.lines(waiting, place.start)
            for cell in self.cells(place):
                waiting.append(self.line(cell, first=not waiting, columned=number in columned))
            behind = lines[number + 1] if number + 1 < len(lines) else ""
            following = behind.strip()
            of_list = number in columned and (COLUMNS.search(following) or not following[:1].islower())
            ended = of_list or is_far(behind, line) or self.ends(line.strip(), following)
            ended = ended and not self.goes_on(text[first : place.end], following)
            if ended or self.copyist.is_unwrapped(part):
                self.lines(waiting, place.end)
        self.lines(waiting, part.end)

    def ends(self, line: str, following: str) -> bool:
        """Return whether a paragraph ends with a line by its length."""
        rules = self.copyist.rules
        long = rules.long and len(line) > rules.long
        return bool(long or (len(line) < rules.short and not following[:1].islower()))

    def goes_on(self, words: str, following: str) -> bool:
        """Return whether lines that name an addressee go on with the next: "To the Minister / Comrade G.".

        A line with a number, as "To our No. 2006", names a paper.
        """
        addressee = {LineKind.ADDRESSEE}
        short = 0 < len(following) < self.copyist.rules.short
        stops = SENTENCE.search(following)
        if not short or stops or any(map(str.isdigit, words)) or self.kinds(words) != addressee:
            return False
        return not self.kinds(following) and self.kinds(f"{words}\n{following}") == addressee

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

    def line(self, place: Region, first: bool, columned: bool) -> Draft:
        """Return a line of running text; its beginning is no mark of a block."""
        text = self.copyist.leaves.text[place.start : place.end]
        start = place.start + len(text) - len(text.lstrip())
        end = place.end - (len(text) - len(text.rstrip()))
        draft = Draft()
        if first:
            for form in self.loose:
                draft.put(form_work(form, self.copyist.words(form.place)), form.place.start)
            self.loose.clear()
        inside = self.copyist.copy(Region(start, end), line=True, columned=columned)
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
        kinds = [self.kinds(self.copyist.words(part)) for part in parts]
        named = [LineKind.SIGNATURE in kind for kind in kinds]  # a name with a role behind it is none
        if len(parts) > 1 and (any(kind - {LineKind.SIGNATURE} for kind in kinds) or named[-1]):
            yield from parts
        else:
            yield place

    def kinds(self, words: str) -> set[LineKind]:
        """Return what set lines words may be."""
        rules = self.copyist.convention.layout.lines
        return {rule.kind for rule in rules if compile_pattern(rule.match).fullmatch(words)}

    # ---- notes and provenance

    def remark(self, note: FoundNote) -> None:
        """Add a note without label and call as a remark of the edition where it stands."""
        named = " ".join(self.copyist.words(note.words).split()[:4])
        self.copyist.found.append(NoteUncalled(self.copyist.span(note.words), note=named, where=REMARK))
        self.fenced(f"::: remark voice={note.rule.voice}", Region(note.mark.start, note.words.end))

    def note(self, note: FoundNote) -> None:
        """Add a note."""
        label = self.copyist.words(note.mark)
        rule: NoteRule = note.rule
        page: str | None = None
        if note.mark not in self.copyist.owners:
            place = self.copyist.span(note.mark if label else note.words)
            named = label or " ".join(self.copyist.words(note.words).split()[:4])
            self.copyist.found.append(NoteUncalled(place, note=named, where=BEHIND if label else LAST))
            page = self.copyist.layout.pages[note.leaf] if label and rule.begins == "foot" else None
        name = self.copyist.name_of(note, self.paper.id)
        data = f" id={name}" + (f" series={rule.series}" if rule.series != "editorial" else "")
        data += f" voice={rule.voice}" if rule.voice != "editor" else ""
        data += f" rend={quoted_value(label)}" if label and label != name else ""
        data += f" also={quoted_value(f'page={page}')}" if page else ""
        if data == f" id={name}":
            self.copyist.balance(note.words)
            draft = Draft()
            draft.put(f"[^{name}]: ", note.mark.start)
            draft.add(self.copyist.copy(self.trimmed(note.words)))
            self.block(draft, note.mark.start)
            return
        self.fenced(f"::: note{data}", note.words)

    def fenced(self, head: str, place: Region) -> None:
        """Add words in a block construct."""
        self.copyist.balance(place)
        draft = Draft()
        draft.put(f"{head}\n", place.start)
        inside = self.copyist.copy(self.trimmed(place))
        if inside.text.startswith(("#", ":::", "- ")):
            draft.put("\\", place.start)
        draft.add(inside)
        draft.put("\n:::", place.end)
        self.block(draft, place.start)

    def trimmed(self, place: Region) -> Region:
        """Return a stretch without white space and words of the page at its ends."""
        forms = [form.place for form in self.copyist.forms if form.apart]
        parts = [p for p in without_parts(place, forms) if self.copyist.leaves.text[p.start : p.end].strip()]
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
            inside.add(self.copyist.copy(Region(at, datum.place.start)))
            self.datum(inside, datum)
            at = datum.place.end
        inside.add(self.copyist.copy(Region(at, place.end)))
        draft.put("\n", source.start)
        draft.add(inside)
        draft.put("\n:::", source.end)
        self.block(draft, source.start)
