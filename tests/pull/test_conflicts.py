"""`variorum pull`: comments with their answers; what two have changed, shown side by side."""

from __future__ import annotations

import copy

from desk import Desk
from pull.packages import TEXT, changed, packed, parts, with_text
from pull.test_pull import LETTER, book, letter

from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

DATE = "2026-11-30T10:00:00Z"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
COMMENTS = f"""<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:w14="{MICROSOFT}/word/2010/wordml">
<w:comment w:id="1" w:author="Ann" w:date="{DATE}"><w:p w14:paraId="0A000001">
<w:r><w:t>Whose is it?</w:t></w:r></w:p></w:comment>
<w:comment w:id="2" w:author="Ben" w:date="{DATE}"><w:p w14:paraId="0A000002">
<w:r><w:t>Not mine.</w:t></w:r></w:p></w:comment>
</w:comments>"""
THREADS = f"""<w15:commentsEx xmlns:w15="{MICROSOFT}/word/2012/wordml">
<w15:commentEx w15:paraId="0A000001" w15:done="0"/>
<w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/>
</w15:commentsEx>"""


def with_comments(data: bytes) -> bytes:
    """Return a file in which a paragraph has a comment of Ann's, and Ben answers it."""

    def ask(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "What is left" in (one.findtext(q("t")) or ""))
        run.addnext(w("r", w("commentReference", id="1")))

    held = parts(changed(data, ask, TEXT))
    held["word/comments.xml"] = COMMENTS.encode()
    held["word/commentsExtended.xml"] = THREADS.encode()
    rows = (
        f'<Relationship Id="rIdC1" Type="{OFFICE}/comments" Target="comments.xml"/>'
        f'<Relationship Id="rIdC2" Type="{MICROSOFT}/2011/relationships/commentsExtended"'
        ' Target="commentsExtended.xml"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    held[name] = held[name].replace(b"</Relationships>", rows.encode())
    return packed(held)


def test_comments_and_answers_are_told_with_author_and_place(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_comments(book(desk)))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json")
    line = LETTER.split("\n").index("What is left of them is yours.") + 1
    assert [
        (one["kind"], one["author"], one["date"], one["before"], one["after"], one["place"]["line"])
        for one in said.json["changes"]
    ] == [
        ("comment", "Ann", DATE, "", "Whose is it?", line),
        ("answer", "Ben", DATE, "Whose is it?", "Not mine.", line),
    ]


def test_what_two_authors_have_changed_at_one_place_is_left_to_the_editor(desk: Desk) -> None:
    def change(tree: Element) -> None:
        run = next(one for one in tree.iter(q("r")) if "is yours." in (one.findtext(q("t")) or ""))
        said = run.findtext(q("t")) or ""
        at = said.index("yours")
        italic = w("rPr", w("i"), w("rPrChange", w("rPr"), id=8, author="Ben", date=DATE))
        for one in (
            w("r", copy.deepcopy(run.find(q("rPr"))), text(said[:at])),
            w("r", italic, text("yours")),
            w("ins", w("r", text(" now")), id=9, author="Ann", date=DATE),
            w("r", text(".")),
        ):
            run.addprevious(one)
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)

    path = desk.folder / "edited.docx"
    path.write_bytes(changed(book(desk), change, TEXT))
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    found = said.json["changes"]
    assert [(one["author"], one["carried"], one["theirs"]["author"]) for one in found] == [
        ("Ben", False, "Ann"),
        ("Ann", False, "Ben"),
    ]
    assert all("Ann" in one["reason"] and "Ben" in one["reason"] for one in found)
    assert letter(desk) == LETTER
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply", "--author", "Ann")
    assert letter(desk) == LETTER.replace("yours", "yours now")


def test_what_the_source_has_changed_too_is_shown_beside(desk: Desk) -> None:
    data = with_text(book(desk), ("nobody", "everybody"))
    desk.edition(one=LETTER.replace("nobody saw", "no one saw"))
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    (one,) = said.json["changes"]
    assert (one["before"], one["after"], one["carried"]) == ("nobody", "everybody", False)
    assert one["theirs"] == {"author": "the source", "words": "no one"}
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert "no one" in said.out
