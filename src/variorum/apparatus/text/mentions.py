"""Mentions of people: for the register, and for the note that says who is behind a cover name."""

from __future__ import annotations

from dataclasses import replace

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import whole_words
from variorum.model import Person, Text
from variorum.publication import Para, PBlocks, PInline, PInlines, Run, Styled
from variorum.source import Span

AFTER = ",.;:!?’”)"


def with_mentions(node: Text, ledger: Ledger) -> PInlines:
    """Print words, with the note on each cover name that is met for the first time.

    The call stands behind the punctuation that follows the name, as calls do.
    """
    registers = ledger.terms.registers
    pattern = whole_words(registers.forms)
    found = list(pattern.finditer(node.value)) if pattern else []
    printed: list[PInline] = []
    at = 0
    for match in found:
        person = registers.forms[match.group()]
        if ledger.aside:
            continue
        ledger.mentions.add(person.id)
        if match.group() not in registers.covers or person.id in ledger.identified:
            continue
        end = match.end()
        while end < len(node.value) and node.value[end] in AFTER:
            end += 1
        printed.append(Run(node.value[at:end], span=_part(node.span, node.value, at, end)))
        printed += identification_call(person, ledger, node.span)
        at = end
    if at < len(node.value):
        printed.append(Run(node.value[at:], span=_part(node.span, node.value, at, len(node.value))))
    return tuple(printed)


def _part(span: Span | None, value: str, start: int, end: int) -> Span | None:
    """Return the place of a part of a text, exact while the text stands on one line."""
    if span is None or span.line != span.end_line or span.end_column - span.column != len(value):
        return span
    return replace(span, column=span.column + start, end_column=span.column + end)


def identification_call(person: Person, ledger: Ledger, span: Span | None) -> PInlines:
    """Call the note that says whose cover name this is, once in a document, and not from other notes."""
    if ledger.aside or person.id in ledger.identified:
        return ()
    ledger.identified.add(person.id)
    return (ledger.call(f"cover-{person.id}", "editorial", _identification(person, ledger), span),)


def _identification(person: Person, ledger: Ledger) -> PBlocks:
    said = Styled("wording", (Run(ledger.terms.wording.text("note.cover")),))
    about = f", {person.about}" if person.about else ""
    name = f"{person.name}{about}"
    return (Para("first", (said, Run(f" {name}" if name.endswith(".") else f" {name}."))),)
