"""The order of the house as data, and what measures a tree of Python files against it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

INIT = "__init__"

ORDER: Mapping[str, str] = {
    "variorum": "source callslips fontconfig / findings / docket"
    " / addresses claim collection decode toml archive folder roles vocabulary"
    " / tables / model manuscript words / conventions / doors / codecs ooxml css / pictures"
    " / origin placeholders / run carried / publication extract returned / directions endings / style / fonts"
    " / apparatus proof account / contract / project registry / press / accession pull / report / commands"
    " / cli",
    "variorum.findings": "finding / __init__ accession conventions edition files machine marks proof tei"
    " transcript typesetting / catalogue examples",
    "variorum.tables": "domains / declaration / layers reading / schema",
    "variorum.model": "facts kinds / inline / block / document / __init__ / schema / walk json notation"
    " / calls",
    "variorum.words": "divisions template / language / numbers surnames / calendar edition_language",
    "variorum.conventions": "ambiguity normal_forms texts typed_text / values / papers layers / sign / engine"
    " readable set_table / load / __init__",
    "variorum.codecs": "transcript tei / leiden tei_codec / notations / __init__ transcript_codec",
    "variorum.codecs.transcript": "strand sign_places / construct_call marks / printed_calls sign_form"
    " / claim_book / reading / canonical / writing",
    "variorum.codecs.transcript.reading": "tidying / block_lines meanings / bracket_checks checks"
    " / page_starts paragraphs pipe_tables / head block_constructs / structure / document",
    "variorum.codecs.transcript.writing": "constructs / signs / document",
    "variorum.codecs.leiden": "marks / reading writing",
    "variorum.codecs.leiden.reading": "machine / nodes / edition_spans / edition_marks translation"
    " / notations / document",
    "variorum.codecs.leiden.writing": "edition / translation / document",
    "variorum.codecs.tei": "schema separate vocabulary / attributes / reading writing / line_ends / content"
    " / units naming record remarks / corpus / volume",
    "variorum.codecs.tei.reading": "places / xml notes / context / space header trust / inlines"
    " / flow / prose / lists / blocks",
    "variorum.codecs.tei.writing": "pen registers / inlines / placing / lists / blocks",
    "variorum.css": "values writing / reading",
    "variorum.ooxml": "names measures / xml / canonical elements / package styles / numbering",
    "variorum.pictures": "complaints kinds svg_vocabulary typesetter / still svg_weight / fetcher raster svg"
    " / drawing / reading / __init__",
    "variorum.style": "values / tokens / looks room / reading / __init__",
    "variorum.apparatus": "numerals profile template last_resort / wording / registers"
    " / ledger origins languages / text / document_notes matter omissions / edition / __init__",
    "variorum.apparatus.text": "meanings / flow / lines references / mentions / signs"
    " / ranges pages stops / choices / inlines / tables / blocks / head",
    "variorum.apparatus.text.lines": "brackets calls divided_emphasis ends lemma places short_lines"
    " / head_data",
    "variorum.apparatus.text.meanings": "emendation glyphs hands hyphens items"
    " line_numbers metamarks segments word_ends worded_extents / extents forms",
    "variorum.apparatus.matter": "declarations doubts legend sharing slips volume / front people",
    "variorum.account": "flows imports source_text / balance elements notation / settlement / edition"
    " / __init__",
    "variorum.account.imports": "alignment rules / stream / file_words transcript_words"
    " / comparison word page_words"
    " / balance / page_balance / import_account",
    "variorum.account.imports.word": "parts pieces / words / elements / file",
    "variorum.account.elements": "line_ends table / reading / omissions",
    "variorum.proof": "sequence / expectation / form / comparison / edition / __init__",
    "variorum.project": "__init__ keys files / schema load",
    "variorum.docket": "__init__ installation / filing",
    "variorum.press": "__init__ / workers output glyphs pictures cache document_files / unprintable"
    " / preparation sheets binding / questions / pipeline",
    "variorum.accession": "document_ids file_opening languages recognition unwrapped / refusals manuscript"
    " / plain web word edition_toml file_patterns report / importers identification / intake / __init__",
    "variorum.accession.importers": "plain_text tei web_page word",
    "variorum.accession.manuscript": "foreign_words labels pictures symbol_fonts / transcription / __init__"
    " / transcripts / accession",
    "variorum.accession.plain": "counting / leaves / papers / notes / copyist / transcription / __init__",
    "variorum.accession.web": "page style_sheets line_ends / equations markup content / calls / regions"
    " / notes / flow / saved_page / __init__",
    "variorum.accession.word": "comments equations styles references revisions / runs shown"
    " / beside contents / word_file / __init__",
    "variorum.pull": "encoding file / writing / since / changes laws keys / decisions desk page"
    " / trial / carrying / pulling",
    "variorum.pull.file": "items / note_streams / comparison / absence",
    "variorum.pull.writing": "places edits / frames looks sign_places note_edits / wording marks restyling"
    " / paragraphs rows / rebase",
    "variorum.commands": "docketing results conventions doctor explain formats schema"
    " / account build check model new proof pull",
    "variorum.commands.new": "bring / __init__",
    "variorum.commands.pull": "keys / __init__",
    "variorum_html": "css elements / flow / blocks / pages / __init__",
    "variorum_pdf": "destinations font_program set / paint read / marking proofsheet / sheets / bind / closed"
    " / __init__",
    "variorum_pdf.set": "landscape markup paging anchors line_ends / galley / leftwards / blanks overwide"
    " small_capitals",
    "variorum_pdf.paint": "accents coverage reading_order / pages / structure",
    "variorum_pdf.bind": "imposition metadata tagging typefaces / furniture / book",
    "variorum_pdf.read": "canvas operators ink tree"
    " / content faults looks margin spacing traits / pages place / extraction",
    "variorum_pdf.read.pages": "digests sight / painted",
    "variorum_pdf.closed": "furniture links objects sizes trees typefaces / edges navigation structure"
    " / language",
    "variorum_epub": "composition cover read survey typesetting / fonts metadata navigation"
    " / binding marking / language / __init__",
    "variorum_epub.read": "cascade traits / walk / known_pages / extraction",
    "variorum_docx": "direction_marks names numbering open_ends purposes / read write / returning"
    " / bind house_template package_due / leads_due / looks_due / language marking / renderer / __init__",
    "variorum_docx.write": "desk looks scripts / inlines / comments tables / blocks / sheets / guide",
    "variorum_docx.bind": "package sections template / book",
    "variorum_docx.returning": "manuscript / base",
    "variorum_docx.read": "comments note_count visibility parts survey / extraction",
    "variorum_markdown": "marks / reading writing / __init__",
}
"""The rooms and loose files of each package, line by line from the ground up, `/` between the lines.

