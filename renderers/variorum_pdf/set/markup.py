"""The XHTML that is set as a PDF: the shared one, and a column of its own for the notes at the page foot."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from variorum import extract
from variorum.contract import Setting
from variorum.css.writing import (
    NOTHING,
    AtRule,
    Choice,
    Declarations,
    Keyword,
    Length,
    Number,
    Selector,
    Text,
    of_class,
    rule,
)
from variorum.extract import INVISIBLE
from variorum.pictures.drawing import without_words
from variorum.pictures.fetcher import address
from variorum.publication import (
    Call,
    Link,
    Matter,
    PageMark,
    Picture,
    Place,
    PublishedDocument,
    PublishedNote,
    Series,
    is_foreign,
    note_list,
)
from variorum.style import BlockStyle, FontFamily, Style
from variorum_html import (
    EMPTY,
    Form,
    beginning,
    blocks,
    css,
    document,
    element,
    join,
    labelled,
    note_link,
    page_break,
    plain_link,
    text,
)

MILLIMETRE = 96 / 25.4
"""CSS pixels in a millimetre."""

ENDLESS = Length(1_000_000, "mm", exact=True)
"""The height of the page of a galley."""

GALLEY = """\
body { margin: 0; font-variant-ligatures: common-ligatures; font-kerning: normal; }
p, h1, h2, h3, h4, h5, h6 { orphans: 2; widows: 2; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; }
sup { line-height: 0; vertical-align: 0.48em; }
sub { line-height: 0; vertical-align: -0.2em; }
.between-calls { margin-left: 0.12em; }
table { border-collapse: separate; border-spacing: 0; }
.matter + .matter { padding-top: 2.5em; }
hr { margin-left: auto; margin-right: auto; }
.document-head, .document-head > * { break-after: avoid; }
.folio::before { content: leader(' .'); }
.in-line-number::before { content: leader(' '); }
"""

TEXT = "text-column"
NOTES = "note-column"

HYPHEN = "\u2010"

UNSEEN = "".join(sorted(one for one in INVISIBLE if unicodedata.category(one) == "Mn"))
UNBORNE = re.compile(f"(.?)([{UNSEEN}]+)")
"""Marks that cannot be seen, with what stands before them."""
WITHOUT_BEARER = re.compile(f"[{UNSEEN}]")
"""The marks alone: to look for them so takes a tenth of the time, and there are hardly ever any."""
BEARING = "LMNS"
"""The first letters of the categories of what may bear a mark: letters, marks, numbers, signs."""

JOINER = "\u2060"
"""Word joiner: no call stands at the start of a line."""

APART = 2
"""The space between documents that run on, in lines."""

HIGHEST = 0.8
"""How much of the height of the type area a picture may take, as in a Word file."""

FOLIO = "\u2007"
"""What stands for a page number that is not known yet: a space as wide as a figure."""


def document_markup(published: PublishedDocument, setting: Setting) -> str:
    """Return the XHTML of a document: the column of its text, and the column of its page-foot notes."""
    return _page(published.lang or setting.lang, *_columns(published, setting))


def run_markup(documents: Sequence[PublishedDocument], setting: Setting) -> str:
    """Return the XHTML of documents that run on: one column of their texts, one of their notes."""
    columns = [_columns(one, setting) for one in documents]
    return _page(setting.lang, join(text for text, _ in columns), join(notes for _, notes in columns))


def _columns(published: PublishedDocument, setting: Setting) -> tuple[Markup, Markup]:
    form = form_of(setting)
    lists = join(
        _list(published, series, form.within(published.leftwards), setting)
        for series in setting.series
        if series.place is Place.END and note_list(published, series)
    )
    foot = [note for note in published.notes if note.series in foot_series(setting)]
    notes = join(_note(note, form, "foot-note", "note") for note in foot)
    return document(published, form, lists), notes


def matter_markup(parts: Sequence[Matter], setting: Setting, folios: Mapping[str, str]) -> str:
    """Return the XHTML of parts of the matter set together; `folios` are page numbers of link targets."""
    content = join(_part(matter, setting, folios) for matter in parts)
    return _page(parts[0].lang or setting.lang, content, EMPTY)


def _part(matter: Matter, setting: Setting, folios: Mapping[str, str]) -> Markup:
    return element(
        "section",
        {
            "id": matter.id,
            "class": f"matter {matter.kind}",
            "lang": matter.lang,
            "data-stream": extract.matter(matter.id),
        },
        blocks(matter.blocks, form_of(setting, folios)),
    )


def foot_series(setting: Setting) -> frozenset[str]:
    """Return the ids of the series that stand at the page foot."""
    return frozenset(series.id for series in setting.series if series.place is Place.FOOT)


def _page(lang: str, content: Markup, notes: Markup) -> str:
    body = element("div", {"id": TEXT}, content) + element("div", {"id": NOTES}, notes)
    page = f'<!DOCTYPE html><html lang="{lang}"><head><title>-</title></head><body>{body}</body></html>'
    # The typesetter's own hyphen is U+2010 and known by that when read back: the text may have none.
    return without_unborne(page.replace(HYPHEN, "-"))


def without_unborne(markup: str) -> str:
    """Return markup without marks that cannot be seen and that no letter or sign beside them bears.

    Under such a one the typesetter puts a dotted circle, if need be of another typeface.
    """

    def borne(found: re.Match[str]) -> str:
        bearer = found[1]
        bears = bearer not in ("", ">") and unicodedata.category(bearer)[0] in BEARING
        return found[0] if bears else bearer

    return UNBORNE.sub(borne, markup) if WITHOUT_BEARER.search(markup) else markup


def _note(note: PublishedNote, form: Form, kind: str, role: str) -> Markup:
    label = element(
        "a", {"class": "note-label in-note-label", "href": f"#{note.call}"}, text(note.label.text)
    )
    attributes = {"class": kind, "id": note.id, "data-stream": extract.note(note.id)}
    return element("div", attributes, labelled(label, note.blocks, form, (role,)))


def _list(published: PublishedDocument, series: Series, form: Form, setting: Setting) -> Markup:
    tongue = setting.lang if is_foreign(setting.lang, published.lang) else None
    head = {"class": "note-title", "data-stream": extract.note_title(published.id, series.id), "lang": tongue}
    notes = note_list(published, series)
    listed = join(_note(note, form, "list-note", "note-list") for note in notes)
    return element("h2", head, text(series.title.text)) + element("div", {"class": "box-note-list"}, listed)


def form_of(setting: Setting, folios: Mapping[str, str] | None = None) -> Form:
    """Return how the PDF sets what formats set differently."""

    def link(node: Link, content: Markup) -> Markup:
        made = plain_link(node, content)
        if not node.folio or folios is None:
            return made
        folio = folios.get(node.target.removeprefix("#"), FOLIO * 3)
        return made + element("a", {"class": "folio", "href": node.target}, text(folio))

    def call(node: Call) -> Markup:
        return text(JOINER) + note_link(node)

    def mark(node: PageMark, printed: Markup) -> Markup:
        return page_break(node, printed, {"data-page": node.label.text if node.printed else None})

    def source(node: Picture) -> str:
        return address(without_words(node.shown))

    undescribed = setting.phrases.text("picture")
    return Form(
        setting.style,
        source=source,
        call=call,
        mark=mark,
        link=link,
        between_calls=element("span", {"class": "between-calls"}),
        undescribed=undescribed,
    )


def sheet_css(style: Style) -> str:
    """Return the CSS of a galley: the house style on a page without end."""
    page, notes = style.page, style.notes
    side = (page.margin_inner_mm + page.margin_outer_mm) / 2
    high = page.height_mm - page.margin_top_mm - page.margin_bottom_mm
    note = style.block("note")
    listed = style.block("note-list")
    box: Declarations = {
        "size": (Length(page.width_mm, "mm", exact=True), ENDLESS),
        "margin": tuple(
            Length(one, "mm", exact=True) for one in (page.margin_top_mm, side, page.margin_bottom_mm)
        ),
    }
    foot_note, one = of_class("foot-note"), of_class("document")
    apart = Length(APART * style.body_size * style.scale * style.body_leading, "pt")
    return "".join(
        (
            css(style, "pdf"),
            rule(AtRule.PAGE, box),
            rule(Selector("html"), {"font-family": typefaces(style.font)}),
            rule(foot_note.followed_by(foot_note), {"padding-top": Length(notes.between, "pt")}),
            rule(one.followed_by(one), {"margin-top": apart}),
            rule(Selector("img"), {"max-height": Length(round(HIGHEST * high, 2), "mm", exact=True)}),
            GALLEY,
            _alone("foot-note", note),
            _alone("list-note", listed),
            _hanging("foot-note", note.hang),
            _hanging("list-note", listed.hang),
        )
    )


def typefaces(font: FontFamily) -> Choice:
    """Return the typefaces of a style and no other: what none of them has is an error."""
    return Choice(tuple(map(Text, font.families)))


def _alone(kind: str, look: BlockStyle) -> str:
    """Set the label of a note without words in the type of the note."""
    return rule(
        of_class(kind).parent_of(of_class("lone-label")),
        {"font-size": Length(look.size or 0.0, "pt"), "line-height": Number(look.leading or 0.0)},
    )


def _hanging(kind: str, hang: float) -> str:
    note, label = of_class(kind), of_class(kind).ancestor_of(of_class("note-label"))
    if hang <= 0:
        ending: Declarations = {"margin-inline-end": Length(0.15, "em")}
        first = note.parent_of(Selector("p", pseudo_class="first-child"))
        return rule(first, {"text-indent": NOTHING}) + rule(label, ending)
    hanging: Declarations = {
        "display": Keyword("inline-block"),
        "min-width": Length(hang, "pt"),
        **beginning("margin", Length(-hang, "pt")),
    }
    indented: Declarations = {**beginning("padding", Length(hang, "pt")), "text-indent": NOTHING}
    held = (Selector("p"), of_class("lone-label"))
    return "".join(rule(note.parent_of(one), indented) for one in held) + rule(label, hanging)
