"""`variorum conventions`: the convention sets, or the signs of one with samples."""

from __future__ import annotations

import argparse
import json
import re
import sys

from rich.table import Table
from rich.text import Text

from variorum import conventions, style
from variorum.apparatus import annotate
from variorum.apparatus.text.flow import lines, plain
from variorum.codecs import ReadOptions, read
from variorum.conventions import ConventionSet, Sign
from variorum.extract import Look
from variorum.model import Edition, Imprint
from variorum.model.schema import INLINES, SHAPES
from variorum.press import DONE, USAGE
from variorum.report import console, finding, table
from variorum.source import Source
from variorum.style import Style, inline_looks
from variorum.toml import nearest

MARKS = re.compile(r"(\*\*|~~|<u>|</u>|\*(?=\S)|(?<=\S)\*)")
TOGGLED = {"**": "bold", "*": "italic", "~~": "strike"}
SHOWN = {
    Look.ITALIC: "italic",
    Look.BOLD: "bold",
    Look.UNDERLINE: "underline",
    Look.DOUBLE_UNDERLINE: "underline2",
    Look.STRUCK: "strike",
}


def run(arguments: argparse.Namespace) -> int:
    """Print what was asked for; an unknown set is wrong usage."""
    if arguments.set is None:
        return _sets(arguments.json, arguments.language)
    if arguments.set not in conventions.names():
        hint = nearest(arguments.set, conventions.names())
        print(f"variorum: there is no convention set “{arguments.set}”. {hint}", file=sys.stderr)
        return USAGE
    result = conventions.load(arguments.set, language=arguments.language)
    loaded = result.value
    for one in result.diagnostics:
        console(sys.stderr).print(finding(one, {}, "", 110))
    if arguments.json:
        print(json.dumps([_as_json(sign) for sign in loaded.signs], ensure_ascii=False, indent=2))
        return DONE
    to = console()
    to.print(Text.assemble((loaded.id, "bold"), f"  {loaded.title}, {len(loaded.signs)} signs\n"))
    to.print(_signs(loaded))
    return DONE


def _sets(machine: bool, language: str | None) -> int:
    loaded = [conventions.load(name, language=language).value for name in conventions.names()]
    if machine:
        told = [{"set": one.id, "title": one.title, "signs": len(one.signs)} for one in loaded]
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return DONE
    rows = table("set", "signs", "title", wraps="title", right=("signs",))
    for one in loaded:
        rows.add_row(Text(one.id, "bold"), str(len(one.signs)), one.title)
    console().print(rows)
    return DONE


def _signs(loaded: ConventionSet) -> Table:
    """Return the signs, each with its sample in type, how a transcript writes it, and its meaning."""
    rows = table("sign", "meaning", wraps="meaning")
    rows.show_header = False
    house = style.load("house").value
    for sign in loaded.signs:
        sample = Text(in_print(sign, loaded)) if loaded.notation else sample_in_type(sign, house)
        how = sign.sample if sign.read or loaded.notation else construct(sign)
        if sample.plain and sample.plain != how:
            sample.append(f"   written {how}", "dim not italic not underline not strike not bold")
        lines = (*((sample,) if sample.plain else ()), Text(sign.legend or sign.title, "dim"))
        rows.add_row(Text(sign.id, "bold"), Text("\n").join(lines))
    return rows


def construct(sign: Sign) -> str:
    """Return the construct by which a transcript says what the set has no mark for."""
    shape = SHAPES[sign.means.node]
    data = "".join(
        f" {key.replace('_', '-')}={wanted if isinstance(wanted, str) else wanted[0]}"
        for key, wanted in sign.means.conditions.items()
        if not isinstance(wanted, bool)
    )
    parts = "|…" * len([content for content in shape.contents if content.required])
    return f"{{{shape.name}{data}{parts}}}" if shape in INLINES.values() else f"::: {shape.name}{data}"


def sample_in_type(sign: Sign, house: Style) -> Text:
    """Return a sign's sample in type: its transcript's type styles as looks, and the look of the sign."""
    text = Text()
    on: set[str] = set()
    for piece in MARKS.split(sign.sample):
        if piece in TOGGLED:
            on ^= {TOGGLED[piece]}
        elif piece == "<u>":
            on.add("underline")
        elif piece == "</u>":
            on.discard("underline")
        else:
            text.append(piece, " ".join(sorted(on)) or None)
    if sign.show.style is not None and not sign.show.text and text.plain == sign.sample:
        looks = inline_looks(house.inline(sign.show.style), frozenset())
        text.stylize(" ".join(SHOWN[look] for look in sorted(looks) if look in SHOWN) or "none")
    return text


def in_print(sign: Sign, loaded: ConventionSet) -> str:
    """Return a sign's sample, which is in the notation of its set, as it prints."""
    read_as = ReadOptions("sample", sign.means.base)
    document = read(Source("sample", sign.sample), loaded, read_as).value.document
    edition = Edition("sample", Imprint("Sample"), (document,))
    (made,) = annotate(edition, loaded, "edition", None).value.documents
    return " ".join(plain(line.children).strip() for line in lines(made.body)) or sign.sample


def _as_json(sign: Sign) -> dict[str, object]:
    return {
        "id": sign.id,
        "title": sign.title,
        "node": sign.means.node,
        "sample": sign.sample,
        "legend": sign.legend,
    }
