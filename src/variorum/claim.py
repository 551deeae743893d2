"""What a reader of a notation says of the characters that do not print as words: which rule each obeys.

Together with the places of the words that print, claims account for a file: every character that is no blank
is either printed, or claimed once. The rules are a closed list; none says "anything else". Where the form of
what a rule claims is known, it is a pattern, so that no word can be claimed as a mark.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

from variorum.source import Span


class ClaimRule(Enum):
    """The rules by which characters of a notation are no words: what they look like, and a sentence."""

    def __init__(self, form: str, sentence: str) -> None:
        self.form = re.compile(form, re.DOTALL)
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """Return the name of the rule as it is shown."""
        return self.name.lower().replace("_", "-")

    STYLE_MARK = (
        r"\*{1,3}|</?u>|~~|\^",
        "The mark of a type style, before and behind what it surrounds.",
    )
    ESCAPE = r"\\", "The backslash before a character that is no mark."
    ESCAPED_BLANK = (
        r"\\[ntr]",
        "A line end or a tab in a datum, written as a backslash and a letter; a blank is printed.",
    )
    LINE_END_MARK = r"\\", "The backslash at the end of a line that is kept."
    LINE_HYPHEN = (
        r"[-\u00ad\u00ac\u2010\u2e17]?[ \t]*\r?\n[ \t]*",
        "The end of a line in a word that goes on in the next, and its hyphen; a finding tells it.",
    )
    BYTE_ORDER_MARK = "\ufeff", "The byte order mark at the beginning of a file."

    SIGN_MARK = (
        r"[\[\]^<>⟨⟩‹›⟦⟧↑↓]",
        "One of the two marks around a sign of the convention set, which prints it by marks of its own.",
    )
    SIGN_ALONE = (
        r"\S(?:[^\n]{0,18}\S)?",
        "Characters that are a sign by themselves, such as three dots, which the set prints in its own way.",
    )
    SIGN_WORDS = (
        r"[^\s\[\]](?:[^\[\]]{0,998}[^\s\[\]])?|[\[\]]",
        "Words in a sign by which the set knows what it is, and what parts them from its data.",
    )
    SIGN_DATUM = (
        r"[^\s\[\]](?:[^\[\]]{0,998}[^\s\[\]])?|[\[\]]",
        "Words in a sign that become a datum: how much is lost, whose initials they are.",
    )
    SIGN_BLANK = (
        r"\s+",
        "The blank between words and the sign in brackets behind them that says something of them.",
    )
    PAGE_MARK = (
        r"[^\s\[\]](?:[^\[\]]{0,98}[^\s\[\]])?|[\[\]]",
        "The words in a page mark, from which its label is printed.",
    )

    CONSTRUCT = r"\{[a-z][a-z0-9-]*", "The brace that opens a construct in the line, and its name."
    CONSTRUCT_BAR = r"\|", "The bar before a part of a construct."
    CONSTRUCT_END = r"\}", "The brace that closes a construct."
    FENCE = r":::\s*[a-z][a-z0-9-]*", "The colons that open a block construct, and its name."
    FENCE_END = r":::", "The colons that close a block construct."
    CONSTRUCT_DATUM = (
        r'[A-Za-z-]+(?:=(?:"(?:\\.|[^"\\])*"|[^\s"|{}=]*|"))?|"',
        "A datum in the head of a construct, which becomes one of the model; of a label what is around it.",
    )
    CONSTRUCT_UNREAD = (
        r"\S(?:[^\n]*\S)?",
        "What stands in the head of a construct and is no datum of it; a finding tells it.",
    )

    HEADING_MARK = r"#{1,6}", "The mark of a heading, which says its level."
    BULLET = r"-", "The dash of an item of a list that has no label."
    RULE = r"([=_—–*-])(?:\s*\1){4,}", "A line of signs that draws a rule, or stands above a page mark."
    TABLE_BAR = r"\|", "The bar before or behind a cell of a table."
    TABLE_RULE = r":-+:?|-{2,}:?|-:", "The dashes in a cell under the head row of a table."
    NOTE_CALL = r"\[\^[^\s\[\]^]+\]", "The call of a note, in the place of which its label is printed."
    NOTE_SIGN = (
        r"[*†‡§¶‖]{1,4}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\d{1,3}",
        "A sign or raised figures that call a note in the source; the label of the note takes their place.",
    )
    NOTE_HEAD = (
        r"\[\^[^\s\[\]^]+\]:",
        "The name of a note before its words; its label is printed there.",
    )
    NOTE_HEADING = (
        r"\S(?:[^\n]{0,78}\S)?",
        "The heading over the notes at the end of a document, known to the set.",
    )
    NOTE_LABEL = (
        r"\S(?:[^\n]{0,18}\S)?",
        "The label of a note under such a heading, in the place of which its label is printed.",
    )

    NOTATION_OPENING = (
        r"<(?:[:#_|=]|[ST]=(?:\.[A-Za-z-]+)?|D=\.[^\s<>]+)?|\(\|?|_?\[|\|[_^]|\|\|[a-z]+:|~\|{1,2}|¯_?"
        r'|[〚⟦][/X]?|\\\|?|\\|/[/*]|\{|"',
        "What opens in a notation of papyrology: a bracket with what it says of the words in it.",
    )
    NOTATION_CLOSING = (
        r":>|'?=[\d\-/?()frac]*#>|=[DT]?>|\|>|_>|>|\|?\)|\?\)|\]_?|_\||\^\||\|\|(?:~tall)?|\|~[A-Za-z-]+"
        r'|_?¯|[〛⟧]|\|/|\*/|\\\\|/|"|\}|(?:~[A-Za-z-]+)?=[^<>|=]{1,400}>|\|[A-Za-z_]*:[^<>|=~]{0,400}\|:>',
        "What closes in such a notation: a bracket with what it says of the words in it.",
    )
    NOTATION_PARTING = (
        r"\|\|(?:reg|alt|ed)\|\||\|(?:reg|alt|ed|subst|corr)\||\|",
        "What stands in such a notation between two forms of one word.",
    )
    DOUBT_MARK = r"\(\?\)", "The mark in such a notation that what it stands behind is uncertain."
    SOURCE_MARK = (
        r"=[^\s\[\]<>|=〚〛⟦⟧{}](?:[^\[\]<>|=〚〛⟦⟧{}]*[^\s\[\]<>|=〚〛⟦⟧{}])?",
        "Whose reading it is, or in which language, in such a notation, behind the words.",
    )
    LINE_NUMBER = (
        r"\d{1,6}[/,a-zA-Z0-9]{0,16}\.-?|\(\d{1,6}[/,a-zA-Z0-9]{0,16}(?:\.-)?, [^\s()]+\)|\({2,3}\d+\){2,3}",
        "The number of a line of the source in such a notation, which is printed as lines are counted.",
    )
    GAP_MARK = (
        r"\[(?:\.(?:\d+-\d+|\d+|\?)|ca\.\d+)(?:\(\?\))?\]|<\.(?:\d+|\?)(?:\(\?\))?>"
        r"|(?:(?:vac|lost|vestig)\.|\.)?(?:ca\.\d+|\d+-\d+|\d+|\?)(?:lin|char)?(?:\(\?\))?|vestig(?:\(\?\))?"
        r"|\((?:Lines|Chars|Column): (?:ca\.\d+|\d+-\d+|\d+|\?)|(?:\(\?\))?\)|\(Lang:"
        r"|(?:ca\.\d+|\d+|\?) (?:lines|char)(?:\(\?\))?\)|\[(?:\.\.\.|…)\]|\.\.\.|…",
        "How much is lost, illegible, blank or left out, in such a notation.",
    )
    DIACRITIC_MARK = (
        r"(?:\[\.\d+\]|\.\d+)?\((?:¨|´|`|\^| ῾| ᾿){1,2}\)",
        "A diacritic that the scribe wrote, in such a notation, behind its letter.",
    )
    LETTER_MARK = (
        r"[\u0304\u0323]|[\u00c0-\u1fff]",
        "The dot under a letter or the line over it; of a letter that is one with it, the mark alone.",
    )
    SYMBOL_MARK = (
        r"\*(?:[^*\s]+(?:\*|,))?",
        "The name of a symbol, and the stars around, in such a notation.",
    )
    HAND_MARK = r"\$m\d+[a-z]?(?:\(\?\))?", "The mark in such a notation that another hand begins."
    DRAWING_MARK = r"#", "The mark before the name of a drawing, in such a notation."
    SPELLING_MARK = r"!", "The mark before and behind a spelling that is not regular, in such a notation."
    MILESTONE_MARK = (
        r"-{8}|-{4}|~{8}|###|>---|-\$\$-",
        "The mark of a line drawn across the text, or a sign in its margin, in such a notation.",
    )
    REFERENCE_MARK = r"\(ref=[^=()*]+=|\)", "The number of a reference, and its brackets, in such a notation."


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a source and the rule by which it prints no words; `of` is what it is the mark of."""

    span: Span
    rule: ClaimRule
    of: str = ""

    def words(self, text: str) -> str:
        """Return what the characters print all the same: of a letter with a dot, the letter; a blank."""
        if self.rule is ClaimRule.ESCAPED_BLANK:
            return " "
        if self.rule is not ClaimRule.LETTER_MARK:
            return ""
        apart = re.sub("[\u0304\u0323]", "", unicodedata.normalize("NFD", text))
        return unicodedata.normalize("NFC", apart)
