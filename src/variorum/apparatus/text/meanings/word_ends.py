"""Where words end that the brackets of signs part: "z‹u›nd" is one word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from variorum.model import AnchorEnd, AnchorStart, Inline, LineBreak, Name, NoteRef, Segment, Space, Text
from variorum.origin import Generated, Origin, OriginRule, of_source
from variorum.publication import NOTHING, Run, join_runs

COMPOUND = re.compile(r"\w[-‐‑]$")
"""The end of a part of a compound: “Harbour-”."""
UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters of scripts that set no blanks between words, as Thai and Chinese: each may be the last of one."""


Around = tuple[Run, Run]
"""The letters of a word before and behind a part of it."""
WHOLE: Around = (NOTHING, NOTHING)


WIDTHLESS = (AnchorStart, AnchorEnd, NoteRef)
"""What stands in a word and does not part it."""
PLAIN = ("c", "g", "m", "rs", "seg", "w")
"""The kinds of segments that print as what they hold: letters in another form, parts of words, names."""
HYPHENS = ("-", "\u00ad", "\u2010", "\u2e17")
"""What ends a line in a word: whether the word has it too is said elsewhere."""
REPEATED = 2
"""From how many letters on a part of a word that begins as the word does is the word anew."""


def word_around(nodes: Sequence[Inline], index: int, said: str = "") -> Around:
    """Return the rest of the word in which a node stands, if that is plain text; it may go on over lines.

    `said` are the letters put for the part: where they repeat those before it, as “178[5→1780]”, they are the
    whole word; where a blank ends them, they end the word.
    """
    before = _letters(reversed(nodes[:index]), backwards=True)
    behind = NOTHING if said[-1:].isspace() else _letters(nodes[index + 1 :])
    if before is None or behind is None:
        return WHOLE
    is_anew = len(before.text) >= REPEATED and said.startswith(before.text)
    return WHOLE if is_anew else (before, behind)


def _letters(nodes: Iterable[Inline], *, backwards: bool = False) -> Run | None:
    """Return the letters with which nodes go on in a word; none if it goes on in what is no plain text."""
    made = NOTHING
    joined = False
    for node in _plain(nodes, backwards):
        if isinstance(node, WIDTHLESS):
            continue
        if isinstance(node, Space):
            break
        if isinstance(node, LineBreak):
            if not node.joins_word:
                break
            joined = True
            continue
        if not isinstance(node, Text):
            return None
        text = node.value[::-1] if backwards else node.value
        length = sum(1 for _ in takewhile(_goes_on_in_word, text))
        if (joined and not length) or text[length:] in HYPHENS:
            return None
        run = Run(node.value, of_source(node.span))
        part = run.part(len(text) - length) if backwards else run.part(0, length)
        made = join_runs(part, made) if backwards else join_runs(made, part)
        if length < len(text):
            break
        joined = False
    return made


def _plain(nodes: Iterable[Inline], backwards: bool) -> Iterator[Inline]:
    """Yield inlines, in the place of those that print as what they hold that."""
    for node in nodes:
        if isinstance(node, Name) or (isinstance(node, Segment) and node.kind in PLAIN):
            yield from _plain(node.children[::-1] if backwards else node.children, backwards)
        else:
            yield node


def ends_in_word(printed: Sequence[Run]) -> bool:
    """Return whether a letter was printed last, or the hyphen behind one; brackets may stand behind it."""
    for run in reversed(printed):
        for text, origin in reversed([*run.parts()]):
            if text and not _is_bracket(text, origin):
                return _goes_on_in_word(text[-1]) or COMPOUND.search(text) is not None
    return False


def letters_ahead(printed: Sequence[Run]) -> int:
    """Return how many characters belong to the word that goes on: its letters, and brackets around them."""
    length = known = 0
    for run in printed:
        for text, origin in run.parts():
            if _is_bracket(text, origin):
                length += len(text)
                continue
            letters = next((at for at, one in enumerate(text) if not _goes_on_in_word(one)), len(text))
            length += letters
            known = length if letters else known
            if letters < len(text):
                return known
    return length if known else 0


def goes_on(piece: Sequence[Run], behind: Sequence[Run]) -> bool:
    """Return whether a piece of a word is not the last: one in brackets may be put for the word before it."""
    bracketed = any(_is_bracket(text, origin) for run in piece for text, origin in run.parts())
    return not bracketed or letters_ahead(behind[:4]) > 0


def _goes_on_in_word(letter: str) -> bool:
    """Return whether a letter or figure may stand in a word with that beside it."""
    return letter.isalnum() and UNSPACED.match(letter) is None


def _is_bracket(text: str, origin: Origin) -> bool:
    """Return whether characters are a mark of a sign that stands against the letters of a word."""
    marked = isinstance(origin, Generated) and origin.rule is OriginRule.SIGN_MARK
    return marked and not any(one.isalnum() or one.isspace() for one in text)
