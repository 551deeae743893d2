"""Work counted in steps of Python instead of seconds: the same on a fast machine and on a loaded one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

COUNTED = """\
import sys
calls = 0
def count(*_):
    global calls
    calls += 1
sys.setprofile(count)
try:
{program}
finally:
    sys.setprofile(None)
    print("calls", calls, file=sys.stderr)
"""
"""A program that counts the calls of another, which stands indented in it."""


def steps(work: Callable[[], object]) -> int:
    """Return how many lines of Python, calls and returns some work takes; its caches are to be warm."""
    counted = 0

    def count(frame: FrameType, event: str, value: Any) -> Any:
        nonlocal counted
        counted += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted


def program_that_counts(program: str) -> str:
    """Return a program that does the same, and says last on standard error how many calls it took."""
    return COUNTED.format(program="".join(f"    {line}\n" for line in program.splitlines()))


def calls(said: str) -> int:
    """Return the calls of a program that counts, from what it said on standard error."""
    return int(said.rsplit("calls ", 1)[1])
