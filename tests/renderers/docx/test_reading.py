"""Reading back: what Word or an editor may have made of the file."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

import pytest
from invented import a_run
from lxml import etree
from renderers.docx.manuscript import (
    NOTES,
    STYLES,
    TEXT,
    W,
    book,
    changed,
    faults,
    house,
    made,
    of,
    runs,
    word,
)
from sample_publication import page, sample

from variorum.extract import Look, body
from variorum.ooxml.numbering import formatted
from variorum.publication import Para
from variorum.style import load
from variorum_docx import renderer
from variorum_docx.numbering import note_counts


@pytest.mark.parametrize("style", ["house", "large-print"])
def test_the_sample_reads_back_whole(style: str) -> None:
    loaded = load(style).value
    result = made(sample(), loaded)
    assert result.diagnostics == ()
    assert faults(result.value, sample(), loaded) == []


def split(tree: etree._Element) -> None:
    """Cut every run of text at random places, as Word does for its own reasons."""
    chance = random.Random(7)
    for run in list(tree.iter(f"{W}r")):
        texts = run.findall(f"{W}t")
        if len(texts) != 1 or len(texts[0].text or "") < 2 or run.find(f"{W}footnoteReference") is not None:
            continue
        said = texts[0].text or ""
        cut = chance.randrange(1, len(said))
        other = copy.deepcopy(run)
        texts[0].text = said[:cut]
        (behind,) = other.findall(f"{W}t")
        behind.text = said[cut:]
        run.addnext(other)
        other.addprevious(other.makeelement(f"{W}proofErr", {f"{W}type": "spellStart"}))


@pytest.mark.parametrize("name", [TEXT, NOTES])
def test_runs_may_be_split_anywhere(name: str) -> None:
    assert faults(changed(book(), name, split)) == []


def test_direct_formatting_counts_like_a_style() -> None:
    def make_plain(tree: etree._Element) -> None:
        for style in list(tree.iter(f"{W}rStyle")):
            if style.get(f"{W}val") == "VC-inserted":
                holder = style.getparent()
                assert holder is not None
                holder.remove(style)
                holder.append(holder.makeelement(f"{W}i"))
                holder.append(holder.makeelement(f"{W}u", {f"{W}val": "single"}))

    assert faults(changed(book(), TEXT, make_plain)) == []


def wrap(name: str) -> Callable[[etree._Element], None]:
    def change(tree: etree._Element) -> None:
        (run,) = runs(tree, "The gauge is full.")
        holder = run.getparent()
        assert holder is not None
        around = holder.makeelement(f"{W}{name}", {f"{W}id": "900", f"{W}author": "A"})
        holder.replace(run, around)
        around.append(run)

    return change


def test_tracked_changes_are_read_as_if_accepted() -> None:
    assert faults(changed(book(), TEXT, wrap("ins"))) == []
    assert any("gauge" in fault for fault in faults(changed(book(), TEXT, wrap("del"))))


def paint(name: str, **values: str) -> Callable[[etree._Element], None]:
    def change(tree: etree._Element) -> None:
        (run,) = runs(tree, "The gauge is full.")
        own = run.makeelement(f"{W}rPr")
        own.append(own.makeelement(f"{W}{name}", {f"{W}{key}": value for key, value in values.items()}))
        run.insert(0, own)

    return change


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("color", {"val": "FFFFFF"}),
        ("color", {"val": "FDFDFD"}),
        ("vanish", {}),
        ("sz", {"val": "2"}),
    ],
)
def test_ink_that_cannot_be_seen_is_noticed(name: str, values: dict[str, str]) -> None:
    found = faults(changed(book(), TEXT, paint(name, **values)))
    assert len(found) == 4
    assert all("cannot be seen" in fault for fault in found)


def test_white_on_black_can_be_seen() -> None:
    def change(tree: etree._Element) -> None:
        paint("color", val="FFFFFF")(tree)
        (run,) = runs(tree, "The gauge is full.")
        own = run.find(f"{W}rPr")
        assert own is not None
        own.append(own.makeelement(f"{W}shd", {f"{W}val": "clear", f"{W}fill": "000000"}))

    assert faults(changed(book(), TEXT, change)) == []


def test_a_style_that_hides_is_noticed() -> None:
    def change(tree: etree._Element) -> None:
        (style,) = [s for s in tree.iter(f"{W}style") if s.get(f"{W}styleId") == "VP-signature"]
        properties = style.find(f"{W}rPr")
        assert properties is not None
        properties.append(properties.makeelement(f"{W}vanish"))

    found = faults(changed(book(), STYLES, change))
    assert found
    assert all("hidden text" in fault for fault in found)


def test_toggles_of_two_styles_cancel_each_other() -> None:
    """As ECMA-376 part 1, 17.7.3, has it: without the direct property the word would be upright in Word."""

    def change(tree: etree._Element) -> None:
        (run,) = runs(tree, "To the files.")
        own = run.find(f"{W}rPr")
        holder = run.getparent()
        assert own is not None
        assert holder is not None
        style = holder.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        style.set(f"{W}val", "VP-document-abstract")

    data = changed(book(), TEXT, change)
    assert word(renderer.extract(data), body("memorandum"), "files.").looks == ((6, frozenset()),)


@pytest.mark.parametrize(
    ("properties", "look"),
    [
        ({"u": "wavyDouble"}, Look.DOUBLE_UNDERLINE),
        ({"u": "words"}, Look.UNDERLINE),
        ({"dstrike": "1"}, Look.STRUCK),
        ({"position": "6"}, Look.RAISED),
        ({"position": "-6"}, Look.LOWERED),
        ({"spacing": "20"}, Look.SPACED),
    ],
)
def test_looks_of_word_that_we_do_not_write(properties: dict[str, str], look: Look) -> None:
    ((name, value),) = properties.items()
    data = changed(book(), TEXT, paint(name, val=value))
    assert word(renderer.extract(data), body("letter"), "gauge").looks == ((5, frozenset({look})),)


@pytest.mark.parametrize("label", ["3r", "[1v]", "л. 12 об.", "x" * 60])
def test_a_page_is_told_by_its_label_whatever_it_is(label: str) -> None:
    publication = of((Para("body", (a_run("one wo"), page("letter", label, joins=True), a_run("rd two"))),))
    data = made(publication, house()).value
    assert faults(data, publication) == []
    (seen,) = renderer.extract(data).pages["letter"]
    assert (seen.label, seen.index) == (label, 2)


def test_what_is_no_word_file_is_refused() -> None:
    for data in (b"", b"PK\x03\x04", b"%PDF-1.7", changed(book(), "word/document.xml", _rename)):
        with pytest.raises(ValueError, match="this is no Word file"):
            renderer.extract(data)


def _rename(tree: etree._Element) -> None:
    tree.tag = "{urn:other}thing"


def test_text_put_before_everything_is_extra() -> None:
    def change(tree: etree._Element) -> None:
        (top,) = tree.findall(f"{W}body")
        added = top.makeelement(f"{W}p")
        run = etree.SubElement(added, f"{W}r")
        etree.SubElement(run, f"{W}t").text = "Stray words"
        top.insert(0, added)

    assert any("Stray" in fault for fault in faults(changed(book(), TEXT, change)))


def test_numbers_in_the_formats_of_word() -> None:
    assert [formatted(n, "lowerLetter") for n in (1, 26, 27, 28)] == ["a", "z", "aa", "bb"]
    assert [formatted(n, "upperRoman") for n in (4, 9, 14, 1999)] == ["IV", "IX", "XIV", "MCMXCIX"]
    assert [formatted(n, "chicago") for n in (1, 2, 5)] == ["*", "†", "**"]


@pytest.mark.parametrize(
    ("parts", "by_section", "expected"),
    [
        ([["1", "2", "3"]], False, [("decimal", False, "yes yes yes")]),
        ([["1", "*", "2"]], False, [("decimal", False, "yes no yes")]),
        ([["1", "2"], ["1"]], False, [("decimal", False, "no no"), ("decimal", False, "no")]),
        ([["1", "2"], ["1"]], True, [("decimal", True, "yes yes"), ("decimal", True, "yes")]),
        (
            [["1", "2"], [], ["3"]],
            True,
            [("decimal", False, "yes yes"), ("decimal", False, ""), ("decimal", False, "yes")],
        ),
        ([["1", "3"], ["1"]], True, [("decimal", True, "no no"), ("decimal", True, "yes")]),
        ([["2", "3"]], True, [("decimal", True, "no no")]),
        ([["1", "1", "2"]], True, [("decimal", True, "no no no")]),
        (
            [["a", "b"], ["1", "a", "2"]],
            True,
            [("lowerLetter", True, "yes yes"), ("decimal", True, "yes no yes")],
        ),
        ([["a", "c"]], True, [("decimal", True, "no no")]),
        (
            [["i", "ii", "iii"], ["*", "†"]],
            True,
            [("lowerRoman", True, "yes yes yes"), ("chicago", True, "yes yes")],
        ),
        ([["12a", "q"], []], True, [("decimal", True, "no no"), ("decimal", True, "")]),
    ],
)
def test_labels_are_left_to_word_where_it_would_count_them_so(
    parts: list[list[str]], by_section: bool, expected: list[tuple[str, bool, str]]
) -> None:
    found = note_counts(parts, by_section)
    said = [(one.form, one.anew, " ".join("yes" if each else "no" for each in one.counted)) for one in found]
    assert said == expected
