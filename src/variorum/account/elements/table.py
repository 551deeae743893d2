"""What parts words in TEI, as the account has it: written from the Guidelines, not from a codec.

Every other element stands in line, those that TEI does not know too.
"""

from __future__ import annotations

HTML, HTML_SPACE = "(html)", "http://www.w3.org/1999/xhtml"
"""The name under which elements of HTML are counted, whatever they are, and their namespace."""

PARTING = frozenset(
    {
        *(
            "ab",
            "abstract",
            "accMat",
            "caesura",
            "acquisition",
            "activity",
            "actor",
            "additional",
            "additions",
        ),
        *("address", "addrLine", "adminInfo", "age", "alternate", "altGrp", "altIdent"),
        *("altIdentifier", "analytic", "annotation", "annotationBlock", "anyElement", "appInfo"),
        *("application", "arc", "argument", "attDef", "attList", "attRef", "authority", "availability"),
        *("back", "biblFull", "biblStruct", "bicond", "binary", "binding", "bindingDesc", "birth"),
        *("body", "broadcast", "byline", "calendar", "calendarDesc", "camera", "caption"),
        *("case", "castGroup", "castItem", "castList", "catDesc", "category", "catRef", "cell"),
        *("change", "channel", "char", "charDecl", "cit", "citeData", "citedRange", "citeStructure"),
        *("classCode", "classDecl", "classes", "classRef", "classSpec", "climate", "closer"),
        *("collation", "collection", "colloc", "colophon", "cond", "condition", "constitution"),
        *("constraint", "constraintDecl", "constraintSpec", "content", "conversion", "correction"),
        *("correspAction", "correspContext", "correspDesc", "creation", "cRefPattern", "custEvent"),
        *("custodialHist", "dataFacet", "dataRef", "dataSpec", "datatype", "dateline", "death"),
        *("decoDesc", "decoNote", "def", "default", "defaultVal", "derivation", "desc", "dictScrap"),
        *("distributor", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "divGen"),
        *("docAuthor", "docDate", "docEdition", "docImprint", "docTitle", "domain", "edition"),
        *("editionStmt", "editorialDecl", "education", "eg", "egXML", "eLeaf", "elementRef"),
        *("elementSpec", "ellipsis", "empty", "encodingDesc", "entry", "entryFree", "epigraph"),
        *("epilogue", "equipment", "equiv", "eTree", "etym", "event", "exemplum", "explicit", "f"),
        *("facsimile", "factuality", "faith", "fDecl", "fDescr", "figDesc", "figure", "fileDesc"),
        *("filiation", "finalRubric", "fLib", "floatingText", "floruit", "foliation", "forest", "form"),
        *("front", "fsConstraints", "fsdDecl", "fsDecl", "fsDescr", "fsdLink", "funder", "fvLib"),
        *("gen", "gender", "geoDecl", "glyph", "gram", "gramGrp", "graph", "group", "handDesc"),
        *("handNote", "handNotes", "head", "headItem", "headLabel", "history", "hom", "hyphenation"),
        *("if", "iff", "imprimatur", "imprint", "incident", "incipit", "iNode", "institution"),
        *("interaction", "interleave", "interpGrp", "interpretation", "item", "iType"),
        *("joinGrp", "keywords", "kinesic", "l", "label", "langKnowledge"),
        *("langKnown", "language", "langUsage", "layout", "layoutDesc", "lbl", "leaf", "lg", "licence"),
        *("line", "linkGrp", "list", "listApp", "listBibl", "listChange", "listEvent", "listForest"),
        *("listNym", "listObject", "listOrg", "listPerson", "listPlace", "listPrefixDef", "listRef"),
        *("listRelation", "listWit", "locale", "localProp", "location", "locusGrp", "macroRef"),
        *("macroSpec", "meeting", "memberOf", "metDecl", "metSym", "model", "modelGrp"),
        *("modelSequence", "moduleRef", "moduleSpec", "monogr", "move", "msContents", "msDesc"),
        *("msFrag", "msIdentifier", "msItem", "msItemStruct", "msName", "msPart", "musicNotation"),
        *("namespace", "nationality", "node", "normalization", "notesStmt", "number", "numeric", "nym"),
        *("object", "objectDesc", "objectIdentifier", "occupation", "opener"),
        *("oRef", "org", "orth", "outputRendition", "p", "param", "paramList", "paramSpec"),
        *("particDesc", "pause", "per", "performance", "person", "persona", "personGrp", "physDesc"),
        *("place", "population", "pos", "post", "postBox", "postCode", "postscript", "pRef"),
        *("prefixDef", "preparedness", "principal", "profileDesc", "projectDesc", "prologue", "pron"),
        *("provenance", "publicationStmt", "punctuation", "purpose", "quotation", "recordHist"),
        *("recording", "recordingStmt", "refsDecl", "refState", "relatedItem", "relation", "remarks"),
        *("rendition", "repository", "residence", "resp", "respStmt", "revisionDesc", "role"),
        *("roleDesc", "root", "row", "rubric", "salute", "samplingDecl", "schemaRef", "schemaSpec"),
        *("scriptDesc", "scriptNote", "scriptStmt", "seal", "sealDesc", "segmentation", "sense"),
        *("sequence", "series", "seriesStmt", "set", "setting", "settingDesc", "sex", "shift"),
        *("signed", "socecStatus", "sound", "source", "sourceDesc", "sourceDoc", "sp", "speaker"),
        *("specGrp", "specGrpRef", "specList", "spGrp", "sponsor", "stage", "standOff", "state"),
        *("stdVals", "street", "stress", "string", "styleDefDecl", "subc", "summary", "superEntry"),
        *("support", "supportDesc", "surface", "surfaceGrp", "surrogates", "syll", "symbol", "table"),
        *("tagsDecl", "tagUsage", "taxonomy", "tech", "TEI", "teiCorpus", "teiHeader", "terrain"),
        *("text", "textClass", "textDesc", "textLang", "textNode", "then", "timeline", "titlePage"),
        *("titlePart", "titleStmt", "tns", "trailer", "trait", "transcriptionDesc", "transpose"),
        *("tree", "triangle", "typeDesc", "typeNote", "u", "unicodeProp", "unihanProp", "unitDecl"),
        *("unitDef", "usg", "valDesc", "valItem", "valList", "vAlt", "variantEncoding", "vColl"),
        *("vDefault", "view", "vLabel", "vMerge", "vNot", "vocal", "vRange", "when", "witness"),
        *("writing", "xenoData", "xr", "zone"),
    }
)
"""Elements that stand in no line: what stands before one, in it and behind it are words of their own."""

