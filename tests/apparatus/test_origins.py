"""Every printed run has an origin, and one that is a place holds its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from apparatus.holding import foreign, stretch_of
from cases import Case, each
from desk import Desk
from press import ROOT
from transcript.test_cases import CASES, convention, reading

from variorum import registry
from variorum.apparatus import annotate
from variorum.apparatus.origins import PrintedStretch, printed_stretches
from variorum.apparatus.profile import names
from variorum.codecs.tei.volume import read_volume
from variorum.conventions import Conventions, ConventionSet, load
from variorum.decode import decode
from variorum.model import Document, Edition, Imprint
from variorum.origin import Derived, Generated, OriginRule, Way
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.publication import Run, join_runs
from variorum.source import Source, Span

SEEDS = [ROOT / "seeds" / name for name in ("specimen", "socialist-international")]
TEI = ("whitman-manuscripts", "legalkraus", "schnitzler-briefe", "frus-history", "teic-p5-test")
PLACE = Span("case.txt", 3, 5, 3, 14)

each_seed = pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
each_profile = pytest.mark.parametrize("profile", names())


def of_seed(seed: Path, profile: str) -> tuple[list[PrintedStretch], Mapping[str, Source]]:
    prepared = prepare(str(seed), Request(profile=profile))
    assert prepared.publication is not None
    return list(printed_stretches(prepared.publication)), prepared.sources


WORDS_OF_NOTATIONS = {"vestiges"}
"""Words that the encoding has for a mark of a notation, which writes them with signs alone."""


def unplaced(stretches: list[PrintedStretch]) -> list[str]:
    """Return the words of documents of which no place is known."""
    rules = (OriginRule.PLACE_UNKNOWN,)
    return [one.text for one in stretches if isinstance(one.origin, Generated) and one.origin.rule in rules]


@each_seed
@each_profile
def test_places_hold_the_words_of_the_seeds(seed: Path, profile: str) -> None:
    stretches, sources = of_seed(seed, profile)
    assert foreign(stretches, sources) == []
    assert unplaced(stretches) == []


def test_a_run_with_the_place_of_another_is_found() -> None:
    stretches, sources = of_seed(SEEDS[0], "edition")
    at = [number for number, one in enumerate(stretches) if isinstance(one.origin, Span)]
    first, other = next(
        (first, other)
        for first, other in zip(at, at[5:], strict=False)
        if stretches[first].text not in stretches[other].text
    )
    spoilt = [*stretches]
    spoilt[first] = replace(spoilt[first], origin=stretches[other].origin)
    assert len(foreign(spoilt, sources)) == 1


def of_case(case: Case, shared: Path | None, profile: str) -> tuple[list[PrintedStretch], Source]:
    fence = case.input
    data = fence.body.encode() if shared is None else (shared / "corpus" / fence.words[0]).read_bytes()
    document = reading(case, shared).value.document
    return of_documents((document,), convention(case), profile), decode("case.txt", data).value


def of_documents(
    documents: tuple[Document, ...], convention: ConventionSet, profile: str
) -> list[PrintedStretch]:
    edition = Edition("e", Imprint("Cases"), documents)
    return list(printed_stretches(annotate(edition, Conventions(convention), profile).value))


@each_profile
@each(CASES)
def test_places_hold_the_words_of_every_case(
    case: Case, profile: str, request: pytest.FixtureRequest
) -> None:
    shared = request.getfixturevalue("shared") if case.input.name == "corpus" else None
    stretches, source = of_case(case, shared, profile)
    assert foreign(stretches, {source.path: source}) == []
    assert set(unplaced(stretches)) <= WORDS_OF_NOTATIONS
    assert twice(stretches, source) == []


def twice(stretches: list[PrintedStretch], source: Source) -> list[str]:
    """Return words of a source that are printed more than once though no rule says that they are."""
    found = []
    last = (0, 0)
    for place, text in sorted(exact(stretches, source)):
        if place.start < last:
            found.append(f"{text} at {place}")
        last = max(last, place.end)
    return found


def exact(stretches: list[PrintedStretch], source: Source) -> Iterator[tuple[Span, str]]:
    """Yield the words that stand in a file just as they are printed, with their places."""
    for one in stretches:
        origin = one.origin
        if isinstance(origin, Span) and origin.path == source.path and stretch_of(source, origin) == one.text:
            yield origin, one.text


@each_seed
@each_profile
def test_no_words_are_printed_twice_unless_a_rule_says_so(seed: Path, profile: str) -> None:
    stretches, sources = of_seed(seed, profile)
    assert [found for source in sources.values() for found in twice(stretches, source)] == []


@pytest.mark.parametrize("folder", TEI)
def test_places_hold_the_words_of_encoded_editions(folder: str, shared: Path) -> None:
    guide = load("guide").value
    for path in sorted((shared / "corpus" / "tei" / folder).glob("*.xml")):
        volume = read_volume("v.xml", path.read_bytes(), "v", None).value
        assert volume.source is not None
        for profile in names():
            stretches = of_documents(volume.documents, guide, profile)
            assert foreign(stretches, {"v.xml": volume.source}) == [], path.name
            assert unplaced(stretches) == [], path.name


def test_a_place_that_does_not_hold_the_words_is_found(shared: Path) -> None:
    path = min((shared / "corpus" / "tei" / "legalkraus").glob("*.xml"))
    volume = read_volume("v.xml", path.read_bytes(), "v", None).value
    assert volume.source is not None
    stretches = of_documents(volume.documents, load("guide").value, "edition")
    last = max(one.origin.line for one in stretches if isinstance(one.origin, Span))
    other = Span("v.xml", last, 1, last, 1)
    moved = [replace(one, origin=other) if isinstance(one.origin, Span) else one for one in stretches]
    assert len(foreign(moved, {"v.xml": volume.source})) > 10


def test_a_run_needs_an_origin_as_long_as_it_is() -> None:
    with pytest.raises(TypeError):
        Run("words")  # type: ignore[call-arg]  # that the type checker refuses it is what this says
    with pytest.raises(ValueError, match="not as long"):
        Run("words", ((4, PLACE),))


def test_parts_of_a_run_keep_exact_places() -> None:
    run = Run("the light", PLACE)
    assert run.part(4).origin == Span("case.txt", 3, 9, 3, 14)
    assert join_runs(run.part(0, 3), run.part(3)).origin == PLACE
    again = run.repeat(OriginRule.LEMMA)
    assert again.part(0, 3).origin == Derived(Span("case.txt", 3, 5, 3, 8), OriginRule.LEMMA)
    over_lines = Span("case.txt", 3, 5, 4, 2)
    assert Run("the light", over_lines).part(4).origin == over_lines


def test_a_run_put_together_knows_each_of_its_stretches() -> None:
    bracket = Generated(OriginRule.SIGN_MARK, "page-mark")
    run = join_runs(Run("[", bracket), Run("the light", PLACE), Run("]", bracket))
    assert run == Run("[the light]", bracket)
    assert [text for text, _ in run.parts()] == ["[", "the light", "]"]
    assert [text for text, _ in run.part(1, 4).parts()] == ["the"]
    assert run.span == PLACE
    assert run.with_cause(PLACE).part(0, 1).span == PLACE


def test_letters_that_a_rule_changes_say_so() -> None:
    capital = Run("the light", PLACE).part(0, 1).derive(OriginRule.CAPITAL, str.upper)
    assert (capital.text, capital.origin) == ("T", Derived(Span("case.txt", 3, 5, 3, 6), OriginRule.CAPITAL))


def test_every_rule_has_a_sentence_of_its_own() -> None:
    sentences = [rule.sentence for rule in OriginRule]
    assert len(set(sentences)) == len(OriginRule)
    assert [sentence for sentence in sentences if not sentence.endswith(".")] == []


def test_a_renderer_names_what_it_adds() -> None:
    added: set[OriginRule] = set()
    for name in ("pdf", "epub", "docx"):
        made = registry.renderer(name).value
        assert made is not None
        assert {rule.way for rule in made.adds} == {Way.SETS}
        added |= made.adds
    assert added == {rule for rule in OriginRule if rule.way is Way.SETS}


def test_origins_are_shown(desk: Desk) -> None:
    desk.edition()
    shown = desk.variorum("model", "letters", "--origins").out
    assert re.search(r"adds +wording matter\.contents", shown), shown
    machine = desk.variorum("model", "letters", "--origins", "--json").json
    ways = {one["way"] for one in machine["origins"]}
    assert {"source", "repeats", "adds"} <= ways <= {"source", *(way.value for way in Way)}
    assert set(machine["rules"]) == {rule.slug for rule in OriginRule}
    mark = next(one for one in machine["origins"] if one["characters"] == "[page ")
    assert (mark["rule"], mark["place"]) == ("sign-mark page-mark", "letters/documents/one.txt:10:1")
