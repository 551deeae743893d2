"""Reading the words of TEI: phrase elements as inlines of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from variorum.codecs.tei import attributes
from variorum.codecs.tei.attributes import HTML, PARTS, is_in_word, own_words
from variorum.codecs.tei.reading import notes
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.reading.space import ROOM, ends_apart, is_parted, parting, parts_before
from variorum.codecs.tei.reading.trust import TOLD_INLINES, own_attributes
from variorum.codecs.tei.vocabulary import (
    BY_ELEMENT,
    ELEMENT,
    FIRST,
    NOTE_ATTRIBUTES,
    PAIRS,
    SIDES,
    SPANS,
    STRUCK,
    emphasis,
    looks,
    medium,
    note_id,
    rendition,
)
from variorum.model import (
    NO_FACTS,
    Act,
    AnchorStart,
    Deleted,
    Emphasis,
    EmphasisKind,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Note,
    NoteRef,
    PageBreak,
    Remark,
    Segment,
    Text,
    Written,
)
from variorum.model.document import QUERIES
from variorum.model.schema import SHAPES, Shape, build
from variorum.source import Span

STOPPED = (" ", ROOM, ",", ";", ".", ":", ")", "!", "?")
"""How words begin that need no blank before them."""


def content(element: etree._Element, context: Context) -> Inlines:
    """Return what stands in an element."""
    made: list[Inline] = [context.text(element)] if element.text else []
    for child in element:
        put_child(made, child, context)
        if child.tail:
            put_tail(made, child, context)
    return joined(made)


def put_child(made: list[Inline], child: etree._Element, context: Context) -> None:
    """Add an element behind what stands before it, parted by a blank where it would be a block elsewhere."""
    read = inline(child, context)
    if not is_parted(made) and parts_before(child, read):
        made.append(parting(child, context))
    made += read


def put_tail(made: list[Inline], child: etree._Element, context: Context) -> None:
    """Add the words behind an element, parted by a blank where it would be a block elsewhere."""
    tail = context.tail(child)
    if made and ends_apart(child) and not tail.value.startswith(STOPPED):
        made.append(parting(child, context))
    made.append(tail)


def joined(nodes: Iterable[Inline]) -> Inlines:
    """Return inlines in which plain words that follow each other are one text."""
    made: list[Inline] = []
    for node in nodes:
        last = made[-1] if made else None
        if isinstance(node, Text) and isinstance(last, Text) and node.facts == last.facts == NO_FACTS:
            made[-1] = replace(last, value=last.value + node.value, span=_whole(last.span, node.span))
        else:
            made.append(node)
    return tuple(
        _page(node, is_in_word(made, index)) if isinstance(node, PageBreak | LineBreak) else node
        for index, node in enumerate(made)
    )


def _page(node: PageBreak | LineBreak, in_word: bool) -> PageBreak | LineBreak:
    """Return the beginning of a page between two letters, which are a word unless its element says no."""
    if not in_word and not isinstance(node, LineBreak):
        return node
    if PARTS in node.facts.also:
        also = tuple(one for one in node.facts.also if one != PARTS)
        return replace(node, facts=replace(node.facts, also=also))
    told = any(one.startswith("break=") for one in node.facts.also)
    return node if told or isinstance(node, LineBreak) else replace(node, joins_word=True)


def _whole(first: Span | None, second: Span | None) -> Span | None:
    """Return the stretch from one to another; what was put between words has none of its own."""
    if first is None or first.start == first.end:
        return second or first
    return first if second is None or second.start == second.end else first.to(second)


def inline(element: etree._Element, context: Context) -> list[Inline]:
    """Return an element of the text, as one node or as several."""
    name = local(element)
    if not name or name.startswith(HTML):
        return []
    said = own_words(element)
    if said.get("node") in TOLD_INLINES:
        return [own_word_node(element, said, context)]
    if "part" in said or said.get("node") == "none":
        return list(content(element, context))
    special = SPECIAL.get(name)
    if special is not None:
        return special(element, context)
    entry = BY_ELEMENT.get(name)
    if entry is None:
        return [segment(element, context)]
    shape = SHAPES[entry.node.__name__]
    fields = entry.fields.get(name, {})
    values = {**fields, **attributes.read(element, shape, entry.attributes)}
    if name != entry.elements[0] and not fields.get("kind"):
        values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + name}))
    for attribute in shape.attributes:
        if attribute.required:
            values.setdefault(attribute.key, "")
    if entry.holds:
        made = node(shape, values, {"children": content(element, context)}, element, context)
        if element in context.apart.told:  # the only way to a note that nothing calls
            return [made, NoteRef(made.target.removeprefix("#"), span=made.span)]
        return [made]
    return _empty(shape, values, element, context)


def node(
    shape: Shape, values: dict[str, Any], contents: dict[str, Any], element: etree._Element, context: Context
) -> Any:
    """Return a node of a class with its place."""
    return build(shape, values, contents, context.span(element))


def segment(element: etree._Element, context: Context) -> Segment:
    """Return an element that the model has no node for."""
    name = local(element)
    if name not in ("seg", "list", "item", *SPANS):
        context.unplaced[name] += 1
    shape = SHAPES["Segment"]
    values = attributes.read(element, shape, {}) | {"kind": name}
    made: Segment = node(shape, values, {"children": content(element, context)}, element, context)
    return made


def _empty(shape: Shape, values: dict[str, Any], element: etree._Element, context: Context) -> list[Inline]:
    """Return an element that is empty or holds a description; anything else in it stands behind it."""
    sure = [child for child in element if _certainty(child) is not None]
    if len(sure) == 1:
        entry = f"certainty={_certainty(sure[0])}"
        values["also"] = tuple(sorted({*values.get("also", ()), entry}))
    else:
        sure = []
    empty = not shape.contents
    inside: list[Inline] = [node(shape, values, {}, element, context)] if empty else []
    inside += [context.text(element)] if element.text else []
    for child in element:
        if child not in sure:
            if local(child) == "desc" and not child.attrib and not empty and not inside:
                inside += content(child, context)
            else:
                put_child(inside, child, context)
        if child.tail and (empty or child.tail.strip()):
            put_tail(inside, child, context)
    if empty:
        return inside
    return [node(shape, values, {shape.contents[0].field: joined(inside)}, element, context)]


def _certainty(element: etree._Element) -> str | None:
    """Return of what its parent a `certainty` doubts, if it says nothing else (EpiDoc)."""
    if local(element) != "certainty" or len(element) or element.text:
        return None
    told = {str(name): str(value) for name, value in element.items()}
    return told["locus"] if told.keys() == {"match", "locus"} and told["match"] == ".." else None


def own_word_node(element: etree._Element, said: dict[str, str], context: Context) -> Any:
    """Return a node that the model itself has said, since TEI could not."""
    shape = SHAPES[said["node"]]
    values = attributes.read(element, shape, own_attributes(said["node"]))
    if said["node"] == "Text":
        values.setdefault("value", "".join(map(str, element.itertext())))
    if said["node"] == "Segment":
        values.setdefault("kind", local(element))
    contents: dict[str, Any] = {}
    parts = {own_words(child).get("part"): child for child in element}
    for one in shape.contents:
        part = parts.get(one.field)
        if one.holds == "inlines":
            alone = len(shape.contents) == 1
            contents[one.field] = (
                content(element, context) if alone else content(part, context) if part is not None else ()
            )
        else:
            held = [child for child in element if "part" not in own_words(child)]
            found = [each for child in held for each in inline(child, context)]
            fitting = tuple(each for each in found if type(each).__name__ in one.of)
            contents[one.field] = fitting if one.many else fitting[0]
    return node(shape, values, contents, element, context)


# ---- elements with a way of their own


def _hi(element: etree._Element, context: Context) -> list[Inline]:
    rend = element.get("rend")
    said = looks(element)
    kinds = emphasis(said)
    name = local(element)
    if name == "hi" and STRUCK & set(said.split()):
        return [_struck(element, kinds, context)]
    if name == "emph" and not kinds:
        kinds = ((EmphasisKind.ITALIC, 1),) if rend is None else ()
    shape = SHAPES["Emphasis"]
    if kinds:
        children = content(element, context)
        for kind, degree in reversed(kinds[1:]):
            children = (Emphasis(kind, children, degree, span=context.span(element)),)
        values = attributes.read(element, shape, {})
        values |= {"kind": kinds[0][0], "degree": kinds[0][1]}
        if name != "hi":
            values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + name}))
        made: Emphasis = node(shape, values, {"children": children}, element, context)
        if made.facts.rend == rendition(made) or (name == "emph" and rend is None):
            made = replace(made, facts=replace(made.facts, rend=None))
        return [made]
    tool = medium(said)
    if tool is not None and name == "hi":
        values = attributes.read(element, SHAPES["Written"], {}) | {"medium": tool}
        written: Written = node(
            SHAPES["Written"], values, {"children": content(element, context)}, element, context
        )
        return [written]
    return [segment(element, context)]


def _struck(element: etree._Element, kinds: Sequence[tuple[EmphasisKind, int]], context: Context) -> Deleted:
    """Return words that look struck, and perhaps otherwise too, as a deletion."""
    values = attributes.read(element, SHAPES["Deleted"], {})
    values["also"] = tuple(sorted({*values.get("also", ()), ELEMENT + "hi"}))
    children = content(element, context)
    for kind, degree in reversed(kinds):
        children = (Emphasis(kind, children, degree, span=context.span(element)),)
    made: Deleted = node(SHAPES["Deleted"], values, {"children": children}, element, context)
    return made


def _choice(element: etree._Element, context: Context) -> list[Inline]:
    names = [local(child) for child in element]
    pair = PAIRS.get(frozenset(names))
    loose = element.text or any(child.tail for child in element)
    said = any(own_words(child) for child in element)
    if pair is None or loose or said:
        return [segment(element, context)]
    kind, source, ours = pair
    several = names.count(ours) > 1
    ordered = names[0] == source or FIRST.get(kind) is not None
    if names.count(source) != 1 or (several and kind != "Regularised") or not ordered:
        return [segment(element, context)]
    at = names.index(source)
    if 0 < at < len(names) - 1:
        return [segment(element, context)]
    forms: dict[str, list[Inline]] = {source: [], ours: []}
    for child in element:
        form = _form(child, context, always=several and local(child) == ours)
        forms[local(child)] += form
    shape = SHAPES[kind]
    values = attributes.read(element, shape, {})
    if at > 0:
        values[FIRST[kind].replace("_", "-")] = True
    fields = (one.field for one in shape.contents)
    contents = dict(zip(fields, (joined(forms[source]), joined(forms[ours])), strict=True))
    return [node(shape, values, contents, element, context)]


def _form(element: etree._Element, context: Context, always: bool = False) -> list[Inline]:
    """Return a form of a choice; one with facts of its own, or with nothing in it, stands in a segment."""
    if element.attrib or always or not (len(element) or element.text):
        shape = SHAPES["Segment"]
        values = attributes.read(element, shape, {}) | {"kind": local(element)}
        return [node(shape, values, {"children": content(element, context)}, element, context)]
    return list(content(element, context))


def _side(element: etree._Element, context: Context) -> list[Inline]:
    """Return one form of a choice that stands without the other, or has that in an attribute, as TEI P4."""
    kind, source, ours = SIDES[local(element)]
    shape = SHAPES[kind]
    first, second = (one.field for one in shape.contents)
    is_source = local(element) == source
    other = ours if is_source else source
    given = element.get(other)
    words = content(element, context)
    said: Inlines = ()
    if given is not None:
        place = context.span(element)
        said = (Text(given, span=place),) if given.strip() else (Segment((), other, span=place),)
        words = words or (Segment((), local(element), span=place),)
    contents = {first: words if is_source else said, second: said if is_source else words}
    values = attributes.read(element, shape, {}, skip=(other,))
    return [node(shape, values, contents, element, context)]


def _variant(element: etree._Element, context: Context) -> list[Inline]:
    lemma: list[Inline] = []
    readings: list[Any] = []
    witnesses: tuple[str, ...] = ()
    before: etree._Element | None = None
    for part in _entries(element, context):
        if isinstance(part, Text):
            if lemma and before is not None and ends_apart(before) and not part.value.startswith(" "):
                lemma.append(context.blank(before))
            lemma.append(part)
            continue
        before = part
        match local(part):
            case "lem":
                values = attributes.read(part, SHAPES["Reading"], {"witnesses": "wit"})
                given = values or len(part) or part.text
                if given and values.keys() <= {"witnesses"}:
                    witnesses = (*witnesses, *values.get("witnesses", ()))
                    lemma += content(part, context)
                else:
                    lemma += _form(part, context)
            case "rdg":
                readings.append(_reading(part, context))
            case _:
                put_child(lemma, part, context)
    shape = SHAPES["Variant"]
    values = attributes.read(element, shape, {}) | ({"witnesses": witnesses} if witnesses else {})
    return [node(shape, values, {"lemma": joined(lemma), "readings": tuple(readings)}, element, context)]


def _entries(element: etree._Element, context: Context) -> Iterator[etree._Element | Text]:
    """Yield what stands in an entry of the apparatus, its groups of readings opened; loose words as text."""
    if element.text:
        yield context.text(element)
    for child in element:
        if local(child) == "rdgGrp":
            context.unplaced["rdgGrp"] += 1
            yield from _entries(child, context)
        else:
            yield child
        if child.tail:
            yield context.tail(child)


def _reading(element: etree._Element, context: Context) -> Any:
    shape = SHAPES["Reading"]
    values = attributes.read(element, shape, {"witnesses": "wit", "cause": "cause"})
    return node(shape, values, {"children": content(element, context)}, element, context)


def _subst(element: etree._Element, context: Context) -> list[Inline]:
    names = [local(child) for child in element]
    loose = element.text or any(child.tail for child in element)
    if sorted(names) != ["add", "del"] or loose or any("node" in own_words(child) for child in element):
        return [segment(element, context)]
    made = {local(child): inline(child, context)[0] for child in element}
    values = attributes.read(element, SHAPES["Replaced"], {})
    if names[0] == "add":
        values["new-first"] = True
    return [node(SHAPES["Replaced"], values, {"old": made["del"], "new": made["add"]}, element, context)]


def _span(element: etree._Element, context: Context) -> list[Inline]:
    target = element.get("spanTo", "").removeprefix("#")  # some encodings forget the “#”
    if not target or target in context.unended:
        return [segment(element, context)]
    values = attributes.read(element, SHAPES["AnchorStart"], {}, skip=("spanTo",))
    values = {"range": target, "act": SPANS[local(element)]} | values
    return [node(SHAPES["AnchorStart"], values, {}, element, context), *content(element, context)]


def _anchor(element: etree._Element, context: Context) -> list[Inline]:
    name = element.get(attributes.qualified("xml:id"))
    if name is None or name not in context.ends:
        return [segment(element, context)]
    values = attributes.read(element, SHAPES["AnchorEnd"], {}, skip=("xml:id",)) | {"range": name}
    return [node(SHAPES["AnchorEnd"], values, {}, element, context), *content(element, context)]


def _graphic(element: etree._Element, context: Context) -> list[Inline]:
    inside = list(element)
    plain = not element.text and all(local(child) == "desc" and not child.attrib for child in inside)
    if len(inside) > 1 or not plain or any(len(child) for child in inside) or not element.get("url"):
        return [segment(element, context)]
    values = attributes.read(element, SHAPES["Figure"], {"target": "url"})
    if inside and inside[0].text:
        values["description"] = inside[0].text
    place = context.described(element, inside[0] if inside else None)
    made: Figure = build(SHAPES["Figure"], values, {}, place)
    return [made]


def _media(element: etree._Element, context: Context) -> list[Inline]:
    """Return a picture by whatever name; sounds and films are kept without words, and told elsewhere."""
    if not attributes.is_image(element):
        element.text = None
        return [segment(element, context)]
    if local(element) == "media":
        return _graphic(element, context)
    data = "".join((element.text or "").split())
    values = attributes.read(element, SHAPES["Figure"], {}, skip=("mimeType", "encoding"))
    values["target"] = f"data:{element.get('mimeType')};base64,{data}"
    made: Figure = node(SHAPES["Figure"], values, {}, element, context)
    return [made]


def _note(element: etree._Element, context: Context) -> list[Inline]:
    """Keep a note and return its call; one that stands in the line is a remark."""
    said = own_words(element)
    is_apart = said.get("stands") == "apart" or any(context.reader.is_block(child) for child in element)
    if element.get("place") == "inline" and not is_apart:
        values = {"voice": notes.voice(element)} | attributes.read(element, SHAPES["Remark"], {})
        words = {"children": content(element, context)}
        remark: Remark = build(SHAPES["Remark"], values, words, context.span(element))
        return [remark]
    index = len(context.notes)
    context.notes.append(None)
    context.order.append(int(said["order"]) if said.get("order", "").isdigit() else None)
    is_query = element.get("type") == QUERIES and "series" not in said
    values = attributes.read(element, SHAPES["Note"], NOTE_ATTRIBUTES, skip=("type",) if is_query else ())
    values = {
        "id": notes.group_id(element) or note_id(index),
        "voice": notes.voice(element),
        "series": notes.series(element),
    } | values
    if values["id"] in context.named:
        # An id that another note has already names nothing; what is called is this note, not that one.
        values["id"] = note_id(index)
    context.named.add(values["id"])
    waiting, context.waiting = context.waiting, []
    lemma: Any = ()
    held = list(element)
    if held and own_words(held[0]).get("part") == "lemma":
        lemma = content(held[0], context)
        element.text = held[0].tail
        context.places.move(context.places.stretch(held[0], True), element)
        element.remove(held[0])
    inside = {"blocks": context.reader.flow(element, context), "lemma": lemma}
    context.waiting = waiting
    made: Note = build(SHAPES["Note"], values, inside, context.span(element))
    context.notes[index] = made
    uncalled = said.get("called") == "no" or element in context.apart.notes
    return [] if uncalled else [NoteRef(made.id, span=made.span)]


def start(act: Act, name: str, element: etree._Element, context: Context) -> AnchorStart:
    """Return the start of a range for an act whose element holds blocks."""
    values = attributes.read(element, SHAPES["AnchorStart"], {})
    values |= {"range": name, "act": act}
    made: AnchorStart = node(SHAPES["AnchorStart"], values, {}, element, context)
    return made


SPECIAL: dict[str, Callable[[etree._Element, Context], list[Inline]]] = {
    "hi": _hi,
    "emph": _hi,
    "choice": _choice,
    **dict.fromkeys(SIDES, _side),
    "app": _variant,
    "subst": _subst,
    **dict.fromkeys(SPANS, _span),
    "anchor": _anchor,
    "graphic": _graphic,
    "media": _media,
    "binaryObject": _media,
    "note": _note,
}
