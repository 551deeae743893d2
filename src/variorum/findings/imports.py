"""The account of files that are brought in: their words, compared with those of the transcripts."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class ImportLost(Diagnostic):
    """Words of a file are not in the transcript that was made of it, and no rule leaves them out.

    The edition is made all the same; write the words into the transcript, if they are the text's.
    """

    slug = "import-lost"
    severity = Severity.ERROR
    form = "“{words}” in {where} is not in the transcript, and nothing says why"
    mend = "Write it into the transcript, if it is part of the text."

    words: str
    where: str


@dataclass(frozen=True, kw_only=True)
class ImportForeign(Diagnostic):
    """Words of a transcript that was made of a file do not stand in the file, or stand there once less."""

    slug = "import-foreign"
    severity = Severity.ERROR
    form = "“{words}” in line {line} of the transcript is not in the file there"
    mend = "Compare the file, and take it out of the transcript."

    words: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ImportOrder(Diagnostic):
    """Words of a file stand in another place in the transcript that was made of it."""

    slug = "import-order"
    severity = Severity.ERROR
    form = "“{words}” in {where} stands in another place in the transcript, in line {line}"
    mend = "Compare the file, and move it."

    words: str
    where: str
    line: int


@dataclass(frozen=True, kw_only=True)
class ImportBlank(Diagnostic):
    """Two words that a file parts are one in the transcript that was made of it, or the other way round."""

    slug = "import-blank"
    severity = Severity.ERROR
    form = "“{before}” and “{behind}” in {where} are {fault} in the transcript"
    mend = "Compare the file, and write the transcript as it is there."

    before: str
    behind: str
    where: str
    fault: str


@dataclass(frozen=True, kw_only=True)
class ImportTold(Diagnostic):
    """Words that the report tells as left out do not stand so in the file, or stand in the transcript."""

    slug = "import-told"
    severity = Severity.ERROR
    form = "“{words}” is told as left out ({what}), and the file has no such words that are left out"
    mend = "Compare the file with the transcript."

    words: str
    what: str
