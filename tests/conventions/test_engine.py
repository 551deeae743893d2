"""Convention sets: loading, faults in them, and how a mark gets its meaning."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from press import ROOT

from variorum.codecs import ReadOptions, read, reread, write
from variorum.codecs.notations import NOTATIONS as CODECS
from variorum.conventions import ConventionSet, Occurrence, Overrides, Sign, decide, load, names
from variorum.conventions.load import parse
from variorum.conventions.normal_forms import OF_LAST_RESORT, register_key
from variorum.conventions.sign import NOTATIONS, fits
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import ConventionUnknown, SignUnknown
from variorum.findings.edition import KeyMissing, KeyUnknown, TomlMalformed, ValueWrong
from variorum.findings.files import FileNotText, FileUnreadable
from variorum.folder import EditionFolder
from variorum.model import Document
from variorum.model.notation import notation
from variorum.model.schema import SHAPES
from variorum.model.walk import descend
from variorum.source import Source
from variorum.style import load as load_style

SET = load("soviet-archives").value


def made(toml: str) -> Result[ConventionSet]:
    return parse("test", Source("test.toml", toml))


@pytest.mark.parametrize("name", names())
def test_every_set_loads_without_findings(name: str) -> None:
    assert load(name).diagnostics == ()


def test_an_unknown_set_names_the_nearest() -> None:
    (finding,) = load("soviet-archive").diagnostics
    assert "soviet-archives" in finding.hint


ALL_SIGNS = [
    pytest.param(one, sign, id=f"{one.id}-{language}-{sign.id}")
    for language in ("en", "de")
    for one in (load(name, language=language).value for name in names())
    for sign in one.signs
]


HOUSE = load_style("house").value


@pytest.mark.parametrize(("convention", "sign"), ALL_SIGNS)
def test_every_sign_is_complete(convention: ConventionSet, sign: Sign) -> None:
    styles, roles = HOUSE.inlines, HOUSE.blocks
    assert sign.means.node in SHAPES
    assert sign.title
    assert sign.show.style is None or sign.show.style in (
        roles if sign.means.node in ("RemarkBlock", "Endorsement") else styles
    )
    assert sign.show.mark_style is None or sign.show.mark_style in styles
    if sign.means.node not in ("Text", "NoteRef"):
        assert sign.legend.endswith(".") or is_type_itself(sign)
        assert sign.sample


def is_type_itself(sign: Sign) -> bool:
    """Return whether italics are printed in italics, bold in bold: nobody need say so."""
    kind = sign.means.conditions.get("kind")
    return sign.means.node == "Emphasis" and sign.show.style == kind and len(sign.means.conditions) == 1


@pytest.mark.parametrize(("convention", "sign"), ALL_SIGNS)
def test_every_sample_shows_its_sign(convention: ConventionSet, sign: Sign) -> None:
    """The sample, read as a transcript, is decided by its sign, has its meaning and is written back."""
    if (
        not sign.read
        or not sign.sample
        or sign.means.node in ("Field", "NoteRef")
        or sign.read[0].position == ("editor",)
    ):
        return
    base = sign.means.base or "handwritten"
    sample = sign.sample + ("" if sign.sample.startswith(("[", "Alyoshin", "Aljoschin")) else " and so on.")
    text = f"A sentence stands before the sample.\n\n{sample}\n"
    reading = read(Source("t", text), convention, ReadOptions(base=base)).value
    document = reading.document
    nodes = [node for block in document.body for node in descend(block)]
    assert sign.id in {decision.sign for decision in reading.decisions}
    assert any(fits(sign.means, node, base) for node in nodes), notation_of(document)  # type: ignore[arg-type]
    assert reread(write(document, convention), document, convention) == document


def test_every_notation_that_a_set_may_name_is_read_and_written() -> None:
    assert set(CODECS) == {None, *NOTATIONS}


def notation_of(document: Document) -> str:
    return " ".join(notation(block) for block in document.body)


@pytest.mark.parametrize(
    ("content", "positions", "rule"),
    [
        ("page two", {"inline"}, "page-mark"),
        ("Page 12", {"inline"}, "page-mark"),
        ("page one of nine", {"inline"}, "page-mark"),
        ("…", {"inline"}, "omission"),
        (". . .", {"inline"}, "omission"),
        ("R 11 March 1975, 547-A", {"head"}, "archive-reference"),
        ("Stamp", {"line"}, "stamp-block"),
        ("1", {"inline", "text"}, "note-number/1"),
        ("1", {"inline", "note"}, "note-mention/1"),
        ("It was never answered, VB", {"inline", "paragraph"}, "signed-remark-block"),
        ("It was never answered", {"inline", "paragraph"}, "remark-block"),
        ("that is, in Vienna, VB", {"inline"}, "signed-remark"),
        ("word?", {"inline"}, "unclear"),
        ("illegible", {"inline"}, "illegible/2"),
        ("two lines torn away", {"inline"}, "loss/1"),
        ("vertical text on left margin – see below", {"inline"}, "remark/1"),
        ("dated & signed", {"inline"}, "remark/1"),
        ("ading", {"inline", "word"}, "supplied/1"),
        ("Sergei", {"inline"}, "supplied/2"),
        (" ", {"inline"}, None),
    ],
)
def test_one_mark_has_many_meanings(content: str, positions: set[str], rule: str | None) -> None:
    decided = decide(SET, Occurrence("[]", frozenset(), frozenset(positions), content), "typed")
    assert (decided.rule if decided else None) == rule


def test_the_base_of_a_paper_decides_what_underlined_italic_means() -> None:
    both = Occurrence(None, frozenset({"italic", "underline"}))
    typed, handwritten = decide(SET, both, "typed"), decide(SET, both, "handwritten")
    assert typed is not None and typed.sign.id == "inserted"
    assert handwritten is None


def test_an_edition_overrides_signs_and_adds_some() -> None:
    changes: dict[str, dict[str, Any]] = {
        "supplied": {"show": {"style": "supplied", "open": "⟨", "close": "⟩"}},
        "doubt": {
            "title": "Doubt",
            "means": {"node": "Unclear"},
            "read": [{"mark": "[]", "content": "doubt: (?P<content>.+)"}],
        },
    }
    result = load("soviet-archives", Overrides(changes))
    assert result.diagnostics == ()
    supplied = result.value.sign("supplied")
    assert supplied is not None and supplied.show.open == "⟨" and supplied.read
    assert result.value.signs[0].id == "doubt"
    document = read(Source("t", "He came [doubt: never] home."), result.value).value.document
    assert notation(document.body[0]) == 'p("He came " unclear("never") " home.")'


GIVEN = """
extends = "soviet-archives"
title = "Harbour papers"
without = ["stamp"]
closing = "The end"

