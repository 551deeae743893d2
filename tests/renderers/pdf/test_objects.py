"""The objects of a PDF are those of a closed table, no key of theirs lacks, they lead where they say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf
import pytest
import sample_publication
from damage import keys
from damage.books import book
from invented import a_run
from PIL import Image

from variorum import registry
from variorum.contract import Setting
from variorum.pictures import PictureForm, StillPicture
from variorum.publication import Link, Para, Picture
from variorum.style import load
from variorum_pdf.closed.navigation import strange_bookmarks
from variorum_pdf.closed.objects import Objects, object_kinds, strange_objects
from variorum_pdf.closed.structure import strange_structure
from variorum_pdf.closed.trees import strange_tree

SAMPLE = "sample"
SHADED = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="50" height="40"><linearGradient id="G">'
    b'<stop offset="0" stop-color="#dc1414"/><stop offset="1" stop-color="#1414dc"/></linearGradient>'
    b'<g opacity=".5"><rect width="20" height="20" fill="url(#G)"/></g></svg>'
)
UNWRITTEN = {
    "type3": "a typeface whose glyphs are pictures, which is not on every machine",
    "trailer": "how a file is saved",
}


def strange(pdf: pikepdf.Pdf) -> list[str]:
    labels = [str(page.label) for page in pdf.pages]
    return [
        *(one.what for one in (*strange_objects(pdf, labels), *strange_structure(pdf))),
        *strange_tree(pdf.Root.Names.Dests, "/Names", "names"),
        *strange_bookmarks(pdf.Root.Outlines),
    ]


@pytest.fixture
def sample() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(book(SAMPLE, "pdf").data))


def test_nothing_is_strange_of_what_we_write(sample: pikepdf.Pdf) -> None:
    assert strange(sample) == []


@pytest.mark.parametrize("change", keys.KEYS.values(), ids=keys.KEYS)
def test_what_lacks_or_leads_elsewhere_is_found(sample: pikepdf.Pdf, change: keys.Change) -> None:
    change(sample)
    assert strange(sample)


def books() -> Iterator[bytes]:
    """Yield finished books with all that we write."""
    for name in ("specimen", SAMPLE):
        yield book(name, "pdf").data
    gauze = Image.new("RGBA", (20, 20), (200, 20, 20, 90))
    gauze.save(dots := io.BytesIO(), "PNG")
    pictures = (
        Picture("a.svg", StillPicture(PictureForm.SVG, SHADED, 50, 40), a_run("A")),
        Picture("b.png", StillPicture(PictureForm.PNG, dots.getvalue(), 20, 20), a_run("B")),
    )
    words = Para("body", (Link("https://example.org/", (a_run("elsewhere"),)),))
    whole = sample_publication.sample()
    document = replace(whole.documents[0], head=(), body=(Para("body", pictures), words), notes=(), after=())
    style = load("house").value
    outlined = replace(style, font=replace(style.font, family="Linux Libertine O"))
    renderer = registry.renderer("pdf").value
    assert renderer is not None
    publication = replace(whole, documents=(document,), front=(), back=())
    setting = Setting(outlined, publication.series, a_run("Of rain"), "en")
    yield renderer.bind(publication, [renderer.typeset(document, setting).value], setting).value


def test_each_entry_of_the_table_is_written() -> None:
    """An entry that nothing writes would let through what nobody has looked at."""
    met = set()
    for data in books():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            objects = Objects({})
            assert list(objects.strange(pdf)) == []
            met |= objects.met
    every = {(kind.name, key) for kind in object_kinds().values() for key in kind.keys}
    assert {one for one in every - met if one[0] not in UNWRITTEN} == set()
