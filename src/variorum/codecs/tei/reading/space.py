"""White space of TEI: folded in place, so that words stay apart and nothing is blank twice.

A run of white space is one blank; none stands at the ends of a block, beside a line break, or behind a page
break in a word or with a blank before it; the indentation of the tags in an element is none behind an opening
bracket, nor before a stop; white space alone between the parts of a container is nothing, but
parts words that stand loose beside its blocks.
`xml:space="preserve"` keeps all but that, and all is kept by the word `variorum:space=kept` of the model's
own. Where an element parts words though no blank stands there, the reading puts one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from lxml import etree

from variorum.codecs.tei.attributes import HTML, XML_PREFIX, own_words
from variorum.codecs.tei.reading.context import Context, local
from variorum.codecs.tei.separate import EXAMPLES, STAND_ALONE
from variorum.codecs.tei.vocabulary import OWN, PAIRS, SPANS
from variorum.model import (
    AnchorEnd,
    AnchorStart,
    Figure,
    Gap,
    Inline,
    LineBreak,
    LineKind,
    Milestone,
    PageBreak,
    Segment,
    Space,
    Text,
    walk,
)

WHITE = re.compile(r"[ \t\r\n]+")

CONTAINERS = frozenset(
    {
        *("TEI", "text", "body", "front", "back", "group", "div", "div1", "div2", "div3", "div4", "div5"),
        *("list", "table", "row", "lg", "choice", "app", "rdgGrp", "subst", "figure", "sp", "floatingText"),
        *("postscript", "titlePage", "docTitle", "cit", "listPerson", "listPlace", "listOrg", "listBibl"),
        *("listEvent", "person", "place", "org", "event", "respStmt", "msDesc", "msIdentifier", "msContents"),
        *("physDesc", "objectDesc", "supportDesc", "layoutDesc", "handDesc", "history", "additional"),
        *("adminInfo", "recordHist", "biblStruct", "monogr", "imprint", "castList", "div6", "div7", "spGrp"),
        *("analytic", "series", "biblFull", "titleStmt", "publicationStmt", "editionStmt", "seriesStmt"),
        *("index", "location", "personGrp"),
    }
)
"""Elements in which white space alone between the children says nothing."""

EMPTY = frozenset({"gap", "space"})
"""Elements in line that hold what describes them alone."""

MIXED = frozenset(
    {
        *("text", "body", "front", "back", "cit", "group", "div", "div1", "div2", "div3", "div4", "div5"),
        *("div6", "div7", "floatingText", "lg", "list", "postscript", "row", "sp", "table", "titlePage"),
    }
)
"""Containers in which files of poor form have words beside blocks: a blank between two of them is one."""

BLOCKS = frozenset(
    {
        *CONTAINERS - {"choice", "app", "index", "rdgGrp", "subst", "cit"},
        *("p", "ab", "head", "item", "label", "headItem", "headLabel", "cell", "l", "speaker", "stage"),
        *("opener", "closer", "dateline"),
        *("salute", "signed", "address", "addrLine", "byline", "trailer", "note", "argument", "epigraph"),
        *("titlePart", "docImprint", "docAuthor", "docDate", "docEdition", "imprimatur", "desc", "figDesc"),
    }
)
"""Elements that begin and end a flow of words."""
WITHIN = frozenset({"docAuthor", "docDate", "imprimatur"})
"""Of these, what is said in a line of its own on a title page, and elsewhere in the line of another."""
LINE = frozenset({"ab", "byline", "docImprint", "head", "imprimatur", "p", "titlePart", "trailer"})
"""Elements that are such a line."""
CHOICES = frozenset({"app", "choice", "rdgGrp"})
"""Elements of whose children one is printed: each begins behind what stands before them all."""
ASIDE = frozenset({"note"})
"""Flows inside another, which goes on behind them as if they were not there."""
BREAKS = frozenset({"lb"})
MARKS = frozenset({"pb", "cb", "gb", "milestone"})
PAGES = frozenset({"pb"})
"""Marks that stand close before the next word: one blank is enough for them."""
INKED = frozenset(
    {
        *("binaryObject", "c", "cb", "figure", "gb", "formula", "g", "gap", "graphic", "media", "metamark"),
        *("milestone", "notatedMusic", "pc", "ptr", "redo", "ref", "space", "undo"),
    }
)
"""Elements that may print something though they are empty: blanks on both sides of them are kept."""

LEFT_OUT = frozenset({"add", "del", "fw", "metamark", "secl", "stamp", "supplied", "surplus"})
"""Elements whose words a profile may leave out: the end of a line in them stands for no blank before them."""

BESIDE_WORDS = frozenset({"fw", "metamark"})
"""Elements that may stand in a word at the end of a line: no blank behind one parts it."""

STOPS = frozenset(".,)]};:!?")
"""Before these an indented end tag is no blank; French has one before some of them."""
FRENCH_STOPS = frozenset(";:!?")

FORMS = frozenset().union(*PAIRS)
"""Forms of choices, each of which may stand in an attribute of the other."""

PICTURES = frozenset({"binaryObject", "graphic", "media"})
"""Elements that stand in a line as one sign, whatever words describe them."""


class SpaceKeeping(Enum):
    """Whether white space is kept: not, as the file says, or as our writer says, which nothing changes."""

    NO = 0
    YES = 1
    OURS = 2


def fold(element: etree._Element) -> None:
    """Fold the white space in and below an element."""
    _Folding().element(element, SpaceKeeping.NO)


class _Folding:
    """The flow of words as it was met: whether a blank may follow, and where the last blank stands.

    `indented`: that blank is the indentation of an end tag; `opened`: a bracket opens right before.
    """

    def __init__(self) -> None:
        self.blank = True
        self.last: tuple[etree._Element, bool] | None = None
        self.indented = self.opened = False

    def element(self, element: etree._Element, kept: SpaceKeeping) -> None:
        if str(element.tag).startswith(HTML):
            return
        name = etree.QName(element).localname
        if name in PICTURES and len(element):
            self.picture(element, kept)
            return
        kept = _keeps(element, kept)
        outer = (self.blank, self.last)
        aside = name in ASIDE or _is_summary(element)
        inline = (name in ASIDE and element.get("place") == "inline") or is_within_line(element)
        flows = name in BLOCKS and not inline
        if flows:
            if not aside:
                self.close()
            self.blank, self.last = True, None
        elif name in BREAKS:
            self.close()
            self.blank = True
        elif name in MARKS and element.get("break") == "no":
            self.close()
            self.blank, self.last = True, None
        elif (name in PAGES and self.blank) or name in LEFT_OUT:
            self.last = None
        self.slot(element, False, kept, name)
        before = self.blank
        for child in element:
            if name in CHOICES:
                # The blank before a choice stands, whichever form begins with the end of a line.
                self.blank, self.last = before, None
            if name in CHOICES and kept is SpaceKeeping.NO:
                _end_form(child, element.tail or "")
            self.element(child, kept)
            self.slot(child, True, kept, name)
        if flows:
            self.close()
            self.blank, self.last = outer if aside else (True, None)
        elif name in CHOICES and len(element):
            # Which of the forms prints is not known here: no blank in one of them stands for one behind them.
            self.blank, self.last = False, None
        if name in BESIDE_WORDS and _goes_on(element.getprevious()):
            self.blank, self.last = True, None
        silent = element.get("break") == "no" or "".join(map(str, element.itertext())).strip()
        told = name in FORMS and any(map(element.get, FORMS))  # a form as TEI P4 has it
        if name == "gap" or told or (name in INKED and not silent):
            self.blank, self.last = False, None

    def picture(self, element: etree._Element, kept: SpaceKeeping) -> None:
        """Fold what describes a picture, which is a flow of its own."""
        if (element.text or "").isspace():
            element.text = None
        for child in element:
            _Folding().element(child, kept)
            if (child.tail or "").isspace():
                child.tail = None
        self.blank, self.last = False, None

    def slot(self, element: etree._Element, tail: bool, kept: SpaceKeeping, container: str) -> None:
        """Fold the text of an element or the text behind it."""
        text = element.tail if tail else element.text
        if not text:
            return
        between = container in CONTAINERS | EMPTY and not text.strip(" \t\r\n")
        if between and kept is not SpaceKeeping.OURS and (kept is SpaceKeeping.YES or container not in MIXED):
            _set(element, tail, None)
            return
        if kept is not SpaceKeeping.NO:
            self.blank, self.last = False, None
            return
        folded = WHITE.sub(" ", text)
        indented = folded == " " and "\n" in text
        if self.blank or (indented and self.opened and not tail):
            folded = folded.removeprefix(" ")
        if self.indented and _is_stop(folded[:1], element):
            self.close()
        _set(element, tail, folded or None)
        if folded:
            self.blank = folded.endswith(" ")
            self.last = (element, tail) if self.blank else None
            last = element.getnext() is None if tail else not len(element)
            self.indented = last and "\n" in text[len(text.rstrip(" \t\r\n")) :]
            self.opened = folded[-1] in "([{"

    def close(self) -> None:
        """Take away the blank at the end of a flow."""
        if self.last is not None:
            element, tail = self.last
            text = (element.tail if tail else element.text) or ""
            _set(element, tail, text.removesuffix(" ") or None)
            self.last = None


def _end_form(form: etree._Element, behind: str) -> None:
    """Take away the blank that ends a form of a choice, if one stands behind that, or it is indentation."""
    last = form
    while len(last) and not last[-1].tail and local(last[-1]) not in BLOCKS | INKED:
        last = last[-1]
    tail = bool(len(last))
    slot = last[-1] if tail else last
    text = (slot.tail if tail else slot.text) or ""
    bare = text.rstrip(" \t\r\n")
    if behind and (behind[0].isspace() or ("\n" in text[len(bare) :] and _is_stop(behind[0], form))):
        _set(slot, tail, bare or None)


def _is_stop(sign: str, element: etree._Element) -> bool:
    """Return whether a sign behind an element stands close to the word before it."""
    if sign not in FRENCH_STOPS:
        return sign in STOPS
    languages = (one.get(f"{XML_PREFIX}lang") for one in (element, *element.iterancestors()))
    return not (next(filter(None, languages), None) or "").startswith("fr")


def _goes_on(before: etree._Element | None) -> bool:
    """Return whether a word goes on over the end of a line right before an element."""
    if before is None or before.tail or not isinstance(before.tag, str):
        return False
    return local(before) in BREAKS | MARKS and before.get("break") == "no"


def is_within_line(element: etree._Element) -> bool:
    """Return whether an author or day of a title page stands in a line: “By A. B., clerk”."""
    parent = element.getparent()
    return local(element) in WITHIN and parent is not None and local(parent) in LINE


def _is_summary(element: etree._Element) -> bool:
    """Return whether an element says what is lost in a gap: it stands in the line, with its mark."""
    parent = element.getparent()
    names = [etree.QName(one).localname for one in (parent, element) if one is not None]
    return names == ["gap", "desc"]


def _set(element: etree._Element, tail: bool, text: str | None) -> None:
    if tail:
        element.tail = text
    else:
        element.text = text


def keeps_space(element: etree._Element) -> bool:
    """Return whether our writer has said that all white space in an element is words."""
    return own_words(element).get("space") == "kept"


def _keeps(element: etree._Element, kept: SpaceKeeping) -> SpaceKeeping:
    space = element.get(f"{XML_PREFIX}space")
    if kept is SpaceKeeping.OURS or keeps_space(element):
        return SpaceKeeping.OURS
    return SpaceKeeping.YES if space == "preserve" else SpaceKeeping.NO if space == "default" else kept


# ---- words that no blank parts from those around

SEPARATE = BLOCKS - {"note"} | STAND_ALONE | {"caesura", "cit"}
"""Elements whose words must not run together with those before, where they cannot be blocks."""
PARTING = CONTAINERS - {"app", "choice", "figure", "index", "rdgGrp", "subst"} - MIXED
"""Elements in which words that stand side by side are words of their own."""
PLACED = frozenset({"seg", "hi"})
SIDES = frozenset({"left", "right"})
PLACES = SIDES | {"center", "centre"}
LINE_KINDS = frozenset(LineKind)
"""Elements in line stand apart where `rend` names a side of the paper, or `type` a kind of set lines."""
ROOM = "\u2003"
"""What parts words at the two sides of one line: more than a blank."""
UNPARTED = frozenset({"anchor", "fw", "handShift", "index", "lb", "note", "pb", "cb", "gb", *SPANS})
"""Elements before which no blank is needed wherever they stand, if they hold no words."""
STROKES = frozenset({"cb", "gb"})
"""Those of them that print a stroke."""
HOLDING = frozenset({"fw", "index", "note"})
"""Those of them that hold words, none of which are of the line."""
NAMES = frozenset({"addName", "forename", "genName", "nameLink", "roleName", "surname"})
"""Parts of a person's name: encodings that keep them as data leave no blanks between them."""
DATA = frozenset(
    {
        *("actor", "author", "bibl", "biblScope", "cit", "country", "date", "edition", "editor", "idno"),
        *("measure", "name", "orgName", "persName", "placeName", "postBox", "postCode", "pubPlace"),
        *("publisher", "q", "quote", "region", "role", "roleDesc", "s", "series", "settlement", "street"),
        *("time", "title", "w"),
    }
)
"""Elements in line each of which is words of its own, whether a blank parts it from the next or none."""
UNPARTED_SCRIPTS = frozenset({"THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"})
JOINING = frozenset("'’-‐‑/")
"""What joins two parts of a name, or parts them by itself."""
OPENING = frozenset("([{«“‘„‚¿¡")
CLOSING = frozenset(".,;:!?)]}»”…")
"""What stands close before the word behind it, and close behind the word before it."""
UNSEEN = AnchorStart | AnchorEnd | PageBreak | Segment
DESCRIBED = frozenset({"gap", *PICTURES})
"""Elements in line whose children describe them."""


