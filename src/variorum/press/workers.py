"""Processes that share work: started when there is enough of it for two, kept until all is done."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from variorum.collection import collect_seldom

A = TypeVar("A")
B = TypeVar("B")


WORTH = 100_000
"""From how many characters on, each counted once for a format, work is worth more than starting processes."""


class Workers:
    """Up to `jobs` processes; with one job all is done in this process.

    They are started once `worth` characters have been met in all: what a process loads first takes as long as
    setting some twenty pages.
    """

    def __init__(self, jobs: int, worth: int = 0) -> None:
        self.jobs = jobs
        self.worth = worth
        self.met = 0
        self.pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for process in multiprocessing.active_children():
                process.terminate()
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)

    def spread(
        self, work: Callable[[A], B], items: Sequence[A], characters: int, done: Callable[[int, B], None]
    ) -> bool:
        """Do the work on each item and tell `done` its number and what came of it, in any order.

        `characters` says how much there is of it. Return whether all was done; it was not if a process ended
        before its time.
        """
        self.met += characters
        if self.jobs == 1 or len(items) < 2 or (self.pool is None and self.met < self.worth):
            for number, item in enumerate(items):
                done(number, work(item))
            return True
        if self.pool is None:
            # A forked process would inherit the locks of the progress display; a spawned one begins clean.
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(self.jobs, mp_context=context, initializer=_begin)
        try:
            futures = {self.pool.submit(work, item): number for number, item in enumerate(items)}
            for future in as_completed(futures):
                done(futures[future], future.result())
        except BrokenProcessPool:
            self.pool.shutdown()
            self.pool = None
            return False
        return True


def _begin() -> None:
    """Prepare a process: the user's interrupt is the parent's affair, and without a parent it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
