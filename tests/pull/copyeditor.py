"""A copy-editor by chance: edits made on the WordprocessingML of a finished file, tracked or not."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

AUTHORS = ("Ann Reader", "Ben Corrector")
DATE = "2026-11-30T10:00:00Z"
TYPED = (
    *("lantern", "of old", "quietly", "and so", "the Board’s", "1932", "café", "[sic]", "a*b", "north-east"),
    *("x,", "{y}", "1."),
)
WORD = re.compile(r"[^\W\d_]{2,}")
TEXTS = ("word/document.xml", "word/footnotes.xml")


@dataclass(frozen=True, slots=True)
class Done:
    """An edit that was made: its kind, what was there and what is, and by whom if it is tracked."""

    kind: str
    before: str
    after: str
    author: str


@dataclass(slots=True)
class Copyeditor:
    """Somebody who edits a file: `tracked` says whether changes are, by chance if it is None."""

    data: bytes
    seed: int
    tracked: bool | None = None
    done: list[Done] = field(default_factory=list)
    dice: random.Random = field(init=False)
    held: dict[str, bytes] = field(init=False)
    trees: dict[str, Element] = field(init=False)
    touched: set[Element] = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            self.held = {name: package.read(name) for name in package.namelist()}
        self.trees = {name: etree.fromstring(self.held[name]) for name in TEXTS if name in self.held}
        self.touched = set()

    def saved(self) -> bytes:
        """Return the file as it is now."""
        for name, tree in self.trees.items():
            self.held[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.held.items():
                package.writestr(name, data)
        return made.getvalue()

    def edit(self, kind: str | None = None) -> bool:
        """Make one edit, of a kind if one is given; return whether a place was found for it."""
        chosen = kind or self.dice.choice(tuple(KINDS))
        is_tracked = self.dice.random() < 0.5 if self.tracked is None else self.tracked
        return KINDS[chosen](self, self.dice.choice(AUTHORS) if is_tracked else "")

    # ---- places

    def paragraphs(self) -> list[Element]:
        """Return paragraphs with running words in documents and notes that nobody has touched."""
        made = []
        inside = False
        for one in self.trees[TEXTS[0]].iter(q("p")):
            names = [mark.get(q("name"), "") for mark in one.iter(q("bookmarkStart"))]
            if any(re.match(r"_s\d+_0_", name) for name in names):
                inside = any(re.search(r"_2f_(body|head)", name) for name in names)
            if inside:
                made.append(one)
        if TEXTS[1] in self.trees:
            made += self.trees[TEXTS[1]].iter(q("p"))
        return [one for one in made if one not in self.touched and len(self.runs(one)) > 0]

    def runs(self, paragraph: Element) -> list[Element]:
        """Return the runs of a paragraph that have words of more than one letter."""
        found = []
        for run in paragraph.findall(q("r")):
            style = run.find(f"{q('rPr')}/{q('rStyle')}")
            named = "" if style is None else style.get(q("val"), "")
            held = [child.tag for child in run if child.tag != q("rPr")]
            is_text = held == [q("t")] and not any(one in named for one in ("label", "mark", "call"))
            if is_text and WORD.search(run.findtext(q("t")) or ""):
                found.append(run)
        return found

    def place(self) -> tuple[Element, Element, re.Match[str]] | None:
        """Return a paragraph, a run of it and a word in that."""
        paragraphs = self.paragraphs()
        if not paragraphs:
            return None
        paragraph = self.dice.choice(paragraphs)
        run = self.dice.choice(self.runs(paragraph))
        words = list(WORD.finditer(run.findtext(q("t")) or ""))
        self.touched.add(paragraph)
        return paragraph, run, self.dice.choice(words)

    # ---- edits

    def replace(self, run: Element, start: int, end: int, new: str, author: str) -> None:
        """Put other words in the place of some of a run."""
        said = run.findtext(q("t")) or ""
        properties = run.find(q("rPr"))

        def made(characters: str, tag: str = "t") -> Element:
            one = text(characters)
            one.tag = q(tag)
            return w("r", copy.deepcopy(properties), one)

        parts: list[Element] = [made(said[:start])] if start else []
        if author:
            gone = made(said[start:end], "delText")
            parts += [w("del", gone, id=self.number(), author=author, date=DATE)] if end > start else []
            parts += [w("ins", made(new), id=self.number(), author=author, date=DATE)] if new else []
        elif new:
            parts.append(made(new))
        parts += [made(said[end:])] if said[end:] else []
        for one in parts:
            run.addprevious(one)
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    def number(self) -> int:
        """Return a number for a tracked change."""
        return self.dice.randrange(100_000, 10_000_000)

    def word(self, author: str) -> bool:
        """Change a word."""
        found = self.place()
        if found is None:
            return False
        _, run, word = found
        new = self.dice.choice(TYPED)
        self.replace(run, *word.span(), new, author)
        self.done.append(Done("word", word.group(), new, author))
        return True

    def insertion(self, author: str) -> bool:
        """Type words behind a word."""
        found = self.place()
        if found is None:
            return False
        _, run, word = found
        new = f" {self.dice.choice(TYPED)}"
        self.replace(run, word.end(), word.end(), new, author)
        self.done.append(Done("insertion", word.group(), word.group() + new, author))
        return True

    def deletion(self, author: str) -> bool:
        """Delete a word and the blank behind it."""
        found = self.place()
        if found is None:
            return False
        _, run, word = found
        said = run.findtext(q("t")) or ""
        end = word.end() + (said[word.end() : word.end() + 1] == " ")
        self.replace(run, word.start(), end, "", author)
        self.done.append(Done("deletion", said[word.start() : end], "", author))
        return True

    def letter(self, author: str) -> bool:
        """Change a letter in a word."""
        found = self.place()
        if found is None:
            return False
        _, run, word = found
        at = self.dice.randrange(*word.span())
        self.replace(run, at, at + 1, "q", author)
        self.done.append(Done("letter", word.group(), "q", author))
        return True

    def blank(self, author: str) -> bool:
        """Take out a blank between words, or put one into a word."""
        found = self.place()
        if found is None:
            return False
        _, run, word = found
        said = run.findtext(q("t")) or ""
        at = said.find(" ", 1)
        if 0 < at < len(said) - 1:
            self.replace(run, at, at + 1, "", author)
        else:
            self.replace(run, word.start() + 1, word.start() + 1, " ", author)
        self.done.append(Done("blank", word.group(), "", author))
        return True

    def split(self, author: str) -> bool:
        """Part a paragraph before a word."""
        found = self.place()
        if found is None:
            return False
        paragraph, run, word = found
        said = run.findtext(q("t")) or ""
        at = said.rfind(" ", 0, word.start())
        if at <= 0:
            return False
        properties = run.find(q("rPr"))
        first = w("r", copy.deepcopy(properties), text(said[: at + 1]))
        run.addprevious(first)
        words = run.find(q("t"))
        assert words is not None
        words.text = said[at + 1 :]
        own = paragraph.find(q("pPr"))
        before = w("p", copy.deepcopy(own))
        for child in list(paragraph):
            if child is run:
                break
            if child is not own:
                before.append(child)
        paragraph.addprevious(before)
        if author:
            mark_end(before, w("ins", id=self.number(), author=author, date=DATE))
        self.touched.add(before)
        self.done.append(Done("split", said[at:], "", author))
        return True

    def join(self, author: str) -> bool:
        """Join a paragraph with the next one of its style."""
        paragraphs = self.paragraphs()
        self.dice.shuffle(paragraphs)
        for one in paragraphs:
            after = one.getnext()
            if after is None or after.tag != q("p") or after not in paragraphs or style(one) != style(after):
                continue
            self.touched |= {one, after}
            last, first = self.runs(one)[-1:], self.runs(after)[:1]
            if not last or not first or not ends_in(one, last[0]) or not begins_with(after, first[0]):
                continue
            if author:
                mark_end(one, w("del", id=self.number(), author=author, date=DATE))
                blank = w("ins", w("r", text(" ")), id=self.number(), author=author, date=DATE)
                one.append(blank)
            else:
                one.append(w("r", text(" ")))
                for child in [child for child in after if child.tag != q("pPr")]:
                    one.append(child)
                parent = after.getparent()
                assert parent is not None
                parent.remove(after)
            self.done.append(Done("join", "", "", author))
            return True
        return False

    def paragraph(self, author: str) -> bool:
        """Type a paragraph behind another."""
        found = self.place()
        if found is None:
            return False
        one = found[0]
        run = w("r", text("The keeper was asked about it and said no more."))
        new = w("p", copy.deepcopy(one.find(q("pPr"))), run)
        if author:
            facts = {"author": author, "date": DATE}
            new = w("p", copy.deepcopy(one.find(q("pPr"))), w("ins", run, id=self.number(), **facts))
            mark_end(new, w("ins", id=self.number(), **facts))
        one.addnext(new)
        self.touched.add(new)
        self.done.append(Done("paragraph", "", "The keeper", author))
        return True


def style(paragraph: Element) -> str:
    found = paragraph.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if found is None else found.get(q("val"), "")


def mark_end(paragraph: Element, change: Element) -> None:
    """Track the end of a paragraph as put in or taken out."""
    own = paragraph.find(q("pPr"))
    if own is None:
        own = w("pPr")
        paragraph.insert(0, own)
    section = own.find(q("sectPr"))
    holder = w("rPr", change)
    if section is not None:
        section.addprevious(holder)
    else:
        own.append(holder)


def ends_in(paragraph: Element, run: Element) -> bool:
    """Return whether nothing but marks stands behind a run."""
    return all(child.tag in (q("bookmarkEnd"), q("bookmarkStart")) for child in run.itersiblings())


def begins_with(paragraph: Element, run: Element) -> bool:
    """Return whether nothing but marks stands before a run."""
    before = run.itersiblings(preceding=True)
    return all(child.tag in (q("bookmarkEnd"), q("bookmarkStart"), q("pPr")) for child in before)


KINDS: dict[str, Callable[[Copyeditor, str], bool]] = {
    "word": Copyeditor.word,
    "insertion": Copyeditor.insertion,
    "deletion": Copyeditor.deletion,
    "letter": Copyeditor.letter,
    "blank": Copyeditor.blank,
    "split": Copyeditor.split,
    "join": Copyeditor.join,
    "paragraph": Copyeditor.paragraph,
}
