"""What of a page is its text, and what is the site's: menus, banners, share buttons, comments, related links.

The page's own elements decide (main, article, roles); where it has none, the smallest element that holds
nearly all running words does. Within it the site's matter is known by element, role and name.
What is left out is kept as a list, and notes that the text calls are never left out.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from variorum.accession.web.page import BLOCKS, HEADINGS, Element, count, page_label, words_of
from variorum.manuscript import LeftOut

TEXT_NAMES = (
    *("entry-content", "post-content", "article-content", "article-body", "article__body", "post-body"),
    *("mw-parser-output", "document-content", "document-text", "field-name-body", "transcription"),
)
"""Classes and ids that sites give to the text itself, in the order in which they are tried."""

_NEVER_SEEN = (
    "head script style template title meta link base param source track datalist annotation annotation-xml"
)
NEVER_SEEN = frozenset(_NEVER_SEEN.split())

PROGRAMS = frozenset(["iframe", "object", "embed", "applet", "canvas", "svg", "audio", "video", "noscript"])
CONTROLS = frozenset(["button", "input", "select", "textarea", "form"])

BESIDE = "matter beside the text"
BY_ELEMENT = {
    **dict.fromkeys(("nav", "menu"), "navigation"),
    **dict.fromkeys(PROGRAMS, "a program or embedded matter"),
    **dict.fromkeys(CONTROLS, "a form"),
    "aside": "a sidebar",
    "dialog": "a dialog",
    "footer": "the foot of the page",
}
BY_ROLE = {
    **dict.fromkeys(("navigation", "menu", "menubar", "toolbar"), "navigation"),
    **dict.fromkeys(("dialog", "alertdialog", "alert"), "a dialog"),
    "banner": "the head of the site",
    "search": "a form",
    "contentinfo": "the foot of the page",
    "complementary": "a sidebar",
}
ARCHIVE_BAR = "the toolbar of a web archive"
ARCHIVE_TODAY = re.compile(r"https?://archive\.(today|is|ph|md|li|fo|vn)\b")
"""The addresses of an archive whose toolbar has no name of its own."""
BY_NAME = (
    (
        r"wm ipp( .*)?|wb( frame top| plain| record)? banner( .*)?|(.* )?google cache hdr"
        r"|(web ?archive|ukgwa|ukwa|arquivo|wayback|archive)s? ?(banner|info ?box|tool ?bar|header|bar)"
        r"( .*)?",
        ARCHIVE_BAR,
    ),
    (r"(.* )?(cookies?|gdpr|onetrust)( .*)?|(.* )?consent", "a cookie note"),
    (r"(social|share|sharing|sharedaddy|addthis|addtoany|sharethis)\b.*|jp share", "share buttons"),
    (r"breadcrumbs?|(main |site |nav |top |sub )?(nav|navbar|menu|navigation|topnav)( .*)?", "navigation"),
    (
        r"pagination|pager|(post|nav|page) (links|navigation|nav)|nextprev|prevnext|skip( link| to.*)?",
        "navigation",
    ),
    (r"toc|table of contents|mw jump link|jump to nav|mw editsection|editsection|noprint", "navigation"),
    (r"(page |site |back )?(to top|totop|backtotop)", "navigation"),
    (
        r"related( .*)?|jp relatedposts|recommended|more (posts|stories|from .*)|read next|see also links",
        "related links",
    ),
    (r"sidebar( .*)?|widgets?( .*)?|rail", "a sidebar"),
    (
        r"comments?( area| list| section| form| respond)?|respond|disqus( thread)?|reply title",
        "readers’ comments",
    ),
    (r"newsletter( .*)?|subscri(be|ption)( .*)?|signup|sign up", "a form"),
    (
        r"ads?|advert(s|isement|ising)?|banner ad|sponsor(ed)?|promo(tion)?|donate|donation",
        "an advertisement",
    ),
    (
        r"(site|page|std|global|main|post|entry) ?(footer|foot)|footer|printfooter|catlinks|colophon",
        "the foot of the page",
    ),
    (
        r"(site|masthead|global|std|top) ?header|masthead|banner|topbar|logo|site title|branding",
        "the head of the site",
    ),
    (r"screen reader( text)?|sr only|visually hidden|visuallyhidden", "words for screen readers"),
    (r"search( form| box)?|searchform", "a form"),
    (
        r"navbox|ambox|metadata|mw indicators|ws noexport|licensecontainer|license container",
        "notices of the site",
    ),
)
NAMES = tuple((re.compile(pattern), what) for pattern, what in BY_NAME)
NOTE_NAMES = re.compile(
    r"(foot|end|side|margin)?notes?|fns?|ftn|footnotes? list|reflist|references|endnotes? list"
)
WAY = re.compile(
    r"(go |back|return|up|top|home|index|contents?|next|prev(ious)?|first|last|main page|print|e-?mail"
    r"|download|pdf|view|zurück|weiter|назад|далее|вперёд|наверх|на главную|suivant|précédent|retour)\b.*",
    re.IGNORECASE,
)
FOOT = re.compile(r"(©|\(c\)|copyright\b|all rights reserved|powered by|best viewed)", re.IGNORECASE)
IN_WHOLE = ("table", "tbody", "thead", "tfoot", "tr", "caption", "figure", "figcaption")
PROSE = frozenset(["p", "li", "blockquote", "dd", "td", "th", "pre"])


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a page: its outermost element, and what inside or outside of it is left out."""

    root: Element
    dropped: dict[Element, str]

    def left_out(self, page: Element, title: Element | None = None) -> Iterator[LeftOut]:
        """Yield what is left out of a page, in its order; the element of the title is not."""
        waiting: list[tuple[Element | str, bool]] = [(page, False)]
        around = {*self.root.chain, *(title.chain if title is not None else ())}
        while waiting:
            node, inside = waiting.pop()
            if isinstance(node, str):
                if not inside and count(node):
                    words = " ".join(node.split())
                    yield LeftOut("words beside the text", self.root.line, count(node), words[:60])
            elif not holds_words(node) or node is title:
                continue
            elif node in around or (inside and node not in self.dropped):
                waiting.extend((child, inside or node is self.root) for child in reversed(node.children))
            else:
                made = left_out(node, self.dropped.get(node) or matter_named(node) or matter_beside(node))
                if made is not None:
                    yield made


