"""Elements of WordprocessingML: short ways to ask one, and to make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from functools import lru_cache

from lxml import etree

from variorum.ooxml.names import MC, PIC, WP, XML, A, R, W, q
from variorum.ooxml.xml import Element

OFF = frozenset({"0", "false", "off", "none"})
OWN = {"w": W}
PREFIXES = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC}
"""The namespaces that a part may use, by the prefixes that Word has for them."""
ALTERNATIVES = f"{{{MC}}}AlternateContent"
CHOICE, FALLBACK = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"
BOX = q("txbxContent")
SPACE = f"{{{XML}}}space"
UNPRINTABLE = re.compile("[^\t\n\r -\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of an element, none if there is no such element."""
    return None if element is None else element.get(q(name))


def at(element: Element | None, *path: str) -> Element | None:
    """Return the element at a path of names, none if there is none."""
    for name in path:
        # What `find` does through a path in Python.
        element = None if element is None else next(element.iterchildren(q(name)), None)
    return element


def alternative(content: Element) -> Element | None:
    """Return the alternative that is read: the first choice, else what others fall back on."""
    first = content.find(CHOICE)
    return first if first is not None else content.find(FALLBACK)


def text_boxes(element: Element) -> Iterator[Element]:
    """Yield the outermost text boxes in an element, each once, of two forms of one the first."""
    for child in element:
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATIVES:
            chosen = alternative(child)
            if chosen is not None:
                yield from text_boxes(chosen)
        else:
            yield from text_boxes(child)


def number(said: str | None, default: int = 0) -> int:
    """Return a whole number, or the default for what is none."""
    try:
        return int(said or "")
    except ValueError:
        return default


def is_on(said: str | None, unsaid: bool = True) -> bool:
    """Return whether a switch is on (ST_OnOff, ECMA-376 part 1, 17.17.4); `unsaid` where it has no value."""
    return unsaid if said is None else said.lower() not in OFF


def on(element: Element) -> bool:
    """Return whether the property that an element is is on: it is where it stands without a value."""
    return is_on(value(element))


def w(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """Return an element of WordprocessingML; its attributes have its namespace; absent children drop out."""
    made = copy(_bare(name, *[(key, str(value)) for key, value in attributes.items()]))
    if children:
        made.extend([child for child in children if child is not None])
    return made


@lru_cache(maxsize=4096)
def _bare(name: str, *attributes: tuple[str, str]) -> Element:
    """Return an element without content, of which `w` makes copies: that takes a third of the time."""
    return etree.Element(q(name), {q(key): value for key, value in attributes}, OWN)


def root(name: str, *children: Element | None) -> Element:
    """Return the root element of a part, with all the namespaces that may be used in it."""
    made = etree.Element(q(name), None, PREFIXES)
    made.extend(child for child in children if child is not None)
    return made


def text(characters: str) -> Element:
    """Return a run's text with its white space kept."""
    made = w("t")
    made.text = printable(characters)
    made.set(SPACE, "preserve")
    return made


def printable(characters: str) -> str:
    """Return characters without those that XML cannot hold."""
    return UNPRINTABLE.sub("", characters)


def switch(name: str, on: bool) -> Element:
    """Return a property that is on or off."""
    return w(name) if on else w(name, val="0")


def take(element: Element, key: str) -> str | None:
    """Remove an attribute and return it."""
    value = element.get(key)
    if value is not None:
        del element.attrib[key]
    return value
