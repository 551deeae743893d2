"""Edits tried on an edition: what it says with them, and which of them break a law."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from variorum.contract import Renderer
from variorum.findings import Severity
from variorum.findings.files import PullLaw
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare, with_stand_ins
from variorum.pull.desk import Desk
from variorum.pull.encoding import FileForm
from variorum.pull.keys import rekeyed
from variorum.pull.laws import (
    Breach,
    Statement,
    breaches,
    expected_statements,
    set_in_memory,
    statements,
    to_blame,
)
from variorum.pull.writing.edits import Way, apply
from variorum.pull.writing.frames import all_edits


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Differences, by number, of which one breaks a law, as far as it shows; a breach, if it can be set."""

    numbers: frozenset[int]
    breach: Breach | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of edits: the new texts by path, and what is against them.

    `reshaped` are differences that make other paragraphs, and may.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    suspicions: tuple[Suspicion, ...] = ()
    law: PullLaw | None = None
    reshaped: tuple[Suspicion, ...] = ()

    @property
    def holds(self) -> bool:
        """Return whether the laws hold."""
        return not self.suspicions

    def against(self, numbers: Collection[int]) -> list[Suspicion]:
        """Return the suspicions that fall on some of these differences, or on none that shows."""
        return [one for one in self.suspicions if not one.numbers or not one.numbers.isdisjoint(numbers)]


@dataclass(frozen=True, slots=True)
class Trial:
    """An edition set with edits and read back; nothing is written. `forms` are those of its files."""

    folder: str
    request: Request
    chosen: Renderer
    desk: Desk
    forms: Mapping[str, FileForm]
    with_pages: bool

    def verdict(self, ways: Mapping[int, Way]) -> Verdict:
        """Return what came of differences, by number, that are written in these ways."""
        sources = self.desk.places.sources
        edits = all_edits(ways.values(), sources)
        texts = {path: apply(sources[path], some) for path, some in edits.items()}
        instead = {}
        for path, text in texts.items():
            data = self.forms[path].data(text)
            if data is None:
                return Verdict(texts, (*self.unwritable(path, ways),))
            instead[path] = data
        prepared = with_stand_ins(prepare(self.folder, self.request, instead))
        found = self.statements(prepared, ways)
        if found is None:
            return Verdict(texts, (Suspicion(frozenset(self.near_errors(prepared, ways))),))
        wish = expected_statements(self.desk.compared, self.desk.carried(ways), self.desk.ground(ways))
        return self.with_keys(self.compared(texts, ways, wish, found), prepared, ways)

    def compared(
        self,
        texts: Mapping[str, str],
        ways: Mapping[int, Way],
        wish: Sequence[Statement],
        found: Sequence[Statement],
    ) -> Verdict:
        """Return what is against texts with which the edition says this instead of what is wished."""
        suspicions: list[Suspicion] = []
        reshaped: list[Suspicion] = []
        law = None
        for breach in breaches(wish, found):
            blamed = to_blame(breach, wish) & ways.keys()
            own = [
                number
                for number in blamed
                if (ways[number].reshapes and breach.is_of_shape)
                or (ways[number].in_lines and breach.is_of_lines)
            ]
            if own:
                reshaped.append(Suspicion(frozenset(own), breach))
                continue
            law = law or PullLaw(wanted=_words(breach.expected), found=_words(breach.found))
            suspicions.append(Suspicion(blamed, breach))
        return Verdict(texts, tuple(suspicions), law, tuple(reshaped))

    def with_keys(self, verdict: Verdict, prepared: Preparation, ways: Mapping[int, Way]) -> Verdict:
        """Return what came of edits, and where words have other keys with them than without."""
        before, after = self.desk.prepared.edition, prepared.edition
        assert before is not None and after is not None, "both can be set"
        found = list(rekeyed(before, after))
        suspicions = (
            Suspicion(frozenset(n for n, way in ways.items() if any(e.path in one.paths for e in way.all)))
            for one in found
        )
        law = verdict.law or next((one.law for one in found), None)
        return replace(verdict, suspicions=(*verdict.suspicions, *suspicions), law=law)

    def statements(self, prepared: Preparation, ways: Mapping[int, Way]) -> list[Statement] | None:
        """Return what an edition says, once it is set; none if it cannot be."""
        read = set_in_memory(prepared, self.chosen) if prepared.sound else None
        if read is None or prepared.publication is None:
            return None
        known = self.desk.places.sources
        own = {path: source for path, source in prepared.sources.items() if path in known}
        return statements(read, prepared.publication, self.desk.new_ground(ways, own), self.with_pages)

    def unwritable(self, path: str, ways: Mapping[int, Way]) -> Iterator[Suspicion]:
        """Yield the differences with characters that the encoding of a file lacks."""
        form = self.forms[path]
        for number, way in ways.items():
            if any(edit.path == path and form.data(edit.text) is None for edit in way.all):
                yield Suspicion(frozenset((number,)))

    def near_errors(self, prepared: Preparation, ways: Mapping[int, Way]) -> set[int]:
        """Return the differences at whose lines errors are now; all, if none is near one."""
        sources = self.desk.places.sources
        lines = {
            (one.span.path, line)
            for one in prepared.diagnostics
            if one.severity is Severity.ERROR and one.span is not None
            for line in range(one.span.line - 1, one.span.end_line + 2)
        }
        near = {
            number
            for number, way in ways.items()
            for edit in way.all
            if (edit.path, sources[edit.path].place(edit.start)[0]) in lines
        }
        return near or set(ways)


def _words(stretch: Sequence[Statement]) -> str:
    return " ¶ ".join("".join(key for key, _ in one.items) for one in stretch)
