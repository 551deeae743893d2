"""The command line: what it costs to start, what it says, how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from desk import LETTER, TOML, Desk
from steps import calls, program_that_counts

from variorum import report
from variorum.press import USAGE
from variorum.source import Source, Span


def calls_of(program: str) -> int:
    command = (sys.executable, "-c", program_that_counts(program))
    return calls(subprocess.run(command, check=True, capture_output=True, text=True).stderr)


def test_help_takes_at_most_twice_the_calls_of_a_bare_python() -> None:
    bare = calls_of("import argparse, tomllib")
    assert calls_of("from variorum.cli import main; main(['--help'])") <= 2 * bare


def loaded_by(*words: str) -> set[str]:
    program = (
        "import sys, json\nfrom variorum.cli import main\n"
        f"try: main({list(words)!r})\nexcept SystemExit: pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_help_imports_nothing_heavy() -> None:
    loaded = loaded_by("--help")
    assert not loaded & {
        "rich",
        "lxml",
        "weasyprint",
        "docx",
        "ebooklib",
        "variorum.model",
        "importlib.metadata",
    }


def test_formats_imports_no_renderer() -> None:
    loaded = loaded_by("formats")
    renderers = {name for name in loaded if name.startswith("variorum_")}
    assert renderers == set()
    assert not loaded & {"weasyprint", "docx", "ebooklib", "pikepdf"}


def test_formats_lists_each_with_what_it_makes(desk: Desk) -> None:
    listed = desk.variorum("formats").out
    for name in ("pdf", "epub", "docx"):
        assert re.search(rf"^{name} +\w.* variorum ", listed, re.MULTILINE), listed
    machine = desk.variorum("formats", "--json").json
    assert {one["name"] for one in machine["formats"]} >= {"pdf", "epub", "docx"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("buld",), "did you mean “build”?"),
        (("build", "--jobs", "none"), "no number of processes"),
        (("build", "--frobnicate"), "unrecognized arguments: --frobnicate"),
        ((), "required: COMMAND"),
        (("check", "leters"), "Did you mean “letters”?"),
        (("check", "letters/edition.toml"), "name its folder: letters"),
        (("check", "letters/documents"), "it has no edition.toml"),
        (("check", "letters/documents/one.txt"), "name its folder: letters"),
        (("proof", "absent.pdf", "--against", "letters"), "absent.pdf cannot be read"),
        (("conventions", "soviet"), "soviet-archives"),
        (("new", "letters"), "is there already and not empty"),
    ],
)
def test_wrong_usage_is_one_line_with_the_mend(desk: Desk, words: tuple[str, ...], says: str) -> None:
    desk.edition()
    said = desk.variorum(*words)
    assert said.status == 3
    assert says in said.err
    assert said.err.startswith("variorum")
    assert len(said.err.splitlines()) <= 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("build", "letters", "--to", "pub"), "Did you mean “epub”?"),
        (("check", "letters", "--style", "hous"), "Did you mean “house”?"),
        (("check", "letters", "--profile", "reding"), "Did you mean “reading”?"),
        (("build", "letters", "--profile", "mine.toml"), "there is no profile “mine.toml”"),
    ],
)
def test_an_unknown_name_on_the_command_line_is_wrong_usage(
    desk: Desk, words: tuple[str, ...], says: str
) -> None:
    desk.edition()
    said = desk.variorum(*words)
    assert said.status == 3
    assert says in said.out


def test_a_new_edition_says_how_to_build_it_whatever_its_folder_is_called(desk: Desk) -> None:
    assert "variorum build 'our letters'" in desk.variorum("new", "our letters").out


def test_a_new_edition_has_no_findings_and_builds(desk: Desk) -> None:
    assert desk.variorum("new", "mine").status == 0
    checked = desk.variorum("check", "mine", "--strict")
    assert (checked.status, checked.out.splitlines()[-1]) == (0, "mine: no findings")
    assert checked.out.splitlines()[0].split() == ["sign", "with", "its", "mark"]
    said = desk.variorum("build", "mine", "--to", "docx", "--to", "epub", "--out", "out", "--jobs", "1")
    assert said.status == 0, said.out
    assert sorted(desk.files()) == ["mine.docx", "mine.epub"]
    assert "passed" in said.out


def test_what_is_said_of_several_places_is_printed_once_with_the_places(desk: Desk) -> None:
    desk.edition(one="One [pgae two] line.\n\nOne more [pgae two] line.\n\nAnd [pgae two] again.")
    said = desk.variorum("check", "letters")
    assert said.out.count("sign-near") == 1
    assert "= The same 2 times more: documents/one.txt:3:10, documents/one.txt:5:5\n" in said.out
    assert "1 warning" in said.out.splitlines()[-1]
    told = json.loads(desk.variorum("check", "letters", "--json").out)["editions"][0]["findings"]
    assert [one["code"] for one in told].count("sign-near") == 3


def test_several_editions_are_built_with_one_table(desk: Desk) -> None:
    first = desk.edition()
    first.rename(desk.folder / "first")
    (desk.folder / "first" / "edition.toml").write_text(TOML.replace('"letters"', '"first"'), "utf-8")
    desk.edition()
    said = desk.variorum("build", "first", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
    assert said.status == 0
    rows = [line.split() for line in said.out.splitlines() if line.startswith("out/")]
    assert [row[0] for row in rows] == ["out/first.docx", "out/letters.docx"]
    assert all(row[1].split("/")[0] == row[1].split("/")[1] for row in rows)
    assert said.out.splitlines()[-3:] == ["first: no findings", "letters: no findings", "2 built"]


def test_a_failed_edition_does_not_hold_up_the_next(desk: Desk) -> None:
    desk.edition(TOML.replace('"letters"', '"bad"', 1), one="Open [").rename(desk.folder / "bad")
    desk.edition()
    words = ("build", "bad", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
    said = desk.variorum(*words, "--fail-fast")
    assert said.status == 1
    assert desk.files() == {}
    said = desk.variorum(*words)
    assert said.status == 1
    assert list(desk.files()) == ["letters.docx"]
    assert said.out.splitlines()[-1] == "1 built, 1 failed: bad"
    said = desk.variorum(*words, "--quiet")
    assert "unclosed-bracket error" in said.out
    assert "passed" not in said.out
    *_, cause, total = said.out.splitlines()
    assert cause.startswith("bad: 1 error; this “[” is never closed (bad/documents/one.txt:1:6)")
    assert total == "1 up to date, 1 failed: bad"
    assert said.err == ""


def test_quiet_says_what_lets_an_edition_fail(desk: Desk) -> None:
    desk.edition(one=LETTER.replace("Dear", "Dear ”"))
    words = ("build", "letters", "./letters", "--to", "docx", "--out", "out", "--quiet")
    said = desk.variorum(*words)
    assert (said.status, said.out) == (0, ""), "one edition, however often it is named"
    said = desk.variorum(*words, "--strict")
    assert said.status == 1
    assert "unopened-quotation warning" in said.out
    assert said.out.splitlines()[-1] == "letters: 1 warning"


def test_two_editions_of_one_id_would_write_the_same_files(desk: Desk) -> None:
    desk.edition().rename(desk.folder / "other")
    desk.edition()
    said = desk.variorum("build", "other", "letters", "--out", "out")
    assert said.status == USAGE
    assert "“other” and “letters” are both called “letters”: nothing was built" in said.err
    assert desk.files() == {}


def test_strict_refuses_to_build_with_a_warning(desk: Desk) -> None:
    desk.edition(one=LETTER.replace("Dear", "Dear ”"))
    words = ("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
    assert desk.variorum(*words, "--strict").status == 1
    assert desk.files() == {}
    assert desk.variorum(*words).status == 0
    assert list(desk.files()) == ["letters.docx"]


def test_json_has_all_that_is_printed_and_nothing_else(desk: Desk) -> None:
    desk.edition(one=LETTER.replace("Dear", "Dear ”"))
    said = desk.variorum("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1", "--json")
    assert said.status == 0
    (edition,) = said.json["editions"]
    (found,) = edition["findings"]
    assert (found["file"], found["line"], found["column"]) == ("letters/documents/one.txt", 6, 6)
    assert (found["code"], found["severity"]) == ("unopened-quotation", "warning")
    (file,) = edition["files"]
    assert (file["path"], file["passed"], file["written"]) == ("out/letters.docx", True, True)
    assert file["counts"]["words"]["found"] == file["counts"]["words"]["expected"] > 20


def test_progress_is_told_to_machines_in_lines_of_json(desk: Desk) -> None:
    """Each stage of each edition begins with none of its steps done and ends with all, while time goes on."""
    desk.edition()
    command = ("build", "letters", "--to", "docx,epub", "--out", "out", "--jobs", "1", "--json")
    told = [json.loads(line) for line in desk.variorum(*command).err.splitlines()]
    assert {one["edition"] for one in told} == {"letters"}
    stages = [one["stage"] for one in told if one["done"] == 0]
    assert stages == ["reading", "setting docx, epub", "binding and proofing"]
    for stage in stages:
        own = [one for one in told if one["stage"] == stage]
        assert [one["done"] for one in own] == list(range(own[0]["steps"] + 1))
    times = [one["seconds"] for one in told]
    assert times == sorted(times)
    assert desk.variorum(*command, "--quiet").err == ""


def test_proof_passes_the_file_and_fails_that_of_another_text(desk: Desk) -> None:
    desk.edition()
    desk.variorum("build", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
    said = desk.variorum("proof", "out/letters.docx", "--against", "letters")
    assert said.status == 0
    assert "passed" in said.out
    desk.edition(one=LETTER.replace("papers", "letters"))
    said = desk.variorum("proof", "out/letters.docx", "--against", "letters")
    assert said.status == 2
    assert any("documents/one.txt:8:" in one and "proof-word" in one for one in said.findings), said.out
    assert "“papers”" in said.out


@pytest.mark.parametrize("data", [b"", b"no file of any format", b"PK\x03\x04 broken"])
@pytest.mark.parametrize("suffix", ["docx", "epub", "pdf"])
def test_proof_of_a_broken_file_fails_without_a_traceback(desk: Desk, suffix: str, data: bytes) -> None:
    desk.edition()
    (desk.folder / f"broken.{suffix}").write_bytes(data)
    said = desk.variorum("proof", f"broken.{suffix}", "--against", "letters")
    assert said.status == 2, said.out + said.err
    assert "proof-unreadable" in said.out
    assert said.out.splitlines()[-1] == "letters: 1 error", "and nothing that follows from it"
    assert "Traceback" not in said.out + said.err


def test_model_shows_blocks_and_why_shows_the_rules(desk: Desk) -> None:
    desk.edition()
    said = desk.variorum("model", "letters")
    assert said.status == 0
    assert "page-break(label=two)" in said.out
    why = desk.variorum("model", "letters", "--why").out
    assert re.search(r"10:1 +\[page two\] +page-mark", why), why
    machine = desk.variorum("model", "letters", "--why", "--json").json
    assert machine["edition"]["documents"][0]["id"] == "one"
    assert {"letters/documents/one.txt:10:1"} <= {one["place"] for one in machine["decisions"]}


def test_conventions_lists_sets_and_shows_signs(desk: Desk) -> None:
    assert "soviet-archives" in desk.variorum("conventions").out
    shown = desk.variorum("conventions", "soviet-archives").out
    assert "written {transposed|…}" in shown, "a sign without a mark shows its construct"
    assert re.search(r"^omission +.*\[…\]", shown, re.MULTILINE)
    assert "marked by an ellipsis in brackets" in shown


def test_conventions_shows_signs_in_a_language(desk: Desk) -> None:
    german = desk.variorum("conventions", "soviet-archives", "--language", "de-AT")
    assert "Eine Seite der Vorlage beginnt bei ihrem Zeichen." in german.out
    assert not german.err
    french = desk.variorum("conventions", "soviet-archives", "--language", "fr")
    assert "A page of the source begins at its mark." in french.out
    assert "sign-words-missing" in french.err
    assert "Sowjetische Archive" in desk.variorum("conventions", "--language", "de").out


def test_doctor_finds_what_builds_need(desk: Desk) -> None:
    said = desk.variorum("doctor", "--json")
    points = {(one["group"], one["what"]): one for one in said.json["points"]}
    assert said.status == 0
    assert points["libraries", "pango-1.0"]["well"]
    assert "Cyrillic 100 %" in points["fonts", "Gentium Plus"]["found"]
    assert desk.variorum("doctor").out.rstrip().endswith("all that builds need is here")


def test_doctor_names_what_is_missing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("variorum.commands.doctor.faces", lambda family: ())
    said = desk.variorum("doctor")
    assert said.status == 4
    assert re.search(r"✗ +Gentium Plus +missing +apt install fonts-sil-gentiumplus", said.out)


def test_a_fault_of_variorum_itself_is_said_without_a_traceback(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("variorum.commands.check.check", broken)
    desk.edition()
    said = desk.variorum("check", "letters")
    assert said.status == 4
    assert "test_cli:" in said.err
    assert "a wheel came off" in said.err
    assert "Traceback" not in said.err


LINE = "word " * 60 + "[" + "слово " * 60
SOURCE = Source("one.txt", LINE)


@pytest.mark.parametrize("width", [40, 80, 110])
@pytest.mark.parametrize("column", [1, 6, 301, 420, 660])
def test_a_long_line_is_cut_around_the_caret(width: int, column: int) -> None:
    line, caret = report.excerpt(LINE, Span("one.txt", 1, column, 1, column + 1), width)
    assert len(line) <= width
    assert caret.strip() == "^"
    assert line[len(caret) - 1] == LINE[column - 1]


def test_a_caret_stands_below_wide_signs_and_tabs() -> None:
    line, caret = report.excerpt("日本\t[x", Span("one.txt", 1, 4, 1, 5), 80)
    assert (line, caret) == ("日本 [x", "     ^")


@pytest.mark.parametrize("mark", ["\u202e", "\u2067", "\u200f", "\x9b", "\x1b", "\u2028"])
def test_an_excerpt_shows_no_character_that_a_terminal_would_obey(mark: str) -> None:
    line, caret = report.excerpt(f"One {mark}[two", Span("one.txt", 1, 6, 1, 7), 80)
    assert (line, caret) == ("One  [two", "     ^")


def test_a_mark_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    line, caret = report.excerpt("from [here", Span("one.txt", 1, 6, 3, 2), 80)
    assert (line, caret) == ("from [here", "     ^^^^^")


def test_colours_are_for_terminals_that_want_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.edition(one="Open [")
    assert "\x1b" not in desk.variorum("check", "letters").out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;91m" in desk.variorum("check", "letters").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[1;91m" not in desk.variorum("check", "letters").out


def test_the_console_script_is_the_command_line(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("variorum")
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"variorum \d+\.\d+\.\d+\S*\n", done.stdout)


def test_a_file_without_end_is_not_read_to_its_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("variorum.commands.proof.LARGEST", 4_000_000)
    desk.edition()
    (desk.folder / "endless.docx").symlink_to("/dev/zero")
    said = desk.variorum("proof", "endless.docx", "--against", "letters")
    assert said.status == 2
    assert "endless.docx cannot be read back: it has more than 4 MB" in said.out
