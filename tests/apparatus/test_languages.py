"""Words are in their language: those of the edition in its own, those of a source in its, in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from apparatus.printed import document, edition, matter, one, p, published, t
from lxml import etree
from press import ROOT

from variorum import style
from variorum.apparatus.languages import Tongues, with_languages
from variorum.apparatus.text.flow import plain
from variorum.contract import Setting
from variorum.model import (
    Agent,
    BlockQuote,
    Facts,
    Gap,
    Heading,
    Item,
    List,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
)
from variorum.ooxml.names import q
from variorum.origin import Derived, Generated, OriginRule
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.proof import prove
from variorum.publication import (
    Group,
    Listing,
    Para,
    PInline,
    PInlines,
    Publication,
    Run,
    Styled,
    Title,
    is_foreign,
)
from variorum.registry import renderer
from variorum.source import Span

HOUSE = style.load("house").value
SEED = ROOT / "seeds" / "specimen"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SPOKEN = {
    "Textkritische Anmerkungen": "de",
    "eingefügt": "de",
    "Archivsignatur": "de",
    "[Seite zwei]": "de",
    "Verzeichnis der Zeichen": "de",
    "Eine Seite der Vorlage beginnt": "de",
    "The tower": "en-GB",
    "The repair of the light": "en-GB",
    "Text added by hand is indicated": "en-GB",
    "recieved": "en-GB",
    "маяк Алкион": "ru",
    "ἀλκυών": "el",
}
"""Words of the specimen printed in German, and their languages; all are found at least once."""


@pytest.fixture(scope="session")
def in_german(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Return the specimen, whose documents are in English, as an edition in German."""
    folder = tmp_path_factory.mktemp("german") / "specimen"
    (folder / "documents").mkdir(parents=True)
    for path in (*SEED.glob("documents/*"), SEED / "edition.toml"):
        text = path.read_text("utf-8").replace('\nlanguage = "en-GB"', '\nlanguage = "de-AT"')
        (folder / path.relative_to(SEED)).write_text(text, "utf-8")
    made = prepare(str(folder), Request())
    assert made.publication is not None
    assert [one for one in made.diagnostics if one.slug.endswith("-missing")] == []
    return made.publication


def bound(publication: Publication, kind: str) -> bytes:
    made = renderer(kind).value
    assert made is not None
    title = publication.front[0].title
    lang = publication.imprint.language
    setting = Setting(HOUSE, publication.series, title, lang, publication.phrases)
    sheets = [made.typeset(one, setting).value for one in publication.documents]
    data = made.bind(publication, sheets, setting).value
    assert prove(publication, HOUSE, made.extract(data), kind).diagnostics == ()
    return data


