"""Word files that are not to be trusted: refused, or read with a finding; never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable

import docx
import pytest
from accession.word.packed import packed

from variorum.accession.word import read
from variorum.archive import Archive, Bounds, Damage, open_archive
from variorum.findings.accession import WordPart, WordUnreadable
from variorum.ooxml import package


def made(words: str = "It was sent.") -> bytes:
    """Return a Word file with one paragraph."""
    document = docx.Document()
    document.add_paragraph(words)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def changed(change: Callable[[str, bytes], bytes | None], extra: dict[str, bytes] | None = None) -> bytes:
    """Return a Word file with its parts changed; none takes a part out."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made())) as before,
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = change(name, before.read(name))
            if part is not None:
                after.writestr(name, part)
        for name, part in (extra or {}).items():
            after.writestr(name, part)
    return data.getvalue()


def kept(name: str, part: bytes) -> bytes:
    return part


def text_part(replace: tuple[bytes, bytes]) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(*replace) if name == "word/document.xml" else part

    return changed(change)


REFUSED = {
    "an old Word file, or one with a password": (b"\xd0\xcf\x11\xe0" + bytes(512), "before 2007"),
    "no package": (b"It was sent.", "no package"),
    "a package cut short": (made()[:600], "no package"),
    "a part outside the package": (changed(kept, {"../../evil.txt": b"x"}), "outside"),
    "a part with a drive": (changed(kept, {"C:/evil.txt": b"x"}), "outside"),
    "a bomb": (changed(kept, {"word/media/a.xml": bytes(50_000_000)}), "unpack to"),
    "too many parts": (changed(kept, {f"word/p{n}.xml": b"" for n in range(5001)}), "parts"),
    "no text": (changed(lambda name, part: None if name == "word/document.xml" else part), "missing"),
    "text that is not well-formed": (text_part((b"</w:body>", b"")), "missing or not readable"),
    "an entity bomb": (
        text_part((b"<w:document", b'<!DOCTYPE x [<!ENTITY a "aaaaaa"><!ENTITY b "&a;&a;">]><w:document')),
        "missing or not readable",
    ),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_sound_word_file_is_refused(data: bytes, reason: str) -> None:
    read_file = read("letter.docx", data)
    assert read_file.value is None
    refusal = read_file.diagnostics[-1]
    assert isinstance(refusal, WordUnreadable)
    assert refusal.slug == "word-unreadable"
    assert reason in refusal.message


def test_a_part_that_lies_about_its_size_is_not_unpacked_whole() -> None:
    held = open_archive(changed(lambda name, part: part[:900]), Bounds(part=1000))
    assert isinstance(held, Archive)
    held.bounds = Bounds(part=100)
    assert isinstance(held.read("word/document.xml"), Damage)


def test_a_part_of_text_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_TREES", 50_000)
    long = read("letter.docx", packed("<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 100))
    assert long.value is None
    assert [one.slug for one in long.diagnostics] == ["word-part", "word-unreadable"]
    note = "<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 100
    body = '<w:p><w:r><w:t>word</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    beside = read("letter.docx", packed(body, {"footnotes": f'<w:footnote w:id="1">{note}</w:footnote>'}))
    assert beside.value is not None
    assert [one.message.partition(" has ")[0] for one in beside.diagnostics][:1] == [
        "the part word/footnotes.xml of the Word file"
    ]
    assert beside.diagnostics[-1].message.endswith("calls notes that are not there: fn1")


HOSTILE = {
    "a number without end": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="99999999999"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>',
    "a label without end": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
    f'<w:lvlText w:val="{"%1" * 100_000}"/></w:lvl></w:abstractNum>',
    "kinds that name each other": '<w:abstractNum w:abstractNumId="0">'
    '<w:numStyleLink w:val="x"/></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="x"/><w:numStyleLink w:val="x"/></w:abstractNum>',
}


@pytest.mark.parametrize("kinds", HOSTILE.values(), ids=HOSTILE)
def test_labels_have_a_bound(kinds: str) -> None:
    items = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>item</w:t></w:r></w:p>"
        for depth in range(2000)
    )
    numbering = f'{kinds}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    made = read("letter.docx", packed(items, {"numbering": numbering})).value
    assert made is not None
    assert len(repr(made)) < 2_000_000


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    body = '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>word</w:t></w:r></w:p>'
    made = read("letter.docx", packed(body, {"styles": styles}))
    assert made.value is not None and not made.diagnostics


def test_ids_of_notes_that_are_no_numbers_are_names_all_the_same() -> None:
    body = '<w:p><w:r><w:t>word</w:t><w:footnoteReference w:id="a] b"/></w:r></w:p>'
    note = '<w:footnote w:id="a] b"><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote>'
    made = read("letter.docx", packed(body, {"footnotes": note})).value
    assert made is not None
    assert [name for name, _ in made.notes] == ["fnx0"]


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml"])
def test_a_part_that_is_missing_or_broken_is_told(part: str) -> None:
    gone = read("letter.docx", changed(lambda name, data: None if name == part else data))
    broken = read("letter.docx", changed(lambda name, data: b"<x" if name == part else data))
    for read_file in (gone, broken):
        assert read_file.value is not None
        assert [type(one) for one in read_file.diagnostics] == [WordPart]
        assert read_file.diagnostics[0].slug == "word-part"
        assert part in read_file.diagnostics[0].message


@pytest.mark.parametrize("seed", range(60))
def test_damage_by_chance_ends_in_words_or_a_finding(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(made("The keeper [1975] was absent."))
    if seed % 2:

        def spoilt(name: str, part: bytes) -> bytes | None:
            if name == "[Content_Types].xml" or chance.random() < 0.5:
                return part
            if chance.random() < 0.3:
                return None
            cut = bytearray(part)
            for _ in range(chance.randint(1, 20)):
                cut[chance.randrange(len(cut))] = chance.randrange(256)
            return bytes(cut)

        data = bytearray(changed(spoilt))
    else:
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    read_file = read("letter.docx", bytes(data))
    assert read_file.value is not None or read_file.errors
