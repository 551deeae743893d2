"""Which importer takes a file: the one that it fits best; else why it cannot be brought in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from variorum.accession.refusals import known_refusal, last_refusal, own_refusal
from variorum.doors import Deposit, Fit, Importer
from variorum.findings import Diagnostic, Result
from variorum.findings.accession import FileKind, FilePassedOver
from variorum.registry import Loaded, best_fits, names_of

Table = Sequence[Loaded[Importer]]


@dataclass(frozen=True, slots=True)
class KnownDeposit:
    """A file, and the importer that takes it."""

    deposit: Deposit
    importer: Loaded[Importer]


def identify(given: Sequence[Deposit], table: Table) -> Result[tuple[KnownDeposit, ...]]:
    """Return files with their importers.

    One that nobody takes is a finding: an error where the user named it, else it is passed over.
    """
    known: list[KnownDeposit] = []
    found: list[Diagnostic] = []
    for one in given:
        fitting = best_fits(table, one.data, one.name)
        found += fitting.diagnostics
        level, best = fitting.value
        # A signature counts more than what we know of files that are not read; that counts more than a guess.
        refused = own_refusal(one.data) or (None if level is Fit.SURE else known_refusal(one.data))
        if len(best) == 1 and refused is None:
            known.append(KnownDeposit(one, best[0]))
            continue
        why, mend = refused or last_refusal(one.data, [other.thing.kind.name for other in table])
        if best and refused is None:
            why, mend = f"the importers {names_of(best)} both take it", "Uninstall one of them."
        record = FileKind if one.by_name else FilePassedOver
        found.append(record(path=one.name, reason=why, advice=mend))
    return Result(tuple(known), tuple(dict.fromkeys(found)))
