"""The words of sets by language: which are printed, and that reading and writing do not depend on it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from desk import Desk
from press import ROOT

from variorum.codecs import ReadOptions, read, write
from variorum.conventions import ConventionSet, load, names
from variorum.conventions.load import parse
from variorum.conventions.texts import has_words
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import LanguageUnread, SignWordsMissing
from variorum.findings.edition import ValueWrong
from variorum.findings.transcript import PageOrder
from variorum.model import Field
from variorum.model.walk import descend
from variorum.origin import Derived, OriginRule
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare
from variorum.publication import PageMark
from variorum.source import Source

T = TypeVar("T")

TWO = """\
extends = "soviet-archives"
[[sign]]
id = "page-mark"
title.en = "Page"
title.de = "Seite"
show.style = "page-mark"
show.mark_style = "upright"
show.text = { en = "[page {label}{of? of {of}}]", de = "[Seite {label}{of? von {of}}]" }
[[sign]]
id = "remark-block"
show = { style = "remark", open = { en = "[note: ", de = "[Anmerkung: " }, close = "]" }
say = { en = ["remark", "end"], de = ["Bemerkung", "Ende"] }
note = { en = "{lemma}] remark", de = "{lemma}] Bemerkung", de-AT = "{lemma}] Glosse" }
legend = { en = "A remark.", de = "Eine Bemerkung." }
sample = { en = "[A remark.]", de = "[Eine Bemerkung.]" }
"""
TRANSCRIPTS = sorted((ROOT / "seeds").glob("*/documents/*.txt"))


def made(toml: str, language: str | None = None) -> Result[ConventionSet]:
    return parse("test", Source("test.toml", toml), language=language)


def words(convention: ConventionSet, sign: str) -> tuple[Any, ...]:
    found = convention.sign(sign)
    assert found is not None
    return found.title, found.legend, found.note, found.say, found.sample, found.show.open, found.show.text


def missing(found: tuple[Diagnostic, ...]) -> list[SignWordsMissing]:
    return [one for one in found if isinstance(one, SignWordsMissing)]


def test_a_sign_has_the_words_of_the_language_in_which_it_is_printed() -> None:
    german = made(TWO, "de").value
    assert words(german, "remark-block")[1:6] == (
        "Eine Bemerkung.",
        "{lemma}] Bemerkung",
        ("Bemerkung", "Ende"),
        "[Eine Bemerkung.]",
        "[Anmerkung: ",
    )
    assert words(german, "page-mark")[0] == "Seite"
    assert words(german, "page-mark")[-1] == "[Seite {label}{of? von {of}}]"


@pytest.mark.parametrize("language", [None, "en", "en-GB", "EN"])
def test_the_set_s_own_words_are_those_of_its_language(language: str | None) -> None:
    result = made(TWO, language)
    assert not missing(result.diagnostics)
    assert words(result.value, "remark-block")[1:3] == ("A remark.", "{lemma}] remark")


def test_a_narrower_language_has_what_the_wider_one_says() -> None:
    assert words(made(TWO, "de-AT").value, "remark-block")[1:3] == ("Eine Bemerkung.", "{lemma}] Glosse")
    assert words(made(TWO, "de-CH").value, "remark-block")[2] == "{lemma}] Bemerkung"


def test_what_a_language_lacks_is_one_finding_and_the_own_words_stand() -> None:
    result = made(TWO, "fr")
    (finding,) = missing(result.diagnostics)
    assert (finding.convention, finding.language, finding.first) == ("test", "fr", "page-mark.title")
    assert words(result.value, "remark-block")[1] == "A remark."
    signs = """[[sign]]
