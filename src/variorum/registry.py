"""What installed packages offer: formats, codecs and importers, each under an entry point group of its own.

Ours stand in the same groups. Listing imports none of them.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

from variorum.contract import RENDERER_CONTRACT, Renderer, Writer, is_writer, purposes_of
from variorum.doors import (
    CODEC_CONTRACT,
    IMPORTER_CONTRACT,
    Codec,
    DocumentImporter,
    Fit,
    Importer,
    ManuscriptImporter,
)
from variorum.findings import Diagnostic, Result
from variorum.findings.machine import (
    ComponentMissing,
    FormatUnknown,
    PlugInContract,
    PlugInFailed,
    PlugInTwice,
    PlugInUnfit,
    PurposeUnknown,
    ReaderLeftOut,
)
from variorum.source import Span
from variorum.toml import nearest

OWN = "variorum"
"""Our own distribution."""

PACKAGES = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "fontconfig": "libfontconfig1",
}
"""The Debian package that brings a shared library."""

LIBRARY = re.compile(r"(?:lib)?([a-z][a-z0-9-]*?(?:-\d\.\d)?)(?:-0|\.so|\.0|\.dylib|\.dll)")

T = TypeVar("T")
V = TypeVar("V")


class Reader(Protocol):
    """What a codec and an importer share: each tells how well a file fits."""

    def recognise(self, data: bytes, name: str) -> Fit:
        """Return how well a file fits."""


R = TypeVar("R", bound=Reader)


@dataclass(frozen=True, slots=True)
class Door(Generic[T]):
    """A door for packages: the entry point group, what stands behind it, and the contract that it keeps.

    `shapes` are the protocols of which each thing must have one whole.
    """

    group: str
    thing: str
    contract: int
    shapes: tuple[type, ...]


RENDERERS: Door[Renderer | Writer] = Door(
    "variorum.renderers", "format", RENDERER_CONTRACT, (Renderer, Writer)
)
CODECS: Door[Codec] = Door("variorum.codecs", "codec", CODEC_CONTRACT, (Codec,))
IMPORTERS: Door[Importer] = Door(
    "variorum.importers", "importer", IMPORTER_CONTRACT, (ManuscriptImporter, DocumentImporter)
)


@dataclass(frozen=True, slots=True)
class Registration:
    """An entry of a group: its name, and the distribution that offers it."""

    name: str
    distribution: str
    version: str
    entry: EntryPoint

    @property
    def about(self) -> str:
        """Return its line for a list: the first sentence of its module's docstring; nothing is imported."""
        path = _file_of(self.entry.module)
        if path is None:
            return ""
        try:
            docstring = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        except (OSError, SyntaxError, UnicodeDecodeError, ValueError):
            return ""
        return re.split(r"(?<=\.)\s|\n\n", docstring, maxsplit=1)[0].replace("\n", " ").rstrip(".")

    @property
    def package(self) -> str:
        """Return the name of the package that it stands in."""
        return self.entry.module.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A thing that was imported, and its registration."""

    registration: Registration
    thing: T


def registered(door: Door[Any]) -> Result[tuple[Registration, ...]]:
    """Return what is registered, by name; a name registered twice is a finding, and the first is kept."""
    by_name: dict[str, Registration] = {}
    found: list[Diagnostic] = []
    for entry, distribution, version in _installed()[door.group]:
        if entry.name in by_name:
            first = by_name[entry.name].distribution
            found.append(
                PlugInTwice(
                    thing=door.thing,
                    name=entry.name,
                    first=first,
                    second=distribution,
                    module=entry.value,
                )
            )
        else:
            by_name[entry.name] = Registration(entry.name, distribution, version, entry)
    return Result(tuple(by_name.values()), tuple(found))


def unknown_format(name: str, place: Span | None) -> Diagnostic:
    """Return the finding that nobody offers a format."""
    hint = nearest(name, [one.name for one in registered(RENDERERS).value])
    return FormatUnknown(place, format=name, nearest=hint)


def unknown_purposes(formats: Mapping[str, object], asked: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return a finding for each purpose that is asked for and that none of the formats has."""
    known = [name for one in formats.values() for name in purposes_of(one)]
    return tuple(
        PurposeUnknown(
            purpose=name,
            formats=", ".join(formats),
            nearest=nearest(name, known) if known else "Leave --for out: they have none.",
        )
        for name in asked
        if name not in known
    )


