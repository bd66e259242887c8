"""Right-angled ways between two shapes: side to side in the plainest manner, round the two themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from opsdesigner.model import Point
from opsdesigner.model.geometry import Box, centre, dock, grown, pieces, straightened, touches, union

Points = tuple[Point, ...]
LEFT, TOP, RIGHT, BOTTOM = 0, 1, 2, 3  # sides, also the places of their coordinates in a box
STUB = 20.0  # px a line runs straight out before it turns
LEAVES = {RIGHT: 0.0, BOTTOM: 12.0, TOP: 14.0, LEFT: 60.0}  # what leaving by a side costs
ENTERS = {LEFT: 0.0, TOP: 12.0, BOTTOM: 14.0, RIGHT: 60.0}
BEND, HIT = 40.0, 10_000.0  # px a line is rather longer than to bend once more, than to run through its own shapes
ALONG = 24.0  # px two lines may run in one
EVERYWHERE = (float("-inf"), float("-inf"), float("inf"), float("inf"))


class Site(NamedTuple):
    """Where a line docks: a box, its outline, and the side it must leave by (-1 for any)."""

    box: Box
    outline: str = "rect"
    side: int = -1


class Around(NamedTuple):
    """What a line had better keep clear of: boxes, pieces of other lines, names; all that is known lies in a room."""

    walls: Sequence[Box] = ()
    runs: Sequence[Box] = ()
    names: Sequence[Box] = ()
    forks: Sequence[Point] = ()  # where lines dock that it may merge with
    borders: Sequence[Box] = ()  # of lanes: crossed freely, but not run along
    room: Box = EVERYWHERE
    frame: Box | None = None  # what it had better not leave
    wider: Callable[[], Around] | None = None  # the same of a larger room
    effort: int = 0  # places that a search for a way may look at

    def met(self, line: Points) -> list[Box]:
        """What a line runs through or along with."""
        return [*self.hit(line), *self.shared(line)]

    def hit(self, line: Points) -> list[Box]:
        """What it runs through."""
        reach = grown(union(pieces(line)), 1.0)
        return [wall for wall in self.walls if touches(wall, reach) and across(line, wall)]

    def shared(self, line: Points) -> list[Box]:
        """The pieces of other lines that it runs in one with, or that dock where it docks."""
        mine, (first, *_, last) = pieces(line), line
        return [
            run
            for run in self.runs
            if ends_at(run, first) or ends_at(run, last) or any(together(piece, run) for piece in mine)
        ]


NOTHING = Around()
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


def together(a: Box, b: Box) -> bool:
    """Whether two pieces of lines run in one for longer than the first bit."""
    for axis in (0, 1):
        other = 1 - axis
        if a[axis] == a[axis + 2] and b[axis] == b[axis + 2] and abs(a[axis] - b[axis]) < 3:
            return min(a[other + 2], b[other + 2]) - max(a[other], b[other]) > ALONG
    return False


def ends_at(piece: Box, at: Point) -> bool:
    """Whether a level or upright piece of a line has an end at a point."""
    left, top, right, bottom = piece
    return min(abs(at[0] - left), abs(at[0] - right)) <= 1 and min(abs(at[1] - top), abs(at[1] - bottom)) <= 1


def routed(
    start: Site,
    end: Site,
    habit: str = "flow",
    start_at: Point | None = None,
    end_at: Point | None = None,
    loop: bool = False,
    around: Around = NOTHING,
) -> Points:
    """The plainest right-angled line between two sites. Habits: "flow" goes left to right, "message" up or down.

    Straight messages and loops keep clear of what stands around where they can.
    """
    if loop and start_at is None and end_at is None:
        return _loop(start, around)
    starts, ends = _docks(start, start_at), _docks(end, end_at)
    made: Points = ()
    if start_at is None and end_at is None and start.side < 0:
        plain = _upright(start, end, around) if habit == "message" else _plain(start, end)
        made = straightened(plain) if plain else ()
    made = made or _best(start, end, starts, ends)
    if made[0] == made[-1] and (start_at or end_at):  # both ends wanted on one point of shapes that touch
        return routed(start, end, habit)
    return made


def _docks(site: Site, at: Point | None) -> list[Dock]:
    if at is not None:
        point = touched(site, at)
        return [(point, side_of(site, point))]
    return [middle(site, side) for side in ((site.side,) if site.side >= 0 else (RIGHT, BOTTOM, TOP, LEFT))]


def _loop(site: Site, around: Around) -> Points:
    """From one side to the next, round the corner that is free; the lower right one as a rule."""
    (x, y), box = centre(site.box), site.box
    ways = []
    for across_at, down_at in ((RIGHT, BOTTOM), (RIGHT, TOP), (LEFT, BOTTOM), (LEFT, TOP)):
        out, down = middle(site, across_at)[0], middle(site, down_at)[0]
        corner = (_stub(out, across_at)[0], _stub(down, down_at)[1])
        ways.append((out, (corner[0], y), corner, (x, corner[1]), (x, box[down_at])))
    return next((way for way in ways if not around.hit(way)), ways[0])


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


def _upright(start: Site, end: Site, around: Around) -> Points:
    """A message between things that lie one above the other, beside what is there. Empty where they do not."""
    if start.box[BOTTOM] < end.box[TOP]:
        first, last = BOTTOM, TOP
    elif end.box[BOTTOM] < start.box[TOP]:
        first, last = TOP, BOTTOM
    else:
        return ()
    (ax, ay), (bx, by) = centre(start.box), centre(end.box)
    low, high = max(start.box[LEFT], end.box[LEFT]) + 8, min(start.box[RIGHT], end.box[RIGHT]) - 8
    wide = [site.outline == "rect" and site.box[RIGHT] - site.box[LEFT] > 160 for site in (start, end)]
    if wide[0] and (low <= bx <= high or not wide[1]):
        ax = _reached(start, bx)
    elif wide[1]:
        bx = _reached(end, ax)
    ay, by = start.box[first], end.box[last]
    if ax == bx and start.outline == end.outline == "rect":
        ax = bx = _beside(((ax, ay), (bx, by)), around, low, high)
    return ((ax, ay), (ax, (ay + by) / 2), (bx, (ay + by) / 2), (bx, by))


def _reached(wide: Site, x: float) -> float:
    """The place of a pool's rim nearest to a column."""
    return min(max(x, wide.box[LEFT] + STUB), wide.box[RIGHT] - STUB)


