"""What stands on the pages of finished editions: where documents, signatures, columns and margins are."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pikepdf
import pytest
from desk import TOML, Desk

from variorum_pdf.read.canvas import Canvas
from variorum_pdf.read.content import canvas_of
from variorum_pdf.read.extraction import extract, places_of_tokens
from variorum_pdf.read.margin import Line

LINE = "Some plain words stand here, and they go on for a while so that the line is a full one. "
DOCUMENT = '[[document]]\nid = "{name}"\nfile = "documents/{name}.txt"\nbase = "typed"\n'
CONTINUE = 'extends = "house"\n[page]\ndocument_starts = "continue"\n'


def built(desk: Desk, texts: Mapping[str, str], style: str = "", more: str = "") -> bytes:
    """Return the PDF of an edition of these documents."""
    head, rows = TOML.split("[[document]]")[0], "".join(DOCUMENT.format(name=name) for name in texts)
    named = f'style = "own.toml"\n{head}' if style else head
    root = desk.edition(named + rows + more, **texts)
    (root / "own.toml").write_text(style, "utf-8")
    made = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert made.status == 0, made.out
    return desk.files()["letters.pdf"]


def places(data: bytes) -> Mapping[str, Sequence[Line]]:
    """Return for each stream where its words stand."""
    return places_of_tokens(data)


def canvases(data: bytes) -> list[Canvas]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [canvas_of(page, {}) for page in pdf.pages]


def letter(number: int, lines: int = 1) -> str:
    return (
        f"{number} March 1918 (No {number}) Letter {number}\n\nPut down on paper. (2 pp)\n\n\n"
        f"Dear Colleague,\n\n{LINE}[^a]\n\n"
        f"[page two]\n\n{LINE * lines}\n\n[^a]: A note of letter {number}.\n"
    )


def test_documents_run_on(desk: Desk) -> None:
    texts = {f"d{number}": letter(number) for number in range(1, 7)}
    found = places(built(desk, texts, CONTINUE))
    pages = [found[f"{name}/body"][0].page for name in texts]
    assert pages == sorted(pages)
    assert len(set(pages)) <= len(pages) / 2
    for name, other in pairwise(texts):
        last, first = found[f"{name}/body"][-1], found[f"{other}/head"][0]
        apart = last.baseline - first.baseline
        assert (first.page == last.page + 1) or (first.page == last.page and apart > 2 * last.size)
    notes = [lines[0] for stream, lines in found.items() if stream.startswith("note/")]
    assert [one.page for one in notes] == pages


def test_documents_that_run_on_are_in_outline_and_contents(desk: Desk) -> None:
    data = built(desk, {f"d{number}": letter(number) for number in range(1, 4)}, CONTINUE)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert [one for one in titles if one.startswith("Letter")] == ["Letter 1", "Letter 2", "Letter 3"]


@pytest.mark.parametrize("length", range(3, 9))
def test_a_head_has_lines_below_it(desk: Desk, length: int) -> None:
    texts = {f"d{number}": letter(number, length) for number in range(1, 7)}
    found = places(built(desk, texts, CONTINUE))
    for name in texts:
        heights = sorted({(one.page, -round(one.baseline)) for one in found[f"{name}/body"]})
        assert heights[2][0] == found[f"{name}/head"][0].page


SIGNED = "::: line kind=signature\nA. Keeper\n:::\n"
LAST_LINES = {
    "said to be such": (f"\n\n::: line kind=closing\nYours,\n:::\n\n{SIGNED}", 2),
    "plain paragraphs": (f"\n\nYours,\n\nA. Keeper. End of text.\n\n{SIGNED}", 3),
    "without a signature": ("\n\nYours,\n\nA. Keeper", 2),
}


@pytest.mark.parametrize(("ending", "lines_of_it"), LAST_LINES.values(), ids=LAST_LINES)
def test_a_signature_stands_below_words(desk: Desk, ending: str, lines_of_it: int) -> None:
    texts = {f"d{number}": f"No {number}\n\n" + LINE * number + ending for number in range(19, 31)}
    found = places(built(desk, texts))
    broken = set()
    for name in texts:
        lines = found[f"{name}/body"]
        last = lines[-1].page
        on_last = {round(one.baseline) for one in lines if one.page == last}
        broken.add(lines[0].page != last)
        assert len(on_last) > lines_of_it, name
    assert broken == {True, False}


SIGNED = "::: line kind=signature\nQ. Keeper\n:::\n"
ENDS = (
    f"::: line kind=closing\nQours,\n:::\n\n{SIGNED}\n{SIGNED}\n::: line kind=enclosure\nQ. papers\n:::\n",
    f"::: line kind=dateline\nQ. Paris\n:::\n\n{SIGNED}",
    f"::: line kind=closing\nQours,[^a]\n:::\n\n{SIGNED}\n[^a]: {'Q. note. ' * 40}\n",
    f"[page two]\n\n{SIGNED}",
    f"{SIGNED}\n::: line kind=distribution\nQ. copies\n:::\n",
    f"::: line kind=register\nQ. No 5\n:::\n\n{SIGNED}",
)


def test_no_page_of_a_document_holds_its_end_alone(desk: Desk) -> None:
    texts = {
        f"d{lines}-{number}": f"No {lines}\n\n{LINE * 12}\n\n{LINE * (lines - 12)}\n\n{ending}"
        for lines in (23, 25, 27)
        for number, ending in enumerate(ENDS)
    }
    found = extract(built(desk, texts)).streams
    broken = 0
    for name in texts:
        pages: dict[str, set[str]] = {}
        for word in found[f"{name}/body"]:
            pages.setdefault(word.place, set()).add(word.text)
        broken += len(pages) > 1
        assert [page for page, words in pages.items() if not words & {*LINE.split()}] == [], name
    assert broken > len(texts) / 3


def test_type_is_painted_in_black_alone(desk: Desk) -> None:
    data = built(desk, {"one": letter(1)})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        forms = (form for page in pdf.pages for form in page.obj.Resources.get("/XObject", {}).values())
        painted = [*pdf.pages, *forms]
        used = {str(one.operator) for each in painted for one in pikepdf.parse_content_stream(each)}
    assert "g" in used
    assert used.isdisjoint({"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"})


def test_a_colour_is_a_colour(desk: Desk) -> None:
    style = 'extends = "house"\n[inlines.page-mark]\ncolor = "#800000"\n'
    data = built(desk, {"one": letter(1)}, style)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        used = {str(one.operator) for page in pdf.pages for one in pikepdf.parse_content_stream(page)}
    assert {"g", "rg"} <= used


@pytest.mark.parametrize("label", ["2", "recto of the second leaf of the third gathering", "x" * 40])
def test_labels_of_pages_stand_in_the_margin(desk: Desk, label: str) -> None:
    begun = f'{{page-break label="{label}" generated=yes}}{LINE}{{page-break label=9 generated=yes}}'
    data = built(desk, {"one": f"No 1\n\n{LINE}{begun}{LINE}\n"})
    inside, painted = [], ""
    for canvas in canvases(data):
        left, _, right, _ = canvas.box
        for stretch in canvas.stretches:
            if stretch.artifact:
                inside += [left < glyph.left and glyph.right < right for glyph in stretch.glyphs]
                painted += "".join(stretch.text.split())
    assert all(inside)
    assert "".join(label.split()) in painted


def test_columns_are_set_to_their_side(desk: Desk) -> None:
    table = "| Name | Sum | Remark |\n|---|---:|:---:|\n| Oil | 1,234.50 | a |\n| Wick | 2.25 | bbbbbb |\n"
    data = built(desk, {"one": f"No 1\n\n{LINE}\n\n{table}\n{LINE}\n"})
    ends = {
        stretch.text.strip(): ([one for one in stretch.glyphs if one.text.strip()])
        for canvas in canvases(data)
        for stretch in canvas.stretches
    }
    assert ends["1,234.50"][-1].right == pytest.approx(ends["2.25"][-1].right, abs=0.1)
    middles = [(ends[one][0].left + ends[one][-1].right) / 2 for one in ("a", "bbbbbb")]
    assert middles[0] == pytest.approx(middles[1], abs=0.2)
    assert ends["Oil"][0].left == pytest.approx(ends["Wick"][0].left, abs=0.1)


def test_the_label_of_a_note_without_words_stands_in_the_text_block(desk: Desk) -> None:
    text = f"No 1\n\n{LINE}{{note-ref note=n1}}\n\n::: note id=n1 series=textual\n::: rule\n:::\n:::\n"
    data = built(desk, {"one": text})
    edges = [
        min(glyph.left for one in canvas.stretches if not one.artifact for glyph in one.glyphs)
        for canvas in canvases(data)
        if any(not one.artifact for one in canvas.stretches)
    ]
    assert min(edges) >= 20 / 25.4 * 72 - 0.5
