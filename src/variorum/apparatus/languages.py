"""In which language words are printed: the edition's own in that of the edition, those of a source in theirs.

A renderer tells a language where it changes, for hyphens and for whoever reads aloud.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import assert_never

from variorum.origin import Derived, Generated, Origin, OriginRule
from variorum.publication import (
    TONGUE,
    Anchor,
    Call,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    Matter,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    Picture,
    PInline,
    PInlines,
    Publication,
    PublishedDocument,
    Run,
    Separator,
    Styled,
    Title,
    is_foreign,
    join_runs,
)
from variorum.source import Span

PHRASES = frozenset(
    {
        *(OriginRule.WORDING, OriginRule.SIGN_MARK, OriginRule.SIGN_NOTE, OriginRule.SIGN_LEGEND),
        OriginRule.NUMBER_WORD,
    }
)
"""The rules that print words in the language of the edition."""
TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Tongues:
    """The language in which the edition speaks, and those of the files of its documents.

    `stated` is the language that words of a source around here are said to be in, whatever their file's.
    """

    edition: str
    files: Mapping[str, str]
    stated: str | None = None

    def of_origin(self, origin: Origin) -> str | None:
        """Return the language of characters, none where they are of any."""
        match origin:
            case Derived(rule=rule) | Generated(rule=rule) if rule in PHRASES:
                return self.edition
            case Span(path=path) | Derived(span=Span(path=path)) if path in self.files:
                return self.stated or self.files[path]
            case Span() | Derived():
                return self.edition
            case _:
                return None

    def of_run(self, run: Run) -> frozenset[str]:
        """Return the languages of the words of a run."""
        there = (self.of_origin(origin) for text, origin in run.parts() if any(map(str.isalpha, text)))
        return frozenset(filter(None, there))

    def where(self, language: str | None) -> Tongues:
        """Return the languages where a node says the one of its words, if it does."""
        return replace(self, stated=language) if language else self


def tag(language: str | None) -> str | None:
    """Return a language by its tag, none if what an encoding says is no tag of BCP 47: nobody knows it."""
    return language if language and TAG.fullmatch(language) else None


def with_languages(publication: Publication, edition: str) -> Publication:
    """Return a publication in which words say their language where it is not that of those around them.

    `edition` is the language in which the edition speaks.
    """
    languages: dict[str, set[str]] = {}
    for document in publication.documents:
        if document.span is not None:
            languages.setdefault(document.span.path, set()).add(document.lang)
    files = {path: min(each) for path, each in languages.items()}
    tongues = Tongues(edition, files)
    return replace(
        publication,
        documents=tuple(_document(document, tongues) for document in publication.documents),
        front=tuple(_matter(matter, tongues) for matter in publication.front),
        back=tuple(_matter(matter, tongues) for matter in publication.back),
    )


def said_in(blocks: PBlocks, language: str) -> PBlocks:
    """Return blocks in whose paragraphs and headings words are in a language, if nothing says another."""
    return tuple(_said_in(block, language) for block in blocks)


def _said_in(block: PBlock, language: str) -> PBlock:
    match block:
        case Para():
            return replace(block, lang=block.lang or language)
        case Title():
            marks = tuple(takewhile(lambda one: isinstance(one, Anchor | PageMark), block.children))
            words = Styled(TONGUE, block.children[len(marks) :], lang=language)
            return replace(block, children=(*marks, words) if words.children else marks)
        case Listing():
            entries = (replace(one, blocks=said_in(one.blocks, language)) for one in block.entries)
            return replace(block, entries=tuple(entries))
        case Grid():
            rows = (
                tuple(replace(box, blocks=said_in(box.blocks, language)) for box in row) for row in block.rows
            )
            caption = (Styled(TONGUE, block.caption, lang=language),) if block.caption else ()
            return replace(block, rows=tuple(rows), caption=caption)
        case Group():
            return replace(block, blocks=said_in(block.blocks, language))
        case Separator():
            return block
        case _:
            assert_never(block)


def _document(document: PublishedDocument, tongues: Tongues) -> PublishedDocument:
    home, tongues = document.lang, tongues.where(document.lang)
    return replace(
        document,
        head=_blocks(document.head, home, tongues),
        body=_blocks(document.body, home, tongues),
        after=_blocks(document.after, home, tongues),
        notes=tuple(replace(note, blocks=_blocks(note.blocks, home, tongues)) for note in document.notes),
    )


def _matter(matter: Matter, tongues: Tongues) -> Matter:
    return replace(matter, blocks=_blocks(matter.blocks, matter.lang, tongues))


def _blocks(blocks: PBlocks, home: str, tongues: Tongues) -> PBlocks:
    return tuple(_block(block, home, tongues) for block in blocks)


def _block(block: PBlock, home: str, tongues: Tongues) -> PBlock:
    match block:
        case Para():
            return _para(block, block.lang or home, tongues.where(block.lang))
        case Title():
            return replace(block, children=_inlines(block.children, home, tongues))
        case Listing():
            entries = (replace(one, blocks=_blocks(one.blocks, home, tongues)) for one in block.entries)
            return replace(block, entries=tuple(entries))
        case Grid():
            rows = (
                tuple(replace(box, blocks=_blocks(box.blocks, home, tongues)) for box in row)
                for row in block.rows
            )
            return replace(block, rows=tuple(rows), caption=_inlines(block.caption, home, tongues))
        case Group():
            return replace(block, blocks=_blocks(block.blocks, home, tongues))
        case Separator():
            return block
        case _:
            assert_never(block)


def _para(para: Para, home: str, tongues: Tongues) -> Para:
    """Say the language of a whole paragraph with the paragraph, else that of its words."""
    spoken = _languages_of(para.children, tongues)
    if len(spoken) == 1 and para.lang is None:
        (language,) = spoken
        return replace(para, lang=language) if is_foreign(language, home) else para
    return replace(para, children=_inlines(para.children, home, tongues))


def _languages_of(children: PInlines, tongues: Tongues) -> frozenset[str]:
    """Return the languages of words."""
    found: frozenset[str] = frozenset()
    for child in children:
        match child:
            case Run():
                found |= tongues.of_run(child)
            case Styled():
                found |= _languages_of(child.children, tongues.where(child.lang))
            case Link():
                found |= _languages_of(child.children, tongues)
            case PageMark():
                found |= tongues.of_run(child.printed)
            case _:
                pass
    return found


def _inlines(children: PInlines, home: str, tongues: Tongues) -> PInlines:
    return tuple(made for child in children for made in _inline(child, home, tongues))


def _inline(child: PInline, home: str, tongues: Tongues) -> PInlines:
    match child:
        case Run():
            return _run(child, home, tongues)
        case Styled():
            inner = _inlines(child.children, child.lang or home, tongues.where(child.lang))
            return (replace(child, children=inner),)
        case Link():
            return (replace(child, children=_inlines(child.children, home, tongues)),)
        case PageMark():
            spoken = tongues.of_run(child.printed)
            return _in_language((child,), next(iter(spoken)) if len(spoken) == 1 else home, home)
        case Call() | LineEnd() | Picture() | Anchor():
            return (child,)
        case _:
            assert_never(child)


def _run(run: Run, home: str, tongues: Tongues) -> PInlines:
    """Return a run in parts of one language each; what is of none goes with what stands before it."""
    parts: list[tuple[str, Run]] = []
    for text, origin in run.parts():
        own = tongues.of_origin(origin) if any(map(str.isalpha, text)) else None
        parts.append((own or (parts[-1][0] if parts else home), Run(text, origin)))
    made: PInlines = ()
    for language, group in groupby(parts, lambda part: part[0]):
        made += _in_language((join_runs(*(piece for _, piece in group)),), language, home)
    return made


def _in_language(words: PInlines, language: str, home: str) -> PInlines:
    return (Styled(TONGUE, words, lang=language),) if is_foreign(language, home) else words
