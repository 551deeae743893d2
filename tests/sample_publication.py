"""A small publication that uses every published block and inline: what renderers are tried on.

Invented for the purpose. What holds here holds for every publication that `apparatus.annotate` makes:

* the level-1 `Title` of a document or part has the text of its `title`; ids of documents and parts are
  targets of links (`#ID`), as are ids of titles, entries, anchors, page marks, notes and calls;
* `notes` stand in the order of their first calls, series mixed; no call stands inside a note;
* a plain paragraph is "first" behind a heading or an interruption and "body" behind another paragraph, in
  containers too (see `publication.text_role`);
* a page mark may stand inside a word (`joins_word`), in a list item, or first in a paragraph.
"""

from __future__ import annotations

import io
from dataclasses import replace

from invented import a_run, phrases_of
from PIL import Image

from variorum.model import Agent, Identifier, Imprint
from variorum.pictures import PictureForm, StillPicture
from variorum.publication import (
    NOTHING,
    Anchor,
    Box,
    Call,
    Entry,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    Matter,
    PageMark,
    Para,
    PBlocks,
    Picture,
    PInline,
    Place,
    Publication,
    PublishedDocument,
    PublishedNote,
    Separator,
    Series,
    Styled,
    Title,
    anchor,
)
from variorum.roles import Role

EDITORIAL = Series("editorial", a_run("Notes"), Place.FOOT)
TEXTUAL = Series("textual", a_run("Textual notes"), Place.END)

LONG = (
    "The registry of the ministry kept two books in these years, one for papers received and one for papers "
    "sent; the number before the stroke is that of the book, the number behind it that of the case."
)


def sample() -> Publication:
    """Return a publication of two documents with notes of two series and front and back matter."""
    return Publication(
        id="sample",
        imprint=imprint(),
        agents=(
            Agent("vesely", "Irma Veselý", "editor", ("IV",)),
            Agent("doe", "Jonathan Doe", "translator", ("JD",)),
        ),
        profile="edition",
        documents=(memorandum(), letter()),
        series=(EDITORIAL, TEXTUAL),
        front=(half_title(), title_page(), imprint_page(), contents()),
        back=(legend(), persons()),
        phrases=phrases_of(imprint()),
        signs={"inserted": "Handwritten insertion", "deleted": "Deletion", "supplied": "Supplied word"},
    )


def imprint() -> Imprint:
    return Imprint(
        title="Papers of the Weather Office",
        subtitle="A specimen in two documents",
        publisher="The Specimen Press",
        place="Oxford",
        year="2024",
        text=("First edition.",),
        rights="© The Specimen Press",
        credits=("Copies kindly provided by the Weather Office.",),
        cite="Irma Veselý (ed.), Papers of the Weather Office (Oxford, 2024).",
        modified="2024-05-01T00:00:00Z",
        language="en-GB",
        source_languages=("ru",),
        identifiers=(Identifier("urn", "urn:uuid:6f1cba39-3b7c-4f1c-9d0a-6f7d0f7b6a11"),),
        description="Two invented papers that try every sign.",
    )


# ---- the documents


def memorandum() -> PublishedDocument:
    doc = "memorandum"
    return PublishedDocument(
        id=doc,
        title=a_run("On the measuring of rain"),
        running=(a_run("No 12/7"), a_run("3 March 1951")),
        head=(
            Para("document-date", run("3 March 1951* (No 12/7)")),
            Title(
                "document-title",
                1,
                (*run("On the measuring of rain"), call(doc, "n-title", "1")),
                a_run("On the measuring of rain"),
                anchor(doc, "head"),
            ),
            Para("document-abstract", run("Memorandum for the stations of the coast.")),
            Para("source-note", run("Archive of the Weather Office, box 4, No 12-7. 3 pp. Typescript.")),
        ),
        body=memorandum_body(doc),
        notes=memorandum_notes(doc),
        lang="en-GB",
        after=(Para("matter-text", run("The paper is ruled; two hands have worked on it.")),),
    )


