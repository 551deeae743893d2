"""The examples of findings: each causes its finding and shows it as it is; the page of all is up to date."""

from __future__ import annotations

import ast
import re
import shlex
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from desk import LETTER, TOML, Desk
from press import ROOT

from variorum.accession import Wish, identify, take
from variorum.accession.file_patterns import deposits
from variorum.cli import parser
from variorum.commands.explain import Explanation, explanations
from variorum.findings import Diagnostic
from variorum.findings.catalogue import RECORDS, STAGES
from variorum.findings.examples import Example, examples
from variorum.press import Request
from variorum.press.pipeline import build, check
from variorum.press.workers import Workers
from variorum.registry import IMPORTERS, readers
from variorum.report import finding, progress
from variorum.source import Source

WIDTH = 100
TESTS = ROOT / "tests"
CAUSED_BY: Mapping[str, Mapping[str, str]] = {
    "bad_input/test_sources.py": {
        "test_lines_and_files_have_bounds": "file-too-long line-too-long",
        "test_a_file_that_cannot_be_brought_in_is_refused_with_the_reason": "nesting-too-deep tag-too-long",
    },
    "accession/test_import_account.py": {
        "test_a_fault_of_an_importer_is_convicted_wherever_it_is": "import-lost import-foreign import-blank",
        "test_paragraphs_that_change_places_or_are_skipped_are_convicted": "import-order",
        "test_what_is_told_as_left_out_must_be_so": "import-told",
    },
    "account/test_faults.py": {
        "test_a_fault_in_a_run_is_told": "account-lost account-twice account-foreign account-blank-missing"
        " account-blank-extra",
        "test_words_that_are_left_out_in_part_are_told": "account-partly",
        "test_words_in_another_order_are_told": "account-order",
        "test_a_call_behind_a_blank_is_told": "account-call",
        "test_a_page_mark_against_a_word_is_told": "account-page",
        "test_a_claim_on_a_word_and_one_made_twice_are_told": "account-claim",
        "test_a_file_without_claims_that_is_no_tei_is_told_as_not_counted": "account-uncounted",
    },
    "bad_input/test_odd_editions.py": {
        "test_letters_that_are_turned_round_are_told_and_built": "letters-turned",
    },
    "pull/test_pull.py": {
        "test_a_broken_file_is_one_finding": "pull-unreadable",
        "test_a_file_of_another_edition_is_refused": "pull-foreign",
        "test_a_law_that_nothing_explains_lets_nothing_be_written": "pull-law",
        "test_a_source_that_changes_while_it_is_read_is_not_written": "pull-unwritten",
    },
    "pull/test_copies.py": {
        "test_a_file_without_base_and_copy_is_compared_with_the_edition_of_today": "pull-lost",
    },
    "pull/test_from_others.py": {"test_a_file_that_is_open_elsewhere_is_told": "pull-open"},
    "press/test_build.py": {
        "test_notes_that_two_pages_cannot_hold_stand_on_the_next_and_are_named": "note-far",
    },
    "renderers/docx/test_template.py": {"test_a_template_that_is_none_is_refused": "template-unfit"},
    "renderers/docx/test_notes.py": {"test_a_note_that_nothing_calls_is_an_error": "note-not-set"},
    "proof/test_comparison.py": {
        "test_a_fault_in_the_body_is_found_at_its_place": "proof-word-missing proof-word-extra"
        " proof-word-wrong proof-look proof-call proof-invisible",
        "test_swapped_words_are_told_from_lost_ones": "proof-order",
        "test_a_lost_note_is_named_by_its_label": "proof-note-missing",
        "test_a_doubled_note_is_one_finding": "proof-note-twice",
        "test_a_page_mark_must_be_there_in_order_and_in_place": "proof-page",
        "test_parts_in_another_order_are_found": "proof-fault",
        "test_many_faults_of_one_stream_are_cut_short": "proof-more",
    },
    "proof/test_closed_language.py": {
        "test_what_is_changed_beyond_words_is_found": "proof-form proof-unknown",
        "test_of_a_file_that_another_program_saved_the_words_are_proofed": "foreign-unproofed",
    },
    "proof/test_queries.py": {
        "test_a_query_must_be_there_as_it_was_asked": "proof-query",
    },
    "tei/test_edition.py": {
        "test_the_proof_misses_a_document_and_finds_one_too_many": "proof-part-missing proof-part-extra",
        "test_a_file_that_is_no_edition_cannot_be_proved": "proof-unreadable",
        "test_check_tells_where_an_edition_would_not_come_back": "format-not-kept",
        "test_the_proof_names_the_document_and_the_place_of_the_first_difference": "proof-model",
    },
    "doors/test_plug_ins.py": {
        "test_a_name_that_two_offer_names_both_and_the_rest_works": "plug-in-twice",
        "test_a_plug_in_of_another_contract_is_named_and_the_rest_works": "plug-in-contract",
        "test_a_plug_in_that_cannot_be_used_is_named_and_the_rest_works": "plug-in-unfit reader-left-out",
        "test_an_importer_that_fails_on_a_file_is_named_with_it": "plug-in-failed",
    },
    "renderers/epub/test_package.py": {
        "test_a_link_without_a_target_is_found_and_kept_as_text": "layout-warning",
    },
    "bad_input/test_machine.py": {
        "test_a_process_that_is_lost_is_a_finding": "process-lost",
        "test_a_missing_library_is_named_with_its_package": "component-missing",
        "test_a_file_in_the_place_of_the_folder_is_named": "output-unwritable",
    },
}
"""The tests that cause the findings that no small file can cause, by their files."""

