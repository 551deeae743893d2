"""Give commands one after another in this process, and write what it opens: python traced.py PLAN REPORT.

The plan is a JSON list of [kind, words, …] of commands, and Python code in the place of words that stand
alone. Before each a file that is not there is opened, whose name says the kind: so it is found in a trace of
the system too.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

MARK = "trace-mark-"
WATCHED = (
    "open",
    "os.listdir",
    "os.scandir",
    "subprocess.Popen",
    "os.posix_spawn",
    "os.exec",
    "urllib.Request",
)


def main(plan: str, report: str) -> None:
    """Run the plan; what audit hooks see is written as lines of event and name, and at last the statuses."""
    told = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in WATCHED or event.startswith("socket."):
            name = arguments[0] if arguments else ""
            if not isinstance(name, int):
                named = os.fsdecode(name) if isinstance(name, str | bytes | os.PathLike) else repr(name)
                os.write(told, f"{json.dumps([event, named])}\n".encode())

    steps = json.loads(Path(plan).read_text("utf-8"))
    sys.addaudithook(hook)
    statuses = []
    for kind, *words in steps:
        with contextlib.suppress(FileNotFoundError):
            os.close(os.open(f"{MARK}{kind}", os.O_RDONLY))
        with contextlib.redirect_stdout(io.StringIO()) as out:
            statuses.append([kind, words, step(words), out.getvalue()])
    os.write(told, f"{json.dumps(['done', statuses])}\n".encode())


def step(words: list[str]) -> int:
    """Run one command, or code."""
    if len(words) == 1:
        exec(words[0], {})
        return 0
    from variorum.cli import main as variorum  # noqa: PLC0415  its imports are part of the trace

    try:
        return variorum(words)
    except SystemExit as left:
        return int(left.code or 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
