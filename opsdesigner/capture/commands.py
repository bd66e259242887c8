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

from .outline import outline_text
from .steps import steps_text
from .whole import Unreadable, capture


def capture_file(source: str, target: str) -> None:
    """Makes a document of a text; "-" is standard input or output. Raises Refused or OSError, nothing being written."""
    name = "standard input" if source == "-" else Path(source).name
    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source), "a text")
    text, _ = decode(data, name)
    _write(document_of(text, name), target)


def document_of(text: str, name: str) -> Document:
    """A new document of what a text tells. Raises Refused, with the line and what to do."""
    document = new_document(blank()[0])
    try:
        made = capture(document.model, text)
    except Unreadable as unreadable:
        first, more = unreadable.misread[0], len(unreadable.misread) - 1
        also = f" ({more} more lines are not understood)" if more else ""
        raise Refused(f"{name}, line {first.line}, column {first.column}: {first.message}{also}.") from None
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


def convert_steps(source: str, target: str) -> bool:
    """A document of a table of roles and steps; False where the table is none of steps. Raises Refused or OSError."""
    text = steps_text(read_file(Path(source)))
    if text is None:
        return False
    if target != "-" and Path(target).exists():
        raise Refused(f"{Path(target).name} is there already; steps make a new document, so name another file.")
    _write(document_of(text, Path(source).name), target)
    return True


def _write(document: Document, target: str) -> None:
    if target == "-":
        sys.stdout.buffer.write(document.snapshot().bytes())
        sys.stdout.buffer.flush()
    else:
        save(document, Path(target))
