"""Ways out of findings: which verb each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opsdesigner.analysis.finding import Fix
from opsdesigner.analysis.findings import answering_for
from opsdesigner.edit import assigning, drawing_in, mending, seats
from opsdesigner.edit.rehome import to_lane_of
from opsdesigner.model import Id, Model
from opsdesigner.model.geometry import Box, grown

from ..sides.crumbs import on_diagram

if TYPE_CHECKING:
    from ..window import MainWindow


MARGIN = 24.0  # px shown round a spot


def carry_out(window: MainWindow, fix: Fix) -> None:
    """Does what a fix says, as one undo step; why it cannot be done stands beside the canvas."""
    if fix.act == "show":
        show(window, fix.elements)
        return
    model = window.view.model
    window.view.attempt(lambda: ACTS[fix.act](model, fix))


def show(window: MainWindow, ids: Sequence[Id]) -> bool:
    """Selects all that stand on the diagram of the first that stands on any; whether one does."""
    first = next((id for id in ids if window.twin.reveal(id)), "")
    if first and len(ids) > 1:
        window.select_nodes(ids)
    return bool(first)


def mark(window: MainWindow, ids: Sequence[Id]) -> bool:
    """Goes to the spot where these shapes and lines meet and marks them; whether the first is there."""
    if not ids or not window.twin.reveal(ids[0]):
        return False
    view, diagram = window.view, window.view.diagram
    shown = [found for id in ids if (found := on_diagram(view.model, id, diagram))]
    view.mark(shown)
    boxes = [box for id in shown if (box := view.body(id))]
    if boxes:
        view.show_spot(grown(_spot(boxes), MARGIN))
    return True


def _spot(boxes: Sequence[Box]) -> Box:
    """What all the boxes share, of those that share nothing the smallest."""
    left, top = max(box[0] for box in boxes), max(box[1] for box in boxes)
    right, foot = min(box[2] for box in boxes), min(box[3] for box in boxes)
    if left <= right and top <= foot:
        return (left, top, right, foot)
    return min(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))


def _keep_one(model: Model, fix: Fix) -> None:
    with model.change("Keep one"):
        for step in fix.elements:
            for other in answering_for(model, step):
                if other != fix.resource:
                    assigning.take_back(model, [step], other, "A")


ACTS: dict[str, Callable[[Model, Fix], object]] = {
    "give": lambda model, fix: assigning.assign(model, fix.elements, fix.resource),
    "keep lane": lambda model, fix: assigning.take_back(model, fix.elements, fix.resource, "R"),
    "keep step": lambda model, fix: to_lane_of(model, fix.elements[0], fix.resource),
    "keep one": _keep_one,
    "top": lambda model, fix: seats.to_top(model, fix.elements),
    "mend": lambda model, fix: mending.mend(model, fix.faults),
    "draw": lambda model, fix: drawing_in.draw_in(model, fix.elements),
    "roles": lambda model, fix: assigning.roles_of_lanes(model),
}
