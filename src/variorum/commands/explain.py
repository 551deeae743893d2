"""`variorum explain`: what the findings are, what they mean, how to mend them, an example of each."""

from __future__ import annotations

import argparse
import json
import re
import string
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, dataclass, fields
from types import ModuleType
from typing import Any

from rich.text import Text

from variorum.findings import Diagnostic
from variorum.findings.catalogue import STAGES, records
from variorum.findings.examples import Example, examples
from variorum.press import DONE, USAGE
from variorum.report import COLOURS, PLAIN_WIDTH, console, table
from variorum.toml import nearest

SHORT = 24
"""How many lines the files of an example may have to be printed on the page of all findings."""

PAGE = """\
# Findings

All that `variorum` can find, by stage, in the order in which an edition meets it. An error stops a build,
a warning is shown, an info is counted. `variorum explain CODE` prints one of them on the terminal; a finding
that is right as it is can be accepted in edition.toml, under `[[accept]]`, with its code and a reason. What
stands in ‹angles› is filled in where it is found.

`make findings` writes this page; what it says stands in `variorum/findings`, with the examples.
"""
FACTS_ONLY = "The finding itself says how."


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding that can be made, its stage, and an example that causes it."""

    record: type[Diagnostic]
    stage: str
    example: Example

    @property
    def summary(self) -> str:
        """Return the first sentence of what it means."""
        return (self.record.__doc__ or "").partition("\n\n")[0]

    @property
    def meaning(self) -> str:
        """Return what it means and what follows."""
        return " ".join((self.record.__doc__ or "").split())

    @property
    def message(self) -> str:
        """Return the message with the names of its facts."""
        return with_facts_named(self.record, self.record.form)

    @property
    def mend(self) -> str:
        """Return how to mend it, empty if there is nothing to say."""
        if re.fullmatch(r"\{\w+\}", self.record.mend):
            return FACTS_ONLY
        return with_facts_named(self.record, self.record.mend)


def explanations() -> tuple[Explanation, ...]:
    """Return all findings by stage."""
    return tuple(
        Explanation(record, title(stage), known.get(record.slug, Example()))
        for stage in STAGES
        for known in (examples(stage.__name__.rpartition(".")[2]),)
        for record in records(stage)
    )


def title(stage: ModuleType) -> str:
    """Return what a stage is called and is about."""
    return (stage.__doc__ or "").strip().rstrip(".")


def with_facts_named(record: type[Diagnostic], form: str) -> str:
    """Return a form with the names of its facts in angles; what may be empty is left out."""
    optional = {one.name for one in fields(record) if one.default is not MISSING}
    names = {name for _, name, _, _ in string.Formatter().parse(form) if name is not None}
    return form.format_map({name: "" if name in optional else f"‹{name}›" for name in names}).strip()


def run(arguments: argparse.Namespace) -> int:
    """Explain one finding or list all; an unknown one is wrong usage."""
    known = explanations()
    asked = [one for one in known if arguments.code in (None, one.record.slug)]
    if not asked:
        hint = nearest(arguments.code, [one.record.slug for one in known])
        hint = hint or "“variorum explain” lists those there are."
        print(f"variorum: there is no finding “{arguments.code}”. {hint}", file=sys.stderr)
        return USAGE
    if arguments.markdown:
        print(page(asked), end="")
    elif arguments.json:
        told = [as_json(one) for one in asked]
        print(json.dumps(told[0] if arguments.code else told, ensure_ascii=False, indent=2))
    elif arguments.code:
        console().print(explanation(asked[0]))
    else:
        show_all(asked)
    return DONE


def show_all(all_: Sequence[Explanation]) -> None:
    """Print the list of findings, a table for each stage."""
    to = console()
    width = max(len(one.record.slug) for one in all_)
    for number, stage in enumerate(dict.fromkeys(one.stage for one in all_)):
        to.print("\n" * bool(number) + stage, style="bold")
        rows = table("code", "severity", "what it means", wraps="what it means")
        rows.show_header = False
        rows.columns[0].min_width = width
        rows.columns[1].min_width = len("warning")
        for one in all_:
            if one.stage == stage:
                severity = one.record.severity
                rows.add_row(one.record.slug, Text(severity.value, COLOURS[severity]), one.summary)
        to.print(rows)


def explanation(one: Explanation) -> Text:
    """Return a finding as the terminal shows it."""
    severity = one.record.severity
    text = Text.assemble((one.record.slug, COLOURS[severity]), f" {severity.value}: {one.message}\n")
    text.append(f"{one.stage}\n\n", "dim").append(f"{prose_lines(one.meaning)}\n")
    if one.mend:
        text.append("\nTo mend it\n", "bold").append(f"{prose_lines(one.mend)}\n")
    example = one.example
    if example.how:
        text.append("\nHow it comes about\n", "bold").append(prose_lines(example.how))
        return text
    text.append(f"\nExample: {example.kind}\n", "bold")
    for name, content in example.files.items():
        text.append(f"  {name}\n", "dim").append(
            textwrap.indent(visible(content or "(nothing)"), "    ")
        ).append("\n")
    text.append(f"  variorum {example.command}\n\n", "dim")
    return text.append(textwrap.indent(example.shows.rstrip("\n"), "    "))


def prose_lines(words: str) -> str:
    """Return prose in lines that can be read."""
    return textwrap.fill(words, PLAIN_WIDTH - 10, break_long_words=False, break_on_hyphens=False)


def visible(content: str) -> str:
    """Return the text of a file for reading: what is no character of a line becomes a replacement."""
    if not content:
        return "(nothing)\n"
    clean = "".join(one if one.isprintable() or one in "\n\t" else "�" for one in content)
    return clean if clean.endswith("\n") else f"{clean}\n"


def as_json(one: Explanation) -> dict[str, Any]:
    """Return a finding for machines."""
    example = one.example
    caused = {
        "kind": example.kind,
        "files": dict(example.files),
        "command": f"variorum {example.command}",
        "shows": example.shows,
    }
    return {
        "code": one.record.slug,
        "severity": one.record.severity.value,
        "stage": one.stage,
        "message": one.message,
        "meaning": one.meaning,
        "mend": one.mend,
        "example": {"how": example.how} if example.how else caused,
    }


def page(asked: Sequence[Explanation]) -> str:
    """Return findings as a page of the documentation."""
    parts = [PAGE]
    stage = ""
    for one in asked:
        if one.stage != stage:
            stage = one.stage
            parts.append(f"## {stage}\n")
        parts += section(one)
    return "\n".join(parts)


def section(one: Explanation) -> Iterator[str]:
    """Yield the paragraphs of a finding on that page."""
    yield f"### {one.record.slug}\n"
    yield f"**{one.record.severity.value}**: {markdown_text(one.message)}\n"
    yield f"{markdown_text(one.meaning)}\n"
    if one.mend:
        yield f"*To mend it:* {markdown_text(one.mend)}\n"
    example = one.example
    if example.how:
        yield f"*How it comes about:* {markdown_text(example.how)}\n"
        return
    shown = [
        f"{name}\n{textwrap.indent(visible(text or '(nothing)'), '  ')}"
        for name, text in example.files.items()
    ]
    if sum(len(part.splitlines()) for part in shown) <= SHORT:
        files = "\n".join(shown)
        yield f"*Example*, {example.kind}; `variorum {example.command}`:\n"
        yield f"```text\n{files}\n{example.shows}```\n"
    else:
        yield f"*Example*, {example.kind}: `variorum explain {one.record.slug}`.\n"
        yield f"```text\n{example.shows}```\n"


def markdown_text(words: str) -> str:
    """Return words in which no character is a mark of Markdown."""
    return re.sub(r"([\\`*_\[\]<>&#|~])", r"\\\1", words)
