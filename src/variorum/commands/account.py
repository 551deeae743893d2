"""`variorum account`: what became of every word of the sources, and where every printed word is from."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from rich.table import Table
from rich.text import Text

from variorum.account import Account
from variorum.account.elements.omissions import RULES
from variorum.account.settlement import Settlement
from variorum.commands.results import absent
from variorum.docket import in_order
from variorum.origin import OmissionRule
from variorum.press import USAGE, Request, status
from variorum.press.preparation import prepare, with_acceptances
from variorum.report import as_json, console, findings, summary, table

SENTENCES = {
    **{rule.slug: rule.sentence for rule in OmissionRule},
    **{rule.name: rule.sentence for rule in RULES},
}
"""The rules that leave words out, and what they say."""


def run(arguments: argparse.Namespace) -> int:
    """Print the account of an edition, as tables or as JSON, and return the exit status."""
    folder = arguments.edition.rstrip("/") or "/"
    if absent([folder]):
        return USAGE
    request = Request(
        profile=arguments.profile,
        style=arguments.style,
        conventions=arguments.conventions,
        allow_outside=arguments.allow_outside,
    )
    prepared = prepare(folder, request)
    found = with_acceptances(prepared, prepared.diagnostics, request, rendered=False)
    if arguments.json:
        told = {
            **_as_json(prepared.account),
            "findings": [as_json(one, folder) for one in in_order(found)],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return status(found, strict=False)
    to = console()
    findings(to, found, prepared.sources, folder)
    if prepared.publication is not None:
        to.print(_sources(prepared.account))
        to.print()
        to.print(_left_out(prepared.account))
        to.print()
        to.print(_added(prepared.account))
    print(f"{prepared.name}: {summary(found).plain}", file=sys.stderr)
    return status(found, strict=False)


def _sources(account: Account) -> Table:
    """Return what became of the words of each source."""
    numbers = ("words", "characters", "printed", "left out", "unaccounted")
    rows = table("source", *numbers, wraps="source", right=numbers)
    for one in account.sources:
        amiss = Text(f"{one.lost:,}", "bold red" if one.lost else "")
        counts = (one.words, one.characters, one.printed, one.left_out.total())
        rows.add_row(one.path, *(f"{count:,}" for count in counts), amiss)
    return rows


def _left_out(account: Account) -> Table:
    """Return how many characters each rule leaves out."""
    rows = table("left out by", "characters", "why", wraps="why", right=("characters",))
    totals: Counter[str] = Counter()
    for one in account.sources:
        totals += one.left_out
    for name, count in totals.most_common():
        rows.add_row(Text(name), f"{count:,}", SENTENCES[name.partition(" ")[0]])
    return rows


def _added(account: Account) -> Table:
    """Return how many characters each rule prints that are not those of a source in their place."""
    rows = table("printed by", "characters", "why", wraps="why", right=("characters",))
    for rule, count in sorted(account.rules.items(), key=lambda one: -one[1]):
        if count:
            rows.add_row(rule.slug, f"{count:,}", rule.sentence)
    return rows


def _as_json(account: Account) -> dict[str, Any]:
    return {
        "sources": [_source(one) for one in account.sources],
        "printed_by": {rule.slug: count for rule, count in account.rules.items() if count},
    }


def _source(one: Settlement) -> dict[str, Any]:
    return {
        "path": one.path,
        "words": one.words,
        "characters": one.characters,
        "printed": one.printed,
        "left_out": dict(one.left_out),
        "unaccounted": one.lost,
    }
