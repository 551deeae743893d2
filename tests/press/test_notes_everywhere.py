"""Notes wherever editions keep them, from transcripts and TEI: each is in every format, at its call."""

from __future__ import annotations

import re
import zipfile

import pytest
from desk import TOML, Desk

FORMATS = "pdf,epub,docx,tei"
MATTER = """
[[front]]
id = "intro"
title = "Introduction"
file = "intro.txt"
[[back]]
id = "remarks"
title = "On the Text"
file = "back.txt"
"""
INTRO = """\
# [^h]A heading

[^a]The first.[^b][^c] And *Pravda* said so; see again[^a].

- [^i]An item
- another[^j]

| [^k]cell | two |
|---|---|
| x[^l] | y |

[^a]: Fond 89.

[^b]: B.

[^c]: C, with a call[^d].

[^d]: D.

[^e]: Its call is lost.

[^h]: H.

[^i]: I.

[^j]: J.

[^k]: K.

[^l]: L.
"""
BACK = """\
The list was set anew.[^b]

[^b]: From a carbon copy.
"""
TRANSCRIPT = """\
[^a]1 March 1918 (No 17) A letter

[^b]Summary. (2 pp)


[^c]Dear Colleague,

[^d]The papers that you ask for left this office[^e][^f] on the 24th[^d] of the month.

# [^g]A heading

- [^h]one item[^h]

| [^i]cell | two |

::: verse
::: verse-line
[^j]Roses are red
:::
:::

[^k]Yours truly,

[^l]A. Clerk

[^a]: Note A.

[^b]: Note B.

[^c]: Note C.

[^d]: Note D, which[^m] calls.

[^e]: Note E, which[^m] calls it as well.

[^f]: Note F.

[^g]: Note G.

[^h]: Note H.

[^i]: Note I.

[^j]: Note J.

[^k]: Note K.

[^l]: Note L.

[^m]: Note M.
"""
BLOCK = """\
The papers[1] left* this office† on the 24th² of the month[1], also[100] and [7].

NOTES

[1] One.

* A star.

† A dagger.

² Raised.

[4] Its call is lost.

[100] The hundredth.
"""
TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p></sourceDesc></fileDesc></teiHeader>
<text><body><div><head><note>In a head.</note>A heading</head>
<opener><salute><note>In a salutation.</note>Dear Sir,</salute></opener>
<p><note>In a paragraph.</note>The lamp<ref target="#n1">1</ref> and a clock
<ptr type="noteAnchor" target="#n1"/><note>Beside
it.</note><note>Another.</note> in the tower.<note type="query">Which tower?</note></p>
<list><item><note>In an item.</note>one</item><item>two</item></list>
<table><row><cell><note>In a cell.</note>c1</cell><cell>c2</cell></row></table>
<lg><l><note>In verse.</note>Roses are red</l><l>Violets are blue<note>Behind.</note></l></lg>
<closer><salute><note>In a closing.</note>Yours,</salute>
<signed><note>At a hand.</note>A. B.</signed></closer>
</div></body><back><div type="notes"><note xml:id="n1">Called twice.</note></div></back></text></TEI>
"""


LONG = "It was set twice, and of the second setting no copy is known but that of the printer himself. " * 3


@pytest.mark.parametrize(
    ("name", "text", "notes"),
    [
        ("one.txt", TRANSCRIPT, 12),
        ("one.txt", TRANSCRIPT.replace("]: Note", f"]: {LONG}Note"), 12),
        ("one.txt", BLOCK, 5),
        ("one.xml", TEI, 12),
        ("one.xml", TEI.replace("</note>", f" {LONG}</note>"), 12),
    ],
    ids=["transcript", "transcript-long", "block", "tei", "tei-long"],
)
def test_a_note_is_at_its_call_in_every_format(desk: Desk, name: str, text: str, notes: int) -> None:
    """At the beginning of whatever holds words, called twice, beside another, in another: none is lost."""
    root = desk.edition(TOML.replace("one.txt", name))
    (root / "documents" / name).write_text(text, "utf-8")
    built = desk.variorum("build", str(root), "--to", FORMATS, "--out", str(desk.out))
    assert built.out.count(" passed") == 4, built.out
    table = next(line for line in built.out.splitlines() if "letters.docx" in line)
    assert f" {notes}/{notes} " in table


def test_texts_of_the_edition_keep_their_notes_under_whatever_names(desk: Desk) -> None:
    """Two texts may call their notes alike; calls side by side are parted, a note without one is kept."""
    root = desk.edition(TOML.replace("[signs]", f"{MATTER}[signs]"))
    (root / "intro.txt").write_text(INTRO, "utf-8")
    (root / "back.txt").write_text(BACK, "utf-8")
    built = desk.variorum("build", str(root), "--to", FORMATS, "--out", str(desk.out))
    assert built.out.count(" passed") == 4, built.out
    with zipfile.ZipFile(desk.out / "letters.epub") as book:
        intro = book.read(next(name for name in book.namelist() if "intro" in name)).decode()
    assert "Its call is lost." in intro
    assert re.search(">3(<[^>]*>)*\N{THIN SPACE}", intro)


VOLUME = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt>
<publicationStmt><p>x</p></publicationStmt><sourceDesc><listWit><witness xml:id="B">Copy</witness></listWit>
</sourceDesc></fileDesc></teiHeader><text><front><div><head>To the reader<note>In a head.</note></head><p>One
<add place="above">two</add><note>Beside it.</note> <del>three</del> <fw>four</fw>
<app><lem wit="#A">five</lem><rdg wit="#B">six</rdg></app>.</p><note>A remark.</note></div></front>
<body><div type="letter"><head>A letter</head><p>Seven.</p></div></body><back><note>Of all.</note></back>
</text></TEI>
"""


@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_what_stands_before_the_documents_of_a_volume_has_its_notes_behind_it(
    desk: Desk, profile: str
) -> None:
    """Those too that the edition makes of acts, words of the page, readings and remarks."""
    root = desk.edition(TOML.replace("one.txt", "one.xml"))
    (root / "documents" / "one.xml").write_text(VOLUME, "utf-8")
    built = desk.variorum("build", str(root), "--profile", profile, "--to", FORMATS, "--out", str(desk.out))
    assert built.out.count(" passed") == 4, built.out
    with zipfile.ZipFile(desk.out / "letters.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))
    assert ("A remark." in pages, "Of all." in pages, "Beside it." in pages) == (True, True, True)
    assert ("above the line" in pages) == (profile != "reading")
