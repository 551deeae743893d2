"""What is read back is what a reader sees: a sound book passes the proof, a spoilt one does not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from invented import a_run
from renderers.epub.made import (
    BOOK_CSS,
    MEMORANDUM,
    NAVIGATION,
    book,
    changed,
    contents,
    house,
    made,
    proofed,
)
from sample_publication import sample

from variorum.findings import Diagnostic
from variorum.findings.proof import (
    ProofCall,
    ProofFault,
    ProofInvisible,
    ProofLook,
    ProofNoteMissing,
    ProofNoteTwice,
    ProofOrder,
    ProofPage,
    ProofPartExtra,
    ProofWordExtra,
    ProofWordMissing,
    ProofWordWrong,
)
from variorum.proof import prove
from variorum.publication import PageMark, Para
from variorum.style import load
from variorum_epub import renderer

Change = Callable[[str], str]


@pytest.mark.parametrize("name", ["house", "large-print"])
def test_every_word_note_sign_and_page_comes_back(name: str) -> None:
    style = load(name).value
    proof = prove(sample(), style, renderer.extract(made(sample(), style).value), "sample.epub")
    assert proof.diagnostics == ()
    assert all(count.expected == count.found > 0 for count in proof.counts)


def swap(one: str, other: str) -> Change:
    return lambda text: text.replace(one, "\0").replace(other, one).replace("\0", other)


def put(old: str, new: str) -> Change:
    return lambda text: text.replace(old, new, 1)


def add(rule: str) -> Change:
    return lambda text: text + rule


def doubled(text: str) -> str:
    return re.sub(r"(<aside.*?</aside>)", lambda aside: aside[1] * 2, text, count=1, flags=re.S)


def without_note(text: str) -> str:
    return re.sub(r"<aside.*?</aside>", "", text, count=1, flags=re.S)


SPOILT: dict[str, tuple[str, Change, type[Diagnostic]]] = {
    "a word is gone": (MEMORANDUM, put("margin", ""), ProofWordMissing),
    "a word is changed": (MEMORANDUM, put("ledger", "lodger"), ProofWordWrong),
    "a word is too much": (MEMORANDUM, put("ledger", "ledger ledger"), ProofWordExtra),
    "two words are swapped": (MEMORANDUM, swap("measured in", "in measured"), ProofOrder),
    "a note is gone": (MEMORANDUM, without_note, ProofNoteMissing),
    "a note is doubled": (MEMORANDUM, doubled, ProofNoteTwice),
    "a label is changed": (MEMORANDUM, put('noteref">2<', 'noteref">3<'), ProofCall),
    "a call leads to another note": (
        MEMORANDUM,
        put('href="#memorandum_note_n-book"', 'href="#memorandum_note_n-cell"'),
        ProofCall,
    ),
    "a note leads back to another call": (
        MEMORANDUM,
        put('href="#memorandum_call_n-book_1"', 'href="#memorandum_call_n-cell_1"'),
        ProofCall,
    ),
    "an italic is lost": (MEMORANDUM, lambda t: re.sub(r"<i>(five)</i>", r"\1", t), ProofLook),
    "an underline is lost": (
        MEMORANDUM,
        put("<ins ", "<ins style='text-decoration: none' "),
        ProofLook,
    ),
    "a page mark is gone": (
        MEMORANDUM,
        lambda t: re.sub(r'<span id="memorandum_page_1".*?</span>', "", t),
        ProofPage,
    ),
    "a page mark is moved": (
        MEMORANDUM,
        lambda t: re.sub(r'(<span id="memorandum_page_1".*?</span>)(The rain)', r"\2\1", t),
        ProofPage,
    ),
    "a page has no entry in the page list": (
        NAVIGATION,
        lambda t: re.sub(r"<li><a[^>]*page_2.*?</li>", "", t),
        ProofFault,
    ),
    "a page has another label in the page list": (
        NAVIGATION,
        put('<span class="page">2<', '<span class="page">4<'),
        ProofFault,
    ),
    "a link leads nowhere": (MEMORANDUM, put('href="letter.xhtml#letter"', 'href="#lost"'), ProofFault),
    "words stand outside of all parts": (
        MEMORANDUM,
        put("</article>", "</article><p>Stray words</p>"),
        ProofPartExtra,
    ),
    "the sheet sets italic upright": (BOOK_CSS, add("i { font-style: normal !important }"), ProofLook),
    "the sheet strikes a sign": (
        BOOK_CSS,
        add(".in-supplied { text-decoration: line-through }"),
        ProofLook,
    ),
    "the sheet spaces a paragraph": (BOOK_CSS, add("p.signature { letter-spacing: 2px }"), ProofLook),
    "the sheet raises a word": (BOOK_CSS, add(".in-bold { vertical-align: 3px }"), ProofLook),
    "the sheet sets small capitals": (
        BOOK_CSS,
        add(".in-bold { font-variant: small-caps }"),
        ProofLook,
    ),
    "white on white": (BOOK_CSS, add(".in-supplied { color: #fff }"), ProofInvisible),
    "black on black": (BOOK_CSS, add(".in-supplied { background: black }"), ProofInvisible),
    "not displayed": (BOOK_CSS, add(".in-supplied { display: none }"), ProofInvisible),
    "made invisible": (BOOK_CSS, add("p.signature { visibility: hidden }"), ProofInvisible),
    "transparent": (BOOK_CSS, add(".in-supplied { opacity: 0 }"), ProofInvisible),
    "of no size": (BOOK_CSS, add(".in-supplied { font-size: 0 }"), ProofInvisible),
    "off the page": (
        BOOK_CSS,
        add(".in-supplied { position: absolute; left: -9999px }"),
        ProofInvisible,
    ),
    "clipped": (BOOK_CSS, add(".in-supplied { clip-path: inset(50%) }"), ProofInvisible),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_book_is_found(name: str) -> None:
    path, change, code = SPOILT[name]
    found = proofed(changed(path, change))
    assert code in {type(finding) for finding in found}, [finding.message for finding in found]


def test_a_page_may_begin_inside_a_note() -> None:
    first, *others = sample().documents
    note, *notes = first.notes
    words = Para(
        "first",
        (
            a_run("Here a page "),
            PageMark("memorandum_page_9", a_run("9"), a_run("[page nine]")),
            a_run("begins."),
        ),
    )
    moved = replace(first, notes=(replace(note, blocks=(words, *note.blocks)), *notes))
    publication = replace(sample(), documents=(moved, *others))
    found = renderer.extract(made(publication, house()).value)
    assert [page.label for page in found.pages["memorandum"]] == ["1", "2", "3", "9"]
    assert prove(publication, house(), found, "sample.epub").diagnostics == ()


def test_a_finding_names_the_file() -> None:
    finding = proofed(changed(MEMORANDUM, put("margin", "")))[0]
    assert "memorandum" in finding.message
    assert "after “" in finding.message


def test_words_of_the_navigation_alone_are_not_counted() -> None:
    assert proofed(changed(NAVIGATION, put("</nav>", "<p>Unheard-of words</p></nav>"))) == ()


def test_what_is_no_epub_cannot_be_read() -> None:
    with pytest.raises(ValueError, match="no EPUB"):
        renderer.extract(b"not a zip")
    with pytest.raises(ValueError, match="no EPUB"):
        renderer.extract(book()[:2000])
    assert MEMORANDUM in contents(book())


def test_a_package_that_would_fill_the_memory_is_not_unpacked() -> None:
    target = io.BytesIO(book())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("bomb.xhtml", bytes(100_000_000))
    with pytest.raises(ValueError, match=r"no EPUB: its part “bomb.xhtml” would unpack to 100000000 bytes"):
        renderer.extract(target.getvalue())


def test_what_packing_hardly_makes_smaller_may_be_there_in_any_size() -> None:
    target = io.BytesIO(book())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_STORED) as package:
        package.writestr("scan.tif", bytes(70_000_000))
    assert renderer.extract(target.getvalue()) == renderer.extract(book())
