"""The legend: a page of the signs in use, each with a sample as it prints in the text, and a sentence.

How often a sign is used, and which are printed without a mark, is no matter for readers: `check` tells it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.apparatus.ledger import Ledger, Manner, Terms, Use
from variorum.apparatus.registers import datum
from variorum.apparatus.text import signs
from variorum.apparatus.text.flow import one_run, plain, repeat, source_run, tidy, without_calls
from variorum.apparatus.text.inlines import inline, inlines
from variorum.apparatus.text.meanings.emendation import numbered
from variorum.apparatus.wording import row
from variorum.conventions.sign import ConventionSet, Sign
from variorum.model import (
    Block,
    Declaration,
    Edition,
    Endorsement,
    Field,
    Gap,
    Inline,
    Inlines,
    LineBreak,
    Milestone,
    PageBreak,
    RemarkBlock,
    Text,
    walk,
)
from variorum.model.schema import shape
from variorum.origin import BLANK, PUNCTUATION, Generated, OriginRule, place_of
from variorum.publication import (
    Box,
    Entry,
    Grid,
    Listing,
    Para,
    PBlocks,
    Picture,
    PInlines,
    Run,
    Styled,
    join_runs,
)

MARKS = {"[]": "[ ]"}
"""Marks that surround words, as they are printed without any."""

SAMPLE = 44
"""How many characters a sample may have before its middle is left out."""

QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("(", ")"))
"""What begins and ends a quotation or a parenthesis."""

MANY = 4
"""How many documents are named in which a sign is used."""

WIDTHS = (2.6, 6.1)

BEFORE, BEHIND = re.compile(r"\w*\Z"), re.compile(r"\w*")
WORD_BEFORE = re.compile(r"\w*\s*\Z")


@dataclass(frozen=True, slots=True)
class SignUse:
    """A sign in use: how often in all, and the documents in which it is met or could be."""

    use: Use
    conventions: ConventionSet
    documents: tuple[int, ...]


def sign_uses(ledgers: Sequence[Ledger]) -> list[SignUse]:
    """Return the uses of all signs in all documents, in the order of their sets.

    Signs of several sets that are the same in all are one sign.
    """
    sets: list[ConventionSet] = []
    for ledger in ledgers:
        if not any(one is ledger.terms.conventions for one in sets):
            sets.append(ledger.terms.conventions)
    sets += [ledger.terms.last_resort for ledger in ledgers[:1]]
    order = {sign.id: at for at, sign in enumerate(sign for one in sets for sign in one.signs)}
    found: list[SignUse] = []
    for ledger in ledgers:
        own = ledger.terms.conventions
        for use in ledger.uses.values():
            at = next((at for at, met in enumerate(found) if met.use.sign == use.sign), None)
            if at is None:
                raw = own.sign(use.sign.id)
                where = tuple(
                    number
                    for number, other in enumerate(ledgers)
                    if other.terms.conventions is own or other.terms.conventions.sign(use.sign.id) == raw
                )
                found.append(SignUse(use, own, where))
            else:
                found[at] = replace(found[at], use=found[at].use.with_more(use))
    return sorted(found, key=lambda met: order[met.use.sign.id])


def legend(edition: Edition, ledgers: Sequence[Ledger], terms: Terms, names: Sequence[Run]) -> PBlocks:
    """Return the legend: a row for each sign that can be seen, then what only the notes tell of.

    `names` are the titles of the documents: a sign that not all of their sets have names those that have it.
    Several signs that only some of many documents have stand together, and that is said once.
    """
    stated = _source_statements(edition, terms)
    met = sign_uses(ledgers)
    seen = [one for one in met if one.use.counts[Manner.SHOWN] and one.use.sign.legend]
    signs_seen = [one.use.sign for one in seen]
    meanings = _meanings(edition, signs_seen)
    partly = [one for one in seen if MANY < len(one.documents) < len(ledgers)]
    apart = partly if len(partly) > 1 else []
    counted = {mark: number for ledger in ledgers for mark, number in ledger.unnumbered.items()}
    blocks: PBlocks = ()
    bare: list[Run] = []
    for some in ([one for one in seen if one not in apart], apart):
        rows = []
        for one in some:
            own = replace(terms, conventions=one.conventions)
            where = () if some is apart else _only_in(one, ledgers, names, terms)
            words = (*where, *_statements(one.use.sign.id, stated, meanings, terms))
            shown = sample(one.use, edition, own, counted)
            if any(isinstance(each, Picture) for each in shown) or plain(shown, marks=True).strip():
                rows.append(_row(one.use, shown, words))
            else:  # of what the text lacks there is nothing to show
                bare += (_sentence(one.use.sign), *words)
        if some is apart and some:
            blocks += (Para("matter-text", (terms.wording.run("legend.these-in-many"),)),)
        blocks += (Grid("legend", tuple(rows), (), WIDTHS),) if rows else ()
    blocks += _declarations(meanings, signs_seen, terms)
    blocks += _emendations(ledgers, terms)
    blocks += _told_in_notes(met, bare, terms)
    return blocks + _others({sign.id for sign in signs_seen}, stated, terms)


def _only_in(met: SignUse, ledgers: Sequence[Ledger], names: Sequence[Run], terms: Terms) -> tuple[Run, ...]:
    """Return in which documents a sign is used so, where it is not all of them."""
    if len(met.documents) == len(ledgers):
        return ()
    if len(met.documents) > MANY:
        return (terms.wording.run("legend.in-many"),)
    titles = (terms.wording.run("quotation.words", words=names[number]) for number in met.documents)
    return (terms.wording.run("legend.only-in", documents=terms.wording.in_row(tuple(titles))),)


def _statements(
    sign: str,
    stated: Mapping[str, Sequence[Run]],
    meanings: Mapping[str, Sequence[Run]],
    terms: Terms,
) -> tuple[Run, ...]:
    """Return what the sources state and the edition declares of a sign."""
    wording = terms.wording
    key = "legend.source-otherwise" if terms.restated else "legend.source-states"
    return (
        *(wording.run(key, statement=each) for each in stated.get(sign, ())),
        *(
            wording.run("legend.edition-declares", statement=with_full_stop(each))
            for each in meanings.get(sign, ())
        ),
    )


def _row(use: Use, shown: PInlines, more: Sequence[Run]) -> tuple[Box, ...]:
    words = (_sentence(use.sign), *more)
    return (
        Box((Para("first", (Styled("sample", shown),)),)),
        Box(tuple(Para("first", (each,)) for each in words)),
    )


def _meanings(edition: Edition, seen: Sequence[Sign]) -> dict[str, tuple[Run, ...]]:
    """Return what the edition declares of signs, named by their ids or by a mark that only one has."""
    owners: dict[str, set[str]] = {}
    for sign in seen:
        for name in (sign.id, *(rule.mark for rule in sign.read if rule.mark)):
            owners.setdefault(name, set()).add(sign.id)
    found: dict[str, tuple[Run, ...]] = {}
    for each in edition.declared:
        signs = owners.get(each.sign, set())
        key = next(iter(signs)) if len(signs) == 1 else each.sign
        if signs:
            found[key] = (*found.get(key, ()), datum(each, "meaning", each.meaning))
    return found


def _declarations(meanings: Mapping[str, tuple[Run, ...]], seen: Sequence[Sign], terms: Terms) -> PBlocks:
    """Return what the edition declares of marks that are those of many signs."""
    wording = terms.wording
    shared = [(mark, each) for mark, said in meanings.items() for each in said]
    lines = [
        wording.run("legend.mark-means", mark=_mark(mark), meaning=with_full_stop(meaning))
        for mark, meaning in shared
        if mark not in {sign.id for sign in seen}
    ]
    key = "legend.declares-otherwise" if terms.restated else "legend.also-declares"
    return _list(key, lines, terms)


def _mark(mark: str) -> Run:
    return Run(MARKS.get(mark, mark), Generated(OriginRule.SIGN_MARK, mark))


def _list(heading: str, lines: Sequence[Run], terms: Terms) -> PBlocks:
    """Return a heading and lines below it, nothing if there are none."""
    if not lines:
        return ()
    entries = tuple(Entry((Para("first", (each,)),)) for each in lines)
    return (Para("matter-text", (terms.wording.run(heading),)), Listing("matter-list", entries))


def _source_statements(edition: Edition, terms: Terms) -> Mapping[str, tuple[Run, ...]]:
    """Return what the sources say of each sign, each statement once; under "" what fits no sign."""
    found: dict[str, tuple[Run, ...]] = {}
    if terms.profile.declarations == "legend":
        for document in edition.documents:
            for declaration in document.declarations:
                key, statement = declaration.sign or "", in_quotation_marks(declaration, terms)
                if statement not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), statement)
    return found


def in_quotation_marks(declaration: Declaration, terms: Terms) -> Run:
    """Return a statement in quotation marks, without the stop that ended it in its list."""
    words = source_run(declaration.children)
    return terms.wording.run("quotation.statement", words=words.part(0, len(words.text.rstrip(";,. "))))


def with_full_stop(words: Run) -> Run:
    """Return words that end in a full stop or the like."""
    return join_runs(words, *full_stop(words.text))


def full_stop(words: str) -> tuple[Run, ...]:
    """Return the full stop that words lack, nothing if they end in one or the like."""
    return () if words.endswith((".", "!", "?")) else (Run(".", PUNCTUATION),)


def _emendations(ledgers: Sequence[Ledger], terms: Terms) -> PBlocks:
    if not any(name in ledger.emendations for ledger in ledgers for name in ledger.called):
        return ()
    key = "legend.emendations" if terms.profile.emended else "legend.slips"
    return (Para("matter-text", (terms.wording.run(key),)),)


def _told_in_notes(met: Sequence[SignUse], bare: Sequence[Run], terms: Terms) -> PBlocks:
    """Return the sentences of signs that have no mark of their own, only a note on each place.

    `bare` are those of others of which nothing can be shown.
    """
    sentences = [*bare] + [
        _sentence(one.use.sign)
        for one in met
        if one.use.counts[Manner.SILENT] and not one.use.counts[Manner.SHOWN] and _only_noted(one)
        if terms.profile.textual_notes
    ]
    return (Para("matter-text", (row(sentences, " ", BLANK),)),) if sentences else ()


def _only_noted(met: SignUse) -> bool:
    """Return whether it is the set itself that has no mark for a sign, so that its sentence says so."""
    own = met.conventions.sign(met.use.sign.id)
    is_unseen = own is not None and (own.show.silent or not own.show.is_seen)
    return is_unseen and bool(met.use.notes and met.use.sign.legend)


def _sentence(sign: Sign) -> Run:
    return Run(sign.legend, Generated(OriginRule.SIGN_LEGEND, sign.id))


def _others(seen: set[str], stated: Mapping[str, tuple[Run, ...]], terms: Terms) -> PBlocks:
    """Return what the sources state of signs that are not in the rows above."""
    rest = [words for sign, statements in stated.items() if sign not in seen for words in statements]
    return _list("legend.statements-otherwise" if terms.restated else "legend.statements", rest, terms)


def sample(use: Use, edition: Edition, terms: Terms, counted: Mapping[int, str]) -> PInlines:
    """Return the first use of a sign as it prints, again; of long words the middle is left out.

    `counted` are the numbers of pages that have none, by their marks.
    """
    return repeat(_sample(use, edition, terms, counted), OriginRule.SAMPLE)


def _sample(use: Use, edition: Edition, terms: Terms, counted: Mapping[int, str]) -> PInlines:
    """Return the first use of a sign as it prints.

    A sign inside a word is shown with the rest of its word, and what is raised or lowered with something
    above which, or below which, it can be seen to stand.
    """
    ledger = Ledger(
        terms, "sample", emendations=numbered(edition), base=use.base, aside=True, tells_notes=False
    )
    node = use.node
    if isinstance(node, PageBreak):
        ledger.unnumbered = dict(counted)
        marked = inline(replace(node, generated=False) if node.generated else node, ledger)
        return (Styled("page-mark", (one_run(marked, marks=True),)),)
    shown = node if len(walk.plain(node)) <= SAMPLE else _shortened(node)
    match shown:
        case RemarkBlock() | Endorsement():
            words: PInlines = (_middle_out(source_run(node)),)
            return _between_marks(shown, words, ledger)
        case LineBreak():
            said = signs.fields(shown, ledger)
            return signs.mark_runs(use.sign.show.text or "", said, use.sign, use.sign.show.style)
        case Gap() | Field() | Milestone():  # stand by themselves, beside whatever word
            return tidy(without_calls(inline(shown, ledger)))
        case _:
            before, behind = _neighbour_letters(use, edition, terms)
            around = (before, shown, *behind)
            return tidy(without_calls(inlines(around, ledger)))  # type: ignore[arg-type]  # inlines


def _neighbour_letters(use: Use, edition: Edition, terms: Terms) -> tuple[Text, tuple[walk.Part, ...]]:
    """Return the letters directly before the first use of a sign, and those behind, with other such signs."""
    for document in edition.documents:
        for part in walk.descend(document):
            nodes = (Text(""), *walk.children(part), Text(""))
            for at, node in enumerate(nodes):
                if node is use.node:
                    before, behind = _letters(nodes[at - 1], nodes[at + 1], use, terms)
                    return before, (behind, *_rest_of_word(nodes, at, behind))
    return Text(""), ()


def _rest_of_word(nodes: Sequence[walk.Part], at: int, behind: Text) -> tuple[walk.Part, ...]:
    """Return how a word goes on behind the letters that follow a sign in it: of C₂H₂ the second figure."""
    rest: list[walk.Part] = []
    whole = bool(behind.value) and walk.plain(nodes[at + 1]) == behind.value
    for node in nodes[at + 2 :] if whole else ():
        said = walk.plain(node)
        if type(node) is not type(nodes[at]) or not said or said.split() != [said]:
            break
        rest.append(node)
    return tuple(rest)


def _letters(last: walk.Part, following: walk.Part, use: Use, terms: Terms) -> tuple[Text, Text]:
    before, behind = (node if isinstance(node, Text) else Text("") for node in (last, following))
    own = (re.findall(BEFORE, before.value)[0], re.findall(BEHIND, behind.value)[0])
    look = terms.style.inline(use.sign.show.style or "") if terms.style else None
    if look and (look.raised or look.lowered) and own == ("", ""):
        own = re.findall(WORD_BEFORE, before.value)[0], ""
    return Text(own[0], span=before.span), Text(own[1], span=behind.span)


def _between_marks(node: RemarkBlock | Endorsement, words: PInlines, ledger: Ledger) -> PInlines:
    sign = signs.sign_of(node, ledger)
    if sign is None or not plain(words).strip():
        return words
    said = signs.fields(node, ledger)
    house = ledger.terms.style
    look = house.blocks.get(sign.show.style or "") if house else None
    words = (Styled("italic", words),) if look and look.italic else words
    opening, closing = signs.marks_around(sign, said)
    return opening + words + closing


def _shortened(node: Inline | Block) -> Inline | Block:
    """Return a node with fewer words, where its kind allows it."""
    if isinstance(node, Gap):
        return replace(node, summary=(_middle_text(node.summary),))
    if shape(node).wraps:
        words = (_middle_text(node),)
        return replace(node, children=words)  # type: ignore[arg-type]  # it has this field
    return node


def _middle_text(nodes: walk.Part | Inlines) -> Text:
    words = source_run(nodes)
    places = [place for _, origin in words.stretches() if (place := place_of(origin)) is not None]
    return Text(_middle_out(words).text, span=places[0].to(places[-1]) if places else None)


def _middle_out(words: Run) -> Run:
    """Return words without their middle where they are long; what begins or ends alone loses its mark."""
    if len(words.text) <= SAMPLE:
        return words
    spans = [found.span() for found in re.finditer(r"\S+", words.text)]
    first, last = words.part(0, spans[:3][-1][1]), words.part(spans[-2:][0][0])
    left = first.text + last.text
    for opening, closing in QUOTES:
        over = left.count(opening) - left.count(closing)
        if opening == closing:
            over = first.text.count(opening) % 2 - last.text.count(opening) % 2
        if over < 0 and last.text.endswith(closing):
            last = last.part(0, len(last.text) - 1)
        if over > 0 and first.text.startswith(opening):
            first = first.part(1)
    return join_runs(first, Run(" … ", Generated(OriginRule.ELLIPSIS)), last)
