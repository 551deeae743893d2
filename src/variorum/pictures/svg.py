"""SVG, written anew from a closed list of elements and attributes: what is drawn, and nothing that acts.

What style sheets say stands on the elements in the end, so a cleaned picture has no style sheet, no script,
no handler, no reference but to its own parts, and no document type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import cssselect2
from lxml import etree

from variorum.css.reading import Cascade, NestingError
from variorum.pictures import svg_vocabulary as vocabulary
from variorum.pictures.kinds import PictureForm
from variorum.pictures.still import StillPicture
from variorum.pictures.svg_vocabulary import HREF, SVG, XLINK, XML
from variorum.pictures.svg_weight import weight

LONGEST = 8_000_000
"""How many bytes an SVG may have."""

MOST_ELEMENTS = 20_000
DEEPEST = 100
"""How deep elements may stand in each other."""

MOST_DRAWN = 50_000
"""How many elements may be drawn, each as often as it is used."""

LONGEST_SIDE = 20_000.0
USUAL_SIZE = (300.0, 150.0)
"""Width and height where a picture says nothing of them (CSS Images 3, 5.1)."""

DENSITY = 96
PIXELS: Mapping[str, float] = {
    **{"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "mm": 96 / 25.4, "cm": 96 / 2.54},
    **{"em": 16.0, "ex": 8.0},
}
LENGTH = re.compile(rf"\s*({vocabulary.NUMBER.pattern})([a-z]*)\s*")
OTHER_PROGRAMS = re.compile(
    r"http://(?:www\.inkscape\.org|sodipodi\.sourceforge\.net|ns\.adobe\.com|purl\.org|creativecommons\.org"
    r"|web\.resource\.org|www\.w3\.org/1999/02/22-rdf-syntax-ns|www\.serif\.com|www\.bohemiancoding\.com)"
)
"""Namespaces in which drawing programs keep what they want to know again; nothing of it is drawn."""

NOT_SCREEN = re.compile(r"\bprint\b|max-(device-)?width|prefers-|speech")
AT_RULES = re.compile(r"@(import|font-face|namespace)\b", re.IGNORECASE)
NAMESPACES: Any = {None: SVG, "xlink": XLINK}

SHEET = "xml-stylesheet"
"""What names a style sheet in another file, in front of the drawing."""
Embedding = Callable[[str], str | None]
"""What gives an address of a picture that stands in the SVG itself anew, none if it is not sound."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """An SVG without what acts; `removed` counts by its name what was taken out."""

    picture: StillPicture
    removed: Mapping[str, int] = field(default_factory=dict)


def clean(data: bytes, embed: Embedding) -> CleanPicture | str:
    """Return an SVG that only draws, or why it cannot be shown."""
    if len(data) > LONGEST:
        return f"it has more than {LONGEST / 1e6:g} MB"
    root = _tree(data)
    if isinstance(root, str):
        return root
    removed: Counter[str] = Counter(entity=sum(1 for _ in root.iter(etree.Entity)))
    in_front = root.itersiblings(etree.PI, preceding=True)
    removed[SHEET] = sum(getattr(one, "target", "") == SHEET for one in in_front)
    etree.strip_tags(root, etree.Entity, etree.PI)
    try:
        cleaned = _Cleaning(root, removed, embed).of(root)
    except NestingError:
        return "its style sheet nests too deep"
    if cleaned is None:
        return "it is damaged or cut short"
    _drop_dangling(cleaned, removed)
    heavy = weight(cleaned, MOST_DRAWN)
    if heavy:
        return heavy
    if not any(_local(one) in vocabulary.DRAWN for one in cleaned.iter()):
        return "nothing that can be shown is in it"
    size = _size(cleaned)
    if isinstance(size, str):
        return size
    width, height = size
    cleaned.set("width", f"{width:g}")
    cleaned.set("height", f"{height:g}")
    written = etree.tostring(cleaned, encoding="UTF-8", xml_declaration=True)
    still = StillPicture(
        PictureForm.SVG, written, max(1, round(width)), max(1, round(height)), (DENSITY, DENSITY)
    )
    return CleanPicture(still, +removed)


def _tree(data: bytes) -> etree._Element | str:
    """Return the tree of an SVG without comments, or why it is not read; nothing is fetched."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return "it is damaged or cut short"
    number = deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        number += event == "start"
        deepest = max(deepest, depth)
    if number > MOST_ELEMENTS:
        return f"it has {number:,} elements, more than {MOST_ELEMENTS:,}"
    return f"its elements stand more than {DEEPEST} deep in each other" if deepest > DEEPEST else root