def memorandum_body(doc: str) -> PBlocks:
    return (
        Para("classification", run("Secret")),
        Para("addressee", (a_run("Station masters"), LineEnd(), a_run("(as listed)"))),
        Para("title", run("On the measuring of rain")),
        signs_paragraph(doc),
        Para(
            "body",
            (*run("See "), Link("#letter", run("the letter")), a_run("."), Anchor(anchor(doc, "a", "1"))),
        ),
        Group(
            "remark",
            (Para("first", run("[Three paragraphs on buckets are left out, IV]")),),
            say=a_run("remark"),
        ),
        Title("heading-1", 2, run("The stations"), a_run("The stations"), anchor(doc, "heading", "1")),
        numbered(doc),
        Group("remark", (Para("first", run("[A drawing followed here, JD]")),)),
        Listing("list", (Entry((Para("first", run("at noon.")),), a_run("3.")),)),
        table(doc),
        Group("quote", (Para("first", run("‘Rain is water, and water is weight.’")),)),
        Group(
            "verse",
            (Para("first", (a_run("It rained by day,"), LineEnd(), a_run("\u2003it rained by night."))),),
        ),
        Separator(),
        Para(
            "figure",
            (Picture("gauge.png", StillPicture(PictureForm.PNG, png(), 48, 32), a_run("A rain gauge")),),
        ),
        Para("caption", run("A rain gauge")),
        Group(
            "endorsement",
            (Para("first", styled_run("hand", "To the files. ", "K.")),),
            anchor(doc, "endorsement", "1"),
            a_run("resolution"),
        ),
        Para("signature", (a_run("Nimbus "), styled("true-name", "[Cloud]", sign="true-name"))),
    )


def signs_paragraph(doc: str) -> Para:
    """Return a paragraph with signs, calls, a page mark inside a word and words in other letters."""
    return Para(
        "first",
        (
            page(doc, "1"),
            a_run("The rain of "),
            styled("supplied", "[1950]", sign="supplied", say=("supplied", "end of supplied")),
            a_run(" was measured in "),
            styled(
                "deleted", "three", role=Role.DELETION, sign="deleted", say=("deleted", "end of deletion")
            ),
            a_run(" "),
            styled(
                "inserted",
                "five",
                role=Role.INSERTION,
                sign="inserted",
                say=("handwritten insertion", "end of insertion"),
            ),
            call(doc, "t-five", "a", "textual"),
            a_run(" places, and the ledger says so.…"),
            call(doc, "n-book", "2"),
            a_run(" The stations "),
            Styled("italic", run("must"), Role.EMPHASIS),
            a_run(" write “clearly”, and in "),
            styled("bold", "ink", role=Role.STRONG),
            a_run("; not a hand"),
            Styled("inserted", run("ful"), Role.INSERTION, sign="inserted"),
            a_run(" did. The regis"),
            page(doc, "2", "[page two]", joins=True),
            a_run("ter of "),
            Styled("foreign", run("Москва"), Role.FOREIGN, lang="ru"),
            a_run(" and the word "),
            Styled("foreign", run("ὄμβρος"), Role.FOREIGN, lang="grc"),
            a_run(" stand in the margin"),
            call(doc, "n-book", "2", nth=2),
            a_run(", H"),
            styled("lowered", "2", role=Role.SUBSCRIPT),
            a_run("O and the 3"),
            styled("raised", "rd", role=Role.SUPERSCRIPT),
            a_run(" of "),
            styled("underline", "March", role=Role.UNDERLINE),
            a_run("."),
        ),
    )


def numbered(doc: str) -> Listing:
    mark = page(doc, "3", "[page three]")
    return Listing(
        "list",
        (
            replace(entry("To write down the rain of each day;", "1."), id=anchor(doc, "item", "1")),
            Entry(
                (
                    Para("first", (*run("to empty the gauge, "), mark, a_run("in this order:"))),
                    Listing("list", (entry("in the morning,", "a)"), entry("in the evening,", "b)"))),
                ),
                a_run("2."),
            ),
        ),
    )


