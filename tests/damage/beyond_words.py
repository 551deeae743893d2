"""Damages to an e-book that leave all its words in their order, and change what a reader sees or hears."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence

import pikepdf

from damage import (
    LOOK,
    UNKNOWN,
    Damage,
    Element,
    in_part,
    in_text,
    ink,
    lines,
    packages,
    packed,
    parts,
    pointers,
)
from damage.epub import CSS, TEXT, X
from damage.pdf import structure_of
from variorum.findings.proof import ProofFault, ProofForm
from variorum.ooxml.names import q

EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAVIGATION, PACKAGE, LEGEND = "EPUB/nav.xhtml", "EPUB/content.opf", "EPUB/text/matter_legend.xhtml"
FORM = frozenset({ProofForm})
Change = Callable[[Element], None]


def first(root: Element, name: str, **attributes: str) -> Element:
    """Return the first element of a name with these attributes."""
    found = (one for one in root.iter(f"{X}{name}") if all(one.get(k) == v for k, v in attributes.items()))
    return next(found)


def set_on(name: str, key: str, value: str) -> Change:
    """Return the change of an attribute of the first element of a name that has words."""

    def change(root: Element) -> None:
        body = first(root, "body")
        next(one for one in body.iter(f"{X}{name}") if len(one) or one.text).set(key, value)

    return change


def retagged(old: str, new: str) -> Change:
    def change(root: Element) -> None:
        first(root, old).tag = f"{X}{new}"

    return change


def put_before(name: str, made: str, **attributes: str) -> Change:
    """Return the change that puts a new element before the first of a name."""

    def change(root: Element) -> None:
        at = first(root, name)
        at.addprevious(at.makeelement(f"{X}{made}", attributes))

    return change


def language_gone(root: Element) -> None:
    for one in root.iter():
        if one.tag != f"{X}html":
            for name in ("lang", LANG):
                if name in one.attrib:
                    one.attrib.pop(name)


def links_exchanged(root: Element) -> None:
    one, other = [link for link in first(root, "body").iter(f"{X}a") if link.get("role") is None][:2]
    one.attrib["href"], other.attrib["href"] = other.attrib["href"], one.attrib["href"]


def paragraph_split(root: Element) -> None:
    whole = next(one for one in root.iter(f"{X}p") if one.text and len(one.text.split()) > 6)
    rest = copy.copy(whole)
    words = (whole.text or "").split(" ")
    for child in list(whole):
        whole.remove(child)
    whole.text, rest.text = " ".join(words[:3]), " ".join(words[3:])
    whole.addnext(rest)


def spine_turned(root: Element) -> None:
    spine = next(root.iter(f"{OPF}spine"))
    spine.append(spine[0])


def notes_turned(root: Element) -> None:
    """Let the first note stand behind the others."""
    one, *_, last = [note for note in root.iter(f"{X}aside") if note.get("role") == "doc-footnote"]
    last.addnext(one)


def left_aside(root: Element) -> None:
    next(root.iter(f"{OPF}itemref")).set("linear", "no")


def entry_elsewhere(root: Element) -> None:
    links = list(root.iter(f"{X}a"))
    links[0].set("href", links[1].get("href", ""))


def with_file(name: str, data: bytes) -> Callable[[bytes], bytes]:
    def change(book: bytes) -> bytes:
        return packed({**parts(book), name: data})

    return change


def without_file(name: str) -> Callable[[bytes], bytes]:
    def change(book: bytes) -> bytes:
        return packed({part: data for part, data in parts(book).items() if part != name})

    return change


def without_typeface(book: bytes) -> bytes:
    """Return the book with its regular face in the place of its italic one."""
    files = parts(book)
    fonts = sorted(name for name in files if "/fonts/" in name)
    return packed({**files, fonts[0]: files[fonts[-1]]})


SHEETS = (
    ("p { display: none }", "a rule that hides"),
    ("@media print { p { color: red } }", "a sheet for print alone"),
    ("p::before { content: 'Not ' }", "words by a sheet"),
    ("p { -epub-ruby-position: over }", "a property of any name"),
    ("p { position: relative; top: 30em }", "a shift"),
    ("p { display: flex; flex-direction: row-reverse }", "an order by a sheet"),
)


def rows() -> Iterable[Damage]:
    yield from (
        Damage(said, in_text(CSS, b"body {", f"{rule} body {{".encode()), UNKNOWN) for rule, said in SHEETS
    )
    for said, part, change in (
        ("a style of its own", TEXT, set_on("p", "style", "color: #fffffe")),
        ("a hidden attribute", TEXT, set_on("p", "hidden", "hidden")),
        ("hidden from the ear", TEXT, set_on("p", "aria-hidden", "true")),
        ("another name for the ear", TEXT, set_on("p", "aria-label", "Nothing")),
        ("a script", TEXT, put_before("p", "script")),
        ("a base", TEXT, put_before("title", "base", href="https://example.org/")),
        ("what is folded away", TEXT, retagged("header", "details")),
        ("notes in another order", TEXT, notes_turned),
        ("a table of one column less", LEGEND, set_on("td", "width", "1")),
        ("the spine is turned", PACKAGE, spine_turned),
        ("a page outside of the order", PACKAGE, left_aside),
        ("an entry of the contents that leads elsewhere", NAVIGATION, entry_elsewhere),
    ):
        yield Damage(said, in_part(part, change), UNKNOWN)
    for said, part, change in (
        ("a paragraph of another kind", TEXT, set_on("p", "class", "signature")),
        ("a heading of another level", TEXT, retagged("h1", "h4")),
        ("a paragraph cut in two", TEXT, paragraph_split),
        ("no language is said", TEXT, language_gone),
        ("a cell over two columns", LEGEND, set_on("td", "colspan", "2")),
        ("links exchanged", "EPUB/text/matter_contents.xhtml", links_exchanged),
    ):
        yield Damage(said, in_part(part, change), FORM | UNKNOWN | LOOK)
    yield Damage("a file that nobody knows", with_file("EPUB/extra.xhtml", b"<html/>"), UNKNOWN)
    yield Damage("letters said to be encrypted", with_file("META-INF/encryption.xml", b"<a/>"), UNKNOWN)
    yield Damage("the letters of another face", without_typeface, UNKNOWN)


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORD, NOTES, STYLES, SETTINGS = (
    f"word/{name}.xml" for name in ("document", "footnotes", "styles", "settings")
)


def in_properties(holder: str, name: str, **values: str) -> Change:
    """Return the change that adds a property to those of the first paragraph or run that has words."""

    def change(root: Element) -> None:
        having = (one for one in root.iter(f"{W}{holder[0]}") if one.find(f".//{W}t") is not None)
        own = next(found for one in having if (found := one.find(f"{W}{holder}")) is not None)
        own.append(own.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()}))

    return change


def written(name: str, key: str, value: str) -> Change:
    """Return the change of an attribute of the last element of a name."""

    def change(root: Element) -> None:
        [*root.iter(f"{W}{name}")][-1].set(f"{W}{key}", value)

    return change


def paragraph_of_another_kind(root: Element) -> None:
    styles = [
        one.find(f"{W}pPr/{W}pStyle") for one in root.iter(f"{W}p") if one.find(f"{W}r/{W}t") is not None
    ]
    one, *others = [style for style in styles if style is not None]
    one.set(f"{W}val", next(v for other in others if (v := other.get(f"{W}val", "")) != one.get(f"{W}val")))


def section_gone(root: Element) -> None:
    held = next(one for one in root.iter(f"{W}sectPr"))
    parent = held.getparent()
    assert parent is not None
    parent.remove(held)


def mark_left_open(root: Element) -> None:
    end = next(root.iter(f"{W}bookmarkEnd"))
    parent = end.getparent()
    assert parent is not None
    parent.remove(end)


def without_style(root: Element) -> None:
    """Let the first paragraph with words have no style."""
    with_words = (one for one in root.iter(q("p")) if any(text.text for text in one.iter(q("t"))))
    properties = next(with_words)[0]
    properties.remove(properties[0])


def word_rows() -> Iterable[Damage]:
    for said, part, change in (
        ("words hidden by a property", WORD, in_properties("rPr", "specVanish")),
        (
            "a line of one twentieth of a point",
            WORD,
            in_properties("pPr", "spacing", line="1", lineRule="exact"),
        ),
        ("a frame off the page", WORD, in_properties("pPr", "framePr", x="30000", y="30000")),
        ("an indent off the page", WORD, in_properties("pPr", "ind", left="-20000")),
        ("a colour of a theme", WORD, in_properties("rPr", "color", val="auto", themeColor="background1")),
        ("type of one point", WORD, in_properties("rPr", "sz", val="2")),
        ("another page", WORD, written("pgSz", "w", "2000")),
        ("a section less", WORD, section_gone),
        ("a mark that does not close", WORD, mark_left_open),
        ("a paragraph without a style", WORD, without_style),
        ("another style", STYLES, written("sz", "val", "4")),
        ("another setting", SETTINGS, written("decimalSymbol", "val", ";")),
    ):
        yield Damage(said, in_part(part, change), UNKNOWN)
    yield Damage("a paragraph of another kind", in_part(WORD, paragraph_of_another_kind), FORM | LOOK)
    yield Damage("a part that is lacking", without_file("docProps/app.xml"), UNKNOWN)
    yield Damage("a part that nobody knows", with_file("word/glossary/document.xml", b"<a/>"), UNKNOWN)


def in_order(
    order: Callable[[Sequence[pikepdf.Object]], Iterable[pikepdf.Object]],
) -> Callable[[pikepdf.Pdf], None]:
    """Return the change of the order of the pages."""

    def change(pdf: pikepdf.Pdf) -> None:
        kids = [page.obj for page in pdf.pages]
        pdf.Root.Pages.Kids = pikepdf.Array(order(kids))

    return change


def two_exchanged(pages: Sequence[pikepdf.Object]) -> Iterable[pikepdf.Object]:
    """Exchange two pages that have words."""
    first = next(at for at, page in enumerate(pages) if at > 5 and "/StructParents" in page)
    return [*pages[:first], pages[first + 1], pages[first], *pages[first + 2 :]]


def page_doubled(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[6])


def on_page(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[6][key] = value

    return change


def layered(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(), D=pikepdf.Dictionary())


def in_structure(kind: str, key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    """Return the change of an element of this kind, of the first that has the key if any has."""

    def change(pdf: pikepdf.Pdf) -> None:
        elements = list(structure_of(pdf, kind))
        next((one for one in elements if key in one), elements[0])[key] = value

    return change


def pdf_rows() -> Iterable[Damage]:
    for said, change in (
        ("a page turned", on_page("/Rotate", 90)),
        ("a unit of its own", on_page("/UserUnit", 0.01)),
        ("another trim box", on_page("/TrimBox", pikepdf.Array([0, 0, 9, 9]))),
        ("a crop box", on_page("/CropBox", pikepdf.Array([0, 0, 9, 9]))),
        ("layers for print alone", layered),
        ("a page doubled", page_doubled),
    ):
        yield Damage(said, ink.in_file(change), UNKNOWN)
    for said, kind, key, value in (
        ("a book in another language", "/Document", "/Lang", pikepdf.String("fr-FR")),
        ("words in another language", "/Span", "/Lang", pikepdf.String("fi")),
        ("other words for the ear", "/Span", "/T", pikepdf.String("struck")),
        ("a heading that is none", "/H2", "/S", pikepdf.Name.P),
        ("an element with words of its own", "/P", "/ActualText", pikepdf.String("nothing")),
        ("an element of a kind that nobody knows", "/P", "/S", pikepdf.Name.Private),
    ):
        yield Damage(said, ink.in_file(in_structure(kind, key, value)), FORM | UNKNOWN)
    for said, change in (
        ("pages turned round", in_order(reversed)),
        ("two pages exchanged", in_order(two_exchanged)),
    ):
        yield Damage(said, ink.in_file(change), frozenset({ProofFault}))


DAMAGES = {
    "pdf": (*pdf_rows(), *ink.rows(), *pointers.rows(), *lines.rows()),
    "epub": tuple(rows()),
    "docx": (*word_rows(), *packages.rows()),
}
