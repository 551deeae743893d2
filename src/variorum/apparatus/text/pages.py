"""Pages of the source: their marks, and what becomes of those that begin in a remark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.numerals import mark
from variorum.apparatus.template import fill
from variorum.apparatus.text import signs
from variorum.apparatus.text.flow import lines, one_run, plain
from variorum.apparatus.text.lines.ends import append
from variorum.model import AnchorEnd, AnchorStart, Block, Inline, Inlines, PageBreak, Remark, walk
from variorum.origin import Generated, OriginRule
from variorum.publication import (
    NOTHING,
    Anchor,
    Box,
    Call,
    Grid,
    Group,
    Link,
    Listing,
    PageMark,
    Para,
    PBlocks,
    PInline,
    PInlines,
    Run,
    Separator,
    Styled,
    Title,
)

COUNTED = Generated(OriginRule.IMPLIED_PAGE)


def page_mark(node: PageBreak, ledger: Ledger) -> PageMark:
    """Print a page mark: in the line as its sign says, nothing there if the source has no mark."""
    marked, bare = node, ledger.terms.forms.bare_label(node.label)
    node = node if bare == node.label else replace(node, label=bare)
    words = signs.page_run(node.label, node, ledger).repeat(OriginRule.PAGE_LABEL)
    label = in_figures(signs.label_run(node.label, node).repeat(OriginRule.PAGE_LABEL), ledger)
    count = _count(marked, label, ledger)
    if not label:
        words = label = Run(f"[{count}]", COUNTED)
    sign = signs.sign_of(node, ledger)
    said = signs.fields(node, ledger)
    printed = NOTHING
    if sign is not None and not node.generated:
        show = sign.show
        if not show.silent and not show.omit:
            template = show.text or f"{show.open}{{label}}{show.close}"
            if node.label.startswith("[") and "[" in template:
                said = signs.fields(replace(node, label=node.label.strip("[]")), ledger)
            if not node.label:
                said = {**said, "label": (Run(count, COUNTED) if "[" in template else label,)}
            printed = one_run(fill(template, said, signs.sign_mark(sign))).with_cause(node.span)
        ledger.use(sign, node)
    wording = ledger.terms.wording
    if node.system:
        name = wording.run("page.system", system=wording.term("division", node.system), label=words)
    else:
        name = wording.run("page.name", label=words)
    if not ledger.aside and node.system is None:
        ledger.page = label
    made = ledger.id(node.system or "page", label.text)
    return PageMark(made, label, printed, name, node.joins_word, span=node.span)


def _count(node: PageBreak, label: Run, ledger: Ledger) -> str:
    """Return which page of its counting begins: a page without a number counts on from the one before it."""
    if id(node) in ledger.unnumbered:
        return ledger.unnumbered[id(node)]
    before = ledger.counted.get(node.system, ("1", 0))
    said = ledger.terms.forms.counted(label.text.strip("[]")) if label else None
    numerals = before[0] if not label else ("I" if label.text.isupper() else "i") if said and said[0] else "1"
    counted = numerals, said[1] if said else before[1] + 1
    count = mark(*counted)
    if not ledger.aside:
        ledger.counted[node.system] = counted
        if not label:
            ledger.unnumbered[id(node)] = count
            if not node.generated:
                ledger.uncounted.append(node.span)
    return count


def in_figures(label: Run, ledger: Ledger) -> Run:
    """Return the label of a page with its number in figures."""
    return label.derive(OriginRule.FIGURES, ledger.terms.forms.figures)


def beside_headings(blocks: PBlocks) -> PBlocks:
    """Return blocks in whose headings no page mark is printed: those before their words stand above them.

    The head rows of a table are headings too, which stand again on each page that it goes on to.
    """
    made: PBlocks = ()
    for block in blocks:
        match block:
            case Title(children=children):
                leading, children = _above(children)
                made += (Para("page-line", leading, span=block.span),) if leading else ()
                made += (replace(block, children=in_no_words(children)),)
            case Grid():
                made += _beside_head(block)
            case Group():
                made += (replace(block, blocks=beside_headings(block.blocks)),)
            case Listing():
                entries = tuple(replace(one, blocks=beside_headings(one.blocks)) for one in block.entries)
                made += (replace(block, entries=entries),)
            case _:
                made += (block,)
    return made


def _above(children: PInlines) -> tuple[PInlines, PInlines]:
    """Return what stands above a heading, if a page mark is printed before its words, and the heading."""
    marks = len([*takewhile(_is_no_word, children)])
    printed = any(isinstance(one, PageMark) and one.printed for one in children[:marks])
    return (children[:marks], children[marks:]) if printed else ((), children)


def _beside_head(grid: Grid) -> PBlocks:
    """Return a table in whose caption and head rows no page mark is printed.

    That before all its words stands above it.
    """
    head = len([*takewhile(lambda row: all(box.header for box in row), grid.rows)])
    above, caption = _above(grid.caption)
    rows = list(grid.rows)
    first = rows[0][0].blocks[:1] if head and rows[0] else ()
    match first:
        case (Para(children=children) as para,) if not caption:
            above, children = _above(children)
            box = replace(rows[0][0], blocks=(replace(para, children=children), *rows[0][0].blocks[1:]))
            rows[0] = (box, *rows[0][1:])
        case _:
            pass
    for at in range(head):
        rows[at] = tuple(replace(box, blocks=unmarked(box.blocks)) for box in rows[at])
    line = (Para("page-line", above, span=grid.span),) if above else ()
    return (*line, replace(grid, caption=in_no_words(caption), rows=tuple(rows)))


def unmarked(head: PBlocks) -> PBlocks:
    """Return the head of a document without printed page marks: what begins a document is its heading."""
    return tuple(
        replace(block, children=in_no_words(block.children)) if isinstance(block, Para | Title) else block
        for block in head
    )


def calls_behind_titles(blocks: PBlocks) -> PBlocks:
    """Return headings whose first calls stand behind their words: those of notes on what they head."""
    return tuple(_calls_behind(one) if isinstance(one, Title) else one for one in blocks)


def _calls_behind(title: Title) -> Title:
    begun = title.children[: len([*takewhile(_is_unseen, title.children)])]
    calls = tuple(one for one in begun if isinstance(one, Call))
    others = tuple(one for one in begun if not isinstance(one, Call))
    return replace(title, children=others + title.children[len(begun) :] + calls)


def _is_unseen(child: PInline) -> bool:
    return isinstance(child, Call | Anchor | PageMark) or (isinstance(child, Run) and not child.text.strip())


def in_no_words(children: PInlines) -> PInlines:
    """Return words in which no page mark is printed: in a heading, or at the beginning of a document.

    The page begins there all the same, in the margin and in page lists.
    """
    made: list[PInline] = []
    for child in children:
        match child:
            case PageMark():
                made.append(replace(child, printed=NOTHING))
            case Styled() | Link():
                made.append(replace(child, children=in_no_words(child.children)))
            case _:
                made.append(child)
    return tuple(made)


def with_words_first(blocks: PBlocks) -> PBlocks:
    """Return blocks whose first words are no page mark."""
    if not blocks:
        return blocks
    first, rest = blocks[0], blocks[1:]
    match first:
        case Para() | Title():
            marks = len([*takewhile(_is_no_word, first.children)])
            leading = in_no_words(first.children[:marks])
            return (replace(first, children=leading + first.children[marks:]), *rest)
        case Group():
            return (replace(first, blocks=with_words_first(first.blocks)), *rest)
        case Listing(entries=(begun, *others)):
            begun = replace(begun, blocks=with_words_first(begun.blocks))
            return (replace(first, entries=(begun, *others)), *rest)
        case Grid(caption=(), rows=((box, *boxes), *rows)):
            box = replace(box, blocks=with_words_first(box.blocks))
            return (replace(first, rows=((box, *boxes), *rows)), *rest)
        case Separator():
            return (first, *with_words_first(rest))
        case _:
            return blocks


def with_words_last(blocks: PBlocks) -> PBlocks:
    """Return blocks whose last words are no page mark: a page of which the text has no words has none."""
    if not blocks:
        return blocks
    rest, last = blocks[:-1], blocks[-1]
    match last:
        case Para() | Title():
            marks = len([*takewhile(_is_no_word, reversed(last.children))])
            at = len(last.children) - marks
            return (*rest, replace(last, children=last.children[:at] + in_no_words(last.children[at:])))
        case Group():
            return (*rest, replace(last, blocks=with_words_last(last.blocks)))
        case Listing(entries=(*others, ended)):
            ended = replace(ended, blocks=with_words_last(ended.blocks))
            return (*rest, replace(last, entries=(*others, ended)))
        case _:
            return blocks


def _is_no_word(child: PInline) -> bool:
    match child:
        case PageMark() | Anchor():
            return True
        case Run(text=text):
            return not text.strip()
        case _:
            return False


def marks_in(node: Remark | Block) -> tuple[Inline, ...]:
    """Return the marks in a remark or title that are the text's, wherever its words are printed.

    They are page breaks, and the ends of ranges that reach over it or begin in it.
    """
    found = [each for each in walk.descend(node) if isinstance(each, PageBreak | AnchorStart | AnchorEnd)]
    starts = {each.range for each in found if isinstance(each, AnchorStart)}
    ends = {each.range for each in found if isinstance(each, AnchorEnd)}
    inside = starts & ends
    return tuple(each for each in found if isinstance(each, PageBreak) or each.range not in inside)


def without(marks: Sequence[Inline]) -> Callable[[Inline], Inlines]:
    """Return what leaves these marks out of the words of a remark or title."""
    return lambda node: () if any(node is mark for mark in marks) else (node,)


def calls_on_words(row: Sequence[Box]) -> tuple[Box, ...]:
    """Return a row in which no call stands alone: those of a cell without words are on the cell before it."""
    made: list[Box] = []
    for box in row:
        held = [one for line in lines(box.blocks) for one in line.children]
        alone = any(isinstance(one, Call) for one in held)
        alone = alone and all(isinstance(one, Call | Anchor) for one in held)
        hung = (
            append(made[-1].blocks, tuple(held)) if alone and made and _has_words(made[-1].blocks) else None
        )
        if hung:
            made[-1] = replace(made[-1], blocks=hung)
        made.append(replace(box, blocks=()) if hung else box)
    return tuple(made)


def _has_words(made: PBlocks) -> bool:
    return any(plain(line.children).strip() for line in lines(made))
