"""Writing a transcript: the edition's own signs where they say it all, constructs where they do not.

Every part is first written plainly, as an editor would. The whole is then read back, and what does not come
back the same is written a step more explicitly, until the law holds: `read(write(x)) == canonical(x)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from variorum.codecs.transcript.canonical import canonical
from variorum.codecs.transcript.reading.block_constructs import LISTS
from variorum.codecs.transcript.reading.document import read
from variorum.codecs.transcript.writing import constructs, signs
from variorum.codecs.transcript.writing.signs import Manner
from variorum.conventions import ConventionSet
from variorum.conventions.engine import special_marks
from variorum.doors import ReadOptions
from variorum.model import Document, Head
from variorum.source import Source

ROUNDS = 16


class Form(IntEnum):
    """How a part is written: as the source prints it, with constructs in the line, or all in constructs."""

    PRINTED = 0
    MARKED = 1
    EXPLICIT = 2


@dataclass(frozen=True, slots=True)
class Forms:
    """The form of each part of a document."""

    head: Form
    body: tuple[Form, ...]
    closing: Form
    declarations: Form
    notes: Form

    @classmethod
    def all(cls, form: Form, document: Document) -> Forms:
        """Return one form for all parts."""
        return cls(form, (form,) * len(document.body), form, form, form)


def write(document: Document, convention: ConventionSet) -> str:
    """Return a document as a transcript under a convention set; id, base and languages are not in it."""
    wanted = canonical(document, convention.forms(document.languages))
    forms = Forms.all(Form.PRINTED, wanted)
    for _ in range(ROUNDS):
        text = compose(wanted, convention, forms)
        found = reread(text, wanted, convention)
        if found == wanted:
            return text
        raised = more_explicit(forms, wanted, found)
        if raised == forms:
            break
        forms = raised
    return compose(wanted, convention, Forms.all(Form.EXPLICIT, wanted))


def reread(text: str, document: Document, convention: ConventionSet) -> Document:
    """Return what a reader makes of a transcript of the document."""
    options = ReadOptions(document.id, document.base, document.languages)
    return read(Source("transcript", text), convention, options).value.document


def more_explicit(forms: Forms, wanted: Document, found: Document) -> Forms:
    """Return forms in which the parts that came back otherwise are a step more explicit."""

    def up(form: Form, same: bool) -> Form:
        return form if same else Form(min(form + 1, Form.EXPLICIT))

    first, last = differing(wanted, found)
    body = tuple(up(form, not first <= index < last) for index, form in enumerate(forms.body))
    same_rest = (
        found.head == wanted.head,
        found.closing == wanted.closing,
        found.declarations == wanted.declarations,
        found.notes == wanted.notes,
    )
    raised = Forms(
        up(forms.head, same_rest[0]),
        body,
        up(forms.closing, same_rest[1]),
        up(forms.declarations, same_rest[2]),
        up(forms.notes, same_rest[3]),
    )
    if raised != forms:
        return raised
    everything = tuple(up(form, False) for form in forms.body)
    return Forms(
        up(forms.head, False),
        everything,
        up(forms.closing, False),
        up(forms.declarations, False),
        up(forms.notes, False),
    )


def differing(wanted: Document, found: Document) -> tuple[int, int]:
    """Return the range of body blocks that came back otherwise."""
    one, other = wanted.body, found.body
    first = 0
    while first < min(len(one), len(other)) and one[first] == other[first]:
        first += 1
    behind = 0
    while behind < min(len(one), len(other)) - first and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    if first == len(one) == len(other):
        return 0, 0
    return min(first, max(len(one) - 1, 0)), max(len(one) - behind, min(first + 1, len(one)))


def compose(document: Document, convention: ConventionSet, forms: Forms) -> str:
    """Return a document with each part in its form."""
    marks = special_marks(convention, document.base)
    numbered = forms.notes is Form.PRINTED and signs.numbered(document.notes)
    manners = {
        form: Manner(convention, document.base, marks, form is Form.PRINTED, numbered) for form in Form
    }
    parts = [constructs.document_data(document)]
    parts.append(head_part(document, forms, manners[forms.head]))
    for node, form in zip(document.body, forms.body, strict=True):
        explicit = form is Form.EXPLICIT
        parts.append(constructs.block(node, marks) if explicit else signs.block(node, manners[form]))
    if document.closing:
        explicit = forms.closing is not Form.PRINTED
        plain = "" if explicit else signs.closing(document.closing, manners[forms.closing])
        parts.append(plain or constructs.closing(document, marks))
    for name in LISTS:
        if held := getattr(document, name):
            as_printed = name == "declarations" and forms.declarations is Form.PRINTED
            plain = signs.declarations(held) if as_printed else ""
            parts.append(plain or constructs.list_construct(name, held, marks))
    if document.notes:
        explicit = forms.notes is Form.EXPLICIT
        manner = manners[forms.notes]
        parts.append(
            "\n\n".join(constructs.note(note, marks) for note in document.notes)
            if explicit
            else signs.notes(document.notes, manner)
        )
    return "\n\n".join(part for part in parts if part) + "\n"


def head_part(document: Document, forms: Forms, manner: Manner) -> str:
    """Return the head of a document."""
    if document.head == Head():
        return ""
    plain = signs.head(document.head, manner) if forms.head is Form.PRINTED else ""
    return plain or constructs.head(document.head, manner.marks)


def write_as_printed(document: Document, convention: ConventionSet) -> str:
    """Return a document as its source prints it; constructs stand only where the set has no sign."""
    wanted = canonical(document, convention.forms(document.languages))
    return compose(wanted, convention, Forms.all(Form.PRINTED, wanted))
