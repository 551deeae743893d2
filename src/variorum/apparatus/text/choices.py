"""Choices between forms, readings of other witnesses, words put for others: which print in text and note."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Protocol

from variorum.apparatus.ledger import Ledger
from variorum.apparatus.registers import datum
from variorum.apparatus.template import names, parse
from variorum.apparatus.text import ranges, signs
from variorum.apparatus.text.flow import cut_end, folded, join_neighbours, plain, repeat, without_calls
from variorum.apparatus.text.lines.ends import append
from variorum.apparatus.text.lines.lemma import WORD
from variorum.apparatus.text.meanings.forms import (
    ALTERNATIVE,
    FORMS,
    TwoForms,
    adds,
    deletes,
    details,
    in_row,
    is_mark_and_letters,
    is_one_form,
    is_part_of_word,
    is_wordless,
    lacks,
    marks,
    meaning,
    without_details,
)
from variorum.apparatus.text.meanings.metamarks import marks_alone
from variorum.apparatus.text.meanings.segments import COMMA
from variorum.apparatus.text.meanings.word_ends import WHOLE, word_around
from variorum.apparatus.wording import fact
from variorum.conventions.sign import Sign
from variorum.model import (
    NO_FACTS,
    Added,
    Corrected,
    Deleted,
    Facts,
    Inline,
    Inlines,
    NoteRef,
    PageBreak,
    Replaced,
    Restored,
    Segment,
    Text,
    Variant,
    Witness,
    walk,
)
from variorum.model.document import datum_place
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule
from variorum.publication import NOTHING, PInlines, Run, Styled, join_runs
from variorum.words.template import Slot

Words = Callable[[Sequence[Inline], Ledger], PInlines]
"""What prints inlines: handed down by those who meet a choice among them."""
KEY = re.compile(r"\S*_\S*|\S{9,}")
"""What is no siglum but the key of a list."""
BEFORE_BRACKET = re.compile(r"(?<=\}) (?=[\[(⟨‹])")
"""The blank between two forms of a sign's text."""
KEPT = (PageBreak, NoteRef)
"""What of a form that is not printed stands all the same."""
STOPS = ",.;:!?"
"""What stands right behind a word."""
WRITING = ("hand", "medium", "with")
"""What is told of how new words were written."""
ACT = Added | Deleted | Replaced | Restored | Segment
"""What may be one of several acts on the same place."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as it prints: what it says, by which sign, and which of its forms stand in the text.

    `deletes`: the edition has nothing for words of the source; `is_bare`: letters stand for a mark in a word,
    under the sign that they have themselves.
    """

    node: TwoForms | Variant
    forms: Mapping[str, Inlines]
    sign: Sign | None
    shown: frozenset[str]
    deletes: bool = False
    is_bare: bool = False


def is_choice(node: Inline) -> bool:
    """Return whether a node prints as a choice does."""
    return isinstance(node, TwoForms | Variant) or (isinstance(node, Segment) and meaning(node) is not node)


def enter_choice(nodes: Sequence[Inline], index: int, ledger: Ledger) -> None:
    """Note whether a node is a choice and part of a word, and of which."""
    ledger.in_word = is_choice(nodes[index]) and is_part_of_word(nodes, index)
    whole = meaning(nodes[index])
    second = getattr(whole, FORMS[type(whole)][1]) if isinstance(whole, TwoForms) else ()
    ledger.around = word_around(nodes, index, walk.plain(second)) if ledger.in_word else WHOLE


def choice_of(node: Inline, ledger: Ledger) -> Choice | None:
    """Return how a choice prints; none if what it says is no choice, but words that the edition supplies."""
    whole = meaning(node)
    if not isinstance(whole, TwoForms | Variant):
        return None
    sign = _sign(whole, ledger)
    if isinstance(whole, Variant):
        return Choice(whole, {"lemma": without_details(whole.lemma)}, sign, frozenset({"lemma"}))
    first, second = FORMS[type(whole)]
    forms = {first: getattr(whole, first), second: getattr(whole, second)}
    if deletes(node):
        noted = replace(sign, note=ledger.terms.wording.template("note.deletes")) if sign else None
        text = names(parse(sign.show.text)) if sign and sign.show.text else {first}
        return Choice(whole, forms, noted, frozenset(text & {first}), deletes=True)
    sign = _fitting(sign, forms)
    if (
        sign is not None
        and {first, second} <= names(parse(sign.show.text or ""))
        and is_mark_and_letters(whole)
    ):
        return Choice(whole, forms, None, frozenset({second}), is_bare=True)
    if sign is not None and is_one_form(*forms.values()):
        sign = replace(sign, note="", show=replace(sign.show, text=None, silent=True))
    if adds(node) and sign is not None:
        silent = replace(sign.show, text=None, silent=True)
        sign = replace(sign, show=silent, note=ledger.terms.wording.template("note.adds"))
    text = set(names(parse(sign.show.text))) if sign and sign.show.text else {first}
    if isinstance(whole, Corrected) and not whole.corr and "sic_only" in text:
        text |= {"sic"}
    shown = {name for name in text if forms.get(name)} or {name for name in forms if forms[name]}
    return Choice(whole, forms, sign, frozenset(shown))