[patterns]
page = "[0-9]+"

[[line]]
kind = "closing"
zone = ["closing"]
match = "I remain .*"

[[sign]]
id = "doubt"
means = { node = "Unclear" }
read = [ { mark = "[]", content = "doubt: (?P<content>.+)" } ]

[[sign]]
id = "supplied"
show = { style = "supplied", open = "⟨", close = "⟩" }
"""


def test_a_set_extends_another() -> None:
    """It changes single keys of signs at their places, puts new ones first, leaves some out."""
    result = made(GIVEN)
    assert result.diagnostics == ()
    extended = result.value
    assert extended.title == "Harbour papers"
    ids = [sign.id for sign in extended.signs]
    assert ids == ["doubt", *(sign.id for sign in SET.signs if sign.id != "stamp")]
    supplied, before = extended.sign("supplied"), SET.sign("supplied")
    assert supplied is not None and before is not None
    assert (supplied.show.open, supplied.read, supplied.legend) == ("⟨", before.read, before.legend)
    assert extended.layout.closing == "The end"
    assert extended.layout.head == SET.layout.head
    assert [line.match for line in extended.layout.lines[:2]] == ["I remain .*", SET.layout.lines[0].match]


def test_the_set_that_the_manual_shows_is_one() -> None:
    manual = (ROOT / "seeds" / "README.md").read_text("utf-8")
    shown = re.search(r'^ +extends = "guide"\n.*?(?=\n2\. )', manual, re.MULTILINE | re.DOTALL)
    assert shown is not None
    result = made(textwrap.dedent(shown[0]))
    assert result.diagnostics == ()
    line = Source("t", "He ^was^ <not> there in no[.]e of the houses that we have seen.")
    document = read(line, result.value).value.document
    assert notation(document.body[0]).startswith('p("He " added("was") " " added("not") " there in no" gap(')


def test_a_named_pattern_changes_the_signs_of_the_set_below() -> None:
    extended = made(GIVEN).value
    numbered = decide(extended, Occurrence("[]", content="page 2"), None)
    worded = decide(extended, Occurrence("[]", content="page two"), None)
    assert numbered is not None and numbered.sign.id == "page-mark"
    assert worded is None or worded.sign.id != "page-mark"


def test_an_edition_may_have_a_set_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(GIVEN, "utf-8")
    (tmp_path / "pier.toml").write_text('extends = "harbour.toml"\ntitle = "Pier"\n', "utf-8")
    result = load("pier.toml", Overrides({"doubt": {"title": "A doubt"}}), folder=EditionFolder(tmp_path))
    assert result.diagnostics == ()
    doubt = result.value.sign("doubt")
    assert result.value.title == "Pier"
    assert doubt is not None and doubt.title == "A doubt" and doubt.read


def test_an_override_gives_a_sign_no_other_name() -> None:
    changes = {"omission": {"id": "left-out"}, "supplied": {"id": "supplied"}}
    (found,) = load("soviet-archives", Overrides(changes)).diagnostics
    assert isinstance(found, ValueWrong)
    assert (found.key, found.found) == ("id", '"left-out"')


def test_each_of_several_overrides_is_laid_over_the_one_before() -> None:
    edition = Overrides({"sic": {"title": "Thus", "legend": "It stands so."}})
    document = Overrides({"sic": {"title": "So"}})
    sic = load("soviet-archives", edition, document).value.sign("sic")
    assert sic is not None and (sic.title, sic.legend) == ("So", "It stands so.")


@pytest.mark.parametrize(
    ("text", "code", "place", "words"),
    [
        ('extends = "soviet-archive"', ConventionUnknown, (1, 11), "soviet-archives"),
        ("extends = 3", ValueWrong, (1, 11), ""),
        ('without = ["stmp"]\nextends = "soviet-archives"', SignUnknown, (1, 12), "stamp"),
        ("without = 3", ValueWrong, (1, 11), ""),
        ("[[sign]]\nid = 'x'\nlegend = 'x'", KeyMissing, (1, 3), ""),
        ("closing = '{{moth}}'\n[patterns]\nmonth = 'May'", ValueWrong, (1, 11), "month"),
    ],
)
def test_a_fault_in_what_a_set_extends(
    text: str, code: type[Diagnostic], place: tuple[int, int], words: str
) -> None:
    found = made(text).diagnostics
    assert [type(one) for one in found] == [code]
    assert found[0].span is not None and (found[0].span.line, found[0].span.column) == place
    assert words in found[0].hint


def test_sets_that_extend_each_other_are_a_finding(tmp_path: Path) -> None:
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{one}.toml").write_text(f'extends = "{other}.toml"\n', "utf-8")
    (finding,) = load("a.toml", folder=EditionFolder(tmp_path)).diagnostics
    assert isinstance(finding, ValueWrong)
    assert "a.toml → b.toml → a.toml" in finding.message


def test_a_set_of_the_edition_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_bytes(b"title = 'caf\xe9'")
    (tmp_path / "folder.toml").mkdir()
    found = {
        name: load(name, folder=EditionFolder(tmp_path)).diagnostics
        for name in ("harbour.toml", "folder.toml")
    }
    assert [type(one) for one in found["harbour.toml"]] == [FileNotText]
    assert [type(one) for one in found["folder.toml"]] == [FileUnreadable]
    (missing,) = load("harbor.toml", folder=EditionFolder(tmp_path)).diagnostics
    assert "harbour.toml" in missing.hint


@pytest.mark.parametrize(
    ("toml", "code", "words"),
    [
        ("[[sign]]\nid = 'a'\nmeans = { node = 'Suplied' }", ValueWrong, "Supplied"),
        ("[[sign]]\nid = 'a'\nmeans = { node = 'Gap', reasn = 'x' }", KeyUnknown, "reason"),
        ("[[sign]]\nid = 'a'\nmeans = { node = 'Gap' }\nlegnd = 'x'", KeyUnknown, "legend"),
        ("[[sign]]\nmeans = { node = 'Gap' }", KeyMissing, ""),
        (
            "[[sign]]\nid = 'a'\nmeans = { node = 'Gap' }\nread = [ { mark = '[]', content = '(' } ]",
            ValueWrong,
            "",
        ),
        (
            "[[sign]]\nid = 'a'\nmeans = { node = 'Gap' }\nread = [ { style = ['italics'] } ]",
            ValueWrong,
            "italic",
        ),
        ("[[line]]\nkind = 'signatur'\nmatch = 'x'", ValueWrong, "signature"),
        ("[[note_voice]]\nvoice = 'sorce'\nmatch = 'x'", ValueWrong, "source"),
        ("[[sign]]\nid = 'a'\nmeans = { node = 'Gap' }\nread = [ { mark = '()' } ]", ValueWrong, ""),
        ("[[note_voice]]\nvoice = 'source'\nmach = 'x'", KeyUnknown, "match"),
        ("[[sign]\n", TomlMalformed, ""),
    ],
)
def test_a_fault_in_a_set_is_a_finding_with_its_place(toml: str, code: type[Diagnostic], words: str) -> None:
    found = [d for d in made(toml).diagnostics if type(d) is code]
    assert found
    assert found[0].span is not None and found[0].span.path == "test.toml"
    assert words in found[0].hint


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("No 644/54", "644-54"),
        ("No 644-54", "644-54"),
        ("No. 644/54", "644-54"),
        ("№ 644/54", "644-54"),
        ("644/54", "644-54"),
        ("Pb 176/125", "Pb-176-125"),
        ("No P 176/125", "P-176-125"),
        ("No 2451-Ch", "2451-Ch"),
        ("Notes 5", "Notes-5"),
    ],
)
def test_register_numbers_have_one_key(text: str, key: str) -> None:
    assert register_key(text) == key


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("26 August 1977", "1977-08-26"),
        ("04 December 1987", "1987-12-04"),
        ("4 Dec 87", "1987-12-04"),
        ("August 26, 1977", "1977-08-26"),
        ("March 1931", "1931-03"),
        ("1874", "1874"),
        ("31 February 1977", "1977-02"),
        ("soon", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert OF_LAST_RESORT.iso_date(text) == iso


@pytest.mark.parametrize(
    ("text", "value"),
    [("two", 2), ("twenty-one", 21), ("Ninety Nine", 99), ("12", 12), ("3r", 3), ("A", None)],
)
def test_numbers(text: str, value: int | None) -> None:
    assert OF_LAST_RESORT.number(text) == value
