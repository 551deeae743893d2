"""How one sign prints: its marks, its style, its spoken words, its textual note."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import groupby

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import datum
from variorum.apparatus.template import fill, names, parse
from variorum.apparatus.text.flow import lines, one_run, only_marks, plain, runs, tidy
from variorum.apparatus.text.lines.brackets import blanks_between, one_bracket
from variorum.apparatus.text.lines.lemma import (
    behind_lemma,
    has_source_words,
    in_note,
    is_joined,
    unmarked,
    with_repeats,
)
from variorum.apparatus.text.meanings.extents import extent_fields
from variorum.apparatus.text.meanings.forms import is_about_gap, is_wordless
from variorum.apparatus.text.meanings.hands import is_key
from variorum.apparatus.text.meanings.hyphens import cut_mark
from variorum.apparatus.wording import fact
from variorum.conventions.sign import Sign
from variorum.findings.conventions import SignInvisible
from variorum.model import (
    Added,
    Block,
    Damaged,
    Deleted,
    Endorsement,
    Facts,
    FormWork,
    Gap,
    Inline,
    Metamark,
    PageBreak,
    Remark,
    RemarkBlock,
    Restored,
    Segment,
    Space,
    Stamp,
    Supplied,
    Transposed,
    Unclear,
    Written,
    walk,
)
from variorum.origin import BLANK, PUNCTUATION, Generated, Origin, OriginRule, of_mark
from variorum.publication import (
    NOTHING,
    Link,
    PageMark,
    Para,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Run,
    Styled,
    join_runs,
)
from variorum.roles import Role
from variorum.style import BLACK, BlockStyle, InlineStyle

Words = dict[str, PInlines]

VISIBLE_WITHOUT = frozenset({"page-mark", "head-mark"})
LEMMA = "{lemma}"
"""The lemma of a note on words, without which there is nothing to be noted."""
NO_LEMMA = " \xa0…"
"""What is printed of a lemma without words that can be read: a note stands without one then."""
STRUCK = "deleted"
STRUCK_OUT = {None, STRUCK, "struck", "struck through", "struck-through", "strike", "strike-through"} | {
    *("strikethrough", "line-through", "crossed out", "crossed-out", "overstrike", "cancelled", "canceled")
}
"""Ways of a deletion of which a line through the words tells all."""
ACTS = Written | Added | Deleted | Transposed | Unclear | Stamp | FormWork | Supplied | Restored | Damaged
"""What is said of words, and nothing where there are none."""

OWN_LOOK = "gap-mark"
"""The look of a sign whose words are all the edition's own: the source has not underlined them."""
LETTER = re.compile(r"[^\W_][\u0300-\u036f]*")
"""A letter or figure with the marks over and under it."""
OWN_WORDS = frozenset({"place", "medium", "with", "written", "how", "to", "kind", "function"}) | frozenset(
    {"extent", "quantity", "unit", "reason", "cert"}
)
"""The fields whose words are the edition's own, not the source's or a name."""

TERMS = {"reason": "reason", "agent": "agent", "unit": "division", "system": "division"}
"""The fields whose words the edition's language may have, and the tables of its phrases that have them."""


def sign_of(node: Inline | Block, ledger: Ledger) -> Sign | None:
    """Return the sign for a node as the profile prints it: the set's own, or the mark of last resort."""
    terms = ledger.terms
    if ledger.is_plain(node):
        return None
    sign = terms.conventions.sign_for(node, ledger.base) or terms.last_resort.sign_for(node, ledger.base)
    return terms.profile.applied(sign, node) if sign else None


def is_unmarked(node: Inline | Block, ledger: Ledger) -> bool:
    """Return whether no mark in the text tells the sign of a node, but its type, if anything does."""
    sign = sign_of(node, ledger)
    return sign is None or sign.show.silent or not replace(sign.show, style=None).is_seen


