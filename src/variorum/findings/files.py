"""Files: what is read, before anything is known of what it says."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.findings.finding import Diagnostic, Severity


@dataclass(frozen=True, kw_only=True)
class FileMissing(Diagnostic):
    """A file that the edition or the command line names is not there."""

    slug = "file-missing"
    severity = Severity.ERROR
    form = "there is no file {path}"
    mend = "{nearest}"

    path: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class FileUnreadable(Diagnostic):
    """A file is there, but the system does not let it be read."""

    slug = "file-unreadable"
    severity = Severity.ERROR
    form = "{path} cannot be read: {reason}"
    mend = "Check the file's permissions."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileEmpty(Diagnostic):
    """A file of the edition holds nothing, or only blanks."""

    slug = "file-empty"
    severity = Severity.ERROR
    form = "{path} is empty"
    mend = "Put the transcript of the document into it, or take it out of [[document]]."

    path: str


@dataclass(frozen=True, kw_only=True)
class FileNotText(Diagnostic):
    """What should be plain text holds bytes that no text has."""

    slug = "file-not-text"
    severity = Severity.ERROR
    form = "{path} is not a text file ({reason})"
    mend = "A transcript is plain text in UTF-8."

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileEncoding(Diagnostic):
    """A file has bytes that the encoding it is read in does not have."""

    slug = "file-encoding"
    severity = Severity.ERROR
    form = "{path} is not {encoding}: byte {byte} at this place; it looks like {likely}"
    mend = 'Save the file as UTF-8, or set encoding = "{likely}" for the document in edition.toml.'

    path: str
    encoding: str
    byte: str
    likely: str


@dataclass(frozen=True, kw_only=True)
class FileTooLong(Diagnostic):
    """A file is longer than any transcript or table can be."""

    slug = "file-too-long"
    severity = Severity.ERROR
    form = "{path} has more than the {limit} that such a file may have"
    mend = "Part it: one file for each document."

    path: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class LineTooLong(Diagnostic):
    """A line is longer than a paragraph of any document can be."""

    slug = "line-too-long"
    severity = Severity.ERROR
    form = "this line has {length} characters, more than the {limit} that a line may have"
    mend = "Part it into paragraphs, with a blank line between them."

    length: str
    limit: str


@dataclass(frozen=True, kw_only=True)
class PictureMissing(Diagnostic):
    """A figure names a picture that is not in the edition's folder."""

    slug = "picture-missing"
    severity = Severity.WARNING
    form = "there is no picture {path}; its description is printed instead"
    mend = "{nearest}"

    path: str
    nearest: str = ""


@dataclass(frozen=True, kw_only=True)
class ReferenceRemote(Diagnostic):
    """Something of the edition is named by an address on the network."""

    slug = "reference-remote"
    severity = Severity.WARNING
    form = "the remote reference “{target}” is not fetched"
    mend = "Keep a copy in the edition's folder."

    target: str
