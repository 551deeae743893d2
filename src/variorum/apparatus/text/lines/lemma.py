"""The lemma of a textual note: words of the text, again, without marks of the edition; notes on one lemma."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.template import names, parse
from variorum.apparatus.text.flow import (
    folded,
    join_neighbours,
    one_line,
    one_run,
    plain,
    repeat,
    runs,
    tidy,
    without_calls,
)
from variorum.conventions.sign import Sign
from variorum.origin import BLANK, PUNCTUATION, Generated, Origin, OriginRule
from variorum.publication import (
    Anchor,
    Call,
    Link,
    Para,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
    join_runs,
)
from variorum.source import Span

LONGEST = 6
"""How many words a lemma may have before those in its middle are left out."""
WORD = re.compile(r"(?:\[[^][]*\]|\S)+")
"""A word, or what stands in brackets: "[2 words illegible]" is printed whole, or left out."""
PAIRS = (("‹", "›"), ("⟨", "⟩"), ("[", "]"), ("<", ">"))
"""Marks that stand around words, so that one alone says nothing."""
EDGES = " ,;:"
OF_WORDS = frozenset({"abbr", "corr", "expan", "lemma", "new", "old", "orig", "reg", "sic", "sic_only"})
"""The fields of notes that are words of the text, or stand for them."""
ELLIPSIS = Generated(OriginRule.ELLIPSIS)
MARKS = frozenset({OriginRule.SIGN_MARK, OriginRule.WORDING, OriginRule.FACT, OriginRule.COUNT})
"""The rules by which characters are printed that are the edition's, not words of the text."""


def in_note(words: PInlines, places: Collection[str]) -> PInlines:
    """Return words as a note prints them: shortened if they stand elsewhere too, whole if only here.

    The marks of places of the paper, the signs `places`, are none of them.
    """
    words = _without_marks(words, places)
    only = any(
        isinstance(origin, Span) and text.strip() for run in runs(words) for text, origin in run.parts()
    )
    return _bare(without_calls(words), " ") if only else shortened(words)


def _without_marks(words: PInlines, signs: Collection[str]) -> PInlines:
    """Return words without what these signs print, so that a word over one is whole."""
    made: list[PInline] = []
    for word in words:
        if isinstance(word, Styled) and word.sign in signs:
            continue
        inner = _without_marks(word.children, signs) if isinstance(word, Styled | Link) else ()
        made.append(replace(word, children=inner) if isinstance(word, Styled | Link) else word)
    return join_neighbours(tuple(made)) if len(made) < len(words) else tuple(made)


def shortened(words: PInlines) -> PInlines:
    """Return words as they look, or their first and last words where there are many."""
    bare = _bare(without_calls(words))
    if len(WORD.findall(plain(bare))) <= LONGEST:
        return bare
    ends = _ends(one_run(bare)) or _ends(one_run(unmarked(bare)))
    return (join_runs(ends[0], Run(" … ", ELLIPSIS), ends[1]),) if ends else _bare(unmarked(bare))


def _ends(words: Run) -> tuple[Run, Run] | None:
    """Return the first and last words of many; none if they are few, or if a bracket of a pair were alone."""
    said = one_line(words)
    said = said.part(len(said.text) - len(said.text.lstrip(EDGES)), len(said.text.rstrip(EDGES))) or said
    spans = [found.span() for found in WORD.finditer(said.text)]
    if len(spans) <= LONGEST:
        return None
    first, last = said.part(0, spans[1][1]), said.part(spans[-2][0])
    if first.text.startswith("(") and ")" not in first.text + last.text:
        first = first.part(1)  # its other half is left out, as is that of one at the end
    if last.text.endswith(")") and "(" not in first.text + last.text:
        last = last.part(0, len(last.text) - 1)
    first = first.part(0, len(first.text.rstrip(f"{EDGES}…"))) or first  # dots of a gap are not doubled
    last = last.part(len(last.text) - len(last.text.lstrip(" …"))) or last
    alone = any(end.text.count(one) != end.text.count(other) for end in (first, last) for one, other in PAIRS)
    bare = one_line(one_run(unmarked((words,)))).text.strip(EDGES)
    return None if alone and said.text != bare else (first, last)


def unmarked(words: PInlines) -> PInlines:
    """Return words without brackets and other marks; dots stand where marks are all that is printed."""
    made: list[PInline] = []
    for word in words:
        match word:
            case Run():
                made += [Run(text, origin) for text, origin in word.parts() if not _is_mark(origin)]
            case Styled() | Link():
                inner = unmarked(_of_source(word) if isinstance(word, Styled) else word.children)
                if not _says(inner) and isinstance(word, Styled) and word.sign and _says(word.children):
                    inner = (Run("…", ELLIPSIS),)
                made += [replace(word, children=inner)] if inner else []
            case _:
                made.append(word)
    return tuple(made)


def _of_source(word: Styled) -> PInlines:
    """Return what a sign prints without words behind a mark of its own: "slpi" of "slpi [slip]"."""
    kept: list[PInline] = []
    said = False
    for child in word.children:
        pieces = [Run(*part) for part in child.parts()] if isinstance(child, Run) else [child]
        for piece in pieces:
            mark = isinstance(piece, Run) and _is_sign_mark(piece, word.sign)
            if mark and said:
                return tuple(kept)
            said = said or (not mark and _says((piece,)))
            kept.append(piece)
    return word.children


def _is_sign_mark(run: Run, sign: str | None) -> bool:
    marks = (origin for _, origin in run.parts())
    return all(
        isinstance(one, Generated) and one.rule is OriginRule.SIGN_MARK and one.of == sign for one in marks
    )


