"""Conventions: the signs of a text, and what is declared of them."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class SignUndeclared(Diagnostic):
    """A text uses a sign whose meaning nobody states.

    A reader cannot know whether brackets are the author's or the editor's; the legend then says what the
    set says, not the source.
    """

    slug = "sign-undeclared"
    severity = Severity.WARNING
    form = "the sign “{sign}” is used {count} but its meaning is nowhere declared"
    mend = 'Declare it under [signs] in edition.toml, {key} = "…", or accept the finding with a reason.'

    sign: str
    count: str
    key: str


@dataclass(frozen=True, kw_only=True)
class SignUnused(Diagnostic):
    """A source declares a sign that its text does not have.

    Most often what bore it, as a type style, was lost on the way into the transcript, and with it what the
    source says of these words.
    """

    slug = "sign-unused"
    severity = Severity.WARNING
    form = "the source declares “{statement}”, but no such sign is used"
    mend = "The transcript may have lost its type styles; compare the source."

    statement: str


@dataclass(frozen=True, kw_only=True)
class SignInvisible(Diagnostic):
    """A sign means something, but nothing on the page would show it.

    Its words print like all others, and no reader learns what was done to them.
    """

    slug = "sign-invisible"
    severity = Severity.WARNING
    form = "the sign “{sign}” would print without a visible mark"
    mend = "Give its style a visible property in the house style, or brackets in the convention set."

    sign: str


@dataclass(frozen=True, kw_only=True)
class SignNear(Diagnostic):
    """A bracket is in one or two letters unlike one that a sign of the set would read.

    It is read as words of another kind, and what it was to say, the beginning of a page or a loss, is lost.
    """

    slug = "sign-near"
    severity = Severity.WARNING
    form = "“{bracket}” is nearly the sign “{sign}”: “{meant}”"
    mend = "Mend its spelling; accept the finding if the words are right as they are."

    bracket: str
    sign: str
    meant: str


@dataclass(frozen=True, kw_only=True)
class BracketDescribes(Diagnostic):
    """Words in brackets say something of the paper, but are read as words that the edition supplies.

    They print as if the source had lacked them.
    """

    slug = "bracket-describes"
    severity = Severity.WARNING
    form = "“{bracket}” says something of the paper, but is read as words supplied"
    mend = "Write what it is: {{remark|…}}, {{gap reason=lost}}; or accept the finding."

    bracket: str


@dataclass(frozen=True, kw_only=True)
class BaseMissing(Diagnostic):
    """What a sign means depends on how the source itself is written, and nobody says how it is.

    Underlined italic is an insertion by hand in a typed paper, and something else in one written by hand.
    """

    slug = "base-missing"
    severity = Severity.WARNING
    form = "a sign is used {count} that means something else by how the source is written, which nobody says"
    mend = "Say it of the document in edition.toml: base = {bases}."

    count: str
    bases: str


@dataclass(frozen=True, kw_only=True)
class SignSilent(Diagnostic):
    """A sign is used, and the profile or the set prints its words without its mark, as a note, or not at all.

    Readers do not see it, or only in the notes: that is for the edition to know, not for its legend.
    """

    slug = "sign-silent"
    severity = Severity.INFO
    form = "the sign “{sign}” is {way} {count}"
    mend = "Choose another profile, or say under [sign.ID] of one of your own how it is to be printed."

    sign: str
    way: str
    count: str


@dataclass(frozen=True, kw_only=True)
class ConventionUnknown(Diagnostic):
    """The edition or the command line names a convention set that there is not.

    Without it no sign of the text has a meaning, so nothing is read.
    """

    slug = "convention-unknown"
    severity = Severity.ERROR
    form = "there is no convention set “{convention}”"
    mend = "{nearest} A TOML file of one's own is looked for in the edition's folder."

    convention: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class SignWordsMissing(Diagnostic):
    """A convention set, or a profile, has no words in the language in which the edition prints.

    Its own words stand in their places: in marks, textual notes and legend, and where a sign is spoken.
    """

    slug = "sign-words-missing"
    severity = Severity.WARNING
    form = "“{convention}” lacks {count} of its texts in “{language}”, the first is {first}"
    mend = (
        "Say them under [override.ID] in edition.toml, or by language in a set of the edition's own: "
        'legend = {{ en = "…", de = "…" }}.'
    )

    convention: str
    language: str
    count: int
    first: str


@dataclass(frozen=True, kw_only=True)
class ProfileUnknown(Diagnostic):
    """The edition or the command line names a profile that there is not.

    Which signs are printed, and how, is not known, so nothing is built.
    """

    slug = "profile-unknown"
    severity = Severity.ERROR
    form = "there is no profile “{profile}”"
    mend = "{nearest} A TOML file of one's own is looked for in the edition's folder."

    profile: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class LanguageUnread(Diagnostic):
    """The language in which texts are read is one of which variorum knows no dates and no numbers.

    Their dates get no normal form but the year, and pages that are numbered in words are not counted.
    """

    slug = "language-unread"
    severity = Severity.WARNING
    form = "dates and numbers in words cannot be read in “{language}”"
    mend = "{nearest} Figures and Roman numerals are read in any language."

    language: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class SignUnknown(Diagnostic):
    """A sign is named that the convention set does not have.

    What is said of it, as how it prints, would be without effect.
    """

    slug = "sign-unknown"
    severity = Severity.ERROR
    form = "the convention set has no sign “{sign}”"
    mend = "{nearest}"

    sign: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class MarkMissing(Diagnostic):
    """A sign is named for a mark that is not in the text.

    The place is not changed, so the text would print with the meaning that its set gives it.
    """

    slug = "mark-missing"
    severity = Severity.ERROR
    form = "there is no “{lemma}” where a sign is said to be"
    mend = (
        "Check document, page and lemma of [[sign_at]]; the lemma is the mark with all that is in it, as "
        "the transcript writes it."
    )

    lemma: str


@dataclass(frozen=True, kw_only=True)
class MarkAmbiguous(Diagnostic):
    """A sign is named for a mark that stands at several places.

    None of the places is changed until it is said which one is meant.
    """

    slug = "mark-ambiguous"
    severity = Severity.ERROR
    form = "“{lemma}” stands {count} times where one sign is said to be"
    mend = "Say which with occurrence = 1, 2 …, or name the page."

    lemma: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MarkUnfit(Diagnostic):
    """A sign is named for a mark that cannot be this sign.

    The mark does not hold what the sign needs, or is no mark; the place is not changed.
    """

    slug = "mark-unfit"
    severity = Severity.ERROR
    form = "“{lemma}” cannot be the sign “{sign}”"
    mend = "The lemma must be a whole mark that holds what the sign needs; a construct can say it too."

    lemma: str
    sign: str


@dataclass(frozen=True, kw_only=True)
class DeclarationUnknown(Diagnostic):
    """A source states what a sign means, and no sign of the set is known by such a statement.

    It is printed in the legend as the source has it, but which sign it speaks of is not known.
    """

    slug = "declaration-unknown"
    severity = Severity.WARNING
    form = "no sign of the set answers to this statement of the source"
    mend = "Add legend_match to a sign of the set."
