"""Blocks of the model into published blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import assert_never

from variorum.apparatus.languages import said_in, tag
from variorum.apparatus.ledger import Ledger
from variorum.apparatus.text import ranges, signs
from variorum.apparatus.text.flow import (
    folded,
    is_drawn,
    join_neighbours,
    leaves,
    lines,
    one_line,
    one_run,
    only_marks,
    plain,
    tidy,
    without_calls,
)
from variorum.apparatus.text.inlines import calls_behind, inlines, picture
from variorum.apparatus.text.lines import places
from variorum.apparatus.text.lines.calls import before_line_ends, before_openings
from variorum.apparatus.text.lines.ends import append, enclose, prepend, without_line_end
from variorum.apparatus.text.meanings.extents import is_white
from variorum.apparatus.text.meanings.items import ItemNumbers, holds_ranges, label_in_line
from variorum.apparatus.text.meanings.line_numbers import line_number
from variorum.apparatus.text.meanings.segments import captions, says_nothing, with_descriptions
from variorum.apparatus.text.pages import calls_behind_titles, marks_in, without
from variorum.apparatus.text.tables import SIDES, table
from variorum.conventions.sign import Sign
from variorum.model import (
    Attachment,
    Block,
    BlockQuote,
    Declaration,
    Division,
    Endorsement,
    EndorsementKind,
    FigureBlock,
    Heading,
    Inlines,
    Item,
    Line,
    List,
    Node,
    NoteRef,
    PageBreak,
    Paragraph,
    Postscript,
    RemarkBlock,
    Rule,
    Speech,
    Table,
    Verse,
    Written,
    walk,
)
from variorum.model.calls import holds_notes_only
from variorum.model.facts import LINES
from variorum.model.kinds import divider
from variorum.origin import BLANK, Generated, OriginRule, of_source
from variorum.publication import (
    NOTHING,
    Anchor,
    Call,
    Entry,
    Group,
    LineEnd,
    Listing,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Run,
    Separator,
    Title,
)

SPACE = "\u00a0"
DRAWN = {"stars": "* * *", "space": SPACE}
"""What is printed between two pieces of a text, by what an encoding says of it; else a rule."""

RUNNING = 40
"""From how many characters on a paragraph is running text, and not an entry of a list."""
STEP = "\u2003"
"""The indent of a line of verse by one step: an em space."""


def blocks(nodes: Sequence[Block], ledger: Ledger) -> PBlocks:
    """Print blocks in their order.

    A remark that becomes a note is called where the text before it ends; the pages that begin in it begin
    where the text behind it does.
    """
    printed: PBlocks = ()
    waiting: PInlines = ()
    for node in nodes:
        ranges.gather(Run(" ", BLANK), ledger)  # words of two blocks are no word in a lemma
        if any(node is one for one in ledger.titled):
            waiting += inlines(marks_in(node), ledger)
            printed += ledger.parting
            continue
        if isinstance(node, RemarkBlock | Endorsement) and says_nothing(node):
            continue
        if isinstance(node, RemarkBlock) and (sign := _note_sign(node, ledger)):
            call, pages = _as_note(node, sign, ledger)
            called = append(printed, call)
            printed, waiting = (called, waiting + pages) if called else (printed, waiting + call + pages)
            continue
        omitted = ranges.is_omitted(ledger)
        follows = bool(printed) and _running(printed[-1]) and not _goes_on(node, printed[-1])
        made = _with_calls(node, block(node, ledger, follows), ledger)
        left_out = omitted and ranges.is_omitted(ledger) and not _is_needed(node, made)
        if left_out or _is_bare(node, made):
            continue
        if _is_called_alone(node, made):
            calls = _marks_of(made)
            called = None if isinstance(node, Heading) else append(printed, calls)
            printed, waiting = (called, waiting) if called else (printed, waiting + calls)
            continue
        begun = prepend(made, waiting) if waiting else None
        if begun is not None:
            made, waiting = begun, ()
        printed += calls_behind_titles(made) if isinstance(node, Heading) else made
    if not waiting:
        return printed
    return append(printed, waiting) or (*printed, Para("first", waiting))


def _with_calls(node: Node, made: PBlocks, ledger: Ledger) -> PBlocks:
    """Return what is printed of a node in its language, with the calls of the notes on all of it."""
    made = said_in(made, language) if (language := tag(node.facts.lang)) else made
    calls = calls_behind(node, ledger)
    return made if not calls else append(made, calls) or (*made, Para("first", calls))


def _is_bare(node: Block, made: PBlocks) -> bool:
    """Return whether nothing is left of a paragraph, which holds data or acts without words."""
    if not isinstance(node, Paragraph) or not node.children:
        return False
    return not any(line.children or line.id for line in lines(made))


def _is_called_alone(node: Block, made: PBlocks) -> bool:
    """Return whether only calls are left of a paragraph or line, or a heading has no words: marks move."""
    printed = [each for line in lines(made) for each in line.children]
    called = isinstance(node, Paragraph | Line) and any(isinstance(one, Call) for one in leaves(printed))
    return (called or isinstance(node, Heading)) and not _shows(printed)


def _marks_of(made: PBlocks) -> PInlines:
    """Return the marks that are left of lines, with the places that references lead to."""
    found: PInlines = ()
    for line in lines(made):
        found += ((Anchor(line.id, span=line.span),) if line.id else ()) + only_marks(line.children)
    return found


def _shows(children: Sequence[PInline]) -> bool:
    """Return whether more than calls, places, page marks and blanks are printed."""
    return any(
        one.text.strip() if isinstance(one, Run) else not isinstance(one, Call | Anchor | PageMark)
        for one in leaves(children)
    )


def _is_needed(node: Block, made: PBlocks) -> bool:
    """Return whether something in a block has to stand though its words are left out, as a call."""
    named = any(isinstance(each, PageBreak | NoteRef) or each.facts.id for each in walk.descend(node))
    return named or any(only_marks(line.children) for line in lines(made))


def _running(block: PBlock) -> bool:
    return isinstance(block, Para) and block.role in ("first", "body")


def _goes_on(node: Block, before: PBlock) -> bool:
    """Return whether a page that begins divides the sentence of a paragraph, which goes on as another."""
    if not isinstance(node, Paragraph) or not isinstance(before, Para):
        return False
    first = next(
        (one for one in node.children if walk.plain(one).strip() or isinstance(one, PageBreak)), None
    )
    said = plain(without_calls(before.children)).rstrip()
    is_open = len(said) >= RUNNING and (said[-1].isalpha() or said[-1] == ",")
    return isinstance(first, PageBreak) and is_open and walk.plain(node.children).lstrip()[:1].islower()


def _note_sign(node: RemarkBlock, ledger: Ledger) -> Sign | None:
    """Return the sign of a remark that is printed as a note under this profile, else nothing."""
    sign = signs.sign_of(node, ledger)
    return sign if sign and sign.show.as_note and not ledger.aside else None


def _as_note(node: RemarkBlock, sign: Sign, ledger: Ledger) -> tuple[PInlines, PInlines]:
    """Return the call of a remark's note, and the marks of the text that stand in the remark."""
    ledger.use(sign, node)
    ledger.credit("remark", node.facts.resp, node.voice, node.span)
    name = f"{ledger.numbers.total()}-remark"
    marks = marks_in(node)
    bare = replace(node, blocks=walk.rebuild_blocks(node.blocks, without(marks)))
    call = ledger.call(name, sign.show.as_note or "", bare, node.span)
    return (call,), inlines(marks, ledger)


