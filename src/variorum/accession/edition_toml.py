"""The edition.toml of an edition that is made from files: what their heads told, and what is left to say."""

from __future__ import annotations

import datetime
import json
import re
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.accession.document_ids import file_names, id_of
from variorum.doors import Accession
from variorum.findings.conventions import SignUndeclared
from variorum.words.language import tag_for


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What is said of a whole edition whose folder is made."""

    folder: str
    id: str
    title: str
    title_reason: str
    convention: str
    urn: str
    today: datetime.date


def edition_toml(
    new: NewEdition, taken: Sequence[Accession], open_signs: Sequence[SignUndeclared] = ()
) -> str:
    """Return the text of edition.toml; `open_signs` are findings of signs that nobody declares."""
    return "\n".join((*_opening(new, taken), *_people(taken), *_documents(new, taken), *_rest(open_signs)))


BY_HAND = re.compile(
    r"(?i)(?<!signature )\b(?:hand-?written|holograph|autograph|handschriftlich|eigenhändig)\b(?!:)"
    r"(?! (?:additions?|annotations?|comments?|corrections?|inscriptions?|insertions?|marks?|marginal\w*"
    r"|notes?|phrases?|postscripts?|remarks?|resolutions?|signatures?|signed|unterschrieben)\b)"
)
"""Words for papers by hand, not for notes and signatures on others."""
BY_MACHINE = re.compile(r"(?i)\btype(?:d|script|written)\b|\bTyposkript\b|maschinenschriftlich")
"""Words by which a file tells how its source is written."""
NEAR = 3_000
"""How many characters at its beginning and end tell it: further in, the text speaks of other papers."""
USUAL = "en-GB"
"""The language of an edition that has no document in a language for which there are words."""


def text(value: str) -> str:
    """Return words as a TOML string in one line."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(values: Sequence[str]) -> str:
    """Return texts as a TOML list in one line."""
    return f"[{', '.join(map(text, values))}]"


def comment(words: str) -> str:
    """Return words as a comment of one line."""
    return f"# {' '.join(words.split())}" if words.isprintable() else f"# {text(words)[1:-1]}"


def _opening(new: NewEdition, taken: Sequence[Accession]) -> Iterator[str]:
    folder = shlex.quote(new.folder)
    yield f"# An edition for variorum. Build it:  variorum build {folder}"
    yield f"# See what is to be mended:           variorum check {folder}"
    yield "# What was read, what was left out and what needs your eye: reading.md"
    yield ""
    yield f"id = {text(new.id)}   # the name of the files; never change it once the edition is out"
    yield f"title = {text(new.title)}   # {new.title_reason}"
    yield '# subtitle = "…"'
    languages = list(dict.fromkeys(language for one in taken for language in one.languages))
    own_words = language_of([one.languages[0] for one in taken if one.languages])
    yield f"language = {text(own_words)}   # of the edition: of its apparatus, its own words"
    if languages:
        told = all(not one.language_reason for one in taken if one.languages)
        said = "as the files say" if told else "see the documents"
        yield f"source_languages = {texts(languages)}   # {said}"
    else:
        yield '# source_languages = ["ru"]   # of the documents; the files do not say'
    yield f"modified = {new.today.isoformat()}   # the day of the last change"
    yield '# publisher = "…"'
    yield f"# year = {new.today.year}"
    yield '# rights = "…"   # who holds the rights in the texts you brought in?'
    yield ""
    yield "# what brackets and italics mean; variorum conventions lists other sets"
    yield f"convention = {text(new.convention)}   # for {reason_for(new.convention, taken)}"
    yield 'profile = "edition"   # or "reading", "diplomatic"'
    yield 'style = "house"   # or "large-print"'
    yield 'formats = ["pdf", "epub", "docx"]'
    yield ""
    yield "[[identifier]]"
    yield 'scheme = "urn"'
    yield f"value = {text(new.urn)}   # made for this edition; put an ISBN beside it when there is one"


def reason_for(convention: str, taken: Sequence[Accession]) -> str:
    """Return why a set is that of an edition: what the first of its files says."""
    reasons = dict.fromkeys(one.known_set.reason for one in taken if one.known_set.name == convention)
    first = next(iter(reasons), "")
    return " ".join(first.split()) if first.isprintable() else text(first)[1:-1]


def language_of(languages: Sequence[str]) -> str:
    """Return the language in which an edition speaks: that of most documents for which there are words.

    Of varieties of one language the commonest that names a country has it.
    """
    spoken = [one for one in languages if tag_for(one) is not None]
    if not spoken:
        return USUAL
    (main, _), *_ = Counter(one.partition("-")[0].casefold() for one in spoken).most_common(1)
    varieties = [one for one in spoken if one.partition("-")[0].casefold() == main]
    return Counter([one for one in varieties if "-" in one] or varieties).most_common(1)[0][0]


