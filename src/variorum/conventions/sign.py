"""A sign of a convention set: one entry drives reader, writer, renderers, wording, notes and legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field
from typing import Annotated, Any, TypeAlias, cast

from variorum import toml
from variorum.conventions.normal_forms import NormalForms, normal_forms
from variorum.conventions.papers import Hallmark, NoteRule, PlainRules
from variorum.conventions.typed_text import choices, typed_value
from variorum.conventions.values import LETTER_TEMPLATE, MARK, NOTE_SERIES, PATTERN, TEMPLATE, Pattern
from variorum.model import Block, Document, FieldKind, Inline, LineKind, Voice
from variorum.model.schema import SHAPES, Attribute
from variorum.roles import Role
from variorum.source import Span
from variorum.tables.declaration import REQUIRED, WAY, Key, ListOf, Reader, Shape
from variorum.tables.domains import LINE, LONGEST, STYLE_NAME, Choice, Whole
from variorum.toml import Path
from variorum.words.language import LAST_RESORT

NOTATIONS = ("leiden-plus", "leiden-translation")
"""The notations in which the transcripts of a set may be, besides the general transcript format."""

Wanted: TypeAlias = str | bool | tuple[str, ...]

INSIDE = Pattern(inside=True)
NODES = Choice(tuple(SHAPES), "a node of the model")
STYLES = Choice(("italic", "underline", "bold", "struck", "raised"))
POSITIONS = Choice(
    (
        *("head", "paragraph", "line", "inline", "text", "word", "signature", "note", "editor"),
        *("called", "mentioned"),
    )
)
ZONES = ("opening", "closing", "page-end")
DATA = tuple(map(str, FieldKind))


@dataclass(frozen=True, slots=True)
class Means:
    """What a sign means: the class of the node, and what its fields and facts must be.

    `conditions` maps a field of the node or of its facts to the wanted value, to several values of which one
    must hold, to `True` (must be there) or `False` (must be absent); a field of many values holds if one of
    them does. `base` asks for a document whose base text is written so (typed, handwritten).
    """

    node: str
    conditions: Mapping[str, Wanted] = field(default_factory=dict)
    base: str | None = None


@dataclass(frozen=True, slots=True)
class MeaningShape(Shape):
    """Tables of a node of the model and what its fields and facts must be."""

    def read(self, said: object, path: Path, reader: Reader) -> object:
        """Return the meaning, or None with findings."""
        node = said.get("node") if isinstance(said, dict) else said
        shape = SHAPES.get(node) if isinstance(node, str) else None
        if not isinstance(said, dict) or shape is None:
            near = NODES.mend(node)
            reader.wrong((*path, "node") if isinstance(said, dict) else path, NODES.expected, node, near)
            return None
        data = {one.key.replace("-", "_"): one for one in shape.attributes}
        known = {**data, **{one.field: None for one in shape.contents}}
        conditions: dict[str, Wanted] = {}
        for key, wanted in said.items():
            if key == "node":
                continue
            if key not in known:
                reader.unknown((*path, key), sorted(known))
                continue
            right = reader.entry(WantedValue(data.get(key)), wanted, (*path, key))
            if right is not None:
                conditions[key] = cast(Wanted, right)
        return Means(shape.node.__name__, conditions)

    def schema(self) -> dict[str, Any]:
        """Return the nodes as JSON Schema; what each may have is known to the model."""
        words = {"anyOf": [{"type": ["string", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}
        return {
            "type": "object",
            "properties": {"node": NODES.schema()},
            "required": ["node"],
            "additionalProperties": words,
        }


@dataclass(frozen=True, slots=True)
class WantedValue:
    """What a field or fact must be: a value, several of which one must hold, or whether it must be there."""

    attribute: Attribute | None

    @property
    def expected(self) -> str:
        """Say what a value must be."""
        words = choices(self.attribute) if self.attribute else ()
        if words:
            return f"{', '.join(words)}, several of them, or true or false"
        return "a text, several, or true or false" if self.attribute else "true or false"

    def value(self, said: object) -> object:
        """Return the value, a tuple of several, or None."""
        if isinstance(said, bool):
            return said
        if isinstance(said, list) and said and all(self._is_word(one) for one in said):
            return tuple(said)
        return said if self._is_word(said) else None

    def _is_word(self, said: object) -> bool:
        if self.attribute is None or LINE.value(said) is None:
            return False
        try:
            typed_value(self.attribute, str(said))
        except ValueError:
            return False
        return True

    def mend(self, said: object) -> str:
        """Name the nearest word."""
        words = choices(self.attribute) if self.attribute else ()
        return toml.nearest(said[:LONGEST], words) if isinstance(said, str) and words else ""

    def schema(self) -> dict[str, Any]:
        """Return the forms as JSON Schema."""
        return {"anyOf": [{"type": ["string", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}


MEANING = MeaningShape()


@dataclass(frozen=True, slots=True)
class Show:
    """How a sign is printed.

    `style` is an inline style of the house style (a block's role for block nodes); `open` and `close` are
    literal marks, themselves in the inline style `mark_style`; `text` replaces the content altogether, with
    the node's fields in braces ("[page {label}]"; a part in `{…? of {of}}` form is left out when empty; a
    field in a style of its own is `{corr:italic}`, a word is `{'sic':italic}`). Words of `text` are marks
    too, unless there are `open` or `close`.
    `role` is the element that carries it. `silent` prints the content without any sign; `omit` leaves the
    content out; `as_note` turns a remark into a note of the series of that name. `each` prints every letter
    and figure of the content so, with the character in braces: "{character}\u0323" puts a dot under each.
    """

    style: Annotated[str | None, STYLE_NAME, "Inline style; of a block its block style"] = None
    open: Annotated[str, TEMPLATE, "Literal mark before the words"] = ""
    close: Annotated[str, TEMPLATE, "Literal mark behind the words"] = ""
    text: Annotated[
        str | None,
        TEMPLATE,
        "What is printed in the place of the words; those that no field of it names stand before it",
    ] = None
    mark_style: Annotated[str | None, STYLE_NAME, "Inline style of the marks"] = None
    role: Annotated[Role, "Element that carries the words"] = Role.SPAN
    silent: Annotated[bool, "The words are printed without any sign"] = False
    omit: Annotated[bool, "The words are left out"] = False
    as_note: Annotated[str | None, NOTE_SERIES, "Series of notes to which a remark goes"] = None
    each: Annotated[str | None, LETTER_TEMPLATE, "How each letter and figure is printed"] = None

    @property
    def is_seen(self) -> bool:
        """Whether anything of the sign itself is printed, or its content is moved or left out."""
        return bool(
            self.style or self.open or self.close or self.text or self.each or self.as_note or self.omit
        )


@dataclass(frozen=True, slots=True)
class Read:
    """How a sign is recognised in a transcript: mark, type style, position and content must all fit.

    `mark` is one of `PAIRS`, characters of the text ("…"), "*" behind a date of the head, or none when the
    type style alone is the sign; `style` names the type styles that must lie on the content (italic,
    underline, bold, struck, raised), with a mark on all its letters; `position`: head, paragraph (it is the
    whole paragraph), line (it begins a paragraph), inline, text (inline, but not in a note), word (inside or
    against a word), signature, note, editor (in the editor's own words: a note, a remark, a summary), called,
    mentioned (it is the number of a note in the block at the end, in the text, in another note);
    `content` is a regular expression that must match the whole content; its named groups fill the node's
    fields (label, of, resp, …) and the group `content` what remains as content. The characters of a group
    `count` that are not blanks are counted: their number is the quantity of the extent. Words of a group
    `lead` or `trail` are cut off into a node `part` before or behind the sign.

    `before` is a regular expression that must match up to the mark; a named group takes words that
    stand before the sign: `wrapped` into a node `wraps`, any other into the field of that name. `after` must
    match what follows the mark.
    """

    mark: Annotated[str | None, MARK, "Mark: a pair that surrounds words, or characters of the text"] = None
    style: Annotated[tuple[str, ...], ListOf(STYLES), "Type styles that lie on the content"] = ()
    position: Annotated[tuple[str, ...], ListOf(POSITIONS), "Where the mark may stand"] = ()
    content: Annotated[str | None, PATTERN, "Matches the whole content; groups fill the node"] = None
    before: Annotated[str | None, INSIDE, "Matches up to the mark; its group takes words in"] = None
    after: Annotated[str | None, PATTERN, "Matches what follows the mark"] = None
    wraps: Annotated[Means | None, MEANING, "The node that takes the words before, group wrapped"] = None
    part: Annotated[Means | None, MEANING, "The node of the words in the groups lead and trail"] = None
    at: Annotated[Path, WAY, "Where it stands"] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. A set tries its signs in order, in reading and in printing; the first that fits wins.

    Its words are those of the language in which it is printed; `written` is what `show` is in the language of
    its set, in which transcripts are written, where that differs.
    """

    id: str
    title: str
    means: Means
    read: tuple[Read, ...] = ()
    show: Show = Show()
    say: tuple[str, str] | None = None
    note: str | None = None
    legend: str = ""
    legend_match: str | None = None
    sample: str = ""
    needs_declaration: bool = True
    span: Span | None = field(default=None, compare=False, repr=False)
    written: Show | None = None

    @property
    def in_transcripts(self) -> Show:
        """Return the marks that transcripts have, in whatever language the sign is printed."""
        return self.written or self.show


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How a datum of a document's head is recognised: `match` is searched in a paragraph of the head.

    The named groups `date`, `register` and `key` give data inside it, and its normal form.
    """

    kind: Annotated[FieldKind, REQUIRED, "The datum"]
    match: Annotated[str, PATTERN, REQUIRED, "Matches it"]


@dataclass(frozen=True, slots=True)
class HeadRules:
    """How the head of a document is recognised.

    `first` are patterns of its first paragraph, whose named groups are kinds of data; a head goes on to a
    rule of signs, or to the last of the next `paragraphs` in which a field is found that `ends` names.
    """

    first: Annotated[tuple[str, ...], ListOf(Pattern(knows=DATA)), "Match the first paragraph"] = ()
    fields: Annotated[tuple[FieldRule, ...], Key("field"), "How single data are recognised"] = ()
    ends: Annotated[tuple[str, ...], ListOf(Choice(tuple(FieldKind))), "Data with which a head may end"] = ()
    paragraphs: Annotated[int, Whole(0, 1_000), "Over how many paragraphs a head may go on"] = 4


@dataclass(frozen=True, slots=True)
class LineRule:
    """How a set line is recognised: where it may stand (`opening`, `closing`), and what it must match.

    `splits`: lines of several kinds may stand in one paragraph. Named groups `date` and `register` mark data.
    """

    kind: Annotated[LineKind, REQUIRED, "The kind of the line"]
    match: Annotated[str, PATTERN, REQUIRED, "Matches it whole"]
    zone: Annotated[tuple[str, ...], ListOf(Choice(ZONES)), "Where it may stand"] = ZONES[:2]
    splits: Annotated[bool, "Lines of several kinds may stand in one paragraph"] = True


@dataclass(frozen=True, slots=True)
class VoiceRule:
    """How a note tells in whose voice it is: its words must match."""

    voice: Annotated[Voice, REQUIRED, "The voice"]
    match: Annotated[str, PATTERN, REQUIRED, "Matches in its words"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a set knows of the layout of its papers, besides signs.

    `closing` matches the note at the end; a named group in it says which datum it is, else it is `physical`.
    `no_title` matches the beginning of short paragraphs of the opening that are no title, `describes` words
    in brackets that say something of the paper. By one of the `hallmarks` its texts are known; they are in
    the `source_language` where they say none.
    """

    head: HeadRules = HeadRules()
    lines: tuple[LineRule, ...] = ()
    closing: str | None = None
    plain: PlainRules | None = None
    notes: tuple[NoteRule, ...] = ()
    voices: tuple[VoiceRule, ...] = ()
    no_title: str | None = None
    describes: str | None = None
    hallmarks: tuple[Hallmark, ...] = ()
    source_language: str | None = None


@dataclass(frozen=True, slots=True)
class ConventionSet:
    """A set of signs, in order, and the layout of the papers it was made for.

    `notation`: transcripts under this set are in a notation of its own, one of `NOTATIONS`, whose marks are
    fixed; then the signs say how what it means is printed. `language` is the one that the set's own file says
    it is in; none where a file of an edition says nothing.
    """

    id: str
    title: str
    signs: tuple[Sign, ...]
    layout: Layout = Layout()
    notation: str | None = None
    language: str | None = LAST_RESORT
    of_nodes: Mapping[str, tuple[Sign, ...]] = field(init=False, repr=False, compare=False)
    """The signs by the class of node that they mean, each in their order."""
    styles: frozenset[frozenset[str]] = field(init=False, repr=False, compare=False)
    """The type styles that are a sign together, without any mark."""

    def __post_init__(self) -> None:
        of_nodes: dict[str, tuple[Sign, ...]] = {}
        for sign in self.signs:
            of_nodes[sign.means.node] = (*of_nodes.get(sign.means.node, ()), sign)
        object.__setattr__(self, "of_nodes", of_nodes)
        read = (one for sign in self.signs for one in sign.read if one.mark is None)
        object.__setattr__(self, "styles", frozenset(frozenset(one.style) for one in read))

    def sign(self, sign_id: str) -> Sign | None:
        """Return the sign with this id."""
        return next((sign for sign in self.signs if sign.id == sign_id), None)

    def forms(self, spoken: Sequence[str] = (), else_spoken: str | None = None) -> NormalForms:
        """Return what reads dates and numbers of a document in some languages, or of an edition in one."""
        return normal_forms(self.language, spoken, else_spoken)

    def sign_for(self, node: Inline | Block, base: str | None = None) -> Sign | None:
        """Return the first sign whose meaning fits the node in a document written on `base`."""
        signs = self.of_nodes.get(type(node).__name__, ())
        return next((sign for sign in signs if fits(sign.means, node, base)), None)


@dataclass(frozen=True, slots=True)
class Conventions:
    """The sets of an edition: by which its texts are read, each document by its own, and printed.

    `own` are, by document, the sets that differ from `main`; `printed` is the set by which all is printed,
    if it is not the one by which each is read.
    """

    main: ConventionSet
    own: Mapping[str, ConventionSet] = field(default_factory=dict)
    printed: ConventionSet | None = None

    @property
    def all(self) -> tuple[ConventionSet, ...]:
        """Return all the sets, each once."""
        sets = (self.main, *self.own.values(), *((self.printed,) if self.printed else ()))
        return tuple({id(one): one for one in sets}.values())

    def reading(self, document: str) -> ConventionSet:
        """Return the set by which a document is read."""
        return self.own.get(document, self.main)

    def forms(self, document: Document, language: str) -> NormalForms:
        """Return what reads the dates and numbers of a document of an edition in a language."""
        return self.reading(document.id).forms(document.languages, language)

    def printing(self, document: str) -> ConventionSet:
        """Return the set by which a document is printed."""
        return self.printed or self.reading(document)


def fits(means: Means, node: Inline | Block, base: str | None) -> bool:
    """Return whether a node has the meaning."""
    if type(node).__name__ != means.node or (means.base is not None and means.base != base):
        return False
    return all(_holds(_value(node, key), wanted) for key, wanted in means.conditions.items())


def _value(node: Inline | Block, key: str) -> object:
    extent = getattr(node, "extent", None)
    for record in (node, extent, node.facts):
        found: object = getattr(record, key, MISSING)
        if found is not MISSING:
            return found
    return None


def _holds(value: object, wanted: Wanted) -> bool:
    if isinstance(wanted, bool):
        return wanted is (value is not None and value != () and value is not False)
    if isinstance(value, tuple) and all(isinstance(each, str) for each in value):
        return bool(set(value) & set(wanted if isinstance(wanted, tuple) else (wanted,)))
    if isinstance(wanted, tuple):
        return str(value) in wanted
    return value is not None and str(value) == wanted
