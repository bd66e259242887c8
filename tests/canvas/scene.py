"""A small diagram with a bit of everything, as records."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.model import NO_PROPS, Bounds, Diagram, Edge, Link, Model, Node, Props, Record, Shape
from opsdesigner.notation.boxes import box_size
from opsdesigner.notation.kinds import EXPANDED_SIZE
from opsdesigner.notation.variants import Variant

TIMER = Props(events=(Props(kind="timer"),))


def records() -> list[Record]:
    nodes = [
        Node("c", "collaboration"),
        Node("p", "process"),
        Node("pool", "participant", "Bright Bikes", "c", "p"),
        Node("l1", "lane", "Sales", "p"),
        Node("l2", "lane", "Stores", "p"),
        Node("start", "startEvent", "Order arrives", "p", lane="l1"),
        Node("a", "userTask", "Check order", "p", lane="l1"),
        Node("g", "exclusiveGateway", "In stock?", "p", lane="l1"),
        Node("b", "task", "Pick goods", "p", lane="l2"),
        Node("sub", "subProcess", "Pack bikes", "p", lane="l2"),
        Node("inner", "manualTask", "Wrap", "sub"),
        Node("late", "boundaryEvent", "too late", "p", "b", lane="l2", props=TIMER),
        Node("end", "endEvent", "Bikes there", "p", lane="l2"),
        Node("order", "dataObject", "Order", "p"),
        Node("list", "dataObject", "Pick list", "p", props=Props(isCollection=True)),
        Node("data", "dataObjectReference", "", "p", "order"),
        Node("note", "textAnnotation", "Count is often\nwrong on Mondays", "p"),
        Node("other", "participant", "Supplier", "c"),
    ]
    flows = [
        Link("f1", "sequenceFlow", "start", "a", parent="p"),
        Link("f2", "sequenceFlow", "a", "g", parent="p"),
        Link("f3", "sequenceFlow", "g", "b", "yes", "p", props=Props(default=True)),
        Link("f4", "sequenceFlow", "g", "end", "no", "p"),
        Link("f5", "sequenceFlow", "b", "sub", parent="p", props=Props(conditionExpression="x > 1")),
        Link("f6", "sequenceFlow", "late", "end", parent="p"),
        Link("m1", "messageFlow", "other", "start", "Order", "c"),
        Link("d1", "dataOutputAssociation", "a", "data", parent="p"),
        Link("n1", "association", "note", "b", parent="p"),
    ]
    places: list[tuple[str, float, float, float, float]] = [
        ("pool", 0, 100, 900, 500),
        ("l1", 30, 100, 870, 200),
        ("l2", 30, 300, 870, 300),
        ("start", 100, 182, 36, 36),
        ("a", 200, 160, 100, 80),
        ("g", 380, 175, 50, 50),
        ("b", 200, 360, 100, 80),
        ("sub", 400, 330, 240, 150),
        ("inner", 450, 370, 100, 80),
        ("late", 262, 422, 36, 36),
        ("end", 760, 382, 36, 36),
        ("data", 232, 110, 36, 50),
        ("note", 80, 480, 112, 40),
        ("other", 0, 0, 900, 44),
    ]
    lines: list[tuple[str, Sequence[tuple[float, float]]]] = [
        ("f1", ((136, 200), (200, 200))),
        ("f2", ((300, 200), (380, 200))),
        ("f3", ((405, 225), (405, 280), (250, 280), (250, 360))),
        ("f4", ((430, 200), (778, 200), (778, 382))),
        ("f5", ((300, 400), (400, 400))),
        ("f6", ((280, 458), (280, 540), (700, 540), (700, 250), (820, 250), (820, 400), (796, 400))),
        ("m1", ((118, 44), (118, 182))),
        ("d1", ((250, 160), (250, 135))),
        ("n1", ((136, 480), (200, 420))),
    ]
    expanded = {"sub": Props(isExpanded=True), "g": Props(isMarkerVisible=True)}
    shapes = [Shape(f"{id}_di", "d", id, *box, props=expanded.get(id, NO_PROPS)) for id, *box in places]
    edges = [Edge(f"{id}_di", "d", id, tuple(points)) for id, points in lines]
    return [*nodes, *flows, Diagram("d", "c"), *shapes, *edges]


def scene() -> Model:
    return Model(records())


def one(variant: Variant, name: str = "Check order", label: Bounds | None = None) -> Model:
    """A diagram with one element of this variant, and what it stands on."""
    host = {"boundaryEvent": "step", "dataObjectReference": "host"}.get(variant.kind, "")
    if variant.kind == "participant" and variant.id != "closedPool":
        host = "p"
    size = EXPANDED_SIZE if variant.shape.flag("isExpanded") else box_size(variant.kind, variant.props)
    if not variant.shape.flag("isHorizontal", True):
        size = (size[1], size[0])
    return Model(
        [
            Node("p", "process"),
            Node("step", "task", "", "p"),
            Node("host", "dataObject", "", "p"),
            Node("n", variant.kind, name, "p", host, props=variant.props),
            Diagram("d", "p"),
            Shape("s", "d", "n", 100, 100, *size, label, variant.shape),
        ]
    )
