"""Words of Word files and pages are counted once more when brought in; whatever is lost is convicted.

Of real files the counts of each rule are kept in import_counts.toml beside this file (`pytest --update`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from accession.accounts import Fault, account_of, counted, manuscript_in, mutants, slugs
from accession.word.packed import packed, parts_of, zipped
from desk import Desk
from press import ROOT

from variorum.account.imports.balance import ImportAccount
from variorum.account.imports.rules import Addition, Omission
from variorum.doors import Deposit
from variorum.manuscript import Call, Items, Manuscript, Para, PictureBlock, Words

PAGES = ROOT / "tests" / "accession" / "web" / "pages"
COUNTS = Path(__file__).with_name("import_counts.toml")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def call(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


ITEM = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
BODY = (
    f"<w:p>{run('The lamp of ')}{run('Cape Halcyon', '<w:i/>')}{run(' was out.')}{call(1)}"
    f"{run(' Nobody knew why.')}</w:p>"
    f"<w:p>{ITEM}{run('One barrel of oil')}</w:p><w:p>{ITEM}{run('and two of wick')}{call(2)}</w:p>"
    f"<w:tbl><w:tr><w:tc><w:p>{run('Party')}</w:p></w:tc><w:tc><w:p>{run('nine sums')}</w:p></w:tc></w:tr>"
    "</w:tbl>"
    f"<w:p>{run('Beside it stands')}<w:r><w:pict><w:txbxContent><w:p>{run('a box of text')}</w:p>"
    f"</w:txbxContent></w:pict></w:r></w:p><w:p>{run('The last paragraph ends here.')}</w:p>"
)
PARTS = {
    "footnotes": f'<w:footnote w:id="1"><w:p>{run("So the log of the light.")}</w:p></w:footnote>'
    f'<w:footnote w:id="2"><w:p>{run("Twelve in the copy of Tarn.")}</w:p></w:footnote>',
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
}
LETTER = Deposit("letter.docx", packed(BODY, PARTS))
PAGE = Deposit(
    "letter.html",
    b"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>The lamp</title></head><body>
<nav><a href="/">Home</a> <a href="/all">All the letters</a></nav><article><h1>The lamp</h1>
<p>The lamp of <i>Cape Halcyon</i> was out<a href="#n1"><sup>1</sup></a> and nobody knew why, of all who stood
there that night and saw the ships go by under the land without a light.</p>
<ul><li>One barrel of oil</li><li>and two of wick for 12 m<sup>2</sup> of glass</li></ul>
<p>The last paragraph ends here.</p>
<ol class="footnotes"><li id="n1">So the log of the light.</li></ol></article>
<footer>Copyright of the harbour archive.</footer></body></html>""",
)
FILES = {"word": LETTER, "web-page": PAGE}


def lost(words: Words) -> Sequence[Words] | None:
    return ()


def twice(words: Words) -> Sequence[Words] | None:
    return (words, Words(" "), words)


def altered(words: Words) -> Sequence[Words] | None:
    at = next((at for at, letter in enumerate(words.text) if letter.isalpha()), None)
    return None if at is None else (replace(words, text=f"{words.text[:at]}Q{words.text[at + 1 :]}"),)


def joined(words: Words) -> Sequence[Words] | None:
    bare = words.text.strip()
    return (replace(words, text=words.text.replace(bare, bare.replace(" ", "", 1))),) if " " in bare else None


def parted(words: Words) -> Sequence[Words] | None:
    word = max(words.text.split(), key=len, default="")
    return (
        (replace(words, text=words.text.replace(word, f"{word[:2]} {word[2:]}")),)
        if word[:4].isalpha() and len(word) > 3
        else None
    )


def added(words: Words) -> Sequence[Words] | None:
    return (words, Words(" foreign words "))


def without_the_blank(words: Words) -> Sequence[Words] | None:
    return (replace(words, text=words.text.rstrip()),) if words.text.rstrip() != words.text else None


FAULTS: dict[str, tuple[Fault, set[str]]] = {
    "lost": (lost, {"import-lost"}),
    "twice": (twice, {"import-foreign"}),
    "altered": (altered, {"import-lost", "import-foreign"}),
    "joined": (joined, {"import-blank"}),
    "parted": (parted, {"import-blank"}),
    "added": (added, {"import-foreign"}),
    "without the blank": (without_the_blank, {"import-blank"}),
}


