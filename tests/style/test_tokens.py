"""Every token has a type and bounds; what is beyond them is a finding; the schema says the same."""

from __future__ import annotations

import json
import math
import re
import tomllib
import typing
from dataclasses import fields
from pathlib import Path
from typing import Annotated

import pytest
from jsonschema import Draft202012Validator
from press import ROOT

from variorum import style
from variorum.commands import schema
from variorum.findings.edition import TomlMalformed, ValueWrong
from variorum.findings.files import FileNameUnfit
from variorum.findings.typesetting import RoomMissing, TokenUnknown
from variorum.folder import EditionFolder
from variorum.style.tokens import (
    BlockStyle,
    FontFamily,
    InlineStyle,
    NoteTokens,
    PageTokens,
    Style,
    VerseTokens,
)
from variorum.style.values import BLACK, COLOR_NAMES, Color, Ink, color
from variorum.tables.declaration import KeyDeclaration, keys
from variorum.tables.domains import Choice, Name, Number, Switch, Text, Whole

TABLES = {"font": FontFamily, "page": PageTokens, "notes": NoteTokens, "verse": VerseTokens}
FAMILIES = {"blocks": BlockStyle, "inlines": InlineStyle}
KINDS = (Style, *TABLES.values(), *FAMILIES.values())
SCHEMA = ROOT / "src" / "variorum" / "style.schema.json"
BUILT_IN = ROOT / "styles" / "variorum_styles"
README = (ROOT / "styles" / "README.md").read_text(encoding="utf-8")
NO_TOKENS = {*TABLES, *FAMILIES, "stand_in"}
"""Tables in tables, which `tests/tables` asks."""
BREAK_OUT = 'red } .first::before { content: \\"nobody wrote this\\" } p { color: black'


def tokens(kind: type) -> dict[str, KeyDeclaration]:
    """Return what a kind of tables declares, but for the tables in it."""
    return {name: key for name, key in keys(kind).items() if name not in NO_TOKENS}


def found(folder: Path, text: str) -> list[tuple[type, str, str]]:
    """Return kind, place and words of the findings of a style that extends the house style."""
    (folder / "ours.toml").write_text(f'extends = "house"\n{text}', encoding="utf-8")
    said = style.load("ours.toml", folder=EditionFolder(folder)).diagnostics
    return [(type(one), str(one.span), f"{one.message} {one.hint}") for one in said]


# ---- the declarations


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_no_token_is_a_bare_text_or_a_number_without_bounds(kind: type) -> None:
    declared, hints = tokens(kind), typing.get_type_hints(kind, include_extras=True)
    for one in fields(kind):
        if one.name == "stand_ins" or (kind is Style and one.name in {"name", *TABLES, *FAMILIES}):
            continue
        assert typing.get_origin(hints[one.name]) is Annotated, one.name
        plain, token = typing.get_args(hints[one.name])[0], declared[one.name]
        parts = {plain, *typing.get_args(plain)}
        match token.domain:
            case Number(least, most):
                assert math.isfinite(least) and math.isfinite(most) and least < most
                assert float in parts
            case Whole(least, most):
                assert least < most and int in parts
            case Name(pattern):
                assert str in parts
                assert not re.fullmatch(pattern, "a\nb")
            case Text(_, _, lines):
                assert (kind, one.name, lines) == (Style, "title", False)
            case Ink():
                assert Color in parts
            case Switch():
                assert bool in parts
            case Choice(words):
                assert len(words) > 1
            case _:
                pytest.fail(f"{one.name} has a domain of another kind")
        assert token.about
        assert (
            token.default is None or isinstance(token.default, Color) or _is_in(token.domain, token.default)
        )


def _is_in(domain: typing.Any, value: object) -> bool:
    return bool(domain.value(value) == value)


def test_no_name_but_a_title_holds_what_ends_a_value_of_css() -> None:
    for kind in KINDS:
        for token in tokens(kind).values():
            if isinstance(token.domain, Name) and token.name != "title":
                assert all(token.domain.value(f"a{sign}b") is None for sign in "\"'{}();:<>&\\/\0\n")


