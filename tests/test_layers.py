"""The house keeps its order: imports run one way, files stay short, what is listed twice agrees."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from house import ORDER, against_order, imports, module_name, python_files, rings, tree, unplaced

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "src" / "variorum"
RENDERERS = ROOT / "renderers"
EXAMPLES = RENDERERS / "examples"
STYLES = ROOT / "styles"
HOUSE = tree(ROOT / "src", RENDERERS, *(path.parent for path in EXAMPLES.glob("*/pyproject.toml")), STYLES)

# What a renderer may know of the core, and which renderers share the XHTML.
OPEN_TO_RENDERERS = {
    *("source", "findings", "archive", "roles", "model", "codecs", "ooxml", "css", "pictures"),
    *("origin", "carried", "publication", "endings", "style", "fonts", "extract", "returned"),
    *("contract", "vocabulary"),
}
OPEN_TO_IMPORTERS = {"source", "findings", "model", "doors", "manuscript"}
ON_XHTML = {"variorum_pdf", "variorum_epub"}

MAX_FILE = 500
MAX_FILES_OF_A_ROOM = 12
MAX_FUNCTION = 60


def renderer_packages() -> list[Path]:
    return sorted(path for path in RENDERERS.iterdir() if path.is_dir() and path.name.startswith("variorum_"))


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


def write_tree(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_a_ring_is_seen_wherever_it_is_hidden(tmp_path: Path) -> None:
    files = {
        "house/__init__.py": '"""A house."""',
        "house/cellar.py": "def late():\n    from house import hall",
        "house/hall/__init__.py": '"""A hall."""\nfrom house.hall.door import open',
        "house/hall/door.py": "if TYPE_CHECKING:\n    from house.roof import Roof",
        "house/roof.py": "import house.hall.window\nimport house.cellar\nimport house.cellar.not_there",
        "house/hall/window.py": "import os\nfrom . import pane",
        "house/hall/pane.py": "from ..hall import window",
    }
    assert rings(tree(write_tree(tmp_path, files))) == [
        "house.cellar (line 2) → house.hall (line 2) → house.hall.door (line 2) → house.roof (line 2)"
        " → house.cellar",
        "house.hall.pane (line 1) → house.hall.window (line 2) → house.hall.pane",
    ]


def test_a_breach_of_the_order_is_seen(tmp_path: Path) -> None:
    files = {
        "house/__init__.py": '"""A house."""',
        "house/cellar.py": "from house.hall import door",
        "house/hall/__init__.py": "from house.hall.door import open",
        "house/hall/door.py": "from house import cellar",
        "house/hall/window.py": "import house.hall\nfrom house.hall.door import open",
        "house/roof.py": "import house.hall.window\nimport house.tower",
        "house/tower.py": "",
    }
    modules = tree(write_tree(tmp_path, files))
    order = {"house": "cellar / hall / roof tower", "house.hall": "door / window / __init__"}
    assert unplaced(modules, order) == []
    assert against_order(modules, order) == [
        "house.cellar:1 imports house.hall.door, but hall is not above cellar in house",
        "house.hall.window:1 imports house.hall, but __init__ is not above window in house.hall",
        "house.roof:2 imports house.tower, but tower is not above roof in house",
    ]


def test_a_file_without_a_place_is_seen(tmp_path: Path) -> None:
    files = dict.fromkeys(("a/__init__.py", "a/one.py", "a/two.py", "a/b/__init__.py", "a/b/three.py"), "")
    modules = tree(write_tree(tmp_path, files))
    assert unplaced(modules, {"a": "one / b gone one", "c": "x"}) == [
        "a: two has no place",
        "a: gone is not there",
        "a: one has two places",
        "c is not there",
    ]


def test_every_file_has_its_place() -> None:
    wrong = unplaced(HOUSE, ORDER)
    assert wrong == [], f"mend ORDER in tests/house.py: {', '.join(wrong)}"


def test_imports_run_one_way() -> None:
    assert against_order(HOUSE, ORDER) == []


def test_no_files_import_each_other_in_a_ring() -> None:
    assert rings(HOUSE) == []


def test_the_readme_tells_the_order_of_imports() -> None:
    readme = (ROOT / "src" / "README.md").read_text("utf-8")
    headings = re.findall(r"^\*\*`(.+)`\*\* —", readme, re.MULTILINE)
    told = [name for heading in headings for name in heading.split("`, `")]
    assert told == ORDER["variorum"].replace("/", " ").split()


def test_core_imports_no_renderer_and_no_style() -> None:
    outside = {path.name for path in renderer_packages()} | {"variorum_styles"}
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in python_files(CORE)
        for line, name in imports(path, CORE.parent)
        if name.split(".")[0] in outside
    ]
    assert wrong == []


READERS = ("variorum.codecs", "variorum.accession", "variorum.ooxml", "variorum.css", "lxml")
"""What reads sources for the edition: who counts their words may use none of it."""


def test_the_account_shares_nothing_with_what_reads() -> None:
    """A fault of a reader that the account shared would balance with itself."""
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in python_files(CORE / "account")
        for line, name in imports(path, ROOT / "src")
        if name.startswith(READERS)
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


def test_examples_are_distributions_that_import_the_open_core_only() -> None:
    wheel = (ROOT / "pyproject.toml").read_text("utf-8")
    folders = sorted(path for path in EXAMPLES.iterdir() if (path / "pyproject.toml").exists())
    wrong = []
    for folder in folders:
        project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
        (group,) = project["entry-points"]
        allowed = OPEN_TO_RENDERERS if group == "variorum.renderers" else OPEN_TO_IMPORTERS
        (package,) = {target.partition(":")[0] for target in project["entry-points"][group].values()}
        assert package not in wheel
        for path in python_files(folder):
            for line, name in imports(path, folder):
                top, part = name.split(".")[0], core_part(name)
                strange = top.startswith("variorum_") and top != package
                if strange or (part is not None and part not in allowed):
                    wrong.append(f"{place(path, line)} imports {name}")
    assert folders
    assert wrong == []


def test_styles_are_data() -> None:
    wrong = [
        f"{place(path, line)} imports {name}"
        for path in python_files(STYLES)
        for line, name in imports(path, STYLES)
        if name.split(".")[0].startswith("variorum") and not name.startswith("variorum_styles")
    ]
    assert wrong == []


# Who may write to the disk, and who may speak; the README of src names the first.
WRITERS = {"press/output", "press/cache", "commands/new", "commands/new/bring"}
SPEAKERS = {
    *("cli", "report"),
    *(
        path.relative_to(CORE).with_suffix("").as_posix().removesuffix("/__init__")
        for path in (CORE / "commands").rglob("*.py")
    ),
}
WRITING = {
    "write_bytes",
    "write_text",
    "mkdir",
    "touch",
    "unlink",
    "rmdir",
    "rename",
    "symlink_to",
    "hardlink_to",
}
CHANGING = {
    "os.makedirs",
    "os.remove",
    "os.replace",
    "os.rename",
    "shutil.move",
    "shutil.copy",
    "shutil.rmtree",
}
SPEAKING = {"print", "sys.stdout", "sys.stderr", "sys.exit"}


def deeds(path: Path) -> Iterator[tuple[int, str]]:
    """Yield where a file writes to the disk ("writes"), or prints or ends the programme ("speaks")."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case (
                ast.Call(func=ast.Attribute(attr="open"), args=[ast.Constant(str(mode)), *_])
                | ast.Call(func=ast.Name("open"), args=[_, ast.Constant(str(mode)), *_])
            ) if set(mode) & set("wax+"):
                yield node.lineno, "writes"
            case ast.Call(func=ast.Attribute(attr=name)) if name in WRITING:
                yield node.lineno, "writes"
            case ast.Attribute() if ast.unparse(node) in CHANGING or ast.unparse(node).startswith(
                "tempfile.Temp"
            ):
                yield node.lineno, "writes"
            case ast.Attribute() | ast.Name() if ast.unparse(node) in SPEAKING:
                yield node.lineno, "speaks"


