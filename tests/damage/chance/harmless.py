"""Rewritings that change nothing of what is seen, heard or searched: the proof may not call one a fault."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random
from typing import Any

import pikepdf
from lxml import etree

from damage import parts
from damage.chance import Change, Kind
from damage.chance.trees import Element

PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED)
XML = r".*\.(xml|rels|xhtml|opf|ncx)"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def packed_anew(random: Random, data: bytes) -> bytes | None:
    """Zip the members in another order, with other dates and another compression."""
    files = parts(data)
    names = [name for name in files if name != "mimetype"]
    random.shuffle(names)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name in (*(["mimetype"] if "mimetype" in files else []), *names):
            info = zipfile.ZipInfo(name, (random.randint(1985, 2030), random.randint(1, 12), 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else random.choice(PACKINGS)
            info.external_attr = random.choice((0, 0o644 << 16))
            archive.writestr(info, files[name], compresslevel=random.randint(1, 9))
    return into.getvalue()


def _in_trees(pattern: str, verb: Callable[[Random, Element], None]) -> Change:
    """Return the change of all members whose names fit a pattern."""

    def change(random: Random, data: bytes) -> bytes | None:
        files = parts(data)
        for name in [name for name in files if re.fullmatch(pattern, name)]:
            root = etree.fromstring(files[name])
            verb(random, root)
            files[name] = written(root, files[name])
        return packed_anew(random, _stored(files))

    return change


def written(root: Element, before: bytes) -> bytes:
    """Return a tree as a member, of the type of document that it had."""
    head = b"<?xml version='1.0' encoding='utf-8'?>\n"
    head += b"<!DOCTYPE html>\n" if b"<!DOCTYPE html>" in before else b""
    return head + etree.tostring(root)


def _stored(files: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return into.getvalue()


def attributes_turned(random: Random, root: Element) -> None:
    """Write the attributes of each element in another order."""
    for one in root.iter(etree.Element):
        pairs = [*one.attrib.items()]
        random.shuffle(pairs)
        one.attrib.clear()
        for name, value in pairs:
            one.set(name, value)


def comments_put(random: Random, root: Element) -> None:
    """Put comments between elements."""
    for one in random.sample([*root.iter(etree.Element)], 1):
        if len(one) and not (one.text or "").strip():
            one.insert(0, etree.Comment(" a remark "))


def ids_counted_anew(random: Random, root: Element) -> None:
    """Give bookmarks other numbers."""
    more = random.randint(1, 9_000)
    for one in root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        one.set(f"{W}id", str(int(one.get(f"{W}id", "0")) + more))


def runs_split(random: Random, root: Element) -> None:
    """Cut runs in two, as Word does while it is typed in."""
    for run in [*root.iter(f"{W}r")]:
        text = run.find(f"{W}t")
        if (
            [one.tag for one in run if one.tag != f"{W}rPr"] != [f"{W}t"]
            or text is None
            or random.random() < 0.9
        ):
            continue
        words = text.text or ""
        at = random.randrange(len(words) + 1)
        second = etree.fromstring(etree.tostring(run, with_tail=False))
        for part, said in ((text, words[:at]), (second.find(f"{W}t"), words[at:])):
            assert part is not None
            part.text = said
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if at and at < len(words):
            run.addnext(second)
        else:
            text.text = words


def nothing(random: Random, root: Element) -> None:
    """Write the tree as it is: what differs are declarations, quotes, empty elements."""


def entities_written(random: Random, data: bytes) -> bytes | None:
    """Write letters as numbers, as some tools do."""
    files = parts(data)
    for name in [name for name in files if re.fullmatch(XML, name)]:
        root = etree.fromstring(files[name])
        head = b'<?xml version="1.0" encoding="us-ascii"?>\n'
        head += b"<!DOCTYPE html>\n" if b"<!DOCTYPE html>" in files[name] else b""
        files[name] = head + etree.tostring(root, encoding="us-ascii").split(b"?>\n", 1)[-1]
    return packed_anew(random, _stored(files))


def lines_between(random: Random, data: bytes) -> bytes | None:
    """Indent what holds no words."""
    files = parts(data)
    for name in [
        name for name in files if re.fullmatch(r".*\.(opf|ncx|rels)|META-INF/.*|.*Content_Types.*", name)
    ]:
        root = etree.fromstring(files[name])
        etree.indent(root, " " * random.randint(0, 4))
        files[name] = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return packed_anew(random, _stored(files))


def _saved(**options: Any) -> Change:
    def change(random: Random, data: bytes) -> bytes | None:
        into = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(into, static_id=True, **options)
        return into.getvalue()

    return change


def keys_turned(random: Random, data: bytes) -> bytes | None:
    """Write the keys of the objects in another order, the objects under other numbers."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        held: list[Any] = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        for one in held:
            if not isinstance(one, pikepdf.Stream):
                names = [name for name in one if name != "/Type"]
                random.shuffle(names)
                pairs = [(name, one[name]) for name in names]
                for name, _ in pairs:
                    del one[name]
                for name, value in pairs:
                    one[name] = value
        pdf.make_indirect(pikepdf.Dictionary(Nothing=random.randint(1, 99)))
        pdf.save(into, static_id=True, linearize=random.random() < 0.5)
    return into.getvalue()


def instructions_written_anew(random: Random, data: bytes) -> bytes | None:
    """Write the instructions of the pages with other blanks."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if random.random() < 0.5:
                page.Contents = pdf.make_stream(
                    pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page))
                )
        pdf.save(into, static_id=True)
    return into.getvalue()


COMMON = (
    Kind("pack anew", packed_anew, 2),
    Kind("turn attributes", _in_trees(XML, attributes_turned), 2),
    Kind("write trees anew", _in_trees(XML, nothing)),
    Kind("write letters as numbers", entities_written),
    Kind("indent", lines_between),
)
EPUB = COMMON
DOCX = (
    *COMMON,
    Kind("number bookmarks anew", _in_trees(r"word/(document|footnotes)\.xml", ids_counted_anew)),
    Kind("split runs", _in_trees(r"word/(document|footnotes)\.xml", runs_split), 3),
)
PDF = (
    Kind("save anew", _saved()),
    Kind("save as qdf", _saved(qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)),
    Kind("save with object streams", _saved(object_stream_mode=pikepdf.ObjectStreamMode.generate)),
    Kind("save without object streams", _saved(object_stream_mode=pikepdf.ObjectStreamMode.disable)),
    Kind(
        "save without compression",
        _saved(compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized),
    ),
    Kind("compress anew", _saved(recompress_flate=True)),
    Kind("save in another order", _saved(linearize=True)),
    Kind("turn keys", keys_turned, 3),
    Kind("write instructions anew", instructions_written_anew, 3),
)
