"""A manuscript on its way into an edition: its transcript, its pictures, and what its words do not say."""

from __future__ import annotations

from variorum.accession.manuscript.pictures import lying_beside, pictures_of
from variorum.accession.manuscript.transcripts import page_transcript, with_marks_escaped
from variorum.conventions import ConventionSet
from variorum.doors import Accession, Deposit, DepositKind
from variorum.findings import Result
from variorum.manuscript import Manuscript


def accession(
    page: Manuscript, given: Deposit, kind: DepositKind, own: str, convention: ConventionSet
) -> Result[Accession]:
    """Return a manuscript as a transcript under a set; `own` is the id of its document."""
    held = page.held
    beside = lying_beside(given.beside) if held is None else held.get
    pictures = pictures_of(page, given.name, own, beside)
    shown = {source: target for source, (target, _) in pictures.value.items()}
    file = f"documents/{own}.txt"
    words, data = page_transcript(page, convention, shown)
    text = with_marks_escaped(file, words, convention)
    said = (
        ("from", page.address),
        ("on", page.site),
        ("the file names as its author:", page.author),
        ("the file names as its date:", page.date),
    )
    taken = Accession(
        given.name,
        kind,
        own,
        file,
        text.value.encode(),
        title=page.plain_title,
        head=data,
        languages=(page.language,) if page.language else (),
        said=tuple(f"{what} {words}" for what, words in said if words),
        left_out=page.left_out,
        links=page.links,
        explained=page.explained,
        pictures=tuple(pictures.value.values()),
    )
    return Result(taken, pictures.diagnostics + text.diagnostics)
