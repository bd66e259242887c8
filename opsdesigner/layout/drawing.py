"""One diagram, read once for looking at its geometry: what stands where, what lies in what, which lines there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Node, Point, Shape
from opsdesigner.model.geometry import Box, box_of, contains, touches, union
from opsdesigner.notation.drawings import Look, hit_outline
from opsdesigner.notation.kinds import KINDS, SUB_PROCESSES
from opsdesigner.notation.looks import is_open

from .yardstick import breathing

FRAMES = frozenset({"pool", "lane", "group", "process"})  # families that others lie in
ROOMY = 3.0  # times as large as a shape is what was drawn round it on purpose


class Stand(NamedTuple):
    """A node where it stands."""

    shape: Shape
    node: Node
    family: str
    box: Box


class Line(NamedTuple):
    """A link where it runs; its ends are None where they are no shapes of the page."""

    edge: Edge
    link: Link
    source: Stand | None
    target: Stand | None

    @property
    def ends(self) -> tuple[tuple[Id, Stand | None, Point], ...]:
        """Each end: what it should reach, where that stands, where the line ends."""
        points = self.edge.points
        return ((self.link.source, self.source, points[0]), (self.link.target, self.target, points[-1]))


def reach(record: Shape | Edge) -> Box:
    """The box round a shape or a line and its name; round nothing for a line without points."""
    boxes = [box_of(record.label)] if record.label is not None else []
    if isinstance(record, Shape):
        boxes.append(box_of(record))
    elif record.points:
        xs, ys = zip(*record.points, strict=True)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return union(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)


class Drawing:
    """What stands on a diagram. Of a node that stands there twice the first counts; lines to nowhere are left out."""

    def __init__(self, model: Model, diagram: Id) -> None:
        self.model, self.diagram = model, diagram
        self.stands: list[Stand] = []
        self.solid: list[Stand] = []  # what nothing may lie on
        self.by_node: dict[Id, Stand] = {}
        self.again: dict[Id, list[Stand]] = {}  # nodes that stand here more than once: where else
        self.lines: list[Line] = []
        self._inner: set[Id] = set()  # what something drawn lies in
        self._round: dict[Id, tuple[Stand, ...]] = {}
        self._pools: dict[Id, Stand] = {}

    def read(self) -> Iterator[None]:
        """Reads all of it, with pauses."""
        model = self.model
        for number, shape in enumerate(model.referrers(self.diagram, Shape)):
            yield from breathing(number)
            node = model.get(shape.node, Node)
            if node is not None and node.kind in KINDS and not shape.props.flag("hidden"):  # folded away
                self._stand(Stand(shape, node, KINDS[node.kind].family, box_of(shape)))
        for number, edge in enumerate(model.referrers(self.diagram, Edge)):
            yield from breathing(number)
            link = model.get(edge.link, Link)
            if link is not None and self._there(link.source) and self._there(link.target):
                self.lines.append(Line(edge, link, self.by_node.get(link.source), self.by_node.get(link.target)))

    def _there(self, end: Id) -> bool:
        """Whether a line can be told where to end: at a shape of this page, or at another line."""
        return end in self.by_node or self.model.get(end, Link) is not None

    def _stand(self, stand: Stand) -> None:
        node, family = stand.node, stand.family
        self.stands.append(stand)
        if self.by_node.setdefault(node.id, stand) is not stand:
            self.again.setdefault(node.id, []).append(stand)
        self._inner.add(node.parent)
        if family == "pool" and node.host:
            self._pools.setdefault(node.host, stand)
        if family not in FRAMES and family != "message":
            self.solid.append(stand)

    def keep(self, part: Box) -> None:
        """Looks no further at what does not reach into a part of the page, with its name."""
        self.stands = [stand for stand in self.stands if touches(reach(stand.shape), part)]
        self.solid = [stand for stand in self.solid if touches(reach(stand.shape), part)]
        self.lines = [line for line in self.lines if touches(reach(line.edge), part)]

    def outline(self, stand: Stand) -> str:
        """What lines dock on: "rect", "ellipse" or "diamond"."""
        return hit_outline(Look(KINDS[stand.node.kind].outline), stand.shape.width, stand.shape.height)

    def around(self, stand: Stand) -> tuple[Stand, ...]:
        """The drawn lane, sub-processes, lanes and pool round a shape, the nearest first, by what the file says."""
        node = stand.node
        if node.kind == "boundaryEvent" and (host := self.model.get(node.host, Node)):
            node = host
        lane = self.by_node.get(node.lane)
        above = self._above(node.parent)
        return (lane, *above) if lane is not None else above

    def _above(self, id: Id) -> tuple[Stand, ...]:
        if id not in self._round:
            found: list[Stand] = []
            at, seen = self.model.get(id, Node), {id}
            while at is not None:
                if at.id in self.by_node:
                    found.append(self.by_node[at.id])
                if at.kind == "process" and at.id in self._pools:
                    found.append(self._pools[at.id])
                at = self.model.get(at.parent, Node) if at.parent not in seen else None
                seen.add(at.id if at is not None else "")
            self._round[id] = tuple(found)
        return self._round[id]

    def holds(self, stand: Stand) -> bool:
        """Whether something that is drawn lies in a shape, or in the process it calls and shows."""
        if stand.node.id in self._inner:
            return True
        called = stand.node.props.text("calledElement").rpartition(":")[2] if stand.family == "step" else ""
        return bool(called) and called in self._inner and stand.shape.props.flag("isExpanded")

    def frames(self, stand: Stand, other: Stand) -> bool:
        """Whether a step or note is drawn round another shape as its frame, whatever the file says."""
        roomy = stand.shape.width * stand.shape.height >= ROOMY * other.shape.width * other.shape.height
        return roomy and stand.family in ("step", "note") and contains(stand.box, other.box)

    def shut(self, stand: Stand) -> bool:
        """Whether it is a closed sub-process: what lies in it is not seen in it."""
        return stand.node.kind in SUB_PROCESSES and not is_open(stand.node, stand.shape.props)
