"""Where a right-angled line may run between boxes, and what each stretch of its way costs.

The rows and columns are those of an orthogonal visibility graph: past the edges of boxes and half way between them,
through the docks, beside other lines. After M. Wybrow, K. Marriott, P. J. Stuckey, "Orthogonal Connector Routing",
Graph Drawing 2009.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from opsdesigner.model.geometry import Box, overlaps, touches
from opsdesigner.model.records import Point

PAST = 20.0  # px a line keeps from what it passes, and runs straight out of a shape, where there is room
MARGIN = 12.0  # px; nearer to a box it had better not run
WIDE = 88.0  # px; in a narrower gap between two boxes a line runs in the middle
BESIDE = 10.0  # px from another line, where it runs next to it
APART = 8.0  # px; nearer than this, two lines run in one
CLOSE, NAME, RUN = 2.0, 3.0, 4.0  # what a px costs more: close to a box, through a name, along another line
CROSS = 25.0  # px a line is rather longer than to cross another
OFF = 1.0  # px a line is rather longer than to turn away from the middle of a gap
NEVER = float("inf")
FINE = 3  # decimals

Span = tuple[float, float, float, float]  # of a box, seen along an axis: from, to; across it: from, to
Run = tuple[float, float, float]  # of a piece of a line: from, to; where across


class Scene(NamedTuple):
    """What stands round a line that looks for its way: boxes it never runs through, names, pieces of other lines."""

    room: Box  # nothing is known beyond it
    walls: Sequence[Box] = ()
    names: Sequence[Box] = ()
    runs: Sequence[Box] = ()


class Port(NamedTuple):
    """Where a line may dock: a point on the edge of a box, the side it belongs to, what docking there costs."""

    at: Point
    side: int
    cost: float = 0.0


class Lattice:
    """The rows and columns of a scene; what their stretches cost is worked out when it is asked for."""

    def __init__(self, scene: Scene, ends: tuple[Box, Box], ports: Iterable[Port]) -> None:
        walls = list(dict.fromkeys((*scene.walls, *ends)))
        docks = [port.at for port in ports]
        self.places: list[list[float]] = []
        self.offs: list[list[float]] = []  # what turning into one of them costs
        for axis in (0, 1):
            fond, usual = _places(axis, scene, walls, ends, docks)
            self.places.append(sorted(fond | usual))
            self.offs.append([0.0 if at in fond else OFF for at in self.places[axis]])
        self._lengths = [[b - a for a, b in pairwise(places)] for places in self.places]
        self._walls = [[_span(box, axis) for box in walls] for axis in (0, 1)]
        self._names = [[_span(box, axis) for box in scene.names] for axis in (0, 1)]
        self._runs: tuple[list[Run], list[Run]] = ([], [])
        for left, top, right, bottom in scene.runs:
            if top == bottom:
                self._runs[0].append((left, right, top))
            elif left == right:
                self._runs[1].append((top, bottom, left))
        self._known: tuple[dict[int, list[float]], dict[int, list[float]]] = ({}, {})

    def stretches(self, axis: int, index: int) -> list[float]:
        """What it costs to go from each place of an axis to the next, on a row (or column) of the other."""
        known = self._known[axis].get(index)
        if known is None:
            known = self._known[axis][index] = self._costs(axis, self.places[1 - axis][index])
        return known

    def _costs(self, axis: int, at: float) -> list[float]:
        costs = self._lengths[axis][:]
        self._charge(costs, axis, at)
        along = self.places[axis]
        for low, high, near, far in self._walls[axis]:
            if near - MARGIN < at < far + MARGIN:
                first, last = max(bisect_right(along, low) - 1, 0), bisect_left(along, high)
                if near + 0.5 < at < far - 0.5:
                    costs[first:last] = [NEVER] * (min(last, len(costs)) - first)
                else:
                    for k in range(first, min(last, len(costs))):
                        costs[k] += CLOSE * self._lengths[axis][k]
        return costs

    def _charge(self, costs: list[float], axis: int, at: float) -> None:
        """Adds what names and other lines cost."""
        along = self.places[axis]
        for low, high, near, far in self._names[axis]:
            if near < at < far:
                _add(costs, along, low, high, NAME)
        for low, high, where in self._runs[axis]:
            if abs(where - at) < APART:
                _add(costs, along, low, high, RUN)
        for low, high, where in self._runs[1 - axis]:
            if low < at < high and along[0] <= where < along[-1]:
                costs[bisect_right(along, where) - 1] += CROSS


def _add(costs: list[float], along: list[float], low: float, high: float, rate: float) -> None:
    for k in range(max(bisect_right(along, low) - 1, 0), min(bisect_left(along, high), len(costs))):
        costs[k] += rate * (min(along[k + 1], high) - max(along[k], low))


def _span(box: Box, axis: int) -> Span:
    return (box[axis], box[axis + 2], box[1 - axis], box[3 - axis])


def _places(
    axis: int, scene: Scene, walls: Sequence[Box], ends: tuple[Box, Box], docks: Sequence[Point]
) -> tuple[set[float], set[float]]:
    """The columns (rows, on axis 1) of a scene: those that lines are fond of, and the others."""
    low, high = scene.room[axis], scene.room[axis + 2]
    fond = {dock[axis] for dock in docks}
    usual = {side for end in ends for side in (end[axis] - PAST, end[axis + 2] + PAST)} | {low, high}
    if (between := _between(ends, axis)) is not None:
        fond.add(between)
    for wall in walls:
        usual.add(wall[axis] - PAST)
        usual.add(wall[axis + 2] + PAST)
    fond |= _middles(walls, axis)
    for run in scene.runs:
        if run[axis] == run[axis + 2] and run[3 - axis] - run[1 - axis] > 2 * BESIDE:
            usual |= {run[axis] - BESIDE, run[axis] + BESIDE}
    return (
        {round(at, FINE) for at in fond if low <= at <= high},
        {round(at, FINE) for at in usual if low <= at <= high},
    )


def _between(ends: tuple[Box, Box], axis: int) -> float | None:
    first, second = sorted((end[axis], end[axis + 2]) for end in ends)
    return (first[1] + second[0]) / 2 if first[1] < second[0] else None


def _middles(walls: Sequence[Box], axis: int) -> set[float]:
    """The middles of the gaps between boxes, narrow ones or all that face each other."""
    found = set()
    ordered = sorted(walls, key=lambda box: box[axis])
    starts = [box[axis] for box in ordered]
    for wall in walls:
        edge = wall[axis + 2]
        for k in range(bisect_right(starts, edge), bisect_left(starts, edge + WIDE)):
            if starts[k] - edge < 2 * PAST or _face(wall, ordered[k], axis):
                found.add((edge + starts[k]) / 2)
    return found


def _face(a: Box, b: Box, axis: int) -> bool:
    return a[1 - axis] < b[3 - axis] and b[1 - axis] < a[3 - axis]


def scene_in(room: Box, walls: Iterable[Box], names: Iterable[Box], runs: Iterable[Box]) -> Scene:
    """A scene of what lies in a room."""
    return Scene(
        room,
        [box for box in walls if overlaps(box, room)],
        [box for box in names if overlaps(box, room)],
        [box for box in runs if touches(box, room)],
    )
