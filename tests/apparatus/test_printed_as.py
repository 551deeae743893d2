"""One edition, read by its own sets and printed by another: every act has a sign, and the legend follows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache

import pytest
from desk import Desk
from press import SEEDS

from variorum.apparatus.last_resort import marks
from variorum.conventions import load, names
from variorum.findings import Diagnostic
from variorum.findings.conventions import ConventionUnknown, SignInvisible, SignUnknown
from variorum.findings.edition import KeyUnknown
from variorum.press import USAGE, Request
from variorum.press.preparation import prepare
from variorum.publication import Grid, Listing, Para, PInlines, Publication, Run, Styled

EDITION = """\
id = "letters"
title = "Letters"
modified = 2026-11-20
convention = "soviet-archives"
[[identifier]]
scheme = "urn"
value = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"
[signs]
deleted = "So struck by the writer."
"""
DOCUMENT = """
[[document]]
id = "{0}"
file = "{0}.txt"
base = "typed"
"""


@cache
def specimen(convention: str | None) -> Publication:
    prepared = prepare(str(SEEDS / "specimen"), Request(conventions=convention))
    assert not [one for one in prepared.diagnostics if isinstance(one, SignInvisible)]
    assert prepared.sound and prepared.publication is not None
    return prepared.publication


def words(inlines: PInlines) -> str:
    """Return printed words, those in italic between stars."""
    pieces = "".join(f"*{text}*" if italic else text for text, italic in looks(inlines, False) if text)
    return pieces.replace("**", "")


def looks(inlines: PInlines, italic: bool) -> Iterator[tuple[str, bool]]:
    """Yield words with whether they are in italic."""
    for each in inlines:
        match each:
            case Run(text=text):
                yield text, italic
            case Styled(style=style):
                kept = italic and style not in ("upright", "gap-mark")
                yield from looks(each.children, style == "italic" or kept)
            case _:
                pass


def legend(publication: Publication) -> dict[str, str]:
    """Return the rows of the legend: the sample as printed, and what is said of it."""
    (matter,) = (one for one in publication.back if one.kind == "legend")
    rows: dict[str, str] = {}
    for block in matter.blocks:
        if isinstance(block, Grid):
            for shown, said in block.rows:
                rows[text(shown.blocks)] = text(said.blocks)
    return rows


def text(blocks: object) -> str:
    assert isinstance(blocks, tuple)
    return " ".join(words(block.children) for block in blocks if isinstance(block, Para))


def below(publication: Publication) -> dict[str, list[str]]:
    """Return the lists below the rows of the legend by their headings."""
    (matter,) = (one for one in publication.back if one.kind == "legend")
    found: dict[str, list[str]] = {}
    heading = ""
    for block in matter.blocks:
        if isinstance(block, Para):
            heading = words(block.children)
        elif isinstance(block, Listing):
            found[heading] = [text(entry.blocks) for entry in block.entries]
    return found


@pytest.mark.parametrize("name", names())
def test_the_specimen_is_printed_by_every_set(name: str, desk: Desk) -> None:
    """Its words, notes and signs are proved; what the set has no sign for has the mark of last resort."""
    shutil.copytree(SEEDS / "specimen", desk.folder / "specimen")
    said = desk.variorum("build", "specimen", "--conventions", name, "--to", "docx", "--jobs", "1")
    assert said.status == 0, said.out + said.err
    ids = {sign.id for sign in (*load(name).value.signs, *marks().signs)}
    assert set(specimen(name).signs) <= ids


def test_another_set_gives_the_same_acts_other_signs() -> None:
    own, guide = legend(specimen(None)), legend(specimen("guide"))
    assert own["recieved [read: received]"].startswith("A slip of the source is kept")
    assert guide["recieved [*i.e.,* received]"].startswith("A slip of the source is kept")
    assert guide["[*illegible*]"] == "Words that cannot be read, with their number where it can be told."
    assert guide["Janaury [*sic*]"]
    assert "‹and some for its clock›" in guide


def test_where_a_set_has_no_sign_the_mark_of_last_resort_is_in_the_legend() -> None:
    guide = legend(specimen("guide"))
    assert guide["[Stamp: Registry]"] == "The words of a stamp stand in brackets."


def test_what_the_source_says_of_its_own_signs_is_said_of_what_is_printed() -> None:
    """A source declares the signs that it uses; under another set they look otherwise."""
    own, guide = legend(specimen(None)), legend(specimen("guide"))
    statement = "“when a handwritten phrase, figure or word has been inserted in a previously typed document"
    (row,) = (said for said in own.values() if statement in said)
    assert f"The source states: {statement}" in row
    inserted = guide["^which has not been cleaned since the war^"]
    assert f"The source states of its own sign: {statement}" in inserted
    assert "Of its own signs the source also states:" in below(specimen("guide"))


def small(desk: Desk, toml: str, **texts: str) -> str:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "edition.toml").write_text(toml, "utf-8")
    for name, words_of in texts.items():
        (folder / f"{name}.txt").write_text(words_of, "utf-8")
    return str(folder)


def test_an_edition_may_say_by_which_set_it_is_printed(desk: Desk) -> None:
    toml = EDITION.replace("[[id", 'printed_as = "guide"\n[[id', 1) + DOCUMENT.format("one")
    folder = small(desk, toml, one="He had *read* it, ~~twice~~ [illegible].\n")
    prepared = prepare(folder, Request())
    assert prepared.edition is not None and prepared.publication is not None
    rows = legend(prepared.publication)
    assert "[*illegible*]" in rows
    assert rows["twice"].endswith("The edition declares: So struck by the writer.")
    own = prepare(folder, Request(conventions="soviet-archives")).publication
    assert own is not None and "[illegible]" in legend(own)


def test_pages_in_print_pass_their_proof_under_another_set(desk: Desk) -> None:
    one = (
        "He said[^a] that the [1975] ~~report~~ was [*no*] more than [3 words illegible] of cuntry [sic].\n\n"
        "[The rest is *lost* and gone.]\n\n[^a]: On [Friday?].\n"
    )
    small(desk, EDITION + DOCUMENT.format("one"), one=one)
    said = desk.variorum("build", "letters", "--conventions", "frus", "--to", "pdf,epub", "--jobs", "1")
    assert said.status == 0, said.out + said.err


def test_a_set_that_is_not_there_is_wrong_usage(desk: Desk) -> None:
    small(desk, EDITION + DOCUMENT.format("one"), one="It is short.\n")
    said = desk.variorum("check", "letters", "--conventions", "gude")
    assert said.status == USAGE
    assert "convention-unknown" in said.out and "“guide”" in said.out


@pytest.mark.parametrize(("convention", "said"), [("frus", False), ("guide", True)])
def test_a_note_whose_words_tell_its_voice_is_not_labelled(desk: Desk, convention: str, said: bool) -> None:
    """A note of the source ends in a statement; a set that has none such says it in its own words."""
    toml = EDITION.replace("soviet-archives", "frus") + DOCUMENT.format("one")
    text_of = "It was war.[^a]\n\n[^a]: Not limited war. [Footnote in the source text.]\n"
    published = prepare(small(desk, toml, one=text_of), Request(conventions=convention)).publication
    assert published is not None
    (note,) = published.documents[0].notes
    assert text(note.blocks).endswith("[Note in the source.]") is said


def test_documents_of_one_edition_may_be_read_by_several_sets(desk: Desk) -> None:
    toml = EDITION + DOCUMENT.format("one") + DOCUMENT.format("two") + 'convention = "guide"\n'
    line = "He ^did^ go to [Boston?] with *them* to see the [1975] fair in the end.\n"
    prepared = prepare(small(desk, toml, one=line, two=line), Request())
    assert prepared.edition is not None and prepared.publication is not None
    first, second = ({decision.sign for decision in decisions} for decisions in prepared.decisions.values())
    assert first == {"raised", "unclear", "hand", "supplied"}
    assert second == {"inserted", "conjecture", "underlined", "supplied"}
    rows = legend(prepared.publication)
    assert rows["^did^"].endswith("In “two” only.")


def test_a_document_overrides_signs_of_its_own(desk: Desk) -> None:
    own = '[document.override.supplied]\nshow = { style = "supplied", open = "⟨", close = "⟩" }\n'
    toml = EDITION + '[override.supplied]\nlegend = "Added by us."\n' + DOCUMENT.format("one")
    toml += DOCUMENT.format("two") + own
    line = "It was in the [1975] fair in the end.\n"
    prepared = prepare(small(desk, toml, one=line, two=line), Request())
    assert prepared.publication is not None
    rows = legend(prepared.publication)
    assert rows["[1975]"] == "Added by us. In “one” only."
    assert rows["⟨1975⟩"] == "Added by us. In “two” only."


@pytest.mark.parametrize(
    ("extra", "code", "hint"),
    [
        ('convention = "gude"\n', ConventionUnknown, "guide"),
        ('[document.override.suplied]\nlegend = "x"\n', SignUnknown, "supplied"),
        ('[document.override.supplied]\nlegnd = "x"\n', KeyUnknown, "legend"),
    ],
)
def test_a_fault_in_what_a_document_says_of_its_signs(
    desk: Desk, extra: str, code: type[Diagnostic], hint: str
) -> None:
    folder = small(desk, EDITION + DOCUMENT.format("one") + extra, one="It is short.\n")
    (found,) = prepare(folder, Request()).diagnostics
    assert type(found) is code and hint in found.hint
    assert found.span is not None and found.span.path == "edition.toml" and found.span.line >= 13
