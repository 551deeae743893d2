"""House styles load without a finding, inherit, and name what is misspelt; their README lists every token."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from press import ROOT

from variorum import style
from variorum.extract import Look
from variorum.findings import Diagnostic
from variorum.findings.edition import TomlMalformed, ValueWrong
from variorum.findings.files import FileNotText, FileUnreadable
from variorum.findings.typesetting import StyleUnknown, TokenUnknown
from variorum.folder import EditionFolder
from variorum.source import Span
from variorum.style import BlockStyle, FontFamily, InlineStyle, NoteTokens, PageTokens, Style, VerseTokens

README = (ROOT / "styles" / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", style.names())
def test_a_house_style_is_clean(name: str) -> None:
    loaded = style.load(name)
    assert loaded.diagnostics == ()
    assert {"body", "note", "note-list", "document-title"} <= set(loaded.value.blocks)
    assert f"**{name}**" in README


def test_the_readme_lists_every_token() -> None:
    for kind in (Style, FontFamily, PageTokens, NoteTokens, VerseTokens, BlockStyle, InlineStyle):
        for token in fields(kind):
            if (kind, token.name) not in {
                (Style, n) for n in ("name", "font", "page", "notes", "verse", "blocks", "inlines")
            }:
                assert f"`{token.name}`" in README, f"styles/README.md lacks {kind.__name__}.{token.name}"


def own(folder: Path, text: str) -> tuple[Style, list[tuple[type[Diagnostic], str, str]]]:
    (folder / "ours.toml").write_text(text, encoding="utf-8")
    loaded = style.load("ours.toml", folder=EditionFolder(folder))
    return loaded.value, [(type(d), d.message, d.hint) for d in loaded.diagnostics]


def test_what_a_style_does_not_say_is_as_in_the_house_style(tmp_path: Path) -> None:
    """Headings that a style says nothing of would be as bold as a browser has them, deletions not struck."""
    ours, found = own(tmp_path, "body_size = 12\n[blocks.copy]\nitalic = true")
    house = style.load("house").value
    assert found == []
    assert (ours.body_size, ours.blocks["copy"].italic) == (12, True)
    assert ours.blocks.keys() == house.blocks.keys() and ours.inlines == house.inlines
    assert ours.blocks["document-title"] == house.blocks["document-title"]


def test_a_style_extends_another_and_blocks_inherit(tmp_path: Path) -> None:
    ours, found = own(
        tmp_path, 'extends = "house"\n[inlines.inserted]\nsmall_caps = true\n[blocks.copy]\nitalic = true'
    )
    assert not found
    assert ours.inline("inserted").small_caps is True
    assert ours.inline("inserted").underline == "single"
    assert ours.block("copy").align == "right"
    assert ours.block("copy").hyphenate is False
    assert ours.block("copy").italic is True


def test_large_print_scales_every_length() -> None:
    house, large = style.load("house").value, style.load("large-print").value
    assert large.block("body").size == pytest.approx(18, abs=0.1)
    assert large.block("note").size == pytest.approx((house.block("note").size or 0) * large.scale)
    assert large.block("quote").left == pytest.approx(house.block("quote").left * large.scale)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("body_sise = 11", TokenUnknown, "body_size"),
        ("[page]\nwidth = 100", TokenUnknown, "width_mm"),
        ("[inlines.inserted]\nitallic = true", TokenUnknown, "italic"),
        ('[blocks.body]\nalign = "middle"', ValueWrong, "justify"),
        ('body_size = "large"', ValueWrong, "a number"),
        ('extends = "hous"', StyleUnknown, "house"),
        ('extends = "ours.toml"', ValueWrong, "does not extend"),
        ("body_size = = 11", TomlMalformed, "invalid value"),
    ],
)
def test_a_fault_is_named_with_its_mend(tmp_path: Path, text: str, code: type[Diagnostic], says: str) -> None:
    _, found = own(tmp_path, text)
    assert [finding[0] for finding in found] == [code]
    assert says in found[0][1] + found[0][2]


def test_looks_of_nested_styles() -> None:
    base = frozenset({Look.ITALIC, Look.UNDERLINE})
    assert style.inline_looks(InlineStyle(italic=True), base) == base
    assert style.inline_looks(InlineStyle(italic=False, underline="double"), base) == {Look.DOUBLE_UNDERLINE}
    assert style.block_looks(BlockStyle(bold=True, spaced=0.1)) == {Look.BOLD, Look.SPACED}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[page]\nwidth_mm = 100\nwidht_mm = 100", "ours.toml:3:1"),
        ('body_size = 11\n[blocks.body]\nalign = "middle"', "ours.toml:3:9"),
        ("[inlines.insertd]\nbold = true", "ours.toml:1:10"),
        ('\nextends = "hous"', "ours.toml:2:11"),
        ("extends = 7", "ours.toml:1:11"),
        ("page = 3", "ours.toml:1:8"),
        ("[blocks]\nbody = 3", "ours.toml:2:8"),
        ("body_size = = 11", "ours.toml:1:13"),
    ],
)
def test_a_fault_is_shown_where_it_stands(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    assert [str(one.span) for one in style.load("ours.toml", folder=EditionFolder(tmp_path)).diagnostics] == [
        place
    ]


def test_a_style_that_cannot_be_read_is_a_finding_where_it_is_asked_for(tmp_path: Path) -> None:
    asked = Span("edition.toml", 4, 9, 4, 20)
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"\n')
    (tmp_path / "folder.toml").mkdir()
    for name, code in (
        ("latin.toml", FileNotText),
        ("folder.toml", FileUnreadable),
        ("latine.toml", StyleUnknown),
    ):
        loaded = style.load(name, asked, EditionFolder(tmp_path))
        assert [(type(one), one.span) for one in loaded.diagnostics] == [(code, asked)]
        assert loaded.value.block("body").size


def test_a_running_head_ends_before_the_folio() -> None:
    page = PageTokens()
    assert page.head("No 644/54 · 26 August 1977") == "No 644/54 · 26 August 1977"
    long = "Complaint against the responsible editor of the newspaper for insult and slander, filed in Prague"
    cut = page.head(long)
    assert cut.endswith("of the newspaper …")
    assert len(cut) <= len(long) * 0.65


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("THE FALL OF KING HENRY J. K. OF AMITY ISLAND AND BRITISH-AMITIAN RELATIONS", "ISLAND …"),
        ("65. Telegram From the Embassy in the Isle of Man to the Department of State", "Isle of Man …"),
        ("Telegram From the Department of State to the Embassy in the Isle of Man", "the Embassy …"),
        ("Bericht über Johann Wilhelm Schlesinger und andere verurteilte Wärter der Insel", "Schlesinger …"),
        ("Correspondence of the Keepers of the Northern Lights with the Board of Lights", "Lights …"),
    ],
)
def test_no_small_word_and_no_half_of_a_pair_ends_a_running_head(title: str, head: str) -> None:
    assert PageTokens().head(title).endswith(f" {head}")


def test_a_long_title_ends_at_a_stop_where_it_has_one() -> None:
    page = PageTokens()
    case = "Plea in the case of the keeper against the Board (counsel for the Board of Lights, to the court)"
    assert page.head(case) == "Plea in the case of the keeper against the Board"
    letters = "The keepers of Amity: letters and reports of a hundred years to the Board of Lights"
    assert page.head(letters) == "The keepers of Amity"
