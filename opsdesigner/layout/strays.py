"""Lines that no scope could take: across the edge of a sub-process, between pools, to a line or a frame."""

from __future__ import annotations

from collections.abc import Iterator

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, along, centre, contains, grown, pieces, union
from opsdesigner.model.records import Point

from .channels import DOWN, LEFT, RIGHT, UP, Channels, Dock
from .graph import Frame
from .page import FRAMES, Page

SHARES = (0.5, 0.25, 0.75)  # of a side, where lines dock
SPACE, TOLL = 8.0, 40.0  # px from other lines; what a px on top of one counts
APART = 6.0  # px between docks
STEP, INDENT = 12.0, 60.0  # px between places tried along a pool, and from its left edge
ROUND = 24.0  # px round all shapes where lines may run
Frames = dict[Id, Frame]
Routes = dict[Id, list[Point]]


def lead(page: Page, frames: Frames, routes: Routes) -> None:
    """Leads every line that has no way yet, where both of its ends are on the page."""
    left = [edge for edge in page.edges if edge not in routes]
    if not left or not frames:
        return
    leader = _Leader(page, frames, routes)
    for edge in left:
        if line := leader.way(edge):
            routes[edge] = list(line)


class _Leader:
    def __init__(self, page: Page, frames: Frames, routes: Routes) -> None:
        self.page, self.frames, self.routes = page, frames, routes
        self.boxes = {id: _box(frame) for id, frame in frames.items()}
        self.solid = {id: box for id, box in self.boxes.items() if page.family(id) not in FRAMES}
        self.edge_of_link = {page.edges[edge].link: edge for edge in page.edges}

    def way(self, edge: Id) -> tuple[Point, ...] | None:
        link, ends = self.page.link(edge), self.page.ends(edge)
        boxes = [self._end(id, shape) for id, shape in zip((link.source, link.target), ends, strict=True)]
        if boxes[0] is None or boxes[1] is None:
            return None
        a, b = boxes[0], boxes[1]
        if all(id and self.page.family(id) == "pool" for id in ends) and (line := self._down(a, b)):
            return line
        outside = [
            box for id, box in self.solid.items() if id not in ends and not contains(box, a) and not contains(box, b)
        ]
        own = [box for id, box in self.solid.items() if id in ends and not (contains(box, a) and contains(box, b))]
        channels = Channels([*outside, *own] or [a, b], SPACE, TOLL)
        channels.outside = grown(union(self.boxes.values()), ROUND)
        for other in self.routes.values():
            channels.take(other)
        starts, found = self._docks(a, b), self._docks(b, a)
        return channels.way(a, b, starts, found)

    def _end(self, id: Id, shape: Id) -> Box | None:
        """The box a line ends on; where it ends on a line, a point half way along it."""
        if shape:
            return self.boxes.get(shape)
        line = self.routes.get(self.edge_of_link.get(id, ""))
        if line is None:
            return None
        x, y = along(line, 0.5)
        return (x, y, x, y)

    def _docks(self, box: Box, other: Box) -> list[Dock]:
        """Where a line may leave a box, those first that no other line has."""
        if box[0] == box[2]:
            return [(box[0], box[1], way) for way in (UP, DOWN, RIGHT, LEFT)]
        inward = contains(box, other)
        found = list(_sides(box, centre(other), inward))
        taken = [line[at] for line in self.routes.values() for at in (0, -1)]
        free = [
            dock for dock in found if not any(abs(dock[0] - x) < APART and abs(dock[1] - y) < APART for x, y in taken)
        ]
        return free or found

    def _down(self, a: Box, b: Box) -> tuple[Point, ...] | None:
        """Straight from pool to pool, where nothing is in the way."""
        upright = min(a[3], b[3]) <= max(a[1], b[1])
        first, last = (1, 3) if upright else (0, 2)
        near, far = (a[last], b[first]) if a[last] <= b[first] else (a[first], b[last])
        axis = 0 if upright else 1
        at, end = max(a[axis], b[axis]) + INDENT, min(a[axis + 2], b[axis + 2]) - STEP
        while at <= end:
            line = ((at, near), (at, far)) if upright else ((near, at), (far, at))
            room = grown(pieces(line)[0], STEP / 2)
            if not any(_meets(room, box) for box in self.solid.values()) and not self._along(room, axis):
                return line
            at += STEP
        return None

    def _along(self, room: Box, axis: int) -> bool:
        """Whether a line runs in the same direction here."""
        return any(
            piece[axis] == piece[axis + 2] and _meets(room, piece)
            for line in self.routes.values()
            for piece in pieces(line)
        )


def _meets(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _sides(box: Box, towards: Point, inward: bool) -> Iterator[Dock]:
    """Docks on all four sides, of wide boxes also right over or under where the line goes."""
    left, top, right, foot = box
    flip = 2 if inward else 0
    whole = right - left <= 60  # of events and gateways only the middles
    for share in SHARES[:1] if whole else SHARES:
        x, y = left + (right - left) * share, top + (foot - top) * share
        yield (right, y, (RIGHT + flip) % 4)
        yield (x, foot, (DOWN + flip) % 4)
        yield (x, top, (UP + flip) % 4)
        yield (left, y, (LEFT + flip) % 4)
    if right - left > 200:
        for by in (0.0, STEP, -STEP, 3 * STEP, -3 * STEP):
            x = min(max(towards[0] + by, left + STEP), right - STEP)
            yield (x, top, (UP + flip) % 4)
            yield (x, foot, (DOWN + flip) % 4)


def _box(frame: Frame) -> Box:
    x, y, width, height = frame
    return (x, y, x + width, y + height)
