"""The page moves softly until a part of it is well in sight, and no further; a hand that moves it ends that."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer

from opsdesigner.model.geometry import Box

from .marks.gliding import TIME, eased

if TYPE_CHECKING:
    from .view import CanvasView

FRAME = 16  # milliseconds between two steps


class Drift(QObject):
    """One canvas on its way; another place to go to takes over from where it is."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._way, self._gone, self._begun = QPointF(), QPointF(), 0.0
        self._at: tuple[float, float] | None = None  # where it brought the page to
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on)

    @property
    def under_way(self) -> bool:
        return self._timer.isActive()

    def bring(self, box: Box, edge: int = 40) -> None:
        """Brings a part of the diagram into sight, so many window pixels from the edge; at once where nothing is to
        move by itself.

        Not while a hand is at work there, or about to move the page.
        """
        view = self._view
        self._timer.stop()
        if view.gesture is not None or view.space_held:
            return
        way = view.way_to(box, edge)
        if way.isNull() or not view.isVisible():
            return
        if not view.motion:
            view.pan(QPointF(way))
            return
        self._way, self._gone, self._begun = QPointF(way), QPointF(), perf_counter()
        self._at = self._place()
        self._timer.start(FRAME)

    def _place(self) -> tuple[float, float]:
        at = self._view.to_view(0, 0)
        return at.x(), at.y()

    def _on(self) -> None:
        if self._place() != self._at:  # somebody else has moved the page
            self._timer.stop()
            return
        part = min(1.0, (perf_counter() - self._begun) / TIME)
        there = (self._way * eased(part)).toPoint()
        step = QPointF(there) - self._gone
        self._gone = QPointF(there)
        if not step.isNull():
            self._view.pan(step)
        self._at = self._place()
        if part >= 1.0:
            self._timer.stop()
