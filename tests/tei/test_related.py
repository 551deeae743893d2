"""What a header tells: the names of what references without words lead to, the date of a paper."""

from __future__ import annotations

from pathlib import Path

import pytest
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


@pytest.mark.parametrize(
    ("sent", "made", "printed_as"),
    [
        ("27.XI.1935", "27. November 1935", "27. November 1935"),
        ("27. Nov. 1935", "27. November 1935", "27. Nov. 1935"),
        ("27.XI.1935", "November 1935", "27.XI.1935"),
        ("27.11.1935", "27.11.35", "27.11.1935"),
    ],
)
def test_of_two_dates_of_a_day_the_one_in_words_heads_a_paper(
    tmp_path: Path, sent: str, made: str, printed_as: str
) -> None:
    day = "1935-11" if made.startswith("N") else "1935-11-27"
    dates = (
        '</fileDesc><profileDesc><correspDesc><correspAction type="sent">'
        f'<date when="1935-11-27">{sent}</date></correspAction></correspDesc>'
        f'<creation><date when="{day}">{made}</date></creation></profileDesc>'
    )
    text = TEI.format(text="<body><p>I have yours.</p></body>").replace("</fileDesc>", dates)
    edition = prepared(tmp_path, text, "edition")
    assert edition.publication is not None
    assert f"document-date: {printed_as}" in printed(edition.publication)
    assert edition.account.diagnostics == ()
