"""What a drop would do where the pointer is: a new home, a flow to go into, a step to sit on, or why none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from opsdesigner.edit.context import (
    Place,
    container_of,
    definitions,
    flow_at,
    home_for,
    host_at,
    may_stick,
)
from opsdesigner.model import Id, Link, Model, Node
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.rules import Answer, may_hold
from opsdesigner.notation.variants import Variant

from ..drawing.nearby import Nearby
from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView


class Target(NamedTuple):
    """A place to drop on: its shape or edge ("" for where things are anyway), the answer of the rules, a hint."""

    kind: str
    id: Id
    answer: Answer
    hint: str = ""


NOTHING = Target("", "", Answer("same"))


def is_loose(model: Model, node: Id) -> bool:
    """Whether nothing flows to or from a node yet, so that it can go into a flow."""
    return not any(link.kind == "sequenceFlow" for link in model.referrers(node, Link))


def target_at(
    view: CanvasView, near: Nearby, node: Node, moving: frozenset[Id], x: float, y: float, alone: bool
) -> Target:
    """What a drop of a node with its middle at a point would do; `alone` when nothing else is dragged."""
    near.at(x, y)
    diagram, marks = view.diagram, definitions(node.props)
    if alone and may_stick(node.kind, node.props) and (node.kind == "boundaryEvent" or is_loose(view.model, node.id)):
        variant = Variant("", "", node.kind, "", node.props)
        host = host_at(near, diagram, x, y, variant, moving)
        if host:
            return Target("host", host, Answer("host"), tr("Drop: sits on {}").format(view.name_of(host)))
    if alone and (flow := flow_at(near, diagram, x, y, node.kind, moving)) and is_loose(view.model, node.id):
        return Target("flow", flow, Answer("flow"), view.between(flow))
    place = home_for(near, diagram, x, y, node.kind, marks, moving)
    if node.kind == "boundaryEvent":
        return NOTHING
    answer = may_hold(place.home, node.kind, marks)
    before = container_of(view.model, node, diagram)
    if place.shape == (before.id if before else ""):
        return NOTHING if answer else Target("home", place.shape, answer)
    return Target("home", place.shape, answer, _into(view, place, node) if answer else "")


def _into(view: CanvasView, place: Place, node: Node) -> str:
    name = view.name_of(place.shape) if place.shape else ""
    if not name or KINDS[node.kind].family in ("note", "group"):
        return ""
    if place.home.kind == "lane":
        return tr("Drop: {} owns this").format(name)
    return tr("Drop into {}").format(name)
