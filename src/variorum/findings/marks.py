"""Marks: brackets, type styles and quotation marks of transcripts."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class UnclosedBracket(Diagnostic):
    """A bracket opens a sign whose end is not in the paragraph.

    Where it ends cannot be guessed, so it is no sign and stays as a character. Nothing is built, for the
    words in it would print as if they were plain text.
    """

    slug = "unclosed-bracket"
    severity = Severity.ERROR
    form = "this “{mark}” is never closed"
    mend = "Close it with “{close}”, or write “\\{mark}” for a bracket of the source."

    mark: str
    close: str


@dataclass(frozen=True, kw_only=True)
class UnopenedBracket(Diagnostic):
    """A bracket ends a sign whose beginning is not in the paragraph.

    It is no sign and stays as a character; most often the bracket that opens it was lost.
    """

    slug = "unopened-bracket"
    severity = Severity.ERROR
    form = "this “{mark}” closes nothing"
    mend = "Open it with “{open}”, or write “\\{mark}” for a bracket of the source."

    mark: str
    open: str


@dataclass(frozen=True, kw_only=True)
class CrossingMarks(Diagnostic):
    """A mark is closed while one that was opened inside it is still open.

    Which words belong to which mark cannot be told; the mark that was not closed stays as characters.
    """

    slug = "crossing-marks"
    severity = Severity.ERROR
    form = "“{outer}” opened at {place} is still open where “{inner}” closes"
    mend = "Close the inner mark first, then the outer one."

    outer: str
    place: str
    inner: str


@dataclass(frozen=True, kw_only=True)
class NotationUnread(Diagnostic):
    """A mark of a notation does not say what a mark in its place can say.

    It stays in the text as characters, and means nothing.
    """

    slug = "notation-unread"
    severity = Severity.WARNING
    form = "“{mark}” is kept as text: {reason}"
    mend = "See seeds/README.md for the marks of the notation."

    mark: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class StyleAcrossBracket(Diagnostic):
    """A type style begins inside a bracket and ends outside it, or the other way round.

    The type style is kept as characters: a sign that is half in italics is another sign, or a slip.
    """

    slug = "style-across-bracket"
    severity = Severity.ERROR
    form = "{style} begins on one side of a bracket and ends on the other"
    mend = "End the {style} before the bracket and begin it again behind it."

    style: str


@dataclass(frozen=True, kw_only=True)
class UnclosedStyle(Diagnostic):
    """A type style is opened and never closed.

    A type style ends with its paragraph at the latest; so the sign is taken for one of the source, as an
    asterisk may be.
    """

    slug = "unclosed-style"
    severity = Severity.WARNING
    form = "{style} is opened by “{mark}” and never closed; the sign is kept as text"
    mend = "Close it with “{mark}”, or write “\\{mark}” for the sign itself."

    style: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class UnopenedQuotation(Diagnostic):
    """A quotation mark closes what none opens.

    The source may have it so. If not, words were lost, or a mark was typed the wrong way round.
    """

    slug = "unopened-quotation"
    severity = Severity.WARNING
    form = "this closing quotation mark has no opening one"
    mend = "Compare the source; accept the finding if the source has it so."


@dataclass(frozen=True, kw_only=True)
class UnclosedQuotation(Diagnostic):
    """A quotation mark opens what none closes.

    The source may have it so, as when a quotation goes on over paragraphs. If not, its end was lost.
    """

    slug = "unclosed-quotation"
    severity = Severity.WARNING
    form = "this opening quotation mark is never closed"
    mend = "Compare the source; accept the finding if the source has it so."
