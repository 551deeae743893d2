"""The comparison of a publication with what was read back from a finished file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TypedDict

from variorum import extract
from variorum.extract import Extract, Fault, Kind, PageSeen, QuerySeen, Token
from variorum.findings import Diagnostic
from variorum.findings.proof import (
    ProofCall,
    ProofFault,
    ProofForm,
    ProofInvisible,
    ProofLook,
    ProofMore,
    ProofNoteMissing,
    ProofNoteTwice,
    ProofOrder,
    ProofPage,
    ProofPartExtra,
    ProofPartMissing,
    ProofQuery,
    ProofUnknown,
    ProofWordExtra,
    ProofWordMissing,
    ProofWordWrong,
)
from variorum.proof import form
from variorum.proof.expectation import Expectation, expectation_of
from variorum.publication import Publication
from variorum.source import Span
from variorum.style import Style
from variorum.vocabulary import Unknown

LIMIT = 12
"""How many findings a stream may bring; a file that lost a page need not list every word of it."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a thing the publication has, and how many were found whole in the file."""

    name: str
    expected: int
    found: int


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome for one file: counts for the table, a finding for each fault, and where in it they are."""

    file: str
    counts: tuple[Count, ...]
    diagnostics: tuple[Diagnostic, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def passed(self) -> bool:
        """Return whether the file holds everything."""
        return not self.diagnostics


class _Where(TypedDict):
    """The facts of a finding in a stream: the file, what people call the stream, words near the place."""

    file: str
    stream: str
    context: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A finding, and at which token of which stream as read back it stands."""

    finding: Diagnostic
    stream: str | None = None
    index: int = 0

    def in_file(self, file: str) -> Fault:
        """Return it as it is marked in the file itself, which need not be named there."""
        return Fault(self.finding.message.removeprefix(f"{file}: "), self.stream, self.index)


def prove(
    publication: Publication, style: Style, found: Extract, file: str, unknown: Sequence[Unknown] = ()
) -> Proof:
    """Compare what was read back from `file` with the publication; what is `unknown` of it is not proofed."""
    wanted = expectation_of(publication, style)
    faults: list[_Placed] = [_Placed(ProofFault(file=file, fault=f)) for f in found.faults]
    faults += [_Placed(ProofUnknown(file=file, what=one.what, at=one.at)) for one in unknown]
    bad: dict[str, set[int]] = {}
    for name, tokens in wanted.extract.streams.items():
        seen = found.streams.get(name)
        if seen is None:
            faults.append(_Placed(_absent(name, tokens, wanted, file)))
            bad[name] = set(range(len(tokens)))
            continue
        problems, wrong = _stream(name, tokens, seen, wanted, file)
        if not problems:
            problems = [_form(one, tokens, wanted, file) for one in form.differences(wanted, found, name)]
        faults.extend(replace(one, stream=name) for one in problems[:LIMIT])
        if len(problems) > LIMIT:
            called = _stream_name(name, wanted)
            faults.append(_Placed(ProofMore(file=file, stream=called, count=len(problems) - LIMIT)))
        bad[name] = wrong
    for name in found.streams:
        if name not in wanted.extract.streams and found.streams[name]:
            text = " ".join(token.text for token in found.streams[name][:6])
            stream = f"{_stream_name(name, wanted)} (“{text} …”)"
            faults.append(_Placed(ProofPartExtra(file=file, stream=stream), name))
    faults += map(_Placed, _order(wanted.extract, found, wanted, file))
    page_faults, pages_found = _compare_pages(wanted.extract, found, file)
    faults += map(_Placed, page_faults)
    faults += (
        [] if found.queries is None else list(_queries(wanted.extract.queries or (), found.queries, file))
    )
    counts = _counts(publication, wanted, found, bad, pages_found)
    places = tuple(one.in_file(file) for one in faults)
    return Proof(file, counts, tuple(one.finding for one in faults), places)


