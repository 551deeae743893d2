"""The pictures that an edition's texts show, read from its folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileOutside, FileTooLong, PictureMissing, PictureOutside
from variorum.folder import EditionFolder
from variorum.model import Document, walk
from variorum.project.files import nearest_file


def pictures(folder: EditionFolder, documents: Iterable[Document]) -> Result[dict[str, bytes]]:
    """Return the pictures by the names under which texts show them.

    What is remote is not fetched; in the place of a picture that is not there, or that lies outside of the
    edition, its description is printed.
    """
    held: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for node in walk.pictures(documents):
        if node.target in held:
            continue
        opened = folder.read(node.target, node.span)
        found += map(_of_a_picture, opened.diagnostics)
        if opened.value is not None:
            held[node.target] = opened.value
        elif not opened.diagnostics:
            near = nearest_file(folder.root, node.target)
            found.append(PictureMissing(node.span, path=node.target, nearest=near))
    return Result(held, tuple(found))


def _of_a_picture(found: Diagnostic) -> Diagnostic:
    """Return what is found of a file as it is said of a picture."""
    match found:
        case FileOutside():
            return PictureOutside(found.span, path=found.path, reason=found.reason)
        case FileTooLong():
            return replace(found, own_hint="Save the picture with fewer dots.")
        case _:
            return found