@pytest.mark.parametrize("name", FILES)
def test_the_files_balance_before_a_fault_is_made(name: str) -> None:
    account = account_of(name, FILES[name])
    assert account.faults == ()
    assert account.words == account.written + account.omitted.total()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_an_importer_is_convicted_wherever_it_is(name: str, fault: str) -> None:
    change, told = FAULTS[fault]
    manuscript = manuscript_in(name, FILES[name])
    made = list(mutants(manuscript, change))
    free = [words for words, mutant in made if not told & slugs(counted(name, FILES[name], mutant))]
    # The title of a page stands in its head as well, from which a second one may come.
    assert len(made) > 3 or fault == "without the blank"
    assert [one.text for one in free if one.text != "The lamp"] == []


def of_word(manuscript: Manuscript) -> ImportAccount:
    return counted("word", LETTER, manuscript)


def test_a_note_that_is_lost_or_doubled_or_another_s_is_convicted() -> None:
    manuscript = manuscript_in("word", LETTER)
    first, second = manuscript.notes
    assert "import-lost" in slugs(of_word(replace(manuscript, notes=(first,))))
    assert "import-foreign" in slugs(of_word(replace(manuscript, notes=(first, second, first))))
    swapped = ((first[0], second[1]), (second[0], first[1]))
    assert "import-order" in slugs(of_word(replace(manuscript, notes=swapped)))


def test_a_call_that_is_lost_or_stands_elsewhere_is_convicted() -> None:
    manuscript = manuscript_in("word", LETTER)
    para = manuscript.parts[0]
    assert isinstance(para, Para)
    without = tuple(piece for piece in para.pieces if not isinstance(piece, Call))
    for pieces in (without, (*without, Call("fn1")), (Call("fn1"), *without)):
        parts = (replace(para, pieces=pieces), *manuscript.parts[1:])
        assert slugs(of_word(replace(manuscript, parts=parts)))


def test_paragraphs_that_change_places_or_are_skipped_are_convicted() -> None:
    manuscript = manuscript_in("word", LETTER)
    *parts, box, last = manuscript.parts
    assert "import-order" in slugs(of_word(replace(manuscript, parts=(*parts, last, box))))
    assert "import-lost" in slugs(of_word(replace(manuscript, parts=(*parts, last))))
    assert isinstance(box, Para)
    assert isinstance(last, Para)
    one = Para((*box.pieces, *last.pieces), 1)
    assert "import-blank" in slugs(of_word(replace(manuscript, parts=(*parts, one))))


def test_the_label_of_an_item_is_what_the_file_says_and_nothing_else() -> None:
    manuscript = manuscript_in("word", LETTER)
    assert of_word(manuscript).added[Addition.ITEM_LABEL] == 2
    items = next(one for one in manuscript.parts if isinstance(one, Items))
    other = replace(items, items=tuple((f"lost {label}", inside) for label, inside in items.items))
    parts = tuple(other if one is items else one for one in manuscript.parts)
    assert "import-foreign" in slugs(of_word(replace(manuscript, parts=parts)))


def test_what_is_told_as_left_out_must_be_so() -> None:
    manuscript = manuscript_in("web-page", PAGE)
    assert counted("web-page", PAGE, manuscript).omitted[Omission.TOLD] > 0
    first, *rest = manuscript.left_out
    silent = counted("web-page", PAGE, replace(manuscript, left_out=tuple(rest)))
    assert slugs(silent) == {"import-lost"}
    wrong = counted(
        "web-page", PAGE, replace(manuscript, left_out=(replace(first, begins="Elsewhere"), *rest))
    )
    assert slugs(wrong) == {"import-lost", "import-told"}


CHARTS = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart": (
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:strRef><c:strCache><c:pt>'
        "<c:v>Barrels of oil</c:v></c:pt></c:strCache></c:strRef><c:numCache><c:pt><c:v>31</c:v></c:pt>"
        "</c:numCache></c:chart>"
    ),
    "http://schemas.microsoft.com/office/2014/relationships/chartEx": (
        '<cx:chartSpace xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex"><cx:strDim><cx:f>A1'
        "</cx:f><cx:lvl><cx:pt>Barrels</cx:pt></cx:lvl></cx:strDim><cx:numDim><cx:lvl><cx:pt>31</cx:pt></cx:lvl>"
        "</cx:numDim><cx:txData><cx:f>A2</cx:f><cx:v>of oil</cx:v></cx:txData></cx:chartSpace>"
    ),
}


