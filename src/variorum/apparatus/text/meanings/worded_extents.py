"""Extents that an encoding tells in English or German words, as amounts, units and a state of the words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType

from variorum.apparatus.wording import Wording, number_of, row, unit_key
from variorum.conventions.normal_forms import NormalForms
from variorum.model import Extent
from variorum.origin import BLANK
from variorum.publication import Run

SEVERAL = 2
"""The amount of which a unit has its form where none is known: that for more than one."""
ONE = frozenset({"a", "an", "ein", "eine", "einen"})
WHOLE = re.compile(r"^(?:(?:an?|one|the|eine?|1) )?(?:whole|entire|full|complete|single|ganze[rsn]?) ")
"""What says of one thing that it is one: "an entire line"."""
SOME = re.compile(r"^(?P<some>a couple(?: of)?|a few|ein paar|a number of|a series of|some few) ")
AMOUNTS = MappingProxyType({"a number of": "several", "a series of": "several"})
AT_LEAST = frozenset({"at least", "mindestens", "wenigstens"})
PHRASE = re.compile(
    r"(?:(?P<about>about|approximately|approx\.|around|roughly|perhaps|circa|ca?\.|etwa|ungefähr) )?"
    r"(?P<bound>(?:at least|at most|up to|mindestens|wenigstens|höchstens|bis zu) )?"
    r"(?P<least>[\w-]+(?: few)?)"
    r"(?:(?P<more> (?:or more|oder mehr))| ?(?:or|to|oder|bis|[-–—]) ?(?P<most>[\w-]+))? (?P<unit>[^\W\d]+)"
)
"""An extent in words alone: "about two or three lines", "at least a page"."""
PARTS = MappingProxyType(
    {
        **dict.fromkeys(("half", "a half", "one half", "1/2", "½", "halbe", "halber", "halbes"), "½"),
        **dict.fromkeys(("third", "a third", "one third", "1/3", "⅓"), "⅓"),
        **dict.fromkeys(("two thirds", "two-thirds", "2/3", "⅔"), "⅔"),
        **dict.fromkeys(("quarter", "a quarter", "one quarter", "1/4", "¼"), "¼"),
        **dict.fromkeys(("three quarters", "three-quarters", "3/4", "¾"), "¾"),
    }
)
"""Fractions in words, by their sign."""
PART = "|".join(sorted(map(re.escape, PARTS), key=len, reverse=True))
ABOUT = r"(?:(?P<about>about|approximately|approx\.|around|roughly|circa|ca?\.|etwa|ungefähr) )?"
FRACTION = re.compile(rf"{ABOUT}(?:eine? )?(?P<part>{PART})(?: of)?(?: (?:an?|one|the))? (?P<unit>[^\W\d]+)")
MIXED = re.compile(
    rf"{ABOUT}(?P<whole>[\w-]+) ?(?:and )?(?P<part>{PART})(?: of)?(?: an?)? (?P<unit>[^\W\d]+)"
)
BEHIND = re.compile(rf"{ABOUT}(?P<whole>an?|one) (?P<unit>[^\W\d]+) and (?P<part>a half|a quarter|a third)")
"""Half a page, one and a half pages, a page and a half."""
HALF = re.compile(r"half (?P<unit>[^\W\d]{3,})")
"""Half of a unit that is told apart from it."""
REST = re.compile(r"(?:the )?(?:rest|remainder|remaining part) of (?:the |this |a )?(?P<unit>[^\W\d]+)")
UNCOUNTED = re.compile(
    r"(?:an )?(?:unknown|uncertain|indeterminate|unspecified) (?:number|amount) of (?P<unit>[^\W\d]+)"
)
COMPARED = re.compile(
    r"(?P<how>(?P<more>more than|over|mehr als|über)|(?P<less>less than|fewer than|under|weniger als|unter)"
    r"|(?P<nearly>nearly|almost|fast|beinahe|knapp)) (?P<amount>.+)"
)
"""An amount that is none exactly: "more than one line"."""
GERMAN = ("mehr", "über", "weniger", "unter", "fast", "beinahe", "knapp")
STATES = (
    re.compile(r"(?P<amount>.+ )(?P<state>[\w-]+) (?P<unit>\w+)"),
    re.compile(r"(?P<amount>.+ )(?P<unit>\w+),? (?:is |are )?(?P<state>[\w-]+)"),
)
"""An extent with a word for what became of the words: "two illegible words", "3 lines missing"."""


@dataclass(frozen=True, slots=True)
class _Understanding:
    """What it takes to understand an extent: the words of the edition, and the numbers of its sources."""

    wording: Wording
    forms: NormalForms

    def phrase(self, said: str) -> Extent | None:
        """Return an extent in words as amounts and unit, if all is understood."""
        some = SOME.match(said)
        if some is not None:
            amount = AMOUNTS.get(some["some"], "a few")
            return Extent(amount, said[some.end() :]) if self.is_unit(said[some.end() :]) else None
        found = PHRASE.fullmatch(WHOLE.sub("a ", said))
        if found is None or not self.is_unit(found["unit"]):
            return None
        in_range = found["most"] is not None
        least, most = (self.amount(found[name], in_range) for name in ("least", "most"))
        if least is None or (found["most"] and most is None):
            return None
        unit, about = found["unit"], bool(found["about"])
        match "at least" if found["more"] else found["bound"], most:
            case str() as bound, None:
                lower = bound.strip() in AT_LEAST
                return Extent(
                    unit=unit,
                    at_least=least if lower else None,
                    at_most=None if lower else least,
                    about=about,
                )
            case None, str():
                return Extent(unit=unit, at_least=least, at_most=most, about=about)
            case None, None:
                return Extent(least, unit, about=about)
            case _:
                return None

    def amount(self, words: str | None, in_figures: bool) -> str | None:
        """Return an amount, in figures or as an encoding has it; none if it is no amount."""
        if not words:
            return None
        number = 1 if words in ONE else self.forms.in_words(words)
        if number is not None:
            return str(number) if in_figures or words in ONE else words
        return words if words.isdigit() or self.wording.knows("amount", words) else None

    def part(self, said: str) -> Extent | None:
        """Return an extent with a fraction, or the rest of something, in the words of the edition."""
        rest = REST.fullmatch(said)
        if rest is not None and self.wording.has(key := f"rest.{unit_key(rest['unit'])}"):
            return Extent(unit=self.wording.run(key).text)
        compared = COMPARED.fullmatch(said)
        if compared is not None:
            return self.compared(compared)
        uncounted = UNCOUNTED.fullmatch(said)
        if uncounted is not None and self.is_unit(uncounted["unit"]):
            return Extent(unit=f"{unit_key(uncounted['unit'])}s")
        if self.wording.language.tag.startswith("en"):
            half = HALF.fullmatch(said)  # all else stands as the encoding says it
            fits = half is not None and self.is_unit(half["unit"])
            return Extent(unit=f"half a {unit_key(half['unit'])}") if half and fits else None
        found = FRACTION.fullmatch(said) or MIXED.fullmatch(said) or BEHIND.fullmatch(said)
        if found is None or not self.is_unit(found["unit"]):
            return None
        whole = found.groupdict().get("whole")
        number = self.amount(whole, in_figures=True)
        if whole and not (number or "").isdigit():
            return None
        return Extent(f"{number or ''}{PARTS[found['part']]}", found["unit"], about=bool(found["about"]))

    def compared(self, found: re.Match[str]) -> Extent | None:
        """Return more, less or nearly an amount in the words of the edition."""
        if self.wording.language.tag.startswith("en") and not found["how"].startswith(GERMAN):
            return None  # it stands as the encoding says it
        amount = self.phrase(found["amount"]) or self.part(found["amount"])
        if amount is None:
            return None
        how = next(name for name in ("more", "less", "nearly") if found[name])
        return Extent(unit=self.wording.run(f"extent.{how}", amount=self.extent(amount)).text)

    def qualified(self, amount: Extent, quality: str) -> Extent | None:
        """Return several things of which something is said; one alone would need its form by its gender."""
        key = unit_key(amount.unit or "")
        number = number_of(amount, self.forms)
        if number == 1 or not self.wording.knows("quality", quality):
            return None
        figures = self.wording.amount(self.wording.in_figures(amount, self.forms))
        count = row((figures, self.wording.term("quality", quality)), " ", BLANK)
        return Extent(unit=self.wording.run(f"unit.{key}", number or SEVERAL, count=count).text)

    def extent(self, told: Extent) -> Run:
        """Return an amount with its unit in the words of the edition."""
        return self.wording.extent(self.wording.in_figures(told, self.forms), number_of(told, self.forms))

    def is_unit(self, word: str) -> bool:
        """Return whether the edition has words for a unit."""
        return self.wording.has(f"unit.{unit_key(word)}")


def in_amounts(told: Extent, wording: Wording, forms: NormalForms) -> tuple[Extent, str | None]:
    """Return an extent in words as amounts and unit, if all is understood, and the state that it tells."""
    if told not in (Extent(unit=told.unit), Extent(told.quantity, told.unit)):
        return told, None
    said = " ".join(f"{told.quantity or ''} {told.unit or ''}".split()).lower()
    phrased = _Understanding(wording, forms)
    found = phrased.phrase(said) or phrased.part(said)
    if found is not None:
        return found, None
    for stated in filter(None, (one.fullmatch(said) for one in STATES)):
        bare = f"{stated['amount']}{stated['unit']}"
        found = phrased.phrase(bare) or phrased.part(bare)
        worded = phrased.qualified(found, stated["state"]) if found is not None else None
        if worded is not None:
            return worded, None
        if found is not None and wording.knows("reason", stated["state"]):
            return found, stated["state"]
    return told, None
