"""A wheel built from the sdist, in an environment of its own, has all it needs to build the seed."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import venv
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from press import FORMATS, ROOT

SEED = "socialist-international"
PACKAGES = ("src/variorum", "renderers/variorum_*", "styles/variorum_styles")


def run(command: Sequence[str | Path], folder: Path) -> str:
    # Nothing of this test's own environment may help the one under test to find a module.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}"
    return done.stdout


@dataclass(frozen=True, slots=True)
class Distribution:
    """The unpacked sdist, the wheel that was built from it, and an environment with that wheel alone."""

    source: Path
    wheel: Path
    environment: Path


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory) -> Distribution:
    """Build and install what a release would; nothing is fetched."""
    folder = tmp_path_factory.mktemp("distribution")
    run((sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder), ROOT)
    (archive,) = folder.glob("*.tar.gz")
    run(("tar", "-xzf", archive, "-C", folder), folder)
    source = folder / archive.name.removesuffix(".tar.gz")
    run((sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder), source)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run((*pip, "install", "-q", "--no-deps", "--no-index", wheel), folder)
    # The dependencies are those of this environment. A path from a .pth file is not searched for further .pth
    # files, so this repository, installed here to be edited in place, stays out.
    (own,) = environment.glob("lib/python*/site-packages")
    (own / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    return Distribution(source, wheel, environment)


def test_the_wheel_has_every_file_of_its_packages(distribution: Distribution) -> None:
    packed = set(zipfile.ZipFile(distribution.wheel).namelist())
    there = {
        str(path.relative_to(package.parent))
        for pattern in PACKAGES
        for package in ROOT.glob(pattern)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there - packed == set()
    metadata = {name for name in packed - there if ".dist-info/" not in name}
    assert metadata == set()


def test_the_sdist_can_be_built_and_tested(distribution: Distribution) -> None:
    names = ("Makefile", "constraints.txt", ".ci/system.py", "tests/judges/package.json", "dist/README.md")
    assert [name for name in names if not (distribution.source / name).is_file()] == []
    assert not (distribution.source / "tests/judges/node_modules").exists()


def test_the_wheel_builds_the_seed(distribution: Distribution, tmp_path: Path) -> None:
    program = distribution.environment / "bin" / "variorum"
    python = distribution.environment / "bin" / "python"
    where = run((python, "-c", "import variorum; print(variorum.__file__)"), tmp_path)
    assert Path(where.strip()).is_relative_to(distribution.environment)
    listed = run((program, "formats"), tmp_path)
    assert set(FORMATS) <= {line.split()[0] for line in listed.splitlines() if line}
    run((program, "build", distribution.source / "seeds" / SEED, "--out", tmp_path / "out"), tmp_path)
    made = {path.name for path in (tmp_path / "out").iterdir() if path.stat().st_size}
    assert made >= {f"{SEED}.{suffix}" for suffix in FORMATS}
