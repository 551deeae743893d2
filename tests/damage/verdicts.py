"""What the readers that are not ours said of each kind of damage, as a table that the repository keeps.

A verdict on single bytes would be stale with each change of how a file is written. So kinds are kept: how
many of a kind were judged, how many seen, how many of these caught. What `make test` does again without the
readers are kinds of which every damage is seen by what it is (`Kind.sure`), and the table shows that whoever
was asked saw every one of them.
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
    "# Of each kind: how many were judged, changed what is seen or heard, and were caught of these.\n"
)


def are_bad(trials: Sequence[Trial], harmless: bool) -> bool:
    """Return whether more escaped than may, or a harmless rewriting was called a fault."""
    if harmless:
        return any(one.said for one in trials)
    seen = [one for one in trials if one.seen]
    return sum(not one.escaped for one in seen) < SHARE * len(seen)


def read() -> Mapping[str, Mapping[str, list[int]]]:
    """Return for each format and kind of damage: judged, seen, caught of these."""
    found: dict[str, dict[str, list[int]]] = tomllib.loads(PATH.read_text("utf-8")) if PATH.exists() else {}
    return found


def write(format_: str, trials: Sequence[Trial], kinds: Sequence[Kind]) -> None:
    """Put what was said of a format into the table."""
    tables = {**read()}
    counts = {name: Counter(one.kind for one in some) for name, some in _parts(trials)}
    tables[format_] = {
        kind.name: [counts[name][kind.name] for name in ("judged", "seen", "caught")]
        for kind in kinds
        if counts["judged"][kind.name]
    }
    lines = [HEAD]
    for name, rows in sorted(tables.items()):
        lines += [f"\n[{name}]\n", *(f'"{kind}" = {row}\n' for kind, row in rows.items())]
    PATH.write_text("".join(lines), "utf-8")


def _parts(trials: Sequence[Trial]) -> tuple[tuple[str, list[Trial]], ...]:
    seen = [one for one in trials if one.seen]
    return ("judged", list(trials)), ("seen", seen), ("caught", [one for one in seen if not one.escaped])