def entry(text: str, label: str | None = None) -> Entry:
    return Entry((Para("first", run(text)),), a_run(label) if label else None)


def table(doc: str) -> Grid:
    return Grid(
        "table",
        (
            (box("Station", header=True), box("Rain in mm", header=True), box("Days", header=True)),
            (
                box("Coast"),
                Box(
                    (
                        Para(
                            "cell",
                            (*run("412"), call(doc, "n-cell", "3"), call(doc, "t-cell", "b", "textual")),
                        ),
                    )
                ),
                box("31"),
            ),
            (Box((Para("first", run("Hills, not measured")),), columns=2), box("–")),
        ),
        run("Rain in the year 1950"),
        (3.0, 2.0, 1.0),
    )


def memorandum_notes(doc: str) -> tuple[PublishedNote, ...]:
    return (
        note(doc, "n-title", "1", run("So the register; the paper itself has no title.")),
        note(
            doc,
            "t-five",
            "a",
            (
                *lemma("five"),
                styled("wording", "inserted by hand for"),
                a_run(" three "),
                styled("page-reference", "(page 1)"),
            ),
            series="textual",
        ),
        note(doc, "n-book", "2", run(LONG), run("A third book was begun in 1952.")),
        note(doc, "n-cell", "3", run("The sum is 421.")),
        note(doc, "t-cell", "b", (*lemma("412"), styled("wording", "in pencil")), series="textual"),
    )


def letter() -> PublishedDocument:
    doc = "letter"
    return PublishedDocument(
        id=doc,
        title=a_run("Cloud to the Weather Office"),
        running=(a_run("No 12/8"), a_run("5 March 1951")),
        head=(
            Para("document-date", run("5 March 1951 (No 12/8)")),
            Title(
                "document-title",
                1,
                run("Cloud to the Weather Office"),
                a_run("Cloud to the Weather Office"),
                anchor(doc, "head"),
            ),
            Para("source-note", run("Archive of the Weather Office, box 4, No 12-8.")),
        ),
        body=(
            Para("salutation", run("Dear Sirs,")),
            Para(
                "first",
                (
                    page(doc, "1"),
                    a_run("it rains"),
                    call(doc, "t-rains", "a", "textual"),
                    a_run(" still; see item "),
                    Link(f"#{anchor('memorandum', 'item', '1')}", run("1")),
                    a_run(" of your memorandum."),
                ),
            ),
            Para("body", (a_run("The gauge is full."), call(doc, "n-full", "1"))),
            Para("signature", run("Cloud")),
        ),
        notes=(
            note(
                doc,
                "t-rains",
                "a",
                (*lemma("rains"), *run("rians "), styled("wording", "source")),
                series="textual",
            ),
            note(doc, "n-full", "1", run("It held ten litres.")),
        ),
        lang="en-GB",
    )


# ---- front and back matter


def half_title() -> Matter:
    return Matter(
        "matter_half-title", "half-title", NOTHING, (Para("half-title", run(imprint().title)),), "en-GB"
    )


def title_page() -> Matter:
    said = imprint()
    return Matter(
        "matter_title-page",
        "title-page",
        a_run("Title page"),
        (
            Title("main-title", 1, run(said.title), a_run(said.title), listed=False),
            Para("subtitle", run(said.subtitle)),
            Para("contributor", run("Edited by Irma Veselý")),
            Para("contributor", run("Translated by Jonathan Doe")),
            Para("publisher", (a_run(said.publisher), LineEnd(), a_run("Oxford 2024"))),
        ),
        "en-GB",
    )


def imprint_page() -> Matter:
    said = imprint()
    return Matter(
        "matter_imprint",
        "imprint",
        a_run("Imprint"),
        tuple(Para("imprint", run(line)) for line in (*said.text, said.rights, *said.credits, said.cite)),
        "en-GB",
    )