id = "lost"
means = { node = "Gap" }
show = { text = "[… {extent? {extent}}]" }
note = "{reason}"
legend = "Lost."
sample = "[lost]"
"""
    (finding,) = missing(made(signs, "fr").diagnostics)
    assert (finding.count, finding.first) == (1, "lost.legend")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[…]", False),
        ("[{quantity?{quantity} }{unit?{unit} }…]", False),
        ("{…?{label:italic}}", False),
        ("[page {label}]", True),
        ("[{label}{of? of {of}}]", True),
        ("{'sic':italic}", True),
        (["", "end"], True),
        (["", "–"], False),
    ],
)
def test_words_are_what_is_no_field(text: object, expected: bool) -> None:
    assert has_words(text) is expected


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("legend = { deutsch = 'x' }", "'x'"),
        ("legend = { de = 3 }", "3"),
        ("legend = {}", "{}"),
        ("say = { de = ['x'] }", "['x']"),
        ("say = ['x', 2]", "2"),
        ("show = { text = { de = true } }", "true"),
        ("title = 3", "3"),
    ],
)
def test_what_is_no_text_is_told_at_its_place(line: str, place: str) -> None:
    toml = f"""sign = [{{ id = "lost", means = {{ node = "Gap" }}, {line} }}]"""
    (finding,) = made(toml).diagnostics
    assert isinstance(finding, ValueWrong)
    assert finding.span is not None
    assert toml[finding.span.column - 1 : finding.span.end_column - 1] == place


def test_the_language_of_a_set_is_a_tag() -> None:
    (finding,) = made('language = "the German one"').diagnostics
    assert isinstance(finding, ValueWrong)
    assert finding.key == "language"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.name)
def test_reading_and_writing_do_not_depend_on_the_language_of_print(path: Path) -> None:
    source = Source(path.name, path.read_text("utf-8"))
    own, german = made(TWO).value, made(TWO, "de").value
    assert own != german
    options = ReadOptions("one", "typed")
    first, second = read(source, own, options).value, read(source, german, options).value
    assert first.document == second.document
    written = write(second.document, german)
    assert written == write(first.document, own)
    assert read(Source(path.name, written), german, options).value.document == first.document


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_shipped_sets_are_read_alike_for_every_language(name: str, language: str) -> None:
    own, other = load(name).value, load(name, language=language).value
    assert [sign.in_transcripts for sign in other.signs] == [sign.show for sign in own.signs]
    assert [sign.read for sign in other.signs] == [sign.read for sign in own.signs]
    assert [sign.legend_match for sign in other.signs] == [sign.legend_match for sign in own.signs]


EDITION = """\
id = "letters"
title = "Letters"
language = "de"
convention = "{convention}"
[[document]]
id = "one"
file = "one.txt"
"""


def prepared(desk: Desk, own: str = "", override: str = "", language: str = "de") -> Preparation:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The papers left.\n\n[page two]\n\nThis [is] all.\n", "utf-8")
    convention = "own.toml" if own else "soviet-archives"
    toml = EDITION.format(convention=convention).replace('"de"', f'"{language}"')
    (folder / "edition.toml").write_text(toml + override, "utf-8")
    if own:
        (folder / "own.toml").write_text(own, "utf-8")
    return prepare(str(folder), Request())


ONE = """\
[[sign]]
id = "supplied"
title = "{title}"
means = {{ node = "Supplied" }}
read = [ {{ mark = "[]" }} ]
show = {{ open = "[", close = "]" }}
legend = "{legend}"
"""


def test_an_edition_s_own_set_that_names_no_language_fits_the_edition(desk: Desk) -> None:
    got = prepared(desk, ONE.format(title="Ergänzt", legend="Ergänzungen stehen in Klammern."))
    assert not missing(got.diagnostics)


def test_an_edition_s_own_set_in_another_language_is_told(desk: Desk) -> None:
    got = prepared(desk, 'language = "en"\n' + ONE.format(title="Supplied", legend="In brackets."))
    (finding,) = missing(got.diagnostics)
    assert (finding.count, finding.first) == (2, "supplied.title")
    assert finding.span is not None
    assert (finding.span.path.endswith("edition.toml"), finding.span.line) == (True, 4)


def test_an_override_is_in_the_language_of_the_edition_or_a_table(desk: Desk) -> None:
    (before,) = missing(prepared(desk, language="fr").diagnostics)
    (desk.folder / "letters").rename(desk.folder / "before")
    override = '[override.supplied]\ntitle = "Restitué"\nlegend = { fr = "Restitué." }\n'
    (after,) = missing(prepared(desk, override=override, language="fr").diagnostics)
    assert after.count == before.count - 2


GERMAN = """\
extends = "soviet-archives"
title = "Deutsche Briefe"
[patterns]
month = '''(?:Jänner|Jan\\.|März|Mai|Dezember)'''
date = '''\\d{1,2}\\.? {{month}} (?:\\d{4}|\\d{2})'''
"""
LETTER = """\
3. März 1931* (547-A) Kurzer Titel

