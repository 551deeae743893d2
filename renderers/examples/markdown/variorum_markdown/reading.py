"""A Markdown file read back: marks that `writing` does not make are faults of the file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from variorum.extract import Extract, Kind, Look, PageSeen, Piece, Token, words
from variorum_markdown.marks import ELEMENTS

STREAM = re.compile(r"<!-- (\S+) -->")
CONTAINER = re.compile(r"(?:> |- | {2})*(?:#{1,6} )?")
TAG_LINE = re.compile(r"</?(?:table|tr|td)(?: [^<>]*)?>|---")
INLINE = re.compile(
    r"\\(?P<literal>[!-/:-@\[-`{-~])"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<end><br>)"
    r'|<a(?: id="(?P<id>[^"]*)")?(?: href="#(?P<href>[^"]*)")?(?: title="(?P<title>[^"]*)")?>'
    r"(?P<label>[^<]*)</a>"
    r"|(?P<tag></?(?:u|s|sup|sub|b|i|span)(?: [^<>]*)?>)"
    r"|!\[(?P<picture>(?:\\.|[^\]\\])*)\]\(<[^<>]*>\)"
    r"|(?P<open>\[)|\]\(<(?P<target>[^<>]*)>\)"
    r"|(?P<text>[^\\*<\[\]!]+|!)"
)
LOOK = {opened: look for look, (opened, _) in ELEMENTS.items()}
TOGGLED = {1: (Look.ITALIC,), 2: (Look.BOLD,), 3: (Look.BOLD, Look.ITALIC)}
NO_LOOKS: frozenset[Look] = frozenset()


@dataclass(slots=True)
class Reader:
    """What has been read: tokens and page marks by stream, ids, links, faults."""

    document: str = ""
    streams: dict[str, list[Token]] = field(default_factory=dict)
    pages: dict[str, list[PageSeen]] = field(default_factory=dict)
    ids: Counter[str] = field(default_factory=Counter)
    notes: dict[str, str] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def line(self, text: str, stream: str, place: str) -> None:
        """Read a leaf of the text."""
        tokens = self.streams.setdefault(stream, [])
        pieces: list[Piece | Token] = []
        tags: list[str] = []
        looks: list[Look] = []
        at = 0
        while at < len(text):
            found = INLINE.match(text, at)
            if found is None:
                self.faults.append(f"{place}: “{text[at : at + 20]}” is no mark of this format")
                break
            at = found.end()
            told = found.groupdict()
            seen = frozenset([*looks, *(LOOK[tag] for tag in tags if tag in LOOK)])
            if told["stars"]:
                for look in TOGGLED[len(told["stars"])]:
                    looks.remove(look) if look in looks else looks.append(look)
            elif told["tag"]:
                self._tag(told["tag"], tags, place)
            elif told["label"] is not None:
                count = len(tokens) + len(words(pieces))
                pieces += self._anchor(told, stream, PageSeen("", count, place))
            elif told["target"] is not None:
                self.targets.append(told["target"])
            elif told["end"]:
                pieces.append((" ", NO_LOOKS, None))
            else:
                pieces.append((told["literal"] or told["text"] or "", seen, None))
        if tags or looks:
            self.faults.append(f"{place}: a mark is left open")
        tokens += words(pieces, place)

    def _tag(self, tag: str, tags: list[str], place: str) -> None:
        name = re.sub(r"</?(\w+).*", r"\1", tag)
        if tag in LOOK:
            tags.append(tag)
        elif tags and tag == f"</{name}>" and re.match(rf"<{name}\b", tags[-1]):
            tags.pop()
        else:
            self.faults.append(f"{place}: {tag} does not belong here")

    def _anchor(self, told: dict[str, str | None], stream: str, here: PageSeen) -> Iterator[Token]:
        """Read a place, a page mark, a call or the label of a note."""
        id, href, label = told["id"], told["href"], re.sub(r"\\(.)", r"\1", told["label"] or "")
        if id:
            self.ids[id] += 1
        if told["title"] is not None:
            title = unescape(told["title"])
            if label not in ("", f"|{title}|"):
                self.faults.append(f"{here.place}: the page mark {title} says {label}")
            index = here.index if stream.endswith("/body") else None
            self.pages.setdefault(self.document, []).append(replace(here, label=title, index=index))
        elif href is not None:
            self.targets.append(f"#{href}")
            if id:
                self.notes[id] = href
            yield Token(label, kind=Kind.CALL, note=href, place=here.place)
        elif label:
            self.faults.append(f"{here.place}: the place {id} says {label}")

    def extract(self) -> Extract:
        """Return what was read; the label of a note leads to its call, and so to the note itself."""
        for id, count in self.ids.items():
            if count > 1:
                self.faults.append(f"the id {id} is used {count} times")
        lost = {one for one in self.targets if one.startswith("#") and one[1:] not in self.ids}
        self.faults += [f"a link to {one} leads nowhere" for one in sorted(lost)]
        streams = {
            name: tuple(
                replace(one, note=self.notes.get(one.note or "", one.note)) if one.kind is Kind.CALL else one
                for one in tokens
            )
            for name, tokens in self.streams.items()
            if tokens
        }
        order = tuple(name for name in streams if not name.startswith("note/"))
        pages = {document: tuple(marks) for document, marks in self.pages.items()}
        return Extract(streams, pages, order, tuple(self.faults))


def extract(text: str) -> Extract:
    """Read a file back."""
    reader = Reader()
    stream = "stray"
    for number, line in enumerate(text.split("\n"), 1):
        leaf = line[CONTAINER.match(line).end() :]  # type: ignore[union-attr]
        named = STREAM.fullmatch(line)
        if named:
            stream = named[1]
            if stream.endswith("/head"):
                reader.document = stream.removesuffix("/head")
        elif leaf and not TAG_LINE.fullmatch(leaf):
            reader.line(leaf, stream, f"line {number}")
    return reader.extract()
