"""The words of a file that is brought in, whatever its kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import Stream

LABEL = re.compile(r"\w{1,8}\.|•")
"""How a browser counts the items of a list."""


@dataclass(frozen=True, slots=True)
class Untold:
    """Words that are left out by a rule whose words the report must tell."""

    rule: Omission
    words: str
    part: str


@dataclass(slots=True)
class FileWords:
    """The words of a file: its text, its notes by name, what rules have left out and what must be told.

    `aside` are words that are shown beside the text if at all, `drawn` characters that a style sheet writes,
    `labels` what the numbers of items look like, without blanks.
    """

    body: Stream = field(default_factory=Stream)
    notes: dict[str, Stream] = field(default_factory=dict)
    aside: Stream = field(default_factory=Stream)
    labels: re.Pattern[str] = LABEL
    drawn: tuple[str, ...] = ()
    dropped: Counter[Omission] = field(default_factory=Counter)
    untold: list[Untold] = field(default_factory=list)
