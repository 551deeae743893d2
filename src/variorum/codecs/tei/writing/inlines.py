"""Writing words as TEI: each node its element where TEI allows it, else a `seg` that says what it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import is_in_word, put, say
from variorum.codecs.tei.schema import elements, may_bear, may_hold
from variorum.codecs.tei.vocabulary import (
    BY_NODE,
    FIRST,
    NOTE_ATTRIBUTES,
    SERIES,
    emphasis,
    note_id,
    rendition,
    span_element,
    stressed,
    told_voice,
)
from variorum.codecs.tei.writing import registers
from variorum.codecs.tei.writing.pen import ILLEGAL, Pen, add_text, element_of, make, note_hand, note_type
from variorum.model import (
    NO_FACTS,
    AnchorEnd,
    AnchorStart,
    Corrected,
    Emphasis,
    Expanded,
    Figure,
    Gap,
    Inline,
    Inlines,
    Node,
    Note,
    NoteRef,
    PageBreak,
    Reading,
    Regularised,
    Remark,
    Replaced,
    Segment,
    Space,
    Text,
    Variant,
    Written,
)
from variorum.model.document import QUERIES
from variorum.model.schema import shape

PHRASES = frozenset(
    {
        *("seg", "hi", "num", "measure", "title", "gloss", "c", "w", "s", "idno", "surname", "forename"),
        *("roleName", "nameLink", "genName", "addName", "geo", "settlement", "country", "region", "ex", "am"),
        *("surplus", "g", "secl", "time", "mentioned", "soCalled", "distinct", "locus", "certainty", "ptr"),
        *(
            "anchor",
            "affiliation",
            "caesura",
            "abbr",
            "expan",
            "address",
            "addrLine",
            "subst",
            "bibl",
            "biblScope",
        ),
        *("author", "editor", "publisher", "pubPlace", "ref", "graphic", "objectType", "material", "choice"),
        *("supplied", "add", "del", "space", "corr", "reg", "sic", "orig"),
    }
)
"""Elements that a segment may be written as: their content is words, and they say nothing of blocks."""


def fill(parent: etree._Element, nodes: Iterable[Inline], pen: Pen) -> bool:
    """Put inlines into an element; return whether TEI allows all of them there."""
    name = etree.QName(parent).localname
    allowed = True
    held = list(nodes)
    for index, node in enumerate(held):
        if isinstance(node, Text) and node.facts == NO_FACTS and not ILLEGAL.intersection(node.value):
            add_text(parent, node.value)
            allowed = allowed and (name not in elements() or elements()[name].text)
            continue
        made = inline(node, name, pen)
        if isinstance(node, PageBreak) and not node.joins_word and is_in_word(held, index):
            made.set("break", "yes")  # unsaid, the letters on its two sides would be read as a word
        allowed = allowed and may_hold(name, etree.QName(made).localname)
        parent.append(made)
    return allowed


def inline(node: Inline, parent: str, pen: Pen) -> etree._Element:
    """Return an inline as an element that may stand in `parent`, if there is any."""
    before = pen.mark()
    made = natural(node, pen)
    if made is not None and may_hold(parent, etree.QName(made).localname):
        return made
    pen.back(before)
    return own_word_segment(node, pen)


def natural(node: Inline, pen: Pen) -> etree._Element | None:
    """Return an inline as TEI has it, none where TEI has nothing that says the same."""
    match node:
        case Emphasis() | Written():
            return _look(node, pen)
        case Segment():
            return _segment(node, pen)
        case Corrected() | Regularised() | Expanded():
            return _choice(node, pen)
        case Variant():
            return _variant(node, pen)
        case Replaced():
            return _replaced(node, pen)
        case NoteRef():
            return _call(node, pen)
        case Remark():
            return _remark(node, pen)
        case AnchorStart() | AnchorEnd():
            return _range(node, pen)
        case Figure():
            return _figure(node, pen)
        case _:
            return _by_entry(node, pen)


def _by_entry(node: Inline, pen: Pen) -> etree._Element | None:
    """Return a node by its entry in the table."""
    entry = BY_NODE.get(type(node))
    if entry is None:
        return None
    own = element_of(node)
    name = own if own in entry.elements else entry.elements[0]
    fields = dict(entry.fields.get(name, {}))
    if fields.get("kind"):
        by_kind = {said["kind"]: element for element, said in entry.fields.items() if "kind" in said}
        kind = getattr(node, "kind", None)
        name = by_kind.get(str(kind), name)
        fields = dict(entry.fields[name])
    implied: dict[str, Any] = {**{a.key: "" for a in shape(node).attributes if a.required}, **fields}
    made = make(name)
    bare, doubt = without_certainty(node)
    attributes.write(made, bare, entry.attributes, pen.ids, implied)
    if name == "milestone" and made.get("unit") is None:
        return None
    if entry.holds:
        return made if fill(made, getattr(node, "children"), pen) else None  # noqa: B009
    told = not isinstance(node, Gap) or _summary(made, node.summary, pen)
    if doubt is not None:
        made.append(certainty(doubt))
    return made if told else None


def without_certainty(node: Inline) -> tuple[Inline, str | None]:
    """Return a gap or space without the doubt that stands in it as an element (EpiDoc), and the doubt."""
    doubts = [one for one in node.facts.also if one.startswith("certainty=")]
    if not isinstance(node, Gap | Space) or len(doubts) != 1 or not doubts[0].partition("=")[2]:
        return node, None
    others = tuple(one for one in node.facts.also if one != doubts[0])
    return replace(node, facts=replace(node.facts, also=others)), doubts[0].partition("=")[2]


def certainty(locus: str) -> etree._Element:
    """Return the element that doubts a part of its parent."""
    made = make("certainty")
    made.set("match", "..")
    made.set("locus", locus)
    return made


def _summary(made: etree._Element, summary: Inlines, pen: Pen) -> bool:
    """Put the summary of a gap into its description."""
    if not summary:
        return True
    if all(isinstance(one, Segment) and one.kind == "certainty" for one in summary):
        return fill(made, summary, pen)
    desc = make("desc")
    made.append(desc)
    return fill(desc, summary, pen)


def _look(node: Emphasis | Written, pen: Pen) -> etree._Element | None:
    own = element_of(node)
    name = "emph" if own == "emph" and isinstance(node, Emphasis) else "hi"
    rend = node.facts.rend
    bare = replace(node, facts=replace(node.facts, rend=None))
    children: Inlines | None = node.children
    plain = rend is None and name == "hi" and isinstance(node, Emphasis)
    usual = rendition(node) if plain and isinstance(node, Emphasis) else None
    made = make(name)
    if rend is not None:
        children = stressed(node, node.children, rend)
        usual = rend if not (isinstance(node, Emphasis) and rend == rendition(node)) else None
    elif name == "emph" and isinstance(node, Emphasis) and emphasis("italic")[0] == (node.kind, node.degree):
        usual = ""
    if children is None or usual is None or (usual and not put(made, name, "rend", usual)):
        return None
    implied: dict[str, Any] = {"degree": getattr(node, "degree", 1)}
    if isinstance(node, Emphasis):
        implied["kind"] = node.kind
    else:
        implied = {"medium": node.facts.medium}
    attributes.write(made, bare, {}, pen.ids, implied)
    return made if fill(made, children, pen) else None


def _segment(node: Segment, pen: Pen) -> etree._Element | None:
    held = registers.parts(node) if node.kind in registers.KINDS else node.children
    if held is None or node.kind not in PHRASES | registers.KINDS | registers.PARTS:
        return None
    made = make(node.kind)
    attributes.write(made, node, {}, pen.ids, {"kind": node.kind})
    return made if fill(made, held, pen) else None


# ---- choices


def _choice(node: Corrected | Regularised | Expanded, pen: Pen) -> etree._Element | None:
    first, second = (one.field for one in shape(node).contents)
    source, ours = getattr(node, first), getattr(node, second)
    turned = FIRST.get(type(node).__name__)
    if not source or not ours:
        made = make(second if ours else first)
        attributes.write(made, node, {}, pen.ids)
        return made if fill(made, ours or source, pen) else None
    made = make("choice")
    key = turned.replace("_", "-") if turned else ""
    attributes.write(made, node, {}, pen.ids, {key: getattr(node, turned)} if turned else None)
    forms = [_form(first, source, pen), *_forms(second, ours, pen)]
    if any(form is None for form in forms):
        return None
    if turned and getattr(node, turned):
        forms = [*forms[1:], forms[0]]
    for form in forms:
        if form is not None:
            made.append(form)
    return made


def _forms(name: str, words: Inlines, pen: Pen) -> list[etree._Element | None]:
    """Return our forms of a choice: several where each is a segment."""
    several = len(words) > 1 and all(isinstance(one, Segment) and one.kind == name for one in words)
    if name == "reg" and several:
        return [_form(name, (one,), pen) for one in words]
    return [_form(name, words, pen)]


def _form(name: str, words: Inlines, pen: Pen) -> etree._Element | None:
    made = make(name)
    only = words[0] if len(words) == 1 else None
    if isinstance(only, Segment) and only.kind == name:
        attributes.write(made, only, {}, pen.ids, {"kind": name})
        return made if fill(made, only.children, pen) else None
    return made if fill(made, words, pen) else None


def _variant(node: Variant, pen: Pen) -> etree._Element | None:
    made = make("app")
    attributes.write(made, replace(node, witnesses=()), {}, pen.ids)
    if node.lemma or node.witnesses:
        lemma = _form("lem", node.lemma, pen)
        if lemma is None:
            return None
        if node.witnesses:
            held = "".join(f" #{one}" for one in node.witnesses).strip()
            plain = not any(" " in one or not one for one in node.witnesses)
            if lemma.attrib or not plain or not put(lemma, "lem", "wit", held):
                return None
        made.append(lemma)
    for one in node.readings:
        reading = make("rdg")
        attributes.write(reading, one, {"witnesses": "wit", "cause": "cause"}, pen.ids)
        if not fill(reading, one.children, pen):
            return None
        made.append(reading)
    return made if len(made) else None


def _replaced(node: Replaced, pen: Pen) -> etree._Element | None:
    made = make("subst")
    attributes.write(made, node, {}, pen.ids, {"new-first": node.new_first})
    acts = (node.new, node.old) if node.new_first else (node.old, node.new)
    for act in acts:
        element = natural(act, pen)
        if element is None:
            return None
        made.append(element)
    return made


# ---- calls, remarks, ranges, pictures


def _call(node: NoteRef, pen: Pen) -> etree._Element | None:
    """Return the note itself where it is called first."""
    note = pen.notes.get(node.note)
    if note is None or node.note in pen.written or node.facts != NO_FACTS:
        return None
    return written_note(note, pen)


def written_note(note: Note, pen: Pen) -> etree._Element:
    """Return a note as an element, and remember that it is written."""
    made = make("note")
    index = len(pen.written)
    pen.written[note.id] = made
    typed = note_type(note)
    told = QUERIES if note.is_query and not typed else typed
    if told != typed:
        made.set("type", told)
    implied = {
        "id": note_id(index),
        "voice": told_voice(told, note_hand(note)),
        "series": SERIES.get(told, "editorial"),
    }
    if note.is_query and typed == QUERIES:
        del implied["series"]  # said in so many words, the type is the foreign encoding's own
    attributes.write(made, note, NOTE_ATTRIBUTES, pen.ids, implied)
    if made.get("place") == "inline":
        say(made, "stands", "apart")  # a note that is placed so is a remark where nobody says otherwise
    if note.lemma:
        lemma = make("seg")
        say(lemma, "part", "lemma")
        fill(lemma, note.lemma, pen)
        made.append(lemma)
    pen.writer.hold(made, note.blocks, pen)
    return made


def _remark(node: Remark, pen: Pen) -> etree._Element | None:
    if node.facts.place != "inline":
        return None
    made = make("note")
    attributes.write(made, node, {}, pen.ids, {"voice": told_voice(note_type(node), note_hand(node))})
    return made if fill(made, node.children, pen) else None


def _range(node: AnchorStart | AnchorEnd, pen: Pen) -> etree._Element | None:
    if isinstance(node, AnchorEnd):
        if node.range not in pen.ends or node.range in pen.ids or node.facts.id:
            return None
        made = make("anchor")
        if not put(made, "anchor", "xml:id", node.range):
            return None
        pen.ids.add(node.range)
        attributes.write(made, node, {}, pen.ids, {"range": node.range})
        return made
    name = span_element(node.act)
    if name is None or not may_bear(name, "spanTo", f"#{node.range}"):
        return None
    made = make(name)
    made.set("spanTo", f"#{node.range}")
    attributes.write(made, node, {}, pen.ids, {"range": node.range, "act": node.act})
    return made


def _figure(node: Figure, pen: Pen) -> etree._Element | None:
    made = make("graphic")
    if not may_bear("graphic", "url", node.target) or ILLEGAL.intersection(node.description):
        return None
    attributes.write(made, node, {"target": "url"}, pen.ids, {"description": node.description})
    if node.description:
        desc = make("desc")
        desc.text = node.description
        made.append(desc)
    return made


# ---- what TEI has no word for


def own_word_segment(node: Node, pen: Pen) -> etree._Element:
    """Return a node as a `seg` that says in the model's own words what it is."""
    made = make("seg")
    say(made, "node", type(node).__name__)
    if isinstance(node, Text):
        words = {} if ILLEGAL.intersection(node.value) else {"value": node.value}
        attributes.write(made, node, {}, pen.ids, words)
        if words:
            add_text(made, node.value)
        return made
    entry = BY_NODE.get(type(node))
    implied = {"kind": "seg"} if isinstance(node, Segment) else None
    attributes.write(made, node, entry.attributes if entry else {}, pen.ids, implied)
    contents = shape(node).contents
    for one in contents:
        found = getattr(node, one.field)
        if one.holds == "inlines" and len(contents) == 1:
            fill(made, found, pen)
        elif one.holds == "inlines" and found:
            made.append(part(one.field, found, pen))
        elif one.holds == "nodes":
            for child in found if one.many else (found,):
                is_reading = isinstance(child, Reading)
                made.append(own_word_segment(child, pen) if is_reading else inline(child, "seg", pen))
    return made


def part(name: str, words: Inlines, pen: Pen) -> etree._Element:
    """Return words of a node that holds several."""
    made = make("seg")
    say(made, "part", name)
    fill(made, words, pen)
    return made
