"""Set documents and parts of the matter as XHTML pages.

A page does not know the others: a link to another document stands as "#ID" and gets its file at bind.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from markupsafe import Markup

from variorum import extract
from variorum.contract import Setting, Sheet
from variorum.findings import Result
from variorum.publication import (
    Call,
    Grid,
    Link,
    Matter,
    PageMark,
    Picture,
    Place,
    PublishedDocument,
    PublishedNode,
    PublishedNote,
    Run,
    Series,
    is_foreign,
    note_list,
)
from variorum.style import Style
from variorum_html import (
    EMPTY,
    Dress,
    Form,
    Sheets,
    blocks,
    document,
    dress,
    element,
    hanging,
    join,
    labelled,
    language,
    note_link,
    page,
    page_break,
    plain_link,
    text,
)

SHEETS = Sheets(("../style/book.css", "../style/spoken.css"))
LINE = Markup("\n")

# EPUB Structural Semantics and DPUB-ARIA for the kinds of matter that have a word there.
MATTER_TYPES: Mapping[str, tuple[str, str | None]] = {
    "half-title": ("halftitlepage", None),
    "title-page": ("titlepage", None),
    "imprint": ("copyright-page", None),
    "contents": ("toc", "doc-toc"),
}


def typeset(published: PublishedDocument, setting: Setting) -> Result[Sheet]:
    """Set one document: head, body, what follows, then the notes of each series."""
    form = form_of(setting.style)
    tongue = setting.lang if is_foreign(setting.lang, published.lang) else None
    inside = form.within(published.leftwards)
    notes = join(_notes(published, series, inside, tongue) for series in setting.series)
    made = page(published.title.text, published.lang, document(published, form, notes), SHEETS, "bodymatter")
    return Result(Sheet(published.id, made.encode()))


def matter_page(matter: Matter, book_title: str, front: bool, style: Style) -> bytes:
    """Set a part of the front or back matter."""
    kind, role = MATTER_TYPES.get(matter.kind, (None, None))
    name = matter.title.text or book_title
    attributes = {
        "id": matter.id,
        "class": f"matter {matter.kind}",
        "epub:type": kind,
        "role": role,
        "aria-label": name if role else None,
        "data-stream": extract.matter(matter.id),
    }
    body = element("section", attributes, LINE, blocks(matter.blocks, form_of(style)))
    body_type = "frontmatter" if front else "backmatter"
    return page(name, matter.lang, body, SHEETS, body_type).encode()


ACROSS = 36
"""How many letters stand side by side on a small screen."""
CALL_SPACE = "\u202f"
"""The blank between two calls, at which no line ends."""


def form_of(style: Style) -> Form:
    """Return the forms of an e-book: calls open pop-ups, page marks are entries of the page list."""
    return Form(
        style,
        source=lambda picture: f"../{picture_name(picture)}",
        call=_call,
        mark=_mark,
        link=_link,
        between_calls=text(CALL_SPACE),
        table=_table,
    )


def _table(node: Grid, made: Markup) -> Markup:
    """Let a table that is wider than small screens move in its place, also by the keyboard."""
    if letters_across(node) <= ACROSS:
        return made
    return element("div", {"class": "wide-table", "tabindex": "0"}, LINE, made, LINE)


def letters_across(node: Grid) -> int:
    """Return how many letters the longest words of all columns have together, about."""
    longest: dict[int, int] = {}
    for row in node.rows:
        column = 0
        for box in row:
            words = max(map(len, " ".join(_texts(box.blocks)).split()), default=0)
            share = -(-words // box.columns)
            for at in range(column, column + box.columns):
                longest[at] = max(longest.get(at, 0), share)
            column += box.columns
    return sum(longest.values()) + len(longest)


def _texts(node: object) -> Iterator[str]:
    """Yield the texts that are printed in nodes; of a word in several looks each part for itself."""
    if isinstance(node, Run):
        yield node.text
    elif isinstance(node, tuple):
        for one in node:
            yield from _texts(one)
    elif isinstance(node, PublishedNode):
        for name in node.__dataclass_fields__:
            yield from _texts(getattr(node, name))


def picture_name(picture: Picture) -> str:
    """Return the file of a picture in the package; the same bytes always have the same name."""
    digest = hashlib.sha256(picture.data).hexdigest()[:12]
    return f"images/{digest}.{picture.shown.form.ending}"


def _call(call: Call) -> Markup:
    return note_link(call, {"epub:type": "noteref"})


def _mark(mark: PageMark, printed: Markup) -> Markup:
    # `title` is the short label of the page list; the spoken name is longer.
    return page_break(mark, printed, {"epub:type": "pagebreak", "title": mark.label.text})


def _link(link: Link, content: Markup) -> Markup:
    if link.target.startswith("#"):
        return plain_link(link, content)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link.target):
        address = quote(link.target, safe=":/?#[]@!$&'()*+,;=%-._~")
        return element("a", {"href": address}, content)
    # An address that is none would send the reader to a file that the package does not have.
    return element("span", {"class": "address"}, content)


def _notes(published: PublishedDocument, series: Series, form: Form, tongue: str | None) -> Markup:
    """Set the notes of a series; `tongue` is the language of its title, where it is not the document's."""
    notes = note_list(published, series)
    if not notes:
        return EMPTY
    place = f"{published.id}_{series.id}"
    if series.place is Place.FOOT:
        asides = join(_aside(note, form) for note in notes)
        attributes = {"class": "footnotes", "epub:type": "footnotes", "aria-label": series.title.text}
        return element("section", attributes, LINE, asides) + LINE
    stream = extract.note_title(published.id, series.id)
    heading = {"class": "note-title", "id": f"{place}_title", "data-stream": stream, **language(tongue)}
    attributes = {"class": "endnotes", "epub:type": "endnotes", "role": "doc-endnotes"}
    return (
        element(
            "section",
            {**attributes, "aria-labelledby": f"{place}_title"},
            LINE,
            element("h2", heading, text(series.title.text)) + LINE,
            element(
                "ul", {"class": "box-note-list", "role": "list"}, LINE, join(_entry(n, form) for n in notes)
            ),
        )
        + LINE
    )


def _aside(note: PublishedNote, form: Form) -> Markup:
    attributes = {
        "id": note.id,
        "class": "box-note",
        "epub:type": "footnote",
        "role": "doc-footnote",
        "data-stream": extract.note(note.id),
    }
    return (
        element("aside", attributes, LINE, labelled(_label(note, form), note.blocks, form, ("note",))) + LINE
    )


def _entry(note: PublishedNote, form: Form) -> Markup:
    attributes = {"id": note.id, "class": "labelled", "data-stream": extract.note(note.id)}
    content = hanging(_label(note, form), note.blocks, form, ("note-list",))
    return element("li", attributes, content) + LINE


def _label(note: PublishedNote, form: Form) -> Markup:
    """Return the label of a note, which leads back to its call; nothing else stands for the way back."""
    back = {"href": f"#{note.call}", "role": "doc-backlink", "epub:type": "backlink"}
    link = element("a", back, text(note.label.text))
    return dress(Dress("note-label"), lambda _: link, form)
