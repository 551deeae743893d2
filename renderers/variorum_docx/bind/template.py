"""The parts of a package that hold no text: styles, settings, fonts, the separators of footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from variorum.ooxml.elements import root, switch, w
from variorum.ooxml.measures import half_points, millimetres, twips
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element
from variorum.style import Style
from variorum_docx.names import GUIDE, NOTE_TEXT, Chain, character_id, character_name
from variorum_docx.purposes import ManuscriptStyle
from variorum_docx.write.looks import (
    block_run_properties,
    character_run_properties,
    compose,
    indents,
    paragraph_properties,
    shape,
)
from variorum_docx.write.tables import GAP

NOTE = ("note",)
FIRST = ("first",)
FAMILIES = {"serif": "roman", "sans-serif": "swiss", "monospace": "modern"}
LATENT_STYLES = 376
HIDDEN, GALLERY = 99, 10
"""Where a style stands that is shown to nobody, and up to where styles stand in Word's gallery."""
SAMPLE = "sample"
"""The inline style of samples in the legend, which no editor gives to words."""
HEADINGS = (("document-title", 1), ("heading-1", 2), ("heading-2", 3), ("heading-3", 4))


@dataclass(frozen=True, slots=True)
class StyleUse:
    """The styles that an edition uses: paragraph chains with heading levels, and combined inline styles.

    `contents` are the chains of entries of the contents, with their depth: they are Word's own `toc 1`,
    `toc 2` …; `of_texts` and `in_texts` are the chains and combinations of its documents, `signs` the inline
    styles that print signs there.
    """

    chains: Mapping[Chain, int]
    combinations: frozenset[tuple[str, ...]]
    contents: Mapping[Chain, int]
    of_texts: frozenset[Chain] = frozenset()
    in_texts: frozenset[tuple[str, ...]] = frozenset()
    signs: frozenset[str] = frozenset()

    def place_of_chain(self, chain: Chain) -> int:
        """Return where a paragraph style stands among those that Word recommends: what comes first has 1."""
        if chain.roles[0] == GUIDE:
            return HIDDEN
        return 10 if chain in self.of_texts else 40 if chain in self.chains else 60

    def place_of_combination(self, names: tuple[str, ...]) -> int:
        """Return where a character style stands: signs first, what is put together of them behind."""
        if SAMPLE in names:
            return HIDDEN
        if names in self.in_texts:
            return 30 if self.signs.isdisjoint(names) else 1 if len(names) == 1 else 2
        return 40 if names in self.combinations else 50


def _recommendation(place: int) -> tuple[Element, ...]:
    """Return how Word recommends a style; those of texts stand in its gallery too, others hide."""
    shown = (w("semiHidden"), w("unhideWhenUsed")) if place == HIDDEN else ()
    return (w("uiPriority", val=place), *shown, *((w("qFormat"),) if place <= GALLERY else ()))


def text_width(style: Style) -> int:
    """Return the width of the text block in twentieths of a point."""
    page = style.page
    return millimetres(page.width_mm - page.margin_inner_mm - page.margin_outer_mm)


def styles_part(style: Style, used: StyleUse, lang: str) -> Element:
    """Return all styles: Word's own that we need, one for each token, one for each combination in use."""
    chains = {Chain((role,)): 0 for role in style.blocks} | {Chain(NOTE): 0, Chain(FIRST): 0, **used.chains}
    combinations = {(name,) for name in style.inlines} | {("note-call",)} | used.combinations
    levels = max([4, *(level for level in used.chains.values())])
    return root(
        "styles",
        _defaults(style, lang),
        w(
            "latentStyles",
            **{"defLockedState": 0, "defUIPriority": 99, "defSemiHidden": 1},
            **{"defUnhideWhenUsed": 1, "defQFormat": 0, "count": LATENT_STYLES},
        ),
        *_word_styles(style),
        *(_heading(level, style) for level in range(1, min(levels, 9) + 1)),
        *_furniture(style),
        *(_toc(depth, style) for depth in (1, 2, 3) if depth not in used.contents.values()),
        *(_paragraph_style(chain, level, style, used) for chain, level in _sorted(chains)),
        *(_character_style(names, style, used) for names in sorted(combinations)),
        _footnote_reference(),
    )


