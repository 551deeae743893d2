"""Paragraphs of TEI by chance: acts, choices, line ends, pages and notes side by side and in one another."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

WORDS = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu"),
    *("nu", "xi", "omicron", "pi", "rho", "sigma", "tau"),
)
BETWEEN = (
    *[" "] * 8,
    *("", "", ", ", ". ", " – ", "(", " [", "] ", ") ", "“", "” "),
    *(" <lb/>", "<lb/>", "<lb/> ", '<lb break="no"/>', " <lb break='yes'/>", "-<lb/>", "<cb n='2'/>"),
    *(" <pb n='3'/>", "<pb n='4'/>", "<pb n='5'/> "),
    *("<note>Nn.</note>", " <note>Mm.</note> ", "<note>Oo.</note> ", "<note place='margin'>Gloss</note>"),
    *("<gap/>", " <gap reason='lost'/> ", "<space quantity='5' unit='chars'/>", "<fw type='sig'>B</fw>"),
    *("<milestone unit='section' rend='stars'/>", "<metamark>x</metamark>", "<handShift new='#h'/>"),
    *("<anchor xml:id='a{}'/>", "<ptr target='#n'/>", "<c>t</c>", "<g>s</g>"),
)
"""What stands between words; `{}` is a number met once."""
AROUND = (
    *(
        "<supplied>{}</supplied>",
        "<add>{}</add>",
        '<add place="above">{}</add>',
        "<del>{}</del>",
        "<w>{}</w>",
    ),
    *(
        "<unclear>{}</unclear>",
        '<hi rend="italic">{}</hi>',
        '<hi rend="sup">{}</hi>',
        "<surplus>{}</surplus>",
    ),
    *('<damage agent="fire">{}</damage>', "<persName>{}</persName>", "<date>{}</date>", "<secl>{}</secl>"),
    *('<ref target="http://a.example/">{}</ref>', "<q>{}</q>", "<seg>{}</seg>", "<foreign>{}</foreign>"),
    *("<restore><del>{}</del></restore>", "<stamp>{}</stamp>", "<title>{}</title>", "<term>{}</term>"),
    *("<ex>{}</ex>", "<mod>{}</mod>", "<corr>{}</corr>", "<sic>{}</sic>", "<reg>{}</reg>", "<abbr>{}</abbr>"),
)
OF_TWO = (
    "<choice><sic>{}</sic><corr>{}</corr></choice>",
    "<choice><abbr>{}</abbr><expan>{}</expan></choice>",
    "<choice><orig>{}</orig><reg>{}</reg></choice>",
    "<choice><unclear>{}</unclear><unclear>{}</unclear></choice>",
    "<choice><seg>{}</seg><seg>{}</seg></choice>",
    "<choice><am>{}</am><ex>{}</ex></choice>",
    "<subst><del>{}</del><add>{}</add></subst>",
    "<subst><add>{}</add> <del>{}</del></subst>",
    '<app><lem>{}</lem><rdg wit="#B">{}</rdg></app>',
    '<app><rdg wit="#A">{}</rdg><rdg wit="#B">{}</rdg></app>',
)


@dataclass(slots=True)
class RandomTei:
    """Makes paragraphs, the same ones for one seed; `depth`: how many elements may stand in one another."""

    seed: int
    depth: int = 1
    chance: random.Random = field(init=False)
    numbers: Callable[[], int] = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.numbers = count(1).__next__

    def paragraphs(self, many: int) -> list[str]:
        """Return paragraphs of two to four pieces each."""
        return [f"<p>{self.row(0, self.chance.randint(2, 4))}</p>" for _ in range(many)]

    def row(self, level: int, many: int) -> str:
        """Return pieces with something or nothing between them, seldom at their ends."""
        made = "".join(
            (self.between() if at or self.chance.random() < 0.1 else "") + self.piece(level)
            for at in range(many)
        )
        return made + (self.between() if level == 0 and self.chance.random() < 0.1 else "")

    def between(self) -> str:
        """Return what stands between two pieces."""
        said = self.chance.choice(BETWEEN)
        return said.format(self.numbers()) if "{}" in said else said

    def piece(self, level: int) -> str:
        """Return a word, or an element around some, or a choice."""
        kind = self.chance.random()
        if kind < 0.4 or level >= self.depth:
            return self.chance.choice(WORDS)
        if kind < 0.75:
            return self.chance.choice(AROUND).format(self.row(level + 1, self.chance.randint(1, 2)))
        one, other = self.row(level + 1, 1), self.row(level + 1, 1)
        return self.chance.choice(OF_TWO).format(one, other)
