"""SVG: what acts and what not every output draws is taken out and told; the rest is seen in all formats."""

from __future__ import annotations

import base64
import io
import random
import re
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pytest
from desk import Desk
from lxml import etree
from pictures.drawn import drawn, saved
from pictures.seen import colours, edition_with, pages, pictures_in
from PIL import Image

from variorum.accession.file_opening import outermost
from variorum.findings.files import PictureCleaned, PictureDamaged
from variorum.pictures import PictureForm, StillPicture, kind_of, read_picture
from variorum.pictures import svg_vocabulary as vocabulary
from variorum.pictures.drawing import in_dots, without_words
from variorum.press import DONE
from variorum.source import Span

PLACE = Span("one.txt", 3, 1, 3, 9)
NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SQUARE = '<rect width="20" height="20" fill="#dc1414"/>'


def svg(inside: str, attributes: str = 'width="50" height="40"', before: str = "") -> bytes:
    return f"{before}<svg {NAMES} {attributes}>{inside}</svg>".encode()


def cleaned(inside: str, attributes: str = 'width="50" height="40"', before: str = "") -> tuple[str, str]:
    """Return what is left of an SVG inside its root, and what is told to be taken out."""
    read = read_picture("p.svg", svg(inside, attributes, before), PLACE)
    assert read.value is not None, read.diagnostics
    told = [one.removed for one in read.diagnostics if isinstance(one, PictureCleaned)]
    left = re.sub(r"^.*?<svg[^>]*>|</svg>$", "", read.value.data.decode(), flags=re.DOTALL)
    return left, told[0] if told else ""


EMBEDDED = base64.b64encode(saved(drawn(), "PNG")).decode()
KEPT = [
    SQUARE,
    '<g transform="translate(1,2) scale(.5)"><circle r="2"/></g>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs>'
    '<path d="M0 0L5,5z" fill="url(#a)"/>',
    '<text x="1" y="9" font-size="8">On <tspan>two</tspan> lines</text>',
    '<symbol id="a"><path d="M1 1"/></symbol><use xlink:href="#a"/>',
    f'<image width="4" height="4" xlink:href="data:image/png;base64,{EMBEDDED}"/>',
]


@pytest.mark.parametrize("inside", KEPT)
def test_what_only_draws_is_kept(inside: str) -> None:
    assert cleaned(inside) == (inside, "")


ACTING = {
    "<script>alert(1)</script>": "1 script",
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">a</x:script>': "1 script",
    '<rect width="1" height="1" onload="x()" onCLICK="y()"/>': "1 onCLICK, 1 onload",
    '<a xlink:href="javascript:alert(1)"><rect width="1" height="1"/></a>': "1 a",
    '<a href="https://example.org/"><text>a</text></a>': "1 a",
    '<use xlink:href="https://example.org/x.svg#a"/>': "1 href",
    '<use href="JAVASCRIPT:alert(1)"/>': "1 href",
    '<image href="https://example.org/x.png" width="1" height="1"/>': "1 image",
    '<image xlink:href="file:///etc/passwd" width="1" height="1"/>': "1 image",
    '<image href="//example.org/x.png"/>': "1 image",
    '<image href="data:image/svg+xml,%3Csvg/%3E"/>': "1 image",
    '<image href="data:image/png;base64,iVBORw0KGgo="/>': "1 image",
    '<rect width="1" height="1" fill="url(https://example.org/x.svg#a)"/>': "1 fill",
    '<rect width="1" height="1" style="fill:url(//example.org/#a)"/>': "1 fill",
    '<rect width="1" height="1" style="background:url(https://example.org/a)"/>': "1 background",
    '<rect width="1" height="1" style="href: url(https://example.org/a)"/>': "1 href",
    '<style>@import url("https://example.org/a.css");</style>': "1 @import",
    "<style>@font-face { font-family: a; src: url(https://example.org/a) }</style>": "1 @font-face",
    '<style>rect { fill: url("https://example.org/a") }</style><rect width="1" height="1"/>': "2 fill",
    '<foreignObject><x:iframe xmlns:x="http://www.w3.org/1999/xhtml"/></foreignObject>': "1 foreignObject",
    '<set attributeName="onload" to="x()"/><animate attributeName="href" to="x"/>': "1 animate, 1 set",
    '<handler type="text/ecmascript">x</handler>': "1 handler",
    '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>': "1 include",
    '<g xml:base="https://example.org/"/>': "1 base",
    '<filter id="f"><feImage href="https://example.org/"/></filter><g filter="url(#f)"/>': "2 filter",
    '<rect width="1" height="1" fill="var(--x)"/>': "1 fill",
    '<rect width="1e9" height="1"/>': "1 width",
    '<rect width="1" height="1" clip-path="url(#nowhere)"/>': "1 clip-path",
}
"""What goes out of an SVG, and what is told of it, but for the square that stands beside it."""


