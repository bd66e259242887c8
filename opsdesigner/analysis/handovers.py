"""Where work changes hands: every flow between steps of different owners, told by role or by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.model.queries import process_of
from opsdesigner.notation.organisation import units_of
from opsdesigner.notation.ownership import owner_of

FLOWS = ("sequenceFlow", "messageFlow")


class HandOver(NamedTuple):
    """One flow by which work passes from one owner to another."""

    flow: Id
    giver: Id
    taker: Id


def hand_overs(model: Model, process: Id = "", by_unit: bool = False) -> list[HandOver]:
    """All flows of a process, or of all, whose ends belong to different roles (or units), in the order of the file."""
    key = unit_key(model) if by_unit else lambda owner: owner
    found: list[HandOver] = []
    for link in model.all(Link):
        if link.kind not in FLOWS or (process and process not in _processes(model, link)):
            continue
        giver, taker = key(owner_of(model, link.source)), key(owner_of(model, link.target))
        if giver and taker and giver != taker:
            found.append(HandOver(link.id, giver, taker))
    return found


def _processes(model: Model, link: Link) -> tuple[Id, Id]:
    return process_of(model, link.source), process_of(model, link.target)


def unit_key(model: Model) -> Callable[[Id], Id]:
    """The unit an owner belongs to; the owner alone where that is none."""

    def unit(owner: Id) -> Id:
        node = model.get(owner, Node)
        if node is None or node.kind == "unit":
            return owner
        return next(iter(units_of(model, owner)), owner)

    return unit


class Matrix(NamedTuple):
    """Givers by takers, with the flows of each pair; the order is that of first appearance."""

    givers: tuple[Id, ...]
    takers: tuple[Id, ...]
    flows: dict[tuple[Id, Id], tuple[Id, ...]]

    def number(self, giver: Id, taker: Id) -> int:
        return len(self.flows.get((giver, taker), ()))


def matrix(found: Iterable[HandOver]) -> Matrix:
    """Counts who hands to whom; everybody who gives or takes has a row and a column."""
    flows: dict[tuple[Id, Id], tuple[Id, ...]] = {}
    everybody: dict[Id, None] = {}
    for each in found:
        everybody.update({each.giver: None, each.taker: None})
        pair = (each.giver, each.taker)
        flows[pair] = (*flows.get(pair, ()), each.flow)
    return Matrix(tuple(everybody), tuple(everybody), flows)
