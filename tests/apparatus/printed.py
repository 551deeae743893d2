"""A notation of published nodes for readable cases, and small editions to annotate.

`<style>words</>` is styled, `{2|[page two]}` a page mark, `^1` a call, `/` a line end, `(words -> #id)` a
link, `#` an anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from variorum.apparatus import annotate
from variorum.conventions.sign import ConventionSet, Means, Show, Sign
from variorum.findings import Result
from variorum.model import (
    Agent,
    Block,
    Document,
    Edition,
    Emendation,
    Head,
    Imprint,
    Inline,
    Note,
    Paragraph,
    Person,
    Text,
)
from variorum.publication import (
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlocks,
    Picture,
    PInlines,
    Publication,
    PublishedDocument,
    Run,
    Separator,
    Styled,
    Title,
)
from variorum.roles import Role
from variorum.style import Style

SET = ConventionSet(
    "small",
    "A small set",
    (
        Sign(
            "page",
            "Page",
            Means("PageBreak"),
            show=Show(text="[page {label}{of? of {of}}]"),
            legend="A page begins at its mark.",
        ),
        Sign(
            "inserted",
            "Insertion",
            Means("Added", {"medium": "hand"}, base="typed"),
            show=Show(style="inserted", role=Role.INSERTION),
            say=("inserted", "end"),
            note="{lemma}] inserted by hand",
            legend="Insertions are in underlined italic.",
        ),
        Sign(
            "omission",
            "Omission",
            Means("Gap", {"reason": "omitted"}),
            show=Show(style="gap", text="[…]", mark_style="upright"),
            legend="Omissions are in brackets.",
        ),
        Sign(
            "remark",
            "Remark",
            Means("Remark"),
            show=Show(style="remark", open="[", close="{resp?, {resp}}]", mark_style="upright"),
            legend="Remarks are in brackets.",
        ),
        Sign(
            "remark-block",
            "Remark in a paragraph",
            Means("RemarkBlock"),
            show=Show(style="remark", open="[", close="{resp?, {resp}}]"),
            legend="Paragraphs in brackets are remarks.",
        ),
        Sign(
            "supplied",
            "Supplied",
            Means("Supplied"),
            show=Show(style="supplied", open="[", close="]"),
            legend="Supplied words are in brackets.",
        ),
        Sign(
            "deleted",
            "Deleted",
            Means("Deleted"),
            show=Show(style="deleted", role=Role.DELETION),
            legend="Struck.",
        ),
        Sign("replaced", "Replaced", Means("Replaced"), note="{new}] for {old}"),
    ),
)


def t(value: str) -> Text:
    return Text(value)


def p(*children: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(child) if isinstance(child, str) else child for child in children))


def document(*body: Block, notes: Sequence[Note] = (), head: Head | None = None, name: str = "d") -> Document:
    return Document(name, head or Head(), body, notes=tuple(notes), base="typed", languages=("en-GB",))


def edition(
    *documents: Document,
    agents: Sequence[Agent] = (),
    persons: Sequence[Person] = (),
    emendations: Sequence[Emendation] = (),
) -> Edition:
    imprint = Imprint("The Papers", language="en-GB")
    return Edition("papers", imprint, documents, tuple(agents), tuple(persons), tuple(emendations))


def published(
    made: Edition, profile: str = "edition", signs: ConventionSet = SET, style: Style | None = None
) -> Result[Publication]:
    return annotate(made, signs, profile, style)


def one(*body: Block, profile: str = "edition", notes: Sequence[Note] = ()) -> PublishedDocument:
    """Return the only document of an edition of this body."""
    return published(edition(document(*body, notes=notes)), profile).value.documents[0]


def body(*blocks: Block, profile: str = "edition", notes: Sequence[Note] = ()) -> list[str]:
    """Return the lines of the body of a document of these blocks."""
    return lines(one(*blocks, profile=profile, notes=notes).body)


def line(*children: Inline | str, profile: str = "edition") -> str:
    """Return the one paragraph of a document of these inlines."""
    (printed,) = one(p(*children), profile=profile).body
    assert isinstance(printed, Para)
    return inlines(printed.children)


def note_lines(made: PublishedDocument) -> list[str]:
    """Return the notes of a document, a line each: series, label, page and words."""
    return [
        f"{note.series} {note.label} p{note.page}: {' | '.join(lines(note.blocks, bare=True))}"
        for note in made.notes
    ]


def inlines(children: PInlines) -> str:
    said = ""
    for child in children:
        match child:
            case Run():
                said += child.text
            case Styled():
                said += f"<{child.style}>{inlines(child.children)}</>"
            case PageMark():
                said += f"{{{child.label}|{child.printed}}}"
            case Call():
                said += f"^{child.label}"
            case LineEnd():
                said += "/"
            case Link():
                said += f"({inlines(child.children)} -> {child.target})"
            case Picture():
                said += f"<picture {child.name}/>"
            case Anchor():
                said += "#"
            case _:
                assert_never(child)
    return said


def lines(blocks: PBlocks, indent: str = "", bare: bool = False) -> list[str]:
    """Return blocks as lines: role and words, what is inside others indented; `bare` leaves roles out."""
    said: list[str] = []
    for block in blocks:
        match block:
            case Para() | Title():
                said.append(f"{indent}{'' if bare else f'{block.role}: '}{inlines(block.children)}")
            case Group():
                said += [f"{indent}{block.role}", *lines(block.blocks, f"{indent}  ", bare)]
            case Listing():
                for entry in block.entries:
                    said += [f"{indent}{block.role} {entry.label or '-'}"]
                    said += lines(entry.blocks, f"{indent}  ", bare)
            case Grid():
                said.append(f"{indent}{block.role}: {inlines(block.caption)}")
                for row in block.rows:
                    cells = (" ".join(lines(box.blocks, bare=True)) for box in row)
                    said.append(f"{indent}  {' | '.join(cells)}")
            case Separator():
                said.append(f"{indent}---")
            case _:
                assert_never(block)
    return said


def matter(publication: Publication, kind: str) -> list[str]:
    """Return the lines of a part of the front or back matter."""
    found = next(each for each in (*publication.front, *publication.back) if each.kind == kind)
    return lines(found.blocks)