class _Cleaning:
    """An SVG on its way from the tree that was given to a new one."""

    def __init__(self, root: etree._Element, removed: Counter[str], embed: Embedding) -> None:
        self.removed = removed
        self.embed = embed
        self.ids: set[str] = set()
        sheets = ["".join(map(str, one.itertext())) for one in root.iter() if _local(one) == "style"]
        for sheet in sheets:
            removed.update(f"@{found[1].lower()}" for found in AT_RULES.finditer(sheet))
        cascade = Cascade(sheets, NOT_SCREEN, expand=vocabulary.properties)
        wrapped: Any = cssselect2.ElementWrapper.from_xml_root(root)
        self.styles: dict[etree._Element, dict[str, str]] = {
            one.etree_element: cascade.declared(one)[None] for one in wrapped.iter_subtree()
        }

    def of(self, given: etree._Element) -> etree._Element | None:
        """Return an element with what it holds, none if it is not kept."""
        name = self.kept_name(given)
        if not name:
            return None
        made = etree.Element(f"{{{SVG}}}{name}", nsmap=NAMESPACES if given.getparent() is None else None)
        self.attributes(given, made)
        if name == "image" and HREF not in made.attrib:
            self.removed["image"] += 1
            return None
        written = name in vocabulary.WRITTEN
        made.text = given.text if written else None
        for child in given:
            kept = self.of(child)
            if kept is not None:
                made.append(kept)
                kept.tail = None
            if written and child.tail:
                _add_words(made, child.tail)
            if kept is not None and _local(given) == "switch":
                break
        return made

    def kept_name(self, given: etree._Element) -> str:
        """Return the name under which an element is kept, empty if it is not."""
        namespace, name = _namespace(given), _local(given)
        if namespace in (SVG, ""):
            if name in vocabulary.UNWRAPPED:
                self.removed.update(["a"] if name == "a" else [])
                return "g" if _local_of_parent(given) not in vocabulary.WRITTEN else "tspan"
            if name in vocabulary.ELEMENTS:
                return name
            if name in vocabulary.MUTE:
                return ""
        elif OTHER_PROGRAMS.match(namespace):
            return ""
        self.removed[name] += 1
        return ""

    def attributes(self, given: etree._Element, made: etree._Element) -> None:
        """Give an element the attributes that are kept, those of its style before its own."""
        said = {_attribute(str(key)): str(value).strip() for key, value in given.attrib.items()}
        for name, value in self.styles[given].items():
            if name in vocabulary.STYLED:
                said[name] = value
            elif "url(" in value.lower():
                self.removed[name] += 1
        for name, value in said.items():
            if name == HREF and _local(made) == "image":
                address = self.embed(value)
                if address is not None:
                    made.set(HREF, address)
            elif name == "id" and value in self.ids:
                continue
            elif vocabulary.is_fit(name, value) and (name != "viewBox" or _is_box(value)):
                made.set(name, value)
                self.ids.update({value} if name == "id" else ())
            elif _local(given) != "a" and _is_told(name, value):
                self.removed[_local_name(name)] += 1


def _is_told(name: str, value: str) -> bool:
    """Return whether it is told that an attribute goes: not of one that draws nothing, or is empty."""
    if name.startswith("{"):
        return name == HREF or name.startswith(f"{{{XML}}}")
    return bool(value) and not vocabulary.IDLE.fullmatch(name)


def _drop_dangling(root: etree._Element, removed: Counter[str]) -> None:
    """Take away what refers to parts that are not there."""
    there = {str(one.get("id")) for one in root.iter() if one.get("id")}
    for one in list(root.iter()):
        for name, value in one.attrib.items():
            target = vocabulary.FRAGMENT.fullmatch(str(value)) if name == HREF else None
            pointed = vocabulary.REFERENCE.search(str(value)) if target is None else None
            if pointed is not None and pointed[2] not in there:
                rest = str(value)[pointed.end() :].strip()
                one.set(name, rest or "none")
                removed[_local_name(str(name))] += 1
            if target is not None and target[1] not in there:
                removed["href"] += 1
                del one.attrib[name]
        parent = one.getparent()
        if _local(one) in ("use", "textPath") and HREF not in one.attrib and parent is not None:
            parent.remove(one)


def _is_box(value: str) -> bool:
    """Return whether a value is a box that can be looked at: its corner, a width and a height."""
    numbers = [float(number) for number in vocabulary.NUMBER.findall(value)]
    return len(numbers) == 4 and min(numbers[2:]) > 0


def _size(root: etree._Element) -> tuple[float, float] | str:
    """Return width and height in pixels: as said, or of the box that is looked at, or the usual."""
    box = [float(number) for number in vocabulary.NUMBER.findall(root.get("viewBox") or "")]
    seen = (box[2], box[3]) if box else None
    width, height = (_pixels(root.get(name)) for name in ("width", "height"))
    if width is None and height is None:
        width, height = seen or USUAL_SIZE
    elif width is None:
        width = (height or 0) * seen[0] / seen[1] if seen else USUAL_SIZE[0]
    elif height is None:
        height = width * seen[1] / seen[0] if seen else USUAL_SIZE[1]
    assert height is not None
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        return f"it is {width:g} wide and {height:g} high"
    return round(width, 2) or 0.01, round(height, 2) or 0.01


def _pixels(said: str | None) -> float | None:
    length = LENGTH.fullmatch(said or "")
    if length is None or length[2] not in PIXELS:
        return None
    return float(length[1]) * PIXELS[length[2]]


def _add_words(to: etree._Element, words: str) -> None:
    if len(to):
        to[-1].tail = (to[-1].tail or "") + words
    else:
        to.text = (to.text or "") + words


def _attribute(name: str) -> str:
    """Return the name of an attribute: a reference is called as in SVG 1.1, which every output knows."""
    return HREF if name == "href" else name


def _namespace(element: etree._Element) -> str:
    return str(etree.QName(element).namespace or "")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _local_name(name: str) -> str:
    return name.rpartition("}")[2]


def _local_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else _local(parent)