@pytest.mark.parametrize("name", style.names())
def test_a_style_of_ours_lies_within_the_bounds(name: str) -> None:
    loaded = style.load(name)
    assert loaded.diagnostics == ()
    for table in (loaded.value, *(getattr(loaded.value, key) for key in TABLES)):
        for token in tokens(type(table)).values():
            assert _is_in(token.domain, getattr(table, token.name)), token.name
    for entry in (*loaded.value.blocks.values(), *loaded.value.inlines.values()):
        for token in tokens(type(entry)).values():
            value = getattr(entry, token.name)
            assert value is None or isinstance(value, Color) or _is_in(token.domain, value), token.name


def test_colours_are_values() -> None:
    assert color("#1aF") == Color(0x11, 0xAA, 0xFF) == color("#11AAff")
    assert color("black") == BLACK
    assert color("rebeccapurple") == Color(0x66, 0x33, 0x99)
    assert (Color(1, 171, 255).css, Color(1, 171, 255).word) == ("#01abff", "01ABFF")
    assert all(color(name) is not None for name in COLOR_NAMES)
    for wrong in (
        "",
        "Red",
        "#12345",
        "#12",
        "#1234567",
        "#ggg",
        "rgb(1,2,3)",
        "transparent",
        "red\n",
        "#123\n",
    ):
        assert color(wrong) is None, wrong


def test_a_colour_is_seen_on_paper_or_none() -> None:
    """What is lighter is refused by the proof of a PDF or of a Word file, whatever it is called."""
    for said in ("#fff", "#ffff00", "ivory", "#e0e0e0", "#32ffff"):
        assert color(said) is not None and Ink().value(said) is None, said
    for said in ("#ccc", "lime", "cyan", "orange", "#7f7f7f"):
        assert Ink().value(said) == color(said), said


# ---- values that are none


