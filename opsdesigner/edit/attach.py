"""Events on the edge of a step: stuck on, taken off."""

from __future__ import annotations

from opsdesigner.model import Model, Node, Props, Shape
from opsdesigner.notation.events import CATCH, DEFINITIONS, THROW
from opsdesigner.notation.properties import properties_of

THROWN = ("escalation", "compensate")  # what only a throwing event can carry once it stands free


def stick(model: Model, shape: Shape, host: Shape) -> None:
    """Makes an event one on the edge of a step, or changes the step it sits on."""
    node, step = model.get(shape.node, Node), model.get(host.node, Node)
    assert node is not None and step is not None
    props = _fitting(node.props, "boundaryEvent")
    model.update(node.id, kind="boundaryEvent", host=step.id, parent=step.parent, lane=step.lane, props=props)


def detach(model: Model, shape: Shape) -> None:
    """Makes an event on an edge an ordinary one on the way, with what such a one can wait for or cause."""
    node = model.get(shape.node, Node)
    assert node is not None
    bags = node.props.bags("events")
    place = THROW if any(bag.text("kind") in THROWN for bag in bags) else CATCH
    kept = tuple(bag for bag in bags if place in DEFINITIONS[bag.text("kind")].positions)
    kind = "intermediateCatchEvent" if place == CATCH and kept else "intermediateThrowEvent"
    props = node.props.having(events=kept or None)
    if len(kept) < 2:
        props = props.having(parallelMultiple=None)
    model.update(node.id, kind=kind, host="", props=_fitting(props, kind))


def _fitting(props: Props, kind: str) -> Props:
    """What a kind can be said to have of these."""
    names = {row.name for row in properties_of(kind)}
    return Props({name: value for name, value in props.items() if name in names})
