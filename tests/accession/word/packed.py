"""Word files made of fragments of WordprocessingML: a body, and whatever parts it names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships"
PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "commentsExtended")
RELATIONS = f'<Relationships xmlns="{PACKAGE}">{{}}</Relationships>'


def parts_of(body: str, parts: Mapping[str, str]) -> dict[str, bytes]:
    """Return the parts of a Word file by name; `parts` are insides of parts by kind, and of `relations`."""
    named = "".join(
        f'<Relationship Id="{kind}" Type="{MICROSOFT if kind == "commentsExtended" else OFFICE}/{kind}"'
        f' Target="{kind}.xml"/>'
        for kind in parts
        if kind in PARTS
    )
    made = {
        "_rels/.rels": RELATIONS.format(
            f'<Relationship Id="main" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": RELATIONS.format(f"{named}{parts.get('relations', '')}"),
    }
    for kind in PARTS:
        if kind in parts:
            root = "hdr" if kind == "header" else kind
            made[f"word/{kind}.xml"] = f"<w:{root} {NAMESPACES}>{parts[kind]}</w:{root}>"
    return {name: text.encode() for name, text in made.items()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as one file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return data.getvalue()


def packed(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word file with a body and parts."""
    return zipped(parts_of(body, parts or {}))
