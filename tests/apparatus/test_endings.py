"""Which paragraphs stand on the page of what is before them: an ending, and what is behind a heading."""

from __future__ import annotations

import pytest

from variorum.endings import kept_blocks
from variorum.origin import PUNCTUATION
from variorum.publication import Para, PInline, Run, Styled

LONG = "The keeper reports that the mechanism turns once in ninety seconds, and that he has cleaned it."
SHORT = "Sincerely,"


def para(words: str, role: str = "body", style: str | None = None) -> Para:
    run: PInline = Run(words, PUNCTUATION)
    return Para(role, (Styled(style, (run,)) if style else run,))


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        ([para(LONG), para(LONG), para("Vera Brown", "signature")], {2}),
        ([para(LONG), para(SHORT), para("Vera Brown", "signature")], {1, 2}),
        ([para(LONG), para(SHORT), para("End text."), para("Brown", "signature")], {1, 2, 3}),
        (
            [para(LONG), para("Yours,", "closing"), para("Brown", "signature"), para("1 map", "enclosure")],
            {1, 2, 3},
        ),
        ([para(LONG), para(SHORT)], {1}),
        ([para(LONG), para(SHORT), para(LONG)], set()),
        ([para(SHORT)], set()),
        ([para(LONG), *(para(f"{n} lamps") for n in range(9))], {6, 7, 8, 9}),
        ([para(LONG), para("The Glass", style="bold"), para(LONG)], {2}),
        ([para(LONG), para("The Glass", style="italic"), para(LONG)], {2}),
        ([para(LONG), para("The glass broke.", style="italic"), para(LONG)], set()),
        ([para(LONG), para("The Glass"), para(LONG)], set()),
        ([para(LONG), para("Part II", "figure"), para("The Glass", "figure"), para(LONG)], {2, 3}),
        ([para(LONG), para("* * *", "figure"), para(LONG)], set()),
        ([para(LONG), para(LONG, style="bold"), para(LONG)], set()),
        ([], set()),
    ],
)
def test_what_stands_on_the_page_of_what_is_before_it(blocks: list[Para], kept: set[int]) -> None:
    assert kept_blocks(blocks) == kept
