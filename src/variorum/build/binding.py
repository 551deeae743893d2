"""Bind the sheets of a format to a file, read it back and prove it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from variorum.build import Made
from variorum.contract import Renderer, Setting, Sheet
from variorum.diagnostics import Code, Diagnostic, Result
from variorum.extract import Extract
from variorum.proof import prove
from variorum.publication import Publication
from variorum.registry import component_missing, hushed, renderer

PAGE = re.compile(r"^page (\d+)$")


@dataclass(frozen=True, slots=True)
class Binding:
    """The sheets of an edition in a format, and the folder for the file."""

    format: str
    distribution: str
    publication: Publication
    sheets: tuple[Sheet, ...]
    setting: Setting
    out: Path


@dataclass(frozen=True, slots=True)
class Finished:
    """A file that is bound and proofed, not yet written."""

    made: Made
    data: bytes = field(repr=False)


def finish(binding: Binding) -> Result[Finished | None]:
    """Bind a format and prove the file; none where a library is missing or it cannot be read back."""
    loaded = renderer(binding.format)
    if loaded.value is None:
        return Result(None, loaded.diagnostics)
    try:
        with hushed():
            bound = loaded.value.bind(binding.publication, binding.sheets, binding.setting)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{binding.format}” needs", binding.distribution, error)
        return Result(None, (found,))
    path = binding.out / f"{binding.publication.id}{loaded.value.suffix}"
    extract = read_back(loaded.value, path.name, bound.value)
    if extract.value is None:
        return Result(None, bound.diagnostics + extract.diagnostics)
    proof = prove(binding.publication, binding.setting.style, extract.value, path.name)
    moved = sum(len(sheet.moved) for sheet in binding.sheets)
    made = Made(binding.format, path, len(bound.value), proof, moved, leaves(extract.value), written=False)
    return Result(Finished(made, bound.value), bound.diagnostics + proof.diagnostics)


def read_back(one: Renderer, file: str, data: bytes) -> Result[Extract | None]:
    """Read a file back; one that is no file of its format is a finding."""
    try:
        return Result(one.extract(data))
    except MemoryError:
        raise
    except Exception as error:  # whatever a library says of a broken file, the file is broken
        reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Result(None, (Diagnostic.of(Code.PROOF_UNREADABLE, file=file, reason=reason),))


def leaves(extract: Extract) -> int | None:
    """Return the number of the last printed page that has words on it, None where a format has no pages."""
    places = (token.place for tokens in extract.streams.values() for token in tokens)
    pages = [int(found.group(1)) for place in places if (found := PAGE.match(place))]
    return max(pages, default=None)
