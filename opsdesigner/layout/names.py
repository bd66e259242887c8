"""Places for names outside shapes and along lines: the first that covers nothing, near to what it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from opsdesigner.model.geometry import Box, grown, pieces
from opsdesigner.model.records import Point

from .channels import Grid
from .graph import Size

NEAR, BESIDE = 4.0, 6.0  # px between a name and its shape; and the line it stands beside
FIRST = {"gateway": "above"}  # other shapes have it below
STEP = 12.0  # px between places tried along a line
FAR = (0.0, 16.0, 32.0, 48.0)  # px further away, where nothing nearer is free
AWAY, RIM = 0.01, 0.25  # what a px further away counts, and lying on the edge of a pool; a line counts 1
TIGHT = 1.0  # px that names keep off everything at least


def own_part(points: Sequence[Point], others: Sequence[Sequence[Point]]) -> Sequence[Point]:
    """A line without what it has in common, from its start on, with others that leave the same place."""
    shared = 0.0
    for other in others:
        if other is not points and other[0] == points[0]:
            shared = max(shared, _common(points, other))
    return _without(points, shared) if shared else points


def _common(a: Sequence[Point], b: Sequence[Point]) -> float:
    """How far two right-angled lines from one place run in one."""
    length = 0.0
    for (start, one), (_, two) in zip(pairwise(a), pairwise(b), strict=False):
        axis = 0 if start[1] == one[1] else 1
        if two[1 - axis] != start[1 - axis] or (one[axis] > start[axis]) != (two[axis] > start[axis]):
            break  # one goes straight on where the other turns, or they part
        length += min(abs(one[axis] - start[axis]), abs(two[axis] - start[axis]))
        if one != two:
            break
    return length


def _without(points: Sequence[Point], length: float) -> Sequence[Point]:
    """A line without its first px; all of it where too little would be left."""
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(points)):
        piece = abs(bx - ax) + abs(by - ay)
        if length < piece - 1:
            share = length / piece
            return [(ax + (bx - ax) * share, ay + (by - ay) * share), *points[number + 1 :]]
        length -= piece
    return points


class Places:
    """What stands on a page already, and the search for free places."""

    def __init__(
        self,
        boxes: Sequence[Box],
        lines: Sequence[Sequence[Point]],
        frames: Sequence[Box] = (),
        upright: bool = False,
    ) -> None:
        self.upright = upright
        self.boxes, self.lines, self.rims = Grid(boxes), Grid(), Grid()
        for points in lines:
            for piece in pieces(points):
                self.lines.add(grown(piece, 0.5))
        for left, top, right, foot in frames:
            for rim in ((left, top, right, top), (left, foot, right, foot)):
                self.rims.add(grown(rim, 0.5))

    def beside_shape(self, box: Box, size: Size, family: str, leg: Sequence[Point] = ()) -> Box:
        """Round a shape; or else along the first piece of a line that leaves it."""
        return self._first(chain(_round_shape(box, size, family, self.upright), _along(leg[:2], size)))

    def along_line(self, points: Sequence[Point], size: Size) -> Box:
        return self._first(_along(points, size))

    def _first(self, tried: Iterator[tuple[Box, float]]) -> Box:
        """The first that is free, else the one that covers least; it is taken from then on."""
        best: Box | None = None
        least = float("inf")
        for place, far in tried:
            away = far * AWAY
            if away >= least:
                continue
            cost = away + self._cost(grown(place, TIGHT))
            if cost < least:
                best, least = place, cost
            if not least:
                break
        assert best is not None
        self.boxes.add(best)
        return best

    def _cost(self, place: Box) -> float:
        cost = sum(2.0 + _shared(place, hit) / 100 for hit in self.boxes.hits(place))
        cost += sum(1.0 for _ in self.lines.hits(place))
        return cost + (RIM if any(True for _ in self.rims.hits(place)) else 0.0)


def _shared(a: Box, b: Box) -> float:
    return (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))


def _round_shape(box: Box, size: Size, family: str, upright: bool) -> Iterator[tuple[Box, float]]:
    """Above or below in the middle, then right or left of a line that leaves there, then beside the shape."""
    (width, height), (left, top, right, foot) = size, box
    middle, level = (left + right) / 2, (top + foot) / 2
    xs = (middle - width / 2, middle + BESIDE, middle - BESIDE - width)
    if upright:  # where work flows down, the sides are free
        for x in (right + NEAR, left - NEAR - width):
            for y in (level - height / 2, level + BESIDE, level - BESIDE - height):
                yield (x, y, x + width, y + height), 0.0
    for far in FAR:
        above, below = top - NEAR - height - far, foot + NEAR + far
        rows = (above, below) if FIRST.get(family) == "above" else (below, above)
        for x in xs:
            for y in rows:
                yield (x, y, x + width, y + height), far
        for y in (level - BESIDE - height, level + BESIDE):
            for x in (right + NEAR + far, left - NEAR - width - far):
                yield (x, y, x + width, y + height), far


def _along(points: Sequence[Point], size: Size) -> Iterator[tuple[Box, float]]:
    """From the start on: over and under level pieces, right and left of upright ones."""
    width, height = size
    for far in FAR:
        for (ax, ay), (bx, by) in pairwise(points):
            if ay == by:
                for x in _steps(ax, bx, width):
                    for y in (ay - NEAR - height - far, ay + NEAR + far):
                        yield (x, y, x + width, y + height), far
            else:
                for y in _steps(ay, by, height):
                    for x in (ax + BESIDE + far, ax - BESIDE - width - far):
                        yield (x, y, x + width, y + height), far


def _steps(a: float, b: float, length: float) -> Iterator[float]:
    """Where something of a length may begin along a piece from a to b."""
    room = abs(b - a) - length
    for number in range(max(1, 1 + int(room // STEP))):
        by = min(BESIDE + number * STEP, max(room - BESIDE, room / 2, 0.0))
        yield a + by if b > a else a - by - length
    if room < BESIDE:
        yield (a + b - length) / 2
        yield min(a, b)
        yield max(a, b) - length