def matter_beside(element: Element) -> str:
    """Return what matter beside the text is, as far as its words tell."""
    if FOOT.match(element.text):
        return "the foot of the page"
    return "navigation" if element.text and not weight(element) else BESIDE


def left_out(element: Element, what: str) -> LeftOut | None:
    """Return the record of an element that is left out; none if it has no words to lose."""
    text = " ".join(" ".join(string for string, around in element.strings() if holds_words(around)).split())
    return LeftOut(what, element.line, count(text), text[:60]) if text else None


def holds_words(element: Element) -> bool:
    """Return whether an element holds words at all, not a program or a style sheet."""
    return element.tag not in NEVER_SEEN


def matter_named(element: Element) -> str | None:
    """Return what matter of the site an element is, by its tag, its role and its names."""
    role = element.get("role").lower()
    if is_notes(element):
        return None
    if element.is_hidden:
        return "hidden matter"
    if element.get("id") == "HEADER" and _leads_to_archive(element):
        return ARCHIVE_BAR
    names = (*element.get("class").split(), element.get("id"))
    said = next((what for what in map(name_says, names) if what is not None), None)
    if (
        said is None
        and element.tag == "header"
        and not any(child.tag in HEADINGS for child in element.walk())
    ):
        said = "the head of the site"
    return said or BY_ROLE.get(role) or BY_ELEMENT.get(element.tag)


