"""No build opens a socket, or a file outside of its edition but for typefaces and what is installed.

Each kind of build is traced twice: by strace, which sees all that the process and those that it starts ask of
the system, and by Python's audit hooks, which see what Python opens; where the first is not allowed it is
skipped, and says so.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pytest
from desk import LETTER, TOML
from docx.opc.constants import RELATIONSHIP_TYPE
from pictures.drawn import drawn, saved, turned

from press.trace import PROGRAMS, TRACERS, Trace, allowed, outside, run, seen_by
from variorum.press import DONE, FAULTY

SECRET = "Plum brandy at the ferry"
LEIDEN = TOML.replace("soviet-archives", "leiden").partition("[signs]")[0].replace("typed", "handwritten")
OUT = "out"
REMOTE = "http://127.0.0.1:9/a"
FIGURE = '\n{{figure target="{}" description="seal"}}\n'
HOSTILE_SVG = f"""\
<!DOCTYPE svg SYSTEM "{REMOTE}.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>
<?xml-stylesheet href="{REMOTE}.css"?>
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><style>@import "{REMOTE}.css";
@font-face {{ font-family: a; src: url({REMOTE}.woff) }} rect {{ fill: url({REMOTE}.svg#a) }}</style>
<rect width="20" height="20"/><image href="{REMOTE}.png" width="5" height="5"/><use href="{REMOTE}.svg#a"/>
<image href="file:///etc/passwd" width="5" height="5"/><text font-family="a">&e;b</text>
<script href="{REMOTE}.js"/></svg>
"""
TEI = """\
{before}<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc>
<titleStmt><title>Letter</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><p>Words of a letter.</p>{inside}</body></text></TEI>
"""
HOSTILE_TEI = TEI.format(
    before=f"""<?xml-model href="{REMOTE}.rng"?>
<!DOCTYPE TEI SYSTEM "{REMOTE}.dtd" [<!ENTITY % p SYSTEM "{REMOTE}.ent"> <!ENTITY e SYSTEM "file:///etc/passwd">]>
""",
    inside=f"""<xi:include href="file:///etc/passwd" parse="text"/><p>&e;</p>
<figure><graphic url="{REMOTE}.png"/></figure><figure><graphic url="HTTP://127.0.0.1:9/a.png"/></figure>
<figure><graphic url="file:///etc/passwd"/></figure><figure><graphic url="//127.0.0.1/a.png"/></figure>
<figure><graphic url="../outside/p.png"/></figure><figure><graphic url="%2e%2e/outside/p.png"/></figure>
<figure><graphic url="/etc/passwd"/></figure><figure><graphic url="linked/p.png"/></figure>""",
)
PAGE = f"""\
<!DOCTYPE html><html><head><title>A letter</title><link rel="stylesheet" href="{REMOTE}.css">
<link rel="stylesheet" href="../../outside/a.css"><base href="{REMOTE}/"></head><body><article>
<h1>A letter</h1>
<p>The papers that you ask for left this office on the 24th of the month, and should be with you soon.</p>
<p><img src="p.png" alt="seal"><img src="{REMOTE}.png" alt="other">
<img src="../../outside/p.png" alt="third"></p>
<p>They should be with you by the end of the week, if the road is open; if not, by the end of the month.</p>
</article></body></html>
"""


def word_file() -> bytes:
    """Return a Word file with a picture of its own, and with parts that lie elsewhere."""
    file = docx.Document()
    file.add_paragraph("The papers that you ask for left this office.")
    file.add_picture(io.BytesIO(saved(drawn(), "PNG")))
    for kind in (RELATIONSHIP_TYPE.IMAGE, RELATIONSHIP_TYPE.HYPERLINK, RELATIONSHIP_TYPE.OLE_OBJECT):
        file.part.relate_to(f"{REMOTE}.png", kind, is_external=True)
        file.part.relate_to("file:///etc/passwd", kind, is_external=True)
    made = io.BytesIO()
    file.save(made)
    return made.getvalue()


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def transcript(root: Path) -> None:
    figures = FIGURE.format("p.png") + FIGURE.format("p.jpg") + FIGURE.format("p.svg")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text y="9">a</text></svg>'
    toml = TOML.replace("soviet-archives", "own.toml") + '[[front]]\nid = "f"\ntitle = "F"\nfile = "f.txt"\n'
    files = {"documents/one.txt": LETTER + figures, "f.txt": "A preface.\n", "p.svg": svg}
    own = {"own.toml": 'extends = "soviet-archives"\ntitle = "Own"\n', "style.toml": 'extends = "house"\n'}
    write(root, {**files, **own, "p.png": saved(drawn(), "PNG"), "p.jpg": turned("JPEG")})
    write(root, {"edition.toml": f'style = "style.toml"\n{toml}'})


def tei(root: Path) -> None:
    picture = '<figure><graphic url="p.png"/></figure>'
    write(root, {"documents/one.xml": TEI.format(before="", inside=picture), "p.png": saved(drawn(), "PNG")})
    write(root, {"edition.toml": TOML.replace("one.txt", "one.xml")})


def leiden(root: Path) -> None:
    write(root, {"edition.toml": LEIDEN, "documents/one.txt": "# Recto\n\n1. Θ[εοδ]ώρου\n2. χα(ίρειν)\n"})


def allow_outside(root: Path) -> None:
    toml = TOML.replace("documents/one.txt", "../outside/one.txt")
    write(root, {"edition.toml": toml})


def hostile(root: Path) -> None:
    targets = ("p.svg", f"{REMOTE}.png", "../outside/p.png", "/etc/passwd", "linked/p.png")
    figures = "".join(FIGURE.format(target) for target in targets)
    second = '[[document]]\nid = "two"\nfile = "documents/two.xml"\nbase = "typed"\n'
    toml = TOML.partition("[signs]")
    write(
        root, {"documents/one.txt": LETTER + figures, "documents/two.xml": HOSTILE_TEI, "p.svg": HOSTILE_SVG}
    )
    write(root, {"edition.toml": f"{toml[0]}{second}[signs]{toml[2]}"})
    (root / "linked").symlink_to("../outside")


def hostile_tables(root: Path) -> None:
    style = f'extends = "../outside/style.toml"\n[block.first]\ncolor = "url({REMOTE}.png)"\n'
    files = {"own.toml": f'extends = "{REMOTE}.toml"\n', "style.toml": style, "documents/one.txt": LETTER}
    toml = (
        TOML.replace("soviet-archives", "own.toml")
        + '[[front]]\nid = "f"\ntitle = "F"\nfile = "/etc/passwd"\n'
    )
    write(root, {**files, "edition.toml": f'style = "style.toml"\n{toml}'})


EDITIONS: Mapping[str, Callable[[Path], None]] = {
    "transcript": transcript,
    "tei": tei,
    "leiden": leiden,
    "outside-allowed": allow_outside,
    "hostile": hostile,
    "hostile-tables": hostile_tables,
}
GIVEN: Mapping[str, Mapping[str, str | bytes]] = {
    "word": {"one.docx": word_file()},
    "page": {"one.html": PAGE, "p.png": saved(drawn(), "PNG")},
    "hostile-given": {"one.xml": HOSTILE_TEI},
}
BUILT: Mapping[str, str] = {
    "transcript": "pdf,epub,docx,tei",
    "tei": "docx,tei",
    "word": "epub,docx",
    "page": "epub,docx",
    "leiden": "docx,tei",
    "outside-allowed": "docx,tei",
    "hostile": "pdf,epub,docx,tei",
    "hostile-tables": "pdf",
    "hostile-given": "docx",
}
FAULTS = {"hostile-tables": FAULTY}
MEANT = {"outside-allowed": ("outside/one.txt",)}
"""What `--allow-outside` reads, because the edition names it."""


def steps() -> list[list[str]]:
    """Return the commands of all kinds of builds."""
    made: list[list[str]] = []
    for kind, formats in BUILT.items():
        edition = f"{kind}/brought" if kind in GIVEN else kind
        if kind in GIVEN:
            made.append([kind, "new", edition, "--from", f"{kind}/given/{next(iter(GIVEN[kind]))}"])
        more = ["--allow-outside"] if kind in MEANT else []
        made.append([kind, "build", edition, "--to", formats, "--out", f"{kind}/{OUT}", "--jobs", "1", *more])
    return made


def lay(folder: Path) -> None:
    """Write the editions and files of all kinds, and beside them what is none of their business."""
    for kind, make in EDITIONS.items():
        make(folder / kind)
    for kind, files in GIVEN.items():
        write(folder / kind / "given", files)
    write(folder / "outside", {"one.txt": LETTER + SECRET + "\n", "p.png": saved(drawn(), "PNG")})
    write(folder / "outside", {"a.css": "p { color: red }", "style.toml": 'extends = "house"\n'})


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Trace]]:
    folder = tmp_path_factory.mktemp("traced")
    lay(folder)
    return folder, run(steps(), folder)


@pytest.fixture(params=TRACERS)
def trace(request: pytest.FixtureRequest, traces: tuple[Path, Mapping[str, Trace]]) -> tuple[Path, Trace]:
    return traces[0], seen_by(request.param, traces[1])


@pytest.mark.parametrize("kind", BUILT)
def test_a_build_opens_its_own_edition_and_what_is_installed(trace: tuple[Path, Trace], kind: str) -> None:
    folder, seen = trace
    own = allowed(folder / kind, folder / "tmp", folder / "cache", folder / "home")
    meant = {
        str(folder / name): "the edition names it, and --allow-outside is said"
        for name in MEANT.get(kind, ())
    }
    opened = seen.opened[kind]
    assert outside(opened, {**own, **meant}) == []
    assert all(path in opened for path in meant)
    assert any(path.startswith(f"{folder / kind}/") for path in opened), "the trace sees nothing"


@pytest.mark.parametrize("kind", BUILT)
def test_a_build_speaks_to_nobody(trace: tuple[Path, Trace], kind: str) -> None:
    _, seen = trace
    programs = {f"{how}{name}" for how in ("execve: ", "subprocess.Popen: ") for name in PROGRAMS}
    asked = (
        f"{one.partition(' ')[0]} {one.rpartition('/')[2].rpartition(' ')[2]}" for one in seen.asked[kind]
    )
    assert sorted(set(asked) - programs) == []


@pytest.mark.parametrize("kind", BUILT)
def test_a_build_that_is_traced_makes_its_files(trace: tuple[Path, Trace], kind: str) -> None:
    folder, seen = trace
    expected = FAULTS.get(kind, DONE)
    assert seen.statuses[kind][-1] == expected, seen.said[kind]
    made = {path.suffix for path in (folder / kind / OUT).glob("*")} if expected == DONE else set()
    assert made == (
        {f".{one}".replace(".tei", ".xml") for one in BUILT[kind].split(",")} if not expected else set()
    )
    assert SECRET not in seen.said[kind] or kind in MEANT


def test_a_hostile_edition_is_told_what_it_asked_for(trace: tuple[Path, Trace]) -> None:
    _, seen = trace
    for code in ("reference-remote", "picture-outside", "picture-cleaned", "picture-missing"):
        assert code in seen.said["hostile"], code


INJECTED: Mapping[str, tuple[str, str]] = {
    "file": ("open('/etc/passwd').close()", "/etc/passwd"),
    "relative": ("open('../passwd.txt', 'w').close()", "passwd.txt"),
    "folder": ("import os; os.listdir('/etc')", "/etc"),
    "socket": ("import socket; socket.socket().close()", "socket"),
    "connection": (
        "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError: 0",
        "127.0.0.1",
    ),
    "program": ("import subprocess; subprocess.run(['true'])", "true"),
}


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Mapping[str, Trace]]:
    folder = tmp_path_factory.mktemp("injected") / "own"
    folder.mkdir()
    return folder, run([[kind, code] for kind, (code, _) in INJECTED.items()], folder)


@pytest.mark.parametrize("tracer", TRACERS)
@pytest.mark.parametrize("kind", INJECTED)
def test_a_trace_sees_what_is_opened_outside(
    injected: tuple[Path, Mapping[str, Trace]], kind: str, tracer: str
) -> None:
    folder, seen = injected[0], seen_by(tracer, injected[1])
    found = [*outside(seen.opened[kind], allowed(folder)), *seen.asked[kind]]
    assert any(INJECTED[kind][1] in one for one in found), json.dumps(found)
