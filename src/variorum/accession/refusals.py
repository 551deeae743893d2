"""Files that cannot be brought in, unless an importer knows them: why not, and what to do about it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from variorum.accession.file_opening import is_packed, is_xml, opening, outermost, packed_names
from variorum.archive import Bounds, Refusal, open_archive

SAVE_AS_DOCX = "Open it in a word processor and save it as DOCX."
WHY_NOT = (
    (b"%PDF", "it is a PDF", "Take the text out of it with another program, and bring in the text."),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Word file, or one with a password",
        SAVE_AS_DOCX,
    ),
    (b"{\\rtf", "it is a Rich Text file", SAVE_AS_DOCX),
    (b"\x89PNG", "it is a picture", "Bring in a transcript of what it shows."),
    (b"\xff\xd8\xff", "it is a picture", "Bring in a transcript of what it shows."),
    (b"GIF8", "it is a picture", "Bring in a transcript of what it shows."),
    (b"II*\x00", "it is a picture", "Bring in a transcript of what it shows."),
    (b"MM\x00*", "it is a picture", "Bring in a transcript of what it shows."),
    (b"AT&TFORM", "it is a scanned book (DjVu)", "Bring in a transcript of what it shows."),
    (b"\x1f\x8b", "it is compressed", "Unpack it first."),
    (b"7z\xbc\xaf", "it is an archive", "Unpack it first."),
    (b"Rar!", "it is an archive", "Unpack it first."),
    (b"bplist00", "it is a web archive of Safari", "Save the page as HTML source from the browser."),
    (b"\x7fELF", "it is a program", ""),
    (b"MZ\x90", "it is a program", ""),
)
MHTML = re.compile(r"^MIME-Version:.*^Content-Type:\s*multipart/related", re.DOTALL | re.MULTILINE)
LATEX = re.compile(r"^[ \t]*\\(?:documentclass|documentstyle|begin\{document\})", re.MULTILINE)
JSON = re.compile(r"""\s*(?:\[\s*)*\{\s*"(?:[^"\\]|\\.)*"\s*:""")
OTHER_ROOTS = {
    "PcGts": "it is PAGE XML, zones and lines of a scan without a text",
    "alto": "it is ALTO XML, zones and lines of a scan without a text",
    "ead": "it is a finding aid (EAD), no text",
    "mets": "it is METS, a list of files",
    "rss": "it is a news feed",
    "feed": "it is a news feed",
    "svg": "it is a picture",
}


OURS = b"urn:x-variorum:"
"""What a Word file of ours bears in a part that word processors keep, however it is edited."""
GENERATOR = re.compile(rb"""<meta\s[^>]*name=["']generator["'][^>]*content=["']variorum["']""")
"""What the package of an e-book of ours says of its program."""
BOUNDS = Bounds(part=2_000_000, whole=16_000_000)
BRING_SOURCES = (
    "Work in the folder of its edition: “variorum pull FILE --into EDITION” carries into its transcripts what"
    " was changed in a Word file; or bring in its sources, or the TEI that “build --to tei” makes."
)


def own_refusal(data: bytes) -> tuple[str, str] | None:
    """Return why a file that variorum made is not brought in: its signs are printed ones."""
    archive = open_archive(data, BOUNDS) if is_packed(data) else None
    if archive is None or isinstance(archive, Refusal):
        return None
    for name in archive.names:
        is_word = name.startswith("customXml/item")
        part = archive.read(name) if is_word or name.endswith(".opf") else None
        if isinstance(part, bytes) and (OURS in part if is_word else GENERATOR.search(part)):
            kind = "a Word file" if is_word else "an e-book"
            return f"it is {kind} that variorum made of an edition", BRING_SOURCES
    return None


def known_refusal(data: bytes) -> tuple[str, str] | None:
    """Return why a file of a well-known kind cannot be brought in and what to do about it."""
    for start, why, mend in WHY_NOT:
        if data.startswith(start):
            return why, mend
    if is_packed(data):
        return _packed(data)
    root = outermost(data)
    if MHTML.search(opening(data)[:2048]):
        return "it is a page packed as MHTML", "Save the page as HTML from the browser."
    if LATEX.search(opening(data)):
        return "it is LaTeX", "Make a Word file or plain text of it with pandoc, and bring in that."
    if _is_json(data):
        return "it is data (JSON), no text", "Take its texts out with another program, and bring in those."
    if root == "TEI.2":
        return "it is TEI of the old form P4", "Convert it to P5 with the TEI Consortium's stylesheets."
    if root in OTHER_ROOTS:
        return OTHER_ROOTS[root], "Bring in a text that was made of it."
    return None


def last_refusal(data: bytes, kinds: Sequence[str]) -> tuple[str, str]:
    """Return the same for a file that nobody knows; `kinds` are those that can be brought in."""
    if is_xml(data):
        return f"it is XML with the root “{outermost(data)}”, not TEI", "Convert it to TEI P5."
    return "it is not text", f"These can be brought in: {', '.join(kinds)}."


def _is_json(data: bytes) -> bool:
    """Return whether a file is records with named fields, and not a text that begins with such signs."""
    if not JSON.match(opening(data)):
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _packed(data: bytes) -> tuple[str, str]:
    names = packed_names(data)
    if names is None:
        return "it is a damaged archive or Word file", "Open it in a word processor and save it again."
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "it is an OpenDocument file", SAVE_AS_DOCX
    if "META-INF/container.xml" in names:
        return "it is an e-book (EPUB)", "Unpack it and bring in the pages that hold its text."
    if "[Content_Types].xml" in names:
        return "it is a spreadsheet or a presentation", "Bring in a Word file or plain text."
    return "it is a zip archive", "Unpack it first."
