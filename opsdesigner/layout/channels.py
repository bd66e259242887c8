"""Right-angled ways between boxes: a search over the channels beside them, near both ends first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import heappop, heappush

from opsdesigner.model.geometry import Box, grown, overlaps, pieces, straightened, union
from opsdesigner.model.records import Point

CELL = 256.0  # px, the mesh of the grid
CLEARANCES = (6.0, 2.0)  # px a line keeps off boxes; the second where boxes stand close
# Where to look, one after the other: px round both ends (None: everywhere), px round an end within which boxes lend
# their rims as channels (None: all in the window), and how many boxes may lend theirs.
Reach = tuple[float | None, float | None, int]
REACHES: tuple[Reach, ...] = (
    (80.0, None, 40),
    (400.0, 120.0, 200),
    (None, 120.0, 200),
    (400.0, None, 400),
    (None, 400.0, 1000),
)
BEND = 40.0  # px a bend counts for
SPACE, SHARED = 4.0, 1.3  # px between lines side by side; how much a px on top of another line counts
RIGHT, DOWN, LEFT, UP = range(4)
BARRED, TAKEN = 1, 2
STEPS = ((1, 0), (0, 1), (-1, 0), (0, -1))

State = tuple[int, int, int]  # column, row, direction
Dock = tuple[float, float, int]  # where a line meets an outline, and the way out from there


class Grid:
    """Boxes by where they are."""

    def __init__(self, boxes: Iterable[Box] = ()) -> None:
        self.cells: dict[tuple[int, int], list[Box]] = defaultdict(list)
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        for cell in _cells(box):
            self.cells[cell].append(box)

    def hits(self, area: Box) -> Iterator[Box]:
        """Boxes that share more than a rim with an area; one in several cells comes several times."""
        for cell in _cells(area):
            for box in self.cells.get(cell, ()):
                if overlaps(box, area):
                    yield box

    def clear(self, points: Sequence[Point]) -> bool:
        """Whether a right-angled line runs through no box."""
        return not any(True for piece in pieces(points) for _ in self.hits(piece))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for x in range(int(box[0] // CELL), int(box[2] // CELL) + 1):
        for y in range(int(box[1] // CELL), int(box[3] // CELL) + 1):
            yield x, y


class Channels:
    """The free room between all boxes of a drawing."""

    def __init__(self, boxes: Collection[Box], space: float = SPACE, toll: float = SHARED, near: float = 0.0) -> None:
        """`near`: px off a line that still count as on top of it."""
        self.boxes, self.space, self.toll, self.near = boxes, space, toll, near
        self.grid = Grid(boxes)
        self.lines = Grid()
        self.outside = grown(union(boxes), CLEARANCES[0] * 2)

    def take(self, points: Sequence[Point]) -> None:
        """Later ways run beside this line rather than on it."""
        for piece in pieces(points):
            self.lines.add(piece)

    def way(self, a: Box, b: Box, starts: Sequence[Dock], ends: Sequence[Dock]) -> tuple[Point, ...] | None:
        """The shortest way with few bends from a dock of a to one of b; None where boxes bar every way."""
        for clearance in CLEARANCES:
            for reach in REACHES:
                if found := self._within(a, b, starts, ends, clearance, reach):
                    return found
        return None

    def _within(
        self, a: Box, b: Box, starts: Sequence[Dock], ends: Sequence[Dock], clearance: float, reach: Reach
    ) -> tuple[Point, ...] | None:
        window = self.outside if reach[0] is None else grown(union((a, b)), reach[0])
        boxes = self.boxes if reach[0] is None else set(self.grid.hits(window))
        near = boxes if reach[1] is None else {box for end in (a, b) for box in self.grid.hits(grown(end, reach[1]))}
        if len(near) > reach[2]:
            return None
        lattice = self._lattice(near, window, (*starts, *ends), clearance)
        for line in set(self.lines.hits(window)):
            lattice.share(line, self.near)
        for box in boxes:
            lattice.bar(grown(box, clearance))
        return lattice.way(starts, ends, clearance)

    def _lattice(self, near: Iterable[Box], window: Box, ends: Sequence[Dock], clearance: float) -> _Lattice:
        """The lines beside the near boxes and beside the lines there are."""
        docks = [_out(dock, clearance) for dock in ends]
        lines, space = set(self.lines.hits(window)), self.space
        xs = {x for box in near for x in (box[0] - clearance, box[2] + clearance) if window[0] <= x <= window[2]}
        ys = {y for box in near for y in (box[1] - clearance, box[3] + clearance) if window[1] <= y <= window[3]}
        xs |= {x for line in lines if line[0] == line[2] for x in (line[0] - space, line[0] + space)}
        ys |= {y for line in lines if line[1] == line[3] for y in (line[1] - space, line[1] + space)}
        columns = sorted(xs | {window[0], window[2]} | {x for x, _ in docks})
        rows = sorted(ys | {window[1], window[3]} | {y for _, y in docks})
        return _Lattice(columns, rows, self.toll)


def _out(dock: Dock, by: float) -> Point:
    dx, dy = STEPS[dock[2]]
    return (dock[0] + dx * by, dock[1] + dy * by)


class _Lattice:
    """Lines a way may run on, and which pieces of them are barred."""

    def __init__(self, xs: list[float], ys: list[float], toll: float) -> None:
        self.xs, self.ys, self.toll = xs, ys, toll
        self.across = bytearray(len(xs) * len(ys))  # row by row: whether the piece right of a crossing is free
        self.down = bytearray(len(xs) * len(ys))  # column by column: the piece below it

    def bar(self, box: Box) -> None:
        """No piece runs inside the box; along its rim they may."""
        left, right = bisect_right(self.xs, box[0]), bisect_left(self.xs, box[2])
        top, bottom = bisect_right(self.ys, box[1]), bisect_left(self.ys, box[3])
        wide, high = len(self.xs), len(self.ys)
        first, upper = max(0, left - 1), max(0, top - 1)
        for row in range(top, bottom):
            self.across[row * wide + first : row * wide + right] = b"\1" * (right - first)
        for column in range(left, right):
            self.down[column * high + upper : column * high + bottom] = b"\1" * (bottom - upper)

    def share(self, line: Box, near: float) -> None:
        """Another line runs here, or so many px off; call before boxes are barred."""
        left, right = max(0, bisect_right(self.xs, line[0]) - 1), bisect_left(self.xs, line[2])
        top, bottom = max(0, bisect_right(self.ys, line[1]) - 1), bisect_left(self.ys, line[3])
        wide, high = len(self.xs), len(self.ys)
        if line[1] == line[3]:
            for row in range(bisect_left(self.ys, line[1] - near), bisect_right(self.ys, line[1] + near)):
                self.across[row * wide + left : row * wide + right] = bytes((TAKEN,)) * (right - left)
        elif line[0] == line[2]:
            for column in range(bisect_left(self.xs, line[0] - near), bisect_right(self.xs, line[0] + near)):
                self.down[column * high + top : column * high + bottom] = bytes((TAKEN,)) * (bottom - top)

    def _state_of(self, x: int, y: int, way: int) -> int:
        """Whether the piece from a crossing in a direction is free, taken or barred."""
        if way in (RIGHT, LEFT):
            at = x if way == RIGHT else x - 1
            return self.across[y * len(self.xs) + at] if 0 <= at < len(self.xs) - 1 else BARRED
        at = y if way == DOWN else y - 1
        return self.down[x * len(self.ys) + at] if 0 <= at < len(self.ys) - 1 else BARRED

    def _crossing(self, dock: Dock, clearance: float) -> tuple[int, int]:
        x, y = _out(dock, clearance)
        return bisect_left(self.xs, x), bisect_left(self.ys, y)

    def way(self, starts: Sequence[Dock], ends: Sequence[Dock], clearance: float) -> tuple[Point, ...] | None:
        """A* over crossings and directions, from all starts at once."""
        xs, ys = self.xs, self.ys
        goals = {(*self._crossing(dock, clearance), (dock[2] + 2) % 4): dock for dock in ends}
        targets = [(xs[x], ys[y]) for x, y, _ in goals]
        came: dict[State, State] = {}
        first: dict[State, Dock] = {}
        best: dict[State, float] = {}
        heap: list[tuple[float, float, State]] = []

        def reach(state: State, cost: float) -> bool:
            if cost >= best.get(state, cost + 1):
                return False
            best[state] = cost
            x, y = xs[state[0]], ys[state[1]]
            rest = min([abs(x - to_x) + abs(y - to_y) for to_x, to_y in targets])
            heappush(heap, (cost + rest, cost, state))
            return True

        for dock in starts:
            state = (*self._crossing(dock, clearance), dock[2])
            if reach(state, 0.0):
                first[state] = dock
        while heap:
            _, cost, state = heappop(heap)
            if cost > best[state]:
                continue
            if state in goals:
                return self._points(came, first, state, goals[state])
            for after, more in self._steps(state):
                if reach(after, cost + more):
                    came[after] = state
        return None

    def _steps(self, state: State) -> Iterator[tuple[State, float]]:
        """What a way may do next, and what that counts."""
        x, y, way = state
        yield (x, y, (way + 1) % 4), BEND
        yield (x, y, (way + 3) % 4), BEND
        if (piece := self._state_of(x, y, way)) != BARRED:
            dx, dy = STEPS[way]
            xs, ys = self.xs, self.ys
            length = abs(xs[x + dx] - xs[x]) + abs(ys[y + dy] - ys[y])
            yield (x + dx, y + dy, way), length * (self.toll if piece == TAKEN else 1.0)

    def _points(self, came: dict[State, State], first: dict[State, Dock], state: State, end: Dock) -> tuple[Point, ...]:
        points = [(end[0], end[1])]
        at: State | None = state
        while at is not None:
            state = at
            points.append((self.xs[state[0]], self.ys[state[1]]))
            at = came.get(state)
        points.append(first[state][:2])
        return straightened(tuple(reversed(points)))
