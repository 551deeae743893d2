"""Conventions as data: the signs of an edition, loaded from TOML, and the engine that applies them."""

from variorum.conventions.engine import Decision, Occurrence, decide
from variorum.conventions.layers import Overrides, names
from variorum.conventions.load import load
from variorum.conventions.sign import Conventions, ConventionSet, Means, Read, Show, Sign, fits

__all__ = [
    "ConventionSet",
    "Conventions",
    "Decision",
    "Means",
    "Occurrence",
    "Overrides",
    "Read",
    "Show",
    "Sign",
    "decide",
    "fits",
    "load",
    "names",
]
