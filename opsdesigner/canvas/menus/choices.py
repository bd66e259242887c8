"""What may be appended, created or turned into: the entries of the menus, from the tables and the rules."""

from __future__ import annotations

from opsdesigner.edit.context import Refusal, can_append, end_of
from opsdesigner.edit.convert import can_change
from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.model.queries import ancestors
from opsdesigner.notation.kinds import KINDS, ORG_CHART, OWNERS
from opsdesigner.notation.looks import is_closed_pool
from opsdesigner.notation.rules import Home, editable, may_attach, may_hold
from opsdesigner.notation.variants import VARIANTS, Variant, variant_of, variants_on

FIRST = ("task", "exclusiveGateway", "intermediateThrowEvent", "endEvent")  # what is wanted most stands first
NEVER_APPENDED = ("pool", "lane", "group", "message", "start")
ALIKE = {  # families a shape may be turned into
    "step": ("step",),
    "gateway": ("gateway",),
    "start": ("start",),
    "event": ("event",),
    "boundary": ("boundary",),
    "end": ("end",),
    "data": ("data", "store"),
    "store": ("data", "store"),
    "pool": ("pool",),
    "role": ("role",),
}


def definitions_of(variant: Variant) -> tuple[str, ...]:
    """The event definitions a variant brings along."""
    return tuple(bag.text("kind") for bag in variant.props.bags("events"))


def _in_event_sub(model: Model, parent: Id) -> bool:
    node = model.get(parent, Node)
    return node is not None and node.props.flag("triggeredByEvent")


def _fits_inside(model: Model, parent: Id, variant: Variant) -> bool:
    """Start events know whether they start a process or an event sub-process; a cancel end needs a transaction."""
    if variant.position in ("subStart", "subStartGoesOn"):
        return _in_event_sub(model, parent)
    if variant.position == "start":
        return not _in_event_sub(model, parent)
    if "cancel" in definitions_of(variant) and variant.position == "end":
        inner = [model.get(parent, Node), *ancestors(model, parent)]
        return any(node is not None and node.kind == "transaction" for node in inner)
    return True


def may_append(model: Model, source: Id, variant: Variant) -> bool:
    """Whether the rules let this variant follow a node (or sit on it, for boundary events)."""
    node = model.get(source, Node)
    if node is None or node.kind not in KINDS or not editable(node.kind):
        return False
    family = KINDS[variant.kind].family
    if family in NEVER_APPENDED:
        return False
    if family == "boundary":
        return bool(may_attach(node.kind, definitions_of(variant))) and not node.props.flag("triggeredByEvent")
    return bool(can_append(model, source, variant)) and _fits_inside(model, end_of(model, source).scope, variant)


def appendable(model: Model, source: Id) -> list[Variant]:
    """What may follow a node, the most wanted first; what may be hung below a box."""
    node = model.get(source, Node)
    if node is not None and node.kind in OWNERS:
        return variants_on(ORG_CHART)
    rows = [row for row in VARIANTS.values() if may_append(model, source, row)]
    return _wanted_first(rows)


def creatable(model: Model, home: Home, parent: Id, host_kind: str = "") -> list[Variant]:
    """What may be put into a home, and onto the edge of a step that is there."""
    rows = []
    for row in VARIANTS.values():
        if KINDS[row.kind].family == "boundary":
            if host_kind and may_attach(host_kind, definitions_of(row)):
                rows.append(row)
        elif may_hold(home, row.kind, definitions_of(row)) and _fits_inside(model, parent, row):
            rows.append(row)
    return _wanted_first(rows)


def replaceable(model: Model, ids: frozenset[Id]) -> list[Variant]:
    """What all these shapes may be turned into, what they are already left out."""
    shared: list[Variant] | None = None
    for id in ids:
        shape = model.get(id, Shape)
        node = model.get(shape.node, Node) if shape else None
        rows = _others(model, node, shape) if node and shape else []
        shared = rows if shared is None else [row for row in shared if row in rows]
    return shared or []


def variant_now(model: Model, node: Node, shape: Shape) -> Variant | None:
    """The entry that a node on a diagram is."""
    in_event_sub = node.kind == "startEvent" and _in_event_sub(model, node.parent)
    return variant_of(node.kind, node.props, shape.props, is_closed_pool(node), in_event_sub)


def _others(model: Model, node: Node, shape: Shape) -> list[Variant]:
    families = ALIKE.get(KINDS[node.kind].family, ()) if node.kind in KINDS else ()
    now = variant_now(model, node, shape)
    return [
        row
        for row in VARIANTS.values()
        if KINDS[row.kind].family in families and row is not now and _fits_place(model, node, shape, row)
    ]


def _fits_place(model: Model, node: Node, shape: Shape, row: Variant) -> bool:
    if row.position.startswith("boundary"):
        host = model.get(node.host, Node)
        if host is None or not may_attach(host.kind, definitions_of(row)):
            return False
    if not _fits_inside(model, node.parent, row):
        return False
    try:
        can_change(model, shape, row)
    except Refusal:
        return False
    return True


def _wanted_first(rows: list[Variant]) -> list[Variant]:
    order = {id: place for place, id in enumerate(FIRST)}
    return sorted(rows, key=lambda row: order.get(row.id, len(FIRST)))
