"""Names say what they name: no function, method or class is called by a bare participle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from house import python_files
from press import ROOT

from variorum.model.schema import SHAPES

# Participles that say that something was done and not what there is now. Those that say how a thing looks or
# stands after it (`escaped`, `indented`, `folded`) are as good as `sorted`.
PARTICIPLES = frozenset(
    {
        *("told", "telling", "said", "saying", "asked", "asking", "spoken", "shown", "showing", "stated"),
        *("mentioned", "called", "calling", "named", "naming", "meant", "known", "seen", "seeing", "looked"),
        *("met", "found", "chosen", "held", "holding", "kept", "keeping", "left", "got", "getting", "had"),
        *("having", "used", "using", "made", "making", "done", "doing", "given", "giving", "taken", "taking"),
        *("brought", "sent", "written", "laid", "bound", "grown", "begun", "moved", "shared", "started"),
        *("opened", "settled", "offered", "proved", "wanted", "needed", "listed", "handled", "handling"),
        *("processed", "managed"),
    }
)


def participles(path: Path) -> Iterator[str]:
    """Yield the functions, methods and classes of a file that bear the name of a participle alone."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            is_node = (
                isinstance(node, ast.ClassDef) and node.name in SHAPES
            )  # an act of the document: `Written`
            if node.name.strip("_").lower() in PARTICIPLES and not is_node:
                yield f"{path.name}:{node.lineno} {node.name}"


def test_a_participle_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "file.py"
    path.write_text(
        "class Written: ...\nclass _Made:\n    def told(self):\n        def found(): ...\n"
        "async def _kept_(): ...\nmade = 1\ndef made_of(taken): ...\n"
    )
    names = [place.split()[1] for place in participles(path)]
    assert names == ["_Made", "_kept_", "told", "found"]


def test_no_function_or_class_is_named_by_a_participle() -> None:
    files = python_files(ROOT / "src", ROOT / "renderers", ROOT / "styles")
    assert "\n".join(one for path in files for one in participles(path)) == ""
