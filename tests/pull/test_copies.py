"""`variorum pull`: a file that has lost its base is compared with the copy that was kept of it."""

from __future__ import annotations

import os
from pathlib import Path

from desk import Desk
from pull.packages import with_text, without_base
from pull.test_pull import LETTER, book, came_back, letter

from variorum.docket.filing import folder
from variorum.press.cache import COPIES, KEPT, copies, prune
from variorum.returned import Returned
from variorum_docx import renderer


def test_a_file_without_its_base_is_compared_with_the_copy_of_it_that_is_kept(desk: Desk) -> None:
    """What the source has changed since is no change of the editor's."""
    data = without_base(with_text(book(desk), ("small", "tiny")))
    book(desk, LETTER.replace("Dear Colleague", "Dear Friend"))
    assert came_back(desk, data, "--apply") == [("words changed", "small", "tiny", True)]
    assert letter(desk) == LETTER.replace("Dear Colleague", "Dear Friend").replace("small", "tiny")
    said = desk.variorum("pull", str(desk.folder / "edited.docx"), "--into", "letters")
    assert "the copy that was kept when it was built" in said.out


def test_a_damaged_copy_is_none(desk: Desk) -> None:
    data = without_base(with_text(book(desk), ("small", "tiny")))
    for path in copies_of_all():
        path.write_bytes(path.read_bytes()[:-100])
    path = desk.folder / "edited.docx"
    path.write_bytes(data)
    assert "the edition of today" in desk.variorum("pull", str(path), "--into", "letters").out


def copies_of_all() -> list[Path]:
    found = [path for path in (folder() / "copies").rglob("*") if path.is_file()]
    assert found
    return found


def test_as_many_copies_are_kept_as_an_editor_may_need(desk: Desk) -> None:
    for number in range(COPIES + 2):
        book(desk, LETTER.replace("small", f"small {number}"))
    kept = [*copies("letters", "docx")]
    assert len(kept) == COPIES
    assert b"small" not in kept[0], "it is a package"
    newest = renderer.returned(kept[0])
    assert isinstance(newest, Returned)
    assert any(f"small {COPIES + 1}" in leaf.words for leaf in newest.manuscript.leaves)


def test_copies_that_nobody_asked_for_go_with_time(desk: Desk) -> None:
    book(desk)
    kept, *_ = copies_of_all()
    prune()
    assert kept.exists()
    old = kept.stat().st_mtime - 2 * KEPT
    os.utime(kept, (old, old))
    prune()
    assert not kept.exists()


def test_a_file_without_base_and_copy_is_compared_with_the_edition_of_today(desk: Desk) -> None:
    data = with_text(book(desk), ("small", "tiny"))
    for copy in copies_of_all():
        copy.unlink()
    path = desk.folder / "edited.docx"
    path.write_bytes(without_base(data))
    said = desk.variorum("pull", str(path), "--into", "letters")
    assert (said.status, "pull-lost" in said.out) == (0, True)
    assert "+[^fire]: It was a tiny one." in said.out
