"""Damages to finished files, such as a bad library, a careless hand or a broken disk would do them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from variorum.findings import Diagnostic
from variorum.findings.proof import (
    ProofCall,
    ProofInvisible,
    ProofLook,
    ProofNoteMissing,
    ProofNoteTwice,
    ProofOrder,
    ProofPage,
    ProofUnknown,
    ProofWordMissing,
)

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Damage:
    """A change of a file's bytes, and the findings of which the proof must bring one."""

    name: str
    change: Callable[[bytes], bytes]
    codes: frozenset[type[Diagnostic]]

    def __str__(self) -> str:
        return self.name


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a zipped file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the parts zipped again, the type of a package as it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return buffer.getvalue()


def packed_alike(book: bytes, files: Mapping[str, bytes]) -> bytes:
    """Return the parts zipped as those of a book are, so that the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as archive:
        known = {info.filename: info for info in old.infolist()}
        for name, data in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = known[name].compress_type if name in known else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def in_part(name: str, change: Callable[[Element], None]) -> Callable[[bytes], bytes]:
    """Return the change of one XML part of a zipped file."""

    def damage(data: bytes) -> bytes:
        files = parts(data)
        root = etree.fromstring(files[name])
        before = etree.tostring(root)
        change(root)
        assert etree.tostring(root) != before, "the damage changed nothing"
        files[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")
        return packed(files)

    return damage


def in_text(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Return the replacement of bytes in one part of a zipped file."""

    def damage(data: bytes) -> bytes:
        files = parts(data)
        assert old in files[name], f"{old!r} is not in {name}"
        files[name] = files[name].replace(old, new, 1)
        return packed(files)

    return damage


def texts(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield each piece of text: the element that holds it, and "text" or "tail"."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.text and element.text.strip():
            yield element, "text"
        if element.tail and element.tail.strip():
            yield element, "tail"


def reword(root: Element, old: str, new: str) -> None:
    """Replace words in the first piece of text that has them."""
    for element, where in texts(root):
        text = getattr(element, where)
        if old in text:
            setattr(element, where, text.replace(old, new, 1))
            return
    raise AssertionError(f"there is no “{old}”")


def cut(element: Element) -> None:
    """Take an element out and keep the text behind it."""
    parent = element.getparent()
    assert parent is not None
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


MISSING = frozenset({ProofWordMissing})
ORDER = frozenset({ProofOrder})
LOOK = frozenset({ProofLook})
NOTE = frozenset({ProofNoteMissing})
TWICE = frozenset({ProofNoteTwice})
CALL = frozenset({ProofCall})
PAGE = frozenset({ProofPage})
INVISIBLE = frozenset({ProofInvisible})
UNKNOWN = frozenset({ProofUnknown})
