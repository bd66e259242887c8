"""The space tool: everything right of (or below) a line moves away from it, or back towards it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from opsdesigner.edit import arrange
from opsdesigner.notation.theme import GRID

from ..marks.overlay import clear, line_pen, window_rect
from ..words import tr
from .gesture import Gesture, Keys

if TYPE_CHECKING:
    from ..view import CanvasView


class MakeSpace(Gesture):
    """The first motion says across or down; what will move is shown where it will stand."""

    def __init__(self, view: CanvasView, press: QPointF) -> None:
        super().__init__(view, press)
        self.axis: Literal["", "across", "down"] = ""
        self.by = 0.0
        self._moving: list[QRectF] = []

    def move(self, at: QPointF, keys: Keys) -> None:
        if not self.far(at):
            return
        dx, dy = self.shift(at)
        if not self.axis:
            self.axis = "across" if abs(dx) >= abs(dy) else "down"
            self._moving = self._beyond()
        by = dx if self.axis == "across" else dy
        self.by = by if keys & Keys.AltModifier else round(by / GRID) * GRID
        self.view.say(f"{self.by:+g}" if self.by else tr("Esc puts it back"), at)
        self.view.update()

    @property
    def line(self) -> float:
        return self.start.x() if self.axis == "across" else self.start.y()

    def _beyond(self) -> list[QRectF]:
        """What stands wholly beyond the line; gathered once, when the direction is known."""
        shapes, line = self.view.display.shapes.values(), self.line
        if self.axis == "across":
            return [shape.rect for shape in shapes if shape.x >= line]
        return [shape.rect for shape in shapes if shape.y >= line]

    def release(self, at: QPointF, keys: Keys) -> None:
        view, axis = self.view, self.axis
        if axis and self.by:
            view.attempt(lambda: arrange.make_space(view.model, view.diagram, axis, self.line, self.by))
        view.set_tool("select")

    def paint(self, p: QPainter) -> None:
        if not self.axis:
            return
        view, accent = self.view, self.view.theme.accent
        across = self.axis == "across"
        a = view.to_view(self.start.x(), self.start.y())
        dx, dy = (self.by * view.zoom, 0.0) if across else (0.0, self.by * view.zoom)
        whole = QRectF(view.rect())
        band = (
            QRectF(a.x(), whole.top(), dx, whole.height()) if across else QRectF(whole.left(), a.y(), whole.width(), dy)
        )
        p.fillRect(band.normalized(), clear(accent, 0.10))
        p.setPen(line_pen(accent, 1.5))
        for line in (a, QPointF(a.x() + dx, a.y() + dy)):
            if across:
                p.drawLine(QPointF(line.x(), whole.top()), QPointF(line.x(), whole.bottom()))
            else:
                p.drawLine(QPointF(whole.left(), line.y()), QPointF(whole.right(), line.y()))
        p.setPen(line_pen(accent, 1, (6, 4)))
        p.setBrush(Qt.BrushStyle.NoBrush)
        seen = whole.adjusted(-50, -50, 50, 50)
        for rect in self._moving:
            place = window_rect(view.frame, rect).translated(dx, dy)
            if seen.intersects(place):
                p.drawRoundedRect(place, 6, 6)
