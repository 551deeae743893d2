"""The command line. Only this module and its commands print, write files and set the exit status.

What a command needs is imported when it is asked for, so that help appears at once.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from variorum.collection import collect_seldom

DESCRIPTION = "Publish documentary editions as print PDF, EPUB and Word, with a proof that nothing is lost."
EPILOG = """\
exit status: 0 done · 1 errors in the manuscript, or warnings under --strict · 2 a file failed its proof
             3 wrong usage · 4 a component of this machine is missing"""
USAGE = 3
LONGEST_USUAL = 200
"""How many characters a word of the command line may have that is not looked at."""
SCHEMAS = ("edition", "set", "profile", "style")


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is short, names the nearest word, and exits with the status of wrong usage."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and how to get help."""
        if "invalid choice: " in message:
            difflib = importlib.import_module("difflib")
            asked, _, choices = message.partition("invalid choice: ")[2].partition(" (choose from ")
            known = [choice.strip("' )") for choice in choices.split(",")]
            near = difflib.get_close_matches(asked.strip("'"), known, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"there are: {', '.join(known)}"
            message = f"there is no “{asked.strip(chr(39))}”; {hint}"
        print(f"{self.prog}: {message}\nTry: {self.prog} --help", file=sys.stderr)
        sys.exit(USAGE)


class Version(argparse.Action):
    """Print the version; asking the metadata for it takes time, so it is done only here."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print and exit."""
        print(f"variorum {importlib.import_module('importlib.metadata').version('variorum')}")
        sys.exit(0)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    main = Parser(
        prog="variorum",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    main.add_argument("--version", action=Version, nargs=0, help="show the version and exit")
    commands = main.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)

    def command(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, allow_abbrev=False)

    _build(command("build", "build editions; each file is proofed before it is written"))

    check = command("check", "show what is to be mended in editions; nothing is built")
    _editions(check)
    _formats(check)
    _print_options(check)
    _strict(check)

    _proof(command("proof", "read a finished file back and compare it with its edition"))

    _pull(command("pull", "carry what an editor changed in a Word file back into the sources"))

    account = command("account", "show what became of every word of the sources, and which rules add words")
    account.add_argument("edition", metavar="EDITION", nargs="?", default=".")
    _print_options(account)
    _json(account)

    _model(command("model", "show an edition as it is read"))

    conventions = command("conventions", "list the convention sets, or show the signs of one with samples")
    conventions.add_argument("set", metavar="SET", nargs="?")
    conventions.add_argument(
        "--language", metavar="TAG", help="the language of their words, as de or en-US (the set's own)"
    )
    _json(conventions)

    _explain(command("explain", "say what a finding means and how to mend it, or list all findings"))

    schema = command("schema", "print the JSON Schema of a kind of TOML file, for editors that know such")
    schema.add_argument("kind", metavar="KIND", choices=SCHEMAS, help=f"one of {', '.join(SCHEMAS)}")

    _doors(command("formats", "list what can be written and what can be read"))

    _new(command("new", "make the folder of a new edition, of files or small, ready to build"))

    _json(command("doctor", "look whether this machine has what variorum needs"))
    return main


def _doors(to: argparse.ArgumentParser) -> None:
    _json(to)
    to.add_argument(
        "--less", action="store_true", help="tell what each carries less than an edition has, as --json does"
    )


def _build(to: argparse.ArgumentParser) -> None:
    _editions(to)
    _formats(to)
    to.add_argument("--out", metavar="DIR", default="dist", help="the folder for the files (default: dist)")
    to.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="how many processes (default: one a core, for a small edition one)",
    )
    to.add_argument("--quiet", action="store_true", help="say what lets an edition fail, of several a count")
    to.add_argument("--fail-fast", action="store_true", help="build no edition behind one that failed")
    _print_options(to)
    _purpose(to)
    _template(to)
    _strict(to)


def _proof(to: argparse.ArgumentParser) -> None:
    to.add_argument("file", metavar="FILE")
    to.add_argument("--against", metavar="EDITION", required=True, help="the edition's folder")
    to.add_argument(
        "--foreign",
        action="store_true",
        help="another program saved it: proof words, notes, signs and pages, and list what is not proofed",
    )
    _print_options(to)
    _purpose(to)
    _template(to)
    _json(to)


def _pull(to: argparse.ArgumentParser) -> None:
    to.add_argument("file", metavar="FILE")
    to.add_argument("--into", metavar="EDITION", required=True, help="the edition's folder")
    to.add_argument("--apply", action="store_true", help="write the changes; without it they are shown")
    to.add_argument("--ask", action="store_true", help="ask for each change whether it is wished, by key")
    to.add_argument("--html", metavar="FILE", help="write the report as a page to read")
    to.add_argument("--author", metavar="NAME", action="append", help="only changes that NAME has tracked")
    to.add_argument(
        "--only", metavar="KIND", action="append", help="only changes of a kind: words, blank, paragraph"
    )
    for name, what in (
        ("--accept", "only the changes of these numbers"),
        ("--reject", "all but these, which are remembered with --apply"),
    ):
        to.add_argument(name, metavar="N", type=int, nargs="+", help=what)
    _print_options(to)
    _json(to)


