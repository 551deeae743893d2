"""Slips that a text shows by itself: blanks lacking or too many, hyphens of lines that went, left markup."""

from __future__ import annotations

import html.entities
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as datum

from variorum.apparatus.text.meanings.forms import FORMS, TwoForms
from variorum.findings import Diagnostic
from variorum.findings.edition import BlankLacking, BlankSpare, HyphenLeft, MarkupLeft
from variorum.findings.finding import row
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Corrected,
    Date,
    Document,
    Emphasis,
    Expanded,
    Field,
    Foreign,
    Inline,
    LineBreak,
    Name,
    NoteRef,
    PageBreak,
    Quote,
    Reference,
    Regularised,
    Replaced,
    Segment,
    Term,
    Text,
    Variant,
    walk,
)
from variorum.source import Span
from variorum.words.divisions import CONJUNCTIONS

STOP = re.compile(r"(?<=\w\w)[.,:;](?=[^\W\d_]{2})")
SPARE = re.compile(
    r"(?<=[^\W_]) (?:[,)\]](?![\d.,/])|\.(?! ?\.)(?![\w.,/]))|(?<=,) ,(?!,)|[(\[] (?=\w)"
    r"|(?<=\x1d ) (?:,|\.(?! ?\.))(?![\w.,/])"
)
"""A blank before a stop or bracket that stands close in every language, or behind an opening bracket.

A comma or full stop may stand behind an act: “lieg‹e› ,”."""
QUOTED_SPARE = (
    re.compile(r"„( +)(?=[^\s„“”][^„“”]{0,400}[“”])"),
    re.compile(r"„[^„“”]{1,400}[^\s„“”]( +)[“”](?=[\s.,;:)\]]|$)"),
    re.compile(r"“[^“”„]{1,400}[^\s“”„]( +)”(?=[\s.,;:)\]]|$)"),
)
"""A blank between a quotation mark and what it is around."""
HYPHENED = re.compile(r"(?<=[^\W_])-( )(?=([^\W_]+))")
HANGS_BEFORE = CONJUNCTIONS | {"to", "nor", "als", "wie", "auch", "beziehungsweise", "resp"}
"""Words before which a hyphen and a blank are right: "two- to three-year"."""
DIVIDED = re.compile(r"(?<![\w-])([^\W\d_]{3,})-([^\W\d_]{2,})(?![\w-])")
PARTED = re.compile(r"(?<![\w-])([^\W\d_]{2,})[-\u2010\u00ac](?: +\x1e? *|\x1e +)([^\W\d_]{2,})(?![\w-])")
WHOLE = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
TOKEN = re.compile(r"\S+")
REFERENCE = re.compile(
    r"&(?:#\d+|#[xX][\da-fA-F]+|(?P<name>\w{2,8}));|(?<![\w&])(?:amp|lt|gt|quot|nbsp);(?!\w)"
)
TAG_END = re.compile(r"(?<=\w)>(?![\w>])")
TAG_BEGIN = re.compile(r"<[^<>]*\Z")
TAG = 80
"""In how many characters before its end a tag would begin."""
ADDRESS = re.compile(r"://|www\.|@|\w/\w")
JOINED = re.compile(r"(?<![\w.])([^\W\d_]{2,4})\.(?=[^\W\d_]{2})(?=[a-zäöüß])")
"""An abbreviation that stands close before a small letter ("Reg.rat"): so its writer joins it."""
SHORT = 4
"""How many letters a part of an abbreviation has at the most."""
VOWEL = re.compile(r"(?i)[aeiouyäöüáàâéèêíóúаеёиоуыэюя]")
INSIDE = (Name, Date, Emphasis, Term, Reference, Segment, Field, Foreign, Quote)
"""Inlines that part no words."""

JOINT = "\x1f"
"""The end of a line that is kept, or that of a page in a word: behind it no hyphen is out of place."""
PAGE = "\x1e"
"""The beginning of another page."""
ACT = "\x1d "
"""The edge of what somebody did to words, which are not those beside it."""
CHOICES = (Corrected, Expanded, Regularised, Replaced, Variant)
"""Inlines that hold words beside others."""


@dataclass(slots=True)
class _Flow:
    """The words of documents in a row, and where each stretch of them and each call of a note stands."""

    parts: list[str] = datum(default_factory=list)
    starts: list[int] = datum(default_factory=list)
    spans: list[Span | None] = datum(default_factory=list)
    calls: set[int] = datum(default_factory=set)
    length: int = 0

    def add(self, words: str, span: Span | None = None) -> None:
        self.parts.append(words)
        self.starts.append(self.length)
        self.spans.append(span)
        self.length += len(words)

    def place(self, at: int) -> Span | None:
        """Return where a character stands: itself, or where its own place is lost, its stretch."""
        index = bisect_right(self.starts, at) - 1
        span, length = self.spans[index], len(self.parts[index])
        if span is None or span.line != span.end_line or span.end_column - span.column != length:
            return span
        column = span.column + at - self.starts[index]
        return replace(span, column=column, end_column=column + 1)


