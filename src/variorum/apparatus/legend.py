"""The legend: the signs in use, each with a sample printed as it prints in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from variorum import walk
from variorum.apparatus import signs
from variorum.apparatus.defaults import DEFAULTS
from variorum.apparatus.flow import plain, tidy, without_calls
from variorum.apparatus.ledger import Ledger, Manner, Terms, Use
from variorum.apparatus.show import inline, inlines
from variorum.conventions.sign import ConventionSet, Sign
from variorum.model import (
    Block,
    Declaration,
    Edition,
    Endorsement,
    Field,
    Gap,
    Inline,
    LineBreak,
    PageBreak,
    RemarkBlock,
    Text,
)
from variorum.publication import Box, Entry, Grid, Listing, Para, PBlocks, PInlines, Run, Styled

MARKS = {"[]": "[ ]"}
"""Marks that surround words, as they are printed without any."""

SAMPLE = 44
"""How many characters a sample may have before its middle is left out."""

WIDTHS = (2.6, 4.8, 1.3)

BEFORE, BEHIND = re.compile(r"\w*\Z"), re.compile(r"\w*")
WORD_BEFORE = re.compile(r"\w*\s*\Z")


def used(ledgers: Sequence[Ledger]) -> dict[str, Use]:
    """Return the uses of all signs in all documents."""
    total: dict[str, Use] = {}
    for ledger in ledgers:
        for sign, use in ledger.uses.items():
            if sign in total:
                total[sign] = replace(total[sign], counts=total[sign].counts + use.counts)
            else:
                total[sign] = use
    return total


def legend(edition: Edition, ledgers: Sequence[Ledger], terms: Terms) -> PBlocks:
    """Return the legend: a row for each sign that can be seen, then what is printed in silence."""
    uses = used(ledgers)
    stated = _stated(edition, terms)
    order = (*terms.conventions.signs, *DEFAULTS.signs)
    met = [uses[sign.id] for sign in order if sign.id in uses]
    seen = [use for use in met if use.counts[Manner.SHOWN] and use.sign.legend]
    signs_seen = [use.sign for use in seen]
    meanings = _meanings(edition, signs_seen)
    blocks: PBlocks = ()
    if seen:
        rows = tuple(
            _row(use, shown, stated.get(use.sign.id, ()), meanings.get(use.sign.id, ()), terms)
            for use, shown in ((use, sample(use, edition, terms)) for use in seen)
        )
        blocks += (Grid("legend", rows, (), WIDTHS),)
    blocks += _declared(meanings, signs_seen, terms)
    blocks += _emendations(ledgers, terms)
    for way in (Manner.SILENT, Manner.NOTED, Manner.OMITTED):
        blocks += _unmarked(way, [use for use in met if use.counts[way]], terms)
    return blocks + _others({use.sign.id for use in seen}, stated, terms)


def _row(
    use: Use, shown: PInlines, statements: Sequence[str], meanings: Sequence[str], terms: Terms
) -> tuple[Box, ...]:
    wording = terms.wording
    words = [use.sign.legend]
    words += [wording.text("legend.source-states", statement=each) for each in statements]
    words += [wording.text("legend.edition-declares", statement=closed(each)) for each in meanings]
    return (
        Box((Para("first", (Styled("sample", shown),)),)),
        Box(tuple(Para("first", (Run(each),)) for each in words)),
        Box((Para("first", (Run(wording.count(use.counts[Manner.SHOWN])),)),)),
    )


def _meanings(edition: Edition, seen: Sequence[Sign]) -> dict[str, tuple[str, ...]]:
    """Return what the edition declares of signs, named by their ids or by a mark that only one has."""
    owners: dict[str, set[str]] = {}
    for sign in seen:
        for name in (sign.id, *(rule.mark for rule in sign.read if rule.mark)):
            owners.setdefault(name, set()).add(sign.id)
    found: dict[str, tuple[str, ...]] = {}
    for each in edition.declared:
        signs = owners.get(each.sign, set())
        key = next(iter(signs)) if len(signs) == 1 else each.sign
        if signs:
            found[key] = (*found.get(key, ()), each.meaning)
    return found


def _declared(meanings: Mapping[str, tuple[str, ...]], seen: Sequence[Sign], terms: Terms) -> PBlocks:
    """Return what the edition declares of marks that are those of many signs."""
    wording = terms.wording
    shared = [(mark, each) for mark, said in meanings.items() for each in said]
    lines = [
        wording.text("legend.mark-means", mark=MARKS.get(mark, mark), meaning=closed(meaning))
        for mark, meaning in shared
        if mark not in {sign.id for sign in seen}
    ]
    return _list("legend.also-declares", lines, terms)


def _list(heading: str, lines: Sequence[str], terms: Terms) -> PBlocks:
    """Return a heading and lines below it, nothing if there are none."""
    if not lines:
        return ()
    entries = tuple(Entry((Para("first", (Run(each),)),)) for each in lines)
    return (Para("matter-text", (Run(terms.wording.text(heading)),)), Listing("matter-list", entries))


def _stated(edition: Edition, terms: Terms) -> Mapping[str, tuple[str, ...]]:
    """Return what the sources say of each sign, each statement once; under "" what fits no sign."""
    found: dict[str, tuple[str, ...]] = {}
    if terms.profile.declarations == "legend":
        for document in edition.documents:
            for declaration in document.declarations:
                key, statement = declaration.sign or "", quoted(declaration)
                if statement not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), statement)
    return found


def quoted(declaration: Declaration) -> str:
    """Return a statement in quotation marks, without the stop that ended it in its list."""
    words = walk.folded(walk.plain(declaration.children)).rstrip(";,. ")
    return f"“{words}”."


def closed(words: str) -> str:
    """Return words that end in a full stop or the like."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _emendations(ledgers: Sequence[Ledger], terms: Terms) -> PBlocks:
    count = sum(name in ledger.emendations for ledger in ledgers for name in ledger.called)
    if not count:
        return ()
    key = "legend.emendations" if terms.profile.emended else "legend.slips"
    return (Para("matter-text", (Run(terms.wording.text(key, count=terms.wording.count(count))),)),)


