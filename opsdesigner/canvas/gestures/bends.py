"""What becomes of a line when a piece, a bend or an end of it is dragged. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from opsdesigner.edit.routing import Site
from opsdesigner.model import Point
from opsdesigner.model.geometry import centre, dock

STUB = 20.0  # length of the first piece where a line is led away from its dock
ROOM = 3.0  # how near a dock may come to a corner


Points = list[Point]


def is_upright(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < 0.5 and abs(a[1] - b[1]) >= 0.5


def is_level(a: Point, b: Point) -> bool:
    return abs(a[1] - b[1]) < 0.5


def move_piece(points: Sequence[Point], index: int, to: float, start: Site | None, end: Site | None) -> Points:
    """The line after a level (upright) piece went to another height (column); docks slide, or get a stub."""
    made = list(points)
    axis = 0 if is_upright(made[index], made[index + 1]) else 1
    last = len(made) - 2
    made[index], made[index + 1] = _put(made[index], axis, to), _put(made[index + 1], axis, to)
    if index == last:
        made = _led(made[::-1], points[-1], axis, to, end)[::-1]
    if index == 0:
        made = _led(made, points[0], axis, to, start)
    return made


def move_bend(points: Sequence[Point], index: int, to: Point, start: Site | None, end: Site | None) -> Points:
    """The line after a bend went somewhere; the pieces beside it stay level and upright where they were."""
    made = list(points)
    before, after = _kind(made[index - 1], made[index]), _kind(made[index], made[index + 1])
    if before == "slant" or after == "slant" or before == after:
        made[index] = to
        return made
    first, second = (1, 0) if before == "level" else (0, 1)
    made = move_piece(made, index, to[second], None if index < len(made) - 2 else end, end)
    grown = len(made) - len(points)  # a stub at the end does not shift the bend's own number
    made = move_piece(made, index - 1, to[first], start, None if index - 1 < len(made) - 2 else end)
    return made if grown >= 0 else list(points)


def add_bend(points: Sequence[Point], index: int, at: Point) -> Points:
    """The line with one more bend in a piece."""
    return [*points[: index + 1], at, *points[index + 1 :]]


def drop_bend(points: Sequence[Point], index: int) -> Points:
    """The line without a bend, its neighbours joined at a right angle where they were."""
    made = [*points[:index], *points[index + 1 :]]
    if len(made) < 2:
        return list(points)
    if index < len(made) and not (is_level(made[index - 1], made[index]) or is_upright(made[index - 1], made[index])):
        before, after = made[index - 1], made[index]
        if index - 1 > 0:
            level = is_level(made[index - 2], before)
            made[index - 1] = (after[0], before[1]) if level else (before[0], after[1])
        elif index < len(made) - 1:
            level = is_level(after, made[index + 1])
            made[index] = (before[0], after[1]) if level else (after[0], before[1])
    return made


def _kind(a: Point, b: Point) -> str:
    return "upright" if is_upright(a, b) else "level" if is_level(a, b) else "slant"


def _put(point: Point, axis: int, to: float) -> Point:
    return (to, point[1]) if axis == 0 else (point[0], to)


def _led(made: Points, old: Point, axis: int, to: float, on: Site | None) -> Points:
    """The line with its first end on the shape again: slid along it, or led away by a stub."""
    second = made[1]
    if on is not None and on.box[axis] + ROOM <= to <= on.box[axis + 2] - ROOM:
        inside = _put(centre(on.box), axis, to)
        if inside != second:
            return [dock(on.outline, on.box, inside, _put(second, axis, to)), *made[1:]]
    other = 1 - axis
    way = second[other] - old[other]
    step = min(STUB, abs(way) / 2) * (1 if way >= 0 else -1)
    corner = _put(old, other, old[other] + step)
    return [old, corner, _put(corner, axis, to), *made[1:]]


def carried(points: Sequence[Point], first: bool, dx: float, dy: float) -> tuple[Point, ...]:
    """The line while one of its ends is dragged along: only its outermost pieces stretch."""
    line = list(points) if first else list(points)[::-1]
    head, after = (line[0][0] + dx, line[0][1] + dy), line[1]
    if len(line) == 2:
        middle = (head[0] + after[0]) / 2
        made = [head, (middle, head[1]), (middle, after[1]), after]
    elif is_level(line[0], after):
        made = [head, (after[0], head[1]), *line[2:]]
    elif is_upright(line[0], after):
        made = [head, (head[0], after[1]), *line[2:]]
    else:
        made = [head, *line[1:]]
    return tuple(made if first else made[::-1])
