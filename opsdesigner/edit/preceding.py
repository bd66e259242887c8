"""A step put before another one: what led there leads to it, but for the ways back."""

from __future__ import annotations

from opsdesigner.model import Id, Link, Model, Node, Shape
from opsdesigner.model.queries import incoming, outgoing
from opsdesigner.notation.kinds import FLOW_NODES, KINDS
from opsdesigner.notation.variants import Variant

from .context import Refusal
from .drafting import lead_flow, put_flow, put_step
from .placing import place_new
from .roots import fresh_id

FIRST = {"start": "Nothing comes before a start", "boundary": "Nothing comes before an event on an edge"}


def put_before(model: Model, shape: Id, variant: Variant) -> Id:
    """A new step before the one of a shape, in its lane; returns its shape. Raises Refusal."""
    record = model.get(shape, Shape)
    node = model.get(record.node, Node) if record is not None else None
    if record is None or node is None or node.kind not in FLOW_NODES:
        raise Refusal("Only steps have a step before them")
    if why := FIRST.get(KINDS[node.kind].family):
        raise Refusal(why)
    later = _later(model, node.id)
    flows = [flow for flow in incoming(model, node.id) if flow.source not in later]
    with model.change("Step before"):
        made = Node(fresh_id(model, variant.kind), variant.kind, "", node.parent, lane=node.lane, props=variant.props)
        new = put_step(model, record.diagram, made, flows[0].source if flows else "")
        for flow in flows:
            lead_flow(model, flow.id, flow.source, made.id)
        flow_id = fresh_id(model, "sequenceFlow")
        put_flow(model, record.diagram, Link(flow_id, "sequenceFlow", made.id, node.id))
        place_new(model, record.diagram, [made.id])
        return new


def _later(model: Model, node: Id) -> set[Id]:
    """All that work comes to from a step on."""
    found, pending = set[Id](), [node]
    while pending:
        for flow in outgoing(model, pending.pop()):
            if flow.target not in found:
                found.add(flow.target)
                pending.append(flow.target)
    return found
