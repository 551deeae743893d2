"""The cascade of type in Word files (ECMA-376 part 1, 17.7), and the values of its properties."""

from __future__ import annotations

import pytest
from lxml import etree

from variorum.ooxml.elements import is_on
from variorum.ooxml.measures import half_points, millimetres, read_half_points, read_twips, twips
from variorum.ooxml.names import W
from variorum.ooxml.styles import RunProperties, Styles, read_styles, run_properties


def element(name: str, inside: str) -> etree._Element:
    return etree.fromstring(f'<w:{name} xmlns:w="{W}">{inside}</w:{name}>')


def properties(inside: str) -> RunProperties:
    return run_properties(element("rPr", inside))


def styles(of: dict[str, tuple[str, str]], defaults: str = "") -> Styles:
    """Return styles by id, each with the one that it is based on and its run properties; N is the default."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}" w:default="{str(name == "N").lower()}">'
        f'<w:basedOn w:val="{based}"/><w:rPr>{own}</w:rPr></w:style>'
        for name, (based, own) in of.items()
    )
    shared = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return read_styles(element("styles", shared + made))


ON, OFF = "<w:b/>", '<w:b w:val="false"/>'


@pytest.mark.parametrize(
    ("defaults", "paragraph", "character", "own", "bold"),
    [
        ("", "", "", "", False),
        ("", ON, "", "", True),
        ("", "", ON, "", True),
        ("", ON, ON, "", False),
        ("", ON, OFF, "", True),
        (ON, "", "", "", True),
        (ON, ON, ON, "", True),
        (ON, OFF, "", "", True),
        ("", ON, ON, ON, True),
        (ON, ON, "", OFF, False),
    ],
)
def test_toggles_turn_over_between_styles(
    defaults: str, paragraph: str, character: str, own: str, bold: bool
) -> None:
    """17.7.3: on in both styles is off; the defaults put it on for good; what stands on the run counts."""
    held = styles({"P": ("", paragraph), "C": ("", character)}, defaults)
    assert held.effective("P", "C", properties(own)).bold is bold


def test_inside_one_line_of_styles_a_toggle_is_laid_over() -> None:
    held = styles({"P": ("Q", ON), "Q": ("", ON), "R": ("Q", OFF)})
    assert [held.effective(name, None, RunProperties()).bold for name in "PQR"] == [True, True, False]


def test_a_double_strike_is_no_toggle() -> None:
    both = ("", "<w:dstrike/><w:strike/>")
    held = styles({"P": both, "C": both})
    seen = held.effective("P", "C", RunProperties())
    assert (seen.double_strike, seen.strike) == (True, False)


def test_what_is_no_toggle_comes_from_the_nearest() -> None:
    of = {"N": ("", '<w:sz w:val="22"/>'), "C": ("", '<w:u w:val="single"/>')}
    held = styles(of, '<w:sz w:val="20"/><w:lang w:val="ru"/>')
    seen = held.effective(None, "C", properties('<w:color w:val="FF0000"/>'))
    assert (seen.size, seen.underline, seen.color, seen.language) == (22, "single", "FF0000", "ru")
    bare = held.effective(None, "C", RunProperties(), bare=True)
    assert (bare.size, bare.underline, bare.language) == (None, "single", None)


def test_a_line_of_styles_has_an_end() -> None:
    held = styles({"A": ("B", ON), "B": ("A", ""), **{f"x{n}": (f"x{n + 1}", "") for n in range(5000)}})
    assert held.effective("A", None, RunProperties()).bold is True
    assert len(list(held.chain("x0"))) == 200


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ('<w:u w:val="none"/>', RunProperties(underline="none")),
        ("<w:u/>", RunProperties(underline="none")),
        ('<w:u w:val="wavyDouble"/>', RunProperties(underline="wavyDouble")),
        ('<w:spacing w:val="1.5pt"/>', RunProperties(spacing=30)),
        ('<w:sz w:val="12pt"/><w:sz w:val="99"/>', RunProperties(size=24)),
        ('<w:sz w:val="large"/>', RunProperties()),
        ('<w:position w:val="-1pt"/>', RunProperties(position=-2)),
        ('<w:shd w:val="clear" w:fill="000000"/>', RunProperties(shade="000000")),
        ('<w:caps w:val="off"/><w:vanish w:val="True"/>', RunProperties(caps=False, vanish=True)),
        ("<!-- b --><w:unknown/>", RunProperties()),
    ],
)
def test_properties_as_a_run_has_them(inside: str, seen: RunProperties) -> None:
    assert properties(inside) == seen


def test_measures() -> None:
    assert [read_twips(one) for one in ("20", "1in", "2.54cm", "-1pi", " 5 ", "x", "", None)] == [
        *(20, 1440, 1440, -240, 5),
        *(None, None, None),
    ]
    assert read_twips("9" * 5000) is None
    assert read_half_points("10.5pt") == 21
    assert (twips(10.5), half_points(10.5), half_points(0), millimetres(25.4)) == (210, 21, 2, 1440)


def test_switches() -> None:
    said = ("1", "true", "on", "True", "0", "false", "off", "FALSE", None)
    assert [is_on(one) for one in said] == [True] * 4 + [False] * 4 + [True]
    assert not is_on(None, unsaid=False)