def _counts(
    publication: Publication, wanted: Expectation, found: Extract, bad: dict[str, set[int]], pages: int
) -> tuple[Count, ...]:
    words = lacking = 0
    for name, tokens in wanted.extract.streams.items():
        words += sum(token.kind is Kind.WORD for token in tokens)
        lacking += sum(tokens[index].kind is Kind.WORD for index in bad[name])
    notes = [note for document in publication.documents for note in document.notes]
    whole = [n for n in notes if extract.note(n.id) in found.streams and not bad[extract.note(n.id)]]
    signs = [s for s in wanted.signs if not any(i in bad[s.stream] for i in range(s.start, s.end))]
    all_pages = sum(len(marks) for marks in wanted.extract.pages.values())
    return (
        Count("words", words, words - lacking),
        Count("notes", len(notes), len(whole)),
        Count("signs", len(wanted.signs), len(signs)),
        Count("pages", all_pages, pages),
    )


def _stream_name(name: str, wanted: Expectation) -> str:
    """Return what people call a stream: a note's label and a part's title rather than their ids."""
    if name.startswith("note/"):
        return f"note {wanted.labels.get(name.removeprefix('note/'), name.removeprefix('note/'))}"
    if name.startswith("matter/"):
        part = name.removeprefix("matter/")
        return f"“{wanted.labels[part]}”" if part in wanted.labels else part.replace("_", " ")
    return name.replace("/", ", ")


def _absent(name: str, tokens: Sequence[Token], wanted: Expectation, file: str) -> Diagnostic:
    span = next((token.span for token in tokens if token.span), None)
    if name.startswith("note/"):
        label = _stream_name(name, wanted).removeprefix("note ")
        text = " ".join(token.text for token in tokens[1:7])
        return ProofNoteMissing(span, file=file, label=f"{label} (“{text} …”)")
    return ProofPartMissing(span, file=file, stream=_stream_name(name, wanted))


def _stream(
    name: str, wanted: Sequence[Token], seen: Sequence[Token], whole: Expectation, file: str
) -> tuple[list[_Placed], set[int]]:
    """Compare one stream; return its findings and which wanted tokens are not as they should be."""
    called = _stream_name(name, whole)
    findings: list[_Placed] = []
    wrong: set[int] = set()
    own = [t for t in seen if t.kind is Kind.CALL and name == extract.note(t.note or "")]
    if len(own) > 1:
        label = called.removeprefix("note ")
        span = wanted[0].span
        note = ProofNoteTwice(span, file=file, label=label, count=len(own))
        return [_Placed(note)], set(range(len(wanted)))

    def where(context: str) -> _Where:
        return {"file": file, "stream": called, "context": context}

    missing: list[tuple[int, int]] = []
    extra: list[int] = []
    instead: dict[int, int] = {}
    for tag, a, b, c, d in _opcodes(wanted, seen):
        if tag == "equal":
            for i, j in zip(range(a, b), range(c, d), strict=True):
                one, other = wanted[i], seen[j]
                if one.kind is Kind.WORD and one.looks == other.looks and not other.hidden:
                    continue
                fault = _difference(where, wanted, i, other, whole.labels)
                if fault is not None:
                    findings.append(_Placed(fault, index=j))
                    wrong.add(i)
        else:
            missing.extend((i, min(c + i - a, max(d - 1, c))) for i in range(a, b))
            extra.extend(range(c, d))
            if b - a == d - c:
                instead.update(zip(range(a, b), range(c, d), strict=True))
            wrong.update(range(a, b))
    findings.extend(_word_findings(where, (wanted, missing), (seen, extra), instead))
    return findings, wrong


def _form(one: form.FormDifference, tokens: Sequence[Token], wanted: Expectation, file: str) -> _Placed:
    span = tokens[min(one.index, len(tokens) - 1)].span
    where: _Where = {
        "file": file,
        "stream": _stream_name(one.stream, wanted),
        "context": form.near(tokens, one.index),
    }
    return _Placed(ProofForm(span, **where, expected=one.expected, found=one.found), index=one.index)


def _opcodes(wanted: Sequence[Token], seen: Sequence[Token]) -> list[tuple[str, int, int, int, int]]:
    """Return the differences, after cutting off the common beginning and end (a diff costs the square)."""
    a, b = [_key(token) for token in wanted], [_key(token) for token in seen]
    if a == b:
        return [("equal", 0, len(a), 0, len(b))]
    least, start = min(len(a), len(b)), 0
    while start < least and a[start] == b[start]:
        start += 1
    end = 0
    while end < least - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle = SequenceMatcher(None, a[start : len(a) - end], b[start : len(b) - end], autojunk=len(a) > 20_000)
    return [
        ("equal", 0, start, 0, start),
        *((tag, i + start, j + start, k + start, m + start) for tag, i, j, k, m in middle.get_opcodes()),
        ("equal", len(a) - end, len(a), len(b) - end, len(b)),
    ]


