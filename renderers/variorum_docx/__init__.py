"""Word files, for editing or as a book (--for): a named style for every sign, real footnotes, page marks.

`renderer` is made when it is first asked for: python-docx and lxml are not imported before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from variorum_docx.renderer import DocxRenderer

    renderer: DocxRenderer

__all__ = ["renderer"]


def __getattr__(name: str) -> Any:
    if name == "renderer":
        from variorum_docx.renderer import DocxRenderer  # noqa: PLC0415  python-docx takes a fifth of a second

        made = globals()["renderer"] = DocxRenderer()
        return made
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
