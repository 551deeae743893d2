"""What `check` passes, `build` makes: editions that are odd, not wrong, in all formats."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from desk import TOML, Desk
from PIL import Image

FORMATS = "pdf,epub,docx,tei"
HEAD = "1 March 1918 (No 17) A letter\n\nPut down on paper. (2 pp)\n\n\n"
LINE = "Some plain words stand here, and they go on for a while so that the line is a full one. "
LONG = "Words " * 320
WORD = "x" * 1_900
FIGURE = '{figure target="picture.png" description="A picture"}'
DIVIDED_NOWHERE = f"https://archive.example.org/{'collections/' * 12}{'0' * 90}"
FORM = f"Name {'-' * 90} date {'_' * 90} and {'…' * 60} {'=' * 90} {'.' * 120}"
CALLS = "".join(f"[^n{number}]" for number in range(60))
NAMES = "\n\n".join(f"A. N. Orlov {number}, keeper" for number in range(25))
PICTURE = f"::: figure target=picture.png\nIts caption.\n:::\n\n{LINE}"


def image(kind: str, size: tuple[int, int]) -> bytes:
    into = io.BytesIO()
    Image.new("RGB", size, "grey").save(into, kind)
    return into.getvalue()


def notes(count: int, words: str = "A note.") -> str:
    return "\n\n".join(f"[^n{number}]: {words}" for number in range(count))


def nested(name: str, depth: int, inside: str = "") -> str:
    opened = "".join(f"::: {name}\n{inside}Level {level}\n\n" for level in range(depth))
    return opened + ":::\n" * depth * (1 + inside.count(":::"))


TEXTS = {
    "a heading of many pages": f"# {LONG * 3}\n\n{LINE}",
    "a heading that is one word": f"# {WORD}\n\n{LINE}",
    "a heading of no level": f"::: heading level=0\nA heading\n:::\n\n{LINE}",
    "300 notes in one line": f"Words{''.join(f'[^n{n}]' for n in range(300))} end.\n\n{notes(300)}",
    "a note with a list and a table": f"{LINE}[^n0]\n\n{notes(1)}\n\n    - one\n    - two\n\n    | a | b |\n",
    "a page that begins in a note": f"{LINE}[^n0]\n\n{notes(1, 'A {page-break label=9}note.')}",
    "pages that all begin in one line": LINE + "".join(f"{{page-break label={n}}}w " for n in range(2, 22)),
    "labels of pages with blanks": f'{LINE}{{page-break label="a  b"}}{LINE}{{page-break label=" c "}}w',
    "a label of a page as long as a page": f'{LINE}{{page-break label="{WORD[:300]}"}}{LINE}',
    "a label of an entry as long as a page": f'::: list\n::: item label="{LONG[:300]}"\nw\n:::\n:::',
    "cells over more than there is": f"| {{cell rows=99999 columns=99999}} a | b |\n| c | d |\n\n{LINE}",
    "a table of sixty columns": "|" + "|".join(f" word{n} " for n in range(60)) + f"|\n\n{LINE}",
    "a cell of many pages": f"| {LINE * 60} | b |\n\n{LINE}",
    "lists in lists": "\n".join(f"{'    ' * n}- item {n}" for n in range(20)) + f"\n\n{LINE}",
    "quotations in quotations": nested("block-quote", 20) + LINE,
    "blocks with a blank and a note": f"::: attachment\n# A\n\n{LINE}[^n0]\n\n{LINE}\n:::\n\n{notes(1)}",
    "tables in tables": nested("table", 6, "::: row\n::: cell\n") + LINE,
    "a word of five thousand letters": f"{'y' * 5000} {LINE}",
    "constructs without words": f"{LINE} {{remark|}} {{supplied|}} {{stamp|}} {{emphasis kind=bold|}}",
    "blocks without words": f"{LINE}\n\n::: verse\n:::\n\n::: block-quote\n:::\n\n::: attachment\n:::\n",
    "pictures wherever they may stand": f"# A {FIGURE}\n\n{FIGURE}[^n]\n\n| {FIGURE} | b |\n\n[^n]: {FIGURE}",
    "a reference to every kind of nowhere": f"{LINE} {{reference target=#no|a}} {{reference target=no|b}}",
    "signs that are markup elsewhere": f"{LINE} <b> &amp; --> %s {{}} $x$ #if @media ; }}",
    "strings that nothing divides": f"# {DIVIDED_NOWHERE}\n\n{LINE}{DIVIDED_NOWHERE}[^n0]\n\n{FORM}\n\n"
    f"- {DIVIDED_NOWHERE}\n\n| {DIVIDED_NOWHERE} | {FORM} |\n\n{notes(1, DIVIDED_NOWHERE)}",
    "sixty notes called in a row": f"{LINE}{CALLS} here. {LINE}\n\n{notes(60)}",
    "many names before the first words": f"Top Secret\n\n{NAMES}\n\n{LINE}",
    "a table set right and wide": "| Name | Sum |\n|---|---:|\n" + f"| {WORD[:200]} | {WORD[:90]} |\n" * 3,
    "raised words alone": f"^a^ And again.\n\n# ^b^\n\n| a | ^c^ |\n| ^d^ | ~c~ |\n\n- ^e^\n\n^f^"
    f"\n\n> ^g^\n\n{LINE}^h^[^n0]\n\n[^n0]: ^i^",
    "lowered, small and spaced words alone": "\n\n".join(
        f"{{emphasis kind={kind}|a}} and.\n\n| {{emphasis kind={kind}|b}} | c |"
        for kind in ("lowered", "small-caps", "spaced", "circled", "raised")
    ),
    "two pages of one label wherever they begin": "{page-break label=2}{page-break label=2}w\n\n| "
    "{page-break label=3}{page-break label=3}c | d |\n\n- {page-break label=4}{page-break label=4}i[^n0]\n\n"
    "[^n0]: A {page-break label=5}{page-break label=5}note.\n\n"
    "It ends {page-break label=6}{page-break label=6}",
    "a page of one label at the beginning and again": "{page-break label=2}w\n\nA {page-break label=2}w",
    "a picture in the head of a long table": f"| A | {FIGURE} |\n|---|---|\n" + "| word | word |\n" * 60,
    "a page at the beginning of a narrow cell": "".join(
        f"| {{page-break label={n}}}harbourmaster{'| leuchtturm' * 19} |\n" for n in range(3, 6)
    ),
    "pages that end with form feeds": f"\f{LINE}\n\n\f\f- one\n- two\f\n\n| a\f | b |\n\n{LINE}[^n0]\f"
    f"\n\n{notes(1)}\f",
    "rows of signs as in a form": "Name of keeper: ____________\n\nDots: ..........................\n\n"
    f"Stars: {chr(92)}*{chr(92)}*{chr(92)}*{chr(92)}*\n\n=== =========\n\n"
    "Sum: ------- of ‗‗‗‗‗‗ and ……………….",
    "wrong tags of languages": f"{LINE} {{foreign lang=xx-Yyyy|words}} {{foreign lang=q|words}}",
}


def test_odd_texts_that_pass_check_are_built(desk: Desk) -> None:
    texts = {f"t{number}": f"{HEAD}{text}\n" for number, text in enumerate(TEXTS.values())}
    root = desk.edition(toml_of(texts), **texts)
    (root / "picture.png").write_bytes(image("PNG", (40, 30)))
    assert_law(desk)


def toml_of(texts: Iterable[str]) -> str:
    """Return the edition.toml of an edition of some documents, by their ids."""
    before, document, rest = TOML.partition("[[document]]")
    row, signs = rest.split("[signs]")
    rows = (row.replace('"one"', f'"{name}"').replace("one.txt", f"{name}.txt") for name in texts)
    return before + "".join(document + one for one in rows) + "[signs]" + signs


ITALICS = "".join(
    f"{LINE}He met *{word}* there. " for word in ("t", "It", "Et tu", "St.", "Lt.", "Pt.", "1", "ı", "f")
)
"""Words whose italics look like the upright, or which hold few letters to tell them by."""
OF_SET = 'base = "typed"\nconvention = "{name}"'


def test_short_words_in_italics_are_italics_in_every_set(desk: Desk) -> None:
    sets = ("guide", "frus", "soviet-archives", "plain")
    text = f"{HEAD}{ITALICS}[^n]\n\n- *t*\n\n| *t* | *tt* |\n\n# *It*\n\n"
    text += "[^n]: *t* and *It*, *MS. t*; *tt* *n* *u*\n"
    texts = {f"t{number}": text for number in range(len(sets))}
    before, *rows = toml_of(texts).split('base = "typed"')
    pairs = zip(sets, rows, strict=True)
    desk.edition(before + "".join(OF_SET.format(name=name) + row for name, row in pairs), **texts)
    assert_law(desk)


def test_letters_that_are_turned_round_are_told_and_built(desk: Desk) -> None:
    desk.edition(
        one=f"{HEAD}He wrote \u202ethree plain words\u202c in the letter, and \u2067more\u2069 of them.\n"
    )
    found = desk.variorum("check", "letters").findings
    assert found == ["letters/documents/one.txt:6:10 letters-turned"]
    assert_law(desk)


def test_letters_with_more_accents_than_a_page_has_room_for_are_told(desk: Desk) -> None:
    few, many = "\u0301" * 53, "\u0301" * 54
    desk.edition(
        one=f"{HEAD}He wrote e{few} and e{many} and e{many}.\n\nAn \u1eb1{few[:51]}, an \u1eb1{few}.\n"
    )
    found = desk.variorum("check", "letters").findings
    assert found == [f"letters/documents/one.txt:{place} accents-too-many" for place in ("6:69", "8:61")]
    desk.edition(one=f"{HEAD}{few}He wrote e{few}.\n")
    assert_law(desk)


def test_a_mark_of_a_sign_that_the_typeface_lacks_is_told_where_the_sign_is_printed(desk: Desk) -> None:
    own = "\n[override.unclear.show]\nopen = '\u13e3'\n\n[phrase.matter]\ncontents = '\u13e4'\n"
    desk.edition(TOML + own, one=f"{HEAD}He wrote {{unclear|words}} and {{unclear|more}}.\n")
    said = desk.variorum("check", "letters").out
    assert "letters/documents/one.txt:6:10 glyph-missing" in said
    assert "which prints the sign “unclear”" in said
    assert "house.toml" in said
    assert "which prints “matter.contents”" in said


PICTURES = {
    "cut short": image("PNG", (90, 90))[:60],
    "of noise": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "of another kind": image("TIFF", (30, 30)),
    "as high as a tower": image("PNG", (3, 4_000)),
    "as wide as a wall": image("JPEG", (5_000, 2)),
    "of nothing": b"",
    "of a page": b"<html><body>Not found</body></html>",
    "drawn without size": b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>',
}


def test_an_edition_with_odd_pictures_is_built(desk: Desk) -> None:
    texts = {f"t{at}": f"{HEAD}{PICTURE.replace('picture', f't{at}')}\n" for at in range(len(PICTURES))}
    root = desk.edition(toml_of(texts), **texts)
    for name, picture in zip(texts, PICTURES.values(), strict=True):
        (root / f"{name}.png").write_bytes(picture)
    assert_law(desk)


IMPRINTS = {
    "a title of a page": {'title = "Letters"': f'title = "{LONG[:1_900]}"'},
    "a title that is one word": {'title = "Letters"': f'title = "{WORD}"'},
    "a long name of everything": {
        'name = "Vera Brown"': f'name = "{LONG[:1_900]}"',
        'title = "Letters"': f'title = "L"\npublisher = "{WORD}"\nsubtitle = "{LONG[:1_900]}"',
    },
    "a long register number": {'base = "typed"': f'head = {{ register = "{LONG[:1_900]}", title = "T" }}'},
    "a long title of a document": {'base = "typed"': f'head = {{ title = "{LONG}", date = "1918" }}'},
    "no number": {"urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c": "no urn & no <number>"},
    "documents by names of parts": {'id = "one"': 'id = "legend"'},
}


@pytest.mark.parametrize("name", IMPRINTS)
def test_an_edition_with_an_odd_imprint_is_built(desk: Desk, name: str) -> None:
    toml = TOML
    for one, other in IMPRINTS[name].items():
        assert one in toml
        toml = toml.replace(one, other)
    desk.edition(toml, one=LINE if "head" in toml else f"{HEAD}{LINE}\n")
    assert_law(desk)


def assert_law(desk: Desk) -> None:
    """Assert that `build` makes what `check` passes; what `check` refuses needs no more."""
    checked = desk.variorum("check", "letters", "--to", FORMATS)
    assert (checked.status, "error" in checked.out) == (0, False), checked.out
    built = desk.variorum("build", "letters", "--to", FORMATS, "--out", "out", "--jobs", "1")
    assert built.status == 0, built.out[:3_000]
    assert len(desk.files()) == len(FORMATS.split(","))


def test_a_line_in_bold_is_written_to_tei_and_read_again(desk: Desk) -> None:
    """In the TEI of others it heads what follows; in ours headings are headings."""
    words = "The sea.\n\n**{emphasis kind=small-caps|Thomas Brown}**\n\nThe text begins here and goes on.\n"
    plain = TOML.replace("soviet-archives", "plain").replace(
        '[signs]\n"[ ]" = "An addition of the editor."\n', ""
    )
    desk.edition(plain, one=words)
    said = desk.variorum("build", "letters", "--to", "tei", "--out", str(desk.out))
    assert said.status == 0, said.out
