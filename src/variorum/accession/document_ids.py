"""Ids of documents from the names of their files: stable, unlike one another, fit to be cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ"
LATIN_LETTERS = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i yi ye g"
CYRILLIC = dict(zip(CYRILLIC_LETTERS, LATIN_LETTERS.split(" "), strict=True))
LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "ı": "i"}
LONGEST = 80


def id_of(name: str) -> str:
    """Return the id that a file's name makes: plain letters and digits, the rest as hyphens."""
    stem = name.rpartition(".")[0] or name
    plain = []
    for character in unicodedata.normalize("NFC", stem):
        low = character.lower()
        latin = CYRILLIC.get(low, LETTERS.get(low))
        if latin is not None:
            latin = latin.replace("-", "")
            plain.append(latin if low == character else latin.capitalize())
        else:
            plain.append(
                "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
            )
    made = re.sub(r"[^A-Za-z0-9._-]+", "-", "".join(plain))
    made = re.sub(r"-*([._-])-*", r"\1", made).strip("-._")[:LONGEST].strip("-._")
    return made or "document"


def unlike(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that is not taken, however its letters are written: a disk may not tell them apart."""
    used = {one.lower() for one in taken}
    name, number = wanted, 2
    while name.lower() in used:
        name, number = f"{wanted}-{number}", number + 1
    return name


def file_names(name: str) -> str:
    """Return the name of a file without its folder, of several their first and last."""
    first, *last = name.split(" … ")
    return " … ".join((PurePosixPath(first).name, *last))
