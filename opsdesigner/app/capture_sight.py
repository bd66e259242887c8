"""How the views follow a talk: softly, no further than needed, the next step in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from opsdesigner.canvas.drifting import Drift
from opsdesigner.model import Change, Shape
from opsdesigner.model.geometry import box_of, union

if TYPE_CHECKING:
    from .twin import Twin

AHEAD = 164.0  # px beside the current step that stay in sight: the next one stands there
BEGIN, HIGH = 80.0, 0.3  # window pixels from the left where a drawing begins; the part of the height it begins at


class Sight:
    """The eyes on both sides of a window."""

    def __init__(self, twin: Twin) -> None:
        self._twin = twin
        self._org, self._process = (Drift(view) for view in twin.views)

    @property
    def bare(self) -> bool:
        """Whether there is nothing to be seen of the process."""
        return not self._twin.process.view.display.shapes

    def begin(self) -> None:
        """A drawing that has just begun stands at the left, with room for what is to come."""
        view = self._twin.process.view
        left, top, _, foot = view.display.bounds
        at = view.to_view(left, (top + foot) / 2)
        view.pan(QPointF(BEGIN - at.x(), view.height() * HIGH - at.y()))

    def look(self, here: Shape | None, changes: Iterable[Change], backward: bool) -> None:
        """Brings the current step into sight, with the place beside it; on the org chart, who is new there."""
        if here is not None and here.diagram == self._twin.process.diagram:
            left, top, right, foot = box_of(here)
            self._process.bring((left - AHEAD, top, right, foot) if backward else (left, top, right + AHEAD, foot))
        chart = self._twin.org.diagram
        pairs = (pair for change in changes for pair in change.records.values())
        new = [now for was, now in pairs if was is None and isinstance(now, Shape) and now.diagram == chart]
        if new:
            self._org.bring(union([box_of(shape) for shape in new]))
