"""What others offer works through the door of ours; what is wrong with it is named, and the rest works."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator

import pytest
from desk import LETTER, TOML, Desk, Said
from doors.plug_ins import distribution

from variorum import registry
from variorum.contract import RENDERER_CONTRACT
from variorum.doors import CODEC_CONTRACT, IMPORTER_CONTRACT

RENDERER = f"""
    class Other:
        name, suffix, title, contract = "other", ".other", "Another format", {RENDERER_CONTRACT}
        adds = frozenset()
        def typeset(self, document, setting): raise ValueError("no type left")
        def bind(self, publication, sheets, setting): ...
        def extract(self, data): ...
    renderer = Other()
"""
IMPORTER = f"""
    from variorum.doors import DepositKind, Fit
    from variorum.findings import Result
    from variorum.manuscript import Manuscript, Para, Words
    class Other:
        name, kind, contract = "other", DepositKind("other", "another file"), {IMPORTER_CONTRACT}
        def recognise(self, data, name): return Fit.SURE if data.startswith(b"OTHER") else Fit.NONE
        def read(self, given, rules):
            lines = given.data.decode().splitlines()[1:]
            return Result(Manuscript(tuple(Para((Words(line),), 1) for line in lines), ()))
    importer = Other()
"""
CODEC = f"""
    from variorum.doors import FileReading, Fit
    from variorum.findings import Result
    from variorum.model import json
    from dataclasses import replace
    class Other:
        name, contract = "other", {CODEC_CONTRACT}
        def recognise(self, data, name): return Fit.SURE if name.endswith(".json") else Fit.NONE
        def read(self, path, data, convention, options):
            document = replace(json.load(data.decode()), id=options.id, base=options.base)
            return Result(FileReading((document,)))
        def write(self, document, convention): return Result(json.dump(document).encode())
    codec = Other()
"""
CODE = {"renderers": RENDERER, "importers": IMPORTER, "codecs": CODEC}
CONTRACT = {"renderers": RENDERER_CONTRACT, "importers": IMPORTER_CONTRACT, "codecs": CODEC_CONTRACT}
THING = {"renderers": "format", "importers": "importer", "codecs": "codec"}
OWN = {"renderers": "docx", "importers": "word", "codecs": "tei"}

WRONG: dict[str, tuple[tuple[str, str], str]] = {
    "no module": (
        ("    class Other", "    import nowhere.at_all\n    class Other"),
        "has no module “nowhere”",
    ),
    "no Python": (("    class Other", "    class class Other"), "SyntaxError"),
    "raises": (("    class Other", "    1 / 0\n    class Other"), "ZeroDivisionError: division by zero"),
    "no object": (("= Other()", "= None"), "lacks what its contract asks for: name"),
}
"""What is changed in the module of a plug-in, and what is said of it."""


def offer(desk: Desk, group: str, code: str, name: str = "other") -> None:
    """Put a plug-in where the processes of a desk find it."""
    target = f"others:{group.removesuffix('s')}"
    distribution(desk.folder / "site", "others", {group: {name: target}}, code)


@pytest.fixture(autouse=True)
def site(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Search the desk's own folder for distributions, as if they were installed, while a test runs."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(desk.folder / "site")
    yield
    for name in set(sys.modules) - before:
        if str(desk.folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]
    registry._installed.cache_clear()


def said(desk: Desk, *words: str) -> Said:
    """Run a command that finds what is offered by now."""
    importlib.invalidate_caches()
    registry._installed.cache_clear()
    return desk.variorum(*words)


def folded(told: Said) -> str:
    return " ".join((told.out + told.err).split())


def use(desk: Desk, group: str) -> Said:
    """Use ours of a group beside another's."""
    if group == "importers":
        (desk.folder / "letter.txt").write_text(LETTER, "utf-8")
        return said(desk, "new", "made", "--from", "letter.txt")
    desk.edition()
    return said(desk, "build", "letters", "--to", "tei", "--out", "out", "--jobs", "1")