A file imports from the lines above its own and from its own room; never from a sibling on the same line. The
`__init__` of a room has a place of its own if it imports or is imported.
"""


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its full name, and what it imports of the tree with the line that says so."""

    name: str
    path: Path
    is_package: bool
    imports: Mapping[str, int]

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the way to the file from the outermost package."""
        parts = tuple(self.name.split("."))
        return (*parts, INIT) if self.is_package else parts


def python_files(*folders: Path) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in folder.rglob("*.py")
        if not {"node_modules", "__pycache__"} & set(path.parts)
    )


def module_name(path: Path, base: Path) -> str:
    parts = path.relative_to(base).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == INIT else parts)


def imports(path: Path, base: Path) -> Iterator[tuple[int, str]]:
    """Yield line and full name of all a module imports, anywhere in it, for the type checker only too."""
    package = path.relative_to(base).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        match node:
            case ast.Import():
                yield from ((node.lineno, alias.name) for alias in node.names)
            case ast.ImportFrom():
                parts = package[: len(package) - node.level + 1] if node.level else ()
                origin = ".".join((*parts, *([node.module] if node.module else [])))
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def tree(*bases: Path) -> dict[str, Module]:
    """Return the modules below some folders by name; imports of anything else are left out.

    A file belongs to the innermost of the folders.
    """
    homes = {path: base for base in sorted(bases) for path in python_files(base)}
    places = {module_name(path, base): (path, base) for path, base in homes.items()}
    modules = {}
    for name, (path, base) in places.items():
        reached: dict[str, int] = {}
        for line, imported in imports(path, base):
            target = _module_of(imported, places)
            if target is not None and target != name:
                reached.setdefault(target, line)
        modules[name] = Module(name, path, path.stem == INIT, reached)
    return modules


def _module_of(imported: str, names: Iterable[str]) -> str | None:
    """Return the module that an imported name reaches: itself, or the one that holds it."""
    parts = imported.split(".")
    heads = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((head for head in heads if head in names), None)


def rings(modules: Mapping[str, Module]) -> list[str]:
    """Return each ring of files as the imports that close it; of files in several rings, the shortest."""
    told = []
    for component in _components(modules):
        ring = min((_way_back(modules, name, component) for name in sorted(component)), key=len)
        steps = [f"{first} (line {modules[first].imports[second]})" for first, second in pairwise(ring)]
        told.append(" → ".join((*steps, ring[-1])))
    return sorted(told)


def _components(modules: Mapping[str, Module]) -> list[set[str]]:
    """Return the sets of modules in which each reaches each (Tarjan's strongly connected components)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    components = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        stack.append(name)
        for other in modules[name].imports:
            if other not in number:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], number[other])
        if lowest[name] == number[name]:
            members = set(stack[stack.index(name) :])
            del stack[stack.index(name) :]
            if len(members) > 1:
                components.append(members)

    for name in sorted(modules):
        if name not in number:
            visit(name)
    return components


