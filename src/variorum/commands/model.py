"""`variorum model`: an edition as it is read, which rule decided each sign, where what is printed is from."""

from __future__ import annotations

import argparse
import json
import sys
from itertools import groupby

from rich.text import Text

from variorum.apparatus.origins import printed_stretches
from variorum.commands.docketing import docket_of
from variorum.commands.results import absent, show
from variorum.docket import in_order
from variorum.model import Document
from variorum.model.json import dump
from variorum.model.notation import document_lines
from variorum.origin import OriginRule
from variorum.press import USAGE, Outcome, Request, status
from variorum.press.preparation import Preparation, prepare, with_acceptances
from variorum.report import as_json, console, place_of, summary, table

SHOWN = 44
"""How many characters of a sign or a run are shown at the most."""


def run(arguments: argparse.Namespace) -> int:
    """Print the model, in one line for each block or as JSON, and return the exit status."""
    folder = arguments.edition.rstrip("/") or "/"
    if absent([folder]):
        return USAGE
    request = Request(allow_outside=arguments.allow_outside)
    prepared = prepare(folder, request)
    found = with_acceptances(prepared, prepared.diagnostics, request, rendered=False)
    if arguments.json:
        told: list[object] = [as_json(one, folder) for one in in_order(found)]
        print(_json(prepared, arguments.why, arguments.origins, told))
        return status(found, strict=False)
    if prepared.edition is None:
        arguments.strict = False
        return show([docket_of(Outcome(folder, prepared.name, found, prepared.sources))], arguments)
    if arguments.why:
        _why(prepared)
    elif arguments.origins:
        _origins(prepared)
    else:
        for document in prepared.edition.documents:
            _document(document)
    print(f"{prepared.name}: {summary(found).plain}", file=sys.stderr)
    return status(found, strict=False)


def _document(document: Document) -> None:
    to = console()
    to.print(Text(document.id, "bold"))
    for line in document_lines(document):
        to.print(f"  {line}")


def _why(prepared: Preparation) -> None:
    """Print a line for each sign: its place, its characters, what it was read as, by which rule."""
    to = console()
    for decisions in prepared.decisions.values():
        rows = table("line", "characters", "sign", "rule", wraps="characters", right=("line",))
        for one in sorted(decisions, key=lambda one: (one.span.line, one.span.column)):
            shown = _shortened(" ".join(one.literal.split()))
            place = f"{one.span.line}:{one.span.column}"
            rows.add_row(place, Text(shown), Text(one.sign, "bold"), "" if one.rule == one.sign else one.rule)
        if decisions:
            to.print(Text(place_of(decisions[0].span, prepared.folder).rsplit(":", 2)[0], "bold"))
            to.print(rows)


def _shortened(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 14]} … {words[-11:]}"


def _origins(prepared: Preparation) -> None:
    """Print a line for each stretch of characters that is printed: its place, it, the rule that made it."""
    to = console()
    stretches = printed_stretches(prepared.publication) if prepared.publication else ()
    for stream, group in groupby(stretches, lambda one: one.stream):
        rows = table("place", "characters", "way", "rule", wraps="characters", right=("place",))
        for one in group:
            place = "" if one.place is None else str(one.place)
            rows.add_row(place, Text(_shortened(repr(one.text)[1:-1])), one.way, Text(one.rule))
        to.print(Text(stream, "bold"))
        to.print(rows)


def _json(prepared: Preparation, why: bool, origins: bool, found: list[object]) -> str:
    edition = None if prepared.edition is None else json.loads(dump(prepared.edition, spans=True))
    told: dict[str, object] = {"edition": edition, "findings": found}
    if why:
        told["decisions"] = [
            {
                "document": document,
                "place": place_of(one.span, prepared.folder),
                "literal": one.literal,
                "sign": one.sign,
                "rule": one.rule,
            }
            for document, decisions in prepared.decisions.items()
            for one in decisions
        ]
    if origins and prepared.publication is not None:
        told["origins"] = [
            {
                "stream": one.stream,
                "characters": one.text,
                "way": one.way,
                "rule": one.rule,
                "place": None if one.place is None else place_of(one.place, prepared.folder),
            }
            for one in printed_stretches(prepared.publication)
        ]
        told["rules"] = {rule.slug: rule.sentence for rule in OriginRule}
    return json.dumps(told, ensure_ascii=False, indent=2)