def block(node: Block, ledger: Ledger, follows: bool = False) -> PBlocks:
    """Print one block; `follows`: it is a paragraph behind a paragraph."""
    match node:
        case Paragraph() if is_white(node) and not ledger.terms.profile.line_ends:
            return (_drawn(node, SPACE),)
        case Paragraph():
            role = "body" if follows and not node.continues and node.facts.rend != LINES else "first"
            return (_para(role, node.children, node, ledger),)
        case Line():
            return (_set_line(node, ledger),)
        case Heading():
            return (_heading(node, ledger),)
        case List():
            return _list(node, ledger)
        case RemarkBlock():
            return (_remark(node, ledger),)
        case Table():
            return (table(node, ledger, lambda cell: _with_calls(cell, blocks(cell.blocks, ledger), ledger)),)
        case BlockQuote():
            return (Group("quote", blocks(node.blocks, ledger), ledger.place(node.facts.id), span=node.span),)
        case Division():
            return _division(node, ledger)
        case Verse():
            return (_verse(node, ledger),)
        case FigureBlock():
            return _figure(node, ledger)
        case Rule():
            return (_drawn(node, DRAWN.get(_look(node) or "", "")),)
        case Endorsement():
            return (_endorsement(node, ledger),)
        case Attachment():
            return (_group("attachment", node, ledger),)
        case Postscript():
            return (_group("postscript", node, ledger),)
        case Speech():
            speaker = _para("speaker", node.speaker, Paragraph((), span=node.span), ledger)
            said = (speaker, *blocks(node.blocks, ledger))
            return (Group("speech", said, ledger.place(node.facts.id), span=node.span),)
        case _:
            assert_never(node)


