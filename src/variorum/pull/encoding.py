"""Sources in the bytes that they lie in: a text is written as the file was."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.project import Project

MARKS = ("", codecs.BOM_UTF8.decode("utf-8"))


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a text lies in its file: in which encoding, after which mark."""

    encoding: str
    mark: str
    there: bytes

    def data(self, text: str) -> bytes | None:
        """Return the bytes of a text, none if the encoding lacks a character of it."""
        try:
            return (self.mark + text).encode(self.encoding)
        except UnicodeEncodeError:
            return None


def form_of(project: Project, path: str, text: str) -> FileForm | None:
    """Return the form in which a text lies in its file, none if no known form gives the same bytes."""
    there = project.folder.read(path, None).value
    for encoding in _encodings(project, path) if there is not None else ():
        for mark in MARKS:
            try:
                same = (mark + text).encode(encoding) == there
            except (UnicodeEncodeError, LookupError):
                continue
            if same and there is not None:
                return FileForm(encoding, mark, there)
    return None


def _encodings(project: Project, path: str) -> Iterator[str]:
    yield "utf-8"
    yield from (one.encoding for one in project.documents if one.path == path and one.encoding)
    yield "utf-16"
