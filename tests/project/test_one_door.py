"""Nothing opens a file of an edition but the one door to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from press import ROOT

CORE = ROOT / "src" / "variorum"
OPENS = ("open", "read_bytes", "read_text")
ASKS = ("exists", "lexists", "glob", "rglob", "is_dir", "is_file", "iterdir", "listdir", "scandir", "stat")
"""What asks the disk for names without opening anything."""
ELSEWHERE = ("accession", "commands", "cli")
"""What opens the files that a person names on the command line."""

PACKAGE = "a file of the installation, chosen from a list of those there are"
OTHERS = {
    "folder.EditionFolder.read": "the door itself",
    "folder._without_waiting": "the door itself",
    "callslips._is_alike": "a file that the door handed out, for its digest alone",
    "docket.filing.standing": "what was kept of an edition, by the sum of what it is asked for",
    "docket.filing._lie_as_proofed": "the finished files, for their digests alone",
    "docket.installation._offering": "what installed packages offer",
    "tables.layers.Shelf.text": PACKAGE,
    "words.language.load": "a file of the installation, by a language tag, which has no slashes",
    "codecs.tei.schema.elements": "one file of the installation, by a fixed name",
    "findings.examples.__init__.examples": "files of the installation, one for each stage",
    "registry.Registration.about": "the module of a plug-in, for its docstring",
    "pictures.raster.decode": "bytes that have been read, with Pillow",
    "fonts._open_faces": "font files of the machine, as fontconfig lists them by a family",
    "archive.Archive.read": "a member of an archive whose bytes have been read",
    "press.cache.load": "a sheet that was kept, by the sum of what it is made of",
    "press.cache.load_record": "what was kept of a finished file, by the sum of what it is made of",
    "press.binding.current_file": "the finished file that lies where it would be written",
    "press.output.write_all": "the same, which is not written again if it is the same",
    "press.cache.PartShelf.part": "a part of a book that was kept, by the sum of what it is made of",
    "press.cache.copies": "copies of finished files that were kept",
    "press.cache.machine": "files of the installation, for the key of the cache",
    "press.output._write": "a finished file, to write it",
    "press.output._settle": "the folder of finished files, so that they are on the disk",
}
"""The functions that open something else, and what."""
MADE = "the folder of finished files"
KEPT = "what is kept between builds"
ASKED_ELSEWHERE = {
    "callslips.files_fitting": "for the door",
    "callslips.names_in": "for the door",
    "callslips._is_alike": "what the door handed out",
    "folder.EditionFolder.locate": "the door itself",
    "docket.filing._lie_as_proofed": MADE,
    "docket.installation._installed": PACKAGE,
    "docket.installation._state": PACKAGE,
    "press.output.write_all": MADE,
    "press.output.replace_all": MADE,
    "press.output._set_aside": MADE,
    "press.output._clean": MADE,
    "press.output._clear": MADE,
    "press.cache.prune": KEPT,
    "press.cache.keep_copy": KEPT,
    "press.cache._newest": KEPT,
    "press.cache.machine": PACKAGE,
    "press.cache._code": PACKAGE,
    "press.cache._fonts": "font files of the machine",
    "registry._file_of": PACKAGE,
    "tables.layers.Shelf.names": PACKAGE,
    "words.language.names": PACKAGE,
}
"""The functions that ask the disk for names, and where."""


def calls_that_open(path: Path, calls: tuple[str, ...]) -> Iterator[str]:
    """Yield the names of functions that call one of some names, those of an object's own methods not."""

    def within(node: ast.AST, name: str) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.FunctionDef() | ast.ClassDef():
                    yield from within(child, f"{name}.{child.name}")
                    continue
                case ast.Call(func=ast.Attribute(value=ast.Name(id="self"))):
                    pass
                case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in calls:
                    yield name
            yield from within(child, name)

    name = ".".join(path.relative_to(CORE).with_suffix("").parts)
    yield from within(ast.parse(path.read_text("utf-8")), name)


def core_files() -> list[Path]:
    paths = [
        path
        for path in CORE.rglob("*.py")
        if path.relative_to(CORE).parts[0].removesuffix(".py") not in ELSEWHERE
    ]
    assert len(paths) > 100
    return paths


def test_nothing_else_opens_files() -> None:
    assert {name for path in core_files() for name in calls_that_open(path, OPENS)} == set(OTHERS)


def test_nothing_else_asks_what_lies_in_an_edition() -> None:
    """What the door is not asked for, it cannot note: an edition would be taken for unchanged."""
    assert {name for path in core_files() for name in calls_that_open(path, ASKS)} == set(ASKED_ELSEWHERE)