def _model(to: argparse.ArgumentParser) -> None:
    to.add_argument("edition", metavar="EDITION", nargs="?", default=".")
    to.add_argument("--why", action="store_true", help="show for each sign which rule decided what it means")
    to.add_argument(
        "--origins",
        action="store_true",
        help="show for all that is printed the place of the source that it is from, or the rule that made it",
    )
    _outside(to)
    _json(to)


def _explain(to: argparse.ArgumentParser) -> None:
    to.add_argument("code", metavar="CODE", nargs="?", help="the name of a finding (unclosed-bracket)")
    form = to.add_mutually_exclusive_group()
    form.add_argument("--markdown", action="store_true", help="print a page of documentation")
    form.add_argument("--json", action="store_true", help="print JSON for machines")


def _new(to: argparse.ArgumentParser) -> None:
    to.add_argument("folder", metavar="DIR")
    to.add_argument(
        "--from",
        dest="files",
        metavar="FILE",
        nargs="+",
        help="make it of these: TEI, Word files, web pages, transcripts; files, folders or patterns",
    )
    to.add_argument(
        "--convention",
        metavar="SET",
        help="with --from: what brackets and italics mean in them (default: the set that knows such texts)",
    )
    to.add_argument(
        "--revisions",
        choices=("accept", "reject"),
        default="accept",
        help="with --from: what becomes of tracked changes in Word files (default: accept)",
    )
    to.add_argument(
        "--comments",
        choices=("queries", "notes", "none"),
        default="queries",
        help="with --from: comments of Word files become queries, which no page prints, or notes, or are left"
        " out and told (default: queries)",
    )


def _editions(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "editions", metavar="EDITION", nargs="*", default=["."], help="folders with an edition.toml"
    )


def _print_options(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--profile",
        help="a profile by name (edition, reading, diplomatic), or a TOML file in the edition's folder",
    )
    to.add_argument(
        "--style", help="a house style by name (house, large-print), or a TOML file in the edition's folder"
    )
    to.add_argument(
        "--conventions",
        metavar="SET",
        help="print by this convention set, whatever the texts are read by (variorum conventions lists them)",
    )
    _outside(to)


def _purpose(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--for",
        dest="purposes",
        metavar="PURPOSE",
        action="append",
        help="what a file is made for: a Word file for editing, as without this, or as a book",
    )


def _template(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--queries",
        action="store_true",
        help="ask what check finds in comments of a Word file, beside the queries of the edition",
    )
    to.add_argument(
        "--template",
        metavar="FILE",
        help="a Word file of a publisher, whose styles give a Word file their looks by their names",
    )


def _outside(to: argparse.ArgumentParser) -> None:
    to.add_argument(
        "--allow-outside",
        action="store_true",
        help="read files that the edition names outside of its folder too, and name each",
    )


def _formats(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--to",
        metavar="FORMATS",
        action="append",
        help="formats, parted by commas, or one at a time (default: as edition.toml says)",
    )


def _strict(to: argparse.ArgumentParser) -> None:
    to.add_argument("--strict", action="store_true", help="warnings count as errors")
    _json(to)


def _json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help="print JSON for machines")


def _jobs(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"“{value}” is no number of processes")
    return int(value)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign of the source gets a replacement, not a failure.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    arguments = parser().parse_args(argv)
    if unfit := _unfit(arguments):
        print(f"variorum: {unfit}", file=sys.stderr)
        return USAGE
    terminated = _interrupt_on_termination()
    collect_seldom()
    try:
        return int(importlib.import_module(f"variorum.commands.{arguments.command}").run(arguments))
    except KeyboardInterrupt:
        print("\ninterrupted; nothing was written by halves", file=sys.stderr)
        return 128 + (signal.SIGTERM if terminated() else signal.SIGINT)
    except BrokenPipeError:
        # Whoever read the output has read enough; leave nothing to be flushed at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("VARIORUM_TRACEBACK"):
            raise
        return _own_fault(error)


def _unfit(arguments: argparse.Namespace) -> str:
    """Return why a word of the command line can be no name, empty if all can."""
    given = (one for said in vars(arguments).values() for one in (said if isinstance(said, list) else [said]))
    for one in given:
        # The door to files is imported only for what looks like none.
        if isinstance(one, str) and (len(one) > LONGEST_USUAL or not one.isprintable()):
            folder = importlib.import_module("variorum.folder")
            if reason := folder.unfit_name(one):
                return f"“{folder.short_name(one)}” can be no name: {reason}"
    return ""


def _interrupt_on_termination() -> Callable[[], bool]:
    """Let a request to terminate end the run like an interrupt; return whether there was one."""
    seen: list[int] = []

    def interrupt(number: int, frame: object) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    # Outside the main thread there is no setting of signals; whoever runs us there looks after them.
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGTERM, interrupt)
    return lambda: bool(seen)


def _own_fault(error: Exception) -> int:
    """Say that variorum itself failed, where, and how to see more."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    print(
        f"variorum failed at {where}: {type(error).__name__}: {error}\n"
        "This is a fault of variorum, not of your edition; set VARIORUM_TRACEBACK=1 to see the whole of it.",
        file=sys.stderr,
    )
    return 4


if __name__ == "__main__":
    sys.exit(main())
