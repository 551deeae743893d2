"""`variorum new`: the folder of a small edition that can be built at once."""

from __future__ import annotations

import argparse
import datetime
import shlex
import sys
import uuid
from pathlib import Path

from variorum.accession.document_ids import id_of
from variorum.commands.new.bring import bring
from variorum.press import DONE, MISSING, USAGE
from variorum.project import NAME

EDITION = """\
# An edition for variorum. Build it:  variorum build {folder}
# See what is to be mended:           variorum check {folder}

id = "{id}"                      # the name of the files; never change it once the edition is out
title = "{title}"
# subtitle = "…"
language = "en-GB"               # of the edition
# source_languages = ["ru"]      # of the documents before they were translated
modified = {today}             # the day of the last change; the files bear it in the place of the clock's

# publisher = "…"
# place = "…"
# year = {year}
# rights = "…"
# cite = "…"                     # how to cite this edition

convention = "soviet-archives"   # what brackets, italics and other signs mean: variorum conventions
profile = "edition"              # or "reading", "diplomatic"
style = "house"                  # or "large-print"
formats = ["pdf", "epub", "docx"]

[[identifier]]
scheme = "urn"
value = "urn:uuid:{uuid}"        # made for this edition; put an ISBN beside it when there is one

[[editor]]
id = "editor"
name = "Name of the Editor"      # put yours
initials = ["NE"]                # as they sign remarks in the documents: [… NE]

[[document]]                     # one for each document, in the order of the book
id = "first"                     # never changes: it is what others cite
file = "documents/first.txt"
base = "typed"                   # or "handwritten", "printed"

# [[document]]                   # or many at once; the name of each file is its id
# files = "documents/*.txt"

[signs]                          # what signs mean that the documents leave unexplained
"[ ]" = "An addition or remark of translator or editor."
# "*" = "…"

# [[person]]                     # someone of whom the documents speak
# id = "ivanov"
# name = "Ivan Ivanov"
# cover_names = ["Sokolov"]
# about = "…"

# [[emend]]                      # a slip of the source, put right; the apparatus keeps the source's reading
# document = "first"
# lemma = "recieved"
# reading = "received"

# [[accept]]                     # a finding that is right as it is
# code = "unopened-quotation"
# place = "documents/first.txt:7"
# reason = "so in the source"
"""

DOCUMENT = """\
1 March 1918 (No 17) A first document

Put your transcript in the place of this one. A blank line parts paragraphs. (2 pp)


Dear Colleague,

In reply to your letter of 20 February, the papers that you ask for left this office on the 24th.

[page two]

They should be with you by the end of the week. […]

[The rest of the letter concerns the cost of the carriage, NE]

A. Clerk
"""


def run(arguments: argparse.Namespace) -> int:
    """Make the folder, which must be new or empty."""
    folder = Path(arguments.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(f"variorum: {folder} is there already and not empty; name a new folder", file=sys.stderr)
        return USAGE
    name = id_of(f"{folder.resolve().name}.")
    name = "edition" if name == "document" else name
    if arguments.files:
        return bring(arguments, folder, name)
    today = datetime.date.today()
    named = shlex.quote(arguments.folder)
    text = EDITION.format(
        folder=named,
        id=name,
        title=name.replace("-", " ").replace("_", " ").capitalize(),
        today=today.isoformat(),
        year=today.year,
        uuid=uuid.uuid4(),
    )
    try:
        (folder / "documents").mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(text, "utf-8")
        (folder / "documents" / "first.txt").write_text(DOCUMENT, "utf-8")
    except OSError as error:
        print(f"variorum: {folder} cannot be made: {error.strerror}", file=sys.stderr)
        return MISSING
    print(f"{folder}/{NAME}\n{folder}/documents/first.txt\n\nBuild it: variorum build {named}")
    return DONE
