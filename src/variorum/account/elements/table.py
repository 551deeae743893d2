"""What stands in line in TEI, as the account has it: written from the Guidelines, not from a codec.

Every other element parts words: what stands before it, in it and behind it are words of their own.
"""

from __future__ import annotations

HTML, HTML_SPACE = "(html)", "http://www.w3.org/1999/xhtml"
"""The name under which elements of HTML are counted, whatever they are, and their namespace."""

IN_LINE = frozenset(
    {
        *(
            HTML,
            "abbr",
            "add",
            "addName",
            "addSpan",
            "affiliation",
            "alt",
            "am",
            "anchor",
            "app",
            "biblScope",
        ),
        *("binaryObject", "c", "catchwords", "caesura", "cb", "certainty", "choice", "code", "corr"),
        *("country", "damage", "damageSpan", "date", "del", "delSpan", "depth", "dim", "distinct"),
        *("district", "editor", "email", "emph", "ex", "expan", "figure", "foreign"),
        *("forename", "formula", "fw", "g", "gap", "gb", "genName", "geogFeat", "geogName", "gi", "gloss"),
        *(
            "graphic",
            "handShift",
            "height",
            "hi",
            "ident",
            "idno",
            "index",
            "lang",
            "lb",
            "lem",
            "listAnnotation",
        ),
        *(
            "listTranspose",
            "link",
            "m",
            "measure",
            "measureGrp",
            "media",
            "mentioned",
            "metamark",
            "milestone",
        ),
        *(
            "mod",
            "mood",
            "name",
            "nameLink",
            "note",
            "notatedMusic",
            "noteGrp",
            "num",
            "objectName",
            "orgName",
        ),
        *(
            "orig",
            "origDate",
            "origPlace",
            "path",
            "pb",
            "pc",
            "persName",
            "persPronouns",
            "phr",
            "placeName",
        ),
        *(
            "precision",
            "ptr",
            "publisher",
            "pubPlace",
            "q",
            "quote",
            "rb",
            "rdg",
            "rdgGrp",
            "redo",
            "ref",
            "reg",
        ),
        *(
            "region",
            "respons",
            "restore",
            "retrace",
            "rhyme",
            "roleName",
            "rs",
            "rt",
            "ruby",
            "s",
            "said",
            "seg",
        ),
        *("settlement", "sic", "signed", "soCalled", "space", "span", "spanGrp", "stamp", "subst"),
        *("substJoin", "supplied", "surname", "surplus", "tag", "term", "time", "title", "unclear", "undo"),
        *(
            "unit",
            "val",
            "w",
            "watermark",
            "wit",
            "witDetail",
            "witEnd",
            "witStart",
            "width",
            "secl",
            "secFol",
        ),
        *(
            "att",
            "author",
            "bibl",
            "eventName",
            "heraldry",
            "interp",
            "label",
            "locus",
            "material",
            "mapping",
        ),
        *("signatures", "specDesc", "dimensions", "extent", "cl", "fs", "hyph", "origin", "ab-inline"),
    }
    - {"signed", "label", "figure", "ab-inline"}
)
"""Elements that stand in line: words may go on over their tags."""

HOLD_BLOCKS = frozenset(
    {
        *("back", "body", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "floatingText"),
        *("front", "group", "lg", "list", "postscript", "sp", "table", "text", "titlePage"),
    }
)
"""Elements that hold no words of their own: a note right in one of them is none in a line."""

LINE_ENDS = frozenset({"lb", "pb", "cb", "gb", "milestone"})
"""Elements that end a line, a column or a page, and may say that a word goes on."""

ASIDE = frozenset({"fw", "index", "note"})
"""Elements whose words are none of the line around them."""
UNWRITTEN = frozenset({"index"})
"""Those of them that hold data."""
SET_LINES = frozenset(
    {"addrLine", "address", "byline", "closer", "dateline", "docImprint", "head", "l", "opener"}
)
SET_LINES |= {"salute", "signed", "titlePart", "trailer"}
"""Elements whose lines are set, each a line of its own."""

EDGES = frozenset({"addSpan", "anchor", "damageSpan", "delSpan"})
"""Elements at which a range of words begins or ends."""

JOINS = frozenset({"no"})
"""Values of `break` that say so."""

NO_TEXT = frozenset({"teiHeader", "facsimile", "sourceDoc", "standOff", "fsdDecl", "xenoData"})
"""Elements beside the texts of a file: what they hold is data, or the zones of images."""

HOLDS_NO_WORDS = frozenset({"app", "choice", "rdgGrp", "ruby", "subst"})
"""Elements in line that hold elements alone: blanks between those are none of the text."""
