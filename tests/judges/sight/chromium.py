"""An e-book as Chromium shows it: layout, text and accessibility tree of the pages of its spine."""

from __future__ import annotations

import io
import json
import lzma
import posixpath
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from judges.sight import Sight, closed, digest, inked

SCRIPT = Path(__file__).with_name("look.js")
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGES = (".xhtml", ".html")
SHELF = ("title", "creator", "contributor", "language", "publisher", "date", "description", "rights")
"""The metadata that a reading system shows on its shelf."""
BROKEN = (
    *(KeyError, ValueError, AttributeError, StopIteration, etree.XMLSyntaxError, zipfile.BadZipFile),
    *(OSError, NotImplementedError, RuntimeError, EOFError, zlib.error, lzma.LZMAError),
)
"""What is raised where a book cannot be opened."""
MARKS = frozenset({"META-INF/encryption.xml"})


class Chromium:
    """One browser that shows page after page; what it has shown it need not show again."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._home = tempfile.TemporaryDirectory()
        browser = shutil.which("chromium") or "/usr/bin/chromium"
        self._process = subprocess.Popen(
            ("node", SCRIPT, browser), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")  # workers that were forked may hold the pipe open
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._home.cleanup()

    def sights(self, files: list[bytes]) -> list[Sight]:
        """Return what is seen of each of the files."""
        return [self._sight(one) for one in files]

    def _sight(self, data: bytes) -> Sight:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
            package, root = _package(parts)
            return self._book(parts, package, root)
        except BROKEN as error:
            return closed(type(error).__name__)

    def _book(self, parts: Mapping[str, bytes], package: str, root: etree._Element) -> Sight:
        folder = posixpath.dirname(package)
        items = {one.get("id"): one for one in root.iter(f"{OPF}item")}
        spine = next(root.iter(f"{OPF}spine"), None)
        if spine is None:
            return closed("no spine")
        shelf = [(name, one.text or "", one.get("id")) for name in SHELF for one in root.iter(f"{DC}{name}")]
        seen = {"shelf": digest(json.dumps([shelf, spine.get("page-progression-direction")]))}
        resources = self._unpack(parts)
        order = [(one.get("idref"), one.get("linear", "yes")) for one in spine]
        places = [(f"{at}", name, linear) for at, (name, linear) in enumerate(order)]
        navigation = next((key for key, one in items.items() if "nav" in one.get("properties", "")), None)
        cover = next((key for key, one in items.items() if "cover-image" in one.get("properties", "")), None)
        for place, name, linear in (*places, ("contents", navigation, "yes"), ("cover", cover, "yes")):
            item = items.get(name)
            if item is None:
                seen[place] = "no such page"
                continue
            path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            kind = item.get("media-type", "")
            data = parts.get(path)
            if data is None:
                seen[place] = "no such file"
            elif path.endswith(PAGES):
                seen[place] = digest(kind, linear, path, self._page(path, digest(path, data, resources)))
            else:
                seen[place] = digest(kind, linear, data)
        return seen

    def _unpack(self, parts: Mapping[str, bytes]) -> str:
        """Lay the files out as the book has them, and return the digest of all that is no page."""
        home = Path(self._home.name)
        shutil.rmtree(home, ignore_errors=True)
        for name, data in parts.items():
            path = (home / name).resolve()
            if home.resolve() in path.parents:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        others = sorted(
            name for name in parts if not name.endswith((*PAGES, ".opf", ".ncx")) and "META-INF" not in name
        )
        encrypted = [parts[name] for name in sorted(MARKS & parts.keys())]
        return digest(*(thing for name in others for thing in (name, parts[name])), *encrypted)

    def _page(self, path: str, key: str) -> str:
        if key not in self._known:
            self._known[key] = self._shown(Path(self._home.name, path))
        return self._known[key]

    def _shown(self, path: Path) -> str:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"path": str(path)}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            return f"not shown: {answer['error']}"
        tree = answer["tree"].replace(self._home.name, "")
        return digest(answer["picture"], inked(answer["text"]), inked(tree))


def _package(parts: Mapping[str, bytes]) -> tuple[str, etree._Element]:
    """Return the place of the package document and its tree."""
    if parts.get("mimetype") != b"application/epub+zip":
        raise ValueError("no e-book")
    container = etree.fromstring(parts["META-INF/container.xml"])
    path = next(iter(container.iter(f"{CONTAINER}rootfile"))).get("full-path", "")
    return path, etree.fromstring(parts[path])
