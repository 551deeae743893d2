"""The marks of Leiden+ as patterns: where one may stand, and those that stand alone, open and close."""

from __future__ import annotations

import re
import unicodedata

SPECIAL = r"/\\\[\]^<>_#@~〚〛⟦⟧$*&:=|'!(){}?\"¯+\u0304\u0323"
"""The characters that no word of a mark may hold (a gloss, a number of a part, a hand)."""

PLACES = "bottom|left|right|top|margin|interlin"
HOW_MUCH = r"(?:ca\.(?P<about>\d+)|(?P<least>\d+)-(?P<most>\d+)|(?P<count>\d+)|(?P<unknown>\?))"
KNOWN = r"(?:ca\.(?P<about>\d+)|(?P<least>\d+)-(?P<most>\d+)|(?P<count>\d+))"
UNSURE = r"(?P<unsure>\(\?\) )?"
IN_WORD = "\N{LINE SEPARATOR}"
"""A line end of the file before the number of a line that begins inside a word."""
LINE = r"\d{1,6}[/,a-zA-Z0-9]{0,16}"
PART = r"[^ \n\r\t\[\]^<>_#@~〚〛⟦⟧$*&.:=|'!(){}?\"¯\u0304\u0323]+"

DOT, OVER = "\u0323", "\u0304"
"""What stands under an unclear letter, and over a letter with a line."""


def composed_letters(mark: str) -> str:
    """Return the letters that have a mark over or under them in one character."""
    letters = (chr(code) for code in range(0xC0, 0x2000))
    return "".join(letter for letter in letters if mark in unicodedata.normalize("NFD", letter)[1:])


ACCENTS = r"[\u0300-\u036f]*"
BASE = r"[^\u0300-\u036f\n()\[\]<>|?=\\/:#_~^¯{}*$\"@&!\u301a\u301b-]"
LINED = rf"(?:{BASE}{ACCENTS}{OVER}{ACCENTS}|[{composed_letters(OVER)}]{ACCENTS})"
DOTTED = rf"(?!{LINED})(?:{BASE}{ACCENTS}{DOT}{ACCENTS}|[{composed_letters(DOT)}]{ACCENTS})"
CLUSTER = BASE + ACCENTS
DIACRITIC = r"(?:¨|´|`|\^| ῾| ᾿)"
CARRIER = rf"(?:\.(?P<illegible>\d+)|\[\.(?P<lost>\d+)\]|(?P<letter>{CLUSTER}))"
UNNAMED = rf"(?:\.\d+|\[\.\d+\]|{CLUSTER})"

START = re.compile(
    rf"{IN_WORD}|[\[\](){{}}<>|\\/_^~¯\"!*$#〚〛⟦⟧]|=(?=[\w>#?(.'])|:(?=>)|\?(?=\))|-(?=---|\$\$-)|\.(?=[\d?])|ca\.(?=\d)"
    rf"|vac\.|lost\.|vestig|\d| '(?==)|(?: |(?<=\.- ))(?={UNNAMED}\()|{DOTTED}|{LINED}"
)
"""Where a mark may stand."""


def pattern(text: str) -> re.Pattern[str]:
    """Return a compiled pattern."""
    return re.compile(text)