def renderer(name: str) -> Result[Renderer | None]:
    """Import the renderer of a format; none where it is unknown, broken, of another contract or a writer."""
    found = load_format(name)
    one = found.value
    return Result(None if one is None or is_writer(one) else cast(Renderer, one), found.diagnostics)


def load_format(name: str) -> Result[Renderer | Writer | None]:
    """Import what makes a format; none where it is unknown, broken or of another contract."""
    listed = registered(RENDERERS)
    twice = tuple(one for one in listed.diagnostics if isinstance(one, PlugInTwice) and one.name == name)
    if twice:
        return Result(None, twice)
    own = next((one for one in listed.value if one.name == name), None)
    return Result(None, (unknown_format(name, None),)) if own is None else load(RENDERERS, own)


def load(door: Door[T], one: Registration) -> Result[T | None]:
    """Import what is registered; none where it is broken, of another contract, or lacks a part of ours."""
    try:
        with output_dropped():
            thing = one.entry.load()
            theirs = getattr(thing, "contract", None)
            lacking = min((_lacking(thing, shape) for shape in door.shapes), key=len)
    except Exception as error:  # whatever the code of others does when it is imported
        named = f"the {door.thing} “{one.name}” of {one.distribution}"
        return Result(None, (component_missing(named, one.distribution, error),))
    if theirs is not None and theirs != door.contract:
        strange = PlugInContract(
            thing=door.thing,
            name=one.name,
            distribution=one.distribution,
            theirs=str(theirs)[:40],
            ours=door.contract,
        )
        return Result(None, (strange,))
    if lacking:
        unfit = PlugInUnfit(
            thing=door.thing,
            name=one.name,
            distribution=one.distribution,
            lacking=", ".join(lacking),
        )
        return Result(None, (unfit,))
    return Result(cast(T, thing))


def readers(door: Door[T]) -> Result[tuple[Loaded[T], ...]]:
    """Import all that stands behind a door; what cannot be used is left out and told of.

    Of two of one name neither is used: which was meant nobody can know.
    """
    listed = registered(door)
    faults = list(listed.diagnostics)
    twice = {one.name for one in listed.diagnostics if isinstance(one, PlugInTwice)}
    loaded: list[Loaded[T]] = []
    for one in listed.value:
        if one.name in twice:
            continue
        made = load(door, one)
        faults += made.diagnostics
        if made.value is not None:
            loaded.append(Loaded(one, made.value))
    return Result(tuple(loaded), tuple(_left_out(one.message, one.hint) for one in faults))


def best_fits(
    table: Sequence[Loaded[R]], data: bytes, name: str
) -> Result[tuple[Fit, tuple[Loaded[R], ...]]]:
    """Return what fits a file best, and how well: none where nothing does, several where none fits better.

    What fails to tell is left out and told of.
    """
    best: list[Loaded[R]] = []
    level = Fit.NONE
    found: list[Diagnostic] = []
    for one in table:
        fit = _fit(one, data, name)
        found += fit.diagnostics
        if fit.value > level:
            best, level = [one], fit.value
        elif fit.value is level and level is not Fit.NONE:
            best.append(one)
    return Result((level, tuple(best)), tuple(found))


def _fit(one: Loaded[R], data: bytes, name: str) -> Result[Fit]:
    try:
        with output_dropped():
            fit: object = one.thing.recognise(data, name)
    except MemoryError:
        raise
    except Exception as error:
        if one.registration.distribution == OWN:
            raise
        fit = error
    if isinstance(fit, Fit):
        return Result(fit)
    said = f"it says {fit!r}" if not isinstance(fit, Exception) else fault(fit)
    own = one.registration
    told = f"“{own.name}” of {own.distribution} cannot tell whether it reads {name}: {said}"
    return Result(Fit.NONE, (_left_out(told, f"Install another version of {own.distribution}."),))


