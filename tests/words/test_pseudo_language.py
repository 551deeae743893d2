"""Whatever an edition says itself comes from its language: in one that wraps every phrase, all is wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

import pytest
from apparatus.printed import document, edition
from apparatus.test_every_sign import SPECIMENS
from invented import a_run
from press import ROOT
from sample_publication import sample
from words.finished_files import said_in
from words.pseudo import CLOSE, OPEN, PROFILE_FILE, TAG, language_file, lay, profile_file, pseudo_set

from variorum import style
from variorum.apparatus import Holdings, annotate, last_resort
from variorum.apparatus.origins import PrintedStretch, printed_stretches
from variorum.apparatus.profile import Profile
from variorum.apparatus.profile import load as load_profile
from variorum.apparatus.profile import names as profile_names
from variorum.apparatus.wording import Wording
from variorum.contract import Setting
from variorum.conventions import ConventionSet
from variorum.conventions.layers import names as set_names
from variorum.findings import Result
from variorum.folder import EditionFolder
from variorum.model import Imprint
from variorum.origin import Derived, Generated, OriginRule
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare
from variorum.proof import prove
from variorum.publication import Publication
from variorum.registry import renderer
from variorum.source import Span
from variorum.words.edition_language import LanguageChoice, edition_language
from variorum.words.language import Language

NO_PHRASES = {
    OriginRule.NOTE_LABEL: "notes are counted by letters in every language",
    OriginRule.EDITION_DATA: "a datum of an edition that no file says: it is the edition's, in its language",
    OriginRule.IDENTIFIER: "an id is cited as it is",
    OriginRule.PLACE_UNKNOWN: "words of a document that was read from no file",
}
"""The rules that print letters which no language could change, each with its reason."""

OF_PHRASES = {
    *(OriginRule.WORDING, OriginRule.SIGN_MARK, OriginRule.SIGN_NOTE, OriginRule.SIGN_SPEECH),
    OriginRule.SIGN_LEGEND,
}
"""The rules that print the phrases of languages and sets."""

NAMED = {
    "hand": "the name of who wrote",
    "witness": "the name of a copy, as the transcript has it",
    "resp": "initials or a name",
    "lem_resp": "initials or a name",
    "description": "what a transcript says of a picture",
}
"""The facts that are names or words of a transcript, each with its reason."""

SEEDS = [ROOT / "seeds" / name for name in ("specimen", "socialist-international")]
FAULTS = {"language-missing", "phrase-missing", "sign-words-missing", "key-unknown", "value-wrong"}
PARTING = re.compile(r"\n| · |[:;.,](?: |$)")
"""What formats put between words of sources."""
HOUSE = style.load("house").value
FORMATS = ("pdf", "epub", "docx")


@pytest.fixture(autouse=True)
def _marks_of_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the marks of last resort speak the language too, which no file of an edition can have them do."""
    monkeypatch.setattr(last_resort, "_loaded", lambda _: Result(pseudo_set(last_resort.NAME)))


def outside(text: str, depth: int = 0) -> tuple[str, int]:
    """Return what of a text stands outside of brackets, and how many are open behind it."""
    left = []
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece in (OPEN, CLOSE):
            depth += 1 if piece == OPEN else -1
        elif depth == 0:
            left.append(piece)
    return "\n".join(left), depth


def unwrapped(stretches: Iterable[PrintedStretch], encoded: bool = False) -> list[str]:
    """Return what is printed by a rule outside of brackets, and the streams in which brackets stay open.

    `encoded`: words of an encoding may print as they stand, for no language has them.
    """
    found = []
    depth, stream = 0, ""
    for one in stretches:
        if one.stream != stream:
            found += [f"{stream}: a phrase has no end"] if depth else []
            depth, stream = 0, one.stream
        left, depth = outside(one.text, depth)
        left = left if _is_of_phrases(one) else outside(one.text)[0]
        if any(map(str.isalpha, left)) and not _is_free(one, encoded):
            found.append(f"{one.stream}: “{left.strip()}” ({one.rule})")
    return found


def _is_of_phrases(one: PrintedStretch) -> bool:
    """Return whether a stretch is of a phrase; all others have brackets of their own around their letters."""
    return isinstance(one.origin, Generated) and one.origin.rule in OF_PHRASES


def _is_free(one: PrintedStretch, encoded: bool) -> bool:
    """Return whether the letters of a stretch are no words of the edition's language."""
    match one.origin:
        case Span() | Derived():
            return True
        case Generated(OriginRule.FACT, of):
            return encoded or of in NAMED
        case Generated(rule):
            return rule in NO_PHRASES


@cache
def language() -> Language:
    made = edition_language(LanguageChoice(TAG, file="pseudo.toml"), _Shelf(Path()))
    assert made.diagnostics == ()
    return made.value


