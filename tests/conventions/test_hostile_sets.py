"""What no set can say is a finding at its place: wrong types, extreme sizes, names that there are not."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from desk import LETTER, TOML, Desk
from jsonschema import Draft202012Validator
from press import ROOT

from variorum import conventions
from variorum.commands import schema
from variorum.conventions.set_table import ShowTable
from variorum.conventions.sign import ConventionSet, Show
from variorum.findings.conventions import ConventionUnknown, SignUnknown
from variorum.findings.edition import IdTwice, KeyMissing, KeyUnknown, TomlMalformed, ValueWrong
from variorum.findings.files import FileNameUnfit
from variorum.folder import EditionFolder
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.tables.declaration import keys

SETS = ROOT / "src" / "variorum" / "conventions" / "sets"
SIGN = '[[sign]]\nid = "x"\nmeans = { node = "Gap" }\n'
"""A sign on three lines."""


def own(folder: Path, text: str) -> tuple[ConventionSet, list[tuple[type, str, str]]]:
    (folder / "mine.toml").write_text(text, "utf-8")
    loaded = conventions.load("mine.toml", folder=EditionFolder(folder))
    found = [(type(one), str(one.span), f"{one.message} {one.hint}") for one in loaded.diagnostics]
    return loaded.value, found


WRONG = {
    "a sign that is a text": ('sign = "x"', ValueWrong, "1:8", "an array of tables: [[sign]]"),
    "a sign that is a table": ('[sign]\nid = "x"', ValueWrong, "1:2", "Write [[sign]]."),
    "a list of texts for lines": ('line = ["x"]', ValueWrong, "1:8", "an array of tables: [[line]]"),
    "a sign without meaning": ('[[sign]]\nid = "x"', KeyMissing, "1:3", "sign “x” lacks “means”"),
    "an unknown key of a sign": (SIGN + 'lgend = "x"', KeyUnknown, "4:1", "Did you mean “legend”?"),
    "an id with a quotation mark": (SIGN.replace('"x"', "'x\" y'"), ValueWrong, "2:6", "letters, digits"),
    "an id of 5,000 letters": (SIGN.replace('"x"', f'"{"x" * 5000}"'), ValueWrong, "2:6", "100 characters"),
    "an id with NUL": (SIGN.replace('"x"', '"x\\u0000"'), ValueWrong, "2:6", "Take U+0000 out."),
    "a node that is none": (SIGN.replace("Gap", "Gpa"), ValueWrong, "3:18", "Did you mean “Gap”?"),
    "a meaning that is a text": (
        SIGN + 'read = [{ mark = "[]", wraps = "Gap" }]',
        ValueWrong,
        "4:32",
        "a node",
    ),
    "a key of a node": (SIGN.replace("Gap", 'Gap", raeson = "x'), KeyUnknown, "3:25", "“reason”"),
    "a value that no node has": (
        SIGN.replace('"Gap"', '"Deleted", how = ["x", 3]'),
        ValueWrong,
        "3:35",
        "true or false",
    ),
    "a base that is none": (SIGN + 'when = { base = "type" }', ValueWrong, "4:17", "Did you mean “typed”?"),
    "a type style that is none": (SIGN + 'read = [{ style = ["itallic"] }]', ValueWrong, "4:20", "“italic”"),
    "a text for type styles": (SIGN + 'read = [{ style = "bold" }]', ValueWrong, "4:19", 'style = ["bold"]'),
    "a position that is none": (SIGN + 'read = [{ position = ["hed"] }]', ValueWrong, "4:23", "“head”"),
    "a pair that is none": (SIGN + 'read = [{ mark = "()" }]', ValueWrong, "4:18", "one of the pairs [] ^^"),
    "a mark of 5,000 letters": (
        SIGN + f'read = [{{ mark = "{"x" * 5000}" }}]',
        ValueWrong,
        "4:18",
        "at most 20",
    ),
    "a mark of nothing": (SIGN + 'read = [{ mark = "" }]', ValueWrong, "4:18", "one of the pairs"),
    "patterns that are no table": ("patterns = 1", ValueWrong, "1:12", "a table: [patterns]"),
    "patterns that are none, over some": (
        'extends = "soviet-archives"\npatterns = 1',
        ValueWrong,
        "2:12",
        "a table: [patterns]",
    ),
    "a sign twice": (SIGN + SIGN, IdTwice, "4:3", "first at mine.toml:1:3"),
    "a misspelt field": (
        SIGN + 'note = "{lemma}] {reson}"',
        ValueWrong,
        "4:8",
        "Did you mean “{reason}”?",
    ),
    "a misspelt field of a mark": (
        SIGN + 'show = { text = { en = "[x]", de = "[{extnt}]" } }',
        ValueWrong,
        "4:36",
        "Did you mean “{extent}”?",
    ),
    "patterns that name one another": (
        "closing = '{{a}}'\n[patterns]\na = '{{b}}'\nb = '{{a}}'",
        ValueWrong,
        "1:11",
        "do not lead back to themselves",
    ),
    "one text for what is said": (SIGN + 'say = "x"', ValueWrong, "4:7", "“say” must be two texts"),
    "no pattern": (SIGN + "read = [{ content = '(' }]", ValueWrong, "4:21", "a regular expression"),
    "a pattern of 5,001 letters": (SIGN + f"legend_match = '{'x' * 5001}'", ValueWrong, "4:16", "5,000"),
    "a pattern that counts too far": (
        SIGN + "legend_match = 'x{99999999999}'",
        ValueWrong,
        "4:16",
        "too large",
    ),
    "a pattern too deep": (
        SIGN + f"legend_match = '{'(' * 2000}{')' * 2000}'",
        ValueWrong,
        "4:16",
        "too deep",
    ),
    "a pattern that grows": (
        "".join(f"patterns.p{n} = '{{{{p{n + 1}}}}}{{{{p{n + 1}}}}}'\n" for n in range(40))
        + "patterns.p40 = 'x'\nclosing = '{{p0}}'",
        ValueWrong,
        "42:11",
        "50,000 characters",
    ),
    "a pattern that names itself": (
        "patterns.a = '{{a}}'\nclosing = '{{a}}'",
        ValueWrong,
        "2:11",
        "[patterns]",
    ),
    "a pattern that names none": (
        "patterns.ab = 'x'\nclosing = '{{abb}}'",
        ValueWrong,
        "2:11",
        "Did you mean “ab”?",
    ),
    "patterns that are a list": ("patterns = ['x']", ValueWrong, "1:12", "a table: [patterns]"),
    "a pattern that is a number": ("patterns.a = 3", ValueWrong, "1:14", "a text in quotes"),
    "a style that ends its attribute": (
        SIGN + "show = { style = 'x\" onload=\"y' }",
        ValueWrong,
        "4:18",
        "a name of letters",
    ),
    "a role that is none": (SIGN + 'show = { role = "script" }', ValueWrong, "4:17", "“span” or “em”"),
    "letters that are hidden": (SIGN + 'show = { each = "x" }', ValueWrong, "4:17", "{character}"),
    "a key of show": (SIGN + 'show = { txet = "x" }', KeyUnknown, "4:10", "“show” of sign “x” has no key"),
    "a list for show": (SIGN + "show = [1]", ValueWrong, "4:8", "a table, not a list"),
    "a legend that is a number": (SIGN + "legend = 3", ValueWrong, "4:10", "a text in quotes"),
    "a legend of 100,001 letters": (SIGN + f'legend = "{"x" * 100_001}"', ValueWrong, "4:10", "100,001"),
    "a language with a quotation mark": (SIGN + "legend.'e\"n' = 'x'", ValueWrong, "4:16", "a language tag"),
    "a language of the set": ("language = 'e\"n'", ValueWrong, "1:12", "a language tag such as en-GB"),
    "a datum that is none": ("head.ends = ['extnt']", ValueWrong, "1:14", "Did you mean “extent”?"),
    "a group that is no datum": ("head.first = ['(?P<extnt>x)']", ValueWrong, "1:15", "“extent”"),
    "too many paragraphs": ("head.paragraphs = 99999", ValueWrong, "1:19", "The most is 1000."),
    "a head that is a number": ("head = 3", ValueWrong, "1:8", "a table: [head]"),
    "a kind of line that is none": (
        '[[line]]\nkind = "signatur"\nmatch = "x"',
        ValueWrong,
        "2:8",
        "Did you mean “signature”?",
    ),
    "a zone that is none": (
        '[[line]]\nkind = "signature"\nmatch = "x"\nzone = ["end"]',
        ValueWrong,
        "4:9",
        "“page-end”",
    ),
    "a call of which none is made": (
        "[[notes]]\nlabel = '(?P<label>x)'\nsign = '{label.__class__}'",
        ValueWrong,
        "3:8",
        "A field is its name in braces.",
    ),
    "a call of great width": (
        "[[notes]]\nlabel = '(?P<label>x)'\nid = '{label:>999999999}'",
        ValueWrong,
        "3:6",
        "with {label} or {page}",
    ),
    "a voice that is none": (
        'note_voice = [{ voice = "editr", match = "x" }]',
        ValueWrong,
        "1:25",
        "“editor”",
    ),
    "flags before a mark": (
        SIGN.replace("Gap", "Name") + "read = [{ mark = '[]', before = '(?i)(?P<children>x)' }]",
        ValueWrong,
        "4:33",
        "global flags not at the start",
    ),
    "a kind of endorsement for a line": (
        '[[line]]\nkind = "visa"\nmatch = "x"',
        ValueWrong,
        "2:8",
        "“signature”",
    ),
    "words before that go nowhere": (
        SIGN + "read = [{ mark = '[]', before = '(?P<corr>x)' }]",
        ValueWrong,
        "4:33",
        "takes words: summary",
    ),
    "a mark that can be no such node": (
        SIGN.replace("Gap", "Name") + "read = [{ mark = '…' }]",
        ValueWrong,
        "4:18",
        "a mark that can be the node Name",
    ),
    "a type style that can be no such node": (
        SIGN + "read = [{ style = ['bold'] }]",
        ValueWrong,
        "4:9",
        "a mark that can be the node Gap",
    ),
    "a block in the line": (
        SIGN.replace("Gap", "Heading") + "read = [{ mark = '^^' }]",
        ValueWrong,
        "4:18",
        "a mark that can be the node Heading",
    ),
    "a node without its data": (
        SIGN.replace("Gap", "PageBreak") + "read = [{ mark = '[]', content = 'page' }]",
        ValueWrong,
        "4:34",
        "a pattern with the group “label”",
    ),
    "words cut off from nothing": (
        SIGN + "read = [{ mark = '[]', content = '(?P<lead>x)', part = { node = 'Gap' } }]",
        ValueWrong,
        "4:34",
        "the group “content” beside",
    ),
    "words cut off into words": (
        SIGN + "read = [{ mark = '[]', part = { node = 'Name' } }]",
        ValueWrong,
        "4:31",
        "an inline node that holds nothing",
    ),
    "words taken into no words": (
        SIGN + "read = [{ mark = '[]', before = '(?P<wrapped>x)', wraps = { node = 'Gap' } }]",
        ValueWrong,
        "4:59",
        "an inline node that holds words",
    ),
    "a notation that is none": ('notation = "leiden"', ValueWrong, "1:12", "Did you mean “leiden-plus”?"),
    "a sign left out that there is not": ('without = ["x"]', SignUnknown, "1:12", "no sign “x”"),
    "a sign left out that is a number": ("without = [3]", ValueWrong, "1:12", "the id of a sign"),
    "signs left out that are a text": ('without = "x"', ValueWrong, "1:11", "a list of ids"),
    "a set that is not there": ('extends = "leden"', ConventionUnknown, "1:11", "Did you mean “leiden”?"),
    "a set with NUL": ('extends = "a\\u0000.toml"', FileNameUnfit, "1:11", "U+0000"),
    "a set that is a number": ("extends = 3", ValueWrong, "1:11", "the name of a set"),
    "a ring": ('extends = "mine.toml"', ValueWrong, "1:11", "mine.toml → mine.toml"),
    "a number beyond measure": (f"head.paragraphs = {'9' * 5000}", TomlMalformed, "1:19", "64 bits"),
    "lists beyond measure": (f"sign = {'[' * 20_000}{']' * 20_000}", TomlMalformed, "1:8", "100 deep"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_a_finding_at_its_place(tmp_path: Path, name: str) -> None:
    text, kind, place, says = WRONG[name]
    _, ((found, where, words),) = own(tmp_path, text)
    assert (found, where) == (kind, f"mine.toml:{place}")
    assert says in words
    assert len(words) < 1000


def test_a_value_is_found_in_the_file_that_says_it(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(f'{SIGN}show = {{ role = "scrpt" }}\nsay = 3\n', "utf-8")
    _, found = own(tmp_path, 'extends = "base.toml"\n[[sign]]\nid = "x"\nsay = 4\n[head]\npragraphs = 3\n')
    assert [where for _, where, _ in found] == ["mine.toml:6:1", "base.toml:4:17", "mine.toml:4:7"]


def test_what_is_wrong_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    mine, found = own(
        tmp_path, f'title = "Mine"\n{SIGN}show = {{ text = "[…]", role = 3 }}\n[[sign]]\nid = 3\n'
    )
    assert len(found) == 3
    assert (mine.title, [one.id for one in mine.signs]) == ("Mine", ["x"])
    assert mine.signs[0].show == Show(text="[…]")


ODD = {
    "nothing before": ("[[sign]]\nid = 'x'\nmeans = {{ node = 'Name' }}\n{}", "before = '(?P<children>)'"),
    "anything before": (
        "[[sign]]\nid = 'x'\nmeans = {{ node = 'Gap' }}\n{}",
        "before = '^(?P<wrapped>.*)', wraps = { node = 'Name' }",
    ),
    "groups in groups": (
        "[[sign]]\nid = 'x'\nmeans = {{ node = 'Corrected' }}\n{}",
        "content = '(?P<sic>(?P<corr>.*))'",
    ),
    "a group that is not there": (
        "[[sign]]\nid = 'x'\nmeans = {{ node = 'PageBreak' }}\n{}",
        "content = '(?P<label>x)?.*'",
    ),
    "a group of no such value": (
        "[[sign]]\nid = 'x'\nmeans = {{ node = 'Gap' }}\n{}",
        "content = '(?P<seq>.*)(?P<cert>)'",
    ),
    "data of nothing": (
        "[head]\nends = ['date']\nfield = [{{ kind = 'date', match = '.*' }}]",
        "",
    ),
    "lines of nothing": ("[[line]]\nkind = 'signature'\nmatch = ''\nzone = []", ""),
    "heads of nothing": ("[head]\nfirst = ['', '(?P<date>(?P<title>.*))']", ""),
}


@pytest.mark.parametrize("name", ODD)
def test_a_set_that_is_odd_and_right_reads_a_letter_to_its_end(desk: Desk, name: str) -> None:
    text, rule = ODD[name]
    root = desk.edition(TOML.replace("soviet-archives", "mine.toml"))
    read = f"read = [{{ mark = '[]', {rule} }}]\nshow = {{ style = 'inserted' }}"
    said = 'extends = "soviet-archives"\n' + text.format(read)
    (root / "mine.toml").write_text(said, "utf-8")
    (root / "documents" / "one.txt").write_text(
        f"{LETTER}\nHe saw [Sergei]. [So] it was.\n\n[All.]\n", "utf-8"
    )
    assert prepare(str(root), Request()).publication is not None


def test_a_set_may_say_of_a_sign_whatever_show_holds() -> None:
    assert set(keys(ShowTable)) == set(keys(Show))


SCHEMA = ROOT / "src" / "variorum" / "set.schema.json"


def test_the_published_schema_is_that_of_the_keys() -> None:
    assert SCHEMA.read_text("utf-8") == schema.text("set"), "make schemas"
    described = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(described)
    for path in SETS.glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        assert [one.message for one in Draft202012Validator(described).iter_errors(table)] == []
