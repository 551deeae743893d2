"""What a command costs: processor time and memory of all its processes, whatever else the machine does."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class CommandError(Exception):
    """A command that failed: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, user and system, of all processes; megabytes of the largest of them."""

    seconds: float
    megabytes: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.seconds + other.seconds, max(self.megabytes, other.megabytes))


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end and return its cost, that of the processes that it began and awaited included.

    The memory of a process counts from where it is forked: whoever measures stays small.
    """
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandError(
                f"{' '.join(command)} ended with {process.returncode}:\n{said.read().decode()}"
            )
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of seconds and of megabytes, each by itself."""
    return Cost(
        statistics.median(one.seconds for one in costs), statistics.median(one.megabytes for one in costs)
    )
