"""`variorum pull`: what was refused is remembered and not offered again; the report as a page; keys."""

from __future__ import annotations

import io
import tomllib
from html.parser import HTMLParser

import pytest
from desk import Desk
from pull.packages import TEXT, changed, with_text
from pull.test_pull import LETTER, book, came_back, letter

from variorum.commands.pull import keys
from variorum.ooxml.elements import text, w
from variorum.ooxml.names import q
from variorum.ooxml.xml import Element

DATE = "2026-11-30T10:00:00Z"
PAIRS = ("this office", "that bureau"), ("lost", "burnt"), ("small", "<tiny>")


def decided(desk: Desk) -> list[dict[str, str]]:
    path = desk.folder / "letters" / "decisions.toml"
    return tomllib.loads(path.read_text("utf-8"))["refused"] if path.exists() else []


def test_what_is_refused_is_not_offered_again(desk: Desk) -> None:
    data = with_text(book(desk), *PAIRS)
    assert [one[3] for one in came_back(desk, data, "--reject", "2")] == [True, False, True]
    assert decided(desk) == [], "nothing is written without --apply"
    assert [one[3] for one in came_back(desk, data, "--reject", "2", "--apply")] == [True, False, True]
    wanted = LETTER.replace("this office", "that bureau").replace("small", r"\<tiny>")
    assert letter(desk) == wanted
    assert [(one["before"], one["after"], one["around"]) for one in decided(desk)] == [
        ("lost", "burnt", "24th and were")
    ]
    path = desk.folder / "edited.docx"
    said = desk.variorum("pull", str(path), "--into", "letters", "--json", "--apply")
    (one,) = said.json["changes"]
    assert (one["carried"], one["place"]["path"], one["number"]) == (False, "decisions.toml", 1)
    assert "it was refused before: --accept 1 takes that back" in one["reason"]
    assert letter(desk) == wanted


def test_a_decision_is_taken_back(desk: Desk) -> None:
    data = with_text(book(desk), *PAIRS)
    came_back(desk, data, "--reject", "1", "2", "--apply")
    assert len(decided(desk)) == 2
    found = came_back(desk, data, "--accept", "2", "--apply")
    assert [(one[2], one[3]) for one in found] == [("that bureau", False), ("burnt", True)]
    assert [one["after"] for one in decided(desk)] == ["that bureau"]
    assert "**burnt**" in letter(desk)
    (desk.folder / "letters" / "decisions.toml").unlink()
    assert [(one[2], one[3]) for one in came_back(desk, data)] == [("that bureau", True)]


def test_the_words_of_another_author_are_another_change(desk: Desk) -> None:
    def by(author: str) -> bytes:
        def change(tree: Element) -> None:
            run = next(one for one in tree.iter(q("r")) if "is yours." in (one.findtext(q("t")) or ""))
            run.addnext(w("ins", w("r", text(" Now.")), id=5, author=author, date=DATE))

        return changed(plain, change, TEXT)

    plain = book(desk)
    came_back(desk, by("Ann"), "--reject", "1", "--apply")
    assert [one["author"] for one in decided(desk)] == ["Ann"]
    assert [one[3] for one in came_back(desk, by("Ann"))] == [False]
    assert [one[3] for one in came_back(desk, by("Ben"))] == [True]


@pytest.mark.parametrize("fault", ["[[refused]\n", '[[refused]]\nstreem = "x"\nbefore = "a"\nafter = "b"\n'])
def test_decisions_that_cannot_be_read_are_a_finding(desk: Desk, fault: str) -> None:
    data = with_text(book(desk), *PAIRS)
    (desk.folder / "letters" / "decisions.toml").write_text(fault, "utf-8")
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    said = desk.variorum("pull", str(path), "--into", "letters", "--apply")
    assert (said.status, "decisions.toml:" in said.out) == (1, True), said.out
    assert letter(desk) == LETTER
    assert (desk.folder / "letters" / "decisions.toml").read_text("utf-8") == fault


# ---- the page


class Page(HTMLParser):
    """The elements and words of a page; an element that is not closed is an error."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.marks: dict[str, list[str]] = {"del": [], "ins": []}
        self.words = ""
        self.feed(said)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attrs} & {"src", "href"}, "it is one file"
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in self.marks:
            self.marks[self.open[-1]].append(data)
        self.words += data


def test_the_report_is_a_page_to_read(desk: Desk) -> None:
    path, page = desk.folder / "edited.docx", desk.folder / "report.html"
    path.write_bytes(with_text(book(desk), *PAIRS))
    said = desk.variorum("pull", str(path), "--into", "letters", "--reject", "2", "--html", str(page))
    assert said.status == 0, said.out
    made = Page(page.read_text("utf-8"))
    assert made.marks == {
        "del": ["this", "office", "small", "lost"],
        "ins": ["that", "bureau", "<tiny>", "burnt"],
    }
    for words in ("Carried back (2)", "Not carried back (1)", "documents/one.txt:8:", "24th and were"):
        assert words in made.words, words
    style = page.read_text("utf-8")
    assert "prefers-color-scheme: dark" in style
    assert "max-width: 42rem" in style


def test_a_page_that_cannot_be_written_is_a_finding(desk: Desk) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(with_text(book(desk), *PAIRS))
    said = desk.variorum(
        "pull", str(path), "--into", "letters", "--html", str(desk.folder / "no" / "page.html")
    )
    assert (said.status, "output-unwritable" in said.out) == (4, True), said.out


# ---- keys


@pytest.mark.parametrize(
    ("hit", "carried"),
    [
        ("yny", [True, False, True]),
        ("xa", [True, True, True]),
        ("nq", [False, False, False]),
        ("", [False, False, False]),
    ],
)
def test_changes_are_chosen_by_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, hit: str, carried: list[bool]
) -> None:
    data = with_text(book(desk), *PAIRS)
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    monkeypatch.setattr("sys.stdin", io.StringIO(hit))
    monkeypatch.setattr(keys, "is_there", lambda: True)
    said = desk.variorum("pull", str(path), "--into", "letters", "--ask", "--apply")
    assert said.status == 0, said.out + said.err
    wanted = LETTER
    for (old, new), is_carried in zip(PAIRS, carried, strict=True):
        wanted = wanted.replace(old, new.replace("<", r"\<")) if is_carried else wanted
    assert letter(desk) == wanted
    assert len(decided(desk)) == hit.count("n")


def test_keys_need_a_terminal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.folder / "edited.docx"
    path.write_bytes(book(desk))
    monkeypatch.setattr("sys.stdin", io.StringIO("y"))
    assert desk.variorum("pull", str(path), "--into", "letters", "--ask").status == 3
