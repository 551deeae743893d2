"""Closed languages of XML: what the files of a format are made of, as a table of forms written by hand.

A form is an element with the attributes that it may have, and with which values. What fits no form is not
known to the proof, and nobody can say what a reader perceives of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

Element: TypeAlias = Any
"""An element of ElementTree or of lxml, which answer alike what is asked here."""
Pattern: TypeAlias = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Unknown:
    """What the table of a format does not know, and where in the file it is, both in words."""

    what: str
    at: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an element, by Clark names: its attributes with the kinds of their values, and what it holds.

    `words` is the kind of value of its own text, "" for any, None if it has none but blanks. `needs` are the
    attributes that it must have, `row` the elements that it must hold, each once and in this order; those of
    `first` it may hold, each once, in this order and before all others. What stands in `sequence` comes in
    this order, each as often as it likes: an element, or one of a class ("div.verse").
    """

    element: str
    attributes: Mapping[str, str]
    needs: frozenset[str]
    holds: frozenset[str]
    words: str | None
    row: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    sequence: tuple[tuple[str, str], ...] = ()

    def is_ordered(self, holder: Element) -> bool:
        """Return whether the elements of a holder may stand in their order."""
        if self.sequence:
            return self._is_sequence(holder)
        children = [child.tag for child in holder]
        if self.row:
            return self.row == tuple(children)
        if set(self.first).isdisjoint(children[1:]):
            return True
        places = [self.first.index(one) if one in self.first else len(self.first) for one in children]
        return all(a < b or a == b == len(self.first) for a, b in pairwise(places))

    def _is_sequence(self, holder: Element) -> bool:
        steps = {step: at for at, step in enumerate(self.sequence)}
        found = [(child.tag, child.get("class", "")) for child in holder]
        places = [steps.get(one, steps.get((one[0], ""), -1)) for one in found]
        return -1 not in places and places == sorted(places)


@dataclass(frozen=True)
class Vocabulary:
    """A closed language: forms of elements, and the patterns of the values that their attributes may have.

    The patterns of some kinds of value come from the edition: they are bound before a file is read.
    """

    namespaces: Mapping[str, str]
    forms: tuple[Form, ...]
    values: Mapping[str, Pattern]
    roots: frozenset[str]

    @cached_property
    def _by_element(self) -> Mapping[str, tuple[Form, ...]]:
        known: dict[str, list[Form]] = {}
        for form in self.forms:
            known.setdefault(form.element, []).append(form)
        return {name: tuple(forms) for name, forms in known.items()}

    def with_values(self, values: Mapping[str, Iterable[str]]) -> Vocabulary:
        """Return the language with the values that some kinds may have in one edition, literally."""
        patterns = {
            name: re.compile("|".join(map(re.escape, sorted(set(words)))) or "(?!)")
            for name, words in values.items()
        }
        return replace(self, values={**self.values, **patterns})

    def unknown(self, root: Element, at: str) -> Iterator[Unknown]:
        """Yield what of a tree is not of this language; of what is not, nothing inside is looked at."""
        if root.tag not in self.roots:
            yield Unknown(f"<{self.short(root.tag)}>", at)
            return
        known: dict[tuple[object, ...], Form | None] = {}
        waiting = [root]
        while waiting:
            element = waiting.pop()
            looks = (element.tag, *element.items())
            if looks in known:
                form = known[looks]
            else:
                form = known[looks] = self.form_of(element)
            if form is None:
                yield Unknown(self._described(element), f"{at}, {self._place(element)}")
                continue
            yield from self._strange_words(element, form, at)
            if (form.row or form.first or form.sequence) and not form.is_ordered(element):
                yield Unknown(f"other parts of <{self.short(element.tag)}>, or in another order", at)
            for child in element:
                if child.tag in form.holds:
                    waiting.append(child)
                else:
                    inside = f"<{self.short(child.tag)}> in <{self.short(element.tag)}>"
                    yield Unknown(inside, f"{at}, {self._place(child)}")

    def form_of(self, element: Element) -> Form | None:
        """Return the first form that an element fits, by its attributes."""
        for form in self._by_element.get(element.tag, ()):
            own = element.attrib
            if form.needs.issubset(own.keys()) and all(
                (kind := form.attributes.get(name)) is not None and self.values[kind].fullmatch(value)
                for name, value in own.items()
            ):
                return form
        return None

    def _strange_words(self, element: Element, form: Form, at: str) -> Iterator[Unknown]:
        """Yield words of an element that has none, or others than it may have."""
        if form.words == "" or (form.words is None and not element.text and not len(element)):
            return
        own = "".join(filter(None, (element.text, *[child.tail for child in element]))).strip()
        if bool(own) if form.words is None else not self.values[form.words].fullmatch(own):
            yield Unknown(f"“{own[:40]}” in <{self.short(element.tag)}>", f"{at}, {self._place(element)}")

    def _described(self, element: Element) -> str:
        """Say of an element that fits no form what of it is strange."""
        name = self.short(element.tag)
        forms = self._by_element.get(element.tag)
        if forms is None:
            return f"<{name}>"
        for key, value in element.attrib.items():
            kinds = [form.attributes[key] for form in forms if key in form.attributes]
            if not any(self.values[kind].fullmatch(value) for kind in kinds):
                return f'{self.short(key)}="{value[:60]}" of <{name}>'
        written = " ".join(f'{self.short(key)}="{value[:40]}"' for key, value in element.attrib.items())
        return f"<{name} {written}>" if written else f"<{name}> without attributes"

    def _place(self, element: Element) -> str:
        """Say where an element is: by its words, as its file has no lines for a reader."""
        words = " ".join("".join(element.itertext()).split())
        return f"at “{words[:40]}”" if words else f"in an empty <{self.short(element.tag)}>"

    def short(self, name: object) -> str:
        """Return a name as the table writes it."""
        if not isinstance(name, str):
            return "a comment or an instruction"
        space, _, local = name.removeprefix("{").rpartition("}")
        prefix = next((one for one, whole in self.namespaces.items() if whole == space), space)
        return f"{prefix}:{local}" if prefix else local


