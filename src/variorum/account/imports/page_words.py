"""The words of a saved page in the order of its tags, by the parser of the standard library."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser

from variorum.account.imports.file_words import FileWords
from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import FONT_SIGN, KEYS, SYMBOL_FONT, Composer
from variorum.decode import MARKS, likely

_IN_LINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rb rp rt"
    " ruby s samp small span strike strong sub sup time tt u var wbr"
)
_EQUATIONS = (
    "math semantics mrow mi mo mn mtext mfrac msup msub msubsup msqrt mroot munder mover munderover mfenced"
    " mtable mtr mtd mstyle mspace mpadded menclose"
)
IN_LINE = frozenset([*_IN_LINE.split(), *_EQUATIONS.split()])
"""Elements that go on with the line; all others part what stands before them from what stands behind."""
IN_TABLES = frozenset(["caption", "colgroup", "col", "tbody", "thead", "tfoot", "tr", "td", "th"])
"""Elements that are none outside of a table."""
ONCE = frozenset(["html", "body", "head"])
"""Elements of which a page has one, wherever and how often their tags stand."""
NEVER_SHOWN = frozenset(["script", "style", "template", "datalist", "annotation", "annotation-xml"])
_EMPTY = "area base br col embed hr img input link meta param source track wbr"
EMPTY = frozenset(_EMPTY.split())
SAYING = frozenset(["alt", "title", "content", "label", "aria-label", "placeholder", "value"])
"""Attributes with words; those of the kind `data-` may have some as well."""
NAMED = frozenset(["class", "id", "style", "hidden", "title"])
"""Attributes by which a word that an element begins in may be told from the rest of it."""
PAGE_NAME = re.compile(
    r"(^|[\W_])(page-?(num(ber)?|break|mark|no)?s?|pb|pn|folio)\d*($|[\W_])", re.IGNORECASE
)
ASIDE = re.compile(
    r"(foot|end|side|margin)[-_]*notes?[-_]*(note|text|content|body|tooltip|popup)", re.IGNORECASE
)
"""The classes of notes that stand in the line, behind their mark."""
CONTENT = re.compile(r"content\s*:\s*(?:\"([^\"]*)\"|'([^']*)')")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r"\.([\w-]+)(?=[^\s>+~]*(?:,|\s*$))")
"""The classes of what a rule of a style sheet is about, not of what is around that."""
ALONE = re.compile(r"display\s*:\s*(block|list-item|table|flex|grid)")
CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
UNSEEN = dict.fromkeys((0xAD, 0x200B, 0xFEFF))
"""Characters that only say where a line may end."""
LONGEST_MARK = 12
"""How many characters the call of a note or the way back to it may have."""

FACE = re.compile(r"(?:^|[;{\s])font(?:-family)?\s*:\s*(?:[^;,]*[\d.](?:[a-z]+|%)\S*\s+)?[\"']?([^;,\"'!}]+)")
"""The first typeface that a rule or a style names."""

Attributes = Sequence[tuple[str, str | None]]
Sheets = Callable[[str], bytes | None]
"""Gives a file that lies beside the page, by the name that the page has for it."""


@dataclass(slots=True)
class _Marked:
    """An element that may be a mark: the first of its words, and the rule by which these may be missing.

    `opens`: a bracket stands before it.
    """

    tag: str
    first: int
    rule: Omission
    depth: int
    opens: bool


@dataclass(slots=True)
class _Face:
    """An element that names a typeface: whether that has signs in the place of letters."""

    tag: str
    symbolic: bool
    depth: int = 1


@dataclass(slots=True)
class _Beside:
    """Words that stand in tags and style sheets."""

    composer: Composer = field(default_factory=Composer)

    def add(self, words: str, rule: Omission, line: int) -> None:
        """Add words."""
        self.composer.at("page", line)
        self.composer.text(words, rule)
        self.composer.blank()


class _Page(HTMLParser):
    """A page that is being read."""

    def __init__(self, sheets: Sheets) -> None:
        super().__init__(convert_charrefs=False)
        self.sheets = sheets
        self.alone: set[str] = set()
        self.composer = Composer()
        self.beside = _Beside()
        self.never = 0
        self.open: Counter[str] = Counter()
        self.marked: list[_Marked] = []
        self.faces: list[_Face] = []
        self.faced: dict[str, bool] = {}
        self.closes: Omission | None = None
        self.parted: list[tuple[str, bool]] = []
        self.drawn: set[str] = set()
        self.raw: list[str] = []

    # ---- tags

    def parse_html_declaration(self, i: int) -> int:
        """Pass a declaration; one that is of no known kind is a comment, as in a browser."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take note of a tag."""
        said = dict(attrs) if attrs else {}
        if self.parts(tag) or self.stands_alone(said):
            self.composer.blank()
            self.open[tag] += tag not in EMPTY
        if tag in NEVER_SHOWN:
            self.never += 1
        if tag == "link" and "stylesheet" in (said.get("rel") or "").lower():
            self.style_sheet((self.sheets(said.get("href") or "") or b"").decode("utf-8", "replace"))
        for name, words in said.items():
            if words and (name in SAYING or name.startswith("data-")):
                rule = Omission.PAGE_HEAD if tag == "meta" else Omission.ATTRIBUTE
                self.beside.add(words, rule, self.getpos()[0])
        if tag == "q":
            self.drawn.update("“”")
        elif tag == "li":
            self.composer.stream.items.add(len(self.composer.stream.words))
        for one in self.marked:
            one.depth += one.tag == tag
        mark = _mark(tag, said) if tag not in EMPTY else None
        opens = mark is not None and self.composer.bracket("([")  # before the word is parted from the mark
        if tag in IN_LINE and not NAMED.isdisjoint(said):
            self.parted.append((tag, ASIDE.search(said.get("class") or "") is not None))
            self.part()
        if tag not in EMPTY:
            self.face(tag, said)
        if tag == "math":
            self.composer.equation()
        if mark is not None:
            self.composer.flush()
            self.marked.append(_Marked(tag, len(self.composer.stream.words) - opens, mark, 1, opens))

    def face(self, tag: str, said: Mapping[str, str | None]) -> None:
        """Take note of the typeface that a tag, its style or a style sheet names for an element."""
        for face in self.faces:
            face.depth += face.tag == tag
        named = FACE.search(said.get("style") or "")
        family = named[1] if named else (said.get("face") or "").partition(",")[0] if tag == "font" else ""
        classes = [self.faced[name] for name in (said.get("class") or "").split() if name in self.faced]
        if family or classes:
            symbolic = SYMBOL_FONT.fullmatch(family.strip(" \"'")) is not None if family else classes[-1]
            self.faces.append(_Face(tag, symbolic))

    def parts(self, tag: str) -> bool:
        """Return whether a tag parts what stands before it from what stands behind."""
        return tag not in IN_LINE and tag not in ONCE and (tag not in IN_TABLES or self.open["table"] > 0)

    def stands_alone(self, said: Mapping[str, str | None]) -> bool:
        """Return whether a style, or a style sheet by a class, sets an element in lines of its own."""
        names = (said.get("class") or "").split()
        return not self.alone.isdisjoint(names) or ALONE.search(said.get("style") or "") is not None

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Take note of a tag that ends itself: of most elements it does not."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take note of the end of an element."""
        if tag in NEVER_SHOWN:
            self.never = max(0, self.never - 1)
            if tag == "style":
                self.style_sheet("".join(self.raw))
            self.raw.clear()
        elif tag == "title":
            self.beside.add("".join(self.raw), Omission.PAGE_HEAD, self.getpos()[0])
            self.raw.clear()
        if self.open[tag] or tag in ("p", "br"):
            self.open[tag] -= self.open[tag] > 0
            self.composer.blank()
        for face in self.faces:
            face.depth -= face.tag == tag
        self.faces = [face for face in self.faces if face.depth > 0]
        if self.parted and self.parted[-1][0] == tag:
            self.part()
            self.parted.pop()
        if tag == "math" and self.composer.solving is not None:
            self.composer.equation()
        if self.marked:
            self.unmark(tag)

    def part(self) -> None:
        """Let a word end here; where a note in the line begins or ends, blanks say nothing."""
        self.composer.flush()
        if self.parted[-1][1]:
            self.composer.stream.loose.add(len(self.composer.stream.words))

    def unmark(self, tag: str) -> None:
        """End the elements that may be marks."""
        for one in list(self.marked):
            one.depth -= one.tag == tag
            if one.depth == 0:
                self.marked.remove(one)
                self.composer.flush()
                stream = self.composer.stream
                words = range(one.first, len(stream.words))
                if len("".join(stream.words[one.first :])) <= LONGEST_MARK:
                    stream.rules.update((at, one.rule) for at in words if at not in stream.rules)
                    self.closes = one.rule if one.opens else None

    def style_sheet(self, text: str) -> None:
        """Take the words that a style sheet writes."""
        for rule in RULE.finditer(text):
            if ALONE.search(rule[2]):
                self.alone.update(CLASS.findall(rule[1]))
            if named := FACE.search(rule[2]):
                symbolic = SYMBOL_FONT.fullmatch(named[1].strip()) is not None
                self.faced.update(dict.fromkeys(CLASS.findall(rule[1]), symbolic))
        for found in CONTENT.finditer(text):
            self.drawn.add("".join((found[1] or found[2] or "").split()))

    # ---- characters

    def handle_data(self, data: str) -> None:
        """Take characters."""
        self.characters(data)

    def handle_entityref(self, name: str) -> None:
        """Take a character by its name."""
        self.characters(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        """Take a character by its number."""
        self.characters(html.unescape(f"&#{name};"))

    def characters(self, text: str) -> None:
        """Take characters that stand where the parser is."""
        if self.never or self.cdata_elem or self.lasttag == "title":
            self.raw.append(text)
            return
        if not text.isspace():
            line, column = self.getpos()
            self.composer.at(str(line), column, text)
        text = text.translate(UNSEEN)
        if self.faces and self.faces[-1].symbolic:
            text = KEYS.sub(FONT_SIGN, text)
        if self.closes is not None and text[:1] in (")", "]"):
            self.composer.text(text[0], self.closes)
            text = text[1:]
        self.closes = None
        self.composer.text(text)


def _mark(tag: str, said: Mapping[str, str | None]) -> Omission | None:
    """Return the rule by which the few words of an element may be missing."""
    names = f"{said.get('class') or ''} {said.get('role') or ''} {said.get('epub:type') or ''}"
    if said.get("data-page-number") or PAGE_NAME.search(names):
        return Omission.PAGE_MARK
    if tag == "sup" or (tag == "a" and "#" in (said.get("href") or "")) or "noteref" in names:
        return Omission.NOTE_MARK
    return None


def page_text(data: bytes) -> str:
    """Return the characters of a page: UTF-8 if it is, else as it says or as is most likely."""
    mark = next((name for mark, name in MARKS if data.startswith(mark)), None)
    found = CHARSET.search(data[:4096])
    for name in (mark, "utf-8", found[1].decode() if found else None):
        with suppress(UnicodeDecodeError, LookupError):
            if name:
                return data.decode(name)
    return data.decode(likely(data), "replace")


def page_words(data: bytes, sheets: Sheets = lambda name: None) -> FileWords:
    """Return the words of a page, and beside them those of its tags; `sheets` gives what lies beside it."""
    reader = _Page(sheets)
    reader.feed(page_text(data).replace("\r\n", "\n").replace("\r", "\n"))
    reader.close()
    reader.composer.blank()
    reader.beside.composer.blank()
    return FileWords(
        reader.composer.stream, aside=reader.beside.composer.stream, drawn=tuple(filter(None, reader.drawn))
    )
