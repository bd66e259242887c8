"""The command line: a table of commands, what each needs, and how each ends."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from opsdesigner import __version__, sentences, usage

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")  # of people: files of the other kind are documents
ASKED = ("owners", "raci", "handoffs", "role", "unowned", "idle", "exceptions", "disagreements")


class Command(NamedTuple):
    name: str
    summary: str
    needs: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


class Request(NamedTuple):
    """A command line that was understood."""

    command: Command
    arguments: argparse.Namespace

    @property
    def needs(self) -> tuple[str, ...]:
        return self.command.needs


class _Parser(argparse.ArgumentParser):
    """Refuses in one line, where argparse would print the usage first."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` shows how it is used.\n")


def _window_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="a BPMN file to open")


def _window(arguments: argparse.Namespace) -> int:
    from opsdesigner.app.main import run

    return run(arguments.files)


def _in_and_out(parser: argparse.ArgumentParser, read: str, written: str, what: str = "IN") -> None:
    parser.add_argument("source", metavar=what, help=f"{read}; - is standard input")
    parser.add_argument("target", metavar="OUT", help=f"{written}; - is standard output")


def _convert_arguments(parser: argparse.ArgumentParser) -> None:
    _in_and_out(parser, "the file to read", "the file to write")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when there are notes")


def _convert(arguments: argparse.Namespace) -> int:
    if arguments.source.lower().endswith(TABLES) and not arguments.target.lower().endswith(TABLES):
        from opsdesigner.capture.commands import convert_steps

        if (told := convert_steps(arguments.source, arguments.target)) is not None:
            return _noted(told, arguments.strict)
    if any(name.lower().endswith(TABLES) for name in (arguments.source, arguments.target)):
        from opsdesigner.tables.converting import convert
    else:
        from opsdesigner.files.document import convert

    return _noted(convert(arguments.source, arguments.target), arguments.strict)


def _noted(notes: Sequence[str], strict: bool) -> int:
    """Tells what is to be known of what was converted; the exit code."""
    for note in notes:
        print(note, file=sys.stderr)
    return 1 if notes and strict else 0


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help="the file to read; - is standard input")
    said = "ends in .svg, .png or .pdf; - is standard output"
    parser.add_argument("-o", dest="target", metavar="OUT", required=True, type=usage.picture, help=said)
    parser.add_argument("--diagram", metavar="ID", default="", help="which one, or all; the first where it is left out")
    parser.add_argument(
        "--scale", metavar="N", type=usage.scale, default=1.0, help="size of a .png: 2 is twice as large"
    )
    said = "what standard output gets; svg where it is left out"
    parser.add_argument("--as", dest="kind", choices=usage.KINDS, default="svg", help=said)


def _export(arguments: argparse.Namespace) -> int:
    from opsdesigner.canvas.output.export import export

    for written in export(arguments.source, arguments.target, arguments.diagram, arguments.scale, arguments.kind):
        print(written)
    return 0


def _layout_arguments(parser: argparse.ArgumentParser) -> None:
    _in_and_out(parser, "the file to read", "the file to write")
    parser.add_argument("--diagram", metavar="ID", default="", help="which one; all where it is left out")
    parser.add_argument("--wrap", metavar="PX", type=float, default=0.0, help="in rows of this width, where it can be")


def _layout(arguments: argparse.Namespace) -> int:
    from opsdesigner.redrawing import layout

    layout(arguments.source, arguments.target, arguments.diagram, arguments.wrap)
    return 0


def _capture_arguments(parser: argparse.ArgumentParser) -> None:
    _in_and_out(parser, "the text to read", "the BPMN file to write", "TEXT")


def _capture(arguments: argparse.Namespace) -> int:
    from opsdesigner.capture.commands import capture_file

    capture_file(arguments.source, arguments.target)
    return 0


def _outline_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help="the file to read; - is standard input")


def _outline(arguments: argparse.Namespace) -> int:
    from opsdesigner.capture.commands import outline_file

    outline_file(arguments.source)
    return 0


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help="the file to look at; - is standard input")
    parser.add_argument("--json", dest="as_json", action="store_true", help="a list of check, severity, elements, text")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when something was found")


def _check(arguments: argparse.Namespace) -> int:
    from opsdesigner.asking import check

    found = check(arguments.source, arguments.as_json)
    return 1 if found and arguments.strict else 0


def _answer_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="IN", help="the file to ask; - is standard input")
    parser.add_argument("question", metavar="QUESTION", choices=ASKED, help=f"one of {', '.join(ASKED)}")
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="whom it is about: the name of a role")
    parser.add_argument("--json", dest="as_json", action="store_true", help="rows as JSON instead of lines")


def _answer(arguments: argparse.Namespace) -> int:
    from opsdesigner.asking import answer

    answer(arguments.source, arguments.question, arguments.name, arguments.as_json)
    return 0


