"""No act prints without a sign: asked of every node that the schema knows, in every set and profile.

A node says something of the words in it unless `WITHOUT_SIGN` tells why not. A new node, kind or act stands
in no list here, so it has to have a sign from its first day on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

import pytest
from apparatus.printed import SET, document, edition, lines, p, t
from apparatus.test_vocabulary import inside, ways

from variorum import style
from variorum.apparatus import annotate, last_resort, profile_names
from variorum.apparatus.text.flow import lines as flow_lines
from variorum.apparatus.text.flow import plain
from variorum.apparatus.text.signs import can_be_seen
from variorum.conventions import ConventionSet
from variorum.conventions.sign import Show
from variorum.findings import Diagnostic
from variorum.findings.conventions import SignInvisible, SignSilent
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Block,
    walk,
)
from variorum.model.schema import ACTS, SHAPES, Content, Shape, build
from variorum.publication import Group, Publication, Styled
from variorum.style import BlockStyle

HOUSE = style.load("house").value
WAYS = [way for way in ways() if way[0] is not SET]
"""The sets that come with variorum, and one without signs."""

WITHOUT_SIGN = {
    "Text": "words are words",
    "LineBreak": "a line end is kept, or is a blank, as the profile says",
    "NoteRef": "its call is printed",
    "AnchorStart": "as its act; a note has its call",
    "AnchorEnd": "the end of a range",
    "HandShift": "what follows it is a range of the act `written`",
    "Emphasis": "it prints in the type that it names",
    "Name": "a name is words of the source; a cover name gets a note",
    "Date": "words of the source",
    "Term": "words of the source",
    "Quote": "its quotation marks stand in the text",
    "Foreign": "words of the source, in their language",
    "Reference": "words of the source that lead somewhere",
    "Figure": "it is seen, or its description in brackets",
    "Field": "a datum of the head, which its place tells",
    "Segment": "most are words of the source; those of `MARKED` are acts",
    "Heading": "words of the source",
    "Paragraph": "words of the source",
    "Line": "words of the source",
    "List": "words of the source",
    "Table": "words of the source",
    "BlockQuote": "words of the source",
    "Verse": "words of the source",
    "FigureBlock": "it is seen, or its description in brackets",
    "Rule": "it is drawn",
    "Attachment": "words of the source",
    "Postscript": "words of the source",
    "Division": "its heading says what it is",
    "Speech": "words of the source",
}

MARKED = ("mod", "retrace", "undo", "redo", "listTranspose", "surplus", "secl", "ex")
"""The elements of TEI for an act of a hand or of the editor for which the model has no node of its own.

(TEI P5, classes model.pPart.transcriptional and model.pPart.editorial, and `listTranspose`.)
"""


def filled(shape: Shape, **values: object) -> Any:
    """Return a node of a class with a word in each of its contents."""
    required: dict[str, object] = {
        one.key: next(iter(one.kind)) if issubclass(one.kind, StrEnum) else "two"
        for one in shape.attributes
        if one.required
    }
    contents = {one.field: held(one) for one in shape.contents}
    return build(shape, {**required, **values}, contents, None)


def held(content: Content) -> Any:
    match content.holds:
        case "inlines":
            return (t("word"),)
        case "blocks":
            return (p("word"),)
        case "nodes":
            made = filled(SHAPES[content.of[0]])
            return (made,) if content.many else made


def kinds(shape: Shape) -> Iterator[tuple[str, StrEnum]]:
    """Yield the words of each closed list from which an attribute of a class is."""
    for one in shape.attributes:
        if len(one.path) == 1 and issubclass(one.kind, StrEnum):
            yield from ((one.key, word) for word in one.kind)


def specimens() -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Yield bodies with one act each: every node, each kind of it, without each of its forms, every range."""
    for shape in SHAPES.values():
        name = shape.node.__name__
        if shape.stands == "part" or name in WITHOUT_SIGN:
            continue
        made = {name: filled(shape)}
        made |= {f"{name}-{word}": filled(shape, **{key: word}) for key, word in kinds(shape)}
        if shape.stands == "inline" and len(shape.contents) > 1:
            for one in shape.contents:
                if one.holds == "inlines":
                    made[f"{name}-without-{one.field}"] = replace(made[name], **{one.field: ()})
        for key, node in made.items():
            yield key, (p("a ", node, " z"),) if shape.stands == "inline" else (p("a"), node, p("z"))
    for kind in MARKED:
        segment = filled(SHAPES["Segment"], kind=kind)
        yield f"Segment-{kind}", (p("a ", segment, " z"),)
    for act in ACTS:
        start, end = AnchorStart("r", act), AnchorEnd("r")
        yield f"range-{act}", (p("a ", start, "word", end, " z"),)
        yield f"range-of-blocks-{act}", (p("a ", start, "word"), p("word"), p("word", end, " z"))


