"""Lines that no scope could take: across the edge of a sub-process, between pools, to a line or a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box, along, centre, contains, grown, holds, pieces, touches, union
from opsdesigner.model.records import Point

from .channels import DOWN, LEFT, RIGHT, UP, Channels, Dock
from .graph import Frame
from .page import FRAMES, Page

SHARES = (0.5, 0.25, 0.75)  # of a side, where lines dock
SPACE, TOLL = 8.0, 40.0  # px from other lines; what a px on top of one counts
APART, ASIDE = 6.0, 8.0  # px between docks, at least and as chosen
NEAR, ALONG = 5.9, 2.0  # px between lines that count as one, and that they may run so
AGAIN = 2  # times that lines which run along with others are led anew
POINTED = ("gateway", "start", "event", "boundary", "end")  # families whose sides are no straight lines
SMALL = 60.0  # px that gateways and events are wide at most
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
    for edge in [edge for edge in left if edge in routes] * AGAIN:
        old = routes.pop(edge)
        better = leader.way(edge) if leader.shared(old) else None
        routes[edge] = list(better) if better and leader.shared(better) < leader.shared(old) else old


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
        loop = ends[0] == ends[1] != ""
        own = [
            box
            for id, box in self.solid.items()
            if id in ends and (loop or not contains(box, a) or not contains(box, b))
        ]
        channels = Channels([*outside, *own] or [a, b], SPACE, TOLL, NEAR)
        channels.outside = grown(union(self.boxes.values()), ROUND)
        for other in self.routes.values():
            channels.take(other)
        best: tuple[Point, ...] | None = None
        for starts, found in self._choices(ends, a, b):
            line = channels.way(a, b, starts, found)
            if line:
                line = (self._onto(ends[0], a, line[0]), *line[1:-1], self._onto(ends[1], b, line[-1]))
            if line and (best is None or self.shared(line) < self.shared(best)):
                best = line
            if best and not self.shared(best):
                break
        return best

    def _choices(self, ends: Sequence[Id], a: Box, b: Box) -> Iterator[tuple[list[Dock], list[Dock]]]:
        """Docks to try, one after the other: in the usual places, in all that are free, in all there are."""
        usual = self._docks(ends[0], a, b), self._docks(ends[1], b, a)
        every = [*usual[0], *self._more(ends[0], a)], [*usual[1], *self._more(ends[1], b)]
        free = [dock for dock in every[0] if self._free(dock)], [dock for dock in every[1] if self._free(dock)]
        first = [dock for dock in usual[0] if self._free(dock)], [dock for dock in usual[1] if self._free(dock)]
        yield first[0] or free[0] or every[0], first[1] or free[1] or every[1]
        yield free[0] or every[0], free[1] or every[1]
        yield every

    def _free(self, dock: Dock) -> bool:
        taken = (line[at] for line in self.routes.values() for at in (0, -1))
        return not any(abs(dock[0] - x) < APART and abs(dock[1] - y) < APART for x, y in taken)

    def shared(self, line: Sequence[Point]) -> int:
        """How many other lines it runs along with."""
        return sum(
            any(_on_top(one, two) for one in pieces(line) for two in pieces(other)) for other in self.routes.values()
        )

    def _more(self, id: Id, box: Box) -> Iterator[Dock]:
        """Docks of gateways and events beside the middles of their sides."""
        if not id or box[2] - box[0] > SMALL:
            return
        middle, level = centre(box)
        for by in (-ASIDE, ASIDE):
            for dock in (
                (middle + by, box[3], DOWN),
                (middle + by, box[1], UP),
                (box[2], level + by, RIGHT),
                (box[0], level + by, LEFT),
            ):
                level_way = dock[2] in (LEFT, RIGHT)
                if self._leaves_host(id, dock) and (level_way or self.page.family(id) != "store"):
                    yield dock

    def _onto(self, id: Id, box: Box, end: Point) -> Point:
        """An end of a line beside the middle of a gateway's or event's side, led on to its outline."""
        if not id or self.page.family(id) not in POINTED:
            return end
        (middle, level), half = centre(box), (box[2] - box[0]) / 2
        x, y = end[0] - middle, end[1] - level
        off = min(abs(x), abs(y))
        reach = half - off if self.page.family(id) == "gateway" else max(0.0, half * half - off * off) ** 0.5
        if abs(x) > abs(y):
            return (middle + (reach if x > 0 else -reach), end[1])
        return (end[0], level + (reach if y > 0 else -reach))

    def _leaves_host(self, id: Id, dock: Dock) -> bool:
        """Whether a dock of a boundary event lies outside its step."""
        host = self.boxes.get(self.page.host(id)) if id else None
        return host is None or not holds(grown(host, NEAR), dock[0], dock[1])

    def _end(self, id: Id, shape: Id) -> Box | None:
        """The box a line ends on; where it ends on a line, a point half way along it."""
        if shape:
            return self.boxes.get(shape)
        line = self.routes.get(self.edge_of_link.get(id, ""))
        if line is None:
            return None
        x, y = along(line, 0.5)
        return (x, y, x, y)

    def _docks(self, id: Id, box: Box, other: Box) -> list[Dock]:
        """Where a line may leave a box."""
        if box[0] == box[2]:
            return [(box[0], box[1], way) for way in (UP, DOWN, RIGHT, LEFT)]
        sides = list(_sides(box, centre(other), contains(box, other) and box != other))
        return [dock for dock in sides if self._leaves_host(id, dock)] or sides

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
            if not any(touches(room, box) for box in self.solid.values()) and not self._along(room, axis):
                return line
            at += STEP
        return None

    def _along(self, room: Box, axis: int) -> bool:
        """Whether a line runs in the same direction here."""
        return any(
            piece[axis] == piece[axis + 2] and touches(room, piece)
            for line in self.routes.values()
            for piece in pieces(line)
        )


def _on_top(a: Box, b: Box) -> bool:
    """Whether two pieces of lines run as one for more than a turn."""
    for axis in (0, 1):
        if a[axis] == a[axis + 2] and b[axis] == b[axis + 2] and abs(a[axis] - b[axis]) <= NEAR:
            return min(a[3 - axis], b[3 - axis]) - max(a[1 - axis], b[1 - axis]) > ALONG
    return False


def _sides(box: Box, towards: Point, inward: bool) -> Iterator[Dock]:
    """Docks on all four sides, of wide boxes also right over or under where the line goes."""
    left, top, right, foot = box
    flip = 2 if inward else 0
    whole = right - left <= SMALL  # of events and gateways only the middles
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
