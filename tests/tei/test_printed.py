"""TEI as it is printed in each profile, with its notes: cases that an editor can read, in `printed.md`.

What a profile prints as `edition` does has no fence of its own; each account balances in every profile.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from account import books
from account.books import TEI, TOML, prepared
from cases import Case, Expectations, Kind, Output, each, read_cases
from tei.plain_print import printed
from tei.test_content import again, document, parsed
from torture.law import FORMATS, verdict

from variorum.apparatus.text.flow import plain
from variorum.codecs.tei.content import read_content
from variorum.codecs.tei.reading.places import Places
from variorum.press.preparation import Preparation
from variorum.publication import Para, Styled
from variorum.source import Source

PROFILES = ("edition", "reading", "diplomatic")
KIND = Kind(frozenset({"xml"}), frozenset({*PROFILES, "findings"}))
CASES = read_cases(Path(__file__).with_name("printed.md"), KIND)


def lines_of(made: Preparation) -> list[str]:
    assert made.publication is not None
    return list(printed(made.publication))[1:]  # the title is the same in all


def text_of(case: Case) -> str:
    body = case.input.body.strip()
    return body if "<body" in body else f"<body>{body}</body>"


@each(CASES)
def test_case(case: Case, expectations: Expectations, tmp_path: Path) -> None:
    made = {one: prepared(tmp_path, text_of(case), one, "soviet-archives") for one in PROFILES}
    lines = {one: lines_of(each) for one, each in made.items()}
    faults = [fault.message for one in made.values() for fault in one.account.diagnostics]
    assert faults == []
    outputs = [Output.of_lines("edition", lines["edition"])]
    for one in PROFILES[1:]:
        outputs.append(Output.of_lines(one, () if lines[one] == lines["edition"] else lines[one]))
    found = [f"{each.slug} {each.message}" for each in made["edition"].diagnostics]
    outputs.append(Output.of_lines("findings", found))
    expectations.hold(case, outputs)


@each(CASES)
def test_a_case_is_read_back(case: Case) -> None:
    root = parsed(f'<text xmlns="http://www.tei-c.org/ns/1.0">{text_of(case)}</text>')
    content = read_content(Places(Source("case.xml", "")), root)
    back, _ = again(document(content))
    assert (back.blocks, back.notes) == (content.blocks, content.notes)


HANDS = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Books</title></titleStmt>
<publicationStmt><p>Data of a file.</p></publicationStmt><sourceDesc><msDesc><physDesc><handDesc>
<handNote xml:id="ink" medium="black-ink"/><handNote xml:id="pencil" medium="red-pencil"/>
</handDesc></physDesc></msDesc></sourceDesc></fileDesc></teiHeader><text><body><pb n="1"/><p>One
<del hand="#pencil"><add hand="#ink">two</add></del>
<restore><del><add hand="#ink">three</add></del></restore>
<del hand="#pencil"><add place="above">four</add></del>.</p></body></text></TEI>
"""


BRACKETED = """[override.deleted]
note = "{{lemma}}] gestrichen{{hand? von {{hand}}}}{{medium? ({{medium}})}}"
"""


def test_a_note_on_two_acts_closes_the_brackets_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "TOML", TOML.replace("en-GB", "de") + BRACKETED)
    made = prepared(tmp_path, HANDS, "edition", "tei")
    assert lines_of(made)[1:] == [
        "a two] hinzugefügt mit schwarzer Tinte; gestrichen (Rotstift; Seite·1)",
        "b three] hinzugefügt mit schwarzer Tinte; gestrichen, dann wiederhergestellt (Seite·1)",
        "c four] über der Zeile hinzugefügt; gestrichen (Rotstift; Seite·1)",
    ]
    assert made.publication is not None
    blocks = [each for one in made.publication.documents for note in one.notes for each in note.blocks]
    paras = [each for each in blocks if isinstance(each, Para)]
    ends = [[each for each in para.children if isinstance(each, Styled)][-2:] for para in paras]
    said = [[(each.style, plain(each.children)) for each in end] for end in ends]
    # Beside a reference that is set as a box no line may end before a stop, or before the bracket.
    assert said[0] == said[2] == [("wording", "; "), ("page-reference", "Seite\xa01)")]


