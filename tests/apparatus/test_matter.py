"""The head of a document, and the matter around the documents."""

from __future__ import annotations

import re
from dataclasses import replace

from apparatus.printed import SET, document, edition, lines, matter, one, p, published, t
from invented import a_run

from variorum.apparatus import Holdings, OwnText, annotate
from variorum.model import (
    Added,
    Agent,
    Declaration,
    Edition,
    Emendation,
    Facts,
    Field,
    FieldKind,
    Gap,
    Head,
    Identifier,
    Imprint,
    Line,
    LineKind,
    Note,
    NoteRef,
    Person,
    Remark,
    Supplied,
    Voice,
)
from variorum.publication import Grid, Listing, Para, PBlocks, Publication, Title

HAND = Facts(medium="hand")


def field(kind: FieldKind, words: str) -> Field:
    return Field(kind, (t(words),))


HEAD = Head(
    (
        p(
            field(FieldKind.DATE, "26 August 1977"),
            field(FieldKind.MARK, "*"),
            " (",
            field(FieldKind.REGISTER, "No 644/54"),
            ") ",
            field(FieldKind.TITLE, "Socialist\u00a0International"),
        ),
        p(
            field(FieldKind.ABSTRACT, "Instructions to chiefs"),
            " ",
            field(FieldKind.EXTENT, "(6 pp)"),
            ".\u00a0 ",
            field(FieldKind.ARCHIVE, "[26 August 1977, No 644-54]"),
            " ",
            field(FieldKind.PROVENANCE, "(Copy kindly provided.)"),
        ),
    ),
    (p(field(FieldKind.PHYSICAL, "typescript, two hands")),),
)


# ---- the head


def test_the_edition_sets_date_title_abstract_and_source_note() -> None:
    (made,) = published(edition(document(p("a"), head=HEAD))).value.documents
    assert lines(made.head) == [
        "document-date: 26 August 1977* (No 644/54)",
        "document-title: Socialist\u00a0International",
        "document-abstract: Instructions to chiefs.",
        "source-note: Archive reference: 26 August 1977, No 644-54. 6 pp. Typescript, two hands. "
        "Copy kindly provided.",
    ]
    assert made.title.text == "Socialist International"
    assert made.running == (a_run("No 644/54"), a_run("26 August 1977"))
    (title,) = (each for each in made.head if isinstance(each, Title))
    assert (title.plain.text, title.level, title.listed) == ("Socialist International", 1, True)


def test_a_diplomatic_head_is_the_sources_and_its_line_with_the_title_the_heading() -> None:
    (made,) = published(edition(document(p("a"), head=HEAD)), "diplomatic").value.documents
    assert lines(made.head) == [
        "document-title: 26 August 1977* (No 644/54) Socialist\u00a0International",
        "head-line: Instructions to chiefs (6 pp).\u00a0[26 August 1977, No 644-54] (Copy kindly provided.)",
    ]


def test_words_of_the_head_that_are_no_datum_are_not_lost() -> None:
    head = Head((p(field(FieldKind.DATE, "1 May 1977"), ", on a holiday"),))
    (made,) = published(edition(document(p("a"), head=head))).value.documents
    assert lines(made.head)[-1] == "document-abstract: , on a holiday"


def test_a_document_without_a_title_has_that_of_the_paper_or_its_date() -> None:
    paper = one(Line(LineKind.TITLE, (t("On rain"),)))
    assert paper.title.text == "On rain"
    dated = Head((p(field(FieldKind.DATE, "1 May 1977")),))
    (made,) = published(edition(document(p("a"), head=dated))).value.documents
    assert made.title.text == "1 May 1977"
    assert one(p("a")).title.text == "d"


def test_declarations_stand_in_the_legend_or_behind_the_text() -> None:
    given = replace(
        document(p(Supplied((t("w"),)))),
        declarations=(
            Declaration((t("Additions are bracketed, thus [ ];"),), "1.", "supplied"),
            Declaration((t("Text by hand is italic."),), "2.", "hand"),
        ),
        closing=(p("Typescript."),),
    )
    made = published(edition(given)).value
    assert lines(made.documents[0].after) == ["first: Typescript."]
    legend = "\n".join(matter(made, "legend"))
    assert "The source states: “Additions are bracketed, thus [ ]”." in legend
    assert "The source also states:\nmatter-list -\n  first: “Text by hand is italic”." in legend
    diplomatic = published(edition(given), "diplomatic").value
    assert lines(diplomatic.documents[0].after) == [
        "first: Typescript.",
        "declarations 1.",
        "  first: Additions are bracketed, thus [ ];",
        "declarations 2.",
        "  first: Text by hand is italic.",
    ]
    assert "The source states" not in "\n".join(matter(diplomatic, "legend"))


# ---- people

