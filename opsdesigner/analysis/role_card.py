"""All about one role, unit or person: what it owns and takes part in, what it receives and hands on."""

from __future__ import annotations

from typing import NamedTuple

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import process_of
from opsdesigner.notation.organisation import boss_of, deputies, holders, reports_of, units_of
from opsdesigner.notation.ownership import counts, letter_of, owned_by, parts_of

from .handovers import HandOver, hand_overs
from .order import process_name


class Duty(NamedTuple):
    """A step or named decision with the part the role has in it."""

    step: Id
    letter: str
    process: Id
    process_name: str


class RoleCard(NamedTuple):
    """What is to be told of a role; hand-overs are flows with the role at the other end."""

    role: Id
    owns: tuple[Duty, ...]
    takes_part: tuple[Duty, ...]
    receives: tuple[HandOver, ...]
    hands_on: tuple[HandOver, ...]
    holders: tuple[Id, ...]
    deputies: tuple[Id, ...]
    boss: Id
    reports: tuple[Id, ...]
    units: tuple[Id, ...]

    @property
    def processes(self) -> tuple[str, ...]:
        """The processes the role owns steps in, by name, in the order of the file."""
        return tuple(dict.fromkeys(duty.process_name for duty in self.owns))


def role_card(model: Model, role: Id) -> RoleCard:
    """Collects it; the steps come in the order of the file."""
    owned = [id for id in owned_by(model, role) if (node := model.get(id, Node)) is not None and counts(node)]
    parts = [link for link in parts_of(model, role) if not (letter_of(link) == "R" and link.target in owned)]
    flows = hand_overs(model)
    return RoleCard(
        role,
        tuple(_duty(model, step, "R") for step in owned),
        tuple(_duty(model, link.target, letter_of(link)) for link in parts),
        tuple(each for each in flows if each.taker == role),
        tuple(each for each in flows if each.giver == role),
        tuple(person.id for person in holders(model, role)),
        tuple(node.id for node in deputies(model, role)),
        boss_of(model, role),
        tuple(reports_of(model, role)),
        tuple(units_of(model, role)),
    )


def _duty(model: Model, step: Id, letter: str) -> Duty:
    process = process_of(model, step)
    return Duty(step, letter, process, process_name(model, process))
