"""Styles: one for each token, and looks that do not turn over."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import a_run
from lxml import etree
from press import Press, Version
from renderers.docx.manuscript import STYLES, TEXT, W, book, faults, house, made, of, part, word
from sample_publication import sample

from variorum.extract import Look, body
from variorum.publication import Box, Grid, Group, Para, Run, Styled
from variorum.style import BlockStyle, InlineStyle, Style
from variorum_docx import renderer
from variorum_docx.names import (
    Chain,
    character_name,
    hidden_names,
    hidden_text,
    inline_styles,
)

TOGGLES = ("italic", "bold", "small_caps", "struck")


def test_every_token_has_a_named_style() -> None:
    names = {name.get(f"{W}val") for name in part(book(), STYLES).iter(f"{W}name")}
    roles = {Chain((role,)).name for role in house().blocks if role != "note"}
    inlines = {character_name((name,)) for name in house().inlines}
    assert roles | inlines | {"footnote text", "footnote reference", "heading 1", "toc 1"} <= names
    assert "Variorum Inserted" in names
    assert "Variorum ¶ Document Title" in names


def recommended(data: bytes) -> dict[str, tuple[int, bool, bool]]:
    """Return of each style where Word recommends it, whether it hides, and whether it is in the gallery."""
    found = {}
    for style in part(data, STYLES).iter(f"{W}style"):
        place = style.find(f"{W}uiPriority")
        marks = (style.find(f"{W}semiHidden") is not None, style.find(f"{W}qFormat") is not None)
        number = 0 if place is None else int(place.get(f"{W}val", "0"))
        found[str(style.find(f"{W}name").get(f"{W}val"))] = (number, *marks)  # type: ignore[union-attr]
    return found


def test_what_an_editor_needs_stands_first_and_samples_hide(press: Press) -> None:
    found = recommended(press.finished(Version("specimen"), "docx").read_bytes())
    signs = ["Variorum Inserted", "Variorum Deleted", "Variorum Supplied", "Variorum Hand", "Variorum Bold"]
    assert {found[name] for name in signs} == {(1, False, True)}
    assert found["Variorum Emendation + Upright"] == (2, False, True)
    assert found["Variorum ¶ Body"] == found["Variorum ¶ Dateline"] == (10, False, True)
    assert found["Variorum Wording"] == found["Variorum Note Label"] == (30, False, False)
    assert found["Variorum ¶ Matter Text"] == found["Variorum Contents Date"] == (40, False, False)
    assert found["Variorum Cover Name"] == (50, False, False)
    assert found["Variorum ¶ Rule"] == (60, False, False)
    hidden = {name for name, (_, hides, _) in found.items() if hides and name.startswith("Variorum")}
    assert {
        "Variorum Sample",
        "Variorum Sample + Inserted",
        "Variorum ¶ Editing Guide / Matter Text",
    } <= hidden
    assert all("Sample" in name or "Editing Guide" in name for name in hidden)


def tables() -> bytes:
    """Return a file with tables that have an empty paragraph of the renderer's own between them."""
    first, other = (Grid("table", ((Box((Para(role, (a_run("Lamp"),)),)),),)) for role in ("first", "body"))
    one, two = (of(body).documents[0] for body in ((other, other), (first,)))
    return made(replace(sample(), documents=(one, replace(two, id="two"))), house()).value


@pytest.mark.parametrize("finished", [book, tables])
def test_names_of_styles_are_used_once(finished: Callable[[], bytes]) -> None:
    styles = part(finished(), STYLES)
    names = [(name.get(f"{W}val") or "").casefold() for name in styles.iter(f"{W}name")]
    keys = [style.get(f"{W}styleId") for style in styles.iter(f"{W}style")]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)


def test_headings_are_headings() -> None:
    document = docx.Document(io.BytesIO(book()))
    (title,) = [p for p in document.paragraphs if p.style and p.style.name == "Variorum ¶ Document Title"][:1]
    assert title.style is not None
    assert title.style.base_style is not None
    assert title.style.base_style.name == "Heading 1"


TOKEN = st.from_regex(r"[a-z]+(-[a-z0-9]+)?", fullmatch=True)


