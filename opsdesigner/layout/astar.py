"""The cheapest way through a lattice: A* over places and directions, with a price for every bend.

After P. E. Hart, N. J. Nilsson, B. Raphael, "A Formal Basis for the Heuristic Determination of Minimum Cost Paths",
1968; the least number of bends still to come is that of Wybrow, Marriott and Stuckey, 2009.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heappop, heappush

from opsdesigner.model.geometry import Box, straightened
from opsdesigner.model.records import Point

from .visibility import NEVER, Lattice, Port, Scene

BEND = 40.0  # px a line is rather longer than to bend once more
MOST = 40_000  # places looked at before the search is given up
LEFT, UP, RIGHT, DOWN = 0, 1, 2, 3  # directions, numbered as the sides a line leaves by

Points = tuple[Point, ...]


def way(scene: Scene, ends: tuple[Box, Box], starts: Sequence[Port], goals: Sequence[Port], most: int = MOST) -> Points:
    """The cheapest right-angled line from one of the first ports to one of the last; () where there is none.

    It runs through no wall and neither of the two end boxes. `most` limits the search; it is the same every time.
    """
    lattice = Lattice(scene, ends, (*starts, *goals))
    return _Search(lattice, starts, goals).run(most)


def least_bends(dx: float, dy: float, going: int, arriving: int) -> int:
    """How many bends a line has at least that goes one way now and arrives another way at a place so far off."""
    ahead = (-dx, -dy, dx, dy)
    if going == arriving:
        aside = dy if going % 2 == 0 else dx
        return 4 if ahead[going] < 0 else 2 if aside else 0
    if going % 2 == arriving % 2:
        return 2
    return 1 if ahead[going] >= 0 and ahead[arriving] >= 0 else 3


def _to_come(arriving: int) -> list[tuple[float, ...]]:
    """What the bends still to come cost at least, by where the goal lies and the direction a line goes in now."""
    places = [(dx, dy) for dx in (0, 1, -1) for dy in (0, 1, -1)]
    return [tuple(BEND * least_bends(dx, dy, going, arriving) for going in range(4)) for dx, dy in places]


TO_COME = [_to_come(arriving) for arriving in range(4)]


class _Goal:
    """A dock a line may end at: how far each column and row of a lattice is from it, and on which side of it."""

    def __init__(self, port: Port, xs: Sequence[float], ys: Sequence[float]) -> None:
        (x, y), arriving = port.at, (port.side + 2) % 4
        self.across = [port.cost + abs(x - each) for each in xs]
        self.along = [abs(y - each) for each in ys]
        self.left = [3 * ((x > each) - (x < each)) % 9 for each in xs]
        self.above = [((y > each) - (y < each)) % 3 for each in ys]
        self.bends = TO_COME[arriving]


class _Search:
    """One search: places are numbered by column, row and the direction in which they were reached."""

    def __init__(self, lattice: Lattice, starts: Sequence[Port], goals: Sequence[Port]) -> None:
        self.lattice, (self.xs, self.ys) = lattice, lattice.places
        self.tall = len(self.ys)
        made = [_Goal(port, self.xs, self.ys) for port in goals]
        self.goals = [(each.across, each.along, each.left, each.above, each.bends) for each in made]
        self.ends = {self._code(port.at, (port.side + 2) % 4): port.cost for port in reversed(goals)}
        self.cost: dict[int, float] = {}
        self.came: dict[int, int] = {}
        self.heap: list[tuple[float, float, int]] = []
        for port in starts:
            code = self._code(port.at, port.side)
            self.came[code] = -1
            self._go(code, port.cost, port.side, 0.0)

    def _code(self, at: Point, way: int) -> int:
        return (bisect_left(self.xs, round(at[0], 3)) * self.tall + bisect_left(self.ys, round(at[1], 3))) * 4 + way

    def run(self, most: int) -> Points:
        heap, cost = self.heap, self.cost
        done: set[int] = set()
        while heap and len(done) < most:
            _, price, code = heappop(heap)
            if code < 0:
                return self._walked(-code)
            if code in done:
                continue
            done.add(code)
            if code in self.ends:
                heappush(heap, (price + self.ends[code], price, -code))
            going = code & 3
            spent = cost[code]
            self._go(code, spent, going, 0.0)
            offs = self.lattice.offs
            place = code >> 2
            column, row = divmod(place, self.tall)
            turn = BEND + (offs[1][row] if going % 2 else offs[0][column])
            self._go(code, spent, (going + 1) % 4, turn)
            self._go(code, spent, (going + 3) % 4, turn)
        return ()

    def _go(self, code: int, spent: float, way: int, turn: float) -> None:
        """One stretch on in a direction."""
        column, row = divmod(code >> 2, self.tall)
        if way % 2 == 0:
            step = column if way == RIGHT else column - 1
            column += 1 if way == RIGHT else -1
            if not 0 <= column < len(self.xs):
                return
            price = self.lattice.stretches(0, row)[step]
        else:
            step = row if way == DOWN else row - 1
            row += 1 if way == DOWN else -1
            if not 0 <= row < self.tall:
                return
            price = self.lattice.stretches(1, column)[step]
        if price == NEVER:
            return
        reached = (column * self.tall + row) * 4 + way
        price += spent + turn
        if price < self.cost.get(reached, NEVER):
            self.cost[reached], self.came[reached] = price, code
            heappush(self.heap, (price + self._left(column, row, way), price, reached))

    def _left(self, column: int, row: int, way: int) -> float:
        """What is still to come at least."""
        best = NEVER
        for across, along, left, above, bends in self.goals:
            price = across[column] + along[row]
            if price < best:
                price += bends[left[column] + above[row]][way]
                if price < best:
                    best = price
        return best

    def _walked(self, code: int) -> Points:
        points = []
        while code >= 0:
            column, row = divmod(code >> 2, self.tall)
            points.append((self.xs[column], self.ys[row]))
            code = self.came[code]
        return straightened(points[::-1])
