"""Damages to what paragraphs, runs, tables and styles of a Word file say of looks: no word is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from damage import Element, in_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DOCUMENT, FOOTNOTES, STYLES = "word/document.xml", "word/footnotes.xml", "word/styles.xml"
ORDER = (
    *("pStyle", "keepNext", "pBdr", "tabs", "suppressAutoHyphens", "bidi"),
    *("spacing", "ind", "jc", "outlineLvl", "sectPr"),
)
"""The properties of a paragraph in the order in which they stand."""


def _first(root: Element, path: str, has: str = "") -> Element:
    """Return the first element of that name, which has that attribute."""
    return next(one for one in root.iter(path) if not has or one.get(has) is not None)


def said(name: str, key: str, value: str) -> Callable[[Element], None]:
    """Return the change of a value that some element has."""

    def change(root: Element) -> None:
        key_ = key if name.startswith("{") else f"{W}{key}"
        _first(root, name if name.startswith("{") else f"{W}{name}", key_).set(key_, value)

    return change


def gone(holder: str, name: str) -> Callable[[Element], None]:
    """Return the change that takes a property away."""

    def change(root: Element) -> None:
        held = next(one for one in root.iter(f"{W}{holder}") if one.find(f"{W}{name}") is not None)
        for one in held.findall(f"{W}{name}"):
            held.remove(one)

    return change


def put(name: str, **values: str) -> Callable[[Element], None]:
    """Return the change that gives a property to the first paragraph of body text, in its place."""

    def change(root: Element) -> None:
        held = next(
            properties
            for one in root.iter(f"{W}p")
            if (properties := one.find(f"{W}pPr")) is not None
            and properties.find(f"{W}{name}") is None
            and one.find(f"{W}r/{W}t") is not None
        )
        made = held.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()})
        known = [one.tag.removeprefix(W) for one in held]
        held.insert(sum(ORDER.index(one) < ORDER.index(name) for one in known), made)

    return change


def exchanged(name: str) -> Callable[[Element], None]:
    """Return the exchange of two values of a property that differ."""

    def change(root: Element) -> None:
        key = f"{W}val"
        one, *others = list(root.iter(f"{W}{name}"))
        other = next(each for each in others if each.get(key) != one.get(key))
        first, second = one.get(key, ""), other.get(key, "")
        one.set(key, second)
        other.set(key, first)

    return change


def style_gone(root: Element) -> None:
    styles = [one for one in root.iter(f"{W}style") if one.get(f"{W}type") == "character"]
    root.remove(styles[-1])


def rows(book: str) -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    """Yield the damages to a book."""
    every: Mapping[str, Sequence[tuple[str, str, Callable[[Element], None]]]] = {
        "specimen": (
            ("space before a paragraph", DOCUMENT, said("spacing", "before", "61")),
            ("space behind a paragraph", DOCUMENT, said("spacing", "after", "2")),
            ("space that is gone", DOCUMENT, gone("pPr", "spacing")),
            ("space of its own", DOCUMENT, put("spacing", before="20")),
            ("lines at a distance of their own", DOCUMENT, put("spacing", line="240", lineRule="auto")),
            ("an indent of its own", DOCUMENT, put("ind", left="60")),
            ("a first line of its own", DOCUMENT, put("ind", firstLine="0")),
            ("words in the middle", DOCUMENT, put("jc", val="center")),
            ("hyphens where there are none", DOCUMENT, put("suppressAutoHyphens", val="0")),
            ("a paragraph kept with the next", DOCUMENT, put("keepNext")),
            ("a paragraph kept with none", DOCUMENT, gone("pPr", "keepNext")),
            ("a level of the outline", DOCUMENT, said("outlineLvl", "val", "3")),
            ("character styles exchanged", DOCUMENT, exchanged("rStyle")),
            ("a character style that is gone", DOCUMENT, gone("rPr", "rStyle")),
            ("a language that is gone", DOCUMENT, gone("rPr", "lang")),
            ("type of another size", DOCUMENT, said("sz", "val", "19")),
            ("looks of a footnote", FOOTNOTES, gone("rPr", "rStyle")),
            ("a style that is gone", STYLES, style_gone),
            ("a style with other space", STYLES, said("spacing", "before", "33")),
        ),
        "sample": (
            ("an indent that is gone", DOCUMENT, gone("pPr", "ind")),
            ("a column of another width", DOCUMENT, said("gridCol", "w", "999")),
            ("a cell of another width", DOCUMENT, said("tcW", "w", "999")),
            ("a table of another width", DOCUMENT, said("tblW", "w", "999")),
            ("a table of another indent", DOCUMENT, said("tblInd", "w", "99")),
            ("cells without a rule", DOCUMENT, gone("tcPr", "tcBorders")),
            ("a row that is parted", DOCUMENT, gone("trPr", "cantSplit")),
            ("a head of a table that is not repeated", DOCUMENT, gone("trPr", "tblHeader")),
            ("a picture of another size", DOCUMENT, said(f"{WP}extent", "cx", "7777")),
        ),
    }
    for name, part, change in every[book]:
        yield name, in_part(part, change)
