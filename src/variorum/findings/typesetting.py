"""Typesetting: house style, fonts, pages."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class StyleUnknown(Diagnostic):
    """The edition or the command line names a house style that there is not.

    Nothing says what the edition is to look like, so nothing is built.
    """

    slug = "style-unknown"
    severity = Severity.ERROR
    form = "there is no house style “{style}”"
    mend = "{nearest} A TOML file of one's own is looked for in the edition's folder."

    style: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class TokenUnknown(Diagnostic):
    """A house style sets a token that means nothing.

    It is most often misspelt, and what it sets would be without effect.
    """

    slug = "token-unknown"
    severity = Severity.ERROR
    form = "the house style has no token “{token}”"
    mend = "{nearest}"

    token: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class RoomMissing(Diagnostic):
    """Tokens of a house style, each right by itself, together leave no room for the text.

    Words would stand off the page or on one another, so nothing is built.
    """

    slug = "room-missing"
    severity = Severity.ERROR
    form = "“{key}” leaves {left}; needed: {least}"
    mend = "Make indents, spaces, margins or type smaller, or the page larger."

    key: str
    left: str
    least: str


@dataclass(frozen=True, kw_only=True)
class FontMissing(Diagnostic):
    """The house style names a font that this machine does not have.

    Another font would have other widths and other signs, so nothing is built.
    """

    slug = "font-missing"
    severity = Severity.ERROR
    form = "the font family “{family}” is not installed"
    mend = "Install the package {package}."

    family: str
    package: str

    @property
    def hint(self) -> str:
        """Return which package brings the font; where nobody says which, how to go on without it."""
        if self.package or self.own_hint is not None:
            return super().hint
        return "Install it, or name a family that is here; package = “…” beside it says what brings it."


@dataclass(frozen=True, kw_only=True)
class GlyphMissing(Diagnostic):
    """A font of the house style cannot show a character of what the edition says, or of a sign it prints.

    It would print as an empty box, so nothing is written. The place of a sign is that of what it is printed
    for; of what the edition prints by itself that of the typeface. For words of a document see
    `glyph-replaced`.
    """

    slug = "glyph-missing"
    severity = Severity.ERROR
    form = "“{family}” has no glyph for “{character}” ({name}){printed}"
    mend = "Name a typeface that has it in the style, under [[font.stand_in]]."

    family: str
    character: str
    name: str
    printed: str = ""


@dataclass(frozen=True, kw_only=True)
class GlyphReplaced(Diagnostic):
    """No typeface of the house style can show a character of a document: a placeholder is printed for it.

    The placeholder is the number of the character in Unicode, in brackets, in every format that is printed.
    TEI keeps the character. It may have no sign at all, as numbers that Unicode has given to nothing, or may
    mean something in one typeface only, as those for private use.
    """

    slug = "glyph-replaced"
    severity = Severity.WARNING
    form = "no typeface has a glyph for “{character}” ({name}); {printed} is printed in its place"
    mend = "Name a typeface that has it in the style, under [[font.stand_in]], or write what it stands for."

    character: str
    name: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class AccentsTooMany(Diagnostic):
    """A letter of the text bears more accents than a page has room for.

    They stand one over the other, through the lines above or below; in the first or last line of a page so
    many would stand off it, and so nothing is written. It is most often a key held down, or damage.
    """

    slug = "accents-too-many"
    severity = Severity.ERROR
    form = "{count} accents stand on “{letter}”; in the first line of a page {most} are seen"
    mend = "Take out those that are not to be read, or describe the letter in a note."

    letter: str
    count: int
    most: int


@dataclass(frozen=True, kw_only=True)
class CellTooWide(Diagnostic):
    """A cell of a table goes over more rows than there are, or over more columns than a table can have.

    It is printed over as many as there are, at the most over those that Word allows.
    """

    slug = "cell-too-wide"
    severity = Severity.WARNING
    form = "the cell goes over {said} {what}; it is printed over {printed}"
    mend = "Say over how many it goes: a table has the rows that are written, and 63 columns at the most."

    what: str
    said: int
    printed: int


@dataclass(frozen=True, kw_only=True)
class LettersTurned(Diagnostic):
    """A character of the text turns the letters behind it round, so that a word is seen from its end.

    It cannot be seen itself, and most often came with words from elsewhere. All formats obey it. Words in
    Hebrew or Arabic need none, they run from right to left by themselves.
    """

    slug = "letters-turned"
    severity = Severity.WARNING
    form = "the letters behind this place are turned round ({name})"
    mend = "Take the invisible character out, unless the letters are to be seen so."

    name: str


@dataclass(frozen=True, kw_only=True)
class LayoutWarning(Diagnostic):
    """The program that sets the pages, or binds them, says that something went wrong.

    The file is written if its proof passes; look at the place before it goes out.
    """

    slug = "layout-warning"
    severity = Severity.WARNING
    form = "the typesetter says: {words}"

    words: str


@dataclass(frozen=True, kw_only=True)
class NoteNotSet(Diagnostic):
    """A note found no room at the foot of a page.

    Its words would be far from their call or lost, so nothing is written.
    """

    slug = "note-not-set"
    severity = Severity.ERROR
    form = "the note {label} could not be set behind its call"
    mend = "Shorten the notes of this line, or call some of them elsewhere."

    label: str


@dataclass(frozen=True, kw_only=True)
class NoteFar(Diagnostic):
    """A note begins more than a page behind its call, for a line calls more notes than two pages hold.

    It is set on the first page that has room, so nothing is lost; readers have to turn pages.
    """

    slug = "note-far"
    severity = Severity.WARNING
    form = "the note {label} stands {pages} pages behind its call"
    mend = "Shorten the notes of this line, or call some of them elsewhere."

    label: str
    pages: int