def test_writing_and_speaking_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "file.py"
    path.write_text(
        "print(1)\npath.open('wb')\nopen(path, 'a')\npath.open()\npath.open('rb')\npath.write_text('')\n"
        "shutil.move(a, b)\nsys.exit(3)\ntempfile.TemporaryDirectory()\nraise SystemExit(stdout)\n"
    )
    seen = sorted(deeds(path))
    assert [line for line, deed in seen if deed == "writes"] == [2, 3, 6, 7, 9]
    assert [line for line, deed in seen if deed == "speaks"] == [1, 8]


def test_only_the_command_line_speaks_and_few_write() -> None:
    seen: dict[str, set[str]] = {"writes": set(), "speaks": set()}
    for base in (CORE, *renderer_packages(), STYLES):
        for path in python_files(base):
            for _, deed in deeds(path):
                seen[deed].add(path.relative_to(base).with_suffix("").as_posix().removesuffix("/__init__"))
    assert seen["writes"] == WRITERS
    assert seen["speaks"] <= SPEAKERS
    readme = " ".join((ROOT / "src" / "README.md").read_text("utf-8").split())
    sentence = re.search(r"(\w+) files write to the disk: (.*?)\. Imports", readme)
    assert sentence and sentence[1] == "Four"
    assert set(re.findall(r"`([^`]+)`", sentence[2])) == WRITERS


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


def test_each_codec_and_importer_has_its_row() -> None:
    entries = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
    codecs = {path.stem.removesuffix("_codec"): path for path in (CORE / "codecs").glob("*_codec.py")}
    importers = {
        path.stem.replace("_", "-"): path for path in (CORE / "accession/importers").glob("[!_]*.py")
    }
    for group, thing, there in (("codecs", "codec", codecs), ("importers", "importer", importers)):
        rows = {name: f"{module_name(path, CORE.parent)}:{thing}" for name, path in there.items()}
        assert entries[f"variorum.{group}"] == rows


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