@pytest.mark.parametrize("inside", ACTING)
def test_what_acts_or_reaches_outside_is_taken_out_and_told(inside: str) -> None:
    left, told = cleaned(inside + SQUARE)
    assert told == ACTING[inside]
    assert left.endswith(SQUARE) or "url(" not in left
    for word in ("example.org", "etc/passwd", "alert", "script", "onload", "url(http", "import", "iframe"):
        assert word not in left.lower()


def test_words_are_kept_whatever_they_say() -> None:
    inside = "<text>javascript:alert(1) onload=x &lt;script&gt;</text>"
    assert cleaned(inside) == (inside, "")


def test_what_drawing_programs_keep_for_themselves_goes_without_a_word() -> None:
    inside = (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>'
        '<i:pgf xmlns:i="http://ns.adobe.com/AdobeIllustrator/10.0/">aa</i:pgf><!-- made by hand -->'
        '<rect class="a" data-name="b" width="1" height="1"/>'
    )
    assert cleaned(inside) == ('<rect width="1" height="1"/>', "")


def test_style_sheets_are_obeyed_and_gone() -> None:
    sheet = "<style>.a { fill: url(#G); STROKE: Red } rect { stroke: blue; font: italic 9px 'A B' }</style>"
    grown = '<linearGradient id="G"><stop style="stop-color:red" offset="0"/></linearGradient>'
    left, told = cleaned(
        f'{sheet}{grown}<rect class="a" width="1" height="1" style="opacity:.5" fill="lime"/>'
    )
    assert told == ""
    assert left == (
        '<linearGradient id="G"><stop offset="0" stop-color="red"/></linearGradient>'
        '<rect width="1" height="1" fill="url(#G)" stroke="Red" font-size="9px" font-family="&quot;A B&quot;"'
        ' font-style="italic" opacity=".5"/>'
    )


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
USES = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))
UNFIT: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "cut short": (lambda: svg(SQUARE)[:-9], "it is damaged or cut short"),
    "laughs in words": (lambda: svg("<text>&j;</text>", before=LAUGHS), "it is damaged or cut short"),
    "laughs in an attribute": (
        lambda: svg('<text fill="&j;">a</text>', before=LAUGHS),
        "it is damaged or cut short",
    ),
    "laughs in uses": (
        lambda: svg(f'<rect id="a0" width="1" height="1"/>{USES}'),
        "it draws its parts more than 50,000 times",
    ),
    "a ring": (
        lambda: svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>' + SQUARE),
        "parts of it refer to each other in a ring",
    ),
    "a long chain": (
        lambda: svg(
            SQUARE.replace("<rect", '<rect id="a0"')
            + "".join(f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(9_000, 0, -1))
        ),
        "more than 150 parts of it refer each to the next",
    ),
    "too deep": (lambda: svg("<g>" * 120 + SQUARE + "</g>" * 120), "its elements stand more than 100 deep"),
    "too many": (lambda: svg("<g/>" * 20_001), "it has 20,002 elements, more than 20,000"),
    "too long": (lambda: svg(SQUARE + " " * 8_000_000), "it has more than 8 MB"),
    "a deep sheet": (lambda: svg(f"<style>a{'[' * 300}</style>{SQUARE}"), "its style sheet nests too deep"),
    "nothing": (lambda: svg("<script>1</script>"), "nothing that can be shown is in it"),
    "no width": (lambda: svg(SQUARE, 'width="0" height="9"'), "it is 0 wide and 9 high"),
    "too wide": (lambda: svg(SQUARE, 'width="90000" height="9"'), "it is 90000 wide and 9 high"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_what_is_beyond_measure_is_not_drawn(name: str) -> None:
    make, reason = UNFIT[name]
    read = read_picture("p.svg", make(), PLACE)
    assert read.value is None
    (told,) = (one for one in read.diagnostics if isinstance(one, PictureDamaged))
    assert told.reason.startswith(reason)


def test_a_style_sheet_in_front_is_left_out_and_told() -> None:
    outside = '<?xml-stylesheet href="http://127.0.0.1:9/x.css"?><?other x?>'
    assert cleaned(SQUARE, before=outside) == (SQUARE, "1 xml-stylesheet")
    assert cleaned(f"<text>a<?xml-stylesheet b?>c</text>{SQUARE}") == (f"<text>ac</text>{SQUARE}", "")


def test_nothing_is_read_for_an_entity() -> None:
    outside = '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert cleaned(f"<text>a&e;b</text>{SQUARE}", before=outside) == (f"<text>ab</text>{SQUARE}", "1 entity")
    within = '<!DOCTYPE svg [<!ENTITY ns "http://www.w3.org/2000/svg"><!ATTLIST rect onload CDATA "x()">]>'
    data = f'{within}<svg xmlns="&ns;" width="5" height="5">{SQUARE}</svg>'.encode()
    read = read_picture("p.svg", data, PLACE)
    assert (read.diagnostics, b"onload" in (read.value.data if read.value else b"onload")) == ((), False)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="50" height="40"', (50, 40)),
        ('width="1in" height="25.4mm"', (96, 96)),
        ('viewBox="0 0 30 20"', (30, 20)),
        ('viewBox="0 0 30 20" width="60"', (60, 40)),
        ('viewBox="0 0 30 20" width="100%" height="100%"', (30, 20)),
        ('viewBox="0 0 0 20"', (300, 150)),
        ("", (300, 150)),
    ],
)
def test_a_picture_has_a_size_whether_it_says_it_or_not(attributes: str, size: tuple[int, int]) -> None:
    read = read_picture("p.svg", svg(SQUARE, attributes), PLACE).value
    assert read is not None
    assert (read.width, read.height) == size
    root = etree.fromstring(read.data, etree.XMLParser(resolve_entities=False))
    assert (root.get("width"), root.get("height")) == tuple(map(str, size))


