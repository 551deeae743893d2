"""One file after another becomes a document of the edition: TEI as it is, all else as a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from variorum.accession import plain_text, transcripts, web, word
from variorum.accession.deposit import Accession, Deposit
from variorum.accession.document_ids import id_of, unlike
from variorum.accession.kinds import Kind
from variorum.accession.manuscript import Manuscript
from variorum.accession.web import Beside
from variorum.accession.word.package import open_package
from variorum.apparatus.text import head
from variorum.codecs.tei.reading.xml import LARGEST
from variorum.codecs.tei.volume import Volume, read_volume
from variorum.conventions import ConventionSet
from variorum.decode import too_long
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import FileKind, FilePassedOver
from variorum.model import FieldKind, Figure, FigureBlock, walk


@dataclass(frozen=True, slots=True)
class IntakeRules:
    """How files are taken: under which convention set, and what becomes of a Word file's revisions."""

    convention: ConventionSet
    revisions: word.Revisions = "accept"


def take(given: Sequence[Deposit], manner: IntakeRules) -> Result[tuple[Accession, ...]]:
    """Return the documents that files make, and the findings about those that make none.

    What was found in a file that makes one stands with it. A file that was found in a folder and cannot be
    read, for its kind, is passed over and told of.
    """
    known = [one for one in given if one.kind is Kind.TEXT]
    known = known if known and plain_text.is_known(known, manner.convention) else []
    taken: list[Accession] = []
    found: list[Diagnostic] = []
    for one in given:
        ids = [other.id for other in taken]
        if one in known:
            if one is known[0]:
                group = plain_text.papers(known, manner.convention, ids)
                found.extend(group.diagnostics if not group.value else ())
                taken.extend(with_head_data(each, manner.convention) for each in group.value)
            continue
        made = _accession(one, unlike(id_of(one.file_name), ids), manner)
        if made.value is None:
            found.extend(made.diagnostics)
        else:
            taken.append(replace(with_head_data(made.value, manner.convention), found=made.diagnostics))
    return Result(tuple(taken), tuple(found))


def with_head_data(taken: Accession, convention: ConventionSet) -> Accession:
    """Return a transcript with the title and the date that its head tells, as far as its set finds them."""
    if taken.kind is Kind.TEI:
        return taken
    document = transcripts.as_read(taken.data.decode(), convention)
    known = head.data(document)
    date = known.first(FieldKind.DATE)
    title = known.plain(FieldKind.TITLE) or taken.title or head.title(document, known)
    return replace(taken, title="" if title == document.id else title, date=(date.key or "") if date else "")


def _accession(given: Deposit, own: str, manner: IntakeRules) -> Result[Accession | None]:
    """Return the document that a file makes."""
    match given.kind:
        case Kind.TEXT:
            return plain_text.text(given, own)
        case Kind.PAGE:
            return _page(given, own, manner)
        case Kind.TEI:
            return _tei(given, own)
        case Kind.WORD:
            return _word(given, own, manner)
        case (why, mend):
            record = FileKind if given.by_name else FilePassedOver
            return Result(None, (record(path=given.name, reason=why, advice=mend),))


def _tei(given: Deposit, own: str) -> Result[Accession | None]:
    """Return a TEI file as it is, byte for byte, and what its header tells."""
    if len(given.data) > LARGEST:
        return Result(None, (too_long(given.name, LARGEST),))
    reading = read_volume(given.name, given.data, own)
    volume = reading.value
    if not volume.documents:
        return Result(None, reading.diagnostics)
    imprint = volume.imprint
    published = ", ".join(part for part in (imprint.publisher, imprint.place, imprint.year) if part)
    said = (
        ("documents in this file:", str(len(volume.documents)) if len(volume.documents) > 1 else ""),
        ("published by", published),
        ("rights:", imprint.rights),
    )
    taken = Accession(
        given.name,
        Kind.TEI,
        own,
        f"documents/{own}.xml",
        given.data,
        title=imprint.title,
        languages=tuple(
            dict.fromkeys(one for document in volume.documents for one in document.languages[:1])
        ),
        people=tuple((agent.role, agent.name) for agent in volume.agents),
        said=tuple(f"{what} {words}" for what, words in said if words),
        unplaced=volume.report,
        pictures=tuple(_pictures(volume, transcripts.lying_beside(given.beside))),
    )
    return Result(taken, reading.diagnostics)


def _pictures(volume: Volume, beside: Beside) -> Iterator[tuple[str, bytes]]:
    """Yield the pictures of a TEI file that lie beside it, under the names that it has for them."""
    nodes = (node for document in volume.documents for node in walk.descend(document))
    for target in dict.fromkeys(node.target for node in nodes if isinstance(node, Figure | FigureBlock)):
        data = beside(target)
        if data is not None:
            yield target, data


def _page(given: Deposit, own: str, manner: IntakeRules) -> Result[Accession | None]:
    """Return a web page as a transcript."""
    reading = web.read(given.name, given.data, transcripts.lying_beside(given.beside))
    return _manuscript(given, own, manner, reading)


def _word(given: Deposit, own: str, manner: IntakeRules) -> Result[Accession | None]:
    """Return a Word file as a transcript; its pictures lie in its package."""
    reading = word.read(given.name, given.data, manner.revisions)
    package = open_package(given.name, given.data).value
    inside = replace(given, beside=package.data) if package is not None else given
    return _manuscript(inside, own, manner, reading)


def _manuscript(
    given: Deposit, own: str, manner: IntakeRules, reading: Result[Manuscript | None]
) -> Result[Accession | None]:
    """Return a text in type styles as a transcript, with its pictures and what its words do not say."""
    if manner.convention.notation is not None:
        why = f"transcripts of the set {manner.convention.id} are in a notation of their own"
        mend = "Name another set with --convention, or bring in a transcript in that notation."
        return Result(None, (FileKind(path=given.name, reason=why, advice=mend),))
    page, kind = reading.value, given.kind
    if page is None or not isinstance(kind, Kind):
        return Result(None, reading.diagnostics)
    pictures = transcripts.pictures_of(page, given.name, own, transcripts.lying_beside(given.beside))
    shown = {source: target for source, (target, _) in pictures.value.items()}
    file = f"documents/{own}.txt"
    words, data = transcripts.page_transcript(page, manner.convention, shown)
    text = transcripts.with_marks_escaped(file, words, manner.convention)
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
    return Result(taken, reading.diagnostics + pictures.diagnostics + text.diagnostics)
