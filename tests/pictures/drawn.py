"""Pictures drawn for tests: red above, blue below, in every kind of file; and what is wrong with some."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, ImageCms

WIDE, HIGH = 40, 24
RED, BLUE = (220, 20, 20), (20, 20, 220)
ON_ITS_SIDE = {0x0112: 6}


def drawn(width: int = WIDE, height: int = HIGH) -> Image.Image:
    """Return a picture whose upper half is red and whose lower half is blue."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    to = io.BytesIO()
    image.save(to, form, **options)
    return to.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *before: bytes) -> bytes:
    """Return a PNG that says it has a size, and has rows of no more than 40 by 40 grey dots."""
    rows = bytes(min(height, 40) * (min(width, 40) + 1))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + b"".join(before)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def turned(form: str) -> bytes:
    """Return a picture that lies on its side, and says how it is to be turned."""
    exif = Image.Exif()
    exif.update(ON_ITS_SIDE)
    return saved(drawn().transpose(Image.Transpose.ROTATE_90), form, exif=exif)


def moving(form: str, frames: int = 3) -> bytes:
    """Return a picture whose first frame is drawn, and whose others are grey."""
    others = [Image.new("RGB", (WIDE, HIGH), (number % 256,) * 3) for number in range(1, frames)]
    return saved(
        drawn(), form, save_all=True, append_images=others, **({} if form == "TIFF" else {"loop": 0})
    )


def deep() -> bytes:
    """Return a grey PNG of sixteen bits, dark above and light below."""
    half = WIDE * HIGH // 2
    dots = struct.pack(f"<{2 * half}H", *([8_000] * half), *([50_000] * half))
    return saved(Image.frombytes("I;16", (WIDE, HIGH), dots), "PNG")


def transparent(mode: str) -> bytes:
    image = drawn().convert("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    if mode == "P":
        return saved(drawn().quantize(8), "PNG", transparency=0)
    return saved(image.convert(mode), "PNG")


AS_GIVEN: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "PNG": ("p.png", lambda: saved(drawn(), "PNG")),
    "PNG of two colours": ("p.png", lambda: saved(drawn().convert("1"), "PNG")),
    "PNG with a palette": ("p.png", lambda: saved(drawn().quantize(8), "PNG")),
    "PNG with a transparent colour": ("p.png", lambda: transparent("P")),
    "transparent PNG": ("p.png", lambda: transparent("RGBA")),
    "transparent grey PNG": ("p.png", lambda: transparent("LA")),
    "JPEG": ("p.jpg", lambda: saved(drawn(), "JPEG")),
    "progressive JPEG": ("p.jpeg", lambda: saved(drawn(), "JPEG", progressive=True)),
    "grey JPEG": ("p.JPG", lambda: saved(drawn().convert("L"), "JPEG")),
    "GIF": ("p.gif", lambda: saved(drawn(), "GIF")),
}
"""Pictures that lie in finished files as they are."""

STORED_ANEW: Mapping[str, tuple[str, Callable[[], bytes], str, str]] = {
    "WebP": ("p.webp", lambda: saved(drawn(), "WEBP"), "a WebP", "PNG"),
    "TIFF": ("p.tif", lambda: saved(drawn(), "TIFF", compression="tiff_lzw"), "a TIFF", "PNG"),
    "TIFF in CMYK": ("p.tiff", lambda: saved(drawn().convert("CMYK"), "TIFF"), "a TIFF and in the", "PNG"),
    "BMP": ("p.bmp", lambda: saved(drawn(), "BMP"), "a BMP", "PNG"),
    "JPEG in CMYK": (
        "p.jpg",
        lambda: saved(drawn().convert("CMYK"), "JPEG"),
        "in the colours of print",
        "JPEG",
    ),
    "JPEG on its side": ("p.jpg", lambda: turned("JPEG"), "not stored upright", "JPEG"),
    "PNG on its side": ("p.png", lambda: turned("PNG"), "not stored upright", "PNG"),
    "TIFF on its side": ("p.tif", lambda: turned("TIFF"), "a TIFF and not stored upright", "PNG"),
    "WebP on its side": ("p.webp", lambda: turned("WEBP"), "a WebP and not stored upright", "PNG"),
    "PNG of sixteen bits": ("p.png", deep, "in more shades than eight bits have", "PNG"),
}
"""Pictures that not every output shows, why, and what they become."""

