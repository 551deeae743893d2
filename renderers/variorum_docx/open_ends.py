"""What a sheet leaves open: attributes in a namespace of ours; nothing of it stays in the finished file."""

from __future__ import annotations

SHEET = "urn:x-variorum:docx-sheet"

STREAM = f"{{{SHEET}}}stream"
PAGE = f"{{{SHEET}}}page"
BLOCK = f"{{{SHEET}}}block"
LABEL = f"{{{SHEET}}}label"
NOTE = f"{{{SHEET}}}note"
MEDIA = f"{{{SHEET}}}media"
TURNED = f"{{{SHEET}}}turned"
"""A table that stands on pages as wide as others are high, and what is kept with it."""
HEADING = f"{{{SHEET}}}heading"
ADDRESS = f"{{{SHEET}}}address"
