"""Say what the file is: document information, XMP, language, how it opens. Dates come from the edition."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from variorum.publication import Publication

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
{properties}
<pdf:Producer>variorum</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def describe(pdf: pikepdf.Pdf, publication: Publication, title: str, lang: str) -> None:
    """Write the metadata of the book."""
    root = pdf.Root
    root.Lang = String(lang)
    root.MarkInfo = Dictionary(Marked=True, UserProperties=True)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if publication.leftwards:
        root.ViewerPreferences.Direction = Name.R2L
    root.PageMode = Name.UseOutlines
    xmp = _xmp(publication, title, lang).encode()
    root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    info = Dictionary(Title=String(title), Producer=String("variorum"))
    authors = [agent.name for agent in publication.agents]
    if authors:
        info.Author = String(", ".join(authors))
    if publication.imprint.description:
        info.Subject = String(publication.imprint.description)
    if date := _pdf_date(publication.imprint.modified):
        info.CreationDate = info.ModDate = String(date)
    pdf.trailer.Info = pdf.make_indirect(info)


def _xmp(publication: Publication, title: str, lang: str) -> str:
    imprint = publication.imprint
    lines = [_alternative("dc:title", title)]
    if publication.agents:
        lines.append(_list("dc:creator", "Seq", [agent.name for agent in publication.agents]))
    if imprint.description:
        lines.append(_alternative("dc:description", imprint.description))
    if imprint.publisher:
        lines.append(_list("dc:publisher", "Bag", [imprint.publisher]))
    if imprint.rights:
        lines.append(_alternative("dc:rights", imprint.rights))
    lines.append(_list("dc:language", "Bag", [lang]))
    identifier = next((i.value for i in imprint.identifiers if i.format in (None, "pdf")), "")
    if identifier:
        lines.append(f"<dc:identifier>{escape(identifier)}</dc:identifier>")
    if _pdf_date(imprint.modified):
        date = escape(imprint.modified)
        lines += [f"<xmp:CreateDate>{date}</xmp:CreateDate>", f"<xmp:ModifyDate>{date}</xmp:ModifyDate>"]
    return XMP.format(properties="\n".join(lines))


def _alternative(name: str, value: str) -> str:
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt></{name}>'


def _list(name: str, kind: str, values: list[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>"


def _pdf_date(iso: str) -> str:
    """Return an ISO date as PDF writes it, empty if it is none."""
    found = re.fullmatch(
        r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?", iso
    )
    if found is None:
        return ""
    *parts, zone = found.groups()
    date = "D:" + "".join(part or "" for part in parts)
    if zone in (None, "Z"):
        return date + ("Z" if parts[3] else "")
    return date + zone.replace(":", "'")