WRONG = {
    "a colour that ends its rule": (f'[inlines.inserted]\ncolor = "{BREAK_OUT}"', "3:9", "a colour"),
    "a colour with an address": (
        '[inlines.inserted]\ncolor = "red; background-image: url(http://127.0.0.1:9/x.png)"',
        "3:9",
        "a colour",
    ),
    "a colour as light as the paper": ('[inlines.inserted]\ncolor = "white"', "3:9", "take a darker one"),
    "a colour too light for a proof": ('[blocks.first]\ncolor = "yellow"', "3:9", "take a darker one"),
    "a number in the text": ("[page]\nmark_gap_mm = 0.5", "3:15", "The least is 1."),
    "the same of a block": (f'[blocks.first]\ncolor = "{BREAK_OUT}"', "3:9", "a colour"),
    "a colour misspelt": ('[blocks.first]\ncolor = "darkread"', "3:9", "Did you mean “darkred”?"),
    "a colour that is a number": ("[blocks.first]\ncolor = 0", "3:9", "a colour"),
    "a colour that is a table": ("[blocks.first]\ncolor = { red = 1 }", "3:9", "a colour"),
    "an indent off the page": ("[blocks.first]\nleft = 1000", "3:8", "The most is 300."),
    "a negative indent": ("[blocks.first]\nleft = -1", "3:8", "The least is 0."),
    "a leading that hides lines": ("[blocks.first]\nleading = 0.01", "3:11", "from 0.8 to 4"),
    "the same of body": ("body_leading = 0.01", "2:16", "The least is 0.8."),
    "a negative size": ("[blocks.first]\nsize = -3", "3:8", "from 4 to 72 points"),
    "a size of nothing": ("[inlines.inserted]\nsize = 0", "3:8", "from 0.5 to 3"),
    "a huge scale": ("scale = 1e308", "2:9", "The most is 3."),
    "an infinite size": ("body_size = inf", "2:13", "The most is 72."),
    "what is no number": ("body_size = nan", "2:13", "from 4 to 72 points"),
    "a truth value for a number": ("scale = true", "2:9", "a number"),
    "a number for a truth value": ("[blocks.first]\nbold = 1", "3:8", "true or false"),
    "a truth value in quotes": ('[blocks.first]\nbold = "true"', "3:8", "Write true without quotes."),
    "a list for a number": ("[blocks.first]\nbefore = [1, 2]", "3:10", "a number"),
    "a table for a number": ("[page]\nwidth_mm = { a = 1 }", "3:12", "a number"),
    "a number for a table": ("[inlines]\nhand = 3", "3:8", "a table"),
    "a tiny page": ("[page]\nwidth_mm = 20", "3:12", "The least is 90."),
    "a huge page": ("[page]\nheight_mm = 421", "3:13", "The most is 420."),
    "letters spaced over the page": ("[inlines.spaced]\nspaced = 40", "3:10", "from -0.05 to 1 em"),
    "a rule like a beam": ("[blocks.first]\nrule_left = 200", "3:13", "The most is 6."),
    "a typeface with quotes": ('[font]\nfamily = "A\\" } * { x: y"', "3:10", 'Take “"” out.'),
    "a typeface with braces": ('[font]\nword = "A } B"', "3:8", "Take “}” out."),
    "a typeface of nothing": ('[font]\nfamily = ""', "3:10", "a name"),
    "a family that is none": ('[font]\ngeneric = "serfi"', "3:11", "Did you mean “serif”?"),
    "a start that is none": ('[page]\ndocument_starts = "recto"', "3:19", "right"),
    "a block that inherits from none": ('[blocks.first]\ninherits = "bodi"', "3:12", "Did you mean “body”?"),
    "a block that inherits from itself": ('[blocks.first]\ninherits = "first"', "3:12", "does not inherit"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_value_that_is_none_is_a_finding_at_its_place(tmp_path: Path, name: str) -> None:
    text, place, says = WRONG[name]
    ((kind, where, words),) = found(tmp_path, text)
    assert (kind, where) == (ValueWrong, f"ours.toml:{place}")
    assert says in words


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('[blocks."p } * { display: none"]\nbold = true', "2:9", "letters, figures"),
        ('[inlines."</style>"]\nbold = true', "2:10", "letters, figures"),
        (f"[blocks.{'k' * 5000}]\nbold = true", "2:9", "at most 100 characters"),
        (f"[blocks.first]\n{'k' * 5000} = true", "3:1", "no token"),
        ('name = "x"', "2:1", "no token “name”"),
    ],
)
def test_a_name_that_is_none_is_a_finding_at_its_place(
    tmp_path: Path, text: str, place: str, says: str
) -> None:
    ((kind, where, words),) = found(tmp_path, text)
    assert (kind, where) == (TokenUnknown, f"ours.toml:{place}")
    assert says in words
    assert len(words) < 400


BEYOND_MEASURE = {
    "a number of 5,000 figures": (f"body_size = {'9' * 5000}", "2:13", "64 bits"),
    "one in figures of 16": (f"body_size = 0x{'f' * 5000}", "2:13", "64 bits"),
    "one just too long": (f"body_size = {2**63}", "2:13", "64 bits"),
    "a key of 20,000 parts": (f"a{'.a' * 20_000} = 1", "2:1", "100 deep"),
    "a header of 20,000 parts": (f"[a{'.a' * 20_000}]", "2:2", "100 deep"),
    "lists 20,000 deep": (f"a = {'[' * 20_000}{']' * 20_000}", "2:5", "100 deep"),
    "tables 20,000 deep": (f"a = {'{a=' * 20_000}1{'}' * 20_000}", "2:5", "100 deep"),
    "lists 150 deep": (f"a = {'[' * 150}{']' * 150}", "2:105", "100 deep"),
}


@pytest.mark.parametrize("name", BEYOND_MEASURE)
def test_what_is_beyond_measure_is_a_finding(tmp_path: Path, name: str) -> None:
    text, place, says = BEYOND_MEASURE[name]
    ((kind, where, words),) = found(tmp_path, text)
    assert (kind, where) == (TomlMalformed, f"ours.toml:{place}")
    assert says in words