def _sign(node: TwoForms | Variant, ledger: Ledger) -> Sign | None:
    """Return the sign of a choice; of readings that an editor left open, one that says so."""
    sign = signs.sign_of(node, ledger)
    if ALTERNATIVE not in node.facts.also or (sign is not None and "also" in sign.means.conditions):
        return sign
    open_ = ledger.terms.last_resort.sign_for(node, ledger.base)
    return ledger.terms.profile.applied(open_, node) if open_ else sign


def _fitting(sign: Sign | None, forms: Mapping[str, Inlines]) -> Sign | None:
    """Return a sign without a text or note that would print a form without words."""
    if sign is None:
        return None
    empty = {name for name, words in forms.items() if not words}
    if sign.note and empty & _fields(sign.note):
        sign = replace(sign, note="")
    if sign.show.text and empty & _fields(sign.show.text):
        sign = replace(sign, show=replace(sign.show, text=None, silent=True))
    return sign


def _fields(template: str) -> set[str]:
    """Return the fields that a template prints whatever they hold."""
    return {part.name for part in parse(template) if isinstance(part, Slot)}


def choice(node: Inline, words: Words, ledger: Ledger) -> PInlines:
    """Print a choice of two forms, each by its own name in the sign's text; the first form if it has none.

    In a word no blank stands between the forms.
    """
    in_word, ledger.in_word = ledger.in_word, False
    around, ledger.around = ledger.around, WHOLE
    if isinstance(node, Corrected):
        if node.facts.id in ledger.emendations:
            return _emendation(node, words, ledger)
        if isinstance(meaning(node), Corrected):  # what supplies words is credited for them
            ledger.credit("correction", meaning(node).facts.resp, None, node.span)
    if lacks(node):
        ledger.wordless.append(node.span)
    made = choice_of(node, ledger)
    if made is None:
        return words((meaning(node),), ledger)
    aside = ledger.scratch()
    forms = {key: in_row(form, COMMA) for key, form in made.forms.items()}
    printed: dict[str, PInlines] = {}
    for key, form in forms.items():
        further = ranges.lengths(ledger) if made.shown & printed.keys() else None
        printed[key] = words(form, ledger if key in made.shown else aside)
        if further is not None:
            ranges.take_back(further, ledger)  # what is printed beside the first form is said of it
            printed[key] = cut_end(printed[key])  # in brackets, where no blank ends it
    content = next((printed[key] for key in forms if key in made.shown), ())
    said = {**printed, "lemma": content}
    if isinstance(made.node, Variant):
        readings = _beside(made.sign, ledger)
        said |= _of_variant(made.node, words, readings, is_wordless(made.forms["lemma"]))
    elif isinstance(made.node, Corrected) and not made.node.corr and not made.deletes:
        said["sic_only"] = printed["sic"]
    kept = {key: marks(form, KEPT) for key, form in forms.items()}
    seen = [each for key in made.shown for each in kept[key]]
    hidden = [each for key in forms if key not in made.shown for each in kept[key]]
    stand = words([each for each in hidden if each not in seen], ledger)
    if made.is_bare:
        return content + stand
    closes = in_word and not any(kept.values())
    sign = _closed_up(made.sign) if closes and made.sign else made.sign
    ledger.around = WHOLE if isinstance(made.node, Variant) else around
    looked = signs.in_sign(made.node, content, ledger, said, sign)
    ledger.around = WHOLE
    return looked + stand


def _closed_up(sign: Sign) -> Sign:
    """Return a sign whose second form hangs on the first."""
    return replace(sign, show=replace(sign.show, text=BEFORE_BRACKET.sub("", sign.show.text or "") or None))


def entry_apart(node: Variant, on: Run, words: Words, ledger: Ledger) -> PInlines:
    """Call the note of an entry that says itself on which words it is: they stand in the text already."""
    sign = _sign(node, ledger)
    if sign is None:
        return ()
    aside = ledger.scratch()
    given = tuple(each for each in without_details(node.lemma) if not isinstance(each, NoteRef))
    lemma = words(given, aside) if not is_wordless(given) else (on.repeat(OriginRule.LEMMA),)
    ledger.use(sign, node)
    readings = _beside(sign, ledger)
    said = {"lemma": lemma, **_of_variant(node, words, readings, not plain(lemma))}
    made = signs.textual_note(replace(sign, show=replace(sign.show, omit=True)), said, node, ledger)
    return made + words(marks(node.lemma, (NoteRef,)), ledger)