def _people(taken: Sequence[Accession]) -> Iterator[str]:
    """Yield those who are named as having worked on the texts, once each."""
    named: dict[tuple[str, str], str] = {}
    for one in taken:
        for role, name in one.people:
            named.setdefault((role, name), one.name)
    ids = {one.id.lower() for one in taken}  # one name is one thing in an edition
    for (role, name), source in named.items():
        own = next(made for made in _ids(name) if made not in ids)
        ids.add(own)
        table = role if role in ("editor", "translator") else "contributor"
        yield ""
        yield f"[[{table}]]   # so {file_names(source)}"
        yield f"id = {text(own)}"
        yield f"name = {text(name)}"
        if table == "contributor":
            yield f"role = {text(role)}"
    if not any(role == "editor" for role, _ in named):
        yield ""
        yield "# [[editor]]"
        yield '# id = "editor"'
        yield '# name = "Name of the Editor"'
        yield '# initials = ["NE"]   # as they sign remarks in the documents: [… NE]'


def _ids(name: str) -> Iterator[str]:
    stem = id_of(f"{name}.").lower()
    yield stem
    yield from (f"{stem}-{number}" for number in range(2, 10_000))


def _documents(new: NewEdition, taken: Sequence[Accession]) -> Iterator[str]:
    for one in taken:
        yield ""
        yield "[[document]]"
        named = ", ".join(words for words in (one.title, one.date) if words)
        yield from map(
            comment, (*((named,) if named else ()), f"read from {file_names(one.name)}", *one.said)
        )
        yield f"id = {text(one.id)}"
        yield f"file = {text(one.file)}"
        if one.known_set.name != new.convention:
            yield f"convention = {text(one.known_set.name)}   # for {reason_for(one.known_set.name, (one,))}"
        if one.matter is not None:
            yield f"matter = {text(one.matter)}   # no document, but a part of the volume"
        yield from _base(one)
        if one.languages and (one.is_transcript or one.language_reason):
            yield f"languages = {texts(one.languages)}   # {_language_comment(one)}"
        if one.head:
            yield "[document.head]"
            yield from (f"{kind} = {text(words)}" for kind, words in one.head)


def _language_comment(one: Accession) -> str:
    """Return by what the languages of a document are known."""
    reason = one.language_reason
    if not reason:
        return "as the file says"
    return f"for {reason}" if reason.isprintable() else f"for {text(reason)[1:-1]}"


def _base(one: Accession) -> Iterator[str]:
    """Yield how the source itself is written, and why: signs of hands mean something else by that.

    A transcript tells it at its beginning or end, or is taken as typed; a TEI file of one text tells it in
    its header, or not at all.
    """
    words = one.data.decode("utf-8", "replace")
    if one.is_transcript:
        words = f"{words[:NEAR]}\n{words[NEAR:][-NEAR:]}"
    else:
        words = words.partition("</teiHeader>")[0] if one.documents == 1 else ""
    by_hand, by_machine = BY_HAND.search(words), BY_MACHINE.search(words)
    if by_hand is not None and by_machine is None:
        yield f'base = "handwritten"   # for the file says “{by_hand.group()}”; or "typed", "printed"'
    elif by_machine is not None and by_hand is None:
        yield f'base = "typed"   # for the file says “{by_machine.group()}”; or "handwritten", "printed"'
    elif one.is_transcript and by_hand is not None and by_machine is not None:
        both = f"“{by_hand.group()}” and “{by_machine.group()}”"
        yield f'base = "typed"   # taken, for the file says {both}; or "handwritten", "printed"'
    elif one.is_transcript:
        yield 'base = "typed"   # taken, for the file says nothing else; or "handwritten", "printed"'


def _rest(open_signs: Sequence[SignUndeclared]) -> Iterator[str]:
    yield ""
    yield "[signs]   # what signs mean that the documents leave unexplained"
    asked: dict[str, str] = {}
    for one in open_signs:
        place = f" in {one.span.path}" if one.span else ""
        asked.setdefault(one.key, f'# {one.key} = "…"   # “{one.sign}”, used {one.count}{place}')
    yield from asked.values() if asked else ('# "[ ]" = "An addition or remark of the editor."',)
    yield ""
    yield "# [[accept]]   # a finding that is right as it is"
    yield '# code = "unopened-quotation"'
    yield '# place = "documents/….txt:7"'
    yield '# reason = "so in the source"'
    yield ""