def parting(element: etree._Element, context: Context) -> Text | LineBreak:
    """Return what parts an element from the words beside it.

    It is the end of a line for a part of a letterhead, room for what stands at the sides of one line of it.
    """
    if not is_placed(element):
        return context.blank(element)
    if is_at_side(element):
        return replace(context.blank(element), value=ROOM)
    return LineBreak(span=context.span(element))


def is_at_side(element: etree._Element) -> bool:
    """Return whether an element stands at one side of a line that has words at both."""
    line = element.getparent()
    if line is None or not is_placed(line):
        return False
    sides = {side for part in line for side in (part.get("rend") or "").split()}
    return sides >= SIDES and not SIDES.isdisjoint((element.get("rend") or "").split())


def parts_before(element: etree._Element, read: list[Inline]) -> bool:
    """Return whether the words of an element are none of those before it, and no blank parts them.

    `read` is what it was read as; a blank before nothing would be one at the end of a line.
    """
    held = [one for node in read for one in walk.descend(node) if not isinstance(one, Segment)]
    if not held or (isinstance(held[0], Text) and held[0].value.startswith(" ")):
        return False
    previous = element.getprevious()
    while previous is not None and not previous.tail and is_unparted(previous):
        previous = previous.getprevious()
    if previous is None or previous.tail:
        return begins_apart(element)
    behind = ends_apart(previous) and (local(element) in STROKES or not is_unparted(element))
    return begins_apart(element) or behind or (_are_two(previous, element) and not _is_kept(element))