Worum es geht (2 pp). [R 3. Dezember 1931, No 547/A]


Der Text beginnt hier mit [einem] Wort.

[page zwei]

und endet dort.
"""


def edition(
    desk: Desk, text: str, own: str = GERMAN, languages: str = '["de"]', language: str = "de"
) -> Preparation:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text(text, "utf-8")
    (folder / "own.toml").write_text(own, "utf-8")
    spoken = f"languages = {languages}\n" if languages else ""
    toml = (
        EDITION.format(convention="own.toml").replace('"de"', f'"{language}"') + 'base = "typed"\n' + spoken
    )
    (folder / "edition.toml").write_text(toml, "utf-8")
    return prepare(str(folder), Request())


def every(node: object, kind: type[T]) -> list[T]:
    """Return the nodes of a kind in what is published, in their order."""
    if isinstance(node, kind):
        return [node]
    if isinstance(node, tuple):
        return [found for one in node for found in every(one, kind)]
    inner = fields(node) if is_dataclass(node) and not isinstance(node, type) else ()
    return [found for one in inner for found in every(getattr(node, one.name), kind)]


def dates(got: Preparation) -> list[str | None]:
    assert got.edition is not None
    head = got.edition.documents[0].head
    found = (node for node in descend(head) if isinstance(node, Field) and node.kind == "date")
    return [field.key for field in found]


def labels(got: Preparation) -> list[str]:
    assert got.publication is not None
    (document,) = got.publication.documents
    return [mark.label.text for mark in every(document.body, PageMark)]


@pytest.mark.parametrize(
    "own",
    [
        GERMAN,
        'language = "de"\n' + GERMAN,
        'language = "de"\nextends = "soviet-archives"',
        'extends = "soviet-archives"',
    ],
)
@pytest.mark.parametrize("languages", ['["de"]', '["de-AT", "en"]', ""])
def test_a_german_set_reads_german_dates_and_numbers(desk: Desk, own: str, languages: str) -> None:
    got = edition(desk, LETTER, own, languages)
    assert dates(got) == ["1931-03-03", "1931-12-03"]
    assert labels(got) == ["1", "2"]
    assert not [one for one in got.diagnostics if one.slug.startswith("page-")]


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("6. Jänner 1931", "1931-01-06"),
        ("26. Mai 31", "1931-05-26"),
        ("1. Jan. 1931", "1931-01-01"),
        ("3 Dezember 1931", "1931-12-03"),
    ],
)
def test_german_dates_have_a_normal_form(desk: Desk, printed: str, iso: str) -> None:
    assert dates(edition(desk, LETTER.replace("3. März 1931", printed)))[0] == iso


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (("zwei", "drei"), ["1", "2", "3"]),
        (("zwei von neun", "drei von neun"), ["1", "2", "3"]),
        (("zwölf", "dreizehn"), ["12", "13"]),
        (("einundzwanzig", "zweiundzwanzig"), ["21", "22"]),
        (("hundertzwei", "hundertdrei"), ["102", "103"]),
        (("2", "3"), ["1", "2", "3"]),
        (("ii", "iii"), ["i", "ii", "iii"]),
        (("xii", "1"), ["xii", "1"]),
        (("c", "d"), ["c", "d"]),
    ],
)
def test_pages_in_german_words_are_counted(desk: Desk, pages: tuple[str, str], said: list[str]) -> None:
    text = "Der Anfang.\n\n[page {}]\n\nDie Mitte.\n\n[Seite {}]\n\nDas Ende.\n".format(*pages)
    got = edition(desk, text)
    assert labels(got) == said
    assert not [one for one in got.diagnostics if one.slug.startswith("page-")]


@pytest.mark.parametrize(("first", "second"), [("zwei", "vier"), ("ii", "iv"), ("drei", "zwei")])
def test_pages_that_do_not_follow_are_told(desk: Desk, first: str, second: str) -> None:
    text = f"Der Anfang.\n\n[page {first}]\n\nDie Mitte.\n\n[page {second}]\n\nDas Ende.\n"
    assert [one for one in edition(desk, text).diagnostics if isinstance(one, PageOrder)]


def test_a_set_that_says_its_language_is_read_in_it_alone(desk: Desk) -> None:
    got = edition(desk, LETTER, 'language = "en"\n' + GERMAN)
    assert dates(got) == ["1931", "1931"]
    assert labels(got) == ["zwei"]


def test_a_set_in_english_knows_no_german_page(desk: Desk) -> None:
    got = edition(desk, "Der Anfang.\n\n[Seite zwei von neun]\n\nDas Ende.\n", 'language = "en"\n' + GERMAN)
    assert labels(got) == []


def test_english_is_the_second_trial(desk: Desk) -> None:
    text = LETTER.replace("[page zwei]", "[page two]").replace("Dezember", "December")
    got = edition(desk, text, GERMAN.replace("Dezember", "December"))
    assert labels(got) == ["1", "2"]
    assert dates(got) == ["1931-03-03", "1931-12-03"]


def test_a_language_that_cannot_be_read_is_told_where_it_is_said(desk: Desk) -> None:
    got = edition(desk, LETTER, languages='["fr"]')
    (finding,) = (one for one in got.diagnostics if isinstance(one, LanguageUnread))
    assert finding.span is not None
    assert (finding.language, finding.span.line) == ("fr", 9)
    assert dates(got) == ["1931", "1931"]
    assert labels(got) == ["zwei"]


def test_a_set_in_a_language_that_cannot_be_read_is_told(desk: Desk) -> None:
    got = edition(desk, LETTER, 'language = "fr"\n' + GERMAN)
    (finding,) = (one for one in got.diagnostics if isinstance(one, LanguageUnread))
    assert finding.span is not None
    assert (finding.span.path, finding.span.line) == ("own.toml", 1)


def printed(got: Preparation) -> list[str]:
    assert got.publication is not None
    (document,) = got.publication.documents
    return [mark.printed.text for mark in every(document.body, PageMark) if mark.printed.text]


ENGLISH = (
    "The beginning.\n\n[page two of nine]\n\nThe middle.\n\n[page 3]\n\nMore.\n\n[page Four]\n\nThe end.\n"
)
SEITE = """[[sign]]
id = "page-mark"
show.style = "page-mark"
show.text = { en = "[page {label}{of? of {of}}]", de = "[Seite {label}{of? von {of}}]" }
read = [ { mark = "[]", content = '(?i:page) (?P<label>\\w+)(?: of (?P<of>\\w+))?' } ]
"""


def test_numbers_in_words_follow_the_language_of_the_edition(desk: Desk) -> None:
    own = 'language = "en"\nextends = "soviet-archives"\n' + SEITE
    got = edition(desk, ENGLISH, own)
    assert printed(got) == ["[Seite zwei von neun]", "[Seite 3]", "[Seite Vier]"]
    assert labels(got) == ["1", "2", "3", "4"]
    assert got.publication is not None
    mark = every(got.publication.documents[0].body, PageMark)[1]
    rules = [origin.rule for _, origin in mark.printed.parts() if isinstance(origin, Derived)]
    assert rules == [OriginRule.NUMBER_WORD, OriginRule.NUMBER_WORD]
    assert mark.name.text.endswith("zwei")


def test_numbers_in_words_stay_where_they_are_of_the_language(desk: Desk) -> None:
    own = 'language = "en"\nextends = "soviet-archives"\n' + SEITE
    got = edition(desk, ENGLISH, own, language="en-GB")
    assert printed(got) == ["[page two of nine]", "[page 3]", "[page Four]"]
