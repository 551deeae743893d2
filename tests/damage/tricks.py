"""Damages that leave all words in the file, and hide, move, cover, add to or re-order what is seen of them.

Each is of a book and of a format; it is asked only that the proof says something of it.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction as Instruction
from pikepdf import Operator

from damage import Element, cut, in_part, in_text, packed, parts
from damage.beyond_words import in_order, put_before, set_on
from damage.epub import CSS, TEXT, X
from damage.ink import around, in_file, in_words, moved
from damage.pdf import WORDS, Leaf, on_note, on_page_with
from variorum.ooxml.names import q

Damaged = Callable[[bytes], bytes]
PACKAGE = "EPUB/content.opf"
WORD, NOTES, SETTINGS = (f"word/{name}.xml" for name in ("document", "footnotes", "settings"))
OPF = "{http://www.idpf.org/2007/opf}"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"


# PDF


def one_page_moved(pages: list[pikepdf.Object]) -> list[pikepdf.Object]:
    """Let a page in the middle come two pages later."""
    at = len(pages) // 2
    return [*pages[:at], *pages[at + 1 : at + 3], pages[at], *pages[at + 3 :]]


def _last_of_margin(one: Leaf) -> int:
    *_, mark = one.shown()
    return mark.index


def mark_white(one: Leaf) -> None:
    """Paint the last words around the text, which are a mark of the margin, in white."""
    at = one.back_to(_last_of_margin(one), "BT")
    one.ops.insert(at, Instruction([1], Operator("g")))


def mark_covered(one: Leaf) -> None:
    at = one.back_to(_last_of_margin(one), "Tm")
    x, y = (float(value) for value in one.ops[at].operands[4:])
    for name, operands in (("g", [1]), ("re", [x - 2, y - 2, 60, 12]), ("f", [])):
        one.ops.append(Instruction(operands, Operator(name)))


def mark_off_page(one: Leaf) -> None:
    at = one.back_to(_last_of_margin(one), "Tm")
    a, b, c, d, x, y = one.ops[at].operands
    one.put(at, [a, b, c, d, float(x) - 500, y], "Tm")


def picture_over(data: bytes) -> bytes:
    """Paint a grey picture over the words of a page."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        picture = pdf.make_stream(
            b"\x80",
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=1,
            Height=1,
            ColorSpace=pikepdf.Name.DeviceGray,
            BitsPerComponent=8,
        )
        page = next(page for page in pdf.pages if "/Annots" in page)
        page.add_resource(picture, pikepdf.Name.XObject, pikepdf.Name("/Cover"))
        page.contents_add(b"q /Artifact BMC 300 0 0 400 60 90 cm /Cover Do EMC Q")
        pdf.save(into)
    return into.getvalue()


def note_above(one: Leaf, sequences: list[tuple[int, int]]) -> None:
    """Let a note stand above the text of its page."""
    start, end = min(sequences)[0], max(sequences)[1]
    one.ops.insert(end + 1, Instruction([], Operator("Q")))
    one.ops.insert(start, Instruction([1, 0, 0, 1, 0, 300], Operator("cm")))
    one.ops.insert(start, Instruction([], Operator("q")))


def notes_elsewhere(data: bytes) -> bytes:
    """Paint the notes of one page on the next, and those of the next on this."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        one, other = [page for page in pdf.pages if "/Annots" in page][1:3]
        one.Contents, other.Contents = other.Contents, one.Contents
        pdf.save(into)
    return into.getvalue()


def on_root(key: str, value: Callable[[pikepdf.Pdf], Any]) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value(pdf)

    return change


def script(_: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def alternative_other(pdf: pikepdf.Pdf) -> None:
    figures = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one)
    next(figures)["/Alt"] = pikepdf.String("nothing")


def locked(data: bytes) -> bytes:
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(into, encryption=pikepdf.Encryption(owner="a", user=""))
    return into.getvalue()


def destination_moved(pdf: pikepdf.Pdf) -> None:
    """Let a name of a call lead to the foot of its page's neighbour."""
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    name = next(name for name in names if "_call_" in str(name))
    place_ = names[name]
    pages = [page.obj.objgen for page in pdf.pages]
    at = pages.index(place_[0].objgen)
    place_[0] = pdf.pages[at - 1].obj


PDF: Mapping[str, Mapping[str, Damaged]] = {
    "specimen": {
        "a page moved": in_file(in_order(lambda pages: one_page_moved([*pages]))),
        "a mark of the margin in white": around(mark_white),
        "a mark of the margin covered": around(mark_covered),
        "a mark of the margin off the page": around(mark_off_page),
        "a picture over words": picture_over,
        "words of no width": on_page_with(WORDS, in_words("Tz", 0.01)),
        "words half off the page": on_page_with(WORDS, moved(250, 0)),
        "words below the page": on_page_with(WORDS, moved(0, -900)),
        "a note above the text": on_note(note_above),
        "what two pages show exchanged": notes_elsewhere,
        "a script that runs": in_file(on_root("/OpenAction", script)),
        "a file that is locked": locked,
        "a link that arrives on another page": in_file(destination_moved),
    },
    "sample": {
        "other words for a picture": in_file(alternative_other),
    },
}