def has_unparted_words(element: etree._Element) -> bool:
    """Return whether a reader would put a blank between elements that stand side by side in an element."""
    return any(
        before is not None and not before.tail and _are_two(before, one)
        for one in element.iter(etree.Element)
        for before in (one.getprevious(),)
    )


def are_words(one: etree._Element, other: etree._Element) -> bool:
    """Return whether a word ends where an element ends, and another begins where the next does. TEI `w`."""
    ends = [each for each in _at_end(one) if local(each) == "w"]
    begins = [each for each in _at_beginning(other) if local(each) == "w"]
    return bool(ends and begins) and not _is_joined(ends[-1], begins[-1])


def _is_kept(element: etree._Element) -> bool:
    return any(map(keeps_space, element.iterancestors()))


def _are_two(one: etree._Element, other: etree._Element) -> bool:
    """Return whether elements side by side are two words, as those of “d’Alembert” and “王小明” are not."""
    pairs = ((end, begin) for end in _at_end(one) for begin in _at_beginning(other))
    return any(_are_two_kinds(end, begin) for end, begin in pairs) and _are_apart(one, other)


def _are_two_kinds(one: etree._Element, other: etree._Element) -> bool:
    """Return whether elements are of kinds each of which is words of its own, and not joined."""
    names = local(one), local(other)
    told = (
        NAMES.issuperset(names) or DATA.issuperset(names) or (names == ("pc", "w") and _last(one) in CLOSING)
    )
    return told and not _is_joined(one, other)


