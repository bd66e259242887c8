"""Rings round what a preview would add: dashed, as all that is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from opsdesigner.model import Change, Id, Shape

from ..drawing.stage import Stage
from .ghosts import DASH, FRAMES, WIDE
from .overlay import line_pen, ring, window_rect

if TYPE_CHECKING:
    from ..view import CanvasView

ROUND = ("start", "event", "end", "boundary")  # families that are circles
GAP, RADIUS, LEAST = 4.0, 11.0, 8.0  # window pixels; what is drawn smaller than the last is not ringed
MOST = 500  # shapes in view above which all is new anyhow


class Coming:
    """Paints over one canvas as long as a preview of ours is shown there."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.new: frozenset[Id] = frozenset()
        view.hooks.append(self._paint)

    def show(self, change: Change | None) -> None:
        """The shapes that a change would add; None for no change any more."""
        pairs = change.records.items() if change is not None else ()
        self.new = frozenset(id for id, (was, now) in pairs if was is None and isinstance(now, Shape))
        self._view.update()

    def _paint(self, p: QPainter, stage: Stage) -> None:
        view = self._view
        if not self.new or not view.previewing or view.comparing or view.gliding:
            return
        near = [id for id in view.display.touching(view.frame.box(view.rect())) if id in self.new]
        if len(near) > MOST:
            return
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setBrush(Qt.BrushStyle.NoBrush)
        pen = line_pen(view.theme.accent, WIDE, DASH)
        for id in near:
            shape = view.display.shapes[id]
            place = window_rect(view.frame, shape.rect)
            if shape.kind.family in FRAMES or place.height() < LEAST:
                continue
            round_one = shape.kind.family in ROUND
            ring(p, place, GAP, pen, place.height() / 2 + GAP if round_one else RADIUS)
