"""The edition: `edition.toml`, its registers and its acts, and other TOML files."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class TomlMalformed(Diagnostic):
    """A TOML file breaks the rules of TOML, or has values beyond all measure.

    What follows cannot be read, so nothing is built.
    """

    slug = "toml-malformed"
    severity = Severity.ERROR
    form = "this is not well-formed TOML: {reason}"

    reason: str


@dataclass(frozen=True, kw_only=True)
class KeyUnknown(Diagnostic):
    """A table of a TOML file has a key that means nothing in it.

    It is most often misspelt, and what it says would be without effect.
    """

    slug = "key-unknown"
    severity = Severity.ERROR
    form = "{table} has no key “{key}”"
    mend = "{nearest}"

    table: str
    key: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class KeyMissing(Diagnostic):
    """A table of a TOML file lacks a key that it must have.

    Nothing can stand in for it, so nothing is built.
    """

    slug = "key-missing"
    severity = Severity.ERROR
    form = "{table} lacks “{key}”"
    mend = "{example}"

    table: str
    key: str
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class ValueWrong(Diagnostic):
    """A key of a TOML file, or a fact of a construct, has a value that it cannot have.

    What was meant cannot be guessed, so nothing is built.
    """

    slug = "value-wrong"
    severity = Severity.ERROR
    form = "“{key}” must be {expected}, not {found}"
    mend = "{nearest}"

    key: str
    expected: str
    found: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class IdTwice(Diagnostic):
    """Two documents, persons, notes or signs have one id.

    A citation would lead to two places.
    """

    slug = "id-twice"
    severity = Severity.ERROR
    form = "the id “{id}” is used twice; first at {place}"
    mend = "Ids are for citation: give each document, person and note one of its own."

    id: str
    place: str


@dataclass(frozen=True, kw_only=True)
class AcceptedUnused(Diagnostic):
    """The edition accepts a finding that is no longer made.

    The place was mended or has moved. Left there, the entry might one day hide another fault.
    """

    slug = "accepted-unused"
    severity = Severity.WARNING
    form = "the accepted finding “{entry}” no longer occurs"
    mend = "Take it out of edition.toml."

    entry: str


@dataclass(frozen=True, kw_only=True)
class InitialsUnknown(Diagnostic):
    """A remark is signed with initials that are nobody's.

    They print as they stand, and no reader learns who speaks.
    """

    slug = "initials-unknown"
    severity = Severity.WARNING
    form = "the initials “{initials}” stand for nobody in the register"
    mend = "Add them to an [[editor]], [[translator]] or [[person]] of edition.toml. {nearest}"

    initials: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class QueryOpen(Diagnostic):
    """Somebody who works on the edition has asked something that nobody has settled.

    A query is a note of the series “query”, such as a comment that was brought in with a Word file. No page
    prints it: it is a comment of the Word file that is built, and a note of its type in TEI.
    """

    slug = "query-open"
    severity = Severity.WARNING
    form = "query {number}{who}: “{words}”"
    mend = "Settle it and take it out with its call, or let the note be of another series, and it prints."

    number: str
    who: str
    words: str


@dataclass(frozen=True, kw_only=True)
class HandUnknown(Diagnostic):
    """Words are said to be in a hand that the document's list of hands does not have.

    No note can say who wrote them. A name prints as it stands, a key such as “h2” nowhere: where no hands are
    listed at all, nothing in print tells of a change of hand that the encoding has.
    """

    slug = "hand-unknown"
    severity = Severity.WARNING
    form = "the hand “{hand}” is none of those of the document: {known}"
    mend = "Mend the name, or add the hand to the list."

    hand: str
    known: str


@dataclass(frozen=True, kw_only=True)
class WitnessUnlisted(Diagnostic):
    """Readings are those of copies that the document does not list.

    Their sigla are printed in the notes, and nothing in the edition says what they mean. A name of several
    words, such as “fair copy”, says it itself.
    """

    slug = "witness-unlisted"
    severity = Severity.WARNING
    form = "readings are of {sigla}, and no list of copies explains that"
    mend = "List the copies (TEI: listWit in the header), mend the siglum, or accept the finding."

    sigla: str


@dataclass(frozen=True, kw_only=True)
class CodeUnworded(Diagnostic):
    """The encoding says how words were deleted, or where they stand, by a code without words in the edition.

    The code is not printed: notes say that words were deleted or added, and not how or where. What a mark of
    the source is for is told where it is nearly a code with words.
    """

    slug = "code-unworded"
    severity = Severity.WARNING
    form = "the edition has no words for “{code}”, and does not print it"
    mend = "Mend the code, or word it in edition.toml: [phrase.{table}] with {key} = “…”."

    code: str
    table: str
    key: str


@dataclass(frozen=True, kw_only=True)
class DateImpossible(Diagnostic):
    """A date names a day or month that no calendar has, an hour that no clock shows, or no day at all.

    It prints as it stands, and no list can put the document in its place by it.
    """

    slug = "date-impossible"
    severity = Severity.WARNING
    form = "there is no such date as “{date}”"
    mend = "Compare the source; accept the finding if the source has it so."

    date: str


@dataclass(frozen=True, kw_only=True)
class NumberWrong(Diagnostic):
    """The number of a book or series is none: it has other figures, or another check digit, than one has.

    Shops and libraries refuse it.
    """

    slug = "number-wrong"
    severity = Severity.WARNING
    form = "“{number}” is no {scheme}: {reason}"
    mend = "Compare it with what the agency has assigned."

    number: str
    scheme: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonAmbiguous(Diagnostic):
    """A name in the text fits several persons of the register.

    It counts as a mention of none of them, since nobody says which one is meant.
    """

    slug = "person-ambiguous"
    severity = Severity.WARNING
    form = "“{name}”, met {count}, fits several persons: {persons}"
    mend = "Say who is meant, {mark}, or accept the finding."

    name: str
    count: str
    persons: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class PersonOrPlace(Diagnostic):
    """A surname of the register stands alone where the name of a place would, as in “seen in London”.

    It counts as no mention of the person.
    """

    slug = "person-or-place"
    severity = Severity.WARNING
    form = "“{name}”, met {count} behind a word like “in”, is taken for a place and not for {person}"
    mend = "If the person is meant, say so, {mark}; else accept the finding."

    name: str
    count: str
    person: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class PersonsUnmentioned(Diagnostic):
    """The register has persons whom no document mentions.

    They stand in the register of the book without any reference.
    """

    slug = "persons-unmentioned"
    severity = Severity.WARNING
    form = "no document mentions {count} of the register: {names}"
    mend = 'Take them out, or mark their names: {{name kind=person ref=ID|…}}, in TEI <persName ref="#ID">.'

    count: str
    names: str


@dataclass(frozen=True, kw_only=True)
class BlankLacking(Diagnostic):
    """A capital follows a stop or comma without a blank, as where the blank beside an element was lost.

    Abbreviations may stand close: rows of short ones, and those that the text has before a small letter too.
    All such places of the edition are one finding, at the first of them.
    """

    slug = "blank-lacking"
    severity = Severity.WARNING
    form = "a blank seems to be lacking in {words}"
    mend = "Compare the source; accept the finding if it has them so."

    words: str


@dataclass(frozen=True, kw_only=True)
class BlankSpare(Diagnostic):
    """A blank stands before a comma, a stop or a closing bracket, behind an opening one, behind a hyphen.

    So does one inside of quotation marks. It is printed as it stands. All such places of the edition are
    one finding, at the first of them.
    """

    slug = "blank-spare"
    severity = Severity.WARNING
    form = "a blank seems to be too many in {words}"
    mend = "Compare the source; accept the finding if it has them so."

    words: str


@dataclass(frozen=True, kw_only=True)
class StopsMeet(Diagnostic):
    """Two stops meet, or a stop and a bracket, since the words between them are left out.

    Of two that are alike one is printed, and no comma stands before another stop; brackets around nothing
    are left out. Which of others to leave out cannot be known: both are printed.
    """

    slug = "stops-meet"
    severity = Severity.WARNING
    form = "“{words}” meet where the words between them are left out"
    mend = "Leave one of them out in the source too, or accept the finding."

    words: str


@dataclass(frozen=True, kw_only=True)
class HyphenLeft(Diagnostic):
    """A word is divided by a hyphen, and elsewhere it is whole; what follows the hyphen is no word by itself.

    It is most likely the hyphen of a line end that is no more. All such places are one finding, at the first.
    """

    slug = "hyphen-left"
    severity = Severity.WARNING
    form = "the hyphen of a line seems to be left in {words}"
    mend = "Compare the source; accept the finding if it has them so."

    words: str


@dataclass(frozen=True, kw_only=True)
class MarkupLeft(Diagnostic):
    """A reference to a character stands in the text as it was typed, whole or in part, or the end of a tag.

    It prints as it stands. All such places of the edition are one finding, at the first of them.
    """

    slug = "markup-left"
    severity = Severity.WARNING
    form = "a bit of markup seems to be left in {words}"
    mend = "Put the character that is meant, or take it out; accept the finding if the source has it so."

    words: str


@dataclass(frozen=True, kw_only=True)
class RegisterUnknown(Diagnostic):
    """A name refers to an entry that no register has.

    The name prints, but is not in the register of persons.
    """

    slug = "register-unknown"
    severity = Severity.WARNING
    form = "“{ref}” is in no register"
    mend = "Add it to edition.toml. {nearest}"

    ref: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class EmendationMissing(Diagnostic):
    """The words that an emendation is to mend are not in the text.

    The slip would be printed unmended, so nothing is built.
    """

    slug = "emendation-missing"
    severity = Severity.ERROR
    form = "the emendation of “{lemma}” finds no such words"
    mend = "Check document, page and lemma in edition.toml; the lemma is the source's own spelling."

    lemma: str


@dataclass(frozen=True, kw_only=True)
class EmendationAmbiguous(Diagnostic):
    """The words that an emendation is to mend stand at several places.

    None of the places is changed until it is said which one is meant.
    """

    slug = "emendation-ambiguous"
    severity = Severity.ERROR
    form = "the emendation of “{lemma}” finds them {count} times"
    mend = "Say which with occurrence = 1, 2 …, or name the page."

    lemma: str
    count: int


@dataclass(frozen=True, kw_only=True)
class LanguageMissing(Diagnostic):
    """There are no words in the language of the edition.

    Titles, notes and the legend have the edition's own words beside those of the sources; they are printed in
    English.
    """

    slug = "language-missing"
    severity = Severity.WARNING
    form = "there are no words in the language “{language}”; English is printed in their place"
    mend = '{nearest} A language file of the edition\'s own is named with words = "….toml".'

    language: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class PhraseMissing(Diagnostic):
    """A language file lacks a phrase.

    Where it is wanted, English is printed among the words of the language.
    """

    slug = "phrase-missing"
    severity = Severity.WARNING
    form = "{file} has no phrase “{phrase}”; it is printed in English"
    mend = "Write it under [{table}]: {key} = “{english}” in the file's language."

    file: str
    phrase: str
    table: str
    key: str
    english: str