@pytest.mark.parametrize(("kind", "chart"), CHARTS.items())
def test_words_of_a_chart_are_told_and_its_figures_are_none(kind: str, chart: str) -> None:
    named = f'<Relationship Id="c" Type="{kind}" Target="chart.xml"/>'
    parts = {**parts_of(BODY, {**PARTS, "relations": named}), "word/chart.xml": chart.encode()}
    given = Deposit("letter.docx", zipped(parts))
    manuscript = manuscript_in("word", given)
    assert [(one.what, one.words, one.begins) for one in manuscript.left_out] == [
        ("words of a chart", 3, "Barrels of oil")
    ]
    assert counted("word", given, manuscript).faults == ()
    assert slugs(counted("word", given, replace(manuscript, left_out=()))) == {"import-lost"}


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize(
    ("sheet", "line"),
    [
        (".l{display:block}", '<span class="l">One line</span><span class="l">and</span> another of them'),
        ('.l::before{content:"§ "}', 'One <span class="l">sign</span> and another of them'),
        ("", '<span style="display:block">One line</span>and another of them'),
        ("", "One <q>line</q> and <![unknown[another]]> of them"),
    ],
)
def test_a_page_is_counted_as_its_style_sheets_show_it(beside: bool, sheet: str, line: str) -> None:
    head = '<link rel="stylesheet" href="a.css">' if beside else f"<style>{sheet}</style>"
    page = f"<!DOCTYPE html><html><head>{head}<title>x</title></head><body><p>{line}</p></body></html>"
    given = Deposit("a.html", page.encode(), lambda name: sheet.encode() if name == "a.css" else None)
    assert account_of("web-page", given).faults == ()


SITE = '<header><a href="/">The Log of the Lights</a></header>'
NOTED = 'One line,[<a href="#n1" id="r1">1</a>] of words, and another of them that goes on for a while.'
NOTE = '<p id="n1">[1] The log says so.</p>'
HEAD = "<h1>12 May 1961* (St 14/5) Of the lamps</h1><p>(3 pp)</p><hr><p>[page one]</p>"


@pytest.mark.parametrize("before", [SITE, HEAD, SITE + HEAD, ""])
def test_a_page_as_archives_have_it_is_counted_without_a_fault(before: str) -> None:
    page = f"<html><head><title>x</title></head><body>{before}<p>{NOTED}</p>{NOTE}</body></html>"
    assert account_of("web-page", Deposit("a.html", page.encode())).faults == ()


UNDER = {
    "1. The lamp": "Made of brass in the year of the great gale, and mended twice since.",
    "2. The glass": "Ground by hand at Tarn and carried up the stair by four men with ropes.",
    "3. The oil": "From whales at first, later whatever a captain would leave on the quay.",
}
INTRODUCTION = "<p>Papers on the light at the cape, and on those who kept it for a hundred years.</p>"


@pytest.mark.parametrize("number", range(1, 4))
def test_a_list_of_contents_is_told_from_the_headings_that_it_repeats(number: int) -> None:
    heads = [*UNDER][:number]
    links = "".join(f'<li><a href="#d{at}">{one}</a></li>' for at, one in enumerate(heads))
    text = "".join(f'<h2 id="d{at}">{one}</h2><p>{UNDER[one]}</p>' for at, one in enumerate(heads))
    body = f'<main><h1>The lights</h1>{INTRODUCTION}<ul class="toc">{links}</ul>{text}</main>'
    page = f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>"
    given = Deposit("a.html", page.encode())
    manuscript = manuscript_in("web-page", given)
    assert len(manuscript.left_out) == 1
    assert counted("web-page", given, manuscript).faults == ()
    assert slugs(counted("web-page", given, replace(manuscript, left_out=()))) == {"import-lost"}


