"""The rooms of the tests: folders by name, so that `make test ROOM=tei` runs one of them.

    python tests/rooms.py ROOM

prints the folder; of a name that is no room's, or of several, it says which rooms there are.
"""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent
USAGE = 3


def rooms() -> tuple[str, ...]:
    """Return every folder with tests in it or below it, by its path in `tests/`."""
    holding = {
        folder.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("test_*.py")
        if "node_modules" not in path.parts
        for folder in path.parents
        if TESTS in folder.parents
    }
    return tuple(sorted(holding))


def room(name: str) -> str | None:
    """Return the room that is called so, by its whole path or by the end of it; None of none or several."""
    called = [one for one in rooms() if f"/{one}".endswith(f"/{name.strip('/')}")]
    return name.strip("/") if name.strip("/") in called else called[0] if len(called) == 1 else None


def main(words: list[str]) -> int:
    """Print the folder of the room, or the names of all."""
    folder = room(words[0].removeprefix("tests/")) if len(words) == 1 else None
    if folder is None:
        asked = " ".join(words) or "nothing"
        print(f"no one room of the tests is called {asked}; there are: {', '.join(rooms())}", file=sys.stderr)
        return USAGE
    print(TESTS.name, folder, sep="/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
