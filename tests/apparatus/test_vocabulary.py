"""What the apparatus prints with is there: styles, templates, words and profiles, for every set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from apparatus.printed import SET, document, edition, p, t
from invented import INVENTED, a_run

from variorum import conventions, style
from variorum.apparatus import annotate, load_profile, profile_names
from variorum.apparatus.last_resort import marks
from variorum.apparatus.template import fill, parse
from variorum.apparatus.text.flow import lines, plain, tidy
from variorum.apparatus.text.signs import TERMS
from variorum.apparatus.wording import wording
from variorum.conventions import ConventionSet
from variorum.conventions.normal_forms import OF_LAST_RESORT
from variorum.findings.conventions import ProfileUnknown
from variorum.model import (
    Added,
    Attachment,
    Block,
    Cell,
    Damaged,
    Deleted,
    Division,
    Document,
    Emphasis,
    EmphasisKind,
    Endorsement,
    EndorsementKind,
    Expanded,
    Extent,
    Facts,
    Foreign,
    Gap,
    HandShift,
    Heading,
    Inline,
    Item,
    Line,
    LineKind,
    List,
    Metamark,
    Milestone,
    Note,
    NoteRef,
    PageBreak,
    Paragraph,
    Person,
    Postscript,
    Regularised,
    Remark,
    RemarkBlock,
    Replaced,
    Row,
    Segment,
    Speech,
    Stamp,
    Supplied,
    Table,
    Transposed,
    Unclear,
    Variant,
    Verse,
    VerseLine,
    Written,
)
from variorum.publication import (
    Anchor,
    Box,
    Call,
    Entry,
    Grid,
    Group,
    LineEnd,
    Link,
    Listing,
    PageMark,
    Para,
    PBlock,
    PBlocks,
    PInline,
    Publication,
    PublishedNote,
    Run,
    Styled,
    Title,
)
from variorum.words import language

W = (t("word"),)
HAND = Facts(medium="hand")


def everything() -> Document:
    """Return a document with every node that prints in a way of its own."""
    inlines: tuple[Inline, ...] = (
        *(Emphasis(kind, W) for kind in EmphasisKind),
        *(Written(W, facts=HAND), Added(W, facts=HAND), Added(W), Deleted(W)),
        *(Replaced(Deleted(W), Added(W)), Transposed(W), Supplied(W), Supplied(W, "true-name"), Unclear(W)),
        *(Gap(), Gap("omitted"), Gap("illegible", Extent("2", "words")), Gap("unstated"), Gap(summary=W)),
        *(Regularised(W, W), Expanded(W, W), Variant(W, ()), Remark(W), Stamp(W), Milestone("column")),
        *(Damaged(W), Metamark(W), Segment(W), HandShift(facts=HAND), HandShift()),
        *(PageBreak("two"), Foreign(W, facts=Facts(lang="ru")), NoteRef("n"), t(" Alyoshin ")),
    )
    blocks: tuple[Block, ...] = (
        Heading(W),
        Heading(W, 2),
        Heading(W, 7),
        *(Line(kind, W) for kind in LineKind),
        Paragraph(tuple(each for inline in inlines for each in (t(" "), inline))),
        List((Item((p("a"),), "1."), RemarkBlock((p("r"),)))),
        Table((Row((Cell((p("c"),)),)),), caption=W),
        Verse((VerseLine(W),)),
        *(Endorsement(kind, (p("e"),)) for kind in EndorsementKind),
        Attachment((p("a"),)),
        Postscript((p("p"),)),
        Division((p("d"),)),
        Paragraph(W, continues=True),
        Speech(W, (p("s"),)),
    )
    return document(*blocks, notes=[Note("n", (p("N"),), lemma=W)])


def publication(signs: ConventionSet, profile: str) -> Publication:
    person = Person("k", "K", cover_names=("Alyoshin",))
    return annotate(edition(everything(), persons=[person]), signs, profile).value


def sets() -> list[ConventionSet]:
    return [
        SET,
        ConventionSet("none", "", ()),
        *(conventions.load(name).value for name in conventions.names()),
    ]


def ways() -> list[tuple[ConventionSet, str]]:
    return [(signs, profile) for signs in sets() for profile in profile_names()]


def all_blocks(made: Publication) -> PBlocks:
    """Return every block of a publication that stands in no other."""
    parts = [part.blocks for part in (*made.front, *made.back)]
    for each in made.documents:
        parts += [each.head, each.body, each.after, *(note.blocks for note in each.notes)]
    return tuple(block for part in parts for block in part)


def containers(blocks: Iterable[PBlock]) -> Iterator[PBlock]:
    for block in blocks:
        yield block
        match block:
            case Group():
                yield from containers(block.blocks)
            case Listing():
                for entry in block.entries:
                    yield from containers(entry.blocks)
            case Grid():
                for row in block.rows:
                    for box in row:
                        yield from containers(box.blocks)
            case _:
                pass


def inside(children: Iterable[PInline]) -> Iterator[PInline]:
    for child in children:
        yield child
        if isinstance(child, Styled | Link):
            yield from inside(child.children)


@pytest.mark.parametrize(("signs", "profile"), ways(), ids=lambda each: getattr(each, "id", each))
def test_the_house_style_has_every_style_that_is_printed(signs: ConventionSet, profile: str) -> None:
    house = style.load("house").value
    made = publication(signs, profile)
    assert {block.role for block in containers(all_blocks(made))} <= set(house.blocks)
    said = [each for line in lines(all_blocks(made)) for each in inside(line.children)]
    assert {each.style for each in said if isinstance(each, Styled)} <= set(house.inlines)


@pytest.mark.parametrize(("signs", "profile"), ways(), ids=lambda each: getattr(each, "id", each))
def test_what_renderers_rely_on_holds(signs: ConventionSet, profile: str) -> None:
    made = publication(signs, profile)
    (printed,) = made.documents
    said = [each for line in lines((*printed.head, *printed.body)) for each in inside(line.children)]
    called = [each for each in said if isinstance(each, Call)]
    assert [each.note for each in called if each.first] == [note.id for note in printed.notes]
    assert all(isinstance(each, PublishedNote) and each.blocks for each in printed.notes)
    in_notes = [
        each for note in printed.notes for line in lines(note.blocks) for each in inside(line.children)
    ]
    assert not [each for each in in_notes if isinstance(each, Call)]
    everywhere = [each for line in lines(all_blocks(made)) for each in inside(line.children)]
    ids = [each.id for each in everywhere if isinstance(each, Anchor | Call | PageMark)]
    ids += [
        each.id for each in containers(all_blocks(made)) if isinstance(each, Para | Title | Group) and each.id
    ]
    ids += [note.id for note in printed.notes] + [printed.id]
    assert len(ids) == len(set(ids))
    for line in lines(all_blocks(made)):
        assert "  " not in plain(line.children)
        assert not any("\n" in each.text for each in inside(line.children) if isinstance(each, Run))
        assert tidy(line.children) == line.children


def test_every_mark_of_last_resort_is_explained() -> None:
    assert [sign.id for sign in marks().signs if not sign.legend] == []


def test_a_template_leaves_out_what_is_empty() -> None:
    fields = {"label": (a_run("two"),), "of": (a_run("nine"),)}
    assert plain(fill("[page {label}{of? of {of}}]", fields, INVENTED)) == "[page two of nine]"
    assert plain(fill("[page {label}{of? of {of}}]", {"label": (a_run("two"),)}, INVENTED)) == "[page two]"
    assert plain(fill("a{…? ({x}{y})}", {"y": (a_run("y"),)}, INVENTED)) == "a (y)"
    assert plain(fill("a{…? ({x}{y})}", {}, INVENTED)) == "a"
    assert plain(fill("a {not closed", {}, INVENTED)) == "a {not closed"
    assert fill("{lemma} by hand", {"lemma": (a_run("w"),)}, INVENTED, "wording") == (
        a_run("w"),
        a_run(" "),
        Styled("wording", (a_run("by hand"),)),
    )
    assert parse("{a?{b?{c}}}") == parse("{a?{b?{c}}}")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("two", "2"),
        ("Twenty-one", "21"),
        ("one hundred and five", "105"),
        ("12", "12"),
        ("3r", "3r"),
        ("iv", "iv"),
        ("", ""),
    ],
)
def test_page_labels_are_figures(label: str, said: str) -> None:
    assert OF_LAST_RESORT.figures(label) == said


def test_an_unknown_profile_is_found_and_the_edition_profile_taken() -> None:
    loaded = load_profile("edtion")
    assert [type(each) for each in loaded.diagnostics] == [ProfileUnknown]
    assert loaded.value.id == "edition"
    assert set(profile_names()) == {"edition", "reading", "diplomatic"}


def test_another_language_falls_back_on_english() -> None:
    assert wording("xx-YY").language.tag == "en"
    assert wording("en-GB").counted("unit.word", 2).text == "2 words"


def test_every_phrase_that_the_code_asks_for_is_there_and_every_one_is_asked_for() -> None:
    roots = (
        Path(str(files("variorum.apparatus"))),
        Path(str(files("variorum.codecs.tei"))),
        *Path(str(files("variorum_html"))).parent.glob("variorum_*"),
    )
    paths = [path for root in roots for ending in ("py", "toml") for path in root.rglob(f"*.{ending}")]
    code = "".join(path.read_text("utf-8") for path in paths)
    phrases = language.load("en").phrases
    tables = {key.partition(".")[0] for key in phrases} - {"format"}
    asked = set(re.findall(r"""["']((?:[a-z]+(?:-[a-z]+)*\.)+[a-z-]+)["']""", code))
    assert {key for key in asked if key.partition(".")[0] in tables} - {"page.xhtml"} <= set(phrases)
    built = set(re.findall(r"""f["']((?:[a-z]+(?:-[a-z]+)*\.)+)\{""", code))
    built |= {f"{table}." for table in re.findall(r"""term\(["']([a-z-]+)["']""", code)}
    built |= {f"{table}." for table in TERMS.values()}
    asked |= {f"format.{name}" for name in re.findall(r"""["']([a-z-]+)["']""", code)}
    assert [key for key in phrases if key not in asked and not key.startswith(tuple(built))] == []


def test_entries_and_boxes_hold_plain_paragraphs() -> None:
    made = publication(SET, "edition")
    for block in containers(all_blocks(made)):
        inner: list[Entry | Box] = []
        if isinstance(block, Listing):
            inner += block.entries
        if isinstance(block, Grid):
            inner += [box for row in block.rows for box in row]
        for each in inner:
            assert {one.role for one in each.blocks if isinstance(one, Para)} <= {"first", "body"}


def test_spaces_before_calls_at_the_end_of_a_line_go() -> None:
    call = Call("c", "n", a_run("1"), "editorial")
    assert tidy((a_run("a "), call)) == (a_run("a"), call)
    assert tidy((a_run("a "), Styled("hand", (call,)))) == (a_run("a"), Styled("hand", (call,)))
    assert tidy((a_run("a "), Styled("hand", (a_run(" "),)))) == (a_run("a"),)


def test_a_line_end_parts_words_and_its_spaces_go() -> None:
    assert tidy((a_run("a "), LineEnd(), a_run(" b"))) == (a_run("a"), LineEnd(), a_run("b"))