ALL = {one.record.slug: one for one in explanations()}
WITH_FILES = [slug for slug, one in ALL.items() if not one.example.how]
Findings = tuple[Sequence[Diagnostic], Mapping[str, Source], str]


def lay(example: Example, folder: Path, below: Mapping[str, str]) -> None:
    """Write the files of an example into a folder, over those that lie below them."""
    packed: dict[str, dict[str, bytes]] = {}
    for name, text in (dict(below) | dict(example.files)).items():
        data = text.encode(example.encoding)
        pack, is_part, part = name.partition(".docx/")
        if is_part:
            packed.setdefault(f"{pack}.docx", {})[part] = data
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    for name, parts in packed.items():
        with zipfile.ZipFile(folder / name, "w") as archive:
            for part, data in parts.items():
                archive.writestr(part, data)


def cause(example: Example, desk: Desk) -> Findings:
    """Run the command of an example and return its findings, and the texts and folder of their places."""
    arguments = parser().parse_args(shlex.split(example.command))
    if arguments.command == "new":
        lay(example, desk.folder, {})
        return findings_of_files(arguments.files, arguments.convention), {}, ""
    lay(example, desk.folder / "letters", {"edition.toml": TOML, "documents/one.txt": LETTER})
    if arguments.command == "check":
        outcome = check("letters", Request(allow_outside=arguments.allow_outside))
    else:
        assert arguments.command == "build"
        formats = tuple(arguments.to) if arguments.to else None
        with progress(quiet=True) as watch, Workers(1) as workers:
            purposes = tuple(arguments.purposes or ())
            request = Request(formats=formats, purposes=purposes, out=desk.out)
            outcome = build("letters", request, watch, workers)
    return outcome.diagnostics, outcome.sources, "letters"


def findings_of_files(named: Sequence[str], convention: str | None) -> list[Diagnostic]:
    """Return what is found in files on their way into an edition."""
    files = deposits(named)
    given = identify(files.value, readers(IMPORTERS).value)
    taken = take(given.value, Wish(convention))
    found = [*files.diagnostics, *given.diagnostics, *taken.diagnostics]
    return found + [each for one in taken.value for each in one.found]


@pytest.mark.parametrize("slug", WITH_FILES)
def test_an_example_causes_its_finding_and_shows_it(desk: Desk, slug: str) -> None:
    example = ALL[slug].example
    found, sources, folder = cause(example, desk)
    caused = [one for one in found if type(one) is RECORDS[slug]]
    assert caused, f"it causes {', '.join(sorted({one.slug for one in found})) or 'nothing'}"
    assert example.shows == f"{finding(caused[0], sources, folder, WIDTH).plain}\n"


def test_every_finding_has_an_example_and_every_example_a_finding() -> None:
    there = [slug for stage in STAGES for slug in examples(stage.__name__.rpartition(".")[2])]
    assert there == list(RECORDS)


def test_every_file_of_examples_is_that_of_a_stage() -> None:
    folder = ROOT / "src/variorum/findings/examples"
    assert {path.stem for path in folder.glob("*.toml")} == {
        stage.__name__.rpartition(".")[2] for stage in STAGES
    }


@pytest.mark.parametrize("one", ALL.values(), ids=ALL)
def test_an_example_has_files_and_a_kind_or_says_how(one: Explanation) -> None:
    example = one.example
    assert bool(example.how) != bool(example.files and example.kind and example.shows)


def test_what_no_file_can_cause_is_caused_by_a_test() -> None:
    named = [slug for tests in CAUSED_BY.values() for slugs in tests.values() for slug in slugs.split()]
    assert sorted(named) == sorted(set(ALL) - set(WITH_FILES))


@pytest.mark.parametrize("path", CAUSED_BY)
def test_a_test_that_causes_findings_is_there_and_its_file_speaks_of_them(path: str) -> None:
    text = (TESTS / path).read_text("utf-8")
    there = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    assert set(CAUSED_BY[path]) - there == set()
    for slug in " ".join(CAUSED_BY[path].values()).split():
        assert re.search(rf"\b{RECORDS[slug].__name__}\b|(?<![\w-]){slug}(?![\w-])", text), slug


def test_the_page_of_all_findings_is_up_to_date(desk: Desk) -> None:
    page = (ROOT / "src" / "FINDINGS.md").read_text("utf-8")
    assert desk.variorum("explain", "--markdown").out == page, "write it anew with `make findings`"


@pytest.mark.parametrize("slug", ALL)
def test_a_finding_is_explained(desk: Desk, slug: str) -> None:
    said = desk.variorum("explain", slug)
    one = ALL[slug]
    assert said.status == 0
    assert said.out.startswith(f"{slug} {one.record.severity.value}: {one.message}\n{one.stage}\n")
    words = " ".join(said.out.split())
    assert one.meaning in words
    assert one.mend in words
    assert " ".join((one.example.how or one.example.shows).split()) in words


def test_all_findings_are_listed_by_stage(desk: Desk) -> None:
    listed = desk.variorum("explain").out.splitlines()
    assert [line.split()[0] for line in listed if line.split()[0:1] and line.split()[0] in ALL] == list(ALL)
    assert {one.stage for one in ALL.values()} <= set(listed)


def test_machines_are_told_the_same(desk: Desk) -> None:
    told = desk.variorum("explain", "--json").json
    assert [one["code"] for one in told] == list(ALL)
    assert desk.variorum("explain", "unclosed-bracket", "--json").json in told
    assert told[0]["example"]["command"] == "variorum check letters"


def test_an_unknown_finding_is_wrong_usage_with_the_nearest(desk: Desk) -> None:
    said = desk.variorum("explain", "unclosed-braket")
    assert (said.status, said.out) == (3, "")
    assert "Did you mean “unclosed-bracket”?" in said.err
