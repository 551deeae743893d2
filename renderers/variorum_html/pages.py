"""Whole XHTML files, from templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import jinja2
from markupsafe import Markup

from variorum.publication import PublishedDocument
from variorum_html.blocks import blocks
from variorum_html.elements import EMPTY
from variorum_html.flow import Form


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("variorum_html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@dataclass(frozen=True, slots=True)
class Sheets:
    """The style of a page: addresses of style sheets, and CSS that goes into the file itself."""

    addresses: Sequence[str] = ()
    css: str = ""


def page(title: str, lang: str, body: Markup, sheets: Sheets, body_type: str | None = None) -> str:
    """Return an XHTML file; `body_type` is the body's `epub:type`."""
    template = _templates().get_template("page.xhtml")
    return template.render(
        title=title,
        lang=lang,
        body=body,
        sheets=sheets.addresses,
        css=Markup(sheets.css),
        body_type=body_type,
    )


def document(published: PublishedDocument, form: Form, notes: Markup = EMPTY) -> Markup:
    """Return a document as an `article`: head, body, what follows it, and `notes` as the format sets them."""
    template = _templates().get_template("document.xhtml")
    inside = form.within(published.leftwards)
    return Markup(
        template.render(
            document=published,
            head=blocks(published.head, inside),
            body=blocks(published.body, inside),
            after=blocks(published.after, inside) if published.after else EMPTY,
            notes=notes,
        )
    )
