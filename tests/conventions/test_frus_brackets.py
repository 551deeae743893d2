"""The brackets of whole volumes of Foreign Relations, as the set `frus` decides them; compared by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from variorum.codecs import ReadOptions, read
from variorum.conventions import load
from variorum.source import Source

SET = load("frus").value
TEI = "{http://www.tei-c.org/ns/1.0}"
STRETCHES = {"p", "head", "dateline", "salute", "signed", "item", "note", "cell", "label"}
AROUND = "A sentence stands here.\n\n{}\n\nAnother stands here.\n"


def pieces(element: etree._Element, italic: bool, top: bool = True) -> Iterator[tuple[str, bool]]:
    """Yield the words of a paragraph and whether they are in italic, without the paragraphs in it."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else None
    if name is None or (name in STRETCHES and not top):
        return
    italic = italic or (name == "hi" and "italic" in element.get("rend", ""))
    yield element.text or "", italic
    for child in element:
        yield from pieces(child, italic, top=False)
        yield child.tail or "", italic


def transcript(element: etree._Element) -> str:
    """Return a paragraph as a transcript has it: italic between stars."""
    made = ""
    for text, italic in pieces(element, False):
        words = re.sub(r"([\\*^~{}|<>])", r"\\\1", re.sub(r"\s+", " ", text))
        bare = words.strip()
        made += words.replace(bare, f"*{bare}*") if italic and bare else words
    return made.strip()


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("frus1961-63v06", {"supplied": 9, "sic": 3, "correction": 2, "omission-summary": 2, "blank": 1}),
        (
            "frus1961-63v05",
            {
                **{"omission-summary": 31, "supplied": 30, "remark": 19, "not-declassified": 15},
                **{"conjecture": 3, "remark-block": 2, "sic": 1, "garbled": 1, "illegible": 1},
                "doubtful-correction": 1,
            },
        ),
        (
            "frus1917-72PubDip",
            {
                **{"supplied": 15, "correction": 6, "remark": 3, "omission-summary": 2},
                **{"doubtful-correction": 2, "correcting-letters": 1, "conjecture": 1},
            },
        ),
    ],
)
def test_every_bracket_is_decided(shared: Path, volume: str, expected: dict[str, int]) -> None:
    root = etree.parse(shared / "corpus" / "tei" / "frus" / f"{volume}.xml").getroot()
    text = root.find(f"{TEI}text")
    assert text is not None
    found: Counter[str] = Counter()
    brackets = 0
    for element in text.iter(*(f"{TEI}{name}" for name in STRETCHES)):
        words = transcript(element)
        if "[" not in words:
            continue
        reading = read(Source("p", AROUND.format(words)), SET, ReadOptions(base="typed", full_line=1)).value
        brackets += min(words.count("["), words.count("]"))  # one of v05 is never closed in the file
        found.update(one.sign for one in reading.decisions if one.literal.startswith("["))
    assert found == expected
    assert found.total() == brackets
