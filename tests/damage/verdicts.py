"""What the readers that are not ours said of each kind of damage, as a table that the repository keeps.

A verdict on single bytes would be stale with each change of how a file is written. So kinds are kept: how
many of a kind were judged, how many seen, how many of these caught, and how many the proof tells, seen or
not. `make test` does again, without the readers, the kinds of which the proof told every damage: what they
break is closed by what it is, not by chance. Kinds of which each damage is seen (`Kind.sure`) are done again
too, and the table shows that whoever was asked saw every one of them.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from damage.chance import Kind
from damage.results import Trial

PATH = Path(__file__).with_name("verdicts.toml")
SHARE = 0.995
"""Of the damages with an effect, how many must be caught."""
HEAD = (
    "# What readers that are not ours said of damages by chance: `python -m damage --write` writes it anew.\n"
    "# Of each kind: how many were judged, changed what is seen or heard, were caught of these; how many of\n"
    "# all the proof tells of.\n"
)


def are_bad(trials: Sequence[Trial], harmless: bool) -> bool:
    """Return whether more escaped than may, or a harmless rewriting was called a fault."""
    if harmless:
        return any(one.said for one in trials)
    seen = [one for one in trials if one.seen]
    return sum(not one.escaped for one in seen) < SHARE * len(seen)


FEWEST = 9
"""How many of a kind must have been judged, so that they say something of others."""


def are_closed(format_: str) -> frozenset[str]:
    """Return the kinds of damage to a format of which the proof told every one."""
    rows = read().get(format_, {})
    return frozenset(name for name, (judged, _, _, told) in rows.items() if told == judged >= FEWEST)


def read() -> Mapping[str, Mapping[str, list[int]]]:
    """Return for each format and kind of damage: judged, seen, caught of these, told of all."""
    found: dict[str, dict[str, list[int]]] = tomllib.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
    return found


def write(format_: str, trials: Sequence[Trial], kinds: Sequence[Kind]) -> None:
    """Put what was said of a format into the table."""
    tables = {**read()}
    counts = {name: Counter(one.kind for one in some) for name, some in _parts(trials)}
    tables[format_] = {
        kind.name: [counts[name][kind.name] for name in ("judged", "seen", "caught", "told")]
        for kind in kinds
        if counts["judged"][kind.name]
    }
    lines = [HEAD]
    for name, rows in sorted(tables.items()):
        lines += [f"\n[{name}]\n", *(f'"{kind}" = {row}\n' for kind, row in rows.items())]
    PATH.write_text("".join(lines), "utf-8")


def _parts(trials: Sequence[Trial]) -> tuple[tuple[str, list[Trial]], ...]:
    seen = [one for one in trials if one.seen]
    caught = [one for one in seen if not one.escaped]
    told = [one for one in trials if one.said]
    return ("judged", list(trials)), ("seen", seen), ("caught", caught), ("told", told)
