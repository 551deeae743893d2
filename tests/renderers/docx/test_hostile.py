"""A Word file that is made to do harm is a finding of the proof: no traceback, no gigabytes, no hour."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping

import pytest
from desk import Desk
from press import VARIORUM
from renderers.docx.manuscript import NOTES, STYLES, TEXT, book, parts
from steps import steps

from variorum_docx import renderer

RELATIONS = "word/_rels/document.xml.rels"
MEMORY = 2_000_000_000
"""Bytes of address space in which such a file is proofed: the libraries alone take a third of it."""


def zipped(held: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in held.items():
            package.writestr(name, part)
    return out.getvalue()


def replaced(name: str, was: bytes, now: bytes) -> bytes:
    held = parts(book())
    assert was in held[name]
    return zipped({**held, name: held[name].replace(was, now, 1)})


def in_body(content: bytes) -> bytes:
    return replaced(TEXT, b"<w:body>", b"<w:body>" + content)


def entities() -> bytes:
    doubled = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    held = parts(book())[TEXT].replace(b"<w:body>", b"<w:body>&a11;", 1)
    kinds = b'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">' + doubled + b"]>"
    return zipped({**parts(book()), TEXT: held.replace(b"<w:document", kinds + b"<w:document", 1)})


def outside() -> bytes:
    held = parts(book())[TEXT].replace(b"<w:body>", b"<w:body>&a;", 1)
    kind = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return zipped({**parts(book()), TEXT: held.replace(b"<w:document", kind + b"<w:document", 1)})


def twice() -> bytes:
    out = io.BytesIO(book())
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr(TEXT, b"<x/>")
    return out.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that is packed too tightly": (lambda: in_body(b" " * 60_000_000), "would unpack to"),
    "a part that is too large": (
        lambda: zipped({**parts(book()), "x": bytes(70_000_000)}),
        "would unpack to",
    ),
    "too many parts": (lambda: zipped({**parts(book()), **{f"x{n}": b"" for n in range(5001)}}), "parts"),
    "far too many parts": (lambda: zipped({f"x{n}": b"" for n in range(60_000)}), "more than 5000 parts"),
    "a part outside": (lambda: zipped({**parts(book()), "../x": b""}), "lies outside"),
    "two parts of one name": (twice, "two parts"),
    "entities in entities": (entities, "word/document.xml"),
    "an entity outside": (outside, "declares a document type"),
    "elements that nest": (lambda: in_body(b"<w:tbl>" * 300 + b"</w:tbl>" * 300), "depth"),
    "too many elements": (lambda: in_body(b'<w:p w:a=""/>' * 3_000_000), "too many elements"),
    "styles cut short": (lambda: zipped({**parts(book()), STYLES: parts(book())[STYLES][:400]}), STYLES),
    "relations cut short": (
        lambda: zipped({**parts(book()), RELATIONS: parts(book())[RELATIONS][:400]}),
        RELATIONS,
    ),
    "notes that are missing": (
        lambda: zipped({name: part for name, part in parts(book()).items() if name != NOTES}),
        f"{NOTES} is missing",
    ),
}


@pytest.mark.parametrize(("make", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_hostile_file_is_no_word_file(make: Callable[[], bytes], reason: str) -> None:
    with pytest.raises(ValueError, match=r"^this is no Word file: ") as refused:
        renderer.extract(make())
    assert reason in str(refused.value)


MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REPEATED: dict[str, tuple[Callable[[int], bytes], int]] = {
    "text boxes in each other": (
        lambda n: in_body(
            b"<w:p><w:r><w:pict><w:txbxContent>" * n
            + b"<w:p/>"
            + b"</w:txbxContent></w:pict></w:r></w:p>" * n
        ),
        3,
    ),
    "tables in each other": (
        lambda n: in_body(b"<w:tbl><w:tr><w:tc>" * n + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * n),
        3,
    ),
    "links in each other": (
        lambda n: in_body(b"<w:p>" + b"<w:hyperlink>" * n + b"</w:hyperlink>" * n + b"</w:p>"),
        50,
    ),
    "bookmarks without end": (
        lambda n: in_body(
            b"<w:p>%s%s</w:p>"
            % (
                b"".join(
                    b'<w:bookmarkStart w:id="%d" w:name="x%d"/>' % (i, i) for i in range(9000, 9000 + n)
                ),
                b'<w:r><w:footnoteReference w:id="1"/></w:r>' * n,
            )
        ),
        500,
    ),
    "styles on styles": (
        lambda n: replaced(
            STYLES,
            b"</w:styles>",
            b"".join(
                b'<w:style w:styleId="x%d"><w:basedOn w:val="x%d"/></w:style>' % (i, i + 1) for i in range(n)
            )
            + b"</w:styles>",
        ),
        2000,
    ),
    "alternatives of nothing": (
        lambda n: in_body(
            b"<w:p>"
            + b'<x:AlternateContent xmlns:x="http://schemas.openxmlformats.org/markup-compatibility/2006"/>'
            * n
            + b"</w:p>"
        ),
        200,
    ),
}
"""What once was read again and again, so many times over, and a number of it to begin with."""


@pytest.mark.parametrize(("make", "number"), REPEATED.values(), ids=REPEATED)
def test_what_repeats_itself_is_read_once(make: Callable[[int], bytes], number: int) -> None:
    extracts = [renderer.extract(make(number))]

    def cost(times: int) -> int:
        data = make(number * times)
        return steps(lambda: extracts.append(renderer.extract(data)))

    once, twice, four = (cost(times) for times in (1, 2, 4))
    assert four - twice <= 2.5 * (twice - once)
    for extract in extracts:
        assert extract.faults == ()
        assert "memorandum/body" in extract.streams


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("kind", ["entities in entities", "too many elements", "far too many parts"])
def test_the_command_needs_no_gigabytes_to_say_so(desk: Desk, kind: str) -> None:
    desk.edition()
    (desk.folder / "bad.docx").write_bytes(REFUSED[kind][0]())
    done = subprocess.run(
        [*VARIORUM, "proof", "bad.docx", "--against", "letters"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit if sys.platform == "linux" else None,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stdout + done.stderr
    assert "this is no Word file" in done.stdout