def spoken_in_epub(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("EPUB/text/"):
                tree = etree.fromstring(package.read(name))
                yield from _spoken_in_element(tree, tree.get("lang", ""))


def _spoken_in_element(element: Any, around: str) -> Iterator[tuple[str, str]]:
    own = element.get("lang") or around
    assert element.get("lang") == element.get(XML_LANG)
    yield element.text or "", own
    for child in element:
        yield from _spoken_in_element(child, own)
        yield child.tail or "", own


def spoken_in_docx(data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        default = next(styles.iter(q("lang"))).get(q("val"), "")
        for name in ("word/document.xml", "word/footnotes.xml"):
            for run in etree.fromstring(package.read(name)).iter(q("r")):
                own = run.find(f"{q('rPr')}/{q('lang')}")
                words = "".join(text.text or "" for text in run.iter(q("t")))
                yield words, default if own is None else own.get(q("val"), "")


def spoken_in_pdf(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield for each language of the structure the tags that have it: their words are the renderer's."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield "", str(pdf.Root.Lang)
        waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Array):
                waiting += list(one)
            elif isinstance(one, pikepdf.Dictionary) and one.get("/Type") != "/OBJR":
                if "/Lang" in one:
                    yield str(one.S).lstrip("/"), str(one.Lang)
                waiting += [one.K] if "/K" in one else []


@pytest.mark.parametrize("kind", ["epub", "docx"])
def test_words_are_in_their_language(in_german: Publication, kind: str) -> None:
    data = bound(in_german, kind)
    spoken = list((spoken_in_epub if kind == "epub" else spoken_in_docx)(data))
    found = {words: {lang for text, lang in spoken if words in text} for words in SPOKEN}
    wanted = {words: {"de-AT" if lang == "de" else lang} for words, lang in SPOKEN.items()}
    assert found == wanted


def test_a_pdf_tags_the_languages(in_german: Publication) -> None:
    spoken = set(spoken_in_pdf(bound(in_german, "pdf")))
    assert ("", "de-AT") in spoken
    assert {("Span", "de-AT"), ("P", "de-AT"), ("P", "en-GB"), ("Span", "en-GB"), ("Span", "ru")} <= spoken


def test_an_edition_in_the_language_of_its_documents_says_none() -> None:
    made = prepare(str(SEED), Request()).publication
    assert made is not None
    assert with_languages(made, "en-GB") == made


def test_words_in_the_place_of_missing_ones_are_english(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Les papiers.\n", "utf-8")
    (tmp_path / "edition.toml").write_text(
        'id = "l"\ntitle = "Lettres"\nlanguage = "fr"\nconvention = "soviet-archives"\n'
        '[[document]]\nid = "one"\nfile = "one.txt"\nlanguages = ["fr"]\n',
        "utf-8",
    )
    made = prepare(str(tmp_path), Request()).publication
    assert made is not None
    with zipfile.ZipFile(io.BytesIO(bound(made, "epub"))) as package:
        contents = package.read("EPUB/text/matter_contents.xhtml").decode()
        document = package.read("EPUB/text/one.xhtml").decode()
    assert '<span class="in-language" lang="en" xml:lang="en">Contents</span>' in contents
    assert 'lang="en"' not in document


FILES: Mapping[str, str] = {"one.txt": "ru"}


@cache
def tongues() -> Tongues:
    return Tongues("de", FILES)


@pytest.mark.parametrize(
    ("language", "home", "foreign"),
    [
        ("en", "en-GB", False),
        ("en-GB", "en", False),
        ("en-GB", "en-US", True),
        ("de", "en", True),
        ("e", "en", True),
    ],
)
def test_a_variety_among_its_language_says_nothing(language: str, home: str, foreign: bool) -> None:
    assert is_foreign(language, home) is foreign


def test_the_language_of_an_origin() -> None:
    there = Span("one.txt", 1, 1, 1, 5)
    assert tongues().of_origin(there) == "ru"
    assert tongues().where("el").of_origin(there) == "el"
    assert tongues().of_origin(Derived(there, OriginRule.LEMMA)) == "ru"
    assert tongues().of_origin(Derived(there, OriginRule.NUMBER_WORD)) == "de"
    assert tongues().of_origin(Span("edition.toml", 1, 1, 1, 5)) == "de"
    assert tongues().of_origin(Generated(OriginRule.WORDING, "page.name")) == "de"
    assert tongues().of_origin(Generated(OriginRule.COUNT)) is None
    assert tongues().of_run(Run("12 · 3", there)) == frozenset()


def test_what_holds_blocks_says_the_language_of_their_words() -> None:
    german, lost = Facts(lang="de"), Gap(reason="lost")
    quoted = BlockQuote((p("Wort ", lost), Paragraph((t("mot"),), facts=Facts(lang="fr"))), facts=german)
    listed = List((Item((p("Ding"),)),), facts=german)
    headed = Heading((PageBreak("2"), t("Kopf")), 2, facts=german)
    titled = Heading((t("Title"),))
    notes = [Note("a", (p("Wort"),), facts=german)]
    made = one(titled, p("Text", NoteRef("a")), quoted, listed, headed, notes=notes)
    _, group, listing, *_, title = made.body
    assert isinstance(group, Group) and isinstance(listing, Listing) and isinstance(title, Title)
    paragraphs = [*group.blocks, *listing.entries[0].blocks, *made.notes[0].blocks]
    assert [each.lang for each in paragraphs if isinstance(each, Para)] == ["de", "fr", "de", "de"]
    (words,) = title.children
    assert isinstance(words, Styled) and words.lang == "de"
    first = paragraphs[0]
    assert isinstance(first, Para)
    (said,) = (one for one in inside(first.children) if isinstance(one, Styled) and one.lang)
    assert (said.lang, plain(said.children)) == ("en-GB", "lost")


def inside(children: PInlines) -> Iterator[PInline]:
    for child in children:
        yield child
        if isinstance(child, Styled):
            yield from inside(child.children)


@pytest.mark.parametrize(
    ("language", "line"), [("en-GB", "General editor: Vera Brown"), ("de", "Gesamtherausgabe: Vera Brown")]
)
def test_a_general_editor_has_a_line_in_the_words_of_the_edition(language: str, line: str) -> None:
    agents = (Agent("ao", "Ann Other", "editor"), Agent("vb", "Vera Brown", "general editor"))
    given = replace(edition(document(p("It is lit."))), agents=agents)
    made = published(replace(given, imprint=replace(given.imprint, language=language))).value
    assert f"contributor: {line}" in matter(made, "title-page")
    assert not [one for one in matter(made, "imprint") if "Vera Brown" in one]
