"""Faults of edition.toml, of a house style and of overridden signs, and files that cannot be read."""

from __future__ import annotations

import pytest
from desk import TOML, Desk

STYLE = 'extends = "house"\n[page]\nwidth_mm = 120\n'
FAULTS = {
    "a misspelt key": (TOML + "[persn]\n", "edition.toml:19:2 key-unknown", "Did you mean “person”?"),
    "an id twice": (
        TOML + '[[document]]\nid = "one"\nfile = "documents/one.txt"\n',
        "edition.toml:19:3 id-twice",
        "edition.toml:13:3",
    ),
    "a missing file": (
        TOML.replace("one.txt", "onne.txt"),
        "edition.toml:15:8 file-missing",
        "Did you mean “documents/one.txt”?",
    ),
    "a missing folder": (
        TOML.replace("documents/", "papers/"),
        "edition.toml:15:8 file-missing",
        "no folder papers",
    ),
    "a remote file": (
        TOML.replace("documents/", "https://example.org/"),
        "edition.toml:15:8 file-missing",
        "Nothing is fetched from the network: keep a copy",
    ),
    "malformed TOML": (TOML + "x = [\n", "edition.toml:19:6 toml-malformed", "invalid value"),
    **{
        f"an empty name of a {key}": (
            f'{key} = ""\n' + TOML.replace('convention = "soviet-archives"\n', ""),
            f"edition.toml:1:{len(key) + 4} value-wrong",
            "a name or a TOML file of the edition",
        )
        for key in ("convention", "style", "profile", "words", "printed_as")
    },
    "a phrase in no table": (
        TOML + '[phrase]\nimprint = "X"\n[phrase.matter]\nlegend = "Y"\n',
        "edition.toml:20:11 value-wrong",
        "a table of phrases",
    ),
    "an unknown convention set": (
        TOML.replace("soviet-archives", "soviet-archive"),
        "edition.toml:5:14 convention-unknown",
        "Did you mean “soviet-archives”?",
    ),
    "an unknown style": (
        'style = "hous"\n' + TOML,
        "edition.toml:1:9 style-unknown",
        "Did you mean “house”?",
    ),
    "an unknown format": (
        'formats = ["pdf", "pub"]\n' + TOML,
        "edition.toml:1:19 format-unknown",
        "Did you mean “epub”?",
    ),
    "an unknown sign": (
        TOML + '[override.omision]\nshow = { text = "[...]" }\n',
        "edition.toml:19:11 sign-unknown",
        "Did you mean “omission”?",
    ),
    "a misspelt key of a sign": (
        TOML + '[override.omission]\nshow = { txet = "[...]" }\n',
        "edition.toml:20:10 key-unknown",
        "Did you mean “text”?",
    ),
    "a wrong value of a sign": (
        TOML + "[override.omission]\nread = 3\n",
        "edition.toml:20:8 value-wrong",
        "a list of tables",
    ),
    "an emendation of words that are not there": (
        TOML + '[[emend]]\ndocument = "one"\nlemma = "cuntry"\nreading = "country"\n',
        "edition.toml:19:3 emendation-missing",
        "Check document, page and lemma",
    ),
    "an emendation that fits twice": (
        TOML + '[[emend]]\ndocument = "one"\nlemma = "the"\nreading = "ye"\n',
        "edition.toml:19:3 emendation-ambiguous",
        "occurrence = 1",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_with_its_place_and_mend(desk: Desk, name: str) -> None:
    toml, found, mend = FAULTS[name]
    desk.edition(toml)
    said = desk.variorum("build", "letters", "--out", "out", "--jobs", "1")
    assert f"letters/{found}" in said.findings, said.out
    assert mend in said.out
    assert said.status == 1
    assert desk.files() == {}


@pytest.mark.parametrize(
    ("style", "found", "mend"),
    [
        (STYLE + "hieght_mm = 200\n", "ours.toml:4:1 token-unknown", "Did you mean “height_mm”?"),
        (STYLE + "[inlines.insertd]\nbold = true\n", "ours.toml:4:10 token-unknown", "“inserted”"),
        (STYLE + 'margin_top_mm = "wide"\n', "ours.toml:4:17 value-wrong", "a number"),
        (STYLE + "x = [\n", "ours.toml:4:6 toml-malformed", "invalid value"),
        (STYLE.replace('"house"', '"hose"'), "ours.toml:1:11 style-unknown", "Did you mean “house”?"),
    ],
)
def test_a_fault_of_a_style_is_found_in_its_own_file(desk: Desk, style: str, found: str, mend: str) -> None:
    root = desk.edition('style = "ours.toml"\n' + TOML)
    (root / "ours.toml").write_text(style, "utf-8")
    said = desk.variorum("check", "letters")
    assert f"letters/{found}" in said.findings, said.out
    assert mend in said.out
    assert said.status == 1


@pytest.mark.parametrize(
    "rules", ['"x"', '{ one = "n is 1 and" }', f'{{ one = "{"i = 1 or " * 5000}i = 2" }}']
)
def test_rules_that_are_none_are_named(desk: Desk, rules: str) -> None:
    root = desk.edition('words = "ours.toml"\n' + TOML)
    (root / "ours.toml").write_text(f'extends = "en"\nplural = {rules}\n', "utf-8")
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (1, ["letters/ours.toml:2:10 value-wrong"])


@pytest.mark.parametrize(
    "name", ["a" * 5000, "a/" * 5000, "a\nb", "a\0b"], ids=["long", "deep", "line", "nul"]
)
@pytest.mark.parametrize(
    "words",
    [
        ("check", "{}"),
        ("build", "letters", "{}"),
        ("build", "letters", "--to", "tei", "--out", "out/{}"),
        ("check", "letters", "--style", "{}.toml"),
        ("model", "{}"),
        ("proof", "{}", "--against", "letters"),
        ("proof", "x.pdf", "--against", "{}"),
        ("new", "{}"),
        ("new", "more", "--from", "letters", "{}"),
        ("new", "more", "--from", "letters", "--convention", "{}"),
        ("conventions", "{}"),
        ("explain", "{}"),
    ],
    ids=" ".join,
)
def test_what_can_be_no_name_is_wrong_usage(desk: Desk, words: tuple[str, ...], name: str) -> None:
    desk.edition()
    said = desk.variorum(*(word.replace("{}", name) for word in words))
    assert said.status == 3
    assert said.err.startswith("variorum: “") and len(said.err) < 400
    assert desk.files() == {} and not (desk.folder / "more").exists()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("a\ue000b", "glyph-missing"),
        ("a\U0010fffeb", "glyph-missing"),
        ("a\u13e3b", "glyph-missing"),
        ("a\u202eb", "value-wrong"),
    ],
    ids=["private use", "no character", "a face", "letters turned over"],
)
def test_what_no_file_could_show_is_told_by_check(desk: Desk, title: str, code: str) -> None:
    desk.edition(TOML.replace("Letters", title))
    said = desk.variorum("check", "letters")
    assert (said.status, [one.split()[1] for one in said.findings]) == (1, [code])


