"""Names placed by hand."""

from __future__ import annotations

from opsdesigner.model import Bounds, Edge, Id, Model, Shape


def move_label(model: Model, id: Id, bounds: Bounds | None) -> None:
    """Puts the name of a shape or edge in a place of its own; None gives the place back to the program."""
    record = model.records.get(id)
    if not isinstance(record, Shape | Edge) or (record.label == bounds and bounds is None):
        return
    with model.change("Move name"):
        props = record.props.having(labelPlaced=True if bounds is not None else None)
        model.update(id, label=bounds, props=props)
