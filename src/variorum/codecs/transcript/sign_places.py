"""Places at which an edition says what a mark means: found by lemma, page and occurrence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from variorum import toml
from variorum.conventions import ConventionSet, Decision
from variorum.conventions.normal_forms import NormalForms
from variorum.doors import SignAt
from variorum.findings import Diagnostic, Result
from variorum.findings.conventions import MarkAmbiguous, MarkMissing, MarkUnfit, SignUnknown
from variorum.model import Document, PageBreak
from variorum.model.walk import descend, folded
from variorum.source import Source


def places(
    source: Source,
    document: Document,
    asked: Iterable[SignAt],
    convention: ConventionSet,
    forms: NormalForms,
) -> Result[dict[int, SignAt]]:
    """Return where in a source the places are; `document` is the source read without them.

    A place that is not there, or of which it is not clear which it is, is a finding; so is a sign that the
    set does not have.
    """
    found: list[Diagnostic] = []
    there: dict[int, SignAt] = {}
    starts = list(_pages(document))
    for each in asked:
        if convention.sign(each.sign) is None:
            near = toml.nearest(each.sign, [sign.id for sign in convention.signs])
            found.append(SignUnknown(each.span, sign=each.sign, nearest=near))
            continue
        words = r"\s+".join(map(re.escape, each.lemma.split()))
        hits = [match.start() for match in re.finditer(words, source.text)] if words else []
        on_page = [
            at for at in hits if each.page is None or _is_on(source.place(at), each.page, starts, forms)
        ]
        chosen = on_page[each.occurrence - 1 : each.occurrence] if each.occurrence else on_page
        if len(chosen) == 1:
            there[chosen[0]] = each
        elif not chosen:
            hint = _elsewhere(each, [_page_at(source.place(at), starts) for at in hits])
            found.append(MarkMissing(each.span, own_hint=hint, lemma=each.lemma))
        else:
            found.append(MarkAmbiguous(each.span, lemma=each.lemma, count=len(chosen)))
    return Result(there, tuple(found))


def unfit(
    source: Source, wanted: Mapping[int, SignAt], decisions: Sequence[Decision]
) -> Iterator[Diagnostic]:
    """Yield a finding for each place whose mark could not become the sign."""
    made = {(one.span.line, one.span.column, one.sign, folded(one.literal)) for one in decisions}
    for at, each in wanted.items():
        line, column = source.place(at)
        if (line, column, each.sign, folded(each.lemma)) not in made:
            yield MarkUnfit(each.span, lemma=each.lemma, sign=each.sign)


def refusals(asked: Iterable[SignAt]) -> tuple[Diagnostic, ...]:
    """Return a finding for each place in a file that is no transcript of a set's marks."""
    hint = "The file is in a notation or encoding of its own, which says itself what is what."
    return tuple(MarkUnfit(each.span, own_hint=hint, lemma=each.lemma, sign=each.sign) for each in asked)


def _pages(document: Document) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield where pages begin and their labels; a page without a mark begins with the text."""
    for part in (*document.body, *document.closing):
        for node in descend(part):
            if isinstance(node, PageBreak) and node.system is None:
                place = (1, 1) if node.generated or node.span is None else (node.span.line, node.span.column)
                yield place, node.label


def _page_at(place: tuple[int, int], starts: Sequence[tuple[tuple[int, int], str]]) -> str | None:
    return next((label for start, label in reversed(starts) if start <= place), None)


def _is_on(
    place: tuple[int, int], page: str, starts: Sequence[tuple[tuple[int, int], str]], forms: NormalForms
) -> bool:
    here = _page_at(place, starts)
    number = forms.counted(here) if here is not None else None
    return here == page or (number is not None and number == forms.counted(page))


def _elsewhere(asked: SignAt, pages: Sequence[str | None]) -> str | None:
    """Return the hint where the lemma does stand, none if it stands nowhere."""
    if not pages:
        return None
    named = ", ".join(dict.fromkeys(page for page in pages if page))
    return (
        f"“{asked.lemma}” stands on page {named}." if named else f"“{asked.lemma}” stands {len(pages)} times."
    )
