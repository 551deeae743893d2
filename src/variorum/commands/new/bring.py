"""`variorum new DIR --from FILE…`: an edition made of files, with a report of the reading."""

from __future__ import annotations

import argparse
import datetime
import re
import shlex
import shutil
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rich.text import Text

from variorum import conventions
from variorum.accession import Wish, identify, take
from variorum.accession.edition_toml import NewEdition, edition_toml, language_of
from variorum.accession.file_patterns import deposits
from variorum.accession.identification import KnownDeposit
from variorum.accession.report import Reading, markdown, reading, row
from variorum.account.imports.balance import ImportAccount
from variorum.account.imports.import_account import Import, import_account
from variorum.apparatus.text.lines.head_data import CONTENTS
from variorum.doors import Accession
from variorum.findings import Diagnostic, Severity
from variorum.findings.accession import FilePassedOver
from variorum.findings.conventions import SignUndeclared
from variorum.findings.files import FileMissing, FileUnreadable
from variorum.findings.machine import ReaderLeftOut
from variorum.press import DONE, FAULTY, MISSING, USAGE, Request
from variorum.press.preparation import Preparation, prepare
from variorum.project import NAME
from variorum.registry import IMPORTERS, readers
from variorum.report import console, finding, table
from variorum.toml import nearest
from variorum.words.language import load

REPORT = "reading.md"
SHOWN = 8
"""How many findings of words that do not balance a terminal shows."""
NUMBER = re.compile(r"^\d+(?:[./-]\d+)+\.?\s+(?=\S)")
"""The number of a document before its title, where all have one: it is none of the title of an edition."""
LONGEST_TITLE = 120
"""How long the title of a document may be that stands for several."""
COUNTED = ("words", "notes", "page marks", "left out", "for your eye")


def bring(arguments: argparse.Namespace, folder: Path, own: str) -> int:
    """Make the folder of files, whole or not at all; `own` is the id of the edition."""
    files = deposits(arguments.files)
    importers = readers(IMPORTERS)
    given = identify(files.value, importers.value)
    asked, known = arguments.convention, conventions.names()
    if asked and asked not in known:
        print(f"variorum: there is no convention set “{asked}”; {nearest(asked, known)}", file=sys.stderr)
        return USAGE
    wish = Wish(asked, arguments.revisions, arguments.comments)
    taken = take(given.value, wish)
    stages = (files, importers, given, taken)
    found = [one for stage in stages for one in stage.diagnostics]
    grave = [one for one in found if one.severity is Severity.ERROR]
    if grave or not taken.value:
        for one in (*importers.diagnostics, *grave):
            console(sys.stderr).print(finding(one, {}, "", 110))
        print("\nvariorum: nothing was made; mend what is wrong, or leave it out", file=sys.stderr)
        missing = all(type(one) in (FileMissing, FileUnreadable) for one in grave)
        return USAGE if missing else FAULTY
    passed = [one for one in found if isinstance(one, FilePassedOver | ReaderLeftOut)]
    new = NewEdition(
        str(arguments.folder),
        own,
        *title_of(taken.value, own),
        most_used(taken.value),
        f"urn:uuid:{uuid.uuid4()}",
        datetime.date.today(),
    )
    try:
        readings = make_folder(folder, new, taken.value, passed, Counting(given.value, wish))
    except OSError as error:
        print(f"variorum: {folder} cannot be made: {error.strerror}", file=sys.stderr)
        return MISSING
    print_summary(folder, arguments, readings, passed)
    return FAULTY if any(one.unbalanced for one in readings) else DONE


def title_of(taken: Sequence[Accession], own: str) -> tuple[str, str]:
    """Return the title of an edition, and why it is that one; `own` is the id of the edition.

    It is that of the only file, of what all say that they belong to, or that of the first with one.
    """
    titles = [one.title for one in taken if one.title and not CONTENTS.fullmatch(one.title.strip())]
    page = next((one for one in taken if one.names_volume and one.title), None)
    if page is not None and sum(one.known_set == page.known_set for one in taken) * 2 > len(taken):
        return page.title, "as the title page says"
    whole = {one.collection for one in taken}
    if len(taken) == 1 and titles:
        return titles[0], "as the file says"
    if len(whole) == 1 and whole != {""}:
        return whole.pop(), "to which the files say that they belong"
    if titles and len(titles[0]) <= LONGEST_TITLE:
        spoken = load(language_of([one.languages[0] for one in taken if one.languages]))
        are_numbered = all(map(NUMBER.match, titles)) and len(titles) > 1
        first = NUMBER.sub("", titles[0]) if are_numbered else titles[0]
        several = spoken.form("matter.several").replace("{title}", first)
        return several, "the title of the first document: put that of the edition"
    folder = own.replace("-", " ").replace("_", " ").capitalize()
    return folder, "what the folder is called: put the title of the edition"


