"""Who does what and who hands to whom, as tables to write or to copy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from opsdesigner.analysis.handovers import Matrix
from opsdesigner.analysis.order import process_name
from opsdesigner.analysis.raci import raci
from opsdesigner.analysis.role_card import RoleCard
from opsdesigner.model import Id, Link, Model
from opsdesigner.model.queries import process_of, title

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


class CardRow(NamedTuple):
    """One line of a role's card: what it is to the role, the step or flow, with whom, in which process."""

    part: str
    what: str
    whom: str
    process: str
    id: Id


PARTS = {"R": "Does", "A": "Answers for", "C": "Is asked about", "I": "Is told of"}


def card_rows(model: Model, card: RoleCard) -> list[CardRow]:
    """All a role owns and has a part in, then what it receives, then what it hands on."""
    rows = [CardRow("Owns", _name(model, duty.step), "", duty.process_name, duty.step) for duty in card.owns]
    rows += [
        CardRow(PARTS.get(duty.letter, duty.letter), _name(model, duty.step), "", duty.process_name, duty.step)
        for duty in card.takes_part
    ]
    for part, found, giving in (("Receives from", card.receives, False), ("Hands on to", card.hands_on, True)):
        for each in found:
            link = model.get(each.flow, Link)
            if link is not None:
                near, far = (link.source, link.target) if giving else (link.target, link.source)
                said = " · ".join(filter(None, (_name(model, far), _name(model, each.flow))))
                home = process_name(model, process_of(model, near))
                rows.append(CardRow(part, said, _name(model, each.taker if giving else each.giver), home, each.flow))
    return rows


def role_table(model: Model, card: RoleCard) -> Grid:
    """A role's card as a table."""
    name = _name(model, card.role) or "Role"
    header = ("", "Step", "With", "Process")
    return Grid(f"Role {name}", header, [row[:4] for row in card_rows(model, card)], f"{name}: all it has to do with.")


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
