"""A picture as finished files hold it."""

from __future__ import annotations

from dataclasses import dataclass, field

from variorum.pictures.kinds import PictureForm

USUAL_DENSITY = 72
"""Dots to an inch where a picture does not say it."""


@dataclass(frozen=True, slots=True)
class StillPicture:
    """A picture that is whole, still and upright, in a form that every output shows.

    `width` and `height` count dots, `density` those to an inch, across and down.
    """

    form: PictureForm
    data: bytes = field(repr=False)
    width: int
    height: int
    density: tuple[int, int] = (USUAL_DENSITY, USUAL_DENSITY)

    @property
    def has_words(self) -> bool:
        """Return whether letters are drawn in it, as such."""
        return self.form is PictureForm.SVG and b"<text" in self.data
