"""Typeset: a document, or a part of the matter, as WordprocessingML that does not know its place in the book.

A sheet is XML: the blocks, the footnotes by the ids of their notes, the styles in use, the pictures. What
depends on the book is left open in attributes of a namespace of our own, and `binding` fills it in.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from variorum import extract
from variorum.contract import Setting, Sheet
from variorum.findings import Result
from variorum.findings.typesetting import NoteNotSet
from variorum.ooxml.elements import w
from variorum.ooxml.measures import twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element, parse_own, serialise
from variorum.publication import (
    TONGUE,
    Entry,
    Link,
    Listing,
    Matter,
    PBlock,
    PBlocks,
    PInlines,
    Place,
    PublishedDocument,
    PublishedNote,
    Series,
    Styled,
    Title,
    is_foreign,
    note_list,
)
from variorum_docx.names import Chain
from variorum_docx.open_ends import LABEL, SHEET
from variorum_docx.write.blocks import Beginning, Frame, begin, blocks
from variorum_docx.write.comments import comment
from variorum_docx.write.desk import Desk, Surroundings, enclose
from variorum_docx.write.inlines import field, hyperlink, run, styled

APART = 2.5
"""How far below the part before it one begins that shares its page, in sizes of the text."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """A sheet, opened: elements that may be taken apart; `signs` are styles that print signs, with these."""

    content: tuple[Element, ...]
    footnotes: Mapping[str, Element]
    comments: Mapping[str, Element]
    chains: Mapping[Chain, int]
    combinations: frozenset[tuple[str, ...]]
    signs: frozenset[tuple[str, str]]
    pictures: Mapping[str, tuple[str, bytes]]


def set_leaves(document: PublishedDocument, setting: Setting) -> Result[Leaves]:
    """Set one document: head, body, what follows, and the lists of notes; footnotes apart."""
    desk = Desk(setting, {note.id: note for note in document.notes}, document.queries)
    frame = Frame(lang=desk.foreign(document.lang, None))
    content: list[Element] = []
    links: tuple[str, ...] = (document.id,)
    for name, nodes in (
        (extract.head(document.id), document.head),
        (extract.body(document.id), document.body),
        (extract.after(document.id), document.after),
    ):
        found = blocks(nodes, frame, desk)
        if found:
            content += desk.in_stream(name, found, *links)
            links = ()
    for series in setting.series:
        if series.place is Place.END:
            content += _note_list(document, series, frame, desk)
    if not content:
        content = desk.in_stream(extract.body(document.id), [w("p")], *links)
    footnotes = _footnotes(document, frame, desk)
    return Result(_leaves(content, footnotes, desk), tuple(desk.problems))


def set_matter(part: Matter, setting: Setting, levels: Mapping[str, int]) -> Result[Leaves]:
    """Set a part of the matter; `levels` are the heading levels of what the contents may list."""
    desk = Desk(setting, queries=part.queries)
    frame = Frame(lang=desk.foreign(part.lang, None), in_contents=part.kind == "contents")
    content: list[Element] = []
    for listed, nodes in groupby(part.blocks, lambda one: frame.in_contents and isinstance(one, Listing)):
        together = tuple(nodes)
        if listed:
            content += [made for one in together for made in _contents(one, levels, frame, desk)]
        else:
            content += blocks(together, frame, desk)
    first = next((one for one in content if one.tag == q("p")), None)
    properties = first.find(q("pPr")) if first is not None and part.runs_on else None
    if properties is not None:
        gap = w("spacing", before=twips(APART * setting.style.body_size * setting.style.scale))
        properties.insert(1, gap)  # behind the name of the style, before the level of the outline
    content = desk.in_stream(extract.matter(part.id), content or [w("p")], part.id)
    return Result(_leaves(content, {}, desk), tuple(desk.problems))


def _note_list(document: PublishedDocument, series: Series, frame: Frame, desk: Desk) -> list[Element]:
    """Set a list of notes under its title; each label leads back to the call."""
    notes = note_list(document, series)
    if not notes:
        return []
    words: PInlines = (series.title,)
    if is_foreign(document.lang, desk.setting.lang):
        words = (Styled(TONGUE, words, lang=desk.setting.lang),)
    title = Title("note-title", 2, words, series.title, listed=False)
    made = desk.in_stream(extract.note_title(document.id, series.id), blocks((title,), frame, desk))
    inside = frame.within("note-list*")
    for note in notes:

        def label(around: Surroundings, note: PublishedNote = note) -> list[Element]:
            back = hyperlink(f"#{note.call}", [styled(note.label.text, "note-label", around, desk)])
            return [back, w("r", w("tab"))]

        found = begin(blocks(note.blocks, inside, desk), label, inside, desk)
        made += desk.in_stream(extract.note(note.id), found, note.id)
    return made


def _footnotes(document: PublishedDocument, frame: Frame, desk: Desk) -> dict[str, Element]:
    """Set the notes at the page foot, in the order of their calls; one that nothing calls is a finding."""
    inside = replace(frame.within("note"), in_footnote=True)
    made: dict[str, Element] = {}
    for name in desk.footnotes:
        note = desk.notes[name]
        found = begin(blocks(note.blocks, inside, desk), _footnote_label(note, desk), inside, desk)
        found = enclose(found, *([mark] for mark in desk.bookmark(name)))
        made[name] = w("footnote", *found, id=name)
    for note in document.notes:
        if desk.place(note.series) is Place.FOOT and note.id not in made:
            desk.problems.append(NoteNotSet(note.span, label=note.label.text))
    return made


def _footnote_label(note: PublishedNote, desk: Desk) -> Beginning:
    def label(around: Surroundings) -> list[Element]:
        made = styled("", "note-label", around, desk)
        made.append(w("footnoteRef"))
        made.set(LABEL, note.label.text)
        hanging = desk.style.block("note").hang
        return [made, w("r", w("tab")) if hanging else run("\u2002", around, desk)]

    return label


def _contents(node: PBlock, levels: Mapping[str, int], frame: Frame, desk: Desk) -> list[Element]:
    """Set the contents as a field that Word can renew, with the entries that are true now inside it.

    The field ends in a paragraph of its own, as Word has it: what is in that survives the renewal.
    """
    found = blocks((node,), frame, desk)
    if not found or found[0].tag != q("p") or found[-1].tag != q("p"):
        return found
    deepest = max((levels.get(target, 1) for target in _targets((node,))), default=1)
    start = list(field(f'TOC \\o "1-{deepest}" \\h \\z \\u', []))
    end = w("p", w("pPr", w("pStyle", val="Normal")), start[3])
    return [*enclose(found, start[:3], ()), end]


def _targets(nodes: tuple[PBlock, ...]) -> list[str]:
    """Return the ids to which the entries of a list lead."""
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Listing):
            for entry in node.entries:
                found += _entry_targets(entry)
    return found


def _entry_targets(entry: Entry) -> list[str]:
    found = _targets(entry.blocks)
    for block in entry.blocks:
        found += _link_targets(getattr(block, "children", ()))
    return found


def _link_targets(nodes: PInlines) -> list[str]:
    found: list[str] = []
    for node in nodes:
        if isinstance(node, Link):
            found.append(node.target.lstrip("#"))
        elif isinstance(node, Styled):
            found += _link_targets(node.children)
    return found


def heading_levels(documents: tuple[PublishedDocument, ...], matter: tuple[Matter, ...]) -> dict[str, int]:
    """Return the level of each heading that bears an id."""
    found: dict[str, int] = {}

    def walk(nodes: PBlocks) -> None:
        for node in nodes:
            if isinstance(node, Title) and node.id:
                found[node.id] = node.level
            walk(getattr(node, "blocks", ()))

    for document in documents:
        walk((*document.head, *document.body, *document.after))
    for part in matter:
        walk(part.blocks)
    return found


def _leaves(content: list[Element], footnotes: Mapping[str, Element], desk: Desk) -> Leaves:
    chains = dict(desk.chains.values())
    comments = {one.id: comment(one, desk) for one in desk.queries}
    used = frozenset(desk.combinations), frozenset(desk.signs)
    return Leaves(tuple(content), footnotes, comments, chains, *used, desk.pictures)


def as_bytes(leaves: Leaves) -> bytes:
    """Return leaves as bytes."""
    made = etree.Element(f"{{{SHEET}}}sheet")
    etree.SubElement(made, f"{{{SHEET}}}content").extend(leaves.content)
    etree.SubElement(made, f"{{{SHEET}}}notes").extend(leaves.footnotes.values())
    etree.SubElement(made, f"{{{SHEET}}}comments").extend(leaves.comments.values())
    for chain, level in sorted(leaves.chains.items(), key=lambda item: item[0].roles):
        etree.SubElement(made, f"{{{SHEET}}}chain", {"roles": " ".join(chain.roles), "level": str(level)})
    for styles in sorted(leaves.combinations):
        etree.SubElement(made, f"{{{SHEET}}}styles", {"names": " ".join(styles)})
    for style, sign in sorted(leaves.signs):
        etree.SubElement(made, f"{{{SHEET}}}sign", {"style": style, "sign": sign})
    for key, (media, data) in sorted(leaves.pictures.items()):
        picture = etree.SubElement(made, f"{{{SHEET}}}picture", {"key": key, "type": media})
        picture.text = base64.b64encode(data).decode("ascii")
    return serialise(made)


def leaves_of(sheet: Sheet) -> Leaves:
    """Return the leaves of a sheet."""
    made = parse_own(sheet.data)

    def of(name: str) -> list[Element]:
        return made.findall(f"{{{SHEET}}}{name}")

    return Leaves(
        tuple(of("content")[0]),
        {note.get(q("id"), ""): note for note in of("notes")[0]},
        {one.get(q("id"), ""): one for one in of("comments")[0]},
        {Chain(tuple(e.get("roles", "").split())): int(e.get("level", "0")) for e in of("chain")},
        frozenset(tuple(e.get("names", "").split()) for e in of("styles")),
        frozenset((e.get("style", ""), e.get("sign", "")) for e in of("sign")),
        {e.get("key", ""): (e.get("type", ""), base64.b64decode(e.text or "")) for e in of("picture")},
    )
