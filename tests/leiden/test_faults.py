"""What is no Leiden+ keeps its characters as text and is reported with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from steps import steps

from variorum.apparatus import annotate
from variorum.codecs import ReadOptions, read, reread, write
from variorum.codecs.leiden.reading.notations import parse
from variorum.codecs.transcript.strand import Strand
from variorum.conventions import load
from variorum.model import Edition, Imprint
from variorum.model.notation import notation
from variorum.model.schema import attributes
from variorum.model.walk import descend
from variorum.source import Source

MARKS = (
    *"[](){}<>|\\/_^~¯\"!*$#=:〚〛⟦⟧-.?'",
    *(" ", "\n", "\u0323", "\u0304", "(?)", "(¨)", "1. ", "2.- ", "<:", ":>", "<#", "#>", "/*", "*/"),
    *("|corr|", "|reg|", "||reg||", "||alt||", "|ed|", "|subst|", "||left:", "~|", "|~la ", "=>", "<="),
    *("<D=.", "=D>", "<T=.en", "=T>", "((3))", "…", "vac.", "lost.", "vestig", "lin", "ca."),
)
SET = load("leiden").value
LETTERS = "αβγδεζ0123456789"
texts = st.lists(st.one_of(st.sampled_from(MARKS), st.text(LETTERS, max_size=3)), max_size=30).map("".join)


def strand(text: str) -> Strand:
    return Strand.of(Source("text", text), 0, len(text))


def letters(text: str) -> list[str]:
    return sorted(character for character in text if character in LETTERS)


@pytest.mark.parametrize(
    ("text", "model", "findings"),
    [
        ("ab [cd", '"ab [cd"', ["1:4 unclosed-bracket"]),
        ("ab] cd", '"ab] cd"', ["1:3 unopened-bracket"]),
        ("a\n[b {c] d", '"a\\n" supplied(reason=lost "b {c") " d"', ["2:6 crossing-marks"]),
        ("(abc)", '"(abc)"', ["1:1 notation-unread"]),
        ("<:a|corr|b|corr|c:>", '"<:a|corr|b|corr|c:>"', ["1:1 notation-unread"]),
        ("[" * 45, f'"{"[" * 45}"', ["1:41 notation-unread"]),
        ("2 * 3 = 6", '"2 * 3 = 6"', []),
    ],
)
def test_what_cannot_be_read_stays_as_text(text: str, model: str, findings: list[str]) -> None:
    result = parse(strand(text))
    found = [f"{d.span.line}:{d.span.column} {d.slug}" for d in result.diagnostics if d.span]
    assert " ".join(notation(node) for node in result.value) == model
    assert [finding for finding in findings if finding in found] == findings
    assert bool(found) == bool(findings)


@pytest.mark.parametrize("dialect", ["leiden-plus", "leiden-translation"])
@settings(max_examples=150, deadline=None)
@given(text=texts)
def test_no_text_raises_or_loses_a_letter(dialect: str, text: str) -> None:
    """Each letter and figure is once in the model: in its words, or in a datum (a line, a quantity, …).

    Marks are all other characters, and the words `vac lost vestig lin ca corr reg …` of the notation.
    """
    result = parse(strand(text), dialect)
    kept = ""
    for node in result.value:
        for part in descend(node):
            for attribute, value in attributes(part):
                if attribute.many:
                    kept += "".join(each.partition("=")[2] or each for each in value)
                elif isinstance(value, str):
                    kept += value
    assert letters(kept) == letters(text)


@given(text=texts)
@settings(max_examples=50, deadline=None)
def test_the_prose_of_a_note_raises_nothing_either(text: str) -> None:
    parse(strand(text), note=True)


def test_in_the_prose_of_a_note_brackets_and_figures_are_what_they_seem() -> None:
    result = parse(strand("Cf. P.Oxy. 12. 3 (a copy), where the scribe wrote [κ]α̣ὶ."), note=True)
    words = "Cf. P.Oxy. 12. 3 (a copy), where the scribe wrote "
    expected = f'"{words}" supplied(reason=lost "κ") unclear("α") "ὶ."'
    assert " ".join(notation(node) for node in result.value) == expected
    assert result.diagnostics == ()


@settings(max_examples=40, deadline=None)
@given(text=texts, more=texts)
def test_no_transcript_raises_when_it_is_read_printed_written(text: str, more: str) -> None:
    source = Source("t", f"{text}[^n]\n\n# {more}\n\n[^n]: {more}\n\n{more}")
    document = read(source, SET, ReadOptions("d", "handwritten", ("grc",))).value.document
    annotate(Edition("d", Imprint("D", language="en-GB"), (document,)), SET, "edition", None)
    reread(write(document, SET), document, SET)


@pytest.mark.parametrize("mark", ["[", "1a", "/*", "//", "=a", "(ref=", "<D=."])
def test_the_work_grows_with_the_text_alone(mark: str) -> None:
    """Twice the marks take twice the steps, not four times as many."""
    short, long = strand(mark * 400), strand(mark * 800)
    parse(short)
    assert steps(lambda: parse(long)) <= 2.2 * steps(lambda: parse(short))