def _way_back(modules: Mapping[str, Module], start: str, within: set[str]) -> list[str]:
    """Return the shortest way along imports from a module back to itself."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for other in sorted(within.intersection(modules[way[-1]].imports)):
            if other == start:
                return [*way, start]
            if other not in seen:
                seen.add(other)
                ways.append([*way, other])
    raise AssertionError(f"{start} is in no ring")


def ranks(lines: str) -> dict[str, int]:
    """Return the line on which each name of an order stands."""
    return {name: rank for rank, line in enumerate(lines.split("/")) for name in line.split()}


def unplaced(modules: Mapping[str, Module], order: Mapping[str, str]) -> list[str]:
    """Return what an order leaves out, and what it names that is not there or names twice."""
    imported = {name for module in modules.values() for name in module.imports}
    members: dict[str, set[str]] = {}
    for module in modules.values():
        steps = module.steps
        bare = module.is_package and not module.imports and module.name not in imported
        for depth in range(1, len(steps) - bare):
            members.setdefault(".".join(steps[:depth]), set()).add(steps[depth])
    wrong = []
    for package, there in sorted(members.items()):
        named = order.get(package, "").replace("/", " ").split()
        if len(there) > 1 or named:
            wrong += [f"{package}: {name} has no place" for name in sorted(there - set(named))]
            wrong += [f"{package}: {name} is not there" for name in sorted(set(named) - there)]
            wrong += [
                f"{package}: {name} has two places" for name in sorted(set(named)) if named.count(name) > 1
            ]
    return wrong + [f"{package} is not there" for package in sorted(set(order) - set(members))]


def against_order(modules: Mapping[str, Module], order: Mapping[str, str]) -> list[str]:
    """Return the imports that do not lead to a line above, inside each package that has an order."""
    places = {package: ranks(lines) for package, lines in order.items()}
    wrong = []
    for module in modules.values():
        for name, line in module.imports.items():
            package, own, other = _parting(module.steps, modules[name].steps)
            rank = places.get(package, {})
            if own in rank and other in rank and rank[other] >= rank[own]:
                wrong.append(
                    f"{module.name}:{line} imports {name}, but {other} is not above {own} in {package}"
                )
    return sorted(wrong)


def _parting(one: Sequence[str], other: Sequence[str]) -> tuple[str, str, str]:
    """Return the package in which the ways to two files part, and the step that each takes there."""
    shared = next(at for at, (first, second) in enumerate(zip(one, other, strict=False)) if first != second)
    return ".".join(one[:shared]), one[shared], other[shared]
