"""What a copy-editor by chance does with signs, notes and cells, tracked or not."""

from __future__ import annotations

import copy
from collections.abc import Callable

from lxml import etree
from pull.copyeditor import DATE, KINDS, TEXTS, Copyeditor, Done

from variorum.extract import Look
from variorum.ooxml.elements import at, text, value, w
from variorum.ooxml.names import q
from variorum.ooxml.styles import read_styles, run_properties
from variorum.ooxml.xml import Element
from variorum_docx.read import visibility

TYPES: tuple[tuple[str, ...], ...] = (("i",), ("b",), ("u",), ("i", "u"), ("strike",))
STYLES = ("Variorum Supplied", "Variorum Hand", "Variorum Bold", "Variorum Inserted", "Variorum Unclear")
MARKED = ("supplied", "unclear", "added")
"""Styles whose words have marks around them."""


def sign(editor: Copyeditor, author: str) -> bool:
    """Set a word in type, or in a style of the file."""
    found = editor.place()
    if found is None:
        return False
    _, run, word = found
    if at(run, "rPr", "rStyle") is not None:
        return False
    ids = _ids(editor)
    named = [name for name in STYLES if name in ids]
    given = w("rPr")
    if named and editor.dice.random() < 0.5:
        name = editor.dice.choice(named)
        given.append(w("rStyle", val=ids[name]))
    else:
        type_ = editor.dice.choice(TYPES)
        name = " ".join(type_)
        given.extend(w("u", val="single") if one == "u" else w(one) for one in type_)
    if _seen(editor, run, given) == _seen(editor, run, at(run, "rPr")):
        return False
    if author:
        given.append(w("rPrChange", w("rPr"), id=editor.number(), author=author, date=DATE))
    _restyle(run, word.span(), given)
    editor.done.append(Done("sign", word.group(), f"{word.group()} ({name})", author))
    return True


def plain(editor: Copyeditor, author: str) -> bool:
    """Take the style off words that have one without marks around them."""
    runs = [
        (paragraph, run)
        for paragraph in editor.paragraphs()
        for run in editor.runs(paragraph)
        if _is_bare(editor, run)
    ]
    if not runs:
        return False
    paragraph, run = editor.dice.choice(runs)
    editor.touched.add(paragraph)
    words = run.findtext(q("t")) or ""
    held = at(run, "rPr")
    given = w("rPr")
    if author:
        before = w("rPr", *copy.deepcopy(list(held if held is not None else ())))
        given.append(w("rPrChange", before, id=editor.number(), author=author, date=DATE))
    _restyle(run, (0, len(words)), given)
    editor.done.append(Done("plain", words, words, author))
    return True


def note(editor: Copyeditor, author: str) -> bool:
    """Call a footnote of Word's own behind a word."""
    found = editor.place()
    if found is None or TEXTS[1] not in editor.trees or _in_notes(found[0]):
        return False
    _, run, word = found
    number = str(editor.number())
    said = run.findtext(q("t")) or ""
    properties = at(run, "rPr")
    behind = w("r", copy.deepcopy(properties), text(said[word.end() :]))
    there = at(run, "t")
    assert there is not None
    there.text = said[: word.end()]
    call = w("r", w("rPr", w("vertAlign", val="superscript")), w("footnoteReference", id=number))
    run.addnext(behind)
    facts = {"author": author, "date": DATE}
    run.addnext(w("ins", call, id=editor.number(), **facts) if author else call)
    words = f"Thus the {editor.dice.choice(('clerk', 'keeper', 'pilot'))}, {editor.number()}."
    own = w("r", text(f" {words}"))
    held = w("ins", own, id=editor.number(), **facts) if author else own
    row = w("p", w("pPr", w("pStyle", val="FootnoteText")), w("r", w("footnoteRef")), held)
    editor.trees[TEXTS[1]].append(w("footnote", row, id=number))
    editor.touched.add(row)
    editor.done.append(Done("note", word.group(), words, author))
    return True


def unnote(editor: Copyeditor, author: str) -> bool:
    """Take a footnote out."""
    calls = [
        (paragraph, run)
        for paragraph in editor.paragraphs()
        for run in paragraph.iter(q("r"))
        if run.find(q("footnoteReference")) is not None and _is_whole(editor, run)
    ]
    if not calls:
        return False
    paragraph, run = editor.dice.choice(calls)
    editor.touched.add(paragraph)
    reference = at(run, "footnoteReference")
    number = reference.get(q("id"), "") if reference is not None else ""
    for one in editor.trees[TEXTS[1]].findall(q("footnote")):
        if one.get(q("id")) == number:
            editor.touched |= {*one.iter(q("p"))}
    parent = run.getparent()
    assert parent is not None
    if author:
        gone = w("del", id=editor.number(), author=author, date=DATE)
        run.addprevious(gone)
        gone.append(run)
    else:
        parent.remove(run)
    editor.done.append(Done("unnote", number, "", author))
    return True


def _restyle(run: Element, span: tuple[int, int], given: Element) -> None:
    said, own = run.findtext(q("t")) or "", at(run, "rPr")
    start, end = span
    for part, properties in ((said[:start], own), (said[start:end], given), (said[end:], own)):
        if part:
            run.addprevious(w("r", copy.deepcopy(properties), text(part)))
    parent = run.getparent()
    assert parent is not None
    parent.remove(run)


def _seen(editor: Copyeditor, run: Element, properties: Element | None) -> frozenset[Look]:
    """Return what is seen of the words of a run with such properties: bold is no change where all is bold."""
    styles = read_styles(etree.fromstring(editor.held["word/styles.xml"]))
    paragraph = next(run.iterancestors(q("p")))
    own = value(at(properties, "rStyle"))
    seen = styles.effective(value(at(paragraph, "pPr", "pStyle")), own, run_properties(properties))
    return frozenset(visibility.looks(seen))


def _ids(editor: Copyeditor) -> dict[str, str]:
    styles = etree.fromstring(editor.held["word/styles.xml"])
    return {value(at(one, "name")) or "": one.get(q("styleId"), "") for one in styles.iter(q("style"))}


def _is_bare(editor: Copyeditor, run: Element) -> bool:
    """Return whether a run is in a style of a sign that prints no marks, with plain words on both sides."""
    style = at(run, "rPr", "rStyle")
    named = "" if style is None else style.get(q("val"), "").casefold()
    alone = named.endswith(("hand", "inserted", "bold", "deleted", "spaced"))
    return alone and not any(one in named for one in MARKED)


def _in_notes(paragraph: Element) -> bool:
    return any(one.tag == q("footnote") for one in paragraph.iterancestors())


def _is_whole(editor: Copyeditor, run: Element) -> bool:
    """Return whether the note of a call is called nowhere else and nobody has touched it."""
    reference = at(run, "footnoteReference")
    number = reference.get(q("id"), "") if reference is not None else ""
    notes = (one for one in editor.trees[TEXTS[1]].findall(q("footnote")) if one.get(q("id")) == number)
    return not any(row in editor.touched for one in notes for row in one.iter(q("p")))


ALL_KINDS: dict[str, Callable[[Copyeditor, str], bool]] = {
    **KINDS,
    "sign": sign,
    "plain": plain,
    "note": note,
    "unnote": unnote,
}