def test_what_prints_nothing_parts_no_words(desk: Desk) -> None:
    desk.edition(one="One a\U000e0041b \U000e0100two \ufe00three.\n")
    assert (
        desk.variorum("build", "letters", "--to", "pdf,epub,docx", "--out", "out", "--jobs", "1").status == 0
    )


def test_notes_far_apart_are_those_that_are_called(desk: Desk) -> None:
    notes = "".join(f"\n[^{n}]: Note {n}.\n" for n in range(1, 6))
    root = desk.edition(
        'style = "ours.toml"\n' + TOML, one=" ".join(f"Words[^{n}] here." for n in range(1, 6)) + f"\n{notes}"
    )
    (root / "ours.toml").write_text(
        'extends = "house"\n[notes]\nbetween = 36\ngap = 72\nrule_gap = 36\n', "utf-8"
    )
    built = desk.variorum("build", "letters", "--to", "pdf", "--out", "out", "--jobs", "1")
    assert built.status == 0, built.out


def test_a_folder_in_the_place_of_a_file_is_named(desk: Desk) -> None:
    root = desk.edition()
    (root / "documents" / "one.txt").unlink()
    (root / "documents" / "one.txt").mkdir()
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (1, ["letters/edition.toml:15:8 file-unreadable"])
    assert "is a directory" in said.out


def test_an_edition_toml_that_is_a_folder_is_named(desk: Desk) -> None:
    (desk.folder / "letters" / "edition.toml").mkdir(parents=True)
    said = desk.variorum("check", "letters")
    assert said.status == 1
    assert "file-unreadable" in said.out


def test_a_picture_that_is_missing_or_far_away_is_named(desk: Desk) -> None:
    far = '{figure target="https://example.org/b.png"}'
    desk.edition(one=f"A map:\n\n{{figure target=map.png}}\n\n{far}\n")
    found = desk.variorum("check", "letters").findings
    assert [one.split()[1] for one in found] == ["picture-missing", "reference-remote"]


def test_an_accepted_finding_is_counted_and_one_without_use_is_named(desk: Desk) -> None:
    place = 'place = "documents/one.txt:1:5"\n'
    accept = f'[[accept]]\ncode = "unopened-quotation"\n{place}reason = "so in the source"\n'
    desk.edition(TOML + accept, one="One ” two.\n")
    said = desk.variorum("check", "letters", "--strict")
    assert (said.status, said.findings) == (0, [])
    assert "1 accepted" in said.out
    desk.edition(TOML + accept, one="One two.\n")
    said = desk.variorum("check", "letters")
    assert (said.status, said.findings) == (0, ["letters/edition.toml:19:3 accepted-unused"])
    assert desk.variorum("check", "letters", "--strict").status == 1
