"""What lies where: boxes in the cells of a mesh, however large a page and whatever lies on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from opsdesigner.model.geometry import Box, union
from opsdesigner.model.records import Point

CELL, MOST = 256.0, 256  # px a cell is wide at least; cells along a side of the page at most
MOST_PAIRS = 20_000  # so many meet only where all lie in one heap
MANY = 64  # a box in more cells than this stands in none, and is looked at each time
BREATH = 500  # boxes or cells looked at between two pauses

Entry = tuple[float, float, float, float, int]  # a box and its number


class Mesh:
    """Numbered boxes by where they are, once it is filled; boxes without room in them are left out."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        real = [(*box, number) for number, box in enumerate(boxes) if box[0] < box[2] and box[1] < box[3]]
        self.large: list[Entry] = []
        self.cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self.frame = union(entry[:4] for entry in real) if real else (0.0, 0.0, 0.0, 0.0)
        left, top, right, foot = self.frame
        self.cell = max(CELL, (right - left) / MOST, (foot - top) / MOST)
        self._waiting = real

    def fill(self) -> Iterator[None]:
        """Puts the boxes into the cells, with pauses."""
        for number, entry in enumerate(self._waiting):
            if number % BREATH == 0:
                yield None
            self._enter(entry)
        self._waiting = []

    def _enter(self, entry: Entry) -> None:
        x, y, across, down = self._span(entry[0], entry[1], entry[2], entry[3])
        if across * down > MANY:
            self.large.append(entry)
            return
        for column in range(x, x + across):
            for row in range(y, y + down):
                self.cells[column, row].append(entry)

    def _span(self, left: float, top: float, right: float, foot: float) -> tuple[int, int, int, int]:
        """First column and row, and how many of each."""
        cell = self.cell
        x, y = int(left // cell), int(top // cell)
        return x, y, int(right // cell) - x + 1, int(foot // cell) - y + 1

    def pairs(self) -> Iterator[tuple[int, int] | None]:
        """The numbers of two boxes that share more than a rim, the smaller first, each pair once; None is a pause.

        After MOST_PAIRS or so those that are left are not told.
        """
        seen: set[tuple[int, int]] = set()
        for number, entries in enumerate(self.cells.values()):
            if number % BREATH == 0:
                yield None
            for at, (left, top, right, foot, one) in enumerate(entries):
                if len(seen) > MOST_PAIRS:
                    break
                for a, b, c, d, other in entries[:at]:
                    if a < right and left < c and b < foot and top < d:
                        seen.add((one, other) if one < other else (other, one))
        yield from sorted(seen)
        for at, entry in enumerate(self.large):
            more = self.within(entry[:4], at) - {entry[4]}
            yield from sorted((entry[4], each) if entry[4] < each else (each, entry[4]) for each in more)

    def within(self, area: Box, large: int | None = None) -> set[int]:
        """The numbers of the boxes that share more than a rim with an area, of the large ones the first so many."""
        left, top, right, foot = area
        x, y, across, down = self._span(*self._clipped(area))
        found = set()
        cells = ((column, row) for column in range(x, x + across) for row in range(y, y + down))
        few = across * down <= len(self.cells)
        for cell in cells if few else list(self.cells):
            for a, b, c, d, number in self.cells.get(cell, ()):
                if a < right and left < c and b < foot and top < d:
                    found.add(number)
        for a, b, c, d, number in self.large[:large]:
            if a < right and left < c and b < foot and top < d:
                found.add(number)
        return found

    def _clipped(self, area: Box) -> Box:
        left, top, right, foot = self.frame
        x, y = min(max(area[0], left), right), min(max(area[1], top), foot)
        return (x, y, max(x, min(area[2], right)), max(y, min(area[3], foot)))

    def along(self, points: Sequence[Point]) -> set[int]:
        """The numbers of the boxes that the pieces of a line run into; of slanted ones also of those beside them."""
        found: set[int] = set()
        cell, cells = self.cell, self.cells
        for a, b in pairwise(points):
            left, right = (a[0], b[0]) if a[0] < b[0] else (b[0], a[0])
            top, foot = (a[1], b[1]) if a[1] < b[1] else (b[1], a[1])
            if right - left + foot - top > 4 * cell:  # by and by, so that a long slanted one meets little
                for one, other in _bits(a, b, cell):
                    (x, y), (u, v) = one, other
                    found |= self.within((min(x, u), min(y, v), max(x, u), max(y, v)))
                continue
            for column in range(int(left // cell), int(right // cell) + 1):
                for row in range(int(top // cell), int(foot // cell) + 1):
                    for x, y, u, v, number in cells.get((column, row), ()):
                        if x < right and left < u and y < foot and top < v:
                            found.add(number)
            for x, y, u, v, number in self.large:
                if x < right and left < u and y < foot and top < v:
                    found.add(number)
        return found


def _bits(a: Point, b: Point, cell: float) -> Iterator[tuple[Point, Point]]:
    """A long piece in pieces of about a cell."""
    count = min(2 * MOST, 1 + int((abs(b[0] - a[0]) + abs(b[1] - a[1])) / cell))
    return pairwise((a[0] + (b[0] - a[0]) * n / count, a[1] + (b[1] - a[1]) * n / count) for n in range(count + 1))
