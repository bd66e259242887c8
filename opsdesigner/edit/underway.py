"""How lines will run when moving shapes are let go where they are now: worked out bit by bit, as time allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import perf_counter

from opsdesigner.model import Edge, Id, Link, Model, Shape
from opsdesigner.model.geometry import Box, box_of, shifted

from .ground import Ground, Index, Points
from .guiding import Thread, covered, in_order, is_led, mended
from .lines import followed, site_of
from .rerouting import ends_of
from .sheet import carried, with_points
from .travel import Plan, Rim, bent, edges_at, sites

SOME = 40  # lines wholly among what moves; more of them are in nobody's way while they do
EFFORT = 2_000  # places one search may look at; what asks for more is left to the drop
MOST = 24  # lines led round what moves while it does; more are left to the drop


def after_resize(model: Model, shape: Shape, box: Box, index: Index, until: float) -> list[Edge]:
    """How the lines of a shape will run once it has another box; after `until` the rest keep their simple form."""
    ground = Ground(model, shape.diagram, index, {shape.id: box}, effort=EFFORT)
    found = []
    for rim in edges_at(model, shape.diagram, (shape,))[1]:
        link = model.get(rim.edge.link, Link)
        if link is None or shape.node not in (link.source, link.target):
            continue
        start = rim.start._replace(box=box) if rim.first else rim.start
        end = rim.end if rim.first else rim.end._replace(box=box)
        firm = rim.edge.props.flag("handmade")
        way = followed(rim.edge.points, rim.start, start, rim.end, end, rim.kind, firm)
        ends = ends_of(model, rim.edge, link)
        if ends is not None and is_led(rim.edge, link) and perf_counter() < until:
            way = mended(ground, Thread(rim.edge, link, *ends, start, end, rim.edge.points, (rim.start, rim.end)), way)
        ground.run(rim.edge.id, way)
        found.append(with_points(rim.edge, way))
    return found


class Underway:
    """The lines between what moves and what stays, and those of others that it comes to lie on."""

    def __init__(self, model: Model, going: Plan, index: Index) -> None:
        self.model, self.going, self.index = model, going, index
        self.lines: dict[Id, Edge] = {}  # as they run now
        self.others: dict[Id, Edge] = {}
        self._inner = going.inner if len(going.inner) <= SOME else ()
        self._waiting: list[tuple[Thread, Points]] = []
        self._boxes: dict[Id, Box] = {}
        self._ground = Ground(model, going.diagram, index, effort=EFFORT)

    def go(self, dx: float, dy: float) -> None:
        """As if all had been moved so far: every line in its simple form; what is to be looked at waits."""
        self._boxes = {shape.id: shifted(box_of(shape), dx, dy) for shape in self.going.shapes}
        routes: dict[Id, Points] = {edge.id: () for edge in self.going.inner}
        routes |= {edge.id: carried(edge, dx, dy).points for edge in self._inner}
        self.lines = {rim.edge.id: bent(rim, dx, dy) for rim in self.going.rims}
        routes |= {id: edge.points for id, edge in self.lines.items()}
        self._ground = Ground(self.model, self.going.diagram, self.index, self._boxes, routes, EFFORT)
        threads = [thread for rim in self.going.rims if (thread := self._thread(rim, dx, dy)) is not None]
        self._waiting = [(each, routes[each.edge.id]) for each in reversed(in_order(self.model, threads))]

    def _thread(self, rim: Rim, dx: float, dy: float) -> Thread | None:
        link = self.model.get(rim.edge.link, Link)
        if link is None or not is_led(rim.edge, link):
            return None
        ends = ends_of(self.model, rim.edge, link)
        start, end = sites(rim, dx, dy)
        was = (rim.start, rim.end)
        return Thread(rim.edge, link, *ends, start, end, rim.edge.points, was) if ends is not None else None

    def work(self, until: float) -> bool:
        """Leads waiting lines round what stands in their way until then (`perf_counter`); whether all are done."""
        while self._waiting and perf_counter() < until:
            thread, now = self._waiting.pop()
            self._take(thread, mended(self._ground, thread, now), self.lines)
        return not self._waiting

    def _take(self, thread: Thread, points: Points, into: dict[Id, Edge]) -> None:
        into[thread.edge.id] = with_points(thread.edge, points)
        self._ground.run(thread.edge.id, points)

    def look_round(self) -> Mapping[Id, Edge]:
        """The lines of others that now lie under what moves, led round it."""
        shapes = [shape for shape in self.going.shapes if shape.id in self._boxes]
        found = covered(self._ground, shapes, self._ground.lines)[:MOST]
        self.others = {}
        for thread in in_order(self.model, list(self._standing(found))):
            self._take(thread, mended(self._ground, thread, thread.edge.points), self.others)
        return self.others

    def _standing(self, edges: list[Edge]) -> Iterator[Thread]:
        for edge in edges:
            link = self.model.get(edge.link, Link)
            ends = ends_of(self.model, edge, link) if link is not None and is_led(edge, link) else None
            if link is not None and ends is not None:
                start, end = (site_of(self.model, each) for each in ends)
                yield Thread(edge, link, *ends, start, end, edge.points, (start, end))