def read_vocabulary(text: str) -> Vocabulary:
    """Return the language of a table in TOML; raise `KeyError` or `re.error` for one that is not whole.

    `[namespaces]` has the prefixes that it uses ("" for elements without one), `[values]` the patterns of
    kinds of values, `[groups]` names for elements that stand together, `[[form]]` one form of an element
    each. An attribute with a "!" behind its name is one that the form needs.
    """
    table = tomllib.loads(text)
    spaces: Mapping[str, str] = table["namespaces"]
    groups: Mapping[str, list[str]] = table.get("groups", {})

    def clark(name: str, is_element: bool) -> str:
        prefix, colon, local = name.rpartition(":")
        space = spaces[prefix] if colon or is_element else ""
        return f"{{{space}}}{local}" if space else local

    def members(names: Iterable[str]) -> Iterator[str]:
        for name in names:
            if name in groups:
                yield from members(groups[name])
            else:
                yield clark(name, is_element=True)

    forms = []
    for row in table["form"]:
        attributes = row.get("attributes", {})
        steps = [tuple(step.partition(".")[::2]) for step in row.get("sequence", ())]
        inside = (
            *(*row.get("holds", ()), *row.get("row", ()), *row.get("first", ())),
            *(name for name, _ in steps),
        )
        forms.append(
            Form(
                clark(row["element"], is_element=True),
                {clark(name.removesuffix("!"), is_element=False): kind for name, kind in attributes.items()},
                frozenset(clark(name[:-1], is_element=False) for name in attributes if name.endswith("!")),
                frozenset(members(inside)),
                row.get("words"),
                tuple(members(row.get("row", ()))),
                tuple(members(row.get("first", ()))),
                tuple((clark(name, is_element=True), kind) for name, kind in steps),
            )
        )
    values = {name: re.compile(pattern) for name, pattern in table["values"].items()}
    return Vocabulary(spaces, tuple(forms), values, frozenset(members(table["roots"])))
