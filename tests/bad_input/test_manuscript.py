"""Faults of a manuscript: place and mend named, no text lost, nothing built, the last good file kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from desk import LETTER, TOML, Desk

from variorum import conventions
from variorum.codecs import read
from variorum.model.walk import plain
from variorum.source import Source


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault put into the letter: what is replaced by what, the finding, a word of its mend."""

    old: str
    new: str
    found: str
    mend: str
    grave: bool = True


FAULTS = {
    "an unclosed bracket": Fault("left this", "left [this", "8:34 unclosed-bracket", "Close it with “]”"),
    "a bracket never opened": Fault("left this", "left] this", "8:33 unopened-bracket", "Open it with “[”"),
    "crossing brackets": Fault(
        "left this office",
        "left {added|this [office} on]",
        "8:53 crossing-marks",
        "Close the inner mark first",
    ),
    "italics across a bracket": Fault(
        "left this office",
        "*left [this* office]",
        "8:29 style-across-bracket",
        "End the italic before the bracket",
    ),
    "italics never closed": Fault(
        "left this", "left *this", "8:34 unclosed-style", "Close it with “*”", grave=False
    ),
    "unknown initials": Fault(
        "left this", "left [that is, went from, QX] this", "8:34 initials-unknown", "[[editor]]", grave=False
    ),
    "pages out of order": Fault(
        "[page two]",
        "[page three]\n\nSome.\n\n[page two]",
        "14:1 page-order",
        "Compare the source",
        grave=False,
    ),
    "a page twice": Fault(
        "[page two]",
        "[page two]\n\nSome.\n\n[page two]",
        "14:1 page-twice",
        "Compare the source",
        grave=False,
    ),
    "a note never written": Fault("left this", "left[^a] this", "8:33 note-undefined", "[^a]:"),
    "a note never called": Fault(
        "[page two]", "[^a]: Words.\n\n[page two]", "10:1 note-unused", "“[^a]”", grave=False
    ),
    "an unknown construct": Fault(
        "left this", "left {addded|this}", "8:35 construct-unknown", "Did you mean “added”?"
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_with_its_place_and_mend(desk: Desk, name: str) -> None:
    fault = FAULTS[name]
    assert fault.old in LETTER
    desk.edition(one=LETTER.replace(fault.old, fault.new))
    said = desk.variorum("check", "letters")
    assert f"letters/documents/one.txt:{fault.found}" in said.findings, said.out
    assert fault.mend in said.out
    assert re.search(r"^ +│ +\^+$", said.out, re.MULTILINE), "a caret below the line"
    assert said.status == (1 if fault.grave else 0)
    assert "Traceback" not in said.out + said.err


def letters(text: str) -> list[str]:
    return sorted(re.findall(r"\w", text))


LOSING = {"pages out of order", "a page twice", "an unknown construct", "a note never called"}
"""Faults whose new words are marks or names of constructs, not text of the letter."""


@pytest.mark.parametrize("name", sorted(FAULTS.keys() - LOSING - {"a note never written"}))
def test_no_letter_of_a_faulty_manuscript_is_lost(name: str) -> None:
    fault = FAULTS[name]
    convention = conventions.load("soviet-archives").value
    text = LETTER.replace(fault.old, fault.new)
    reading = read(Source("one.txt", text), convention).value
    document = reading.document
    kept = plain((*document.head.lines, *document.body, *document.closing))
    marks = {"[page two]", "[…]", "added|", ", QX"}
    for mark in marks:
        text = text.replace(mark, "")
    missing = letters(text)
    for letter in letters(kept):
        if letter in missing:
            missing.remove(letter)
    assert missing == [], f"lost from {kept!r}"


def test_an_error_builds_nothing_and_keeps_the_last_good_file(desk: Desk) -> None:
    desk.edition()
    assert desk.variorum("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1").status == 0
    before = desk.files()
    desk.edition(one=LETTER.replace("left this", "left [this"))
    said = desk.variorum("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
    assert said.status == 1
    assert desk.files() == before
    assert list(before) == ["letters.docx"]


BINARY = bytes(range(256)) * 8
RUSSIAN = "Секретно. Товарищ Крючков просит сообщить о работе с агентурой за границей."


def test_an_empty_file_is_named(desk: Desk) -> None:
    desk.edition(one="")
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (1, ["letters/documents/one.txt:1:1 file-empty"])
    assert "Put the transcript" in said.out


@pytest.mark.parametrize(
    ("data", "reason"), [(BINARY, "zero bytes"), (b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04....", "Word")]
)
def test_a_file_that_is_not_text_is_named(desk: Desk, data: bytes, reason: str) -> None:
    desk.edition(one=data)
    said = desk.variorum("check", "letters")
    assert said.status == 1
    assert [one.split()[1] for one in said.findings] == ["file-not-text"]
    assert reason in said.out


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_wrong_encoding_is_guessed_and_can_be_set(desk: Desk, encoding: str) -> None:
    text = LETTER.replace("[…]", RUSSIAN)
    desk.edition(one=text.encode(encoding))
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (1, ["letters/documents/one.txt:12:49 file-encoding"])
    assert f'encoding = "{encoding}"' in said.out
    desk.edition(TOML.replace('base = "typed"', f'encoding = "{encoding}"'), one=text.encode(encoding))
    assert desk.variorum("check", "letters").status == 0
    assert RUSSIAN in desk.variorum("model", "letters").out


def test_an_encoding_that_does_not_exist_is_named(desk: Desk) -> None:
    desk.edition(TOML.replace('base = "typed"', 'encoding = "utf8000"'))
    said = desk.variorum("check", "letters")
    assert said.status == 1
    assert "utf8000" in said.out
    assert "windows-1251" in said.out


def test_all_documents_are_read_before_the_build_stops(desk: Desk) -> None:
    two = '[[document]]\nid = "two"\nfile = "documents/two.txt"\n'
    desk.edition(TOML + two, one=LETTER.replace("left this", "left [this"), two="Words] here.\n")
    assert desk.variorum("check", "letters").findings == [
        "letters/documents/one.txt:8:34 unclosed-bracket",
        "letters/documents/two.txt:1:6 unopened-bracket",
    ]


def test_words_in_a_place_where_their_block_cannot_stand_are_kept(desk: Desk) -> None:
    desk.edition(one="::: verse\nLine one.\n\n10. To replace *the bell*\n    again\n\n11. And two\n:::\n")
    said = desk.variorum("check", "letters")
    assert "letters/documents/one.txt:1:5 construct-malformed" in said.findings
    shown = desk.variorum("model", "letters").out
    for words in ("Line one.", "10. ", "To replace", "the bell", "11. ", "And two"):
        assert words in shown


STATED = "1. Notes and additions by translator and editor are bracketed, thus [ ];"
WHOLE = {
    "He said “I come and went.\n": ("1:9 unclosed-quotation", "Compare the source", 0),
    "A {added hnad=vb|word} here.\n": ("1:10 construct-fact", "Did you mean “hand”?", 1),
    "A {added|word here.\n": ("1:3 unclosed-bracket", "Close it with “}”", 1),
    "A {anchor-start act=added} b.\n": ("1:4 construct-malformed", "it lacks range", 1),
    "A {anchor-start range=r act=added}b c.\n": ("1:3 anchor-broken", "Write both ends", 1),
    "::: remark\nA text.\n": ("1:1 block-unclosed", "Close it with a line “:::”", 1),
    "A[^a] b.\n\n[^a]: One.\n\n[^a]: Two.\n": ("5:1 note-twice", "first at 3:1", 1),
    "A[^a] b[^a].\n\n[^a]: One.\n": ("1:8 note-called-twice", "the same number", 0),
    "| a | b |\n|---|---|\n| c |\n": ("3:1 table-ragged", "Add or take out a “|”", 0),
    LETTER.replace("(2 pp)", "(5 pp)"): ("3:32 page-count", "the text marks 2", 0),
    LETTER + "\nNo 19\n": ("14:1 head-disagrees", "“No 17”", 0),
    f"{LETTER}\nA. Clerk\n\n\n\n{STATED}\n2. Words of a Sunday are printed in green.\n": (
        "19:1 declaration-unknown",
        "legend_match",
        0,
    ),
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_fault_of_a_whole_text_is_found_with_its_place_and_mend(desk: Desk, text: str) -> None:
    found, mend, status = WHOLE[text]
    desk.edition(one=text)
    said = desk.variorum("check", "letters")
    assert f"letters/documents/one.txt:{found}" in said.findings, said.out
    assert mend in said.out
    assert said.status == status