def most_used(taken: Sequence[Accession]) -> str:
    """Return the name of the set that knows most of the files, the first of several."""
    return Counter(one.known_set.name for one in taken).most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class Counting:
    """What the account of files asks: the files as they were given, and what was asked to become of them."""

    given: Sequence[KnownDeposit]
    wish: Wish

    def account(self, one: Accession, prepared: Preparation) -> ImportAccount | None:
        """Return the account of a file; none if its transcript was not read, or nothing counts such files."""
        known = next((other for other in self.given if other.deposit.name == one.name), None)
        source, claims = prepared.sources.get(one.file), prepared.claims.get(one.file)
        if known is None or source is None or claims is None:
            return None
        importer = known.importer.registration.name
        brought = Import(importer, known.deposit, one, self.wish.revisions, self.wish.comments)
        return import_account(brought, source, claims)


def make_folder(
    folder: Path,
    new: NewEdition,
    taken: Sequence[Accession],
    passed: Sequence[Diagnostic],
    counting: Counting,
) -> list[Reading]:
    """Make the folder beside its place, read it, write the report, and put it where it belongs."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        root = Path(beside) / folder.name
        root.mkdir()
        # A picture that a file calls by the name of a document must not take its place.
        files = {name: data for one in taken for name, data in one.pictures}
        files |= {one.file: one.data for one in taken} | {NAME: edition_toml(new, taken).encode()}
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        prepared = prepare(str(root), Request())
        documents = prepared.edition.documents if prepared.edition is not None else ()
        found = prepared.diagnostics
        readings = [
            replace(
                reading(
                    one, documents, prepared.decisions, found, conventions.load(one.known_set.name).value
                ),
                account=counting.account(one, prepared),
            )
            for one in taken
        ]
        ours = {one.file for one in taken}
        rest = [
            one
            for one in found
            if one.severity is not Severity.INFO and (one.span is None or one.span.path not in ours)
        ]
        open_signs = [one for one in found if isinstance(one, SignUndeclared)]
        (root / NAME).write_text(edition_toml(new, taken, open_signs), "utf-8")
        (root / REPORT).write_text(markdown(new.title, readings, passed, rest), "utf-8")
        if folder.exists():
            folder.rmdir()
        shutil.move(root, folder)
    return readings


def print_summary(
    folder: Path,
    arguments: argparse.Namespace,
    readings: Sequence[Reading],
    passed: Sequence[Diagnostic],
) -> None:
    """Print what was read, under which set, and what to do now."""
    to = console()
    rows = table("document", "from", "kind", *COUNTED, wraps="from", right=COUNTED)
    for one in readings:
        rows.add_row(*row(one))
    to.print(rows)
    unbalanced = [one for document in readings for one in document.unbalanced]
    for fault in unbalanced[:SHOWN]:
        to.print(finding(fault, {}, "", 110))
    if len(unbalanced) > SHOWN:
        to.print(f"and {len(unbalanced) - SHOWN} more words that are not accounted for: {REPORT}")
    for other in passed:
        to.print(Text(other.message, "dim"))
    why = "" if arguments.convention else "; name another with --convention"
    *others, last = dict.fromkeys(one.taken.known_set.name for one in readings)
    chosen = f"{', '.join(others)} and {last}" if others else last
    to.print(f"\nRead with the signs of {chosen}{why}.")
    named = shlex.quote(str(arguments.folder))
    to.print(f"{folder}/{NAME}: what the files said of themselves; fill in the rest")
    to.print(f"{folder}/{REPORT}: what was read, what was left out, and what needs your eye")
    to.print(f"\nCheck it: variorum check {named}\nBuild it: variorum build {named}")
