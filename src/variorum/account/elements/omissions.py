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


DOCUMENTS = frozenset({"document", "letter", "entry"})
"""Types of divisions that are documents of a volume."""
CONTENTS = frozenset(
    {"contents", "inhalt", "inhaltsverzeichnis", "table-of-contents", "tableofcontents", "toc"}
)
"""What a division of contents is called by its type, its subtype or its id."""


def _are_contents(tree: ElementTree, element: int) -> bool:
    return any(tree.attribute(element, key).lower() in CONTENTS for key in ("type", "subtype", "xml:id"))


def _is_of_volume(tree: ElementTree, element: int) -> bool:
    """Return whether an element stands before or behind the documents of a text, and in none of them."""
    around = list(tree.around(tree.parents[element]))
    names = [tree.names[one] for one in around]
    if "text" not in names or not {"front", "back"} & set(names[: names.index("text")]):
        return False
    text = around[names.index("text")]
    if any(tree.attribute(one, "type") in DOCUMENTS for one in around[: names.index("text")]):
        return False
    return any(
        tree.starts[text] <= tree.starts[one] <= tree.ends[text] and _is_document(tree, one)
        for one in range(text + 1, len(tree.names))
    )


def _is_document(tree: ElementTree, element: int) -> bool:
    if tree.names[element] == "text":
        return tree.name_around(element) == "group"
    return tree.names[element] == "div" and tree.attribute(element, "type") in DOCUMENTS


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
        "title-page",
        "The title page of a volume: the edition has one of its own.",
        frozenset({"titlePage"}),
        _is_of_volume,
    ),
    ElementRule(
        "contents",
        "The contents of a volume, which cite its pages: the edition has contents of its own.",
        frozenset({"div", "divGen"}),
        lambda tree, element: _are_contents(tree, element) and _is_of_volume(tree, element),
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
"""No element has two rules."""


def rule_for(file: CountedFile, index: int) -> tuple[ElementRule, int] | None:
    """Return the rule that leaves out what stands at an offset, and the element to which it applies."""
    for element in file.tree.around(file.owner(index)):
        rule = BY_NAME.get(file.tree.names[element])
        if rule is not None and rule.condition(file.tree, element):
            return rule, element
    return None
