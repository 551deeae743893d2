"""No pattern of a set takes ever longer with each character of a text."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from variorum import conventions
from variorum.conventions import values
from variorum.conventions.ambiguity import never_ends
from variorum.findings.edition import ValueWrong
from variorum.folder import EditionFolder

ENDLESS = [
    *(r"(a+)+!", r"(a*)*", r"(?:a|aa)+b", r"(\w+\s?)*:", r"(?P<date>(?:\w+ ?)+)!", r"((a*|b*)c)*!"),
    *(r"(?:\s|#[^\n]*)*!", r"(a?b?)*c", r"(?s:.*\n)*!", r"(x|x)*y", r"(.*,)*x", r"(a{1,30}){1,30}!"),
    *(r"(?i:(?:ax|AX)+b)", r"(?=(a+)+!)a", r"(?:(?:(b))|(?:a+)+!)", r"(?(1)|)(a+)+!", r"((?:a|[a-c])+)+?x"),
]
ENDING = [
    *(r"(\w+\s)*:", r"(?:a|b)+", r"[a-z]+(?:-[a-z]+)*", r"(?:(?:A|AB) )*x", r"(?>a+)+", r"(a++)+"),
    *(r"([^,]*,)*x", r"(?:.*\n)*", r"(?:(?:[A-Z]\w*|[a-z]\w*) )+", r"(?:a|A)+b", r"\w+ (?:\d+[rv]?)?"),
    *(r"(?:(?>a)b|c)*", r"(?:a{2,3}){1,3}", r"(?i:(?-i:(?:ax|AX))+b)"),
]


@pytest.mark.parametrize("pattern", ENDLESS)
def test_a_pattern_that_reads_a_text_in_ever_more_ways_is_known(pattern: str) -> None:
    re.compile(pattern)
    assert never_ends(pattern)


@pytest.mark.parametrize("pattern", ENDING)
def test_a_pattern_that_reads_a_text_in_few_ways_is_right(pattern: str) -> None:
    re.compile(pattern)
    assert not never_ends(pattern)


def test_the_patterns_of_all_sets_end(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(pattern: str) -> bool:
        asked.append(pattern)
        return never_ends(pattern)

    monkeypatch.setattr(values, "never_ends", ask)
    import_module("variorum.conventions.load")._set_of_ours.cache_clear()
    assert [conventions.load(name).diagnostics for name in conventions.names()] == [()] * len(
        conventions.names()
    )
    assert len(asked) > 100


PLACES = {
    "a sign": "[[sign]]\nid = 'x'\nmeans.node = 'Remark'\nread = [{ mark = '[]', content = '(a+)+!' }]",
    "a line": "[[line]]\nkind = \"addressee\"\nmatch = '(\\w+\\s?)*:'",
    "a head": "[head]\nfirst = ['(?P<date>(?:\\w+ ?)+)!']",
    "a named pattern": "closing = '{{a}}!'\n[patterns]\na = '(?:a|aa)+'",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_one_is_an_error_of_the_set(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.toml").write_text(f'extends = "guide"\n{text}\n', "utf-8")
    found = conventions.load("mine.toml", folder=EditionFolder(tmp_path)).diagnostics
    assert [(type(one), "ends for every text" in one.message) for one in found] == [(ValueWrong, True)]
    assert str(found[0].span).startswith("mine.toml:")
