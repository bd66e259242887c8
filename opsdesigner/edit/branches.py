"""Which of the flows that leave one thing comes first: by their turn where one was given, else by age."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from opsdesigner.model import Id, Link, Model

LAST = 10**9  # the turn of flows that were given none


def in_turn(model: Model, flows: Iterable[Link]) -> list[Link]:
    """Flows in the order in which they are told; those of several things are mixed."""
    return sorted(flows, key=lambda flow: (_turn(flow), model.seniority(flow.id)))


def put_in_turn(model: Model, flows: Sequence[Id]) -> None:
    """Gives the flows that leave one thing this order, and no turn where their age says the same."""
    found = [flow for id in flows if (flow := model.get(id, Link)) is not None]
    with model.change("Order the branches"):
        if [flow.id for flow in in_turn(model, found)] == [flow.id for flow in found]:
            return
        aged = sorted(found, key=lambda flow: model.seniority(flow.id)) == found
        for turn, flow in enumerate(found, 1):
            model.set_props(flow.id, turn=None if aged else turn)


def _turn(flow: Link) -> int:
    turn = flow.props.get("turn", 0)
    return turn if isinstance(turn, int) and turn > 0 else LAST