def fields(node: Inline | Block, ledger: Ledger) -> Words:
    """Return what the templates of a sign may print, besides the contents of the node."""
    wording = ledger.terms.wording
    told = {key: value for key in type(node).__match_args__ if isinstance(value := getattr(node, key), str)}
    said: dict[str, str | Run | None] = {
        key: wording.term(TERMS[key], value) if key in TERMS else value for key, value in told.items()
    }
    if "function" in told:
        said["function"] = wording.known_term("function", told["function"])
    facts = node.facts
    said |= of_writing(facts, ledger) | {
        "place": wording.spoken_term("place", facts.place),
        "resp": ledger.terms.registers.signature(facts.resp, node.span),
        "cert": facts.cert,
        "unsure": "?" if facts.cert == "low" or "certainty=name" in facts.also else None,
        "rend": facts.rend,
        "page": ledger.page,
    }
    foreign = dict(each.partition("=")[::2] for each in facts.also)
    said = {**{name: value for name, value in foreign.items() if name.isidentifier()}, **said}
    match node:
        case Gap() | Space():
            said |= extent_fields(node, ledger.terms.wording, ledger.terms.forms)
        case PageBreak():
            said["unit"] = wording.term("division", node.system or "page")
            said |= {"label": page_run(node.label, node, ledger), "of": page_run(node.of or "", node, ledger)}
        case Endorsement():
            said["kind"] = wording.run(f"group.{node.kind.value}")
        case Deleted():
            way = wording.spoken_term("deletion", node.how) if node.how not in STRUCK_OUT else NOTHING
            known = way or said["hand"] or said["medium"]
            said["how"] = way or wording.term("deletion", STRUCK) if known else None
        case FormWork():
            said["kind"] = wording.form_work(node.kind) if node.kind else None
        case _:
            pass
    printed = {key: fact(key, one) if isinstance(one, str) else one for key, one in said.items() if one}
    return {key: (run.with_cause(node.span),) for key, run in printed.items() if run}


def of_writing(facts: Facts, ledger: Ledger) -> dict[str, Run | str | None]:
    """Return what is known of how something was written: by whom, with what, and both in one phrase."""
    hand = ledger.hands.get(facts.hand or "")
    medium = facts.medium or (hand.facts.medium if hand else None)
    wording, writer = ledger.terms.wording, _writer(facts.hand, ledger)
    written = wording.way_of_writing(medium) or (wording.run("written.alone") if writer else None)
    tool = wording.by_means_of(medium, bool(writer))
    return {"hand": writer, "medium": wording.term("medium", medium), "with": tool, "written": written}


def page_run(words: str, node: PageBreak, ledger: Ledger) -> Run:
    """Return words of a page mark, in which numbers in words are those of the edition's language."""
    spoken, forms = ledger.terms.wording.numbers, ledger.terms.forms
    return label_run(words, node).derive(OriginRule.NUMBER_WORD, lambda word: forms.in_language(word, spoken))


def label_run(words: str, node: PageBreak) -> Run:
    """Return words of a page mark: of the source, unless the page begins there without a mark."""
    return Run(words, Generated(OriginRule.IMPLIED_PAGE) if node.generated else of_mark(node.span))


def _writer(name: str | None, ledger: Ledger) -> str | Run | None:
    """Return who wrote in a hand: by the document's own list of hands, the register, or the name itself."""
    if name is None:
        return None
    hand = ledger.hands.get(name)
    scribe = hand.scribe if hand and hand.scribe else name
    person = ledger.terms.registers.responsible(scribe)
    if person:
        return datum(person, "name", person.name).repeat(OriginRule.PERSON)
    unlisted = hand is None and bool(ledger.hands)  # a key that no list here has is no name
    return None if unlisted or is_key(scribe) or (hand and not any(map(str.isupper, scribe))) else scribe


def in_sign(
    node: Inline, content: PInlines, ledger: Ledger, words: Words | None = None, sign: Sign | None = None
) -> PInlines:
    """Print content with the sign of its node; a node without any sign is its content.

    Spaces at the ends of the content stand outside the sign.
    """
    sign = sign or sign_of(node, ledger)
    if sign is None or is_about_gap(node):
        return content
    said = {**fields(node, ledger), "lemma": content, **(words or {})}
    check_visible(sign, node, ledger)
    if _is_empty(node, sign, content):
        if is_wordless(walk.children(node)) and not ledger.aside:
            ledger.wordless.append(node.span)
        return content
    ledger.use(sign, node)
    note = textual_note(sign, said, node, ledger, content)
    if sign.show.omit:
        return only_marks(content) + note
    text = plain(content)
    before = (one_run(content).part(0, 1),) if text.strip() and text.startswith(" ") else ()
    after = (one_run(content).part(len(text) - 1),) if text.strip() and text.endswith(" ") else ()
    inner = tidy(content) if before or after else content
    bare = words is None and sign.show.text is not None and "lemma" not in names(parse(sign.show.text))
    return (*before, *_with_look(sign, inner, said, inner if bare else ()), *note, *after)


