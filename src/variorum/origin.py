"""Where printed characters come from: a span of a source, or a rule that is told with them.

An origin is one of three:

* a `Span`: the characters are words of a source (a document or `edition.toml`), where they belong;
* `Derived`: words of a source printed again elsewhere, or in other characters, and the rule that did so;
* `Generated`: characters that are in no source, and the rule that made them.

The rules are a closed list, so that all that is printed can be accounted for: it is from a source, or one of
these made it. Which place of the source caused characters to be generated is kept for messages (`cause`).
Origins never count for equality, nor for the keys of the cache.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from typing import TypeAlias

from variorum.source import Span


class Way(StrEnum):
    """What a rule does: it adds characters, prints words again, prints them otherwise, or is a renderer's."""

    ADDS = "adds"
    REPEATS = "repeats"
    CHANGES = "changes"
    SETS = "sets"


class OriginRule(Enum):
    """The rules by which characters are printed that no span of a source holds in this place."""

    def __init__(self, way: Way, sentence: str) -> None:
        self.way = way
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """Return the name of the rule as it is shown."""
        return self.name.lower().replace("_", "-")

    SIGN_MARK = Way.ADDS, "A bracket, mark or word by which the convention set prints a sign."
    SIGN_NOTE = Way.ADDS, "The wording that the convention set has for the textual note on a sign."
    SIGN_SPEECH = Way.ADDS, "What the convention set has a screen reader say of a sign."
    SIGN_LEGEND = Way.ADDS, "The sentence or the title that the convention set has for a sign, in the legend."
    WORDING = Way.ADDS, "A phrase of the edition's language: a title, a wording of a note, a unit."
    FACT = Way.ADDS, "What is known of words besides their characters: a hand, a place, an extent, a reason."
    NOTE_LABEL = Way.ADDS, "The number, letter or mark of a note, at its calls and before the note."
    IMPLIED_PAGE = Way.ADDS, "The label of a page that begins without a mark in the source."
    PUNCTUATION = Way.ADDS, "A stop, comma, bracket or dash between or around what is put together."
    JOINING_BLANK = Way.ADDS, "A blank that parts what is put side by side."
    LINE_END_AS_BLANK = Way.ADDS, "A blank in the place of a line end of the source."
    VERSE_INDENT = Way.ADDS, "The blanks by which a line of verse is set in."
    LINE_NUMBER = Way.ADDS, "The number of a line of verse, at its end."
    ELLIPSIS = Way.ADDS, "The dots in the place of words left out of a lemma, a sample or a title."
    COUNT = Way.ADDS, "A number that the edition has counted."
    EDITION_DATA = Way.ADDS, "A datum of the edition of which no place in a file is known."
    IDENTIFIER = Way.ADDS, "The id of a document, note or picture that nothing names otherwise."
    PLACE_UNKNOWN = Way.ADDS, "Words of a document that bears no places: it was read from no file."

    LEMMA = Way.REPEATS, "Words of the text, again in the note on them; of many the first and the last."
    SAMPLE = Way.REPEATS, "Words of the text, again as the sample of a sign in the legend."
    TITLE = Way.REPEATS, "A title, again where it leads to what it is the title of."
    RUNNING_DATA = (
        Way.REPEATS,
        "Date and number of a document, again in contents, running heads and references.",
    )
    MARK_DATUM = (
        Way.REPEATS,
        "What a mark of the source states, where the mark stands: the label of a page, initials.",
    )
    PAGE_LABEL = Way.REPEATS, "The label of a page of the source, again in margin, page list and notes."
    CITATION = (
        Way.REPEATS,
        "What edition.toml says of the edition, again in half title, imprint and citation.",
    )
    PERSON = Way.REPEATS, "What a register says of a person, again where the person has done or is meant."
    WITNESS = (
        Way.REPEATS,
        "What a volume says of a witness, again behind each document whose notes cite it.",
    )

    FIGURES = Way.CHANGES, "A number that the source spells out, in figures."
    NUMBER_WORD = Way.CHANGES, "A number that the source spells out, in words of the edition's language."
    CAPITAL = Way.CHANGES, "A letter or abbreviation in capitals that begins a sentence or names a scheme."
    PLACEHOLDER = Way.CHANGES, "The number of a character in Unicode, where no typeface has a sign for it."
    LETTER_MARKS = Way.CHANGES, "Letters with the marks over or under them by which a sign is printed."

    FOLIO = Way.SETS, "The number of a printed page, in its margin, in contents and in the list of pages."
    RUNNING_HEAD = Way.SETS, "The titles in the head of a printed page."
    MARGIN_LABEL = Way.SETS, "The label of a page of the source in the margin of the printed page."
    HYPHEN = Way.SETS, "The hyphen at which a word is broken at the end of a printed line."
    CALL_SPACE = Way.SETS, "The blank between two calls, so that 1 and 2 are not read as 12."
    MARK_SPACE = Way.SETS, "The blank behind a page mark in the line."
    HANGING_BLANK = Way.SETS, "The blank or tab between a hanging label and what it belongs to."
    NOTE_LIST_TITLE = Way.SETS, "The title of a series over its list of notes in each document."
    NAVIGATION = (
        Way.SETS,
        "Titles and labels in bookmarks, tables of contents and lists of pages outside the text.",
    )
    OWN_PHRASE = (
        Way.SETS,
        "A phrase of the format's own: the heading over a list of pages, how to edit a manuscript.",
    )
    COVER = Way.SETS, "Title, people and publisher on the cover."
    METADATA = Way.SETS, "What the properties of a file say of the edition."


