"""Damages by chance to a Word file."""

from __future__ import annotations

from damage.chance import Kind, zips
from damage.chance.trees import (
    TREE_VERBS,
    WORD_VERBS,
    attribute_put,
    child_put,
    in_parts,
    on_words,
    retagged,
    slots_in,
    texts_exchanged,
    words_moved,
    wrapped,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
TEXTS = r"word/(document|footnotes)\.xml"
STYLES, SETTINGS = r"word/styles\.xml", r"word/(settings|fontTable)\.xml"
FURNITURE, COMMENTS = r"word/(header|footer)\d+\.xml", r"word/comments\.xml"
RELATIONS = r".*\.rels|\[Content_Types\]\.xml"
WORDS = slots_in(f"{W}t")


def _made(*written: str) -> tuple[str, ...]:
    """Return elements as XML that stands alone."""
    return tuple(
        one.replace("/>", f" {SPACES}/>", 1)
        if one.endswith("/>") and one.count("<") == 1
        else one.replace(">", f" {SPACES}>", 1)
        for one in written
    )


RUN_PROPERTIES = _made(
    *(
        "<w:vanish/>",
        "<w:specVanish/>",
        "<w:webHidden/>",
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FEFEFE"/>',
    ),
    *(
        '<w:color w:val="auto" w:themeColor="background1"/>',
        '<w:sz w:val="2"/>',
        '<w:sz w:val="8"/>',
        '<w:sz w:val="60"/>',
    ),
    *('<w:position w:val="200"/>', '<w:position w:val="-8"/>', '<w:w w:val="1"/>', '<w:w w:val="300"/>'),
    *(
        '<w:spacing w:val="-400"/>',
        '<w:spacing w:val="90"/>',
        "<w:caps/>",
        "<w:smallCaps/>",
        "<w:b/>",
        "<w:i/>",
    ),
    *('<w:b w:val="0"/>', '<w:i w:val="0"/>', '<w:u w:val="single"/>', '<w:u w:val="none"/>', "<w:strike/>"),
    *('<w:strike w:val="0"/>', "<w:dstrike/>", "<w:outline/>", "<w:shadow/>", "<w:emboss/>", "<w:imprint/>"),
    *(
        '<w:highlight w:val="black"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:vertAlign w:val="superscript"/>',
    ),
    *('<w:vertAlign w:val="baseline"/>', "<w:rtl/>", '<w:lang w:val="ru-RU"/>', '<w:em w:val="dot"/>'),
    *(
        '<w:effect w:val="shimmer"/>',
        '<w:fitText w:val="10"/>',
        '<w:bdr w:val="single" w:sz="96" w:color="FFFFFF"/>',
    ),
    *('<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "<w:noProof/>", '<w:kern w:val="90"/>'),
    *('<w:rStyle w:val="VC-inserted"/>', '<w:rStyle w:val="VC-deleted"/>', '<w:rStyle w:val="Hyperlink"/>'),
    *(
        "<w14:textFill><w14:noFill/></w14:textFill>",
        "<w:snapToGrid/>",
        '<w:eastAsianLayout w:vert="1"/>',
        "<w:oMath/>",
    ),
)
PARAGRAPH_PROPERTIES = _made(
    *(
        '<w:spacing w:line="1" w:lineRule="exact"/>',
        '<w:spacing w:before="31000"/>',
        '<w:spacing w:after="900"/>',
    ),
    *(
        '<w:ind w:left="-20000"/>',
        '<w:ind w:left="9000"/>',
        '<w:ind w:firstLine="20000"/>',
        '<w:ind w:right="9000"/>',
    ),
    *('<w:ind w:hanging="9000"/>', '<w:jc w:val="right"/>', '<w:jc w:val="distribute"/>', "<w:bidi/>"),
    *('<w:framePr w:x="30000" w:y="30000" w:w="10"/>', "<w:pageBreakBefore/>", "<w:suppressLineNumbers/>"),
    *(
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        '<w:outlineLvl w:val="2"/>',
        "<w:keepNext/>",
    ),
    *(
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:pStyle w:val="VP-signature"/>',
        '<w:pStyle w:val="VP-quote"/>',
    ),
    *(
        '<w:textDirection w:val="tbRl"/>',
        "<w:contextualSpacing/>",
        "<w:mirrorIndents/>",
        "<w:suppressAutoHyphens/>",
    ),
    *(
        '<w:tabs><w:tab w:val="left" w:pos="9000"/></w:tabs>',
        '<w:textAlignment w:val="top"/>',
        "<w:keepLines/>",
    ),
    *('<w:pBdr><w:top w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>', "<w:widowControl/>"),
)
ELEMENTS = _made(
    *(
        "<w:r><w:t>not</w:t></w:r>",
        "<w:r><w:br/></w:r>",
        '<w:r><w:br w:type="page"/></w:r>',
        "<w:r><w:tab/></w:r>",
    ),
    *(
        '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
        "<w:r><w:pgNum/></w:r>",
        "<w:p/>",
        "<w:r><w:cr/></w:r>",
    ),
    *(
        "<w:p><w:r><w:t>Not so.</w:t></w:r></w:p>",
        '<w:bookmarkStart w:id="9999" w:name="x"/>',
        "<w:proofErr/>",
    ),
    *(
        '<w:ins w:id="1" w:author="a"><w:r><w:t>not</w:t></w:r></w:ins>',
        "<w:altChunk/>",
        "<w:r><w:t> </w:t></w:r>",
    ),
    *(
        '<w:del w:id="1" w:author="a"><w:r><w:delText>not</w:delText></w:r></w:del>',
        "<w:permStart/>",
        "<w:r><w:ptab/></w:r>",
    ),
    *('<w:fldSimple w:instr="DATE"><w:r><w:t>now</w:t></w:r></w:fldSimple>', "<w:r><w:softHyphen/></w:r>"),
    *('<w:r><w:pict><v:rect style="position:absolute;width:900pt;height:900pt"/></w:pict></w:r>',),
    *("<mc:AlternateContent><mc:Fallback><w:r><w:t>not</w:t></w:r></mc:Fallback></mc:AlternateContent>",),
    *(
        "<w:sdt><w:sdtContent><w:r><w:t>not</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:noBreakHyphen/></w:r>",
    ),
)
TABLE_PROPERTIES = _made(
    *(
        "<w:hidden/>",
        '<w:trHeight w:val="1" w:hRule="exact"/>',
        '<w:tcW w:w="10" w:type="dxa"/>',
        "<w:vMerge/>",
    ),
    *(
        '<w:gridSpan w:val="2"/>',
        '<w:tblInd w:w="20000" w:type="dxa"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',
    ),
    *(
        "<w:hMerge/>",
        "<w:tblHeader/>",
        '<w:textDirection w:val="btLr"/>',
        "<w:bidiVisual/>",
        "<w:tcFitText/>",
    ),
)
PAGE_PROPERTIES = _made(
    *(
        '<w:pgSz w:w="2000" w:h="2000"/>',
        '<w:cols w:num="3"/>',
        '<w:textDirection w:val="tbRl"/>',
        "<w:bidi/>",
    ),
    *(
        '<w:vAlign w:val="bottom"/>',
        '<w:lnNumType w:countBy="1"/>',
        '<w:type w:val="nextColumn"/>',
        "<w:noEndnote/>",
    ),
    *(
        '<w:pgBorders><w:top w:val="single" w:sz="96" w:color="000000"/></w:pgBorders>',
        "<w:titlePg/>",
        "<w:rtlGutter/>",
    ),
)
SETTINGS_PUT = _made(
    *(
        '<w:documentProtection w:edit="readOnly"/>',
        "<w:trackRevisions/>",
        '<w:zoom w:percent="10"/>',
        "<w:gutterAtTop/>",
    ),
    *("<w:displayBackgroundShape/>", "<w:bookFoldPrinting/>", "<w:updateFields/>", '<w:view w:val="web"/>'),
    *(
        '<w:defaultTabStop w:val="9000"/>',
        "<w:doNotShadeFormData/>",
        "<w:attachedTemplate/>",
        "<w:mirrorMargins/>",
    ),
)
TAGS = tuple(
    f"{W}{name}"
    for name in (
        *(
            "p",
            "r",
            "t",
            "delText",
            "instrText",
            "tab",
            "br",
            "ins",
            "del",
            "moveFrom",
            "moveTo",
            "sdt",
            "smartTag",
        ),
        *(
            "customXml",
            "hyperlink",
            "fldSimple",
            "tbl",
            "tr",
            "tc",
            "pPr",
            "rPr",
            "footnoteReference",
            "sectPr",
        ),
        *(
            "endnoteReference",
            "bookmarkStart",
            "bookmarkEnd",
            "ruby",
            "object",
            "pict",
            "dir",
            "bdo",
            "comment",
        ),
    )
)
ATTRIBUTES = (
    *(
        (f"{W}val", "0"),
        (f"{W}val", "none"),
        (f"{W}themeColor", "background1"),
        (f"{W}rsidR", "00A1"),
        (f"{W}id", "7"),
    ),
    *(
        (f"{W}type", "page"),
        (f"{W}line", "1"),
        (f"{W}lineRule", "exact"),
        (f"{W}hanging", "9000"),
        (f"{W}left", "9000"),
    ),
    *(
        (f"{W}beforeAutospacing", "1"),
        (f"{W}leftChars", "900"),
        (f"{W}afterLines", "900"),
        (f"{W}customStyle", "1"),
    ),
    *(
        (f"{W}default", "1"),
        (f"{W}fill", "000000"),
        (f"{W}start", "9"),
        (f"{W}fmt", "upperRoman"),
        (f"{W}h", "900"),
    ),
    ("{http://www.w3.org/XML/1998/namespace}space", "default"),
    ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable", "w"),
)
HOLDERS = {
    f"{W}rPr": RUN_PROPERTIES,
    f"{W}pPr": PARAGRAPH_PROPERTIES,
    f"{W}trPr": TABLE_PROPERTIES,
    f"{W}tcPr": TABLE_PROPERTIES,
    f"{W}tblPr": TABLE_PROPERTIES,
    f"{W}sectPr": PAGE_PROPERTIES,
}
PLACES = {f"{W}{name}": ELEMENTS for name in ("p", "r", "body", "tc", "footnote", "hyperlink", "hdr", "ftr")}
BARE_RUNS = {f"{W}r": tuple(f"<w:rPr {SPACES}>{one}</w:rPr>" for one in RUN_PROPERTIES)}
BARE_PARAGRAPHS = {f"{W}p": tuple(f"<w:pPr {SPACES}>{one}</w:pPr>" for one in PARAGRAPH_PROPERTIES)}
TEXT_VERBS = {
    **TREE_VERBS,
    "retag an element": retagged(TAGS),
    "wrap an element": wrapped(TAGS),
    "put an attribute": attribute_put(ATTRIBUTES),
    "put a property": child_put(HOLDERS, ()),
    "put an element": child_put(PLACES, ()),
    "put properties on a run": child_put(BARE_RUNS, ()),
    "put properties on a paragraph": child_put(BARE_PARAGRAPHS, ()),
}
STYLE_VERBS = {
    **TREE_VERBS,
    "put a property": child_put({f"{W}rPr": RUN_PROPERTIES, f"{W}pPr": PARAGRAPH_PROPERTIES}, ()),
    "put an attribute": attribute_put(ATTRIBUTES),
}
SETTING_VERBS = {**TREE_VERBS, "put an element": child_put({f"{W}settings": SETTINGS_PUT}, ())}
MEMBERS = {
    "word/glossary/document.xml": b"<a/>",
    "word/theme/theme1.xml": b"<a/>",
    "word/numbering.xml": b"<a/>",
    "word/webSettings.xml": b"<a/>",
    "word/vbaProject.bin": b"a",
    "customXml/item2.xml": b"<a/>",
}
KINDS = (
    *(
        Kind(f"{name} of the text", in_parts(TEXTS, on_words(WORDS, verb)), 4, sure)
        for name, (verb, sure) in WORD_VERBS.items()
    ),
    Kind("move words of the text", in_parts(TEXTS, words_moved(WORDS)), 4),
    Kind("exchange words of the text", in_parts(TEXTS, texts_exchanged(WORDS)), 4, sure=True),
    *(Kind(f"{name} of the text", in_parts(TEXTS, verb), 8) for name, verb in TEXT_VERBS.items()),
    *(Kind(f"{name} of the styles", in_parts(STYLES, verb), 3) for name, verb in STYLE_VERBS.items()),
    *(Kind(f"{name} of the settings", in_parts(SETTINGS, verb), 1) for name, verb in SETTING_VERBS.items()),
    *(Kind(f"{name} of heads and feet", in_parts(FURNITURE, verb), 1) for name, verb in TEXT_VERBS.items()),
    *(Kind(f"{name} of the comments", in_parts(COMMENTS, verb), 1) for name, verb in TREE_VERBS.items()),
    *(Kind(f"{name} of the relations", in_parts(RELATIONS, verb), 2) for name, verb in TREE_VERBS.items()),
    Kind("drop a member", zips.member_dropped, 2),
    Kind("swap members", zips.members_swapped, 2),
    Kind("replace a member", zips.member_replaced, 2),
    Kind("rename a member", zips.member_renamed),
    Kind("double a member", zips.member_doubled),
    Kind("cut a member", zips.member_cut, 2),
    Kind("add a member", zips.member_added(MEMBERS)),
    Kind("change bytes of a member", zips.bytes_changed, 4),
    Kind("spoil the archive", zips.archive_spoilt, 2),
    Kind("change a local name", zips.local_name_changed),
)
