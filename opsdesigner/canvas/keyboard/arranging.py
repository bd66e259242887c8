"""Commands that arrange: align, lanes, sizes, open and closed sub-processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.edit import arrange, convert, handover, lanes, rerouting
from opsdesigner.model import Edge, Id, Link, Shape

from ..gestures.handles import resizable
from ..gestures.resizing import least_size, resized
from ..words import tr

if TYPE_CHECKING:
    from ..view import CanvasView


def grow(view: CanvasView, dx: float, dy: float) -> None:
    """Makes the selected shape larger or smaller at its right and lower side."""
    id = view.current()
    if not resizable(view, id):
        return
    picture = view.display.shapes[id]
    box = picture.body()
    handle = (1 if dx else 0, 1 if dy else 0)
    made = resized(box, handle, box[2] + dx, box[3] + dy, least_size(picture))
    if made != box:
        view.attempt(lambda: arrange.resize(view.model, id, made))


def align(view: CanvasView, side: str) -> None:
    ids = view.picked_shapes()
    if len(ids) > 1:
        view.attempt(lambda: arrange.align(view.model, ids, side))  # type: ignore[arg-type]


def distribute(view: CanvasView, axis: str) -> None:
    ids = view.picked_shapes()
    if len(ids) > 2:
        view.attempt(lambda: arrange.distribute(view.model, ids, axis))  # type: ignore[arg-type]


def reroute(view: CanvasView) -> None:
    """Leads the selected lines anew, with those of the selected shapes; with nothing selected all on the page."""
    links = [link for shape in picked_records(view) for link in view.model.referrers(shape.node, Link)]
    lines = {edge.id for link in links for edge in view.model.referrers(link.id, Edge) if edge.diagram == view.diagram}
    lines |= (view.picked or view.display.edges.keys()) & view.display.edges.keys()
    view.attempt(lambda: rerouting.reroute(view.model, view.diagram, sorted(lines)))


def picked_records(view: CanvasView) -> list[Shape]:
    return [shape for id in view.picked_shapes() if (shape := view.model.get(id, Shape))]


def to_lane(view: CanvasView, step: int) -> None:
    """Moves what is selected to the next lane; a selected lane itself changes places."""
    ids, current = view.picked_shapes(), view.display.shapes.get(view.current())
    if current is not None and current.kind.family == "lane":
        view.attempt(lambda: lanes.shift_order(view.model, current.id, step))
    elif ids:
        view.attempt(lambda: handover.to_next(view.model, ids, step))
    if view.current() in ids:
        view.reveal(view.current())


def lane_up(view: CanvasView) -> None:
    to_lane(view, -1)


def lane_down(view: CanvasView) -> None:
    to_lane(view, 1)


def add_lane(view: CanvasView, where: str) -> None:
    """A lane beside the selected lane, or in the selected pool; its name opens."""
    id = view.current()
    if id in view.display.shapes:
        made = view.attempt(lambda: lanes.add(view.model, id, where))  # type: ignore[arg-type]
        if made:
            view.show_new(made)


def split_lane(view: CanvasView, count: int) -> None:
    id = view.current()
    if id in view.display.shapes:
        made = view.attempt(lambda: lanes.split(view.model, id, count))
        if made:
            view.show_new(made[0])


def toggle_open(view: CanvasView) -> None:
    """Opens a sub-process in its place, or closes it."""
    id = view.current()
    if id in view.display.shapes:
        view.attempt(lambda: convert.toggle_open(view.model, id))


def fit_to_name(view: CanvasView) -> None:
    """Makes the selected steps large enough for their names, no smaller than they are."""
    from ..names.fitting_names import size_for

    for_name: dict[Id, tuple[float, float]] = {}
    for id in view.picked_shapes():
        size = size_for(view.display.shapes[id])
        if size:
            for_name[id] = size
    if not for_name:
        return

    def act() -> None:
        with view.model.change(tr("Fit to name")):
            for id, (w, h) in for_name.items():
                x, y, _, _ = view.display.shapes[id].body()
                arrange.resize(view.model, id, (x, y, x + w, y + h))

    view.attempt(act)