HOLD_BLOCKS = frozenset(
    {
        *("back", "body", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7", "floatingText"),
        *("front", "group", "lg", "list", "postscript", "sp", "table", "text", "titlePage"),
    }
)
"""Elements that hold no words of their own: a note or quotation right in one of them is none in a line."""

BLOCKS = frozenset(
    {
        *HOLD_BLOCKS - {"body", "text"},
        *(
            "ab",
            "argument",
            "byline",
            "closer",
            "docAuthor",
            "docDate",
            "docEdition",
            "docImprint",
            "epigraph",
        ),
        *("head", "imprimatur", "l", "opener", "p", "titlePart", "trailer"),
    }
)
"""Elements that stand in no line: whatever holds one stands in none either."""

QUOTED = frozenset({"q", "quote", "said"})
"""Elements that stand in a line, and in none where nothing but blocks stands around them."""

HOLD_DATA = frozenset(
    {
        *("additional", "adminInfo", "biblStruct", "event", "handDesc", "history", "imprint", "layoutDesc"),
        "listBibl",
        *("monogr", "msContents", "msDesc", "msIdentifier", "objectDesc", "org", "person", "physDesc"),
        *("place", "recordHist", "respStmt", "supportDesc"),
    }
)
"""Elements made of data side by side, each of which is words of its own."""

STAMPED = frozenset({"addSpan", "date", "idno", "measure", "orgName", "persName", "placeName", "time"})
"""Data on a stamp that an event left on the paper, each of which is words of its own."""

LINE_ENDS = frozenset({"lb", "pb", "cb", "gb", "milestone"})
"""Elements that end a line, a column or a page, and may say that a word goes on."""

ASIDE = frozenset({"fw", "index", "note"})
"""Elements whose words are none of the line around them."""
CHOICES = frozenset({"app", "choice"})
OTHER_FORMS = frozenset({"corr", "ex", "expan", "rdg", "reg"})
"""Elements that hold words for the same place, and those of them for which the source's stand."""
UNWRITTEN = frozenset({"index"})
"""Those of them that hold data."""
SET_LINES = frozenset(
    {"addrLine", "address", "byline", "closer", "dateline", "docImprint", "head", "l", "opener"}
)
SET_LINES |= {"salute", "signed", "titlePart", "trailer"}
"""Elements whose lines are set, each a line of its own."""

SET_ASIDE = frozenset({"hi", "seg"})
SIDES = frozenset({"centre", "center", "left", "right"})
SET_LINE_TYPES = frozenset(
    {
        *("addressee", "chair", "classification", "closing", "copy", "dateline", "distribution", "enclosure"),
        *("letterhead", "present", "register", "salutation", "signature", "title"),
    }
)
"""Elements in line part words where `rend` names a side of the paper, or `type` a kind of set lines."""

EDGES = frozenset({"addSpan", "anchor", "damageSpan", "delSpan"})
"""Elements at which a range of words begins or ends."""

JOINS = frozenset({"no"})
"""Values of `break` that say so."""

NO_TEXT = frozenset({"teiHeader", "facsimile", "sourceDoc", "standOff", "fsdDecl", "xenoData"})
"""Elements beside the texts of a file: what they hold is data, or the zones of images."""

HOLDS_NO_WORDS = frozenset({"app", "choice", "gap", "rdgGrp", "ruby", "space", "subst"})
"""Elements in line that hold elements alone: blanks between those are none of the text."""
