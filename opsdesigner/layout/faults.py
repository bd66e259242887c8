"""What can be wrong with a drawing, read off its shapes and edges: the yardstick for every layout."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from opsdesigner.model import Bounds, Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, contains, grown, overlaps, pieces
from opsdesigner.model.queries import title
from opsdesigner.notation.kinds import KINDS, SUB_PROCESSES

FRAMES = ("pool", "lane", "group", "process")
SAME, ALONG = 5.9, 2.0  # px apart that lines count as one; px they may run in one
Fault = tuple[str, ...]


class Sheet:
    """One diagram, with what belongs to what."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self.model = model
        self.shapes = [s for s in model.referrers(diagram, Shape) if model.get(s.node, Node) is not None]
        self.by_node = {shape.node: shape for shape in reversed(self.shapes)}
        self.edges = [e for e in model.referrers(diagram, Edge) if self._led(e)]
        self.solid = [shape for shape in self.shapes if self.family(shape) not in (*FRAMES, "message")]

    def _led(self, edge: Edge) -> bool:
        """Whether both ends of a line are to be seen: nobody can say where the others should run."""
        link = self.model.get(edge.link, Link)
        return link is not None and all(
            end in self.by_node or self.model.get(end, Link) is not None for end in (link.source, link.target)
        )

    def node(self, shape: Shape) -> Node:
        node = self.model.get(shape.node, Node)
        assert node is not None
        return node

    def link(self, edge: Edge) -> Link:
        link = self.model.get(edge.link, Link)
        assert link is not None
        return link

    def family(self, shape: Shape) -> str:
        return KINDS[self.node(shape).kind].family

    def outer(self, shape: Shape) -> Iterator[Shape]:
        """The drawn sub-processes, lanes and pools round a shape, by what the file says."""
        node = self.node(shape)
        if node.kind == "boundaryEvent" and (host := self.model.get(node.host, Node)):
            node = host
        if node.lane in self.by_node:
            yield self.by_node[node.lane]
        seen = set()
        while (above := self.model.get(node.parent, Node)) and above.id not in seen:
            seen.add(above.id)
            if above.id in self.by_node:
                yield self.by_node[above.id]
            if above.kind == "process":
                pools = [s for s in self.shapes if self.family(s) == "pool" and self.node(s).host == above.id]
                yield from pools[:1]
            node = above

    def holds(self, shape: Shape) -> bool:
        called = self.node(shape).props.text("calledElement").rpartition(":")[2]
        inner = {shape.node, called} if shape.props.flag("isExpanded") and called else {shape.node}
        return any(self.node(other).parent in inner for other in self.shapes)


def faults(model: Model, diagram: Id) -> list[Fault]:
    """Everything that is wrong on a diagram, each with the ids it is about."""
    sheet = Sheet(model, diagram)
    found: list[Fault] = [*_overlaps(sheet), *_outside(sheet), *_lines(sheet), *_shared(sheet), *_names(sheet)]
    return found


def _overlaps(sheet: Sheet) -> Iterator[Fault]:
    for a, b in combinations(sheet.solid, 2):
        if not overlaps(grown(box_of(a), -0.5), grown(box_of(b), -0.5)):
            continue
        hosted = sheet.node(a).host == b.node or sheet.node(b).host == a.node
        inside = any(contains(box_of(x), box_of(y)) and sheet.holds(x) for x, y in ((a, b), (b, a)))
        carried = any(sheet.node(x).kind == "boundaryEvent" and sheet.holds(y) for x, y in ((a, b), (b, a)))
        if not hosted and not inside and not (carried and _hosted_in(sheet, a, b)):
            yield "overlap", a.id, b.id


def _hosted_in(sheet: Sheet, a: Shape, b: Shape) -> bool:
    """Whether one is a boundary event whose host is inside the other."""
    return any(y in list(sheet.outer(x)) for x, y in ((a, b), (b, a)))


