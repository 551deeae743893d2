"""The words of sets by language: which are printed, and that reading and writing do not depend on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from desk import Desk
from press import ROOT

from variorum.codecs import ReadOptions, read, write
from variorum.conventions import ConventionSet, load, names
from variorum.conventions.load import parse
from variorum.conventions.texts import has_words
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import SignWordsMissing
from variorum.findings.edition import ValueWrong
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare
from variorum.source import Source

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
        ("say = ['x', 2]", "['x', 2]"),
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


def prepared(desk: Desk, own: str = "", override: str = "") -> Preparation:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The papers left.\n\n[page two]\n\nThis [is] all.\n", "utf-8")
    convention = "own.toml" if own else "soviet-archives"
    (folder / "edition.toml").write_text(EDITION.format(convention=convention) + override, "utf-8")
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
    before = missing(prepared(desk).diagnostics)
    count = before[0].count if before else 0
    (desk.folder / "letters").rename(desk.folder / "before")
    override = '[override.supplied]\ntitle = "Ergänzt"\nlegend = { de = "Ergänzungen in Klammern." }\n'
    after = missing(prepared(desk, override=override).diagnostics)
    assert (after[0].count if after else 0) == max(0, count - 2)
