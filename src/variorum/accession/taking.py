"""One file after another becomes a document of the edition: TEI as it is, all else as a transcript."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from variorum.accession import pages
from variorum.accession.kinds import Kind, kind_of
from variorum.accession.names import id_of, unlike
from variorum.apparatus import head
from variorum.conventions import ConventionSet
from variorum.diagnostics import Code, Diagnostic, Result
from variorum.model import FieldKind
from variorum.readers import web
from variorum.readers.decode import decode, likely
from variorum.readers.web import LeftOut


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it is given: how the user named it, what is in it, and what lies beside it."""

    name: str
    data: bytes
    beside: Callable[[str], bytes | None] = lambda name: None
    by_name: bool = True

    @property
    def file_name(self) -> str:
        """Return the name of the file without its folder."""
        return PurePosixPath(self.name).name


@dataclass(frozen=True, slots=True)
class Taken:
    """A file on its way into an edition, and what it told besides its text.

    `said` are lines about it for edition.toml; `links` and `explained` are what the words do not show;
    `pictures` are files that its text shows, by the names under which it does.
    """

    name: str
    kind: Kind
    id: str
    file: str
    data: bytes
    title: str = ""
    date: str = ""
    languages: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    explained: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    found: tuple[Diagnostic, ...] = field(default=(), compare=False)

    @property
    def takes_base(self) -> bool:
        """Return whether edition.toml should say how the source was written: TEI says so itself."""
        return self.kind is not Kind.TEI


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are taken: under which convention set, and what becomes of a Word file's revisions."""

    convention: ConventionSet
    revisions: str = "accept"


def take(given: Sequence[Given], manner: Manner) -> Result[tuple[Taken, ...]]:
    """Return the documents that files make, and a finding for each that cannot be one.

    A file that was found in a folder and is of no kind that can be read is passed over and told of.
    """
    taken: list[Taken] = []
    found: list[Diagnostic] = []
    for one in given:
        own = unlike(id_of(one.file_name), [other.id for other in taken])
        made = _taken(one, own, manner)
        found.extend(made.diagnostics)
        if made.value is not None:
            taken.append(replace(told(made.value, manner.convention), found=made.diagnostics))
    return Result(tuple(taken), tuple(found))


def told(taken: Taken, convention: ConventionSet) -> Taken:
    """Return a transcript with the title and the date that its head tells, as far as its set finds them."""
    if taken.kind is Kind.TEI:
        return taken
    document = pages.as_read(taken.data.decode(), convention)
    known = head.data(document)
    date = known.first(FieldKind.DATE)
    title = taken.title or head.title(document, known)
    return replace(taken, title="" if title == document.id else title, date=(date.key or "") if date else "")


def _taken(given: Given, own: str, manner: Manner) -> Result[Taken | None]:
    """Return the document that a file makes."""
    kind = kind_of(given.data)
    match kind:
        case Kind.TEXT:
            return _text(given, own)
        case Kind.PAGE:
            return _page(given, own, manner)
        case Kind.WORD | Kind.TEI:
            why = f"no reader of {kind.value} files is installed"
            return Result(None, (Diagnostic.of(Code.FILE_KIND, path=given.name, reason=why, mend=""),))
        case (why, mend):
            code = Code.FILE_KIND if given.by_name else Code.FILE_PASSED_OVER
            return Result(None, (Diagnostic.of(code, path=given.name, reason=why, mend=mend),))


def _text(given: Given, own: str) -> Result[Taken | None]:
    """Return a transcript as it is, in UTF-8 whatever it was in."""
    decoded = decode(given.name, given.data)
    found = decoded.diagnostics
    if [one.code for one in found] == [Code.FILE_ENCODING]:
        taken = likely(given.data)
        place = found[0].span
        decoded = decode(given.name, given.data, taken)
        found = decoded.diagnostics
        if not found:
            found = (
                Diagnostic.of(Code.ENCODING_TAKEN, place, path=given.name, claimed="UTF-8", taken=taken),
            )
    if decoded.errors:
        return Result(None, found)
    text = decoded.value.text
    data = (text if text.endswith("\n") else f"{text}\n").encode()
    return Result(Taken(given.name, Kind.TEXT, own, f"documents/{own}.txt", data), found)


def _page(given: Given, own: str, manner: Manner) -> Result[Taken | None]:
    """Return a web page as a transcript."""
    reading = web.read(given.name, given.data, pages.lying_beside(given.beside))
    page = reading.value
    if page is None:
        return Result(None, reading.diagnostics)
    pictures = pages.pictures_of(page, given.name, own, pages.lying_beside(given.beside))
    shown = {source: target for source, (target, _) in pictures.value.items()}
    file = f"documents/{own}.txt"
    words, data = pages.written(page, manner.convention, shown)
    text = pages.mended(file, words, manner.convention)
    said = (
        ("from", page.address),
        ("on", page.site),
        ("the page names as its author:", page.author),
        ("the page names as its date:", page.date),
    )
    taken = Taken(
        given.name,
        Kind.PAGE,
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