def attempt(
    door: Door[Any], one: Loaded[Any], on: str, work: Callable[[], Result[V]], otherwise: Result[V]
) -> Result[V]:
    """Return what work gives; what others' code raises on a file is a finding."""
    try:
        return work()
    except Exception as error:
        own = one.registration
        return otherwise.noting((failing(door.thing, own.name, own.distribution, on, error),))


def failing(thing: str, name: str, distribution: str, on: str, error: Exception) -> Diagnostic:
    """Return the finding that something of others failed on a file; a fault of our own is raised again."""
    if distribution == OWN or isinstance(error, MemoryError):
        raise error
    return PlugInFailed(
        thing=thing,
        name=name,
        distribution=distribution,
        path=on,
        reason=fault(error),
    )


def fault(error: Exception) -> str:
    """Return what an exception says, with its kind."""
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def names_of(offers: Sequence[Loaded[Any]]) -> str:
    """Return the names of things and those who offer them, for a sentence."""
    return " and ".join(f"“{one.registration.name}” of {one.registration.distribution}" for one in offers)


def output_dropped() -> contextlib.redirect_stdout[io.StringIO]:
    """Return a context in which what libraries print is dropped; standard output is the command line's."""
    return contextlib.redirect_stdout(io.StringIO())


def component_missing(component: str, distribution: str, error: Exception) -> Diagnostic:
    """Return the finding that a module or a shared library cannot be loaded, with the way to install it."""
    match error:
        case ModuleNotFoundError(name=str(module)):
            reason = f"Python has no module “{module.partition('.')[0]}”"
            install = f"Run “pip install {distribution}” again, in the environment of variorum."
        case OSError():
            reason = re.split(r"\.\s+Additionally|\n", str(error), maxsplit=1)[0]
            package = library_package(reason)
            install = (
                f"Install the library, on Debian: apt install {package}."
                if package
                else "Run “variorum doctor” to see what this machine lacks."
            )
        case ImportError() | AttributeError():
            reason = str(error) or type(error).__name__
            install = f"Install another version of {distribution}."
        case _:
            reason = fault(error)
            install = f"Install another version of {distribution}."
    return ComponentMissing(component=component, reason=reason, install=install)


def library_package(message: str) -> str | None:
    """Return the Debian package of the shared library that a loader's message names."""
    return next((PACKAGES[name] for name in LIBRARY.findall(message) if name in PACKAGES), None)


def _left_out(told: str, mend: str) -> Diagnostic:
    return ReaderLeftOut(fault=told, advice=mend)


def _lacking(thing: object, shape: type) -> tuple[str, ...]:
    """Return the members of a protocol that a thing does not have."""
    return tuple(name for name in _members(shape) if not hasattr(thing, name))


def _members(shape: type) -> Iterator[str]:
    yield from (name for name in vars(shape) if not name.startswith("_"))


def _file_of(module: str) -> Path | None:
    """Return the file of a module, whose packages are not imported."""
    top, *below = module.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
        return None
    if not below:
        return Path(spec.origin)
    inside = Path(spec.origin).parent.joinpath(*below)
    return next((one for one in (inside.with_suffix(".py"), inside / "__init__.py") if one.is_file()), None)


@cache
def _installed() -> Mapping[str, tuple[tuple[EntryPoint, str, str], ...]]:
    """Return the entry points of our groups, by name, each with its distribution and the version of that.

    To look through all that is installed takes time, and to read of each who offers it.
    """
    groups = (RENDERERS.group, CODECS.group, IMPORTERS.group)
    everything = entry_points()
    offered = {
        group: [(one, *_distribution(one)) for one in everything.select(group=group)] for group in groups
    }
    return {group: tuple(sorted(rows, key=_by_name)) for group, rows in offered.items()}


def _by_name(row: tuple[EntryPoint, str, str]) -> tuple[str, str, str, str]:
    entry, distribution, version = row
    return entry.name, distribution, version, entry.value


def _distribution(entry: EntryPoint) -> tuple[str, str]:
    """Return name and version of the distribution that registers an entry."""
    return (entry.dist.name, entry.dist.version) if entry.dist else (entry.module, "")
