"""Tricks with the text, the styles of runs and rows, and the fields of a Word file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from damage import Element, cut, in_part
from variorum.ooxml.names import q

Damaged = Callable[[bytes], bytes]
WORD, NOTES, SETTINGS = (f"word/{name}.xml" for name in ("document", "footnotes", "settings"))
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"


def _run_with(words: str, root: Element) -> Element:
    return next(run for run in root.iter(q("r")) if words in "".join(map(str, run.itertext())))


def _new(near: Element, name: str, **values: str) -> Element:
    return near.makeelement(q(name), {q(key): value for key, value in values.items()})


def in_alternates(root: Element) -> None:
    """Put a run into an alternate of a namespace that no reader has, with nothing to fall back on."""
    run = _run_with(" tower ", root)
    parent = run.getparent()
    assert parent is not None
    outer = run.makeelement(f"{{{MC}}}AlternateContent", {}, {"mc": MC, "zz": "urn:zz"})
    choice = run.makeelement(f"{{{MC}}}Choice", {"Requires": "zz"})
    parent.replace(run, outer)
    choice.append(run)
    outer.append(choice)


def shape_over(root: Element) -> None:
    run = _run_with(" tower ", root)
    into = _new(run, "r")
    drawn = _new(run, "pict")
    style = "position:absolute;width:400pt;height:300pt;z-index:9"
    drawn.append(run.makeelement(f"{{{V}}}rect", {"style": style, "fillcolor": "white"}, {"v": V}))
    into.append(drawn)
    run.addprevious(into)


def around_run(name: str, *inner: str, **values: str) -> Damaged:
    """Return the change that puts the run with a word into an element, and that into others."""

    def change(root: Element) -> None:
        run = _run_with(" tower ", root)
        parent = run.getparent()
        assert parent is not None
        outer = _new(run, name, **values)
        parent.replace(run, outer)
        for one in inner:
            outer.append(_new(run, one))
            outer = outer[-1]
        outer.append(run)

    return in_part(WORD, change)


def bound_to_data(root: Element) -> None:
    """Bind a run to data: what a reader shows is what the data say."""
    run = _run_with(" tower ", root)
    parent = run.getparent()
    assert parent is not None
    outer, properties, content = _new(run, "sdt"), _new(run, "sdtPr"), _new(run, "sdtContent")
    properties.append(_new(run, "dataBinding", xpath="/a", storeItemID="{0}"))
    parent.replace(run, outer)
    outer.extend((properties, content))
    content.append(run)


def in_row(name: str, **values: str) -> Damaged:
    """Return the change of a property of the second row of a table."""

    def change(root: Element) -> None:
        row = [*root.iter(q("tr"))][1]
        properties = row.find(q("trPr"))
        if properties is None:
            properties = _new(row, "trPr")
            row.insert(0, properties)
        for old in properties.findall(q(name)):
            properties.remove(old)
        properties.append(_new(row, name, **values))

    return in_part(WORD, change)


def in_run(name: str, **values: str) -> Damaged:
    def change(root: Element) -> None:
        run = _run_with(" tower ", root)
        properties = run.find(q("rPr"))
        if properties is None:
            properties = _new(run, "rPr")
            run.insert(0, properties)
        properties.append(_new(run, name, **values))

    return in_part(WORD, change)


def put_in_body(name: str, **values: str) -> Damaged:
    def change(root: Element) -> None:
        body = root[0]
        body.insert(3, _new(body, name, **values))

    return in_part(WORD, change)


def instruction_other(root: Element) -> None:
    """Let a field say something else than is stored of it."""
    next(root.iter(q("instrText"))).text = ' TITLE "nothing" '


def stored_other(root: Element) -> None:
    """Let what is stored of a field differ from what an update gives."""
    ends = [one for one in root.iter(q("fldChar")) if one.get(q("fldCharType")) == "separate"]
    run = ends[0].getparent()
    assert run is not None
    text = next(one for one in run.itersiblings(q("r")) if one.find(q("t")) is not None).find(q("t"))
    assert text is not None
    text.text = "999"


def counted_otherwise(key: str, value: str) -> Damaged:
    """Return the change of how Word counts notes, in each section that says it."""

    def change(root: Element) -> None:
        for one in [*root.iter(q("footnotePr"))]:
            for old in one.findall(q(key)):
                one.remove(old)
            one.append(_new(one, key, val=value))

    return in_part(WORD, change)


def style_of_notes(root: Element) -> None:
    """Let a call be typed beside Word's own number."""
    call = next(root.iter(q("footnoteReference")))
    text = _new(call, "t")
    text.text = "7"
    call.addnext(text)


