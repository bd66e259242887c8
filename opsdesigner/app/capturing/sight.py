"""How the views follow a talk: softly, no further than needed, the next step in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from opsdesigner.canvas.drifting import Drift
from opsdesigner.model import Change, Model, Node, Shape
from opsdesigner.model.geometry import Box, box_of, contains, union

if TYPE_CHECKING:
    from ..sides.twin import Twin

AHEAD = 164.0  # px beside the current step that stay in sight: the next one stands there
EDGES = (40, 8)  # window pixels that stay beside what is brought into sight; where there is less room
BEGIN, HIGH = 80.0, 0.3  # window pixels from the left where a drawing begins; the part of the height it begins at

FEW = 3  # shapes of a drawing that has just begun


class Sight:
    """The eyes on both sides of a window."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._ghost: Box | None = None  # where the last one was brought into sight
        self._org, self._process = (Drift(view) for view in twin.views)

    def count(self) -> int:
        """How many shapes the process shows."""
        return len(self._twin.process.view.display.shapes)

    def begin(self, before: int, changes: Iterable[Change]) -> None:
        """A drawing that has just begun, or has got its pool, stands at the left, with room for what is to come."""
        view = self._twin.process.view
        if not self.count() or before > (FEW if any(_framed(view.model, change) for change in changes) else 0):
            return
        left, top, _, foot = view.display.bounds
        at = view.to_view(left, (top + foot) / 2)
        view.pan(QPointF(BEGIN - at.x(), view.height() * HIGH - at.y()))

    def look(self, here: Shape | None, changes: Iterable[Change], backward: bool) -> None:
        """Brings the current step into sight, with the place beside it; on the org chart, who is new there."""
        self.stay(here, backward)
        chart, org = self._twin.org.diagram, self._twin.org.view
        pairs = (pair for change in changes for pair in change.records.values())
        new = [now for was, now in pairs if was is None and isinstance(now, Shape) and now.diagram == chart]
        if new and not contains(org.frame.box(org.rect()), box := union([box_of(shape) for shape in new])):
            self._org.bring(box)

    def stay(self, here: Shape | None, backward: bool) -> None:
        """Brings the current step into sight, with the place beside it where the next one comes."""
        self._ghost = None
        if here is not None and here.diagram == self._twin.process.diagram:
            left, top, right, foot = box_of(here)
            before, after = (AHEAD, 0.0) if backward else (0.0, AHEAD)
            self._bring(box_of(here), (left - before, top, right + after, foot))

    def see(self, here: Shape | None, ghost: Box | None) -> None:
        """Brings what a line would make into sight, with the current step; once for every place it has."""
        if ghost is None or ghost == self._ghost:
            return
        self._ghost = ghost
        self._bring(ghost, union([ghost, box_of(here)]) if here is not None else ghost)

    def _bring(self, least: Box, all: Box) -> None:
        """All of it if there is room for that, else the least of it."""
        view = self._twin.process.view
        for edge in EDGES:
            room = view.frame.box(view.rect().adjusted(edge, edge, -edge, -edge))
            if all[2] - all[0] <= room[2] - room[0] and all[3] - all[1] <= room[3] - room[1]:
                self._process.bring(all, edge)
                return
        self._process.bring(least)


def _framed(model: Model, change: Change) -> bool:
    """Whether a change has drawn a pool."""
    made = (now for was, now in change.records.values() if was is None and isinstance(now, Shape))
    return any((node := model.get(shape.node, Node)) is not None and node.kind == "participant" for shape in made)