def _diff_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="A", help="the file as it was; - is standard input")
    parser.add_argument("second", metavar="B", nargs="?", default="", help="as it is; left out: A in words, for git")
    parser.add_argument("--json", dest="as_json", action="store_true", help="a list of kind, ids, sentence, values")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when there are differences")


def _diff(arguments: argparse.Namespace) -> int:
    from opsdesigner.comparing.commands import compare

    found = compare(arguments.first, arguments.second, arguments.as_json)
    return 1 if found and arguments.strict else 0


def _merge_arguments(parser: argparse.ArgumentParser) -> None:
    for name, said in (
        ("base", "both come from"),
        ("ours", "is kept where both differ"),
        ("theirs", "is joined to it"),
    ):
        parser.add_argument(name, metavar=name.upper(), help=f"the file that {said}")
    parser.add_argument("target", metavar="OUT", help="the file to write; - is standard output")


def _merge(arguments: argparse.Namespace) -> int:
    from opsdesigner.comparing.commands import merge

    return 1 if merge(arguments.base, arguments.ours, arguments.theirs, arguments.target) else 0


def _drive_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to edit; made where it is missing")
    parser.add_argument("script", metavar="SCRIPT", help="lines of JSON, an edit or a save each; - is standard input")


def _drive(arguments: argparse.Namespace) -> int:
    from opsdesigner.driving import drive

    return drive(arguments.file, arguments.script)


def _dump_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to look at")


def _dump(arguments: argparse.Namespace) -> int:
    from opsdesigner.driving import dump

    return dump(arguments.file)


WINDOW = Command("", "open the window", ("window",), _window_arguments, _window)
COMMANDS = {
    command.name: command
    for command in (
        Command("convert", "read a file and write it again", (), _convert_arguments, _convert),
        Command("export", "write pictures of diagrams", ("pictures",), _export_arguments, _export),
        Command("layout", "lay out diagrams anew", (), _layout_arguments, _layout),
        Command("capture", "make a drawing of lines of text", (), _capture_arguments, _capture),
        Command("outline", "print processes as lines of text", (), _outline_arguments, _outline),
        Command("check", "tell what stands in the way", (), _check_arguments, _check),
        Command("answer", "answer a question about a file", (), _answer_arguments, _answer),
        Command("diff", "tell what differs between two files", (), _diff_arguments, _diff),
        Command("merge", "join two edits of one file", (), _merge_arguments, _merge),
        Command("drive", "make the edits of a script, each safe on disk", (), _drive_arguments, _drive),
        Command("dump", "list the steps, as after a crash", (), _dump_arguments, _dump),
    )
}


def parse(words: list[str]) -> Request:
    """What these words ask for. `--help`, `--version` and what cannot be understood end the program here."""
    command = COMMANDS.get(words[0], WINDOW) if words else WINDOW
    parser = _parser(command)
    arguments = parser.parse_args(words[1:] if command.name else words)
    if command is WINDOW:
        _refuse_misspelled(parser, arguments.files)
    return Request(command, arguments)


def _parser(command: Command) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=f"opsdesigner {command.name}".strip(),
        description=f"OpsDesigner {__version__}: {command.summary}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    if command is WINDOW:
        rows = "".join(f"  {name:9}{row.summary} (opsdesigner {name} --help)\n" for name, row in COMMANDS.items())
        parser.epilog = f"commands, none of which needs a display:\n{rows}\n{usage.EXAMPLES}"
        parser.add_argument("--version", action="version", version=f"OpsDesigner {__version__}")
    command.arguments(parser)
    return parser


def _refuse_misspelled(parser: argparse.ArgumentParser, files: list[str]) -> None:
    """A first word that is no path at all was meant to be a command."""
    if files and files[0].isidentifier() and not os.path.exists(files[0]):
        parser.error(f"{files[0]} is neither a file nor a command ({', '.join(COMMANDS)})")


def run(request: Request) -> int:
    """The exit code. Whatever happens, the user reads a sentence and never a traceback."""
    from opsdesigner.files.errors import Refused

    try:
        code = request.command.run(request.arguments)
        sys.stdout.flush()
        return code
    except Refused as refusal:
        return _refused(str(refusal))
    except BrokenPipeError:
        # The reader has gone; what is still in the buffer must not be reported once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        return _refused(sentences.sentence(error))
    except KeyboardInterrupt:
        return 130
    except MemoryError:
        return _refused("there is not enough memory for this file.")
    except Exception as error:
        return _refused(f"this failed inside OpsDesigner ({type(error).__name__}: {error}){sentences.report()}.")


def _refused(text: str) -> int:
    print(f"opsdesigner: {' '.join(text.split())}", file=sys.stderr)
    return 2
