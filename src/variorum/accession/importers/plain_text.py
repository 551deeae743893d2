"""Plain text: transcripts are taken as they are, texts of a kind that a set knows are made into some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from variorum.accession import plain
from variorum.accession.document_ids import id_of, unlike
from variorum.accession.file_opening import is_text, is_xml
from variorum.accession.manuscript.transcripts import with_marks_escaped
from variorum.accession.recognition import set_of_text
from variorum.accession.unwrapped import parted
from variorum.conventions import ConventionSet
from variorum.decode import decode, likely
from variorum.doors import IMPORTER_CONTRACT, Accession, Deposit, DepositKind, Fit, IntakeRules, KnownSet
from variorum.findings import Result
from variorum.findings.accession import EncodingTaken, LinesNotWrapped
from variorum.findings.files import FileEncoding
from variorum.manuscript import LeftOut
from variorum.model import MatterPlace, walk
from variorum.source import Span

__all__ = ["PlainTextImporter", "importer"]

KIND = DepositKind("plain text", "plain text")


@dataclass(frozen=True, slots=True)
class PlainTextImporter:
    """The importer of plain text: what nobody knows better, and no markup."""

    name: str = "plain-text"
    kind: DepositKind = KIND
    contract: int = IMPORTER_CONTRACT

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return whether a file has characters and is no XML."""
        return Fit.REST if is_text(data) and not is_xml(data) else Fit.NONE

    def convention_for(self, given: Sequence[Deposit]) -> KnownSet | None:
        """Return the set that knows papers like these, all or one of them; one file by its hallmarks too."""
        texts = [decoded(one).value for one in given]
        known = [plain.recognised(text) for text in texts]
        names = [*plain.recognised("\n".join(texts)), *(name for one in known for name in one)]
        shared = (name for name in names if all(name in one for one in known))
        named = next(shared, next(iter(names), None))
        if named is not None:
            return KnownSet(named, "it looks as that set says that its papers do as plain text")
        return set_of_text(texts[0]) if len(texts) == 1 else None

    def are_together(self, given: Sequence[Deposit], rules: IntakeRules) -> bool:
        """Return whether texts, or one of them, are of the kind that a set makes into transcripts."""
        convention = rules.convention
        if convention.layout.plain is None or not convention.layout.plain.recognise:
            return False
        words = [decoded(one).value for one in given]
        return convention.id in plain.recognised("\n".join(words)) or any(
            convention.id in plain.recognised(one) for one in words
        )

    def take(
        self, given: Sequence[Deposit], ids: Sequence[str], rules: IntakeRules
    ) -> Result[tuple[Accession, ...]]:
        """Return the documents that texts hold: a transcript each, or by the rules of the set."""
        if self.are_together(given, rules):
            return papers(given, rules.convention, ids)
        (one,) = given
        return transcript(one, unlike(id_of(one.file_name), ids), rules.convention)


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


def transcript(given: Deposit, own: str, convention: ConventionSet) -> Result[tuple[Accession, ...]]:
    """Return a transcript as it is, in UTF-8 whatever it was in; marks that have no partner are escaped.

    Lines that are paragraphs are parted.
    """
    read = decoded(given)
    if read.errors:
        return Result((), read.diagnostics)
    file = f"documents/{own}.txt"
    whole, first, count = parted(read.value) if convention.notation is None else (read.value, None, 0)
    words = with_marks_escaped(file, whole if whole.endswith("\n") else f"{whole}\n", convention)
    found = read.diagnostics + words.diagnostics
    if first is not None:
        one = ("the end of a line is", "that of a paragraph")
        many = (f"the ends of {count:,} lines are", "those of paragraphs; here the first")
        said, ends = one if count == 1 else many
        found += (LinesNotWrapped(Span(given.name, first, 1, first, 1), count=said, ends=ends),)
    return Result((Accession(given.name, KIND, own, file, words.value.encode(), found=found),))


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
    left: list[LeftOut] = []
    for paper in plain.transcribe_files(files, convention).value:
        if paper.matter == "left-out":
            left.append(_left_out(paper))
            continue
        stem = id_of(f"{paper.reading.document.id}.")
        own = unlike(stem, [*ids, *(one.id for one in taken)])
        file = f"documents/{own}.txt"
        # What has no partner is reported already, with its place in the file that was given.
        words = with_marks_escaped(file, paper.transcript.rstrip("\n") + "\n", convention).value
        name = paper.files[0] if paper.files else texts[0].name
        if len(paper.files) > 1:
            name = f"{name} … {PurePosixPath(paper.files[-1]).name}"
        found = (*(fault for fault in faults if fault.span and fault.span.path in paper.files), *paper.found)
        made = Accession(name, KIND, own, file, words.encode(), left_out=tuple(left), found=found)
        if paper.matter is not None:
            place = MatterPlace.BACK if paper.matter == "back" else MatterPlace.FRONT
            made = replace(made, matter=place, names_volume=paper.matter == "title-page")
        taken.append(made)
        left.clear()
    if left and taken:
        taken[-1] = replace(taken[-1], left_out=(*taken[-1].left_out, *left))
    return Result(tuple(taken))


def _left_out(paper: plain.PaperImport) -> LeftOut:
    """Return what is to be told of a part of the volume that is not brought in."""
    words = walk.folded(walk.plain(paper.reading.document))
    file = f", of {PurePosixPath(paper.files[0]).name}" if paper.files else ""
    return LeftOut(f"a part of the printed volume{file}", paper.line, len(words.split()), words[:60])


importer = PlainTextImporter()
