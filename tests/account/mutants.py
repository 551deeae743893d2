"""Publications that are wrong in one place, as a fault of a codec or of the apparatus would make them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from typing import Any

from variorum.origin import Generated, OriginRule
from variorum.publication import Call, PInlines, Publication, Run
from variorum.source import Span

Change = Callable[[Run], PInlines | None]
"""What a fault makes of a run; None where it could make nothing of it."""


def _of_source(run: Run) -> bool:
    return isinstance(run.origin, Span)


def lose_a_word(run: Run) -> PInlines | None:
    """Leave out the second word of a run."""
    words = run.text.split(" ")
    if not _of_source(run) or len(words) < 3 or not words[1].strip():
        return None
    start = len(words[0]) + 1
    return (run.part(0, start), run.part(start + len(words[1]) + 1))


def lose_a_run(run: Run) -> PInlines | None:
    """Leave out a run, as an element that is skipped."""
    return () if _of_source(run) and any(map(str.isalnum, run.text)) else None


def print_twice(run: Run) -> PInlines | None:
    """Print a run a second time."""
    return (run, run) if _of_source(run) and any(map(str.isalnum, run.text)) else None


def lose_a_blank(run: Run) -> PInlines | None:
    """Print two words of a run as one."""
    at = run.text.strip().find(" ")
    if not _of_source(run) or at < 1:
        return None
    at += len(run.text) - len(run.text.lstrip())
    return (run.part(0, at), run.part(at + 1))


def lose_the_blank_behind(run: Run) -> PInlines | None:
    """Join a run to what follows it in its line."""
    return (
        (run.part(0, len(run.text) - 1),)
        if _of_source(run) and run.text[:-1].strip() and run.text.endswith(" ")
        else None
    )


def add_a_blank(run: Run) -> PInlines | None:
    """Print a word as two."""
    word = run.text.split()[0] if run.text.split() else ""
    if not _of_source(run) or len(word) < 4 or not word.isalpha():
        return None
    at = run.text.index(word) + 2
    return (Run(run.text[:at] + " " + run.text[at:], run.origin),)


def change_a_letter(run: Run) -> PInlines | None:
    """Print another letter."""
    at = next((at for at, letter in enumerate(run.text) if letter.isalpha()), None)
    if not _of_source(run) or at is None:
        return None
    return (Run(run.text[:at] + ("x" if run.text[at] != "x" else "y") + run.text[at + 1 :], run.origin),)


def exchange_words(run: Run) -> PInlines | None:
    """Let the first two words of a run change places."""
    words = run.text.strip().split(" ")
    if not _of_source(run) or len(words) < 3 or words[0] == words[1]:
        return None
    first, second, *rest = words
    return (Run(" ".join((second, first, *rest)), run.origin),)


def claim_a_generated_word(run: Run) -> PInlines | None:
    """Print a generated word as if it were the source's, at the place because of which it is printed."""
    cause = run.origin.cause if isinstance(run.origin, Generated) else None
    marks = isinstance(run.origin, Generated) and run.origin.rule in (
        OriginRule.SIGN_MARK,
        OriginRule.WORDING,
    )
    if cause is None or not marks or not any(map(str.isalpha, run.text)):
        return None
    return (Run(run.text, cause),)


def disown_a_word(run: Run) -> PInlines | None:
    """Print words of the source as if a rule had made them."""
    if not _of_source(run) or not any(map(str.isalnum, run.text)):
        return None
    return (Run(run.text, Generated(OriginRule.WORDING, "none")),)


FAULTS: tuple[Change, ...] = (
    lose_a_word,
    lose_a_run,
    print_twice,
    lose_a_blank,
    lose_the_blank_behind,
    add_a_blank,
    change_a_letter,
    exchange_words,
    claim_a_generated_word,
    disown_a_word,
)


def mutants(publication: Publication, fault: Change, every: int = 1) -> Iterator[tuple[Run, Publication]]:
    """Yield the runs in lines of documents of which a fault makes something, and the publication with it."""
    for number in count(step=every):
        changed: list[Run] = []
        documents = _changed(publication.documents, fault, number, [0], changed)
        if documents is None:
            return
        if changed:
            yield changed[0], replace(publication, documents=documents)


def _changed(value: Any, fault: Change, number: int, at: list[int], changed: list[Run]) -> Any:
    """Return a value with the run of a number changed; numbers count the runs in lines, None: none has it."""
    made = _walk(value, fault, number, at, changed)
    return None if at[0] <= number else made


def _walk(value: Any, fault: Change, number: int, at: list[int], changed: list[Run]) -> Any:
    if isinstance(value, tuple):
        made: list[Any] = []
        for one in value:
            if isinstance(one, Run):
                here, at[0] = at[0], at[0] + 1
                replaced = fault(one) if here == number else None
                if replaced is not None:
                    changed.append(one)
                made += (one,) if replaced is None else replaced
            else:
                made.append(_walk(one, fault, number, at, changed))
        return tuple(made)
    if is_dataclass(value) and not isinstance(value, Run | Span | Call):
        inner = {
            field.name: _walk(getattr(value, field.name), fault, number, at, changed)
            for field in fields(value)
            if field.name in HELD
        }
        return replace(value, **inner) if inner else value  # type: ignore[type-var]
    return value


HELD = frozenset({"head", "body", "after", "notes", "blocks", "children", "entries", "rows", "caption"})
"""The fields in which lines stand; titles and labels beside them are printed again elsewhere."""