def _are_apart(one: etree._Element, other: etree._Element) -> bool:
    """Return whether a blank may stand between the words of two elements."""
    last, first = _last(one), "".join(map(str, other.itertext())).strip()[:1]
    if last in OPENING or first in CLOSING:
        return False
    return not any(each in JOINING or _is_of_unparted_script(each) for each in (last, first) if each)


def _last(element: etree._Element) -> str:
    """Return the last character of the words of an element."""
    return "".join(map(str, element.itertext())).strip()[-1:]


def _is_of_unparted_script(sign: str) -> bool:
    """Return whether a sign is of a script that has no blanks between words; Korean has them."""
    kind = unicodedata.name(sign, "").partition(" ")[0]
    return kind in UNPARTED_SCRIPTS or (unicodedata.east_asian_width(sign) in "WF" and kind != "HANGUL")


def _at_end(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and those in it whose words end where its own do, the outermost first."""
    if is_unparted(element) or local(element) in DESCRIBED:
        return
    yield element
    last = element[-1] if len(element) else None
    while last is not None and not last.tail and is_unparted(last):
        last = last.getprevious()
    if last is not None and not last.tail:
        yield from _at_end(last)


def _at_beginning(element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and those in it whose words begin where its own do, the outermost first."""
    if is_unparted(element) or local(element) in DESCRIBED:
        return
    yield element
    if len(element) and not element.text:
        yield from _at_beginning(element[0])


def _is_joined(one: etree._Element, other: etree._Element) -> bool:
    """Return whether elements say that they are parts of one word. TEI att.fragmentable, att.linguistic."""
    behind = one.get("join") in ("right", "both") or other.get("join") in ("left", "both")
    return behind or one.get("part", "N") in ("I", "M") or other.get("part", "N") in ("M", "F")


def is_separate(element: etree._Element) -> bool:
    """Return whether the words of an element are none of the words beside it, though no blank parts them."""
    parent = element.getparent()
    if is_placed(element):
        return True
    return local(element).removeprefix(EXAMPLES) in SEPARATE or (
        parent is not None and local(parent) in PARTING and not is_unparted(element)
    )


def is_placed(element: etree._Element) -> bool:
    """Return whether an element in line has a place of its own on the paper, as a part of a letterhead."""
    sides = (element.get("rend") or "").split()
    if OWN in (element.get("ana") or ""):
        return False  # it stands for another element, which has no place of its own
    return local(element) in PLACED and (not PLACES.isdisjoint(sides) or element.get("type") in LINE_KINDS)


def is_unparted(element: etree._Element) -> bool:
    """Return whether an element parts nothing: a call, or a mark that holds no words."""
    name = local(element)
    return name in UNPARTED and (name in HOLDING or not (len(element) or element.text))


def begins_apart(element: etree._Element) -> bool:
    """Return whether the first words of an element are none of the words before it."""
    inside = not element.text and not is_unparted(element) and local(element) not in DESCRIBED
    first = next(iter(element), None) if inside else None
    return is_separate(element) or (first is not None and begins_apart(first))


def ends_apart(element: etree._Element) -> bool:
    """Return whether the last words of an element are none of the words behind it."""
    if is_unparted(element):
        last = element.getprevious() if local(element) not in STROKES | {"note"} else None
    else:
        last = element[-1] if len(element) and local(element) not in DESCRIBED else None
    return is_separate(element) or (last is not None and not last.tail and ends_apart(last))


def is_parted(words: list[Inline]) -> bool:
    """Return whether nothing stands before the next words of a line, or a blank; marks are nothing."""
    said = (one for one in reversed(words) if not all(isinstance(each, UNSEEN) for each in walk.descend(one)))
    last = next(said, None)
    if last is None or isinstance(last, LineBreak):
        return True
    *_, leaf = walk.descend(last)
    return walk.plain(last).endswith((" ", ROOM)) and not isinstance(leaf, Figure | Gap | Milestone | Space)
