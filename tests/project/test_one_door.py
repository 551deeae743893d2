"""Nothing opens a file of an edition but the one door to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from press import ROOT

CORE = ROOT / "src" / "variorum"
OPENS = ("open", "read_bytes", "read_text")
ELSEWHERE = ("accession", "commands", "cli")
"""What opens the files that a person names on the command line."""

PACKAGE = "a file of the installation, chosen from a list of those there are"
OTHERS = {
    "folder.EditionFolder.read": "the door itself",
    "folder._without_waiting": "the door itself",
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
    "press.cache.machine": "files of the installation, for the key of the cache",
    "press.output._write": "a finished file, to write it",
    "press.output._settle": "the folder of finished files, so that they are on the disk",
}
"""The functions that open something else, and what."""


def calls_that_open(path: Path) -> Iterator[str]:
    """Yield the names of functions that open files, those of an object's own methods not."""

    def within(node: ast.AST, name: str) -> Iterator[str]:
        for child in ast.iter_child_nodes(node):
            match child:
                case ast.FunctionDef() | ast.ClassDef():
                    yield from within(child, f"{name}.{child.name}")
                    continue
                case ast.Call(func=ast.Attribute(value=ast.Name(id="self"))):
                    pass
                case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called)) if called in OPENS:
                    yield name
            yield from within(child, name)

    name = ".".join(path.relative_to(CORE).with_suffix("").parts)
    yield from within(ast.parse(path.read_text("utf-8")), name)


def test_nothing_else_opens_files() -> None:
    paths = [
        path
        for path in CORE.rglob("*.py")
        if path.relative_to(CORE).parts[0].removesuffix(".py") not in ELSEWHERE
    ]
    assert len(paths) > 100
    assert {name for path in paths for name in calls_that_open(path)} == set(OTHERS)
