"""The keys of a convention set: what its TOML file may say, before words are chosen by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeAlias

from variorum.conventions.papers import Hallmark, NoteRule, PlainRules
from variorum.conventions.sign import (
    MEANING,
    NOTATIONS,
    HeadRules,
    LineRule,
    Means,
    Read,
    VoiceRule,
)
from variorum.conventions.values import (
    BASE,
    LETTER_TEMPLATE,
    NOTE_SERIES,
    PATTERN,
    PATTERN_NAME,
    PATTERN_TEXT,
    TEMPLATE,
    ByLanguage,
    Pair,
)
from variorum.roles import Role
from variorum.tables.declaration import REQUIRED, WAY, Changes, Entries, Key, ListOf
from variorum.tables.domains import ID, LANGUAGE, LINE, PROSE, STYLE_NAME, Choice
from variorum.toml import Path

Words: TypeAlias = Mapping[str, str]
"""Words by language tags."""

INHERITED = Key(required=True, inherited=True)
LINES = ByLanguage(LINE)
TEXTS = ByLanguage(PROSE)
TEMPLATES = ByLanguage(TEMPLATE)
SPOKEN = ByLanguage(Pair(LINE))


@dataclass(frozen=True, slots=True)
class ShowTable:
    """The keys of `show`: those of `sign.Show`, of which the marks are words by language."""

    style: Annotated[str | None, STYLE_NAME, "Inline style; of a block its block style"] = None
    open: Annotated[Words | None, TEMPLATES, "Literal mark before the words"] = None
    close: Annotated[Words | None, TEMPLATES, "Literal mark behind the words"] = None
    text: Annotated[
        Words | None,
        TEMPLATES,
        "What is printed in the place of the words; those that no field of it names stand before it",
    ] = None
    mark_style: Annotated[str | None, STYLE_NAME, "Inline style of the marks"] = None
    role: Annotated[Role, "Element that carries the words"] = Role.SPAN
    silent: Annotated[bool, "The words are printed without any sign"] = False
    omit: Annotated[bool, "The words are left out"] = False
    as_note: Annotated[str | None, NOTE_SERIES, "Series of notes to which a remark goes"] = None
    each: Annotated[str | None, LETTER_TEMPLATE, "How each letter and figure is printed"] = None


@dataclass(frozen=True, slots=True)
class WhenTable:
    """The keys of `when`."""

    base: Annotated[str | None, BASE, "How the base text of the document is written"] = None


@dataclass(frozen=True, slots=True)
class SignTable:
    """The keys of a sign."""

    id: Annotated[str, ID, REQUIRED, "Its name"]
    means: Annotated[Means, MEANING, INHERITED, "What it means: a node of the model, its fields and facts"]
    title: Annotated[Words, LINES, "What it is called"] = field(default_factory=dict)
    when: Annotated[WhenTable, "The documents in which it is this sign"] = WhenTable()
    read: Annotated[tuple[Read, ...], "How it is recognised in a transcript"] = ()
    show: Annotated[Mapping[str, Any], Changes(ShowTable), "How it is printed"] = field(default_factory=dict)
    say: Annotated[Mapping[str, tuple[str, str]], SPOKEN, "What a screen reader says before and behind"] = (
        field(default_factory=dict)
    )
    note: Annotated[Words, TEMPLATES, "Its textual note"] = field(default_factory=dict)
    legend: Annotated[Words, TEXTS, "Its sentence in the legend"] = field(default_factory=dict)
    legend_match: Annotated[str | None, PATTERN, "Matches what a source says of it"] = None
    sample: Annotated[Words, TEXTS, "Words that show it in the legend"] = field(default_factory=dict)
    needs_declaration: Annotated[bool, "A text that uses it must say what it means"] = True
    at: Annotated[Path, WAY, "Where it stands"] = ()


@dataclass(frozen=True, slots=True)
class SetTable:
    """The keys of a set."""

    language: Annotated[str | None, LANGUAGE, "The language of its words, a BCP 47 tag"] = None
    title: Annotated[Words, LINES, "What the set is, in a few words"] = field(default_factory=dict)
    hallmarks: Annotated[
        tuple[Hallmark, ...],
        Key("hallmark"),
        "Marks by which its texts are known where no set is named; sets that extend it have their own",
    ] = ()
    source_language: Annotated[
        str | None, LANGUAGE, "The language of its texts where they say none, a BCP 47 tag"
    ] = None
    without: Annotated[tuple[str, ...], ListOf(ID), "Signs of the extended set that it does not have"] = ()
    patterns: Annotated[
        Mapping[str, str],
        Entries(PATTERN_NAME, PATTERN_TEXT),
        "Patterns that others name: {{month}}",
    ] = field(default_factory=dict)
    notation: Annotated[
        str | None, Choice(NOTATIONS), "The notation of its transcripts, where they have one of their own"
    ] = None
    closing: Annotated[str | None, PATTERN, "Matches the note at the end of a document"] = None
    no_title: Annotated[str | None, PATTERN, "Begins short paragraphs before the text that are no title"] = (
        None
    )
    describes: Annotated[str | None, PATTERN, "Matches words in brackets that say something of the paper"] = (
        None
    )
    head: Annotated[HeadRules, "How the head of a document is recognised"] = field(default_factory=HeadRules)
    lines: Annotated[tuple[LineRule, ...], Key("line"), "How set lines are recognised"] = ()
    plain: Annotated[PlainRules | None, "How papers are read that come as plain text"] = None
    notes: Annotated[tuple[NoteRule, ...], "Series of notes of plain text"] = ()
    voices: Annotated[tuple[VoiceRule, ...], Key("note_voice"), "In whose voice notes are"] = ()
    signs: Annotated[tuple[SignTable, ...], Key("sign"), "The signs, in their order"] = ()
