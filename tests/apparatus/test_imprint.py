"""The imprint: how an edition is to be cited, and by what it is known."""

from __future__ import annotations

from dataclasses import replace

from apparatus.printed import matter, published
from apparatus.test_matter import AGENTS, full

from variorum.model import Identifier


def test_editors_are_cited_as_editors() -> None:
    every = tuple(replace(each, role="editor") for each in AGENTS)
    for agents, said in ((every, " Ben Bow and C Cole (eds), "), (every[:1], " Anna Ames (ed.), ")):
        made = published(replace(full(), agents=agents)).value
        assert matter(made, "imprint")[-1].partition("The Papers: ")[0].endswith(said)


def test_what_programs_know_a_file_by_is_not_printed() -> None:
    imprint = replace(full().imprint, identifiers=(Identifier("urn", "urn:uuid:6f1cba39-3b7c"),))
    made = published(replace(full(), imprint=imprint)).value
    assert len(matter(made, "imprint")) == 3
