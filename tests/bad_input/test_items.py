"""Items of a list that begin with a block of another kind: their labels stand, in the type of the list."""

from __future__ import annotations

from desk import TOML, Desk

BLOCKS = (
    "<table><row><cell>a</cell></row></table>",
    "<lg><l>a</l><l>b</l></lg>",
    "<list><item>a</item></list>",
    "<quote><p>a</p></quote>",
    "<sp><speaker>A</speaker><p>b</p></sp>",
    "<floatingText><body><p>a</p></body></floatingText>",
    "<figure><graphic url='no.png'/></figure>",
    "",
)
TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Items</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>x</p><list type="ordered">{items}</list></body></text></TEI>
"""


def test_items_begin_with_any_block(desk: Desk) -> None:
    root = desk.edition(TOML.replace("one.txt", "one.xml"))
    items = "".join(f"<item>{block}</item>" for block in BLOCKS)
    (root / "documents" / "one.xml").write_text(TEI.format(items=items), "utf-8")
    said = desk.variorum("build", "letters", "--to", "pdf,epub,docx,tei", "--out", str(desk.out))
    assert said.status == 0, said.out
