"""Where the flow wants what stands nowhere yet: after what leads to it, below its siblings, in its lane."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from opsdesigner.model import Edge, Id, Link, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, pieces
from opsdesigner.model.queries import boundary_events, children, incoming, outgoing, shape_of
from opsdesigner.notation.kinds import KINDS
from opsdesigner.notation.looks import HEADER

from .bodies import UNMOVED, reach
from .contents import frame_of
from .sheet import Sheet

GAP, PITCH = 48.0, 32.0  # px: to the next step; between branches
LEAST = 24.0  # px kept from other bodies of a row, and from the rims of a lane
STEP = 16.0  # px between the levels that are tried
CLEAR = 8.0
START, ORIGIN = 40.0, (160.0, 120.0)  # px from the head of a lane; the middle of what comes first on an empty page
OFF_EDGE = (32.0, 42.0)  # px beyond an event on a step's edge, and below that step


class Spot(NamedTuple):
    """A box for a shape, and the shapes it stands behind."""

    box: Box
    staying: frozenset[Id]


class _Row(NamedTuple):
    """Along the flow from low to high, across it from near to far."""

    low: float
    high: float
    near: float
    far: float

    @property
    def level(self) -> float:
        return (self.near + self.far) / 2


def spot_in_flow(
    model: Model, diagram: Id, node: Node, size: tuple[float, float], home: Shape | None, waiting: Collection[Id]
) -> Spot:
    """Where a node goes whose neighbours stand, but for those waiting."""
    finder = _Finder(model, diagram, node, home, waiting)
    length, breadth = (size[1], size[0]) if finder.down else size
    low, level = finder.place(length, breadth)
    near = level - breadth / 2
    box = (near, low, near + breadth, low + length) if finder.down else (low, near, low + length, near + breadth)
    return Spot(box, frozenset(each.id for each in finder.before))


class _Finder:
    """What the place of one node depends on."""

    def __init__(self, model: Model, diagram: Id, node: Node, home: Shape | None, waiting: Collection[Id]) -> None:
        self.model, self.diagram, self.node, self.home = model, diagram, node, home
        self.sheet = Sheet(model, diagram)
        self.waiting = {node.id, *waiting}
        self.down = self._runs_down(home)
        self.after = self._drawn(link.target for link in outgoing(model, node.id))
        self.before = self._leading()
        if self.before:  # where it leads back to has no say
            rim = min(self.row(box_of(each)).high for each in self.before)
            self.after = [each for each in self.after if self.row(box_of(each)).low >= rim]
        self.rows = [self.row(reach(self.sheet, shape, other)) for shape, other in self._beside()]
        self._stretch: tuple[tuple[float, float], list[_Row]] = ((0.0, 0.0), [])

    def _runs_down(self, home: Shape | None) -> bool:
        outer = home
        while outer is not None:
            found = self.model.get(outer.node, Node)
            if found is not None and found.kind in ("lane", "participant"):
                return not outer.props.flag("isHorizontal", True)
            outer = frame_of(self.sheet, outer)
        return False

    def row(self, box: Box) -> _Row:
        return _Row(box[1], box[3], box[0], box[2]) if self.down else _Row(box[0], box[2], box[1], box[3])

    def _drawn(self, nodes: Iterator[Id]) -> list[Shape]:
        """Where nodes stand that are not waiting."""
        found = (shape_of(self.model, id, self.diagram) for id in nodes if id not in self.waiting)
        return [shape for shape in found if shape is not None]

    def _leading(self) -> list[Shape]:
        """What leads here, without loops back from further on."""
        found = self._drawn(link.source for link in incoming(self.model, self.node.id))
        if len(found) < 2 and not (found and self.after):
            return found
        later = self._later()
        return [shape for shape in found if shape.node not in later] or found[:1]

    def _later(self) -> set[Id]:
        """All that comes after it, exceptions too."""
        seen, pending = {self.node.id}, [self.node.id]
        while pending:
            at = pending.pop()
            events = [event.id for event in boundary_events(self.model, at)]
            for id in (*events, *(link.target for link in outgoing(self.model, at))):
                if id not in seen:
                    seen.add(id)
                    pending.append(id)
        return seen

    def _beside(self) -> Iterator[tuple[Shape, Node]]:
        """What stands in the same lane, sub-process or page."""
        for other in children(self.model, self.node.parent):
            if other.kind in UNMOVED or other.kind not in KINDS or other.lane != self.node.lane:
                continue
            shape = shape_of(self.model, other.id, self.diagram)
            if shape is not None and other.id not in self.waiting:
                yield shape, other

    # the place

    def place(self, length: float, breadth: float) -> tuple[float, float]:
        """Where it begins along the flow, and the middle of it across."""
        if not self.before:
            return self._first(length, breadth)
        source = self.row(box_of(self.before[0]))
        node = self.model.get(self.before[0].node, Node)
        low = max(self.row(reach(self.sheet, each, self._node(each))).high for each in self.before)
        low += self._gap(low)
        if node is not None and node.kind == "boundaryEvent":
            return self._off_edge(node, source, length, breadth)
        if (level := self._led_level()) is not None:
            return self._not_overtaking(low, level, breadth), level
        same = [each for each in self.before if self._node(each).lane == self.node.lane]
        siblings = self._siblings() if len(self.before) == 1 else []
        if same and not siblings:
            level = min(self.row(box_of(each)).level for each in same)
            return self._beyond_forks(low, level, breadth), level
        if siblings:
            beside = [row for shape in siblings if (row := self.row(box_of(shape))) in self._own_rows()]
            start = max((row.far for row in beside), default=source.level - breadth / 2 - PITCH) + PITCH + breadth / 2
            return low, self._free_below(low, length, breadth, start if same or beside else None)
        return self._across(low, length, breadth)

    def _gap(self, low: float) -> float:
        """The usual gap, or a narrower one where the flow it goes into has no more room."""
        rooms = (self.row(box_of(each)).low - low for each in self.after)
        return min(GAP, max(LEAST, min(rooms, default=GAP)))

    def _led_level(self) -> float | None:
        """The level of the one it leads to, where that stands in the same lane and nothing else leads there."""
        if len(self.after) != 1 or len(incoming(self.model, self.after[0].node)) != 1:
            return None
        if self._node(self.after[0]).lane != self.node.lane:
            return None
        return self.row(box_of(self.after[0])).level

    def _not_overtaking(self, low: float, level: float, breadth: float) -> float:
        """Beyond what stands before it in its row."""
        ahead = {each.node for each in self.after}
        beside = [(shape, node) for shape, node in self._beside() if node.id in ahead or node.host in ahead]
        known = {self.row(reach(self.sheet, shape, node)).low for shape, node in beside}
        for row in sorted(self.rows):
            crossed = row.near < level + breadth / 2 and level - breadth / 2 < row.far
            if crossed and row.low < low < row.high + LEAST and row.low not in known:
                low = row.high + LEAST
        return low

    def _own_rows(self) -> list[_Row]:
        return [self.row(box_of(shape)) for shape, _ in self._beside()]

    def _node(self, shape: Shape) -> Node:
        node = self.model.get(shape.node, Node)
        assert node is not None
        return node

    def _siblings(self) -> list[Shape]:
        """Where else the flow branches to from what leads here."""
        source = self.before[0]
        rim, later = self.row(box_of(source)).high, {shape.node for shape in self.after}
        found = self._drawn(link.target for link in outgoing(self.model, source.node))
        return [shape for shape in found if shape.node not in later and self.row(box_of(shape)).low >= rim - 1]

    def _beyond_forks(self, low: float, level: float, breadth: float) -> float:
        """Beyond where other lines fork off close before."""
        for shape in self.before:
            for link in outgoing(self.model, shape.node):
                if link.target in self.waiting:
                    continue
                for edge in self._edges(link):
                    for piece in map(self.row, pieces(edge.points)):
                        across = piece.low == piece.high and piece.near - 1 <= level <= piece.far + 1
                        if across and low - GAP < piece.low and piece.low - 16 < low + GAP:
                            low = max(low, piece.low + 16)
        return low

    def _edges(self, link: Link) -> list[Edge]:
        return [edge for edge in self.model.referrers(link.id, Edge) if edge.diagram == self.diagram]

    def _off_edge(self, event: Node, source: _Row, length: float, breadth: float) -> tuple[float, float]:
        host = shape_of(self.model, event.host, self.diagram)
        far = self.row(box_of(host)).far if host is not None else source.far
        low = source.level if self.down else (source.low + source.high) / 2 + OFF_EDGE[0]
        start = far + OFF_EDGE[1] + breadth / 2
        if host is not None and self._node(host).lane != self.node.lane:  # no farther off than its lane
            near, far = self._band()
            start = max(near + breadth / 2, min(start, far - breadth / 2))
        return low, self._free_below(low, length, breadth, start)

    def _across(self, low: float, length: float, breadth: float) -> tuple[float, float]:
        """In another lane than what leads here: in line with what stands before it there, where that is free."""
        earlier = [row for row in self.rows if row.low < low]
        near, far = self._band()
        level = max(earlier, key=lambda row: row.low).level if earlier else (near + far) / 2
        level = min(max(level, near + breadth / 2), max(far - breadth / 2, near + breadth / 2))
        tries = [level + sign * STEP * count for count in range(40) for sign in (1, -1)]
        inside = [at for at in tries if near <= at - breadth / 2 and at + breadth / 2 <= far]
        for at in inside:
            if self._is_free(low, length, at, breadth):
                return low, at
        return self._not_overtaking(low, level, breadth), level

    def _first(self, length: float, breadth: float) -> tuple[float, float]:
        """Before what it leads to; else at the start of its lane, below all that stands there."""
        if self.after:
            goal = min((self.row(box_of(each)) for each in self.after), key=lambda row: row.low)
            same = [each for each in self.after if self._node(each).lane == self.node.lane]
            level = self.row(box_of(same[0])).level if same else (sum(self._band()) / 2)
            low = self._not_overtaking(goal.low - GAP - length, level, breadth)
            return max(low, self._start()), level
        if self.home is None and not self.rows:
            at = ORIGIN[::-1] if self.down else ORIGIN
            return at[0], at[1]
        low = self._start()
        if not self.rows:
            return low, sum(self._band()) / 2
        if self.home is None:
            low = min(row.low for row in self.rows)
        return low, self._free_below(low, length, breadth, None)

    def _start(self) -> float:
        """Where the first shape of a lane begins."""
        if self.home is None:
            return -float("inf")
        head = HEADER if self._node(self.home).kind in ("lane", "participant") else 0.0
        return self.row(box_of(self.home)).low + head + (START if head else LEAST)

    def _band(self) -> tuple[float, float]:
        """From where to where shapes may stand across the flow without the lane growing."""
        if self.home is None:
            rows = [self.row(box_of(each)) for each in (*self.before, *self.after)]
            return (rows[0].near - 200, rows[0].far + 200) if rows else (0.0, 0.0)
        row = self.row(box_of(self.home))
        return row.near + 12.0, row.far - 12.0

    # free levels

    def _free_below(self, low: float, length: float, breadth: float, start: float | None) -> float:
        """The first free level from one on (or in the lane), or over it; below all where the lane has none."""
        near, far = self._band()
        level = start if start is not None else near + LEAST - 12.0 + breadth / 2
        while level + breadth / 2 <= far or self.home is None:
            if self._is_free(low, length, level, breadth):
                return level
            level += STEP
        beside = (row for row in self.rows if row.low < low + length + CLEAR and low - CLEAR < row.high)
        lowest = max((row.far for row in beside), default=near - PITCH)
        level = start - STEP if start is not None else near
        while level - breadth / 2 >= near:
            if self._is_free(low, length, level, breadth):
                return level
            level -= STEP
        return max(start if start is not None else near + breadth / 2, lowest + PITCH + breadth / 2)

    def _is_free(self, low: float, length: float, level: float, breadth: float) -> bool:
        near, far = level - breadth / 2 - CLEAR, level + breadth / 2 + CLEAR
        return not any(row.near < far and near < row.far for row in self._met(low - CLEAR, low + length + CLEAR))

    def _met(self, low: float, high: float) -> list[_Row]:
        """The shapes and lines that reach into a stretch of the flow; asked for many levels of the same."""
        if self._stretch[0] != (low, high):
            found = [row for row in (*self.rows, *self._runs()) if row.low < high and low < row.high]
            self._stretch = (low, high), found
        return self._stretch[1]

    def _runs(self) -> list[_Row]:
        """The pieces of the lines of the page that do not lead to or from here."""
        if not hasattr(self, "_known_runs"):
            self._known_runs = [
                self.row(piece)
                for edge in self.model.referrers(self.diagram, Edge)
                if (link := self.model.get(edge.link, Link)) is not None
                and not {link.source, link.target} & self.waiting
                for piece in pieces(edge.points)
            ]
        return self._known_runs
