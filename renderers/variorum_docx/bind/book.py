"""Bind: sheets and matter become one package; what they left open gets its numbers here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree

from variorum.contract import Setting, Sheet
from variorum.findings import Diagnostic, Result
from variorum.findings.typesetting import LayoutWarning
from variorum.ooxml.elements import root, take, text, w
from variorum.ooxml.names import MC, W15, A, R, q
from variorum.ooxml.xml import Element, serialise
from variorum.publication import Matter, Publication
from variorum.returned import Base
from variorum.style import Style
from variorum_docx.bind.package import Folder
from variorum_docx.bind.sections import Section, close, heads, section_properties, sections, with_counts
from variorum_docx.bind.template import (
    StyleUse,
    comments_part,
    fonts_part,
    footnotes_part,
    settings_part,
    styles_part,
)
from variorum_docx.names import Chain, depths, hidden_names
from variorum_docx.numbering import NoteCount, note_counts
from variorum_docx.open_ends import ADDRESS, BLOCK, HEADING, LABEL, MEDIA, NOTE, PAGE, SHEET, STREAM, TURNED
from variorum_docx.purposes import ManuscriptStyle
from variorum_docx.read.parts import OpenPackage
from variorum_docx.returning.base import base_facts, part_of
from variorum_docx.returning.manuscript import manuscript
from variorum_docx.write.guide import set_guide
from variorum_docx.write.sheets import Leaves, heading_levels, leaves_of, set_matter

WORD_LIMIT = 40
COMMENT_MARKS = tuple(map(q, ("commentRangeStart", "commentRangeEnd", "commentReference")))
POINTING = re.compile(r"\b(NOTEREF|PAGEREF) (\S+)")


@dataclass(frozen=True, slots=True)
class Signature:
    """A section of the book: its leaves, its furniture, and how its footnotes are counted."""

    leaves: Leaves
    section: Section
    count: NoteCount


@dataclass(slots=True)
class Ledger:
    """What is handed out while a book is bound: numbers of bookmarks, footnotes, and names."""

    bookmarks: int = 0
    drawings: int = 0
    comments: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def name(self, wanted: str) -> str:
        """Return the bookmark for an id; Word does not tell capitals from small letters in them."""
        if wanted not in self.names:
            name = wanted
            if name.casefold() in self.taken or len(name) > WORD_LIMIT:
                name = f"{wanted[:31]}_{hashlib.sha256(wanted.encode()).hexdigest()[:8]}"
            self.taken.add(name.casefold())
            self.names[wanted] = name
        return self.names[wanted]


def bind_sheets(publication: Publication, sheets: Sequence[Sheet], setting: Setting) -> Result[bytes]:
    """Join the sheets, in the order of the documents, with front and back matter."""
    problems: list[Diagnostic] = []
    parts = _parts(publication, sheets, setting, problems)
    automatic = {
        name: counted
        for part in parts
        for name, counted in zip(part.leaves.footnotes, part.count.counted, strict=True)
    }
    folder = Folder.empty()
    ledger = Ledger()
    for part in parts:
        _name_bookmarks(part.leaves, ledger)
        _number_comments(part.leaves, ledger)
    content, notes = _join(parts, automatic, folder, ledger, setting)
    problems += _loose_ends(content, notes, ledger)
    texts = root("document", w("body", *content)), footnotes_part(notes)
    folder.document._blob, folder.footnotes._blob = map(_clean, texts)
    _complete(folder, publication, parts, texts, setting)
    return Result(folder.close(), tuple(problems))


def _parts(
    publication: Publication, sheets: Sequence[Sheet], setting: Setting, problems: list[Diagnostic]
) -> list[Signature]:
    levels = heading_levels(publication.documents, (*publication.front, *publication.back))
    by_document = {sheet.document: sheet for sheet in sheets}

    def of_matter(part: Matter) -> Leaves:
        found = set_matter(part, setting, levels)
        problems.extend(found.diagnostics)
        return found.value

    leaves = [
        *(of_matter(part) for part in publication.front),
        *(leaves_of(by_document[document.id]) for document in publication.documents),
        *(of_matter(part) for part in publication.back),
    ]
    guide = set_guide(publication, leaves, setting)
    leaves += [guide] if guide is not None else []
    counts = counts_of(map(note_labels, leaves), setting)
    book = with_counts(sections(publication, setting), counts)
    return [Signature(*one) for one in zip(leaves, book, counts, strict=True)]


def note_labels(part: Leaves) -> tuple[str, ...]:
    """Return the labels of the footnotes of a part, in the order of their calls."""
    return tuple(map(_label, part.footnotes.values()))


def counts_of(labels: Iterable[Sequence[str]], setting: Setting) -> tuple[NoteCount, ...]:
    """Return how the footnotes of the parts of a book are counted: in a manuscript by sections too."""
    return note_counts(tuple(labels), by_section=isinstance(setting.style, ManuscriptStyle))


def _label(note: Element) -> str:
    return next((found.get(LABEL, "") for found in note.iter(q("r")) if found.get(LABEL) is not None), "")


def _name_bookmarks(leaves: Leaves, ledger: Ledger) -> None:
    """Settle the names of all visible bookmarks first: links may lead forward."""
    for element in (*leaves.content, *leaves.footnotes.values()):
        for start in element.iter(q("bookmarkStart")):
            if start.get(q("name")):
                ledger.name(start.get(q("name"), ""))


def _number_comments(leaves: Leaves, ledger: Ledger) -> None:
    """Number the comments through the book: their ids are numbers."""
    for name, one in leaves.comments.items():
        ledger.comments[name] = str(len(ledger.comments))
        one.set(q("id"), ledger.comments[name])
    for element in (*leaves.content, *leaves.footnotes.values()):
        for mark in element.iter(*COMMENT_MARKS):
            mark.set(q("id"), ledger.comments[mark.get(q("id"), "")])


def _join(
    parts: Sequence[Signature],
    left_to_word: Mapping[str, bool],
    folder: Folder,
    ledger: Ledger,
    setting: Setting,
) -> tuple[list[Element], list[Element]]:
    """Return the blocks of the whole book and its footnotes, numbered."""
    content: list[Element] = []
    notes: list[Element] = []
    for part in parts:
        leaves = part.leaves
        numbers = {name: len(notes) + 1 + index for index, name in enumerate(leaves.footnotes)}
        body = root("body", *leaves.content)
        _fill_in(body, folder.document, leaves, folder, ledger)
        for name, note in leaves.footnotes.items():
            note.set(q("id"), str(numbers[name]))
            _label_footnote(note, left_to_word[name])
            _fill_in(note, folder.footnotes, leaves, folder, ledger)
        _refer(body, numbers, left_to_word)
        content += _in_sections(list(body), part.section, setting.style, folder)
        notes += leaves.footnotes.values()
    if content and (last := content[-1].find(f"{q('pPr')}/{q('sectPr')}")) is not None:
        content.append(last)
    return content, notes


def _in_sections(body: Sequence[Element], section: Section, style: Style, folder: Folder) -> list[Element]:
    """Return the blocks of a part of the book in their sections: a turned table has pages of its own."""
    waiting = _with_headings(body)
    pieces = [(turned, [each for each, _ in row]) for turned, row in groupby(waiting, lambda one: one[1])]
    made: list[Element] = []
    kinds = [turned for turned, _ in pieces] or [False]
    for (_, row), one in zip(pieces or [(False, [])], section.parts(kinds), strict=True):
        parts = {name: folder.head(head) for name, head in heads(one, style).items()}
        made += close(row, section_properties(one, style, parts))
    return made


def _with_headings(body: Sequence[Element]) -> list[tuple[Element, bool]]:
    """Return blocks, and of each whether it is turned: a table, and headings right above it."""
    turned = False
    found = []
    for element in reversed(body):
        turned = element.get(TURNED) is not None or (turned and element.get(HEADING) is not None)
        found.append((element, turned))
    return found[::-1]


def _label_footnote(note: Element, left_to_word: bool) -> None:
    """Write a footnote's own mark where Word's number would stand.

    Writer paints every mark itself, and would paint this one twice: it takes the alternative. Word since
    2013 knows the namespace that is asked for.
    """
    for run in list(note.iter(q("r"))):
        label = take(run, LABEL)
        reference = run.find(q("footnoteRef"))
        if reference is not None and label is not None and not left_to_word:
            both = etree.SubElement(run, f"{{{MC}}}AlternateContent", nsmap={"mc": MC, "w15": W15})
            etree.SubElement(both, f"{{{MC}}}Choice", {"Requires": "w15"}).append(text(label))
            etree.SubElement(both, f"{{{MC}}}Fallback").append(reference)


def _refer(body: Element, numbers: Mapping[str, int], left_to_word: Mapping[str, bool]) -> None:
    """Tie the calls to the numbered footnotes."""
    for reference in list(body.iter(q("footnoteReference"))):
        name = reference.get(q("id"), "")
        run = reference.getparent()
        reference.set(q("id"), str(numbers[name]))
        if run is not None and not left_to_word[name]:
            reference.set(q("customMarkFollows"), "1")
            for sign in reversed(run.get(LABEL, "")):  # of a text of several Writer shows each twice
                reference.addnext(text(sign))
    for run in body.iter(q("r")):
        take(run, LABEL)


def _fill_in(tree: Element, owner: Part, leaves: Leaves, folder: Folder, ledger: Ledger) -> None:
    """Number bookmarks and drawings, point links and pictures to what they show."""
    ids: dict[str, list[str]] = {}
    for start in list(tree.iter(q("bookmarkStart"))):
        left_open = start.get(q("id"), "")
        ids[left_open] = list(_number_bookmark(start, ledger))
    for end in list(tree.iter(q("bookmarkEnd"))):
        first, *more = ids[end.get(q("id"), "")]
        end.set(q("id"), first)
        for number in more:
            end.addnext(w("bookmarkEnd", id=number))
    for link in tree.iter(q("hyperlink")):
        anchor, address = link.get(q("anchor")), take(link, ADDRESS)
        if anchor is not None:
            link.set(q("anchor"), ledger.name(anchor))
        if address is not None:
            relation = owner.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(f"{{{R}}}id", relation)
    for code in tree.iter(q("instrText")):
        code.text = POINTING.sub(lambda found: f"{found[1]} {ledger.name(found[2])}", code.text or "")
    for blip in tree.iter(f"{{{A}}}blip"):
        key = take(blip, MEDIA) or ""
        blip.set(f"{{{R}}}embed", folder.picture(key, *leaves.pictures[key], owner))
        drawing = next(blip.iterancestors(q("drawing")))
        ledger.drawings += 1
        for named in drawing.iter():
            if etree.QName(named).localname in ("docPr", "cNvPr"):
                named.set("id", str(ledger.drawings))


def _number_bookmark(start: Element, ledger: Ledger) -> Iterator[str]:
    """Give a bookmark its number and name, and yield the numbers of it and of those it had to become."""
    names = [ledger.name(start.get(q("name"), ""))] if start.get(q("name")) else []
    for attribute, kind in ((STREAM, "s"), (PAGE, "p"), (NOTE, "n"), (BLOCK, "b")):
        value = take(start, attribute)
        if value is None:
            continue
        number = ledger.bookmarks + 1
        names = [f"_b{number}"] if kind == "b" else list(hidden_names(kind, number, value))
    for name in reversed(names):
        ledger.bookmarks += 1
        if name is names[0]:
            start.set(q("id"), str(ledger.bookmarks))
            start.set(q("name"), name)
        else:
            start.addnext(w("bookmarkStart", id=ledger.bookmarks, name=name))
        yield str(ledger.bookmarks)


def _loose_ends(content: Sequence[Element], notes: Sequence[Element], ledger: Ledger) -> list[Diagnostic]:
    """Find links that lead nowhere."""
    there, links = set(), []
    for element in (*content, *notes):
        there |= {start.get(q("name")) for start in element.iter(q("bookmarkStart"))}
        links += list(element.iter(q("hyperlink")))
    lost = [link for link in links if link.get(q("anchor")) not in {*there, None}]
    words = ("".join(text.text or "" for text in link.iter(q("t"))) for link in lost)
    return [LayoutWarning(words=f"the link “{said}” leads nowhere") for said in dict.fromkeys(words)]


def _clean(part: Element) -> bytes:
    """Return a part's bytes, with nothing left open in it."""
    for element in part.iter():
        for key in [str(key) for key in element.attrib if str(key).startswith(f"{{{SHEET}}}")]:
            del element.attrib[key]
    return serialise(part)


