"""From a file's bytes to its text: UTF-8 unless the edition says otherwise, with a guess where it is not."""

from __future__ import annotations

import codecs
import re
import unicodedata

from variorum.findings import Diagnostic, Result
from variorum.findings.files import FileEmpty, FileEncoding, FileNotText, FileTooLong, LineTooLong
from variorum.source import Source, Span

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
WESTERN = ("windows-1252", "iso8859-15", "mac-roman")
KINDS = (
    (b"%PDF", "it is a PDF"),
    (b"PK\x03\x04", "it is a zip archive, as Word and e-books are"),
    (b"\xd0\xcf\x11\xe0", "it is an old Word file"),
    (b"\x89PNG", "it is a picture"),
    (b"\xff\xd8\xff", "it is a picture"),
    (b"{\\rtf", "it is a Rich Text file"),
)
LONGEST_FILE = 16_000_000
"""How many bytes a transcript may have: one document, not a library; War and Peace has three million."""

LONGEST_LINE = 250_000
"""How many characters a line may have: a letter of a hundred pages that has lost its line ends has fewer."""

LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x85\u2028\u2029]")
"""What ends a line besides the line feed; behind U+2029 a paragraph begins."""
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
RUSSIAN = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё")
COMMON = frozenset("оеаинтсрвл")


def decode(
    path: str,
    data: bytes,
    encoding: str | None = None,
    longest: int = LONGEST_FILE,
    longest_line: int = LONGEST_LINE,
) -> Result[Source]:
    """Return the text of a file; `path` is how the user named it.

    With an error the text is what could be read of it, for no later stage to use but for messages. A file or
    a line beyond the longest is refused before anything is made of it.
    """
    if len(data) > longest:
        return Result(Source(path, ""), (too_long(path, longest),))
    name = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if not data[len(codecs.BOM_UTF8) if name == "utf-8-sig" else 0 :].strip():
        return Result(Source(path, ""), (FileEmpty(Span(path, 1, 1, 1, 1), path=path),))
    kind = next((reason for start, reason in KINDS if data.startswith(start)), None)
    if kind is not None:
        return refusal(path, kind)
    if name is None and encoding is not None:
        try:
            name = codecs.lookup(encoding).name
        except LookupError:
            found = FileNotText(
                Span(path, 1, 1, 1, 1),
                own_hint="Name a common encoding: utf-8, windows-1251, windows-1252, koi8-r.",
                path=path,
                reason=f"nothing is known of an encoding “{encoding}”",
            )
            return Result(Source(path, data.decode("utf-8", "replace")), (found,))
    if name is None and b"\x00" in data:
        guessed = _utf_16(data)
        if guessed is None:
            return refusal(path, "it has zero bytes")
        name = guessed
    return _decoded(path, data, name or "utf-8", longest_line)


def _decoded(path: str, data: bytes, name: str, longest_line: int) -> Result[Source]:
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, UnicodeError) as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        before = data[:start].decode(name, "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        found = FileEncoding(
            Span(path, line, column, line, column + 1),
            path=path,
            encoding=name.upper(),
            byte=f"0x{data[start]:02X}" if start < len(data) else "at the end",
            likely=likely(data),
        )
        return Result(Source(path, data.decode(name, "replace")), (found,))
    control = CONTROL.search(text)
    if control is not None:
        code = f"U+{ord(control.group()):04X}"
        return refusal(path, f"it has the control character {code}", Source(path, text), control.start())
    text = LINE_ENDS.sub(lambda found: "\n\n" if found.group() == "\u2029" else "\n", text)
    for number, words in enumerate(text.split("\n"), 1):
        if len(words) > longest_line:
            place = Span(path, number, longest_line + 1, number, longest_line + 2)
            long = LineTooLong(place, length=f"{len(words):,}", limit=f"{longest_line:,}")
            return Result(Source(path, ""), (long,))
    return Result(Source(path, text))


def too_long(path: str, limit: int) -> Diagnostic:
    """Return the finding that a file has more bytes than a file of its kind may have."""
    return FileTooLong(Span(path, 1, 1, 1, 1), path=path, limit=f"{limit / 1e6:g} MB")


def refusal(path: str, reason: str, source: Source | None = None, at: int = 0) -> Result[Source]:
    """Return the finding that a file is no text, with what could be read of it."""
    span = source.span(at, at + 1) if source is not None else Span(path, 1, 1, 1, 1)
    found = FileNotText(span, path=path, reason=reason)
    return Result(source or Source(path, ""), (found,))


def _utf_16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark, none if the bytes are not letters in either."""
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        known = sum(1 for c in text if c.isspace() or (c.isprintable() and ord(c) < 0x2100))
        if len(text) >= 8 and known > 0.95 * len(text):
            return name
    return None


def likely(data: bytes) -> str:
    """Return the encoding in which bytes that are not UTF-8 make the most sensible text."""
    scores = {name: _score(data, name) for name in (*WESTERN, *CYRILLIC)}
    return max(scores, key=lambda name: scores[name])


def _score(data: bytes, name: str) -> float:
    """Return how sensible the words of a text are in an encoding.

    Only words with characters beyond ASCII count: letters of one script, small ones behind the first, and in
    Cyrillic the letters that Russian uses most.
    """
    text = data.decode(name, "replace")
    score = 0.0
    for word in re.findall(
        r"[^\x00-\x40\x5b-\x60\x7b-\x7f]*[^\x00-\x7f][^\x00-\x40\x5b-\x60\x7b-\x7f]*", text
    ):
        letters = [character for character in word if character.isalpha()]
        scripts = {unicodedata.name(letter, "?").split()[0] for letter in letters}
        odd = sum(1 for character in word if not character.isalpha() and character not in "“”‘’„«»–—…№§°\xa0")
        score -= 2.0 * odd + (2.0 if len(scripts) > 1 else 0.0)
        score -= sum(1.0 for letter in letters[1:] if letter.isupper() and any(map(str.islower, letters)))
        if scripts == {"CYRILLIC"}:
            score += sum(
                1.0 if c.lower() in COMMON else 0.3 if c.lower() in RUSSIAN else -2.0 for c in letters
            )
        elif scripts == {"LATIN"}:
            foreign = sum(1 for character in letters if ord(character) > 0x7F)
            score += len(letters) * 0.5 if foreign <= len(letters) / 2 else -2.0 * foreign
        elif not letters:
            score += 0.5
    return score
