"""The proof: what must be in a finished file, and the comparison with what was read back from it.

`expectation_of` makes from the publication the extract that a perfect file would give; `prove` compares. Both
sides are cut into words by `extract.words`, so there is one definition of a word.
"""

from variorum.proof.comparison import Count, Proof, prove
from variorum.proof.edition import prove_edition
from variorum.proof.expectation import Expectation, SignPlace, expectation_of

__all__ = ["Count", "Expectation", "Proof", "SignPlace", "expectation_of", "prove", "prove_edition"]
