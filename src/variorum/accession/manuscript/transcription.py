"""From the paragraphs of a manuscript to a transcript: type styles as marks, its brackets as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import TypeAlias

from variorum.accession.manuscript.labels import as_words, lone_labels
from variorum.codecs.transcript.construct_call import quoted_value
from variorum.codecs.transcript.marks import MARKS
from variorum.codecs.transcript.reading.block_lines import ITEM, RULE, STANDARD_RULE
from variorum.conventions.typed_text import join_list
from variorum.manuscript import (
    BREAK,
    Break,
    Call,
    Cell,
    Edge,
    Items,
    Manuscript,
    Mark,
    Para,
    Part,
    Picture,
    PictureBlock,
    Piece,
    Query,
    Quotation,
    Rows,
    RuleLine,
    Words,
)
from variorum.model.calls import NUMBER
from variorum.model.document import QUERIES

MARKED = {
    "italic": "italic",
    "bold": "bold",
    "underline": "underline",
    "strike": "struck",
    "raised": "raised",
}
"""The type styles that a transcript has marks for; others, references and their places are constructs."""

ORDER = ("underline", "strike", "bold", "italic", "small-caps", "spaced", "raised", "lowered")
"""Which style stands outside where several begin and end at one place."""

MAYBE_MARK = re.compile(r"\\(?=[^\w\s]|[_ ]|\Z)|\*+|\^|\{(?=[a-z])|~(?=~)|(?<=~)~|<(?=/?u>)")
ALONE = re.compile(r"(?<=\w)\*(?=[\s,.;:)]|$)|(?<=\s)\*(?=\s)")
FULL_LINE = 60
DEEPEST_HEADING = 6
"""How deep a heading of a transcript may be; Word has nine levels."""
CANNOT_OPEN = r"[^\w\[{\\<*~(“‘«„…—–‹⟨_@#$%&+'\"-]*"
"""Signs at the beginning of a style that its mark cannot stand before; they look the same without it."""


class TitleAs(Enum):
    """Where the title stands: a line for the set to read, a construct of the head, or elsewhere."""

    LINE = "line"
    CONSTRUCT = "construct"
    ELSEWHERE = "elsewhere"


def transcript(manuscript: Manuscript, pictures: Mapping[str, str], title_as: TitleAs) -> str:
    """Return a manuscript as a transcript.

    `pictures` gives the files of the edition that hold pictures, by their sources in the file.
    """
    writer = Writer(pictures, manuscript)
    pieces = manuscript.title.pieces if manuscript.title is not None else ()
    title = ""
    if title_as is TitleAs.LINE:
        title = writer.line(pieces)
    elif title_as is TitleAs.CONSTRUCT and pieces:
        title = fenced(
            "head",
            fenced("paragraph", f"{{field kind=title|{with_lone_escaped(writer.line(pieces, '|}'))}}}"),
        )
    body = (writer.block(part) for part in manuscript.parts)
    notes = (writer.note(name, held) for name, held in manuscript.notes)
    return "\n\n".join(text for text in (title, *body, *notes) if text) + "\n"


class Writer:
    """Writes the parts of a manuscript."""

    def __init__(self, pictures: Mapping[str, str], manuscript: Manuscript) -> None:
        self.pictures = pictures
        self.queries = manuscript.queries
        self.marks = manuscript.marks
        self.lone = lone_labels(manuscript)
        self.in_query = False
        self.last: Piece | None = None

    # ---- blocks

    def block(self, part: Part) -> str:
        """Return a part as its lines; empty if nothing of it can be written."""
        match part:
            case Para(level=0):
                line = self.paragraph(part.pieces)
                return as_words(line) if id(part) in self.lone else line
            case Para():
                pieces = [Words(" ") if piece is BREAK else piece for piece in part.pieces]
                return f"{'#' * min(part.level, DEEPEST_HEADING)} {self.line(pieces)}"
            case Items():
                return self.items(part)
            case Rows():
                return self.table(part)
            case Quotation():
                return fenced("block-quote", self.blocks(part.parts))
            case RuleLine():
                return STANDARD_RULE
            case PictureBlock():
                return self.figure(part)

    def blocks(self, parts: Sequence[Part]) -> str:
        """Return parts one after the other."""
        return "\n\n".join(text for part in parts if (text := self.block(part)))

    def paragraph(self, pieces: Sequence[Piece]) -> str:
        """Return a paragraph whose beginning is no mark; rules and labels of items are signs.

        An empty line would end it.
        """
        lines = [line for line in self.line(pieces).split("\n") if line.strip()] or [""]
        kept = [f"{line}\\" if len(line) >= FULL_LINE else line for line in lines[:-1]]
        return "\n".join(secured(line) for line in (*kept, lines[-1]))

    def items(self, part: Items) -> str:
        """Return a list: each item behind its label, what else belongs to it set in."""
        plain = all(
            inside
            and isinstance(inside[0], Para)
            and not inside[0].level
            and fits(label, self.block(inside[0]))
            for label, inside in part.items
        )
        if not plain:
            made = (
                fenced(f"item{keyed('label', label)}", self.blocks(inside)) for label, inside in part.items
            )
            return fenced("list", "\n\n".join(made))
        return "\n\n".join(self.item(label, inside) for label, inside in part.items)

    def item(self, label: str | None, inside: Sequence[Part]) -> str:
        """Return an item behind its label."""
        first, *rest = (self.block(part) for part in inside)
        head, *lines = f"{label or '-'} {first}".split("\n")
        opening = "\n".join((head, *(f"    {line}" for line in lines)))
        return "\n\n".join((opening, *(indented(text) for text in rest if text)))

    def figure(self, part: PictureBlock) -> str:
        """Return a figure with its caption, or the caption alone where the edition has no such picture."""
        target = self.pictures.get(part.picture.source)
        caption = self.line(part.caption)
        if target is None:
            return secured(caption)
        head = f"figure target={quoted_value(target)}{keyed('description', part.picture.shows or None)}"
        return fenced(head, secured(caption))

    def note(self, name: str, parts: Sequence[Part]) -> str:
        """Return a note under its name."""
        self.in_query = name in self.queries  # whose words are under no set: its brackets are characters
        texts = [text for part in parts if (text := self.block(part))]
        if self.in_query:
            return fenced(f"note id={quoted_value(name)}{query_data(self.queries[name])}", "\n\n".join(texts))
        mark = self.marks.get(name)
        if not texts or not isinstance(parts[0], Para) or parts[0].level or mark is not None:
            return fenced(f"note id={quoted_value(name)}{keyed('label', mark)}", "\n\n".join(texts))
        head, *lines = texts[0].split("\n")
        opening = "\n".join((f"[^{name}]: {head}", *(f"    {line}" for line in lines)))
        return "\n\n".join((opening, *(indented(text) for text in texts[1:])))

    # ---- tables

    def table(self, part: Rows) -> str:
        """Return a table: with bars where its cells are lines, else as a construct."""
        simple = all(len({cell.header for cell in row}) == 1 and all(map(is_line, row)) for row in part.rows)
        heads = [index for index, row in enumerate(part.rows) if row[0].header]
        if simple and heads in ([], [0]) and len(part.rows) > len(heads):
            rows = [f"| {' | '.join(map(self.barred, row))} |" for row in part.rows]
            if heads:
                rows.insert(1, "|" + "---|" * len(part.rows[0]))
            inside = "\n".join(rows)
            return fenced("table", f"{self.caption(part)}{inside}") if part.caption else inside
        rows = [fenced("row", "\n\n".join(map(self.fenced_cell, row))) for row in part.rows]
        return fenced("table", self.caption(part) + "\n\n".join(rows))

    def caption(self, part: Rows) -> str:
        """Return the caption of a table as a construct of its own."""
        return fenced("caption", self.line(part.caption)) + "\n\n" if part.caption else ""

    def barred(self, cell: Cell) -> str:
        """Return a cell between bars."""
        spans = keyed("columns", wide(cell.columns)) + keyed("rows", wide(cell.rows))
        words = "".join(self.line(part.pieces, "|") for part in cell.parts if isinstance(part, Para))
        return f"{{cell{spans}}} {words}" if spans else words

    def fenced_cell(self, cell: Cell) -> str:
        """Return a cell as a construct."""
        spans = keyed("columns", wide(cell.columns)) + keyed("rows", wide(cell.rows))
        return fenced(f"cell{' header=yes' if cell.header else ''}{spans}", self.blocks(cell.parts))

    # ---- lines

    def line(self, pieces: Sequence[Piece], inside: str = "") -> str:
        """Return pieces with their marks; signs in `inside` are escaped, as they mean something around it."""
        held = [piece for piece in pieces if self.is_written(piece)]
        self.last = held[-1] if held else None
        made = "".join(
            self.styled(style, stretch, frozenset(), inside)
            for style, stretch in grouped(outside_styles(in_styles(held)), frozenset())
        )
        return joined_pages(made).strip()

    def is_written(self, piece: Piece) -> bool:
        """Return whether a piece is written: a picture that is there, an edge that has its other."""
        if isinstance(piece, Edge):
            return piece.query in self.queries and self.queries[piece.query].on_words
        return not isinstance(piece, Picture) or piece.source in self.pictures

    def styled(self, style: str | None, pieces: Sequence[Set], open_: frozenset[str], inside: str) -> str:
        """Return pieces in one more style; blanks at its edges stand outside of it."""
        if style is None:
            return "".join(self.piece(piece, inside, alone=not open_) for piece, _ in pieces)
        within = inside if style in MARKED else "|}"
        now = open_ | {style}
        words = ""
        for name, stretch in grouped(pieces, now):
            # These marks cannot stand before that of raised words, which is a construct there.
            leads = name == "raised" and style in ("italic", "bold", "strike") and not words.strip()
            written = self.styled(name, stretch, now, "|}" if leads else within)
            bare = written.strip()
            if leads and bare.startswith("^"):
                written = written.replace(bare, f"{{emphasis kind=raised|{bare[1:-1]}}}")
            words += written
        unslanted = style in ("italic", "bold")
        before = re.match(CANNOT_OPEN if unslanted else r"\s*", words)
        after = re.search(r"\s*\Z", words[before.end() :]) if before else None
        assert before is not None and after is not None
        bare = words[before.end() : len(words) - len(after.group())]
        if not bare or (unslanted and not re.search(r"\w|\[\^", bare)):
            return words
        if style == "strike" and re.sub(CANNOT_OPEN, "", bare[:1]) == "":
            # A sign that is struck looks otherwise: it stays, escaped so that the mark opens.
            bare = f"\\{bare}"
        return f"{before.group()}{in_style(style, bare)}{after.group()}"

    def piece(self, piece: Piece, inside: str, alone: bool) -> str:
        """Return a piece without its styles; `alone`: it stands in none."""
        match piece:
            case Words(text):
                ending = piece is self.last
                literal = piece.literal or self.in_query
                return escaped(text, f"{inside}[]" if literal else inside, alone, ending)
            case Call(note):
                return f"[^{note}]"
            case Edge(query, ends):
                return f"{{anchor-{'end' if ends else 'start'} range={quoted_value(query)}}}"
            case Mark(label):
                return f"{{page-break label={quoted_value(label)}}}"
            case Picture(source, shows):
                target = quoted_value(self.pictures[source])
                return f"{{figure target={target}{keyed('description', shows or None)}}}"
            case Break():
                return "\n"


Set: TypeAlias = tuple[Piece, frozenset[str]]
"""A piece with the styles in which it stands."""


def in_styles(pieces: Sequence[Piece]) -> list[Set]:
    """Return pieces with their styles; line ends and calls stand in those that go on around them."""
    known = [piece.styles | constructs(piece) if isinstance(piece, Words) else None for piece in pieces]
    before: list[frozenset[str]] = []
    for styles in known:
        before.append(styles if styles is not None else before[-1] if before else frozenset())
    made: list[Set] = []
    after: frozenset[str] = frozenset()
    for piece, styles, earlier in reversed(list(zip(pieces, known, before, strict=True))):
        after = styles if styles is not None else after
        made.append((piece, earlier & after))
    return made[::-1]


def constructs(words: Words) -> frozenset[str]:
    """Return the constructs in which words stand: in another language, leading somewhere, or led to."""
    heads = {f"segment id={quoted_value(place)}" for place in words.places}
    if words.leads:
        kind = f" also={quoted_value(NUMBER)}" if words.number else ""
        heads.add(f"reference target={quoted_value(f'#{words.leads}')}{kind}")
    if words.language:
        heads.add(f"foreign lang={quoted_value(words.language)}")
    return frozenset(heads)


def grouped(pieces: Sequence[Set], open_: frozenset[str]) -> Iterator[tuple[str | None, list[Set]]]:
    """Yield stretches of pieces with the style that reaches furthest over each and is not open."""
    at = 0
    while at < len(pieces):
        styles = pieces[at][1] - open_
        if not styles:
            yield None, [pieces[at]]
            at += 1
            continue
        reach = dict.fromkeys(styles, at)
        for style in styles:
            while reach[style] < len(pieces) and style in pieces[reach[style]][1]:
                reach[style] += 1
        style = max(styles, key=lambda one: (reach[one], -rank(one), one))
        yield style, list(pieces[at : reach[style]])
        at = reach[style]


def rank(style: str) -> int:
    """Return the rank of a style in the order from outside; what is none stands outside of all."""
    return ORDER.index(style) if style in ORDER else -1


def outside_styles(pieces: Sequence[Set]) -> list[Set]:
    """Return pieces in which a bracket without its partner in the same style has none."""
    made: list[Set] = []
    for styles, stretch in groupby(pieces, key=lambda one: one[1]):
        run = list(stretch)
        words = "".join(piece.text if isinstance(piece, Words) else "\0" for piece, _ in run)
        lone = lonely(words) if styles else set()
        at = 0
        for piece, _ in run:
            if not isinstance(piece, Words):
                made.append((piece, styles))
                at += 1
                continue
            last = 0
            for place in sorted(each - at for each in lone if at <= each < at + len(piece.text)):
                made.append((replace(piece, text=piece.text[last:place]), styles))
                made.append((replace(piece, text=piece.text[place]), frozenset()))
                last = place + 1
            made.append((replace(piece, text=piece.text[last:]), styles))
            at += len(piece.text)
    return [one for one in made if not isinstance(one[0], Words) or one[0].text]


def lonely(text: str) -> set[int]:
    """Return the places of square brackets that have no partner in a text."""
    opened: list[int] = []
    alone: set[int] = set()
    for at, character in enumerate(text):
        if character == "[":
            opened.append(at)
        elif character == "]":
            if opened:
                opened.pop()
            else:
                alone.add(at)
    return alone | set(opened)


def with_lone_escaped(text: str) -> str:
    """Return words in which square brackets without partners, which would end what is around, are escaped."""
    marks = [found for found in re.finditer(r"\\.|[\[\]]", text, re.DOTALL) if len(found.group()) == 1]
    alone = lonely("".join(found.group() for found in marks))
    made, last = "", 0
    for number, found in enumerate(marks):
        if number in alone:
            made += f"{text[last : found.start()]}\\"
            last = found.start()
    return made + text[last:]


def in_style(style: str, words: str) -> str:
    """Return words in a type style: between its marks, or in a construct where it has none."""
    name = MARKED.get(style)
    if style not in ORDER:
        return f"{{{style}|{words}}}"
    if name is None or (name == "raised" and re.search(r"\s", words)):
        return f"{{emphasis kind={name or style}|{words}}}"
    return f"{MARKS[name]}{words}{'</u>' if name == 'underline' else MARKS[name]}"


def escaped(text: str, inside: str, alone: bool, ending: bool) -> str:
    """Return words in which nothing is a mark of the transcript; brackets stay signs.

    An asterisk that can be no mark stays as it is if it stands `alone`, in no style, and at the end of the
    words only if they end their line: else a mark may come next.
    """
    found_alone = ALONE.finditer(text) if alone else ()
    kept = {found.start() for found in found_alone if ending or found.end() < len(text)}

    def behind(found: re.Match[str]) -> str:
        return found.group() if found.start() in kept else "".join(f"\\{sign}" for sign in found.group())

    made = MAYBE_MARK.sub(behind, text.replace("[^", "[\0")).replace("[\0", "[\\^")
    for sign in inside:
        made = made.replace(sign, f"\\{sign}")
    return made


def secured(line: str) -> str:
    """Return a line whose beginning is no mark of a block; rules, labels and calls stay."""
    called = re.match(r"\[\^[^\s\]]+\](?=:)", line)
    if called is not None:
        return f"{called.group()}\\{line[called.end() :]}"
    return f"\\{line}" if re.match(r"#{1,6}\s|:::|\||- ", line) and not RULE.match(line) else line


def joined_pages(text: str) -> str:
    """Return a line in which a page mark within a word says that the word goes on over it."""
    return re.sub(r"(?<=\w)(\{page-break [^{}]*)\}(?=\w)", r"\1 joins-word=yes}", text)


def fits(label: str | None, first: str) -> bool:
    """Return whether an item begins as the reader of transcripts knows it."""
    found = ITEM.match(f"{label or '-'} {first}")
    return found is not None and (found["label"] or None) == label


def is_line(cell: Cell) -> bool:
    """Return whether a cell is one line of words."""
    return len(cell.parts) <= 1 and all(
        isinstance(part, Para) and not part.level and BREAK not in part.pieces for part in cell.parts
    )


def wide(count: int) -> str | None:
    """Return a span as a datum, none where it is one."""
    return str(count) if count > 1 else None


def keyed(key: str, value: str | None) -> str:
    """Return a datum behind its key, nothing for none."""
    return f" {key}={quoted_value(value)}" if value is not None else ""


def query_data(query: Query) -> str:
    """Return that a note is a query, and who asks it, as data of its construct."""
    sound = re.fullmatch(r"[\w.-]+", query.initials) is not None
    more = (("author", query.author), ("when", query.date))
    also = join_list(tuple(f"{key}={value}" for key, value in more if value))
    said = keyed("resp", query.initials if sound else None) + keyed("also", also or None)
    return f" series={QUERIES}{said}"


def indented(text: str) -> str:
    """Return lines that are set in by four blanks."""
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))


def fenced(head: str, content: str) -> str:
    """Return content between the lines of a block construct."""
    return f"::: {head}\n{content}\n:::" if content else f"::: {head}\n:::"
