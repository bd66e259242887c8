"""Which shapes lie wholly in a box that is being drawn out; each move looks only at what its rim has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opsdesigner.model import Id
from opsdesigner.model.geometry import Box

from ..drawing.grid import SIZE, Cell

if TYPE_CHECKING:
    from ..drawing.display import Display


class Caught:
    """The shapes in the box. Shapes that change meanwhile are seen when the rim passes them again."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self.ids: set[Id] = set()
        self._touched: set[Cell] = set()
        self._whole: set[Cell] = set()

    def move(self, box: Box) -> tuple[set[Id], set[Id]]:
        """Takes another box; returns what came in and what fell out."""
        spots, shapes = self._display.spots, self._display.shapes
        left, top, right, bottom = box

        def lies_in(id: Id) -> bool:
            s = shapes[id]
            return s.x >= left and s.y >= top and s.x + s.w <= right and s.y + s.h <= bottom

        touched = set(spots.occupied(box))
        whole = {cell for cell in touched if _holds(box, cell)}
        rim = set(spots.wide).union(*map(spots.cell, touched - whole))
        surely = set[Id]().union(*map(spots.cell, whole - self._whole)) - rim  # what juts out lies in the rim, too
        inside = surely.union(filter(lies_in, rim))
        passed = rim.union(*map(spots.cell, self._touched - touched)) & self.ids
        added, removed = inside - self.ids, passed - inside
        self._touched, self._whole = touched, whole
        self.ids |= added
        self.ids -= removed
        return added, removed


def _holds(box: Box, cell: Cell) -> bool:
    x, y = cell[0] * SIZE, cell[1] * SIZE
    return box[0] < x and box[1] < y and x + SIZE <= box[2] and y + SIZE <= box[3]
