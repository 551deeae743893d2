"""A copy-editor by chance on finished Word files: does each edit come back, or is it told, and nothing else?

    python -m torture.pulls [--edits N] [--first SEED] [FOLDER…]

prints figures by kind; a file that breaks a law, or an edit that is lost, is named with the number by which
it can be made again, and so is what is told as not carried.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pull.copyeditor import AUTHORS, Copyeditor, Done
from pull.copyeditor_signs import ALL_KINDS

from variorum.cli import main as command_line
from variorum.press import DONE, Request
from variorum.pull.changes import Change
from variorum.pull.pulling import EditedFile, Pulled, pull
from variorum_docx import renderer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SIZES = (1, 2, 4, 8, 16, 30)
"""How many edits are made in one file."""
OF_EDITION = (
    *("not words of a source", "printed by a rule", "the edition makes this note"),
    "the words are data of the edition",
)
"""How the reasons begin for which words that are none of the source cannot come back."""
BESIDES = "paragraph style"
"""The kind of what is told beside a change that comes back."""


@dataclass(slots=True)
class Figures:
    """What became of edits, by kind; and the lines that were touched, beside those that had to be.

    `foreign` are edits of words that are the edition's, none of a source: these are told, and do not count.
    """

    made: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    """The edits that are told, by the numbers of their files."""
    invented: int = 0
    touched: int = 0
    due: int = 0

    def take(self, name: str, edits: Sequence[Done], pulled: Pulled) -> None:
        """Take what came of a file."""
        self.faults += (f"{name}: {one.slug}" for one in pulled.diagnostics)
        pairs = _pairs(edits, pulled.changes)
        for number, edit in enumerate(edits):
            self.made[edit.kind] += 1
            if number not in pairs:
                self.lost[edit.kind] += 1
                self.faults.append(f"{name}: lost {edit}")
                continue
            best = pulled.changes[pairs[number]]
            is_foreign = best.reason.startswith(OF_EDITION)
            (self.carried if best.carried else self.foreign if is_foreign else self.told)[edit.kind] += 1
            if not best.carried:
                self.reasons[best.reason] += 1
            if not best.carried and not is_foreign:
                self.waiting.append(f"{name}: told {best.reason}: {best.around!r} {edit}")
        rest = (one for at, one in enumerate(pulled.changes) if at not in pairs.values())
        waiting = [one for one in rest if one.kind != BESIDES]
        self.invented += len(waiting)
        self.faults += (f"{name}: invented {one.kind} {one.before!r} → {one.after!r}" for one in waiting)
        self.lines(pulled)

    def lines(self, pulled: Pulled) -> None:
        """Count the lines that are touched, and those of which words or signs were to change."""
        for path, text in pulled.texts.items():
            source = pulled.prepared.sources[path]
            edits = [edit for one in pulled.changes if one.carried for edit in one.edits if edit.path == path]
            due = {
                line
                for edit in edits
                for line in range(source.place(edit.start)[0], source.place(edit.end)[0] + 1)
            }
            before, after = source.text.split("\n"), set(text.split("\n"))
            touched = {number for number, line in enumerate(before, 1) if line not in after}
            self.touched += len(touched)
            self.due += len(touched & due)

    def rows(self) -> Iterator[str]:
        """Yield the figures as lines."""
        yield f"{'kind':12}{'made':>7}{'back':>7}{'edition':>9}{'told':>7}{'lost':>7}"
        for kind in (*ALL_KINDS, "all"):
            counts = (self.made, self.carried, self.foreign, self.told, self.lost)
            row = [one.total() if kind == "all" else one[kind] for one in counts]
            yield "{:12}{:7}{:7}{:9}{:7}{:7}".format(kind, *row)
        yield f"invented: {self.invented}; lines touched: {self.touched}, of which {self.due} had to be"
        yield from (f"{count:5}  {reason}" for reason, count in self.reasons.most_common())
        yield from self.waiting


def _pairs(edits: Sequence[Done], changes: Sequence[Change]) -> dict[int, int]:
    """Return for as many edits as can be a change that tells of it, each change for one."""
    fitting = [[at for at, one in enumerate(changes) if _is_of(one, edit)] for edit in edits]
    taken: dict[int, int] = {}

    def find(edit: int, seen: set[int]) -> bool:
        for at in fitting[edit]:
            if at not in seen:
                seen.add(at)
                if at not in taken or find(taken[at], seen):
                    taken[at] = edit
                    return True
        return False

    for edit in range(len(edits)):
        find(edit, set())
    return {edit: at for at, edit in taken.items()}


def _is_of(change: Change, edit: Done) -> bool:
    """Return whether a change that is told may be an edit that was made."""
    if (edit.author or "") != change.author:
        return False
    told = f"{change.before} {change.after}".replace("\u00a0", " ")
    match edit.kind:
        case "split" | "join":
            return "¶" in told
        case "note" | "unnote":
            return change.kind.startswith(("note", "call")) and edit.after in change.after
        case "sign" | "plain":
            return change.kind.startswith("sign") and edit.before.split(" (")[0].strip() in told
        case "blank":
            return change.kind == "blank"
        case _:
            is_of_kind = change.kind.startswith(("words", "paragraph", "sign removed"))
            # "in" with "the Board’s" typed behind it, before "the", is "the Board’s" put in before that.
            near = (told, f"{change.around} {change.after}")
            return is_of_kind and any((edit.after or edit.before).strip() in one for one in near)


def edited(data: bytes, number: int, kinds: Sequence[str]) -> Copyeditor:
    """Return an editor who has made edits in a file, all by chance of that number."""
    editor, dice = Copyeditor(data, number), random.Random(number)
    for _ in range(dice.choice(SIZES)):
        author = dice.choice((*AUTHORS, "", ""))
        ALL_KINDS[dice.choice(kinds)](editor, author)
    return editor


def tried(folder: Path, data: bytes, number: int) -> tuple[list[Done], Pulled]:
    """Edit a file of an edition, and pull it."""
    editor = edited(data, number, tuple(ALL_KINDS))
    return editor.done, pull(str(folder), Request(), renderer, EditedFile("edited.docx", editor.saved()))


def main(words: Sequence[str]) -> int:
    """Edit files until as many edits were made as are wished; return 1 if one was lost, or a law broken."""
    asks = argparse.ArgumentParser(prog="torture.pulls")
    asks.add_argument(
        "folders", nargs="*", type=Path, default=sorted(one.parent for one in SEEDS.glob("*/edition.toml"))
    )
    asks.add_argument("--edits", type=int, default=1_000)
    asks.add_argument("--first", type=int, default=0)
    said = asks.parse_args(words)
    figures = Figures()
    with tempfile.TemporaryDirectory() as room:
        files = []
        for folder in said.folders:
            out = str(Path(room) / folder.name)
            assert command_line(["build", str(folder), "--to", "docx", "--out", out]) == DONE, folder
            files.append((folder, next((Path(room) / folder.name).glob("*.docx")).read_bytes()))
        number = said.first
        while figures.made.total() < said.edits:
            folder, data = files[number % len(files)]
            figures.take(f"{folder.name} {number}", *tried(folder, data, number))
            number += 1
    print("\n".join((*figures.rows(), *figures.faults)))
    return 1 if figures.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
