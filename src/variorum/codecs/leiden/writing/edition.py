"""The model back into Leiden+: the inverse of reading, for what came from the notation.

The notation has no escapes and no marks for what it does not know. Of such nodes the words are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from variorum.codecs.leiden import marks
from variorum.model import (
    Added,
    Block,
    Corrected,
    Deleted,
    Division,
    Emphasis,
    EmphasisKind,
    Expanded,
    Extent,
    Facts,
    Foreign,
    Gap,
    HandShift,
    Heading,
    Inline,
    Inlines,
    LineBreak,
    Milestone,
    NoteRef,
    Paragraph,
    Quote,
    Reading,
    Regularised,
    Remark,
    Replaced,
    Segment,
    Space,
    Supplied,
    Text,
    Unclear,
    Variant,
    walk,
)

BRACKETS = {
    ("lost", None): ("[", "]"),
    ("lost", "parallel"): ("_[", "]_"),
    ("undefined", "parallel"): ("|_", "_|"),
    ("omitted", None): ("<", ">"),
}
ADDITIONS = {
    ("above", None): ("\\", "/"),
    ("below", None): ("//", "\\\\"),
    ("margin", "sling"): ("<|", "|>"),
    ("margin", "underline"): ("<_", "_>"),
}
ERASURES = {"slashes": "〚/", "cross-strokes": "〚X"}
LOOKS = {"supraline": ("¯", "¯"), "supraline-underline": ("¯_", "_¯"), "tall": ("~||", "||~tall")}
RULES = {
    "rule": "-" * 8,
    "paragraphos": "----",
    "wavy": "~" * 8,
    "box": "###",
    "diple": ">---",
    "coronis": "-$$-",
}
DRAWN = {rend: RULES[name] for name, rend in marks.MILESTONES.items()}
ACCENTS = {name: mark for mark, name in marks.DIACRITICS.items()}
UNTRANSCRIBED = {"line": ("Lines", "lines"), "character": ("Chars", "char"), "column": ("Column", "columns")}
UNSURE = "(?)"


def block(node: Block) -> str:
    """Return a block; what the notation has no block for, as its paragraphs."""
    match node:
        case Heading():
            return f"{'#' * node.level} {inlines(node.children)}"
        case Paragraph():
            words = inlines(node.children)
            return f"<={words}=>" if "element=ab" in node.facts.also else words
        case Division(kind="edition"):
            return f"<S=.{node.facts.lang or ''}\n" + "\n".join(map(block, node.blocks))
        case Division(kind="textpart", label=str(label)):
            more = [value for key in ("subtype", "corresp") if (value := attribute(node.facts, key))]
            return f"<D=.{'.'.join((label, *more))}\n" + "\n".join(map(block, node.blocks)) + "\n=D>"
        case _:
            inside = (child for child in walk.children(node) if isinstance(child, Block))
            parts = [block(child) for child in inside]
            return "\n\n".join(parts) if parts else walk.plain(node)


def inlines(nodes: Iterable[Inline]) -> str:
    """Return inlines one after the other; each numbered line of the source begins one of the transcript."""
    made = ""
    for node in nodes:
        if isinstance(node, LineBreak) and made and node.joins_word != made.endswith(" "):
            made = f"{made}\n" if node.joins_word else f"{made[:-1]}\n"
        made += inline(node)
    return made


def inline(node: Inline) -> str:
    """Return an inline with its marks."""
    match node:
        case Text():
            return node.value
        case LineBreak():
            number = f"{node.n or ''}{'.-' if node.joins_word else ''}"
            if node.facts.rend:
                return f"({number}, {node.facts.rend})"
            return f"{number} " if node.joins_word else f"{number}. "
        case Gap() | Space():
            return _gap(node)
        case Unclear():
            return _unclear(node)
        case HandShift():
            return f"${attribute(node.facts, 'new') or node.facts.hand or ''}{_unsure(node.facts)} "
        case Milestone():
            return DRAWN.get(node.facts.rend or "", "")
        case NoteRef():
            return f"[^{node.note}]"
        case Segment():
            return _segment(node)
        case Corrected() | Regularised() | Replaced() | Variant() | Expanded():
            return _forms(node)
        case _:
            return _surrounded(node)


def _surrounded(node: Inline) -> str:
    """Return words between marks."""
    words = inlines(child for child in walk.children(node) if isinstance(child, Inline))
    match node:
        case Supplied():
            pair = BRACKETS.get((node.reason or "lost", attribute(node.facts, "evidence")), ("[", "]"))
            return f"{pair[0]}{words}{_unsure(node.facts)}{pair[1]}"
        case Added():
            place = node.facts.place or "above"
            name = "interlin" if place == "interlinear" else place
            opening, closing = ADDITIONS.get((place, node.facts.rend), (f"||{name}:", "||"))
            return f"{opening}{words}{closing}"
        case Deleted():
            return f"{ERASURES.get(node.how or '', '〚')}{words}〛"
        case Emphasis(kind=EmphasisKind.RAISED):
            return f"|^{words}^|"
        case Emphasis(kind=EmphasisKind.LOWERED):
            return f"\\|{words}|/"
        case Foreign():
            return f"~|{words}|~{node.facts.lang or 'la'} "
        case Quote():
            return f'"{words}"'
        case Remark():
            return f"/*{words}*/"
        case _:
            return words


def _segment(node: Segment) -> str:
    words, facts = inlines(node.children), node.facts
    match node.kind:
        case "surplus":
            return f"{{{words}}}"
        case "ex":
            return f"({words}{'?' if facts.cert else ''})"
        case "certainty":
            return UNSURE
        case "num":
            return _number(node)
        case "g" if facts.rend:
            return f"*filler({facts.rend})*"
        case "g":
            return f"*{attribute(facts, 'type') or ''}{f',{words}' if words else ''}*"
        case "hi" if facts.rend in LOOKS:
            return f"{LOOKS[facts.rend][0]}{words}{LOOKS[facts.rend][1]}"
        case "hi" if facts.rend in ACCENTS:
            return _accented(node)
        case "figure":
            return f"#{words} "
        case "ref":
            return f"(ref={attribute(facts, 'n') or ''}={words})"
        case _:
            return words


def _number(node: Segment) -> str:
    children = node.children
    doubtful = bool(children) and isinstance(children[-1], Segment) and children[-1].kind == "certainty"
    words = inlines(children[:-1] if doubtful else children)
    least, most = attribute(node.facts, "atLeast"), attribute(node.facts, "atMost")
    value = f"{least}-{most or '?'}" if least else attribute(node.facts, "value") or ""
    value = "frac" if attribute(node.facts, "type") == "fraction" else value
    return f"<#{words}{_tick(node.facts)}={value}{UNSURE if doubtful else ''}#>"


def _tick(facts: Facts) -> str:
    return " '" if facts.rend == "tick" else ""


def _accented(node: Segment) -> str:
    """Return a letter or gap with the diacritics over it; the blank in front belongs to them."""
    found: list[str] = []
    inner: Inlines = (node,)
    doubtful = False
    while inner and isinstance(inner[0], Segment) and inner[0].kind == "hi":
        found.append(ACCENTS.get(inner[0].facts.rend or "", ""))
        doubtful = doubtful or len(inner[0].children) > 1
        inner = inner[0].children[:1]
    return f" {inlines(inner)}({''.join(found)}){UNSURE if doubtful else ''}"


def _unclear(node: Unclear) -> str:
    """Return letters with a dot under each, a symbol with a query."""
    match node.children:
        case (Segment(kind="g") as symbol,):
            written = _segment(symbol)
            head, comma, rest = written.rstrip("*").partition(",")
            return f"{head}?{comma}{rest}*"
        case _:
            letters = marks.LETTER.finditer(inlines(node.children))
            return "".join(f"{found.group()[0]}{marks.DOT}{found.group()[1:]}" for found in letters)


# ---- gaps


def _gap(node: Gap | Space) -> str:
    unit = node.extent.unit or "character"
    lines = "lin" if unit == "line" else ""
    amount, doubtful = _amount(node.extent), UNSURE if attribute(node.facts, "certainty") else ""
    behind = f"{doubtful} " if doubtful else ""
    if isinstance(node, Space):
        return f"vac.{amount}{lines}{behind}"
    said = walk.plain(node.summary)
    match node.reason, said:
        case "ellipsis", "non transcribed":
            return f"({UNTRANSCRIBED.get(unit, ('Lines', ''))[0]}: {amount} non transcribed{doubtful})"
        case "ellipsis", _:
            return f"(Lang: {said} {amount} {UNTRANSCRIBED.get(unit, ('', 'lines'))[1]}{doubtful})"
        case "lost", _ if not lines:
            dot = "" if node.extent.about else "."
            return f"[{dot}{amount}{doubtful}]"
        case "omitted", _:
            return f"<.{amount}{doubtful}>"
        case "lost", _:
            return f"lost.{amount}{lines}{behind}"
        case _, "" if not (lines and amount == "?"):
            return f"{'' if node.extent.about else '.'}{amount}{lines}{behind}"
        case _, _ if amount == "?" and not lines:
            return f"vestig{doubtful} "
        case _:
            return f"vestig.{amount}{lines or 'char'}{behind}"


def _amount(size: Extent) -> str:
    if size.at_least:
        return f"{size.at_least}-{size.at_most or ''}"
    return f"{'ca.' if size.about else ''}{size.quantity}" if size.quantity else "?"


# ---- one form beside another


def _forms(node: Corrected | Regularised | Replaced | Variant | Expanded) -> str:
    match node:
        case Corrected():
            return f"<:{'|'.join(_regular(node.corr, 'corr'))}|corr|{inlines(node.sic)}:>"
        case Replaced():
            return f"<:{inlines(node.new.children)}|subst|{inlines(node.old.children)}:>"
        case Regularised(reg=()):
            return f"!{inlines(node.orig)}!"
        case Regularised():
            regular = _regular(node.reg, "reg")
            infix = "|reg|" if len(regular) == 1 else "||reg||"
            return f"<:{'|'.join(regular)}{infix}{inlines(node.orig)}:>"
        case Expanded(abbr=()):
            return f"({inlines(node.expan)})"
        case Expanded():
            return f"(|{inlines(node.abbr)}|)"
        case Variant():
            kind = "alt" if attribute(node.facts, "type") == "alternative" else "ed"
            infix = f"|{kind}|" if len(node.readings) < 2 else f"||{kind}||"
            readings = "|".join(map(_reading, node.readings))
            return f"<:{_lemma(node.lemma)}{infix}{readings}:>"


def _regular(nodes: Inlines, kind: str) -> Sequence[str]:
    """Return the forms that segments of a kind are, each with its certainty and language."""
    if not nodes or not all(isinstance(node, Segment) and node.kind == kind for node in nodes):
        return (inlines(nodes),)
    return [
        f"{inlines(node.children)}{_unsure(node.facts)}{f'={node.facts.lang}' if node.facts.lang else ''}"
        for node in nodes
        if isinstance(node, Segment)
    ]


def _reading(node: Reading) -> str:
    return f"{inlines(node.children)}{_source(node.facts)}"


def _lemma(nodes: Inlines) -> str:
    match nodes:
        case (Segment(kind="lem") as lemma,):
            return f"{inlines(lemma.children)}{_source(lemma.facts)}"
        case _:
            return inlines(nodes)


def _source(facts: Facts) -> str:
    source = attribute(facts, "resp") or ", ".join(facts.resp)
    return f"={source}" if source else ""


def _unsure(facts: Facts) -> str:
    return UNSURE if facts.cert else ""


def attribute(facts: Facts, name: str) -> str | None:
    """Return the value of an attribute of a foreign encoding."""
    return next((each.partition("=")[2] for each in facts.also if each.startswith(f"{name}=")), None)
