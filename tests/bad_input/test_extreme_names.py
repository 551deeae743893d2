"""Names of 5,000 letters, with NUL or a way out, in every place that takes a name: a finding at its place."""

from __future__ import annotations

import pytest
from desk import LETTER, TOML, Desk

from variorum.findings import Severity
from variorum.press import Request
from variorum.press.preparation import prepare

PLACES = {
    "the edition": TOML.replace('id = "letters"', 'id = "@"'),
    "its language": TOML.replace('"en-GB"', '"@"'),
    "languages of the sources": 'source_languages = ["@"]\n' + TOML,
    "a document": TOML.replace('id = "one"', 'id = "@"'),
    "a file": TOML.replace("documents/one.txt", "@"),
    "a pattern of files": TOML.replace('id = "one"\nfile = "documents/one.txt"', 'files = "@"'),
    "an encoding": TOML.replace('base = "typed"', 'encoding = "@"'),
    "languages of a document": TOML.replace('base = "typed"', 'languages = ["@"]'),
    "a base": TOML.replace('"typed"', '"@"'),
    "a datum of a head": TOML.replace('base = "typed"', 'head = { "@" = "x" }'),
    "a set": TOML.replace("soviet-archives", "@"),
    "a set in a file": TOML.replace("soviet-archives", "@.toml"),
    "a set of a document": TOML.replace('base = "typed"', 'convention = "@"'),
    "a set to print by": 'printed_as = "@"\n' + TOML,
    "a profile": 'profile = "@"\n' + TOML,
    "a profile in a file": 'profile = "@.toml"\n' + TOML,
    "a style": 'style = "@"\n' + TOML,
    "a style in a file": 'style = "@.toml"\n' + TOML,
    "a language file": 'words = "@"\n' + TOML,
    "a table of phrases": '[phrase."@"]\nx = "y"\n',
    "a format": 'formats = ["@"]\n' + TOML,
    "an editor": TOML.replace('id = "vb"', 'id = "@"'),
    "a person": TOML + '[[person]]\nid = "@"\nname = "P"\n',
    "a scheme": TOML.replace('"urn"', '"@"'),
    "a sign that is overridden": TOML + '[override."@"]\ntitle = "x"\n',
    "a new sign": TOML + '[override."@"]\nmeans = { node = "Gap" }\n',
    "a key of a sign": TOML + '[override.omission]\n"@" = "x"\n',
    "a style of a sign": TOML + '[override.omission]\nshow = { style = "@" }\n',
    "an element of a sign": TOML + '[override.omission]\nshow = { role = "@" }\n',
    "a node": TOML + '[override.omission]\nmeans = { node = "@" }\n',
    "a document of an emendation": TOML + '[[emend]]\ndocument = "@"\nlemma = "a"\nreading = "b"\n',
    "a sign of a place": TOML + '[[sign_at]]\ndocument = "one"\nlemma = "[…]"\nsign = "@"\n',
    "a code": TOML + '[[accept]]\ncode = "@"\nreason = "so"\n',
    "a text in front": TOML + '[[front]]\nid = "@"\ntitle = "F"\nfile = "documents/one.txt"\n',
    "a file in front": TOML + '[[front]]\nid = "f"\ntitle = "F"\nfile = "@"\n',
    "a day": TOML.replace("2026-11-20", '"@"'),
    "a key": TOML.replace("[signs]", '"@" = 3\n[signs]'),
    "a table": TOML + '["@"]\n',
}
PLACES["a table of phrases"] = TOML + PLACES["a table of phrases"]
NAMES = {
    "5,000 letters": "x" * 5000,
    "NUL": "a\\u0000b",
    "a way out": "../../x",
    "markup": "<script>x</script>",
    "a line end": "one\\n",
}


WARNED = ("a language file",)
"""Without it the edition speaks English."""
ASKED_LATER = ("a format",)
"""Which formats there are is asked of the machine, when files are built."""


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_can_be_none_is_a_finding_where_it_stands(desk: Desk, place: str) -> None:
    for name in NAMES.values():
        text = PLACES[place].replace("@", name)
        root = desk.edition(text)
        (root / "documents" / "one.txt").write_text(LETTER, "utf-8")
        found = prepare(str(root), Request()).diagnostics
        told = found if place in WARNED else [one for one in found if one.severity is Severity.ERROR]
        line = next(number for number, said in enumerate(text.split("\n"), 1) if name in said)
        if place not in ASKED_LATER:
            assert any(one.span and 0 <= line - one.span.line + 1 <= 4 for one in told), name[:20]
        for one in found:
            words = f"{one.message} {one.hint}"
            assert len(words) < 2500
            assert all(sign.isprintable() for sign in words)
            assert one.span is not None
            assert one.span.path in ("edition.toml", "documents/one.txt")


KINDS = {
    "convention": TOML.replace("soviet-archives", "a.toml"),
    "printed_as": 'printed_as = "a.toml"\n' + TOML,
    "profile": 'profile = "a.toml"\n' + TOML,
    "style": 'style = "a.toml"\n' + TOML,
    "words": 'words = "a.toml"\n' + TOML,
}


@pytest.mark.parametrize("key", KINDS)
def test_files_that_extend_one_another_in_a_ring_are_a_finding_where_it_closes(desk: Desk, key: str) -> None:
    root = desk.edition(KINDS[key])
    for name, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (root / f"{name}.toml").write_text(f'\nextends = "{other}.toml"\n', "utf-8")
    (ring,) = [
        one for one in prepare(str(root), Request()).diagnostics if one.span and one.span.path == "c.toml"
    ]
    assert (ring.slug, str(ring.span)) == ("value-wrong", "c.toml:2:11")
    assert "a.toml → b.toml → c.toml → a.toml" in ring.message


@pytest.mark.parametrize("key", KINDS)
def test_a_file_that_is_not_there_is_told_with_the_nearest_name(desk: Desk, key: str) -> None:
    root = desk.edition(KINDS[key].replace("a.toml", "mien.toml"))
    (root / "mine.toml").write_text("", "utf-8")
    found = [one for one in prepare(str(root), Request()).diagnostics if "mine.toml" in one.hint]
    assert [str(one.span).rpartition(":")[0] for one in found] == [
        f"edition.toml:{KINDS[key].split('a.toml')[0].count(chr(10)) + 1}"
    ]
