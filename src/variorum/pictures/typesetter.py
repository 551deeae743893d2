"""WeasyPrint, loaded without asking a compiler where its libraries are."""

from __future__ import annotations

import ctypes.util
import importlib
import sys
from functools import cache


@cache
def load_typesetter() -> None:
    """Load WeasyPrint before anything is asked of it.

    It tries the names that Pango's libraries have on other systems first. For each that is not there CPython
    runs `ldconfig`, the C compiler and the linker, about forty processes in all, where on Linux the name
    that is tried last is found at once. Raises `OSError` where a library is lacking.
    """
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        importlib.import_module("weasyprint")
    finally:
        ctypes.util.find_library = find_library