# EPUB


def sheet(*rules: str) -> Damaged:
    return in_text(CSS, b"body {", f"{' '.join(rules)} body {{".encode())


def all_in(query: str) -> Damaged:
    """Return the change that puts all of the sheet under a condition."""

    def change(book: bytes) -> bytes:
        files = parts(book)
        files[CSS] = query.encode() + b" {" + files[CSS] + b"}"
        return packed(files)

    return change


def on_sheet_link(key: str, value: str) -> Damaged:
    return in_part(TEXT, lambda root: next(root.iter(f"{X}link")).set(key, value))


def doubled_entry(book: bytes) -> bytes:
    """Return the book with a second member of the name of its text, which has other words."""
    into = io.BytesIO(book)
    with zipfile.ZipFile(into, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(TEXT, archive.read(TEXT).replace(b" tower", b" river"))
    return into.getvalue()


def on_item(key: str, value: str) -> Damaged:
    """Return the change of what the package says of the text."""

    def change(root: Element) -> None:
        name = TEXT.removeprefix("EPUB/")
        next(one for one in root.iter(f"{OPF}item") if one.get("href") == name).set(key, value)

    return in_part(PACKAGE, change)


def on_spine(key: str, value: str, of: str = "itemref") -> Damaged:
    return in_part(PACKAGE, lambda root: [*root.iter(f"{OPF}{of}")][-1].set(key, value))


HIDING = (
    "opacity: 0",
    "visibility: hidden",
    "font-size: 0",
    "font-size: 1px",
    "color: transparent",
    "color: white",
    "color: var(--paper, #fff)",
    "text-indent: -9999px",
    "clip-path: inset(100%)",
    "height: 0; overflow: hidden",
    "line-height: 0",
    "position: absolute; left: -900em",
    "transform: scale(0)",
    "margin-left: -90em",
    "letter-spacing: -1em",
    "float: right",
    "content-visibility: hidden",
    "writing-mode: vertical-rl",
    "unicode-bidi: bidi-override; direction: rtl",
    "text-transform: uppercase",
    "filter: opacity(0)",
    "-webkit-text-fill-color: white",
    "background: black",
    "mix-blend-mode: screen",
    "columns: 90",
    "order: 3",
    "font-family: Symbol",
    "text-decoration: line-through",
    "font-feature-settings: 'smcp'",
)

EPUB: Mapping[str, Mapping[str, Damaged]] = {
    "specimen": {
        **{f"paragraphs by {rule}": sheet(f"p {{ {rule} }}") for rule in HIDING},
        **{f"signs by {rule}": sheet(f"ins, i {{ {rule} }}") for rule in HIDING[:8]},
        "a sheet that is fetched": in_text(CSS, b"body {", b'@import "https://example.org/a.css"; body {'),
        "a sheet under a dead query": all_in("@media (max-width: 1px)"),
        "a sheet under a condition": all_in("@supports (color: no)"),
        "a sheet that is empty": lambda book: packed({**parts(book), CSS: b""}),
        "a rule for wide screens": sheet("@media (min-width: 1px) { p { display: none } }"),
        "a rule for paper": sheet("@media print { aside { display: none } }"),
        "a rule for a layer": sheet("@layer a { p { color: red } }"),
        "letters of another face": sheet("@font-face { font-family: a; src: local(Symbol) }"),
        "words in front of paragraphs": sheet("p::before { content: 'Not ' }"),
        "words behind signs": sheet("ins::after { content: '?' }"),
        "first letters hidden": sheet("p::first-letter { color: white }"),
        "what is selected": sheet("p::selection { color: red }"),
        "counters": sheet("p { counter-increment: a } p::marker { content: counter(a) }"),
        "a sheet for paper alone": on_sheet_link("media", "print"),
        "a sheet that may be chosen": on_sheet_link("rel", "alternate stylesheet"),
        "a sheet of another type": on_sheet_link("type", "text/plain"),
        "a sheet elsewhere": on_sheet_link("href", "../style/none.css"),
        "a member that is there twice": doubled_entry,
        "a text of another type": on_item("media-type", "text/plain"),
        "a text with a fallback": on_item("fallback", "nav"),
        "a text that may be left out": on_spine("linear", "no"),
        "a book that turns to the left": on_spine("page-progression-direction", "rtl", "spine"),
        "a role that hides": in_part(TEXT, set_on("p", "role", "presentation")),
        "a title over words": in_part(TEXT, set_on("p", "title", "nothing")),
        "a word for word by another": in_part(TEXT, set_on("p", "aria-description", "nothing")),
        "a description elsewhere": in_part(TEXT, set_on("p", "aria-labelledby", "nothing")),
        "words that nobody can reach": in_part(TEXT, set_on("p", "inert", "inert")),
        "another direction": in_part(TEXT, set_on("p", "dir", "rtl")),
        "an event": in_part(TEXT, set_on("p", "onclick", "hide()")),
        "translated by machines": in_part(TEXT, set_on("p", "translate", "yes")),
        "a frame": in_part(TEXT, put_before("p", "iframe", src="https://example.org")),
        "a picture that is fetched": in_part(TEXT, put_before("p", "img", src="https://example.org/a.png")),
        "a sheet within": in_part(TEXT, put_before("p", "style")),
        "words in a template": in_part(TEXT, put_before("p", "template")),
        "a page that leads on": in_part(TEXT, put_before("title", "meta", **{"http-equiv": "refresh"})),
    },
    "sample": {},
}


# DOCX


def _run_with(words: str, root: Element) -> Element:
    return next(run for run in root.iter(q("r")) if words in "".join(map(str, run.itertext())))


def _new(near: Element, name: str, **values: str) -> Element:
    return near.makeelement(q(name), {q(key): value for key, value in values.items()})


def in_alternates(root: Element) -> None:
    """Put a run into an alternate of a namespace that no reader has, with nothing to fall back on."""
    run = _run_with(" tower ", root)
    parent = run.getparent()
    assert parent is not None
    outer = run.makeelement(f"{{{MC}}}AlternateContent", {}, {"mc": MC, "zz": "urn:zz"})
    choice = run.makeelement(f"{{{MC}}}Choice", {"Requires": "zz"})
    parent.replace(run, outer)
    choice.append(run)
    outer.append(choice)


def shape_over(root: Element) -> None:
    run = _run_with(" tower ", root)
    into = _new(run, "r")
    drawn = _new(run, "pict")
    style = "position:absolute;width:400pt;height:300pt;z-index:9"
    drawn.append(run.makeelement(f"{{{V}}}rect", {"style": style, "fillcolor": "white"}, {"v": V}))
    into.append(drawn)
    run.addprevious(into)


def around_run(name: str, *inner: str, **values: str) -> Damaged:
    """Return the change that puts the run with a word into an element, and that into others."""

    def change(root: Element) -> None:
        run = _run_with(" tower ", root)
        parent = run.getparent()
        assert parent is not None
        outer = _new(run, name, **values)
        parent.replace(run, outer)
        for one in inner:
            outer.append(_new(run, one))
            outer = outer[-1]
        outer.append(run)

    return in_part(WORD, change)


def bound_to_data(root: Element) -> None:
    """Bind a run to data: what a reader shows is what the data say."""
    run = _run_with(" tower ", root)
    parent = run.getparent()
    assert parent is not None
    outer, properties, content = _new(run, "sdt"), _new(run, "sdtPr"), _new(run, "sdtContent")
    properties.append(_new(run, "dataBinding", xpath="/a", storeItemID="{0}"))
    parent.replace(run, outer)
    outer.extend((properties, content))
    content.append(run)


def in_row(name: str, **values: str) -> Damaged:
    """Return the change of a property of the second row of a table."""

    def change(root: Element) -> None:
        row = [*root.iter(q("tr"))][1]
        properties = row.find(q("trPr"))
        if properties is None:
            properties = _new(row, "trPr")
            row.insert(0, properties)
        for old in properties.findall(q(name)):
            properties.remove(old)
        properties.append(_new(row, name, **values))

    return in_part(WORD, change)


def in_run(name: str, **values: str) -> Damaged:
    def change(root: Element) -> None:
        run = _run_with(" tower ", root)
        properties = run.find(q("rPr"))
        if properties is None:
            properties = _new(run, "rPr")
            run.insert(0, properties)
        properties.append(_new(run, name, **values))

    return in_part(WORD, change)


def put_in_body(name: str, **values: str) -> Damaged:
    def change(root: Element) -> None:
        body = root[0]
        body.insert(3, _new(body, name, **values))

    return in_part(WORD, change)


def instruction_other(root: Element) -> None:
    """Let a field say something else than is stored of it."""
    next(root.iter(q("instrText"))).text = ' TITLE "nothing" '


def stored_other(root: Element) -> None:
    """Let what is stored of a field differ from what an update gives."""
    ends = [one for one in root.iter(q("fldChar")) if one.get(q("fldCharType")) == "separate"]
    run = ends[0].getparent()
    assert run is not None
    text = next(one for one in run.itersiblings(q("r")) if one.find(q("t")) is not None).find(q("t"))
    assert text is not None
    text.text = "999"


def counted_otherwise(key: str, value: str) -> Damaged:
    """Return the change of how Word counts notes, in each section that says it."""

    def change(root: Element) -> None:
        for one in [*root.iter(q("footnotePr"))]:
            for old in one.findall(q(key)):
                one.remove(old)
            one.append(_new(one, key, val=value))

    return in_part(WORD, change)


def style_of_notes(root: Element) -> None:
    """Let a call be typed beside Word's own number."""
    call = next(root.iter(q("footnoteReference")))
    text = _new(call, "t")
    text.text = "7"
    call.addnext(text)


def last_cut(root: Element) -> None:
    """Take out the last section's properties, which say how large the page is."""
    cut([*root.iter(q("sectPr"))][-1])


SPREAD = {
    "drawn out": ("w", {"val": "600"}),
    "pressed": ("fitText", {"val": "20"}),
    "raised off the line": ("position", {"val": "600"}),
    "with letters over one another": ("spacing", {"val": "-200"}),
    "hidden from the web": ("webHidden", {}),
    "white on white": ("color", {"val": "FFFFFF"}),
    "on black": ("shd", {"val": "clear", "fill": "000000"}),
    "marked black": ("highlight", {"val": "black"}),
    "in capitals": ("caps", {}),
    "in outlines": ("outline", {}),
    "engraved": ("imprint", {}),
    "that blink": ("effect", {"val": "blinkBackground"}),
    "of a theme's face": ("rFonts", {"asciiTheme": "minorHAnsi"}),
    "from right to left": ("rtl", {}),
    "of a complex script": ("cs", {}),
    "of two in one": ("eastAsianLayout", {"combine": "1"}),
    "as mathematics": ("oMath", {}),
}

DOCX: Mapping[str, Mapping[str, Damaged]] = {
    "specimen": {
        "words in an unknown alternate": in_part(WORD, in_alternates),
        "a shape over words": in_part(WORD, shape_over),
        "words bound to data": in_part(WORD, bound_to_data),
        "words in a simple field": around_run("fldSimple", instr="TITLE"),
        "words deleted": around_run("del", id="1", author="a"),
        "words inserted": around_run("ins", id="1", author="a"),
        "words moved away": around_run("moveFrom", id="1", author="a"),
        "words in a tag": around_run("smartTag", element="a"),
        "words in custom XML": around_run("customXml", element="a"),
        "words in another order": around_run("bdo", val="rtl"),
        "words over words": around_run("ruby", "rt"),
        "words in a box": around_run("r", "pict", "txbxContent", "p"),
        **{f"words {said}": in_run(name, **values) for said, (name, values) in SPREAD.items()},
        "text from elsewhere": put_in_body("altChunk", id="rId1"),
        "a document below": put_in_body("subDoc", id="rId1"),
        "a field of other words": in_part(WORD, instruction_other),
        "a field that stores other words": in_part(WORD, stored_other),
        "notes counted by letters": counted_otherwise("numFmt", "upperLetter"),
        "notes counted from nine": counted_otherwise("numStart", "9"),
        "notes counted through the book": counted_otherwise("numRestart", "continuous"),
        "notes behind the text": counted_otherwise("pos", "sectEnd"),
        "a number typed beside a call": in_part(WORD, style_of_notes),
        "a page without a size": in_part(WORD, last_cut),
        "a file that shows changes": in_part(
            SETTINGS, lambda root: root.insert(0, _new(root, "documentProtection", edit="forms"))
        ),
        "fields that are made anew": in_part(
            SETTINGS, lambda root: root.insert(0, _new(root, "updateFields", val="true"))
        ),
        "a background": put_in_body("background", color="000000"),
        "notes of another kind": in_part(
            NOTES, lambda root: [*root.iter(q("footnote"))][-1].set(q("type"), "continuationNotice")
        ),
    },
    "sample": {
        "a row of one point": in_row("trHeight", val="20", hRule="exact"),
        "a hidden row": in_row("hidden"),
        "a row that is deleted": in_row("del", id="1", author="a"),
        "a row further in": in_row("gridBefore", val="3"),
    },
}

TRICKS: Mapping[str, Mapping[str, Mapping[str, Damaged]]] = {"pdf": PDF, "epub": EPUB, "docx": DOCX}


def rows() -> Iterator[tuple[str, str, str, Damaged]]:
    """Yield the damages: format, book, what is done, and the change."""
    for format_, books in TRICKS.items():
        for book, damages in books.items():
            for said, change in damages.items():
                yield format_, book, said, change


def untouched(format_: str, data: bytes) -> bytes:
    """Return a file taken apart and put together again."""
    if format_ == "pdf":
        return in_file(lambda _: None)(data)
    return packed(parts(data))