def _drawn(node: Rule | Paragraph, look: str) -> PBlock:
    """Print what parts two pieces of a text as the source draws it: stars, a space, or a rule."""
    if not look:
        return Separator(span=node.span)
    return Para("figure", (Run(look, Generated(OriginRule.SIGN_MARK, "rule", node.span)),), span=node.span)


def _look(node: Rule) -> str | None:
    said = dict(one.partition("=")[::2] for one in node.facts.also)
    return divider((node.facts.rend or "", said.get("rendition", "")), said.get("unit", ""))


def words(children: Inlines, node: Node, ledger: Ledger) -> PInlines:
    """Print the words of a block; if the whole block is in another hand or medium, so are they."""
    printed = inlines(children, ledger)
    facts = replace(node.facts, id=None, lang=None)
    if facts.hand or facts.medium:
        printed = signs.in_sign(Written((), facts=facts, span=node.span), printed, ledger)
    return tidy(before_openings(before_line_ends(without_line_end(printed))))


def _para(role: str, children: Inlines, node: Node, ledger: Ledger) -> Para:
    with _line_ends(node, ledger):
        printed = words(children, node, ledger)
    sides = {SIDES.get(word) for word in (node.facts.rend or "").split()}
    if isinstance(node, Paragraph) and not ledger.aside and ("center" in sides or is_drawn(printed)):
        role = "figure"
    return Para(role, printed, ledger.place(node.facts.id), tag(node.facts.lang), span=node.span)


@contextmanager
def _line_ends(node: Node, ledger: Ledger) -> Iterator[None]:
    """Keep the line ends of the source where the profile does, or the text says that they have a sense."""
    before = ledger.lines
    ledger.lines = (ledger.terms.profile.line_ends and not ledger.aside) or node.facts.rend == LINES
    yield
    ledger.lines = before


def _set_line(node: Line, ledger: Ledger) -> Para:
    """Print a set line; its line ends are the sense of it and always kept."""
    ledger.lines = True
    printed = words(node.children, node, ledger)
    ledger.lines = False
    return Para(node.kind.value, printed, ledger.place(node.facts.id), tag(node.facts.lang), span=node.span)


def _heading(node: Heading, ledger: Ledger) -> Title:
    printed = words(node.children, node, ledger)
    title = one_line(one_run(printed)).repeat(OriginRule.TITLE)
    made = ledger.place(node.facts.id) or ledger.id("heading", title.text)
    level = max(min(node.level, 3), 1)
    deep = ledger.level(max(node.level, 1))
    return Title(f"heading-{level}", deep, printed, title, made, not node.heads_list, span=node.span)


