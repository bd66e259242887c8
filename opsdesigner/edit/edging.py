"""Places for events on the edge of a step: along the bottom from the right, then along the top."""

from __future__ import annotations

from opsdesigner.model import Id, Model, Point, Shape
from opsdesigner.model.queries import boundary_events

from .context import middle_of
from .sheet import Sheet

FIRST, NEXT = 24.0, 44.0  # px right of the middle; from one to the next
CLOSE = 42.0  # px from one to the next where there are three
NEAR = 40.0  # px within which a place is taken


def edge_spot(model: Model, host: Shape) -> Point:
    """Where the next event of a step goes, without moving any: bottom, right of the middle, then to the left; top."""
    return next((at for edge in _edges(host) for at in _free(model, host, edge)), _spots(host, _edges(host)[0])[0])


def room_on_edge(model: Model, host: Shape, event: Id = "") -> Point:
    """The same for an event that may be drawn already; two on an edge close up for a third. Inside a change."""
    for edge in _edges(host):
        if free := _free(model, host, edge, event):
            return free[0]
        mates = sorted(_events(model, host, edge, event), key=lambda shape: -shape.x)
        if len(mates) == 2 and host.width >= 2 * CLOSE and not any(each.props.flag("pinned") for each in mates):
            sheet = Sheet(model, host.diagram)
            middle = host.x + host.width / 2
            for shape, x in zip(mates, (middle + CLOSE, middle), strict=True):
                sheet.shift([shape.id], x - middle_of(shape)[0], 0.0)
            sheet.commit()
            return middle - CLOSE, edge
    return _spots(host, _edges(host)[0])[0]


def _edges(host: Shape) -> tuple[float, float]:
    return host.y + host.height, host.y


def _spots(host: Shape, edge: float) -> list[Point]:
    x = host.x + host.width / 2 + FIRST
    return [(x - NEXT * i, edge) for i in range(12) if x - NEXT * i >= host.x] or [(x, edge)]


def _free(model: Model, host: Shape, edge: float, but: Id = "") -> list[Point]:
    taken = [middle_of(shape)[0] for shape in _events(model, host, edge, but)]
    return [spot for spot in _spots(host, edge) if not any(abs(spot[0] - x) < NEAR for x in taken)]


def _events(model: Model, host: Shape, edge: float, but: Id) -> list[Shape]:
    """The events that sit on one edge, all but one."""
    ids = [event.id for event in boundary_events(model, host.node) if event.id != but]
    shapes = (shape for id in ids for shape in model.referrers(id, Shape) if shape.diagram == host.diagram)
    return [shape for shape in shapes if abs(middle_of(shape)[1] - edge) < NEAR]