EXTENTS = """\
<body><p>Words <gap extent="two words"/>,
<gap reason="illegible" extent="several lines"/>, <gap extent="a line"/>,
<gap extent="a few letters"/>, <gap extent="one or two words"/>, <gap extent="about three letters"/>,
<gap extent="up to 3 lines"/>, <gap extent="at least two words"/>, <gap unit="words" extent="two or three"/>,
<gap extent="half a page"/>, <gap extent="two illegible words"/>,
<gap extent="one and a half lines torn"/>, <gap extent="the rest of the page"/>,
<gap extent="a couple of words"/>, <gap extent="one or more letters"/>, <gap extent="an entire page"/>,
<gap reason="lost" extent="about a quarter of a column"/>, <gap extent="several words illegible"/>,
<gap unit="lines" extent="half"/>, <gap extent="unknown number of lines"/>, <gap extent="two short words"/>,
<gap extent="more than one line"/>, <gap extent="almost two pages"/>, <gap extent="over half a page"/>.
</p></body>
"""


def test_extents_in_english_are_put_in_the_words_of_the_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(books, "TOML", TOML.replace("en-GB", "de"))
    made = prepared(tmp_path, EXTENTS, "edition", "guide")
    assert " ".join(lines_of(made)).replace("·", " ") == (
        "Words [2 Wörter …], [mehrere Zeilen unleserlich], [1 Zeile …], [einige Buchstaben …],"
        " [1–2 Wörter …], [etwa 3 Buchstaben …], [höchstens 3 Zeilen …],"
        " [mindestens 2 Wörter …], [2–3 Wörter …],"
        " [½ Seite …], [2 Wörter unleserlich], [1½ Zeilen abgerissen], [Rest der Seite …],"
        " [einige Wörter …], [mindestens 1 Buchstabe …], [1 Seite …], [etwa ¼ Spalte verloren],"
        " [mehrere Wörter unleserlich], [½ Zeile …], [Zeilen …], [2 kurze Wörter …],"
        " [mehr als 1 Zeile …], [fast 2 Seiten …], [mehr als ½ Seite …]."
    )


WITNESSES = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Books</title></titleStmt>
<publicationStmt><p>Data of a file.</p></publicationStmt><sourceDesc><listWit><witness xml:id="B">A
<hi rend="italic">fair</hi> copy.</witness><witness xml:id="C">A print.</witness></listWit></sourceDesc>
</fileDesc></teiHeader><text><body>
<div type="letter"><p>One <app><lem>two</lem><rdg wit="#B">three</rdg></app>.</p></div>
<div type="letter"><p>Four.</p></div>
<div type="letter"><p>Five <app><lem>six</lem><rdg wit="#B">seven</rdg><rdg wit="#C"/></app>.</p></div>
</body></text></TEI>
"""


def test_each_document_of_a_volume_says_what_the_witnesses_are_that_its_notes_cite(tmp_path: Path) -> None:
    made = {one: prepared(tmp_path, WITNESSES, one, "tei") for one in PROFILES}
    assert [fault for one in made.values() for fault in one.account.diagnostics] == []
    behind = ["B A fair copy.", "C A print."]
    assert lines_of(made["edition"]) == [
        *("One two^a.", behind[0], "a two] three B"),
        *("# one.letter-2", "Four."),
        *("# one.letter-3", "Five six^a.", *behind, "a six] seven B; om. C"),
    ]
    assert not set(behind) & set(lines_of(made["reading"]))


def test_all_cases_are_made_in_all_formats(tmp_path: Path) -> None:
    toml, _, _ = TOML.format(convention="soviet-archives", file="").partition("[[document]]")
    for number, case in enumerate(CASES):
        toml += f'[[document]]\nid = "c{number}"\nfile = "c{number}.xml"\n'
        (tmp_path / f"c{number}.xml").write_text(TEI.format(text=text_of(case)), "utf-8")
    (tmp_path / "edition.toml").write_text(toml, "utf-8")
    found = verdict(tmp_path, tmp_path / "out")
    assert (found.by, found.why, found.failed) == ("made", "", ())
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == sorted(
        {"tei": ".xml"}.get(one, f".{one}") for one in FORMATS
    )
