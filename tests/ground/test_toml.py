"""Places in TOML: every key and value is found where it stands."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.source import Source, Span
from variorum.toml import Path, TomlText, nearest, read

TEXT = """\
# a comment with [brackets] and key = "value"
a = 1
"b c".d = \"\"\"
two "lines\" \"\"\"
[t.u]
l = ["a", # not ] here
 'b',
]
i = {x = 1, y.z = {q = "]"}}
[[k]]
id = "1"
[k.s]
w = 1979-05-27 07:32:00   # a moment
[[k]]
id = "2"
"""


def parsed(text: str) -> TomlText:
    result = read(Source("e.toml", text))
    assert result.diagnostics == ()
    return result.value


def characters(text: str, span: Span) -> str:
    source = Source("e.toml", text)
    start = source.starts[span.line - 1] + span.column - 1
    return text[start : source.starts[span.end_line - 1] + span.end_column - 1]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("a",), "a", "1"),
        (("b c", "d"), "d", '"""\ntwo "lines" """'),
        (("t", "u", "l"), "l", "[\"a\", # not ] here\n 'b',\n]"),
        (("t", "u", "i", "y", "z", "q"), "q", '"]"'),
        (("k", 0, "id"), "id", '"1"'),
        (("k", 0, "s", "w"), "w", "1979-05-27 07:32:00"),
        (("k", 1, "id"), "id", '"2"'),
    ],
)
def test_keys_and_values_are_found(path: Path, key: str, value: str) -> None:
    toml = parsed(TEXT)
    assert characters(TEXT, toml.keys[path]) == key
    assert characters(TEXT, toml.values[path]) == value


def test_what_has_no_place_gets_that_of_its_table() -> None:
    toml = parsed(TEXT)
    assert str(toml.key("k", 1, "absent")) == "e.toml:14:3"
    assert str(toml.value("absent")) == "e.toml:1:1"
    assert str(toml.value("t", "u", "l", 1)) == "e.toml:7:2"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = b\n", "e.toml:1:5"),
        ('x = 1\ny = "open\n', "e.toml:2:10"),
        ("a = 1\na = 2\n", "e.toml:2:6"),
        ("l = [1,\n2\n", "e.toml:2:2"),
    ],
)
def test_malformed_toml_is_a_finding_at_the_fault(text: str, place: str) -> None:
    result = read(Source("e.toml", text))
    assert [(one.slug, str(one.span)) for one in result.diagnostics] == [("toml-malformed", place)]
    assert "at line" not in result.diagnostics[0].message
    assert result.value.table == {}


def test_the_nearest_word_is_named_or_all_of_a_few() -> None:
    assert nearest("titel", ("title", "subtitle")) == "Did you mean “title”?"
    assert nearest("zzz", ("one", "two")) == "There are: one, two."
    assert nearest("zzz", [f"word{number}" for number in range(99)]) == ""


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x7f"), max_size=12)
values = st.recursive(
    st.one_of(texts, st.integers(-99, 99), st.booleans(), st.dates()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


def written(value: Any) -> str:
    """Return a value as TOML, tables inline."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            escaped = "".join(c if c >= " " and c not in '"\\' else f"\\u{ord(c):04X}" for c in value)
            return f'"{escaped}"'
        case list():
            return f"[{', '.join(written(one) for one in value)}]"
        case dict():
            return "{" + ", ".join(f"{written(key)} = {written(one)}" for key, one in value.items()) + "}"
        case _:
            return str(value)


@given(st.dictionaries(texts, values, max_size=4))
def test_the_place_of_every_value_holds_that_value(table: dict[str, Any]) -> None:
    text = "".join(f"{written(key)} = {written(value)} # {{[\n" for key, value in table.items())
    toml = parsed(text)
    assert toml.table == table

    def visit(path: Path, value: Any) -> None:
        assert tomllib.loads(f"v = {characters(text, toml.values[path])}")["v"] == value
        match value:
            case list():
                for number, one in enumerate(value):
                    visit((*path, number), one)
            case dict():
                for key, one in value.items():
                    assert characters(text, toml.keys[(*path, key)]) == written(key)
                    visit((*path, key), one)

    for key, value in table.items():
        visit((key,), value)


@pytest.mark.parametrize(
    "text",
    [
        "a=1\na=2\n",
        "[a]\n[a]\n",
        "a=[1]\n[[a]]\n",
        "a.b=1\n[a.b]\n",
        "[[a]]\n[a]\n",
        "a={b=1}\na.c=2\n",
        "a=1\na.b=2\n",
    ],
)
def test_what_stands_twice_is_said_in_words(text: str) -> None:
    (finding,) = read(Source("x.toml", text)).diagnostics
    assert finding.message.endswith("this key or table stands there already")
    assert str(finding.span).startswith("x.toml:2:")