SPECIMENS = dict(specimens())


def printed(
    body: tuple[Block, ...], signs: ConventionSet, profile: str
) -> tuple[Publication, tuple[Diagnostic, ...]]:
    made = annotate(edition(document(*body)), signs, profile, HOUSE)
    return made.value, made.diagnostics


def legend(made: Publication) -> str:
    parts = [each for each in made.back if each.kind == "legend"]
    return "\n".join(line for part in parts for line in lines(part.blocks, bare=True))


def seen(body: tuple[Block, ...], made: Publication) -> bool:
    """Return whether something is printed besides the words of the source, or they look otherwise."""
    (document,) = made.documents
    said = " ".join(plain(line.children, marks=True) for line in flow_lines(document.body))
    looks = [each for line in flow_lines(document.body) for each in inside(line.children)]
    return bool(
        document.notes
        or said.split() != walk.plain(body).split()
        or any(isinstance(each, Styled) and can_be_seen(HOUSE.inline(each.style)) for each in looks)
        or any(HOUSE.blocks[each.role] != BlockStyle() for each in document.body if isinstance(each, Group))
    )


def complaints(body: tuple[Block, ...], signs: ConventionSet, profile: str) -> list[str]:
    """Return what is wrong with the signs in a body: there is none, it is not seen, the legend is silent."""
    made, found = printed(body, signs, profile)
    if not made.signs:
        return ["no sign"]
    said = legend(made)
    wrong = []
    for name in made.signs:
        sign = signs.sign(name) or last_resort.marks().sign(name)
        assert sign is not None
        if sign.legend and sign.legend in said:
            wrong += [] if seen(body, made) else [f"{name} is not seen"]
        elif not any(isinstance(each, SignSilent) and each.sign == sign.title for each in found):
            wrong.append(f"the legend is silent on {name}")
    return wrong + (
        ["a sign cannot be seen"] if any(isinstance(each, SignInvisible) for each in found) else []
    )


@pytest.mark.parametrize(("signs", "profile"), WAYS, ids=lambda each: getattr(each, "id", each))
def test_every_act_has_a_sign_and_the_legend_says_so(signs: ConventionSet, profile: str) -> None:
    wrong = {name: complaints(body, signs, profile) for name, body in SPECIMENS.items()}
    assert {name: said for name, said in wrong.items() if said} == {}


NONE = ConventionSet("none", "", ())


def resort(monkeypatch: pytest.MonkeyPatch, marks: ConventionSet) -> None:
    """Let other marks of last resort be printed."""
    monkeypatch.setattr(last_resort, "marks", lambda language=None: marks)


def test_without_the_marks_of_last_resort_every_act_is_convicted(monkeypatch: pytest.MonkeyPatch) -> None:
    resort(monkeypatch, NONE)
    assert {name for name, body in SPECIMENS.items() if not complaints(body, NONE, "edition")} == set()


@pytest.mark.parametrize("profile", profile_names())
def test_a_sign_that_nobody_sees_or_that_no_legend_tells_is_convicted(
    monkeypatch: pytest.MonkeyPatch, profile: str
) -> None:
    marks = last_resort.marks()
    bare = tuple(replace(sign, show=Show(), note=None) for sign in marks.signs)
    resort(monkeypatch, replace(marks, signs=bare))
    met = complaints(SPECIMENS["range-damaged"], NONE, profile)
    assert met == ["default-damaged is not seen", "a sign cannot be seen"]
    untold = tuple(replace(sign, show=Show(open="<", close=">"), legend="") for sign in marks.signs)
    resort(monkeypatch, replace(marks, signs=untold))
    assert complaints(SPECIMENS["range-damaged"], NONE, profile) == [
        "the legend is silent on default-damaged"
    ]


def test_no_node_is_excused_that_is_not_there() -> None:
    assert set(WITHOUT_SIGN) <= set(SHAPES)
