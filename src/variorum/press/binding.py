"""Make the file of a format, read it back and prove it: bound from sheets, or written from the edition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from variorum.contract import (
    ClosedFormat,
    Marker,
    RecallingFormat,
    Renderer,
    Setting,
    Sheet,
    Shelf,
    Writer,
    is_writer,
)
from variorum.extract import Extract
from variorum.findings import Diagnostic, Result
from variorum.findings.proof import ProofUnreadable
from variorum.model import Edition
from variorum.press import PressedFile, cache
from variorum.proof import Count, Proof, prove, prove_edition
from variorum.publication import Publication
from variorum.registry import RENDERERS, component_missing, failing, load_format, output_dropped, renderer
from variorum.vocabulary import Unknown

PAGE = re.compile(r"^page (\d+)$")
MOST = 20
"""How many strange things of a file are told."""


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
class Writing:
    """An edition to be written in a format that is made from it, and the folder for the file."""

    format: str
    distribution: str
    edition: Edition
    out: Path


@dataclass(frozen=True, slots=True)
class FinishedFile:
    """A file that is bound and proofed, not yet written."""

    made: PressedFile
    data: bytes = field(repr=False)


def current_file(key: str, path: Path, content: Publication | Edition) -> Result[FinishedFile | None] | None:
    """Return a file that lies at its path, byte for byte as it passed its proof, with what was found then.

    `key` is that of all that it is made from. None if it is another file, or nothing is known of it.
    """
    known = cache.load_record(key, content)
    if known is None:
        return None
    facts, found = known
    try:
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != facts["sha256"]:
            return None
        proof = Proof(path.name, tuple(Count(*one) for one in facts["counts"]), ())
        format_, moved, leaves_ = facts["format"], facts["moved"], facts["leaves"]
    except (OSError, KeyError, TypeError):  # no such file, or a record that is damaged
        return None
    made = PressedFile(
        format_, path, len(data), proof, moved, leaves_, written=False, current=True, sha256=facts["sha256"]
    )
    return Result(FinishedFile(made, data), found)


def remember(
    key: str, file: FinishedFile, content: Publication | Edition, found: Sequence[Diagnostic]
) -> None:
    """Keep what is known of a file that passed its proof, with what was found in setting and binding it."""
    counts = [[one.name, one.expected, one.found] for one in file.made.proof.counts]
    facts = {
        "format": file.made.format,
        "sha256": file.made.sha256,
        "counts": counts,
        "moved": file.made.moved,
        "leaves": file.made.leaves,
    }
    cache.keep_record(key, content, facts, found)


def finish(task: Binding | Writing) -> Result[FinishedFile | None]:
    """Make a file and prove it; none where a library is missing or it cannot be read back."""
    return _bind(task) if isinstance(task, Binding) else _write_edition(task)


def _bind(binding: Binding) -> Result[FinishedFile | None]:
    loaded = renderer(binding.format)
    if loaded.value is None:
        return Result(None, loaded.diagnostics)
    try:
        with output_dropped():
            bound = loaded.value.bind(binding.publication, binding.sheets, binding.setting)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{binding.format}” needs", binding.distribution, error)
        return Result(None, (found,))
    except Exception as error:
        on = binding.publication.id
        return Result(None, (failing(RENDERERS.thing, binding.format, binding.distribution, on, error),))
    path = binding.out / f"{binding.publication.id}{loaded.value.suffix}"
    extract = read_back(loaded.value, path.name, bound.value, binding.setting.shelf)
    if extract.value is None:
        return Result(None, bound.diagnostics + extract.diagnostics)
    unknown = what_is_unknown(loaded.value, bound.value, binding.publication, binding.setting)
    proof = prove(binding.publication, binding.setting.style, extract.value, path.name, unknown)
    moved = sum(len(sheet.moved) for sheet in binding.sheets)
    data = bound.value if proof.passed else with_marks(loaded.value, bound.value, proof)
    digest = hashlib.sha256(data).hexdigest()
    made = PressedFile(
        binding.format, path, len(data), proof, moved, leaves(extract.value), written=False, sha256=digest
    )
    return Result(FinishedFile(made, data), bound.diagnostics + proof.diagnostics)


def _write_edition(task: Writing) -> Result[FinishedFile | None]:
    loaded = load_format(task.format)
    if loaded.value is None or not is_writer(loaded.value):
        return Result(None, loaded.diagnostics)
    try:
        with output_dropped():
            written = loaded.value.write(task.edition)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{task.format}” needs", task.distribution, error)
        return Result(None, (found,))
    except Exception as error:
        on = task.edition.id
        return Result(None, (failing(RENDERERS.thing, task.format, task.distribution, on, error),))
    path = task.out / f"{task.edition.id}{loaded.value.suffix}"
    proof = prove_written(loaded.value, task.edition, path.name, written.value)
    if proof.value is None:
        return Result(None, written.diagnostics + proof.diagnostics)
    digest = hashlib.sha256(written.value).hexdigest()
    made = PressedFile(
        task.format, path, len(written.value), proof.value, 0, None, written=False, sha256=digest
    )
    return Result(FinishedFile(made, written.value), written.diagnostics + proof.diagnostics)


def prove_written(one: Writer, edition: Edition, file: str, data: bytes) -> Result[Proof | None]:
    """Read a written edition back and compare it; one that cannot be read is a finding."""
    try:
        found = one.read(data, file)
    except MemoryError:
        raise
    except Exception as error:  # as in `read_back`
        return Result(None, (_unreadable(file, error),))
    if found.value is None:
        reason = found.diagnostics[0].message if found.diagnostics else "it holds no edition"
        return Result(None, (ProofUnreadable(file=file, reason=reason),))
    proof = prove_edition(edition, found.value, file)
    return Result(proof, proof.diagnostics)


def with_marks(one: Renderer, data: bytes, proof: Proof) -> bytes:
    """Return a file that failed its proof with the places marked, as it is where they cannot be."""
    if not isinstance(one, Marker):
        return data
    try:
        return one.mark(data, proof.faults)
    except MemoryError:
        raise
    except Exception:  # the file is broken anyhow, and its findings say how
        return data


def read_back(one: Renderer, file: str, data: bytes, shelf: Shelf | None = None) -> Result[Extract | None]:
    """Read a file back; one that is no file of its format is a finding.

    With a `shelf`, parts that were read before are told by it.
    """
    try:
        if shelf is not None and isinstance(one, RecallingFormat):
            return Result(one.extract_known(data, shelf))
        return Result(one.extract(data))
    except MemoryError:
        raise
    except Exception as error:  # whatever a library says of a broken file, the file is broken
        return Result(None, (_unreadable(file, error),))


def what_is_unknown(
    one: Renderer, data: bytes, publication: Publication, setting: Setting, most: int | None = MOST
) -> tuple[Unknown, ...]:
    """Return what of a file the table of its format does not know; nothing for a format without one.

    Of much the first is returned, all of it without `most`.
    """
    if not isinstance(one, ClosedFormat):
        return ()
    try:
        return one.unknown(data, publication, setting)[:most]
    except MemoryError:
        raise
    except Exception as error:  # as in `read_back`
        return (Unknown(f"what cannot be looked at ({type(error).__name__}: {error})", "the whole file"),)


def _unreadable(file: str, error: Exception) -> Diagnostic:
    reason = str(error) or type(error).__name__
    if type(error) is not ValueError and str(error):  # which a reader raises with its reason in words
        reason = f"{type(error).__name__}: {error}"
    return ProofUnreadable(file=file, reason=reason)


def leaves(extract: Extract) -> int | None:
    """Return the number of the last printed page that has words on it, None where a format has no pages."""
    places = {token.place for tokens in extract.streams.values() for token in tokens}
    pages = [int(found.group(1)) for place in places if (found := PAGE.match(place))]
    return max(pages, default=None)