def _outside(sheet: Sheet) -> Iterator[Fault]:
    for shape in sheet.shapes:
        if sheet.family(shape) in ("group", "message", "pool", "process"):
            continue
        for outer in sheet.outer(shape):
            closed = sheet.node(outer).kind in SUB_PROCESSES and not outer.props.flag("isExpanded")
            if not closed and not contains(grown(box_of(outer), 0.5), box_of(shape)):
                yield "outside", shape.id, outer.id


def _lines(sheet: Sheet) -> Iterator[Fault]:
    for edge in sheet.edges:
        link = sheet.link(edge)
        ends = {link.source, link.target}
        if len(edge.points) < 2:
            yield "short", edge.id
        if any(abs(a[0] - b[0]) > 0.01 and abs(a[1] - b[1]) > 0.01 for a, b in pairwise(edge.points)):
            yield "slanted", edge.id
        for shape in sheet.solid:
            if shape.node in ends or any(_around(sheet, shape, end) for end in ends):
                continue
            box = grown(box_of(shape), -1.0)
            if any(overlaps(box, grown(piece, 0.25)) for piece in pieces(edge.points)):
                yield "through", edge.id, shape.id
        for end, point in ((link.source, edge.points[0]), (link.target, edge.points[-1])):
            if end in sheet.by_node and not _docked(box_of(sheet.by_node[end]), point):
                yield "undocked", edge.id, end


def _around(sheet: Sheet, shape: Shape, node: Id) -> bool:
    """Whether a node is drawn inside a shape, or sits on it."""
    other = sheet.by_node.get(node)
    if other is None:
        return False
    return sheet.node(other).host == shape.node or (sheet.holds(shape) and contains(box_of(shape), box_of(other)))


def _docked(box: Box, point: Point) -> bool:
    """Whether a point lies on the outline of a shape, roughly."""
    x, y = point
    if not contains(grown(box, 1.0), (x, y, x, y)):
        return False
    inner = grown(box, -max(1.0, min(box[2] - box[0], box[3] - box[1]) / 2 - 1))
    round_shape = box[2] - box[0] <= 60
    return not contains(inner if round_shape else grown(box, -1.0), (x, y, x, y))


def _shared(sheet: Sheet) -> Iterator[Fault]:
    runs: list[tuple[Box, Edge, Link]] = [(piece, e, sheet.link(e)) for e in sheet.edges for piece in pieces(e.points)]
    for axis in (0, 1):
        other = 1 - axis
        along = sorted((r for r in runs if abs(r[0][axis] - r[0][axis + 2]) < 0.01), key=lambda r: r[0][axis])
        for number, (a, edge, link) in enumerate(along):
            for b, more, link2 in along[number + 1 :]:
                if b[axis] - a[axis] > SAME:
                    break
                if edge is more or min(a[other + 2], b[other + 2]) - max(a[other], b[other]) <= ALONG:
                    continue
                if link.kind != link2.kind or not (link.source == link2.source or link.target == link2.target):
                    yield "shared", edge.id, more.id


def _names(sheet: Sheet) -> Iterator[Fault]:
    """Names on top of shapes, of each other, or on lines."""
    records: list[Shape | Edge] = [*sheet.shapes, *sheet.edges]
    named = [(x.id, box_of(x.label)) for x in records if x.label is not None and _own_name(sheet, x)]
    solid = [shape for shape in sheet.solid if not sheet.holds(shape)]
    for id, place in named:
        for shape in solid:
            if overlaps(place, box_of(shape)):
                yield "name on shape", id, shape.id
        for edge in sheet.edges:
            if any(overlaps(place, grown(piece, 0.25)) for piece in pieces(edge.points)):
                yield "name on line", id, edge.id
    for (a, one), (b, two) in combinations(named, 2):
        if overlaps(one, two):
            yield "name on name", a, b


def _own_name(sheet: Sheet, record: Shape | Edge) -> bool:
    if not isinstance(record.label, Bounds):
        return False
    if isinstance(record, Edge):
        return bool(sheet.link(record).name)
    return KINDS[sheet.node(record).kind].family in OUTSIDE and bool(title(sheet.model, record.node))


OUTSIDE = ("start", "event", "boundary", "end", "gateway", "data", "store")
