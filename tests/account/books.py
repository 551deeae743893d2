"""Accounts of small editions, in a form that a test can read."""

from __future__ import annotations

from pathlib import Path

from variorum.account import Account
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare

TOML = """\
id = "books"
title = "Books"
language = "en-GB"
modified = 2026-11-20
convention = "{convention}"
[[identifier]]
scheme = "urn"
value = "urn:uuid:6c1d6b1e-8a5c-5f0e-9a53-1c8a41d0f27c"
[[editor]]
id = "vb"
name = "Vera Brown"
initials = ["VB"]
[[document]]
id = "one"
file = "{file}"
"""
TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Books</title></titleStmt>
<publicationStmt><p>Data of a file.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc>
</teiHeader><text>{text}</text></TEI>
"""


def prepared(folder: Path, text: str, profile: str = "edition", convention: str = "guide") -> Preparation:
    """Return an edition of one document: TEI, its `text` or all of it, if that begins with an element, else
    a transcript.
    """
    is_tei = text.startswith("<")
    name = "one.xml" if is_tei else "one.txt"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(
        TEI.format(text=text) if is_tei and not text.startswith("<TEI") else text, "utf-8"
    )
    (folder / "edition.toml").write_text(TOML.format(file=name, convention=convention), "utf-8")
    return prepare(str(folder), Request(profile=profile))


def account_of(folder: Path, text: str, profile: str = "edition", convention: str = "guide") -> Account:
    """Return the account of an edition of one document."""
    return prepared(folder, text, profile, convention).account


def told(account: Account) -> str:
    """Return what of an account is worth telling: what rules leave out, and what does not balance."""
    one = account.sources[0]
    left = [f"{name}: {count}" for name, count in sorted(one.left_out.items()) if name != "header"]
    faults = [f"{fault.slug} {fault.message}" for fault in account.diagnostics]
    assert one.characters == one.printed + one.left_out.total() + one.lost
    return "\n".join((*left, *faults))
