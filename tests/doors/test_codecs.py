"""The law of all codecs: a document that is written is read back the same, up to its id."""

from __future__ import annotations

from dataclasses import replace

import pytest
from press import SEEDS

from variorum.codecs.transcript.canonical import canonical
from variorum.conventions import load
from variorum.doors import Codec, ReadOptions
from variorum.model import Document
from variorum.press import Request
from variorum.press.preparation import prepare
from variorum.registry import CODECS, best_fits, readers

SET = load("soviet-archives").value
TABLE = readers(CODECS).value
each_codec = pytest.mark.parametrize("codec", [one.thing for one in TABLE], ids=lambda codec: codec.name)


def written_and_read(codec: Codec, document: Document) -> Document:
    data = codec.write(document, SET).value
    (_, fitting) = best_fits(TABLE, data, "document").value
    assert [one.thing for one in fitting] == [codec]
    options = ReadOptions("file", document.base, document.languages)
    (read,) = codec.read("document", data, SET, options).value.documents
    return canonical(replace(read, id=document.id))


@each_codec
@pytest.mark.parametrize("seed", ["specimen", "socialist-international"])
def test_the_documents_of_a_seed_come_back(codec: Codec, seed: str) -> None:
    edition = prepare(str(SEEDS / seed), Request()).edition
    assert edition is not None
    for document in edition.documents:
        assert written_and_read(codec, document) == canonical(document)
