"""The proof and the account: a finished file compared with the edition, and that with its sources."""

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
class ProofForm(ProofFinding):
    """Words are put together otherwise in the finished file, or something else is said of them.

    A heading of another level, a link that leads elsewhere, another language: the words mean another thing.
    """

    slug = "proof-form"
    severity = Severity.ERROR
    form = "{file}: {stream}: {found} {context}, where {expected} should be"

    stream: str
    expected: str
    found: str
    context: str


@dataclass(frozen=True, kw_only=True)
class ProofUnknown(ProofFinding):
    """The finished file holds what the proof does not know, so that nobody can say what a reader perceives.

    Each format is proofed by a closed table of what its files are made of; what is not in it is not proofed.
    """

    slug = "proof-unknown"
    severity = Severity.ERROR
    form = "{file}: not proofed: {what}, at {at}"

    what: str
    at: str


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
class ProofQuery(ProofFinding):
    """A question to those who work on the edition is not in the finished file as it was asked.

    It is a comment there; who settles the comments of the file would never see it, or see it elsewhere.
    """

    slug = "proof-query"
    severity = Severity.ERROR
    form = "{file}: the query “{words}” {fault}"

    words: str
    fault: str


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


NOT_OF_THE_SOURCE = "The source is not wrong: it is read or printed so. Look at it, or accept this finding."


@dataclass(frozen=True, kw_only=True)
class AccountLost(Diagnostic):
    """Words of a source are not printed, and no rule leaves them out.

    They were lost on the way from the file to the publication.
    """

    slug = "account-lost"
    severity = Severity.ERROR
    form = "“{words}” is not printed, and no rule leaves it out"
    mend = NOT_OF_THE_SOURCE

    words: str


@dataclass(frozen=True, kw_only=True)
class AccountTwice(Diagnostic):
    """Words of a source are printed twice as words of the text.

    What is printed again elsewhere, as a lemma is, says so; these words do not.
    """

    slug = "account-twice"
    severity = Severity.ERROR
    form = "“{words}” is printed twice: in {first} and in {second}"
    mend = NOT_OF_THE_SOURCE

    words: str
    first: str
    second: str


@dataclass(frozen=True, kw_only=True)
class AccountForeign(Diagnostic):
    """Words are printed as words of a source that do not stand in it at their place.

    They were changed on the way, or made up.
    """

    slug = "account-foreign"
    severity = Severity.ERROR
    form = "“{words}” is printed in {flow} as of the source, which has “{there}” here"
    mend = NOT_OF_THE_SOURCE

    words: str
    there: str
    flow: str


@dataclass(frozen=True, kw_only=True)
class AccountPartly(Diagnostic):
    """Words that a rule leaves out as a whole are printed in part.

    A sign is left out with all its words, or with none; what is printed of it says something else.
    """

    slug = "account-partly"
    severity = Severity.ERROR
    form = "“{words}” is printed in part, though {rule} leaves it out"
    mend = NOT_OF_THE_SOURCE

    words: str
    rule: str


@dataclass(frozen=True, kw_only=True)
class AccountBlankMissing(Diagnostic):
    """Two words that the source parts are printed as one.

    A blank, a line end or the end of an element that stands between them in the source was lost.
    """

    slug = "account-blank-missing"
    severity = Severity.ERROR
    form = "“{before}” and “{behind}” are printed without the blank between them"
    mend = NOT_OF_THE_SOURCE

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountBlankExtra(Diagnostic):
    """What the source writes together is printed with a blank in it.

    A word would be read as two.
    """

    slug = "account-blank-extra"
    severity = Severity.ERROR
    form = "“{before}” and “{behind}” are printed with a blank between them that the source does not have"
    mend = NOT_OF_THE_SOURCE

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountOrder(Diagnostic):
    """Words are printed behind others before which they stand in the source.

    The text would say something else than its source.
    """

    slug = "account-order"
    severity = Severity.ERROR
    form = "“{behind}” is printed behind “{before}”, before which it stands in the source"
    mend = NOT_OF_THE_SOURCE

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountCall(Diagnostic):
    """The call of a note stands behind a blank, and not at the word before it.

    It would be read as belonging to the words behind it.
    """

    slug = "account-call"
    severity = Severity.ERROR
    form = "the call before “{behind}” does not hang on the word before it"
    mend = NOT_OF_THE_SOURCE

    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountPage(Diagnostic):
    """The mark of a page is printed without a blank between it and the word before it.

    It would be read as a part of that word.
    """

    slug = "account-page"
    severity = Severity.ERROR
    form = "the page mark before “{behind}” is printed without a blank before it"
    mend = NOT_OF_THE_SOURCE

    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountClaim(Diagnostic):
    """Characters of a transcript are read as a mark that does not look like them, or as two.

    It is a fault of the program that read the file, not of the file.
    """

    slug = "account-claim"
    severity = Severity.ERROR
    form = "“{words}” is read as {rule}, {reason}"
    mend = NOT_OF_THE_SOURCE

    words: str
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountUncounted(Diagnostic):
    """The words of a file cannot be accounted for: its codec hands over no claims.

    Finished files are proofed against the edition all the same; but nobody has counted whether all words of
    the file are in the edition.
    """

    slug = "account-uncounted"
    severity = Severity.INFO
    form = "the words of {path} are not accounted for: what reads it says nothing of its marks"

    path: str