def _is_empty(node: Inline, sign: Sign, content: PInlines) -> bool:
    """Return whether a sign would stand around nothing."""
    show = sign.show
    surrounds = isinstance(node, ACTS) or (isinstance(node, Segment) and show.text is None and not show.omit)
    return surrounds and not plain(content).strip() and not any(map(_is_picture, content))


def _is_picture(printed: PInline) -> bool:
    if isinstance(printed, Styled | Link):
        return any(map(_is_picture, printed.children))
    return isinstance(printed, Picture)


def _with_look(sign: Sign, content: PInlines, said: Words, unnamed: PInlines = ()) -> PInlines:
    """Return content with the marks and the style of a sign.

    `unnamed` are words for which the text of the sign has no place: they stand in front of it.
    """
    show = sign.show
    inner = content if show.text is None else unnamed + fill(show.text, said, sign_mark(sign))
    looks_alike = _is_own(inner) and plain(inner) == plain(inner).strip()  # a blank at an edge has no look
    if show.text is not None and not (show.open or show.close or looks_alike):
        inner = unnamed + fill(show.text, said, sign_mark(sign), show.mark_style)
    inner = inner if show.each is None else _each(inner, show.each)
    if show.silent or not inner:
        return inner
    opening, closing = marks_around(sign, said)
    opening, inner, closing = one_bracket(opening, inner, closing)
    style, words = show.style or "sign", opening + inner + closing
    words = blanks_between(words) if show.role is Role.DELETION else words
    if show.role is Role.DELETION and not all(map(_is_struck_whole, words)):
        return (Styled("sign", _deleted(words, style), say=speech(sign), sign=sign.id),)
    looked = Styled(style, words, show.role, speech(sign), None, sign.id)
    return (Styled(OWN_LOOK, (looked,)),) if _is_own(words) else (looked,)


def _is_own(words: PInlines) -> bool:
    """Return whether words are the edition's own, all of them: "[blank: 5 letters]"."""
    return any(map(str.isalpha, plain(words))) and not has_source_words(words)


def _deleted(words: PInlines, style: str, speaker: str | None = None) -> PInlines:
    """Return deleted words in their look; page marks, and what the sign `speaker` says, stand without it."""
    made: list[PInline] = []
    pieces = (piece for word in words for piece in _marks_apart(word, speaker))
    for struck, group in groupby(pieces, lambda piece: _is_struck_whole(piece, speaker)):
        held = tuple(group)
        if struck:  # a line over a blank between two marks would be read as a dash
            made += (Styled(style, held, Role.DELETION),) if plain(held).strip() else held
            continue
        for piece in held:
            match piece:
                case Styled() | Link():
                    says = piece.sign if isinstance(piece, Styled) and _speaks(piece) else speaker
                    made.append(replace(piece, children=_deleted(piece.children, style, says)))
                case _:
                    made.append(piece)
    return tuple(made)


def _is_struck_whole(word: PInline, speaker: str | None = None) -> bool:
    """Return whether a deletion covers all of what is printed."""
    match word:
        case Run():
            return not any(_is_mark_of(speaker, origin) for _, origin in word.parts())
        case Styled() | Link():
            spoken = isinstance(word, Styled) and _speaks(word)
            return not spoken and all(_is_struck_whole(each, speaker) for each in word.children)
        case _:
            return not isinstance(word, PageMark)


def _marks_apart(word: PInline, speaker: str | None) -> PInlines:
    """Return what is printed, each mark of a sign as a run of its own."""
    if speaker is None or not isinstance(word, Run):
        return (word,)
    return tuple(Run(text, origin) for text, origin in word.parts())


def _is_mark_of(sign: str | None, origin: Origin) -> bool:
    return isinstance(origin, Generated) and origin.rule is OriginRule.SIGN_MARK and origin.of == sign


def _speaks(word: Styled) -> bool:
    """Return whether a sign says something of words of the source in words: "slpi [sic]", "[Stamp: Seen]".

    What it prints in the place of words is another thing: of a deletion, "[2 words illegible]" is struck.
    """
    parts = [(text, origin) for run in runs(word.children) for text, origin in run.parts()]
    marks = [text for text, origin in parts if _is_mark_of(word.sign, origin)]
    words = [text for text, origin in parts if not isinstance(origin, Generated)]
    return any(map(LETTER.search, marks)) and any(map(LETTER.search, words))


