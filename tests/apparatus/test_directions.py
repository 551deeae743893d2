"""What runs from right to left: by the language of words, by the words themselves, and inside a line."""

from __future__ import annotations

import pytest

from variorum.directions import embedded, is_leftwards, runs_leftwards
from variorum.origin import Generated, OriginRule
from variorum.publication import Call, PInlines, Run, Styled


@pytest.mark.parametrize(
    "tag",
    [
        "he",
        "ar",
        "fa",
        "ur",
        "yi",
        "syc",
        "ckb",
        "ps",
        "sd",
        "ug",
        "dv",
        "nqo",
        "az-Arab",
        "ku-Arab-IQ",
        "pa-PK",
        "he-Hebr-IL",
    ],
)
def test_a_language_is_written_in_its_likely_script(tag: str) -> None:
    assert is_leftwards(tag)


@pytest.mark.parametrize(
    "tag",
    ["en", "de-AT", "zh", "ja", "ka", "ru", "az", "he-Latn", "ar-Latn", "yi-Latn-US", "und", "x-unknown"],
)
def test_other_languages_and_transcriptions_run_from_left_to_right(tag: str) -> None:
    assert not is_leftwards(tag)


@pytest.mark.parametrize(
    ("words", "language", "leftwards"),
    [
        ("שלום עולם", "en", True),
        ("Dear friend", "he", False),
        ("12. 3.", "he", True),
        ("12. 3.", "en", False),
        ("", "ar", True),
        ("שלום is what he said to them.", "en", False),
        ("שלום is what he said, and לום", "en", True),
        ("Weizmann כתב אל הוועד", "he", True),
        ("As he said: שלום", "he", False),
        ("(1931) مرحبا", "en", True),
    ],
)
def test_a_paragraph_runs_as_its_language_and_its_words_do(
    words: str, language: str, leftwards: bool
) -> None:
    assert runs_leftwards(words, language) is leftwards


def run(text: str) -> Run:
    return Run(text, Generated(OriginRule.WORDING))


def shown(children: PInlines) -> str:
    """Return inlines with a bracket for each that is styled, “<” and “>” for those of another direction."""
    found = ""
    for child in children:
        match child:
            case Run():
                found += child.text
            case Styled(leftwards=None):
                found += f"[{shown(child.children)}]"
            case Styled():
                found += f"<{shown(child.children)}>"
            case Call():
                found += "*"
    return found


ITALIC = {name: Styled("emphasis", (run(name),)) for name in ("Société", "Nations", "שלום", "12")}
CALL = Call("c", "n", run("1"), "notes")


@pytest.mark.parametrize(
    ("children", "leftwards", "expected"),
    [
        ((run("כתב "), ITALIC["Société"], run(" des "), ITALIC["Nations"], run(" (1931) לנו")), True,
         "כתב <[Société] des [Nations]> (1931) לנו"),
        ((run("כתב Société "), ITALIC["Nations"], run(", ושוב")), True, "כתב <Société [Nations]>, ושוב"),
        ((run("He said "), ITALIC["שלום"], run(" עולם, twice")), False, "He said <[שלום] עולם>, twice"),
        ((run("He said "), ITALIC["שלום"], run(", once")), False, "He said [שלום], once"),
        ((run("כתב Société "), CALL, ITALIC["Nations"]), True, "כתב <Société *[Nations]>"),
        ((run("Plain "), ITALIC["Nations"]), False, "Plain [Nations]"),
        ((run("כתב "), ITALIC["12"], run(" לנו")), True, "כתב [12] לנו"),
        ((run("כתב "), ITALIC["Société"], run(" (London). ושוב")), True, "כתב <[Société] (London)>. ושוב"),
        ((run("כתב “"), ITALIC["Société"], run(" “A [b]”” (לנו)")), True, "כתב “<[Société] “A [b]”>” (לנו)"),
        ((run("כתב Société ("), ITALIC["Nations"], run("). לנו")), True, "כתב <Société ([Nations])>. לנו"),
        ((run("כתב London (Geneva)). לנו"),), True, "כתב London (Geneva)). לנו"),
    ],
)  # fmt: skip
def test_words_that_run_on_in_another_direction_stand_together(
    children: PInlines, leftwards: bool, expected: str
) -> None:
    made = embedded(children, leftwards)
    assert shown(made) == expected
    assert shown(made).translate(str.maketrans("", "", "<>")) == shown(children)
