"""What a file is, by what is in it: its name says nothing that counts."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from variorum.decode import MARKS


class Kind(Enum):
    """The kinds of files that can be brought in, in the words of a report."""

    TEI = "TEI"
    WORD = "Word"
    PAGE = "web page"
    TEXT = "plain text"


HEAD = 8192
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
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^\[>]|\[.*?\])*>", re.DOTALL | re.IGNORECASE)
TAGS = re.compile(
    r"<(html|head|body|title|meta|div|p|h[1-6]|table|span|font|center|article|main|br|ul|ol)\b[^<>]*>",
    re.IGNORECASE,
)
MHTML = re.compile(r"^MIME-Version:.*^Content-Type:\s*multipart/related", re.DOTALL | re.MULTILINE)
OTHER_ROOTS = {
    "PcGts": "it is PAGE XML, zones and lines of a scan without a text",
    "alto": "it is ALTO XML, zones and lines of a scan without a text",
    "ead": "it is a finding aid (EAD), no text",
    "mets": "it is METS, a list of files",
    "rss": "it is a news feed",
    "feed": "it is a news feed",
    "svg": "it is a picture",
}


def kind_of(data: bytes) -> Kind | tuple[str, str]:
    """Return what a file is, or why it cannot be brought in and what to do about it."""
    for start, why, mend in WHY_NOT:
        if data.startswith(start):
            return why, mend
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _packed(data)
    text = _beginning(data)
    root = _root(text)
    if MHTML.search(text[:2048]):
        return (
            "it is a page packed as MHTML",
            "Save the page as HTML from the browser.",
        )
    if root in ("TEI", "teiCorpus"):
        return Kind.TEI
    if root == "TEI.2":
        return "it is TEI of the old form P4", "Convert it to P5 with the TEI Consortium's stylesheets."
    if root is not None and root.lower() == "html":
        return Kind.PAGE
    if root in OTHER_ROOTS:
        return OTHER_ROOTS[root], "Bring in a text that was made of it."
    if re.match(r"\s*<!doctype\s+html", text, re.IGNORECASE) or len(TAGS.findall(text)) >= 3:
        return Kind.PAGE
    if text.lstrip().startswith("<?xml"):
        return f"it is XML with the root “{root}”, not TEI", "Convert it to TEI P5."
    if "\x00" in text and not any(data.startswith(mark) for _, mark in _marks()):
        return "it is not text", "Bring in TEI, a Word file (DOCX), a web page or plain text."
    return Kind.TEXT


def _marks() -> tuple[tuple[str, bytes], ...]:
    return tuple((name, mark) for mark, name in MARKS)


def _packed(data: bytes) -> Kind | tuple[str, str]:
    """Return what a zip archive holds; nothing of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "it is a damaged archive or Word file", "Open it in a word processor and save it again."
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return Kind.WORD
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "it is an OpenDocument file", SAVE_AS_DOCX
    if "META-INF/container.xml" in names:
        return "it is an e-book (EPUB)", "Unpack it and bring in the pages that hold its text."
    if "[Content_Types].xml" in names:
        return "it is a spreadsheet or a presentation", "Bring in a Word file or plain text."
    return "it is a zip archive", "Unpack it first."


def _beginning(data: bytes) -> str:
    """Return the beginning of a file as text, for its tags."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[: 2 * HEAD].decode(name, "ignore")
    if data[:2] in (b"<\x00", b"\x00<"):
        return data[: 2 * HEAD].decode("utf-16-le" if data[:1] == b"<" else "utf-16-be", "ignore")
    return data[:HEAD].decode("utf-8", "replace")


def _root(text: str) -> str | None:
    """Return the name of the outermost element, none where the text does not begin with markup."""
    at = 0
    while found := BEFORE_ROOT.match(text, at):
        at = found.end()
    root = ROOT.match(text, at)
    return root[1] if root else None
