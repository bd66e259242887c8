"""Right-angled ways between two shapes: side to side in the plainest manner, round the two themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model import Point
from opsdesigner.model.geometry import Box, centre, dock, grown, pieces, straightened, touches

Points = tuple[Point, ...]
LEFT, TOP, RIGHT, BOTTOM = 0, 1, 2, 3  # sides, also the places of their coordinates in a box
STUB = 20.0  # px a line runs straight out before it turns
LEAVES = {RIGHT: 0.0, BOTTOM: 12.0, TOP: 14.0, LEFT: 60.0}  # what leaving by a side costs
ENTERS = {LEFT: 0.0, TOP: 12.0, BOTTOM: 14.0, RIGHT: 60.0}
BEND = 40.0


class Site(NamedTuple):
    """Where a line docks: a box, its outline, and the side it must leave by (-1 for any)."""

    box: Box
    outline: str = "rect"
    side: int = -1


Dock = tuple[Point, int]  # a point on an outline and the side it belongs to


def outward(site: Site, towards: Point) -> Point:
    """Where the ray from the middle through a point leaves the outline."""
    x, y = centre(site.box)
    dx, dy = towards[0] - x, towards[1] - y
    if abs(dx) < 1e-9 and abs(dy) < 1e-9:
        dx, dy = 1.0, 0.0
    reach = site.box[2] - site.box[0] + site.box[3] - site.box[1] + 1
    scale = reach / max(abs(dx), abs(dy))
    return dock(site.outline, site.box, (x, y), (x + dx * scale, y + dy * scale))


def touched(site: Site, at: Point) -> Point:
    """The point of the outline nearest to where a hand pointed."""
    if site.outline != "rect":
        return outward(site, at)
    left, top, right, bottom = site.box
    x, y = min(max(at[0], left), right), min(max(at[1], top), bottom)
    side = min((RIGHT, LEFT, BOTTOM, TOP), key=lambda each: abs((x, y)[each % 2] - site.box[each]))
    return (site.box[side], y) if side % 2 == 0 else (x, site.box[side])


def middle(site: Site, side: int) -> Dock:
    x, y = centre(site.box)
    return ((site.box[side], y) if side % 2 == 0 else (x, site.box[side])), side


def side_of(site: Site, at: Point) -> int:
    """The side a point of the outline belongs to."""
    x, y = centre(site.box)
    width, height = site.box[2] - site.box[0] or 1.0, site.box[3] - site.box[1] or 1.0
    across, down = (at[0] - x) / width, (at[1] - y) / height
    if abs(across) >= abs(down):
        return RIGHT if across >= 0 else LEFT
    return BOTTOM if down >= 0 else TOP


def across(points: Points, box: Box) -> bool:
    """Whether a line runs through the inside of a box."""
    inner = grown(box, -1.5)
    return any(touches(piece, inner) for piece in pieces(points))


def routed(
    start: Site,
    end: Site,
    habit: str = "flow",
    start_at: Point | None = None,
    end_at: Point | None = None,
    loop: bool = False,
) -> Points:
    """The plainest right-angled line between two sites. Habits: "flow" goes left to right, "message" up or down."""
    if loop and start_at is None and end_at is None:
        return _loop(start)
    if start_at is None and end_at is None and start.side < 0:
        plain = _upright(start, end) if habit == "message" else _plain(start, end)
        if plain:
            return straightened(plain)
    made = _best(start, end, _docks(start, start_at), _docks(end, end_at))
    if made[0] == made[-1] and (start_at or end_at):  # both ends wanted on one point of shapes that touch
        return routed(start, end, habit)
    return made


def _docks(site: Site, at: Point | None) -> list[Dock]:
    if at is not None:
        point = touched(site, at)
        return [(point, side_of(site, point))]
    return [middle(site, side) for side in ((site.side,) if site.side >= 0 else (RIGHT, BOTTOM, TOP, LEFT))]


def _loop(site: Site) -> Points:
    (x, y), (_, _, right, bottom) = centre(site.box), site.box
    return ((right, y), (right + STUB, y), (right + STUB, bottom + STUB), (x, bottom + STUB), (x, bottom))


def _plain(start: Site, end: Site) -> Points:
    """The usual case: the target lies to the right. Empty where it is not that simple."""
    (ax, ay), (bx, by) = centre(start.box), centre(end.box)
    if start.outline == "diamond" and end.box[LEFT] >= ax + 16 and abs(by - ay) > start.box[BOTTOM] - ay + 4:
        return ((ax, start.box[BOTTOM if by > ay else TOP]), (ax, by), (end.box[LEFT], by))
    if end.outline == "diamond" and start.box[RIGHT] <= bx - 16 and abs(by - ay) > end.box[BOTTOM] - by + 4:
        return ((start.box[RIGHT], ay), (bx, ay), (bx, end.box[TOP if by > ay else BOTTOM]))
    if end.box[LEFT] - start.box[RIGHT] < 16:
        return ()
    x = (start.box[RIGHT] + end.box[LEFT]) / 2
    return ((start.box[RIGHT], ay), (x, ay), (x, by), (end.box[LEFT], by))


def _upright(start: Site, end: Site) -> Points:
    """A message between things that lie one above the other. Empty where they do not."""
    if start.box[BOTTOM] < end.box[TOP]:
        first, last = BOTTOM, TOP
    elif end.box[BOTTOM] < start.box[TOP]:
        first, last = TOP, BOTTOM
    else:
        return ()
    (ax, ay), (bx, by) = centre(start.box), centre(end.box)
    low, high = max(start.box[LEFT], end.box[LEFT]) + 8, min(start.box[RIGHT], end.box[RIGHT]) - 8
    wide = [site.outline == "rect" and site.box[RIGHT] - site.box[LEFT] > 160 for site in (start, end)]
    if wide[0] and low <= bx <= high:
        ax = bx
    elif wide[1] and low <= ax <= high:
        bx = ax
    ay, by = start.box[first], end.box[last]
    return ((ax, ay), (ax, (ay + by) / 2), (bx, (ay + by) / 2), (bx, by))


def _best(start: Site, end: Site, starts: list[Dock], ends: list[Dock]) -> Points:
    """The cheapest of all ways: few bends, short, not through the two shapes."""
    best: Points = (starts[0][0], ends[0][0])
    least = float("inf")
    for a, leaving in starts:
        for b, entering in ends:
            base = LEAVES[leaving] + ENTERS[entering]
            if a == b or base + abs(a[0] - b[0]) + abs(a[1] - b[1]) >= least:
                continue  # no line between these two can be cheaper
            for line in _ways(a, leaving, b, entering, start.box, end.box):
                cost = base + _cost(line, start.box, end.box, least - base)
                if cost < least:
                    best, least = line, cost
    return best


def _ways(a: Point, leaving: int, b: Point, entering: int, start: Box, end: Box) -> Iterator[Points]:
    p, q = _stub(a, leaving), _stub(b, entering)
    low, high = (min(start[0], end[0]), min(start[1], end[1])), (max(start[2], end[2]), max(start[3], end[3]))
    yield straightened((a, p, (p[0], q[1]), q, b))
    yield straightened((a, p, (q[0], p[1]), q, b))
    for x in ((p[0] + q[0]) / 2, _between(start, end, 0), low[0] - STUB, high[0] + STUB):
        yield straightened((a, p, (x, p[1]), (x, q[1]), q, b))
    for y in ((p[1] + q[1]) / 2, _between(start, end, 1), low[1] - STUB, high[1] + STUB):
        yield straightened((a, p, (p[0], y), (q[0], y), q, b))


def _between(start: Box, end: Box, axis: int) -> float:
    """The middle of the gap between two boxes on an axis, of their overlap where there is no gap."""
    first, second = (start, end) if start[axis] <= end[axis] else (end, start)
    return (first[axis + 2] + second[axis]) / 2


def _stub(at: Point, side: int) -> Point:
    by = STUB if side >= 2 else -STUB
    return (at[0] + by, at[1]) if side % 2 == 0 else (at[0], at[1] + by)


def _cost(line: Points, start: Box, end: Box, most: float = float("inf")) -> float:
    """What a line costs; whether it hits the shapes is not looked at where it costs too much already."""
    cost = BEND * (len(line) - 2)
    for (ax, ay), (bx, by) in pairwise(line):
        cost += abs(ax - bx) + abs(ay - by)
    if cost >= most:
        return cost
    boxes = pieces(line)
    inner = grown(start, -1.5), grown(end, -1.5)
    hits = sum(touches(box, each) for box in boxes for each in inner)
    return cost + 10_000 * hits
