"""A mark that at one place is another sign than its set says: `[[sign_at]]` of edition.toml."""

from __future__ import annotations

import pytest
from desk import Desk

from variorum.findings import Diagnostic
from variorum.findings.conventions import MarkAmbiguous, MarkMissing, MarkUnfit, SignUnknown
from variorum.findings.edition import KeyUnknown, ValueWrong
from variorum.model.notation import notation
from variorum.press import Request
from variorum.press.preparation import Preparation, prepare

TOML = """\
id = "letters"
title = "Letters"
convention = "{0}"
[[document]]
id = "one"
file = "one.txt"
base = "typed"
[signs]
"[]" = "Ours."
"…" = "Ours."
hand = "By hand."
"""
TEXT = """\
The agent [Sergei] went to the [Hotel] and came back on the next day.

[page two]

It was [Sergei] again, who *had* seen the
[great
square] and said [Hotel] … and went.

[All is true.]
"""


def read(desk: Desk, places: str, text: str = TEXT, convention: str = "soviet-archives") -> Preparation:
    folder = desk.folder / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text(text, "utf-8")
    (folder / "edition.toml").write_text(TOML.format(convention) + places, "utf-8")
    return prepare(str(folder), Request())


def at(**keys: str | int) -> str:
    lines = (
        f"{key} = {value}" if isinstance(value, int) else f'{key} = "{value}"' for key, value in keys.items()
    )
    return "\n".join(("[[sign_at]]", 'document = "one"', *lines, ""))


def body(prepared: Preparation) -> str:
    assert prepared.edition is not None
    return "\n".join(notation(block) for block in prepared.edition.documents[0].body)


@pytest.mark.parametrize(
    ("place", "model"),
    [
        (at(lemma="[Sergei]", page="two", sign="remark"), 'It was " remark("Sergei") " again'),
        (at(lemma="[Sergei]", page="2", sign="remark"), 'It was " remark("Sergei") " again'),
        (at(lemma="[Sergei]", page="one", sign="unclear"), 'The agent " unclear("Sergei") " went'),
        (at(lemma="[Hotel]", occurrence=2, sign="stamp"), 'said " stamp("Hotel") " '),
        (at(lemma="[great square]", sign="unclear"), 'unclear("great" line-break() "square") " and'),
        (at(lemma="*had*", sign="underlined"), 'who " emphasis(kind=underline "had") " seen'),
        (at(lemma="…", sign="omission"), '" gap(reason=omitted rend="…") " and went'),
        (at(lemma="[All is true.]", sign="supplied"), 'p(supplied("All is true."))'),
    ],
)
def test_a_place_has_a_sign_of_its_own(desk: Desk, place: str, model: str) -> None:
    prepared = read(desk, place)
    assert prepared.diagnostics == ()
    assert model in body(prepared)


def test_what_is_not_named_is_as_it_was(desk: Desk) -> None:
    prepared = read(desk, at(lemma="[Sergei]", page="two", sign="remark"))
    assert 'The agent " supplied("Sergei") " went to the " supplied("Hotel")' in body(prepared)


def test_why_says_that_the_edition_decided(desk: Desk) -> None:
    prepared = read(desk, at(lemma="[Sergei]", page="two", sign="remark"))
    decided = [one for one in prepared.decisions["one"] if one.literal == "[Sergei]"]
    assert [(one.sign, one.rule) for one in decided] == [
        ("supplied", "supplied/2"),
        ("remark", "edition.toml"),
    ]


def test_a_rule_of_the_sign_reads_the_content(desk: Desk) -> None:
    """What the sign takes from the words before it, it takes here too."""
    text = "The casulaties [casualties] were many, and he [left] the field at the end of it.\n"
    prepared = read(desk, at(lemma="[casualties]", sign="correction"), text, "frus")
    assert 'corrected("casulaties" | "casualties") " were many, and he " supplied("left")' in body(prepared)


@pytest.mark.parametrize(
    ("place", "code", "hint"),
    [
        (at(lemma="[Sergej]", sign="remark"), MarkMissing, "all that is in it"),
        (at(lemma="[Sergei]", page="three", sign="remark"), MarkMissing, "on page one, two"),
        (at(lemma="[Sergei]", occurrence=3, sign="remark"), MarkMissing, "on page one, two"),
        (at(lemma="[Sergei]", sign="remark"), MarkAmbiguous, "occurrence"),
        (at(lemma="[Sergei]", page="two", sign="remarks"), SignUnknown, "remark"),
        (at(lemma="[Sergei]", page="two", sign="page-mark"), MarkUnfit, "construct"),
        (at(lemma="[Sergei]", page="two", sign="correction"), MarkUnfit, "construct"),
        (at(lemma="[Sergei]", page="two", sign="stamp-block"), MarkUnfit, "construct"),
        (at(lemma="…", sign="supplied"), MarkUnfit, "construct"),
        (at(lemma="*had*", sign="replaced"), MarkUnfit, "construct"),
        (at(lemma="agent", sign="supplied"), MarkUnfit, "construct"),
        (at(lemma="[great", sign="unclear"), MarkUnfit, "construct"),
        (at(lemma="[Hotel]", sing="remark"), KeyUnknown, "sign"),
        (at(lemma="…", sign="omission").replace('"one"', '"on"'), ValueWrong, "one"),
    ],
)
def test_a_place_that_cannot_be_is_a_finding(
    desk: Desk, place: str, code: type[Diagnostic], hint: str
) -> None:
    """The slugs are mark-missing, mark-ambiguous and mark-unfit; the finding is in edition.toml."""
    found = [one for one in read(desk, place).diagnostics if type(one) is code]
    assert len(found) == 1 and hint in found[0].hint
    assert found[0].span is not None and found[0].span.path == "edition.toml" and found[0].span.line >= 11


TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>
<publicationStmt><p>None.</p></publicationStmt><sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>
<text><body><p>He saw [Sergei] there.</p></body></text></TEI>
"""


@pytest.mark.parametrize(
    ("text", "convention"), [("<S=.grc<=\n1. abc [Sergei]\n=>\n", "leiden"), (TEI, "soviet-archives")]
)
def test_a_file_with_an_encoding_of_its_own_has_no_such_places(
    desk: Desk, text: str, convention: str
) -> None:
    found = read(desk, at(lemma="[Sergei]", sign="supplied"), text, convention).diagnostics
    (unfit,) = [one for one in found if isinstance(one, MarkUnfit)]
    assert "of its own" in unfit.hint