@given(st.lists(TOKEN, min_size=1, max_size=4))
def test_nesting_is_read_from_the_name(styles: list[str]) -> None:
    assert inline_styles(character_name(styles)) == tuple(styles)


@given(st.text(max_size=90), st.integers(1, 10**6), st.randoms())
def test_hidden_bookmarks_carry_any_text(text: str, number: int, random: Random) -> None:
    names = list(hidden_names("p", number, text))
    assert all(len(name) <= 40 for name in names)
    assert all(name.replace("_", "a").isalnum() and name.isascii() for name in names)
    random.shuffle(names)
    assert hidden_text(names) == text


def trial(block: BlockStyle, *inlines: InlineStyle) -> tuple[Style, tuple[str, ...]]:
    """Return a house style with a block "trial" and inline styles "one", "two" …"""
    names = ("one", "two")[: len(inlines)]
    added = dict(zip(names, inlines, strict=True))
    return replace(
        house(),
        blocks={**house().blocks, "trial": block},
        inlines={**house().inlines, **added},
    ), names


def nested(names: tuple[str, ...]) -> Styled | Run:
    return Styled(names[0], (nested(names[1:]),)) if names else a_run("word")


def _set(token: str, value: bool | None) -> dict[str, Any]:
    return {token: value}


def _said(run: etree._Element) -> str:
    return "".join(text.text or "" for text in run.iter(f"{W}t"))


@pytest.mark.parametrize("token", TOGGLES)
def test_a_toggle_never_turns_over(token: str) -> None:
    """Every paragraph, outer and inner style that sets a toggle, leaves it or switches it off."""
    grounds = (False,) if token == "struck" else (False, True)
    for ground, outer, inner in itertools.product(grounds, (None, True, False), (None, True, False)):
        block = BlockStyle() if token == "struck" else BlockStyle(**_set(token, ground))
        one, two = InlineStyle(**_set(token, outer)), InlineStyle(**_set(token, inner))
        style, names = trial(block, one, two)
        publication = of((Para("trial", (a_run("ground "), nested(names))),))
        data = made(publication, style).value
        assert faults(data, publication, style) == [], (ground, outer, inner)


def test_an_italic_sign_is_italic_by_itself_in_an_italic_paragraph() -> None:
    """Word would turn it upright: paragraph style and character style both switch italic on."""
    publication = of((Para("document-abstract", (a_run("An "), Styled("hand", (a_run("added"),)))),))
    data = made(publication, house()).value
    (run,) = [r for r in part(data, TEXT).iter(f"{W}r") if "added" in _said(r)]
    assert [i.get(f"{W}val") for i in run.iter(f"{W}i")] == [None]
    assert word(renderer.extract(data), body("letter"), "added").looks == ((5, frozenset({Look.ITALIC})),)


def test_sizes_follow_the_paragraph() -> None:
    mark = Styled("raised", (a_run("rd"),))
    publication = of((Para("body", (a_run("3"), mark)), Para("document-title", (a_run("3"), mark))))
    data = made(publication, house()).value
    small, large = [r for r in part(data, TEXT).iter(f"{W}r") if "rd" in _said(r)]
    assert list(small.iter(f"{W}sz")) == []
    assert [int(size.get(f"{W}val") or 0) > 30 for size in large.iter(f"{W}sz")] == [True]


def test_containers_are_named_and_indent() -> None:
    text = Para("first", (a_run("word"),))
    publication = of((Group("quote", (Group("remark", (text,)),)),))
    document = docx.Document(io.BytesIO(made(publication, house(), "book").value))
    style = document.paragraphs[0].style
    assert style is not None
    assert style.name == "Variorum ¶ Quote / Remark / First"
    quote, remark = house().block("quote"), house().block("remark")
    assert style.paragraph_format.left_indent is not None
    assert style.paragraph_format.left_indent.pt == quote.left + remark.left
    assert style.font.size is not None
    assert style.font.size.pt == remark.size


def test_a_language_stands_on_its_words_only() -> None:
    found = {
        _said(run): lang.get(f"{W}val")
        for run in part(book(), TEXT).iter(f"{W}r")
        for lang in run.iter(f"{W}lang")
    }
    assert found == {"Москва": "ru", "ὄμβρος": "grc"}
