"""What a reader of a notation says of the characters that do not print as words: which rule each obeys.

Together with the places of the words that print, claims account for a file: every character that is no blank
is either printed, or claimed once. The rules are a closed list; none says "anything else". Where the form of
what a rule claims is known, it is a pattern, so that no word can be claimed as a mark.
"""

from __future__ import annotations

import re
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
    LINE_END_MARK = r"\\", "The backslash at the end of a line that is kept."
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
    TABLE_RULE = r":?-{2,}:?", "The dashes in a cell under the head row of a table."
    NOTE_CALL = r"\[\^[^\s\[\]^]+\]", "The call of a note, in the place of which its label is printed."
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


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a source and the rule by which it prints no words; `of` is what it is the mark of."""

    span: Span
    rule: ClaimRule
    of: str = ""