def _leads_to_archive(element: Element) -> bool:
    """Return whether a link or a form in an element leads to an archive of pages."""
    return any(
        ARCHIVE_TODAY.match(one.get(name)) for one in element.walk() for name in ("href", "action", "src")
    )


@lru_cache(maxsize=4096)
def name_says(name: str) -> str | None:
    """Return what matter of the site a class or an id speaks of."""
    plain = " ".join(words_of(name))
    return next((what for pattern, what in NAMES if plain and pattern.fullmatch(plain)), None)


def is_notes(element: Element) -> bool:
    """Return whether an element says that it holds notes of the text."""
    kinds = f"{element.get('role')} {element.get('epub:type')}".lower()
    if len(kinds) > 1 and re.search(r"doc-(footnote|endnote)|\b(foot|end|rear)notes?\b", kinds):
        return True
    return any(map(names_notes, (*element.get("class").split(), element.get("id"))))


@lru_cache(maxsize=4096)
def names_notes(name: str) -> bool:
    """Return whether a class or an id speaks of notes."""
    return bool(name) and NOTE_NAMES.fullmatch(re.sub(r" ?\d+", "", " ".join(words_of(name)))) is not None


def content(page: Element, calls: Container[Element] = ()) -> Content:
    """Return the text of a page from which the notes have been taken; `calls` are what calls them."""
    body = next((element for element in page.walk() if element.tag == "body"), page)
    root = semantic_root(body) or dense_root(body)
    dropped = dict(furniture(root))
    dropped.update(edges(root, dropped, calls))
    return Content(root, dropped)


# ---- the element of the text


def semantic_root(body: Element) -> Element | None:
    """Return the element that says that it is the text, if there is one that holds enough words."""
    total = weight(body)
    for fits in (
        lambda one: any(
            name in TEXT_NAMES for name in (*one.get("class").lower().split(), one.get("id").lower())
        ),
        lambda one: one.get("itemprop") in ("articleBody", "text"),
        lambda one: one.tag == "article" or one.get("role") == "article",
        lambda one: one.tag == "main" or one.get("role") == "main",
    ):
        found = [one for one in body.walk() if fits(one) and not inside_furniture(one, body)]
        heavy = [one for one in found if weight(one) > total / 10]
        outer = [
            one for one in heavy if not any(one is not other and one.is_within(other) for other in heavy)
        ]
        if sum(map(weight, outer)) >= max(total / 2, 1):
            return common(outer)
    return None


def common(elements: Sequence[Element]) -> Element:
    """Return the innermost element that holds all of some elements."""
    first, *others = elements
    return next(one for one in first.chain if all(other.is_within(one) for other in others))


def inside_furniture(element: Element, body: Element) -> bool:
    """Return whether an element stands in matter of the site."""
    return any(matter_named(one) for one in element.chain if one is not body and one.tag != "html")


def dense_root(body: Element) -> Element:
    """Return the smallest element that holds the running words, beside small boxes of the site."""
    root = body
    whole = weight(body)
    while (heavy := holds_nearly_all(root, whole)) is not None:
        root = heavy
    # A part of a table or of a figure is read with the whole of it.
    while root.tag in IN_WHOLE and root.parent is not None:
        root = root.parent
    return root


def holds_nearly_all(root: Element, whole: float) -> Element | None:
    """Return the child that holds nearly all running words; none if others beside it may be text."""
    heavy = max(root.elements, key=weight, default=None)
    if heavy is None or weight(heavy) < 0.75 * whole or not any(one.is_block for one in heavy.elements):
        return None
    if heavy.tag in PROSE | {"ul", "ol", "dl"} and not is_layout(heavy):
        return None
    others = [one for one in root.elements if one is not heavy and weight(one) and not FOOT.match(one.text)]
    if any(is_prose(one) or weight(one) > 0.1 * whole for one in others):
        return None
    return heavy


