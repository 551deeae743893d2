"""The report of a reading: for each file what was read, what was left out and why, what needs a human eye."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from variorum.accession.document_ids import file_names
from variorum.account.imports.balance import ImportAccount
from variorum.conventions import ConventionSet, Decision
from variorum.doors import Accession
from variorum.extract import NO_LOOKS, words
from variorum.findings import Diagnostic, Severity
from variorum.findings.accession import NoteUncalled
from variorum.findings.transcript import NoteUnused
from variorum.manuscript import LeftOut
from variorum.model import Document, Line, LineKind, PageBreak, walk

WHOLE_PATH = re.compile(r"(?<![\w.~/:-])(?:/|(?:\.\./)+|[A-Za-z]:/)(?:[^/\s“”`]+/)+(?=[^/\s“”`])")
SHOWN = 40
"""How many lines of one kind are written out; the rest are counted."""
KINDS = 12
"""How many kinds of findings stand at the beginning."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What has become of a file: its documents in the edition, their signs, and all that was found in it.

    `account` holds the words of the file against those of its transcript, where the account knows such files.
    """

    taken: Accession
    documents: tuple[Document, ...]
    signs: tuple[tuple[str, int], ...]
    found: tuple[Diagnostic, ...]
    account: ImportAccount | None = None

    @property
    def words(self) -> int:
        """Return the number of words that were read, notes among them."""
        return sum(len(words([(walk.plain(document), NO_LOOKS, None)])) for document in self.documents)

    @property
    def notes(self) -> int:
        """Return the number of notes that are printed."""
        return sum(not note.is_query for document in self.documents for note in document.notes)

    @property
    def queries(self) -> int:
        """Return the number of queries, which no page prints."""
        return sum(note.is_query for document in self.documents for note in document.notes)

    @property
    def pages(self) -> int:
        """Return the number of marks of original pages."""
        nodes = (node for document in self.documents for node in walk.descend(document))
        return sum(1 for node in nodes if isinstance(node, PageBreak) and not node.generated)

    @property
    def left_out(self) -> int:
        """Return the number of words that were left out."""
        return sum(one.words for one in self.taken.left_out)

    @property
    def for_eye(self) -> tuple[Diagnostic, ...]:
        """Return the findings that someone should look at, besides words that do not balance."""
        return tuple(one for one in self.found if one.severity is not Severity.INFO)

    @property
    def unbalanced(self) -> tuple[Diagnostic, ...]:
        """Return the findings of words that are lost, or too many."""
        return self.account.faults if self.account is not None else ()


def reading(
    taken: Accession,
    documents: Sequence[Document],
    decisions: Mapping[str, Sequence[Decision]],
    found: Sequence[Diagnostic],
    convention: ConventionSet,
) -> Reading:
    """Return what has become of a file, given all documents and findings of the edition."""
    own = tuple(one for one in documents if one.span is not None and one.span.path == taken.file)
    own = own or tuple(one for one in documents if one.id == taken.id)
    titles = {sign.id: sign.title for sign in convention.signs}
    count = Counter(
        titles.get(one.sign, one.sign) for document in own for one in decisions.get(document.id, ())
    )
    here = [one for one in found if one.span is not None and one.span.path == taken.file]
    # What was found in the file that was given need not be told again of the document that was made of it.
    told = {(type(one), one.facts) for one in taken.found}
    uncalled = any(isinstance(one, NoteUncalled) for one in taken.found)
    fresh = [
        one
        for one in here
        if (type(one), one.facts) not in told and not (uncalled and isinstance(one, NoteUnused))
    ]
    return Reading(taken, own, tuple(count.most_common()), tuple(dict.fromkeys((*taken.found, *fresh))))


def markdown(
    title: str, readings: Sequence[Reading], passed: Sequence[Diagnostic], rest: Sequence[Diagnostic]
) -> str:
    """Return the report as a text that can be read as it is; `rest` are findings of the whole."""
    lines = [f"# {title}: what was read"]
    lines += _unbalanced(readings)
    lines += _first(readings, rest)
    lines += ["", "## The files", ""]
    lines += ["| document | from | kind | words | notes | page marks | words left out | for your eye |"]
    lines += ["|---|---|---|---:|---:|---:|---:|---:|"]
    lines += [f"| {' | '.join(map(barred, row(one)))} |" for one in readings]
    for one in readings:
        lines += ["", *_file(one)]
    if passed:
        lines += ["", "## Passed over", ""]
        lines += [f"- {without_folders(one.message)}" for one in passed]
    if rest:
        lines += ["", "## The edition as a whole", ""]
        lines += list(_findings(rest))
    return "\n".join(lines) + "\n"


def _first(readings: Sequence[Reading], rest: Sequence[Diagnostic]) -> Iterator[str]:
    """Yield what to look at first: of each kind of finding one, with the number of the others."""
    kinds: dict[str, list[str]] = {}
    for one in readings:
        lineless = "" if one.taken.kind.has_lines else one.taken.name
        for each in one.for_eye:
            kinds.setdefault(each.slug, []).append(f"{place(each, lineless)}{without_folders(each.message)}")
    for each in rest:
        kinds.setdefault(each.slug, []).append(f"{place(each, '')}{without_folders(each.message)}")
    yield from ("", "## For your eye", "")
    if not kinds:
        yield "Nothing but the comparison with the sources."
    for said in list(kinds.values())[:KINDS]:
        others = len(said) - 1
        more = f", and {others} more like it" if others else ""
        yield f"- {said[0]}{more}"
    if len(kinds) > KINDS:
        others = sum(map(len, list(kinds.values())[KINDS:]))
        yield f"- and {count_of(others, 'finding')} of other kinds, below"


def _unbalanced(readings: Sequence[Reading]) -> Iterator[str]:
    """Yield what does not balance, before all else: words that are lost, or too many."""
    for one in readings:
        if one.unbalanced:
            yield from ("", f"## Words of {file_names(one.taken.name)} that are not accounted for", "")
            yield from _findings(one.unbalanced, "" if one.taken.kind.has_lines else one.taken.name)


def row(one: Reading) -> tuple[str, ...]:
    """Return the line of a file in the table: its documents, its name, its kind, and the counts."""
    count = sum(each.matter is None for each in one.documents)
    documents = one.taken.id if count < 2 else f"{one.taken.id} ({count} documents)"
    counts = (one.words, one.notes, one.pages, one.left_out, len(one.unbalanced) + len(one.for_eye))
    return (documents, file_names(one.taken.name), one.taken.kind.name, *map(str, counts))


def barred(words: str) -> str:
    """Return words for a cell of a table."""
    return words.replace("|", "\\|")


def _file(one: Reading) -> Iterator[str]:
    taken = one.taken
    yield f"## {taken.title or taken.id}"
    yield ""
    known = taken.known_set
    by = f", read by the set `{known.name}`, for {known.reason}" if known.name else ""
    yield f"`{file_names(taken.name)}`, {taken.kind.singular}, is now `{taken.file}`{by}."
    if taken.language_reason:
        yield f"Its language is {', '.join(taken.languages)}, for {taken.language_reason}."
    for said in taken.said:
        yield f"{said[:1].upper()}{said[1:].rstrip('.')}."
    if one.account is not None:
        yield ""
        yield accounted(one.account)
    if one.queries:
        yield ""
        yield f"Queries that stand open, which no page prints: {one.queries}."
    if one.signs:
        yield ""
        signs = ", ".join(f"{title} ({count})" for title, count in one.signs)
        yield f"Signs that were read: {signs}."
    yield from _besides(one)
    yield ""
    if one.for_eye:
        yield "For your eye:"
        yield ""
        yield from _findings(one.for_eye, "" if taken.kind.has_lines else taken.name)
    else:
        yield "Nothing here needs your eye but the comparison with the source."


def _besides(one: Reading) -> Iterator[str]:
    """Yield what the words of a transcript do not show: what was left out, links, pictures, guesses."""
    taken = one.taken
    if taken.left_out:
        yield ""
        yield "Left out, as no part of the text:"
        yield ""
        yield from capped([left_line(left, taken.kind.has_lines) for left in taken.left_out])
    if taken.links:
        yield ""
        yield "Links, whose words are in the text and whose addresses are not:"
        yield ""
        yield from capped([f"- “{words}”: {address}" for address, words in taken.links])
    if taken.explained:
        yield ""
        yield "Explanations that pop up over words and are not in the text:"
        yield ""
        yield from capped([f"- {short}: {explained}" for short, explained in taken.explained])
    if taken.unplaced:
        yield ""
        counts = ", ".join(f"{name} ({count})" for name, count in taken.unplaced)
        yield f"Elements without a place in the model, their words kept where they are text: {counts}."
    if taken.pictures:
        yield ""
        yield f"Pictures: {', '.join(f'`{name}`' for name, _ in taken.pictures)}."
    titles = list(guessed_titles(one)) if taken.is_transcript else []
    if titles:
        yield ""
        yield "Titles taken by guess, short paragraphs before the text:"
        yield ""
        yield from capped([f"- “{' '.join(words.split())}”" for words in titles])


def guessed_titles(one: Reading) -> Iterator[str]:
    """Yield the words of lines that are taken for titles of the papers, though nothing says that they are."""
    for document in one.documents:
        for block in document.body:
            if isinstance(block, Line) and block.kind is LineKind.TITLE:
                yield walk.plain(block)


def accounted(account: ImportAccount) -> str:
    """Return how many words of a file are in its transcript, and why others are not."""
    omitted = account.omitted.most_common()
    rules = ", ".join(f"{rule.slug} ({count})" for rule, count in omitted if count)
    left = f"; left out by rule: {rules}" if rules else ""
    return f"Of {account.words} words and calls in the file {account.written} are in the transcript{left}."


def left_line(left: LeftOut, placed: bool = True) -> str:
    """Return the line that tells of something left out, and of its place where the file has lines."""
    place = f", line {left.line}" if placed else ""
    begins = f"{left.begins}{'…' * (len(left.begins) > 59)}"
    return f"- {left.what}{place}: {count_of(left.words, 'word')}, “{begins}”"


def _findings(found: Sequence[Diagnostic], lineless: str = "") -> Iterator[str]:
    """Yield findings with their places, those of one kind together; one file may have no lines."""
    groups: dict[str, list[Diagnostic]] = {}
    for one in found:
        groups.setdefault(one.slug, []).append(one)
    for group in groups.values():
        yield from capped([f"- {place(one, lineless)}{without_folders(one.message)}" for one in group])


def place(one: Diagnostic, lineless: str) -> str:
    """Return the place of a finding with a colon, nothing if it has none."""
    if one.span is None:
        return ""
    line = "" if one.span.path == lineless else f":{one.span.line}"
    return f"`{without_folders(one.span.path)}{line}`: "


def without_folders(words: str) -> str:
    """Return words without the folders in whole paths of files, which tell of a machine."""
    return WHOLE_PATH.sub("", words)


def capped(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines up to a bound, and how many more there are."""
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"- and {len(lines) - SHOWN} more"


def count_of(count: int, what: str) -> str:
    """Return a number with its noun."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
