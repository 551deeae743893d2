"""What is read in Leiden+ is printed as papyrological editions print it; so are documents from elsewhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from desk import TOML, Desk

from variorum.apparatus import annotate
from variorum.apparatus.text.flow import lines, plain
from variorum.codecs import ReadOptions, read
from variorum.conventions import load
from variorum.model import (
    Added,
    Corrected,
    Deleted,
    Document,
    Edition,
    Emphasis,
    EmphasisKind,
    Expanded,
    Extent,
    Gap,
    Head,
    Imprint,
    Inline,
    Paragraph,
    Regularised,
    Remark,
    Segment,
    Supplied,
    Text,
    Unclear,
)
from variorum.publication import LineEnd, PublishedDocument
from variorum.source import Source

SET = load("leiden").value


def printed(text: str) -> PublishedDocument:
    """Return the published form of a transcript in Leiden+."""
    document = read(Source("text", text), SET, ReadOptions("d", "handwritten", ("grc",))).value.document
    edition = Edition("papyri", Imprint("Papyri", language="en-GB"), (document,))
    return annotate(edition, SET, "edition", None).value.documents[0]


def body(made: PublishedDocument) -> str:
    return " | ".join(plain(line.children) for line in lines(made.body))


def notes(made: PublishedDocument) -> list[str]:
    return [" ".join(plain(line.children) for line in lines(note.blocks)) for note in made.notes]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Θ[εοδ]ώρου", "Θ[εοδ]ώρου"),
        ("Θ[εοδ(?)]ώρου", "Θ[εοδ(?)]ώρου"),
        ("<ἐγὼ> {τοῦ} 〚καὶ〛", "⟨ἐγὼ⟩ {τοῦ} ⟦καὶ⟧"),
        ("ἐπ̣ι̣στο", "ἐπ̣ι̣στο"),
        ("ώ̣[δ̣]", "ώ̣[δ̣]"),
        ("w̄ōκ̣̄", "w̄ōκ̣̄"),
        ("[.3] [.13] [.2-4] [ca.5] [.?]", "[. . .] [ – 13 – ] [ – 2–4 – ] [ – ca. 5 – ] [ – ca. ? – ]"),
        (".3 .13 .? <.2>", ". . . – 13 – – ca. ? – ⟨. .⟩"),
        ("lost.3lin .1lin vestig.2lin ", "[– – – 3 lines – – –] (traces of 1 line) (vestiges, 2 lines)"),
        ("vac.3 vac.ca.2lin vac.?", "vac. 3 vac. ca. 2 lines vac. ca. ?"),
        ("(Lines: 3 non transcribed)", "(3 lines, non transcribed)"),
        ("(Lang: Demotic 2 lines)", "(2 lines, Demotic)"),
        ("(στρατηγ(ός)) ((ἔτους)) (Καρ(ανίδι?))", "στρατηγ(ός) (ἔτους) Καρ(ανίδι?)"),
        ("(|ομ|) <#δ '=1/4#> <#ιε=15#>", "ομ( ) δ´ ιε"),
        ("*stauros* *stauros,♱* #seal x", "(stauros) ♱ (seal)x"),
        ("\\ὅλων/ <:πρὸς|subst|παρὰ:>", "`ὅλων´ ⟦παρὰ⟧ `πρὸς´"),
        ("$m2 ἔρρωσο $m3(?) ----", "(m2) ἔρρωσο (m3?) ———"),
        ('"ὁ γὰρ" ~|di\' emu|~la .', "“ὁ γὰρ” di' emu."),
        ("ab(?)", "ab(?)"),
        ("{π̣αρ(?)}", "{π̣αρ(?)}"),
    ],
)
def test_in_the_text(text: str, shown: str) -> None:
    assert body(printed(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown", "note"),
    [
        ("<:τιμῆς|reg|τειμης:>", "τειμης", "τειμης] l. τιμῆς"),
        ("<:one|two||reg||three:>", "three", "three] l. one, two"),
        ("<:σωλῆνας|corr|σηληνας:>", "σηληνας", "σηληνας] read σωλῆνας"),
        ("<:α=BL 8.441|ed|β=ed. pr.:>", "α", "α] BL 8.441, for β ed. pr."),
        ("<:α||alt||β|γ:>", "α", "α] or β; γ"),
        (" ϊ(¨)δών", "ϊδών", "ϊ] diaeresis in the papyrus"),
        ("||left:καὶ||", "`καὶ´", "καὶ] added on the left"),
        ("x /*sideways*/", "x", "Sideways."),
    ],
)
def test_in_the_notes(text: str, shown: str, note: str) -> None:
    made = printed(text)
    assert (body(made), notes(made)) == (shown, [note])


def test_lines_are_numbered_and_kept() -> None:
    (line,) = lines(printed("1. Θεόδωρος τῷ ἀδελφῷ χαί\n2.- ρειν.\n3. ἔρρωσο").body)
    ends = [index for index, child in enumerate(line.children) if isinstance(child, LineEnd)]
    starts = [0, *(index + 1 for index in ends), len(line.children)]
    shown = [plain(line.children[start:end]).strip() for start, end in pairwise(starts)]
    assert shown == ["1 Θεόδωρος τῷ ἀδελφῷ χαί-", "2 ρειν.", "3 ἔρρωσο"]


def words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


@pytest.mark.parametrize(
    "node",
    [
        *(Supplied(words("a"), reason) for reason in (None, "lost", "omitted", "illegible")),
        Unclear(words("a")),
        *(
            Gap(reason, Extent("3", unit))
            for reason in ("lost", "illegible")
            for unit in ("letters", "lines")
        ),
        *(Gap(reason) for reason in (None, "omitted", "unstated", "classified")),
        Deleted(words("a"), "struck"),
        Added(words("a")),
        Corrected(words("a"), words("b")),
        Corrected(words("a"), ()),
        Regularised(words("a"), words("b")),
        Expanded(words("a"), words("b")),
        Segment(words("a"), "surplus"),
        Remark(words("a")),
        Emphasis(EmphasisKind.RAISED, words("a")),
    ],
    ids=repr,
)
def test_the_set_has_a_sign_for_what_other_editions_mark(node: Inline) -> None:
    assert SET.sign_for(node) is not None


def test_what_other_editions_leave_out_is_not_taken_for_the_scribes_omission() -> None:
    three, two = Extent("3", "words"), Extent("2", "words")
    gaps = (Gap("omitted"), Gap("unstated"), Gap("illegible", three), Gap("lost", two))
    document = Document("d", Head(), (Paragraph(tuple(each for gap in gaps for each in (gap, Text(" ")))),))
    edition = Edition("letters", Imprint("Letters", language="en-GB"), (document,))
    assert (
        body(annotate(edition, SET, "edition", None).value.documents[0])
        == "[…] … – 3 words – [ – 2 words – ]"
    )


LETTER = """\
# Recto

