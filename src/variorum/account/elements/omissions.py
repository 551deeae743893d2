"""Which elements of TEI hold words that are not printed: each rule names them and their condition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from variorum.account.elements.reading import CountedFile, ElementTree
from variorum.account.elements.table import HTML, NO_TEXT

Condition = Callable[[ElementTree, int], bool]


@dataclass(frozen=True, slots=True)
class ElementRule:
    """Elements whose words are left out where a condition holds; `whole`: all of them, or none."""

    name: str
    sentence: str
    elements: frozenset[str]
    condition: Condition = lambda tree, element: True
    whole: bool = True


RULES = (
    ElementRule(
        "header",
        "Data about the file, and zones of its images: no words of its texts.",
        NO_TEXT,
        whole=False,
    ),
    ElementRule(
        "register",
        "A register of persons, places or works behind the text: data of the edition.",
        frozenset({"listPerson", "listPlace", "listOrg", "listBibl", "listEvent"}),
        lambda tree, element: tree.name_around(element) == "back",
    ),
    ElementRule(
        "bytes",
        "The bytes of a picture, a sound or a film, as characters: no words.",
        frozenset({"binaryObject"}),
    ),
    ElementRule(
        "html",
        "Elements of HTML, with which a site shows the file: no words of its texts.",
        frozenset({HTML}),
    ),
)

BY_NAME = {name: rule for rule in RULES for name in rule.elements}


def rule_for(file: CountedFile, index: int) -> tuple[ElementRule, int] | None:
    """Return the rule that leaves out what stands at an offset, and the element to which it applies."""
    for element in file.tree.around(file.owner(index)):
        rule = BY_NAME.get(file.tree.names[element])
        if rule is not None and rule.condition(file.tree, element):
            return rule, element
    return None
