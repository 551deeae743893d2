"""Words by chance, of every kind that has been an editor's, a typeface's or a proof's trouble."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from models import PIECES

from variorum.extract import has_ink

TEXT = (
    "the keeper reports that our lamp turns once in ninety seconds and no vessel has been lost this winter "
    "near Cape Mirabel although Comrade Alyoshin of the third section asked for coal, oil and a clock; it is "
    "so written in a hand of I or a to be at of it"
)
PLAIN = TEXT.split()
TEXT_IN_GERMAN = "Der Wärter meldet, daß die Straße über Nacht gesperrt und die Lampe gelöscht war"
GERMAN = TEXT_IN_GERMAN.split()
OTHERS = (
    *("маяк", "Алёшин", "СССР", "ἀλκυών", "ᾧ", "détente", "naïve", "Łódź", "Þing", "œuvre", "ŝipo", "ſo"),
    *("שלום", "سلام"),
)
SHORT = (
    *("t", "tt", "It", "St.", "Lt.", "Mt. 5", "MS.", "at", "et", "ut", "f", "ff", "fi", "j", "Q", "1", "I."),
)
COMBINED = (
    *("e\u0301t", "q\u0303", "a\u0304\u0308", "н\u0306", "x\u0325y", "Ä\u0301", "o\u0361u"),
    *("n\u0323\u0307", "Ж\u0301", "ε\u0342"),
)
SPELLED = (
    *("ß", "ŉ", "ǆ", "ﬁnd", "ﬀ", "STRASSE", "Iİıi", "№ 5", "½", "x²", "H₂O", "…", "...", "†", "§", "¶", "•"),
    *("‰", "€"),
)
INVISIBLE = tuple(
    map(
        chr,
        (
            *range(0x200B, 0x2010),
            *(0x202A, 0x202C, 0x202D, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2066, 0x2068, 0x2069),
            *(0x061C, 0x180E, 0xFEFF, 0x034F, 0xFE0F, 0x00AD),
        ),
    )
)
"""Characters without width; not those that turn the direction of words, which no typesetter could follow."""
BLANKS = (" ", " ", " ", "  ", "\u00a0", "\u2009", "\u202f", "\u2003", "\u2007", "\t", "\u2028", "\u3000")
JOINTS = ("-", "\u2010", "\u2011", "–", "—", "/", "’", "·", "\u00ad-", "=")
ROWS = (
    *(". . . .", "........", "* * *", "_ _ _", "–––", "?", "!?", "(", ")", '"', "„“", "»«", "%", "&"),
    *("&amp;", "<b>"),
)
NUMBERS = ("1977", "No 644/54", "26 August 1977", "3.", "1,234.50", "17–19", "xiv", "1/2", "26.8.1977", "007")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words are made of: only characters that the typeface `known` shows, or all."""

    chance: Random
    known: frozenset[str]

    def words(self, most: int = 8) -> str:
        """Return some words, most of them plain; often none at all where there may be none."""
        kinds: Sequence[tuple[int, Callable[[], str]]] = (
            (50, lambda: self._line(PLAIN, most)),
            (10, lambda: self._line(GERMAN, most)),
            (8, lambda: self._one(SHORT)),
            (8, lambda: self._one(OTHERS)),
            (6, lambda: self._one(NUMBERS)),
            (6, lambda: self._one(COMBINED)),
            (6, lambda: self._one(SPELLED)),
            (6, lambda: self._line(PLAIN, 2).replace(" ", self._one(INVISIBLE)) + self._one(INVISIBLE)),
            (4, lambda: self._one(BLANKS).join((self._one(PLAIN), self._one(PLAIN)))),
            (4, lambda: self._one(JOINTS).join((self._one(PLAIN), self._one(SHORT)))),
            (4, lambda: self._one(ROWS)),
            (4, lambda: "".join(self._one(PIECES) for _ in range(self.chance.randint(1, 4)))),
            (1, self._long),
            (2, lambda: ""),
            (1, lambda: self._one(INVISIBLE)),
        )
        weights = [weight for weight, _ in kinds]
        (make,) = self.chance.choices([make for _, make in kinds], weights)
        return self.shown(make())

    def sentence(self) -> str:
        """Return a plain sentence."""
        return self.shown(self._line(PLAIN, 14).capitalize() + ".")

    def shown(self, text: str) -> str:
        """Return a text without the characters that the typeface lacks."""
        return "".join(one for one in text if self._is_shown(one))

    def _is_shown(self, character: str) -> bool:
        if not self.known or character in self.known or not has_ink(character):
            return True
        parts = unicodedata.normalize("NFD", character)
        return len(parts) > 1 and self.known.issuperset(parts)

    def _one(self, words: Sequence[str]) -> str:
        return self.chance.choice(words)

    def _line(self, words: Sequence[str], most: int) -> str:
        return " ".join(self._one(words) for _ in range(self.chance.randint(1, most)))

    def _long(self) -> str:
        length = self.chance.choice((40, 90, 240))
        address = "https://archive.example/" + "".join(
            self.chance.choices("abcdefg0123456789/_-?=%2", k=length)
        )
        return self.chance.choice(("".join(self.chance.choices("abdeilnorstu", k=length)), address))