def _beside(sign: Sign | None, ledger: Ledger) -> Ledger:
    """Return a ledger for readings, which no other place prints; it cites no witness where no note does."""
    aside = ledger.scratch(tells_notes=True)
    shown = sign is not None and "readings" in _fields(sign.show.text or "")
    if not shown and not ledger.terms.profile.textual_notes:
        aside.cited_witnesses = {}
    return aside


def _of_variant(node: Variant, words: Words, aside: Ledger, new: bool) -> signs.Words:
    """Return the readings of an entry of the apparatus, and to whom its lemma is due."""
    of = next((one.facts for one in node.lemma if isinstance(one, Segment) and one.kind == "lem"), NO_FACTS)
    return {
        "readings": _readings(node, words, aside, new),
        "lem_resp": (fact("resp", ", ".join(due_to(of))),) if due_to(of) else (),
    }


def due_to(facts: Facts) -> tuple[str, ...]:
    """Return to whom a reading is due: names of the register, or as a foreign encoding has it."""
    return facts.resp or tuple(each.partition("=")[2] for each in facts.also if each.startswith("resp="))


def sigla(witnesses: Sequence[Witness]) -> dict[str, str]:
    """Return letters, in the order of their list, for the witnesses that have a key instead of a siglum."""
    known = {one.siglum for one in witnesses}
    free = (letter for letter in ascii_uppercase if letter not in known)
    keys = dict.fromkeys(one.siglum for one in witnesses if KEY.fullmatch(one.siglum))
    return dict(zip(keys, free, strict=False))


def _readings(node: Variant, words: Words, ledger: Ledger, new: bool) -> PInlines:
    """Return the readings of other witnesses: "in June *B C*; om. *D*"; "add." where the text has none."""
    wording = ledger.terms.wording
    added = (Run(" ", BLANK), Styled("wording", (wording.run("note.added"),)))
    printed: PInlines = ()
    for reading in node.readings:
        omitted = is_wordless(without_details(reading.children))
        if omitted:
            said: PInlines = (Styled("wording", (wording.run("note.omitted"),)),)
        else:
            said = without_calls(words(_reading_words(without_details(reading.children), ledger), ledger))
            said += added if new else ()
        ledger.cited_witnesses.update(dict.fromkeys(reading.witnesses))
        sigla = [ledger.sigla.get(one, one) for one in reading.witnesses]
        witnesses = fact("witness", ", ".join((*sigla, *due_to(reading.facts))))
        printed += ((Run("; ", PUNCTUATION),) if printed else ()) + said
        printed += (Run(" ", BLANK), Styled("wording", (witnesses,))) if witnesses else ()
        printed += _detailed(details(reading.children), words, ledger)
    return join_neighbours(printed + _detailed(details(node.lemma), words, ledger))


def _detailed(found: Inlines, words: Words, ledger: Ledger) -> PInlines:
    """Return what is said of the witnesses of a reading, in brackets: "(in the margin)"."""
    said = [without_calls(words((each,), ledger)) for each in found]
    return tuple(
        part
        for each in said
        if plain(each).strip()
        for part in (Run(" (", PUNCTUATION), *each, Run(")", PUNCTUATION))
    )


def _reading_words(children: Inlines, ledger: Ledger) -> Inlines:
    """Return the words of a reading; of one that is a note and nothing else, those of the note."""
    parts = [each for each in children if not (isinstance(each, Text) and not each.value.strip())]
    match parts:
        case [NoteRef(note=name)] if name in ledger.notes:
            texts = [line for line in walk.lines(ledger.notes[name].blocks) if line]
            return tuple(each for at, line in enumerate(texts) for each in (Text(" "), *line)[not at :])
        case _:
            return children


