"""The title of a document: where it is from, and that it is printed once."""

from __future__ import annotations

from apparatus.printed import document, edition, lines, one, p, published, t

from variorum.model import (
    Division,
    Facts,
    Field,
    FieldKind,
    Head,
    Heading,
    Item,
    Line,
    LineKind,
    List,
    Note,
    NoteRef,
    PageBreak,
)
from variorum.publication import Title


def field(kind: FieldKind, words: str) -> Field:
    return Field(kind, (t(words),))


def test_a_title_with_which_the_text_begins_is_printed_once() -> None:
    title = Line(LineKind.TITLE, (t("On the lamp"), NoteRef("a")))
    secret, iron = Line(LineKind.CLASSIFICATION, (t("Secret"),)), [Note("a", (p("Of iron."),))]
    made = one(secret, title, Line(LineKind.TITLE, (t("of the Rock"),)), p("Text."), notes=iron)
    assert lines(made.head) == ["document-title: On the lamp^1/of the Rock"]
    assert lines(made.body) == ["classification: Secret", "first: Text."]
    assert made.title.text == "On the lamp of the Rock"

    as_it_stands = one(secret, title, p("Text."), profile="diplomatic", notes=iron)
    assert lines(as_it_stands.head) == ["document-title: On the lamp"]
    assert lines(as_it_stands.body) == ["classification: Secret", "title: On the lamp^1", "first: Text."]


def test_a_heading_that_says_what_the_header_does_is_the_title() -> None:
    head = Head(added=(p(field(FieldKind.TITLE, "On the Lamp")),))
    heading = Heading((PageBreak("7"), t("ON THE LAMP.")), 2)
    given = document(Division((heading, p("Text.")), "letter"), head=head)
    (made,) = published(edition(given)).value.documents
    assert lines(made.head) == ["document-title: ON THE LAMP."]
    assert lines(made.body) == ["first: {7|}Text."]

    given = document(Heading((t("To the keeper"),), 2), p("Text."), head=head)
    (made,) = published(edition(given)).value.documents
    assert lines(made.head) == ["document-title: On the Lamp"]
    assert lines(made.body) == ["heading-2: To the keeper", "first: Text."]


def test_a_title_is_the_same_with_an_article_and_without() -> None:
    for said, named in (("A LETTER", "Letter"), ("The lamp", "The Lamp."), ("Lampe", "Die Lampe")):
        head = Head(added=(p(field(FieldKind.TITLE, named)),))
        given = document(Line(LineKind.TITLE, (t(said),)), p("Text."), head=head)
        (made,) = published(edition(given)).value.documents
        assert (lines(made.head), lines(made.body)) == ([f"document-title: {said}"], ["first: Text."])

    given = document(Line(LineKind.TITLE, (t("Another letter"),)), p("Text."), head=head)
    (made,) = published(edition(given)).value.documents
    assert lines(made.body) == ["title: Another letter", "first: Text."]


def test_a_heading_behind_a_few_lines_is_the_title_and_printed_once() -> None:
    few, heading = p("Port of Amity, the third."), Heading((t("To the keeper"), NoteRef("a")), 2)
    iron = [Note("a", (p("Of iron."),))]
    made = one(few, Division((heading, p("Text.")), "letter"), notes=iron)
    assert lines(made.head) == ["document-title: To the keeper^1"]
    assert lines(made.body) == ["first: Port of Amity, the third.", "first: Text."]

    as_it_stands = one(few, heading, p("Text."), profile="diplomatic", notes=iron)
    assert lines(as_it_stands.body)[1:] == ["heading-2: To the keeper^1", "first: Text."]

    letterhead = (Line(LineKind.DATELINE, (t("Amity, 3 May."),)), Line(LineKind.ADDRESSEE, (t("To " * 41),)))
    made = one(Division(letterhead, "opener"), heading, p("Text."), notes=iron)
    assert lines(made.head) == ["document-title: To the keeper^1"]
    assert [line.partition(":")[0] for line in lines(made.body)] == ["dateline", "addressee", "first"]


def test_a_heading_behind_running_text_is_printed_once() -> None:
    heading, far = Heading((t("To the keeper"),), 2), p("word " * 41)
    made = one(far, heading, p("Text."), Heading((t("Oil"),), 3), p("More."))
    assert lines(made.head) == ["document-title: To the keeper"]
    assert lines(made.body)[1:] == ["---", "first: Text.", "heading-3: Oil", "first: More."]

    as_it_stands = one(far, heading, p("Text."), profile="diplomatic")
    assert lines(as_it_stands.body)[1:] == ["heading-2: To the keeper", "first: Text."]


def test_a_heading_of_a_part_is_no_title_of_the_whole_and_stays_where_it_is() -> None:
    """The text has no title then, and is called by its first words, as archives and hymnals do."""
    heading, other = (Heading((t(words),), 2) for words in ("To the keeper", "To the Board"))
    parts = one(p("The lamp, as you know, " + "word " * 41), heading, p("Text."), other, p("More."))
    assert lines(parts.head) == ["document-title: The lamp, as you know, word …"]
    assert lines(parts.body)[1:] == [
        "heading-2: To the keeper",
        "first: Text.",
        "heading-2: To the Board",
        "first: More.",
    ]
    further = one(p("word " * 301), heading, p("Text."))
    assert lines(further.head) == ["document-title: word word word word word word …"]
    assert lines(further.body)[1:] == ["heading-2: To the keeper", "first: Text."]


def test_a_document_named_by_its_date_and_number_has_them_once() -> None:
    date, number = field(FieldKind.DATE, "3 May 1988"), field(FieldKind.REGISTER, "Pb 512")
    head = Head((p(date, ", ", number),))
    for profile, words in (("edition", "3 May 1988 (Pb 512)"), ("diplomatic", "3 May 1988, Pb 512")):
        (made,) = published(edition(document(p("Text."), head=head)), profile).value.documents
        assert lines(made.head) == [f"document-title: {words}"]
        assert made.title.text == "3 May 1988, Pb 512"


def test_a_heading_over_a_list_is_no_title_and_no_entry_of_navigation() -> None:
    over = Heading((t("PARTICIPANTS"),), 2, facts=Facts(also=("heads=list",)))
    people = List((Item((p("Ann Lee"),)),))
    made = one(p("Amity, the third."), over, people, Heading((t("The lamp"),), 2), p("Text."))
    assert made.title.text == "The lamp"
    assert [block.plain.text for block in made.body if isinstance(block, Title)] == ["PARTICIPANTS"]
    assert [block.listed for block in made.body if isinstance(block, Title)] == [False]

    made = one(p("Amity, the third."), over, people, p("Text."))
    assert made.title.text == "PARTICIPANTS"
