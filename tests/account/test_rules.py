"""What leaves words out: each rule where it holds, and where it must not; what is never left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from account.books import account_of, told

RULES = {
    "index terms are data for the index": (
        "<body><p>On apples<index><term>Fruit</term></index>, winter.</p></body>",
        "edition",
        "data index: 5",
    ),
    "a term in the text is none of the index": (
        "<body><p>On <term>apples</term>, winter.</p></body>",
        "edition",
        "",
    ),
    "registers behind the text are data": (
        "<body><p>One.</p></body><back><listPerson><person><persName>Two</persName></person></listPerson></back>",
        "edition",
        "register: 3",
    ),
    "a list of books in the text is text": (
        "<body><p>One.</p><listBibl><bibl>Two</bibl></listBibl></body>",
        "edition",
        "",
    ),
    "deleted words are left out where the profile prints none": (
        "<body><p>One <del>two</del> three.</p></body>",
        "reading",
        "sign-omitted deleted: 3",
    ),
    "deleted words are printed where it does": (
        "<body><p>One <del>two</del> three.</p></body>",
        "edition",
        "",
    ),
    "of two forms the other is left out where no note has it": (
        "<body><p>One <choice><sic>tow</sic><corr>two</corr></choice>.</p></body>",
        "reading",
        "other-form sic: 3",
    ),
    "both forms are printed where a note has one": (
        "<body><p>One <choice><sic>tow</sic><corr>two</corr></choice>.</p></body>",
        "edition",
        "",
    ),
    "readings of other witnesses are left out where no note has them": (
        "<body><p>One <app><lem>two</lem><rdg wit='B'>too</rdg></app>.</p></body>",
        "reading",
        "other-reading variant: 3",
    ),
    "words in a deleted range are left out": (
        "<body><p>One <delSpan spanTo='#e'/>two</p><p>three<anchor xml:id='e'/> four.</p></body>",
        "reading",
        "range-omitted deleted: 8",
    ),
    "words behind a deleted range are not": (
        "<body><p>One <delSpan spanTo='#e'/>two<anchor xml:id='e'/> three.</p></body>",
        "edition",
        "",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_leave_out_what_they_name(tmp_path: Path, name: str) -> None:
    text, profile, expected = RULES[name]
    assert told(account_of(tmp_path, text, profile)) == expected


BALANCED = {
    "a note hangs on its word": "<body><p>States <note>One.</note> and <note>Two.</note>.</p></body>",
    "an element without words keeps its blanks": "<body><p>Three <gap reason='illegible'/> four.</p></body>",
    "an opener in a paragraph is parted": "<body><p><salute>Dear John,</salute>I am well.</p></body>",
    "a line end inside a word joins it": "<body><p>har-<lb break='no'/>\n  bour and\n<lb/>more</p></body>",
    "a page in a word joins it": "<body><p>govern<pb n='2' break='no'/>ment</p></body>",
    "old words and new ones": "<body><p>A<subst><add>T</add><del>t</del></subst>he end.</p></body>",
    "a long reading stands whole in its note": (
        "<body><p>One <app><lem>two</lem><rdg wit='B'>a reading of more words than a lemma has</rdg></app>."
        "</p></body>"
    ),
    "references stand for characters": "<body><p>A &amp; B &#x2014; C<!-- no --> <![CDATA[D]]></p></body>",
    "a transcript with a table": "One[^a] *two*.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^a]: Three.\n",
}


@pytest.mark.parametrize("name", BALANCED)
@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_what_is_printed_balances(tmp_path: Path, name: str, profile: str) -> None:
    faults = account_of(tmp_path, BALANCED[name], profile).diagnostics
    assert [fault.message for fault in faults] == []