def slips(documents: Sequence[Document]) -> Iterator[Diagnostic]:
    """Yield what is to be told of all documents together, each kind once."""
    flow = _Flow()
    for document in documents:
        _read(document, flow)
    text = "".join(flow.parts)
    joined = set(JOINED.findall(text))
    lacking = [
        (found.start(), word)
        for found in STOP.finditer(text)
        if (word := _run_together(text, found)) and word.partition(".")[0] not in joined
    ]
    if lacking:
        yield BlankLacking(flow.place(lacking[0][0]), words=row([word for _, word in lacking]))
    spare = [
        (found.start(), _around(text, found))
        for found in SPARE.finditer(text)
        if not flow.calls & {found.start(), found.end() - 1}
    ]
    spare += [
        (found.start(1), _beside(text, found))
        for pattern in QUOTED_SPARE
        for found in pattern.finditer(text)
        if not flow.calls & {found.start(1), found.end(1)}
    ]
    left = list(_old_hyphens(text))
    lines = {place for place, _ in left}
    spare += [
        (found.start(1), _beside(text, found))
        for found in HYPHENED.finditer(text)
        if found[2] not in HANGS_BEFORE and found.start() not in lines
    ]
    if spare:
        spare.sort()
        yield BlankSpare(flow.place(spare[0][0]), words=row([words for _, words in spare]))
    if left:
        yield HyphenLeft(flow.place(left[0][0]), words=row([word for _, word in left]))
    markup = list(_markup(text))
    if markup:
        yield MarkupLeft(flow.place(markup[0][0]), words=row([word for _, word in markup]))


def _read(part: walk.Part, flow: _Flow) -> None:
    """Add the words of a part; what an editor or a writer did to them parts them."""
    match part:
        case Text(value=value):
            flow.add(value, part.span)
        case NoteRef() | AnchorStart() | AnchorEnd():
            flow.calls.add(flow.length)
        case LineBreak() | PageBreak(joins_word=True):
            flow.add(JOINT)
        case PageBreak():
            flow.add(PAGE)
        case _:
            children = tuple(walk.children(part))
            is_words = isinstance(part, INSIDE) and children  # one without words prints what it leads to
            edge = "" if is_words else ACT if isinstance(part, Inline) else " "
            flow.add(edge)
            first = len(getattr(part, FORMS[type(part)][0])) if isinstance(part, TwoForms) else -1
            for number, child in enumerate(children, 1):
                _read(child, flow)
                if isinstance(part, CHOICES) and (first < 0 or number in (first, len(children))):
                    flow.add(ACT)  # a form may be of several pieces
            flow.add(edge)


def _around(text: str, spare: re.Match[str]) -> str:
    """Return a blank that is too many with its stop and the word on its other side."""
    if spare.group()[0] != " ":
        word = TOKEN.match(text, spare.end())
        return spare.group() + (word.group() if word else "")
    before = text[: spare.start()].rstrip(ACT)
    return before[_begins(before, len(before)) :] + spare.group()


def _beside(text: str, spare: re.Match[str]) -> str:
    """Return a blank inside of quotation marks or behind a hyphen with the words on both sides."""
    behind = TOKEN.match(text, spare.end(1))
    before = text[_begins(text, spare.start(1)) : spare.start(1)]
    return f"{before} {behind.group() if behind else ''}"


def _begins(text: str, end: int) -> int:
    """Return where the word begins that ends at a place."""
    return max(text.rfind(one, 0, end) for one in (" ", JOINT, PAGE, ACT[0])) + 1


def _run_together(text: str, stop: re.Match[str]) -> str:
    """Return the words on both sides of a stop behind which a blank lacks, empty if none does."""
    before, behind = text[stop.start() - 1], text[stop.end() : stop.end() + 2]
    if before.isupper() or not (behind[0].isupper() and behind[1].islower()):
        return ""
    start = max(text.rfind(" ", 0, stop.start()), text.rfind("\n", 0, stop.start())) + 1
    token = TOKEN.match(text, start)
    words = token.group() if token else ""
    bare = words.strip("()[]“”„«»‹›\"'‘’.,;:")
    return "" if ADDRESS.search(words) or _is_abbreviation(bare) else bare


def _is_abbreviation(word: str) -> bool:
    """Return whether a word is a row of abbreviations, which may stand close: "N.Fr.Pr", "Allg.Ztg"."""
    parts = word.split(".")
    if len(parts) < 2 or not all(part.isalpha() and len(part) <= SHORT for part in parts):
        return False
    return len(parts) > 2 or not VOWEL.search(parts[-1])


def _old_hyphens(text: str) -> Iterator[tuple[int, str]]:
    """Yield words divided by a hyphen of a line that is no more.

    The text has them whole and their second half not, or a blank or the beginning of a page stands behind the
    hyphen and the second half is no word by itself.
    """
    divided, parted = list(DIVIDED.finditer(text)), list(PARTED.finditer(text))
    if not divided and not parted:
        return
    whole = Counter(map(str.lower, WHOLE.findall(text)))
    for found in divided:
        first, second = found[1].lower(), found[2]
        if second.islower() and whole[first + second] and not whole[second]:
            yield found.end(1), found.group()
    rests = Counter(found[2] for found in parted)
    for found in parted:
        first, second = found[1].lower(), found[2]
        alone = whole[second] > rests[second]
        if second.islower() and second not in CONJUNCTIONS and (whole[first + second] or not alone):
            yield found.end(1), f"{found[1]}- {second}"


def _markup(text: str) -> Iterator[tuple[int, str]]:
    """Yield words in which a reference to a character stands as text, or a tag ends that never began."""
    for found in REFERENCE.finditer(text):
        name = found["name"]
        if name is None or f"{name};" in html.entities.html5:
            yield found.start(), _whole(text, found)
    for found in TAG_END.finditer(text):
        if not TAG_BEGIN.search(text, max(0, found.start() - TAG), found.start()):
            yield found.start(), _whole(text, found)


def _whole(text: str, found: re.Match[str]) -> str:
    """Return the word in which something stands."""
    start = _begins(text, found.start())
    word = re.compile(r"[^\s\x1d-\x1f]+").match(text, start)
    return word.group() if word else found.group()
