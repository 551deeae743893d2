"""Finished editions that are damaged by chance: the seeds, and a small book of everything that prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import query_edition
from invented import a_run
from press import SEEDS
from sample_publication import sample

from variorum import registry
from variorum.contract import Renderer, Setting, Shelf
from variorum.press import Request
from variorum.press.binding import read_back, what_is_unknown
from variorum.press.preparation import prepare, with_stand_ins
from variorum.press.sheets import setting_of
from variorum.proof import prove
from variorum.publication import Publication
from variorum.style import Style, load

NAMES = ("specimen", "socialist-international", "sample", "queries")


@dataclass(frozen=True)
class Book:
    """A finished edition in a format, and what it was made of."""

    name: str
    renderer: Renderer
    publication: Publication = field(repr=False)
    setting: Setting = field(repr=False)
    data: bytes = field(repr=False)

    def faults(self, data: bytes, shelf: Shelf | None = None) -> tuple[str, ...]:
        """Return what the proof has against a file that should be this book, read with what a shelf holds."""
        read = read_back(self.renderer, self.name, data, shelf)
        if read.value is None:
            return tuple(found.message for found in read.diagnostics)
        setting = self.setting if shelf is None else replace(self.setting, shelf=shelf)
        unknown = what_is_unknown(self.renderer, data, self.publication, setting)
        proof = prove(self.publication, self.setting.style, read.value, self.name, unknown)
        return tuple(found.message for found in proof.diagnostics)


@cache
def _made_of(name: str) -> tuple[Publication, Style]:
    if name == "sample":
        return sample(), load("house").value
    if name == "queries":
        return query_edition.publication(), load("house").value
    prepared = with_stand_ins(prepare(str(SEEDS / name), Request()))
    assert prepared.publication is not None and prepared.style is not None
    return prepared.publication, prepared.style


@cache
def book(name: str, format_: str) -> Book:
    """Return a finished edition."""
    publication, style = _made_of(name)
    renderer = registry.renderer(format_).value
    assert renderer is not None
    if name in ("sample", "queries"):
        imprint = publication.imprint
        setting = Setting(style, publication.series, a_run(imprint.title), imprint.language)
    else:
        setting = setting_of(publication, style)
    sheets = [renderer.typeset(document, setting).value for document in publication.documents]
    return Book(name, renderer, publication, setting, renderer.bind(publication, sheets, setting).value)


def books(format_: str) -> Iterator[Book]:
    """Yield the editions that are damaged in a format."""
    for name in NAMES:
        if name != "queries" or format_ == "docx":
            yield book(name, format_)
