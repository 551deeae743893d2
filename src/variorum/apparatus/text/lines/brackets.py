"""Brackets of two signs around the same words: one of them is printed, “[q?]”, not “[[q?]]”."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from variorum.apparatus.text.flow import plain, runs
from variorum.apparatus.text.meanings.hyphens import cut_mark
from variorum.origin import Generated, Origin, OriginRule
from variorum.publication import Anchor, Call, PInline, PInlines, Run, Styled

ENDS = MappingProxyType({"[": "]", "(": ")", "{": "}", "⟨": "⟩", "‹": "›", "<": ">", "⟦": "⟧"})
"""How a bracket that opens closes."""

Marked = tuple[PInlines, PInlines, PInlines]
"""What stands before words, the words, and what stands behind them."""


def one_bracket(opening: PInlines, words: PInlines, closing: PInlines) -> Marked:
    """Return marks and words with one bracket, if all words stand in the same one by another sign already.

    Of the two that is printed whose end says more: “[r]” within “[…?]” is “[r?]”.
    """
    match [each for each in words if not isinstance(each, Call | Anchor)]:
        case [Styled(sign=str()) as inner] if runs((inner,)):
            pass
        case _:
            return opening, words, closing
    bracket, last = plain(opening), plain(closing)
    (first, origin), *_ = runs((inner,))[0].parts()
    *_, (ended, end) = runs((inner,))[-1].parts()
    whole = bracket in ENDS and last.endswith(ENDS[bracket]) and ended.endswith(ENDS[bracket])
    if not whole or first != bracket or not (_is_mark(origin, inner.sign) and _is_mark(end, inner.sign)):
        return opening, words, closing
    if ended.endswith(last):
        return (), words, ()
    if not last.endswith(ended):
        return opening, words, closing
    children = _without_first(inner.children)
    for sign in reversed(ended):
        children = cut_mark(children, (sign,))
    bare = replace(inner, children=children)
    return opening, tuple(bare if each is inner else each for each in words), closing


def blanks_between(words: PInlines) -> PInlines:
    """Return words in which a blank between two marks of one look has it too.

    Between marks that are not struck out with the words around them a line through a blank is read as a dash.
    """
    made: list[PInline] = []
    for at, each in enumerate(words):
        if isinstance(each, Run) and not each.text.strip() and 0 < at < len(words) - 1:
            before, behind = _look_of_mark(words[at - 1], -1), _look_of_mark(words[at + 1], 0)
            made.append(Styled(before, (each,)) if before and before == behind else each)
            continue
        made.append(each)
    return tuple(made)


def _look_of_mark(word: PInline, edge: int) -> str:
    """Return the look of the mark of a sign that is printed first or last (`edge` 0 or -1), if it has one."""
    look = ""
    while isinstance(word, Styled) and word.children:
        look, word = word.style, word.children[edge]
    if not isinstance(word, Run) or not word.text:
        return ""
    _, origin = [*word.parts()][edge]
    is_mark = isinstance(origin, Generated) and origin.rule is OriginRule.SIGN_MARK
    return look if is_mark else ""


def _is_mark(origin: Origin, sign: str | None) -> bool:
    return isinstance(origin, Generated) and origin.rule is OriginRule.SIGN_MARK and origin.of == sign


def _without_first(words: PInlines) -> PInlines:
    """Return words without their first character."""
    first, *rest = words
    match first:
        case Run():
            kept = first.part(1)
            return (*((kept,) if kept else ()), *rest)
        case Styled():
            return (replace(first, children=_without_first(first.children)), *rest)
        case _:
            return (first, *_without_first(tuple(rest)))
