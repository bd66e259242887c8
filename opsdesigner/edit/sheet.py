"""A diagram while a verb works on it: boxes change freely, lines and names follow once at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Point, Shape
from opsdesigner.model.geometry import Box, box_of, moved
from opsdesigner.model.queries import shape_of

from .lines import followed, shift_of, site_of
from .names_along import shifted_label
from .routing import Site


class Way(NamedTuple):
    """How a line runs between its ends as they were then."""

    points: tuple[Point, ...]
    start: Box | None
    end: Box | None


class Sheet:
    """New boxes of a diagram's shapes, over the model's; and ways of lines that do not just follow their ends."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self.model, self.diagram = model, diagram
        self.boxes: dict[Id, Box] = {}
        self._down: dict[Id, Box] = {}
        self._ways: dict[Id, Way] = {}
        self._nodes: dict[Id, Id] = {}  # of the shapes that have new boxes
        self._known: set[Id] = set()

    def box(self, shape: Id) -> Box:
        found = self.boxes.get(shape)
        return found if found is not None else box_of(self.shape(shape))

    def set_down(self) -> None:
        """Takes the boxes as they are now for where the hand put the shapes, before anything makes way."""
        self._down = dict(self.boxes)

    def put_at(self, shape: Shape) -> Box:
        """Where a shape was put by hand, else where the model has it."""
        return self._down.get(shape.id) or box_of(shape)

    def shape(self, id: Id) -> Shape:
        """The shape as the model has it."""
        shape = self.model.get(id, Shape)
        assert shape is not None
        return shape

    def put(self, shape: Id, box: Box) -> None:
        self.boxes[shape] = box

    def shift(self, shapes: Iterable[Id], dx: float, dy: float) -> None:
        boxes, box = self.boxes, self.box
        for id in shapes:
            left, top, right, bottom = box(id)
            boxes[id] = (left + dx, top + dy, right + dx, bottom + dy)

    def commit(self) -> None:
        """Writes all that changed into the model; inside a change."""
        for record in list(self.records()):
            self.model.put(record)

    def records(self) -> Iterator[Shape | Edge]:
        """Every shape and edge as it will be."""
        shifts: dict[Id, Point | None] = {}  # of the changed nodes: how far each went, None where its size changed
        for id, box in self.boxes.items():
            shape = self.shape(id)
            if box != box_of(shape):
                shifts[shape.node] = shift_of(box_of(shape), box)
                yield placed(shape, box)
        for edge, link in self._edges(shifts):
            shift = shifts.get(link.source)
            if edge.id not in self._ways and shift is not None and shift == shifts.get(link.target):
                yield carried(edge, *shift)
            elif (made := with_points(edge, self.way(edge, link))) != edge:
                yield made

    def way(self, edge: Edge, link: Link) -> tuple[Point, ...]:
        """How a line runs with its ends where they are now."""
        known = self._ways.get(edge.id)
        if known is None and not self._touched(link):
            return edge.points
        points = known.points if known is not None else edge.points
        old_start, new_start = self._sites(edge, link.source, 0, known.start if known else None)
        old_end, new_end = self._sites(edge, link.target, -1, known.end if known else None)
        if old_start == new_start and old_end == new_end:
            return points
        firm = edge.props.flag("handmade")
        return followed(points, old_start, new_start, old_end, new_end, link.kind, firm)

    def _touched(self, link: Link) -> bool:
        """Whether an end of a line has another box than in the model."""
        if len(self._nodes) != len(self.boxes):
            self._nodes = {id: self.shape(id).node for id in self.boxes}
            self._known = set(self._nodes.values())
        return link.source in self._known or link.target in self._known

    def lead(self, edge: Edge, link: Link, points: tuple[Point, ...]) -> None:
        """Gives a line a way for its ends as they are now."""
        ends = (shape_of(self.model, end, self.diagram) for end in (link.source, link.target))
        self._ways[edge.id] = Way(points, *(self.box(end.id) if end is not None else None for end in ends))

    def _edges(self, nodes: Iterable[Id]) -> Iterator[tuple[Edge, Link]]:
        """The lines that hold on to nodes, and those that were given a way."""
        links = {link.id: link for node in nodes for link in self.model.referrers(node, Link)}
        led = [edge for id in self._ways if (edge := self.model.get(id, Edge)) is not None]
        links |= {link.id: link for edge in led if (link := self.model.get(edge.link, Link)) is not None}
        for link in links.values():
            for edge in self.model.referrers(link.id, Edge):
                if edge.diagram == self.diagram and len(edge.points) > 1:
                    yield edge, link

    def _sites(self, edge: Edge, node: Id, index: int, was: Box | None) -> tuple[Site, Site]:
        """What an end of a line was when it was led, and what it is now."""
        shape = shape_of(self.model, node, self.diagram)
        if shape is None:
            x, y = edge.points[index]
            return Site((x, y, x, y)), Site((x, y, x, y))
        old = site_of(self.model, shape)
        return old._replace(box=was or old.box), old._replace(box=self.box(shape.id))


def carried(edge: Edge, dx: float, dy: float) -> Edge:
    """An edge moved as a whole, with its name."""
    label = edge.label._replace(x=edge.label.x + dx, y=edge.label.y + dy) if edge.label else None
    return Edge(edge.id, edge.diagram, edge.link, moved(edge.points, dx, dy), label, edge.props)


def placed(shape: Shape, box: Box) -> Shape:
    """A shape in another box; a placed name keeps its distance."""
    left, top, right, bottom = box
    label = shape.label
    if label is not None:
        dx = (box[0] + box[2]) / 2 - shape.x - shape.width / 2
        dy = (box[1] + box[3]) / 2 - shape.y - shape.height / 2
        if abs(box[3] - box[1] - shape.height) > 1e-6:
            dy = box[3] - shape.y - shape.height if label.y > shape.y + shape.height / 2 else box[1] - shape.y
        label = label._replace(x=label.x + dx, y=label.y + dy)
    return Shape(shape.id, shape.diagram, shape.node, left, top, right - left, bottom - top, label, shape.props)


def with_points(edge: Edge, points: tuple[tuple[float, float], ...]) -> Edge:
    """An edge on another way; a placed name goes along."""
    if points == edge.points:
        return edge
    label = shifted_label(edge.label, edge.points, points) if edge.label is not None else None
    return Edge(edge.id, edge.diagram, edge.link, points, label, edge.props)
