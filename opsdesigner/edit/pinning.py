"""Shapes of a process pinned where they stand: whatever tidies or makes way leaves them there."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Id, Model, Node, Shape
from opsdesigner.notation.kinds import KINDS

from .chart import is_chart
from .context import Refusal

NEVER = ("pool", "lane", "boundary")  # these hold others, or sit on them


def can_pin(model: Model, shape: Id) -> bool:
    """Whether a shape of a process can be pinned."""
    record = model.get(shape, Shape)
    node = model.get(record.node, Node) if record is not None else None
    if record is None or node is None or node.kind not in KINDS or is_chart(model, record.diagram):
        return False
    return KINDS[node.kind].family not in NEVER


def pin(model: Model, shape_ids: Iterable[Id], on: bool) -> None:
    """Pins shapes of a process where they stand, or lets them go. Raises Refusal where none can be pinned."""
    shapes = [id for id in shape_ids if can_pin(model, id)]
    if not shapes:
        raise Refusal("Only steps, events and the like can be pinned")
    with model.change("Pin" if on else "Let go"):
        for id in shapes:
            model.set_props(id, pinned=True if on else None)
