"""Names: given, and placed by hand."""

from __future__ import annotations

from opsdesigner.model import Bounds, Edge, Id, Model, Node, Shape
from opsdesigner.model.queries import subject
from opsdesigner.notation.kinds import kind_of

from .assigning import follow_name
from .chart import is_chart
from .roots import host_for


def move_label(model: Model, id: Id, bounds: Bounds | None) -> None:
    """Puts the name of a shape or edge in a place of its own; None gives the place back to the program.

    Names on an org chart stand in their boxes and stay there.
    """
    record = model.records.get(id)
    if not isinstance(record, Shape | Edge) or (record.label == bounds and bounds is None):
        return
    if is_chart(model, record.diagram):
        return
    with model.change("Move name"):
        props = record.props.having(labelPlaced=True if bounds is not None else None)
        model.update(id, label=bounds, props=props)


def rename(model: Model, id: Id, name: str) -> None:
    """Names the node or link behind a shape or edge, where that keeps its name."""
    record = subject(model, id)
    if record is None:
        return
    with model.change("Rename"):
        if isinstance(record, Node) and record.kind == "group":
            host = record.host or host_for(model, "group", "", name)
            if host != record.host:
                model.update(record.id, host=host)
            record = model.get(host, Node) or record
        if kind_of(record.kind).named and record.name != name:
            model.update(record.id, name=name)
            if isinstance(record, Node) and (named := model.get(record.id, Node)) is not None:
                follow_name(model, named, record.name)
