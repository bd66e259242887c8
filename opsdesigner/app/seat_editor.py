"""What the inspector shows of a seat: who holds it, the boss, second bosses, who stands in, the unit, its people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.edit import seats
from opsdesigner.edit.seats_said import (
    bosses_said,
    deputies_said,
    holders_said,
    set_deputies_said,
    set_holders_said,
    set_second_bosses,
)
from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import boss_of, holders
from opsdesigner.notation.properties import properties_of

from .editors import LineEditor
from .inspector_rows import MIXED, Mixed, Row
from .words import tr

if TYPE_CHECKING:
    from .inspector import Inspector


class SeatRow(NamedTuple):
    """One field: its name, what it says of a role or unit, what is done with what is typed."""

    id: str
    label: str
    now: Callable[[Model, Id], str]
    give: Callable[[Model, list[Id], str], None]
    several: bool = True  # whether it makes sense for more than one at once


def _boss_said(model: Model, id: Id) -> str:
    boss = model.get(boss_of(model, id), Node)
    return boss.name if boss is not None else ""


def _unit_said(model: Model, id: Id) -> str:
    node = model.get(id, Node)
    unit = model.get(node.resource, Node) if node is not None else None
    return unit.name if unit is not None else ""


def _give_boss(model: Model, ids: list[Id], text: str) -> None:
    if text.strip():
        seats.report_to(model, ids, seats.known(model, text))
    else:
        seats.to_top(model, ids)


def _give_unit(model: Model, ids: list[Id], text: str) -> None:
    seats.set_unit(model, ids, seats.known(model, text, ("unit",)) if text.strip() else "")


ROWS = (
    SeatRow("holders", "Held by", holders_said, set_holders_said, False),
    SeatRow("boss", "Reports to", _boss_said, _give_boss),
    SeatRow("secondBosses", "Second bosses", bosses_said, set_second_bosses),
    SeatRow("deputies", "Stands in for it", deputies_said, set_deputies_said),
    SeatRow("unit", "Unit", _unit_said, _give_unit),
)


class SeatField(LineEditor):
    """Names, with commas between several; read anew after every change."""

    def __init__(self, inspector: Inspector, model: Model, row: SeatRow, ids: list[Id]) -> None:
        super().__init__()
        self.setObjectName(f"field.{row.id}")
        self.setAccessibleName(tr(row.label))
        self._model, self._row, self._ids = model, row, ids
        self.meant.connect(lambda text: inspector.act(lambda: row.give(model, ids, str(text))))

    def show_now(self) -> None:
        said = {self._row.now(self._model, id) for id in self._ids if id in self._model}
        value: str | Mixed = said.pop() if len(said) == 1 else MIXED if said else ""
        self.show_value(value)


def seat_fields(inspector: Inspector, model: Model, things: Iterable[Node | Link]) -> list[tuple[str, SeatField]]:
    """The fields for roles and units; none where something else is selected too."""
    nodes = list(things)
    if not nodes or not all(isinstance(node, Node) and node.kind in OWNERS for node in nodes):
        return []
    ids = [node.id for node in nodes]
    return [(tr(row.label), SeatField(inspector, model, row, ids)) for row in ROWS if row.several or len(ids) == 1]


def people_rows(model: Model, ids: Iterable[Id]) -> list[Row]:
    """The facts of those who hold the one role that is selected, each under the person's name."""
    shapes = [shape for id in ids if (shape := model.get(id, Shape)) is not None]
    if len(shapes) != 1:
        return []
    people = holders(model, shapes[0].node)
    return [
        Row(prop, (person.id,), person.name or tr("Person"))
        for person in people
        for prop in properties_of("person")
        if prop.name != "documentation"
    ]
