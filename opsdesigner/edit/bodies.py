"""What stands in a process or open sub-process, as bodies that can be pushed: steps with what is on them, and lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from opsdesigner.layout.apart import Span
from opsdesigner.layout.words import room_for
from opsdesigner.model import Edge, Id, Link, Node, Point, Shape
from opsdesigner.model.geometry import Box, centre, holds, pieces, shifted, touches, union
from opsdesigner.model.queries import boundary_events, children, inside, shape_of
from opsdesigner.notation.kinds import KINDS, LABEL_OUTSIDE

from .contents import laid_over, with_contents
from .sheet import Sheet

LINE_ROOM = 4.0  # px a piece of a line keeps ahead and behind
NAME_ROOM = 16.0  # px beside the name of a flow
HANGING = ("data", "store", "note")  # families of what goes along with what it hangs on
UNMOVED = ("lane", "boundaryEvent", "group", "participant")  # other things carry these, or grow with what they hold


def turned(box: Box, side: int, room: float = 12.0) -> Span:
    """A box as seen by what pushes towards a side: left, top, right or bottom."""
    axis = side % 2
    low, high, near, far = box[axis], box[axis + 2], box[1 - axis], box[3 - axis]
    return Span(low, high, near, far, room) if side >= 2 else Span(-high, -low, near, far, room)


class Line(NamedTuple):
    """A line while others are pushed: which of its pieces is part of which body."""

    edge: Edge
    link: Link
    points: tuple[Point, ...]
    owners: tuple[Id, ...]  # per piece the body that it goes along with, "" for those that only stretch
    ends: tuple[Id, Id]  # the bodies it joins, "" for none


class Bodies:
    """The bodies of one scope, for pushing them to one side."""

    def __init__(
        self,
        sheet: Sheet,
        scope: Id,
        side: int,
        lane: Id = "",
        pool: Shape | None = None,
        loose: Collection[Id] = (),
        start: float = -inf,
    ) -> None:
        """`lane` leaves out what lies in other lanes; `pool` takes in the notes laid over it.

        `loose` are shapes whose lines are led anew afterwards: these are in nobody's way. What ends before the start,
        as seen by what pushes, is left out.
        """
        self.start = start
        self.sheet, self.side, self.loose = sheet, side, frozenset(loose)
        self.members: dict[Id, list[Id]] = {}  # all shapes that go with a body
        self.spans: dict[Id, list[Span]] = {}
        self.body_of: dict[Id, Id] = {}  # of a node
        self.pinned: set[Id] = set()
        self.ahead: dict[Id, set[Id]] = {}
        self.ties: dict[Id, set[Id]] = {}  # joined by a straight line across the way
        self.apart: dict[tuple[Id, Id], float] = {}
        self.lines: list[Line] = []
        held = shape_of(sheet.model, lane, sheet.diagram) if lane else None
        self.band = sheet.box(held.id) if held is not None else None
        for shape, node in self._standing(scope, lane, pool):
            if turned(sheet.box(shape.id), side).high < start and shape.id not in self.loose:
                continue
            self._add(shape, node)
        self.hanging = dict(self._hanging())
        self._add_lines()

    def _standing(self, scope: Id, lane: Id, pool: Shape | None) -> Iterator[tuple[Shape, Node]]:
        sheet, model, band = self.sheet, self.sheet.model, self.band
        lanes = {lane} | {node.id for node in inside(model, lane) if node.kind == "lane"} if lane else set()
        for node in children(model, scope):
            if node.kind in UNMOVED or node.kind not in KINDS:
                continue
            shape = shape_of(model, node.id, sheet.diagram)
            if shape is not None and self._is_in(band, lanes, node, shape):
                yield shape, node
        for id, _ in laid_over(sheet, pool) if pool is not None else ():
            shape = sheet.shape(id)
            over = model.get(shape.node, Node)
            ours = over is None or over.kind in UNMOVED or over.parent == scope
            if over is not None and not ours and self._is_in(band, lanes, over, shape):
                yield shape, over

    def _is_in(self, band: Box | None, lanes: Collection[Id], node: Node, shape: Shape) -> bool:
        """Whether something lies in the lane that is asked for, by what the file says or by its place."""
        return band is None or node.lane in lanes or holds(band, *centre(self.sheet.box(shape.id)))

    def _add(self, shape: Shape, node: Node) -> None:
        sheet = self.sheet
        ids = with_contents(sheet, shape) if KINDS[node.kind].family == "step" else [shape.id]
        self.members[shape.id] = ids
        for id in ids:
            self.body_of[sheet.shape(id).node] = shape.id
            if sheet.shape(id).props.flag("pinned"):
                self.pinned.add(shape.id)
        self.spans[shape.id] = [turned(box, self.side) for box in rooms(sheet, shape, node)]

    def _hanging(self) -> Iterator[tuple[Id, set[Id]]]:
        """The data and notes that hold on to nothing but bodies here, each with these."""
        sheet, model = self.sheet, self.sheet.model
        for id in self.members:
            node = model.get(sheet.shape(id).node, Node)
            if node is None or KINDS[node.kind].family not in HANGING:
                continue
            ends = {end for link in model.referrers(node.id, Link) for end in (link.source, link.target)} - {node.id}
            held = {self.body_of.get(end, "") for end in ends}
            if held and "" not in held:
                yield id, held

    # lines

    def _add_lines(self) -> None:
        """The pieces of lines across the way stand and move like bodies; those at an end belong to it."""
        sheet, model = self.sheet, self.sheet.model
        shared: dict[tuple[str, Id, float], Id] = {}
        for edge in model.referrers(sheet.diagram, Edge):
            link = model.get(edge.link, Link)
            if link is None or len(edge.points) < 2:
                continue
            ends = (self.body_of.get(link.source, ""), self.body_of.get(link.target, ""))
            if (ends[0] and ends[0] == ends[1]) or self.loose.intersection(ends):
                continue
            points = sheet.way(edge, link)
            if not any(ends) and self._lies_before(points):
                continue
            owners = tuple(self._owners(edge, link, points, ends, shared))
            self.lines.append(Line(edge, link, points, owners, ends))
            if all(ends) and link.kind == "sequenceFlow":
                self.ahead.setdefault(ends[0], set()).add(ends[1])
                if len(points) == 2 and points[0][self.side % 2] == points[1][self.side % 2]:
                    self.spans[ends[0]].append(turned(union(pieces(points)), self.side, LINE_ROOM))
                    self.ties.setdefault(ends[0], set()).add(ends[1])
                    self.ties.setdefault(ends[1], set()).add(ends[0])
                if link.name:
                    self.apart[ends] = room_for(link.name)[0] + NAME_ROOM + 24.0

    def _lies_before(self, points: tuple[Point, ...]) -> bool:
        axis, sign = self.side % 2, 1 if self.side >= 2 else -1
        return all(sign * point[axis] < self.start for point in points)

    def _owners(
        self,
        edge: Edge,
        link: Link,
        points: tuple[Point, ...],
        ends: tuple[Id, Id],
        shared: dict[tuple[str, Id, float], Id],
    ) -> Iterator[Id]:
        axis, last = self.side % 2, len(points) - 2
        for index, (a, b) in enumerate(pairwise(points)):
            if a[axis] != b[axis] or last == 0:
                yield ""
                continue
            if index == 0 and ends[0]:
                owner = ends[0]
            elif index == last and ends[1]:
                owner = ends[1]
            elif index in (0, last):
                yield ""
                continue
            else:  # pieces that fork from one shape, or join at one, at the same place stay together
                keys = (("from", link.source, a[axis]), ("to", link.target, a[axis]))
                owner = next((shared[key] for key in keys if key in shared), f"{edge.id}|{index}")
                for key in keys:
                    shared.setdefault(key, owner)
            box = (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            if self.band is not None and not touches(box, self.band):
                yield ""
                continue
            self.spans.setdefault(owner, []).append(turned(box, self.side, LINE_ROOM))
            yield owner

    def shift(self, by: dict[Id, float]) -> list[Id]:
        """Moves bodies, each so far, and the lines with them; returns the shapes that moved as bodies."""
        sheet, axis, sign = self.sheet, self.side % 2, 1 if self.side >= 2 else -1
        led = [
            (line, _stretched(line, by, axis, sign))
            for line in self.lines
            if any(owner in by for owner in (*line.owners, *line.ends) if owner)
        ]
        moved = [id for id in by if id in self.members]
        for id in moved:
            sheet.shift(self.members[id], *((by[id] * sign, 0.0) if axis == 0 else (0.0, by[id] * sign)))
        for line, points in led:
            if points is not None:
                sheet.lead(line.edge, line.link, points)
        return moved


def _stretched(line: Line, by: dict[Id, float], axis: int, sign: int) -> tuple[Point, ...] | None:
    """A line after its ends and pieces moved; None where it only follows its ends."""
    count = len(line.points)
    goes: list[float | None] = [None] * count
    for index, owner in enumerate(line.owners):
        a, b = line.points[index], line.points[index + 1]
        if a[axis] == b[axis] and count > 2:
            goes[index] = goes[index + 1] = by.get(owner, 0.0)
    for index, end in ((0, line.ends[0]), (-1, line.ends[1])):
        if goes[index] is None:
            goes[index] = by.get(end, 0.0)
    if count == 2 or any(each is None for each in goes):
        return None  # a single piece, or a slanted one
    return tuple(
        (x + sign * (far or 0.0), y) if axis == 0 else (x, y + sign * (far or 0.0))
        for (x, y), far in zip(line.points, goes, strict=True)
    )


def reach(sheet: Sheet, shape: Shape, node: Node) -> Box:
    """The box round a shape, the events on its edge and the names outside them."""
    boxes = rooms(sheet, shape, node)
    return union(boxes) if len(boxes) > 1 else boxes[0]


def rooms(sheet: Sheet, shape: Shape, node: Node) -> list[Box]:
    """The boxes of a shape, of the events on its edge and of the names outside them, the shape itself first."""
    boxes = [sheet.box(shape.id), *_name(sheet, shape, node)]
    for event in boundary_events(sheet.model, node.id):
        if (on := shape_of(sheet.model, event.id, sheet.diagram)) is not None:
            boxes += [sheet.box(on.id), *_name(sheet, on, event)]
    return boxes


def _name(sheet: Sheet, shape: Shape, node: Node) -> Iterator[Box]:
    """The box of a name that stands outside its shape."""
    if shape.label is not None and node.name and KINDS[node.kind].family in LABEL_OUTSIDE:
        left, top, width, height = shape.label
        now = sheet.box(shape.id)
        yield shifted((left, top, left + width, top + height), now[0] - shape.x, now[1] - shape.y)
