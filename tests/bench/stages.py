"""What the stages of a cold build cost, in one process: where the time of the first row of the table goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

from press import FORMATS, ROOT

READ, ACCOUNT, ANNOTATE, TYPESET, BIND = "read", "account", "annotate", "typeset", "bind"
READ_BACK, CLOSED, COMPARE, REST = "read back", "closed tables", "compare", "all else"
STAGES = (READ, ACCOUNT, ANNOTATE, TYPESET, BIND, READ_BACK, CLOSED, COMPARE, REST)
"""`all else` is beginning, importing, choosing and what stands between the stages."""

Stages = Mapping[str, Mapping[str, float]]
"""Seconds of the processor by format and stage."""

A = TypeVar("A")


@dataclass(slots=True)
class Clock:
    """Seconds of the processor by stage; a stage within another counts by itself alone."""

    now: Callable[[], float] = time.process_time
    seconds: dict[str, float] = field(default_factory=dict)
    inner: float = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what is done within as a stage."""
        outside, self.inner = self.inner, 0
        begin = self.now()
        yield
        spent = self.now() - begin
        self.seconds[name] = self.seconds.get(name, 0) + spent - self.inner
        self.inner = outside + spent

    def timed(self, name: str, function: Callable[..., A]) -> Callable[..., A]:
        """Return a function whose calls count as a stage."""

        def counting(*positional: object, **by_name: object) -> A:
            with self.stage(name):
                return function(*positional, **by_name)

        return counting


def build(folder: str, format_: str) -> dict[str, float]:
    """Build an edition in a format, keep nothing, and return what each stage cost."""
    from variorum import registry  # noqa: PLC0415 - what is imported counts as all else
    from variorum.press import Request, preparation  # noqa: PLC0415
    from variorum.press.binding import read_back, what_is_unknown  # noqa: PLC0415
    from variorum.press.sheets import setting_for, setting_of  # noqa: PLC0415
    from variorum.proof import prove  # noqa: PLC0415

    clock = Clock()
    within = {"read_file": READ, "account": ACCOUNT, "annotate": ANNOTATE}
    timed = {name: clock.timed(stage, getattr(preparation, name)) for name, stage in within.items()}
    with ExitStack() as patches:
        for name, function in timed.items():
            patches.enter_context(patch.object(preparation, name, function))
        prepared = preparation.with_stand_ins(preparation.prepare(folder, Request()))
    publication, style = prepared.publication, prepared.style
    renderer = registry.renderer(format_).value
    assert publication is not None and style is not None and renderer is not None
    setting = setting_for(renderer, setting_of(publication, style), Request()).value
    with clock.stage(TYPESET):
        sheets = [renderer.typeset(document, setting).value for document in publication.documents]
    with clock.stage(BIND):
        data = renderer.bind(publication, sheets, setting).value
    with clock.stage(READ_BACK):
        found = read_back(renderer, format_, data).value
    assert found is not None
    with clock.stage(CLOSED):
        unknown = what_is_unknown(renderer, data, publication, setting)
    with clock.stage(COMPARE):
        proof = prove(publication, style, found, format_, unknown)
    assert proof.passed, proof.diagnostics[:3]
    return clock.seconds | {REST: clock.now() - sum(clock.seconds.values())}


def measured(folder: Path, environment: Mapping[str, str]) -> Stages:
    """Return what the stages of an edition cost in each format, each built by a process of its own."""
    command = (sys.executable, "-m", "bench.stages", str(folder))
    environment = {"PYTHONPATH": str(ROOT / "tests"), **environment}
    done = {
        format_: subprocess.run(
            (*command, format_), env=os.environ | environment, check=True, capture_output=True, text=True
        )
        for format_ in FORMATS
    }
    return {format_: json.loads(one.stdout) for format_, one in done.items()}


def table(stages: Stages) -> str:
    """Return the stages in Markdown: seconds of the processor, and their share of the whole."""

    def cell(format_: str, stage: str) -> str:
        spent, whole = stages[format_].get(stage, 0), sum(stages[format_].values())
        return f"{spent:.1f} s, {spent / whole:.0%}"

    heads = ("stage", *map(str.upper, stages))
    lines = [heads, ("---",) * len(heads)]
    lines += [(stage, *(cell(format_, stage) for format_ in stages)) for stage in STAGES]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(json.dumps(build(sys.argv[1], sys.argv[2])))