AGENTS = (
    Agent("a", "Anna Ames", "editor", ("AA",)),
    Agent("b", "Ben Bow", "translator"),
    Agent("c", "C Cole", "editor"),
)
PERSONS = (
    Person("w", "Willy Brandt", "Brandt, Willy", about="chancellor"),
    Person(
        "k",
        "Vladimir Kryuchkov",
        "Kryuchkov, Vladimir",
        ("Alyoshin", "Alexeyev"),
        about="head of a directorate",
    ),
)


def test_the_register_lists_persons_with_the_documents_that_mention_them() -> None:
    made = published(
        edition(
            document(p("Brandt and Alyoshin"), head=HEAD), document(p("Kryuchkov"), name="e"), persons=PERSONS
        )
    ).value
    assert matter(made, "persons") == [
        "matter-title: Persons",
        "matter-list -",
        "  first: <label>Brandt, Willy</>, chancellor. (No\u00a0644/54 -> #d)",
        "matter-list -",
        "  first: <label>Kryuchkov, Vladimir</>, cover names Alyoshin, Alexeyev; head of a directorate. "
        "(No\u00a0644/54 -> #d), (e -> #e)",
    ]


def test_days_in_figures_in_titles_are_kept_whole() -> None:
    title = Head((p(field(FieldKind.TITLE, "Tom to Ann, 18. 8. [1893]")),))
    made = published(edition(document(p("Brandt"), head=title), persons=PERSONS[:1])).value
    assert [each for each in matter(made, "persons") if "->" in each] == [
        "  first: <label>Brandt, Willy</>, chancellor. (Tom to Ann, 18.\u00a08.\u00a0[1893] -> #d)"
    ]


def test_a_surname_that_two_persons_share_is_no_mention() -> None:
    twins = (Person("x", "Max Brandt"), Person("w", "Willy Brandt"))
    made = published(edition(document(p("Brandt, then Max Brandt")), persons=twins)).value
    assert [each for each in matter(made, "persons") if "->" in each] == [
        "  first: <label>Max Brandt</>. (d -> #d)"
    ]


def test_responsibility_is_counted_and_what_nobody_signs_is_the_named_editors_together() -> None:
    body = p(
        Remark((t("a"),), facts=Facts(resp=("AA",))),
        Remark((t("b"),)),
        Remark((t("b"),)),
        Remark((t("c"),), Voice.EDITOR),
        Remark((t("d"),), Voice.TRANSLATOR),
        Supplied((t("e"),)),
        Gap("omitted", by=Voice.EDITOR),
        NoteRef("n"),
    )
    notes = [Note("n", (p("N"),), voice=Voice.TRANSLATOR)]
    made = published(edition(document(body, notes=notes), agents=AGENTS)).value
    assert [each for each in matter(made, "responsibility")[2:] if "label" in each] == [
        "  first: <label>Anna Ames, editor</>: 1 remark.",
        "  first: <label>Ben Bow, translator</>: 1 remark, 1 note.",
        "  first: <label>Anna Ames and C Cole, together</>: 1 remark, 1 omission.",
        "  first: <label>Anna Ames, C Cole and Ben Bow, together</>: 2 remarks, 1 place supplied.",
    ]


def test_where_nobody_is_named_there_is_no_statement_and_notes_of_the_source_are_in_none() -> None:
    body = p(
        Remark((t("b"),)), Remark((t("c"),), Voice.EDITOR), Remark((t("d"),), Voice.TRANSLATOR), NoteRef("n")
    )
    notes = [Note("n", (p("N"),), voice=Voice.SOURCE)]
    made = published(edition(document(body, notes=notes))).value
    assert "responsibility" not in [each.kind for each in made.back]
    signed = p(Remark((t("b"),)), Remark((t("d"),), facts=Facts(resp=("XY",))), NoteRef("n"))
    made = published(edition(document(signed, notes=notes))).value
    assert [each for each in matter(made, "responsibility")[2:] if "label" in each] == [
        "  first: <label>XY</>: 1 remark.",
        "  first: <label>This edition</>: 1 remark.",
    ]
    named = published(edition(document(p(Remark((t("b"),)), Supplied((t("e"),)))), agents=AGENTS[:1])).value
    assert (
        matter(named, "responsibility")[-1]
        == "  first: <label>Anna Ames, editor</>: 1 remark, 1 place supplied."
    )


def test_a_correction_that_names_nobody_is_the_editions_not_the_only_editors() -> None:
    given = edition(document(p("the cuntry of residence")), agents=(AGENTS[0],))
    by_nobody = Emendation("d", "cuntry", "country")
    made = published(replace(given, emendations=(by_nobody,))).value
    assert matter(made, "responsibility")[-1] == "  first: <label>This edition</>: 1 correction."
    named = replace(by_nobody, resp=("AA",))
    made = published(replace(given, emendations=(named,))).value
    assert matter(made, "responsibility")[-1] == "  first: <label>Anna Ames, editor</>: 1 correction."


