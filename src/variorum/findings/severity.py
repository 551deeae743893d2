"""What every finding has: how grave it is, what it says, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How grave a finding is: an error stops a build, a warning is shown, an info is counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Kind:
    """What stands behind a code."""

    slug: str
    severity: Severity
    message: str
    hint: str = ""
