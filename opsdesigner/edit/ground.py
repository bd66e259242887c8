"""What stands on a page, asked for by place: solid shapes, names set down, lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, pieces, touches
from opsdesigner.notation.kinds import KINDS

SHOWN = frozenset(("lane", "step", "gateway", "start", "event", "boundary", "end", "data", "store", "note"))
CELL = 512  # px
NOWHERE: Box = (float("inf"), float("inf"), float("-inf"), float("-inf"))
LOOKS = 6  # questions from which on it pays to file by place what stands in for the model
EFFORT = 12_000  # places looked at in one search for a way
Points = tuple[Point, ...]


class Index(Protocol):
    """Who keeps what a page shows by place."""

    def touching(self, box: Box) -> Iterable[Id]:
        """The shapes and lines that may touch a box, and perhaps more."""


class Near(NamedTuple):
    """What lies in some place: solid shapes, lines, lanes."""

    shapes: list[Shape]
    edges: list[Edge]
    lanes: list[Shape]


class Cells:
    """An index of a page made for the occasion."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], dict[Id, None]] = {}

    @classmethod
    def of(cls, model: Model, diagram: Id) -> Cells:
        """All shapes and lines of a page."""
        made = cls()
        for shape in model.referrers(diagram, Shape):
            made.file(shape.id, box_of(shape))
        for edge in model.referrers(diagram, Edge):
            made.file_line(edge.id, edge.points)
        return made

    def file(self, id: Id, box: Box) -> None:
        for cell in _cells(box):
            self._cells.setdefault(cell, {})[id] = None

    def file_line(self, id: Id, line: Points) -> None:
        for piece in pieces(line):
            self.file(id, piece)

    def touching(self, box: Box) -> Iterable[Id]:
        found: dict[Id, None] = {}
        for cell in _cells(box):
            found |= self._cells.get(cell, {})
        return found


class Later:
    """The cells of a page, filed when they are first asked for."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self._page = (model, diagram)
        self._cells: Cells | None = None

    def touching(self, box: Box) -> Iterable[Id]:
        if self._cells is None:
            self._cells = Cells.of(*self._page)
        return self._cells.touching(box)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(each // CELL) for each in box)
    return ((x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))


class Ground:
    """A page as it is, or as it will be: `boxes` and `lines` stand in for what shapes and lines have in the model.

    Without an index all shapes are looked at; lines are then found by the shapes they hold on to. `effort` is how many
    places one search for a way may look at.
    """

    def __init__(
        self,
        model: Model,
        diagram: Id,
        index: Index | None = None,
        boxes: Mapping[Id, Box] | None = None,
        lines: dict[Id, Points] | None = None,
        effort: int = EFFORT,
    ) -> None:
        self.model, self.diagram, self.index, self.effort = model, diagram, index, effort
        self.boxes: Mapping[Id, Box] = {} if boxes is None else boxes
        self.lines: dict[Id, Points] = {} if lines is None else lines
        self._reaches: dict[Id, tuple[Points, Box]] = {}
        self._looks = 0
        self._filed: Cells | None = None  # boxes and lines; where a line was before, too

    def box(self, shape: Shape) -> Box:
        found = self.boxes.get(shape.id)
        return found if found is not None else box_of(shape)

    def points(self, edge: Edge) -> Points:
        found = self.lines.get(edge.id)
        return found if found is not None else edge.points

    def reach(self, edge: Edge) -> Box:
        """The box round a line as it runs."""
        return self._reach(edge.id, edge.points)

    def run(self, id: Id, line: Points) -> None:
        """Lets a line run another way from now on."""
        self.lines[id] = line
        if self._filed is not None:
            self._filed.file_line(id, line)

    def near(self, room: Box) -> Near:
        """What touches a box."""
        shapes: list[Shape] = []
        lanes: list[Shape] = []
        edges: dict[Id, Edge] = {}
        for id in self._candidates(room):
            record = self.model.records.get(id)
            if type(record) is Shape:
                family = self._family(record)
                if family in SHOWN and touches(self.box(record), room):
                    (lanes if family == "lane" else shapes).append(record)
            elif type(record) is Edge:
                edges[id] = record
        if self.index is None:
            edges = {id: edge for id, edge in self._held(shapes).items() if touches(self._reach(id, edge.points), room)}
        return Near(shapes, [edge for edge in edges.values() if len(self.points(edge)) > 1], lanes)

    def _candidates(self, room: Box) -> Iterable[Id]:
        if self.index is None:
            return [shape.id for shape in self.model.referrers(self.diagram, Shape) if touches(self.box(shape), room)]
        boxes, lines = self.boxes, self.lines
        found = [id for id in self.index.touching(room) if id not in boxes and id not in lines]
        for id in self._standing_in(room):
            if (box := boxes.get(id)) is not None:
                if touches(box, room):
                    found.append(id)
            elif (line := lines[id]) and touches(self._reach(id, line), room):
                found.append(id)
        return found

    def _standing_in(self, room: Box) -> Iterable[Id]:
        """The boxes and lines that stand in for those of the model and may lie in a room, and perhaps more."""
        self._looks += 1
        if self._filed is None:
            if self._looks < LOOKS:
                return (*self.boxes, *self.lines)
            self._filed = Cells()
            for id, box in self.boxes.items():
                self._filed.file(id, box)
            for id, line in self.lines.items():
                self._filed.file_line(id, line)
        return self._filed.touching(room)

    def _reach(self, id: Id, line: Points) -> Box:
        """The box of a line that stands in for the one of the model, or of one that does not."""
        line = self.lines.get(id, line)
        known = self._reaches.get(id)
        if known is None or known[0] is not line:
            xs, ys = [x for x, _ in line], [y for _, y in line]
            known = self._reaches[id] = (line, (min(xs), min(ys), max(xs), max(ys)) if line else NOWHERE)
        return known[1]

    def _held(self, shapes: Iterable[Shape]) -> dict[Id, Edge]:
        """The lines that start or end at shapes."""
        links = {link.id: link for shape in shapes for link in self.model.referrers(shape.node, Link)}
        held = (edge for link in links for edge in self.model.referrers(link, Edge))
        return {edge.id: edge for edge in held if edge.diagram == self.diagram}

    def _family(self, shape: Shape) -> str:
        node = self.model.get(shape.node, Node)
        return KINDS[node.kind].family if node is not None and node.kind in KINDS else ""