MOVING: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "moving GIF": ("p.gif", lambda: moving("GIF")),
    "moving PNG": ("p.png", lambda: moving("PNG")),
    "moving WebP": ("p.webp", lambda: moving("WEBP")),
    "TIFF of pages": ("p.tif", lambda: moving("TIFF")),
}


def in_print_colours_with_a_profile() -> bytes:
    """Return a JPEG in CMYK whose profile is none of such colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(drawn().convert("CMYK"), "JPEG", icc_profile=profile)


def _gif_of_size(width: int, height: int) -> bytes:
    data = bytearray(saved(Image.new("L", (4, 4)), "GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def _scans(number: int) -> bytes:
    data = saved(drawn(), "JPEG", progressive=True)
    last = data.rfind(b"\xff\xda")
    return data[:-2] + data[last:-2] * number + data[-2:]


def _broken_sum() -> bytes:
    data = bytearray(saved(drawn(), "PNG"))
    data[data.index(b"IDAT") + 10] ^= 1
    return bytes(data)


BOMB = zlib.compress(bytes(30_000_000))
DAMAGED = "it is damaged or cut short"
UNFIT: Mapping[str, tuple[str, Callable[[], bytes], str]] = {
    "words": ("p.png", lambda: b"TOPSECRET not a png\n", "it is no picture"),
    "nothing": ("p.png", lambda: b"", "it is empty"),
    "a mere beginning": ("p.png", lambda: b"\x89PNG\r\n\x1a\nTOPSECRET", DAMAGED),
    "PNG cut short": ("p.png", lambda: saved(drawn(), "PNG")[:-30], DAMAGED),
    "PNG without an end": ("p.png", lambda: saved(drawn(), "PNG")[:-12], DAMAGED),
    "PNG with a wrong sum": ("p.png", _broken_sum, DAMAGED),
    "JPEG cut short": ("p.jpg", lambda: saved(drawn(400, 400), "JPEG")[:-700], DAMAGED),
    "GIF cut short": ("p.gif", lambda: saved(drawn(), "GIF")[:-30], DAMAGED),
    "WebP cut short": ("p.webp", lambda: saved(drawn(), "WEBP")[:-30], DAMAGED),
    "TIFF cut short": ("p.tif", lambda: saved(drawn(), "TIFF")[:-2_000], DAMAGED),
    "BMP cut short": ("p.bmp", lambda: saved(drawn(), "BMP")[:-200], DAMAGED),
    "PNG of 100,000 by 100,000": ("p.png", lambda: png(100_000, 100_000), "it has more than 80,000,000 dots"),
    "PNG of 9,000 by 9,000": (
        "p.png",
        lambda: png(9_000, 9_000),
        "it has 81,000,000 dots, more than 80,000,000",
    ),
    "PNG of a long side": ("p.png", lambda: png(30_001, 1), "a side of it has 30,001 dots, more than 30,000"),
    "PNG without a side": ("p.png", lambda: png(0, 5), "it begins as a PNG, and is none"),
    "GIF of 65,535 by 65,535": (
        "p.gif",
        lambda: _gif_of_size(65_535, 65_535),
        "it has more than 80,000,000 dots",
    ),
    "PNG with a profile without end": ("p.png", lambda: png(4, 4, chunk(b"iCCP", b"a\0\0" + BOMB)), DAMAGED),
    "PNG with a text without end": ("p.png", lambda: png(4, 4, chunk(b"zTXt", b"a\0\0" + BOMB)), DAMAGED),
    "JPEG of many scans": ("p.jpg", lambda: _scans(100), "it is stored in more than 100 scans"),
    "HEIC": (
        "p.heic",
        lambda: b"\0\0\0\x18ftypheic\0\0\0\0",
        "it is a file of the kind HEIC, which is not read",
    ),
    "JPEG 2000": (
        "p.jp2",
        lambda: saved(drawn(), "JPEG2000"),
        "it is a file of the kind JPEG 2000, which is not read",
    ),
    "PostScript": (
        "p.eps",
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n",
        "it is a file of the kind PostScript, which is not read",
    ),
}
"""Pictures that cannot be shown, and why."""
