"""The vocabulary described as data, taken from the dataclasses themselves.

JSON, the one-line notation and the constructs of the transcript are written from this table, so that a new
node or fact is in all three as soon as it is in the model.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from variorum.model import block, document, inline
from variorum.model.block import Block, Blocks
from variorum.model.facts import NO_FACTS, Extent, Facts, Node, Voice
from variorum.model.inline import AnchorStart, Inline, Inlines
from variorum.model.kinds import Act
from variorum.source import Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """A datum of a node: its key in transcript and notation, and the way to it (own field, fact, extent)."""

    key: str
    path: tuple[str, ...]
    kind: type
    many: bool = False
    required: bool = False
    default: object = None


@dataclass(frozen=True, slots=True)
class Content:
    """A field that holds nodes: `inlines`, `blocks`, or nodes of the classes `of`, one or `many`.

    `source`: of an inline, whether these are words of the source where they stand in its text. They are its
    `children`, both halves of a replacement, and of a choice the first form.
    """

    field: str
    holds: typing.Literal["inlines", "blocks", "nodes"]
    of: tuple[str, ...] = ()
    many: bool = True
    required: bool = True
    source: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A class of node: its name in transcript and notation, its attributes, its contents in reading order.

    `stands`: a node of the class is an inline, a block, or a part that stands only in a field for its class;
    `wraps`: it is an inline around words of the text and can be cut in two where they can;
    `speaks`: its words may be in another voice than the source's, or describe what is left out.
    """

    name: str
    node: type[Node]
    attributes: tuple[Attribute, ...]
    contents: tuple[Content, ...]
    stands: typing.Literal["inline", "block", "part"]
    wraps: bool
    speaks: bool

    def attribute(self, key: str) -> Attribute | None:
        """Return the attribute with this key."""
        return next((attribute for attribute in self.attributes if attribute.key == key), None)


def _plain_kind(hint: Any) -> tuple[type, bool]:
    """Return the type of one value of a field, and whether the field holds many."""
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(arg for arg in typing.get_args(hint) if arg is not type(None)), False
    return hint, False


def _flat(kind: type, prefix: str, taken: set[str]) -> Iterator[Attribute]:
    """Yield the attributes of a record that every node of a class carries in one field."""
    hints = typing.get_type_hints(kind)
    for f in fields(kind):
        value, many = _plain_kind(hints[f.name])
        key = f.name.replace("_", "-")
        yield Attribute(
            f"xml-{key}" if key in taken else key, (prefix, f.name), value, many, default=f.default
        )


def _node_classes(hint: Any) -> tuple[str, ...]:
    inner = typing.get_args(hint)[0] if typing.get_origin(hint) is tuple else hint
    kinds = typing.get_args(inner) or (inner,)
    return tuple(kind.__name__ for kind in kinds)


def _shape(kind: type[Node]) -> Shape:
    hints = typing.get_type_hints(kind)
    own: list[Attribute] = []
    contents: list[Content] = []
    flat: list[tuple[type, str]] = []
    for f in fields(kind):
        hint, required = hints[f.name], f.default is MISSING
        if hint in (Facts, Extent):
            flat.append((hint, f.name))
        elif hint == Inlines:
            contents.append(Content(f.name, "inlines", required=required))
        elif hint == Blocks:
            contents.append(Content(f.name, "blocks", required=required))
        elif _plain_kind(hint)[0] in (str, int, bool) or _is_word(_plain_kind(hint)[0]):
            value, many = _plain_kind(hint)
            own.append(
                Attribute(
                    f.name.replace("_", "-"),
                    (f.name,),
                    value,
                    many,
                    required,
                    None if required else f.default,
                )
            )
        elif _plain_kind(hint)[0] is not Span:
            many = typing.get_origin(hint) is tuple
            contents.append(Content(f.name, "nodes", _node_classes(hint), many, required))
    taken = {attribute.key for attribute in own}
    for record, prefix in sorted(flat, key=lambda entry: entry[1] == "facts"):
        own.extend(_flat(record, prefix, taken))
    stands: typing.Literal["inline", "block", "part"] = (
        "inline" if kind in _INLINES else "block" if kind in _BLOCKS else "part"
    )
    return Shape(
        _name(kind),
        kind,
        tuple(own),
        _with_source(contents) if stands == "inline" else tuple(contents),
        stands,
        wraps=stands == "inline" and [content.field for content in contents] == ["children"],
        speaks=any(attribute.kind is Voice for attribute in own),
    )


