"""The words of a part of a Word file, in the order of reading: what each element of it does.

ECMA-376 part 1, 17.3.3 (the content of runs), 17.13.5 (changes), 17.16 (fields).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

from variorum.account.imports.rules import Omission
from variorum.account.imports.stream import CALL, FONT_SIGN, KEYS, SYMBOL_FONT
from variorum.account.imports.word.parts import Attributes, Styles, is_on, parser, value
from variorum.account.imports.word.pieces import (
    CALLS,
    EQUATION,
    NOTES,
    SIGNS,
    Characters,
    Field,
    Para,
    Run,
    Word,
    again_of,
)

GOING = {"accept": ({"w:del", "w:moveFrom"}, "w:cellDel"), "reject": ({"w:ins", "w:moveTo"}, "w:cellIns")}
PROPERTIES = {"w:rPr", "w:trPr", "w:numPr"}
GONE, PASSED, MERGED, LISTED = "gone", "passed", "merged", "listed"
"""What elements are called on the way to them: what a change takes away, a form that is not read, a cell that
goes on from above, contents that Word has made."""


@dataclass(slots=True)
class Part:
    """A part that is being read. `flow` takes the paragraphs; `notes` are flows by the names of notes.

    `bookmarks` are the notes called in bookmarks, of which those are `marked` that are open.
    """

    name: str
    styles: Styles
    revisions: Literal["accept", "reject"]
    flow: list[Para] = field(default_factory=list)
    notes: dict[str, list[Para]] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    bookmarks: dict[str, str] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)
    number: int = 0
    path: list[str] = field(default_factory=list)
    paras: list[Para] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    flows: list[list[Para]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    alternatives: list[bool] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    guides: list[list[Characters | Word]] = field(default_factory=list)
    listing: int = 0
    awaits_mark: bool = False
    merging: int = 0
    passed: int = 0
    gone: int = 0
    texts: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    reader: expat.XMLParserType = field(default_factory=parser)

    def loose(self) -> list[Para]:
        """Return words that stand in no paragraph, as those of a chart or a diagram do."""
        return [Para(0, pieces=[Characters(text) for text in self.drawn])] if self.drawn else []

    # ---- elements

    def characters(self, text: str) -> None:
        """Take characters of the element that is open."""
        self.texts.append(text)

    def text(self, name: str, attributes: Attributes) -> None:
        """Begin to take characters."""
        self.texts.clear()
        self.reader.CharacterDataHandler = self.characters

    def text_end(self) -> None:
        """Add the characters that were taken."""
        self.reader.CharacterDataHandler = None
        text = "".join(self.texts)
        self.add(KEYS.sub(FONT_SIGN, text) if self.runs and self.runs[-1].symbolic else text)

    def drawn_end(self) -> None:
        """Keep characters of a chart or diagram."""
        self.reader.CharacterDataHandler = None
        self.drawn.append(f"{''.join(self.texts)} ")

    def cached_end(self) -> None:
        """Keep characters from which a chart is drawn, unless they are figures."""
        self.reader.CharacterDataHandler = None
        if {"c:strCache", "cx:strDim"} & {*self.path}:
            self.drawn.append(f"{''.join(self.texts)} ")

    def instruction_end(self) -> None:
        """Leave out the characters that were taken: they are an instruction."""
        self.reader.CharacterDataHandler = None
        self.add("".join(self.texts), Omission.FIELD_INSTRUCTION)
        if self.fields and not self.omission():
            self.fields[-1].instruction.append("".join(self.texts))

    def add(self, text: str, rule: Omission | None = None) -> None:
        """Add characters to the paragraph, by the rule under which they are not the text's, if any."""
        if self.paras and text:
            omission = self.omission() or rule or (Omission.CONTENTS if self.listing else None)
            if omission in (None, Omission.NOTE_MARK):
                text, omission = self.without_mark(text), None
            listing = tuple(one for one in self.fields if one.separated and one.lists)
            waiting = tuple(one for one in self.fields if not one.separated)
            for one in self.fields:
                one.result = one.result or (one.separated and not text.isspace())
            again = next((one.again for one in self.fields if one.again), "")
            self.paras[-1].pieces.append(Characters(text, omission, waiting, again, listing))

    def without_mark(self, text: str) -> str:
        """Return characters without the mark at their beginning of the note called just before them."""
        inside = bool(self.runs) and self.runs[-1].marking
        rest = self.paras[-1].without_mark(text, inside) if inside or self.awaits_mark else text
        self.awaits_mark = False
        if inside:
            self.runs[-1].marking = not rest
        return rest

    def omission(self) -> Omission | None:
        """Return the rule under which characters that stand here are not the text's."""
        if self.passed:
            return Omission.OTHER_FORM
        if self.gone:
            return Omission.DELETED if self.revisions == "accept" else Omission.INSERTED
        run = self.runs[-1] if self.runs else None
        if run is not None and self.is_hidden(run):
            return Omission.HIDDEN
        return Omission.NOTE_MARK if run is not None and run.marking else None

    def is_hidden(self, run: Run) -> bool:
        """Return whether a run is shown to nobody; what styles say is toggled by one another."""
        if run.hidden is not None:
            return run.hidden
        style = self.paras[-1].style if self.paras else None
        above = self.styles.property(style if style is not None else self.styles.usual, "hidden")
        return above != self.styles.property(run.style, "hidden")

    # ---- paragraphs, runs

    def para(self, name: str, attributes: Attributes) -> None:
        """Begin a paragraph."""
        self.number += 1
        self.awaits_mark = False
        self.paras.append(Para(self.number, merged=self.merging > 0))

    def para_end(self) -> None:
        """End a paragraph: the boxes that hang on it come behind it."""
        para = self.paras.pop()
        self.flow.append(para)
        for box in para.boxes:
            self.flow.extend(box)

    def run(self, name: str, attributes: Attributes) -> None:
        """Begin a run."""
        self.runs.append(Run())

    def run_end(self) -> None:
        """End a run; the mark of a note that it calls may come in the next."""
        ended = self.runs.pop()
        last = self.paras[-1].pieces[-1:] if self.paras else []
        self.awaits_mark = ended.marking and bool(last) and isinstance(last[0], Word)

    def part(self) -> None:
        """Let the last paragraph end where it stands: what comes next is not in the same cell or box."""
        if self.flow:
            self.flow[-1].goes_on = False

    def table(self, name: str, attributes: Attributes) -> None:
        """Begin a table, which no paragraph goes on into."""
        self.part()

    def box(self, name: str, attributes: Attributes) -> None:
        """Begin a text box."""
        self.flows.append(self.flow)
        self.flow = []

    def box_end(self) -> None:
        """End a text box."""
        self.part()
        box, self.flow = self.flow, self.flows.pop()
        if self.paras:
            self.paras[-1].boxes.append(box)
        else:
            self.flow.extend(box)

    def drawn_words(self, name: str, attributes: Attributes) -> None:
        """Add words that are drawn as a shape: they stand as in a box."""
        self.box(name, attributes)
        self.para(name, attributes)
        self.add(value(attributes, "string") or "")
        self.para_end()
        self.box_end()

    def property(self, name: str, attributes: Attributes) -> None:
        """Take note of what the properties of a run or paragraph say."""
        around = self.path[-2] if len(self.path) > 1 else ""
        if "w:pPrChange" in self.path[-4:]:
            return
        if name == "w:pStyle" and around == "w:pPr" and self.paras:
            self.paras[-1].style = value(attributes)
        elif name == "w:numId" and self.paras:
            self.paras[-1].numbered = value(attributes) != "0"
        elif name == "w:framePr" and self.paras:
            self.paras[-1].goes_on = value(attributes, "dropCap") in ("drop", "margin")
        elif around == "w:rPr" and self.path[-3:-2] == ["w:r"] and self.runs:
            if name == "w:rStyle":
                self.runs[-1].style = value(attributes)
            elif name == "w:vanish":
                self.runs[-1].hidden = is_on(attributes)
            elif name == "w:rFonts":
                font = value(attributes, "ascii") or value(attributes, "hAnsi") or ""
                self.runs[-1].symbolic = SYMBOL_FONT.fullmatch(font.strip()) is not None

    # ---- what stands for characters

    def blank(self, name: str, attributes: Attributes) -> None:
        """Add a blank, or the end of a line."""
        if self.path[-2:-1] != ["w:tabs"]:
            self.add(" ")

    def sign(self, name: str, attributes: Attributes) -> None:
        """Add a character that is an element."""
        self.add(SIGNS[name])

    def symbol(self, name: str, attributes: Attributes) -> None:
        """Add a sign of a font, by its place there."""
        try:
            code = int(value(attributes, "char") or "", 16)
        except ValueError:
            code = 0
        if code < 0x100 and SYMBOL_FONT.fullmatch((value(attributes, "font") or "").strip()):
            code = ord(FONT_SIGN)
        self.add(chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else FONT_SIGN)

    def call(self, name: str, attributes: Attributes) -> None:
        """Add the call of a note."""
        if not self.paras or self.omission() not in (None, Omission.HIDDEN, Omission.NOTE_MARK):
            return
        if any(not one.separated for one in self.fields):
            return
        note = f"{CALLS[name]}{value(attributes, 'id') or ''}"
        for bookmark in self.marked.values() if name != "w:commentReference" else ():
            self.bookmarks.setdefault(bookmark, note)
        self.paras[-1].pieces.append(Word(f"{CALL}{note}"))
        own = value(attributes, "customMarkFollows")
        if self.runs and own is not None and own not in ("0", "false", "off"):
            self.runs[-1].marking = True

    def field_mark(self, name: str, attributes: Attributes) -> None:
        """Follow a field."""
        if self.passed or self.gone:
            return
        kind = value(attributes, "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif self.fields and kind == "separate":
            self.fields[-1].separated = True
            self.fields[-1].again = again_of("".join(self.fields[-1].instruction))
        elif self.fields and kind == "end":
            ended = self.fields.pop()
            ended.ended = True
            self.callagain_of(ended)
            if not ended.result:
                self.add(ended.display())

    def simple_field(self, name: str, attributes: Attributes) -> None:
        """Begin a field in one element, whose words are all its result."""
        said = value(attributes, "instr") or ""
        self.fields.append(Field(separated=True, instruction=[said], again=again_of(said)))

    def simple_field_end(self) -> None:
        """End such a field."""
        if self.fields:
            ended = self.fields.pop()
            ended.ended = True
            self.callagain_of(ended)
            if not ended.result:
                self.add(ended.display())

    def gallery(self, name: str, attributes: Attributes) -> None:
        """Take note that a control holds contents that Word has made."""
        around = ["w:sdt", "w:sdtPr", "w:docPartObj"]
        if value(attributes) == "Table of Contents" and self.path[-4:-1] == around:
            self.path[-4] = LISTED
            self.listing += 1

    def listed_end(self) -> None:
        """End such a control."""
        self.listing -= 1

    def callagain_of(self, ended: Field) -> None:
        """Add the call of a note whose number a field repeats."""
        if ended.again and self.paras and not self.omission():
            self.paras[-1].pieces.append(Word("", ended.again))

    def bookmark(self, name: str, attributes: Attributes) -> None:
        """Begin a bookmark, in which a note may be called."""
        self.marked[value(attributes, "id") or ""] = value(attributes, "name") or ""

    def bookmark_end(self, name: str, attributes: Attributes) -> None:
        """End a bookmark."""
        self.marked.pop(value(attributes, "id") or "", None)

    def form_field(self, name: str, attributes: Attributes) -> None:
        """Take note of what a form says: a box that is ticked, the entry of a list that is chosen."""
        if not self.fields or "w:ffData" not in self.path:
            return
        self.fields[-1].form(name, value(attributes) or "", is_on(attributes))

    def picture(self, name: str, attributes: Attributes) -> None:
        """Keep what a picture is said to show."""
        said = value(attributes, "descr")
        if said and not self.omission():
            self.described.append(said)

    # ---- guides, equations

    def guide_end(self) -> None:
        """Keep what stands over words until these have come."""
        if self.paras:
            start = self.begun.pop() if self.begun else 0
            self.guides.append(self.paras[-1].pieces[start:])
            del self.paras[-1].pieces[start:]

    def guide(self, name: str, attributes: Attributes) -> None:
        """Begin what stands over words."""
        self.begun.append(len(self.paras[-1].pieces) if self.paras else 0)

    def guided_end(self) -> None:
        """Put what stands over words behind them, in brackets."""
        if self.paras and self.guides:
            guide = self.guides.pop()
            if any(isinstance(one, Characters) and one.text.strip() for one in guide):
                self.add(" (")
                self.paras[-1].pieces += guide
                self.add(")")

    def equation_sign(self, name: str, attributes: Attributes) -> None:
        """Add a sign of an equation that is said of it."""
        if self.path[-2:-1] != ["m:groupChrPr"]:
            self.add(value(attributes) or "")

    def equation(self, name: str, attributes: Attributes) -> None:
        """Begin an equation, a word by itself that is written in a line."""
        if self.paras and self.path.count("m:oMath") == 1:
            self.paras[-1].pieces.append(EQUATION)

    def equation_end(self) -> None:
        """End an equation."""
        if self.paras and "m:oMath" not in self.path:
            self.paras[-1].pieces.append(EQUATION)

    # ---- alternatives, changes, notes

    def alternative(self, name: str, attributes: Attributes) -> None:
        """Begin what stands in several forms, of which the first is read."""
        self.alternatives.append(False)

    def alternative_end(self) -> None:
        """End what stands in several forms."""
        self.alternatives.pop()

    def form(self, name: str, attributes: Attributes) -> None:
        """Begin one of several forms."""
        if self.alternatives and self.alternatives[-1]:
            self.passed += 1
            self.path[-1] = PASSED
        elif self.alternatives:
            self.alternatives[-1] = True

    def form_end(self) -> None:
        """End a form that is not read."""
        self.passed -= 1

    def change(self, name: str, attributes: Attributes) -> None:
        """Begin what a change takes away; in properties it is said of what has them."""
        if name not in GOING[self.revisions][0]:
            return
        match self.path[-3:-1]:
            case ["w:tr", "w:trPr"]:
                self.gone += 1
                self.path[-3] = GONE
            case ["w:pPr", "w:rPr"] if self.paras:
                self.paras[-1].goes_on = True
            case [_, around] if around in PROPERTIES:
                pass
            case _:
                self.gone += 1
                self.path[-1] = GONE

    def cell_change(self, name: str, attributes: Attributes) -> None:
        """Take note that a cell goes."""
        if name == GOING[self.revisions][1] and self.path[-3:-2] in (["w:tc"], [MERGED]):
            self.gone += 1
            self.merging -= self.path[-3] == MERGED
            self.path[-3] = GONE

    def merge(self, name: str, attributes: Attributes) -> None:
        """Take note that a cell goes on from the one above."""
        if value(attributes) != "restart" and self.path[-3:-1] == ["w:tc", "w:tcPr"]:
            self.merging += 1
            self.path[-3] = MERGED

    def merged(self) -> None:
        """End a cell that goes on from the one above."""
        self.part()
        self.merging -= 1

    def back(self) -> None:
        """End what a change takes away."""
        self.gone -= 1

    def note(self, name: str, attributes: Attributes) -> None:
        """Begin a note."""
        own = f"{NOTES[name]}{value(attributes, 'id') or ''}"
        self.flow = []
        if value(attributes, "type") in (None, "normal"):
            self.notes[own] = self.flow
            if name == "w:comment":
                self.authors[own] = value(attributes, "initials") or value(attributes, "author") or ""
