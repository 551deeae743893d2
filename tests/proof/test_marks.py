"""A file that failed its proof shows where: each fault at its word, and all of them in a list."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

import pikepdf
import pypdfium2
import pytest
from damage import Damage, docx, epub, parts, pdf
from damage.specimen import SPECIMEN, proof_of
from lxml import etree
from press import Press

from variorum import registry
from variorum.contract import Marker, Renderer
from variorum.extract import NO_LOOKS, Kind, Piece, Token, beginnings, words
from variorum.press.binding import with_marks

TITLE = "What is wrong in this file"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = ("a word is gone", "two words are swapped", "a note is gone", "a label is changed")
CASES = [
    pytest.param(name, damage, id=f"{name}: {damage}")
    for name, table in (("docx", docx.DAMAGES), ("epub", epub.DAMAGES), ("pdf", pdf.DAMAGES))
    for damage in table
    if str(damage) in NAMES
]


def renderer_of(name: str) -> Renderer:
    found = registry.renderer(name).value
    assert found is not None
    return found


def words_of(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def in_pdf(data: bytes) -> tuple[list[str], dict[int, str]]:
    """Return the list of faults, and by their numbers the words that are highlighted."""
    with pikepdf.open(io.BytesIO(data)) as book:
        with book.open_outline() as outline:
            head = outline.root[0]
            assert head.title == TITLE
            listed = [one.title for one in head.children]
        shown: dict[int, str] = {}
        sheets = pypdfium2.PdfDocument(data)  # type: ignore[no-untyped-call]
        for number, page in enumerate(book.pages):
            text = sheets[number].get_textpage()
            for one in page.get("/Annots", ()):
                if one.Subtype == "/Highlight":
                    box = [float(edge) for edge in one.Rect]
                    shown[listed.index(str(one.Contents))] = text.get_text_bounded(*box)
    return listed, shown


def in_epub(data: bytes) -> tuple[list[str], dict[int, str]]:
    pages = {name: etree.fromstring(page) for name, page in parts(data).items() if name.endswith(".xhtml")}
    (section,) = (one for page in pages.values() for one in page.iter("{*}section") if TITLE in words_of(one))
    shown: dict[int, str] = {}
    for page in pages.values():
        for one in page.iter("{*}mark", "{*}span"):
            if (one.get("id") or "").startswith("fault-"):
                home = one if one.tag.endswith("mark") else one.getparent()
                assert home is not None
                shown[int(one.get("id", "").removeprefix("fault-")) - 1] = words_of(home)
    targets = {href for one in section.iter("{*}a") if (href := one.get("href"))}
    assert {target.partition("#")[2] for target in targets} == {f"fault-{at + 1}" for at in shown}
    return [words_of(one) for one in section.iter("{*}li")], shown


def in_docx(data: bytes) -> tuple[list[str], dict[int, str]]:
    shown: dict[int, str] = {}
    held = parts(data)
    for name in ("word/document.xml", "word/footnotes.xml"):
        for run in etree.fromstring(held[name]).iter(f"{W}r"):
            said = re.match(r"\[(\d+): ", words_of(run))
            following = run.getnext()
            while following is not None and words_of(following).startswith("["):
                following = following.getnext()
            if said and following is not None:
                assert following.find(f"{W}rPr/{W}highlight") is not None
                shown[int(said[1]) - 1] = words_of(following)
    body = etree.fromstring(held["word/document.xml"])[0]
    assert words_of(body[0]) == TITLE
    lines = (words_of(one).partition(": ") for one in list(body)[1:])
    listed: list[str] = []
    for number, _, says in lines:
        if number != str(len(listed) + 1):
            break
        listed.append(says)
    return listed, shown


READERS = {"pdf": in_pdf, "epub": in_epub, "docx": in_docx}


@pytest.mark.parametrize(("name", "damage"), CASES)
def test_each_fault_is_marked_at_its_word_and_listed(press: Press, name: str, damage: Damage) -> None:
    one = renderer_of(name)
    data = damage.change(press.finished(SPECIMEN, name).read_bytes())
    proof = proof_of(name, data)
    assert isinstance(one, Marker)
    listed, shown = READERS[name](one.mark(data, proof.faults))
    assert listed == [fault.says for fault in proof.faults]
    assert all(f"specimen.{name}" not in says for says in listed)
    streams: Mapping[str, Sequence[Token]] = one.extract(data).streams
    placed = {at: fault for at, fault in enumerate(proof.faults) if fault.stream in streams}
    assert shown.keys() == placed.keys()
    for at, fault in placed.items():
        tokens = streams[fault.stream or ""]
        token = tokens[min(fault.index, len(tokens) - 1)]
        assert token.kind is Kind.CALL or token.text[:3] in shown[at]


def test_a_file_that_cannot_be_marked_stays_as_it_is(press: Press) -> None:
    data = press.finished(SPECIMEN, "epub").read_bytes()
    damaged = epub.DAMAGES[0].change(data)
    proof = proof_of("epub", damaged)
    assert with_marks(renderer_of("epub"), b"no package", proof) == b"no package"
    assert with_marks(renderer_of("epub"), damaged, proof) != damaged


PIECES: tuple[tuple[Piece | Token, ...], ...] = (
    (("one two", NO_LOOKS, None), ("three four", NO_LOOKS, None)),
    (("one ", NO_LOOKS, None), ("  ", NO_LOOKS, None), (" two", NO_LOOKS, None)),
    (("on", NO_LOOKS, None), ("e", NO_LOOKS, None), Token("a", kind=Kind.CALL), ("two", NO_LOOKS, None)),
    (("\u200b \u00ad", NO_LOOKS, None), ("one\u200b", NO_LOOKS, None), ("e\u0301 x", NO_LOOKS, None)),
    (("a\u00a0b", NO_LOOKS, None), ("\u2003c", NO_LOOKS, None)),
)


def test_an_accent_behind_a_sign_without_ink_is_one_with_its_letter() -> None:
    """So a typesetter writes it that lets the letter and the accent stand in words of two languages."""
    parted, whole = ((f"a {word} b", NO_LOOKS, None) for word in ("the\u200b\u0306Lamp", "th\u0115Lamp"))
    assert [one.text for one in words([parted])] == [one.text for one in words([whole])]


@pytest.mark.parametrize("pieces", PIECES)
def test_the_beginning_of_each_word_is_known(pieces: Sequence[Piece | Token]) -> None:
    tokens, places = words(pieces), beginnings(pieces)
    assert len(tokens) == len(places)
    for token, (number, offset) in zip(tokens, places, strict=True):
        piece = pieces[number]
        assert piece is token or (not isinstance(piece, Token) and token.text[0] == piece[0][offset])