@dataclass(frozen=True, slots=True)
class Derived:
    """Words of a source that a rule prints again elsewhere, or in other characters."""

    span: Span
    rule: OriginRule


@dataclass(frozen=True, slots=True)
class Generated:
    """Characters that a rule has made.

    `of` is what the rule was applied to: the key of a phrase, the id of a sign, the name of a fact. `cause`
    is the place of the source because of which it was applied, where there is one.
    """

    rule: OriginRule
    of: str = ""
    cause: Span | None = None


Origin: TypeAlias = Span | Derived | Generated


class OmissionRule(Enum):
    """The rules by which words of a document are not printed; each names its condition."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """Return the name of the rule as it is shown."""
        return self.name.lower().replace("_", "-")

    SIGN_OMITTED = "Words under a sign that profile or set print without its words."
    RANGE_OMITTED = "Words in a range whose sign profile or set print without its words."
    OTHER_FORM = "A form of a choice that neither the text of its sign nor its note prints."
    OTHER_READING = "A reading of another witness, where the sign has no note."
    HEAD_PUNCTUATION = "Punctuation between and around the data of a head that the edition sets itself."
    HEAD_ADDED = "Data added to a head, where the profile prints the lines of the head as they stand."
    DECLARATION = "The document's own statement of a sign, where the profile prints none."
    DECLARATION_REPEATED = "A statement of a sign that a document before it makes in the same words."
    DECLARATION_NOTE = "A note called in a statement of a sign, which is printed without its calls, or not."
    DECLARATION_PLAIN = (
        "What is not among the plain words of a statement that the legend quotes: another form."
    )
    DECLARATION_FRAME = "The label of a statement that the legend quotes."
    DECLARATION_STOP = "The stop at the end of a statement that the legend quotes."
    LINE_HYPHEN = "The hyphen at the end of a line of the source, in a word that is printed on one line."
    STOP_SPARE = "A stop or bracket beside words that are left out: it would be doubled, or around nothing."
    QUERY = "A question to those who work on the edition: a comment of the Word file, which no page prints."
    NOTE_UNCALLED = "The lemma of a note that nothing in its document calls; a finding tells it."
    NOTE_WORDLESS = "A note of which nothing but stops would be printed; a finding tells it."
    NOTE_LABEL = "What an encoding types at the call of a note; the edition prints the label of its own."
    NOTES_HEADING = "A heading over nothing but notes that all are called elsewhere."
    DATA = "Data at a place of the text, such as terms for an index."
    PICTURE = "The description of a picture that is not there, where its caption says the same."
    HANDS = "What a document says of its hands, which notes name, and of witnesses that no note names."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a document that are not printed, and the rule; `of` is the sign or form it was applied to."""

    span: Span
    rule: OmissionRule
    of: str = ""


