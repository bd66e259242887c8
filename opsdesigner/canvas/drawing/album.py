"""The pictures of one diagram, kept by id and by place."""

from __future__ import annotations

from collections.abc import Iterable

from opsdesigner.model import Edge, Id, Model, Shape
from opsdesigner.model.geometry import Box, contains, nearest_on, shifted, union

from ..marks.problem_pins import ProblemPins
from .edge_pictures import EdgePicture
from .grid import Cell, Filed, Grid
from .pictures import ABOVE, ShapePicture
from .sheets import Sheet

NOWHERE: Box = (0.0, 0.0, 1.0, 1.0)


class Album:
    """Pictures are put in and taken out; what lies where can be asked."""

    def __init__(self, model: Model, diagram: Id, pins: ProblemPins | None = None) -> None:
        self.model, self.diagram = model, diagram
        self.pins = pins  # where none is given, shapes have no pins
        self.shapes: dict[Id, ShapePicture] = {}
        self.edges: dict[Id, EdgePicture] = {}
        self.homes: dict[Id, ShapePicture] = {}
        self.spots, self.runs = Grid(), Grid()  # shapes and edges by place
        self._sheets: dict[Cell, Sheet] = {}
        self._bounds: Box | None = None
        self._left_shapes: dict[Id, tuple[ShapePicture, Filed]] = {}  # what the change before took out
        self._left_edges: dict[Id, tuple[EdgePicture, Filed]] = {}
        self._gone_shapes: dict[Id, tuple[ShapePicture, Filed]] = {}  # what this one takes out
        self._gone_edges: dict[Id, tuple[EdgePicture, Filed]] = {}
        self.put(model.referrers(diagram, Shape))
        self.put(model.referrers(diagram, Edge))

    # in and out

    def turn(self) -> None:
        """A change begins: what the last one took out is kept until it ends, for it may be undone."""
        self.spots.drop(self._left_shapes)
        self.runs.drop(self._left_edges)
        self._left_shapes, self._left_edges = self._gone_shapes, self._gone_edges
        self._gone_shapes, self._gone_edges = {}, {}

    def put(self, records: Iterable[Shape | Edge]) -> list[Box]:
        """Pictures of records; returns the boxes they paint on."""
        made: dict[Id, Filed] = {}
        for record in records:
            if record.props and record.props.flag("hidden"):  # folded away: it is nowhere
                continue
            if type(record) is Shape:
                made[record.id] = self._put_shape(record)
            elif type(record) is Edge and record.points:
                made[record.id] = self._put_edge(record)
            elif type(record) is Edge:
                self.edges[record.id] = EdgePicture(record, self.model)  # known, but nowhere
        boxes = [filed[0] for filed in made.values()]
        if self._bounds is not None and boxes and not contains(self._bounds, union(boxes)):
            outer = [self._near(id) for id, (box, _) in made.items() if not contains(self._bounds, box)]
            self._bounds = union([self._bounds, *outer])
        self._stain(made.values())
        return boxes

    def _put_shape(self, record: Shape) -> Filed:
        left, pin = self._left_shapes.get(record.id), self.pins.of(record) if self.pins else None
        if left is not None and left[0].pin == pin and left[0].again(record, self.model):
            shape, filed = left
            self.spots.show(record.id, filed)
        else:
            shape = ShapePicture(record, self.model)
            shape.pin = pin
            filed = self.spots.put(
                record.id, union([shape.box(), shifted(pin.reach, shape.x, shape.y)]) if pin else shape.box()
            )
        self.shapes[record.id] = shape
        if shape.depth < 0:
            self.homes[record.id] = shape
        return filed

    def _put_edge(self, record: Edge) -> Filed:
        left = self._left_edges.get(record.id)
        if left is not None and left[0].again(record, self.model):
            edge, filed = left
            self.runs.show(record.id, filed)
        else:
            edge = EdgePicture(record, self.model)
            filed = self.runs.put(record.id, edge.box(), None if edge.name else edge.points)
        self.edges[record.id] = edge
        return filed

    def take(self, ids: Iterable[Id]) -> list[Box]:
        """Forgets pictures; returns the boxes they painted on."""
        left: list[tuple[ShapePicture | EdgePicture, Filed]] = []
        for id in ids:
            if (shape := self.shapes.pop(id, None)) is not None:
                kept = self._gone_shapes[id] = (shape, self.spots.hide(id))
                left.append(kept)
                if shape.depth < 0:
                    del self.homes[id]
            elif (edge := self.edges.pop(id, None)) is not None and edge.points:
                left.append(line := (edge, self.runs.hide(id)))
                self._gone_edges[id] = line
        boxes = [filed[0] for _, filed in left]
        if self._bounds and left and not _amid(union(boxes), self._bounds):
            outer = [picture for picture, (box, _) in left if not _amid(box, self._bounds)]
            if not all(_amid(picture.near(), self._bounds) for picture in outer):
                self._bounds = None
        self._stain(filed for _, filed in left)
        return boxes

    def _stain(self, places: Iterable[Filed]) -> None:
        """The quick pictures of cells where something came or went are no longer right."""
        if self._sheets:
            for cell in {cell for _, homes in places for cell in homes}:
                self._sheets.pop(cell, None)

    # asking

    @property
    def bounds(self) -> Box:
        """The box round everything, nothing left out."""
        if self._bounds is None:
            boxes = [box for grid in (self.spots, self.runs) if (box := grid.bounds(self._near))]
            self._bounds = union(boxes) if boxes else NOWHERE
        return self._bounds

    def _near(self, id: Id) -> Box:
        return (self.shapes.get(id) or self.edges[id]).near()

    def box(self, id: Id) -> Box | None:
        """All that a shape or edge paints on, or None when it is not here."""
        return self.spots.box(id) or self.runs.box(id)

    def __contains__(self, id: object) -> bool:
        return id in self.shapes or id in self.edges

    def touching(self, box: Box) -> list[Id]:
        return self.runs.touching(box) + self.spots.touching(box)

    def at(self, x: float, y: float, slack: float) -> Id:
        """The topmost shape or edge at a point, or an empty string."""
        near = self.touching((x - slack, y - slack, x + slack, y + slack))
        hits = [shape for id in near if (shape := self.shapes.get(id)) and shape.solid(x, y, slack)]
        best = max(hits, key=lambda shape: shape.rank, default=None)
        if best is not None and best.depth >= ABOVE:
            return best.id
        lines = [(nearest_on(edge.points, x, y)[0], id) for id in near if (edge := self.edges.get(id))]
        far, id = min(lines, default=(slack + 1, ""))
        return id if far <= slack else best.id if best else ""


def _amid(box: Box, bounds: Box) -> bool:
    """Whether a box lies inside bounds and is none of what they are drawn round."""
    return bounds[0] < box[0] and bounds[1] < box[1] and box[2] < bounds[2] and box[3] < bounds[3]