def _complete(
    folder: Folder,
    publication: Publication,
    parts: Sequence[Signature],
    texts: tuple[Element, Element],
    setting: Setting,
) -> None:
    """Add the parts that hold no text, and the base: the text as it is read when it comes back."""
    style = setting.style
    used = styles_in_use(publication, [part.leaves for part in parts])
    styles = styles_part(style, used, setting.lang)
    for name, content_type, relation, element in (
        (
            "styles",
            CONTENT_TYPE.WML_STYLES,
            RELATIONSHIP_TYPE.STYLES,
            styles,
        ),
        (
            "settings",
            CONTENT_TYPE.WML_SETTINGS,
            RELATIONSHIP_TYPE.SETTINGS,
            settings_part(style),
        ),
        ("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, fonts_part(style)),
    ):
        folder.add(f"/word/{name}.xml", content_type, relation, element)
    comments = [one for part in parts for one in part.leaves.comments.values()]
    if comments:
        kinds = CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS
        folder.add("/word/comments.xml", *kinds, comments_part(comments))
    read = manuscript(OpenPackage("", *texts, styles, None, None))
    folder.add_base(part_of(Base(base_facts(publication, setting), read)), publication.id)
    folder.add_properties(publication.imprint, publication.agents, setting.lang)


def styles_in_use(publication: Publication, parts: Sequence[Leaves]) -> StyleUse:
    """Return what styles the parts of a book use."""
    chains: dict[Chain, int] = {}
    for part in parts:
        for chain, level in part.chains.items():
            levels = [known for known in (chains.get(chain, 0), level) if known]
            chains[chain] = min(levels, default=0)
    contents: dict[Chain, int] = {}
    for matter, part in zip(publication.front, parts, strict=False):
        if matter.kind == "contents":
            contents = depths(part.chains)
    combined = frozenset(names for part in parts for names in part.combinations)
    texts = parts[len(publication.front) :][: len(publication.documents)]
    return StyleUse(
        chains,
        combined,
        contents,
        frozenset(chain for part in texts for chain in part.chains),
        frozenset(names for part in texts for names in part.combinations),
        frozenset(style for part in texts for style, _ in part.signs),
    )
