"""Org charts begun: with one role, of the roles there are, of a branch of them, or from the lanes of the processes."""

from __future__ import annotations

from opsdesigner.model import Id, Model, Node
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import OWNERS
from opsdesigner.notation.organisation import below

from .assigning import roles_of_lanes
from .seats import TITLE, add, new_chart


def unstaffed(model: Model) -> int:
    """How many lanes have a name and stand for no role yet."""
    return sum(node.kind == "lane" and not node.resource and bool(node.name.strip()) for node in model.all(Node))


def staff(model: Model) -> int:
    """How many roles and units there are."""
    return sum(node.kind in OWNERS for node in model.all(Node))


def begin_chart(model: Model, name: str = TITLE) -> tuple[Id, Id]:
    """An org chart of all there are, or with a first role without a name; the chart, and that role's shape."""
    with model.change("New org chart"):
        known = staff(model)
        chart = new_chart(model, name)
        return chart, "" if known else add(model, chart)


def chart_of_branch(model: Model, top: Id) -> Id:
    """An org chart of one role or unit and all below it, called like it; returns it."""
    node = subject(model, top)
    assert isinstance(node, Node)
    with model.change("Org chart of a branch"):
        return new_chart(model, node.name or TITLE, nodes=[node.id, *below(model, node.id)])


def chart_of_lanes(model: Model, name: str = TITLE) -> Id:
    """A role for every lane that stands for nobody, and an org chart of all there are."""
    with model.change("Roles from lanes"):
        roles_of_lanes(model)
        return new_chart(model, name)
