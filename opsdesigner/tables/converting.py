"""From a table of people to a document and back, as the command line asks for it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from opsdesigner.edit.fresh import blank
from opsdesigner.files.document import Document, new_document, open_document, save
from opsdesigner.files.errors import Refused
from opsdesigner.files.saving import write_bytes

from .mapping import suggest
from .merging import carry_out, plan
from .people import people_grid, read_people
from .reading import ENDINGS, read_file
from .staff import people_of
from .writing import Grid, csv_bytes, xlsx_bytes


def _workbook(grid: Grid) -> bytes:
    return xlsx_bytes([grid])


WRITERS: dict[str, Callable[[Grid], bytes]] = {".csv": csv_bytes, ".xlsx": _workbook}


def is_table(name: str) -> bool:
    """Whether a file of this name holds a table rather than a document."""
    return Path(name).suffix.lower() in ENDINGS


def convert(source: str, target: str) -> list[str]:
    """A table into a document, an existing one being updated; or a document's people into a table.

    Returns what is to be told of the rows. Raises Refused or OSError; then nothing was written.
    """
    if is_table(source) and is_table(target):
        raise Refused(f"{Path(target).name} is a table as well; convert {Path(source).name} to a .bpmn file.")
    return _import(Path(source), target) if is_table(source) else _export(source, Path(target))


def _import(source: Path, target: str) -> list[str]:
    sheet = read_file(source)
    mapping = suggest(sheet)
    if mapping.lacks:
        raise Refused(f"{source.name} does not say which column holds the names; head it with “Name”.")
    table = read_people(sheet, mapping)
    document = _document(target)
    made = plan(document.model, table.people)
    carry_out(document.model, made)
    if target == "-":
        sys.stdout.buffer.write(document.snapshot().bytes())
        sys.stdout.buffer.flush()
    else:
        save(document, target)
    told = [f"row {problem.row}: {problem.sentence}" for problem in table.problems]
    gone = [f"{entry.name} {entry.changes[0]} and was kept." for entry in made.gone]
    return [*sheet.notes, *told, *made.notes, *gone]


def _document(target: str) -> Document:
    if target != "-" and Path(target).exists():
        return open_document(target)
    return new_document(blank()[0])


def _export(source: str, target: Path) -> list[str]:
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise Refused(f"{target.name}: people are written as {' or '.join(WRITERS)}.")
    if source == "-":
        raise Refused("a table of people is made from a file; name it instead of -.")
    write_bytes(target, write(people_grid(people_of(open_document(source).model))))
    return []
