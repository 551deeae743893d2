"""Documents by chance: every node of the model that stands in a text, with every fact, in any nesting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from types import MappingProxyType
from typing import Any

from torture.words import Vocabulary

from variorum.model import Act, AnchorEnd, AnchorStart, Block, Blocks, Document, Inline, Inlines, Note, Text
from variorum.model.schema import SHAPES, Attribute, Content, Shape, build

TIED = ("NoteRef", "AnchorStart", "AnchorEnd")
"""The inlines that need another node somewhere: they are made together with it."""
INLINES = tuple(
    name for name, shape in SHAPES.items() if shape.stands == "inline" and name not in ("Text", *TIED)
)
BLOCKS = tuple(name for name, shape in SHAPES.items() if shape.stands == "block")
SHALLOW = tuple(name for name in BLOCKS if not any(one.holds == "blocks" for one in SHAPES[name].contents))
PICTURE, ABSENT = "pictures/seal.png", "pictures/absent.png"
NOTHING: Mapping[str, object] = MappingProxyType({})
RARELY = 0.06
"""How often a node has each fact that it may have."""


@dataclass(slots=True)
class Draft:
    """A document in the making, `id`: its notes so far, the ranges that are open, the names that are there.

    `others` are the ids of the edition's documents, for references; `signs` those of the convention set;
    `size` is how many blocks its body has.
    """

    chance: Random
    vocabulary: Vocabulary
    id: str
    others: tuple[str, ...]
    signs: tuple[str, ...]
    size: int
    notes: list[Note] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    count: int = 0
    in_note: bool = False
    in_body: bool = False

    def name(self, letter: str) -> str:
        """Return a name that nothing else in the document has."""
        self.count += 1
        return f"{letter}{self.count}"

    def one(self, *choices: Any) -> Any:
        """Return one of the choices."""
        return self.chance.choice(choices)

    def document(self) -> Document:
        """Return the document."""
        body: list[Block] = []
        self.in_body = True
        while len(body) < self.size:
            if self.chance.random() < 0.25:
                passage: Callable[[Draft], Blocks] = self.chance.choice(PASSAGES)
                body += passage(self)
            else:
                body.append(self.node(SHAPES[self.chance.choice(BLOCKS)], 3))
        body.append(build(SHAPES["Paragraph"], {}, {"children": self.closed()}, None))
        self.in_body = False
        parts: dict[str, Any] = {
            "closing": self.blocks(1) if self.chance.random() < 0.2 else (),
            "declarations": self.parts("Declaration", 0.2),
            "hands": tuple(self.node(SHAPES["Hand"], 1, id=one) for one in HANDS),
            "witnesses": tuple(self.node(SHAPES["Witness"], 1, siglum=one) for one in WITNESSES),
        }
        return Document(
            self.id,
            self.node(SHAPES["Head"], 2),
            tuple(body),
            notes=tuple(self.notes),
            base=self.one(None, "typed", "handwritten"),
            languages=self.one((), ("en-GB", "ru"), ("de",), ("he",)),
            **parts,
        )

    def parts(self, name: str, likely: float) -> tuple[Any, ...]:
        """Return none, one or two parts of a kind."""
        return tuple(self.node(SHAPES[name], 2) for _ in range(2) if self.chance.random() < likely)

    def node(self, shape: Shape, depth: int, **given: Any) -> Any:
        """Return a node of a class: what it needs, and some of what it may have."""
        values = {
            one.key: self.value(one)
            for one in shape.attributes
            if one.required or self.chance.random() < RARELY
        }
        contents = {one.field: self.inside(one, depth - 1) for one in shape.contents}
        return build(shape, values | given, contents, None)

    def value(self, wanted: Attribute) -> Any:
        """Return a value of an attribute."""
        if wanted.kind is bool:
            return self.chance.random() < 0.5
        if wanted.kind is int:
            return self.chance.choice((1, 1, 2, 3))
        if issubclass(wanted.kind, StrEnum):
            return self.chance.choice(tuple(wanted.kind))
        made: Callable[[Draft], str] = VALUES.get(wanted.key, _any_word)
        return tuple(made(self) for _ in range(self.one(1, 1, 2))) if wanted.many else made(self)

    def inside(self, content: Content, depth: int) -> Any:
        """Return what a field holds."""
        match content.holds:
            case "inlines":
                return self.inlines(depth)
            case "blocks":
                return self.blocks(depth)
            case "nodes" if content.many:
                some = range(self.chance.randint(0, 3) if depth > 0 else 1)
                return tuple(self.node(SHAPES[self.chance.choice(content.of)], depth) for _ in some)
            case "nodes":
                return self.node(SHAPES[self.chance.choice(content.of)], depth)

    def text(self) -> Text:
        """Return some words."""
        return Text(self.vocabulary.words())

    def inlines(self, depth: int) -> Inlines:
        """Return inlines, plain words among them most often."""
        if depth <= 0:
            return (self.text(),)
        made: list[Inline] = []
        for _ in range(self.chance.choice((0, 1, 1, 2, 3, 4, 5))):
            made += self.inline(depth)
            if self.chance.random() < 0.6:
                made.append(Text(self.one(" ", " ", ", ", "")))
        return tuple(made)

    def inline(self, depth: int) -> Inlines:
        """Return an inline; a call comes with its note, a range is closed now, later or at the end."""
        what = self.chance.random()
        if what < 0.55:
            return (self.text(),)
        if what < 0.62:
            return (self.call(),)
        if what < 0.65 and self.in_body:
            self.open.append(self.name("r"))
            return (AnchorStart(self.open[-1], self.one(*(act for act in Act if act is not Act.NOTE))),)
        if what < 0.69 and self.open and self.in_body:
            return (AnchorEnd(self.open.pop(self.chance.randrange(len(self.open)))),)
        return (self.node(SHAPES[self.chance.choice(INLINES)], depth - 1),)

    def call(self) -> Inline:
        """Return the call of a new note, or again of an old one; notes have no notes of their own."""
        if self.in_note:
            return self.text()
        if self.notes and self.chance.random() < 0.1:
            again: Inline = _node("NoteRef", {"note": self.chance.choice(self.notes).id})
            return again
        name = self.name("n")
        before, self.in_note, self.in_body = self.in_body, True, False
        note = self.node(SHAPES["Note"], 2, id=name)
        self.in_note, self.in_body = False, before
        self.notes.append(note)
        made: Inline = _node("NoteRef", {"note": name})
        return made

    def blocks(self, depth: int) -> Blocks:
        """Return blocks; deep down only such as hold no others, so that documents end."""
        names = BLOCKS if depth > 1 else SHALLOW
        some = range(self.chance.choice((0, 1, 1, 2)) if depth > 0 else 1)
        return tuple(self.node(SHAPES[self.chance.choice(names)], depth - 1) for _ in some)

    def closed(self) -> Inlines:
        """Return the ends of all ranges that are open."""
        ends = tuple(AnchorEnd(name) for name in self.open)
        self.open.clear()
        return (Text("The end"), *ends, Text("."))

    def named(self) -> str:
        """Return a name for a place of the document."""
        self.names.append(self.name("p"))
        return self.names[-1]


HANDS = ("clerk", "k2")
WITNESSES = ("A", "B")
VALUES: Mapping[str, Callable[[Draft], str]] = {
    "id": Draft.named,
    "target": lambda draft: draft.one(
        *(PICTURE, ABSENT, "https://archive.example/%C3%BC?x=1", *draft.others),
        *(f"#{name}" for name in draft.names[-3:]),
    ),
    "label": lambda draft: draft.one("1", "2", "2", "two", "3r", "iv", "12", "", "a b", "(3)"),
    "of": lambda draft: draft.one("9", "nine"),
    "system": lambda draft: draft.one("sheet", "folio"),
    "hand": lambda draft: draft.one(*HANDS),
    "medium": lambda draft: draft.one("pencil", "ink", "type", "stamp", "print", "hand", "chalk"),
    "place": lambda draft: draft.one("inline", "above", "below", "margin-left", "over", "end"),
    "resp": lambda draft: draft.one("vb", "VB"),
    "lang": lambda draft: draft.one("de", "ru", "la", "fr", "en-GB", "grc", "he"),
    "witnesses": lambda draft: draft.one(*WITNESSES),
    "ref": lambda draft: draft.one("orlov", "mir"),
    "when": lambda draft: draft.one("1977-08-26", "1977", "1977-08"),
    "quantity": lambda draft: draft.one("1", "3", "12"),
    "at-least": lambda draft: draft.one("1", "2"),
    "at-most": lambda draft: draft.one("4", "5"),
    "unit": lambda draft: draft.one("letters", "words", "lines", "pages", "column", "chars"),
    "reason": lambda draft: draft.one("illegible", "lost", "omitted", "unstated", "classified", "faded"),
    "series": lambda draft: draft.one("editorial", "editorial", "textual"),
    "rend": lambda draft: draft.one("italic", "red underline"),
    "also": lambda draft: draft.one("ana=#x", "type=odd"),
    "kind": lambda draft: draft.one("person", "place", "org", "cover", "seg", "num", "header", "postmark"),
    "sign": lambda draft: draft.one(*draft.signs),
    "n": lambda draft: draft.one("1", "5", "10"),
    "key": lambda draft: draft.one("1977-08-26", "No 644/54"),
    "description": lambda draft: draft.vocabulary.words(),
    "how": lambda draft: draft.one("struck", "overwritten", "erased", "overtyped"),
}
"""What attributes say, by their keys; others say a word or two."""


def _any_word(draft: Draft) -> str:
    return str(draft.one("x", "two words"))


def _node(kind: str, values: Mapping[str, object] = NOTHING, **contents: object) -> Any:
    return build(SHAPES[kind], values, contents, None)


def _paragraph(*children: Inline) -> Any:
    return _node("Paragraph", children=children)


def _stressed(draft: Draft, *kinds: str) -> Inline:
    made: Inline = Text(draft.vocabulary.shown(draft.one("t", "It", "2", "St.", "a", "th", "*")))
    for kind in kinds:
        made = _node("Emphasis", {"kind": kind}, children=(made,))
    return made


def _grid(*rows: tuple[Block, ...]) -> Any:
    made = [_node("Row", cells=tuple(_node("Cell", blocks=(one,)) for one in row)) for row in rows]
    return _node("Table", rows=tuple(made))


def behind_a_call(draft: Draft) -> Blocks:
    """Return a paragraph with a page right behind a call, and one right behind a raised word."""
    first, second = (_node("PageBreak", {"label": draft.one(*few)}) for few in (("1", "2", ""), ("2", "3")))
    raised, words = _stressed(draft, "raised"), Text(draft.vocabulary.sentence())
    if draft.chance.random() < 0.5:
        return (_paragraph(words, draft.call(), first, words, raised, second),)
    return (_paragraph(raised, first, words), _paragraph(draft.call(), words, second))


def side_by_side(draft: Draft) -> Blocks:
    """Return pages that follow each other at once, with one label or none."""
    page = _node("PageBreak", {"label": draft.one("2", "", "iv")})
    return (_paragraph(Text(draft.vocabulary.sentence()), *(page,) * draft.one(2, 3)),)


def alone(draft: Draft) -> Blocks:
    """Return a word in one type style alone in a paragraph and in a cell."""
    kind = draft.one("raised", "lowered", "spaced", "small-caps", "italic", "circled", "bold")
    word = _stressed(draft, kind, *draft.one((), ("italic",), ("spaced",)))
    cells = (word, Text(""), draft.call(), Text(draft.vocabulary.words(3)))
    table = _grid(tuple(_paragraph(one) for one in cells))
    return (_paragraph(word), table, _paragraph(Text(draft.vocabulary.sentence())))


def wide(draft: Draft) -> Blocks:
    """Return a table of many columns."""
    columns = draft.one(6, 12, 20)
    row = tuple(_paragraph(Text(draft.vocabulary.words(2))) for _ in range(columns))
    return (_grid(row, row),)


def kept_lines(draft: Draft) -> Blocks:
    """Return many set lines, one behind the other."""
    kind = draft.one("addressee", "distribution", "signature", "letterhead", "title")
    lines = range(draft.one(3, 12, 30))
    return tuple(_node("Line", {"kind": kind}, children=(draft.text(),)) for _ in lines)


def deep(draft: Draft) -> Blocks:
    """Return acts in acts in acts."""
    made: Inline = Text(draft.vocabulary.words())
    around = [name for name in INLINES if SHAPES[name].wraps]
    for _ in range(draft.one(4, 8)):
        shape = SHAPES[draft.chance.choice(around)]
        values = {one.key: draft.value(one) for one in shape.attributes if one.required}
        made = build(shape, values, {"children": (made, Text(draft.one("", " ", "b")))}, None)
    return (_paragraph(made),)


def pictured_note(draft: Draft) -> Blocks:
    """Return a call of a note that begins with a picture."""
    name = draft.name("n")
    picture = _node("Figure", {"target": draft.one(PICTURE, ABSENT), "description": "a seal"})
    words = draft.one((), (Text(" " + draft.vocabulary.sentence()),))
    draft.notes.append(_node("Note", {"id": name}, blocks=(_paragraph(picture, *words),)))
    return (_paragraph(Text(draft.vocabulary.sentence()), _node("NoteRef", {"note": name})),)


def running(draft: Draft) -> Blocks:
    """Return a long plain paragraph with some notes."""
    parts: list[Inline] = []
    for _ in range(draft.one(3, 6)):
        parts += (Text(" ".join(draft.vocabulary.sentence() for _ in range(3))), draft.call(), Text(" "))
    return (_paragraph(*parts),)


PASSAGES = (*(behind_a_call, side_by_side, alone, wide, kept_lines, deep, pictured_note, running),)
"""What chance alone would seldom put together."""