def _unmarked(way: Manner, uses: Sequence[Use], terms: Terms) -> PBlocks:
    """Return signs that this profile prints otherwise than with their marks, and how often each."""
    wording = terms.wording
    lines = [
        wording.text("legend.entry", title=use.sign.title, count=wording.count(use.counts[way]))
        for use in uses
    ]
    return _list(f"legend.{way}", lines, terms)


def _others(seen: set[str], stated: Mapping[str, tuple[str, ...]], terms: Terms) -> PBlocks:
    """Return what the sources state of signs that are not in the rows above."""
    rest = [words for sign, statements in stated.items() if sign not in seen for words in statements]
    return _list("legend.statements", rest, terms)


def sample(use: Use, edition: Edition, terms: Terms) -> PInlines:
    """Return the first use of a sign as it prints; of long words the middle is left out.

    A sign inside a word is shown with the rest of its word, and what is raised or lowered with something
    above which, or below which, it can be seen to stand.
    """
    ledger = Ledger(terms, "sample", base=use.base, aside=True)
    node = use.node
    if isinstance(node, PageBreak):
        marked = inline(replace(node, generated=False), ledger)
        return (Styled("page-mark", (Run(plain(marked, marks=True)),)),)
    shown = node if len(walk.plain(node)) <= SAMPLE else _cut(node)
    match shown:
        case RemarkBlock() | Endorsement():
            words: PInlines = (Run(_middle_out(walk.folded(walk.plain(node)))),)
            return _between_marks(shown, words, ledger)
        case LineBreak():
            return signs.marked(use.sign.show.text or "", signs.fields(shown, ledger), use.sign.show.style)
        case Gap() | Field():
            return tidy(without_calls(inline(shown, ledger)))
        case _:
            before, behind = _beside(use, edition, terms)
            around = (Text(before), shown, Text(behind))
            return tidy(without_calls(inlines(around, ledger)))  # type: ignore[arg-type]  # inlines


def _beside(use: Use, edition: Edition, terms: Terms) -> tuple[str, str]:
    """Return the letters directly before and behind the first use of a sign."""
    for document in edition.documents:
        for part in walk.descend(document):
            nodes = (Text(""), *walk.children(part), Text(""))
            for last, node, following in zip(nodes, nodes[1:], nodes[2:], strict=False):
                if node is use.node:
                    return _letters(last, following, use, terms)
    return "", ""


def _letters(last: walk.Part, following: walk.Part, use: Use, terms: Terms) -> tuple[str, str]:
    before, behind = (node.value if isinstance(node, Text) else "" for node in (last, following))
    own = (re.findall(BEFORE, before)[0], re.findall(BEHIND, behind)[0])
    look = terms.style.inline(use.sign.show.style or "") if terms.style else None
    if look and (look.raised or look.lowered) and own == ("", ""):
        return re.findall(WORD_BEFORE, before)[0], ""
    return own


def _between_marks(node: RemarkBlock | Endorsement, words: PInlines, ledger: Ledger) -> PInlines:
    sign = signs.sign_of(node, ledger)
    if sign is None:
        return words
    said, style = signs.fields(node, ledger), sign.show.mark_style
    return signs.marked(sign.show.open, said, style) + words + signs.marked(sign.show.close, said, style)


def _cut(node: Inline | Block) -> Inline | Block:
    """Return a node with fewer words, where its kind allows it."""
    if isinstance(node, Gap):
        return replace(node, summary=(Text(_middle_out(walk.folded(walk.plain(node.summary)))),))
    if "children" in type(node).__match_args__:
        words = (Text(_middle_out(walk.folded(walk.plain(node)))),)
        return replace(node, children=words)  # type: ignore[arg-type]  # it has this field
    return node


def _middle_out(words: str) -> str:
    parts = words.split()
    return words if len(words) <= SAMPLE else f"{' '.join(parts[:3])} … {' '.join(parts[-2:])}"


def titles(conventions: ConventionSet, uses: Mapping[str, Use]) -> dict[str, str]:
    """Return the titles of the signs in use, by id."""
    return {sign.id: sign.title for sign in (*conventions.signs, *DEFAULTS.signs) if sign.id in uses}
