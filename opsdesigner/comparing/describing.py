"""A document as lines of words that stay where they are while others change: what version control compares."""

from __future__ import annotations

from collections.abc import Iterator

from opsdesigner.model import Diagram, Link, Model, Node
from opsdesigner.notation.kinds import FLOW_NODES
from opsdesigner.notation.ownership import owner_of
from opsdesigner.notation.parked import PARKED

from .naming import at, label_of, said, thing


def described(model: Model) -> Iterator[str]:
    """Each thing, relation and page in a line, what is said of it indented below; by words, so in a steady order."""
    records = [record for record in model.records.values() if isinstance(record, Node | Link | Diagram)]
    for text, record in sorted(
        ((thing(model, each.id), each) for each in records), key=lambda row: (row[0], row[1].id)
    ):
        yield text[:1].upper() + text[1:]
        if isinstance(record, Node):
            if record.kind == PARKED and record.parent:
                yield f"  Said of: {at(model, record.parent)}"
            if record.lane:
                yield f"  Lane: {at(model, record.lane)}"
            if record.kind in FLOW_NODES and (owner := owner_of(model, record.id)):
                yield f"  Owner: {at(model, owner)}"
        for name in sorted(record.props):
            if name not in ("letter", "dotted"):
                value = record.props[name]
                words = (
                    said(name, value) if not isinstance(value, str) or said(name, value)[:1] != "“" else whole(value)
                )
                yield f"  {label_of(getattr(record, 'kind', ''), name)}: {words}"


def whole(text: str) -> str:
    """A text in quotes with nothing left out: what is changed at its end is a change."""
    return f"“{' '.join(text.split())}”"