@pytest.mark.parametrize("group", CODE)
def test_what_others_offer_is_listed_beside_ours_and_not_imported(desk: Desk, group: str) -> None:
    offer(desk, group, '    """Files of others. And more."""\n    raise RuntimeError("imported")')
    told = said(desk, "formats")
    assert told.status == 0
    line = next(line for line in told.out.splitlines() if "others 1.0" in line)
    assert line.split() == ["other", "Files", "of", "others", "others", "1.0"]
    listed = said(desk, "formats", "--json").json[f"{THING[group]}s"]
    assert {one["name"] for one in listed} > {"other", OWN[group]}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("group", CODE)
def test_a_plug_in_that_cannot_be_used_is_named_and_the_rest_works(
    desk: Desk, group: str, wrong: str
) -> None:
    (old, new), words = WRONG[wrong]
    assert old in CODE[group]
    offer(desk, group, CODE[group].replace(old, new))
    told = use(desk, group)
    assert told.status == 0, told.out + told.err
    if group == "renderers":
        told = said(desk, "build", "letters", "--to", "other", "--out", "out", "--jobs", "1")
        assert told.status == 4
    assert words in folded(told)
    assert f"the {THING[group]} “other” of others" in folded(told)
    if group == "renderers":
        code = "plug-in-unfit" if wrong == "no object" else "component-missing"
        assert f"{code} error" in told.out
    elif group == "codecs":
        assert "reader-left-out warning" in told.out


def test_doctor_names_all_that_cannot_be_used(desk: Desk) -> None:
    offer(desk, "renderers", RENDERER.replace("def extract", "def excerpt"))
    distribution(desk.folder / "site", "more", {"codecs": {"other": "more:codec"}}, "1 / 0")
    distribution(desk.folder / "site", "most", {"importers": {"word": "most:importer"}}, IMPORTER)
    told = said(desk, "doctor", "--json")
    faults = {(one["group"], one["what"]): one["found"] for one in told.json["points"] if not one["well"]}
    assert told.status == 4
    assert "lacks what its contract asks for: extract" in faults["formats", "other"]
    assert "ZeroDivisionError" in faults["codecs", "other"]
    assert "is offered by most and by variorum" in faults["importers", "word"]


@pytest.mark.parametrize("group", CODE)
def test_a_plug_in_of_another_contract_is_named_and_the_rest_works(desk: Desk, group: str) -> None:
    theirs = CONTRACT[group] + 1
    code = CODE[group].replace(f", {CONTRACT[group]}\n", f", {theirs}\n")
    assert code != CODE[group]
    offer(desk, group, code)
    told = use(desk, group)
    assert told.status == 0
    if group == "renderers":
        told = said(desk, "build", "letters", "--to", "other", "--out", "out", "--jobs", "1")
        assert "plug-in-contract error" in told.out
        assert told.status == 4
    words = f"“other” of others keeps contract {theirs}, this variorum contract {CONTRACT[group]}"
    assert words in folded(told)


@pytest.mark.parametrize("group", CODE)
def test_a_name_that_two_offer_names_both_and_the_rest_works(desk: Desk, group: str) -> None:
    offer(desk, group, CODE[group], OWN[group])
    told = said(desk, "formats")
    assert told.status == 4
    assert "plug-in-twice error" in told.out
    assert f"the {THING[group]} “{OWN[group]}” is offered by others and by variorum" in folded(told)
    told = use(desk, group)
    assert told.status == 0, told.out + told.err
    if group == "renderers":
        told = said(desk, "build", "letters", "--to", "docx", "--out", "out", "--jobs", "1")
        assert told.status == 4
    assert f"“{OWN[group]}” is offered by others and by variorum" in folded(told)


