"""A uniform grid: which ids touch a point or a rectangle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from opsdesigner.model import Id, Point
from opsdesigner.model.geometry import Box, grown, pieces, union

Cell = tuple[int, int]
Homes = Collection[Cell]  # the cells a thing lies in; none where it is too large for cells
Filed = tuple[Box, Homes]
SIZE = 1024
ROUND = 16.0  # room for a line's width, heads and hops
MANY = 1000  # boxes that are taken as one
MOST = 4096  # cells; what would lie in more than that is kept apart and always looked at


def span(box: Box) -> tuple[int, int, int, int]:
    """The first and last cell across and down."""
    return (int(box[0] // SIZE), int(box[1] // SIZE), int(box[2] // SIZE), int(box[3] // SIZE))


def cells(box: Box) -> Sequence[Cell]:
    left, top, right, bottom = span(box)
    if left == right and top == bottom:
        return ((left, top),)
    if (right - left + 1) * (bottom - top + 1) > MOST:
        return ()
    return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]


def gathered(boxes: Collection[Box]) -> list[Box]:
    """Fewer boxes that cover these: one round all that begin in the same cell, or round all of a great many."""
    near: dict[Cell, list[Box]] = defaultdict(list)
    if len(boxes) > MANY:
        return [union(boxes)]
    for box in boxes:
        near[int(box[0]) // SIZE, int(box[1]) // SIZE].append(box)
    return [union(each) for each in near.values()]


class Grid:
    """Ids by cell. A long line lies only in the cells its straight pieces touch."""

    def __init__(self) -> None:
        self._filed: dict[Id, Filed] = {}
        self._hidden: dict[Id, Filed] = {}  # in their cells still, for they may come back
        self._cells: dict[Cell, dict[Id, None]] = {}
        self._wide: dict[Id, None] = {}  # too large for cells

    # in and out

    def put(self, id: Id, box: Box, line: Sequence[Point] | None = None) -> Filed:
        """Files the id, with a line only where its pieces run; returns its box and the cells it lies in."""
        homes: Homes = cells(box)
        if line and len(line) > 2 and len(homes) > 1:
            homes = {cell: None for part in pieces(line) for cell in cells(grown(part, ROUND))}
        filed = (box, homes)
        self.show(id, filed)
        return filed

    def show(self, id: Id, filed: Filed) -> None:
        """Files the id where it was before."""
        self._filed[id] = filed
        if (hidden := self._hidden.pop(id, None)) is filed:
            return
        if hidden is not None:
            self._leave(id, hidden)
        if not filed[1]:
            self._wide[id] = None
        for cell in filed[1]:
            if (bucket := self._cells.get(cell)) is None:
                bucket = self._cells[cell] = {}
            bucket[id] = None

    def hide(self, id: Id) -> Filed:
        """From here on the id is in no answer; until it is dropped it is quickly shown again."""
        filed = self._hidden[id] = self._filed.pop(id)
        return filed

    def drop(self, ids: Iterable[Id]) -> None:
        """Forgets those of the ids that are hidden."""
        for id in ids:
            if (hidden := self._hidden.pop(id, None)) is not None:
                self._leave(id, hidden)

    def _leave(self, id: Id, filed: Filed) -> None:
        if not filed[1]:
            del self._wide[id]
        for cell in filed[1]:
            bucket = self._cells[cell]
            del bucket[id]
            if not bucket:
                del self._cells[cell]

    # asking

    def box(self, id: Id) -> Box | None:
        """The box of an id, None where it is not filed."""
        return filed[0] if (filed := self._filed.get(id)) else None

    def cell(self, cell: Cell) -> Iterable[Id]:
        """The ids in a cell, those too large for cells left out."""
        return [id for id in self._cells.get(cell, ()) if id in self._filed]

    @property
    def wide(self) -> Iterable[Id]:
        """The ids too large for cells."""
        return [id for id in self._wide if id in self._filed]

    def occupied(self, box: Box) -> list[Cell]:
        """The cells a box touches that hold something."""
        left, top, right, bottom = span(box)
        if (right - left + 1) * (bottom - top + 1) > len(self._cells):
            return [cell for cell in self._cells if left <= cell[0] <= right and top <= cell[1] <= bottom]
        return [cell for cell in cells(box) if cell in self._cells]

    def touching(self, box: Box) -> list[Id]:
        """Ids whose box touches this one, each once."""
        found = dict(self._wide)
        for cell in self.occupied(box):
            found |= self._cells[cell]
        filed = self._filed
        left, top, right, bottom = box
        return [
            id
            for id in found
            if id in filed and (b := filed[id][0])[0] <= right and b[2] >= left and b[1] <= bottom and b[3] >= top
        ]

    def bounds(self, box_of: Callable[[Id], Box]) -> Box | None:
        """The box round all boxes, each of which lies in the filed one; only the outermost cells are looked at."""
        wide = [box_of(id) for id in self.wide]
        if len(self._filed) == len(wide):
            return union(wide) if wide else None
        left, top = -self._reach(0, -1, box_of), -self._reach(1, -1, box_of)
        return union([(left, top, self._reach(0, 1, box_of), self._reach(1, 1, box_of)), *wide])

    def _reach(self, axis: int, way: int, box_of: Callable[[Id], Box]) -> float:
        """How far boxes reach along an axis, or against it: from the outermost cells in, as long as that can matter."""
        rows: dict[int, list[Cell]] = {}
        for cell in self._cells:
            rows.setdefault(cell[axis] * way, []).append(cell)
        side, far = axis if way < 0 else axis + 2, float("-inf")
        for rank in sorted(rows, reverse=True):
            if far >= (rank + (way > 0)) * SIZE + ROUND:
                break
            far = max([far, *(box_of(id)[side] * way for cell in rows[rank] for id in self.cell(cell))])
        return far