def _emendation(node: Corrected, words: Words, ledger: Ledger) -> PInlines:
    """Print an emendation: the reading in the text and the source in a note, or the other way round."""
    emendation = ledger.emendations[node.facts.id or ""]
    # Not the editor's, even where there is only one: an emendation names who made it, or is the edition's.
    ledger.credit("correction", emendation.resp, None, emendation.span, untold="@edition")
    wording, emended = ledger.terms.wording, ledger.terms.profile.emended
    shown, other = (node.corr, node.sic) if emended else (node.sic, node.corr)
    printed = words(shown, ledger)
    aside = ledger.scratch()
    initials = ledger.terms.registers.signature(emendation.resp, datum_place(emendation, "resp/0"))
    said = {
        "lemma": repeat(without_calls(words(shown, aside)), OriginRule.LEMMA),
        "other": without_calls(words(other, aside)),
        "resp": (join_runs(Run("(", PUNCTUATION), initials, Run(")", PUNCTUATION)),) if initials else (),
    }
    key = "note.source" if emended else "note.reads"
    worded = Generated(OriginRule.WORDING, key, node.span)
    blocks = signs.note_blocks(wording.template(key), said, ledger, worded)
    if emendation.reason:
        reason = datum(emendation, "reason", emendation.reason).part(0, len(emendation.reason.rstrip(".")))
        said_why = join_runs(Run(". ", PUNCTUATION), reason, Run(".", PUNCTUATION))
        blocks = append(blocks, (said_why,)) or blocks
    looked = (Styled("emendation", printed, span=node.span),)
    if ledger.aside:
        return looked
    return (*looked, ledger.call(node.facts.id or "", "textual", blocks, node.span))


# ---- old words and the new ones that stand for them


class Printer(Protocol):
    """What prints inlines in their order, which may be acts on the same place, of whole words each."""

    def __call__(self, nodes: Sequence[Inline], ledger: Ledger, apart: bool = False) -> PInlines:
        """Print inlines."""


def is_replacement(node: Inline) -> bool:
    """Return whether a node is old and new words, be it two acts or, as in drafts, several."""
    return isinstance(node, Replaced) or (isinstance(node, Segment) and node.kind == "subst")


def replacement(
    nodes: Sequence[Inline], index: int, ledger: Ledger, words: Printer, apart: bool = False
) -> PInlines:
    """Print old words, then new ones, with a space between whole words; one alone is what it is.

    A stop that the source puts first stands behind its word: “vigor‹?› ~and grip~”.
    """
    node = nodes[index]
    before = walk.plain(nodes[index - 1])[-1:] if index else ""
    behind = walk.plain(nodes[index + 1])[:1] if index + 1 < len(nodes) else ""
    if isinstance(node, Segment):
        whole = apart or not (before.isalnum() or behind.isalnum())
        return signs.in_sign(node, words(node.children, ledger, whole), ledger)
    if not isinstance(node, Replaced):
        return words((node,), ledger)
    with_words = [act for act in (node.old, node.new) if not is_wordless((act,))]
    if (marked := marks_alone(node.new.children)) or len(with_words) < 2:  # a mark of deletion is no word
        return words((node.old, *marked) if marked else with_words or (node.old,), ledger)
    stop = node.new_first and before.isalnum() and walk.plain(node.new).strip() in [*STOPS]
    several = all(" " in walk.plain(act).strip() for act in (node.old, node.new))  # no part of the next word
    whole = apart or not ((before.isalnum() and not stop) or (behind.isalnum() and not several))
    sign = signs.sign_of(node, ledger)
    noted, ledger.noted = ledger.noted, ledger.noted or bool(sign and sign.note)
    printed: PInlines = ()
    for act in (node.new, node.old) if stop else (node.old, node.new):
        lengths = ranges.lengths(ledger)
        made = words((act,), ledger)
        if act is node.old:
            ranges.take_back(lengths, ledger)  # the new words stand for both in a lemma
        printed += (Run(" ", BLANK), *made) if whole and stand_apart(printed, act, made) else made
    ledger.noted = noted
    said = {
        "old": without_calls(words(node.old.children, ledger.scratch())),
        "new": without_calls(words(node.new.children, ledger.scratch())),
    }
    if not (node.facts.hand or node.facts.medium):
        said |= {key: value for key, value in signs.fields(node.new, ledger).items() if key in WRITING}
    if folded(plain(said["old"])) == folded(plain(said["new"])):
        said["old"] = ()  # written anew: a note would only say the same word twice
    are_pieces = all(WORD.fullmatch(plain(said[key]).rstrip() or "-") for key in ("old", "new"))
    rest = word_around(nodes, index, plain(said["new"])) if are_pieces and not (whole or stop) else WHOLE
    ledger.around = (rest[0], NOTHING) if plain(said["new"]) in [*STOPS] else rest
    looked = signs.in_sign(node, printed, ledger, said)
    ledger.around = WHOLE
    return looked


def stand_apart(printed: PInlines, node: Inline, made: PInlines) -> bool:
    """Return whether a blank is lacking between what is printed and an act on the same place."""
    if not isinstance(node, ACT) or not plain(made).strip():
        return False
    ends = (plain(printed)[-1:], plain(made)[:1])
    return all(map(str.strip, ends)) and not walk.plain(node).startswith((*STOPS,))
