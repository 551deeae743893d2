"""The numbers that Word shows for footnotes: in which form, and from where, section by section.

ECMA-376 part 1, 17.11. What a section says counts from its beginning, though it stands where it ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from variorum.ooxml.elements import ALTERNATIVES, alternative, at, number, value
from variorum.ooxml.names import q
from variorum.ooxml.numbering import formatted
from variorum.ooxml.xml import Element

HOLDERS = frozenset({q("pPr"), q("body")})
"""Where the properties of a section stand; those that a tracked change has replaced stand elsewhere."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How the notes of a section are counted."""

    form: str = "decimal"
    start: int = 1
    anew: bool = False


@dataclass(slots=True)
class NoteNumbers:
    """The count of notes, which follows the reading of a file."""

    rules: tuple[Rule, ...]
    section: int = 0
    counted: int = 0

    @classmethod
    def of(cls, document: Element, settings: Element | None) -> NoteNumbers:
        """Read how a file counts its notes: what its settings say, and otherwise its sections."""
        general = _rule(at(settings, "footnotePr"), Rule())
        own = [one for one in document.iter(q("sectPr")) if _holder(one) in HOLDERS]
        return cls(tuple(_rule(_rules_in(one), general) for one in own) or (general,))

    def next_label(self) -> str:
        """Count on, and return the label of the note."""
        rule = self.rules[min(self.section, len(self.rules) - 1)]
        self.counted += 1
        return formatted(rule.start + self.counted - 1, rule.form)

    def end_section(self) -> None:
        """Turn to the next section, which may begin anew."""
        self.section += 1
        if self.section < len(self.rules) and self.rules[self.section].anew:
            self.counted = 0


def _holder(section: Element) -> str | None:
    around = section.getparent()
    return None if around is None else str(around.tag)


def _rules_in(section: Element) -> Element | None:
    """Return what a section says of its notes; some programs are told nothing of it."""
    for child in section:
        holder = alternative(child) if child.tag == ALTERNATIVES else section
        found = at(holder, "footnotePr")
        if found is not None:
            return found
    return None


def _rule(said: Element | None, general: Rule) -> Rule:
    restart = value(at(said, "numRestart"))
    return Rule(
        value(at(said, "numFmt")) or general.form,
        number(value(at(said, "numStart")), general.start),
        general.anew if restart is None else restart == "eachSect",
    )
