"""The proof: what was found in a finished file, compared with the edition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class ProofFinding(Diagnostic):
    """A finding of the proof, in a file. The lower its `rank`, the more it may be the cause of others."""

    rank: ClassVar[int] = 3

    file: str


@dataclass(frozen=True, kw_only=True)
class ProofWordMissing(ProofFinding):
    """A word of the edition is not in the finished file.

    The file would lack words of the source; it is not written.
    """

    slug = "proof-word-missing"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{word}” is missing {context}"

    stream: str
    word: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofWordExtra(ProofFinding):
    """The finished file has a word that the edition does not have.

    It may be printed twice, or come from a program that sets or joins the pages.
    """

    slug = "proof-word-extra"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{word}” is not in the edition {context}"

    stream: str
    word: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofWordWrong(ProofFinding):
    """The finished file has another word where one of the edition should stand.

    A letter may have been lost in a font, at a line end or in another program.
    """

    slug = "proof-word-wrong"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{found}” stands where “{word}” should {context}"

    stream: str
    found: str
    word: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofOrder(ProofFinding):
    """A word of the edition stands at the wrong place of the finished file.

    A reader, or a program that reads aloud, would meet it at another place than in the source.
    """

    slug = "proof-order"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{word}” stands out of order {context}"

    stream: str
    word: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofLook(ProofFinding):
    """A word is set in another type style than the edition says.

    Type styles are signs: a deleted word that is not struck out says something else.
    """

    slug = "proof-look"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{word}” should be {expected} and is {found} {context}"

    stream: str
    word: str
    expected: str
    found: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofCall(ProofFinding):
    """A call of the finished file is missing, or leads to another note than in the edition.

    A reader would be led to what is said of another place.
    """

    slug = "proof-call"
    severity = Severity.ERROR
    form = "{file}: {stream}: the call {expected} is {found} {context}"

    stream: str
    expected: str
    found: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofNoteMissing(ProofFinding):
    """A note of the edition does not stand in the finished file.

    What the note says would be lost; the file is not written.
    """

    slug = "proof-note-missing"
    rank = 2
    severity = Severity.ERROR
    form = "{file}: the note {label} is missing"

    label: str


@dataclass(frozen=True, kw_only=True)
class ProofNoteTwice(ProofFinding):
    """A note of the edition stands in the finished file more than once.

    A reader could not tell which of them its call means.
    """

    slug = "proof-note-twice"
    rank = 2
    severity = Severity.ERROR
    form = "{file}: the note {label} stands {count} times"

    label: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ProofPartMissing(ProofFinding):
    """A whole part of the edition is not in the finished file.

    It may be a document, a preface or a register.
    """

    slug = "proof-part-missing"
    rank = 1
    severity = Severity.ERROR
    form = "{file}: {stream} is missing"

    stream: str


@dataclass(frozen=True, kw_only=True)
class ProofPartExtra(ProofFinding):
    """The finished file has a part that the edition does not have.

    The file may have been built from an earlier state of the edition.
    """

    slug = "proof-part-extra"
    rank = 1
    severity = Severity.ERROR
    form = "{file}: {stream} is not in the edition"

    stream: str


@dataclass(frozen=True, kw_only=True)
class ProofPage(ProofFinding):
    """A mark of an original page is missing, wrong or at another place in the finished file.

    Who cites by the pages of the source would be led astray.
    """

    slug = "proof-page"
    severity = Severity.ERROR
    form = "{file}: {document}: the page mark {expected} is {found}"

    document: str
    expected: str
    found: str


@dataclass(frozen=True, kw_only=True)
class ProofInvisible(ProofFinding):
    """A word is in the finished file, but no reader can see it.

    It is white on white, covered, off the page or hidden by a style.
    """

    slug = "proof-invisible"
    severity = Severity.ERROR
    form = "{file}: {stream}: “{word}” cannot be seen ({reason}) {context}"

    stream: str
    word: str
    reason: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofFault(ProofFinding):
    """The finished file itself is not sound.

    Its parts stand in a wrong order, or what it says of itself is not what it holds.
    """

    slug = "proof-fault"
    rank = 0
    severity = Severity.ERROR
    form = "{file}: {fault}"

    fault: str


@dataclass(frozen=True, kw_only=True)
class ProofMore(ProofFinding):
    """More is wrong with a part of the finished file than what is listed.

    Most often one cause has all of it: mend what is listed first, and build again.
    """

    slug = "proof-more"
    rank = 4
    severity = Severity.ERROR
    form = "{file}: {stream}: {count} more faults"
    mend = "What is listed first is most often the cause of the rest."

    stream: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ProofUnreadable(ProofFinding):
    """The finished file cannot be opened and read.

    It is damaged, or no file of the format by whose name it goes.
    """

    slug = "proof-unreadable"
    rank = 0
    severity = Severity.ERROR
    form = "{file} cannot be read back: {reason}"

    reason: str


@dataclass(frozen=True, kw_only=True)
class ProofModel(ProofFinding):
    """A file written from the edition says something else when it is read back.

    Whoever works on with it would have another edition than this one.
    """

    slug = "proof-model"
    severity = Severity.ERROR
    form = "{file}: {document}: {place}: {expected} is read back as {found}"

    document: str
    place: str
    expected: str
    found: str
