"""The proof fails closed: what no table knows, and what edition and style do not make, is not proofed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
import query_edition
from damage import Damage, packed, parts
from damage.beyond_words import DAMAGES, without_file
from damage.ink import STRANGE_PAINT, Change
from damage.pdf import WORDS, on_page_with
from damage.specimen import SPECIMEN, proof_of
from invented import a_run
from press import SEEDS, Press, Version
from sample_publication import sample

from variorum import fonts, registry
from variorum.cli import main
from variorum.contract import Setting
from variorum.press.binding import read_back
from variorum.publication import (
    Box,
    Call,
    Entry,
    Grid,
    Group,
    Link,
    Listing,
    Para,
    PBlock,
    PBlocks,
    Publication,
    PublishedDocument,
    Styled,
    Title,
)
from variorum.roles import Role
from variorum.style import Style, load
from variorum.vocabulary import read_vocabulary
from variorum_pdf.read.content import canvas_of

HOUSE = load("house").value
LOUD = {
    one: replace(HOUSE.block(one), italic=True, bold=True, small_caps=True) for one in ("quote", "signature")
}
ODD = replace(HOUSE, font=fonts.fitted(HOUSE.font, {"\u05d0", "\u05d1"}), blocks={**HOUSE.blocks, **LOUD})

TABLES = {
    "epub": read_vocabulary(files("variorum_epub").joinpath("pages.toml").read_text("utf-8")),
    "docx": read_vocabulary(files("variorum_docx").joinpath("text.toml").read_text("utf-8")),
}


@pytest.mark.parametrize(
    ("name", "damage"),
    [pytest.param(name, one, id=f"{name}: {one}") for name, damages in DAMAGES.items() for one in damages],
)
def test_what_is_changed_beyond_words_is_found(press: Press, name: str, damage: Damage) -> None:
    """It is `proof-form` where the words are put together otherwise, else `proof-unknown`."""
    proof = proof_of(name, damage.change(press.finished(SPECIMEN, name).read_bytes()))
    found = [finding for finding in proof.diagnostics if type(finding) in damage.codes]
    assert found, [finding.message for finding in proof.diagnostics]


@pytest.mark.parametrize("change", STRANGE_PAINT.values(), ids=STRANGE_PAINT)
def test_paint_that_is_not_in_the_language_of_pages_is_strange(press: Press, change: Change) -> None:
    damaged = on_page_with(WORDS, change)(press.finished(SPECIMEN, "pdf").read_bytes())
    with pikepdf.open(io.BytesIO(damaged)) as pdf:
        assert any(canvas_of(page, {}).strange for page in pdf.pages)


PARTS = {
    "epub": re.compile(r"EPUB/text/.*"),
    "docx": re.compile(r"word/(document|footnotes|comments|header\d+|footer\d+)\.xml"),
}


def elements(name: str, book: bytes) -> Iterator[ElementTree.Element]:
    """Yield the elements of all texts of a finished file."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        for part in filter(PARTS[name].fullmatch, archive.namelist()):
            yield from ElementTree.fromstring(archive.read(part)).iter()


def books(press: Press, name: str) -> Iterator[bytes]:
    for seed in ("specimen", "socialist-international"):
        for profile in ("edition", "diplomatic"):
            yield press.finished(Version(seed, profile), name).read_bytes()
    yield finished_book(name, sample())
    yield finished_book(name, query_edition.publication())
    for leftwards in (False, True):
        yield finished_book(name, replace(sample(), documents=(odd(leftwards),)), ODD)
    yield finished_book(name, replace(sample(), documents=(wide(),)))
    if name == "docx":
        yield finished_book(name, replace(sample(), documents=(wide(),)), purpose="book")
        yield finished_book(name, sample(), purpose="book")
        yield finished_book(name, lettered())


def lettered() -> Publication:
    """Return a publication whose editorial notes have letters, which Word counts."""
    sound = sample().documents[0]
    notes = {one.id: a_run("abc"[number]) for number, one in enumerate(sound.notes[:3])}
    own = tuple(replace(one, label=notes[one.id], series="editorial") for one in sound.notes[:3])
    calls = Para("body", tuple(Call(one.call, one.id, one.label, one.series) for one in own))
    document = replace(sound, head=(), body=(calls,), after=(), notes=own)
    return replace(sample(), documents=(document,))


def finished_book(name: str, publication: Publication, style: Style = HOUSE, purpose: str = "") -> bytes:
    renderer = registry.renderer(name).value
    assert renderer is not None
    imprint = publication.imprint
    setting = Setting(style, publication.series, a_run(imprint.title), imprint.language, purpose=purpose)
    sheets = [renderer.typeset(document, setting).value for document in publication.documents]
    return renderer.bind(publication, sheets, setting).value


