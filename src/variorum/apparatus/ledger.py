"""The ledger of one document: what was met while its words were set, in order.

It is the only thing in the apparatus that changes while a document is worked on: notes get their numbers
here, signs and contributions are counted, findings gathered. One ledger serves one document and is then read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from variorum.apparatus.numerals import mark
from variorum.apparatus.profile import Profile, SeriesRule
from variorum.apparatus.registers import Registers, nearest
from variorum.apparatus.wording import Wording
from variorum.conventions.normal_forms import OF_LAST_RESORT, NormalForms
from variorum.conventions.sign import ConventionSet, Show, Sign
from variorum.extract import has_ink
from variorum.findings import Diagnostic
from variorum.findings.edition import InitialsUnknown, RegisterUnknown
from variorum.model import (
    Added,
    Agent,
    Block,
    Corrected,
    Deleted,
    Emendation,
    Emphasis,
    EmphasisKind,
    Endorsement,
    Expanded,
    Hand,
    Heading,
    Inline,
    Line,
    Note,
    Paragraph,
    Person,
    Regularised,
    Remark,
    RemarkBlock,
    Replaced,
    Text,
    Variant,
    Voice,
    walk,
)
from variorum.origin import Generated, OriginRule
from variorum.pictures import StillPicture
from variorum.publication import NOTHING, Call, PBlocks, Run, anchor
from variorum.source import Span
from variorum.style import Style

SOURCE_SERIES = "source"
"""The series of notes of an encoded edition that say where a document is, called in its head."""

LETTERS = 2
"""From how many letters on words show a sign well."""

Content: TypeAlias = Note | Remark | RemarkBlock | PBlocks
"""What a note holds: an authored note, a remark that is printed as one, or a generated note, ready."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an edition is printed by: its conventions, profile, words, registers, pictures, house style.

    `last_resort` are the marks for acts of which the conventions know no sign.
    `restated`: the signs are not those of the sources, so what these say of theirs is not true of the print.
    `forms` reads numbers in words of the sources. `titles` are title and date of each document by its id, and
    of others that these name. `figures`: the edition writes days in figures, where it has a choice.
    `described` are the places of witnesses that a document before it says something of.
    """

    conventions: ConventionSet
    profile: Profile
    wording: Wording
    registers: Registers
    last_resort: ConventionSet
    pictures: Mapping[str, StillPicture] = field(default_factory=dict, repr=False)
    style: Style | None = None
    restated: bool = False
    forms: NormalForms = OF_LAST_RESORT
    titles: Mapping[str, tuple[Run, Run]] = field(default_factory=dict, repr=False)
    figures: bool = False
    described: frozenset[Span | None] = frozenset()


class Manner(StrEnum):
    """How a profile prints a sign: with its marks, in silence, as a note, or not at all."""

    SHOWN = "shown"
    SILENT = "silent"
    NOTED = "noted"
    OMITTED = "omitted"


def _own_label(content: Content) -> str | None:
    """Return the mark that the source has for a note, none if nobody would see it."""
    label = content.label if isinstance(content, Note) else None
    return label.strip() if label and any(map(has_ink, label)) else None


def manner(show: Show) -> Manner:
    """Return the manner in which a sign prints."""
    if show.as_note is not None:
        return Manner.NOTED
    if show.omit:
        return Manner.OMITTED
    return Manner.SILENT if show.silent else Manner.SHOWN


@dataclass
class Use:
    """A sign in use, the first place that shows it well, and how often it printed in each manner."""

    sign: Sign
    node: Inline | Block
    base: str | None
    counts: Counter[Manner] = field(default_factory=Counter)
    notes: int = 0
    """How many textual notes tell of it."""

    @property
    def has_words(self) -> bool:
        """Whether there is anything to print under the sign."""
        return bool(walk.plain(self.node).strip())

    @property
    def shows_well(self) -> bool:
        """Whether the use is one to show as a sample: a word or more, under no other sign."""
        words = [each for each in walk.descend(self.node) if each is not self.node]
        parts = Text | Paragraph | (Deleted | Added if isinstance(self.node, Replaced) else Text)
        is_letter = str.isalpha if isinstance(self.node, Endorsement) else str.isalnum  # "15" is any number
        letters = sum(map(is_letter, walk.plain(self.node)))
        if not self.has_words and isinstance(self.node, Corrected | Regularised | Expanded):
            return False  # a choice between nothing and nothing
        if isinstance(self.node, Replaced) and walk.plain(self.node.old) == walk.plain(self.node.new):
            return False  # which of the two is the new one?
        return not words or (letters >= LETTERS and all(isinstance(each, parts) for each in words))

    def with_more(self, other: Use) -> Use:
        """Return the uses of two documents as one."""
        better = other if not self.shows_well and other.shows_well else self
        counts, notes = self.counts + other.counts, self.notes + other.notes
        return replace(self, node=better.node, base=better.base, counts=counts, notes=notes)


@dataclass(frozen=True, slots=True)
class NoteCall:
    """A note that was called: its final label, and what is to be printed once all labels are known."""

    id: str
    series: str
    label: Run
    content: Content
    call: str
    page: Run | None
    span: Span | None


@dataclass
class Range:
    """A range that is open: what it says of its words, the sign of that, and the words met in it so far."""

    act: Inline | None = None
    sign: Sign | None = None
    words: list[Run] = field(default_factory=list)
    struck: list[Run] = field(default_factory=list)
    """Those of the words that are deleted within the range."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference as the source has it."""

    target: str
    span: Span | None


