"""The text of every Word file of the corpus is what pandoc, a reader that is not ours, makes of it.

`compared` tells in which form both are compared. Where they differ, it is listed here with the reason, and
the reason is a rule that makes the one out of the other: a difference of another kind is a failure, and so is
one that is listed and is none.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accession.word.compared import Manner, ours, pandocs
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHANGED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo|cellIns|cellDel|[a-zA-Z]+Change)\b")
Texts = list[str]


def main_part(path: Path) -> etree._Element:
    """Return the tree of the part with the text."""
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("word/document.xml"))


def paragraphs(element: etree._Element) -> Iterator[str]:
    """Yield the words of the paragraphs in an element, deleted ones too."""
    for paragraph in element.iter(f"{W}p"):
        held = paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab")
        words = "".join(" " if one.tag == f"{W}tab" else one.text or "" for one in held)
        if words.strip():
            yield " ".join(words.split())


def without(texts: Texts, gone: Iterator[str]) -> Texts:
    """Return texts without those that are gone, each taken out once."""
    kept = list(texts)
    for text in gone:
        if text in kept:
            kept.remove(text)
    return kept


def boxes(path: Path, mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """Pandoc passes over text boxes; we read them behind the paragraph at which they hang."""
    held = (text for box in main_part(path).iter(f"{W}txbxContent") for text in paragraphs(box))
    return without(mine, held), theirs


def inserted_rows(path: Path, mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """Pandoc knows no rows that were inserted: refused, they go with all that is in them, as Word does it."""
    rows = (row for row in main_part(path).iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is not None)
    cells = (cell for row in rows for cell in row.iter(f"{W}tc"))
    return mine, without(theirs, (text for cell in cells for text in kept_of(cell)))


def kept_of(cell: etree._Element) -> Iterator[str]:
    """Yield the words of a cell but for those that a refusal takes out anyway."""
    for insertion in list(cell.iter(f"{W}ins", f"{W}moveTo")):
        if len(insertion):
            insertion.getparent().remove(insertion)  # type: ignore[union-attr]
    return paragraphs(cell)


def joined(path: Path, mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """Pandoc sets a blank where two paragraphs become one; Word sets none."""
    return [text.replace(" ", "") for text in mine], [text.replace(" ", "") for text in theirs]


def running(path: Path, mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """Pandoc passes over running heads; we take them for the text where a file has no other words."""
    assert not list(paragraphs(main_part(path)))
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if re.search(r"/(?:header|footer)\d*\.xml$", name)]
        heads = [text for name in names for text in paragraphs(etree.fromstring(package.read(name)))]
    return without(mine, iter(heads)), theirs


def contents(path: Path, mine: Texts, theirs: Texts) -> tuple[Texts, Texts]:
    """Pandoc reads the lists that Word has made of the text; we leave them out, and tell it.

    Where a field repeats the number of a note, pandoc has the number, and we call the note again.
    """
    root = main_part(path)
    numbers = [text for text in paragraphs(root) if re.search(r"\d", text)]
    return [with_number(text, numbers) for text in mine], without(theirs, lists_of_word(root))


def lists_of_word(root: etree._Element) -> Iterator[str]:
    """Yield the paragraphs of lists that Word has made: in their field, or in a control for contents."""
    depth = 0
    for paragraph in root.iter(f"{W}p"):
        said = "".join(one.text or "" for one in paragraph.iter(f"{W}instrText"))
        marks = [one.get(f"{W}fldCharType") for one in paragraph.iter(f"{W}fldChar")]
        controls = list(paragraph.iterancestors(f"{W}sdt"))
        galleries = [one.get(f"{W}val") for sdt in controls for one in sdt.iter(f"{W}docPartGallery")]
        if depth or re.match(r"\s*(?:TOC|INDEX|TOA)\b", said):
            depth += marks.count("begin") - marks.count("end")
            yield from paragraphs(etree.fromstring(f"<a>{etree.tostring(paragraph).decode()}</a>"))
        elif "Table of Contents" in galleries:
            yield from paragraphs(etree.fromstring(f"<a>{etree.tostring(paragraph).decode()}</a>"))


def with_number(text: str, numbered: Texts) -> str:
    """Return a paragraph in which numbers stand for notes, if the file has one with the same words."""
    form = r"\d+".join(map(re.escape, re.split(r"⟦[^⟧]*⟧", text)))
    return next((one for one in numbered if re.fullmatch(form, one)), text)


DIFFERENCES: dict[tuple[str, Manner], Callable[[Path, Texts, Texts], tuple[Texts, Texts]]] = {
    ("open-xml-sdk/Comment042.docx", "accept"): boxes,
    ("poi/stress010.docx", "accept"): boxes,
    ("openxml-powertools/RA001-Tracked-Revisions-01.docx", "reject"): inserted_rows,
    ("poi/58067.docx", "reject"): joined,
    ("poi/headerFooter.docx", "accept"): running,
    ("teic-stylesheets/test29.docx", "accept"): contents,
}


def asked(folder: Path) -> list[tuple[Path, Manner]]:
    """Return the files and how their changes are read: both ways where there are any, else it is one."""
    made: list[tuple[Path, Manner]] = []
    for path in sorted(folder.rglob("*.docx")):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
        made.append((path, "accept"))
        if any(map(CHANGED.search, parts)):
            made.append((path, "reject"))
    return made


def test_text_is_what_pandoc_reads(shared: Path, subtests: pytest.Subtests) -> None:
    folder = shared / "corpus" / "docx"
    pairs = asked(folder)
    for (path, manner), theirs in zip(pairs, pandocs(pairs), strict=True):
        name = path.relative_to(folder).as_posix()
        with subtests.test(name, manner=manner):
            mine = ours(path, manner)
            rule = DIFFERENCES.get((name, manner))
            assert (mine != theirs) == (rule is not None), "it differs if it is listed, and only then"
            if rule is not None:
                left, right = rule(path, mine, theirs)
                assert left == right


def test_every_file_and_way_that_is_listed_was_compared(shared: Path) -> None:
    folder = shared / "corpus" / "docx"
    pairs = asked(folder)
    assert len({path for path, _ in pairs}) == 38
    assert set(DIFFERENCES) <= {(path.relative_to(folder).as_posix(), manner) for path, manner in pairs}
