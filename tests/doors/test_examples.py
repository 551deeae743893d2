"""The examples of `renderers/examples`, installed beside variorum as distributions of another."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pypandoc
import pytest
from desk import Desk, Said
from invented import a_run
from press import ROOT, SEEDS
from sample_publication import sample

from variorum.contract import Renderer, Setting
from variorum.extract import Kind, Look, normal
from variorum.findings import Diagnostic
from variorum.findings.proof import (
    ProofCall,
    ProofFault,
    ProofLook,
    ProofNoteMissing,
    ProofNoteTwice,
    ProofOrder,
    ProofPage,
    ProofPartMissing,
    ProofWordExtra,
    ProofWordMissing,
    ProofWordWrong,
)
from variorum.proof import prove
from variorum.style import load

EXAMPLES = sorted(path.parent for path in ROOT.glob("renderers/examples/*/pyproject.toml"))
STYLE = load("house").value


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which the examples are built and installed; nothing is fetched."""
    folder = tmp_path_factory.mktemp("site")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "-q")
    alone = ("--no-build-isolation", "--no-deps", "--no-index", "--no-compile", "--target", str(folder))
    done = subprocess.run([*pip, *alone, *map(str, EXAMPLES)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def said(desk: Desk, site: Path, *words: str) -> Said:
    return desk.process(*words, PYTHONPATH=str(site))


def test_they_are_listed_with_their_distributions(desk: Desk, site: Path) -> None:
    told = said(desk, site, "formats", "--json").json
    assert told["findings"] == []
    own = [one for kind in ("formats", "importers") for one in told[kind] if one["package"] != "variorum"]
    assert {(one["name"], one["package"]) for one in own} == {
        ("markdown", "variorum-markdown"),
        ("opendocument", "variorum-opendocument"),
    }
    assert all(one["about"] for one in own)


# ---- Markdown


@pytest.fixture
def markdown(site: Path, monkeypatch: pytest.MonkeyPatch) -> Renderer:
    monkeypatch.syspath_prepend(str(site))
    return cast(Renderer, importlib.import_module("variorum_markdown").renderer)


def bound(markdown: Renderer) -> str:
    """Return the sample, which has every block and inline, as Markdown."""
    publication = sample()
    setting = Setting(STYLE, publication.series, a_run(publication.imprint.title), "en-GB")
    sheets = [markdown.typeset(document, setting).value for document in publication.documents]
    return markdown.bind(publication, sheets, setting).value.decode()


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_an_edition_in_markdown_passes_its_proof(desk: Desk, site: Path, profile: str) -> None:
    words = ("--to", "markdown", "--profile", profile, "--out", "out")
    told = said(desk, site, "build", str(SEEDS / "specimen"), *words)
    assert told.status == 0, told.out
    assert re.search(r"specimen\.md .* passed", told.out)


def test_every_block_and_inline_comes_back_from_markdown(markdown: Renderer) -> None:
    proof = prove(sample(), STYLE, markdown.extract(bound(markdown).encode()), "sample.md")
    assert proof.diagnostics == ()
    assert all(count.expected == count.found > 0 for count in proof.counts)


def put(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text, count=1, flags=re.DOTALL)


SPOILT: dict[str, tuple[Callable[[str], str], type[Diagnostic]]] = {
    "a word is gone": (put("ledger ", ""), ProofWordMissing),
    "a word is changed": (put("ledger", "lodger"), ProofWordWrong),
    "a word is too much": (put("ledger", "ledger ledger"), ProofWordExtra),
    "two words are swapped": (put("measured in", "in measured"), ProofOrder),
    "an italic is lost": (put("*must*", "must"), ProofLook),
    "an underline is lost": (put("<u>March</u>", "March"), ProofLook),
    "a note is gone": (without(r"<!-- note/memorandum_note_n-cell -->.*?(?=<!--)"), ProofNoteMissing),
    "a note is doubled": (
        lambda text: re.sub(r"(<!-- note/\S+n-cell -->.*?)(?=<!--)", r"\1\1", text, flags=re.DOTALL),
        ProofNoteTwice,
    ),
    "a label is changed": (put('n-book">2<', 'n-book">3<'), ProofCall),
    "a call leads to another note": (
        put("#memorandum_note_n-book", "#memorandum_note_n-cell"),
        ProofCall,
    ),
    "a page mark is gone": (without(r'<a id="memorandum_page_1"[^<]*</a>'), ProofPage),
    "a page mark is another": (put('title="2"', 'title="4"'), ProofPage),
    "a page mark says another": (put("|1|", "|7|"), ProofFault),
    "a part is gone": (without(r"<!-- letter/body -->.*?(?=<!--)"), ProofPartMissing),
    "a link leads nowhere": (put("(<#letter>)", "(<#later>)"), ProofFault),
    "a mark is left open": (put("<u>March</u>", "<u>March"), ProofFault),
    "an element is not known": (put("ledger", "<mark>ledger</mark>"), ProofFault),
    "there is a code span": (put("ledger", "`ledger`"), ProofWordWrong),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_proof_convicts_spoilt_markdown(markdown: Renderer, name: str) -> None:
    change, record = SPOILT[name]
    text = bound(markdown)
    spoilt = change(text)
    assert spoilt != text
    found = prove(sample(), STYLE, markdown.extract(spoilt.encode()), "sample.md").diagnostics
    assert record in {type(one) for one in found}, [one.message for one in found]


def test_the_command_convicts_it_too(desk: Desk, site: Path) -> None:
    seed = str(SEEDS / "specimen")
    assert said(desk, site, "build", seed, "--to", "markdown", "--out", "out").status == 0
    file = desk.out / "specimen.md"
    assert said(desk, site, "proof", str(file), "--against", seed).status == 0
    text = file.read_text("utf-8")
    file.write_text(without(r"<!-- note/\S+ -->.*?(?=<!--)")(text.replace("autumn", "spring", 1)), "utf-8")
    told = said(desk, site, "proof", str(file), "--against", seed)
    assert told.status == 2
    assert "proof-word-wrong error" in told.out
    assert "proof-note-missing error" in told.out


def test_pandoc_reads_the_same_words_in_the_same_looks(markdown: Renderer) -> None:
    text = bound(markdown)
    extract = markdown.extract(text.encode())
    ours = [
        (token.text, *[bool(look in looks) for look in (Look.ITALIC, Look.BOLD)])
        for tokens in extract.streams.values()
        for token in tokens
        if token.kind is Kind.WORD
        for _, looks in token.looks[:1]
    ]
    # A call ends the word before it; a page mark may stand in one.
    text = re.sub(r'<a [^>]*href="[^>]*>[^<]*</a>', " ", text)
    text = re.sub(r'<a [^>]*title="[^>]*>[^<]*</a>', "", text)
    tree = json.loads(pypandoc.convert_text(text, "json", format="commonmark"))
    letters = chain.from_iterable(_letters(block, (False, False)) for block in tree["blocks"])
    words: list[tuple[str, bool, bool]] = []
    begun = False
    for character, *looks in letters:
        if character.isspace():
            begun = False
        elif begun:
            words[-1] = (words[-1][0] + character, *words[-1][1:])
        else:
            words.append((character, bool(looks[0]), bool(looks[1])))
            begun = True
    assert [(normal(word), *looks) for word, *looks in words] == ours


def _letters(node: Any, looks: tuple[bool, bool]) -> Iterator[tuple[str, bool, bool]]:
    """Yield the letters of a tree of pandoc's, each with whether it is italic, whether bold."""
    match node:
        case {"t": "Str", "c": text}:
            yield from ((character, *looks) for character in text)
        case {"t": "Space" | "SoftBreak" | "LineBreak" | "HorizontalRule" | "RawBlock" | "Image"}:
            yield (" ", *looks)
        case {"t": "RawInline", "c": [_, tag]}:
            if tag == "<br>":
                yield (" ", *looks)
        case {"t": kind, "c": content}:
            italic, bold = looks
            yield from _inline(content, (italic or kind == "Emph", bold or kind == "Strong"))
            if kind in ("Para", "Plain", "Header"):
                yield (" ", *looks)
        case list():
            yield from _inline(node, looks)


def _inline(content: Any, looks: tuple[bool, bool]) -> Iterator[tuple[str, bool, bool]]:
    """Yield the letters in a node; `<i>` and `<b>` are tags to pandoc, elements to who reads the page."""
    italic, bold = looks
    for child in content if isinstance(content, list) else ():
        match child:
            case {"t": "RawInline", "c": [_, "<i>" | "</i>" as tag]}:
                italic = tag == "<i>" or looks[0]
            case {"t": "RawInline", "c": [_, "<b>" | "</b>" as tag]}:
                bold = tag == "<b>" or looks[1]
            case _:
                yield from _letters(child, (italic, bold))


# ---- OpenDocument

LETTER = """\
---
title: To the Harbour Board
author: V. Brown
lang: en-GB
---

# The lamp

He saw *it* and **this**, ~~gone~~, H~2~O and a call.[^1]

1. one

2. two

   a. in it

- bullet

| A | B |
|---|---|
| a | b |

[^1]: The note *here*.

    Its second paragraph.
"""
TRANSCRIPT = """\
To the Harbour Board

V. Brown

# The lamp

He saw *it* and **this**, ~~gone~~, H{emphasis kind=lowered|2}O and a call.[^fn1]

1. one

2. two

    a. in it

- bullet

| **A** | **B** |
|---|---|
| a | b |

[^fn1]: The note *here*.

    Its second paragraph.
"""


def odt(desk: Desk, text: str = LETTER) -> Path:
    """Return a file that a program not ours made."""
    path = desk.folder / "letter.odt"
    pypandoc.convert_text(text, "odt", format="markdown", outputfile=str(path))
    return path


def changed(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change a part of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for one, data in parts.items():
            package.writestr(one, change(data.decode()).encode() if one.filename == part else data)


def test_an_opendocument_text_becomes_an_edition(desk: Desk, site: Path) -> None:
    odt(desk)
    told = said(desk, site, "new", "made", "--from", "letter.odt")
    assert told.status == 0, told.err
    assert (desk.folder / "made/documents/letter.txt").read_text("utf-8") == TRANSCRIPT
    report = (desk.folder / "made/reading.md").read_text("utf-8")
    assert "`letter.odt`, an OpenDocument text, is now `documents/letter.txt`, read by the set" in report
    assert "- a running foot: 1 word, “1”" in report
    assert 'source_languages = ["en-GB"]' in (desk.folder / "made/edition.toml").read_text("utf-8")
    assert said(desk, site, "build", "made", "--to", "markdown", "--out", "out").status == 0


def test_without_the_importer_it_is_refused(desk: Desk) -> None:
    odt(desk)
    told = desk.process("new", "made", "--from", "letter.odt")
    assert told.status == 1
    assert "it is an OpenDocument file" in told.err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda text: text[: len(text) // 2], "it cannot be read"),
        (
            lambda text: '<!DOCTYPE a [<!ENTITY b "c">]>' + text.partition("?>")[2],
            "it declares a document type",
        ),
    ],
    ids=["cut off", "entities"],
)
def test_a_damaged_one_is_refused(desk: Desk, site: Path, change: Callable[[str], str], words: str) -> None:
    changed(odt(desk), "content.xml", change)
    told = said(desk, site, "new", "made", "--from", "letter.odt")
    assert told.status == 1
    assert "file-kind error" in told.err
    assert words in " ".join(told.err.split())


def test_tracked_changes_are_accepted_or_the_file_is_refused(desk: Desk, site: Path) -> None:
    deleted = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>never</text:p>'
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    changed(odt(desk), "content.xml", put("<office:text>", f"<office:text>{deleted}"))
    told = said(desk, site, "new", "made", "--from", "letter.odt")
    assert told.status == 0, told.err
    assert (desk.folder / "made/documents/letter.txt").read_text("utf-8") == TRANSCRIPT
    report = (desk.folder / "made/reading.md").read_text("utf-8")
    assert "- words that a tracked change deletes: 1 word, “never”" in report
    told = said(desk, site, "new", "other", "--from", "letter.odt", "--revisions", "reject")
    assert told.status == 1
    assert "its tracked changes can only be accepted" in told.err
