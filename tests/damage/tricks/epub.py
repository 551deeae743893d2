"""Tricks with the sheets, the pages and the package of an e-book."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping

from damage import Element, in_part, in_text, packed, parts
from damage.beyond_words import put_before, set_on
from damage.epub import CSS, TEXT, X

Damaged = Callable[[bytes], bytes]
PACKAGE = "EPUB/content.opf"
OPF = "{http://www.idpf.org/2007/opf}"


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