LINE_BREAK = pattern(rf"{IN_WORD}?(?P<n>{LINE})\.(?: (?!{UNNAMED}\({DIACRITIC}{{1,2}}\))|(?P<joins>- ))")
LINE_BREAK_TURNED = pattern(rf"{IN_WORD}?\((?P<n>{LINE})(?P<joins>\.-)?, (?P<rend>{PART})\)")
DIACRITICAL = pattern(rf"(?: |(?<=\.- )){CARRIER}\((?P<marks>{DIACRITIC}{{1,2}})\)")
LOST = pattern(
    r"\[(?:\.(?:(?P<least>\d+)-(?P<most>\d+)|(?P<count>\d+)|(?P<unknown>\?))|ca\.(?P<about>\d+))"
    r"(?P<unsure>\(\?\))?\]"
)
OMITTED = pattern(r"<\.(?:(?P<count>\d+)|(?P<unknown>\?))(?P<unsure>\(\?\))?>")
VACAT = pattern(rf"vac\.{HOW_MUCH}(?P<lines>lin)?{UNSURE}")
LOST_LINES = pattern(rf"lost\.{HOW_MUCH}(?P<lines>lin){UNSURE}")
VESTIGES = pattern(
    rf"vestig(?:\.{KNOWN}(?:(?P<lines>lin)|char){UNSURE}|(?P<alone>(?P<unsure_alone>\(\?\))? ))"
)
VESTIGES_UNKNOWN = pattern(rf"vestig\.(?P<unknown>\?)(?P<lines>lin){UNSURE}")
ILLEGIBLE = pattern(
    r"(?:ca\.(?P<about>\d+)(?P<lines>lin)?"
    r"|\.(?:(?P<least>\d+)-(?P<most>\d+)(?P<line_range>lin)?"
    r"|(?P<before_line>\d+)(?=\d\.- )|(?P<count>\d+)(?P<line_count>lin)?|(?P<unknown>\?)))" + UNSURE
)
UNTRANSCRIBED = pattern(
    r"\((?P<of>Lines|Chars|Column): "
    r"(?:ca\.(?P<about>\d+)|(?P<least>\d+)-(?P<most>\d+)|(?P<count>\d+)|(?P<unknown>\?))"
    r" (?P<words>non transcribed)(?P<unsure>\(\?\))?\)"
)
OTHER_LANGUAGE = pattern(
    r"\(Lang: (?P<language>[^\s()]+) (?:ca\.(?P<about>\d+)|(?P<count>\d+)|(?P<unknown>\?))"
    r" (?P<of>lines|char)(?P<unsure>\(\?\))?\)"
)
GLYPH = pattern(rf"\*(?P<type>[^\s\d,.{SPECIAL}]+)(?P<unsure>\?)?(?:,(?P<sign>[^*\n]+))?\*")
FILLER = pattern(r"\*filler\((?P<rend>[^\s()*]+)\)(?P<unsure>\?)?\*")
HAND = pattern(r"\$(?P<hand>m\d+[a-z]?)(?P<unsure>\(\?\))?(?: |(?=[\n\u2028])|$)")
DRAWING = pattern(rf"#(?P<what>[^\s\d,.{SPECIAL}]+) ")
UNREGULAR = pattern(r"!(?P<words>[^\\\[\]^<>_#@~〚〛⟦⟧$*&,.:=|'!(){}?\"¯+\u0304\u0323]+)!")
MILESTONE = pattern(
    r"(?P<rule>-{8})|(?P<paragraphos>-{4})|(?P<wavy>~{8})|(?P<box>###)"
    r"|(?P<diple>>---(?!-))|(?P<coronis>-\$\$-)"
)
REFERENCE = pattern(r"\(ref=(?P<n>[^=()*]+)=(?P<words>[^=()*]+)\)")
UNSURE_HERE = pattern(r"\(\?\)")
SOURCE = pattern(r"=(?P<who>[^\[\]<>|=〚〛⟦⟧{}\n]+?)(?=\||:>)")
CALL = pattern(r"\[\^(?P<note>[^\s\[\]^]+)\]")
DOTTED_RUN = pattern(rf"(?:{DOTTED})+")
LINED_RUN = pattern(rf"(?:{LINED})+")
LETTER = pattern(r"[^\u0300-\u036f][\u0300-\u036f]*")

