"""What became of damages: who saw them, kept in a journal, so that a run that was broken off goes on."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src/variorum", "renderers")


@dataclass(frozen=True, slots=True)
class Trial:
    """A damage: its number and kind, in which book, where it is seen, and what the proof says."""

    number: int
    book: str
    kind: str
    seen: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def escaped(self) -> bool:
        return bool(self.seen) and not self.said

    def __str__(self) -> str:
        return f"{self.number:5} {self.book}: {self.kind} (seen at {', '.join(self.seen[:4])})"


class Journal:
    """Answers by keys in a file; what is once in it need not be asked again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        self._known: dict[str, list[str]] = dict(json.loads(line) for line in lines if line.endswith("]"))

    def get(self, key: str) -> tuple[str, ...] | None:
        found = self._known.get(key)
        return None if found is None else tuple(found)

    def put(self, key: str, answer: Iterable[str]) -> None:
        self._known[key] = list(answer)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, self._known[key]], ensure_ascii=False) + "\n")


def of_bytes(*pieces: bytes) -> str:
    """Return a digest of bytes."""
    made = hashlib.sha256()
    for piece in pieces:
        made.update(len(piece).to_bytes(8, "big") + piece)
    return made.hexdigest()[:20]


def of_code() -> str:
    """Return a digest of all that the proof may depend on."""
    files = sorted(
        path
        for folder in SOURCES
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".toml", ".css", ".html", ".xhtml")
    )
    return of_bytes(*(path.read_bytes() for path in files))


def table(format_: str, trials: Sequence[Trial]) -> str:
    """Return the share that is caught of what has an effect, and what escaped by kind."""
    effective = [one for one in trials if one.seen]
    escaped = [one for one in effective if one.escaped]
    caught = len(effective) - len(escaped)
    share = 100 * caught / len(effective) if effective else 100.0
    over = sum(bool(one.said) and not one.seen for one in trials)
    lines = [
        f"{format_}: {len(trials)} damages, {len(effective)} seen from outside,"
        f" {caught} of these caught ({share:.2f} %); {over} caught that nobody sees"
    ]
    kinds = Counter(one.kind for one in escaped)
    lines += [f"    {count} × {kind}" for kind, count in kinds.most_common()]
    return "\n".join(lines)
