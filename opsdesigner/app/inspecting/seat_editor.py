"""What the inspector shows of seats and steps beyond facts: who holds, leads, stands in; who does what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.edit import holding, seats
from opsdesigner.edit.assigning import BANDS, assign, take_back
from opsdesigner.edit.seats_said import (
    STAND_INS,
    bosses_said,
    deputies_said,
    holders_said,
    part_said,
    set_deputies_said,
    set_holders_said,
    set_part_said,
    set_second_bosses,
)
from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.notation.kinds import FLOW_NODES, OWNERS, RESOURCES
from opsdesigner.notation.organisation import below, boss_of, holders
from opsdesigner.notation.ownership import RESPONSIBLE, owner_by_place
from opsdesigner.notation.properties import LETTERS, properties_of

from ..words import one_line, tr
from .inspector_rows import MIXED, Mixed, Row
from .names_editor import NamesEditor

if TYPE_CHECKING:
    from .inspector import Inspector


class SeatRow(NamedTuple):
    """One field: its name, what it says of something, what is done with what is typed, whose names complete."""

    id: str
    label: str
    now: Callable[[Model, Id], str]
    give: Callable[[Model, list[Id], str], None]
    kinds: tuple[str, ...] = OWNERS
    alone: bool = False  # whether it makes sense for one thing only
    single: bool = False  # whether it takes one name
    strict: bool = True  # whether the names must be there already
    hint: Callable[[Model, Id], str] = lambda model, id: ""  # shown faintly where nothing is said


def _name(model: Model, id: Id) -> str:
    node = model.get(id, Node)
    return node.name if node is not None else ""


def _stands_for(model: Model, id: Id) -> Id:
    node = model.get(id, Node)
    return node.resource if node is not None else ""


def _give_boss(model: Model, ids: list[Id], text: str) -> None:
    if text.strip():
        seats.report_to(model, ids, seats.known(model, text))
    else:
        seats.to_top(model, ids)


def _give_unit(model: Model, ids: list[Id], text: str) -> None:
    holding.set_unit(model, ids, seats.known(model, text, ("unit",)) if text.strip() else "")


def _give_band(model: Model, ids: list[Id], text: str) -> None:
    if text.strip():
        assign(model, ids, seats.known(model, text))
    else:
        take_back(model, ids)


def _by_lane(model: Model, id: Id) -> str:
    owner = _name(model, owner_by_place(model, id))
    return tr("{}, by the lane").format(one_line(owner, 30)) if owner else ""


SEAT = (
    SeatRow("holders", "Held by", holders_said, set_holders_said, ("person",), alone=True, strict=False),
    SeatRow("boss", "Reports to", lambda model, id: _name(model, boss_of(model, id)), _give_boss, single=True),
    SeatRow("secondBosses", "Second bosses", bosses_said, set_second_bosses),
    SeatRow("deputies", "Stands in for it", deputies_said, set_deputies_said, STAND_INS),
    SeatRow("unit", "Unit", lambda model, id: _name(model, _stands_for(model, id)), _give_unit, ("unit",), single=True),
)
BAND = (SeatRow("band", "Stands for", lambda model, id: _name(model, _stands_for(model, id)), _give_band, single=True),)
PARTS = tuple(
    SeatRow(
        f"part.{letter}",
        label,
        partial(part_said, letter=letter),
        partial(lambda model, ids, text, letter: set_part_said(model, ids, letter, text), letter=letter),
        OWNERS if letter == RESPONSIBLE else RESOURCES,
        hint=_by_lane if letter == RESPONSIBLE else lambda model, id: "",
    )
    for letter, label in LETTERS
)
TABLE = ((OWNERS, "", SEAT), (BANDS, "", BAND), (FLOW_NODES, "Who does what", PARTS))  # kinds, heading, fields


class SeatField(NamesEditor):
    """One row of names; read anew after every change."""

    def __init__(self, inspector: Inspector, model: Model, row: SeatRow, ids: list[Id]) -> None:
        super().__init__(self._offered, not row.single, row.strict)
        self.setObjectName(f"field.{row.id}")
        self.setAccessibleName(tr(row.label))
        self._model, self._row, self._ids = model, row, ids
        self.meant.connect(lambda text: inspector.act(lambda: row.give(model, ids, str(text))))

    def show_now(self) -> None:
        here = [id for id in self._ids if id in self._model]
        said = {self._row.now(self._model, id) for id in here}
        value: str | Mixed = said.pop() if len(said) == 1 else MIXED if said else ""
        hints = {self._row.hint(self._model, id) for id in here}
        self.example = hints.pop() if len(hints) == 1 else ""
        self.show_value(value)

    def _offered(self) -> Iterator[str]:
        """The names of all that could stand here."""
        model, out = self._model, set(self._ids)
        if self._row.id == "boss":
            out.update(id for one in self._ids for id in below(model, one))
        return (node.name for node in model.all(Node) if node.kind in self._row.kinds and node.id not in out)


def seat_fields(inspector: Inspector, model: Model, things: Iterable[Node | Link]) -> list[tuple[str, str, SeatField]]:
    """Heading, name and field of each row, for seats, bands or steps; none where something else is selected too."""
    nodes = list(things)
    for kinds, heading, rows in TABLE:
        if nodes and all(isinstance(node, Node) and node.kind in kinds for node in nodes):
            ids = [node.id for node in nodes]
            wanted = [row for row in rows if len(ids) == 1 or not row.alone]
            return [(heading, tr(row.label), SeatField(inspector, model, row, ids)) for row in wanted]
    return []


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
