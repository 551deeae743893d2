"""The edition's own texts: their notes are notes, their brackets and italics mean nothing but themselves."""

from __future__ import annotations

from apparatus.printed import matter
from desk import TOML, Desk

from variorum.press import Request
from variorum.press.preparation import prepare

FRONT = """\
[[front]]
id = "intro"
title = "Introduction"
file = "intro.txt"
[[back]]
id = "end"
title = "A Note"
file = "end.txt"
"""
INTRO = "The first.[^a] And *Pravda* said so, **at once**.\n\n[^a]: Fond 89, which [nobody] reads.\n"
END = "The list was set anew.[^b] It [the list] is <u>whole</u>, all ^of^ <it>.\n\n[^b]: From a copy.\n"


def test_signs_of_the_documents_are_none_of_the_editions_own(desk: Desk) -> None:
    for convention in ("soviet-archives", "guide"):
        toml = TOML.replace("soviet-archives", convention).replace("[signs]", f"{FRONT}[signs]")
        root = desk.edition(toml, one="The papers left this office.\n")
        (root / "intro.txt").write_text(INTRO, "utf-8")
        (root / "end.txt").write_text(END, "utf-8")
        prepared = prepare(str(root), Request())
        assert prepared.publication is not None
        assert [one.slug for one in prepared.diagnostics] == []
        assert matter(prepared.publication, "intro")[1].endswith(
            " And <italic>Pravda</> said so, <bold>at once</>."
        )
        assert matter(prepared.publication, "intro")[1].startswith("first: The first.(<raised>1</> -> #")
        assert matter(prepared.publication, "intro")[-1] == "  first: Fond 89, which [nobody] reads."
        assert matter(prepared.publication, "end")[1].endswith(
            "It [the list] is <underline>whole</>, all <raised>of</> <it>."
        )
