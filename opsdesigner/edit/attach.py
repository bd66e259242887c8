"""Events on the edge of a step: stuck on, taken off."""

from __future__ import annotations

from opsdesigner.model import Model, Node, Shape

THROWN = ("escalation", "compensate")  # what only a throwing event can carry once it stands free


def stick(model: Model, shape: Shape, host: Shape) -> None:
    """Makes an event one on the edge of a step, or changes the step it sits on."""
    node, step = model.get(shape.node, Node), model.get(host.node, Node)
    assert node is not None and step is not None
    model.update(node.id, kind="boundaryEvent", host=step.id, parent=step.parent, lane=step.lane)


def detach(model: Model, shape: Shape) -> None:
    """Makes an event on an edge an ordinary one on the way."""
    node = model.get(shape.node, Node)
    assert node is not None
    marks = [bag.text("kind") for bag in node.props.bags("events")]
    kind = "intermediateThrowEvent" if not marks or any(mark in THROWN for mark in marks) else "intermediateCatchEvent"
    props = node.props.having(cancelActivity=None)
    if marks and marks[0] == "error":
        props = props.having(events=None)
        kind = "intermediateThrowEvent"
    model.update(node.id, kind=kind, host="", props=props)