def odd(leftwards: bool) -> PublishedDocument:
    """Return a document of what the seeds do not have; `leftwards` is the direction of all in it."""
    words = a_run("Of rain")
    say = (a_run("begins"), a_run("ends"))
    styled = [
        Styled(style, (words,), role, say, "fr", leftwards=True)
        for style, role in (
            ("italic", Role.EMPHASIS),
            ("bold", Role.STRONG),
            ("underline", Role.UNDERLINE),
            ("underline", Role.INSERTION),
            ("deleted", Role.DELETION),
            ("raised", Role.SUPERSCRIPT),
            ("lowered", Role.SUBSCRIPT),
            ("deleted", Role.SPAN),
            ("raised", Role.SPAN),
            ("lowered", Role.SPAN),
            ("upright", Role.SPAN),
            ("small-caps", Role.SPAN),
        )
    ]
    foreign = Styled("italic", (a_run("\u05d0\u05d1 Re\u00adport\u2011er"),), lang="he")
    line = Para("body", (*styled, foreign, Link("papers/1.pdf", (words,))), "line", "fr", leftwards=leftwards)
    deep: PBlock = Group("remark", (line,), "deep", words)
    for _ in range(10):
        deep = Group("quote", (Group("remark", (Listing("list", (Entry((deep,), a_run("1")),)),)),))
    turned: PBlocks = (
        *(Title("heading", n, (words,), words, f"t{n}", leftwards=not leftwards) for n in range(1, 7)),
        Listing("list", (Entry((line,)),), leftwards=not leftwards),
        Listing("list", (Entry((replace(line, role="signature"),), words),), leftwards=not leftwards),
        Group("quote", (line,), "quotation", leftwards=not leftwards),
        Group("remark", (line,), "remark", leftwards=not leftwards),
        Group("remark", (line,), "spoken", words, leftwards=not leftwards),
        Grid("table", rows(True), leftwards=not leftwards),
    )
    sound = sample().documents[0]
    lang = "ar" if leftwards else "fr"
    calls = Para("body", tuple(Call(one.call, one.id, one.label, one.series) for one in sound.notes))
    body: PBlocks = (deep, *turned, calls)
    return replace(sound, id="odd", head=(), body=body, after=(), lang=lang, leftwards=leftwards)


def wide() -> PublishedDocument:
    """Return a document with a table that no page is wide enough for, in type that is hyphenated."""
    box = Box((Para("body", (a_run("Lighthouse-keepers'-association-membership"),)),))
    table = Grid("body", ((box,) * 12,) * 2)
    return replace(odd(leftwards=False), body=(*odd(leftwards=False).body, table))


def rows(header: bool) -> tuple[tuple[Box, ...], ...]:
    words = (Para("body", (a_run("1"),)),)
    return tuple(
        (Box(words, header=is_head, columns=2, side="center"), Box(words, header=is_head, rows=2))
        for is_head in (header, False)
    )


@pytest.mark.parametrize("name", TABLES)
def test_each_entry_of_the_table_is_written(press: Press, name: str) -> None:
    """An entry that nothing writes would let through what nobody has looked at."""
    anything = re.compile("(?s:.*)")
    table = TABLES[name]
    empty = {kind for kind, pattern in table.values.items() if pattern.pattern == "(?!)"}
    table = replace(table, values={**table.values, **dict.fromkeys(empty, anything)})
    met: set[tuple[int, str]] = set()
    for book in books(press, name):
        for element in elements(name, book):
            form = table.form_of(element)
            assert form is not None, ElementTree.tostring(element)[:200]
            met |= {(table.forms.index(form), key) for key in ("", *element.attrib)}
    every = {(number, key) for number, form in enumerate(table.forms) for key in ("", *form.attributes)}
    left = [
        f"{table.short(table.forms[number].element)} {table.short(name)}"
        for number, name in sorted(every - met)
    ]
    assert not left, "\n".join(left)


@pytest.mark.parametrize(
    ("name", "damage", "says"),
    [
        (
            "epub",
            without_file("EPUB/style/book.css"),
            "this is no whole EPUB: EPUB/style/book.css is lacking",
        ),
        ("pdf", lambda data: data[: len(data) // 2], "this is no whole PDF: unable to find trailer"),
    ],
)
def test_a_file_that_is_not_whole_says_so_in_words(
    press: Press, name: str, damage: Callable[[bytes], bytes], says: str
) -> None:
    renderer = registry.renderer(name).value
    assert renderer is not None
    found = read_back(renderer, f"book.{name}", damage(press.finished(SPECIMEN, name).read_bytes()))
    assert found.value is None
    assert says in found.diagnostics[0].message


def test_of_a_file_that_another_program_saved_the_words_are_proofed(
    press: Press, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not proofed is listed by kind; that a program names itself in the file changes nothing."""
    files = parts(press.finished(SPECIMEN, "docx").read_bytes())
    name = b"<ep:Application>Another</ep:Application></ep:Properties>"
    own = files["docProps/app.xml"].replace(b"</ep:Properties>", name)
    assert own != files["docProps/app.xml"]
    settings = files["word/settings.xml"].replace(b'w:percent="100"', b'w:percent="90"')
    saved = {**files, "word/settings.xml": settings, "docProps/app.xml": own}
    assert proof_of("docx", packed(saved)).diagnostics
    words = saved["word/document.xml"]
    path = tmp_path / "specimen.docx"
    command = ["proof", str(path), "--against", str(SEEDS / SPECIMEN.seed), "--foreign"]
    for text, status in ((words, 0), (words.replace(b" tower ", b" "), 2)):
        path.write_bytes(packed({**saved, "word/document.xml": text}))
        assert main(command) == status
        said = " ".join(capsys.readouterr().out.split())
        assert "foreign-unproofed" in said
        assert "not proofed: other settings or typefaces than the style makes, 1 ×" in said


def test_an_e_book_packed_anew_is_no_fault(press: Press) -> None:
    book = press.finished(SPECIMEN, "epub").read_bytes()
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(into, "w") as new:
        names = old.namelist()
        for name in (names[0], *reversed(names[1:])):
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_BZIP2
            new.writestr(name, old.read(name), kind)
    assert proof_of("epub", into.getvalue()).diagnostics == ()
