"""What is given and what is taken: files on their way into an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from variorum.accession.kinds import Kind, kind_of
from variorum.accession.manuscript import LeftOut
from variorum.findings import Diagnostic


@dataclass(frozen=True, slots=True)
class Deposit:
    """A file as it is given: how the user named it, what is in it, and what lies beside it."""

    name: str
    data: bytes
    beside: Callable[[str], bytes | None] = lambda name: None
    by_name: bool = True

    @property
    def kind(self) -> Kind | tuple[str, str]:
        """Return what the file is by what is in it, or why it cannot be brought in and what to do."""
        return kind_of(self.data)

    @property
    def file_name(self) -> str:
        """Return the name of the file without its folder."""
        return PurePosixPath(self.name).name


@dataclass(frozen=True, slots=True)
class Accession:
    """A file on its way into an edition, and what it told besides its text.

    `said` are lines about it for edition.toml; `links` and `explained` are what the words do not show;
    `pictures` are files that its text shows, by the names under which it does; `unplaced` are elements of TEI
    that mean nothing to the model, with their numbers: their words are kept.
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
    unplaced: tuple[tuple[str, int], ...] = ()
    found: tuple[Diagnostic, ...] = field(default=(), compare=False)

    @property
    def takes_base(self) -> bool:
        """Return whether edition.toml should say how the source was written: TEI says so itself."""
        return self.kind is not Kind.TEI