@pytest.mark.parametrize(
    "value", ["1" * 9_000 + "!", "scale(1) " * 3_000 + "!", "rgb(" * 2_000, "url(#" * 2_000]
)
def test_no_value_is_tried_twice(value: str) -> None:
    """A form that could fit in many ways would be tried in all of them, and never come to an end."""
    for name in vocabulary.VALUES:
        assert not vocabulary.is_fit(name, value)


@pytest.mark.parametrize("knows", [kind_of, outermost])
def test_no_beginning_of_a_file_is_tried_twice(knows: Callable[[bytes], object]) -> None:
    def interrupt(*_: object) -> None:
        raise TimeoutError("it is tried again and again")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.alarm(20)
    try:
        for opening in ("<!DOCTYPE svg " + "[]" * 3_000, "<!DOCTYPE svg " + "[" * 3_000, "<!--" * 2_000):
            assert knows(opening.encode()) is None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_whatever_becomes_of_its_bytes_an_svg_raises_nothing_and_acts_never() -> None:
    chance = random.Random(8)
    whole = svg("".join((*KEPT, *ACTING)))
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 9)] = whole[(at * 7) % len(whole) :][: chance.randint(0, 9)]
        read = read_picture("p.svg", bytes(data), PLACE)
        if read.value is not None:
            root = etree.fromstring(read.value.data, etree.XMLParser(resolve_entities=False))
            assert {etree.QName(one).localname for one in root.iter()} <= vocabulary.ELEMENTS
            assert {str(name) for one in root.iter() for name in one.attrib} <= vocabulary.VALUES.keys()
            for one in root.iter():
                target = str(one.get(vocabulary.HREF, "#"))
                assert target.startswith(("#", "data:image/png;base64,", "data:image/gif;base64,"))


# ---- drawn


def still(inside: str, attributes: str = 'width="50" height="40"') -> StillPicture:
    read = read_picture("p.svg", svg(inside, attributes), PLACE).value
    assert read is not None
    return read


HALVES = f'{SQUARE}<rect y="20" width="20" height="20" fill="#1414dc"/>'


def test_an_svg_in_dots_is_as_large_and_looks_the_same() -> None:
    shown = in_dots(still(HALVES))
    assert shown.complaints == ()
    picture = shown.picture
    assert picture.form is PictureForm.PNG
    assert abs(picture.width / picture.density[0] - 50 / 96) < 0.01
    image = Image.open(io.BytesIO(picture.data))
    assert image.convert("RGBA").getchannel("A").getpixel((image.width - 2, 2)) == 0
    assert colours(image.convert("RGB")) == ["red", "blue"]
    assert in_dots.__wrapped__(still(HALVES)).picture == picture


def test_what_stands_in_an_svg_as_a_picture_is_drawn() -> None:
    inside = f'<image width="40" height="24" xlink:href="data:image/png;base64,{EMBEDDED}"/>'
    image = Image.open(io.BytesIO(in_dots(still(inside)).picture.data)).convert("RGB")
    assert colours(image) == ["red", "blue"]