1. [Θ]εόδ̣ω̣ρ̣ο̣ς̣ <:Ἀγάθωνι=BL 8.441|ed|κάθωνι:> τῷ ἀ[δελφ]ῷ̣ χαί
2.- ρειν. (στρατηγ(ὸς)) ((ἔτους)) <#ι̣ε=15#> [.3] .2 [ca.13]τ̣ας <:τιμῆς|reg|τειμης:>
3. <καὶ> {τοῦ} 〚ὑμῶν〛 \\καὶ̣ Κ̣ερκε/ w̄ōr̄d̄ Θεοδώ̣ρῳ̣ ᾄ̣ ¯.2α¯ *stauros* vac.3
4. $m2 ἔρρωσο.[^farewell] /*written by the sender*/

[^farewell]: The usual formula, here ἔρ̣ρ̣ω̣σο.
"""


def test_an_edition_in_leiden_passes_its_proofs_in_every_format(desk: Desk) -> None:
    """The dots below Greek letters are in what is read back from PDF, EPUB and DOCX."""
    toml = TOML.replace('"soviet-archives"', '"leiden"').replace('"typed"', '"handwritten"')
    root = desk.edition(toml.replace('"[ ]"', "supplied"), one=LETTER)
    said = desk.variorum("build", str(root), "--out", str(desk.out))
    assert said.status == 0, said.out + said.err
    assert sorted(path.suffix for path in desk.out.iterdir()) == [".docx", ".epub", ".pdf"]


def test_the_command_shows_a_sign_as_printed_and_as_written(desk: Desk) -> None:
    said = desk.variorum("conventions", "leiden").out
    assert "[. . .]   written [.3]" in said
    assert "(stauros)   written *stauros*" in said
