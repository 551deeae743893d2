"""References without words to what the edition has not: by the names that a header has for it."""

from __future__ import annotations

from pathlib import Path

from account.books import TEI, prepared
from tei.plain_print import printed

CONTEXT = """</fileDesc><profileDesc><correspDesc><correspContext>
<ref type="withinCollection" target="L7">Grabe to Orlov, [1.? 5. 1899]</ref>
<ref type="withinCollection" target="L8">Grabe to Orlov, 30. 4. 1899</ref>
<ref type="belongsTo" target="c1">Grabe, Otto</ref>
</correspContext></correspDesc></profileDesc>"""
TEXT = """<body><p>I have<note><ref subtype="See" target="L7"/>.</note> yours of
<ref subtype="date-only" target="L7"/>, that of <ref subtype="date-only" target="1899-05-02"/>,
<ref target="L8"/> (<ref subtype="date-only" target="L8"/>), and <ref target="L9"/>.</p></body>"""


def test_a_document_that_a_header_names_is_printed_by_that_name(tmp_path: Path) -> None:
    text = TEI.format(text=TEXT).replace("</fileDesc>", CONTEXT)
    for profile in ("edition", "reading", "diplomatic"):
        made = prepared(tmp_path, text, profile)
        assert made.publication is not None
        assert list(printed(made.publication))[1:] == [
            "I have^1 yours of [1.? 5. 1899], that of 2.·5.·1899, Grabe to Orlov, 30. 4. 1899 (30. 4. 1899), "
            "and [not in this edition].",
            "1 See Grabe to Orlov, [1.? 5. 1899].",
        ]
        assert [one.slug for one in made.diagnostics] == ["reference-keyed"]
        assert made.account.diagnostics == ()
