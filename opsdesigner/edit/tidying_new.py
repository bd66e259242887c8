"""What came to a page lately tidied: what is drawn nowhere yet, and what was put on something else."""

from __future__ import annotations

from opsdesigner.layout.faults import look
from opsdesigner.layout.yardstick import PEOPLES
from opsdesigner.model import Id, Model, Shape

from .chart import is_chart
from .context import Refusal
from .placing import place_new, undrawn


def tidy_new(model: Model, diagram: Id) -> None:
    """Places what the page does not show yet, and of two shapes that lie on each other the younger one.

    What is in the way makes room; does nothing where all has its place. Raises Refusal where it is no process.
    """
    if is_chart(model, diagram):
        raise Refusal("This is not a page of a process")
    if new := [*undrawn(model, diagram), *_on_others(model, diagram)]:
        with model.change("Tidy new"):
            place_new(model, diagram, new)


def _on_others(model: Model, diagram: Id) -> list[Id]:
    """The nodes of shapes that lie on another one that was there before them, or that is pinned."""
    found: dict[Id, None] = {}
    for fault in look(model, diagram, PEOPLES):
        if fault is not None and fault[0] == "overlap":
            pair = [shape for id in fault[1:] if (shape := model.get(id, Shape)) is not None]
            free = [shape for shape in pair if not shape.props.flag("pinned")]
            if free and not any(shape.node in found for shape in pair):
                found[max(free, key=lambda shape: model.seniority(shape.id)).node] = None
    return list(found)
