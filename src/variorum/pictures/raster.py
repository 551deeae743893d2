"""Pictures made of dots, decoded by Pillow: all of a picture, so that one cut short is not taken for whole.

PNG, JPEG and GIF that every output shows as they are stay so, byte for byte. What an output cannot hold, or
would show otherwise than the others, is made a PNG, or a JPEG where it was one.
"""

from __future__ import annotations

import io
import logging
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from variorum.pictures.kinds import GIF, JPEG, PNG, PictureForm, PictureKind
from variorum.pictures.still import USUAL_DENSITY, StillPicture

MOST_DOTS = 80_000_000
"""How many dots a picture may have: an A3 page at 600 to an inch has 70 million."""

LONGEST_SIDE = 30_000
"""How many dots a side may have."""

MOST_SCANS = 100
"""How many passes a JPEG may be stored in; each is decoded over the whole picture."""

SCAN = b"\xff\xda"
DENSITIES = range(10, 10_001)
"""Dots to an inch that can be meant."""

KEPT_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
"""How dots may be stored in a PNG that every output shows."""

AS_IT_IS = {PNG: KEPT_MODES, JPEG: frozenset({"L", "RGB"}), GIF: KEPT_MODES}
ORIENTATION = 0x0112
UPRIGHT = 1
TURNED = range(2, 9)
ON_A_SIDE = range(5, 9)
"""The values of an orientation: those that are not upright, and those with height for width."""

QUALITY = 95
"""The quality of a JPEG that is stored anew."""

Image = Any
"""A picture of Pillow's; it is imported where it is needed."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A decoded picture; `made` is why it was stored anew, empty where it is as given.

    `others`: the file has more frames or pages than the first.
    """

    picture: StillPicture
    made: str = ""
    others: bool = False


def decode(data: bytes, kind: PictureKind) -> Raster | str:
    """Return a picture, or why it cannot be shown."""
    if data.count(SCAN) > MOST_SCANS and kind is JPEG:
        return f"it is stored in more than {MOST_SCANS} scans"
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  only editions with pictures pay for it

    with _strictly():
        try:
            if kind is PNG:
                with Image.open(io.BytesIO(data), formats=(kind.decoder,)) as checked:
                    checked.verify()
            with Image.open(io.BytesIO(data), formats=(kind.decoder,)) as image:
                return _beyond(*image.size) or _raster(image, data, kind)
        except Image.DecompressionBombError:
            return f"it has more than {MOST_DOTS:,} dots"
        except UnidentifiedImageError:
            return f"it begins as a {kind.name}, and is none"
        except Exception:
            # Decoders raise whatever comes to them from damaged bytes; what they say is of no use to anybody.
            return "it is damaged or cut short"


@contextmanager
def _strictly() -> Iterator[None]:
    """Decode nothing that is cut short, whatever other libraries have told Pillow to do; say nothing."""
    from PIL import ImageFile  # noqa: PLC0415

    logger, silent = logging.getLogger("PIL"), logging.NullHandler()
    before = ImageFile.LOAD_TRUNCATED_IMAGES, logger.propagate
    ImageFile.LOAD_TRUNCATED_IMAGES, logger.propagate = False, False
    logger.addHandler(silent)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, logger.propagate = before
        logger.removeHandler(silent)


def _beyond(width: int, height: int) -> str:
    """Return why a picture of a size is not decoded, empty if it is."""
    if width < 1 or height < 1:
        return f"it is {width} dots wide and {height} high"
    if width * height > MOST_DOTS:
        return f"it has {width * height:,} dots, more than {MOST_DOTS:,}"
    if max(width, height) > LONGEST_SIDE:
        return f"a side of it has {max(width, height):,} dots, more than {LONGEST_SIDE:,}"
    return ""


def _raster(image: Image, data: bytes, kind: PictureKind) -> Raster:
    """Return a picture as given if every output shows it so, else stored anew."""
    # Other pictures behind that of a JPEG are its thumbnails or the other eye's: nobody looks for them.
    others = kind is not JPEG and bool(getattr(image, "is_animated", False))
    turning = image.getexif().get(ORIENTATION, UPRIGHT)
    turned = turning in TURNED
    density = _density(image.info.get("dpi"))
    as_it_is = not turned and not others and image.mode in AS_IT_IS.get(kind, ())
    if as_it_is and kind is JPEG:
        # An eighth of the size is decoded as surely as the whole.
        width, height = image.size
        image.draft(None, (math.ceil(width / 8), math.ceil(height / 8)))
        image.load()
        return Raster(StillPicture(PictureForm.JPEG, data, width, height, density))
    image.load()
    if as_it_is and kind.form is not None:
        return Raster(StillPicture(kind.form, data, image.width, image.height, density))
    made = _new_raster(image, kind, turned)
    return replace(
        made,
        picture=replace(made.picture, density=density[::-1] if turning in ON_A_SIDE else density),
        others=others,
    )


def _new_raster(image: Image, kind: PictureKind, turned: bool) -> Raster:
    from PIL import ImageOps  # noqa: PLC0415

    mode = image.mode
    if turned:
        image = ImageOps.exif_transpose(image)
    image = _in_known_mode(image)
    stored = io.BytesIO()
    if kind is JPEG:
        image.save(stored, "JPEG", quality=QUALITY, icc_profile=image.info.get("icc_profile"))
    else:
        image.save(stored, "PNG", icc_profile=image.info.get("icc_profile"))
    form = PictureForm.JPEG if kind is JPEG else PictureForm.PNG
    reasons = (
        (kind.form is None, f"a {kind.name}"),
        (turned, "not stored upright"),
        (mode == "CMYK", "in the colours of print"),
        (mode.startswith(("I", "F")), "in more shades than eight bits have"),
    )
    made = " and ".join(reason for holds, reason in reasons if holds)
    return Raster(StillPicture(form, stored.getvalue(), image.width, image.height), made)


def _in_known_mode(image: Image) -> Image:
    """Return a picture whose dots are stored as every output knows them."""
    mode = image.mode
    if mode in KEPT_MODES:
        return image
    if mode == "CMYK":
        return _in_rgb(image)
    if mode.startswith(("I", "F")):
        low, high = image.getextrema()
        whole = mode.startswith("I") and low >= 0 and high < 1 << 16
        low, high = (0, (1 << 16) - 1) if whole else (low, high if high > low else low + 1)
        scale = 255 / (high - low)
        image.info.pop("transparency", None)
        return image.convert("F").point(lambda dot: dot * scale - low * scale).convert("L")
    return image.convert("RGBA" if mode.endswith(("A", "a")) else "RGB")


def _in_rgb(image: Image) -> Image:
    """Return a picture of print colours in those of a screen, by its own profile where it has one."""
    from PIL import ImageCms  # noqa: PLC0415

    profile = image.info.pop("icc_profile", None)
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown: Image = ImageCms.profileToProfile(
                image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            return image.convert("RGB")
        shown.info.pop("icc_profile", None)
        return shown
    return image.convert("RGB")


def _density(said: Any) -> tuple[int, int]:
    """Return how many dots go to an inch, the usual number where a picture does not say it soberly."""
    try:
        across, down = (round(float(one)) for one in said)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return USUAL_DENSITY, USUAL_DENSITY
    return (
        across if across in DENSITIES else USUAL_DENSITY,
        down if down in DENSITIES else USUAL_DENSITY,
    )
