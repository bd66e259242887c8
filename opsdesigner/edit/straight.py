"""Lines pulled straight: small jogs taken out, ends slid along their shapes."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from opsdesigner.model import Point
from opsdesigner.model.geometry import centre, dock, straightened

from .routing import Site

Points = tuple[Point, ...]
KINK = 6.0  # px; a smaller jog is taken for a slip of the hand
LEAN, MEANT = 0.15, 16.0  # share of its length, and px at most, that a piece meant to be level or upright is off


def tidy(points: Sequence[Point]) -> Points:
    """Straightened, and free of pieces that only the arithmetic made."""
    return straightened([(round(x, 3), round(y, 3)) for x, y in points])


def nearly(a: Point, b: Point) -> tuple[bool, bool]:
    """Whether a piece was meant to be level, whether it was meant to be upright; some programs are a little off."""
    across, down = abs(a[0] - b[0]), abs(a[1] - b[1])
    off, long = min(across, down), max(across, down)
    if off > max(KINK, min(MEANT, long * LEAN)):
        return False, False
    return down == off, across == off


def levelled(points: Sequence[Point], docks: bool = False) -> Points:
    """Without points inside a piece, pieces that are a little off made level or upright; slanted ones stay slanted.

    A single piece is made so only where its last dock may move along.
    """
    made = _merged(straightened(points))
    last = len(made) - 2
    for i in range(last + 1):
        (ax, ay), (bx, by) = made[i], made[i + 1]
        level, upright = nearly(made[i], made[i + 1])
        if level == upright or (last == 0 and not docks):
            continue
        if i == last and i:  # the last piece keeps its dock
            made[i] = (ax, by) if level else (bx, ay)
        else:
            made[i + 1] = (bx, ay) if level else (ax, by)
    return tuple(made)


def _merged(points: Sequence[Point]) -> list[Point]:
    """Pieces that go on in one direction, as far as programs are exact, as one."""
    made = list(points[:2])
    for point in points[2:]:
        before, after = nearly(made[-2], made[-1]), nearly(made[-1], point)
        if before == after and before[0] != before[1]:
            made.pop()
        made.append(point)
    return made


def straighten(points: Sequence[Point], start: Site, end: Site, slack: float = KINK) -> Points:
    """Without jogs up to the slack: the line is pulled straight where its ends allow it."""
    line = list(straightened(points))
    if len(line) == 2 and line[0][0] != line[1][0] and line[0][1] != line[1][1]:
        return _pulled_level(points, start, end, slack)
    while better := next(filter(None, (_pulled(line, i, start, end, slack) for i in range(1, len(line) - 2))), None):
        line = list(tidy(better))  # shorter each time
    return tuple(line)


def _pulled_level(points: Sequence[Point], start: Site, end: Site, slack: float) -> Points:
    """A single slanted piece made level or upright where it nearly is."""
    a, b = points[0], points[-1]
    for axis in (1, 0):
        if abs(a[axis] - b[axis]) <= slack < abs(a[1 - axis] - b[1 - axis]):
            for value in (b[axis], a[axis]):
                first, last = slid(start, a, b, axis, value), slid(end, b, a, axis, value)
                if first and last:
                    return (first, last)
    return (a, b)


def _pulled(line: list[Point], i: int, start: Site, end: Site, slack: float) -> list[Point] | None:
    """The line without the jog between points i and i+1, or None."""
    (ax, ay), (bx, by) = line[i], line[i + 1]
    axis = 1 if ax == bx else 0
    if (ax != bx and ay != by) or hypot(bx - ax, by - ay) > slack:
        return None
    before, after = line[i - 1], line[i + 2]
    if before[axis] != line[i][axis] or after[axis] != line[i + 1][axis]:
        return None
    ways: list[list[Point] | None] = [None, None]
    value = line[i + 1][axis]
    head = slid(start, before, after, axis, value) if i == 1 else _with(before, axis, value)
    if head and (i > 1 or len(line) > 3):
        ways[0] = [*line[: i - 1], head, *line[i + 1 :]]
    value = line[i][axis]
    tail = slid(end, after, before, axis, value) if i + 2 == len(line) - 1 else _with(after, axis, value)
    if tail:
        ways[1] = [*line[: i + 1], tail, *line[i + 3 :]]
    order = (1, 0) if i == 1 and i + 2 < len(line) - 1 else (0, 1)
    return next((way for each in order if (way := ways[each])), None)


def _with(point: Point, axis: int, value: float) -> Point:
    return (value, point[1]) if axis == 0 else (point[0], value)


def slid(site: Site, at: Point, other: Point, axis: int, value: float) -> Point | None:
    """An end slid along its outline to a height (or a column); None where the shape does not reach it."""
    low, high = site.box[axis], site.box[axis + 2]
    room = min(4.0, (high - low) / 4)
    if not low + room <= value <= high - room or (low < other[axis] < high and _reaches_in(site, other, 1 - axis)):
        return None
    return dock(site.outline, site.box, _with(centre(site.box), axis, value), _with(other, axis, value))


def _reaches_in(site: Site, other: Point, axis: int) -> bool:
    return site.box[axis] <= other[axis] <= site.box[axis + 2]
