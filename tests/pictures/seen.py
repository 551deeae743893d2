"""Editions that show pictures, and what is seen of them in finished files."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
from desk import LETTER, TOML, Desk
from pictures.drawn import BLUE, RED
from PIL import Image


def edition_with(desk: Desk, pictures: Mapping[str, bytes], targets: Sequence[str] = ()) -> Path:
    """Write an edition whose letter shows pictures one below the other."""
    figures = "".join(
        f'\n{{figure target="{name}" description="seal {number}"}}\n'
        for number, name in enumerate(targets or pictures, 1)
    )
    root = desk.edition(one=f"{LETTER}{figures}\nSo far.\n", toml=TOML)
    for name, data in pictures.items():
        (root / name).write_bytes(data)
    return root


def colours(image: Image.Image) -> list[str]:
    """Return the colours of a page from above, each once where it begins."""

    def of_row(y: int) -> str:
        row: Any = image.crop((0, y, image.width, y + 1)).getcolors(image.width)
        for name, colour in (("red", RED), ("blue", BLUE)):
            if (
                sum(
                    many
                    for many, dot in row
                    if all(abs(a - b) < 60 for a, b in zip(dot, colour, strict=True))
                )
                > 10
            ):
                return name
        return ""

    return [name for name, _ in groupby(of_row(y) for y in range(image.height)) if name]


def pages(pdf: bytes) -> Iterator[Image.Image]:
    document: Any = pypdfium2.PdfDocument(pdf)  # type: ignore[no-untyped-call]
    for page in document:
        yield page.render(scale=1).to_pil().convert("RGB")


def pictures_in(package: bytes, folder: str) -> list[Image.Image]:
    with ZipFile(io.BytesIO(package)) as archive:
        return [
            Image.open(io.BytesIO(archive.read(name)))
            for name in archive.namelist()
            if name.startswith(folder)
        ]
