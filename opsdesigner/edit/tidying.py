"""A page of a process tidied: everything on it laid out anew, in one change."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.layout.arranging import arrange, foldable
from opsdesigner.layout.holding import Crowded
from opsdesigner.layout.undrawn import place_undrawn
from opsdesigner.model import Diagram, Edge, Id, Model, Record, Shape

from . import chart
from .context import Refusal


def tidy(model: Model, diagram: Id, wrap: float = 0.0) -> None:
    """Lays out a page: a process left to right in its lanes, an org chart from the top down; what is pinned stays.

    With `wrap`, px of width, work that stands in one lane or in none is folded into rows, where nothing is pinned.
    Raises Refusal where there is no such page, and where what is pinned leaves no room for the rest.
    """
    if model.get(diagram, Diagram) is None:
        raise Refusal("There is no such page")
    if chart.is_chart(model, diagram):
        chart.tidy(model, diagram)
        return
    shapes, edges = model.referrers(diagram, Shape), model.referrers(diagram, Edge)
    try:
        placed = arrange(model.records, shapes, edges, width=wrap)
    except Crowded as crowded:
        raise Refusal(f"{crowded}; let some of them go first") from crowded
    _check(shapes, edges, placed)
    with model.change("Tidy"):
        for each in placed:
            if model[each.id] != each:
                model.put(each)


def can_wrap(model: Model, diagram: Id) -> bool:
    """Whether a page can be laid out in rows: a process whose work stands in one lane or in none, nothing pinned."""
    if model.get(diagram, Diagram) is None or chart.is_chart(model, diagram):
        return False
    return foldable(model.records, model.referrers(diagram, Shape), model.referrers(diagram, Edge))


def draw_undrawn(model: Model) -> None:
    """Draws all processes of a document that has no drawing at all; does nothing where it has one."""
    made = place_undrawn(model.records)
    if made:
        with model.change("Draw"):
            for record in made:
                model.put(record)


def _check(shapes: list[Shape], edges: list[Edge], placed: Sequence[Record]) -> None:
    """A layout that would lose or double anything is refused."""
    ids = [record.id for record in placed]
    known = {shape.id for shape in shapes} | {edge.id for edge in edges}
    if len(ids) != len(set(ids)) or set(ids) != known:
        raise Refusal("This page cannot be laid out without losing something, so it stays as it is")