def sign_mark(sign: Sign) -> Generated:
    """Return the origin of the characters by which the set prints a sign."""
    return Generated(OriginRule.SIGN_MARK, sign.id)


def speech(sign: Sign) -> tuple[Run, Run] | None:
    """Return what a screen reader says before and after a sign."""
    origin = Generated(OriginRule.SIGN_SPEECH, sign.id)
    return (Run(sign.say[0], origin), Run(sign.say[1], origin)) if sign.say else None


def in_range(sign: Sign, words: PInlines) -> PInlines:
    """Return words of a range in the look of its sign; its marks stand where the range begins and ends."""
    show = sign.show
    if show.omit:
        return only_marks(words)
    if show.silent:
        return words
    shown = words if show.each is None else _each(words, show.each)
    return (Styled(show.style, shown, say=None, sign=sign.id),) if show.style else shown


def _each(words: PInlines, template: str) -> PInlines:
    """Return words with every letter and figure printed as a template says."""

    def marked(text: str) -> str:
        shown = LETTER.sub(lambda found: template.replace("{character}", found.group()), text)
        return unicodedata.normalize("NFC", shown)

    made: list[PInline] = []
    for word in words:
        match word:
            case Run():
                made.append(word.derive(OriginRule.LETTER_MARKS, marked))
            case Styled() | Link():
                made.append(replace(word, children=_each(word.children, template)))
            case _:
                made.append(word)
    return tuple(made)


def marks_around(sign: Sign, said: Words) -> tuple[PInlines, PInlines]:
    """Return what a sign prints before and behind words."""
    style = sign.show.mark_style
    return mark_runs(sign.show.open, said, sign, style), mark_runs(sign.show.close, said, sign, style)


def mark_runs(mark: str, said: Words, sign: Sign, style: str | None, alone: bool = False) -> PInlines:
    """Return a mark of a sign in a style, with the fields it prints; `alone`: it stands for the sign."""
    printed = fill(mark, said, sign_mark(sign))
    if not printed or (style is None and not alone):
        return printed
    return (Styled(style or "sign-mark", printed, sign=sign.id if alone else None),)


def textual_note(
    sign: Sign, said: Words, node: Inline | Block, ledger: Ledger, words: PInlines = ()
) -> PInlines:
    """Call the textual note that a sign makes, if it makes one here; what is on the same `words` is one note.

    What a template has under "…" is not told again where the sign shows it; a note on words that are printed
    without it, or left out, tells it always.
    """
    if not sign.note or ledger.aside or ledger.noted or not ledger.terms.profile.textual_notes:
        return ()
    if _says_no_more(sign, said):
        return ()
    on_words = plain(said.get("lemma", ())).strip() and not isinstance(node, Metamark)
    with ledger.on_page(ledger.worded if on_words else ledger.page):
        return _note_call(sign, said, node, ledger, words)


def _note_call(sign: Sign, said: Words, node: Inline | Block, ledger: Ledger, words: PInlines) -> PInlines:
    origin = Generated(OriginRule.SIGN_NOTE, sign.id, node.span)
    unseen = sign.show.silent or sign.show.omit
    if unseen and isinstance(node, Deleted):
        wording = ledger.terms.wording
        how = wording.spoken_term("deletion", node.how) or wording.term("deletion", STRUCK)
        said = {"how": (how,), **said}
    blocks = note_blocks(sign.note or "", with_repeats(said, sign, ledger.around), ledger, origin, unseen)
    if not blocks:
        return ()
    if sign.id in ledger.uses:
        ledger.uses[sign.id].notes += 1
    if is_joined(blocks, words, ledger):
        return ()
    name = f"{ledger.numbers['textual'] + 1}-textual"
    if isinstance(node, Metamark) and not walk.plain(node).strip():
        name = ledger.marks.setdefault(" ".join(plain(line.children) for line in lines(blocks)), name)
    return (ledger.call(name, "textual", blocks, node.span),)


def _says_no_more(sign: Sign, said: Words) -> bool:
    """Return whether the text prints all that a note without a lemma would say: "[2 words illegible]"."""
    note, text = sign.note or "", sign.show.text
    if text is None or "]" in note:
        return False
    printed, noted = (plain(fill(each, said, sign_mark(sign))) for each in (text, note))
    return set(noted.split()) <= set(printed.strip("[]").split())


