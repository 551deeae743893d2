"""What can be done to a style sheet: to its rules and their declarations."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from damage import packed_alike, parts
from damage.chance import Change

DECLARATION = re.compile(r"(?<=[{;])\s*([\w-]+)\s*:\s*([^;{}]+);")
RULE = re.compile(r"[^{}\s][^{}]*\{[^{}]*\}")
DECLARATIONS = (
    *("color: #fff", "color: #fffffe", "color: transparent", "color: rgb(255 255 255)", "opacity: 0"),
    *("opacity: 0.02", "visibility: hidden", "visibility: collapse", "display: none", "display: block"),
    *("display: inline", "display: flex", "display: grid", "display: contents", "display: table-cell"),
    *("position: absolute; left: -999em", "position: absolute", "position: fixed; top: 0", "float: right"),
    *("position: relative; top: 3em", "text-indent: -999em", "margin-left: -90em", "margin-top: -4em"),
    *("font-size: 0", "font-size: 1px", "font-size: 400%", "line-height: 0", "letter-spacing: -1em"),
    *("letter-spacing: 0.2em", "word-spacing: -1em", "text-transform: uppercase", "direction: rtl"),
    *("unicode-bidi: bidi-override; direction: rtl", "transform: scale(0)", "transform: rotate(180deg)"),
    *("transform: scaleX(-1)", "clip-path: inset(50%)", "clip: rect(0 0 0 0); position: absolute"),
    *("height: 0; overflow: hidden", "max-height: 1em; overflow: hidden", "width: 0", "order: -1"),
    *("text-decoration: none", "text-decoration: line-through", "text-decoration-color: #fff"),
    *("font-style: normal", "font-style: italic", "font-weight: bold", "font-weight: 400"),
    *("font-variant: normal", "vertical-align: baseline", "vertical-align: 9em", "writing-mode: vertical-rl"),
    *("-webkit-text-fill-color: #fff", "filter: opacity(0)", "mix-blend-mode: difference", "zoom: 0.1"),
    *(
        "mask-image: linear-gradient(transparent, transparent)",
        "background: #000",
        "content-visibility: hidden",
    ),
    *("font-family: monospace", "white-space: nowrap", "text-align: right", "border: 0", "text-shadow: 0 0"),
    *("-webkit-line-clamp: 1; display: -webkit-box; -webkit-box-orient: vertical; overflow: hidden",),
    *("font-palette: dark", "speak: none", "-webkit-text-security: disc", "columns: 3", "padding-left: 90em"),
    *("counter-increment: a", "user-select: none", "overflow-wrap: anywhere", "hyphens: none"),
)
"""What hides, moves, covers, re-colours and re-orders, in the words of CSS."""
ENDS = (
    "",
    "::before",
    "::after",
    "::first-letter",
    "::first-line",
    ":nth-child(2)",
    ":first-child",
    " *",
    " + *",
)
AROUND = (
    "{}",
    "@media screen {{ {} }}",
    "@media (min-width: 1px) {{ {} }}",
    "@supports (color: red) {{ {} }}",
)
SHEETS = r"EPUB/style/.*\.css"


def rule(random: Random, names: list[str]) -> str:
    """Return a rule by chance on elements, or on one of some classes."""
    tags = (
        "p",
        "em",
        "span",
        "a",
        "sup",
        "h1",
        "aside",
        "li",
        "td",
        "div",
        "body",
        "header",
        "section",
        "hr",
    )
    selector = (
        random.choice((f".{random.choice(names)}", random.choice(tags))) if names else random.choice(tags)
    )
    end = random.choice(ENDS) if random.random() < 0.4 else ""
    said = random.choice(DECLARATIONS)
    if "::before" in end or "::after" in end:
        said = random.choice(('content: "Not "', "content: attr(class)", f"{said}; content: ''"))
    important = " !important" if random.random() < 0.5 else ""
    return random.choice(AROUND).format(f"{selector}{end} {{ {said}{important}; }}")


def in_sheet(verb: Callable[[Random, str], str | None]) -> Change:
    """Return the change of the text of a style sheet."""

    def change(random: Random, data: bytes) -> bytes | None:
        files = parts(data)
        names = [name for name in files if re.fullmatch(SHEETS, name)]
        name = random.choices(names, [len(files[one]) for one in names])[0]
        after = verb(random, files[name].decode())
        return packed_alike(data, {**files, name: after.encode()}) if after is not None else None

    return change


def declaration_dropped(random: Random, text: str) -> str | None:
    one = random.choice([*DECLARATION.finditer(text)])
    return text[: one.start()] + text[one.end() :]


def declaration_changed(random: Random, text: str) -> str | None:
    found = [*DECLARATION.finditer(text)]
    one = random.choice(found)
    other = random.choice([each for each in found if each[1] == one[1]])
    return text[: one.start(2)] + other[2] + text[one.end(2) :]


def declaration_put(random: Random, text: str) -> str | None:
    one = random.choice([*DECLARATION.finditer(text)])
    return f"{text[: one.end()]} {random.choice(DECLARATIONS)};{text[one.end() :]}"


def rule_dropped(random: Random, text: str) -> str | None:
    one = random.choice([*RULE.finditer(text)])
    return text[: one.start()] + text[one.end() :]


def rules_swapped(random: Random, text: str) -> str | None:
    one, other = sorted(random.sample([*RULE.finditer(text)], 2), key=lambda each: each.start())
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def rule_put(random: Random, text: str) -> str | None:
    names = sorted(set(re.findall(r"\.([a-z][\w-]+)", text)))
    made = rule(random, names)
    return f"{made}\n{text}" if random.random() < 0.2 else f"{text}\n{made}\n"


def sheet_cut(random: Random, text: str) -> str | None:
    return text[: random.randrange(len(text))]
