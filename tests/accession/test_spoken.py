"""In which language the documents of a new edition are: as the file says, else as its words tell."""

from __future__ import annotations

import io
import tomllib
import zipfile

import docx
import pytest
from desk import Desk
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from variorum.accession.languages import document_languages, language_of_words

TEXTS = {
    "en": "The lamp that he lit was out, and they said it is not for the keeper to say which of them.",
    "en-US": "The color of the lamp was gray, and he said that it is for the keeper. Toward us it is out.",
    "en-GB": "The colour of the lamp was grey, and they said that it is for the keeper at the centre of it.",
    "de": "Die Lampe war nicht an, und sie sagten, dass es für den Wärter ist und nicht mit dem Licht.",
    "fr": "La lampe est dans la maison et il ne faut pas que le gardien sorte avec elle pour la nuit.",
    "ru": "Лампа не горит, и он сказал, что это не для нас, но мы были там и все было хорошо.",
    "uk": "Лампа не горить, і він сказав, що це не для нас, але ми були там і все було добре, як завжди.",
    "pl": "Lampa nie świeci się i on nie był na to gotów, ale to jest już tylko jego sprawa, jak się mówi.",
    "el": "Η λάμπα είναι σβηστή και ο φύλακας κοιμάται.",
    "he": "המנורה כבויה והשומר ישן.",
    "ar": "المصباح مطفأ والحارس نائم.",
    "fa": "چراغ خاموش است و نگهبان چای می‌خورد و پنج گربه دارد.",
    "zh": "灯灭了，看守人在睡觉。",
    "ja": "ランプは消えていて、番人は眠っている。",
    "ko": "등불이 꺼졌고 파수꾼은 자고 있다.",
    "ka": "ლამპა ჩამქრალია და დარაჯს სძინავს.",
    "la": "Lampas in turri non est et custos, qui ad portam erat, dixit quod ex eo nihil est nec sunt.",
}


@pytest.mark.parametrize(("tag", "words"), TEXTS.items())
def test_words_tell_their_language(tag: str, words: str) -> None:
    found = language_of_words(words)
    assert found is not None
    assert found.tag == tag


@pytest.mark.parametrize(
    "words", ["", "1931", "Lampe, P.", "Out.", "☺ … —", "x = a + k i z, a o k; plain i u s"]
)
def test_too_few_words_tell_none(words: str) -> None:
    assert language_of_words(words) is None


@pytest.mark.parametrize(
    ("stated", "usual", "by_program", "tags"),
    [
        (("fr",), None, False, ("fr",)),
        ((), None, False, ("en-GB",)),
        ((), "en-US", False, ("en-US",)),
        ((), "de", False, ("en-GB",)),
        (("de",), None, True, ("en-GB",)),
        (("en", "fr"), None, True, ("en-GB", "fr")),
        (("en",), "en-US", True, ("en-US",)),
        (("en-US",), None, True, ("en-US",)),
    ],
)
def test_what_is_stated_goes_before_what_is_guessed(
    stated: tuple[str, ...], usual: str | None, by_program: bool, tags: tuple[str, ...]
) -> None:
    assert document_languages(stated, TEXTS["en-GB"], usual, by_program).tags == tags


TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"{tei}><teiHeader><fileDesc>
<titleStmt><title>The lamp</title></titleStmt><publicationStmt><p>none</p></publicationStmt>
<sourceDesc>{source}</sourceDesc></fileDesc>{profile}</teiHeader>
<text{text}><body{body}><p>{words}</p></body></text></TEI>
"""
USED = (
    '<profileDesc><langUsage><language ident="la" usage="10">Latin</language>'
    '<language ident="de" usage="90">German</language></langUsage></profileDesc>'
)
HELD = '<msDesc><msIdentifier/><msContents><textLang mainLang="it"/></msContents></msDesc>'
WAYS = {
    "the text": ("fr", {"text": ' xml:lang="fr"', "profile": USED}),
    "its body": ("fr", {"body": ' xml:lang="fr"', "source": HELD}),
    "the manuscript": ("it", {"source": HELD, "profile": USED}),
    "most of what is used": ("de", {"profile": USED, "tei": ' xml:lang="fr"'}),
    "the file": ("fr", {"tei": ' xml:lang="fr"'}),
    "its words": ("en-US", {}),
}


@pytest.mark.parametrize(("tag", "parts"), WAYS.values(), ids=WAYS)
def test_tei_says_its_language_in_many_ways(desk: Desk, tag: str, parts: dict[str, str]) -> None:
    empty = {"tei": "", "source": "<p>none</p>", "profile": "", "text": "", "body": ""}
    (desk.folder / "one.xml").write_text(TEI.format(**{**empty, **parts}, words=TEXTS["en-US"]))
    assert desk.variorum("new", "lights", "--from", "one.xml").status == 0
    toml = tomllib.loads((desk.folder / "lights" / "edition.toml").read_text("utf-8"))
    assert toml["source_languages"][0] == tag
    assert toml["document"][0].get("languages") == (["en-US"] if tag == "en-US" else None)
    built = desk.variorum("build", "lights", "--to", "epub", "--out", "out")
    assert built.status == 0, built.out
    assert f'lang="{tag}"' in pages(desk)


def pages(desk: Desk) -> str:
    """Return the pages of the e-book."""
    with zipfile.ZipFile(desk.folder / "out" / "lights.epub") as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))


def test_a_word_file_is_in_the_language_of_its_runs_not_of_its_template(desk: Desk) -> None:
    file = docx.Document()  # whose template says en-US
    file.add_paragraph(TEXTS["de"])
    made = io.BytesIO()
    file.save(made)
    (desk.folder / "one.docx").write_bytes(made.getvalue())
    desk.variorum("new", "lights", "--from", "one.docx")
    text = (desk.folder / "lights" / "edition.toml").read_text("utf-8")
    toml = tomllib.loads(text)
    assert (toml["language"], toml["document"][0]["languages"]) == ("de", ["de"])
    assert "the file says en-US, but its commonest words are" in text


GERMAN, ENGLISH = {"val": "de-DE"}, {"val": "en-US"}
SPOKEN = [
    [
        (f"{TEXTS['de']} ", GERMAN),
        ("The keeper of the lamp was ", ENGLISH),
        ("not", {"val": "en-GB"}),
        (" there.", ENGLISH),
        (" So stand es in ", GERMAN),
        ("Wien", ENGLISH),
        (", im ", GERMAN),
        ("Journal of Lamps", ENGLISH),
        (".", GERMAN),
    ],
    [("The board of the harbour was informed by the keeper that the lamp had been out.", ENGLISH)],
    [("Der Wärter wurde von der Behörde informiert, dass die Lampe nicht brannte.", ENGLISH)],
    [
        ("Er schrieb ", GERMAN),
        ("שלום", {"val": "en-US", "bidi": "he-IL"}),
        (" und ", GERMAN),
        ("Лампа", {"val": "ru-RU"}),
        (" und ", GERMAN),
        ("灯", {"val": "de-DE", "eastAsia": "zh-CN", "bidi": "ar-SA"}),
        (".", GERMAN),
    ],
]
"""Words as Word says they are spoken: what is typed on an English keyboard is English to it."""
READ = """\
%s {foreign lang=en-US|The keeper of the lamp was not there.} So stand es in Wien, im \
{foreign lang=en-US|Journal of Lamps}.

{foreign lang=en-US|The board of the harbour was informed by the keeper that the lamp had been out.}

Der Wärter wurde von der Behörde informiert, dass die Lampe nicht brannte.

Er schrieb {foreign lang=he-IL|שלום} und {foreign lang=ru-RU|Лампа} und {foreign lang=zh-CN|灯}.
"""


def test_words_of_a_word_file_are_in_the_language_that_it_says_if_they_look_it(desk: Desk) -> None:
    file = docx.Document()
    for row in SPOKEN:
        paragraph = file.add_paragraph()
        for words, tags in row:
            spoken = OxmlElement("w:lang")
            for name, tag in tags.items():
                spoken.set(qn(f"w:{name}"), tag)
            paragraph.add_run(words)._r.get_or_add_rPr().append(spoken)
    made = io.BytesIO()
    file.save(made)
    (desk.folder / "one.docx").write_bytes(made.getvalue())
    desk.variorum("new", "lights", "--from", "one.docx")
    assert (desk.folder / "lights/documents/one.txt").read_text("utf-8") == READ % TEXTS["de"]
    report = (desk.folder / "lights/reading.md").read_text("utf-8")
    assert (
        "Words in another language, which bear it: en-US (“The keeper of the lamp was not there.”" in report
    )
    assert "are in another language, and do not look it: en-US (“Wien” and 1 more)." in report
    said = desk.variorum("build", "lights", "--to", "epub,docx", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    with zipfile.ZipFile(desk.folder / "out" / "lights.docx") as package:
        assert '<w:lang w:val="en-US"/>' in package.read("word/document.xml").decode()
    assert '<span class="in-foreign" lang="en-US" xml:lang="en-US">The board' in pages(desk)


PAGE = """\
<html lang="de"><head><meta charset="utf-8"><title>Lampen</title>%s</head><body><h1>Lampen</h1>
<p>Die Lampe war <i lang="la">passim</i> genannt, und sie sagten <q lang="fr">la lampe</q> dazu, aber es war
nicht in <span lang="en">Wien, und nicht auf der Post</span>.</p>
<p lang="en">The lamp that he lit was out.</p>
</body></html>
"""


@pytest.mark.parametrize(
    ("head", "latin"), [("", "{foreign lang=la|*passim*}"), ("Microsoft Word 15", "*passim*")]
)
def test_of_a_page_that_people_wrote_each_language_is_believed(desk: Desk, head: str, latin: str) -> None:
    generator = f'<meta name="generator" content="{head}">' if head else ""
    (desk.folder / "one.html").write_text(PAGE % generator, "utf-8")
    desk.variorum("new", "lights", "--from", "one.html")
    text = (desk.folder / "lights/documents/one.txt").read_text("utf-8")
    assert f"Die Lampe war {latin} genannt, und sie sagten {{foreign lang=fr|“la lampe”}} dazu" in text
    assert "nicht in Wien, und nicht auf der Post." in text
    assert "{foreign lang=en|The lamp that he lit was out.}" in text
