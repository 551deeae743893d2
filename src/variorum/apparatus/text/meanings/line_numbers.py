"""The numbers of lines: those of verse are printed if the house style asks for them, others are told."""

from __future__ import annotations

from variorum.apparatus.ledger import Ledger
from variorum.model import VerseLine
from variorum.origin import BLANK, Generated, OriginRule
from variorum.publication import LINE_NUMBER, PInlines, Run, Styled
from variorum.style import VerseTokens

NUMBER = "n="
"""What the further attributes of a line begin with if it has a number."""


def line_number(line: VerseLine, ledger: Ledger) -> PInlines:
    """Print the number of a line of verse behind its words, or note that it is not printed."""
    number = next((one.removeprefix(NUMBER) for one in line.facts.also if one.startswith(NUMBER)), "")
    verse = ledger.terms.style.verse if ledger.terms.style else VerseTokens()
    if number and verse.numbers == "none":
        ledger.unprinted_numbers.append(line.span)
    elif number and verse.prints(number):
        origin = Generated(OriginRule.LINE_NUMBER, cause=line.span)
        return (Run(" ", BLANK), Styled(LINE_NUMBER, (Run(number, origin),), span=line.span))
    return ()