def note_blocks(template: str, said: Words, ledger: Ledger, origin: Origin, whole: bool = False) -> PBlocks:
    """Return a textual note: lemma and bracket, the edition's wording, words of the source, the page.

    `origin` is that of the wording; `whole`: it tells what the sign means, whatever else is known.
    """
    head, bracket, rest = template.partition("]")
    empty, places = False, ledger.marks_of_places()
    words = {
        key: (Styled("wording", value),) if key in OWN_WORDS and value else in_note(value, places)
        for key, value in said.items()
    }
    printed: PInlines = ()
    if bracket and head.startswith("{"):
        lemma = unmarked(fill(head, words, origin))
        empty = head == LEMMA and not plain(lemma).strip()
        if plain(lemma).strip(NO_LEMMA):
            printed = behind_lemma(lemma)
    else:
        rest = template
    comment = fill(rest.lstrip(), words, origin, "wording", whole)
    if not comment or (empty and not has_source_words(comment)):
        return ()
    return (Para("first", printed + with_page(comment, origin, ledger)),)


def with_page(comment: PInlines, origin: Origin, ledger: Ledger) -> PInlines:
    """Return what a note says with the page of the source in brackets, where pages are marked.

    Brackets at the end that the wording of the note (of this origin) has itself, or initials, take it in; the
    stop before it stands against the wording, where no line ends.
    """
    if ledger.page is None:
        return comment
    label = ledger.page.repeat(OriginRule.PAGE_LABEL)
    *_, (text, last) = one_run(comment).parts()
    if text.endswith(")") and last in (origin, PUNCTUATION):
        words = ledger.terms.wording.run("page.within", label=label)
        begins = next((at for at, one in enumerate(words.text) if one.isalnum()), 0)
        marks: PInlines = (words.part(0, begins), words.part(len(words.text) - 1))
        stop, close = (Styled("wording", (one,)) for one in marks) if last == origin else marks
        inside = words.part(begins, len(words.text) - 1)  # no line ends between the page and its bracket
        return (*cut_mark(comment, (")",)), stop, Styled("page-reference", (inside, close)))
    words = ledger.terms.wording.run("page.reference", label=label)
    return (*comment, Run(" ", BLANK), Styled("page-reference", (words,)))


def check_visible(sign: Sign, node: Inline | Block, ledger: Ledger) -> None:
    """Report a sign that would print without a mark that can be seen, once in a document."""
    show = sign.show
    style = ledger.terms.style
    noted = bool(sign.note) and ledger.terms.profile.textual_notes
    deliberate = show.silent or show.omit or show.as_note is not None
    literal = show.text and parse(show.text) != parse_fields(show.text)
    marks = show.open or show.close or show.each or literal
    if deliberate or noted or marks or sign.id in ledger.uses or show.style in VISIBLE_WITHOUT:
        return
    if isinstance(node, Block):
        seen = style is None or style.blocks.get(show.style or "") not in (None, BlockStyle())
    else:
        seen = show.style is not None and (style is None or can_be_seen(style.inline(show.style)))
    if not seen:
        ledger.find(SignInvisible(sign.span or node.span, sign=sign.title))


def parse_fields(template: str) -> object:
    """Return the parts of a template without its literals."""
    return tuple(part for part in parse(template) if names((part,)))


def can_be_seen(style: InlineStyle) -> bool:
    """Return whether an inline style changes how words look."""
    turned = (style.italic, style.bold, style.struck, style.small_caps, style.raised, style.lowered)
    return (
        any(turned)
        or style.underline in ("single", "double")
        or bool(style.spaced)
        or style.size not in (None, 1.0)
        or style.color not in (None, BLACK)
    )


def initials(node: Remark | RemarkBlock, sign: Sign | None, content: str, ledger: Ledger) -> Run:
    """Return the initials that the sign's marks do not print themselves, with a comma before them."""
    said = ledger.terms.registers.signature(node.facts.resp, node.span)
    marks = f"{sign.show.open}{sign.show.close}{sign.show.text or ''}" if sign else ""
    silent = sign is not None and (sign.show.silent or sign.show.omit)
    printed = "resp" in names(parse(marks)) and not silent
    if not said or printed or content.endswith(said.text):
        return NOTHING
    return join_runs(Run(", ", PUNCTUATION), said).with_cause(node.span)