OPENINGS = (
    (pattern(r"<:"), "choice"),
    (pattern(r"<#"), "number"),
    (pattern(r"<S=(?:\.(?P<lang>[A-Za-z-]+))?"), "edition"),
    (pattern(rf"<D=\.(?P<n>{PART})(?:\.(?P<subtype>{PART})(?:\.(?P<corresp>#?{PART}))?)?"), "division"),
    (pattern(r"<="), "block"),
    (pattern(rf"<\|(?![_^]|\|?(?:{PLACES}):)"), "sling"),
    (pattern(r"<_"), "underline"),
    (pattern(r"<"), "omitted"),
    (pattern(rf"\(\|(?![_^]|\|(?:{PLACES}):)"), "abbr"),
    (pattern(r"\("), "expan"),
    (pattern(r"_\["), "parallel-lost"),
    (pattern(r"\["), "lost"),
    (pattern(r"\|_"), "parallel"),
    (pattern(r"\|\^"), "superscript"),
    (pattern(rf"\|\|(?P<place>{PLACES}):"), "margin"),
    (pattern(r"~\|\|"), "tall"),
    (pattern(r"~\|"), "foreign"),
    (pattern(r"¯_"), "supraline-underline"),
    (pattern(r"¯"), "supraline"),
    (pattern(r"[〚⟦](?P<how>[/X])?"), "erasure"),
    (pattern(r"\\\|(?![_^])"), "subscript"),
    (pattern(r"/\*(?=(?:[^*\n]|\*(?!/)){0,2000}\*/)"), "note"),
    (pattern(r"/\*(?=(?:[^*]|\*(?!/)){0,2000}\*/)"), "long-note"),
    (pattern(r"//(?=[^\n]{0,400}\\\\)"), "below"),
    (pattern(r"\\"), "above"),
    (pattern(r'"'), "quotation"),
    (pattern(r"\{"), "surplus"),
)

CLOSINGS = {
    "choice": pattern(r":>"),
    "number": pattern(
        r"(?P<tick> ')?=(?:(?P<fraction>frac)|(?P<least>\d+)-(?:(?P<most>\d+)|\?)"
        r"|(?P<value>\d+(?:/\d+)?)(?P<unsure>\(\?\))?)?#>"
    ),
    "division": pattern(r"=D>"),
    "block": pattern(r"=>"),
    "sling": pattern(r"\|>"),
    "underline": pattern(r"_>"),
    "omitted": pattern(r">"),
    "abbr": pattern(r"\|\)"),
    "expan": pattern(r"\)"),
    "ex": pattern(r"(?P<unsure>\?)?\)"),
    "parallel-lost": pattern(r"\]_"),
    "lost": pattern(r"\]"),
    "parallel": pattern(r"_\|"),
    "superscript": pattern(r"\^\|"),
    "margin": pattern(r"\|\|(?!~tall)"),
    "tall": pattern(r"\|\|~tall"),
    "foreign": pattern(r"\|~(?P<lang>[A-Za-z]+(?:-[A-Za-z]+)*)(?: |(?=[\n\u2028])|$)"),
    "supraline-underline": pattern(r"_¯"),
    "supraline": pattern(r"¯"),
    "erasure": pattern(r"[〛⟧]"),
    "subscript": pattern(r"\|/"),
    "note": pattern(r"\*/"),
    "long-note": pattern(r"\*/"),
    "below": pattern(r"\\\\"),
    "above": pattern(r"/"),
    "quotation": pattern(r'"'),
    "surplus": pattern(r"\}"),
}

PARTING = {"choice": pattern(r"\|\|(?:reg|alt|ed)\|\||\|(?:reg|alt|ed|subst|corr)\||\|(?![_^|])")}

STRAYS = {"]": "[", "}": "{", "〛": "〚", "⟧": "⟦", ")": "(", ">": "<"}
"""Closing marks that mean nothing but closing, with what opens them."""

IN_A_LINE = frozenset(
    {LINE_BREAK, LINE_BREAK_TURNED, LOST, VACAT, LOST_LINES, VESTIGES, VESTIGES_UNKNOWN, ILLEGIBLE}
)
"""What is not read in a note of one line, where `2. ` and `.3` are numbers like any other."""

DIACRITICS = {
    "¨": "diaeresis",
    "´": "acute",
    "`": "grave",
    "^": "circumflex",
    " ῾": "asper",
    " ᾿": "lenis",
}
"""Marks over a letter, and what the encoding calls the letter's look."""
MILESTONES = {
    "rule": "horizontal-rule",
    "paragraphos": "paragraphos",
    "wavy": "wavy-line",
    "box": "box",
    "diple": "diple-obelismene",
    "coronis": "coronis",
}
"""Lines drawn across the text, by the groups of `MILESTONE`, and what the encoding calls their look."""