def _beside(line: Points, around: Around, low: float, high: float) -> float:
    """Where an upright line is free, as near as can be to where it is; where it is if nowhere."""
    at = line[0][0]
    sides = [x for box in around.met(line) for x in (box[LEFT] - 12, box[RIGHT] + 12) if low <= x <= high]
    ways = [(x, tuple((x, y) for _, y in line)) for x in sorted(sides, key=lambda x: abs(x - at))]
    return next((x for x, way in ways if not around.met(way)), at)


def _best(start: Site, end: Site, starts: list[Dock], ends: list[Dock]) -> Points:
    """The cheapest of all ways: few bends, short, not through the two shapes."""
    best: Points = (starts[0][0], ends[0][0])
    shapes = grown(start.box, -1.5), grown(end.box, -1.5)
    least = float("inf")
    first = -1  # the place of the best in the order of preference: it decides between equals
    for bound, order, (a, leaving), (b, entering) in _pairs(starts, ends):
        if bound > least + 1e-6:
            break  # no line between these two can be cheaper, nor any after them
        base = LEAVES[leaving] + ENTERS[entering]
        for detour, points in _ways(a, leaving, b, entering, start.box, end.box):
            if bound + detour > least + 1e-6:
                continue
            line = straightened(points)
            cost = base + _cost(line, shapes, least - base)
            better = cost < least or (cost == least and order < first)
            if better and _leaves(line[0], line[1], leaving) and _leaves(line[-1], line[-2], entering):
                best, least, first = line, cost, order
    return best


def _pairs(starts: list[Dock], ends: list[Dock]) -> list[tuple[float, int, Dock, Dock]]:
    """What a line between two docks costs at least, and which is preferred; the cheapest first."""
    found = []
    for order, (start, end) in enumerate(product(starts, ends)):
        (a, leaving), (b, entering) = start, end
        if a != b:
            far = abs(a[0] - b[0]) + abs(a[1] - b[1]) + BEND * _bends(a, leaving, b, entering)
            found.append((LEAVES[leaving] + ENTERS[entering] + far, order, start, end))
    return sorted(found)


def _bends(a: Point, leaving: int, b: Point, entering: int) -> int:
    """How many bends a line has at least that leaves one side and enters another."""
    if leaving == entering:
        return 2
    ahead = (b[leaving % 2] > a[leaving % 2]) == (leaving >= 2)
    if leaving % 2 == entering % 2:
        return 4 if not ahead else 2 if a[1 - leaving % 2] != b[1 - leaving % 2] else 0
    return 1 if ahead and (b[entering % 2] > a[entering % 2]) == (entering < 2) else 3


def _leaves(at: Point, after: Point, side: int) -> bool:
    """Whether a line goes straight out of the side it docks on."""
    by = after[side % 2] - at[side % 2]
    return at[1 - side % 2] == after[1 - side % 2] and (by > 0) == (side >= 2)


def _ways(a: Point, leaving: int, b: Point, entering: int, start: Box, end: Box) -> Iterator[tuple[float, Points]]:
    """How much longer than needed a line is at least, and its points."""
    p, q = _stub(a, leaving), _stub(b, entering)
    yield 0.0, (a, p, (p[0], q[1]), q, b)
    yield 0.0, (a, p, (q[0], p[1]), q, b)
    low, high = (min(start[0], end[0]), min(start[1], end[1])), (max(start[2], end[2]), max(start[3], end[3]))
    for axis in (0, 1):
        if p[1 - axis] == q[1 - axis]:
            continue  # it would be the first way again
        middle = (p[axis] + q[axis]) / 2
        for at in dict.fromkeys((middle, _between(start, end, axis), low[axis] - STUB, high[axis] + STUB)):
            detour = abs(a[axis] - at) + abs(at - b[axis]) - abs(a[axis] - b[axis])
            turns = ((at, p[1]), (at, q[1])) if axis == 0 else ((p[0], at), (q[0], at))
            yield detour, (a, p, *turns, q, b)


def _between(start: Box, end: Box, axis: int) -> float:
    """The middle of the gap between two boxes on an axis, of their overlap where there is no gap."""
    first, second = (start, end) if start[axis] <= end[axis] else (end, start)
    return (first[axis + 2] + second[axis]) / 2


def _stub(at: Point, side: int) -> Point:
    by = STUB if side >= 2 else -STUB
    return (at[0] + by, at[1]) if side % 2 == 0 else (at[0], at[1] + by)


def _cost(line: Points, shapes: tuple[Box, Box], most: float = float("inf")) -> float:
    """What a line costs; whether it hits the shapes is not looked at where it costs too much already."""
    cost = BEND * (len(line) - 2)
    for (ax, ay), (bx, by) in pairwise(line):
        cost += abs(ax - bx) + abs(ay - by)
    for piece in pieces(line) if cost <= most else ():
        for shape in shapes:
            if touches(piece, shape):
                cost += HIT
    return cost