@dataclass
class Ledger:
    """What was met in one document."""

    terms: Terms
    document: str
    notes: Mapping[str, Note] = field(default_factory=dict)
    emendations: Mapping[str, Emendation] = field(default_factory=dict)
    hands: Mapping[str, Hand] = field(default_factory=dict)
    sigla: Mapping[str, str] = field(default_factory=dict)
    """The letters by which witnesses are cited that have a key instead of a siglum."""
    base: str | None = None
    page: Run | None = None
    worded: Run | None = None
    """The page on which words were printed last: others may have begun behind these."""
    lines: bool = False
    """Whether line ends are kept just now."""
    aside: bool = False
    """Whether notes or samples are printed just now, in which nothing calls a note."""
    edits: bool = False
    """Whether words of the edition are printed just now, in which italics are italics and no sign."""
    tells_notes: bool = True
    """Whether a note that something would call aside is printed there in brackets."""
    lists_notes: bool = False
    """Whether notes are listed behind the text just now, as those of front and back matter are."""
    noted: bool = False
    """Whether words are printed just now of which a textual note will tell as a whole."""
    headed: frozenset[str] = frozenset()
    """Notes that the document's head prints in full, so that nothing calls them."""
    titled: tuple[Heading | Paragraph | Line, ...] = ()
    """The blocks of the text that are printed as the document's title, so that the text has them no more."""
    parting: PBlocks = ()
    """What stands in their place."""
    called: dict[str, NoteCall] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)
    placed: set[str] = field(default_factory=set)
    counted: dict[str | None, tuple[str, int]] = field(default_factory=dict)
    """The numerals ("1", "i", "I") and the number of the page that is open, in each counting."""
    unnumbered: dict[int, str] = field(default_factory=dict)
    """The numbers by count of pages that have none, by the identity of their marks."""
    uncounted: list[Span | None] = field(default_factory=list)
    """The places of page marks without a number."""
    unprinted_numbers: list[Span | None] = field(default_factory=list)
    """The places of lines whose numbers are not printed."""
    wordless: list[Span | None] = field(default_factory=list)
    """The places of acts and forms that hold no words."""
    unworded: list[Span | None] = field(default_factory=list)
    """The places of references, names and dates without words, for which nothing is printed."""
    keyed: list[Span | None] = field(default_factory=list)
    """The places of references for which the key of what they lead to is printed."""
    circular: list[Span | None] = field(default_factory=list)
    """The places of references without words to the document in which they stand."""
    void_notes: list[Span | None] = field(default_factory=list)
    """The places of notes of which nothing but stops would be printed."""
    awaited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The notes that are called behind places of the text, by their names."""
    spanned: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The notes on words that begin at places of the text, by their names."""
    marks: dict[str, str] = field(default_factory=dict)
    """By what textual notes say of marks without words, each with its page, the names of these notes."""
    cited_witnesses: dict[str, None] = field(default_factory=dict)
    """The witnesses that notes name, in the order in which they first do."""
    entries: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    """The entries of the apparatus on words that end at places of the text, by their names."""
    begun: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    """The entries on words that begin there."""
    asked: dict[str, str] = field(default_factory=dict)
    """By the anchors of queries where they stand: themselves, or the call of the note in which they do."""
    noting: NoteCall | None = None
    """The note that is printed just now, at whose call what its words ask is asked."""
    told: dict[str, NoteCall] = field(default_factory=dict)
    """By the names of notes that are printed in the words of others those in which they are first."""
    in_word: bool = False
    """Whether the choice that is printed next is part of a word."""
    around: tuple[Run, Run] = (NOTHING, NOTHING)
    """The rest of the word of which a choice is part: a note names the whole word."""
    is_copy: bool = False
    """Whether words are printed again, which ask nothing."""
    lemmas: dict[str, Run] = field(default_factory=dict)
    """The words that notes are on, by the notes."""
    pointed: dict[str, Pointer] = field(default_factory=dict)
    """By the ids to which references lead, where the first of them stands and what it says."""
    cited: list[tuple[str, str, Span | None]] = field(default_factory=list)
    """The notes that words of the text name by a number, with that number and its place."""
    beyond: list[Pointer] = field(default_factory=list)
    """References to documents that the edition does not have."""
    ids: Counter[str] = field(default_factory=Counter)
    headings: list[int] = field(default_factory=list)
    """The levels of the headings under which the text stands just now, as its source has them."""
    uses: dict[str, Use] = field(default_factory=dict)
    sampled: set[str] = field(default_factory=set)
    """The signs of which a use was met that shows them well."""
    credits: Counter[tuple[str, str]] = field(default_factory=Counter)
    mentions: set[str] = field(default_factory=set)
    ambiguous: dict[str, list[Span | None]] = field(default_factory=dict)
    """The names met that fit several persons, and where."""
    named: bool = False
    """Whether words are printed just now of which it is said whom they name."""
    common: frozenset[str] = frozenset()
    """Surnames that are words of the language as well."""
    before_places: frozenset[str] = frozenset()
    """Words behind which a surname alone is rather the name of a place."""
    compounds: Callable[[], frozenset[str]] = frozenset
    """The words that the document has with a hyphen in its lines: sought where a line may divide one."""
    places: dict[str, list[Span | None]] = field(default_factory=dict)
    """The surnames met that may be names of places, and where."""
    identified: set[str] = field(default_factory=set)
    ranges: dict[str, Range] = field(default_factory=dict)
    void_ranges: frozenset[str] = frozenset()
    """Those in which nothing stands."""
    trailing: set[str] = field(default_factory=set)
    """The ids of calls that are on words before them, in whatever line these are."""
    beside: set[Span] = field(default_factory=set)
    """The endorsements in a hand of their own, whose words are none of those around them."""
    inner: list[str] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)

    def scratch(self, tells_notes: bool = False) -> Ledger:
        """Return a ledger of the same document in which nothing is counted or called.

        Notes that words of it would call are left out, for the text calls them, or told in brackets, as in
        words that no other place prints: who is named in those is mentioned.
        """
        return Ledger(
            self.terms,
            self.document,
            self.notes,
            hands=self.hands,
            sigla=self.sigla,
            compounds=self.compounds,
            cited_witnesses=self.cited_witnesses,
            base=self.base,
            page=self.page,
            aside=True,
            edits=self.edits,
            tells_notes=tells_notes,
            unnumbered=self.unnumbered,
            void_ranges=self.void_ranges,
            mentions=self.mentions if tells_notes else set(),
            is_copy=True,
        )

    def marks_of_places(self) -> frozenset[str]:
        """Return the ids of the signs that mark places of the paper."""
        sets = self.terms.conventions, self.terms.last_resort
        return frozenset(sign.id for one in sets for sign in one.of_nodes.get("Milestone", ()))

    def id(self, kind: str, name: str) -> str:
        """Return an id for something of this document; further ones of the same name get a number."""
        made = anchor(self.document, kind, name)
        self.ids[made] += 1
        return made if self.ids[made] == 1 else anchor(self.document, kind, name, str(self.ids[made]))

    def level(self, said: int) -> int:
        """Return the level of a heading under the document's title: one more than that of the one above it.

        Whatever levels a source skips, a reader who goes from heading to heading misses none.
        """
        while self.headings and self.headings[-1] >= said:
            self.headings.pop()
        self.headings.append(said)
        return len(self.headings) + 1

    def target(self, name: str) -> str:
        """Return the id of the place that the transcript calls `name`."""
        return anchor(self.document, "at", name)

    def place(self, name: str | None) -> str | None:
        """Return the id of a node that the transcript names, the first time the name is met in the text."""
        if not name or self.aside or name in self.placed:
            return None
        self.placed.add(name)
        return self.target(name)

    def query(self, name: str, edge: str) -> str:
        """Return the id of the anchor of a query: where it is asked, or an edge of the words it is on."""
        return anchor(self.document, f"query-{edge}", name)

    def series(self, name: str) -> SeriesRule:
        """Return the rule of a series; one that the profile does not know is its first."""
        rules = self.terms.profile.series
        return next((rule for rule in rules if rule.id == name), rules[0])

    def is_plain(self, node: Inline | Block) -> bool:
        """Return whether a node is in italics that are no sign, for the edition speaks."""
        return self.edits and isinstance(node, Emphasis) and node.kind is EmphasisKind.ITALIC

    @contextmanager
    def in_voice(self, voice: Voice) -> Iterator[None]:
        """Print what is said in a voice: that of the source, or that of someone who describes it."""
        before, self.edits = self.edits, voice is not Voice.SOURCE
        yield
        self.edits = before

    @contextmanager
    def on_page(self, page: Run | None) -> Iterator[None]:
        """Print what is on words of another page than the one that is open."""
        before, self.page = self.page, page
        yield
        self.page = before

    def call(self, name: str, series: str, content: Content, span: Span | None) -> Call:
        """Call the note `name`: number it if this is its first call and its source has no mark for it."""
        self.calls[name] += 1
        first = name not in self.called
        call_id = anchor(self.document, "call", name, str(self.calls[name]))
        if first:
            rule = self.series(series)
            own = _own_label(content)
            self.numbers[rule.id] += own is None
            shown = mark(rule.marks, self.numbers[rule.id]) if own is None else own
            label = Run(shown, Generated(OriginRule.NOTE_LABEL, rule.id))
            note_id = anchor(self.document, "note", name)
            self.called[name] = NoteCall(note_id, rule.id, label, content, call_id, self.page, span)
        note = self.called[name]
        marked = _own_label(content) is not None
        return Call(call_id, note.id, note.label, note.series, first, marked, span=span)

    def use(self, sign: Sign, node: Inline | Block) -> None:
        """Count a use of a sign."""
        use = self.uses.setdefault(sign.id, Use(sign, node, self.base))
        use.counts[manner(sign.show)] += 1
        if sign.id not in self.sampled:
            other = Use(sign, node, self.base)
            better = use.counts.total() > 1 and (other.shows_well or (other.has_words and not use.has_words))
            use.node = node if better else use.node
            if use.shows_well:
                self.sampled.add(sign.id)

    def credit(
        self, kind: str, resp: tuple[str, ...], voice: Voice | None, span: Span | None, untold: str = ""
    ) -> None:
        """Count a contribution, under those responsible as far as they are known, else under `untold`."""
        for name in resp:
            who = self.responsible(name, span)
            if who or name not in self.hands:  # what a hand of the paper did is no contribution
                self.credits[who.id if who else f"?{name}", kind] += 1
        if not resp:
            agent = self.terms.registers.agent_of(voice) if voice else None
            spoken = untold if voice in (None, Voice.TRANSLATOR_OR_EDITOR) else f"@{voice}"
            self.credits[agent.id if agent else spoken, kind] += 1

    def responsible(self, name: str, span: Span | None) -> Agent | Person | None:
        """Return who is meant by initials or an id; unknown ones are a finding."""
        registers = self.terms.registers
        hand = self.hands.get(name)
        who = registers.responsible(hand.scribe or name if hand else name)
        if who is None and hand is None:
            near = nearest(name, (*registers.initials, *registers.ids))
            self.find(InitialsUnknown(span, initials=name, nearest=near))
        return who

    def person(self, ref: str, span: Span | None) -> Person | None:
        """Return the person with an id and note the mention; an unknown id is a finding."""
        person = self.terms.registers.person(ref)
        if person is not None:
            self.mentions.add(person.id)
        elif ref not in self.terms.registers.ids:
            near = nearest(ref, self.terms.registers.ids)
            self.find(RegisterUnknown(span, ref=ref, nearest=near))
        return person

    def awaits(self, entry: Variant) -> bool:
        """Return whether an entry of the apparatus is called where its words end."""
        return self.aside or any(entry is one for found in self.entries.values() for one in found)

    def find(self, finding: Diagnostic) -> None:
        """Keep a finding, once for each place."""
        if finding not in self.findings:
            self.findings.append(finding)