def last_cut(root: Element) -> None:
    """Take out the last section's properties, which say how large the page is."""
    cut([*root.iter(q("sectPr"))][-1])


SPREAD = {
    "drawn out": ("w", {"val": "600"}),
    "pressed": ("fitText", {"val": "20"}),
    "raised off the line": ("position", {"val": "600"}),
    "with letters over one another": ("spacing", {"val": "-200"}),
    "hidden from the web": ("webHidden", {}),
    "white on white": ("color", {"val": "FFFFFF"}),
    "on black": ("shd", {"val": "clear", "fill": "000000"}),
    "marked black": ("highlight", {"val": "black"}),
    "in capitals": ("caps", {}),
    "in outlines": ("outline", {}),
    "engraved": ("imprint", {}),
    "that blink": ("effect", {"val": "blinkBackground"}),
    "of a theme's face": ("rFonts", {"asciiTheme": "minorHAnsi"}),
    "from right to left": ("rtl", {}),
    "of a complex script": ("cs", {}),
    "of two in one": ("eastAsianLayout", {"combine": "1"}),
    "as mathematics": ("oMath", {}),
}

DOCX: Mapping[str, Mapping[str, Damaged]] = {
    "specimen": {
        "words in an unknown alternate": in_part(WORD, in_alternates),
        "a shape over words": in_part(WORD, shape_over),
        "words bound to data": in_part(WORD, bound_to_data),
        "words in a simple field": around_run("fldSimple", instr="TITLE"),
        "words deleted": around_run("del", id="1", author="a"),
        "words inserted": around_run("ins", id="1", author="a"),
        "words moved away": around_run("moveFrom", id="1", author="a"),
        "words in a tag": around_run("smartTag", element="a"),
        "words in custom XML": around_run("customXml", element="a"),
        "words in another order": around_run("bdo", val="rtl"),
        "words over words": around_run("ruby", "rt"),
        "words in a box": around_run("r", "pict", "txbxContent", "p"),
        **{f"words {said}": in_run(name, **values) for said, (name, values) in SPREAD.items()},
        "text from elsewhere": put_in_body("altChunk", id="rId1"),
        "a document below": put_in_body("subDoc", id="rId1"),
        "a field of other words": in_part(WORD, instruction_other),
        "a field that stores other words": in_part(WORD, stored_other),
        "notes counted by letters": counted_otherwise("numFmt", "upperLetter"),
        "notes counted from nine": counted_otherwise("numStart", "9"),
        "notes counted through the book": counted_otherwise("numRestart", "continuous"),
        "notes behind the text": counted_otherwise("pos", "sectEnd"),
        "a number typed beside a call": in_part(WORD, style_of_notes),
        "a page without a size": in_part(WORD, last_cut),
        "a file that shows changes": in_part(
            SETTINGS, lambda root: root.insert(0, _new(root, "documentProtection", edit="forms"))
        ),
        "fields that are made anew": in_part(
            SETTINGS, lambda root: root.insert(0, _new(root, "updateFields", val="true"))
        ),
        "a background": put_in_body("background", color="000000"),
        "notes of another kind": in_part(
            NOTES, lambda root: [*root.iter(q("footnote"))][-1].set(q("type"), "continuationNotice")
        ),
    },
    "sample": {
        "a row of one point": in_row("trHeight", val="20", hRule="exact"),
        "a hidden row": in_row("hidden"),
        "a row that is deleted": in_row("del", id="1", author="a"),
        "a row further in": in_row("gridBefore", val="3"),
    },
}
