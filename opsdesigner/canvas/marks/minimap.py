"""All of the page in small, with the window's frame on it; dragging the frame moves the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from opsdesigner.model import Change, Model
from opsdesigner.model.geometry import Box, union

from ..view import CanvasView
from .overlay import clear, line_pen, outlined

REST = 250  # milliseconds of quiet before the picture is painted again
RIM = 6


class Minimap(QWidget):
    """Shows what its canvas shows. The picture is kept, and renewed when nothing has happened for a while."""

    def __init__(self, view: CanvasView, parent: QWidget | None = None) -> None:
        super().__init__(parent or view)
        self.setObjectName("minimap")
        self.setAccessibleName(self.tr("Overview of the page"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view, self._model = view, Model()
        self._end: Callable[[], None] = lambda: None
        self._picture, self._box, self._held = QPixmap(), (0.0, 0.0, 1.0, 1.0), False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._renew)
        view.view_changed.connect(self._turned)
        view.preview_changed.connect(lambda: self._soon.start(REST))

    def sizeHint(self) -> QSize:
        return QSize(208, 148)

    def _turned(self) -> None:
        if self._view.model is not self._model:
            self._end()
            self._model = self._view.model
            self._end = self._model.observe(self._changed)
            self._soon.start(0)
        if self.isVisible():
            self.update()

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self._soon.start(REST)

    def showEvent(self, event: object) -> None:
        self._turned()
        self._soon.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._soon.start(0)

    def leave(self) -> None:
        """Stops following the model."""
        self._end()
        self._end = lambda: None

    # painting

    def _renew(self) -> None:
        if not self.isVisible() or self.width() <= 2 * RIM or self.height() <= 2 * RIM:
            return
        if not self._view.idle():
            self._soon.start(REST)
            return
        display, ratio = self._view.display, self.devicePixelRatioF()
        self._box = display.bounds
        scale = self._scale() * ratio
        picture = QPixmap(self.size() * ratio)
        picture.fill(QColor(self._view.theme.canvas))
        at = self._origin()
        with QPainter(picture) as p:
            p.translate(at.x() * ratio, at.y() * ratio)
            p.scale(scale, scale)
            display.paint(p, self._box, scale, False)
        picture.setDevicePixelRatio(ratio)
        self._picture = picture
        self.update()

    def _scale(self) -> float:
        left, top, right, bottom = self._box
        return min(
            (self.width() - 2 * RIM) / max(1.0, right - left), (self.height() - 2 * RIM) / max(1.0, bottom - top)
        )

    def _origin(self) -> QPointF:
        """Where the diagram's own origin lies in the widget."""
        scale, (left, top, right, bottom) = self._scale(), self._box
        return QPointF(self.width() / 2 - (left + right) / 2 * scale, self.height() / 2 - (top + bottom) / 2 * scale)

    def frame_rect(self) -> QRectF:
        """What the window sees, on the minimap."""
        box: Box = self._view.frame.box(self._view.rect())
        scale, at = self._scale(), self._origin()
        rect = QRectF(box[0] * scale + at.x(), box[1] * scale + at.y(), 0, 0)
        rect.setSize(QRectF(0, 0, (box[2] - box[0]) * scale, (box[3] - box[1]) * scale).size())
        return rect

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._view.theme
        with QPainter(self) as p:
            p.fillRect(self.rect(), QColor(theme.canvas))
            if self._view.display.shapes and not self._picture.isNull():
                p.drawPixmap(0, 0, self._picture)
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            rim, frame = QRectF(self.rect()), self._on_pixels(self.frame_rect())
            p.setBrush(clear(theme.accent, 0.08))
            p.drawRect(outlined(p, frame & rim.adjusted(2, 2, -2, -2), 0, line_pen(theme.accent, 1.5)))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRect(outlined(p, rim, -0.5, line_pen(theme.line2, 1)))

    def _on_pixels(self, rect: QRectF) -> QRectF:
        ratio = self.devicePixelRatioF()
        sides = (rect.left(), rect.top(), rect.right(), rect.bottom())
        left, top, right, foot = (round(side * ratio) / ratio for side in sides)
        return QRectF(left, top, right - left, foot - top)

    # input

    def _look_at(self, at: QPointF) -> None:
        scale, origin = self._scale(), self._origin()
        x, y = (at.x() - origin.x()) / scale, (at.y() - origin.y()) / scale
        self._view.show_box(union([(x, y, x, y)]), self._view.zoom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._look_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms the window round its middle."""
        view = self._view
        view.zoom_at(view.zoom * 1.1 ** (event.angleDelta().y() / 120), QPointF(view.rect().center()))
        event.accept()
