"""Words that the edition prints of its own are not underlined or set in italic with those of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from account.books import prepared

from variorum import style
from variorum.conventions import names
from variorum.extract import Look
from variorum.origin import Generated
from variorum.proof import expectation_of
from variorum.publication import Link, PInline, Run, Styled
from variorum.style import Style
from variorum.style.looks import inline_looks

SIGNS = """\
<gap reason='illegible' quantity='2' unit='words'/> <gap reason='lost' extent='3' unit='lines'/>
<gap reason='omitted'/> <space quantity='5' unit='chars'/> <space quantity='3' unit='lines'/> <sic>slpi</sic>
<choice><sic>slpi</sic><corr>slip</corr></choice> <choice><orig>olde</orig><reg>old</reg></choice>
<choice><abbr>wch</abbr><expan>which</expan></choice> <unclear>dim</unclear> <supplied>put</supplied>
<milestone unit='column' n='3'/> <add place='above'>more</add> <note type='editorial'>so</note>
<stamp>Seen</stamp> <pb n='7'/>
"""


def own_words(node: PInline, looks: frozenset[Look], house: Style) -> Iterator[tuple[str, frozenset[Look]]]:
    """Yield the stretches with letters that are of no source, each with its looks."""
    match node:
        case Run():
            for text, origin in node.parts():
                if isinstance(origin, Generated) and re.search(r"[^\W\d_]", text):
                    yield text, looks
        case Styled(look, children):
            for child in children:
                yield from own_words(child, inline_looks(house.inline(look), looks), house)
        case Link(children=children):
            for child in children:
                yield from own_words(child, looks, house)


def looks_of(rend: str, convention: str, folder: Path) -> list[tuple[str, frozenset[Look]]]:
    body = f"<body><p>One <hi{rend}>two {SIGNS} three</hi> four.</p></body>"
    made = prepared(folder, body, "edition", convention)
    assert made.publication is not None
    house = style.load("house").value
    (document,) = made.publication.documents
    nodes = (node for block in document.body for node in getattr(block, "children", ()))
    return [each for node in nodes for each in own_words(node, frozenset(), house)]


@pytest.mark.parametrize("convention", names())
def test_they_look_alike_in_all_words(convention: str, tmp_path: Path) -> None:
    plain = looks_of("", convention, tmp_path / "plain")
    assert len(plain) > 3
    for rend in ("underline", "italic"):
        assert looks_of(f" rend='{rend}'", convention, tmp_path / rend) == plain


def test_not_from_their_middle(tmp_path: Path) -> None:
    body = "<body><p><hi rend='underline'>To <space quantity='9' unit='chars'/> of Amity</hi>.</p></body>"
    made = prepared(tmp_path, body, "edition", "soviet-archives")
    assert made.publication is not None
    streams = expectation_of(made.publication, style.load("house").value).extract.streams
    words = next(tokens for name, tokens in streams.items() if name.endswith("/body"))
    lined = [word.text for word in words if any(Look.UNDERLINE in looks for _, looks in word.looks)]
    assert lined == ["To", "of", "Amity."]