@dataclass(frozen=True, slots=True)
class _Shelf(EditionFolder):
    """A folder in which the language and a profile lie."""

    profile: str = ""

    def text(self, path: str, place: Span | None) -> Result[str | None]:
        return Result(profile_file(self.profile) if path == PROFILE_FILE else language_file())


@cache
def pseudo_profile(name: str) -> Profile:
    made = load_profile(PROFILE_FILE, None, _Shelf(Path(), profile=name), TAG)
    assert made.diagnostics == ()
    return made.value


@cache
def of_seed(seed: Path, profile: str, folder: Path) -> Preparation:
    return prepare(str(lay(seed, folder / f"{seed.name}-{profile}", profile)), Request(profile=PROFILE_FILE))


@pytest.fixture(scope="session")
def desk_of_pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pseudo")


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_all_that_a_seed_prints_itself_is_a_phrase(seed: Path, profile: str, desk_of_pseudo: Path) -> None:
    prepared = of_seed(seed, profile, desk_of_pseudo)
    assert prepared.publication is not None
    assert [
        one for one in prepared.diagnostics if one.slug.endswith(("-missing", "-unknown", "-wrong"))
    ] == []
    stretches = list(printed_stretches(prepared.publication))
    assert sum(OPEN in one.text for one in stretches) > 50
    assert unwrapped(stretches) == []


def with_every_act(signs: ConventionSet, profile: str) -> Publication:
    """Return an edition that has every act there is once."""
    bodies = [document(*body, name=name.lower()) for name, body in SPECIMENS.items()]
    made = replace(edition(*bodies), imprint=Imprint("Title", language=TAG))
    return annotate(made, signs, pseudo_profile(profile), None, Holdings(language=language())).value


@pytest.mark.parametrize("profile", profile_names())
@pytest.mark.parametrize("name", set_names())
def test_signs_notes_and_legends_of_every_set_are_phrases(name: str, profile: str) -> None:
    stretches = list(printed_stretches(with_every_act(pseudo_set(name), profile)))
    assert unwrapped(stretches, encoded=True) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_what_formats_say_themselves_is_a_phrase(kind: str) -> None:
    said = sample().imprint
    titles = {name: a_run(getattr(said, name)) for name in ("title", "subtitle")}
    phrases = Wording.of(language()).of_formats(**titles)
    publication = replace(sample(), phrases=phrases)
    data = bound(publication, kind)
    allowed = [*texts_of(publication), *strings(said), *(agent.name for agent in publication.agents)]
    assert foreign(kind, data, allowed) == []


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_what_finished_editions_say_is_a_phrase(seed: Path, kind: str, desk_of_pseudo: Path) -> None:
    publication = of_seed(seed, "edition", desk_of_pseudo).publication
    assert publication is not None
    data = bound(publication, kind)
    allowed = [*texts_of(publication, Span, Derived), *strings(publication.imprint)]
    allowed += [agent.name for agent in publication.agents]
    assert foreign(kind, data, allowed) == []
    read = renderer(kind).value
    assert read is not None
    extract = read.extract(data)
    # What the extract reads is what the publication prints, of which all is a source's or wrapped.
    assert prove(publication, HOUSE, extract, kind).diagnostics == ()
    assert sum(OPEN in token.text for tokens in extract.streams.values() for token in tokens) > 50


def texts_of(publication: Publication, *origins: type) -> list[str]:
    """Return the texts that a publication prints, or those of some origins, stream by stream."""
    stretches = list(printed_stretches(publication))
    return [one.text for one in stretches if not origins or isinstance(one.origin, origins)]


def strings(record: Imprint) -> Iterator[str]:
    """Yield the texts of the imprint."""
    for field in fields(record):
        value = getattr(record, field.name)
        yield from (each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()
        if isinstance(value, str):
            yield value


def bound(publication: Publication, kind: str) -> bytes:
    """Return the finished file of a publication."""
    made = renderer(kind).value
    assert made is not None
    said = publication.imprint
    setting = Setting(HOUSE, publication.series, a_run(said.title), said.language, publication.phrases)
    sheets = [made.typeset(one, setting).value for one in publication.documents]
    return made.bind(publication, sheets, setting).value


def foreign(kind: str, data: bytes, allowed: Iterable[str]) -> list[str]:
    """Return what a file says outside of brackets that is in none of the texts that it may say."""
    known = {" ".join(piece.split()) for one in allowed for piece in PARTING.split(one)}
    found = []
    for place, text in said_in(f".{kind}", data):
        left, depth = outside(text)
        found += [f"{place}: a phrase has no end: {text}"] if depth else []
        for piece in PARTING.split(left):
            said = " ".join(piece.split())
            if any(map(str.isalpha, said)) and said not in known:
                found.append(f"{place}: “{said}”")
    return found
