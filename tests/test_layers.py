"""The house keeps its order: imports run one way, files stay short, what is listed twice agrees."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "src" / "variorum"
RENDERERS = ROOT / "renderers"
STYLES = ROOT / "styles"

# A module of the core imports from the lines above its own, and from its own package; never from a sibling on
# the same line.
LAYERS = (
    ("source",),
    ("findings",),
    ("decode", "toml"),
    ("model",),
    ("conventions",),
    ("codecs",),
    ("publication", "extract"),
    ("style",),
    ("apparatus", "proof"),
    ("contract",),
    ("project", "registry", "fonts"),
    ("press",),
    ("accession",),
    ("report",),
    ("commands",),
    ("cli",),
)
RANK = {name: rank for rank, line in enumerate(LAYERS) for name in line}

# What a renderer may know of the core, and which renderers share the XHTML.
OPEN_TO_RENDERERS = {
    *("source", "findings", "model", "codecs"),
    *("publication", "style", "extract", "contract"),
}
ON_XHTML = {"variorum_pdf", "variorum_epub"}

MAX_FILE = 500
MAX_FILES_OF_A_ROOM = 12
MAX_FUNCTION = 60


def renderer_packages() -> list[Path]:
    return sorted(path for path in RENDERERS.iterdir() if path.is_dir() and path.name.startswith("variorum_"))


def python_files(*folders: Path) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if not {"node_modules", "__pycache__"} & set(path.parts)
    )


def module_name(path: Path, base: Path) -> str:
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, base: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of all a module imports, anywhere in it, for the type checker only too."""
    package = path.relative_to(base).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        match node:
            case ast.Import():
                yield from ((node.lineno, alias.name) for alias in node.names)
            case ast.ImportFrom():
                parts = package[: len(package) - node.level + 1] if node.level else ()
                origin = ".".join((*parts, *([node.module] if node.module else [])))
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT)}:{line}"


def core_part(name: str) -> str | None:
    """Return the top name inside the core that an imported name reaches, if it does."""
    parts = name.split(".")
    return parts[1] if parts[0] == "variorum" and len(parts) > 1 and not parts[1].startswith("__") else None


def test_no_way_to_import_is_overlooked(tmp_path: Path) -> None:
    module = tmp_path / "variorum" / "model" / "block.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import variorum.cli\nfrom variorum import press\nfrom ..conventions import engine\n"
        "from .. import style\n"
        "if TYPE_CHECKING:\n    from variorum.proof import x\ndef late():\n    import variorum.registry\n"
    )
    seen = {core_part(name) for _, name in imports(module, tmp_path)}
    assert seen == {"cli", "press", "conventions", "style", "proof", "registry"}


def test_every_core_module_has_a_layer() -> None:
    there = {
        path.stem
        for path in CORE.iterdir()
        if (path.suffix == ".py" and not path.stem.startswith("__")) or (path / "__init__.py").exists()
    }
    assert there <= set(RANK), "give these modules a place in LAYERS"


def test_core_imports_run_one_way() -> None:
    wrong = []
    for path in python_files(CORE):
        own = core_part(module_name(path, CORE.parent))
        if own is None or own not in RANK:
            continue
        for line, name in imports(path, CORE.parent):
            part = core_part(name)
            if part in RANK and part != own and RANK[part] >= RANK[own]:
                wrong.append(f"{place(path, line)} {own} imports {part}")
    assert wrong == []


def test_core_imports_no_renderer_and_no_style() -> None:
    outside = {path.name for path in renderer_packages()} | {"variorum_styles"}
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in python_files(CORE)
        for line, name in imports(path, CORE.parent)
        if name.split(".")[0] in outside
    ]
    assert wrong == []


def test_renderers_import_the_open_core_only() -> None:
    wrong = []
    for package in renderer_packages():
        for path in python_files(package):
            for line, name in imports(path, RENDERERS):
                top, part = name.split(".")[0], core_part(name)
                shared = top == "variorum_html" and package.name in ON_XHTML
                if part is not None and part not in OPEN_TO_RENDERERS:
                    wrong.append(f"{place(path, line)} imports {name}, which is not open to renderers")
                if top.startswith("variorum_") and top != package.name and not shared:
                    wrong.append(f"{place(path, line)} imports another renderer, {name}")
    assert wrong == []


def test_styles_are_data() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in python_files(STYLES)
        for line, name in imports(path, STYLES)
        if name.split(".")[0].startswith("variorum") and not name.startswith("variorum_styles")
    ]
    assert wrong == []


def test_files_stay_short() -> None:
    files = python_files(ROOT / "src", RENDERERS, STYLES, ROOT / "tests", ROOT / ".ci")
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in files}
    assert {path: length for path, length in lengths.items() if length > MAX_FILE} == {}


def test_rooms_are_not_crowded() -> None:
    rooms: dict[str, int] = {}
    for path in python_files(CORE, RENDERERS, STYLES):
        if path.name != "__init__.py" and path.parent != CORE:
            room = str(path.parent.relative_to(ROOT))
            rooms[room] = rooms.get(room, 0) + 1
    assert {room: files for room, files in rooms.items() if files > MAX_FILES_OF_A_ROOM} == {}


def height(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def function_height(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring; a `match` of its body counts as its longest case.

    So a long `match` with a few lines for each case passes, as it reads like a table.
    """
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    total = height(function) - (height(function.body[0]) if body is not function.body else 0)
    for statement in body:
        if isinstance(statement, ast.Match):
            cases = [(case.body[-1].end_lineno or 0) - case.pattern.lineno + 1 for case in statement.cases]
            total += max(cases) - height(statement)
    return total


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{place(path, node.lineno)} {node.name}: {function_height(node)} lines"
        for path in python_files(ROOT / "src", RENDERERS, STYLES, ROOT / "tests", ROOT / ".ci")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function_height(node) > MAX_FUNCTION
    ]
    assert long == []


def test_folders_wheel_and_entry_points_agree() -> None:
    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    folders = {f"renderers/{path.name}" for path in renderer_packages()}
    packages = set(metadata["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert packages == folders | {"src/variorum", "styles/variorum_styles"}
    entries = metadata["project"]["entry-points"]["variorum.renderers"]
    assert {f"renderers/{target.split(':')[0]}" for target in entries.values()} == folders - {
        "renderers/variorum_html"
    }
    assert all(target == f"variorum_{name}:renderer" for name, target in entries.items())


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this tree is no git checkout, so there are no tracked files")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


# Written in two halves, so that this file does not accuse itself.
FOREIGN = re.compile(
    "|".join(
        (
            r"/(?:work|root|home|Users)" + r"/[A-Za-z]",
            "pypi" + r"\.org|python" + "hosted",
            "npm" + r"js\.(?:org|com)",
            "deb" + r"\.debian|debian" + r"\.org/debian",
        )
    ).encode()
)


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    named = {
        str(path.relative_to(ROOT)): found.group().decode()
        for path in tracked_files()
        if (found := FOREIGN.search(path.read_bytes()))
    }
    assert named == {}