def has_source_words(words: PInlines) -> bool:
    """Return whether any of the words are those of a source."""
    return any(
        text.strip() and not (isinstance(origin, Generated) and origin.rule is not OriginRule.PLACE_UNKNOWN)
        for run in runs(words)
        for text, origin in run.parts()
    )


def _is_mark(origin: Origin) -> bool:
    return isinstance(origin, Generated) and origin.rule in MARKS


def _says(words: PInlines) -> bool:
    return bool(plain(words).strip()) or any(isinstance(word, Picture) for word in words)


def _bare(words: PInlines, edges: str = EDGES) -> PInlines:
    """Return words without the spaces and commas at their ends, if they are plain."""
    match words:
        case (Run(text=text) as run,) if text.strip(edges):
            start = len(text) - len(text.lstrip(edges))
            return (run.part(start, len(text.rstrip(edges))),)
        case _:
            return tidy(words)


def with_repeats(said: Mapping[str, PInlines], sign: Sign, around: tuple[Run, Run]) -> dict[str, PInlines]:
    """Return the fields of a note, of which those that the text prints are printed again.

    `around` is the rest of the word of which they are a part.
    """
    show = sign.show
    if show.omit:
        return _whole_words(said, around)
    named = {name for mark in (show.open, show.close, show.text or "") for name in names(parse(mark))}
    named |= set() if show.text else {"lemma", "old", "new"}
    printed = [words for key, words in said.items() if key in named]
    again = {
        key: repeat(words, OriginRule.LEMMA) if any(words is one for one in printed) else words
        for key, words in said.items()
    }
    return _whole_words(again, around)


def _whole_words(said: Mapping[str, PInlines], around: tuple[Run, Run]) -> dict[str, PInlines]:
    """Return the forms that a note gives with the rest of their word, printed again.

    A stop that is put for another stays a run of its own: it is no edge that a lemma may lose.
    """
    if not any(around):
        return {**said}
    before, behind = (one.repeat(OriginRule.LEMMA) for one in around)
    made = {**said}
    for key, words in said.items():
        if key in OF_WORDS and plain(words).strip():
            whole: PInlines = (*filter(None, (before,)), *words, *filter(None, (behind,)))
            made[key] = join_neighbours(whole) if plain(words).strip(EDGES) else whole
    return made


def behind_lemma(lemma: PInlines) -> PInlines:
    """Return the lemma of a note with its bracket, behind which the note begins."""
    return (Styled("lemma", lemma), Styled("lemma-bracket", (Run("]", PUNCTUATION),)), Run(" ", BLANK))


def is_joined(note: PBlocks, words: PInlines, ledger: Ledger) -> bool:
    """Return whether a note on words is told by the one that is called at their end, on the same words.

    That note then tells both: "two words] inserted by hand; underlined".
    """
    call = _call_behind(words)
    called = reversed(ledger.called.items())
    name, first = next(((name, one) for name, one in called if call and one.id == call.note), ("", None))
    if first is None or not isinstance(first.content, tuple):
        return False
    both = _both(first.content, note, words)
    if both:
        ledger.called[name] = replace(first, content=both)
    return bool(both)


def _call_behind(words: PInlines) -> Call | None:
    """Return the call of a textual note at the end of words, before marks of the edition alone."""
    for child in reversed(words):
        match child:
            case Call(series="textual", first=True):
                return child
            case Styled() | Link():
                return _call_behind(child.children)
            case Run() if all(_is_mark(origin) or not text.strip() for text, origin in child.parts()):
                pass
            case Call() | Anchor():
                pass
            case _:
                return None
    return None


def _both(first: PBlocks, second: PBlocks, words: PInlines) -> PBlocks:
    """Return two notes as one where they are on the same words; none where they are not."""
    match first, second:
        case (Para() as note,), (Para() as other,):
            lemma, told, page = _parts_of(note.children)
            other_lemma, more, same_page = _parts_of(other.children)
            on = other_lemma or unmarked(shortened(words))
            same = _letters(lemma) == _letters(on) if lemma else not other_lemma and _is_one_loss(words)
            if not same or plain(told).rstrip().endswith((".", ")")):
                return ()
            if _letters(more) in _letters(told):
                return first
            closed = _bracket_behind(page)
            joined = (*told, *closed, Run("; ", PUNCTUATION), *more, *same_page)
            return (replace(note, children=(behind_lemma(lemma) if lemma else ()) + joined),)
        case _:
            return ()


def _parts_of(note: PInlines) -> tuple[PInlines, PInlines, PInlines]:
    """Return the lemma of a note, what it tells, and the page that it names.

    The page stands in brackets of its own behind a blank, or in those of the note behind a stop.
    """
    page = 2 if _is_page(note[-1:]) else 0
    told, page_of = note[: len(note) - page], note[len(note) - page :]
    if told and isinstance(told[0], Styled) and told[0].style == "lemma":
        return told[0].children, told[3:], page_of
    return (), told, page_of


def _bracket_behind(page: PInlines) -> PInlines:
    """Return the bracket that ends those of the note in which a page stands, which has none of its own."""
    return page[1].children[1:] if page and isinstance(page[1], Styled) else ()


def _is_one_loss(words: PInlines) -> bool:
    """Return whether words are but a bracket that says what is lost: no lemma names it."""
    return not _letters(unmarked(words)) and plain(without_calls(words)).count("[") == 1


def _is_page(words: PInlines) -> bool:
    return any(isinstance(word, Styled) and word.style == "page-reference" for word in words)


def _letters(words: PInlines) -> str:
    return folded(plain(words)).strip(" .,;:…")
