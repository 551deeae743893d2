"""No line is astray where the typesetter put it, whatever stands in it and in whatever type."""

from __future__ import annotations

from desk import TOML, Desk

from variorum_pdf.read.extraction import extract

LINE = "Some plain words stand here, and they go on for a while so that the line is a full one. "
LONG = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
UP, DOWN = "{emphasis kind=raised|3}", "{emphasis kind=lowered|2}"
ODD = (
    f"{UP}{DOWN} {LINE * 2}",
    f"{LINE}{UP}/{DOWN} {LINE * 2}{DOWN}{UP} and {LINE}",
    f"{{emphasis kind=raised|{UP}}}{{emphasis kind=lowered|{DOWN}}} {LINE}",
    f"{LINE}*italic* {LONG} *word* {LONG} {{emphasis kind=bold|bold}} {LINE}",
    f"A {{line-break}}{{line-break}}B {LINE}{{line-break}}{{line-break}}{{line-break}}C{{line-break}}{LINE}",
    f"{{emphasis kind=spaced|{LINE}}} and *{LINE.strip()}* {{emphasis kind=small-caps|{LINE}}}",
    "12345 67890{line-break}23456 78901{line-break}{space quantity=4 unit=chars}34567 89012{line-break}4",
    f"Жури {LINE}Ὅμηρος {LINE}שלום עולם {LINE}",
    f"\u202eabc 12 *def* 34\u202c {LINE}",
    f"a\u00ad\u2003b\u2003*c* {LINE}",
    "::: verse\n" + "\n".join(f"{'  ' * (line % 3)}Hallelujah, hallelujah," for line in range(6)) + "\n:::",
    f"::: list\n::: item\n{UP}{DOWN}\n:::\n::: item\n{LINE * 2}\n:::\n:::",
    f"| Lamp | 900 | {UP}/{DOWN} |\n| {LINE} | 1,000 | {LONG} |\n| a | | b |",
)
LEFTWARDS = "::: paragraph lang=he\n*1977*\\] 12 *34* \\[*5*, 6\n:::"
"""A paragraph that runs leftwards without a letter that says so."""
STYLE = """\
extends = "house"
scale = 1.7
body_leading = 1.0
[page]
head_size = 24
[inlines.bold]
size = 2.0
[inlines.raised]
size = 1.0
[inlines.spaced]
spaced = 0.4
[blocks.body]
align = "left"
"""


def test_nothing_is_astray_in_what_was_set(desk: Desk) -> None:
    body = "\n\n".join(ODD)
    text = f"1 March 1918 (No 17) A letter of the keeper\n\n{LEFTWARDS}\n\n{body}\n"
    root = desk.edition(f'style = "own.toml"\n{TOML}', one=text)
    (root / "own.toml").write_text(STYLE, "utf-8")
    made = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert made.status == 0, made.out
    assert not extract(desk.files()["letters.pdf"]).faults