def test_what_two_claim_is_left_to_neither(desk: Desk) -> None:
    offer(desk, "importers", IMPORTER.replace('data.startswith(b"OTHER")', 'b"<TEI" in data'))
    (desk.folder / "one.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>")
    told = said(desk, "new", "made", "--from", "one.xml")
    assert told.status == 1
    assert "the importers “other” of others and “tei” of variorum both take it" in folded(told)
    offer_codec = CODEC.replace('name.endswith(".json")', 'name.endswith(".xml")')
    distribution(desk.folder / "site", "more", {"codecs": {"other": "more:codec"}}, offer_codec)
    desk.edition(TOML.replace("one.txt", "one.xml"))
    (desk.folder / "letters/documents/one.xml").write_text("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>")
    told = said(desk, "check", "letters")
    assert told.status == 1
    assert "the codecs “other” of more and “tei” of variorum both read it" in folded(told)


@pytest.mark.parametrize(
    ("answer", "words"),
    [("1 / 0", "ZeroDivisionError: division by zero"), ("True", "it says True")],
)
@pytest.mark.parametrize("group", ["importers", "codecs"])
def test_what_fails_to_tell_its_files_is_left_out(desk: Desk, group: str, answer: str, words: str) -> None:
    code = CODE[group].replace("return Fit.SURE if", f"return {answer} #")
    assert code != CODE[group]
    offer(desk, group, code)
    told = use(desk, group)
    assert told.status == 0
    assert "“other” of others cannot tell whether it reads" in folded(told)
    assert words in folded(told)


def test_an_importer_of_others_makes_a_transcript(desk: Desk) -> None:
    offer(desk, "importers", IMPORTER)
    (desk.folder / "a.bin").write_bytes(b"OTHER\nDear *Colleague*,\nSo the log.")
    told = said(desk, "new", "made", "--from", "a.bin")
    assert told.status == 0, told.err
    made = (desk.folder / "made/documents/a.txt").read_text("utf-8")
    assert made == "Dear \\*Colleague*,\n\nSo the log.\n"
    assert "`a.bin`, another file, is now" in (desk.folder / "made/reading.md").read_text("utf-8")


def test_an_importer_that_fails_on_a_file_is_named_with_it(desk: Desk) -> None:
    offer(desk, "importers", IMPORTER)
    (desk.folder / "a.bin").write_bytes(b"OTHER\n\xff")
    told = said(desk, "new", "made", "--from", "a.bin")
    assert told.status == 1
    assert "plug-in-failed error" in told.err
    assert "the importer “other” of others failed on a.bin: UnicodeDecodeError" in folded(told)
    assert not (desk.folder / "made").exists()


def test_a_codec_of_others_reads_a_file_where_it_lies(desk: Desk) -> None:
    offer(desk, "codecs", CODEC)
    root = desk.edition()
    dumped = said(desk, "model", "letters", "--json").json["edition"]["documents"][0]
    desk.edition(TOML.replace("one.txt", "one.json"))
    file = root / "documents/one.json"
    file.write_text(json.dumps(dumped), "utf-8")
    told = said(desk, "check", "letters")
    assert told.status == 0, told.out
    told = said(desk, "build", "letters", "--to", "tei", "--out", "out", "--jobs", "1")
    assert told.status == 0, told.out
    assert b"this office on the 24th" in desk.files()["letters.xml"]
    file.write_text("no JSON")
    told = said(desk, "check", "letters")
    assert told.status == 4
    assert "the codec “other” of others failed on documents/one.json" in folded(told)


@pytest.mark.parametrize("part", ["typeset", "bind"])
def test_a_renderer_that_fails_is_named(desk: Desk, part: str) -> None:
    code = RENDERER
    if part == "bind":
        sheet = "from variorum.contract import Sheet; from variorum.findings import Result; "
        code = code.replace('raise ValueError("no type left")', f'{sheet}return Result(Sheet("one", b""))')
        code = code.replace("setting): ...", 'setting): raise ValueError("no type left")')
    offer(desk, "renderers", code)
    desk.edition()
    told = said(desk, "build", "letters", "--to", "other", "--out", "out", "--jobs", "1")
    assert told.status == 4
    assert "plug-in-failed error" in told.out
    assert "the format “other” of others failed on" in folded(told)
    assert "ValueError: no type left" in folded(told)
