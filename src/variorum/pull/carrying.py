"""Which differences are carried, and in which of their ways: those with which the laws hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.findings import Diagnostic
from variorum.findings.files import PullLaw
from variorum.pull.desk import Desk
from variorum.pull.trial import Suspicion, Trial
from variorum.pull.writing.edits import Edit, Refusal, Way, overlap
from variorum.pull.writing.frames import FramedWay

ROUNDS = 24
"""How often the edition is tried before nothing is written."""
MISREAD = "the source would read otherwise with it: change it there"
OF_HEAD = "the edition sets the head of a document, each datum in a paragraph of its own: change the words"
NOBODY = "somebody who tracked nothing"
TWO_AUTHORS = "{} and {} have changed the same words: choose one of them with --author, or decide in the file"
AT_ONE_PLACE = "another change is at the same place: make them one in the file, or change the source"


@dataclass(slots=True)
class Carrying:
    """Differences, by number, on their way: those with ways into the sources, and those refused.

    `against` has of two authors' differences at the same words each for the other; `reshaped` the
    paragraphs that are others with a difference than in the file.
    """

    trial: Trial
    desk: Desk
    ways: dict[int, list[Way]]
    refused: dict[int, Refusal]
    found: list[Diagnostic] = field(default_factory=list)
    against: dict[int, int] = field(default_factory=dict)
    reshaped: tuple[Suspicion, ...] = ()
    last: dict[int, Way] = field(default_factory=dict)
    plain: dict[int, list[Way]] = field(default_factory=dict)
    """The ways that were tried, to be tried again in frames."""

    def texts(self) -> Mapping[str, str]:
        """Return the new texts of the sources, once the laws hold; refuse what breaks them."""
        law: PullLaw | None = None
        for _ in range(ROUNDS):
            self.part()
            self.tie()
            self.keep_clear()
            if not self.ways:
                return {}
            verdict = self.trial.verdict(self.first_ways(self.ways))
            if verdict.holds:
                self.reshaped = verdict.reshaped
                return verdict.texts
            law = verdict.law
            culprits = self.culprits(verdict.suspicions)
            if not culprits:
                break
            for number, against in culprits.items():
                self.give_up(number, against)
        self.found.append(law or PullLaw(wanted="", found=""))
        self.refused |= {number: Refusal("nothing is written") for number in self.ways}
        self.ways = {}
        return {}

    def first_ways(self, numbers: Collection[int]) -> dict[int, Way]:
        """Return the likeliest ways of differences."""
        return {number: self.ways[number][0] for number in sorted(numbers)}

    def give_up(self, number: int, against: Sequence[Suspicion]) -> None:
        """Give a way up.

        Behind all others comes the first that did all but make the paragraphs of the file; behind that, all
        in frames.
        """
        way = self.ways[number].pop(0)
        if not way.reshapes and not isinstance(way, FramedWay):
            self.plain.setdefault(number, []).append(way)
        if not way.reshapes and not way.signed and self.may_reshape(number, against):
            self.last.setdefault(number, replace(way, reshapes=True))
        if not self.ways[number] and number in self.last:
            self.ways[number] = [self.last.pop(number)]
        if not self.ways[number]:
            self.ways[number] = [*self.desk.frames.ways(self.plain.pop(number, ()))]
        if not self.ways[number]:
            del self.ways[number]
            self.refused[number] = Refusal(OF_HEAD if self.desk.parts_a_head(number) else MISREAD)

    def may_reshape(self, number: int, against: Sequence[Suspicion]) -> bool:
        """Return whether only what words are taken for is wrong; ends that are put in have to be right."""
        one, compared = self.desk.differences[number], self.desk.compared
        base, edited = compared.base, compared.edited
        has_words = any(map(edited.is_ink, one.put_in)) or any(
            map(base.is_ink, compared.base_view[one.start : one.end])
        )
        return all(
            each.breach is not None and each.breach.is_of_shape and (has_words or each.breach.keeps_ends)
            for each in against
        )

    def culprits(self, suspicions: Sequence[Suspicion]) -> dict[int, list[Suspicion]]:
        """Return the differences that break a law, each with what is against it."""
        alone = [
            one
            for one in suspicions
            if one.breach is not None and len(one.numbers) == 1 and one.numbers == self.unit(*one.numbers)
        ]
        if alone:
            numbers = {number for one in alone for number in one.numbers}
            return {number: _against(number, alone) for number in numbers}
        return self.apart({number for one in suspicions for number in one.numbers} or self.ways.keys())

    def apart(self, suspects: Collection[int]) -> dict[int, list[Suspicion]]:
        """Return those of the suspected that break a law by themselves: the others may stay.

        They are tried by halves. Where a law is broken without them too, all are suspected; where one is
        broken by nothing, none is returned.
        """
        kept = self.ways.keys() - suspects
        if not self.trial.verdict(self.first_ways(kept)).holds:
            return self.apart(self.ways.keys()) if kept else {}
        units = sorted({tuple(sorted(self.unit(one) & self.ways.keys())) for one in suspects})
        waiting = [units]
        made: dict[int, list[Suspicion]] = {}
        while waiting:
            group = waiting.pop(0)
            numbers = {number for unit in group for number in unit}
            verdict = self.trial.verdict(self.first_ways(kept | numbers))
            if verdict.holds:
                kept |= numbers
            elif len(group) == 1:
                against = verdict.against(numbers) or verdict.suspicions
                made |= {number: _against(number, against) or [*against] for number in numbers}
            else:
                half = len(group) // 2
                waiting = [group[:half], group[half:], *waiting]
        # Together they break a law that none of them breaks: the later ones are given up.
        return made or {number: [Suspicion(frozenset((number,)))] for number in units[-1]}

    def unit(self, number: int) -> frozenset[int]:
        """Return a difference with those that are carried with it or not at all."""
        mates = (numbers for numbers in self.desk.mates if number in numbers)
        return frozenset((number,)).union(*mates)

    def part(self) -> None:
        """Refuse the later of two differences that touch the same characters."""
        taken: list[Edit] = []
        for number in sorted(self.ways):
            edits = self.ways[number][0].edits
            if not overlap(edits, taken):
                taken += edits
                continue
            del self.ways[number]
            self.refused[number] = Refusal(AT_ONE_PLACE)
            other = self.of_another(number, edits)
            if other is not None:
                names = [self.author(each) or NOBODY for each in (other, number)]
                self.against |= {number: other, other: number}
                self.ways.pop(other)
                self.refused |= {each: Refusal(TWO_AUTHORS.format(*names)) for each in (other, number)}

    def keep_clear(self) -> None:
        """Put notes in where none is taken out, if there is another place."""
        for number, ways in self.ways.items():
            gone = [
                edit
                for other, its in self.ways.items()
                for edit in its[0].notes
                if other != number and edit.start < edit.end
            ]
            while len(ways) > 1 and any(_is_inside(mine, its) for mine in ways[0].notes for its in gone):
                ways.pop(0)

    def author(self, number: int) -> str:
        """Return who has made a difference."""
        by = self.desk.differences[number].by
        return by.author if by is not None else ""

    def of_another(self, number: int, edits: Sequence[Edit]) -> int | None:
        """Return the difference of somebody else at the same words."""
        return next(
            (
                other
                for other, ways in self.ways.items()
                if self.author(other) != self.author(number) and overlap(edits, ways[0].edits)
            ),
            None,
        )

    def tie(self) -> None:
        """Refuse differences that go with one that is refused: a note is moved whole or not at all."""
        for numbers in self.desk.mates:
            refused = [self.refused[number] for number in numbers if number in self.refused]
            for number in numbers if refused else ():
                if self.ways.pop(number, None) is not None:
                    self.refused[number] = refused[0]


def _is_inside(mine: Edit, its: Edit) -> bool:
    """Return whether words are put in where others are taken out."""
    return mine.path == its.path and mine.start == mine.end and its.start < mine.start < its.end


def _against(number: int, suspicions: Sequence[Suspicion]) -> list[Suspicion]:
    """Return what is against a difference."""
    return [one for one in suspicions if not one.numbers or number in one.numbers]
