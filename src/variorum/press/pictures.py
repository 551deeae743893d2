"""The pictures that an edition's texts show, read from its folder and decoded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileOutside, FileTooLong, PictureDamaged, PictureMissing, PictureOutside
from variorum.folder import EditionFolder
from variorum.model import Document, Figure, FigureBlock, walk
from variorum.pictures import StillPicture, embedded_bytes, is_embedded, name_of_embedded, read_picture
from variorum.project.files import nearest_file


def pictures(folder: EditionFolder, documents: Iterable[Document]) -> Result[dict[str, StillPicture]]:
    """Return the pictures by the names under which texts show them.

    What is remote is not fetched; in the place of a picture that is not there, that lies outside of the
    edition or that cannot be shown, its description is printed.
    """
    held: dict[str, StillPicture] = {}
    asked: set[str] = set()
    found: list[Diagnostic] = []
    for node in walk.pictures(documents):
        if node.target in asked:
            continue
        asked.add(node.target)
        shown = _picture_in_text(node) if is_embedded(node.target) else _picture_of_file(folder, node)
        found += shown.diagnostics
        if shown.value is not None:
            held[node.target] = shown.value
    return Result(held, tuple(found))


def _picture_of_file(folder: EditionFolder, node: Figure | FigureBlock) -> Result[StillPicture | None]:
    """Return a picture that is a file of the edition."""
    opened = folder.read(node.target, node.span)
    said = tuple(map(_of_a_picture, opened.diagnostics))
    if opened.value is not None:
        return read_picture(node.target, opened.value, node.span).noting(said)
    if said:
        return Result(None, said)
    near = nearest_file(folder, node.target)
    return Result(None, (PictureMissing(node.span, path=node.target, nearest=near),))


def _picture_in_text(node: Figure | FigureBlock) -> Result[StillPicture | None]:
    """Return a picture that stands in the text itself."""
    name = name_of_embedded(node.target)
    data = embedded_bytes(node.target)
    if data is None:
        return Result(None, (PictureDamaged(node.span, path=name, reason="it is no picture"),))
    return read_picture(name, data, node.span)


def _of_a_picture(found: Diagnostic) -> Diagnostic:
    """Return what is found of a file as it is said of a picture."""
    match found:
        case FileOutside():
            return PictureOutside(found.span, path=found.path, reason=found.reason)
        case FileTooLong():
            return replace(found, own_hint="Save the picture with fewer dots.")
        case _:
            return found
