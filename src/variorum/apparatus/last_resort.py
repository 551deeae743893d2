"""What is printed for an act that the edition's convention set has no sign for.

An editorial act is never printed without a mark that can be seen; these are the marks of last resort.
"""

from __future__ import annotations

from variorum.conventions.sign import ConventionSet, Means, Show, Sign

HANDS = ("hand", "pencil", "ink")


def _brackets(text: str | None = None, opening: str = "[", closing: str = "]") -> Show:
    return Show(open="" if text else opening, close="" if text else closing, text=text, mark_style="upright")


DEFAULTS = ConventionSet(
    "defaults",
    "Marks of last resort",
    (
        Sign(
            "default-page",
            "Page of the source",
            Means("PageBreak"),
            show=Show(style="page-mark", text="[{unit} {label}{of? of {of}}]"),
            legend="A page of the source begins at its mark.",
        ),
        Sign(
            "default-milestone",
            "Division of the source",
            Means("Milestone"),
            show=Show(style="page-mark", text="[{unit}{label? {label}}]"),
            legend="A column or other division of the source begins at its mark.",
        ),
        Sign(
            "default-inserted",
            "Added by hand",
            Means("Added", {"medium": HANDS}),
            show=Show(style="inserted", role="ins"),
            say=("added by hand", "end of addition"),
            note="{lemma}] added{place? {place}}{hand? by {hand}}{medium? in {medium}}",
            legend="Words added by hand are set in underlined italic.",
        ),
        Sign(
            "default-added",
            "Added",
            Means("Added"),
            show=Show(open="‹", close="›", mark_style="upright", role="ins"),
            say=("added", "end of addition"),
            note="{lemma}] added{place? {place}}{hand? by {hand}}{medium? in {medium}}",
            legend="Added words stand in angle brackets.",
        ),
        Sign(
            "default-deleted",
            "Deleted",
            Means("Deleted"),
            show=Show(style="deleted", role="del"),
            say=("deleted", "end of deletion"),
            note="{lemma}] {how}{hand? by {hand}}{medium? in {medium}}",
            legend="Deleted words are struck through.",
        ),
        Sign(
            "default-replaced",
            "Replaced",
            Means("Replaced"),
            note="{new}] put for {old}{hand? by {hand}}",
            legend="Of a replacement both the deleted and the added words are printed.",
        ),
        Sign(
            "default-transposed",
            "Transposed",
            Means("Transposed"),
            show=_brackets(None, "‹", "›"),
            note="{lemma}] marked for transposition{to? to {to}}",
            legend="Words that the source moves elsewhere stand in angle brackets.",
        ),
        Sign(
            "default-supplied",
            "Supplied",
            Means("Supplied"),
            show=Show(style="supplied", open="[", close="{unsure??}]", mark_style="upright"),
            say=("supplied", "end of supplied"),
            legend="Words supplied by the edition stand in brackets.",
        ),
        Sign(
            "default-unclear",
            "Uncertain reading",
            Means("Unclear"),
            show=_brackets(None, "[", "?]"),
            say=("uncertain reading", "end of uncertain reading"),
            legend="An uncertain reading stands in brackets with a question mark.",
        ),
        Sign(
            "default-damaged",
            "Damaged, but legible",
            Means("Damaged"),
            note="{lemma}] damaged{agent? by {agent}}",
            legend="Words in a damaged place that can yet be read are noted.",
        ),
        Sign(
            "default-metamark",
            "Mark of the source",
            Means("Metamark"),
            show=_brackets("[mark{function? of {function}}{lemma?: {lemma}}]"),
            legend="Marks by which the source says how it is to be read are named in brackets.",
        ),
        Sign(
            "default-summary",
            "Omission with a summary",
            Means("Gap", {"summary": True}),
            show=_brackets("[{summary}]"),
            say=("summary of an omission", "end of summary"),
            legend="What was left out is summed up in brackets.",
        ),
        Sign(
            "default-ellipsis",
            "Ellipsis",
            Means("Gap", {"reason": "unstated"}),
            show=Show(text="…"),
            legend="An ellipsis stands as in the source.",
        ),
        Sign(
            "default-omission",
            "Omission",
            Means("Gap", {"reason": "omitted"}),
            show=_brackets("[…{extent? {extent}}]"),
            legend="Words left out are marked by an ellipsis in brackets.",
        ),
        Sign(
            "default-gap",
            "Gap",
            Means("Gap"),
            show=_brackets("[{what}]"),
            legend="Words lost or not to be read are marked in brackets, with their number if known.",
        ),
        Sign(
            "default-space",
            "Blank space",
            Means("Space"),
            show=_brackets("[blank{extent?: {extent}}]"),
            legend="A blank left in the source is marked in brackets.",
        ),
        Sign(
            "default-written",
            "Written otherwise than the rest",
            Means("Written"),
            show=Show(style="hand"),
            say=("in another hand", "end of hand"),
            note="{lemma}] {medium?in {medium}}{hand? by {hand}}",
            legend="Words written otherwise than the base text are set in italic.",
        ),
        Sign(
            "default-sic",
            "Thus in the source",
            Means("Corrected", {"corr": False}),
            show=Show(style="emendation", text="{sic} [sic]"),
            legend="[sic] says that the word before it stands so in the source.",
        ),
        Sign(
            "default-corrected",
            "Slip and correction",
            Means("Corrected"),
            show=Show(style="emendation", text="{sic} [{corr}]"),
            say=("slip and correction", "end of correction"),
            legend="A slip of the source is followed by the right words in brackets.",
        ),
        Sign(
            "default-regularised",
            "Spelling of the source",
            Means("Regularised"),
            show=Show(text="{orig} [{reg}]"),
            legend="The spelling of the source is followed by the regular one in brackets.",
        ),
        Sign(
            "default-expanded",
            "Abbreviation",
            Means("Expanded"),
            show=Show(text="{abbr} [{expan}]"),
            legend="An abbreviation is followed by what it stands for in brackets.",
        ),
        Sign(
            "default-variant",
            "Other reading",
            Means("Variant"),
            note="{lemma}] {readings}",
            legend="Readings of other copies are given in the notes.",
        ),
        Sign(
            "default-circled",
            "Circled in the source",
            Means("Emphasis", {"kind": "circled"}),
            show=Show(style="underline", role="em"),
            note="{lemma}] circled{hand? by {hand}}{medium? in {medium}}",
            legend="Circled words are underlined and noted.",
        ),
        Sign(
            "default-remark",
            "Remark",
            Means("Remark"),
            show=Show(style="remark", open="[", close="{resp?, {resp}}]", mark_style="upright"),
            say=("remark", "end of remark"),
            legend="Remarks by translator or editor stand in brackets.",
        ),
        Sign(
            "default-remark-block",
            "Remark in a paragraph of its own",
            Means("RemarkBlock"),
            show=Show(style="remark", open="[", close="{resp?, {resp}}]", mark_style="upright"),
            say=("remark", "end of remark"),
            legend="A paragraph in brackets is a remark by translator or editor.",
        ),
        Sign(
            "default-endorsement",
            "Put on the paper by others",
            Means("Endorsement"),
            show=Show(style="endorsement"),
            legend="Resolutions, visas, stamps and marginal notes are set in beside a rule.",
        ),
        Sign(
            "default-stamp",
            "Stamp",
            Means("Stamp"),
            show=Show(style="stamp", open="[Stamp: ", close="]", mark_style="upright"),
            say=("stamp", "end of stamp"),
            legend="The words of a stamp stand in brackets.",
        ),
        Sign(
            "default-form-work",
            "Words of the page",
            Means("FormWork"),
            show=Show(open="[{kind?{kind}: }", close="]", mark_style="upright"),
            legend="Running heads and catchwords of the source stand in brackets.",
        ),
    ),
)
