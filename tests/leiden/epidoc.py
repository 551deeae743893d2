"""EpiDoc XML from what the notation gives, for these tests only: the least that says what a node is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from variorum.model import (
    Added,
    Block,
    Corrected,
    Deleted,
    Division,
    Emphasis,
    Expanded,
    Extent,
    Facts,
    Foreign,
    Gap,
    HandShift,
    Inline,
    Inlines,
    LineBreak,
    Milestone,
    Node,
    Paragraph,
    Quote,
    Regularised,
    Remark,
    Replaced,
    Segment,
    Space,
    Supplied,
    Term,
    Text,
    Unclear,
    Variant,
)


def xml(nodes: Iterable[Inline | Block]) -> str:
    return "".join(one(n) for n in nodes)


def el(name: str, node: Node | None, attrs: Mapping[str, str | None], inside: str) -> str:
    facts = node.facts if node is not None else Facts()
    own = {
        "cert": facts.cert.value if facts.cert else None,
        "xml:lang": facts.lang,
        "rend": facts.rend,
        "place": facts.place,
        "resp": " ".join(facts.resp) or None,
    }
    found = {**attrs, **{key: value for key, value in own.items() if value}}
    found |= dict(each.split("=", 1) for each in facts.also)
    found.pop("element", None)
    if found.pop("certainty", None):
        found.pop("cert", None)
        inside += '<certainty match=".." locus="name"/>'
    written = "".join(f" {key}={quoteattr(value)}" for key, value in found.items() if value is not None)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def ext(size: Extent) -> dict[str, str | None]:
    about = "low" if size.about else None
    known = {"quantity": size.quantity, "unit": size.unit, "atLeast": size.at_least}
    return {**known, "atMost": size.at_most, "precision": about}


def form(name: str, nodes: Inlines) -> str:
    if nodes and all(isinstance(n, Segment) and n.kind == name for n in nodes):
        return xml(nodes)
    return el(name, None, {}, xml(nodes))


def one(n: Inline | Block) -> str:
    match n:
        case Text():
            return escape(n.value)
        case LineBreak():
            return el("lb", n, {"n": n.n, "break": "no" if n.joins_word else None}, "")
        case Space():
            return el("space", n, ext(n.extent), "")
        case Gap():
            summary = f"<desc>{xml(n.summary)}</desc>" if n.summary else ""
            return el("gap", n, {"reason": n.reason, **ext(n.extent)}, summary)
        case Emphasis():
            return el("hi", n, {}, xml(n.children))
        case Added():
            return el("add", n, {}, xml(n.children))
        case Deleted():
            return el("del", n, {"rend": n.how}, xml(n.children))
        case Supplied():
            return el("supplied", n, {"reason": n.reason}, xml(n.children))
        case Unclear():
            return el("unclear", n, {}, xml(n.children))
        case Remark():
            return el("note", n, {}, xml(n.children))
        case Milestone():
            return el("milestone", n, {"unit": n.unit, "n": n.label}, "")
        case HandShift():
            return el("handShift", n, {"new": n.facts.hand}, "")
        case Segment():
            return el(n.kind, n, {}, xml(n.children))
        case Foreign():
            return el("foreign", n, {}, xml(n.children))
        case Term():
            return el("term", n, {"target": n.ref}, xml(n.children))
        case Quote():
            return el("q", n, {}, xml(n.children))
        case Paragraph():
            return el("ab" if "element=ab" in n.facts.also else "p", n, {}, xml(n.children))
        case Division():
            div = el("div", n, {"type": n.kind, "n": n.label}, xml(n.blocks))
            return f"<body>{div}</body>" if n.kind == "translation" else div
        case _:
            return choice(n)


def choice(n: Inline | Block) -> str:
    match n:
        case Replaced():
            return f"<subst>{one(n.new)}{one(n.old)}</subst>"
        case Corrected():
            return f"<choice>{form('corr', n.corr)}{form('sic', n.sic)}</choice>"
        case Regularised() if not n.reg:
            return el("orig", n, {}, xml(n.orig))
        case Regularised():
            return f"<choice>{form('reg', n.reg)}{form('orig', n.orig)}</choice>"
        case Expanded():
            return el("expan", n, {}, xml(n.expan)) if n.expan else el("abbr", n, {}, xml(n.abbr))
        case Variant():
            kind = dict(each.split("=", 1) for each in n.facts.also).get("type")
            lemma = el("lem", Segment((), facts=Facts(resp=n.facts.resp)), {}, xml(n.lemma))
            readings = "".join(el("rdg", reading, {}, xml(reading.children)) for reading in n.readings)
            return el("app", None, {"type": kind}, lemma + readings)
        case _:
            raise TypeError(n)
