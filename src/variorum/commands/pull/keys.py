"""Questions on a terminal that a single key answers."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

try:
    import termios
    import tty
except ImportError:
    termios = None  # type: ignore[assignment]


def is_there() -> bool:
    """Return whether somebody sits at a terminal."""
    return sys.stdin.isatty()


def key(question: str, keys: str) -> str:
    """Ask until one of the keys is hit, and return it; the last of them, if there is no more to read."""
    print(question, end="", flush=True)
    with _by_key():
        while True:
            hit = sys.stdin.read(1)
            if not hit or hit.lower() in keys:
                chosen = hit.lower() or keys[-1]
                print(chosen)
                return chosen


@contextlib.contextmanager
def _by_key() -> Iterator[None]:
    """Read each key as it is hit, where the machine can; else a line at a time."""
    number, before = -1, None
    if termios is not None and is_there():
        with contextlib.suppress(OSError, ValueError, termios.error):
            number = sys.stdin.fileno()
            before = termios.tcgetattr(number)
    if before is None:
        yield
        return
    try:
        tty.setcbreak(number)
        yield
    finally:
        termios.tcsetattr(number, termios.TCSADRAIN, before)