def test_letters_of_a_picture_are_dots_in_a_pdf() -> None:
    lettered = still(f'{HALVES}<text x="25" y="20">Ah</text>')
    assert lettered.has_words
    shown = without_words(lettered)
    assert not shown.has_words
    assert (shown.form, shown.width, shown.height) == (PictureForm.SVG, 50, 40)
    assert not still(HALVES).has_words


SHADED = (
    '<linearGradient id="G"><stop offset="0" stop-color="#dc1414"/><stop offset="1" stop-color="#dc1414"/>'
    '</linearGradient><pattern id="P" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect width="4" height="4" fill="#1414dc"/></pattern><g opacity=".95"><rect width="20" height="20"'
    ' fill="url(#G)"/></g><rect y="20" width="20" height="20" fill="url(#P)"/><text x="30" y="9">Ah</text>'
)


def test_an_svg_is_seen_in_all_formats_and_its_letters_are_no_words(desk: Desk) -> None:
    edition_with(
        desk, {"a.svg": svg(HALVES), "b.svg": svg(SHADED), "c.svg": svg(SHADED.partition("<text")[0])}
    )
    built = desk.variorum("build", "letters", "--to", "pdf,epub,docx", "--out", "out")
    assert (built.status, built.findings) == (DONE, [])
    files = desk.files()
    seen = [one for page in pages(files["letters.pdf"]) for one in colours(page)]
    assert seen == ["red", "blue"] * 3
    document: Any = pypdfium2.PdfDocument(files["letters.pdf"])  # type: ignore[no-untyped-call]
    assert "Ah" not in "".join(page.get_textpage().get_text_bounded() for page in document)
    held = pictures_in(files["letters.docx"], "word/media/")
    assert [colours(image.convert("RGB")) for image in held] == [["red", "blue"]] * 3
    with ZipFile(io.BytesIO(files["letters.epub"])) as archive:
        names = [name for name in archive.namelist() if name.endswith(".svg")]
        assert [archive.read(name).startswith(b"<?xml") for name in names] == [True] * 3


def test_what_cannot_be_drawn_to_its_end_is_described(desk: Desk) -> None:
    """Drawn half, it would turn and move all that stands behind it on the page."""
    edition_with(desk, {"p.svg": svg('<path d="M0 0 A 1 2" stroke="red"/>')})
    built = desk.variorum("build", "letters", "--to", "pdf,epub,docx", "--out", "out")
    assert (built.status, built.findings) == (DONE, ["letters/documents/one.txt:14:1 picture-damaged"])
    assert "p.svg cannot be shown: it cannot be drawn to its end" in built.out
    assert len(desk.files()) == 3


def test_a_glyph_that_a_picture_lacks_is_told_by_its_name(desk: Desk) -> None:
    edition_with(desk, {"p.svg": svg(f"{SQUARE}<text x='5' y='9'>a\U0010fffd</text>")})
    checked = desk.variorum("check", "letters")
    assert (checked.status, checked.findings) == (DONE, ["letters/documents/one.txt:14:1 layout-warning"])
    assert "no typeface has “\U0010fffd”, which stands in p.svg" in checked.out


@pytest.mark.parametrize("attribute", ['opacity="x"', 'transform="rotate()"', 'rotate="a"', 'x="y"'])
def test_one_value_that_is_none_spoils_no_picture(attribute: str) -> None:
    """A browser passes it over, WeasyPrint would draw nothing at all."""
    spoilt = still(f"{HALVES}<text {attribute}>a</text>")
    assert in_dots(spoilt).complaints == ()


def test_the_case_of_an_svg_with_a_script(desk: Desk, shared: Path) -> None:
    shutil.copytree(shared / "cases" / "editions" / "svg-script", desk.folder / "x")
    built = desk.variorum("build", "x", "--to", "pdf,epub,docx,tei", "--out", "out")
    assert (built.status, built.findings) == (DONE, ["x/d.txt:3:1 picture-cleaned"])
    files = desk.files()
    assert len(files) == 4
    unpacked = dict(files)
    for name in ("x.epub", "x.docx"):
        with ZipFile(io.BytesIO(files[name])) as archive:
            unpacked |= {f"{name}/{one}": archive.read(one) for one in archive.namelist()}
    for name, data in unpacked.items():
        assert b"<script" not in data, name
        assert b"onload" not in data, name
        assert b"alert(" not in data, name
    dark = [min(image.convert("L").getextrema()) for image in (*pages(files["x.pdf"]),)]
    assert min(dark) == 0
    (dots,) = pictures_in(files["x.docx"], "word/media/")
    assert dots.convert("RGBA").getpixel((9, 9)) == (0, 0, 0, 255)
    (drawing,) = (data for name, data in unpacked.items() if name.endswith(".svg"))
    assert b'<rect width="20" height="20"/>' in drawing
