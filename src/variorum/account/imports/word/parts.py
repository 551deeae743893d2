"""The parts of a Word file that the account asks for, found by their relations, and the names in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from variorum.archive import Archive, Bounds, Refusal, open_archive

SPACES: Mapping[str, str] = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.microsoft.com/office/drawing/2014/chartex": "cx",
    "urn:schemas-microsoft-com:vml": "v",
}
"""Short names of the namespaces in which words may stand, in the transitional form and in the strict one."""
PLACE = re.compile(r"%\d")
BULLETS = ("•", "–")
"""What stands for the bullets of a list, whatever its file draws them as."""
NUMBER = r"[\w’'-]{1,24}"
"""Where a label has a number, and what numbers look like, in figures or words."""
OTHER = "-"
Attributes = Mapping[str, str]


def short(name: str) -> str:
    """Return the name of an element with the short name of its namespace."""
    space, _, local = name.rpartition(" ")
    return f"{SPACES.get(space, OTHER)}:{local}"


def value(attributes: Attributes, name: str = "val") -> str | None:
    """Return an attribute of WordprocessingML."""
    for key, said in attributes.items():
        if key.rpartition(" ")[2] == name:
            return said
    return None


def is_on(attributes: Attributes) -> bool:
    """Return whether a switch is on: it is where it has no value."""
    return value(attributes) not in ("0", "false", "off", "none")


def parser() -> expat.XMLParserType:
    """Return a parser that names elements with their namespaces."""
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> None:
    """End the reading of a part that declares a document type, and entities with it: no Word file does."""
    raise expat.ExpatError("declares a document type")


def parse(data: bytes, start: Callable[[str, dict[str, str]], None]) -> None:
    """Tell of each element of a part as far as it can be read."""
    reader = parser()
    reader.StartElementHandler = start
    with suppress(expat.ExpatError):
        reader.Parse(data, True)


@dataclass(slots=True)
class Style:
    """What a style says that the account asks: whether its words are hidden, its paragraphs numbered."""

    based_on: str = ""
    hidden: bool | None = None
    numbered: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a Word file by their ids."""

    styles: dict[str, Style] = field(default_factory=dict)
    usual: str = ""
    current: Style = field(default_factory=Style)

    def start(self, name: str, attributes: Attributes) -> None:
        """Take note of what an element of the part of styles says."""
        match short(name):
            case "w:style":
                self.current = Style()
                own = value(attributes, "styleId") or ""
                self.styles[own] = self.current
                if value(attributes, "type") == "paragraph" and value(attributes, "default") in ("1", "true"):
                    self.usual = own
            case "w:basedOn":
                self.current.based_on = value(attributes) or ""
            case "w:vanish":
                self.current.hidden = is_on(attributes)
            case "w:numId":
                self.current.numbered = value(attributes) != "0"

    def property(self, style: str | None, name: str) -> bool:
        """Return what a style, or the nearest on which it is based, says of something."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            own = self.styles[style]
            found: bool | None = getattr(own, name)
            if found is not None:
                return found
            style = own.based_on
        return False


@dataclass(slots=True)
class WordParts:
    """A Word file: its parts, as the relations of the main one name them."""

    archive: Archive
    main: str
    kinds: dict[str, list[str]] = field(default_factory=dict)
    style_sheet: Styles | None = None

    def data(self, name: str) -> bytes | None:
        """Return a part; none if it is missing or cannot be unpacked."""
        data = self.archive.read(name)
        return data if isinstance(data, bytes) else None

    def styles(self) -> Styles:
        """Return the styles."""
        if self.style_sheet is None:
            self.style_sheet = Styles()
            name = next(iter(self.kinds.get("styles", ())), None)
            data = self.data(name) if name is not None else None
            if data is not None:
                parse(data, self.style_sheet.start)
        return self.style_sheet

    def labels(self) -> re.Pattern[str]:
        """Return what labels of items look like, without blanks: their texts, a number in each place."""
        texts: set[str] = set()

        def start(name: str, attributes: Attributes) -> None:
            if short(name) == "w:lvlText":
                texts.add("".join((value(attributes) or "").split()))
            elif short(name) == "w:numFmt" and value(attributes) == "bullet":
                texts.update(BULLETS)

        for part in self.kinds.get("numbering", ())[:1]:
            parse(self.data(part) or b"", start)
        forms = (NUMBER.join(map(re.escape, PLACE.split(text))) for text in sorted(filter(None, texts)))
        return re.compile("|".join(forms) or "(?!)")

    def settled_comments(self) -> set[str]:
        """Return the ids of the comments that are marked as resolved, with those of the answers to them."""
        own, last, done, answers = "", dict[str, str](), set[str](), dict[str, str]()

        def start(name: str, attributes: Attributes) -> None:
            nonlocal own
            paragraph = value(attributes, "paraId") or ""
            match short(name):
                case "w:comment":
                    own = value(attributes, "id") or ""
                case "w:p":
                    last[own] = paragraph
                case _ if name.endswith(" commentEx"):
                    answers[paragraph] = value(attributes, "paraIdParent") or ""
                    done.update({paragraph} if value(attributes, "done") not in (None, "0", "false") else ())

        for kind in ("comments", "commentsExtended"):
            for part in self.kinds.get(kind, ())[:1]:
                parse(self.data(part) or b"", start)
        return {one for one, id_ in last.items() if id_ and (id_ in done or answers.get(id_) in done)}

    def numbered(self, style: str | None) -> bool:
        """Return whether the paragraphs of a style, or of the usual one, are numbered."""
        styles = self.styles()
        return styles.property(style if style is not None else styles.usual, "numbered")


def open_parts(data: bytes) -> WordParts | None:
    """Return the parts of a Word file; none if it cannot be opened."""
    archive = open_archive(data, Bounds())
    if isinstance(archive, Refusal):
        return None
    package = WordParts(archive, "")
    named = _relations(package, "").get("officeDocument", ["word/document.xml"])
    package.main = named[0]
    package.kinds = _relations(package, package.main)
    return package


def _relations(package: WordParts, part: str) -> dict[str, list[str]]:
    """Return the parts that a part names, by the ends of the names of their kinds."""
    folder, file = posixpath.split(part)
    data = package.data(posixpath.join(folder, "_rels", f"{file}.rels"))
    made: dict[str, list[str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name.endswith(" Relationship") and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            place = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            kind = attributes.get("Type", "").rpartition("/")[2]
            if place not in made.setdefault(kind, []):
                made[kind].append(place)

    if data is not None:
        parse(data, start)
    return made
