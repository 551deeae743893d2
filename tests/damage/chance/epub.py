"""Damages by chance to an e-book."""

from __future__ import annotations

import re
from random import Random

from lxml import etree

from damage import packed_alike, parts
from damage.chance import Kind, sheets, zips
from damage.chance.trees import (
    TREE_VERBS,
    WORD_VERBS,
    Element,
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

X = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML = "{http://www.w3.org/XML/1998/namespace}"
PAGES, NAVIGATION, PACKAGE = r"EPUB/text/.*\.xhtml", r"EPUB/nav\.xhtml", r"EPUB/content\.opf|META-INF/.*"
WORDS = slots_in(f"{X}body")
TAGS = tuple(
    f"{X}{name}"
    for name in (
        *(
            "span",
            "em",
            "strong",
            "b",
            "i",
            "u",
            "s",
            "ins",
            "del",
            "sup",
            "sub",
            "small",
            "code",
            "q",
            "cite",
        ),
        *("bdo", "bdi", "mark", "ruby", "rt", "rp", "abbr", "time", "a", "p", "div", "h1", "h2", "h3", "h6"),
        *("blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption"),
        *(
            "section",
            "article",
            "aside",
            "header",
            "footer",
            "main",
            "figure",
            "details",
            "summary",
            "dialog",
        ),
        *("template", "noscript", "script", "style", "title", "textarea", "button", "select", "option", "hr"),
        *(
            "br",
            "img",
            "svg",
            "object",
            "iframe",
            "video",
            "canvas",
            "meter",
            "marquee",
            "slot",
            "data",
            "form",
        ),
    )
)
ATTRIBUTES = (
    *(
        ("hidden", "hidden"),
        ("hidden", "until-found"),
        ("inert", "inert"),
        ("popover", "auto"),
        ("dir", "rtl"),
    ),
    *(("dir", "auto"), ("lang", "ru"), (f"{XML}lang", "fr"), ("title", "Nothing"), ("translate", "no")),
    *(("aria-hidden", "true"), ("aria-label", "Nothing"), ("aria-describedby", "a"), ("aria-level", "5")),
    *(
        ("role", "presentation"),
        ("role", "none"),
        ("role", "img"),
        ("role", "doc-noteref"),
        ("tabindex", "3"),
    ),
    *(
        (f"{EPUB}type", "pagebreak"),
        (f"{EPUB}type", "footnote"),
        ("class", "first"),
        ("class", "document-title"),
    ),
    *(
        ("class", "in-deleted"),
        ("class", "box-note"),
        ("contenteditable", "true"),
        ("width", "1"),
        ("align", "right"),
    ),
    *(("bgcolor", "black"), ("color", "white"), ("start", "7"), ("value", "9"), ("type", "A"), ("is", "x-y")),
    *(
        ("data-say-before", "not"),
        ("data-say-after", "not"),
        ("data-stream", "x/body"),
        ("id", "x"),
        ("href", "#x"),
    ),
    *(
        ("colspan", "3"),
        ("rowspan", "2"),
        ("headers", "x"),
        ("scope", "row"),
        ("slot", "x"),
        ("onload", "close()"),
    ),
    *(("srcset", "x.png 2x"), ("usemap", "#x"), ("clip", "x"), ("nowrap", "nowrap"), ("compact", "compact")),
    *(("style", one) for one in sheets.DECLARATIONS),
)
CHILDREN = tuple(
    one.replace(">", ' xmlns="http://www.w3.org/1999/xhtml">', 1)
    for one in (
        *(
            "<p>Not so.</p>",
            "<span>not</span>",
            "<hr></hr>",
            "<br></br>",
            "<script>document.title=1</script>",
        ),
        *(
            "<style>p { display: none }</style>",
            "<div style='position: fixed; inset: 0; background: #fff'></div>",
        ),
        *(
            "<svg width='9' height='9'></svg>",
            "<iframe src='nav.xhtml'></iframe>",
            "<wbr></wbr>",
            "<input></input>",
        ),
        *("<details><p>a</p></details>", "<object data='x'>a</object>", "<math><mn>1</mn></math>"),
        *(
            "<base href='https://example.org/'></base>",
            "<meta http-equiv='refresh' content='0;url=x'></meta>",
        ),
        *(
            "<link rel='stylesheet' href='x.css'></link>",
            "<link rel='stylesheet' href='data:text/css,p{color:red}'></link>",
        ),
    )
)
MEMBERS = {
    "EPUB/text/extra.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>a</title></head><body/></html>',
    "META-INF/encryption.xml": b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>',
    "META-INF/rights.xml": b"<rights/>",
    "META-INF/com.apple.ibooks.display-options.xml": b"<display_options/>",
    "EPUB/style/more.css": b"p { display: none }",
}


def sheet_linked(random: Random, data: bytes) -> bytes | None:
    """Put a sheet of its own into a page."""
    files = parts(data)
    name = random.choice([one for one in files if re.fullmatch(f"{PAGES}|{NAVIGATION}", one)])
    css = sheets.rule(random, re.findall(r'class="([\w-]+)', files[name].decode()))
    style = f"<style>{css}</style></head>".encode()
    return packed_alike(data, {**files, name: files[name].replace(b"</head>", style, 1)})


def face_exchanged(random: Random, data: bytes) -> bytes | None:
    files = parts(data)
    fonts = [name for name in files if "/fonts/" in name]
    if len(fonts) < 2:
        return None
    one, other = random.sample(fonts, 2)
    return packed_alike(data, {**files, one: files[other]})


def instruction_put(random: Random, root: Element) -> bool:
    """Put a declaration of a sheet, or a condition, before or into a page."""
    made = etree.ProcessingInstruction(
        "xml-stylesheet", 'href="data:text/css,p{color:white}" type="text/css"'
    )
    if random.random() < 0.5:
        root.addprevious(made)
    else:
        root.append(made)
    return True


HOLDERS = {
    f"{X}{name}": CHILDREN for name in ("head", "body", "p", "div", "article", "section", "em", "td", "li")
}
PAGE_VERBS = {
    **TREE_VERBS,
    "retag an element": retagged(TAGS),
    "wrap an element": wrapped(TAGS),
    "put an attribute": attribute_put(ATTRIBUTES),
    "put an element": child_put(HOLDERS, ()),
    "put an instruction": instruction_put,
}
KINDS = (
    *(
        Kind(f"{name} of a page", in_parts(PAGES, on_words(WORDS, verb)), 4, sure)
        for name, (verb, sure) in WORD_VERBS.items()
    ),
    Kind("move words of a page", in_parts(PAGES, words_moved(WORDS)), 4),
    Kind("exchange words of a page", in_parts(PAGES, texts_exchanged(WORDS)), 4, sure=True),
    *(Kind(f"{name} of a page", in_parts(PAGES, verb), 8) for name, verb in PAGE_VERBS.items()),
    *(Kind(f"{name} of the navigation", in_parts(NAVIGATION, verb), 1) for name, verb in PAGE_VERBS.items()),
    *(Kind(f"{name} of the package", in_parts(PACKAGE, verb), 2) for name, verb in TREE_VERBS.items()),
    Kind("drop a declaration", sheets.in_sheet(sheets.declaration_dropped), 4),
    Kind("change a declaration", sheets.in_sheet(sheets.declaration_changed), 4),
    Kind("put a declaration", sheets.in_sheet(sheets.declaration_put), 4),
    Kind("drop a rule", sheets.in_sheet(sheets.rule_dropped), 2),
    Kind("swap rules", sheets.in_sheet(sheets.rules_swapped), 2),
    Kind("put a rule", sheets.in_sheet(sheets.rule_put), 8),
    Kind("cut a sheet", sheets.in_sheet(sheets.sheet_cut), 1),
    Kind("put a sheet into a page", sheet_linked, 3),
    Kind("exchange a face", face_exchanged),
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