def contents() -> Matter:
    targets = (
        ("memorandum", "3 March 1951", "On the measuring of rain"),
        ("letter", "5 March 1951", "Cloud to the Weather Office"),
        ("matter_legend", "", "Signs used in this edition"),
        ("matter_persons", "", "Persons"),
    )
    return part("contents", "Contents", (Listing("contents", tuple(line(*target) for target in targets)),))


def line(target: str, date: str, text: str) -> Entry:
    dated = (styled("contents-date", date), a_run(" ")) if date else ()
    return Entry((Para("first", (*dated, Link(f"#{target}", run(text), folio=True))),))


def legend() -> Matter:
    rows = (
        (styled("inserted", "five", role=Role.INSERTION, sign="inserted"), "A word put in by hand.", "twice"),
        (styled("deleted", "three", role=Role.DELETION, sign="deleted"), "A word struck out.", "once"),
        (styled("supplied", "[1950]", sign="supplied"), "A word supplied by the editor.", "once"),
    )
    return part(
        "legend",
        "Signs used in this edition",
        (
            Grid(
                "legend",
                tuple(
                    (
                        Box((Para("first", (Styled("sample", (shown,)),)),)),
                        Box((Para("first", run(text)),)),
                        Box((Para("first", run(count)),)),
                    )
                    for shown, text, count in rows
                ),
                (),
                (2.0, 5.0, 1.2),
            ),
        ),
    )


def persons() -> Matter:
    return part(
        "persons",
        "Persons",
        (
            Listing(
                "matter-list",
                (
                    Entry(
                        (
                            Para(
                                "first",
                                (
                                    styled("label", "Cloud"),
                                    a_run(", cover name Nimbus; station master. "),
                                    Link("#memorandum", run("No 12/7")),
                                    a_run(", "),
                                    Link("#letter", run("No 12/8")),
                                ),
                            ),
                        ),
                        id=anchor("person", "cloud"),
                    ),
                ),
            ),
        ),
    )


# ---- shorthand


def part(kind: str, title: str, blocks: PBlocks) -> Matter:
    head = Title("matter-title", 1, run(title), a_run(title), anchor("matter", kind, "head"))
    return Matter(anchor("matter", kind), kind, a_run(title), (head, *blocks), "en-GB")


def run(text: str) -> tuple[PInline, ...]:
    return (a_run(text),)


def styled(
    style: str,
    text: str,
    role: Role = Role.SPAN,
    sign: str | None = None,
    say: tuple[str, str] | None = None,
) -> Styled:
    spoken = (a_run(say[0]), a_run(say[1])) if say else None
    return Styled(style, run(text), role, spoken, None, sign)


def styled_run(style: str, text: str, more: str) -> tuple[PInline, ...]:
    return (Styled(style, (a_run(text), Styled("bold", run(more), Role.STRONG))),)


def lemma(text: str) -> tuple[PInline, ...]:
    return (styled("lemma", text), styled("lemma-bracket", "]"), a_run(" "))


def box(text: str, header: bool = False) -> Box:
    return Box((Para("first", run(text)),), header)


def page(doc: str, label: str, text: str = "", joins: bool = False) -> PageMark:
    return PageMark(anchor(doc, "page", label), a_run(label), a_run(text), a_run(f"page {label}"), joins)


def call(doc: str, name: str, label: str, series: str = "editorial", nth: int = 1) -> Call:
    return Call(
        anchor(doc, "call", name, str(nth)), anchor(doc, "note", name), a_run(label), series, nth == 1
    )


def note(
    doc: str, name: str, label: str, *paragraphs: tuple[PInline, ...], series: str = "editorial"
) -> PublishedNote:
    blocks = tuple(Para("body" if index else "first", text) for index, text in enumerate(paragraphs))
    return PublishedNote(
        anchor(doc, "note", name), series, a_run(label), blocks, anchor(doc, "call", name, "1"), a_run("1")
    )


def png() -> bytes:
    """Return a picture of 48 by 32 grey points."""
    points = bytes((4 * x + 2 * y) % 256 for y in range(32) for x in range(48))
    to = io.BytesIO()
    Image.frombytes("L", (48, 32), points).save(to, "PNG")
    return to.getvalue()
