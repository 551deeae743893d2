"""The account: what is printed, compared with the sources word for word."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class AccountLost(Diagnostic):
    """Words of a source are not printed, and no rule leaves them out.

    They were lost on the way from the file to the publication.
    """

    slug = "account-lost"
    severity = Severity.ERROR
    form = "“{words}” is not printed, and no rule leaves it out"

    words: str


@dataclass(frozen=True, kw_only=True)
class AccountTwice(Diagnostic):
    """Words of a source are printed twice as words of the text.

    What is printed again elsewhere, as a lemma is, says so; these words do not.
    """

    slug = "account-twice"
    severity = Severity.ERROR
    form = "“{words}” is printed twice: in {first} and in {second}"

    words: str
    first: str
    second: str


@dataclass(frozen=True, kw_only=True)
class AccountForeign(Diagnostic):
    """Words are printed as words of a source that do not stand in it at their place."""

    slug = "account-foreign"
    severity = Severity.ERROR
    form = "“{words}” is printed in {flow} as of the source, which has “{there}” here"

    words: str
    there: str
    flow: str


@dataclass(frozen=True, kw_only=True)
class AccountPartly(Diagnostic):
    """Words that a rule leaves out as a whole are printed in part."""

    slug = "account-partly"
    severity = Severity.ERROR
    form = "“{words}” is printed in part, though {rule} leaves it out"

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

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountBlankExtra(Diagnostic):
    """What the source writes together is printed with a blank in it."""

    slug = "account-blank-extra"
    severity = Severity.ERROR
    form = "“{before}” and “{behind}” are printed with a blank between them that the source does not have"

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountOrder(Diagnostic):
    """Words are printed behind others before which they stand in the source."""

    slug = "account-order"
    severity = Severity.ERROR
    form = "“{behind}” is printed behind “{before}”, before which it stands in the source"

    before: str
    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountCall(Diagnostic):
    """The call of a note stands behind a blank, and not at the word before it."""

    slug = "account-call"
    severity = Severity.ERROR
    form = "the call before “{behind}” does not hang on the word before it"

    behind: str


@dataclass(frozen=True, kw_only=True)
class AccountClaim(Diagnostic):
    """Characters of a transcript are read as a mark that does not look like them, or as two.

    It is a fault of the program that read the file, not of the file.
    """

    slug = "account-claim"
    severity = Severity.ERROR
    form = "“{words}” is read as {rule}, {reason}"

    words: str
    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AccountUncounted(Diagnostic):
    """The words of a file cannot be accounted for: its codec hands over no claims."""

    slug = "account-uncounted"
    severity = Severity.INFO
    form = "the words of {path} are not accounted for: what reads it says nothing of its marks"

    path: str
