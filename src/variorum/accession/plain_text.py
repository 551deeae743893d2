"""Plain text: transcripts are taken as they are, texts of a kind that a set knows are made into some."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from variorum.accession import plain
from variorum.accession.deposit import Accession, Deposit
from variorum.accession.document_ids import id_of, unlike
from variorum.accession.kinds import Kind
from variorum.accession.transcripts import with_marks_escaped
from variorum.conventions import ConventionSet
from variorum.decode import decode, likely
from variorum.findings import Result
from variorum.findings.accession import EncodingTaken
from variorum.findings.files import FileEncoding

DEFAULT = "soviet-archives"


def convention_for(given: Sequence[Deposit]) -> str:
    """Return the name of the set that knows the plain texts among some files; without one, the usual set."""
    texts = [decoded(one).value for one in given if one.kind is Kind.TEXT]
    known = [plain.recognised(text) for text in texts]
    for name in plain.recognised("\n".join(texts)) if texts else ():
        if all(name in names for names in known) or not any(known):
            return name
    return next((name for names in known for name in names), DEFAULT)


def decoded(given: Deposit) -> Result[str]:
    """Return the words of a text; one that is not UTF-8 is read as what it most likely is, and reported."""
    first = decode(given.name, given.data)
    if [type(one) for one in first.diagnostics] != [FileEncoding]:
        return Result(first.value.text, first.diagnostics)
    taken = likely(given.data)
    second = decode(given.name, given.data, taken)
    if second.errors:
        return Result(second.value.text, second.diagnostics)
    place = first.diagnostics[0].span
    found = EncodingTaken(place, path=given.name, claimed="UTF-8", taken=taken)
    return Result(second.value.text, (found,))


def text(given: Deposit, own: str) -> Result[Accession | None]:
    """Return a transcript as it is, in UTF-8 whatever it was in."""
    read = decoded(given)
    if read.errors:
        return Result(None, read.diagnostics)
    data = (read.value if read.value.endswith("\n") else f"{read.value}\n").encode()
    return Result(Accession(given.name, Kind.TEXT, own, f"documents/{own}.txt", data), read.diagnostics)


def is_known(texts: Sequence[Deposit], convention: ConventionSet) -> bool:
    """Return whether texts are of the kind that a set makes into transcripts: each alone, or all as one."""
    if convention.layout.plain is None or not convention.layout.plain.recognise:
        return False
    words = [decoded(one).value for one in texts]
    return convention.id in plain.recognised("\n".join(words)) or any(
        convention.id in plain.recognised(one) for one in words
    )


def papers(
    texts: Sequence[Deposit], convention: ConventionSet, ids: Sequence[str]
) -> Result[tuple[Accession, ...]]:
    """Return the documents that texts hold by the rules of a set: several in a file, or one in many."""
    read = [decoded(one) for one in texts]
    faults = tuple(fault for one in read for fault in one.diagnostics)
    if any(one.errors for one in read):
        return Result((), faults)
    files = [(one.name, words.value) for one, words in zip(texts, read, strict=True)]
    taken: list[Accession] = []
    for paper in plain.transcribe_files(files, convention).value:
        stem = id_of(f"{paper.reading.document.id}.")
        own = unlike(stem, [*ids, *(one.id for one in taken)])
        file = f"documents/{own}.txt"
        # What has no partner is reported already, with its place in the file that was given.
        words = with_marks_escaped(file, paper.transcript.rstrip("\n") + "\n", convention).value
        name = paper.files[0] if paper.files else texts[0].name
        if len(paper.files) > 1:
            name = f"{name} … {PurePosixPath(paper.files[-1]).name}"
        found = (*(fault for fault in faults if fault.span and fault.span.path in paper.files), *paper.found)
        taken.append(Accession(name, Kind.TEXT, own, file, words.encode(), found=found))
    return Result(tuple(taken))
