"""Who does what and who hands to whom, as tables to write or to copy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from opsdesigner.analysis.handovers import Matrix
from opsdesigner.analysis.order import process_name
from opsdesigner.analysis.raci import raci
from opsdesigner.model import Id, Model
from opsdesigner.model.queries import title

from .delimited import guarded
from .writing import Cell, Grid

LETTERS = "R does it, A answers for it, C is asked, I is told"


def raci_table(model: Model, process: Id, more: Sequence[Id] = ()) -> Grid:
    """A row for each step of a process, a column for everyone with a part in one and for those named besides."""
    grid = raci(model, process)
    who = list(dict.fromkeys((*grid.resources, *more)))
    rows = [(_name(model, step), *(grid.at(each, step) for each in who)) for step in grid.steps]
    name = process_name(model, process) or "Process"
    return Grid(f"RACI {name}", ("Step", *(_name(model, each) for each in who)), rows, f"{name}: {LETTERS}.", 1)


def hand_over_table(model: Model, found: Matrix, what: str) -> Grid:
    """How often each of the left hands to each of the right; nothing stands where nothing passes."""
    header = ("From \\ to", *(_name(model, taker) for taker in found.takers))
    rows: list[tuple[Cell, ...]] = [
        (_name(model, giver), *(found.number(giver, taker) or None for taker in found.takers)) for giver in found.givers
    ]
    return Grid("Hand-overs", header, rows, f"{what}: hand-overs from the row to the column.", 1)


def _name(model: Model, id: Id) -> str:
    return " ".join(title(model, id).split())


def as_text(grid: Grid) -> str:
    """Cells with tabs between them, as a spreadsheet takes them; nothing in them is calculated."""
    return "\n".join("\t".join(guarded(_plain(cell)) for cell in row) for row in (grid.header, *grid.rows))


def as_html(grid: Grid) -> str:
    """The same for a letter or a slide."""
    rows = [f"<tr>{''.join(f'<th>{escape(cell)}</th>' for cell in grid.header)}</tr>"]
    rows += [f"<tr>{''.join(f'<td>{escape(_plain(cell))}</td>' for cell in row)}</tr>" for row in grid.rows]
    return f"<table border='1'>{''.join(rows)}</table>"


def _plain(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
