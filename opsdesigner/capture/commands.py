"""What the commands `capture` and `outline` do, and `convert` where a table of steps comes in."""

from __future__ import annotations

import sys
from pathlib import Path

from opsdesigner.edit.context import Refusal
from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import Document, new_document, open_document, parse_document, save
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import read_bytes
from opsdesigner.tables.delimited import decode
from opsdesigner.tables.reading import read_file

from .columns import headed
from .outline import outline_text
from .pasted import Pasted, of_table, read_lines
from .whole import Unreadable, capture


def capture_file(source: str, target: str) -> None:
    """Makes a document of a text; "-" is standard input or output. Raises Refused or OSError, nothing being written."""
    name = "standard input" if source == "-" else Path(source).name
    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source), "a text")
    text, _ = decode(data, name)
    _write(document_of(read_lines(text), name), target)


def document_of(source: Pasted, name: str) -> Document:
    """A new document of what a text or a table tells. Raises Refused, with the line or row and what to do."""
    document = new_document(blank()[0])
    try:
        made = capture(document.model, source.text)
    except Unreadable as unreadable:
        first, more = min(unreadable.misread, key=lambda each: each.line), len(unreadable.misread) - 1
        also = f" ({more} more {'lines are' if more > 1 else 'line is'} not understood)" if more else ""
        in_table = 0 < first.line <= len(source.rows)
        where = f"row {source.rows[first.line - 1]}" if in_table else f"line {first.line}, column {first.column}"
        raise Refused(f"{name}, {where}: {first.message}{also}.") from None
    except Refusal as refusal:
        raise Refused(f"{name}: {refusal}.") from None
    if not made.made:
        raise Refused(f"{name} names no step; write one to a line, for instance: Sales: Check order.")
    return document


def outline_file(source: str) -> None:
    """Prints the processes of a document as text. Raises Refused or OSError."""
    if source == "-":
        document = parse_document("standard input", sys.stdin.buffer.read())
    else:
        document = open_document(Path(source))
    sys.stdout.write(outline_text(document.model))


def convert_steps(source: str, target: str) -> list[str] | None:
    """Makes a document of a table of roles and steps, and returns what is to be told of it.

    None where the table is none of steps. Raises Refused or OSError.
    """
    sheet = read_file(Path(source))
    if (columns := headed(sheet)) is None:
        return None
    if target != "-" and Path(target).exists():
        raise Refused(f"{Path(target).name} is there already; steps make a new document, so name another file.")
    _write(document_of(of_table(sheet, columns), Path(source).name), target)
    unused = columns.unused(sheet)
    told = [f"row {problem.row}: {problem.sentence}" for problem in sheet.problems]
    told += [f"column {name} is none of role, step and remark, and was left out." for name in unused]
    return [*sheet.notes, *told]


def _write(document: Document, target: str) -> None:
    if target == "-":
        sys.stdout.buffer.write(document.snapshot().bytes())
        sys.stdout.buffer.flush()
    else:
        save(document, Path(target))