Stretches: TypeAlias = tuple[tuple[int, Origin], ...]
"""The origins of a run that is put together: for each stretch its length in characters and its origin."""

BLANK = Generated(OriginRule.JOINING_BLANK)
PUNCTUATION = Generated(OriginRule.PUNCTUATION)


def of_source(span: Span | None) -> Origin:
    """Return the origin of words of a document; a blank put between words has a place without length."""
    if span is not None and span.start == span.end:
        return Generated(OriginRule.JOINING_BLANK, cause=span)
    return span or Generated(OriginRule.PLACE_UNKNOWN)


def of_edition(span: Span | None, of: str = "") -> Origin:
    """Return the origin of a datum of the edition."""
    return span or Generated(OriginRule.EDITION_DATA, of)


def repeat(origin: Origin, rule: OriginRule) -> Origin:
    """Return the origin of characters that are printed again by a rule."""
    match origin:
        case Span():
            return Derived(origin, rule)
        case Derived(span, first) if first.way is Way.REPEATS and rule.way is Way.REPEATS:
            return Derived(span, rule)
        case Derived(span, OriginRule.LETTER_MARKS | OriginRule.CAPITAL) if rule.way is Way.REPEATS:
            return Derived(span, rule)
        case _:
            return origin


def derive(origin: Origin, rule: OriginRule) -> Origin:
    """Return the origin of characters in the place of others, into which a rule changed those."""
    match origin:
        case Span() | Derived():
            span = origin.span if isinstance(origin, Derived) else origin
            return Derived(span, rule)
        case Generated():
            return origin


def of_mark(span: Span | None) -> Origin:
    """Return the origin of what a mark of a document states."""
    return Derived(span, OriginRule.MARK_DATUM) if span else Generated(OriginRule.PLACE_UNKNOWN)


def with_cause(origin: Origin, place: Span | None) -> Origin:
    """Return an origin with the place that caused it, unless it has a place."""
    return replace(origin, cause=place) if isinstance(origin, Generated) and not origin.cause else origin


def place_of(origin: Origin) -> Span | None:
    """Return the place of a source to which a message on the characters points."""
    match origin:
        case Span():
            return origin
        case Derived(span):
            return span
        case Generated(cause=cause):
            return cause


def narrow(origin: Origin, length: int, start: int, end: int) -> Origin:
    """Return the origin of some of `length` characters: exact where they stand as they are on one line."""
    span = origin.span if isinstance(origin, Derived) else origin
    if not isinstance(span, Span) or span.line != span.end_line or span.end_column - span.column != length:
        return origin
    exact = replace(span, column=span.column + start, end_column=span.column + end)
    return replace(origin, span=exact) if isinstance(origin, Derived) else exact


def merge(stretches: Iterable[tuple[int, Origin]]) -> Stretches:
    """Return stretches without empty ones; neighbours of one origin, or of one stretch of a file, are one."""
    made: list[tuple[int, Origin]] = []
    for length, origin in stretches:
        whole = _whole(made[-1][1], origin) if made else None
        if whole is not None:
            made[-1] = (made[-1][0] + length, whole)
        elif length:
            made.append((length, origin))
    return tuple(made)


def _whole(first: Origin, second: Origin) -> Origin | None:
    """Return the origin of two neighbours, if they have one."""
    match first, second:
        case Span(), Span() if first.end == second.start and first.path == second.path:
            return first.to(second)
        case Derived(span, rule), Derived(other, same) if rule is same:
            whole = _whole(span, other)
            return Derived(whole, rule) if isinstance(whole, Span) else None
        case _:
            return first if first == second else None
