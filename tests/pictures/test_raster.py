"""Pictures of dots: kept as they are, stored anew so that every output shows them, or refused."""

from __future__ import annotations

import io
import random

import pytest
from pictures.drawn import (
    AS_GIVEN,
    BLUE,
    HIGH,
    MOVING,
    RED,
    STORED_ANEW,
    UNFIT,
    WIDE,
    deep,
    drawn,
    in_print_colours_with_a_profile,
    moving,
    saved,
    turned,
)
from PIL import Image, ImageFile

from variorum.findings.files import PictureConverted, PictureDamaged, PictureFirstOnly, PictureMisnamed
from variorum.pictures import PictureForm, StillPicture, embedded_bytes, read_picture
from variorum.source import Span

PLACE = Span("one.txt", 3, 1, 3, 9)


def shown(path: str, data: bytes) -> StillPicture:
    read = read_picture(path, data, PLACE).value
    assert read is not None
    return read


def dots(picture: StillPicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 40 for a, b in zip(one, other, strict=True))


def assert_upright(picture: StillPicture) -> None:
    assert (picture.width, picture.height) == (WIDE, HIGH)
    image = Image.open(io.BytesIO(picture.data))
    assert image.size == (WIDE, HIGH)
    assert image.getexif().get(0x0112, 1) == 1
    assert near(image.convert("RGB").getpixel((WIDE // 2, 3)), RED)
    assert near(image.convert("RGB").getpixel((WIDE // 2, HIGH - 3)), BLUE)


@pytest.mark.parametrize("name", AS_GIVEN)
def test_what_every_output_shows_stays_byte_for_byte(name: str) -> None:
    path, make = AS_GIVEN[name]
    read = read_picture(path, make(), PLACE)
    assert read.diagnostics == ()
    assert read.value is not None
    assert read.value.data == make()
    assert (read.value.width, read.value.height) == (WIDE, HIGH)


@pytest.mark.parametrize("name", STORED_ANEW)
def test_what_an_output_cannot_show_is_stored_anew_and_told(name: str) -> None:
    path, make, reason, form = STORED_ANEW[name]
    read = read_picture(path, make(), PLACE)
    (told,) = read.diagnostics
    assert isinstance(told, PictureConverted)
    assert told.reason.startswith(reason)
    assert (told.stored, told.span) == (form, PLACE)
    assert read.value is not None
    assert read.value.form is PictureForm[form]
    assert Image.open(io.BytesIO(read.value.data)).mode in ("RGB", "L")
    if make is not deep:
        assert_upright(read.value)
    assert read_picture(path, make(), PLACE).value == read.value


def test_sixteen_bits_keep_light_and_dark() -> None:
    image = dots(shown("p.png", deep()))
    assert image.getpixel((3, 3)) == (31, 31, 31)
    assert image.getpixel((3, HIGH - 3)) == (194, 194, 194)


def test_a_profile_that_fits_no_picture_does_no_harm() -> None:
    assert_upright(shown("p.jpg", in_print_colours_with_a_profile()))


@pytest.mark.parametrize("name", MOVING)
def test_of_what_moves_the_first_is_shown_and_it_stands_still(name: str) -> None:
    path, make = MOVING[name]
    read = read_picture(path, make(), PLACE)
    assert PictureFirstOnly in [type(one) for one in read.diagnostics]
    assert read.value is not None
    assert_upright(read.value)
    assert not getattr(Image.open(io.BytesIO(read.value.data)), "is_animated", False)


def test_no_frame_but_the_first_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = moving("GIF", 10_000)
    decoded = []
    load = ImageFile.ImageFile.load

    def counted(image: ImageFile.ImageFile) -> object:
        decoded.append(image.tell())
        return load(image)

    monkeypatch.setattr(ImageFile.ImageFile, "load", counted)
    assert read_picture("p.gif", data, PLACE).value is not None
    assert set(decoded) == {0}


@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_shown_is_told_with_the_reason(name: str) -> None:
    path, make, reason = UNFIT[name]
    read = read_picture(path, make(), PLACE)
    assert read.value is None
    (told,) = (one for one in read.diagnostics if isinstance(one, PictureDamaged))
    assert (told.reason, told.path, told.span) == (reason, path, PLACE)
    assert "TOPSECRET" not in told.message


@pytest.mark.parametrize("name", [name for name in UNFIT if "cut short" in name])
def test_what_is_cut_short_is_refused_whatever_others_allow(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint tells Pillow to decode what is cut short; the rest of such a picture is grey."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    path, make, _ = UNFIT[name]
    assert read_picture(path, make(), PLACE).value is None
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_by_a_wrong_name_is_shown_as_what_it_is_and_told() -> None:
    read = read_picture("maps/p.png", saved(drawn(), "JPEG"), PLACE)
    (told,) = read.diagnostics
    assert isinstance(told, PictureMisnamed)
    assert (told.kind, told.better) == ("JPEG", "maps/p.jpg")
    assert read.value is not None
    assert read.value.form is PictureForm.JPEG


def test_dots_to_an_inch_are_those_that_a_picture_says_soberly() -> None:
    for said, read in (((300, 150), (300, 150)), ((1, 90_000), (72, 72)), (None, (72, 72))):
        options = {} if said is None else {"dpi": said}
        assert shown("p.png", saved(drawn(), "PNG", **options)).density == read
    sideways = Image.open(io.BytesIO(turned("JPEG")))
    data = saved(sideways, "JPEG", exif=sideways.getexif(), dpi=(300, 150))
    assert shown("p.jpg", data).density == (150, 300)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"])
def test_whatever_becomes_of_its_bytes_a_picture_raises_nothing(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(kind)
    whole = saved(drawn(), kind)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        read = read_picture("p.png", bytes(data), PLACE)
        assert read.value is not None or read.diagnostics
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("data:image/png;base64,iVBORw==", b"\x89PNG"),
        ("DATA:image/png;BASE64,iVBO\n Rw==", b"\x89PNG"),
        ("data:image/svg+xml,%3Csvg/%3E", b"<svg/>"),
        ("data:,a", b"a"),
        ("data:image/png;base64,iVBORw=", None),
        ("data:image/png;base64,é", None),
        ("data:image/png", None),
        ("documents/data.png", None),
    ],
)
def test_a_picture_may_stand_in_the_place_of_its_name(target: str, data: bytes | None) -> None:
    assert embedded_bytes(target) == data