def test_a_name_of_a_style_with_nothing_in_it_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('extends = "a\\u0000.toml"', "utf-8")
    (one,) = style.load("ours.toml", folder=EditionFolder(tmp_path)).diagnostics
    assert (type(one), str(one.span)) == (FileNameUnfit, "ours.toml:1:11")


def test_a_long_way_up_is_walked(tmp_path: Path) -> None:
    chain = "".join(f'[inlines.x{n}]\ninherits = "x{n + 1}"\n' for n in range(1200))
    (tmp_path / "ours.toml").write_text(f"{chain}[inlines.x1200]\nbold = true\n", "utf-8")
    loaded = style.load("ours.toml", folder=EditionFolder(tmp_path))
    assert loaded.diagnostics == ()
    assert loaded.value.inline("x0").bold is True


# ---- values that are right one by one only


CRAMPED = {
    "margins wider than the page": ("[page]\nmargin_outer_mm = 95", "3:19", "width of the text"),
    "margins higher than the page": (
        "[page]\nheight_mm = 140\nmargin_top_mm = 80",
        "3:13",
        "height of the text",
    ),
    "a margin too narrow for numbers": ("[page]\nmark_size = 30\nmark_gap_mm = 6", "3:13", "mark_size"),
    "a margin too low for a head": ("[page]\nhead_size = 36", "3:13", "a margin of 21 mm"),
    "a margin too low for a folio": ("[page]\nmargin_bottom_mm = 5", "3:20", "Make margin_bottom_mm larger"),
    "indents that leave no line": ("[blocks.first]\nright = 150\nleft = 150", "4:8", "for a line"),
    "spaces that leave no line": (
        "[page]\nheight_mm = 140\n[blocks.first]\nbefore = 200\nafter = 200",
        "5:10",
        "of the page for lines",
    ),
    "a first line in the margin": ("[blocks.body]\nfirst_indent = -20", "3:16", "in front of a first line"),
    "type scaled over all measure": ("scale = 3", "2:9", "leaves"),
    "type that cannot be read": ("scale = 0.5\n[blocks.first]\nsize = 5", "4:8", "type of 2.5 points"),
    "type wider than its line": ("[blocks.body]\nsize = 72\n[page]\nwidth_mm = 120", "3:8", "for a line"),
}


@pytest.mark.parametrize("name", CRAMPED)
def test_tokens_that_leave_no_room_are_a_finding(tmp_path: Path, name: str) -> None:
    text, place, says = CRAMPED[name]
    kind, where, words = found(tmp_path, text)[0]
    assert (kind, where) == (RoomMissing, f"ours.toml:{place}")
    assert says in words


@pytest.mark.parametrize("page", [(90, 140), (148, 210), (210, 297), (297, 210), (297, 420)])
def test_the_house_style_fits_every_page(tmp_path: Path, page: tuple[int, int]) -> None:
    assert found(tmp_path, f"[page]\nwidth_mm = {page[0]}\nheight_mm = {page[1]}") == []


# ---- the schema and the page for people


def described() -> Draft202012Validator:
    read = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def test_the_published_schema_is_that_of_the_tokens() -> None:
    assert SCHEMA.read_text("utf-8") == schema.text("style"), "make schemas"


@pytest.mark.parametrize("name", style.names())
def test_our_styles_are_valid_under_the_schema(name: str) -> None:
    table = tomllib.loads((BUILT_IN / f"{name}.toml").read_text("utf-8"))
    assert [error.message for error in described().iter_errors(table)] == []


@pytest.mark.parametrize("name", sorted(name for name in WRONG if "inherits" not in name))
def test_the_schema_finds_what_the_reader_finds(name: str) -> None:
    table = tomllib.loads(WRONG[name][0])
    if name != "what is no number":  # JSON has none either
        assert not described().is_valid(table)


def test_the_readme_shows_the_bounds_of_every_number() -> None:
    for kind in KINDS:
        for token in tokens(kind).values():
            if isinstance(token.domain, Number):
                assert f"`{token.name}` {token.domain.bounds}" in README, f"{kind.__name__}.{token.name}"
