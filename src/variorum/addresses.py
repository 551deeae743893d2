"""Addresses of pages and papers: which words are one, and how every format writes it."""

from __future__ import annotations

import re
from urllib.parse import quote

ADDRESS = re.compile(r"(?:https?|ftp|mailto|tel|urn|doi|info|ark):\S", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
PARTS = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*:(?://(?:[^/?#@]*@)?)?)(\[[0-9A-Fa-f:.]+\]|[^/?#:]*)(.*)", re.DOTALL
)
"""The scheme, with those who sign in; the host, or what stands in its place; the rest."""
SAFE = "/:?#@!$&'()*+,;=-._~"
STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)


def encoded(address: str) -> str:
    """Return an address in the characters of a URI: letters beyond ASCII and brackets in per cent.

    The name of a host has the form that name servers know; what is encoded already stays as it is.
    """
    found = PARTS.fullmatch(STRAY.sub("%25", address))
    if found is None:
        return address
    scheme, host, rest = found.groups()
    if not scheme.endswith("/") and "@" not in scheme:
        return scheme + quote(host + rest, safe=f"{SAFE}%")
    if not host.startswith("["):
        host = _host(host)
    return scheme + host + quote(rest, safe=f"{SAFE}%")


def _host(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii") if not name.isascii() else quote(name, safe=f"{SAFE}%")
    except UnicodeError:
        return quote(name, safe=SAFE)


def is_script(target: str) -> bool:
    """Return whether what a reference names is a program, or a page that it holds itself, and no place."""
    return SCRIPT.match(target) is not None
