"""Set documents: each by itself, in several processes, and only those that are not kept from before."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from variorum.build import cache
from variorum.contract import Setting, Sheet
from variorum.diagnostics import Code, Diagnostic, Result
from variorum.publication import PublishedDocument
from variorum.registry import Format, component_missing, renderer


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be set in a format."""

    format: str
    package: str
    distribution: str
    document: PublishedDocument
    setting: Setting

    @classmethod
    def of(cls, listed: Format, document: PublishedDocument, setting: Setting) -> Task:
        """Make the task of setting a document in a registered format."""
        return cls(listed.name, listed.package, listed.distribution, document, setting)


def set_all(
    tasks: Sequence[Task], jobs: int, advance: Callable[[Task], None]
) -> tuple[Result[Sheet | None], ...]:
    """Return the sheets of the tasks, in their order; `advance` is told each task that is done.

    A sheet that could not be made is None and has a finding.
    """
    done: dict[int, Result[Sheet | None]] = {}
    keys = [cache.key(task.format, task.package, task.document, task.setting) for task in tasks]
    for number, (task, key) in enumerate(zip(tasks, keys, strict=True)):
        kept = cache.load(key, task.document)
        if kept is not None:
            done[number] = Result(kept.value, kept.diagnostics)
            advance(task)

    def finish(number: int, made: Result[Sheet | None]) -> None:
        done[number] = made
        if made.value is not None:
            cache.keep(keys[number], tasks[number].document, Result(made.value, made.diagnostics))
        advance(tasks[number])

    waiting = [number for number in range(len(tasks)) if number not in done]
    if jobs == 1 or len(waiting) < 2:
        for number in waiting:
            finish(number, typeset(tasks[number]))
    else:
        _in_processes(tasks, waiting, min(jobs, len(waiting)), finish)
    lost: Result[Sheet | None] = Result(None, (Diagnostic.of(Code.PROCESS_LOST),))
    return tuple(done.get(number, lost) for number in range(len(tasks)))


def typeset(task: Task) -> Result[Sheet | None]:
    """Set one document; a library that is missing is a finding."""
    loaded = renderer(task.format)
    if loaded.value is None:
        return Result(None, loaded.diagnostics)
    try:
        made = loaded.value.typeset(task.document, task.setting)
    except (ImportError, OSError) as error:
        found = component_missing(f"what the format “{task.format}” needs", task.distribution, error)
        return Result(None, (found,))
    return Result(made.value, loaded.diagnostics + made.diagnostics)


def _in_processes(
    tasks: Sequence[Task],
    numbers: Sequence[int],
    jobs: int,
    finish: Callable[[int, Result[Sheet | None]], None],
) -> None:
    """Set the tasks of these numbers in processes of their own; those that get lost are not finished."""
    # A forked process would inherit the locks of the progress display; one that is spawned begins clean.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        futures = {pool.submit(typeset, tasks[number]): number for number in numbers}
        for future in as_completed(futures):
            finish(futures[future], future.result())
    except BrokenProcessPool:
        pass
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Prepare a process: the user's interrupt is the parent's affair, and without a parent it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