def _list(node: List, ledger: Ledger) -> PBlocks:
    """Print a list; a remark between two items parts it in two, whose labels go on."""
    printed: PBlocks = ()
    entries: tuple[Entry, ...] = ()
    waiting = places.anchor_of(node, ledger)
    numbers = ItemNumbers(node)
    for child in node.children:
        match child:
            case Item():
                in_range = ranges.is_omitted(ledger) or holds_ranges(child)
                made = _with_calls(child, label_in_line(child, blocks(child.blocks, ledger)), ledger)
                if waiting:
                    made, waiting = prepend(made, waiting) or (Para("first", waiting), *made), ()
                label = item_label(child) or numbers.next(child)
                if (in_range or not label) and not _says(made):
                    continue  # it is empty, or all words of it are left out
                entries += (Entry(made, label, ledger.place(child.facts.id), span=child.span),)
            case RemarkBlock():
                sign = _note_sign(child, ledger)
                if sign is None:
                    printed += (Listing("list", entries, span=node.span),) if entries else ()
                    printed += (_remark(child, ledger),)
                    entries = ()
                    continue
                call, pages = _as_note(child, sign, ledger)
                if entries:
                    entries = (*entries[:-1], _entry_with_call(entries[-1], call))
                    waiting += pages
                else:
                    waiting += call + pages
            case _:
                assert_never(child)
    if waiting and entries:
        entries = (*entries[:-1], _entry_with_call(entries[-1], waiting))
    printed += (Listing("list", entries, span=node.span),) if entries else ()
    return printed if entries or not waiting else (*printed, Para("first", waiting))


def _says(made: PBlocks) -> bool:
    """Return whether any words or labels of items are printed."""
    if any(line.children for line in lines(made)):
        return True
    labels = (entry for one in made if isinstance(one, Listing) for entry in one.entries)
    return any(entry.label or _says(entry.blocks) for entry in labels)


def item_label(node: Item | Declaration) -> Run | None:
    """Return the label of an item as the source has it."""
    return None if node.label is None else Run(node.label, of_source(node.span))


def _entry_with_call(entry: Entry, call: PInlines) -> Entry:
    return replace(entry, blocks=append(entry.blocks, call) or (*entry.blocks, Para("first", call)))


def _remark(node: RemarkBlock, ledger: Ledger) -> Group:
    """Print a remark in paragraphs of its own, between the marks of its sign."""
    ledger.credit("remark", node.facts.resp, node.voice, node.span)
    sign = signs.sign_of(node, ledger)
    with ranges.suspended(ledger), ledger.in_voice(node.voice):
        made = blocks(node.blocks, ledger)
    last = folded(plain(_last(made)))
    more = signs.initials(node, sign, last, ledger)
    before, after = _marks(node, ledger, more)
    spoken = signs.speech(sign) if sign else None
    say = spoken[0] if spoken else ledger.terms.wording.run("group.remark")
    role = sign.show.style if sign and sign.show.style else "remark"
    return Group(role, enclose(made, before, after), ledger.place(node.facts.id), say, span=node.span)


def _marks(node: RemarkBlock | Endorsement, ledger: Ledger, more: Run = NOTHING) -> tuple[PInlines, PInlines]:
    """Return what stands before and behind the words of a block by its sign."""
    sign = signs.sign_of(node, ledger)
    behind: PInlines = (more,) if more else ()
    if sign is None:
        return (), behind
    signs.check_visible(sign, node, ledger)
    ledger.use(sign, node)
    if sign.show.silent:
        return (), behind
    said = signs.fields(node, ledger)
    opening = signs.mark_runs(sign.show.open, said, sign, sign.show.mark_style, alone=True)
    return opening, behind + signs.marks_around(sign, said)[1]


def _last(made: PBlocks) -> PInlines:
    return next((line.children for line in reversed([*lines(made)])), ())