def is_prose(element: Element) -> bool:
    """Return whether an element holds words that run on, rather than a box of the site."""
    return element.tag in (*PROSE, *HEADINGS, "ul", "ol", "dl") and not is_layout(element)


def is_layout(element: Element) -> bool:
    """Return whether a cell holds paragraphs, as the tables do that old pages are laid out with."""
    return element.tag in ("td", "th") and sum(1 for one in element.walk() if one.tag in BLOCKS) > 2


def weight(element: Element) -> float:
    """Return how many running words an element holds: words of links count against it."""
    score = 0.0
    waiting: list[tuple[Element, bool]] = [(element, False)]
    while waiting:
        one, linked = waiting.pop()
        if not holds_words(one) or (one is not element and matter_named(one) is not None):
            continue
        linked = linked or (one.tag == "a" and "href" in one.attributes)
        words = sum(count(child) for child in one.children if isinstance(child, str))
        score += -words if linked else words
        waiting.extend((child, linked) for child in one.elements)
    return max(score, 0.0)


def unheld(root: Element, dropped: Container[Element]) -> Iterator[LeftOut]:
    """Yield what a browser shows in a text though it is no word of it: files in frames, filled-in forms."""
    for one in root.walk():
        if any(around in dropped for around in one.chain if around is not one):
            continue
        shown = (one.get("src") or one.get("data")) if one.tag in ("iframe", "embed", "object") else ""
        if shown and not shown.startswith(("data:", "javascript:", "about:")):
            yield LeftOut("a frame that shows another file", one.line, 0, shown[:60])
        if one.tag == "input" and (state := _state(one)):
            yield LeftOut("what a form holds", one.line, 0, state[:60])


def _state(field: Element) -> str:
    """Return what a field of a form shows: its words, or a box that is ticked."""
    match field.get("type").lower():
        case "checkbox" | "radio":
            return "\N{BALLOT BOX WITH X}" if "checked" in field.attributes else ""
        case "" | "text" | "date" | "number":
            return " ".join(field.get("value").split())
        case _:
            return ""


# ---- the site's matter within it


def furniture(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the elements of the site in the text, and what they are."""
    total = count(root.text)
    waiting = list(root.elements)
    while waiting:
        element = waiting.pop()
        if not holds_words(element):
            continue
        what = matter_named(element)
        if what is not None and 2 * count(element.text) <= max(total, 1):
            yield element, what
        elif element.tag in PROGRAMS:
            yield element, BY_ELEMENT[element.tag]
        else:
            waiting.extend(element.elements)


def edges(
    root: Element, dropped: dict[Element, str], calls: Container[Element]
) -> Iterator[tuple[Element, str]]:
    """Yield the blocks at the beginning and the end of the text that are nothing but links."""
    blocks = [one for one in leaves(root) if not any(around in dropped for around in one.chain)]
    for row in (blocks, blocks[::-1]):
        for block in row:
            if FOOT.match(block.text):
                yield block, "the foot of the page"
            elif block.text and not is_navigation(block, calls):
                break
            elif block.text:
                yield block, "navigation"


def leaves(root: Element) -> list[Element]:
    """Return the innermost blocks of the text."""
    return [
        one
        for one in root.walk()
        if one is not root
        and one.is_block
        and not any(child.is_block for child in one.walk() if child is not one)
    ]


def is_navigation(block: Element, calls: Container[Element]) -> bool:
    """Return whether a block is links alone: several, or one that shows a way through."""
    links = [one for one in block.walk() if one.tag == "a" and one.get("href")]
    texts = [one.text for one in links]
    linked = frozenset(links)
    beside = (string for string, around in block.strings() if linked.isdisjoint(around.chain))
    if not links or block.tag in HEADINGS or any(map(count, beside)):
        return False
    if any(page_label(one) or any(around in calls for around in one.chain) for one in links):
        return False
    return len(links) > 1 or WAY.fullmatch(texts[0].strip(" |[]()«»<>←→↑…")) is not None
