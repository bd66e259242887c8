"""What the inspector shows for a selection: rows, whom each is about, its value now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from opsdesigner.edit.pinning import NEVER
from opsdesigner.model import Diagram, Edge, Id, Link, Model, Node, Shape, Value
from opsdesigner.model.queries import subject
from opsdesigner.notation.events import (
    BOUNDARY,
    BOUNDARY_GOES_ON,
    CATCH,
    END,
    START,
    SUB_START,
    SUB_START_GOES_ON,
    THROW,
)
from opsdesigner.notation.kinds import KINDS, LINKS, OWNERS
from opsdesigner.notation.properties import BY_NAME, PART_OF, Property, properties_of
from opsdesigner.notation.rules import may_default

from ..words import tr

MORE = frozenset(
    {
        "startQuantity",
        "completionQuantity",
        "implementation",
        "gatewayDirection",
        "isImmediate",
        "turn",
        "isClosed",
        "processType",
        "isExecutable",
        "method",
        "instantiate",
        "isForCompensation",
    }
)
NEEDS: dict[str, tuple[str, tuple[Value, ...]]] = {  # shown only beside these values of another row, or when set
    **PART_OF,
    "eventGatewayType": ("instantiate", (True,)),
    "capacity": ("isUnlimited", (False,)),
}
_PINNED = tuple(kind for kind in KINDS if KINDS[kind].family not in NEVER)
DRAWN = (  # kinds, rows of their shapes
    (("exclusiveGateway",), ("isMarkerVisible", "pinned")),
    (OWNERS, ("branch", "pinned")),
    (_PINNED, ("pinned",)),
)
OWN, TECHNICAL, PROCESS = "", "Technical", "Process"


class Mixed:
    """The value of a row on which the selected things differ."""

    def __repr__(self) -> str:
        return "MIXED"


MIXED = Mixed()


class Row(NamedTuple):
    """A property and the records it is set on."""

    what: Property
    ids: tuple[Id, ...]
    heading: str = OWN

    @property
    def key(self) -> tuple[str, tuple[Id, ...]]:
        return self.what.name, self.ids


def value_of(model: Model, row: Row) -> Value | Mixed:
    """What the row's records say, MIXED where they differ."""
    values = [
        record.props.get(row.what.name, row.what.default)
        for id in row.ids
        if (record := model.records.get(id)) is not None
    ]
    if not values:
        return row.what.default
    return values[0] if all(value == values[0] for value in values) else MIXED


def subjects(model: Model, ids: Iterable[Id]) -> list[Node | Link]:
    """What the selected shapes and edges stand for, each once."""
    found: dict[Id, Node | Link] = {}
    for id in ids:
        record = subject(model, id)
        if record is not None:
            found[record.id] = record
    return list(found.values())


def rows_for(model: Model, ids: Iterable[Id]) -> list[Row]:
    """The rows all selected things share, in the order of the table; technical ones last."""
    things = subjects(model, ids)
    if not things:
        return []
    shared = [row for row in properties_of(things[0].kind) if all(row in properties_of(t.kind) for t in things)]
    owners = tuple(thing.id for thing in things)
    rows = [Row(prop, owners, TECHNICAL if prop.name in MORE else OWN) for prop in shared]
    rows += _host_rows(model, things)
    rows = [row for row in rows if _wanted(model, row, rows)]
    order = (OWN, PROCESS, TECHNICAL)
    return sorted(rows, key=lambda row: (order.index(row.heading), row.what.name == "documentation"))


def _host_rows(model: Model, things: list[Node | Link]) -> list[Row]:
    """Rows of what the things stand on: a reference's data, a pool's process."""
    hosts = [model.get(thing.host, Node) if isinstance(thing, Node) and thing.host else None for thing in things]
    kinds = {host.kind if host else "" for host in hosts}
    if len(kinds) != 1 or kinds.isdisjoint({"dataObject", "dataStore", "process"}):
        return []
    kind = kinds.pop()
    ids = tuple(dict.fromkeys(host.id for host in hosts if host))
    heading = PROCESS if kind == "process" else OWN
    names = [prop for prop in properties_of(kind) if prop.name != "documentation" or kind == "process"]
    return [Row(prop, ids, heading) for prop in names]


def _wanted(model: Model, row: Row, rows: list[Row]) -> bool:
    need = NEEDS.get(row.what.name)
    if row.what.name == "default":
        flows = [model.get(id, Link) for id in row.ids]
        sources = [model.get(flow.source, Node) for flow in flows if flow is not None]
        return all(source is not None and may_default(source.kind) for source in sources)
    if row.what.name == "parallelMultiple":
        return any(len(node.props.bags("events")) > 1 for id in row.ids if (node := model.get(id, Node)))
    if need is None or value_of(model, row) != row.what.default:
        return True
    other = next((each for each in rows if each.what.name == need[0]), None)
    return other is None or value_of(model, other) in need[1]


def page_rows(model: Model, diagram: Id) -> list[Row]:
    """The rows shown when nothing is selected: those of what the diagram shows."""
    page = model.get(diagram, Diagram)
    root = model.get(page.root, Node) if page else None
    if root is None:
        return []
    rows = [Row(prop, (root.id,), TECHNICAL if prop.name in MORE else OWN) for prop in properties_of(root.kind)]
    return sorted(rows, key=lambda row: row.heading == TECHNICAL)


def shape_rows(model: Model, ids: Iterable[Id]) -> list[Row]:
    """Rows that belong to the drawing alone."""
    shapes = [shape for id in ids if (shape := model.get(id, Shape))]
    nodes = [model.get(shape.node, Node) for shape in shapes]
    names = next((names for kinds, names in DRAWN if shapes and all(node and node.kind in kinds for node in nodes)), ())
    return [Row(BY_NAME[name], tuple(shape.id for shape in shapes)) for name in names]


def kind_line(model: Model, things: list[Node | Link]) -> str:
    """What is selected, in a few words: its kind, or how many of them."""
    if len(things) > 1:
        labels = {kind_label(thing) for thing in things}
        return (
            tr("{} × {}").format(len(things), labels.pop()) if len(labels) == 1 else tr("{} things").format(len(things))
        )
    return kind_label(things[0]) if things else ""


def kind_label(thing: Node | Link) -> str:
    row = KINDS.get(thing.kind) or LINKS.get(thing.kind)
    return tr(row.label) if row else thing.kind


def position_of(model: Model, node: Node) -> str:
    """Which definitions may stand here, as `notation.events` names it."""
    if node.kind == "startEvent":
        outer = model.get(node.parent, Node)
        if outer is None or not outer.props.flag("triggeredByEvent"):
            return START
        return SUB_START if node.props.flag("isInterrupting", True) else SUB_START_GOES_ON
    if node.kind == "boundaryEvent":
        return BOUNDARY if node.props.flag("cancelActivity", True) else BOUNDARY_GOES_ON
    return {"intermediateCatchEvent": CATCH, "intermediateThrowEvent": THROW}.get(node.kind, END)


def colour_of(model: Model, ids: Iterable[Id], name: str) -> str | Mixed:
    """The fill or stroke the selected shapes and edges share; "" where none is set."""
    found = {record.props.text(name) for id in ids if isinstance(record := model.records.get(id), Shape | Edge)}
    return found.pop() if len(found) == 1 else (MIXED if found else "")