def _verse(node: Verse, ledger: Ledger) -> Group:
    printed: PInlines = ()
    waiting: PInlines = ()
    for line in node.lines:
        with _line_ends(node, ledger):
            said = words(line.children, line, ledger)
        text = (*(said[:-1] if said and isinstance(said[-1], LineEnd) else said), *calls_behind(line, ledger))
        number = line_number(line, ledger)
        if line.children and not _shows(text):
            calls = only_marks(text)
            printed, waiting = (printed + calls, ()) if printed else ((), waiting + calls)
            continue
        text, waiting = (*places.anchor_of(line, ledger), *waiting, *text), ()
        indent = (Run(STEP * line.indent, Generated(OriginRule.VERSE_INDENT)),) if line.indent else ()
        printed += ((LineEnd(),) if printed else ()) + indent + text + number
    printed += waiting
    return Group(
        "verse", (Para("first", printed, span=node.span),), ledger.place(node.facts.id), span=node.span
    )


def _division(node: Division, ledger: Ledger) -> PBlocks:
    """Print the blocks of a part of the document; its headings say what it is."""
    named = places.anchor_of(node, ledger)
    made = blocks(with_descriptions(node.blocks) if node.kind == "figure" else node.blocks, ledger)
    if node.kind == "figure":
        made = captions(made)
    if holds_notes_only(node):
        marks = only_marks(tuple(each for line in lines(made) for each in line.children))
        return (Para("first", marks),) if marks else ()
    return (prepend(made, named) or made) if named else made


def _figure(node: FigureBlock, ledger: Ledger) -> PBlocks:
    shown = picture(node, ledger)
    role = "figure" if isinstance(shown[0], Picture) else "first"
    caption = tidy(inlines(node.caption, ledger))
    return (
        Para(role, shown, ledger.place(node.facts.id), span=node.span),
        *((Para("caption", caption, span=node.span),) if caption else ()),
    )


def _endorsement(node: Endorsement, ledger: Ledger) -> Group:
    """Print an endorsement; where no sign names its kind, the edition does."""
    with ranges.in_own_hand(node, ledger):
        made = blocks(node.blocks, ledger)
    before, after = _marks(node, ledger)
    wording = ledger.terms.wording
    sign = signs.sign_of(node, ledger)
    said_in_label = False
    if not before and ledger.terms.profile.own_words and not (sign and sign.show.silent):
        said_in_label = _has_place_of_its_own(node, ledger)
        kind = "note" if said_in_label else node.kind.value
        label = wording.inlines(f"mark.{kind}", signs.fields(node, ledger))
        before = join_neighbours((*label, Run(" ", BLANK)))
    printed = tuple(each for line in lines(made) for each in (*line.children, Run(" ", BLANK)))
    said = {**signs.fields(node, ledger), "lemma": tidy(without_calls(printed))}
    if sign and not said_in_label and (node.facts.hand or node.facts.medium or node.facts.place):
        noted = replace(sign, note=sign.note or wording.template("note.endorsement"))
        after += signs.textual_note(noted, said, node, ledger, printed)
    say = wording.run(f"group.{node.kind.value}")
    role = sign.show.style if sign and sign.show.style else "endorsement"
    return Group(role, enclose(made, before, after), ledger.place(node.facts.id), say, span=node.span)


def _has_place_of_its_own(node: Endorsement, ledger: Ledger) -> bool:
    """Return whether a note on the paper stands in no margin, so that its label has to say where."""
    place = node.facts.place or ""
    known = ledger.terms.wording.known_term("place", place)
    return node.kind is EndorsementKind.MARGINAL and bool(known) and "margin" not in place


def _group(role: str, node: Attachment | Postscript, ledger: Ledger) -> Group:
    say = ledger.terms.wording.run(f"group.{role}")
    return Group(role, blocks(node.blocks, ledger), ledger.place(node.facts.id), say, span=node.span)