def _with_source(contents: list[Content]) -> tuple[Content, ...]:
    """Return the contents of an inline, those with words of the source told."""
    is_choice = len(contents) > 1 and contents[0].holds == "inlines"
    return tuple(
        replace(
            content,
            source=at == 0 if is_choice else content.field == "children" or not content.many,
        )
        for at, content in enumerate(contents)
    )


def _is_word(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _name(kind: type) -> str:
    """Return the name of a class: RemarkBlock and Remark are told apart by where they stand."""
    plain = kind.__name__.removesuffix("Block")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", plain).lower()


def _classes(*modules: types.ModuleType) -> Iterator[type[Node]]:
    for module in modules:
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Node) and value.__module__ == module.__name__:
                yield value


_INLINES = frozenset(typing.get_args(Inline))
_BLOCKS = frozenset(typing.get_args(Block))

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {kind.__name__: _shape(kind) for kind in _classes(inline, block, document)}
)
INLINES: Mapping[str, Shape] = MappingProxyType(
    {_name(kind): SHAPES[kind.__name__] for kind in _classes(inline)}
)
BLOCKS: Mapping[str, Shape] = MappingProxyType(
    {_name(kind): SHAPES[kind.__name__] for kind in _classes(block, document)}
)
ACTS: Mapping[Act, Shape] = MappingProxyType({act: INLINES[act] for act in Act if act is not Act.NOTE})
"""The acts that a range may have, each with the inline that says the same of its words."""
_BY_CLASS = {each.node: each for each in SHAPES.values()}


def shape(node: Node) -> Shape:
    """Return the shape of a node's class."""
    return _BY_CLASS[type(node)]


def value(node: Node, attribute: Attribute) -> Any:
    """Return the value of an attribute of a node."""
    found: Any = node
    for step in attribute.path:
        found = getattr(found, step)
    return found


def attributes(node: Node) -> Iterator[tuple[Attribute, Any]]:
    """Yield the attributes of a node that are not at their default, in the order of the shape."""
    for attribute in shape(node).attributes:
        found = value(node, attribute)
        if attribute.required or found != attribute.default:
            yield attribute, found


def build(
    kind: Shape, values: Mapping[str, object], contents: Mapping[str, object], span: Span | None
) -> Any:
    """Return a node of attribute values by key and contents by field; the rest has its default."""
    own: dict[str, object] = dict(contents)
    facts, extent = NO_FACTS, Extent()
    for attribute in kind.attributes:
        if attribute.key not in values:
            continue
        given: Any = values[attribute.key]
        match attribute.path:
            case ("facts", name):
                facts = replace(facts, **{name: given})
            case ("extent", name):
                extent = replace(extent, **{name: given})
            case _:
                own[attribute.path[0]] = given
    if extent != Extent():
        own["extent"] = extent
    return kind.node(**own, facts=facts, span=span)


def act_of(start: AnchorStart) -> Inline | None:
    """Return what a range says of its words as the inline that says so; none for the range of a note."""
    if start.act is Act.NOTE:
        return None
    kind = ACTS[start.act]
    told = dict(each.partition("=")[::2] for each in start.facts.also)
    own = {one.key: told[one.key] for one in kind.attributes if one.path == (one.key,) and one.key in told}
    act: Inline = build(kind, own, {"children": ()}, start.span)
    return replace(act, facts=replace(start.facts, id=None))