def _key(token: Token) -> str:
    """Return what makes two tokens comparable: the word, or that it is a call."""
    return "\0call" if token.kind is Kind.CALL else token.text


def _near(tokens: Sequence[Token], index: int) -> str:
    """Say where in the text a token stands: the words before it, and the place in the file."""
    before = " ".join(token.text for token in tokens[max(0, index - 4) : index])
    place = tokens[min(index, len(tokens) - 1)].place if tokens else ""
    said = f"after “{before}”" if before else "at the beginning"
    return f"{said} ({place})" if place else said


def _difference(
    where: Callable[[str], _Where],
    wanted: Sequence[Token],
    index: int,
    seen: Token,
    labels: Mapping[str, str],
) -> Diagnostic | None:
    """Compare two aligned tokens beyond their words; return what is wrong."""
    token = wanted[index]
    is_call = token.kind is Kind.CALL
    same = (token.text, token.note) == (seen.text, seen.note) if is_call else token.looks == seen.looks
    if same and not seen.hidden:
        return None
    context = _near(
        [replace(t, place=seen.place) for t in wanted[max(0, index - 4) : index + 1]], min(index, 4)
    )
    here = where(context)
    if seen.hidden:
        return ProofInvisible(token.span, **here, word=token.text, reason=seen.hidden)
    if is_call:
        other = labels.get(seen.note or "")
        tied = "tied to no note" if other is None else f"tied to another note ({other})"
        found = f"“{seen.text}”" if seen.text != token.text else tied
        return ProofCall(token.span, **here, expected=f"“{token.text}”", found=found)
    expected, found = _looks_in_words(token), _looks_in_words(seen)
    return ProofLook(token.span, **here, word=token.text, expected=expected, found=found)


def _looks_in_words(token: Token) -> str:
    """Describe the looks of a word: "italic, underline", or by letters where they differ."""
    described = []
    start = 0
    for length, looks in token.looks:
        name = ", ".join(sorted(looks)) or "plain"
        letters = token.text[start : start + length]
        described.append(name if len(token.looks) == 1 else f"{name} in “{letters}”")
        start += length
    return "; ".join(described) or "plain"


def _word_findings(
    where: Callable[[str], _Where],
    less: tuple[Sequence[Token], Sequence[tuple[int, int]]],
    more: tuple[Sequence[Token], Sequence[int]],
    instead: Mapping[int, int],
) -> Iterator[_Placed]:
    """Yield what is missing, too much, in the place of another, or only elsewhere.

    Of what is missing is known beside its number what is seen in its place, or behind it.
    """
    (wanted, missing), (seen, extra) = less, more
    lost = Counter(_key(wanted[i]) for i, _ in missing)
    gained = Counter(_key(seen[j]) for j in extra)
    displaced = lost & gained
    elsewhere = frozenset(displaced)
    for i, at in missing:
        token = wanted[i]
        here = where(_near(wanted, i))
        if displaced[_key(token)]:
            displaced[_key(token)] -= 1
            gained[_key(token)] -= 1
            yield _Placed(ProofOrder(token.span, **here, word=token.text), index=at)
        elif token.kind is Kind.CALL:
            lacking = ProofCall(token.span, **here, expected=f"“{token.text}”", found="missing")
            yield _Placed(lacking, index=at)
        elif (other := _other(seen, instead.get(i), elsewhere)) is not None:
            gained[_key(other)] -= 1
            wrong = ProofWordWrong(token.span, **here, word=token.text, found=other.text)
            yield _Placed(wrong, index=at)
        else:
            yield _Placed(ProofWordMissing(token.span, **here, word=token.text), index=at)
    for j in extra:
        token = seen[j]
        if gained[_key(token)] <= 0:
            continue
        gained[_key(token)] -= 1
        here = where(_near(seen, j))
        if token.kind is Kind.CALL:
            too_much = ProofCall(None, **here, expected="of no note", found=f"“{token.text}”")
            yield _Placed(too_much, index=j)
        else:
            yield _Placed(ProofWordExtra(None, **here, word=token.text), index=j)


