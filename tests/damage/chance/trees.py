"""What can be done to a tree of XML: to its words, its elements and its attributes."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import TypeAlias

from lxml import etree

from damage import cut, packed_alike, parts

Element: TypeAlias = etree._Element
Verb: TypeAlias = Callable[[Random, Element], bool]
"""What changes a tree; False if there is nothing of that kind in it."""
Slots: TypeAlias = Callable[[Element], list[tuple[Element, str]]]
"""What lists the places of a tree that hold words: an element, and "text" or "tail"."""

WORD = re.compile(r"\S+")
LETTER = re.compile(r"[^\W\d_]")


def in_parts(pattern: str, *verbs: Verb) -> Callable[[Random, bytes], bytes | None]:
    """Return the change by one of some verbs of a member whose name fits a pattern."""

    def change(random: Random, data: bytes) -> bytes | None:
        files = parts(data)
        names = [name for name in files if re.fullmatch(pattern, name)]
        if not names:
            return None
        name = random.choices(names, [len(files[one]) for one in names])[0]
        root = etree.fromstring(files[name])
        if not random.choice(verbs)(random, root):
            return None
        files[name] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")
        return packed_alike(data, files)

    return change


def slots_in(*tags: str) -> Slots:
    """Return the places of words inside of the elements of some names, the tails in them too."""

    def slots(root: Element) -> list[tuple[Element, str]]:
        found = []
        for holder in root.iter(*tags):
            for one in holder.iter(etree.Element):
                found += [(one, "text")] if one.text and one.text.strip() else []
                found += [(one, "tail")] if one is not holder and one.tail and one.tail.strip() else []
        return found

    return slots


def on_words(slots: Slots, verb: Callable[[Random, str], str | None]) -> Verb:
    """Return the change of the text of one place."""

    def change(random: Random, root: Element) -> bool:
        found = slots(root)
        if not found:
            return False
        element, where = random.choice(found)
        before = getattr(element, where)
        after = verb(random, before)
        if after is None or after == before:
            return False
        setattr(element, where, after)
        return True

    return change


def word_dropped(random: Random, text: str) -> str | None:
    one = random.choice([*WORD.finditer(text)])
    return text[: one.start()] + text[one.end() :].lstrip(" ")


def word_doubled(random: Random, text: str) -> str | None:
    one = random.choice([*WORD.finditer(text)])
    return f"{text[: one.end()]} {one[0]}{text[one.end() :]}"


def words_swapped(random: Random, text: str) -> str | None:
    words = [*WORD.finditer(text)]
    if len(words) < 2:
        return None
    at = random.randrange(len(words) - 1)
    one, other = words[at : at + 2]
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def letter_changed(random: Random, text: str) -> str | None:
    letters = [*LETTER.finditer(text)]
    if not letters:
        return None
    at = random.choice(letters).start()
    return text[:at] + random.choice("abdegknqsvxzRQ") + text[at + 1 :]


def sign_dropped(random: Random, text: str) -> str | None:
    at = random.randrange(len(text))
    return None if text[at].isspace() else text[:at] + text[at + 1 :]


def case_changed(random: Random, text: str) -> str | None:
    at = random.randrange(len(text))
    return text[:at] + text[at].swapcase() + text[at + 1 :]


def look_alike(random: Random, text: str) -> str | None:
    """Put a letter of another script for one that looks the same."""
    pairs = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
    at = random.randrange(len(text))
    return text[:at] + text[at].translate(pairs) + text[at + 1 :]


def blank_dropped(random: Random, text: str) -> str | None:
    inner = [one.start() for one in re.finditer(r"(?<=\S) (?=\S)", text)]
    return None if not inner else text[: (at := random.choice(inner))] + text[at + 1 :]


def blank_put(random: Random, text: str) -> str | None:
    inner = [one.end() for one in re.finditer(r"\w(?=\w)", text)]
    return None if not inner else text[: (at := random.choice(inner))] + " " + text[at:]


def sign_put(random: Random, text: str) -> str | None:
    """Put a sign that has no ink, turns words, or lies over others."""
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice("\u200b\u00ad\u202e\u2067\u0336\u0301\u20dd\u2060\u2028?.") + text[at:]


WORD_VERBS: Mapping[str, tuple[Callable[[Random, str], str | None], bool]] = {
    "drop a word": (word_dropped, True),
    "double a word": (word_doubled, True),
    "swap words": (words_swapped, False),
    "change a letter": (letter_changed, False),
    "drop a sign": (sign_dropped, False),
    "change a case": (case_changed, False),
    "put a like letter": (look_alike, False),
    "drop a blank": (blank_dropped, True),
    "part a word": (blank_put, True),
    "put a sign": (sign_put, False),
}
"""What can be done to words, and whether each such damage is seen."""


def words_moved(slots: Slots) -> Verb:
    """Return the move of words to another place of the text."""

    def change(random: Random, root: Element) -> bool:
        found = slots(root)
        if len(found) < 2:
            return False
        (one, where), (other, there) = random.sample(found, 2)
        text = getattr(one, where)
        word = random.choice(WORD.findall(text))
        setattr(one, where, text.replace(word, "", 1))
        setattr(other, there, f"{getattr(other, there)} {word} ")
        return True

    return change


def texts_exchanged(slots: Slots) -> Verb:
    """Return the exchange of the words of two places."""

    def change(random: Random, root: Element) -> bool:
        found = slots(root)
        if len(found) < 2:
            return False
        (one, where), (other, there) = random.sample(found, 2)
        first, second = getattr(one, where), getattr(other, there)
        setattr(one, where, second)
        setattr(other, there, first)
        return bool(first.split() != second.split())

    return change


def _one(random: Random, root: Element) -> Element | None:
    """Return an element by chance that is not the outermost."""
    found = [one for one in root.iter(etree.Element) if one.getparent() is not None]
    return random.choice(found) if found else None


def element_dropped(random: Random, root: Element) -> bool:
    one = _one(random, root)
    if one is None:
        return False
    cut(one)
    return True


def element_unwrapped(random: Random, root: Element) -> bool:
    """Take an element away and leave what it holds."""
    one = _one(random, root)
    parent = one.getparent() if one is not None else None
    if one is None or parent is None:
        return False
    at = parent.index(one)
    _add_text(parent, at, one.text)
    children = [*one]
    cut(one)
    parent[at:at] = children
    return True


def _add_text(parent: Element, at: int, text: str | None) -> None:
    if not text:
        return
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def element_doubled(random: Random, root: Element) -> bool:
    one = _one(random, root)
    if one is None:
        return False
    double = copy.deepcopy(one)
    double.tail, one.tail = one.tail, None
    one.addnext(double)
    return True


def siblings_swapped(random: Random, root: Element) -> bool:
    """Exchange an element and the next of its kind, or the next at all."""
    one = _one(random, root)
    if one is None:
        return False
    later = [*one.itersiblings(random.choice((etree.Element, one.tag)))]
    if not later:
        return False
    other = random.choice(later[:3])
    parent = one.getparent()
    assert parent is not None
    before = etree.tostring(parent)
    at, to = parent.index(one), parent.index(other)
    one.tail, other.tail = other.tail, one.tail
    parent.remove(other)
    parent.remove(one)
    parent.insert(at, other)
    parent.insert(to, one)
    return etree.tostring(parent) != before


def element_moved(random: Random, root: Element) -> bool:
    """Move an element beside or into another."""
    one, other = _one(random, root), _one(random, root)
    if one is None or other is None or one in (other, *other.iterancestors()):
        return False
    held = copy.deepcopy(one)
    held.tail = None
    if random.random() < 0.3:
        other.append(held)
    else:
        held.tail, other.tail = other.tail, None
        other.addnext(held)
    cut(one)
    return True


def retagged(tags: Sequence[str]) -> Verb:
    def change(random: Random, root: Element) -> bool:
        one = _one(random, root)
        if one is None:
            return False
        before, one.tag = one.tag, random.choice(tags)
        return bool(before != one.tag)

    return change


def wrapped(tags: Sequence[str]) -> Verb:
    """Return the change that puts an element around another."""

    def change(random: Random, root: Element) -> bool:
        one = _one(random, root)
        parent = one.getparent() if one is not None else None
        if one is None or parent is None:
            return False
        around = parent.makeelement(random.choice(tags), {})
        around.tail, one.tail = one.tail, None
        parent.replace(one, around)
        around.append(one)
        return True

    return change


def attribute_dropped(random: Random, root: Element) -> bool:
    found = [one for one in root.iter(etree.Element) if one.attrib]
    if not found:
        return False
    one = random.choice(found)
    del one.attrib[random.choice([*one.attrib])]
    return True


def attributes_swapped(random: Random, root: Element) -> bool:
    """Exchange the values of an attribute of two elements."""
    pairs = _valued(random, root)
    if len(pairs) < 2:
        return False
    (one, key), (other, _) = random.sample(pairs, 2)
    first, second = one.get(key, ""), other.get(key, "")
    one.set(key, second)
    other.set(key, first)
    return first != second


def attribute_changed(random: Random, root: Element) -> bool:
    """Give an attribute the value that another of its name has, or one a little different."""
    pairs = _valued(random, root)
    if not pairs:
        return False
    (one, key), (other, _) = random.choice(pairs), random.choice(pairs)
    before = one.get(key, "")
    value = other.get(key, "")
    if random.random() < 0.5:
        value = _varied(random, before)
    one.set(key, value)
    return value != before


def _valued(random: Random, root: Element) -> list[tuple[Element, str]]:
    """Return the elements that have the attribute of a name drawn by chance."""
    names = sorted({str(name) for one in root.iter(etree.Element) for name in one.attrib})
    name = random.choice(names) if names else ""
    return [(one, name) for one in root.iter(etree.Element) if name in one.attrib]


def _varied(random: Random, value: str) -> str:
    number = re.search(r"\d+", value)
    if number is not None:
        other = random.choice((0, 1, 2, int(number[0]) + 1, int(number[0]) * 10, int(number[0]) // 4, -9000))
        return f"{value[: number.start()]}{other}{value[number.end() :]}"
    return random.choice((value[1:], value + "x", value.upper(), "", f"{value} {value}"))


def attribute_put(pool: Sequence[tuple[str, str]], tags: Sequence[str] = ()) -> Verb:
    """Return the change that puts an attribute of a pool on an element."""

    def change(random: Random, root: Element) -> bool:
        found = [*root.iter(*tags)] if tags else [*root.iter(etree.Element)]
        if not found:
            return False
        one = random.choice(found)
        name, value = random.choice(pool)
        if one.get(name) == value:
            return False
        one.set(name, value)
        return True

    return change


def child_put(holders: Mapping[str, Sequence[str]], pool: Sequence[str]) -> Verb:
    """Return the change that puts an element, written as XML, into one of its holders, first or last."""

    def change(random: Random, root: Element) -> bool:
        found = [*root.iter(*holders)]
        if not found:
            return False
        one = random.choice(found)
        made = etree.fromstring(random.choice([*holders[str(one.tag)], *pool]))
        one.insert(random.choice((0, len(one))), made)
        return True

    return change


TREE_VERBS: Mapping[str, Verb] = {
    "drop an element": element_dropped,
    "unwrap an element": element_unwrapped,
    "double an element": element_doubled,
    "swap elements": siblings_swapped,
    "move an element": element_moved,
    "drop an attribute": attribute_dropped,
    "swap attributes": attributes_swapped,
    "change an attribute": attribute_changed,
}
"""What can be done to any tree."""


def words_of(root: Element) -> Iterator[str]:
    """Yield the words of a tree."""
    for text in root.itertext():
        yield from str(text).split()