# ---- front matter


def full() -> Edition:
    imprint = Imprint(
        "The Papers",
        "A specimen",
        publisher="The Press",
        place="Oxford",
        year="2024",
        text=("First edition.",),
        rights="© The Press",
        identifiers=(Identifier("isbn", "978-0-00-000000-2", "pdf"), Identifier("urn", "urn:x:1")),
        language="en-GB",
    )
    return Edition("papers", imprint, (document(p(Gap("omitted")), head=HEAD),), AGENTS, PERSONS)


def test_the_front_matter() -> None:
    made = published(full()).value
    assert [each.kind for each in made.front] == ["half-title", "title-page", "imprint", "contents"]
    assert matter(made, "half-title") == ["half-title: The Papers"]
    assert matter(made, "title-page") == [
        "main-title: The Papers",
        "subtitle: A specimen",
        "contributor: Edited by Anna Ames and C Cole",
        "contributor: Translated by Ben Bow",
        "publisher: The Press/Oxford 2024",
    ]
    assert matter(made, "imprint") == [
        "imprint: First edition.",
        "imprint: © The Press",
        "imprint: ISBN: 978-0-00-000000-2 (PDF)",
        "imprint: urn:x:1",
        "imprint: Cite as: Anna Ames, Ben Bow and C Cole, The Papers: A specimen (Oxford: The Press, 2024).",
    ]
    assert matter(made, "contents") == [
        "matter-title: Contents",
        *("contents -", "  first: <contents-date>26 August 1977</>\u2003(Socialist International -> #d)"),
        *("contents -", "  first: (Signs used in this edition -> #matter_legend)"),
        *("contents -", "  first: (Persons -> #matter_persons)"),
        *("contents -", "  first: (Statement of responsibility -> #matter_responsibility)"),
    ]


def test_the_editions_own_texts_stand_before_or_behind() -> None:
    texts = (
        OwnText("preface", a_run("Preface"), (p("Why."),)),
        OwnText("afterword", a_run("Afterword"), (p("Then."),), before=False),
    )
    made = annotate(full(), SET, "edition", holdings=Holdings(texts=texts)).value
    assert [each.kind for each in made.front][-2:] == ["contents", "preface"]
    assert made.back[0].kind == "afterword"
    assert matter(made, "preface") == ["matter-title: Preface", "first: Why."]
    assert "  first: (Afterword -> #matter_afterword)" in matter(made, "contents")


def test_notes_of_a_preface_are_listed_behind_it() -> None:
    notes = (
        Note("a", (p("Fond 89."),)),
        Note("b", (p("Inner."),)),
        Note("c", (p("See", NoteRef("b"), "."),)),
    )
    text = OwnText(
        "preface", a_run("Preface"), (p("Why", NoteRef("a"), ", how", NoteRef("c"), "."),), notes=notes
    )
    made = annotate(full(), SET, "edition", holdings=Holdings(texts=(text,))).value
    assert matter(made, "preface") == [
        "matter-title: Preface",
        "first: Why(<raised>1</> -> #matter-preface_note_a_781dcd02),"
        " how(<raised>2</> -> #matter-preface_note_c_670d875f).",
        "---",
        *("list 1", "  first: Fond 89."),
        *("list 2", "  first: See [Note: Inner.]."),
    ]


def targets(publication: Publication) -> set[str]:
    found: set[str] = set()

    def walk(blocks: PBlocks) -> None:
        for block in blocks:
            if isinstance(block, Para):
                found.update(each.target for each in block.children if hasattr(each, "target"))
            elif isinstance(block, Listing):
                for entry in block.entries:
                    walk(entry.blocks)
            elif isinstance(block, Grid):
                for row in block.rows:
                    for box in row:
                        walk(box.blocks)

    for part in (*publication.front, *publication.back):
        walk(part.blocks)
    return found


def test_links_of_the_matter_lead_somewhere() -> None:
    made = published(full()).value
    ids = {document.id for document in made.documents} | {part.id for part in (*made.front, *made.back)}
    assert targets(made) and {f"#{name}" for name in ids} >= targets(made)


def test_ids_are_safe_and_short_whatever_the_document_is_called() -> None:
    name = "1977-08-26 № 644/54 of the Central Committee (copy)"
    (made,) = published(
        edition(document(p("a", NoteRef("x")), notes=[Note("x", (p("N"),))], name=name))
    ).value.documents
    for each in (made.id, made.notes[0].id, made.notes[0].call):
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,39}", each)


def test_a_sample_has_the_words_of_the_sign_without_the_notes_called_in_them() -> None:
    added = Added((t("in"), NoteRef("a"), t("serted")), facts=HAND)
    given = edition(document(p("Text ", added, "."), notes=[Note("a", (p("A note."),))]))
    shown = " ".join(matter(published(given).value, "legend"))
    assert "<sample><inserted>inserted</></>" in shown