@pytest.mark.parametrize("alt", ["A lamp of brass", "A lamp [of brass]"])
def test_what_a_picture_shows_is_said_in_the_words_of_the_file(alt: str) -> None:
    page = f'<p>One line of words</p><p><img src="a.png" alt="{alt}"></p><p>and another of them.</p>'
    data = (ROOT / "tests/accession/web/pages/phare.png").read_bytes()
    beside = {"a.png": data}.get
    given = Deposit("a.html", f"<html><body>{page}</body></html>".encode(), beside)
    manuscript = manuscript_in("web-page", given)
    assert counted("web-page", given, manuscript).faults == ()
    figure = next(one for one in manuscript.parts if isinstance(one, PictureBlock))
    other = replace(figure, picture=replace(figure.picture, shows="A ship"))
    parts = tuple(other if one is figure else one for one in manuscript.parts)
    changed = replace(manuscript, parts=parts, pictures=(other.picture,))
    assert slugs(counted("web-page", given, changed)) == {"import-foreign"}


def test_a_raised_figure_is_no_mark_where_no_note_is_called() -> None:
    manuscript = manuscript_in("web-page", PAGE)
    (_, mutant), *_ = [one for one in mutants(manuscript, lost) if one[0].text == "2"]
    assert slugs(counted("web-page", PAGE, mutant)) == {"import-lost"}


def test_a_fault_stands_first_in_the_report_and_is_no_reason_to_make_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from variorum.accession.importers import word  # noqa: PLC0415

    (desk.folder / "letter.docx").write_bytes(
        zipped({**parts_of(BODY, PARTS), "[Content_Types].xml": b"<Types/>"})
    )
    sound = desk.variorum("new", "sound", "--from", "letter.docx")
    assert sound.status == 0
    report = (desk.folder / "sound/reading.md").read_text("utf-8")
    assert "not accounted for" not in report
    assert "Of 47 words and calls in the file 47 are in the transcript." in " ".join(report.split())
    manuscript = manuscript_in("word", LETTER)
    reading = word.WordImporter.read

    def without_the_last(*given: object) -> object:
        return replace(reading(*given), value=replace(manuscript, parts=manuscript.parts[:-1]))  # type: ignore[arg-type]

    monkeypatch.setattr(word.WordImporter, "read", without_the_last)
    said = desk.variorum("new", "faulty", "--from", "letter.docx")
    assert said.status == 1
    assert "import-lost" in said.out
    report = (desk.folder / "faulty/reading.md").read_text("utf-8")
    fault = report.index("“The last paragraph ends here.” in paragraph 8 of word/document.xml is not in the")
    assert (
        report.index("## Words of letter.docx that are not accounted for") < fault < report.index("## letter")
    )
    assert (desk.folder / "faulty/documents/letter.txt").exists()


def told(account: ImportAccount) -> str:
    """Return the counts of an account in a line."""
    omitted = [
        f"{rule.slug} {count}" for rule, count in sorted(account.omitted.items(), key=lambda one: one[0].slug)
    ]
    added = [
        f"+{rule.slug} {count}"
        for rule, count in sorted(account.added.items(), key=lambda one: one[0].slug)
        if count
    ]
    return "; ".join((f"{account.words} words, {account.written} written", *omitted, *added))


def real_files(shared: Path) -> dict[str, tuple[str, Path]]:
    folders = {"corpus/docx": "*/*.docx", "cases/word": "*.docx", "cases/web": "*.html"}
    found = {
        f"{folder}/{path.relative_to(shared / folder)}": path
        for folder, pattern in folders.items()
        for path in sorted((shared / folder).glob(pattern))
        if path.name != "13-frameset.html"
    }
    found |= {f"pages/{path.name}": path for path in sorted(PAGES.glob("*.html"))}
    return {name: ("word" if path.suffix == ".docx" else "web-page", path) for name, path in found.items()}


def test_real_files_balance_by_the_counts_that_are_kept(shared: Path, request: pytest.FixtureRequest) -> None:
    accounts = {
        name: account_of(importer, Deposit(path.name, path.read_bytes(), beside=lambda _: None))
        for name, (importer, path) in real_files(shared).items()
    }
    assert {
        name: [one.message for one in account.faults] for name, account in accounts.items() if account.faults
    } == {}
    counts = {name: told(account) for name, account in accounts.items()}
    if request.config.getoption("--update"):
        COUNTS.write_text("".join(f'"{name}" = "{line}"\n' for name, line in counts.items()), "utf-8")
    assert counts == tomllib.loads(COUNTS.read_text("utf-8"))


SLUGS = ("import-lost", "import-foreign", "import-order", "import-blank", "import-told")


def test_every_finding_of_the_account_is_caused_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert all(text.count(f'"{slug}"') > 1 for slug in SLUGS)
