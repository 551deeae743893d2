"""Which elements of TEI stand in no line: their words are none of the words beside them, wherever put.

They are those of the Guidelines that are neither phrases, nor marks of a place, nor data that print nothing:
parts of entries of a dictionary, of speech as it was recorded, of descriptions of manuscripts and persons, of
feature structures. What the model has blocks or lines for is in `space.BLOCKS`.
"""

from __future__ import annotations

EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
"""The namespace of elements that are shown, not meant: they stand as those do that they show. TEI `egXML`."""

STAND_ALONE = frozenset(
    {
        *("abstract", "accMat", "acquisition", "activity", "actor", "additions", "age", "alternate"),
        *("altGrp", "altIdent", "altIdentifier", "annotation", "annotationBlock", "anyElement"),
        *("appInfo", "application", "arc", "attDef", "attList", "attRef", "authority", "availability"),
        *("bicond", "binary", "binding", "bindingDesc", "birth", "broadcast", "calendar", "calendarDesc"),
        *("camera", "caption", "case", "castGroup", "castItem", "catDesc", "category", "catRef"),
        *("change", "channel", "char", "charDecl", "citeData", "citedRange", "citeStructure"),
        *("classCode", "classDecl", "classes", "classRef", "classSpec", "climate", "collation"),
        *("collection", "colloc", "colophon", "cond", "condition", "constitution", "constraint"),
        *("constraintDecl", "constraintSpec", "content", "conversion", "correction", "correspAction"),
        *("correspContext", "correspDesc", "creation", "cRefPattern", "custEvent", "custodialHist"),
        *("dataFacet", "dataRef", "dataSpec", "datatype", "death", "decoDesc", "decoNote", "def"),
        *("default", "defaultVal", "derivation", "dictScrap", "distributor", "divGen", "domain"),
        *("edition", "editorialDecl", "education", "eg", "egXML", "eLeaf", "elementRef", "elementSpec"),
        *("ellipsis", "empty", "encodingDesc", "entry", "entryFree", "epilogue", "equipment", "equiv"),
        *("eTree", "etym", "exemplum", "explicit", "f", "factuality", "faith", "fDecl", "fDescr"),
        *("fileDesc", "filiation", "finalRubric", "fLib", "floruit", "foliation", "forest", "form"),
        *("fsConstraints", "fsDecl", "fsDescr", "fsdLink", "funder", "fvLib", "gen", "gender", "geoDecl"),
        *("glyph", "gram", "gramGrp", "graph", "handNote", "handNotes", "hom", "hyphenation", "if"),
        *("iff", "incident", "incipit", "iNode", "institution", "interaction", "interleave", "interpGrp"),
        *("interpretation", "iType", "joinGrp", "keywords", "kinesic", "langKnowledge", "langKnown"),
        *("language", "langUsage", "layout", "lbl", "leaf", "licence", "line", "linkGrp", "listApp"),
        *("listChange", "listForest", "listNym", "listObject", "listPrefixDef", "listRef"),
        *("listRelation", "listWit", "locale", "localProp", "locusGrp", "macroRef", "macroSpec"),
        *("meeting", "memberOf", "metDecl", "metSym", "model", "modelGrp", "modelSequence", "moduleRef"),
        *("moduleSpec", "move", "msFrag", "msItem", "msItemStruct", "msName", "msPart", "musicNotation"),
        *("namespace", "nationality", "node", "normalization", "notesStmt", "number", "numeric", "nym"),
        *("object", "objectIdentifier", "occupation", "oRef", "orth", "outputRendition", "param"),
        *("paramList", "paramSpec", "particDesc", "pause", "per", "performance", "persona", "population"),
        *("pos", "post", "postBox", "postCode", "pRef", "prefixDef", "preparedness", "principal"),
        *("profileDesc", "projectDesc", "prologue", "pron", "provenance", "punctuation", "purpose"),
        *("quotation", "recording", "recordingStmt", "refsDecl", "refState", "relatedItem", "relation"),
        *("remarks", "rendition", "repository", "residence", "resp", "revisionDesc", "role", "roleDesc"),
        *("root", "rubric", "samplingDecl", "schemaRef", "schemaSpec", "scriptDesc", "scriptNote"),
        *("scriptStmt", "seal", "sealDesc", "segmentation", "sense", "sequence", "set", "setting"),
        *("settingDesc", "sex", "shift", "socecStatus", "sound", "source", "sourceDesc", "specGrp"),
        *("specGrpRef", "specList", "sponsor", "state", "stdVals", "street", "stress", "string"),
        *("styleDefDecl", "subc", "summary", "superEntry", "support", "surface", "surfaceGrp"),
        *("surrogates", "syll", "symbol", "tagsDecl", "tagUsage", "taxonomy", "tech", "terrain"),
        *("textClass", "textDesc", "textLang", "textNode", "then", "timeline", "tns", "trait"),
        *("transcriptionDesc", "transpose", "tree", "triangle", "typeDesc", "typeNote", "u"),
        *("unicodeProp", "unihanProp", "unitDecl", "unitDef", "usg", "valDesc", "valItem", "valList"),
        *("vAlt", "variantEncoding", "vColl", "vDefault", "view", "vLabel", "vMerge", "vNot", "vocal"),
        *("vRange", "when", "witness", "writing", "xr", "zone"),
    }
)