def _other(seen: Sequence[Token], index: int | None, elsewhere: frozenset[str]) -> Token | None:
    """Return the word that stands in the place of another and belongs nowhere else."""
    token = None if index is None else seen[index]
    return None if token is None or token.kind is Kind.CALL or _key(token) in elsewhere else token


def _order(wanted: Extract, found: Extract, whole: Expectation, file: str) -> list[Diagnostic]:
    """Compare the order of the parts (not of notes, whose place is the format's business)."""
    present = [name for name in wanted.order if name in found.streams]
    seen = [name for name in found.order if name in wanted.order]
    for right, is_ in zip(present, seen, strict=False):
        if right != is_:
            fault = f"{_stream_name(is_, whole)} stands where {_stream_name(right, whole)} should"
            return [ProofFault(file=file, fault=fault)]
    if len(present) != len(seen):
        return [ProofFault(file=file, fault="the order of its parts cannot be told")]
    return []


def _compare_pages(wanted: Extract, found: Extract, file: str) -> tuple[list[Diagnostic], int]:
    """Compare page marks by label, order and position; return the findings and how many are right."""
    findings: list[Diagnostic] = []
    right = 0
    for document, marks in wanted.pages.items():
        seen = found.pages.get(document, ())
        names, others = [_label(m) for m in marks], [_label(m) for m in seen]
        for tag, a, b, c, d in SequenceMatcher(None, names, others, autojunk=False).get_opcodes():
            if tag == "equal":
                for mark, other in zip(marks[a:b], seen[c:d], strict=True):
                    if None not in (mark.index, other.index) and mark.index != other.index:
                        where = f"{other.index} words into the text, not {mark.index} ({other.place})"
                        findings.append(_page(mark.span, file, document, mark.label, where))
                    else:
                        right += 1
                continue
            for i in range(a, b):
                other_label = f"“{others[c + i - a]}”" if c + i - a < d else "missing"
                findings.append(_page(marks[i].span, file, document, marks[i].label, other_label))
            for j in range(c + (b - a), d):
                findings.append(_page(None, file, document, "none", f"“{others[j]}” ({seen[j].place})"))
    return findings, right


def _queries(wanted: Sequence[QuerySeen], found: Sequence[QuerySeen], file: str) -> Iterator[_Placed]:
    """Yield what is wrong with queries: each is there once, as it was asked, at its place."""
    left = list(found)
    for one in wanted:
        same = sorted(
            (other for other in left if other.words == one.words),
            key=lambda other: bool(_changed(one, other)),
        )
        if same:
            left.remove(same[0])
        fault = _changed(one, same[0]) if same else "is missing"
        if fault:
            at = same[0].at if same else None
            stream, index = (at.stream, at.index) if at is not None else (None, 0)
            yield _Placed(ProofQuery(one.span, file=file, words=one.words, fault=fault), stream, index)
    for other in left:
        fault = f"is in {other.place}, and nobody asked it"
        yield _Placed(ProofQuery(file=file, words=other.words, fault=fault))


def _changed(one: QuerySeen, other: QuerySeen) -> str:
    """Say what is otherwise of two queries of the same words, or nothing."""
    for name in ("author", "initials", "date"):
        wanted, found = getattr(one, name), getattr(other, name)
        if wanted != found:
            return f"has the {name} “{found}”, not “{wanted}”"
    for name, what in (
        ("at", "is asked"),
        ("begins", "is on words that begin"),
        ("ends", "on words that end"),
    ):
        asked, seen = getattr(one, name), getattr(other, name)
        if asked != seen:
            there = f"{seen.index} words into {seen.stream}" if seen else "nowhere"
            return f"{what} {there}, not {asked.index if asked else 'nowhere'}"
    return ""


def _label(mark: PageSeen) -> str:
    """Return the label of a page in the form in which labels are compared: as words, blanks folded."""
    return " ".join(extract.normal(mark.label).split())


def _page(span: Span | None, file: str, document: str, label: str, found: str) -> Diagnostic:
    wanted = label if label == "none" else f"“{label}”"
    return ProofPage(span, file=file, document=document, expected=wanted, found=found)
