"""Ways out of findings: which verb each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from opsdesigner.analysis.findings import Fix, answering_for
from opsdesigner.edit import assigning, seats
from opsdesigner.edit.rehome import to_lane_of
from opsdesigner.model import Id, Model

if TYPE_CHECKING:
    from .window import MainWindow


def carry_out(window: MainWindow, fix: Fix) -> None:
    """Does what a fix says, as one undo step; why it cannot be done stands beside the canvas."""
    if fix.act == "show":
        show(window, fix.elements)
        return
    model = window.view.model
    window.view.attempt(lambda: ACTS[fix.act](model, fix))


def show(window: MainWindow, elements: Sequence[Id]) -> bool:
    """Selects all that stand on the diagram of the first that stands on any; whether one does."""
    first = next((id for id in elements if window.twin.reveal(id)), "")
    if first and len(elements) > 1:
        window.select_nodes(elements)
    return bool(first)


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
    "roles": lambda model, fix: assigning.roles_of_lanes(model),
}
