"""Whole editions by chance, each from its number alone: its documents, set, profile, page and typeface."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fontTools.ttLib import TTFont
from lxml import etree
from pictures.drawn import drawn, saved
from tei.trees import ATTRIBUTES, NAMES, TEI, XML
from torture.drafts import PICTURE, Draft
from torture.words import Vocabulary

from variorum import conventions, fonts
from variorum.apparatus import profile_names
from variorum.codecs import write
from variorum.codecs.tei_codec import codec as tei
from variorum.conventions import ConventionSet
from variorum.model import Document

TYPEFACES = (
    ("Gentium Plus",),
    ("Junicode", "Junicode Two Beta"),
    ("Cardo",),
    ("Libertinus Serif", "Linux Libertine O"),
    ("Noto Serif",),
)
"""Five typefaces, each under its name or that of its nearest kin; the first that is here is taken."""
PAGES = ((148, 210), (210, 297), (215.9, 279.4), (105, 148))
"""A5, A4, Letter, A6, in millimetres."""
ID = f"{XML}id"
SETS = tuple(name for name in conventions.names() if name != "last-resort")
"""The sets that an edition may name; that of last resort gives marks to the others."""
LANGUAGES = ("en-GB", "de")


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition: its number, how many documents it has, of about how many blocks each.

    Numbers in a row differ in page and typeface.
    """

    number: int
    documents: int = 8
    blocks: int = 5

    @property
    def typeface(self) -> str | None:
        """Return the typeface that is on this machine, None if it is not."""
        return next((one for one in self.names if fonts.faces(one)), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the typeface."""
        return TYPEFACES[self.number % len(TYPEFACES)]

    @property
    def page(self) -> tuple[float, float]:
        """Return width and height of the page."""
        return PAGES[self.number % len(PAGES)]


def write_edition(plan: Plan, root: Path) -> None:
    """Write the edition of a plan into a folder; wherever the typeface is, the same plan gives the same."""
    chance = Random(plan.number)
    language = chance.choice(LANGUAGES)
    name = chance.choice(SETS)
    signs = conventions.load(name, language=language).value
    known = tuple(sign.id for sign in signs.signs)
    vocabulary = Vocabulary(chance, characters(plan.typeface or ""))
    names = tuple(f"d{number}" for number in range(1, plan.documents + 1))
    (root / "documents").mkdir(parents=True)
    (root / "pictures").mkdir()
    (root / PICTURE).write_bytes(saved(drawn(), "PNG"))
    files = {}
    for one in names:
        data, suffix = written(chance, Draft(chance, vocabulary, one, names, known, plan.blocks), signs)
        files[one] = f"documents/{one}{suffix}"
        (root / files[one]).write_bytes(data)
    (root / "style.toml").write_text(style(plan, chance), "utf-8")
    (root / "edition.toml").write_text(toml(chance, language, name, files), "utf-8")


def characters(family: str) -> frozenset[str]:
    """Return the characters that all faces of a family have."""
    known = []
    for path in fonts.faces(family):
        with TTFont(path, fontNumber=0, lazy=True) as font:
            known.append(frozenset(map(chr, font.getBestCmap() or {})))
    return frozenset.intersection(*known)


def written(chance: Random, draft: Draft, signs: ConventionSet) -> tuple[bytes, str]:
    """Return a document as a file, in one of the ways in which a document comes, and the file's ending."""
    way = chance.choice(("transcript", "transcript", "tei", "samples", "tree"))
    if way == "tree":
        return tree(chance), ".xml"
    if way == "samples" and not signs.notation:
        return samples(draft, signs).encode(), ".txt"
    document: Document = draft.document()
    if way == "tei" or signs.notation:
        return tei.write(document, signs).value, ".xml"
    return write(document, signs).encode(), ".txt"


def samples(draft: Draft, signs: ConventionSet) -> str:
    """Return a transcript in which the signs of a set stand between words, as an editor writes them.

    A set that reads no sign is for files that need none: its samples are only printed, braces too.
    """
    read = [sign for sign in signs.signs if sign.sample and sign.means.node != "NoteRef"]
    read = [sign for sign in read if sign.read] or [sign for sign in read if "{" not in sign.sample]
    marks = [sign.sample for sign in read]
    lines = []
    for _ in range(draft.size):
        words = [draft.vocabulary.sentence()]
        for _ in range(draft.chance.randint(0, 4)):
            words += [draft.vocabulary.shown(draft.chance.choice(marks)), draft.vocabulary.sentence()]
        lines.append(draft.chance.choice((" ", " ", "  ", "")).join(words))
    return "\n\n".join(lines) + "\n"


def tree(chance: Random) -> bytes:
    """Return a TEI file of elements in any order, most of them no valid TEI; its ids are its own."""
    root = etree.Element(f"{TEI}TEI")
    body = etree.SubElement(etree.SubElement(root, f"{TEI}text"), f"{TEI}body")
    paragraph = etree.SubElement(body, f"{TEI}p")
    paragraph.text = "The keeper reports that the lamp is lit."
    for _ in range(chance.randint(1, 6)):
        body.append(element(chance, 4))
    taken: set[str] = set()
    for one in body.iter():
        name = one.get(ID)
        if name in taken:
            del one.attrib[ID]
        elif name is not None:
            taken.add(name)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def element(chance: Random, depth: int) -> etree._Element:
    """Return an element of TEI with others in it."""
    made = etree.Element(TEI + chance.choice(NAMES))
    for key in chance.sample(sorted(ATTRIBUTES), chance.choice((0, 0, 1, 2))):
        made.set(key, chance.choice(ATTRIBUTES[key]))
    made.text = blanks_and_words(chance)
    for _ in range(chance.choice((0, 1, 2, 3)) if depth else 0):
        made.append(element(chance, depth - 1))
        made[-1].tail = blanks_and_words(chance)
    return made


def blanks_and_words(chance: Random) -> str:
    """Return some words, with blanks and line ends where they may be."""
    return "".join(
        chance.choices(("word", "lamp", "St.", " ", "\n ", ".", "t", "17"), k=chance.randint(0, 4))
    )


def style(plan: Plan, chance: Random) -> str:
    """Return the house style of a plan."""
    width, height = plan.page
    margin = 12 if width < 120 else chance.choice((14, 20, 25))
    margins = "".join(
        f"margin_{side}_mm = {max(margin, 14)}\n" for side in ("top", "bottom", "inner", "outer")
    )
    return (
        f'extends = "{chance.choice(("house", "house", "large-print") if width > 140 else ("house",))}"\n'
        f'[font]\nfamily = "{plan.typeface}"\n'
        f"[page]\nwidth_mm = {width}\nheight_mm = {height}\n{margins}"
        f'document_starts = "{chance.choice(("right", "any", "continue"))}"\n'
    )


def toml(chance: Random, language: str, convention: str, files: Mapping[str, str]) -> str:
    """Return the edition.toml; `files` are those of the documents by their ids."""
    printed = chance.choice(("", "", "", f'printed_as = "{chance.choice(SETS)}"\n'))
    head = (
        'id = "edition"\ntitle = "Papers by chance"\nmodified = 2026-11-20\n'
        f'language = "{language}"\nconvention = "{convention}"\n{printed}'
        f'profile = "{chance.choice(profile_names())}"\nstyle = "style.toml"\n'
        '[[identifier]]\nscheme = "urn"\nvalue = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"\n'
        '[[editor]]\nid = "vb"\nname = "Vera Brown"\ninitials = ["VB"]\n'
        '[[person]]\nid = "orlov"\nname = "Orlov, Ivan"\ncover_names = ["Alyoshin"]\n'
        '[[person]]\nid = "mir"\nname = "Mirabel"\nabout = "A keeper."\n'
    )
    return head + "".join(f'[[document]]\nid = "{one}"\nfile = "{file}"\n' for one, file in files.items())