def _sorted(chains: Mapping[Chain, int]) -> list[tuple[Chain, int]]:
    return sorted(chains.items(), key=lambda item: item[0].roles)


def _defaults(style: Style, lang: str) -> Element:
    family = style.font.family
    size = half_points(style.body_size * style.scale)
    run = w(
        "rPr",
        w("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family),
        w("sz", val=size),
        w("szCs", val=size),
        w("lang", val=lang, eastAsia=lang, bidi="ar-SA"),
    )
    return w("docDefaults", w("rPrDefault", run), w("pPrDefault", w("pPr")))


def _style(kind: str, name: str, key: str, *content: Element | None, default: bool = False) -> Element:
    made = w("style", type=kind, **({"default": 1} if default else {}), styleId=key)
    if not default and name.startswith("Variorum"):
        made.set(q("customStyle"), "1")
    made.append(w("name", val=name))
    made.extend(child for child in content if child is not None)
    return made


def _word_styles(style: Style) -> Iterable[Element]:
    first = Chain(FIRST)
    yield _style(
        "paragraph",
        "Normal",
        "Normal",
        w("qFormat"),
        paragraph_properties(first, style, 0),
        block_run_properties(shape(first, style).type),
        default=True,
    )
    yield _style(
        "character",
        "Default Paragraph Font",
        "DefaultParagraphFont",
        *(w("uiPriority", val=1), w("semiHidden"), w("unhideWhenUsed")),
        default=True,
    )
    margins = w(
        "tblCellMar",
        *(
            w(side, w=width, type="dxa")
            for side, width in (("top", 0), ("left", 108), ("bottom", 0), ("right", 108))
        ),
    )
    hidden = (w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    yield _style(
        "table",
        "Normal Table",
        "TableNormal",
        *hidden,
        w("tblPr", w("tblInd", w=0, type="dxa"), margins),
        default=True,
    )
    hidden = (w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed"))
    yield _style("numbering", "No List", "NoList", *hidden, default=True)
    gaps = (("top", 30), ("left", 0), ("bottom", 30), ("right", 2 * GAP))
    yield _style(
        "table",
        "Variorum Table",
        "VariorumTable",
        w("basedOn", val="TableNormal"),
        w("tblPr", w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in gaps))),
    )


def _heading(level: int, style: Style) -> Element:
    """Return one of Word's headings, on which our own are based: the navigation pane knows them."""
    role = next((role for role, at in HEADINGS if at == level), HEADINGS[-1][0])
    chain = Chain((role,))
    return _style(
        "paragraph",
        f"heading {level}",
        f"Heading{level}",
        w("basedOn", val="Normal"),
        w("next", val=Chain(FIRST).id),
        w("uiPriority", val=9),
        w("qFormat"),
        paragraph_properties(chain, style, level),
        block_run_properties(shape(chain, style).type),
    )


def _furniture(style: Style) -> Iterable[Element]:
    page, width = style.page, text_width(style)
    for name, size in (("header", page.head_size), ("footer", page.folio_size)):
        yield _style(
            "paragraph",
            name,
            name.title(),
            w("basedOn", val="Normal"),
            w("uiPriority", val=99),
            w(
                "pPr",
                w("tabs", w("tab", val="center", pos=width // 2), w("tab", val="right", pos=width)),
                w("suppressAutoHyphens"),
                w("spacing", before=0, after=0, line=twips(size * 1.3), lineRule="exact"),
                w("jc", val="left"),
            ),
            w("rPr", w("sz", val=half_points(size)), w("szCs", val=half_points(size))),
        )


def _toc(depth: int, style: Style) -> Element:
    """Return the style of a line of the contents that Word makes when it renews them."""
    chain = Chain(("contents",))
    properties = paragraph_properties(chain, style, 0)
    _right_tab(properties, style)
    return _style(
        "paragraph",
        f"toc {depth}",
        f"TOC{depth}",
        w("basedOn", val="Normal"),
        w("uiPriority", val=39),
        properties,
        block_run_properties(shape(chain, style).type),
    )


def _right_tab(properties: Element, style: Style) -> None:
    """Set a tab at the right margin, for page numbers; it stands before the properties that follow it."""
    behind = properties.find(q("suppressAutoHyphens"))
    made = w("tabs", w("tab", val="right", pos=text_width(style)))
    if behind is None:
        properties.append(made)
    else:
        behind.addprevious(made)


def _paragraph_style(chain: Chain, level: int, style: Style, used: StyleUse) -> Element:
    properties = paragraph_properties(chain, style, level)
    name = chain.name
    if chain.roles == NOTE:
        name = NOTE_TEXT
    elif chain in used.contents:
        name = f"toc {used.contents[chain]}"
        _right_tab(properties, style)
    following = Chain(FIRST).id if level else chain.id
    if chain.roles == FIRST:
        following = Chain(("body",)).id
    return _style(
        "paragraph",
        name,
        chain.id,
        w("basedOn", val=_parent(level)),
        w("next", val=following) if following != chain.id else None,
        *_recommendation(used.place_of_chain(chain)),
        properties,
        block_run_properties(shape(chain, style).type),
    )


def _parent(level: int) -> str:
    """Return the id of the style that paragraphs are based on: one of Word's headings, or its usual one."""
    return f"Heading{min(level, 9)}" if level else "Normal"


def _character_style(names: tuple[str, ...], style: Style, used: StyleUse) -> Element:
    return _style(
        "character",
        character_name(names),
        character_id(names),
        w("basedOn", val="DefaultParagraphFont"),
        *_recommendation(used.place_of_combination(names)),
        character_run_properties(compose(names, style), style),
    )


def _footnote_reference() -> Element:
    """Return the style that Word gives to calls of new footnotes: that of our calls."""
    based = w("basedOn", val=character_id(("note-call",)))
    return _style("character", "footnote reference", "FootnoteReference", based, w("uiPriority", val=99))


def settings_part(style: Style) -> Element:
    """Return the settings; a manuscript has pages of one side alone."""
    is_manuscript = isinstance(style, ManuscriptStyle)
    uri = "http://schemas.microsoft.com/office/word"
    modes = {"compatibilityMode": "15", "overrideTableStyleFontSizeAndJustification": "1"}
    modes |= {"enableOpenTypeFeatures": "1", "doNotFlipMirrorIndents": "1"}
    modes |= {"differentiateMultirowTableHeaders": "1", "useWord2013TrackBottomHyphenation": "0"}
    return root(
        "settings",
        w("zoom", percent=100),
        None if is_manuscript else w("mirrorMargins"),
        w("defaultTabStop", val=240),
        switch("autoHyphenation", style.language_hyphenation),
        None if is_manuscript else w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w(
            "footnotePr",
            w("footnote", id=-1),
            w("footnote", id=0),
        ),
        # A line that ends before its paragraph does is as wide as its words.
        w(
            "compat",
            w("doNotExpandShiftReturn"),
            *(w("compatSetting", name=name, uri=uri, val=value) for name, value in modes.items()),
        ),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def fonts_part(style: Style) -> Element:
    """Return the table of fonts: the edition's family, and for a machine without it the one that Word has."""
    family = FAMILIES.get(style.font.generic, "auto")

    def font(name: str, other: str | None) -> Element:
        return w(
            "font",
            w("altName", val=other) if other else None,
            w("charset", val="00"),
            w("family", val=family),
            w("pitch", val="variable"),
            name=name,
        )

    others = [one for one in style.font.stand_ins if one.characters]
    known = {style.font.family: style.font.word} | {one.family: one.word for one in others}
    last = [font(name, None) for name in dict.fromkeys(known.values()) if name not in known]
    return root("fonts", *(font(family, word) for family, word in known.items()), *last)


def footnotes_part(notes: Iterable[Element]) -> Element:
    """Return the footnotes, behind the two separators that Word wants."""

    def separator(number: int, kind: str) -> Element:
        spacing = w("spacing", after=0, line=240, lineRule="auto")
        held = w("p", w("pPr", spacing, indents(0, 0, 0)), w("r", w(kind)))
        return w("footnote", held, type=kind, id=number)

    return root("footnotes", separator(-1, "separator"), separator(0, "continuationSeparator"), *notes)


def comments_part(comments: Iterable[Element]) -> Element:
    """Return the comments."""
    return root("comments", *comments)
