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
    BYTE_ORDER_MARK = "\ufeff", "The byte order mark at the beginning of a file."


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of a source and the rule by which it prints no words; `of` is what it is the mark of."""

    span: Span
    rule: ClaimRule
    of: str = ""
