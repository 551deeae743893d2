"""The pictures that an edition's texts show, read from its folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileUnreadable, PictureMissing, ReferenceRemote
from variorum.model import Document, walk
from variorum.project.files import REMOTE, nearest_file


def pictures(root: Path, documents: Iterable[Document]) -> Result[dict[str, bytes]]:
    """Return the pictures by the names under which texts show them.

    What is remote is not fetched; in the place of a picture that is not there its description is printed.
    """
    held: dict[str, bytes] = {}
    found: list[Diagnostic] = []
    for node in walk.pictures(documents):
        if node.target in held:
            continue
        if REMOTE.match(node.target):
            found.append(ReferenceRemote(node.span, target=node.target))
            continue
        try:
            held[node.target] = (root / node.target).read_bytes()
        except FileNotFoundError:
            near = nearest_file(root, node.target)
            found.append(PictureMissing(node.span, path=node.target, nearest=near))
        except OSError as error:
            reason = error.strerror or str(error)
            found.append(FileUnreadable(node.span, path=node.target, reason=reason))
    return Result(held, tuple(found))
