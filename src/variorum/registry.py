"""The formats: what installed packages register under the entry point group `variorum.renderers`.

Listing imports no renderer.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import re
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import cast

from variorum.contract import CONTRACT, Renderer, Writer, is_writer
from variorum.findings import Diagnostic, Result
from variorum.findings.machine import ComponentMissing, FormatContract, FormatTwice, FormatUnknown
from variorum.source import Span
from variorum.toml import nearest

GROUP = "variorum.renderers"

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


@dataclass(frozen=True, slots=True)
class Format:
    """A registered format: its name, and the distribution that offers it."""

    name: str
    distribution: str
    version: str
    entry: EntryPoint

    @property
    def about(self) -> str:
        """Return its line for a list: the first sentence of its package's docstring; nothing is imported."""
        spec = importlib.util.find_spec(self.package)
        if spec is None or spec.origin is None or not spec.origin.endswith(".py"):
            return ""
        try:
            docstring = ast.get_docstring(ast.parse(Path(spec.origin).read_text("utf-8"))) or ""
        except (OSError, SyntaxError, UnicodeDecodeError):
            return ""
        return re.split(r"(?<=\.)\s|\n\n", docstring, maxsplit=1)[0].replace("\n", " ").rstrip(".")

    @property
    def package(self) -> str:
        """Return the name of the renderer's package."""
        return self.entry.module.partition(".")[0]


def formats() -> Result[tuple[Format, ...]]:
    """Return the registered formats by name; a name registered twice is a finding, and the first is kept."""
    by_name: dict[str, Format] = {}
    found: list[Diagnostic] = []
    for entry in sorted(
        entry_points(group=GROUP), key=lambda entry: (entry.name, _distribution(entry), entry.value)
    ):
        distribution, version = _distribution(entry)
        if entry.name in by_name:
            first = by_name[entry.name].distribution
            found.append(FormatTwice(format=entry.name, first=first, second=distribution, module=entry.value))
        else:
            by_name[entry.name] = Format(entry.name, distribution, version, entry)
    return Result(tuple(by_name.values()), tuple(found))


def unknown(name: str, place: Span | None) -> Diagnostic:
    """Return the finding that nobody offers a format."""
    hint = nearest(name, [one.name for one in formats().value])
    return FormatUnknown(place, format=name, nearest=hint)


def renderer(name: str) -> Result[Renderer | None]:
    """Import the renderer of a format; none where it is unknown, broken, of another contract or a writer."""
    found = load(name)
    one = found.value
    return Result(None if one is None or is_writer(one) else cast(Renderer, one), found.diagnostics)


def load(name: str) -> Result[Renderer | Writer | None]:
    """Import what makes a format; none where it is unknown, broken or of another contract."""
    registered = formats()
    twice = tuple(
        one for one in registered.diagnostics if isinstance(one, FormatTwice) and one.format == name
    )
    if twice:
        return Result(None, twice)
    listed = next((one for one in registered.value if one.name == name), None)
    if listed is None:
        return Result(None, (unknown(name, None),))
    try:
        with output_dropped():
            loaded = cast("Renderer | Writer", listed.entry.load())
    except (ImportError, AttributeError, OSError) as error:
        return Result(None, (component_missing(f"the renderer of “{name}”", listed.distribution, error),))
    if loaded.contract != CONTRACT:
        return Result(
            None,
            (
                FormatContract(
                    format=name,
                    distribution=listed.distribution,
                    theirs=loaded.contract,
                    ours=CONTRACT,
                ),
            ),
        )
    return Result(loaded)


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
        case _:
            reason = str(error) or type(error).__name__
            install = f"Install another version of {distribution}."
    return ComponentMissing(component=component, reason=reason, install=install)


def library_package(message: str) -> str | None:
    """Return the Debian package of the shared library that a loader's message names."""
    return next((PACKAGES[name] for name in LIBRARY.findall(message) if name in PACKAGES), None)


def _distribution(entry: EntryPoint) -> tuple[str, str]:
    """Return name and version of the distribution that registers an entry."""
    return (entry.dist.name, entry.dist.version) if entry.dist else (entry.module, "")
